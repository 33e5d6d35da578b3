"""What comes in and goes out behind each backlog."""

from datetime import date

import pytest

from src.metrics import METRICS
from src.metrics.calculate import calculate
from tests.metrics import weekly
from tests.metrics.conftest import At, Spec
from tests.metrics.drawn import DrawnEngine

FLOWS = (
    "marac_referrals_and_cases_heard",
    "marac_referrals_and_cases_heard_by_area",
    "sex_offender_tasks_flow",
    "sex_offender_tasks_flow_by_area",
    "ocset_packages_flow",
)


@pytest.mark.parametrize("name", [*FLOWS, "sex_offender_tasks_by_area"])
def test_the_published_papers_hold_no_flows_and_it_is_said(name: str, at: At) -> None:
    result = at(name, "2024-09-18")
    assert result.rows == ()
    assert result.sentence.startswith("No figure is held for ")


def test_an_area_that_did_not_report_is_a_gap_in_the_areas_and_in_the_force(spec: Spec) -> None:
    spec(
        "marac_referrals_and_cases_heard_by_area",
        weekly.TABLES,
        "2026-03-02",
        """
        as_at_on   | area_name | referrals_received_count | cases_heard_count | net_count | cases_awaiting_count
        -----------+-----------+--------------------------+-------------------+-----------+---------------------
        2026-02-23 | Dudley    | 4                        | 5                 | -1        | 8
        2026-02-23 | Walsall   | 3                        | 2                 | 1         | 7
        2026-03-02 | Dudley    | 0                        | 0                 | 0         | 8
        2026-03-02 | Walsall   |                          |                   |           |
        """,
    )
    spec(
        "marac_referrals_and_cases_heard",
        weekly.TABLES,
        "2026-03-02",
        """
        as_at_on   | referrals_received_count | cases_heard_count | net_count | cases_awaiting_count
        -----------+--------------------------+-------------------+-----------+---------------------
        2026-02-23 | 7                        | 7                 | 0         | 15
        2026-03-02 |                          |                   |           |
        """,
    )


def test_a_week_counts_on_its_own_day_and_one_without_flows_is_no_row(spec: Spec) -> None:
    spec("marac_referrals_and_cases_heard", weekly.TABLES, "2026-02-22")
    spec(
        "marac_referrals_and_cases_heard",
        weekly.TABLES,
        "2026-02-23",
        """
        as_at_on
        ----------
        2026-02-23
        """,
    )


def test_a_count_given_without_its_counterpart_has_no_net(spec: Spec) -> None:
    spec(
        "marac_referrals_and_cases_heard",
        {
            "areas": weekly.TWO_AREAS,
            "marac_backlog": """
            as_at_on   | area_code | referrals_received_count | cases_heard_count
            -----------+-----------+--------------------------+------------------
            2026-02-23 | dudley    | 4                        |
            2026-02-23 | walsall   | 3                        | 2
            """,
        },
        "2026-02-23",
        """
        referrals_received_count | cases_heard_count | net_count
        -------------------------+-------------------+----------
        7                        |                   |
        """,
    )


def test_tasks_of_the_areas_add_up_to_the_force_and_a_missing_one_is_a_gap(spec: Spec) -> None:
    spec(
        "sex_offender_tasks_flow",
        weekly.TABLES,
        "2026-03-02",
        """
        as_at_on   | task_name    | arising_count | completed_count | net_count | outstanding_count
        -----------+--------------+---------------+-----------------+-----------+------------------
        2026-02-23 | Initial ARMS | 3             | 2               | 1         | 8
        2026-02-23 | Visits       | 11            | 13              | -2        | 18
        2026-03-02 | Initial ARMS | 5             | 3               | 2         | 10
        2026-03-02 | Visits       |               | 12              |           |
        """,
    )


def test_a_force_figure_that_is_printed_is_taken_and_not_added_to(spec: Spec) -> None:
    spec(
        "sex_offender_tasks_flow",
        {
            "areas": weekly.TWO_AREAS,
            "sex_offender_task_types": weekly.TWO_TASKS,
            "sex_offender_tasks": """
            as_at_on   | area_code | task_code | arising_count | completed_count
            -----------+-----------+-----------+---------------+----------------
            2026-02-23 | force     | visit     | 12            | 13
            2026-02-23 | dudley    | visit     | 6             | 9
            2026-02-23 | walsall   | visit     | 5             | 4
            """,
        },
        "2026-02-23",
        """
        task_name    | arising_count | completed_count
        -------------+---------------+----------------
        Initial ARMS |               |
        Visits       | 12            | 13
        """,
    )


def test_an_areas_tasks_add_up_over_the_kinds_and_wait_for_every_kind(spec: Spec) -> None:
    spec(
        "sex_offender_tasks_by_area",
        weekly.TABLES,
        "2026-03-02",
        """
        as_at_on   | area_name | outstanding_count | previous_on | previous_count | change_count
        -----------+-----------+-------------------+-------------+----------------+-------------
        2026-02-23 | Dudley    | 15                |             |                |
        2026-02-23 | Walsall   | 11                |             |                |
        2026-03-02 | Dudley    | 15                | 2026-02-23  | 15             | 0
        2026-03-02 | Walsall   |                   | 2026-02-23  | 11             |
        """,
    )


def test_tasks_by_area_and_kind_stand_as_reported(spec: Spec) -> None:
    spec(
        "sex_offender_tasks_flow_by_area",
        weekly.TABLES,
        "2026-03-02",
        """
        as_at_on   | area_name | task_name    | arising_count | completed_count | net_count | outstanding_count
        -----------+-----------+--------------+---------------+-----------------+-----------+------------------
        2026-02-23 | Dudley    | Initial ARMS | 2             | 1               | 1         | 5
        2026-02-23 | Dudley    | Visits       | 6             | 9               | -3        | 10
        2026-02-23 | Walsall   | Initial ARMS | 1             | 1               | 0         | 3
        2026-02-23 | Walsall   | Visits       | 5             | 4               | 1         | 8
        2026-03-02 | Dudley    | Initial ARMS | 3             | 2               | 1         | 6
        2026-03-02 | Dudley    | Visits       |               | 7               |           | 9
        2026-03-02 | Walsall   | Initial ARMS | 2             | 1               | 1         | 4
        2026-03-02 | Walsall   | Visits       | 4             | 5               | -1        |
        """,
    )


def test_packages_are_those_of_all_risks_and_a_stage_not_reported_is_a_gap(spec: Spec) -> None:
    spec(
        "ocset_packages_flow",
        weekly.TABLES,
        "2026-03-02",
        """
        as_at_on   | stage_name           | received_count | enforced_count | net_count | packages_count
        -----------+----------------------+----------------+----------------+-----------+---------------
        2026-02-23 | Awaiting enforcement | 5              | 7              | -2        | 18
        2026-02-23 | In development       | 6              |                |           | 30
        2026-03-02 | Awaiting enforcement | 4              | 4              | 0         | 18
        2026-03-02 | In development       |                |                |           |
        """,
    )


def said(name: str, as_at: str) -> str:
    """The sentence of a metric over the drawn extracts."""
    return calculate(METRICS[name], DrawnEngine(weekly.TABLES), date.fromisoformat(as_at)).sentence


FEW = "take to clear cannot be said yet: 13 periods with a date before them are needed, and"


@pytest.mark.parametrize(
    ("name", "as_at", "expected"),
    [
        (
            "marac_referrals_and_cases_heard",
            "2026-02-23",
            "7 referrals came in and 7 cases were heard in the period to 23 February 2026, as many as came in. "
            f"How long the cases awaiting a MARAC {FEW} none can be counted.",
        ),
        (
            "marac_referrals_and_cases_heard",
            "2026-03-02",
            "Not every area reported referrals and cases heard at 2 March 2026, so the force's cannot be added up. "
            "How many cases awaiting a MARAC there are is not known, so how long they take to clear cannot be said.",
        ),
        (
            "marac_referrals_and_cases_heard_by_area",
            "2026-02-23",
            "More came in than was heard in Walsall in the period to 23 February 2026.",
        ),
        (
            "marac_referrals_and_cases_heard_by_area",
            "2026-03-02",
            "No figure from Walsall. In no other area did more come in than was heard in the week to 2 March 2026.",
        ),
        (
            "sex_offender_tasks_flow",
            "2026-02-23",
            "14 tasks fell due and 15 were completed in the period to 23 February 2026, 1 more than fell due. "
            f"More fell due than was completed of initial ARMS. How long the tasks outstanding {FEW} none can be "
            "counted.",
        ),
        (
            "sex_offender_tasks_flow",
            "2026-03-02",
            "Not every kind of task was reported at 2 March 2026, so the tasks falling due and completed cannot be added up.",
        ),
        (
            "sex_offender_tasks_flow_by_area",
            "2026-03-02",
            "Not every kind of task was reported by Dudley. In no other area did more fall due than was completed in the "
            "week to 2 March 2026.",
        ),
        (
            "sex_offender_tasks_by_area",
            "2026-03-02",
            "Dudley has the most tasks outstanding at 2 March 2026: 15.",
        ),
        (
            "ocset_packages_flow",
            "2026-03-02",
            "4 packages came to enforcement and 4 were enforced in the week to 2 March 2026, as many as came in. "
            f"How long the packages awaiting enforcement {FEW} one can be counted.",
        ),
    ],
)
def test_each_flow_says_what_came_in_and_what_went_out(name: str, as_at: str, expected: str) -> None:
    assert said(name, as_at) == expected
