"""What the dates ahead say, by rule."""

from collections.abc import Sequence
from datetime import date

from src.contracts.metric import Row
from src.wording import capital, count_in_words, day, in_days, inside, verb


def ahead(rows: Sequence[Row], as_at: date) -> str:
    """How many dates lie ahead, and the first of them."""
    first = rows[0]
    when = in_days(first["days_to_go"])
    what = inside(first["what_name"])
    kind = "" if what in first["title"].lower() else f" ({what})"
    return (
        f"{capital(count_in_words(len(rows), 'date'))} {verb(len(rows), 'lies', 'lie')} ahead of {day(as_at)}. "
        f"The first, {when}: {first['title']}{kind}."
    )
