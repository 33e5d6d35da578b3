"""The published table of findings: as printed, with what does not add up shown and named."""

from src.contracts.metric import DIFFERS
from tests.metrics.conftest import At, Spec
from tests.metrics.drawn import column

PUBLISHED = "published_findings_by_level"

TWO_TABLES = """
    as_at_on   | finding_type_code    | level_code    | open_count | closed_count | total_count
    -----------+----------------------+---------------+------------+--------------+------------
    2023-06-29 | area_for_improvement | 2             | 6          | 0            | 6
    2023-06-29 | recommendation       | 4             | 0          | 0            | 0
    2023-06-29 | recommendation       | 2             | 45         | 0            | 45
    2023-06-29 | area_for_improvement | before_levels | 0          | 0            | 18
    2023-09-28 | recommendation       | 2             | 40         | 5            | 45
"""


def test_a_table_counts_from_its_own_day_and_stands_as_printed(spec: Spec) -> None:
    spec(
        PUBLISHED,
        {"finding_counts": TWO_TABLES},
        "2023-06-29",
        """
        as_at_on   | finding_type_code    | level_name           | open_count | closed_count | total_count | unexplained_count
        -----------+----------------------+----------------------+------------+--------------+-------------+------------------
        2023-06-29 | recommendation       | Level 2              | 45         | 0            | 45          | 0
        2023-06-29 | recommendation       | Level 4              | 0          | 0            | 0           | 0
        2023-06-29 | area_for_improvement | Level 2              | 6          | 0            | 6           | 0
        2023-06-29 | area_for_improvement | Closed before levels | 0          | 0            | 18          | 18
        """,
    )


def test_a_newer_table_takes_the_place_of_the_older_whole(spec: Spec) -> None:
    spec(
        PUBLISHED,
        {"finding_counts": TWO_TABLES},
        "2023-09-28",
        """
        as_at_on   | finding_type_code | level_code | open_count | closed_count
        -----------+-------------------+------------+------------+-------------
        2023-09-28 | recommendation    | 2          | 40         | 5
        """,
    )


def test_the_day_before_the_first_table_has_no_figure(spec: Spec) -> None:
    spec(PUBLISHED, {"finding_counts": TWO_TABLES}, "2023-06-28")


def test_a_figure_that_the_table_leaves_out_is_a_gap_and_does_not_stop_the_page(spec: Spec) -> None:
    spec(
        PUBLISHED,
        {
            "finding_counts": """
            as_at_on   | finding_type_code | level_code | open_count | closed_count | total_count
            -----------+-------------------+------------+------------+--------------+------------
            2023-06-29 | recommendation    | 2          | 45         |              |
            """
        },
        "2023-06-29",
        """
        open_count | closed_count | total_count | unexplained_count
        -----------+--------------+-------------+------------------
        45         |              |             |
        """,
    )


def test_the_table_of_june_2023_is_open_85_closed_311_total_414(at: At) -> None:
    rows = at(PUBLISHED, "2023-06-29").rows
    assert len(rows) == 11
    assert sum(row["open_count"] for row in rows) == 85
    assert sum(row["closed_count"] for row in rows) == 311
    assert sum(row["total_count"] for row in rows) == 414


def test_every_row_of_the_table_of_june_2023_is_as_printed(at: At) -> None:
    printed = {
        ("cause_of_concern", "none"): (2, 21, 23),
        ("recommendation", "1"): (0, 2, 2),
        ("recommendation", "2"): (45, 0, 45),
        ("recommendation", "3"): (29, 2, 31),
        ("recommendation", "4"): (0, 0, 0),
        ("recommendation", "before_levels"): (0, 280, 280),
        ("area_for_improvement", "1"): (0, 6, 6),
        ("area_for_improvement", "2"): (6, 0, 6),
        ("area_for_improvement", "3"): (3, 0, 3),
        ("area_for_improvement", "4"): (0, 0, 0),
        ("area_for_improvement", "before_levels"): (0, 0, 18),
    }
    assert {
        (row["finding_type_code"], row["level_code"]): (row["open_count"], row["closed_count"], row["total_count"])
        for row in at(PUBLISHED, "2023-06-29").rows
    } == printed


def test_the_row_that_does_not_add_up_is_the_only_one_flagged_and_18_is_named(at: At) -> None:
    result = at(PUBLISHED, "2024-02-27")
    off = [row for row in result.rows if row["unexplained_count"]]
    assert [(row["finding_type_name"], row["level_name"], row["unexplained_count"]) for row in off] == [
        ("Areas for improvement", "Closed before levels", 18)
    ]
    assert "18 more than open and closed together" in result.sentence
    assert "the row for areas for improvement, closed before levels" in result.sentence


def test_the_18_of_one_row_are_one_sum_that_fails_and_the_discrepancies_known_of_the_table_are_apart(at: At) -> None:
    checks = at(PUBLISHED, "2023-06-29").checks
    assert [(check.name, check.status, check.detail) for check in checks if not check.discrepancy] == [
        (
            "Open and closed against the printed total",
            DIFFERS,
            "Areas for improvement, Closed before levels: 0 against 18, 18 short.",
        )
    ]
    assert {check.discrepancy for check in checks} - {""} == {"D1", "D2", "D6", "D8", "D9", "D11", "D12"}


def test_the_table_leads_back_to_its_paper_and_paragraph(at: At) -> None:
    (source,) = at(PUBLISHED, "2023-06-29").sources
    assert source.title == "Joint Audit Committee, agenda item 6: HMICFRS Update"
    assert source.place.startswith("para 2.6, table, row 'Cause of Concern'")
    assert source.extract_id.startswith("finding_counts-")


def test_before_the_paper_the_table_is_a_gap_that_is_said(at: At) -> None:
    result = at(PUBLISHED, "2023-06-28")
    assert result.rows == ()
    assert result.sources == ()
    assert result.checks == ()
    assert result.sentence == "No figure is held for published findings by level at 28 June 2023 or before."


def test_causes_of_concern_and_level_2_recommendations_stand_as_the_paper_has_them(at: At) -> None:
    result = at(PUBLISHED, "2023-06-29")
    recommendations = result.where(finding_type_code="recommendation")
    assert column(recommendations, "level_name", "open_count")["Level 2"] == 45
    assert column(recommendations, "level_name", "closed_count")["Level 2"] == 0
    assert column(recommendations, "level_name", "open_count")["Level 3"] == 29
    assert column(recommendations, "level_name", "closed_count")["Level 3"] == 2
    causes = result.single(finding_type_code="cause_of_concern")
    assert causes is not None
    assert (causes["open_count"], causes["closed_count"]) == (2, 21)
