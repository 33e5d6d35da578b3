"""The grades of single reviews: by section and month, and by department."""

from datetime import date

import pytest

from src.metrics import METRICS
from src.metrics.calculate import calculate
from src.metrics.investigations.wording import distribution
from tests.metrics import weekly
from tests.metrics.conftest import At, Spec
from tests.metrics.drawn import DrawnEngine

SECTIONS, DEPARTMENTS = "qatt_grade_distribution_by_month_and_section", "qatt_grade_by_department"


@pytest.mark.parametrize("name", [SECTIONS, DEPARTMENTS])
def test_the_published_papers_hold_no_single_review(name: str, at: At) -> None:
    assert at(name, "2024-09-18").rows == ()


def test_each_grade_is_counted_by_month_and_section_and_an_empty_grade_is_not(spec: Spec) -> None:
    spec(
        SECTIONS,
        weekly.TABLES,
        "2026-03-30",
        """
        as_at_on   | month_on   | section_name       | grade_1_count | grade_2_count | grade_3_count | grade_4_count | grade_5_count | good_count | reviews_count | average_grade
        -----------+------------+--------------------+---------------+---------------+---------------+---------------+---------------+------------+---------------+--------------
        2026-01-31 | 2026-01-01 | Overall            | 0             | 1             | 1             | 1             | 0             | 1          | 3             | 3.0
        2026-01-31 | 2026-01-01 | Victim focus       | 1             | 0             | 0             | 1             | 1             | 2          | 3             | 3.3333333333333335
        2026-01-31 | 2026-01-01 | Suspect management | 0             | 2             | 0             | 0             | 0             | 0          | 2             | 2.0
        2026-02-28 | 2026-02-01 | Overall            | 0             | 0             | 0             | 1             | 1             | 2          | 2             | 4.5
        2026-02-28 | 2026-02-01 | Victim focus       | 0             | 0             | 2             | 0             | 0             | 0          | 2             | 3.0
        2026-02-28 | 2026-02-01 | Suspect management | 0             | 0             | 0             | 1             | 1             | 2          | 2             | 4.5
        """,
    )


def test_a_month_counts_once_its_last_day_has_come(spec: Spec) -> None:
    spec(SECTIONS, weekly.TABLES, "2026-01-30")
    spec(DEPARTMENTS, weekly.TABLES, "2026-01-30")
    months = """
        month_on
        ----------
        2026-01-01
        2026-01-01
        2026-01-01
    """
    spec(SECTIONS, weekly.TABLES, "2026-01-31", months)
    spec(SECTIONS, weekly.TABLES, "2026-02-27", months)


def test_the_share_graded_good_is_of_the_reviews_that_gave_a_grade(spec: Spec) -> None:
    rows = spec(
        SECTIONS, weekly.TABLES, "2026-01-31", "section_name\n---\nOverall\nVictim focus\nSuspect management"
    ).rows
    assert [round(row["share_percent"], 1) for row in rows] == [33.3, 66.7, 0.0]


def test_a_department_stands_beside_the_force_and_its_own_month_before(spec: Spec) -> None:
    spec(
        DEPARTMENTS,
        weekly.TABLES,
        "2026-02-28",
        """
        as_at_on   | department_name | reviews_count | good_count | average_grade | force_average_grade | difference_grade | previous_average_grade
        -----------+-----------------+---------------+------------+---------------+---------------------+------------------+-----------------------
        2026-01-31 | Force CID       | 2             | 1          | 3.5           | 3.0                 | 0.5              |
        2026-01-31 | Local CID       | 1             | 0          | 2.0           | 3.0                 | -1.0             |
        2026-02-28 | Force CID       | 2             | 2          | 4.5           | 4.5                 | 0.0              | 3.5
        2026-02-28 | Local CID       | 0             | 0          |               | 4.5                 |                  | 2.0
        """,
    )


@pytest.mark.parametrize(
    ("name", "as_at", "expected"),
    [
        (
            SECTIONS,
            "2026-01-31",
            "One of three reviews in January 2026 graded the investigation good or better (4 or 5 of 5) overall.",
        ),
        (
            DEPARTMENTS,
            "2026-01-31",
            "Departments' mean grades in January 2026 run from 2.0 of 5 (1 review) in Local CID to 3.5 of 5 (2 reviews) in Force CID.",
        ),
        (
            DEPARTMENTS,
            "2026-02-28",
            "One department was reviewed in February 2026: Force CID, 4.5 of 5 (2 reviews).",
        ),
    ],
)
def test_the_newest_month_is_told_with_the_number_of_its_reviews(name: str, as_at: str, expected: str) -> None:
    assert calculate(METRICS[name], DrawnEngine(weekly.TABLES), date.fromisoformat(as_at)).sentence == expected


@pytest.mark.parametrize(
    ("good", "reviews", "expected"),
    [
        (0, 1, "The one review in May 2026 did not grade"),
        (1, 1, "The one review in May 2026 graded"),
        (0, 9, "None of nine reviews in May 2026 graded"),
        (1, 9, "One of nine reviews in May 2026 graded"),
        (9, 9, "All nine reviews in May 2026 graded"),
        (7, 10, "70% of 10 reviews in May 2026 graded"),
    ],
)
def test_of_few_reviews_the_count_is_told_and_not_a_share(good: int, reviews: int, expected: str) -> None:
    row = {
        "as_at_on": date(2026, 5, 31),
        "section_code": "overall",
        "good_count": good,
        "reviews_count": reviews,
        "share_percent": 100 * good / reviews,
    }
    assert (
        distribution([row], date(2026, 6, 1)) == f"{expected} the investigation good or better (4 or 5 of 5) overall."
    )
