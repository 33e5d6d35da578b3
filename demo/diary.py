"""The diary: events as they happen, and how inspections stand from quarter to quarter."""

from datetime import date, timedelta
from typing import Any

from demo import weeks
from demo.files import File, csv_file

EVENTS = (
    ("2023-06-13", "PEEL report of 2023", "report", "all;grades;findings"),
    ("2023-11-21", "Online child abuse report", "report", "findings;online_child_abuse"),
    ("2024-06-03", "Moved to Engage", "engage", "all"),
    ("2024-08-13", "Investigations report", "report", "findings;investigations"),
    ("2025-03-03", "Operation Lantern begins", "operation", "online_child_abuse"),
    ("2025-05-12", "Sex offender inspection", "inspection", "sex_offenders"),
    ("2025-06-24", "Sex offender report", "report", "findings;sex_offenders"),
    ("2025-09-01", "New operating model", "operating_model", "all"),
    ("2025-11-10", "HMICFRS revisit", "inspection", "marac;investigations"),
    ("2026-01-05", "New QATT guidance on victim focus", "policy", "investigations"),
    ("2026-02-10", "Online child abuse cause closed", "letter", "findings;online_child_abuse"),
    ("2026-03-30", "New referral threshold in Walsall", "policy", "marac"),
    ("2026-05-25", "Second conference a week in Walsall", "operation", "marac"),
    ("2026-06-16", "PEEL report of 2026", "report", "all;grades;findings"),
    ("2026-07-14", "Oversight group meets", "monitoring", "all"),
    ("2026-09-08", "Back to Scan", "scan", "all"),
)
"""When, what, its kind, and the trends it belongs to."""

INSPECTIONS = (
    ("syn-offenders-2025", "Sex offender management, 2025", "thematic", "2025-05-12", "2025-05-23", "2025-06-24"),
    ("syn-domestic-2025", "Domestic abuse, 2025", "thematic", "2025-06-16", "2025-06-27", "2025-09-16"),
    ("syn-children-2025", "Joint child protection inspection, 2025", "joint", "2025-10-06", "2025-10-17", "2025-12-09"),
    ("syn-custody-2025", "Custody and bail, 2025", "joint", "2025-11-24", "2025-12-05", "2026-02-17"),
    ("syn-peel-2026", "PEEL, 2026", "peel", "2026-03-09", "2026-03-27", "2026-06-16"),
    ("syn-recording-2026", "Crime data integrity, 2026", "crime_data", "2026-05-11", "2026-05-22", "2026-08-18"),
    ("syn-firearms-2026", "Firearms licensing, 2026", "thematic", "2026-08-24", "2026-09-04", ""),
    ("syn-return-2026", "Autumn data return, 2026", "data_return", "2026-11-16", "2026-11-16", ""),
)
"""Name, title, kind, first day, last day and the day the report was published."""


BOARD = "HMICFRS Board"
"""Meets on the first Tuesday of each month."""
COMMITTEES = ("Joint Audit Committee", "Strategic Policing and Crime Board")
"""Meet one after the other on the third Tuesday of each quarter's last month, and the Thursday after."""


def files() -> list[File]:
    """A list of events each month that had any, of inspections each quarter, and of boards a year ahead."""
    found = [
        csv_file("board_meetings", _boards(weeks.FIRST, 12), weeks.FIRST, "Boards of the first year"),
        csv_file("board_meetings", _boards(weeks.months_on(weeks.FIRST, 12), 15), weeks.QUARTERS[4], "Boards to come"),
    ]
    before = date(2000, 1, 1)
    for monday in weeks.FIRST_MONDAYS:
        events = [event for event in EVENTS if before < date.fromisoformat(event[0]) <= monday]
        if events:
            found.append(csv_file("events", [_event(*event) for event in events], monday, "Events since the last list"))
        before = monday
    last = [event for event in EVENTS if date.fromisoformat(event[0]) > before]
    if last:
        found.append(
            csv_file("events", [_event(*event) for event in last], weeks.WEEKS[-1], "Events since the last list")
        )
    for monday in weeks.QUARTERS:
        rows = [row for item in INSPECTIONS if (row := _inspection(*item, monday))]
        if rows:
            found.append(csv_file("inspections", rows, monday, "How inspections stand"))
    return found


def _boards(first: date, months: int) -> list[dict[str, Any]]:
    """The boards of so many months from that of a day on."""
    meetings = []
    for number in range(months):
        month = weeks.months_on(first.replace(day=1), number)
        tuesday = month + timedelta(days=(1 - month.weekday()) % 7)
        meetings.append({"meeting_on": tuesday, "board_name": BOARD, "kind_code": "force", "source_id": "syn-diary"})
        if month.month % 3 == 0:
            for at, name in enumerate(COMMITTEES):
                day = tuesday + timedelta(days=14 + 2 * at)
                meetings.append(
                    {"meeting_on": day, "board_name": name, "kind_code": "committee", "source_id": "syn-diary"}
                )
    return meetings


def _event(day: str, title: str, kind: str, topics: str) -> dict[str, Any]:
    return {
        "event_id": f"syn-{day}",
        "starts_on": day,
        "precision_code": "day",
        "title": title,
        "kind_code": kind,
        "topics": topics,
        "source_id": "syn-diary",
    }


def _inspection(name: str, title: str, kind: str, begins: str, ends: str, reported: str, monday: date) -> Any:
    """How an inspection stands; None before it is announced, ten months ahead."""
    first, last = date.fromisoformat(begins), date.fromisoformat(ends)
    if monday < first - timedelta(days=300):
        return None
    is_published = bool(reported) and date.fromisoformat(reported) <= monday
    state = (
        "completed"
        if is_published
        else "hosted"
        if last < monday
        else "in_progress"
        if first <= monday
        else "forthcoming"
    )
    return {
        "inspection_id": name,
        "as_at_on": monday,
        "title": title,
        "kind_code": kind,
        "starts_on": begins,
        "ends_on": ends,
        "state_code": state,
        "report_published_on": reported if is_published else None,
        "source_id": "syn-diary",
    }
