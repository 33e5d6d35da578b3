"""How changes are worded, on a page, in a pack and on the command line alike: headings, tags and the sentence of all."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from src import wording
from src.analysis.figure_changes import Move
from src.contracts.change import Attention, Change, ChangeKind
from src.contracts.metric import Card

TAGS: Mapping[ChangeKind, str] = {
    ChangeKind.PHASE: "Monitoring",
    ChangeKind.GRADE: "Grade",
    ChangeKind.CAUSE_OPENED: "Cause opened",
    ChangeKind.CAUSE_CLOSED: "Cause closed",
    ChangeKind.LIMIT_CROSSED: "Limit",
    ChangeKind.TOLERANCE_CROSSED: "Tolerance",
    ChangeKind.TARGET_CROSSED: "Target",
    ChangeKind.FINDING_REOPENED: "Re-opened",
    ChangeKind.FINDING_LEFT_REGISTER: "Missing",
    ChangeKind.FINDING_OVERDUE: "Overdue",
    ChangeKind.SIGNAL: "Signal",
    ChangeKind.WORSE: "Worse",
    ChangeKind.FINDING_RAISED: "Raised",
    ChangeKind.FINDING_PAST_OWN_DATE: "Past own date",
    ChangeKind.DEADLINE_MOVED: "Date moved",
    ChangeKind.LEVEL_CHANGED: "Level",
    ChangeKind.STATUS_UNKNOWN: "Not stated",
    ChangeKind.FINDING_SELF_CERTIFIED: "Certified",
    ChangeKind.FINDING_CLOSED: "Closed",
    ChangeKind.FINDING_SUPERSEDED: "Superseded",
    ChangeKind.BETTER: "Better",
    ChangeKind.RESTATED: "Restated",
    ChangeKind.FEED_SILENT: "Silent",
    ChangeKind.LIMITS_RECALCULATED: "New limits",
    ChangeKind.ACTION_OVERDUE: "Action overdue",
    ChangeKind.OTHER: "Changed",
}


def grouped(changes: Sequence[Change]) -> dict[Attention, list[Change]]:
    """The changes under each heading that has any, in order."""
    found = {heading: [change for change in changes if change.attention is heading] for heading in Attention}
    return {heading: group for heading, group in found.items() if group}


def board_first(changes: Sequence[Change]) -> list[Change]:
    """The changes as a place with little room shows them: those that need the board, and silent feeds last."""
    return [change for group in grouped(changes).values() for change in group if not _is_silent(change)] + [
        change for change in changes if _is_silent(change)
    ]


def _is_silent(change: Change) -> bool:
    return change.kind is ChangeKind.FEED_SILENT


def sentence(changes: Sequence[Change], since: str, as_at: date, *, is_anything_held: bool) -> str:
    """How much changed and which way, counted as it is listed below.

    `since` is what stands after that word: a day, or an edition.
    """
    if not is_anything_held:
        return f"No figure is held at {wording.day(as_at)} or before, so nothing can be compared."
    if not changes:
        return f"Nothing that is held at {wording.day(as_at)} has changed since {since}."
    silent = sum(map(_is_silent, changes))
    if silent == len(changes):
        feeds = f"{wording.count_in_words(silent, 'feed')} {'is' if silent == 1 else 'are'} silent"
        return f"No figure that is held at {wording.day(as_at)} has changed since {since}; {feeds}."
    groups = grouped(changes)
    worse, better = groups.get(Attention.BOARD, []), groups.get(Attention.BETTER, [])
    parts = []
    if worse:
        count = wording.count_in_words(len(worse), "change")
        parts.append(f"{count} {wording.verb(len(worse), 'needs', 'need')} the board")
    if better:
        count = wording.in_words(len(better)) if worse else wording.count_in_words(len(better), "change")
        parts.append(f"{count} {wording.verb(len(better), 'is', 'are')} for the better")
    if not parts:
        other = wording.count_in_words(len(changes) - silent, "other change")
        return f"Nothing new needs the board since {since}: {other}."
    return wording.capital(f"{wording.listed(parts)} since {since}.")


def label(card: Card, move: Move) -> str:
    """Walsall, MARAC cases awaiting: what the parts are is not repeated once one is named."""
    what = next((series.text for series in card.varying if series.column == move.column), card.title)
    if not move.subject:
        return what
    if card.is_named_by_part:
        return move.subject
    return f"{move.subject}, {wording.inside(what.split(' by ')[0])}"


def from_to(card: Card, move: Move, between: str = "to") -> str:
    """10.55% to 10.07%."""
    column = card.column(move.column)
    suffix = column.suffix if column else ""
    before, after = value_text(move.before, move.before_bound), value_text(move.after, move.after_bound)
    return f"{before}{suffix} {between} {after}{suffix}"


def value_text(value: Any, bound: str = "") -> str:
    """A figure, a date or a word, as a sentence has it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return wording.day(value)
    return str(value) if isinstance(value, str) else wording.bounded(value, bound)
