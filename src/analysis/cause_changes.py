"""Causes of concern that opened, closed or stand otherwise than before, and the recommendations closed under them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from src import wording
from src.contracts.change import Attention, Change, ChangeKind, Value
from src.contracts.metric import Result, Row

REGISTER = "findings"
_STATES = {
    "superseded": (ChangeKind.FINDING_SUPERSEDED, Attention.OTHER, "superseded by a later one"),
    "not_stated": (ChangeKind.STATUS_UNKNOWN, Attention.CARE, "no longer stated to be open or closed"),
    "self_certified": (ChangeKind.FINDING_SELF_CERTIFIED, Attention.OTHER, "certified by the force, awaiting HMICFRS"),
    "force_says_done": (ChangeKind.OTHER, Attention.OTHER, "done, the force says; nothing was sent to HMICFRS"),
    "in_progress": (ChangeKind.OTHER, Attention.OTHER, "in progress"),
}
_CLOSED = (ChangeKind.CAUSE_CLOSED, Attention.BETTER, "closed")
_OPENED = (ChangeKind.CAUSE_OPENED, Attention.BOARD)


def causes_changed(before: Result, after: Result) -> Iterator[Change]:
    """Every cause of concern whose state, or whose number of closed recommendations, is another than before."""
    was = {row["cause_id"]: row for row in before.rows}
    for row in after.rows:
        old = was.pop(row["cause_id"], None)
        if old is None:
            yield _new(after, row, before.as_at, is_first=not before.rows)
            continue
        if old["status_code"] != row["status_code"]:
            yield _state(after, old, row)
        if old["recommendations_closed_count"] != row["recommendations_closed_count"]:
            yield _recommendations(after, old, row)
    for old in was.values():
        text = f"Cause of concern no longer listed: {old['title']}. It was {wording.inside(old['status_name'])}."
        kind, attention = ChangeKind.FINDING_LEFT_REGISTER, Attention.BOARD
        yield _change(after, old, kind, attention, text, (old["status_name"], old["as_at_on"], None, None))


def each_once(found: Sequence[Change], register: Sequence[Row]) -> list[Change]:
    """The changes, where a cause counts no more closed or re-opened than the findings under it that are reported as such.

    They are good or bad news once, as findings; that the cause counts them then stands under what else changed.
    """
    parents = {str(row["finding_id"]): row["parent_finding_id"] for row in register}
    reported = {
        kind: Counter(
            parents.get(finding)
            for change in found
            if change.kind is kind and change.dataset == REGISTER
            for finding in change.findings
        )
        for kind in (ChangeKind.FINDING_CLOSED, ChangeKind.FINDING_REOPENED)
    }

    def is_counted(change: Change) -> bool:
        before = change.before or 0
        if change.dataset == REGISTER or change.kind not in reported:
            return False
        if not isinstance(change.after, int) or not isinstance(before, int):
            return False
        return sum(reported[change.kind][cause] for cause in change.findings) >= abs(change.after - before)

    return [replace(change, attention=Attention.OTHER) if is_counted(change) else change for change in found]


def _new(after: Result, row: Row, since: date, *, is_first: bool) -> Change:
    """One that came and went in between is not new to the board; nor is an old one that a source lists only now.

    Nor is any where none was held before.
    """
    if row["counts_as"] in ("closed", "superseded"):
        (kind, attention), words = (ChangeKind.OTHER, Attention.OTHER), "Cause of concern listed for the first time, as"
        words = f"{words} {'superseded' if row['status_code'] == 'superseded' else 'closed already'}"
        if row["counts_as"] == "closed" and row["opened_on"] and row["status_on"] and row["opened_on"] > since:
            kind = ChangeKind.CAUSE_CLOSED
            days = f"{wording.day(row['opened_on'])} and closed on {wording.day(row['status_on'])}"
            words = f"Cause of concern opened on {days}"
    else:
        stands = "" if row["status_code"] in ("open", "not_stated") else f", {wording.inside(row['status_name'])}"
        (kind, attention), words = _OPENED, f"New cause of concern{stands}"
        if is_first:
            (kind, attention), words = (
                (ChangeKind.OTHER, Attention.OTHER),
                f"Cause of concern listed for the first time{stands}",
            )
    text = f"{words}: {row['title']}."
    return _change(after, row, kind, attention, text, (None, None, row["status_name"], row["as_at_on"]))


def _state(after: Result, old: Row, row: Row) -> Change:
    status = row["status_code"]
    is_closed, was_closed = (of["counts_as"] == "closed" and of["status_code"] != "superseded" for of in (row, old))
    if status in _STATES and not (was_closed and status in ("in_progress", "self_certified", "force_says_done")):
        kind, attention, words = _STATES[status]
    elif is_closed:
        kind, attention, words = _CLOSED
        if was_closed:  # closed, then archived: closed by another hand, and not again
            kind, attention, words = ChangeKind.OTHER, Attention.OTHER, wording.inside(row["status_name"])
    elif was_closed or status == "reopened":
        (kind, attention), words = _OPENED, "re-opened"
    elif old["status_code"] in ("self_certified", "force_says_done"):
        (kind, attention), words = _OPENED, f"open again, after it was {wording.inside(old['status_name'])}"
    elif old["counts_as"] == "open":
        kind, attention, words = (
            ChangeKind.OTHER,
            Attention.OTHER,
            f"open, no longer {wording.inside(old['status_name'])}",
        )
    else:
        (kind, attention), words = _OPENED, "now stated to be open"
    text = f"Cause of concern {words}: {row['title']}."
    values = (old["status_name"], old["as_at_on"], row["status_name"], row["as_at_on"])
    return _change(after, row, kind, attention, text, values)


def _recommendations(after: Result, old: Row, row: Row) -> Change:
    was, now = old["recommendations_closed_count"], row["recommendations_closed_count"]
    total = row["recommendations_stated_count"]
    of_total = f" of {wording.in_words(total)}" if total else ""
    if now is None:
        kind, attention, words = (
            ChangeKind.STATUS_UNKNOWN,
            Attention.CARE,
            f"no longer stated; {_closed(was or 0)} before",
        )
    else:
        before = "" if was is None else f", {_closed(was)} before"
        words = f"all {wording.in_words(now)}{before}" if now == total > 1 else f"{_closed(now)}{of_total}{before}"
        is_fewer = was is not None and now < was
        kind = ChangeKind.FINDING_REOPENED if is_fewer else ChangeKind.FINDING_CLOSED
        attention = Attention.BOARD if is_fewer else Attention.BETTER
    text = f"{row['title']}, recommendations closed: {words}."
    return _change(after, row, kind, attention, text, (was, old["as_at_on"], now, row["as_at_on"]))


def _closed(count: int) -> str:
    return wording.in_words(count) if count else "none"


def _change(
    after: Result,
    row: Row,
    kind: ChangeKind,
    attention: Attention,
    text: str,
    values: tuple[Value, date | None, Value, date | None],
) -> Change:
    """A change of a cause of concern. `values` are before, its date, after and its date."""
    before, before_on, now, after_on = values
    return Change(
        kind=kind,
        attention=attention,
        sentence=text,
        metric=after.card.name,
        dataset=after.card.reads[0],
        subject=str(row["title"]),
        before=before,
        before_on=before_on,
        after=now,
        after_on=after_on,
        size=1.0,
        findings=(str(row["cause_id"]),),
    )
