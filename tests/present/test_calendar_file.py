"""Dates ahead as a calendar file, read back by the library that calendars use."""

from dataclasses import replace
from datetime import UTC, date, datetime

from icalendar import Calendar

from src.metrics import METRICS
from src.metrics.calculate import calculate
from src.present.calendar_file import calendar_file
from tests.metrics.drawn import DrawnEngine
from tests.metrics.test_boards import AHEAD

WRITTEN = datetime(2026, 9, 7, 9, 30, tzinfo=UTC)


def test_each_date_is_a_whole_day_with_its_kind_and_owner_and_keeps_its_identity_as_it_moves() -> None:
    ahead = calculate(METRICS["dates_ahead"], DrawnEngine(AHEAD), date(2026, 9, 28))
    read = Calendar.from_ical(calendar_file(ahead, marking="OFFICIAL", written_at=WRITTEN))
    events = {str(event["summary"]): event for event in read.walk("VEVENT")}
    assert len(events) == len(ahead.rows) == len({str(event["uid"]) for event in events.values()})
    deadline = events["HMICFRS deadline: A"]
    assert (deadline.decoded("dtstart"), deadline.decoded("dtend")) == (date(2026, 10, 28), date(2026, 10, 29))
    assert deadline.decoded("dtstamp") == WRITTEN
    assert "Owner: DCC" in deadline["description"]
    assert "The day is not known" in events["Inspection: Child safety"]["description"]
    moved = tuple({**row, "ahead_on": date(2027, 1, 1)} for row in ahead.rows)
    later = Calendar.from_ical(calendar_file(replace(ahead, rows=moved), marking="OFFICIAL", written_at=None))
    assert {str(event["uid"]) for event in later.walk("VEVENT")} == {str(event["uid"]) for event in events.values()}


def test_a_title_cannot_end_its_entry() -> None:
    ahead = calculate(METRICS["dates_ahead"], DrawnEngine(AHEAD), date(2026, 9, 28))
    hostile = "A\r\nEND:VEVENT\r\nBEGIN:VALARM;,"
    changed = replace(ahead, rows=({**ahead.rows[0], "title": hostile},))
    (event,) = Calendar.from_ical(calendar_file(changed, marking="OFFICIAL", written_at=WRITTEN)).walk("VEVENT")
    assert "END:VEVENT" in str(event["summary"])
    assert not event.subcomponents
