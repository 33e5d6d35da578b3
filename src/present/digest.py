"""What an owner is to know before the next board: once, for the message that is sent and for the page."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from src import wording
from src.contracts.metric import Result, Row
from src.metrics.improvement.wording import NO_UPDATE_AFTER_DAYS, no_update_since

ResultOf = Callable[[str], Result]
"""Gives the result of a metric at the date shown, by its name."""
MEETINGS, OVERDUE, DUE = "board_meetings_by_date", "findings_overdue", "findings_due"
BY_OWNER, TO_LOOK_AT, UPDATE_DUE = "actions_by_owner", "actions_to_look_at", "findings_update_due"
_OWNER = {OVERDUE: "owner_role", DUE: "owner_role", BY_OWNER: "action_owner_role", UPDATE_DUE: "owner_role"}
"""What each metric that a digest rests on calls the owner."""
LISTED = 10
"""How many of each kind are named; the rest are counted."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """One kind of thing: how many there are, and each in a line."""

    title: str
    lines: tuple[str, ...]


def next_board(result: ResultOf) -> Row | None:
    """The next board of the force, on the as-at date or after it; None where none is recorded."""
    return next((row for row in result(MEETINGS).rows if row["is_baseline"] and not row["is_past"]), None)


def before(board: Row | None) -> str:
    """Before the HMICFRS Board of 6 October 2026."""
    return (
        f"Before the {board['board_name']} of {wording.day(board['meeting_on'])}" if board else "Before the next board"
    )


def owners(result: ResultOf) -> list[str]:
    """Every role that owns something that a digest reports, in order of its name."""
    found = {str(row[column] or "") for metric, column in _OWNER.items() for row in result(metric).rows}
    return sorted(found - {"", "No owner stated"})


def parts(result: ResultOf, role: str) -> tuple[Part, ...]:
    """What one owner is to know: findings past the deadline and due, actions, and updates that are due."""
    own = {metric: [row for row in result(metric).rows if row[column] == role] for metric, column in _OWNER.items()}
    late, due, unheard = own[OVERDUE], own[DUE], own[UPDATE_DUE]
    has_them = f"{wording.verb(len(unheard), 'has', 'have')} no update of the last {NO_UPDATE_AFTER_DAYS} days."
    return tuple(
        _part(title, lines)
        for title, lines in (
            (
                f"{wording.count_in_words(len(late), 'finding')} past HMICFRS's deadline.",
                [f"{row['title']}: {wording.count_of(row['days_overdue'], 'day')}" for row in late],
            ),
            (
                f"{wording.count_in_words(len(due), 'date')} in the next 90 days.",
                [f"{row['title']}: {wording.day(row['due_on'])} ({row['set_by']})" for row in due],
            ),
            (_actions(own[BY_OWNER]), list(_to_look_at(result, role))),
            (
                f"{wording.count_in_words(len(unheard), 'finding')} not closed {has_them}",
                [f"{row['title']}: {wording.inside(no_update_since(row))}" for row in unheard],
            ),
        )
    )


def _part(title: str, lines: list[str]) -> Part:
    more = len(lines) - LISTED
    rest = (f"and {wording.in_words(more)} more",) if more > 0 else ()
    return Part(title=wording.capital(title), lines=(*lines[:LISTED], *rest))


def _actions(rows: list[Row]) -> str:
    opened, late = (sum(row[name] for row in rows) for name in ("open_count", "overdue_count"))
    return f"{wording.count_in_words(opened, 'action')} open, {wording.in_words(late) if late else 'none'} overdue."


def _to_look_at(result: ResultOf, role: str) -> Iterator[str]:
    for row in result(TO_LOOK_AT).rows:
        if row["action_owner_role"] == role:
            due = f", due {wording.day(row['due_now_on'])}" if row["due_now_on"] else ""
            yield f"{row['action_title']}: {wording.inside(str(row['reason_name']))}{due}"
