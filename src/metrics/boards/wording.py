"""What the list of board meetings says, by rule."""

from collections.abc import Sequence
from datetime import date

from src.contracts.metric import Row
from src.wording import day, paragraph


def meetings(rows: Sequence[Row], as_at: date) -> str:
    """The last board of the force before the as-at date, and the next."""
    boards = [row for row in rows if row["is_baseline"]]
    past = [row for row in boards if row["is_past"]]
    coming = [row for row in boards if not row["is_past"]]
    if not boards:
        return "No date of a board of the force is recorded."
    return paragraph(
        [
            f"The last board of the force before {day(as_at)} was the {past[-1]['board_name']} of "
            f"{day(past[-1]['meeting_on'])}."
            if past
            else f"No board of the force is recorded before {day(as_at)}.",
            f"The next is the {coming[0]['board_name']} of {day(coming[0]['meeting_on'])}." if coming else "",
        ]
    )
