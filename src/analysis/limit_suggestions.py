"""Where new limits might be due: said, never done. A named role decides, with a reason."""

from collections.abc import Callable, Sequence
from datetime import date
from statistics import fmean

from src import wording
from src.analysis.spc import AFTER_BREAK, RUN, Mark, Point, Variation
from src.contracts.metric import Row

NEAR_EVENT = 2
"""Within how many points of an event the level must change most for the event to be taken as its cause."""


def proposal(
    topic: str,
    dates: Sequence[date],
    shown: Variation,
    breaks: Sequence[int],
    events: Sequence[Row],
    tried: Callable[[int], Variation],
) -> str:
    """A sentence where an event stands at the place at which the level changed most, and explains most signals.

    There must be a signal after it the way the level moved, enough points on either side, and new limits from it
    on must leave less than half of the signals.
    """
    found = signals(shown)
    changed = _changed_most(shown) if found else None
    if changed is None:
        return ""
    near = []
    for row in events:
        at = next((place for place, day in enumerate(dates) if day >= row["as_at_on"]), None)
        if (
            at is not None
            and abs(at - changed) <= NEAR_EVENT
            and {topic, "all"} & set(str(row["topics"] or "").split(";"))
        ):
            near.append((abs(at - changed), at, row))
    if not near:
        return ""
    _, at, row = min(near, key=lambda item: item[:2])
    before, after = _values(shown.points[:at]), _values(shown.points[at:])
    if at in breaks or min(len(before), len(after)) < AFTER_BREAK:
        return ""
    rose = fmean(after) > fmean(before)
    left = len(signals(tried(at)))
    if 2 * left >= len(found) or not any(place >= at and shown.points[place].is_high == rose for place in found):
        return ""
    remain = "none would be left" if not left else f"{left} would be left"
    return (
        f"New limits may be due from {wording.dated(row['as_at_on'], row.get('precision_code'))}, {row['title']}: of "
        f"{wording.count_of(len(found), 'signal')} {remain}. Whether the change will last is for a named role to "
        "decide, with a reason; until then the limits stay."
    )


def _changed_most(shown: Variation) -> int | None:
    """The place from which on the level differs most from before, with a run of points on either side."""
    places = [at for at, point in enumerate(shown.points) if point.value is not None]

    def apart(at: int) -> float:
        before, after = _values(shown.points[:at]), _values(shown.points[at:])
        return len(before) * len(after) * (fmean(after) - fmean(before)) ** 2

    return max(places[RUN : 1 - RUN], key=apart, default=None)


def _values(points: Sequence[Point]) -> list[float]:
    return [point.value for point in points if point.value is not None]


def signals(shown: Variation) -> list[int]:
    """The places of the points that are signals."""
    return [at for at, point in enumerate(shown.points) if point.mark not in (None, Mark.COMMON)]
