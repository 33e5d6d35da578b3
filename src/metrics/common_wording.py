"""What the sentences of several subjects share. Every number is a number of the rows."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from src.analysis.backlog import position, since_first, standing, verdict
from src.analysis.contribution import Part, in_brief
from src.analysis.time_to_clear import Period, time_to_clear
from src.contracts.metric import Row
from src.wording import compared, day, number, on_day, paragraph, step

LATELY = 14
"""How many dates tell whether a series is of weeks or months: one odd step among them, and it is of neither."""


def level(text: str, points: Sequence[tuple[date, str | None, int]], *, judged: bool = True) -> str:
    """A sentence about the newest of some dated counts: against a year before and its range, or else the one before.

    `text` is how the sentence begins. `points` are date, precision and count, in date order, none missing.
    """
    stands = position([(on_date, float(value)) for on_date, _, value in points])
    clause = standing(stands)
    if not clause and len(points) > 1:
        before_on, precision, before = points[-2]
        against = f"{compared(points[-1][2], before)} {on_day(before_on, precision)} ({number(before)})"
        clause = f", {' and '.join(filter(None, (since_first(points), against)))}"
    return paragraph([f"{text}{clause}.", verdict(stands) if judged else ""])


def extreme(rows: Iterable[Row], column: str, pick: Callable[..., float]) -> tuple[float, list[Row]]:
    """The most (max) or least (min) of a column, and every row that has it: ties are all named."""
    listed_rows = list(rows)
    value = pick(row[column] for row in listed_rows)
    return value, [row for row in listed_rows if row[column] == value]


def clearing(what: str, rows: Sequence[Row], columns: tuple[str, str, str], days_counted: int | None = None) -> str:
    """How long a backlog takes to clear. `columns` are those of what waits, came and went out; one row a date."""
    waiting, came, out = columns
    periods = [Period(to_on=row["as_at_on"], waiting=row[waiting], came=row[came], out=row[out]) for row in rows]
    return time_to_clear(what, periods, days_counted).sentence


def newest_rows(rows: Sequence[Row]) -> list[Row]:
    """The rows of the newest date."""
    return [row for row in rows if row["as_at_on"] == rows[-1]["as_at_on"]]


def newest_step(rows: Sequence[Row]) -> str:
    """What the counts of the newest date are of, as its dates lie apart: the week to 23 February 2026."""
    dates = sorted({row["as_at_on"] for row in rows})[-LATELY:]
    return f"the {step(dates)} to {day(dates[-1])}"


def moves_by_area(newest: Sequence[Row], figure: str) -> list[str]:
    """How the areas moved since the date that their rows are compared with: sentences, none where none moved."""
    known = [row for row in newest if row["change_count"] is not None]
    parts = [
        Part(
            name=row["area_name"],
            before=row["previous_count"],
            after=row[figure] if row["change_count"] is not None else None,
        )
        for row in newest
    ]
    return in_brief(parts, known[0]["previous_on"], "area") if known else []


def rebased(rows: Sequence[Row], since: date, key: str, figure: str) -> list[Row]:
    """The same rows, the newest compared with the newest date on or before `since` and not with the date before.

    `key` tells the series apart and `figure` is what is compared. Without such a date the rows stay as they are.
    """
    newest_on = rows[-1]["as_at_on"]
    base_on = max((row["as_at_on"] for row in rows if row["as_at_on"] <= since), default=newest_on)
    if base_on == newest_on:
        return list(rows)
    then = {row[key]: row[figure] for row in rows if row["as_at_on"] == base_on}

    def compared_with_then(row: Row) -> Row:
        before, now = then.get(row[key]), row[figure]
        change = None if before is None or now is None else now - before
        return {**row, "previous_on": base_on, "previous_count": before, "change_count": change}

    return [compared_with_then(row) if row["as_at_on"] == newest_on else row for row in rows]


def beside(came: int, out: int, verb: str = "came in") -> str:
    """Which of the two was more."""
    if came == out:
        return f", as many as {verb}"
    return f", {number(abs(came - out))} {'fewer' if out < came else 'more'} than {verb}"


def summed(rows: Sequence[Row], name: str) -> int | None:
    """The sum of a column; None where a row has none."""
    values = [row[name] for row in rows]
    return None if any(value is None for value in values) else sum(values)
