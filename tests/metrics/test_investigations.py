"""Investigation quality: QATT grades and reviews, standards met, positive outcomes."""

from tests.metrics.conftest import At, Spec
from tests.metrics.drawn import column


def test_averages_count_from_the_last_day_of_their_period_and_stand_as_printed(spec: Spec) -> None:
    tables = {
        "qatt_averages": """
        period_from_on | period_to_on | section_code  | average_grade
        ---------------+--------------+---------------+--------------
        2023-11-01     | 2024-01-31   | victim_focus  | 2.5
        2023-11-01     | 2024-01-31   | overall       | 2.4
        2024-02-01     | 2024-04-30   | overall       | 2.75
        """
    }
    baseline = """
        as_at_on   | section_name | average_grade
        -----------+--------------+--------------
        2024-01-31 | Overall      | 2.4
        2024-01-31 | Victim focus | 2.5
    """
    spec("qatt_average_grade_by_section", tables, "2024-01-30")
    spec("qatt_average_grade_by_section", tables, "2024-01-31", baseline)
    spec("qatt_average_grade_by_section", tables, "2024-04-29", baseline)
    spec("qatt_average_grade_by_section", tables, "2024-04-30", baseline + "    2024-04-30 | Overall | 2.75")


STANDARDS = """
    as_at_on   | measure_code           | share_percent | numerator_count | denominator_count | count | qualifier_code
    -----------+------------------------+---------------+-----------------+-------------------+-------+---------------
    2023-05-31 | supervisor_reviews     |               |                 |                   |       |
    2024-02-27 | supervisor_reviews     | 82            | 40              | 50                |       | exactly
    2024-02-27 | investigation_plans    |               | 46              | 50                |       |
    2024-02-27 | masterclasses          |               | 0               | 0                 |       |
    2024-02-27 | qatt_reviews_completed |               |                 |                   | 3700  | over
    2024-03-31 | qatt_reviews_completed |               |                 |                   | 4000  |
"""


def test_a_printed_share_stands_and_one_is_worked_out_only_from_counts(spec: Spec) -> None:
    spec(
        "investigation_standards_met",
        {"investigation_standards": STANDARDS},
        "2024-02-27",
        """
        as_at_on   | measure_code        | share_percent
        -----------+---------------------+--------------
        2023-05-31 | supervisor_reviews  |
        2024-02-27 | supervisor_reviews  | 82.0
        2024-02-27 | investigation_plans | 92.0
        2024-02-27 | masterclasses       |
        """,
    )


def test_standards_not_yet_reported_are_not_known(spec: Spec) -> None:
    spec("investigation_standards_met", {"investigation_standards": STANDARDS}, "2023-05-30")
    spec(
        "investigation_standards_met",
        {"investigation_standards": STANDARDS},
        "2024-02-26",
        """
        as_at_on   | measure_code       | share_percent
        -----------+--------------------+--------------
        2023-05-31 | supervisor_reviews |
        """,
    )


def test_a_lower_bound_of_reviews_stays_a_bound(spec: Spec) -> None:
    tables = {"investigation_standards": STANDARDS}
    spec("qatt_reviews_completed", tables, "2024-02-26")
    spec(
        "qatt_reviews_completed",
        tables,
        "2024-03-31",
        """
        as_at_on   | reviews_count | qualifier_code
        -----------+---------------+---------------
        2024-02-27 | 3700          | over
        2024-03-31 | 4000          | exactly
        """,
    )


def test_a_rate_is_printed_or_worked_out_and_a_printed_change_is_only_carried(spec: Spec) -> None:
    tables = {
        "positive_outcomes": """
        as_at_on   | crime_group_code | rate_percent | numerator_count | denominator_count | change_printed
        -----------+------------------+--------------+-----------------+-------------------+---------------
        2024-02-27 | victim_based     |              | 1               | 16                |
        2024-02-27 | all_crime        | 8.15         |                 |                   | 1.58
        2024-02-27 | reclaimed        |              |                 |                   |
        """
    }
    spec("positive_outcome_rate", tables, "2024-02-26")
    spec(
        "positive_outcome_rate",
        tables,
        "2024-02-27",
        """
        crime_group_code | share_percent | change_printed
        -----------------+---------------+---------------
        all_crime        | 8.15          | 1.58
        victim_based     | 6.25          |
        reclaimed        |               |
        """,
    )


def test_qatt_is_2_5_overall_and_2_5_2_8_2_7_and_2_1_by_section(at: At) -> None:
    rows = at("qatt_average_grade_by_section", "2024-02-27").rows
    assert column(rows, "section_name", "average_grade") == {
        "Overall": 2.5,
        "Victim focus": 2.5,
        "Suspect management": 2.8,
        "Investigation standards": 2.7,
        "Supervisor review": 2.1,
    }


def test_the_overall_grade_is_the_mean_of_its_sections(at: At) -> None:
    # 2.5 + 2.8 + 2.7 + 2.1 is 10.1; a quarter of it is 2.525, which is 2.5 to one decimal place.
    checks = {check.name: check.status for check in at("qatt_average_grade_by_section", "2024-02-27").checks}
    assert checks["Overall grade against the mean of the four sections"] == "reconciles"


def test_over_3700_reviews_is_a_lower_bound(at: At) -> None:
    (row,) = at("qatt_reviews_completed", "2024-02-27").rows
    assert (row["reviews_count"], row["qualifier_code"]) == (3700, "over")


def test_supervisor_reviews_are_82_and_plans_and_masterclasses_92_per_cent(at: At) -> None:
    newest = at("investigation_standards_met", "2024-02-27").newest
    assert column(newest, "measure_code", "share_percent") == {
        "supervisor_reviews": 82,
        "investigation_plans": 92,
        "masterclasses": 92,
    }


def test_almost_half_without_a_review_is_no_number(at: At) -> None:
    (row,) = at("investigation_standards_met", "2023-12-31").rows
    assert row["measure_code"] == "supervisor_reviews"
    assert row["share_percent"] is None
    assert "almost half" in row["note"]


def test_positive_outcomes_are_8_15_and_6_41_per_cent(at: At) -> None:
    rows = at("positive_outcome_rate", "2024-02-27").rows
    assert column(rows, "crime_group_code", "share_percent") == {
        "all_crime": 8.15,
        "victim_based": 6.41,
        "reclaimed": None,
    }
    assert column(rows, "crime_group_code", "additional_outcomes_count") == {
        "all_crime": 5676,
        "victim_based": None,
        "reclaimed": 500,
    }
    assert column(rows, "crime_group_code", "qualifier_code")["reclaimed"] == "over"
