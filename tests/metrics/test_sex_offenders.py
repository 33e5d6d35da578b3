"""Sex offender management: tasks outstanding, by type and together."""

from datetime import date

from tests.metrics.conftest import At, Spec
from tests.metrics.drawn import column

OUTSTANDING = "sex_offender_tasks_outstanding"

TWO_TYPES = """
    task_code    | task_name    | sort_order
    -------------+--------------+-----------
    initial_arms | Initial ARMS | 1
    visit        | Visit        | 2
"""

TASKS = """
    as_at_on   | as_at_precision | area_code | task_code    | outstanding_count
    -----------+-----------------+-----------+--------------+------------------
    2023-06-30 | month           | force     | initial_arms | 52
    2023-06-30 | month           | force     | visit        | 236
    2024-02-27 | paper           | force     | initial_arms | 0
    2024-03-31 | day             | force     | visit        | 60
    2024-03-31 | day             | force     | initial_arms | 3
"""

TABLES = {"sex_offender_tasks": TASKS, "sex_offender_task_types": TWO_TYPES}


def test_a_type_not_reported_is_a_gap_none_is_zero_and_the_sum_waits_for_every_type(spec: Spec) -> None:
    spec(
        OUTSTANDING,
        TABLES,
        "2024-03-31",
        """
        as_at_on   | as_at_precision | task_name    | outstanding_count | previous_on | previous_count | all_tasks_count
        -----------+-----------------+--------------+-------------------+-------------+----------------+----------------
        2023-06-30 | month           | Initial ARMS | 52                |             |                | 288
        2023-06-30 | month           | Visit        | 236               |             |                | 288
        2024-02-27 | paper           | Initial ARMS | 0                 | 2023-06-30  | 52             |
        2024-02-27 | paper           | Visit        |                   | 2023-06-30  | 236            |
        2024-03-31 | day             | Initial ARMS | 3                 | 2024-02-27  | 0              | 63
        2024-03-31 | day             | Visit        | 60                | 2024-02-27  |                | 63
        """,
    )


def test_a_date_counts_on_its_own_day_and_not_the_day_before(spec: Spec) -> None:
    spec(OUTSTANDING, TABLES, "2023-06-29")
    spec(
        OUTSTANDING,
        TABLES,
        "2023-06-30",
        """
        as_at_on   | outstanding_count
        -----------+------------------
        2023-06-30 | 52
        2023-06-30 | 236
        """,
    )


ALL_AREAS_OF_TWO = """
    area_code | area_name   | is_force_total | sort_order
    ----------+-------------+----------------+-----------
    dudley    | Dudley      | no             | 1
    walsall   | Walsall     | no             | 2
    force     | Whole force | yes            | 3
"""


def test_areas_add_up_to_the_force_and_a_printed_force_figure_is_not_added_to_them(spec: Spec) -> None:
    spec(
        OUTSTANDING,
        {
            "areas": ALL_AREAS_OF_TWO,
            "sex_offender_task_types": TWO_TYPES,
            "sex_offender_tasks": """
            as_at_on   | area_code | task_code    | outstanding_count
            -----------+-----------+--------------+------------------
            2024-03-31 | dudley    | initial_arms | 2
            2024-03-31 | walsall   | initial_arms | 3
            2024-03-31 | dudley    | visit        | 10
            2024-03-31 | walsall   | visit        | 20
            2024-03-31 | force     | visit        | 31
            """,
        },
        "2024-03-31",
        """
        task_name    | outstanding_count | all_tasks_count
        -------------+-------------------+----------------
        Initial ARMS | 5                 | 36
        Visit        | 31                | 36
        """,
    )


def test_the_force_is_empty_where_an_area_is_missing_from_the_sum(spec: Spec) -> None:
    spec(
        OUTSTANDING,
        {
            "areas": ALL_AREAS_OF_TWO,
            "sex_offender_task_types": TWO_TYPES,
            "sex_offender_tasks": """
            as_at_on   | area_code | task_code    | outstanding_count
            -----------+-----------+--------------+------------------
            2024-03-31 | dudley    | initial_arms | 2
            2024-03-31 | dudley    | visit        | 10
            2024-03-31 | walsall   | visit        | 20
            """,
        },
        "2024-03-31",
        """
        task_name    | outstanding_count | all_tasks_count
        -------------+-------------------+----------------
        Initial ARMS |                   |
        Visit        | 30                |
        """,
    )


def test_tasks_are_52_219_178_and_236_in_june_2023(at: At) -> None:
    june = at(OUTSTANDING, "2024-02-27").where(as_at_on=date(2023, 6, 30))
    assert column(june, "task_name", "outstanding_count") == {
        "Initial ARMS": 52,
        "12-month ARMS": 219,
        "RMP reviews": 178,
        "Visits": 236,
    }
    assert {row["all_tasks_count"] for row in june} == {685}


def test_tasks_are_4_36_33_and_65_in_february_2024(at: At) -> None:
    newest = at(OUTSTANDING, "2024-02-27").newest
    assert column(newest, "task_name", "outstanding_count") == {
        "Initial ARMS": 4,
        "12-month ARMS": 36,
        "RMP reviews": 33,
        "Visits": 65,
    }
    assert {row["all_tasks_count"] for row in newest} == {138}
    assert {row["as_at_precision"] for row in newest} == {"paper"}


def test_on_the_day_before_the_paper_only_june_is_known(at: At) -> None:
    assert {row["as_at_on"] for row in at(OUTSTANDING, "2024-02-26").rows} == {date(2023, 6, 30)}
