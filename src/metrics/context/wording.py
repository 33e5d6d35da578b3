"""What stands around the figures, said by rule."""

from collections.abc import Sequence
from datetime import date

from src.contracts.metric import Row
from src.wording import count_of, dated, day, days_between, in_words, inside, listed, number, percent

MOVED_TO_ENGAGE, BACK_TO_SCAN = "engage-2023", "scan-2024"
"""The events between which the force was in the enhanced phase of monitoring."""


def vetting(rows: Sequence[Row], as_at: date) -> str:
    """Each rating's count, of how many assessed."""
    sentences = listed(
        f"{row['recommendations_count']} {row['rating_name'].lower()}" for row in rows if row["recommendations_count"]
    )
    return (
        f"Of {number(rows[0]['assessed_count'])} vetting and counter-corruption recommendations assessed: {sentences}."
    )


def recording(rows: Sequence[Row], as_at: date) -> str:
    """The newest audit's share of all crime and the group recorded worst."""
    newest = [row for row in rows if row["as_at_on"] == rows[-1]["as_at_on"] and row["rate_percent"] is not None]
    worst = min(newest, key=lambda row: row["rate_percent"])
    return (
        f"The audit to {day(worst['as_at_on'])} found {worst['crime_group_name'].lower()} recorded least well: "
        f"{percent(worst['rate_percent'])} of what was reported."
    )


def inspections(rows: Sequence[Row], as_at: date) -> str:
    """How many inspections are held, and how many were still to come when last stated."""
    coming = sum(row["state_code"] == "forthcoming" for row in rows)
    return f"{count_of(len(rows), 'inspection')} are named in the papers, {in_words(coming)} of them still to come when last stated."


def events(rows: Sequence[Row], as_at: date) -> str:
    """Where the force stands in monitoring: Engage, and for how long."""
    by_id = {row["event_id"]: row for row in rows}
    moved, back = by_id.get(MOVED_TO_ENGAGE), by_id.get(BACK_TO_SCAN)
    if moved and back:
        return (
            f"The force left Engage on {day(back['as_at_on'])}, after {days_between(moved['as_at_on'], back['as_at_on'])}, "
            "and is back in Scan, the default phase of monitoring."
        )
    if moved:
        return f"The force has been in Engage for {days_between(moved['as_at_on'], as_at)}, since {day(moved['as_at_on'])}."
    last = rows[-1]
    return f"The last event held is of {dated(last['as_at_on'], last['precision_code'])}: {inside(last['title'])}."


def comparison(rows: Sequence[Row], as_at: date) -> str:
    """On how many measures the force stood better and worse than England and Wales."""
    judged = [row for row in rows if row["difference"] is not None and row["better_code"] in ("lower", "higher")]
    better = sum(
        (row["difference"] < 0) == (row["better_code"] == "lower") and row["difference"] != 0 for row in judged
    )
    worse = sum((row["difference"] > 0) == (row["better_code"] == "lower") and row["difference"] != 0 for row in judged)
    return (
        f"The force stood better than England and Wales on {_how_many(better)} of {in_words(len(judged))} measures "
        f"and worse on {_how_many(worse)}."
    )


def _how_many(value: int) -> str:
    """A number after "on": none, one, two."""
    return in_words(value) if value else "none"
