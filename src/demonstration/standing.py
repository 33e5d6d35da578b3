"""What stands around the figures: sources, events, inspections, grades, vetting, recording, comparison."""

from datetime import date, timedelta
from typing import Any

from src.demonstration import weeks
from src.demonstration.files import File, csv_file, workbook
from src.demonstration.planted import TABLE_DIFFERS

SOURCES = {
    "syn-portal": "Synthetic extract of the monitoring portal",
    "syn-board": "Synthetic board paper",
    "syn-marac": "Synthetic MARAC extract",
    "syn-offenders": "Synthetic extract of sex offender management tasks",
    "syn-ocset": "Synthetic extract of online child abuse packages",
    "syn-forensics": "Synthetic extract of the digital forensics queue",
    "syn-qatt": "Synthetic extract of QATT reviews",
    "syn-outcomes": "Synthetic extract of positive outcomes",
    "syn-reports": "Synthetic inspection reports",
    "syn-diary": "Synthetic diary of events and inspections",
}
BEGINNING = weeks.FIRST

EVENTS = (
    ("2023-06-13", "PEEL report of 2023", "report", "all;grades;findings"),
    ("2023-11-21", "Online child abuse report", "report", "findings;online_child_abuse"),
    ("2024-06-03", "Moved to Engage", "monitoring", "all"),
    ("2024-08-13", "Investigations report", "report", "findings;investigations"),
    ("2025-03-03", "Operation Lantern begins", "operation", "online_child_abuse"),
    ("2025-05-12", "Sex offender inspection", "inspection", "sex_offenders"),
    ("2025-06-24", "Sex offender report", "report", "findings;sex_offenders"),
    ("2025-09-01", "New operating model", "operating_model", "all"),
    ("2025-11-10", "HMICFRS revisit", "inspection", "marac;investigations"),
    ("2026-01-05", "New QATT guidance on victim focus", "policy", "investigations"),
    ("2026-03-30", "New referral threshold in Walsall", "policy", "marac"),
    ("2026-05-25", "Second conference a week in Walsall", "operation", "marac"),
    ("2026-06-16", "PEEL report of 2026", "report", "all;grades;findings"),
    ("2026-07-14", "Oversight group meets", "monitoring", "all"),
    ("2026-09-08", "Back to Scan", "monitoring", "all"),
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

GRADES = {
    "2021-22": ("areas-2021", "2021-07-20", "G A RI A G A RI G"),
    "2023-25": ("areas-2023", "2023-06-13", "A A I RI A RI RI A"),
    "2025-27": ("areas-2025", "2026-06-16", "G A RI RI G A A G"),
}
"""By cycle: framework, day of the report, and a grade for each area."""
AREAS = {
    "preventing_crime": "Preventing crime",
    "responding_to_public": "Responding to the public",
    "protecting_vulnerable_people": "Protecting vulnerable people",
    "investigating_crime": "Investigating crime",
    "treating_public_fairly": "Treating the public fairly",
    "managing_offenders": "Managing offenders and suspects",
    "treating_workforce_fairly": "Supporting the workforce",
    "demand_and_resources": "Leadership and force management",
}
RATINGS = ("red", "amber", "green", "ungraded")
RATED = (
    (6, 14, 5, 3),
    (5, 13, 7, 3),
    (4, 12, 10, 2),
    (3, 12, 11, 2),
    (3, 10, 13, 2),
    (2, 9, 15, 2),
    (2, 7, 18, 1),
    (1, 6, 20, 1),
)
"""Vetting recommendations by rating, a quarter at a time."""


def files() -> list[File]:
    """The lists that stand at the beginning, and what is added to them as it happens."""
    return [
        csv_file("sources", _sources(), BEGINNING, "The sources: all synthetic"),
        csv_file("discrepancies", [_contradiction()], TABLE_DIFFERS.from_on, "A contradiction in a board paper"),
        *_as_it_happens(),
        *_grades(),
        *_vetting(),
        *_around(),
    ]


def _sources() -> list[dict[str, Any]]:
    return [
        {
            "source_id": name,
            "title": title,
            "publisher": "PEELboard demonstration",
            "published_on": BEGINNING,
            "published_precision": "day",
            "kind_code": "other",
            "licence": "Synthetic data: about no real force, person or place",
        }
        for name, title in SOURCES.items()
    ]


def _contradiction() -> dict[str, Any]:
    return {
        "discrepancy_id": "S1",
        "grade_code": "A",
        "title": "Two recommendations at Level 2 open in the register and closed in the table",
        "printed": "Two more closed, and two fewer open, than the register has at Level 2",
        "does_not_hold": "The register of the same day has no letter for either.",
        "handling": "Shows both as they are, with the difference named.",
        "datasets": "finding_counts; findings",
        "metrics": "published_findings_by_level",
        "source_id": "syn-board",
        "place": "table of 6 July 2026",
    }


def _as_it_happens() -> list[File]:
    """Each month that something happened or was decided: the events up to then, and how inspections stand."""
    found = []
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
        rows = [row for one in INSPECTIONS if (row := _inspection(*one, monday))]
        if rows:
            found.append(csv_file("inspections", rows, monday, "How inspections stand"))
    return found


def _event(on: str, title: str, kind: str, topics: str) -> dict[str, Any]:
    return {
        "event_id": f"syn-{on}",
        "starts_on": on,
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


def _grades() -> list[File]:
    found = []
    for cycle, (framework, published, given) in GRADES.items():
        on = max(BEGINNING, min(monday for monday in weeks.WEEKS if monday >= date.fromisoformat(published)))
        source = {"source_id": "syn-reports", "place": f"report of {published}"}
        graded = dict(zip(AREAS, given.split(), strict=True))
        gradings = [
            {
                "grading_id": f"syn-{cycle}-{thread}",
                "cycle_code": cycle,
                "framework_code": framework,
                "pillar_code": "none",
                "entry_level_code": "area",
                "thread_code": thread,
                "question": AREAS[thread],
                "grade_code": grade,
                "published_on": published,
                "published_precision": "day",
                "basis_code": "inspectorate",
                "is_disputed": False,
                **source,
            }
            for thread, grade in graded.items()
        ]
        counted = [
            {
                "cycle_code": cycle,
                "grade_code": grade,
                "areas_count": list(graded.values()).count(grade),
                "areas_graded_count": len(graded),
                "as_at_on": published,
                "as_at_precision": "day",
                **source,
            }
            for grade in sorted(set(graded.values()))
        ]
        found.append(csv_file("peel_gradings", gradings, on, f"Grades of {cycle}", part=cycle))
        found.append(csv_file("peel_published_counts", counted, on, f"Published counts of {cycle}", part=cycle))
    return found


def _vetting() -> list[File]:
    return [
        workbook(
            "vetting_progress",
            [
                {
                    "as_at_on": monday,
                    "rating_code": rating,
                    "recommendations_count": number,
                    "assessed_count": sum(numbers),
                    "source_id": "syn-board",
                }
                for rating, number in zip(RATINGS, numbers, strict=True)
            ],
            monday,
            "Progress on vetting recommendations",
        )
        for monday, numbers in zip(weeks.QUARTERS, RATED, strict=True)
    ]


def _around() -> list[File]:
    """What comes once or once a year: MARAC referrals by year, crime recording, the national comparison."""
    source = {"source_id": "syn-reports"}
    years = (("2022-04-01", "2023-03-31", 4610, 231), ("2023-04-01", "2024-03-31", 4875, 240))
    recorded = (("all_crime", 93.1, 1.7), ("violence", 91.4, 2.6), ("sexual_offences", 95.2, 2.1))
    compared = (
        ("recorded_crime_rate", "Recorded crime (without fraud)", 96.0, 89.5, "per_1000", "lower"),
        ("victim_satisfaction", "Victims satisfied", 71.0, 74.5, "percent", "higher"),
        ("workforce_rate", "Officers", 2250.0, 2430.0, "per_million", "neutral"),
    )
    return [
        csv_file(
            "marac_referrals",
            [
                {
                    "period_from_on": first,
                    "period_to_on": last,
                    "referrals_count": all_,
                    "male_victim_count": male,
                    **source,
                }
                for first, last, all_, male in years
            ],
            BEGINNING,
            "MARAC referrals by year",
        ),
        csv_file(
            "recording_accuracy",
            [
                {
                    "period_from_on": "2026-01-01",
                    "period_to_on": "2026-03-31",
                    "crime_group_code": group,
                    "rate_percent": rate,
                    "interval_points": margin,
                    **source,
                }
                for group, rate, margin in recorded
            ],
            date(2026, 8, 24),
            "Crime recording accuracy",
        ),
        csv_file(
            "national_comparisons",
            [
                {
                    "period_from_on": "2025-04-01",
                    "period_to_on": "2026-03-31",
                    "measure_code": code,
                    "measure_name": name,
                    "force_value": force,
                    "national_value": nation,
                    "unit_code": unit,
                    "better_code": better,
                    "comparability_note": "Synthetic: there is nothing to compare it with.",
                    **source,
                }
                for code, name, force, nation, unit, better in compared
            ],
            date(2026, 6, 22),
            "The force beside England and Wales",
        ),
    ]
