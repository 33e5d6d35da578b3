"""The files of the findings register: whole portal extracts, causes of concern, and the published table by level."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from demo import register, weeks
from demo.files import File, csv_file, workbook
from demo.planted import CLOSED_BY_THE_FORCE, TABLE_DIFFERS
from demo.register import Register

TABLE_OFF_BY = 2


def files(months: Mapping[date, Register]) -> list[File]:
    """An extract a month of the register and of its causes of concern, and a table a quarter."""
    found = []
    for monday, existing in months.items():
        rows = [register.as_row(item, monday) for item in existing]
        part = ""
        if monday == CLOSED_BY_THE_FORCE.from_on:
            refused = _closed_by_the_force(rows)
            found.append(
                csv_file(
                    "findings", refused, monday, "Register with a Level 4 finding closed by the force", is_refused=True
                )
            )
            part = "corrected"
        found.append(csv_file("findings", rows, monday, "Monthly extract of the whole register", part=part))
        found.append(csv_file("causes_of_concern", _causes(existing, monday), monday, "Monthly extract of the causes"))
    found += _letters(months)
    found += [
        workbook("finding_counts", _table(months, monday), monday, "Published table of findings by level")
        for monday in weeks.QUARTERS
    ]
    return found


def _letters(months: Mapping[date, Register]) -> list[File]:
    """The letters that close a cause: each states it in the register and in the list of causes in the week it comes."""
    found = []
    for (before, earlier), (monday, existing) in pairwise(months.items()):
        for item in existing:
            closed_on = item.report.agreed_on if item.finding_type_code == "cause_of_concern" else None
            if closed_on is None or not before < closed_on < monday:
                continue
            # Of the recommendations the letter says nothing: as many are closed as in the register before.
            as_before = next(row for row in _causes(earlier, closed_on) if row["cause_id"] == item.finding_id)
            stated = {"status_code": item.status_code, "status_on": closed_on, "source_id": "syn-diary"}
            rows = {
                "findings": {**register.as_row(item, closed_on), **stated, "coverage_code": "partial"},
                "causes_of_concern": {**as_before, **stated},
            }
            came = closed_on + timedelta(days=-closed_on.weekday() % 7)
            note = "Letter that closes a cause of concern"
            found += [csv_file(name, [row], came, note, part="letter") for name, row in rows.items()]
    return found


def _closed_by_the_force(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows with the first Level 4 finding that is open written as closed by the force."""
    first = next(row for row in rows if row["level_code"] == "4" and row["status_code"] in ("open", "in_progress"))
    return [{**row, "status_code": "archived"} if row is first else row for row in rows]


def _causes(existing: Register, monday: date) -> list[dict[str, Any]]:
    return [
        {
            "cause_id": item.finding_id,
            "as_at_on": monday,
            "cycle_code": "2023-25",
            "title": item.title,
            "opened_on": item.report.published_on,
            "status_code": item.status_code,
            "status_on": item.status_on,
            "recommendations_stated_count": item.report.recommendations,
            "recommendations_closed_count": sum(
                other.is_closed for other in existing if other.parent_finding_id == item.finding_id
            ),
            "measures_topic": item.report.measures,
            "source_id": "syn-portal",
        }
        for item in existing
        if item.finding_type_code == "cause_of_concern"
    ]


def _table(months: Mapping[date, Register], monday: date) -> list[dict[str, Any]]:
    """The published table: everything not closed is open in it. One of them differs from the register."""
    cells = Counter((item.finding_type_code, item.level_code, item.is_closed) for item in months[monday])
    rows = []
    for kind, level in sorted({cell[:2] for cell in cells}):
        opened, closed = cells[kind, level, False], cells[kind, level, True]
        subject = {"finding_type_code": kind, "level_code": level}
        if monday == TABLE_DIFFERS.from_on and subject == TABLE_DIFFERS.subject:
            opened, closed = opened - TABLE_OFF_BY, closed + TABLE_OFF_BY
        rows.append(
            {
                **subject,
                "as_at_on": monday,
                "open_count": opened,
                "closed_count": closed,
                "total_count": opened + closed,
                "source_id": "syn-board",
            }
        )
    return rows
