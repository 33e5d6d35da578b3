"""Dates ahead as an iCalendar file (RFC 5545), for a calendar of one's own."""

from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

from src.contracts.metric import Result, Row


def calendar_file(ahead: Result, *, marking: str, written_at: datetime | None) -> bytes:
    """The rows of dates_ahead as whole days. An entry keeps its identity as its date moves, so a calendar updates it."""
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", "-//PEELboard//Dates ahead//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"HMICFRS dates ({marking})")
    stamp = written_at or datetime.combine(ahead.as_at, datetime.min.time(), UTC)
    for row in ahead.rows:
        day: date = row["ahead_on"]
        event = Event()
        event.add("uid", f"{_identity(row)}@peelboard")
        event.add("dtstamp", stamp.astimezone(UTC))
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        event.add("summary", f"{row['what_name']}: {row['title']}")
        event.add("categories", [row["what_name"]])
        event.add("description", "\n".join(_notes(row, ahead, marking)))
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _identity(row: Row) -> str:
    return sha256(f"{row['what_name']}\n{row['entry_id']}".encode()).hexdigest()[:32]


def _notes(row: Row, ahead: Result, marking: str) -> list[str]:
    return [
        f"Marking: {marking}",
        *([f"Owner: {row['owner_role']}"] if row["owner_role"] else []),
        *(["The day is not known"] if row["ahead_precision"] in ("month", "year") else []),
        f"As known on {ahead.as_at.isoformat()}, edition {ahead.edition}",
    ]
