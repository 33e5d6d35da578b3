"""How the room of a table is shared among its columns, in any medium."""

from collections.abc import Sequence
from math import sqrt


def column_widths(least: Sequence[float], whole: Sequence[float], room: float) -> list[float]:
    """The width of each column: its least, and of what is left the more, the more there is to read in it.

    `least` is what the longest word of a column needs and `whole` what its longest cell needs on one line. No column is
    wider than its whole, so where all fit a line some room stays free. Where not even the least fit they shrink alike.
    """
    if sum(least) > room:
        return [room * part / sum(least) for part in least]
    widths = list(least)
    while (free := room - sum(widths)) > 1e-6:
        lacking = [sqrt(max(0.0, most - has)) for most, has in zip(whole, widths, strict=True)]
        if not (total := sum(lacking)):
            break
        widths = [
            min(max(most, has), has + free * lack / total)
            for most, has, lack in zip(whole, widths, lacking, strict=True)
        ]
    return widths
