"""What trends say anew between two moments: new signals, limits worked out again, feeds gone stale."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from src import wording
from src.analysis.spc import Mark
from src.analysis.trend_wording import MARKS, run_to, signal, signal_of
from src.analysis.trends import Trend
from src.contracts.metric import Result

EVERY_DAYS = {"week": 7, "month": 31, "quarter": 92, "year": 366}
"""How long a feed may take from one extract to the next."""
STALE_AFTER = 1.5
"""How many times that long a feed may be silent before it is stale."""


@dataclass(frozen=True, kw_only=True)
class Signal:
    """One series that says something it did not say before."""

    trend: Trend
    mark: Mark | None
    """What the newest of its new signals is; None where only old points are judged anew, or limits."""
    text: str
    size: float


@dataclass(frozen=True, kw_only=True)
class Feed:
    """A dataset that is to come again and again."""

    dataset: str
    title: str
    expected_every: str
    """week, month, quarter or year; anything else is never stale."""


@dataclass(frozen=True, kw_only=True)
class Stale:
    """A feed that has been silent for too long."""

    feed: Feed
    newest_on: date
    metric: str
    """The metric that shows its figures."""
    text: str


def signals(before: Sequence[Trend], after: Sequence[Trend], since: date) -> Iterator[Signal]:
    """The series with points newly marked: after the earlier date, or before it because newer ones came."""
    was = {(trend.card.name, trend.of.column, trend.key): trend for trend in before}
    for trend in after:
        old = was.get((trend.card.name, trend.of.column, trend.key))
        new = _newly_marked(old, trend)
        known = old.dates if old else ()
        recent = [at for at in new if trend.dates[at] > since or trend.dates[at] not in known]
        if recent:
            yield Signal(
                trend=trend,
                mark=trend.variation.points[recent[-1]].mark,
                text=_describe(trend, recent[-1]),
                size=float(len(run_to(trend, recent[-1]))),
            )
        elif new and old and old.variation.limits:
            points = wording.count_of(len(new), "older point")
            text = (
                f"{trend.name}: {points} {'is' if len(new) == 1 else 'are'} now a signal, as newer figures moved the "
                "limits."
            )
            yield Signal(trend=trend, mark=None, text=text, size=float(len(new)))
        already = old.recalculated if old else ()
        for item in trend.recalculated:
            if item not in already:
                text = (
                    f"{trend.name}: limits worked out anew from {wording.day(item.from_on)}, for {item.event}, "
                    f"as decided by {item.decided_by_role}."
                )
                yield Signal(trend=trend, mark=None, text=text, size=0.0)


def _newly_marked(old: Trend | None, new: Trend) -> list[int]:
    """The places of points that are signals now and were not, or not the same way."""
    was = {}
    if old:
        was = {old.dates[at]: (old.variation.points[at].mark, old.variation.points[at].is_high) for at in old.marked}
    points = new.variation.points
    return [at for at in new.marked if was.get(new.dates[at]) != (points[at].mark, points[at].is_high)]


def _describe(trend: Trend, at: int) -> str:
    last, found = at, signal_of(trend, at)
    while last + 1 in trend.marked and signal_of(trend, last + 1) == found:
        last += 1
    places = run_to(trend, last)
    first_on, last_on = trend.dates[places[0]], trend.dates[places[-1]]
    when = (
        f"from {wording.day(first_on)} to {wording.day(last_on)}"
        if first_on != last_on
        else f"on {wording.day(last_on)}"
    )
    return f"{trend.name}: {MARKS[trend.variation.points[last].mark or Mark.COMMON]}, {signal(trend, last)}, {when}."


def stale(feeds: Sequence[Feed], before: Mapping[str, Result], after: Mapping[str, Result]) -> Iterator[Stale]:
    """The feeds that went stale between two moments: silent for over one and a half times as long as they may be."""
    for feed in feeds:
        as_at, since = (
            max((item.as_at for item in existing.values()), default=date.min) for existing in (after, before)
        )
        every = EVERY_DAYS.get(feed.expected_every)
        newest, metric = _newest(feed, after)
        if not every or newest is None or (as_at - newest).days <= STALE_AFTER * every:
            continue
        held_then, _ = _newest(feed, before)
        if held_then is None or (since - held_then).days <= STALE_AFTER * every:
            text = (
                f"{feed.title}: expected every {feed.expected_every}, and the newest figure is of "
                f"{wording.day(newest)}, {wording.days_between(newest, as_at)} before {wording.day(as_at)}."
            )
            yield Stale(feed=feed, newest_on=newest, metric=metric, text=text)


def _newest(feed: Feed, results: Mapping[str, Result]) -> tuple[date | None, str]:
    """The newest date of a feed's figures, and the metric that has it: the feed is the first that it reads."""
    found = [
        (result.newest_on, name)
        for name, result in results.items()
        if result.card.reads[0] == feed.dataset and result.newest_on
    ]
    return max(found, key=lambda item: item[0] or date.min, default=(None, ""))
