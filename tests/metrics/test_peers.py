"""Other forces' PEEL grades: counts beside the force's own, blanks kept blank, and the areas that are named."""

import pytest

from src.contracts.metric import DIFFERS, RECONCILES
from tests.metrics.conftest import At, Spec
from tests.metrics.drawn import column

COUNTS, AREAS = "peer_grade_counts_by_cycle", "peer_grades_by_area"
CHECK = "Other forces' grades against the areas graded"

TWO_GRADES = """
    grade_code | grade_name | rank_order | scale_4 | scale_5
    -----------+------------+------------+---------+--------
    G          | Good       | 1          | yes     | yes
    A          | Adequate   | 2          | no      | yes
    ungraded   | Ungraded   |            | yes     | yes
"""
OWN = """
    force_code | cycle_code | grade_code | areas_count | areas_graded_count | as_at_on
    -----------+------------+------------+-------------+--------------------+-----------
    wmp        | 2018-19    | G          | 4           | 4                  | 2019-05-02
    wmp        | 2021-22    | A          | 3           | 3                  | 2021-11-24
"""
HEADINGS = """
    grading_id | peer_force_code | cycle_code | row_kind_code | area | grade_code | areas_count | areas_graded_count | published_on
    -----------+-----------------+------------+---------------+------+------------+-------------+--------------------+-------------
"""


def tables(*rows: str) -> dict[str, str]:
    """Drawn tables of some rows of other forces, beside the force's own counts, on a scale of two grades."""
    return {"peer_gradings": HEADINGS + "\n".join(rows), "peel_published_counts": OWN, "peel_grades": TWO_GRADES}


def test_a_grade_without_a_count_is_nought_only_where_the_counts_come_to_the_areas_graded(spec: Spec) -> None:
    existing = tables(
        "w | merseyside     | 2021-22 | count | | G | 3 | 3 | 2021-12-01",
        "p | west_yorkshire | 2021-22 | count | | G | 2 | 3 | 2021-12-01",
        "n | greater_manchester | 2021-22 | count | | A | 2 | | 2021-12-01",
    )
    result = spec(
        COUNTS,
        existing,
        "2021-12-01",
        """
        cycle_name   | force_name                | is_peer | grade_name | areas_count | areas_graded_count
        -------------+---------------------------+---------+------------+-------------+-------------------
        PEEL 2021/22 | West Midlands Police      | no      | Good       | 0           | 3
        PEEL 2021/22 | West Midlands Police      | no      | Adequate   | 3           | 3
        PEEL 2021/22 | Greater Manchester Police | yes     | Good       |             |
        PEEL 2021/22 | Greater Manchester Police | yes     | Adequate   | 2           |
        PEEL 2021/22 | Merseyside Police         | yes     | Good       | 3           | 3
        PEEL 2021/22 | Merseyside Police         | yes     | Adequate   | 0           | 3
        PEEL 2021/22 | West Yorkshire Police     | yes     | Good       | 2           | 3
        PEEL 2021/22 | West Yorkshire Police     | yes     | Adequate   |             | 3
        """,
    )
    assert result.sentence == (
        "PEEL 2021/22, areas by grade, of those graded: West Midlands Police 3 adequate of 3; Greater Manchester "
        "Police 2 adequate; Merseyside Police 3 good of 3; West Yorkshire Police 2 good of 3."
    )
    (check,) = [check for check in result.checks if check.name == CHECK]
    assert (check.status, check.detail) == (DIFFERS, "West Yorkshire Police, PEEL 2021/22: 2 against 3, 1 short.")


def test_areas_are_counted_only_where_no_count_is_published(spec: Spec) -> None:
    # The number in a row of one area is not looked at: it is one area.
    existing = tables(
        "c | merseyside     | 2021-22 | count | | G | 3 | 3 | 2021-12-01",
        "m | merseyside     | 2021-22 | area | Responding to the public | G | | | 2021-12-01",
        "x | west_yorkshire | 2021-22 | area | Responding to the public | G | 7 | 2 | 2021-12-01",
        "y | west_yorkshire | 2021-22 | area | Investigating crime | G | | 2 | 2021-12-01",
    )
    result = spec(
        COUNTS,
        existing,
        "2021-12-01",
        """
        force_name            | row_kind_code | grade_name | areas_count | areas_graded_count
        ----------------------+---------------+------------+-------------+-------------------
        West Midlands Police  | count         | Good       | 0           | 3
        West Midlands Police  | count         | Adequate   | 3           | 3
        Merseyside Police     | count         | Good       | 3           | 3
        Merseyside Police     | count         | Adequate   | 0           | 3
        West Yorkshire Police | area          | Good       | 2           | 2
        West Yorkshire Police | area          | Adequate   | 0           | 2
        """,
    )
    assert [check.status for check in result.checks if check.name == CHECK] == [RECONCILES]
    spec(
        AREAS,
        existing,
        "2021-12-01",
        """
        grading_id | force_name            | area                     | grade_name
        -----------+-----------------------+--------------------------+-----------
        m          | Merseyside Police     | Responding to the public | Good
        x          | West Yorkshire Police | Responding to the public | Good
        y          | West Yorkshire Police | Investigating crime      | Good
        """,
    )


def test_an_area_looked_at_and_not_graded_is_no_grade(spec: Spec) -> None:
    existing = tables(
        "g | merseyside | 2021-22 | area | Investigating crime | G | | 1 | 2021-12-01",
        "u | merseyside | 2021-22 | area | Armed threats | ungraded | | 1 | 2021-12-01",
    )
    rows = spec(
        COUNTS,
        existing,
        "2021-12-01",
        """
        force_name           | grade_name | areas_count
        ---------------------+------------+------------
        West Midlands Police | Good       | 0
        West Midlands Police | Adequate   | 3
        Merseyside Police    | Good       | 1
        Merseyside Police    | Adequate   | 0
        """,
    ).rows
    assert {row["areas_graded_count"] for row in rows if row["is_peer"]} == {1}


def test_the_force_stands_alone_in_no_cycle(spec: Spec) -> None:
    existing = tables("w | merseyside | 2021-22 | count | | G | 3 | 3 | 2021-12-01")
    spec(COUNTS, existing, "2021-11-30")
    spec(AREAS, existing, "2021-12-01")
    spec(COUNTS, tables(), "2021-12-01")


def test_another_force_graded_first_stands_without_the_force(spec: Spec) -> None:
    existing = tables("w | merseyside | 2021-22 | count | | G | 3 | 3 | 2021-10-01")
    spec(
        COUNTS,
        existing,
        "2021-11-23",
        """
        force_name        | grade_name | areas_count
        ------------------+------------+------------
        Merseyside Police | Good       | 3
        Merseyside Police | Adequate   | 0
        """,
    )


def test_a_grade_without_a_date_counts_from_the_first_publication_of_its_cycle(spec: Spec) -> None:
    # The first grades of PEEL 2023-25 held for the force itself are of 22 December 2023.
    existing = tables(
        "w | merseyside | 2023-25 | count | | A | 3 | 3 |",
        "a | merseyside | 2023-25 | area | Investigating crime | A | | |",
    )
    spec(COUNTS, existing, "2023-12-21")
    spec(AREAS, existing, "2023-12-21")
    drawn = """
        cycle_code | force_name        | grade_name | published_on
        -----------+-------------------+------------+-------------
        """
    spec(AREAS, existing, "2023-12-22", drawn + "2023-25 | Merseyside Police | Adequate |")
    spec(
        COUNTS,
        existing,
        "2023-12-22",
        drawn + "2023-25 | Merseyside Police | Good |\n2023-25 | Merseyside Police | Adequate |",
    )


def test_a_scale_of_four_grades_has_no_adequate(spec: Spec) -> None:
    spec(
        COUNTS,
        tables("w | merseyside | 2018-19 | count | | G | 3 | 3 | 2019-05-02"),
        "2019-05-02",
        """
        force_name           | grade_name | areas_count
        ---------------------+------------+------------
        West Midlands Police | Good       | 4
        Merseyside Police    | Good       | 3
        """,
    )


IN_2023_25 = {
    "West Midlands Police": {"O": 0, "G": 0, "A": 2, "RI": 3, "I": 3},
    "Greater Manchester Police": {"O": 0, "G": 2, "A": 5, "RI": 1, "I": 0},
    "Merseyside Police": {"O": 0, "G": 3, "A": 3, "RI": 2, "I": 0},
    "West Yorkshire Police": {"O": 1, "G": 1, "A": 5, "RI": 2, "I": 0},
}
IN_2021_22 = {
    "West Midlands Police": {"O": 0, "G": 5, "A": 3, "RI": 3, "I": 0},
    "Greater Manchester Police": {"O": 0, "G": 0, "A": 1, "RI": 5, "I": 3},
    "Merseyside Police": {"O": 1, "G": 8, "A": 1, "RI": 0, "I": 0},
    "West Yorkshire Police": {"O": 4, "G": 4, "A": 2, "RI": 0, "I": 0},
}
GRADED = {
    "2021-22": {
        "West Midlands Police": 11,
        "Greater Manchester Police": 9,
        "Merseyside Police": 10,
        "West Yorkshire Police": 10,
    },
    "2023-25": {
        "West Midlands Police": 8,
        "Greater Manchester Police": 8,
        "Merseyside Police": 8,
        "West Yorkshire Police": 9,
    },
}


@pytest.mark.parametrize(("cycle", "printed"), [("2021-22", IN_2021_22), ("2023-25", IN_2023_25)])
def test_four_forces_hold_the_grades_that_the_releases_count(
    at: At, cycle: str, printed: dict[str, dict[str, int]]
) -> None:
    rows = at(COUNTS, "2024-02-27").where(cycle_code=cycle)
    forces = list(dict.fromkeys(row["force_name"] for row in rows))
    assert forces == list(printed)
    for force in forces:
        existing = [row for row in rows if row["force_name"] == force]
        assert column(existing, "grade_code", "areas_count") == printed[force]
        assert {row["areas_graded_count"] for row in existing} == {GRADED[cycle][force]}


def test_the_grades_of_other_forces_come_to_the_areas_graded_and_the_two_contradictions_are_told(at: At) -> None:
    checks = {check.name: check.status for check in at(COUNTS, "2024-02-27").checks}
    assert checks == {
        CHECK: RECONCILES,
        "Ten areas graded or eleven, in Merseyside (D59)": DIFFERS,
        "Two areas good or three, in Greater Manchester (D60)": DIFFERS,
    }


def test_the_areas_found_inadequate_in_greater_manchester_are_the_two_that_the_release_names(at: At) -> None:
    rows = at(AREAS, "2024-02-27").where(grade_code="I")
    assert [(row["force_name"], row["cycle_code"], row["area"]) for row in rows] == [
        ("Greater Manchester Police", "2021-22", "Investigating crime"),
        ("Greater Manchester Police", "2021-22", "Responding to the public"),
    ]


def test_the_basis_of_each_grade_of_another_force_is_told(at: At) -> None:
    rows = at(AREAS, "2024-02-27").rows
    inferred = [(row["force_name"], row["area"]) for row in rows if row["basis_code"] == "inferred"]
    assert inferred == [
        ("Greater Manchester Police", "Managing offenders and suspects"),
        ("West Yorkshire Police", "Investigating crime"),
        ("West Yorkshire Police", "Developing a positive workplace"),
    ]
    assert {row["basis_code"] for row in rows if row["force_name"] == "Merseyside Police"} == {
        "inspectorate",
        "force_paper",
    }
