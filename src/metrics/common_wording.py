"""What the sentences of several subjects share. Every number is a number of the rows."""

from collections.abc import Sequence

from src.contracts.metric import Row
from src.wording import (
    capital,
    in_words,
    number,
)

POINTS_FOR_VARIATION = 13
"""How many evenly spaced points it takes before ordinary variation can be told from a signal."""


def too_few(dates: int, what: str = "dates") -> str:
    """Why nothing is said of a trend."""
    if dates >= POINTS_FOR_VARIATION:
        return ""
    existing = f"One {what.rstrip('s')} is" if dates == 1 else f"{capital(in_words(dates))} {what} are"
    return f"{existing} held: too few to say whether this is ordinary variation ({POINTS_FOR_VARIATION} needed)."


def newest_rows(rows: Sequence[Row]) -> list[Row]:
    """The rows of the newest date."""
    return [row for row in rows if row["as_at_on"] == rows[-1]["as_at_on"]]


def beside(came: int, out: int, verb: str = "came in") -> str:
    """Which of the two was more."""
    if came == out:
        return f", as many as {verb}"
    return f", {number(abs(came - out))} {'fewer' if out < came else 'more'} than {verb}"


def summed(rows: Sequence[Row], name: str) -> int | None:
    """The sum of a column; None where a row has none."""
    values = [row[name] for row in rows]
    return None if any(value is None for value in values) else sum(values)
