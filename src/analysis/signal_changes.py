"""What trends say anew between two moments: new signals, limits worked out again, feeds that are silent."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from src import wording
from src.analysis.spc import Mark
from src.analysis.trend_wording import SAID, run_to, signal, signal_of
from src.analysis.trends import Trend
from src.contracts.change import Attention, Change, ChangeKind
from src.contracts.metric import Card, Result

EVERY_DAYS = {"week": 7, "month": 31, "quarter": 92, "year": 366}
"""How long a feed may take from one extract to the next."""
SILENT_AFTER = 1.5
"""How many times that long there may be no figure before a feed is silent."""


@dataclass(frozen=True, kw_only=True)
class Feed:
    """A dataset that is to come again and again."""

    dataset: str
    title: str
    expected_every: str
    """week, month, quarter or year; anything else is never silent."""


def signals(before: Sequence[Trend], after: Sequence[Trend], since: date) -> Iterator[Change]:
    """Points newly marked: after the earlier date, or before it because newer ones came. And limits worked out anew."""
    was, came = ({(trend.card.name, trend.of.column, trend.key): trend for trend in side} for side in (before, after))
    for trend in after:
        old = was.get((trend.card.name, trend.of.column, trend.key))
        new = _newly_marked(old, trend)
        known = old.dates if old else ()
        recent = [at for at in new if trend.dates[at] > since or trend.dates[at] not in known]
        if recent:
            is_better = trend.variation.points[recent[-1]].mark is Mark.IMPROVEMENT
            is_news = not _has_ended(trend) and not trend.of.against
            stands = Attention.BETTER if is_better else Attention.BOARD
            yield _change(
                trend,
                ChangeKind.SIGNAL,
                stands if is_news else Attention.OTHER,
                _describe(trend, recent[-1], came.get((trend.card.name, trend.of.against, trend.key))),
                size=len(run_to(trend, recent[-1])),
            )
        elif new and old and old.variation.limits:
            figures = wording.count_in_words(len(new), "earlier figure")
            now = wording.verb(len(new), "now stands out", "now stand out")
            text = f"{trend.name}: {figures} {now}, as newer figures changed what is usual."
            yield _change(trend, ChangeKind.OTHER, Attention.OTHER, text, size=len(new))
        already = old.recalculated if old else ()
        for item in trend.recalculated:
            if item not in already:
                text = (
                    f"{trend.name}: limits worked out anew from {wording.day(item.from_on)}, for {item.event}, "
                    f"as decided by {item.decided_by_role}."
                )
                yield _change(trend, ChangeKind.LIMITS_RECALCULATED, Attention.OTHER, text)


def each_once(found: Sequence[Change], cards: Mapping[str, Card]) -> list[Change]:
    """The changes, a signal of a part that is word for word that of its whole named with the whole."""
    left = list(found)
    for whole in found:
        parts = [change for change in left if _is_the_same(change, whole, cards)]
        if parts:
            names = wording.listed(change.subject.removesuffix(whole.subject).removesuffix(", ") for change in parts)
            reported = replace(whole, sentence=f"{whole.sentence.removesuffix('.')}; the same in {names}.")
            left = [reported if change is whole else change for change in left if change not in parts]
    return left


def _is_the_same(part: Change, whole: Change, cards: Mapping[str, Card]) -> bool:
    return (
        part.kind is whole.kind is ChangeKind.SIGNAL
        and cards[part.metric].part_of == whole.metric
        and part.sentence.lower().endswith(whole.sentence.lower())
    )


def _change(trend: Trend, kind: ChangeKind, attention: Attention, text: str, size: int = 0) -> Change:
    return Change(
        kind=kind,
        attention=attention,
        sentence=text,
        metric=trend.card.name,
        dataset=trend.card.reads[0],
        subject=trend.subject,
        after=trend.last.value,
        after_on=trend.last_on,
        size=float(size),
    )


def _newly_marked(old: Trend | None, new: Trend) -> list[int]:
    """The places of points that are signals now and were not, or not the same way."""
    was = {}
    if old:
        was = {old.dates[at]: (old.variation.points[at].mark, old.variation.points[at].is_high) for at in old.marked}
    points = new.variation.points
    return [at for at in new.marked if was.get(new.dates[at]) != (points[at].mark, points[at].is_high)]


def _describe(trend: Trend, at: int, came: Trend | None) -> str:
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
    what = SAID[trend.variation.points[last].mark or Mark.COMMON]
    ended = f"; it has ended, the newest figure is {SAID[Mark.COMMON]}" if _has_ended(trend) else ""
    return f"{trend.name}: {what}, {signal(trend, last)}, {when}{_beside(trend, places, came)}{ended}."


def _beside(trend: Trend, places: Sequence[int], came: Trend | None) -> str:
    """What came in while so much went out: a backlog falls only where that is less. Empty where it is not known."""
    into = {day: point.value for day, point in zip(came.dates, came.variation.points, strict=True)} if came else {}
    pairs = [(into.get(trend.dates[at]), trend.variation.points[at].value) for at in places]
    known = [(came_in, out) for came_in, out in pairs if came_in is not None and out is not None]
    if not known or len(known) < len(pairs):
        return ""
    came_in, out = (sum(side) for side in zip(*known, strict=True))
    return f", while {wording.number(came_in)} came in and {wording.number(out)} went out"


def _has_ended(trend: Trend) -> bool:
    """Whether the newest figure is no signal any more: what is over is reported and is no matter for the board."""
    return trend.last.mark is Mark.COMMON


def silent(feeds: Sequence[Feed], before: Mapping[str, Result], after: Mapping[str, Result]) -> Iterator[Change]:
    """The feeds without a figure for over one and a half times as long as they may be, new to it or still."""
    since, as_at = (max((result.as_at for result in side.values()), default=date.min) for side in (before, after))
    for feed in feeds:
        every = EVERY_DAYS.get(feed.expected_every)
        newest, metric = _newest(feed, after)
        if not every or newest is None or (as_at - newest).days <= SILENT_AFTER * every:
            continue
        earlier, _ = _newest(feed, before)
        is_still = earlier is not None and (since - earlier).days > SILENT_AFTER * every
        text = (
            f"{feed.title}: expected every {feed.expected_every}, and the newest figure is of {wording.day(newest)}, "
            f"{wording.days_between(newest, as_at)} before {wording.day(as_at)}."
        )
        yield Change(
            kind=ChangeKind.FEED_SILENT,
            attention=Attention.CARE,
            sentence=wording.paragraph([text, f"It was silent at {wording.day(since)} too." if is_still else ""]),
            metric=metric,
            dataset=feed.dataset,
            subject=feed.title,
            before=earlier,
            before_on=since,
            after=newest,
            after_on=as_at,
            size=(as_at - newest).days / every,
        )


def _newest(feed: Feed, results: Mapping[str, Result]) -> tuple[date | None, str]:
    """The newest date of a feed's figures, and the metric that has it: the feed is the first that it reads."""
    found = [
        (result.newest_on, name)
        for name, result in results.items()
        if result.card.reads[0] == feed.dataset and result.newest_on
    ]
    return max(found, key=lambda item: item[0] or date.min, default=(None, ""))
