"""Updates, actions and the way to closure, drawn at the edges of each rule."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from src.analysis.action_changes import actions_overdue
from src.analysis.change_detection import changes
from src.analysis.trends import trends
from src.contracts import code_lists
from src.contracts.change import Change, ChangeKind
from src.metrics import METRICS
from src.metrics.calculate import calculate
from src.metrics.improvement.closure_wording import actions_left, status_to_record
from src.metrics.improvement.wording import asked_of_boards, last_heard, no_update_lately, no_update_since
from src.present import chart_builders
from src.present.model import Lines
from src.settings import Settings
from tests.metrics import portal
from tests.metrics.conftest import At, Spec
from tests.metrics.drawn import DrawnEngine

DRAWN = portal.TABLES


def test_the_newest_update_of_a_finding_is_the_one_that_was_not_corrected(spec: Spec) -> None:
    # On 19 March the correction of the 20th is not known yet.
    for as_at, update, number in (("2026-03-19", "Second", 2), ("2026-03-20", "Put right", 2)):
        spec(
            "finding_latest_updates",
            DRAWN,
            as_at,
            f"""
            finding_id | update_text | updates_count
            -----------+-------------+--------------
            r1         | {update}    | {number}
            r3         | Old         | 1
            """,
        )


def test_every_update_stays_and_says_which_one_corrects_it(spec: Spec) -> None:
    result = spec(
        "finding_updates_in_full",
        DRAWN,
        "2026-03-20",
        """
        finding_id | update_id | corrects_id | corrected_by_id
        -----------+-----------+-------------+----------------
        r1         | u3        | u2          |
        r1         | u2        |             | u3
        r1         | u1        |             |
        r3         | u4        |             |
        """,
    )
    assert result.sentence == "Four updates, one of them corrected since; the newest is of 20 March 2026."


def test_the_work_on_one_finding_is_listed_with_the_newest_first_and_open_actions_before_those_done() -> None:
    def of(metric: str, column: str, finding: str) -> list[object]:
        found = calculate(METRICS[metric], DrawnEngine(DRAWN), date(2026, 3, 20), finding_id=finding)
        return [row[column] for row in found.rows]

    assert of("finding_updates_in_full", "update_id", "r1") == ["u3", "u2", "u1"]
    assert of("closure_steps_in_full", "step_code", "r1") == ["sent_back", "evidence_audited", "work_done"]
    # a2 is due on 1 March, a1 was moved to the 15th; a4 was completed before a3.
    assert of("actions_in_full", "action_id", "r1") == ["a2", "a1"]
    assert of("actions_in_full", "action_id", "r3") == ["a4", "a3"]


def test_an_update_is_due_after_31_days_and_not_on_the_31st(spec: Spec) -> None:
    # r1 had its newest update on 20 March: 31 days to 20 April, 32 to the 21st. r4 left the register in April.
    result = spec(
        "findings_update_due",
        DRAWN,
        "2026-03-02",
        """
        finding_id | days_without_update
        -----------+--------------------
        r2         |
        r4         |
        r5         |
        r3         | 56
        """,
    )
    assert result.sentence == (
        "4 findings not known to be closed have no update of the 31 days to 2 March 2026. Three of them never had one. "
        'No update since 5 January 2026 on "Three".'
    )
    for as_at, days, last in (("2026-04-20", 105, ""), ("2026-04-21", 106, "r1 | 32")):
        spec(
            "findings_update_due",
            DRAWN,
            as_at,
            f"""
            finding_id | days_without_update
            -----------+--------------------
            r2         |
            r5         |
            r3         | {days}
            {last}
            """,
        )


def test_no_update_since_is_said_with_the_day_or_that_there_was_none() -> None:
    row = {"updated_on": date(2024, 2, 27), "updated_precision": "day"}
    assert no_update_since(row) == "No update since 27 February 2024"
    assert no_update_since({"updated_on": None, "updated_precision": None}) == "No update yet"
    assert no_update_lately([row], date(2024, 3, 29)) == ""
    assert no_update_lately([row], date(2024, 3, 30)) == "No update since 27 February 2024."


def test_of_several_updates_the_newest_is_heard_until_one_is_due() -> None:
    rows = [
        {
            "updated_on": date(2026, 3, day),
            "updated_precision": "day",
            "by_role": "DCC",
            "update_text": f"Step {day}. More.",
        }
        for day in (1, 20, 5)
    ]
    assert last_heard(rows, date(2026, 4, 20)) == "Update of 20 March 2026, DCC: Step 20."
    assert last_heard(rows, date(2026, 4, 21)) == "No update since 20 March 2026."
    assert last_heard([], date(2026, 4, 21)) == ""


def test_actions_are_counted_by_owner_and_board_and_complete_is_not_checked(spec: Spec) -> None:
    result = spec(
        "actions_by_owner",
        DRAWN,
        "2026-03-16",
        """
        action_owner_role      | governance_board | open_count | overdue_count | moved_count | complete_count | checked_count | actions_count | longest_overdue_on
        ----------------+------------------+------------+---------------+-------------+----------------+---------------+---------------+-------------------
        Head of Crime   | Crime Board      | 2          | 2             | 1           | 0              | 0             | 2             | 2026-03-01
        No owner stated | No board stated  | 1          | 0             | 0           | 0              | 0             | 1             |
        Head of Custody | No board stated  | 0          | 0             | 0           | 1              | 1             | 2             |
        """,
    )
    assert result.sentence == (
        "Three actions are open, two overdue and one with a date that moved. Most overdue: Head of Crime, two. "
        "One is complete and not yet checked, one complete and checked."
    )


def test_an_action_is_overdue_from_the_day_after_it_is_due_and_a_moved_date_counts(spec: Spec) -> None:
    # a1 was due on 1 March and moved to the 15th; on the 15th it is not overdue. a5 is due in 35 days, then in 30.
    for as_at, gives in (
        (
            "2026-03-15",
            """
            action_id | reason_code | days_overdue | share_percent
            ----------+-------------+--------------+--------------
            a2        | overdue     | 14           |
            a3        | to_check    | 0            | 100.0
            a1        | moved       | 0            | 25.0
            """,
        ),
        (
            "2026-03-21",
            """
            action_id | reason_code | days_overdue | share_percent
            ----------+-------------+--------------+--------------
            a2        | overdue     | 20           |
            a1        | overdue     | 6            | 25.0
            a3        | to_check    | 0            | 100.0
            a5        | due_soon    | 0            | 0.0
            """,
        ),
    ):
        result = spec("actions_to_look_at", DRAWN, as_at, gives)
    assert result.sentence == (
        "Two actions are overdue, one is complete and to be checked and one is due within 30 days. "
        'Longest overdue: "Audit", 20 days, Head of Crime.'
    )


def test_a_date_moves_each_time_a_statement_gives_another_sooner_or_later(spec: Spec) -> None:
    moved = """
        action_id | as_at_on   | finding_id | action_title | action_status_code | first_due_on | revised_due_on | revised_by_role
        ----------+------------+------------+--------------+--------------------+--------------+----------------+----------------
        twice     | 2026-01-05 | r1         | Train        | in_progress        | 2026-06-30   |                |
        twice     | 2026-02-02 | r1         | Train        | in_progress        | 2026-06-30   | 2026-10-30     | DCC
        twice     | 2026-03-02 | r1         | Train        | in_progress        | 2026-06-30   | 2026-10-30     | DCC
        twice     | 2026-03-09 | r1         | Train        | in_progress        | 2026-06-30   | 2027-01-31     | Crime Board
        at_once   | 2026-01-05 | r1         | Audit        | in_progress        | 2026-07-01   | 2026-08-01     | DCC
        forward   | 2026-01-05 | r1         | Write        | in_progress        | 2026-08-02   | 2026-08-01     | DCC
        back      | 2026-01-05 | r1         | Check        | in_progress        | 2026-08-01   | 2026-09-01     | DCC
        back      | 2026-02-02 | r1         | Check        | in_progress        | 2026-08-01   |                |
        same      | 2026-01-05 | r1         | Plan         | in_progress        | 2026-09-01   | 2026-09-01     | DCC
        undated   | 2026-01-05 | r1         | Meet         | in_progress        |              |                |
        undated   | 2026-02-02 | r1         | Meet         | in_progress        | 2026-12-01   |                |
    """
    drawn = {**DRAWN, "actions": moved}
    spec(
        "actions_in_full",
        drawn,
        "2026-03-09",
        """
        action_id | moves_count | revised_due_on | revised_by_role
        ----------+-------------+----------------+----------------
        at_once   | 1           | 2026-08-01     | DCC
        back      | 2           |                |
        forward   | 1           | 2026-08-01     | DCC
        same      | 0           | 2026-09-01     | DCC
        undated   | 0           |                |
        twice     | 2           | 2027-01-31     | Crime Board
        """,
    )
    spec(
        "actions_to_look_at",
        drawn,
        "2026-03-08",
        """
        action_id | reason_code | moves_count
        ----------+-------------+------------
        at_once   | moved       | 1
        forward   | moved       | 1
        twice     | moved       | 1
        """,
    )


def test_an_action_depends_on_another_and_says_how_far_that_is(spec: Spec) -> None:
    spec(
        "actions_in_full",
        DRAWN,
        "2026-03-15",
        """
        action_id | action_status_name   | depends_on_title | depends_on_status_name | checked_by_role
        ----------+----------------------+------------------+------------------------+----------------
        a2        | In progress          | Train            | In progress            |
        a1        | In progress          |                  |                        |
        a5        | Not started          |                  |                        |
        a3        | Complete             |                  |                        |
        a4        | Complete and checked |                  |                        | Internal audit
        """,
    )


def test_the_queue_says_what_each_finding_waits_for_and_what_the_dcc_is_asked(spec: Spec) -> None:
    result = spec(
        "closure_queue",
        DRAWN,
        "2026-03-03",
        """
        finding_id | step_code    | next_step_code   | days_waiting | next_board_on
        -----------+--------------+------------------+--------------+--------------
        r3         | board_agreed | dcc_signed       | 11           | 2026-03-03
        r1         | sent_back    | work_done        | 37           |
        r5         | work_done    | evidence_audited | 3            |
        """,
    )
    assert result.sentence == (
        "Three findings are on the way to closure; the Deputy Chief Constable is asked to sign one at the board of 3 March "
        '2026. Longest: "One", 37 days since it was sent back. '
        "One waits for the work to be done, one for the audit of the evidence and one for the Deputy Chief Constable's signature."
    )


@pytest.mark.parametrize(
    ("level", "steps"),
    [
        ("1", ["work_done", "evidence_audited", "board_agreed", "dcc_signed", "hmicfrs_closed"]),
        ("2", ["work_done", "evidence_audited", "board_agreed", "dcc_signed", "letter_signed", "sent_to_portal"]),
        ("4", ["work_done", "evidence_audited", "board_agreed", "dcc_signed", "hmicfrs_fieldwork"]),
    ],
)
def test_a_finding_leaves_the_queue_with_the_last_step_of_its_level(spec: Spec, level: str, steps: list[str]) -> None:
    def tables(taken: list[str]) -> dict[str, str]:
        lines = "".join(f"f | 2026-02-{at + 1:02} | {step}\n" for at, step in enumerate(taken))
        return {
            "findings": "finding_id | as_at_on | finding_type_code | level_code | title | status_code\n"
            f"---+---+---+---+---+---\nf | 2026-01-01 | recommendation | {level} | F | open\n",
            "closure_steps": f"finding_id | taken_on | step_code\n---+---+---\n{lines}",
        }

    for at in range(1, len(steps)):
        spec("closure_queue", tables(steps[:at]), "2026-03-01",
             f"step_code | next_step_code\n---+---\n{steps[at - 1]} | {steps[at]}\n")  # fmt: skip
    spec("closure_queue", tables(steps), "2026-03-01")


def test_the_time_to_a_step_is_counted_from_the_step_before(spec: Spec) -> None:
    result = spec(
        "closure_step_times",
        DRAWN,
        "2026-03-03",
        """
        step_code        | passed_count | median_days | longest_days
        -----------------+--------------+-------------+-------------
        evidence_audited | 2            | 15.0        | 20
        board_agreed     | 1            | 21.0        | 21
        sent_back        | 1            | 5.0         | 5
        """,
    )
    assert result.sentence == "The board's agreement takes longest: 21 days."
    waited_longer = ({**result.rows[0], "median_days": 21.4, "longest_days": 377}, *result.rows[1:])
    sentence = METRICS["closure_step_times"].sentence(waited_longer, date(2026, 3, 3))
    assert sentence == "The audit of the evidence takes longest: typically 21 days, at most 377."


def test_every_step_of_the_list_has_words_of_its_own_and_one_added_to_it_its_name() -> None:
    result = calculate(METRICS["closure_queue"], DrawnEngine(DRAWN), date(2026, 3, 3))
    names = Path("data/reference/closure_step_kinds.csv").read_text(encoding="utf-8").splitlines()[1:]
    for code, name in [*(line.split(",")[:2] for line in names), ("new_step", "New step")]:
        row = {**result.rows[0], "step_code": code, "step_name": name, "next_step_code": code, "next_step_name": name}
        sentence = METRICS["closure_queue"].sentence((row,), date(2026, 3, 3))
        assert (f'"{name}"' in sentence) == (code == "new_step"), sentence


def test_the_papers_updates_are_held_for_every_recommendation_of_the_engage_paper(at: At) -> None:
    result = at("finding_latest_updates", "2024-02-27")
    engage = [row["finding_id"] for row in result.rows if row["source_id"] == "spcb-2024"]
    # 5, 4, 6 and 6 recommendations, and the operation named under the MARAC cause.
    assert len(engage) == 5 + 4 + 6 + 6 + 1
    assert result.rows[0]["updated_on"] == date(2024, 2, 27)


def test_actions_that_became_overdue_are_named_as_part_of_all_that_are() -> None:
    engine = DrawnEngine(DRAWN)

    def found(before: str, after: str) -> list[Change]:
        names = ("actions_to_look_at", "actions_by_owner")
        sides = [
            {name: calculate(METRICS[name], engine, date.fromisoformat(day)) for name in names}
            for day in (before, after)
        ]
        return [change for change in changes(*sides) if change.kind is ChangeKind.ACTION_OVERDUE]

    # a2 was due on 1 March and a1 on the 15th, its moved date: on the 2nd one is overdue, on the 16th both.
    assert found("2026-03-02", "2026-03-15") == []
    (change,) = found("2026-03-02", "2026-03-16")
    assert change.sentence == 'Two actions are overdue, one of them new since 2 March 2026: "Train" (Head of Crime).'
    assert (change.before, change.after, change.attention.value) == (1, 2, "What needs the board")


@pytest.mark.parametrize(
    ("count", "named"), [(2, 'both of them new since 1 January 2020: "A1" (X) and "A2" (X).'),
                         (3, 'all of them new since 1 January 2020: "A1" (X), "A2" (X) and "A3" (X).'),
                         (4, 'all of them new since 1 January 2020: "A1" (X), "A2" (X), "A3" (X) and one more.')],
)  # fmt: skip
def test_three_actions_are_named_and_the_rest_counted(count: int, named: str) -> None:
    none = calculate(METRICS["actions_to_look_at"], DrawnEngine(DRAWN), date(2020, 1, 1))
    rows = tuple(
        {
            "action_id": f"a{at}",
            "action_title": f"A{at}",
            "action_owner_role": "X",
            "reason_code": "overdue",
            "reason_count": count,
        }
        for at in range(1, count + 1)
    )
    (change,) = actions_overdue(none, replace(none, rows=rows))
    assert change.sentence.endswith(named)


def test_of_very_many_actions_a_thousand_a_reason_are_listed_and_all_are_counted() -> None:
    # 1,200 were due on 1 March 2026 and 1,100 more on the 10th: a list of all of them is nobody's to read.
    lines = [
        f"b{at:04} | 2026-03-01 | r1 | Work | Head of Crime | 2026-03-{'01' if at < 1200 else '10'} | in_progress"
        for at in range(2300)
    ]
    heads = "action_id | as_at_on | finding_id | action_title | action_owner_role | first_due_on | action_status_code"
    engine = DrawnEngine({**DRAWN, "actions": "\n".join([heads, "-+-", *lines])})
    before, after = (
        calculate(METRICS["actions_to_look_at"], engine, day) for day in (date(2026, 3, 5), date(2026, 3, 11))
    )
    assert [row["reason_code"] for row in before.rows] == ["overdue"] * 1000 + ["due_soon"] * 1000
    assert [row["reason_code"] for row in after.rows] == ["overdue"] * 1000
    assert after.rows[0]["action_id"] == "b0000"
    assert before.sentence.startswith("1,200 actions are overdue and 1,100 are due within 30 days. Longest overdue: ")
    assert after.sentence.startswith("2,300 actions are overdue. ")
    (change,) = actions_overdue(before, after)
    assert change.sentence == "2,300 actions are overdue, 1,100 of them new since 5 March 2026."


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
        result = spec("targets_and_tolerances", DRAWN, as_at, gives)
    assert result.sentence == "One target is in force at 16 March 2026."


def test_a_target_and_a_tolerance_are_drawn_and_judged(spec: Spec) -> None:
    areas = "birmingham coventry dudley sandwell solihull walsall wolverhampton".split()
    rows = "".join(
        f"{day} | {area} | {count if area == 'dudley' else 20}\n"
        for day, count in (("2026-02-10", 20), ("2026-03-10", 31))
        for area in areas
    )
    drawn = {**DRAWN, "marac_backlog": f"as_at_on | area_code | cases_awaiting_count\n---+---+---\n{rows}"}
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


@pytest.mark.parametrize(
    ("level", "steps", "stated_on", "stands", "expected"),
    [
        ("3", "letter_signed", 1, "in_progress", ""),
        ("3", "sent_to_portal", 1, "in_progress", "self_certified"),
        ("3", "sent_to_portal", 10, "in_progress", "self_certified"),
        ("3", "sent_to_portal", 11, "reopened", ""),
        ("3", "sent_to_portal", 1, "self_certified", ""),
        ("2", "sent_to_portal", 1, "force_says_done", "closed_by_force"),
        ("3", "hmicfrs_verified", 1, "self_certified", "hmicfrs_agreed"),
        ("4", "hmicfrs_fieldwork", 1, "open", "hmicfrs_agreed"),
        ("none", "hmicfrs_closed", 1, "open", "hmicfrs_agreed"),
        ("3", "sent_back", 1, "open", ""),
        ("3", "", 1, "open", ""),
    ],
)
def test_a_register_is_behind_where_a_later_step_gives_a_finding_another_status(
    level: str, steps: str, stated_on: int, stands: str, expected: str
) -> None:
    taken = [{"step_code": steps, "taken_on": date(2026, 3, 10)}] if steps else []
    finding = {"level_code": level, "status_code": stands, "as_at_on": date(2026, 3, stated_on)}
    assert status_to_record(taken, finding) == expected


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
    # 3 September 2025 is 180 days before 2 March 2026, and 181 before the 3rd.
    for as_at, thin in (("2026-03-02", ""), ("2026-03-03", "Assessed more than 180 days ago")):
        result = spec(
            "peel_readiness",
            {**DRAWN, "peel_gradings": gradings},
            as_at,
            f"""
            thread_code                  | own_grade_name       | evidence_count | thin_because         | inspectorate_grade_name
            -----------------------------+----------------------+----------------+----------------------+------------------------
            preventing_crime             | Good                 | 3              |                      | Adequate
            investigating_crime          | Adequate             | 2              | {thin}               |
            protecting_vulnerable_people | Adequate             | 0              | No evidence gathered |
            managing_offenders           |                      |                | No own assessment    | Inadequate
            responding_to_public         | Adequate             | 4              | Something is missing |
            """,
        )
    assert result.sentence == (
        "The force has assessed itself on four of five PEEL questions. Four are thin: investigating crime, protecting "
        "vulnerable people, managing offenders and one more."
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
            {**DRAWN, "peel_gradings": gradings},
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
        DRAWN,
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
    spec("board_commentary", DRAWN, "2026-01-02")
    for as_at, later, decided in (
        ("2026-01-03", "", " | "),
        ("2026-02-02", "c3 | A new room | | \nc4 | | | \n", " | "),
        ("2026-02-03", "c3 | A new room | | \nc4 | | | \n", "Agreed | 2026-02-03"),
    ):
        heads = "commentary_id | ask_text | decision_text | decided_on\n---+---+---+---\n"
        spec("board_commentary", DRAWN, as_at, f"{heads}{later}c1 | Two posts | {decided}\nc2 | More time | | ")


def test_what_is_asked_of_the_next_board_is_said_first_and_what_is_not_decided_after_it(spec: Spec) -> None:
    result = spec("board_commentary", DRAWN, "2026-03-01", """
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


def test_which_actions_of_a_finding_are_left_is_said_by_how_far_they_are(spec: Spec) -> None:
    result = spec("actions_in_full", DRAWN, "2026-03-15", """
        action_id | counts_as
        ----------+----------
        a2        | open
        a1        | open
        a5        | open
        a3        | complete
        a4        | checked
        """)  # fmt: skip
    of = {name: [row for row in result.rows if row["finding_id"] == name] for name in ("r1", "r3", "r5")}
    assert actions_left(of["r1"]) == "Of its actions two are not complete."
    assert actions_left(of["r3"]) == "Of its actions one is complete and not checked."
    assert actions_left([*of["r3"], *of["r5"]]) == (
        "Of its actions one is not complete and one is complete and not checked."
    )
    assert actions_left([row for row in result.rows if row["counts_as"] == "checked"]) == ""
