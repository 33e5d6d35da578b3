"""Which date figures are compared with where nobody chose one."""

from datetime import date, timedelta

from src import wording
from src.contracts.baseline import Baseline
from src.contracts.metric import Result

MEETINGS = "board_meetings_by_date"
"""The metric that lists the boards."""


def usual(meetings: Result, as_at: date, board: str = "") -> Baseline:
    """The last meeting of a board before the as-at date; of the force's own where none is named or recorded.

    Where the force has no earlier board either it is the end of the month before. `meetings` is the result of
    board_meetings_by_date at the as-at date.
    """
    past = [row for row in meetings.rows if row["is_past"]]
    for row in reversed(past):
        if board and row["board_name"] == board:
            return Baseline(since=row["meeting_on"], reason=f"the last meeting of the {board}")
    missing = f", as no earlier meeting of the {board} is recorded" if board else ""
    for row in reversed(past):
        if row["is_baseline"]:
            return Baseline(since=row["meeting_on"], reason=f"the last {row['board_name']}{missing}")
    month_end = as_at.replace(day=1) - timedelta(days=1)
    return Baseline(
        since=month_end,
        reason=f"the end of the month before, as no earlier board of the force is recorded at {wording.day(as_at)}",
    )


def chosen(meetings: Result, as_at: date, since: date | None) -> Baseline:
    """The date that somebody chose, or the usual one. A date after the as-at date is taken as the as-at date."""
    return usual(meetings, as_at) if since is None else Baseline(since=min(since, as_at))
