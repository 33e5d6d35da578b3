"""What the metrics say at their edges, word for word, over drawn tables."""

from src.analysis.matters import matters, worst_against_limit
from tests.metrics.conftest import Spec


def test_a_count_that_did_not_move_is_said_to_be_the_same(spec: Spec) -> None:
    result = spec(
        "digital_forensics_queue",
        {
            "digital_forensics_queue": """
            as_at_on   | as_at_precision | unallocated_count
            -----------+-----------------+------------------
            2024-01-31 | month           | 1
            2024-02-27 | paper           | 1
            """
        },
        "2024-02-27",
        """
        as_at_on   | change_count
        -----------+-------------
        2024-01-31 |
        2024-02-27 | 0
        """,
    )
    assert result.sentence == (
        "1 digital forensics case stood unallocated at 27 February 2024, the same as in January 2024 (1)."
    )


def test_whether_a_wait_is_past_a_limit_of_days_not_stated_is_one_answer_on_every_page(spec: Spec) -> None:
    sentences = {}
    for days in (19, 21, 29):
        result = spec(
            "marac_longest_wait_by_area",
            {
                "marac_backlog": f"""
                as_at_on   | area_code | longest_wait_working_days
                -----------+-----------+--------------------------
                2024-02-01 | dudley    | {days}
                """
            },
            "2024-02-01",
            f"""
            longest_wait_working_days
            -------------------------
            {days}
            """,
        )
        sentences[days] = result.sentence
        worst = worst_against_limit(result)
        assert worst is not None
        assert result.sentence.endswith(f", {worst.against}.")
        assert worst.text.endswith(f", {worst.against}")
        needs = [matter.sentence for matter in matters([], {result.card.name: result}, result.as_at)]
        assert needs == ([f"{worst.text}."] if days > 19 else [])
    assert sentences[19].endswith("27 calendar days, inside the limit of 28 days.")
    assert sentences[21].endswith("29 calendar days, past the limit of 28 days if it means calendar days.")
    assert sentences[29].endswith("41 calendar days, past the limit of 28 days, in working or calendar days.")


def test_of_two_areas_as_far_past_the_limit_the_first_is_named_and_the_other_counted(spec: Spec) -> None:
    result = spec(
        "marac_longest_wait_by_area",
        {
            "marac_backlog": """
            as_at_on   | area_code | longest_wait_working_days
            -----------+-----------+--------------------------
            2024-02-01 | dudley    | 29
            2024-02-01 | walsall   | 29
            """
        },
        "2024-02-01",
        """
        area_code
        ---------
        dudley
        walsall
        """,
    )
    worst = worst_against_limit(result)
    assert worst is not None
    assert (worst.subject, worst.others_past) == ("Dudley", 1)


def test_a_package_beyond_its_timescale_is_named_by_its_band(spec: Spec) -> None:
    result = spec(
        "ocset_packages_by_risk",
        {
            "ocset_packages": """
            as_at_on   | stage_code           | risk_code | packages_count | oldest_days
            -----------+----------------------+-----------+----------------+------------
            2024-02-27 | awaiting_enforcement | high      | 1              | 8
            2024-02-27 | awaiting_enforcement | standard  | 5              | 35
            """
        },
        "2024-02-27",
        """
        risk_code
        ---------
        high
        standard
        """,
    )
    assert result.sentence == (
        "The risk bands hold 6 packages awaiting enforcement. The oldest is beyond its national timescale in high risk."
    )


def test_a_missing_area_leaves_no_total_to_say(spec: Spec) -> None:
    result = spec(
        "marac_cases_awaiting",
        {
            "marac_backlog": """
            as_at_on   | area_code | cases_awaiting_count
            -----------+-----------+---------------------
            2024-03-07 | dudley    | 5
            2024-03-07 | walsall   | 2
            """
        },
        "2024-03-07",
        """
        cases_awaiting_count | areas_reported_count
        ---------------------+---------------------
                             | 2
        """,
    )
    assert result.sentence == "Only two areas reported at 7 March 2024, so no force total can be given."
