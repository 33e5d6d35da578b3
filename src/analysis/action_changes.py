"""Actions that became overdue, moved or were completed, and the steps that findings took on the way to closure."""

from collections.abc import Iterator, Sequence
from datetime import date

from src import wording
from src.contracts.change import Attention, Change, ChangeKind, Value
from src.contracts.metric import Result, Row

NAMED = 3
"""How many actions a sentence names before it counts the rest."""


def actions_overdue(before: Result, after: Result) -> Iterator[Change]:
    """The actions that became overdue, as part of all that are, the longest overdue first."""
    was = {row["action_id"] for row in _overdue(before)}
    new = [row for row in _overdue(after) if row["action_id"] not in was]
    every = _count(after)
    number = max(len(new), every - _count(before))  # of very many only some are listed
    if number <= 0:
        return
    named = [f'"{row["action_title"]}" ({row["action_owner_role"] or "no owner stated"})' for row in new]
    which = f": {wording.first_of(named, NAMED, ', ', of=number)}" if named else ""
    yield Change(
        kind=ChangeKind.ACTION_OVERDUE,
        attention=Attention.BOARD,
        sentence=f"{wording.capital(wording.count_in_words(every, 'action'))} "
        f"{wording.verb(every, 'is', 'are')} overdue, {wording.new_since(number, every, before.as_at)}{which}.",
        metric=after.card.name,
        dataset=after.card.reads[0],
        before=every - number,
        before_on=before.as_at,
        after=every,
        after_on=after.as_at,
        size=float(number),
        figures=(float(every), float(number)),
        findings=tuple(str(row["action_id"]) for row in new),
    )


def actions_moved(before: Result, after: Result) -> Iterator[Change]:
    """The actions whose date moved since, each with the date it had, the reason and who agreed."""
    old = {row["action_id"]: row["revised_due_on"] for row in before.rows}
    new = [
        row
        for row in after.rows
        if row["revised_due_on"]
        and row["as_at_on"] > before.as_at
        and row["revised_due_on"] != old.get(row["action_id"])
    ]
    if not new:
        return
    which = "The date of one action" if len(new) == 1 else f"The dates of {wording.in_words(len(new))} actions"
    moves = [_moved(row, old.get(row["action_id"])) for row in new]
    yield _change(
        ChangeKind.DEADLINE_MOVED,
        Attention.BOARD,
        f"{which} moved",
        moves,
        new,
        after,
    )


def _moved(row: Row, before: Value) -> str:
    """A plan from 20 September 2026 to 30 November 2026 (guidance came late; agreed by the Deputy Chief Constable)."""
    came = before or row["first_due_on"]
    origin = f" from {wording.day(came)}" if isinstance(came, date) else ""
    agreed = f"agreed by {row['revised_by_role']}" if row["revised_by_role"] else ""
    why = "; ".join(str(part).rstrip(".") for part in (wording.inside(row["revised_reason"] or ""), agreed) if part)
    return f'"{row["action_title"]}"{origin} to {wording.day(row["revised_due_on"])}{f" ({why})" if why else ""}'


def actions_completed(before: Result, after: Result) -> Iterator[Change]:
    """The actions that are called complete since and that nobody has checked."""
    was = {row["action_id"] for row in before.rows if row["reason_code"] == "to_check"}
    new = [row for row in after.rows if row["reason_code"] == "to_check" and row["action_id"] not in was]
    if new:
        are = "is complete and waits" if len(new) == 1 else "are complete and wait"
        count = wording.capital(wording.count_in_words(len(new), "action"))
        named = [f'"{row["action_title"]}" ({row["action_owner_role"] or "no owner stated"})' for row in new]
        yield _change(ChangeKind.OTHER, Attention.OTHER, f"{count} {are} to be checked", named, new, after)


def steps_taken(before: Result, after: Result) -> Iterator[Change]:
    """The findings that took a step on the way to closure since, or were sent back."""
    old = {row["finding_id"]: (row["step_code"], row["taken_on"]) for row in before.rows}
    new = [
        row
        for row in after.rows
        if row["taken_on"] > before.as_at and (row["step_code"], row["taken_on"]) != old.get(row["finding_id"])
    ]
    if new:
        count = wording.capital(wording.count_in_words(len(new), "finding"))
        named = [
            f'"{row["title"]}" ({wording.inside(row["step_name"])}, {wording.day(row["taken_on"])})' for row in new
        ]
        text = f"{count} moved on the way to closure"
        yield _change(ChangeKind.OTHER, Attention.OTHER, text, named, new, after, key="finding_id")


def _change(
    kind: ChangeKind,
    attention: Attention,
    brief: str,
    named: Sequence[str],
    rows: Sequence[Row],
    after: Result,
    key: str = "action_id",
) -> Change:
    """One change of several rows, of which the first are named."""
    return Change(
        kind=kind,
        attention=attention,
        sentence=f"{brief}: {wording.first_of(named, NAMED)}.",
        brief=f"{brief}: {wording.first_of(named, 1)}.",
        metric=after.card.name,
        dataset=after.card.reads[0],
        after=len(rows),
        after_on=after.as_at,
        size=float(len(rows)),
        figures=(float(len(rows)),),
        findings=tuple(str(row[key]) for row in rows),
    )


def _overdue(result: Result) -> list[Row]:
    return [row for row in result.rows if row["reason_code"] == "overdue"]


def _count(result: Result) -> int:
    """How many actions are overdue, those that are not listed included."""
    return int(_overdue(result)[0]["reason_count"]) if _overdue(result) else 0
