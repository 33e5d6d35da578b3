"""Whether a backlog is getting better: its level against a year ago and its usual range, and a step that lasts.

The two newest figures of a backlog say little. Its level, where it stood a year before, between what it moved over
the last 52 weeks, and whether it has moved for good to another level are what a reader can act on.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate, pairwise
from math import sqrt
from statistics import fmean, median, quantiles

from src.analysis.figure_changes import named
from src.contracts.metric import NOT_SHOWN, Better, Result, Row
from src.wording import compared, dated, day, listed, number, on_day

YEAR = timedelta(weeks=52)
NEAR_YEAR = timedelta(days=21)
"""How far from a year before a figure may be to stand for it."""
LEAST_IN_YEAR = 13
"""How many figures the last 52 weeks need before their range is usual."""
LASTS = 17
"""How many of the newest figures a move must have lasted, a third of a year of weeks: what wanders comes back."""
LASTS_IF_CLEAR = 8
"""How many are enough for a move at once of which the levels lie much further apart than any that comes back."""
BEFORE = 26
"""How many figures make the level before a move."""
TAKES = (0, 13, 26)
"""How many figures a move may take, from the last of the level before to the first of the level since."""
BEYOND = 2
"""How many of the figures before a move at once may lie as far as those since: one odd week hides no move."""
CLEAR = 2.0
"""By how many spreads of a difference of two counts the levels before and since must differ."""
CLEAR_OF_OWN = 4.0
"""By how many spreads of its own, as the series varied before, they must differ as well."""
MUCH = 2
"""How many times as far apart they must be for a move to be clear before it has lasted long."""
AROUND = 4
"""How many figures before and after one are those around it."""
MOST_ALIKE = 0.95
"""The most that figures which follow each other are taken to be alike."""
CAUSE_WITHIN = timedelta(weeks=13)
"""How long before a move begins an event may be to be named with it."""

Series = Sequence[tuple[date, float]]
"""Dated figures in date order, none missing."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """A level that a series has moved to and stayed at, at once or little by little."""

    from_on: date
    """The first of the figures since."""
    until_on: date | None = None
    """The last of the figures before, where the move took time; None where it came at once."""
    before: float
    """The middle of the figures before it."""
    after: float
    """The middle of the figures since."""
    event: Row | None
    """The dated event nearest before it; None where none is near, or where it took time: some event always is near."""

    @property
    def is_up(self) -> bool:
        """Whether the level rose."""
        return self.after > self.before

    @property
    def text(self) -> str:
        """About 62, a lasting rise from about 21 that began on 6 April 2026."""
        after, before = (number(round(value)) for value in (self.after, self.before))
        began = f"that began on {day(self.from_on)}"
        if self.until_on:
            began = f"between {day(self.until_on)} and {day(self.from_on)}"
        return f"about {after}, a lasting {'rise' if self.is_up else 'fall'} from about {before} {began}"


@dataclass(frozen=True, kw_only=True)
class UnderWay:
    """A move that has not yet lasted: the end of the year's range that the newest figure lies within is its own."""

    from_on: date
    """The first figure of late beyond every one before it in the year, as the newest is."""
    weeks: int
    """How many weeks are held before it, of the year."""
    before: tuple[float, float]
    """The lowest and the highest of the figures before it."""
    since: tuple[float, float]
    """The lowest and the highest from it on, the newest included."""


@dataclass(frozen=True, kw_only=True)
class Position:
    """Where a series stands."""

    as_at_on: date
    value: float
    year_ago_on: date | None
    year_ago: float | None
    """The figure nearest to a year before; None where none is within three weeks of it."""
    low: float | None
    high: float | None
    """The lowest and highest of the weeks before the newest figure; None where too few are held.

    None as well where the level moved within these weeks: a range over two levels is that of neither.
    """
    weeks: int
    """How many weeks before these are: 52, or as many as are held."""
    quarters: tuple[float, float, float] | None = None
    """The figures that cut those of these weeks into quarters; None likewise."""
    under_way: UnderWay | None = None
    """The move that made the end of the range which hides it; None where there is none."""
    step: Step | None

    @property
    def usual(self) -> tuple[float, float] | None:
        """The range that the newest figure is set against: a move under way makes no range for itself."""
        if self.low is None or self.high is None:
            return None
        return self.under_way.before if self.under_way else (self.low, self.high)

    @property
    def weeks_before(self) -> str:
        """Of which weeks that range is: 52 weeks before, or 39 weeks before 1 June 2026."""
        of = self.under_way
        return f"{of.weeks} weeks before {day(of.from_on)}" if of else f"{self.weeks} weeks before"


def position(series: Series, events: Sequence[Row] = (), topic: str = "") -> Position:
    """The level of a series, the figure a year before, its range, and the last step that still holds.

    `events` have as_at_on, precision_code, title and topics; those of the topic or of all may be named with a step.
    Raises IndexError for an empty series.
    """
    as_at_on, value = series[-1]
    year_ago = as_at_on - YEAR
    near = min(series, key=lambda point: abs(year_ago - point[0]))
    is_near = abs(year_ago - near[0]) <= NEAR_YEAR
    lately = [figure for dated_on, figure in series[:-1] if dated_on >= year_ago]
    first_on = next((dated_on for dated_on, _ in series if dated_on >= year_ago), as_at_on)
    is_whole = series[0][0] <= year_ago + NEAR_YEAR
    moved = step(series, events, topic)
    is_known = len(lately) >= LEAST_IN_YEAR and not (moved and moved.from_on > year_ago)
    return Position(
        as_at_on=as_at_on,
        value=value,
        year_ago_on=near[0] if is_near else None,
        year_ago=near[1] if is_near else None,
        low=min(lately) if is_known else None,
        high=max(lately) if is_known else None,
        weeks=YEAR.days // 7 if is_whole else round((as_at_on - first_on).days / 7),
        quarters=_quarters(lately) if is_known else None,
        under_way=_under_way([point for point in series if point[0] >= year_ago]) if is_known else None,
        step=moved,
    )


def _under_way(year: Series) -> UnderWay | None:
    """The move of which the newest figure is part, where it lies inside the range only because of that move.

    Of the figures that a lasting move may be short of, the first that lies beyond all before it, on the side on which
    the newest lies beyond them too.
    """
    figures = [figure for _, figure in year]
    newest, lately = figures[-1], figures[:-1]
    if not min(lately) <= newest <= max(lately):
        return None
    for at in range(max(LEAST_IN_YEAR, len(year) - LASTS), len(year) - 1):
        low, high = min(figures[:at]), max(figures[:at])
        if min(figures[at], newest) > high or max(figures[at], newest) < low:
            return UnderWay(
                from_on=year[at][0],
                weeks=round((year[at][0] - year[0][0]).days / 7),
                before=(low, high),
                since=(min(figures[at:]), max(figures[at:])),
            )
    return None


def _quarters(figures: Sequence[float]) -> tuple[float, float, float]:
    lower, middle, upper = quantiles(figures, n=4, method="inclusive")
    return lower, middle, upper


def step(series: Series, events: Sequence[Row] = (), topic: str = "") -> Step | None:
    """The move to another level that has lasted, the quickest and the earliest that can be shown; None without one.

    Every figure since lies beyond all but two of those before, and beyond all where it took time. The levels differ by
    more than two counts of their size do by chance, and by more than such levels of this series do: what only wanders has
    moved nowhere. A move at once that is twice as clear need not have lasted as long.
    """
    figures = [figure for _, figure in series]
    lowest, highest = (list(accumulate(reversed(figures), of))[::-1] for of in (min, max))
    clear = (0, LASTS_IF_CLEAR, MUCH)
    for takes, lasts, times in (clear, *((takes, LASTS, 1) for takes in TAKES)):
        beyond = 0 if takes else BEYOND
        for at in range(BEFORE + takes, len(series) - lasts + 1):
            until = at - takes
            before = sorted(figures[until - BEFORE : until])
            if not (lowest[at] > before[-1 - beyond] or highest[at] < before[beyond]):
                continue
            level, after = median(before), median(figures[at:])
            chance, own = sqrt(abs(after) + abs(level)), _spread_of_levels(figures[:until], lasts)
            if abs(after - level) > times * max(CLEAR * chance, CLEAR_OF_OWN * own):
                return Step(
                    from_on=series[at][0],
                    until_on=series[until - 1][0] if takes else None,
                    before=level,
                    after=after,
                    event=None
                    if takes
                    else _nearest_before(_begins_on(series[: at + 1], level, is_up=after > level), events, topic),
                )
    return None


def _begins_on(series: Series, level: float, *, is_up: bool) -> date:
    """The date since when no figure lies at the level before or on its other side: the move may begin before it shows."""
    begins_on = series[-1][0]
    for on_date, figure in reversed(series):
        if figure <= level if is_up else figure >= level:
            break
        begins_on = on_date
    return begins_on


def _spread_of_levels(figures: Sequence[float], lasts: int) -> float:
    """The spread that two levels of a series, one of so many figures, differ by where it varies as these figures do.

    The more alike figures are that follow each other, the fewer of them are news, and the further its levels wander.
    """
    middle = fmean(figures)
    off = [figure - middle for figure in figures]
    squares = sum(each * each for each in off)
    if not squares:
        return 0.0
    alike = sum(figure * following for figure, following in pairwise(off)) / squares
    alike += (1 + 3 * alike) / len(off)  # the few figures of a short past look less alike than they are
    alike = min(max(alike, 0.0), MOST_ALIKE)
    return sqrt(squares / (len(off) - 1) * (1 + alike) / (1 - alike) * (1 / BEFORE + 1 / lasts))


def series_of(result: Result, events: Sequence[Row] = ()) -> Iterator[tuple[str, Position]]:
    """Where each series of a dated result's own figure stands, with what it is about; those without a figure left out.

    A bound such as over 80 is no figure.
    """
    card = result.card
    subject_of = [name for name in card.one_row_per if name != "as_at_on"]
    series: dict[str, list[tuple[date, float]]] = {}
    for row in result.rows:
        if row[card.figure] is not None and row.get("qualifier_code") in (None, "exactly"):
            series.setdefault(named(row, subject_of), []).append((row["as_at_on"], float(row[card.figure])))
    for subject, points in series.items():
        yield subject, position(sorted(points), events, card.topic)


def steps(result: Result, events: Sequence[Row] = ()) -> tuple[str, ...]:
    """A sentence for each series that has moved to another level and stayed, the largest by its size first."""
    found = [(subject, stands.step) for subject, stands in series_of(result, events) if stands.step]
    found.sort(key=lambda moved: -abs(moved[1].after - moved[1].before) / (max(moved[1].after, moved[1].before)))
    return tuple(step_sentence(subject, moved) for subject, moved in found)


def records(*results: Result) -> str:
    """The series that stand worse than in any of the 52 weeks before, the largest first: no good total hides one."""
    found: dict[str, float] = {}
    for result in results:
        is_higher = result.card.better is Better.LOWER
        if result.card.better is not Better.NEUTRAL and not any(NOT_SHOWN in row for row in result.rows):
            found |= {
                subject: stands.value
                for subject, stands in series_of(result)
                if subject and stands.as_at_on == result.newest_on and is_record(stands, is_higher=is_higher)
            }
    if not found:
        return ""
    named_with = [f"{name} ({number(value)})" for name, value in sorted(found.items(), key=lambda each: -each[1])]
    return f"Worse than in any of the 52 weeks before: {listed(named_with)}."


def standing(stands: Position, *, is_counted: bool = True) -> str:
    """The end of a sentence about the newest figure: against a year before and the weeks between; empty without."""
    clauses = []
    if stands.year_ago is not None and stands.year_ago_on is not None:
        clauses.append(
            f"{compared(stands.value, stands.year_ago, is_counted=is_counted)} a year before "
            f"({number(stands.year_ago)} on {day(stands.year_ago_on)})"
        )
    if stands.usual:
        low, high = stands.usual
        span = f"{stands.weeks_before} ({number(low)} to {number(high)})"
        if low <= stands.value <= high:
            clauses.append(f"inside the range of the {span}")
        else:
            more, fewer = ("more", "fewer") if is_counted else ("higher", "lower")
            since = " to ".join(map(number, stands.under_way.since)) if stands.under_way else ""
            clauses.append(
                f"{more if stands.value > high else fewer} than in any of the {span}"
                f"{f', since when it has been {since}' if since else ''}"
            )
    return f", {' and '.join(clauses)}" if clauses else ""


def since_first(points: Sequence[tuple[date, str | None, float]], *, is_counted: bool = True) -> str:
    """The newest figure against the first one held, where it moved further since than since the one before; else empty.

    For a series too short to hold the figure of a year before. `points` are date, precision and figure, in date order.
    """
    if len(points) < 3:
        return ""
    (first_on, precision, first), before, now = points[0], points[-2][2], points[-1][2]
    if abs(now - first) <= abs(now - before):
        return ""
    return f"{compared(now, first, is_counted=is_counted)} {on_day(first_on, precision)} ({number(first)})"


def unlike_others(series: Series, on_date: date) -> tuple[float, float] | None:
    """The lowest and highest figure around one that lies further from all of them than they lie apart; else None.

    A week that was an exception is a poor thing to compare with. Asks for two figures before it and one after.
    """
    at = next((at for at, (dated_on, _) in enumerate(series) if dated_on == on_date), 0)
    before, after = series[max(0, at - AROUND) : at], series[at + 1 : at + 1 + AROUND]
    if len(before) < 2 or not after:
        return None
    figure, around = series[at][1], [other for _, other in (*before, *after)]
    low, high = min(around), max(around)
    return (low, high) if max(low - figure, figure - high) > high - low else None


def is_record(stands: Position, *, is_higher: bool) -> bool:
    """Whether the newest figure lies beyond every one of the 52 weeks before it."""
    if stands.low is None or stands.high is None or stands.weeks < YEAR.days // 7:
        return False
    return stands.value > stands.high if is_higher else stands.value < stands.low


def verdict(stands: Position) -> str:
    """Whether a series is really moving, in a sentence; empty where nothing shows it or too few figures are held."""
    if stands.step:
        return f"The level is {stands.step.text}."
    if not stands.usual:
        return ""
    if stands.usual[0] <= stands.value <= stands.usual[1]:
        return _inside(stands)
    return f"Whether that lasts cannot be said yet: it takes {LASTS_IF_CLEAR} to {LASTS} figures."


def _inside(stands: Position) -> str:
    """Where in its usual range a figure stands, if at its edge, where the range may hold a move; otherwise nothing."""
    if stands.quarters and not stands.quarters[0] <= stands.value <= stands.quarters[2]:
        side = "highest" if stands.value > stands.quarters[2] else "lowest"
        middle = number(round(stands.quarters[1]))
        return (
            f"That is in the {side} quarter of those weeks' figures (the middle one is {middle}); whether that lasts "
            "cannot be said yet."
        )
    return ""


def step_sentence(subject: str, moved: Step) -> str:
    """Where a level moved to and from, since when, and the event nearest before it."""
    sentence = f"{subject or 'The level'}{':' if subject else ' is'} {moved.text}."
    if moved.event:
        on_date = dated(moved.event["as_at_on"], moved.event["precision_code"])
        sentence += f" A possible cause is the event nearest before it, of {on_date}: {moved.event['title']}."
    return sentence


def _nearest_before(begins_on: date, events: Sequence[Row], topic: str) -> Row | None:
    near = [
        row
        for row in events
        if begins_on - CAUSE_WITHIN <= row["as_at_on"] <= begins_on
        and {topic, "all"} & set((row["topics"] or "").split(";"))
    ]
    return max(near, key=lambda row: row["as_at_on"], default=None)
