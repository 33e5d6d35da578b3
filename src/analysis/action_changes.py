"""Actions that are past the date they are due now and were not before."""

from collections.abc import Iterator

from src import wording
from src.contracts.change import Attention, Change, ChangeKind
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


def _overdue(result: Result) -> list[Row]:
    return [row for row in result.rows if row["reason_code"] == "overdue"]


def _count(result: Result) -> int:
    """How many actions are overdue, those that are not listed included."""
    return int(_overdue(result)[0]["reason_count"]) if _overdue(result) else 0
