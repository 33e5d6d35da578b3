"""What the dates ahead say, by rule."""

from collections.abc import Sequence
from datetime import date

from src.contracts.metric import Row
from src.wording import count_of, day, verb


def ahead(rows: Sequence[Row], as_at: date) -> str:
    """How many dates lie ahead, and the first of them."""
    first = rows[0]
    when = f"in {count_of(first['days_to_go'], 'day')}" if first["days_to_go"] else "today"
    return (
        f"{count_of(len(rows), 'date')} {verb(len(rows), 'lies', 'lie')} ahead of {day(as_at)}. "
        f"The first is {when}: {first['what_name']}, {first['title']}."
    )
