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
    every = _overdue(after)
    new = [row for row in every if row["action_id"] not in was]
    if not new:
        return
    more = len(new) - NAMED
    named = [f'"{row["action_title"]}" ({row["action_owner_role"] or "no owner stated"})' for row in new[:NAMED]]
    yield Change(
        kind=ChangeKind.ACTION_OVERDUE,
        attention=Attention.BOARD,
        sentence=f"{wording.capital(wording.count_in_words(len(every), 'action'))} "
        f"{wording.verb(len(every), 'is', 'are')} overdue, {wording.new_since(len(new), len(every), before.as_at)}: "
        f"{wording.listed([*named, *([f'{more:,} more'] if more > 0 else [])])}.",
        metric=after.card.name,
        dataset=after.card.reads[0],
        before=len(every) - len(new),
        before_on=before.as_at,
        after=len(every),
        after_on=after.as_at,
        size=float(len(new)),
        figures=(float(len(every)), float(len(new))),
        findings=tuple(str(row["action_id"]) for row in new),
    )


def _overdue(result: Result) -> list[Row]:
    return [row for row in result.rows if row["reason_code"] == "overdue"]
