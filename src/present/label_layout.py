"""Where labels of a picture go, for every writer: round scales, labels moved apart, names in lanes."""

from collections.abc import Sequence
from datetime import date
from math import ceil, floor, log10

LANES = (1, -1, 2, -2, 3, -3, 4, -4, 5, -5)


def scale(low: float, high: float, steps: int = 5) -> tuple[float, float, float]:
    """Round ends and a round step around two values. Zero stays zero."""
    reach = (high - low) or 1
    size = 10 ** floor(log10(reach / steps))
    step = next(size * by for by in (1, 2, 2.5, 5, 10) if size * by * steps >= reach)
    return floor(low / step + 1e-9) * step, ceil(high / step - 1e-9) * step, step


def move_apart(tops: Sequence[float], heights: Sequence[float], lowest: float) -> list[float]:
    """Places one under another, moved no further than needed so that none overlaps the next."""
    places = list(tops)
    for index in range(1, len(places)):
        places[index] = max(places[index], places[index - 1] + heights[index - 1])
    for index in reversed(range(len(places))):
        below = places[index + 1] if index + 1 < len(places) else lowest + heights[index] * 0.5
        places[index] = min(places[index], below - heights[index])
    return places


def share_of_span(day: date, first: date, last: date) -> float:
    """How far along a span of dates a day is, from 0 to 1; the middle of a span of one day."""
    return (day - first) / (last - first) if first != last else 0.5


def letter_levels(shares: Sequence[float], letter_width: float) -> list[int]:
    """How many steps up each letter stands, so that those of events close together do not cover each other."""
    levels: list[int] = []
    for index, share in enumerate(shares):
        near = {levels[before] for before in range(index) if share - shares[before] < letter_width}
        levels.append(min(set(range(len(shares))) - near))
    return levels


def anchor(share: float) -> str:
    """Which way words at a place run, so that none leaves the picture: start, middle or end."""
    return "start" if share < 0.12 else "end" if share > 0.88 else "middle"


def lanes(shares: Sequence[float], widths: Sequence[float]) -> list[int]:
    """A lane for each name, above or below a line, the nearest to it in which the name meets no other.

    Places and widths are shares of the picture's width.
    """
    taken = dict.fromkeys(LANES, -1.0)
    chosen = []
    for share, wide in zip(shares, widths, strict=True):
        begins = share - {"start": 0.0, "middle": wide / 2, "end": wide}[anchor(share)]
        lane = next((lane for lane in LANES if taken[lane] <= begins), min(LANES, key=lambda lane: taken[lane]))
        taken[lane] = begins + wide + 0.01
        chosen.append(lane)
    return chosen
