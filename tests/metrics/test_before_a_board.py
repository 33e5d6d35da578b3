"""What a board is asked and the owners comment, the force's own assessment, and the targets and tolerances, drawn at the edges."""

from datetime import date

import pytest

from src.analysis.trends import trends
from src.contracts import code_lists
from src.metrics import METRICS
from src.metrics.improvement.wording import asked_of_boards
from src.present import chart_builders
from src.present.model import Lines
from src.settings import Settings
from tests.metrics import portal
from tests.metrics.conftest import Spec


def test_a_target_holds_from_its_first_day_to_its_last(spec: Spec) -> None:
    both = """
        tolerance_id | threshold_value
        -------------+----------------
        t1           | 100.0
        t2           | 150.0
        """
    one = """
        tolerance_id | threshold_value
        -------------+----------------
        t1           | 100.0
        """
    for as_at, gives in (("2026-01-31", one), ("2026-02-01", both), ("2026-03-15", both), ("2026-03-16", one)):
        result = spec("targets_and_tolerances", portal.TABLES, as_at, gives)
    assert result.sentence == "One target is in force at 16 March 2026."


def test_a_target_and_a_tolerance_are_drawn_and_judged(spec: Spec) -> None:
    areas = "birmingham coventry dudley sandwell solihull walsall wolverhampton".split()
    rows = "".join(
        f"{day} | {area} | {count if area == 'dudley' else 20}\n"
        for day, count in (("2026-02-10", 20), ("2026-03-10", 31))
        for area in areas
    )
    drawn = {**portal.TABLES, "marac_backlog": f"as_at_on | area_code | cases_awaiting_count\n---+---+---\n{rows}"}
    result = spec("marac_cases_awaiting", drawn, "2026-03-12", "cases_awaiting_count\n---\n140\n151")
    (trend,) = trends(result)
    assert (trend.target, trend.tolerance) == (100.0, 150.0)
    lines = chart_builders.over_time(result.rows, "cases_awaiting_count")
    picture = chart_builders.picture(result, lines, "", "cases awaiting")
    assert isinstance(picture.chart, Lines)
    assert [(series.name, series.values) for series in picture.chart.series[1:]] == [
        ("Target", (100.0, 100.0)),
        ("Tolerance", (150.0, 150.0)),
    ]
    assert picture.alternative.endswith(
        "Target: at most 100 from 1 January 2026. Tolerance: at most 150 from 1 February 2026."
    )


@pytest.mark.parametrize("subject", ["in_development", "In development"])
def test_of_several_lines_each_has_its_own_tolerance_drawn_with_whose_it_is(spec: Spec, subject: str) -> None:
    rows = "".join(
        f"2026-0{month}-01 | {stage} | all | {count}\n"
        for month in (1, 2, 3)
        for stage, count in (("awaiting_enforcement", 20), ("in_development", 60))
    )
    drawn = {
        "ocset_packages": f"as_at_on | stage_code | risk_code | packages_count\n---+---+---+---\n{rows}",
        "tolerances": "tolerance_id | threshold_kind_code | figure_code | measure | subject | threshold_value | direction_code"
        f" | from_on\n---+---+---+---+---+---+---+---\nt | tolerance | ocset_packages_by_stage | | {subject} | 50 | at_most"
        " | 2026-02-01\n",
    }
    gives = "stage_code | packages_count\n---+---\n" + 3 * "awaiting_enforcement | 20\nin_development | 60\n"
    result = spec("ocset_packages_by_stage", drawn, "2026-03-12", gives)
    lines = chart_builders.over_time(result.rows, "packages_count", by="stage_name")
    picture = chart_builders.picture(result, lines, "", "packages")
    assert isinstance(picture.chart, Lines)
    assert [(series.name, series.values) for series in picture.chart.series[2:]] == [
        ("Tolerance, in development", (None, 50.0, 50.0))
    ]
    assert picture.chart.series[2].labels == ("", "", "Tolerance, in development 50")
    assert picture.alternative.endswith("Tolerance, in development: at most 50 from 1 February 2026.")


def test_the_figures_that_may_have_a_target_are_all_that_are_followed_over_time() -> None:
    listed = code_lists.read_all(Settings().reference)["followed_figures"].names()
    assert listed == {name: metric.card.title for name, metric in METRICS.items() if metric.card.series}


def test_the_forces_own_grade_and_the_inspectorates_stand_apart_and_what_is_thin_says_why(spec: Spec) -> None:
    gradings = """
        grading_id | cycle_code | thread_code         | entry_level_code | grade_code | published_on
        -----------+------------+---------------------+------------------+------------+-------------
        g1         | 2021-22    | preventing_crime    | area             | RI         | 2021-11-24
        g2         | 2023-25    | preventing_crime    | area             | A          | 2023-12-22
        g3         | 2023-25    | managing_offenders  | area             | I          | 2023-12-22
        """
    # 3 September 2025 is 180 days before 2 March 2026, and 181 before the 3rd; 1 February 2026 is 181 before 1 August.
    old, also = "Assessed more than 180 days ago", "Assessed more than 180 days ago; "
    for as_at, thin, first, and_old in (
        ("2026-08-01", old, old, also), ("2026-03-02", "", "", ""), ("2026-03-03", old, "", "")
    ):  # fmt: skip
        result = spec(
            "peel_readiness",
            {**portal.TABLES, "peel_gradings": gradings},
            as_at,
            f"""
            thread_code                  | own_grade_name       | evidence_count | thin_because         | inspectorate_grade_name
            -----------------------------+----------------------+----------------+----------------------+------------------------
            preventing_crime             | Good                 | 3              | {first}              | Adequate
            investigating_crime          | Adequate             | 2              | {thin}               |
            protecting_vulnerable_people | Adequate             | 0              | {and_old}No evidence gathered |
            managing_offenders           |                      |                | No own assessment    | Inadequate
            responding_to_public         | Adequate             | 4              | {and_old}Missing: Rural |
            """,
        )
    assert result.sentence == (
        "The force has assessed itself on four of five PEEL questions. Four are thin: investigating crime, protecting "
        "vulnerable people, managing offenders and responding to the public."
    )


def test_a_grade_counts_from_the_day_it_is_published_on(spec: Spec) -> None:
    gradings = """
        grading_id | cycle_code | thread_code      | entry_level_code | grade_code | published_on
        -----------+------------+------------------+------------------+------------+-------------
        g1         | 2021-22    | preventing_crime | area             | RI         | 2021-11-24
        g2         | 2023-25    | preventing_crime | area             | A          | 2026-03-02
        """
    for as_at, grade in (("2026-03-01", "Requires improvement"), ("2026-03-02", "Adequate")):
        spec(
            "peel_readiness",
            {**portal.TABLES, "peel_gradings": gradings},
            as_at,
            f"""
            thread_code                  | inspectorate_grade_name
            -----------------------------+------------------------
            preventing_crime             | {grade}
            investigating_crime          |
            protecting_vulnerable_people |
            responding_to_public         |
            """,
        )


def test_what_was_asked_of_a_board_and_never_decided_is_counted_and_a_decision_leads_to_its_action(spec: Spec) -> None:
    result = spec(
        "board_commentary",
        portal.TABLES,
        "2026-03-03",
        """
        commentary_id | about_name | ask_text   | decision_text | action_title | action_status_name
        --------------+------------+------------+---------------+--------------+-------------------
        c3            | MARAC      | A new room |               |              |
        c4            | Five       |            |               |              |
        c1            | One        | Two posts  | Agreed        | Train        | In progress
        c2            | Three      | More time  |               |              |
        """,
    )
    assert result.sentence == (
        "Four comments by owners are recorded for the boards of 3 February 2026 and 3 March 2026. One decision is asked of the board of 3 March 2026. "
        "One decision asked of earlier boards is not recorded."
    )


def test_a_comment_is_known_31_days_before_its_board_and_a_decision_from_the_day_it_was_taken(spec: Spec) -> None:
    spec("board_commentary", portal.TABLES, "2026-01-02")
    for as_at, later, decided in (
        ("2026-01-03", "", " | "),
        ("2026-02-02", "c3 | A new room | | \nc4 | | | \n", " | "),
        ("2026-02-03", "c3 | A new room | | \nc4 | | | \n", "Agreed | 2026-02-03"),
    ):
        heads = "commentary_id | ask_text | decision_text | decided_on\n---+---+---+---\n"
        spec("board_commentary", portal.TABLES, as_at, f"{heads}{later}c1 | Two posts | {decided}\nc2 | More time | | ")


def test_what_is_asked_of_the_next_board_is_said_first_and_what_is_not_decided_after_it(spec: Spec) -> None:
    result = spec("board_commentary", portal.TABLES, "2026-03-01", """
        commentary_id | ask_text
        --------------+-----------
        c3            | A new room
        c4            |
        c1            | Two posts
        c2            | More time
        """)  # fmt: skip
    asked = "Asked of the board of 3 March 2026: a new room"
    assert asked_of_boards(result.rows, date(2026, 3, 1)) == f"{asked}."
    assert asked_of_boards(result.rows, date(2026, 3, 3)) == f"{asked}."
    assert asked_of_boards(result.rows, date(2026, 3, 4)) == f"{asked}, and no decision is recorded."
    decided = [row for row in result.rows if row["commentary_id"] in ("c1", "c4")]
    assert asked_of_boards(decided, date(2026, 3, 1)) == ""
