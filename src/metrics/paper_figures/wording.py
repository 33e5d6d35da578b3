"""The single figures of the papers in a sentence."""

from collections.abc import Sequence
from datetime import date

from src.contracts.metric import Row
from src.wording import count_in_words, inside, listed, verb


def figures(rows: Sequence[Row], as_at: date) -> str:
    """How many there are, and what they are about."""
    subjects = listed(dict.fromkeys(inside(str(row["subject"])) for row in rows))
    count = count_in_words(len(rows), "figure")
    return f"Papers give {count} that {verb(len(rows), 'belongs', 'belong')} to no series, about {subjects}."
