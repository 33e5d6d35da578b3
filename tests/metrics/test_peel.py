"""PEEL: every grade with its cycle and basis, and grades counted beside the published counts."""

from typing import Any

from src.contracts.metric import RECONCILES
from src.metrics.peel.wording import lowest
from tests.metrics.conftest import At, Spec
from tests.metrics.drawn import column

COUNTS, GRADES = "peel_grade_counts_by_cycle", "peel_grades_by_question"

GRADINGS = """
    grading_id | cycle_code | entry_level_code | thread_code                  | grade_code | published_on | basis_code
    -----------+------------+------------------+------------------------------+------------+--------------+-------------
    p          | 2018-19    | pillar           | pillar_effectiveness         | G          | 2019-05-02   | inspectorate
    q1         | 2018-19    | question         | preventing_crime             | G          | 2019-05-02   | inferred
    q2         | 2018-19    | question         | treating_workforce_fairly    |            | 2019-05-02   |
    a1         | 2021-22    | area             | preventing_crime             | A          | 2021-11-24   | inferred
    a2         | 2021-22    | area             | protecting_vulnerable_people | RI         | 2021-11-24   | inspectorate
    a3         | 2021-22    | area             | specialist_capabilities      | ungraded   | 2021-11-24   | inspectorate
    s          | 2021-22    | separate         | ethical_workforce            | I          |              | inspectorate
    next       | 2025-27    | summary          |                              |            |              |
"""

TABLES = {
    "peel_gradings": GRADINGS,
    "peel_published_counts": """
    cycle_code | grade_code | areas_count | areas_graded_count | as_at_on
    -----------+------------+-------------+--------------------+-----------
    2021-22    | A          | 1           | 2                  | 2021-11-24
    2021-22    | RI         | 2           | 2                  | 2021-11-24
    """,
}


def test_a_grade_nobody_was_given_is_zero_and_a_count_nobody_published_is_empty(spec: Spec) -> None:
    spec(
        COUNTS,
        TABLES,
        "2021-11-24",
        """
        cycle_code | grade_name           | held_count | inferred_count | published_count | published_graded_count
        -----------+----------------------+------------+----------------+-----------------+-----------------------
        2018-19    | Outstanding          | 0          | 0              |                 |
        2018-19    | Good                 | 1          | 1              |                 |
        2018-19    | Requires improvement | 0          | 0              |                 |
        2018-19    | Inadequate           | 0          | 0              |                 |
        2021-22    | Outstanding          | 0          | 0              |                 |
        2021-22    | Good                 | 0          | 0              |                 |
        2021-22    | Adequate             | 1          | 1              | 1               | 2
        2021-22    | Requires improvement | 1          | 0              | 2               | 2
        2021-22    | Inadequate           | 0          | 0              |                 |
        """,
    )


def test_a_cycle_is_known_from_the_day_its_grades_were_published(spec: Spec) -> None:
    spec(COUNTS, TABLES, "2019-05-01")
    spec(GRADES, TABLES, "2019-05-01")
    spec(
        COUNTS,
        TABLES,
        "2021-11-23",
        """
        cycle_code | grade_code | held_count
        -----------+------------+-----------
        2018-19    | O          | 0
        2018-19    | G          | 1
        2018-19    | RI         | 0
        2018-19    | I          | 0
        """,
    )


def test_a_blank_is_a_row_without_a_grade_and_an_undated_row_counts_from_its_cycle(spec: Spec) -> None:
    spec(
        GRADES,
        TABLES,
        "2021-11-24",
        """
        grading_id | thread_name                  | grade_name           | basis_mark
        -----------+------------------------------+----------------------+-----------
        p          | Effectiveness                | Good                 |
        q1         | Preventing crime             | Good                 | ~
        a1         | Preventing crime             | Adequate             | ~
        a2         | Protecting vulnerable people | Requires improvement |
        a3         | Specialist capabilities      | Ungraded             |
        s          | Ethical and lawful workforce, vetting | Inadequate  |
        q2         | Treating the workforce fairly |                     |
        """,
    )


def test_2021_22_is_five_good_three_adequate_three_requires_improvement(at: At) -> None:
    rows = at(COUNTS, "2024-02-27").where(cycle_code="2021-22")
    assert column(rows, "grade_code", "held_count") == {"O": 0, "G": 5, "A": 3, "RI": 3, "I": 0}
    assert column(rows, "grade_code", "published_count") == {"O": None, "G": 5, "A": 3, "RI": 3, "I": None}
    assert column(rows, "grade_code", "inferred_count")["A"] == 3


def test_2023_25_is_two_adequate_three_requires_improvement_three_inadequate(at: At) -> None:
    rows = at(COUNTS, "2024-02-27").where(cycle_code="2023-25")
    assert column(rows, "grade_code", "held_count") == {"O": 0, "G": 0, "A": 2, "RI": 3, "I": 3}
    assert column(rows, "grade_code", "published_count") == {"O": 0, "G": 0, "A": 2, "RI": 3, "I": 3}


def test_the_grades_held_come_to_the_published_counts(at: At) -> None:
    checks = {check.name: check.status for check in at(COUNTS, "2024-02-27").checks}
    assert checks["Grades held against the published count"] == RECONCILES


def test_adequate_is_on_no_scale_before_2021_22(at: At) -> None:
    rows = at(COUNTS, "2024-02-27").where(grade_code="A")
    assert [row["cycle_code"] for row in rows] == ["2021-22", "2023-25"]


def test_protecting_vulnerable_people_was_never_good(at: At) -> None:
    rows = at(GRADES, "2024-02-27").where(thread_code="protecting_vulnerable_people")
    assert column(rows, "cycle_code", "grade_code") == {
        "2015": "RI",
        "2016": "RI",
        "2017": "I",
        "2018-19": "RI",
        "2021-22": "RI",
        "2023-25": "I",
    }
    assert {row["may_be_followed"] for row in rows} == {"yes"}


def test_the_organised_crime_grade_of_2016_is_good_and_disputed_with_both_sources(at: At) -> None:
    row = at(GRADES, "2024-02-27").single(cycle_code="2016", thread_code="serious_organised_crime")
    assert row is not None
    assert (row["grade_code"], row["is_disputed"]) == ("G", True)
    assert (row["source_id"], row["second_source_id"]) == ("jac-2018", "hmicfrs-peel-2017-overall")


def test_the_grades_of_2023_25_are_not_known_the_day_before_they_were_published(at: At) -> None:
    day_before = {row["cycle_code"] for row in at(GRADES, "2023-12-21").rows}
    assert "2023-25" not in day_before
    assert "2023-25" in {row["cycle_code"] for row in at(GRADES, "2023-12-22").rows}


def test_grades_that_no_source_gives_are_blank(at: At) -> None:
    blank = [row["grading_id"] for row in at(GRADES, "2024-02-27").where(cycle_code="2016") if not row["grade_code"]]
    assert blank == [
        "2016-efficiency-understanding-demand",
        "2016-efficiency-planning",
        "2016-legitimacy-treating-people-fairly",
        "2016-legitimacy-ethical-workforce",
        "2016-legitimacy-treating-workforce-fairly",
    ]


def grade(
    thread: str, code: str, rank: int, cycle: int = 2, level: str = "area", followed: str = "no"
) -> dict[str, Any]:
    names = {"G": "Good", "A": "Adequate", "RI": "Requires improvement", "I": "Inadequate"}
    return {
        "thread_name": thread, "question": thread, "grade_code": code, "grade_name": names[code], "rank_order": rank,
        "cycle_order": cycle, "cycle_name": f"PEEL {cycle}", "entry_level_code": level, "may_be_followed": followed,
    }  # fmt: skip


def test_the_lowest_areas_are_named_and_the_thread_that_may_be_followed_where_it_is_not_one_of_them() -> None:
    vulnerable = grade("Protecting vulnerable people", "A", 3, followed="yes")
    crime, victims = grade("Investigating crime", "RI", 4), grade("Supporting victims", "RI", 4)
    good, before = grade("Preventing crime", "G", 2), grade("Investigating crime", "I", 5, cycle=1)
    pillar = grade("Legitimacy", "I", 5, level="pillar")
    assert lowest([before, pillar, good, crime, vulnerable]) == (
        "One area is graded requires improvement in PEEL 2, the lowest grade given: investigating crime. "
        "Protecting vulnerable people: adequate."
    )
    assert lowest([crime, victims, good]) == (
        "Two areas are graded requires improvement in PEEL 2, the lowest grade given: investigating crime and "
        "supporting victims."
    )
    assert lowest([{**vulnerable, "grade_code": "I", "grade_name": "Inadequate", "rank_order": 5}, crime]) == (
        "One area is graded inadequate in PEEL 2, the lowest grade given: protecting vulnerable people."
    )
    assert lowest([good, vulnerable]) == lowest([]) == ""
