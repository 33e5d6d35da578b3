"""What the sentences of several subjects share. Every number is a number of the rows."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from src.analysis.backlog import position, standing, verdict
from src.contracts.metric import Row
from src.wording import capital, compared, dated, in_words, number, paragraph

POINTS_FOR_VARIATION = 13
"""How many evenly spaced points it takes before ordinary variation can be distinguished from a signal."""


def too_few(dates: int, what: str = "dates") -> str:
    """Why nothing is said of a trend."""
    if dates >= POINTS_FOR_VARIATION:
        return ""
    existing = f"One {what.rstrip('s')} is" if dates == 1 else f"{capital(in_words(dates))} {what} are"
    return f"{existing} held: too few to say whether this is ordinary variation ({POINTS_FOR_VARIATION} needed)."


def level(text: str, points: Sequence[tuple[date, str | None, int]], *, judged: bool = True) -> str:
    """A sentence about the newest of some dated counts: against a year before and its range, or else the one before.

    `text` is how the sentence begins. `points` are date, precision and count, in date order, none missing.
    """
    stands = position([(on_date, float(value)) for on_date, _, value in points])
    clause = standing(stands)
    if not clause and len(points) > 1:
        before_on, precision, before = points[-2]
        preposition = "in" if precision in ("month", "year") else "on"
        clause = f", {compared(points[-1][2], before)} {preposition} {dated(before_on, precision)} ({number(before)})"
    return paragraph([f"{text}{clause}.", verdict(stands) if judged else ""])


def extreme(rows: Iterable[Row], column: str, pick: Callable[..., float]) -> tuple[float, list[Row]]:
    """The most (max) or least (min) of a column, and every row that has it: ties are all named."""
    listed_rows = list(rows)
    value = pick(row[column] for row in listed_rows)
    return value, [row for row in listed_rows if row[column] == value]


def newest_rows(rows: Sequence[Row]) -> list[Row]:
    """The rows of the newest date."""
    return [row for row in rows if row["as_at_on"] == rows[-1]["as_at_on"]]


def beside(came: int, out: int, verb: str = "came in") -> str:
    """Which of the two was more."""
    if came == out:
        return f", as many as {verb}"
    return f", {number(abs(came - out))} {'fewer' if out < came else 'more'} than {verb}"


def summed(rows: Sequence[Row], name: str) -> int | None:
    """The sum of a column; None where a row has none."""
    values = [row[name] for row in rows]
    return None if any(value is None for value in values) else sum(values)
