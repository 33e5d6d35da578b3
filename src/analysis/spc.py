"""Ordinary variation and signals: XmR limits, four rules, and the refusal where data cannot carry them.

The rules and constants are those of the tool named in METHOD. This module knows nothing of
metrics, stores or charts: values and dates go in, marks and limits come out.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise
from statistics import fmean, median

METHOD = "NHS England, Making Data Count, Single Chart Tool v5.0"
"""Whose rules these are. In it, unlike in SQL query v2.6, a shift and two of three may cross a recalculation."""
LIMIT_FACTOR = 2.66
"""Limits stand this many mean moving ranges from the mean; the two-sigma lines two thirds as far."""
LEAST_POINTS = 13
FIRM_POINTS = 20
RUN = 6
"""How many points in a row make a shift or a trend."""
BASELINE = (12, 20)
"""How few and how many of the first points a baseline may have."""
AFTER_BREAK = 12
"""How many points limits need after a recalculation before they are more than a trial."""


class Side(StrEnum):
    """Which way is improvement."""

    HIGHER = "higher"
    LOWER = "lower"
    NEUTRAL = "neutral"


class Mark(StrEnum):
    """What a point is."""

    COMMON = "common cause"
    IMPROVEMENT = "improvement"
    CONCERN = "concern"
    NEITHER = "special cause, neither"


class Rule(StrEnum):
    """Why a point is marked. Where several hold, the first of these is named."""

    TREND = "trend"
    SHIFT = "shift"
    TWO_SIGMA = "two of three near a limit"
    SINGLE = "beyond a limit"


class Assurance(StrEnum):
    """Whether a target will be met, as far as the limits tell."""

    PASSES = "passes"
    HIT_OR_MISS = "hit or miss"
    FAILS = "fails"


class Drawn(StrEnum):
    """What may be drawn of a series."""

    VALUE = "the value alone"
    RUN = "a run chart"
    PROVISIONAL = "provisional limits"
    LIMITS = "limits"


@dataclass(frozen=True, kw_only=True)
class Limits:
    """The limits of one section of a series, unclipped."""

    first: int
    last: int
    """The places of the first and last point the limits are drawn over."""
    mean: float
    mean_moving_range: float
    is_trial: bool = False
    """Whether too few points follow the recalculation for the limits to be relied on."""

    @property
    def upper(self) -> float:
        """The upper process limit."""
        return self.mean + LIMIT_FACTOR * self.mean_moving_range

    @property
    def lower(self) -> float:
        """The lower process limit."""
        return self.mean - LIMIT_FACTOR * self.mean_moving_range

    def two_sigma(self, way: int) -> float:
        """The two-sigma line above (1) or below (-1) the mean."""
        return self.mean + way * 2 / 3 * LIMIT_FACTOR * self.mean_moving_range


@dataclass(frozen=True, kw_only=True)
class Point:
    """One value of a series as it may be drawn."""

    value: float | None
    """None for a period without a value: a gap."""
    mark: Mark | None = None
    """None where the series has no limits, and for gaps and ghosts."""
    rules: tuple[Rule, ...] = ()
    is_high: bool | None = None
    """Whether the signal is upward; None for common cause."""
    is_ghost: bool = False
    """Shown, and left out of every sum and rule."""


@dataclass(frozen=True, kw_only=True)
class Variation:
    """What a series shows."""

    drawn: Drawn
    points: tuple[Point, ...]
    limits: tuple[Limits, ...] = ()
    median: float | None = None
    assurance: Assurance | None = None
    reason: str = ""
    """Why there are no limits, or why they are not firm. A sentence; empty where nothing is to be said."""

    @property
    def icon(self) -> Point | None:
        """The last point with a value, where there are limits: its mark is the state of the series."""
        return next((p for p in reversed(self.points) if p.mark is not None), None)


def variation(
    values: Sequence[float | None],
    side: Side,
    *,
    breaks: Sequence[int] = (),
    ghosts: Sequence[int] = (),
    baseline: int | None = None,
    target: float | None = None,
    clash: Mark = Mark.IMPROVEMENT,
    refusal: str = "",
) -> Variation:
    """What a series of equally spaced values shows, in date order, None for a missing period.

    `breaks` are the places where limits were recalculated, `ghosts` the places left out. `baseline`
    takes the limits from so many first points and wins over breaks. `clash` is the mark of a point that is
    both improvement and concern. `refusal` is a sentence that forbids limits: a run chart is drawn.
    Raises ValueError for a baseline that is too short or too long.
    """
    counted = [at for at, value in enumerate(values) if value is not None and at not in ghosts]
    bare = tuple(Point(value=value, is_ghost=at in ghosts) for at, value in enumerate(values))
    middle = median([float(values[at] or 0) for at in counted]) if counted else None
    if len(counted) < 2:
        return Variation(drawn=Drawn.VALUE, points=bare, reason=refusal or _needed(len(counted)))
    if refusal or len(counted) < LEAST_POINTS:
        return Variation(drawn=Drawn.RUN, points=bare, median=middle, reason=refusal or _needed(len(counted)))
    limits = _limits(values, counted, () if baseline else breaks, baseline)
    points = _marked(values, counted, limits, side, clash, bare)
    firm = len(counted) >= FIRM_POINTS
    return Variation(
        drawn=Drawn.LIMITS if firm else Drawn.PROVISIONAL,
        points=points,
        limits=limits,
        median=middle,
        assurance=None if target is None else assurance(target, limits[-1], side),
        reason="" if firm else f"The limits are provisional: {len(counted)} of {FIRM_POINTS} points are held.",
    )


def assurance(target: float, limits: Limits, side: Side) -> Assurance | None:
    """Whether the target is met whatever ordinary variation does. None for a neutral measure."""
    if side is Side.NEUTRAL:
        return None
    way = 1 if side is Side.HIGHER else -1
    aim, mean = way * target, way * limits.mean
    worst, best = sorted((way * limits.lower, way * limits.upper))
    if worst == best:
        return Assurance.PASSES if aim <= mean else Assurance.FAILS
    return Assurance.PASSES if aim <= worst else Assurance.FAILS if aim >= best else Assurance.HIT_OR_MISS


def _needed(existing: int) -> str:
    more = LEAST_POINTS - existing
    return f"{more} more {'point is' if more == 1 else 'points are'} needed before limits can be drawn."


def _limits(
    values: Sequence[float | None], counted: Sequence[int], breaks: Sequence[int], baseline: int | None
) -> tuple[Limits, ...]:
    if baseline is not None and not BASELINE[0] <= baseline <= BASELINE[1]:
        raise ValueError(f"A baseline has {BASELINE[0]} to {BASELINE[1]} points; {baseline} were asked for.")
    edges = [0, *sorted(at for at in breaks if 0 < at < len(values)), len(values)]
    found = []
    for number, (first, end) in enumerate(pairwise(edges)):
        inside = [at for at in counted if first <= at < end]
        used = inside[:baseline] if baseline else inside
        if not used:
            continue
        ranges = [
            abs(float(values[later] or 0) - float(values[at] or 0)) for at, later in pairwise(used) if later == at + 1
        ]
        found.append(
            Limits(
                first=first,
                last=end - 1,
                mean=fmean(float(values[at] or 0) for at in used),
                mean_moving_range=fmean(ranges) if ranges else 0.0,
                is_trial=number > 0 and len(inside) < AFTER_BREAK,
            )
        )
    return tuple(found)


def _marked(
    values: Sequence[float | None],
    counted: Sequence[int],
    limits: Sequence[Limits],
    side: Side,
    clash: Mark,
    bare: Sequence[Point],
) -> tuple[Point, ...]:
    signals: dict[int, set[tuple[Rule, int]]] = {at: set() for at in counted}
    for rule, way, at in _signals(values, counted, limits):
        signals[at].add((rule, way))
    points = list(bare)
    for at, found in signals.items():
        ways = {way for _, way in found}
        mark = _mark(ways, side, clash)
        wanted = _way_of(mark, side) if len(ways) == 2 and side is not Side.NEUTRAL else None
        shown = [(rule, way) for rule, way in found if wanted is None or way == wanted]
        order = list(Rule)
        points[at] = Point(
            value=values[at],
            mark=mark,
            rules=tuple(sorted({rule for rule, _ in shown}, key=order.index)),
            is_high=None if not shown else max(way for _, way in shown) > 0,
        )
    return tuple(points)


def _mark(ways: set[int], side: Side, clash: Mark) -> Mark:
    if not ways:
        return Mark.COMMON
    if side is Side.NEUTRAL:
        return Mark.NEITHER
    if len(ways) == 2:
        return clash
    return Mark.IMPROVEMENT if _way_of(Mark.IMPROVEMENT, side) in ways else Mark.CONCERN


def _way_of(mark: Mark, side: Side) -> int:
    """Up (1) or down (-1): the way that a mark of improvement or concern goes."""
    up = (mark is Mark.IMPROVEMENT) == (side is Side.HIGHER)
    return 1 if up else -1


def _signals(
    values: Sequence[float | None], counted: Sequence[int], limits: Sequence[Limits]
) -> Iterator[tuple[Rule, int, int]]:
    """Each rule that holds, upward or downward, and the place of the point it marks."""
    number = {at: float(values[at] or 0) for at in counted}
    section = {at: part for part in limits for at in range(part.first, part.last + 1)}
    rising = {(at, later): number[later] - number[at] for at, later in pairwise(counted)}
    for way in (1, -1):
        edge = {at: section[at].upper if way > 0 else section[at].lower for at in counted}
        outside = [way * number[at] > way * edge[at] for at in counted]
        beyond = [way * number[at] > way * section[at].mean for at in counted]
        near = [
            way * number[at] > way * section[at].two_sigma(way) and not out
            for at, out in zip(counted, outside, strict=True)
        ]
        yield from ((Rule.TREND, way, at) for at in _trends(counted, rising, way))
        yield from ((Rule.SINGLE, way, at) for at, out in zip(counted, outside, strict=True) if out)
        yield from ((Rule.SHIFT, way, at) for at in _runs(counted, beyond))
        yield from ((Rule.TWO_SIGMA, way, at) for at in _two_of_three(counted, beyond, near))


def _trends(counted: Sequence[int], rising: dict[tuple[int, int], float], way: int) -> Iterable[int]:
    run: list[int] = []
    found: list[int] = []
    for at in counted:
        if run and at == run[-1] + 1 and way * rising[run[-1], at] > 0:
            run.append(at)
        else:
            found += run if len(run) >= RUN else []
            run = [at]
    return found + (run if len(run) >= RUN else [])


def _runs(places: Sequence[int], holds: Sequence[bool]) -> Iterable[int]:
    """The points of runs in which something holds, without a gap between them."""
    run: list[int] = []
    found: list[int] = []
    for at, existing in zip(places, holds, strict=True):
        if not existing or (run and at != run[-1] + 1):
            found += run if len(run) >= RUN else []
            run = []
        if existing:
            run.append(at)
    return found + (run if len(run) >= RUN else [])


def _two_of_three(places: Sequence[int], beyond: Sequence[bool], near: Sequence[bool]) -> Iterable[int]:
    """Points between the two-sigma line and the limit, of any three in a row beyond the mean with two or more such."""
    found: set[int] = set()
    for first in range(len(places) - 2):
        three = range(first, first + 3)
        if places[first + 2] != places[first] + 2 or not all(beyond[at] for at in three):
            continue
        if sum(near[at] for at in three) >= 2:
            found |= {places[at] for at in three if near[at]}
    return sorted(found)


def periods(dates: Sequence[date]) -> tuple[int, ...] | None:
    """The place of each date in an equally spaced series, the first 0; None where the dates are irregular.

    The spacing is the shortest found: days for a week or less, else weeks, months, quarters or years. A place
    left out is a missing period. A monthly date may stand up to five days from its place.
    """
    if len(dates) < 2:
        return tuple(range(len(dates)))
    days = [(on_date - dates[0]).days for on_date in dates]
    steps = [later - at for at, later in pairwise(days)]
    shortest = min(steps)
    if shortest <= 0:
        return None
    for unit, slack in ((1.0, 0), (7.0, 1), (30.4375, 5), (91.3125, 10), (365.25, 10)):
        places = [round(day / unit) for day in days]
        is_unit = abs(shortest - unit) <= slack
        if is_unit and all(abs(day - place * unit) <= slack for day, place in zip(days, places, strict=True)):
            return tuple(places) if len(set(places)) == len(places) else None
    return None
