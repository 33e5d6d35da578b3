"""What stands around the figures: sources, grades, vetting, crime recording, national comparison."""

from datetime import date
from typing import Any

from demo import weeks
from demo.files import File, csv_file, workbook
from demo.planted import TABLE_DIFFERS
from src import wording

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
    """What stands at the beginning, and what is published in the two years."""
    return [
        csv_file("sources", _sources(), BEGINNING, "The sources: all synthetic"),
        csv_file("discrepancies", [_contradiction()], TABLE_DIFFERS.from_on, "A contradiction in a board paper"),
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


def _grades() -> list[File]:
    found = []
    for cycle, (framework, published, given) in GRADES.items():
        day = max(BEGINNING, min(monday for monday in weeks.WEEKS if monday >= date.fromisoformat(published)))
        source = {"source_id": "syn-reports", "place": f"report of {wording.day(date.fromisoformat(published))}"}
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
        found.append(csv_file("peel_gradings", gradings, day, f"Grades of {cycle}", part=cycle))
        found.append(csv_file("peel_published_counts", counted, day, f"Published counts of {cycle}", part=cycle))
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
    source = {"source_id": "syn-reports", "place": "annex"}
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
