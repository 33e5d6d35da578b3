"""What changed between two moments, found by rule, each change once, what matters most first."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from src import wording
from src.analysis.action_changes import actions_completed, actions_moved, actions_overdue, steps_taken
from src.analysis.cause_changes import causes_changed
from src.analysis.cause_changes import each_once as causes_once
from src.analysis.figure_changes import Move, date_column, named
from src.analysis.finding_changes import left_register, past_deadline, past_own_date, register_changed
from src.analysis.grade_changes import grades_changed, phase_changed
from src.analysis.lasting_moves import lasting_changes
from src.analysis.move_changes import judge, limits_crossed, thresholds_crossed
from src.analysis.other_changes import other_changes
from src.analysis.ranked_changes import ranks_changed
from src.analysis.signal_changes import Feed, each_once, signals, silent
from src.analysis.trends import Trend, trends
from src.contracts.change import Attention, Change, ChangeKind
from src.contracts.metric import Result, Row

CAUSES = "causes_of_concern_by_status"
MOVED_DATES = "finding_deadline_changes"
PAST_DATES = ("findings_overdue", "findings_past_force_target")
_MOVED = (ChangeKind.WORSE, ChangeKind.BETTER)
RECOUNTED = ("definition", "policy")
"""Kinds of event, a change of definition or of criteria, after which a figure may move and nothing else."""


def changes(
    before: Mapping[str, Result],
    after: Mapping[str, Result],
    events: Sequence[Row] = (),
    *,
    recalculations: Sequence[Row] = (),
    feeds: Sequence[Feed] = (),
) -> tuple[Change, ...]:
    """What changed between two sets of results, by name of the metric, in the order of the kinds of change.

    `events` are those between the two moments, with title, kind_code, topics and as_at_on: an improvement that
    falls together with a change of definition says so. `recalculations` are the limits that a named role decided
    to work out anew. `feeds` are the datasets that are to come again.
    """
    since = max((result.as_at for result in before.values()), default=date.min)
    old_trends, new_trends = (_trends(side, before.keys() & after.keys(), recalculations) for side in (before, after))
    with_limits = {
        (name, trend.of.column, trend.key)
        for name, of_metric in new_trends.items()
        for trend in of_metric
        if trend.variation.limits
    }
    found: list[Change] = list(silent(feeds, before, after))
    quiet: dict[str, Sequence[Move]] = {}
    lasting = list(lasting_changes(before, {name: result for name, result in after.items() if name in before}))
    found += lasting
    lasts = {(change.metric, change.subject) for change in lasting}
    for name, result in after.items():
        if name not in before:
            continue
        found += signals(old_trends[name], new_trends[name], since)
        judged = judge(before, after, name, lambda *series: series in with_limits)
        crossed = [*limits_crossed(before[name], result), *thresholds_crossed(before[name], result)]
        found += crossed
        reported = {(change.subject, change.before, change.after) for change in crossed}
        found += [
            change
            for change in judged.changes
            if not _is_one_of(change, lasts)
            and not (change.kind in _MOVED and (change.subject, change.before, change.after) in reported)
        ]
        quiet[name] = [
            move
            for move in judged.quiet
            if (move.subject, move.before, move.after) not in reported
            and not (move.column == result.card.figure and (name, move.subject) in lasts)
        ]
    causes = [row["cause_id"] for row in after[CAUSES].rows] if CAUSES in after else []
    slips = after[MOVED_DATES].rows if MOVED_DATES in after else ()
    detectors: Sequence[tuple[str, Callable[[Result, Result], Iterator[Change]]]] = (
        ("events_in_period", phase_changed),
        ("peel_grades_by_question", grades_changed),
        (CAUSES, causes_changed),
        ("findings_register", partial(register_changed, causes=causes, moves=slips)),
        ("findings_left_register", left_register),
        ("findings_overdue", past_deadline),
        ("findings_past_force_target", past_own_date),
        ("actions_to_look_at", actions_overdue),
        ("actions_to_look_at", actions_moved),
        ("actions_to_look_at", actions_completed),
        ("closure_queue", steps_taken),
    )
    for name, detect in detectors:
        if name in before and name in after and not (name in PAST_DATES and _has_no_register(before)):
            found += detect(before[name], after[name])
    found += ranks_changed(before, after)
    found = causes_once(found, after["findings_register"].rows if "findings_register" in after else ())
    found += other_changes(before, after, found, quiet)
    found = each_once(found, {name: result.card for name, result in after.items()})
    cautious = [with_caution(change, after, events) for change in found]
    return tuple(sorted(cautious, key=lambda change: change.order))


def _is_one_of(change: Change, lasting: Collection[tuple[str, str]]) -> bool:
    """Whether a move of a figure, or the record it set, is of a series that moved for good: that is reported once.

    Where the figure moved the other way it did so within its new level, and is neither better nor worse.
    """
    is_news = change.kind in _MOVED or change.attention is Attention.CARE
    return is_news and change.kind is not ChangeKind.RESTATED and (change.metric, change.subject) in lasting


def _has_no_register(results: Mapping[str, Result]) -> bool:
    """Whether no finding was held: what is past a date now may then have been past it for years."""
    return "findings_register" in results and not results["findings_register"].rows


def _trends(
    results: Mapping[str, Result], names: "set[str]", recalculations: Sequence[Row]
) -> Mapping[str, Sequence[Trend]]:
    events = results["events_in_period"].rows if "events_in_period" in results else ()
    return {name: trends(results[name], recalculations, events) for name in names}


def with_caution(change: Change, results: Mapping[str, Result], events: Sequence[Row]) -> Change:
    """An improvement beside a change of definition is not yet one. Its topic is put in too."""
    card = results[change.metric].card
    change = replace(change, topic=card.topic)
    if change.attention is not Attention.BETTER:
        return change
    for event in events:
        topics = str(event["topics"] or "").split(";")
        is_of_topic = card.topic in topics or "all" in topics
        if event["kind_code"] in RECOUNTED and is_of_topic and _may_be_about(event, change, results):
            when = wording.day(event["as_at_on"])
            return replace(
                change, caution=f"Read with care: {event['title']}, {when}, may have changed what is counted."
            )
    return change


def _may_be_about(event: Row, change: Change, results: Mapping[str, Result]) -> bool:
    """Whether what an event says of a topic may be said of a change: not where its title names other parts of it.

    "New threshold in Walsall" is about Walsall and the wholes that Walsall is a part of, and about no other area.
    """
    title = f" {re.sub(r'[^a-z0-9]+', ' ', str(event['title']).lower())} "

    def named_of(result: Result) -> set[str]:
        return {name for name in _subjects(result) if f" {name} " in title}

    of_topic = [result for result in results.values() if result.card.topic == change.topic]
    if not any(map(named_of, of_topic)):
        return True
    if change.subject:
        return any(f" {name} " in title for name in _names(change.subject))
    return any(named_of(result) for result in of_topic if change.metric in (result.card.part_of, result.card.name))


def _subjects(result: Result) -> set[str]:
    """The names of the parts that a dated result is about."""
    dated = date_column(result.card)
    keys = [name for name in result.card.one_row_per if name != dated] if dated else []
    of_each = {tuple(row[key] for key in keys): row for row in result.rows} if keys else {}
    return {name for row in of_each.values() for name in _names(named(row, keys))}


def _names(subject: str) -> list[str]:
    return [re.sub(r"[^a-z0-9]+", " ", name.lower()).strip() for name in subject.split(", ") if name]
