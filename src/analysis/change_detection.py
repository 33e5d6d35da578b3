"""What changed between two moments, found and said by rule, what matters most first."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

from src import wording
from src.analysis.figure_changes import Move, moved
from src.analysis.finding_changes import causes_changed, findings_changed, newly_overdue
from src.analysis.signal_changes import Feed, signals, stale
from src.analysis.spc import Mark
from src.analysis.trends import Trend, trends
from src.contracts.change import Change, Consequence
from src.contracts.metric import Better, Card, Kind, Result, Row

CAUSES = "causes_of_concern_by_status"
RECOUNTED = ("definition", "policy")
"""Kinds of event, a change of definition or of criteria, after which a figure may move and nothing else."""


_TOLD_AS = {
    Mark.IMPROVEMENT: Consequence.BETTER,
    Mark.CONCERN: Consequence.SIGNAL,
    Mark.NEITHER: Consequence.SIGNAL,
}
"""What a new signal is to the board. Without a mark it is only told."""


def changes(
    before: Mapping[str, Result],
    after: Mapping[str, Result],
    recounted: Sequence[Row] = (),
    *,
    recalculations: Sequence[Row] = (),
    feeds: Sequence[Feed] = (),
) -> tuple[Change, ...]:
    """What changed between two sets of results, by name of the metric, the most consequential first.

    `recounted` are the events between the two moments, with title, kind_code, topics and as_at_on: an
    improvement that falls together with a change of definition says so. `recalculations` are the limits that a
    named role decided to work out anew. `feeds` are the datasets that are to come again and again.
    """
    of = _trends(before, after, recalculations)
    since = max((result.as_at for result in before.values()), default=date.min)
    found: list[Change] = [*_signals(of, since), *_stale(before, after, feeds)]
    for name, result in after.items():
        if name not in before:
            continue
        if result.card.figure and result.card.better is not Better.NEUTRAL:
            found += _figures(before, after, name, of)
    found += _both(causes_changed, before, after, CAUSES)
    lines = {row["cause_id"] for row in after[CAUSES].rows} if CAUSES in before and CAUSES in after else set()
    found += _both(partial(findings_changed, besides=lines), before, after, "findings_register")
    found += _both(newly_overdue, before, after, "findings_overdue")
    careful = [_with_care(change, after[change.metric].card, recounted) for change in found]
    return tuple(sorted(careful, key=lambda change: (change.consequence, -change.size)))


def _both(
    find: Callable[[Result, Result], Iterator[Change]],
    before: Mapping[str, Result],
    after: Mapping[str, Result],
    name: str,
) -> Iterator[Change]:
    """What is found in a metric that is held at both moments."""
    if name in before and name in after:
        yield from find(before[name], after[name])


@dataclass(frozen=True, kw_only=True)
class _Trends:
    """The series of every metric at both moments."""

    before: Mapping[str, Sequence[Trend]]
    after: Mapping[str, Sequence[Trend]]

    def is_ordinary(self, name: str, subject: str) -> bool:
        """Whether the figure of a subject varies as it ordinarily does, so that a move of it is no news."""
        icons = [trend.variation.icon for trend in self.after.get(name, ()) if trend.subject == subject]
        return bool(icons) and all(icon and icon.mark is Mark.COMMON for icon in icons)


def _trends(before: Mapping[str, Result], after: Mapping[str, Result], recalculations: Sequence[Row]) -> _Trends:
    def of(existing: Mapping[str, Result]) -> dict[str, Sequence[Trend]]:
        events = existing["events_in_period"].rows if "events_in_period" in existing else ()
        both = before.keys() & after.keys()
        return {name: trends(existing[name], recalculations, events) for name in after if name in both}

    return _Trends(before=of(before), after=of(after))


def _signals(of: _Trends, since: date) -> Iterator[Change]:
    """Points that are signals now and were not, and limits worked out anew."""
    for name, new in of.after.items():
        for item in signals(of.before[name], new, since):
            consequence = _TOLD_AS[item.mark] if item.mark else Consequence.OTHER
            yield Change(
                consequence=consequence, text=item.text, metric=name, size=item.size, is_signal=item.mark is not None
            )


def _stale(before: Mapping[str, Result], after: Mapping[str, Result], feeds: Sequence[Feed]) -> Iterator[Change]:
    """Feeds that fell silent for too long."""
    for item in stale(feeds, before, after):
        yield Change(consequence=Consequence.STALE, text=item.text, metric=item.metric, after_on=item.newest_on)


def _figures(before: Mapping[str, Result], after: Mapping[str, Result], name: str, of: _Trends) -> Iterator[Change]:
    """Figures that moved, each against the whole it is a part of where that moved the other way."""
    card = after[name].card
    about = moved(before[name], after[name])
    whole = _whole(before, after, card.part_of)
    for move in about.moves if about else ():
        if move.is_restated:
            yield Change(
                consequence=Consequence.RESTATED,
                text=f"{_subject(card, move)}: {_dated(move.after_on)}{_value(move.before)} became {_value(move.after)}.",
                metric=name,
                before_on=move.before_on,
                after_on=move.after_on,
                size=abs(move.change or 0),
            )
        elif move.change and _is_certain(move) and not of.is_ordinary(name, move.subject):
            is_better = (move.change < 0) == (card.better is Better.LOWER)
            before_said = wording.bounded(move.before, move.before_bound)
            after_said = wording.bounded(move.after, move.after_bound)
            text = f"{_subject(card, move)}: {before_said} to {after_said}{_times(move)}"
            if whole and move.subject and (whole.change or 0) * move.change < 0:
                way = "fell" if (whole.change or 0) < 0 else "rose"
                text += f", while the force {way} {_value(whole.before)} to {_value(whole.after)}"
            lines = Consequence.BETTER if is_better else Consequence.WORSE
            yield Change(
                consequence=Consequence.SMALLER if _is_small(card, move) else lines,
                text=f"{text}.",
                metric=name,
                before_on=move.before_on,
                after_on=move.after_on,
                size=abs(move.change),
            )


def _whole(before: Mapping[str, Result], after: Mapping[str, Result], name: str) -> Move | None:
    if name not in before or name not in after:
        return None
    about = moved(before[name], after[name])
    moves = [move for move in about.moves if not move.is_restated] if about else []
    return moves[0] if moves else None


def _is_small(card: Card, move: Move) -> bool:
    """Whether a move is no larger than chance alone often makes: the root of a count, a twentieth of a share."""
    values = (float(move.before), float(move.after))
    if card.kind in (Kind.STOCK, Kind.FLOW):
        return bool(abs(move.change or 0) <= math.sqrt(max(values)))
    return abs(move.change or 0) < 0.05 * max(map(abs, values))


def _is_certain(move: Move) -> bool:
    """Whether the way it moved is sure where a figure is a bound: from over 80 to 13 is a fall, to 90 is neither."""
    rose = (move.change or 0) > 0
    sure_before = ("", "under", "at_most") if rose else ("", "over")
    sure_after = ("", "over") if rose else ("", "under", "at_most")
    return move.before_bound in sure_before and move.after_bound in sure_after


def _subject(card: Card, move: Move) -> str:
    """Walsall, MARAC cases awaiting: what the parts are told by need not be said once one is named."""
    if not move.subject:
        return card.title
    return f"{move.subject}, {wording.inside(card.title.split(' by ')[0])}"


def _value(value: Any) -> str:
    return wording.number(value) if isinstance(value, (int, float)) or value is None else str(value)


def _dated(on_date: date | None) -> str:
    return f"the figure of {wording.day(on_date)}, " if on_date else ""


def _times(move: Move) -> str:
    """Doubled, more than doubled or halved: said where it is so."""
    before, after = float(move.before), float(move.after)
    if before <= 0 or after <= 0:
        return ""
    if after >= 2 * before:
        return (
            ", doubled"
            if after == 2 * before and not (move.before_bound or move.after_bound)
            else ", more than doubled"
        )
    if 2 * after <= before:
        return ", halved" if 2 * after == before and not (move.before_bound or move.after_bound) else ", less than half"
    return ""


def _with_care(change: Change, card: Card, events: Sequence[Row]) -> Change:
    """Check before you cheer: an improvement beside a change of definition is not yet one."""
    if change.consequence is not Consequence.BETTER:
        return change
    for event in events:
        topics = str(event["topics"] or "").split(";")
        if event["kind_code"] in RECOUNTED and (card.topic in topics or "all" in topics):
            on_date = wording.day(event["as_at_on"])
            text = f"Check before you cheer: {event['title']}, {on_date}, may have changed what is counted."
            return replace(change, careful=text)
    return change
