"""Updates, actions and the way to closure, drawn at the edges of each rule."""

from dataclasses import replace
from datetime import date

import pytest

from src.analysis.action_changes import actions_overdue
from src.analysis.change_detection import changes
from src.contracts.change import Change, ChangeKind
from src.metrics import METRICS
from src.metrics.calculate import calculate
from src.metrics.improvement.wording import last_heard, no_update_lately, no_update_since, update_due
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
        "4 findings not known to be closed are due an update: one was last updated before 30 January 2026 and three never were. "
        'None has a stated owner. No update since 5 January 2026 on "Three".'
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


def test_updates_that_are_due_are_said_with_whose_they_are_and_since_when() -> None:
    def said(*rows: tuple[date | None, str | None]) -> str:
        due = [
            {"updated_on": on, "updated_precision": "day", "owner_role": owner, "title": f"T{at}"}
            for at, (on, owner) in enumerate(rows)
        ]
        return update_due(due, date(2026, 3, 31))

    never, old = (None, "ACC Crime"), (date(2026, 1, 5), "ACC Crime")
    assert (
        said(never) == "1 finding not known to be closed is due an update: it never had one. It belongs to ACC Crime."
    )
    assert said(never, (None, None)) == (
        "2 findings not known to be closed are due an update: none of them ever had one. "
        "One belongs to ACC Crime; one has no stated owner."
    )
    assert said(old) == (
        "1 finding not known to be closed is due an update: it was last updated before 28 February 2026. It belongs to ACC Crime. "
        'No update since 5 January 2026 on "T0".'
    )
    assert said(old, old).startswith(
        "2 findings not known to be closed are due an update: both were last updated before 28 February 2026."
    )
    assert said(never, old, (date(2026, 1, 5), "DCC")) == (
        "3 findings not known to be closed are due an update: two were last updated before 28 February 2026 and one never was. "
        'Two belong to ACC Crime. No update since 5 January 2026 on "T1" and one more.'
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
            "finding_id": f"r{day}",
            "title": f"Title {day}",
            "update_text": f"Step {day}. More.",
        }
        for day in (1, 20, 5)
    ]
    # What is cut says that it is, and an update on another finding names that.
    assert last_heard(rows, date(2026, 4, 20), "cause") == 'Update of 20 March 2026, DCC, on "Title 20": Step 20 …'
    assert last_heard(rows, date(2026, 4, 20), "r20") == "Update of 20 March 2026, DCC: Step 20 …"
    whole = [{**row, "update_text": "Done."} for row in rows]
    assert last_heard(whole, date(2026, 4, 20), "r20") == "Update of 20 March 2026, DCC: Done."
    assert last_heard(rows, date(2026, 4, 21), "cause") == "No update since 20 March 2026."
    assert last_heard([], date(2026, 4, 21), "cause") == ""


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
                         (4, 'all of them new since 1 January 2020: "A1" (X), "A2" (X), "A3" (X) and "A4" (X).'),
                         (5, 'all of them new since 1 January 2020: "A1" (X), "A2" (X), "A3" (X) and two more.')],
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


def test_a_pillar_is_no_question_and_not_inspected_no_assessment(spec: Spec) -> None:
    rows = """
        thread_code          | as_at_on   | own_grade_code
        ---------------------+------------+---------------
        preventing_crime     | 2026-02-01 | G
        preventing_crime     | 2026-02-15 | not_inspected
        investigating_crime  | 2026-02-01 | ungraded
        pillar_effectiveness | 2026-02-01 | G
    """
    spec(
        "peel_readiness",
        {"self_assessments": rows},
        "2026-03-01",
        """
        thread_code      | own_grade_name | as_at_on
        -----------------+----------------+-----------
        preventing_crime | Good           | 2026-02-01
        """,
    )
