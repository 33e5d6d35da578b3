"""Online child abuse: packages by stage and by risk, and the digital forensics queue."""

from datetime import date

from src.contracts.metric import CANNOT, DIFFERS
from tests.metrics.conftest import At, Spec
from tests.metrics.drawn import column

PACKAGES = """
    as_at_on   | as_at_precision | stage_code           | risk_code | packages_count | qualifier_code | oldest_days
    -----------+-----------------+----------------------+-----------+----------------+----------------+------------
    2023-06-30 | month           | awaiting_enforcement | all       | 80             | over           |
    2023-06-30 | month           | in_development       | all       | 100            | over           |
    2024-02-27 | paper           | awaiting_enforcement | all       | 0              |                |
    2024-02-27 | paper           | awaiting_enforcement | very_high | 1              |                | 2
    2024-02-27 | paper           | awaiting_enforcement | high      | 1              |                | 8
    2024-02-27 | paper           | awaiting_enforcement | medium    | 5              | about          | 21
    2024-02-27 | paper           | awaiting_enforcement | standard  | 5              |                | 61
    2024-03-31 | day             | in_development       | all       | 30             |                |
"""

TABLES = {"ocset_packages": PACKAGES}


def test_bounds_stay_bounds_none_is_zero_and_a_stage_not_reported_is_a_gap(spec: Spec) -> None:
    spec(
        "ocset_packages_by_stage",
        TABLES,
        "2024-03-31",
        """
        as_at_on   | as_at_precision | stage_code           | packages_count | qualifier_code | previous_count | previous_qualifier_code | previous_on
        -----------+-----------------+----------------------+----------------+----------------+----------------+-------------------------+------------
        2023-06-30 | month           | awaiting_enforcement | 80             | over           |                |                         |
        2023-06-30 | month           | in_development       | 100            | over           |                |                         |
        2024-02-27 | paper           | awaiting_enforcement | 0              | exactly        | 80             | over                    | 2023-06-30
        2024-02-27 | paper           | in_development       |                |                | 100            | over                    | 2023-06-30
        2024-03-31 | day             | awaiting_enforcement |                |                | 0              |                         | 2024-02-27
        2024-03-31 | day             | in_development       | 30             | exactly        |                |                         | 2024-02-27
        """,
    )


def test_packages_not_yet_reported_are_not_known(spec: Spec) -> None:
    spec("ocset_packages_by_stage", TABLES, "2023-06-29")
    spec("ocset_packages_by_risk", TABLES, "2024-02-26")


def test_an_oldest_package_at_its_timescale_is_inside_it_and_a_day_more_is_not(spec: Spec) -> None:
    spec(
        "ocset_packages_by_risk",
        TABLES,
        "2024-02-27",
        """
        risk_code | packages_count | qualifier_code | oldest_days | limit_hours | is_within_limit
        ----------+----------------+----------------+-------------+-------------+----------------
        very_high | 1              | exactly        | 2           | 48          | yes
        high      | 1              | exactly        | 8           | 168         | no
        medium    | 5              | about          | 21          | 504         | yes
        standard  | 5              | exactly        | 61          | 1440        | no
        """,
    )


def test_a_band_without_an_age_or_a_timescale_is_neither_inside_nor_outside(spec: Spec) -> None:
    spec(
        "ocset_packages_by_risk",
        {
            "ocset_packages": """
            as_at_on   | stage_code           | risk_code         | packages_count | oldest_days
            -----------+----------------------+-------------------+----------------+------------
            2024-02-27 | awaiting_enforcement | very_high_or_high | 0              | 3
            2024-02-27 | awaiting_enforcement | medium            | 5              |
            2024-02-27 | in_development       | medium            | 9              | 9
            """
        },
        "2024-02-27",
        """
        risk_code         | packages_count | is_within_limit
        ------------------+----------------+----------------
        very_high_or_high | 0              |
        medium            | 5              |
        """,
    )


def test_the_queue_is_compared_with_the_last_figure_for_it_and_a_figure_not_given_is_a_gap(spec: Spec) -> None:
    queue = {
        "digital_forensics_queue": """
        as_at_on   | as_at_precision | unallocated_count | received_in_month_count
        -----------+-----------------+-------------------+------------------------
        2023-12-31 | month           | 110               |
        2024-01-31 | month           |                   | 251
        2024-02-27 | paper           | 89                |
        2024-03-31 | day             | 0                 | 240
        """
    }
    spec("digital_forensics_queue", queue, "2023-12-30")
    spec(
        "digital_forensics_queue",
        queue,
        "2024-03-31",
        """
        as_at_on   | unallocated_count | previous_on | previous_count | change_count | received_in_month_count
        -----------+-------------------+-------------+----------------+--------------+------------------------
        2023-12-31 | 110               |             |                |              |
        2024-01-31 |                   |             |                |              | 251
        2024-02-27 | 89                | 2023-12-31  | 110            | -21          |
        2024-03-31 | 0                 | 2024-02-27  | 89             | -89          | 240
        """,
    )


def test_over_80_and_over_100_stay_bounds(at: At) -> None:
    june = at("ocset_packages_by_stage", "2023-12-31").rows
    assert [(row["stage_code"], row["packages_count"], row["qualifier_code"]) for row in june] == [
        ("awaiting_enforcement", 80, "over"),
        ("in_development", 100, "over"),
    ]


def test_13_packages_await_enforcement_and_32_are_in_development_in_february_2024(at: At) -> None:
    newest = at("ocset_packages_by_stage", "2024-02-27").newest
    assert column(newest, "stage_code", "packages_count") == {"awaiting_enforcement": 13, "in_development": 32}
    assert {row["qualifier_code"] for row in newest} == {"exactly"}
    assert {row["previous_qualifier_code"] for row in newest} == {"over"}


def test_the_bands_hold_0_5_and_5_with_the_oldest_7_and_35_days(at: At) -> None:
    rows = at("ocset_packages_by_risk", "2024-02-27").rows
    assert [(row["risk_code"], row["packages_count"], row["oldest_days"]) for row in rows] == [
        ("very_high_or_high", 0, None),
        ("medium", 5, 7),
        ("standard", 5, 35),
    ]


def test_13_packages_against_10_by_risk_is_flagged_on_both_metrics(at: At) -> None:
    for metric in ("ocset_packages_by_stage", "ocset_packages_by_risk"):
        checks = {check.name: check for check in at(metric, "2024-02-27").checks}
        found = checks["Risk bands against packages awaiting enforcement"]
        assert (found.status, found.detail) == (DIFFERS, "Packages by risk band: 10 against 13, 3 short.")
        assert checks["Thirteen packages, but ten by risk (D20)"].status == DIFFERS


def test_without_bands_in_june_2023_the_sum_cannot_be_checked(at: At) -> None:
    checks = {check.name: check.status for check in at("ocset_packages_by_stage", "2023-12-31").checks}
    assert checks["Risk bands against packages awaiting enforcement"] == CANNOT


def test_the_forensics_queue_is_110_then_89_with_251_received_in_january(at: At) -> None:
    rows = at("digital_forensics_queue", "2024-02-27").rows
    assert column(rows, "as_at_on", "unallocated_count") == {
        date(2023, 12, 31): 110,
        date(2024, 1, 31): None,
        date(2024, 2, 27): 89,
    }
    assert column(rows, "as_at_on", "received_in_month_count")[date(2024, 1, 31)] == 251


def test_bands_without_all_together_add_up_to_the_stage_where_none_is_missing(spec: Spec) -> None:
    spec(
        "ocset_packages_by_stage",
        {
            "ocset_packages": """
    as_at_on   | as_at_precision | stage_code           | risk_code         | packages_count | qualifier_code
    -----------+-----------------+----------------------+-------------------+----------------+---------------
    2024-03-08 | day             | awaiting_enforcement | very_high         | 0              |
    2024-03-08 | day             | awaiting_enforcement | high              | 3              |
    2024-03-08 | day             | awaiting_enforcement | medium            | 6              |
    2024-03-08 | day             | awaiting_enforcement | standard          | 8              |
    2024-03-08 | day             | in_development       | very_high_or_high | 2              |
    2024-03-08 | day             | in_development       | medium            | 5              |
    """
        },
        "2024-03-31",
        """
        as_at_on   | stage_code           | packages_count | qualifier_code
        -----------+----------------------+----------------+---------------
        2024-03-08 | awaiting_enforcement | 17             | exactly
        2024-03-08 | in_development       |                |
        """,
    )
