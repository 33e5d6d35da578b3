"""Board meetings, and the baseline that follows from them."""

from datetime import date

from src.analysis import baselines
from src.analysis.coming_up import coming_up
from src.metrics import METRICS
from src.metrics.calculate import calculate
from tests.metrics.conftest import At, Spec
from tests.metrics.drawn import DrawnEngine

MEETINGS = {
    "board_meetings": """
    meeting_on | board_name            | kind_code
    -----------+-----------------------+----------
    2026-09-01 | HMICFRS Board         | force
    2026-09-24 | Joint Audit Committee | committee
    2026-10-06 | HMICFRS Board         | force
    """
}


def usual(as_at: str, tables: dict[str, str] = MEETINGS) -> baselines.Baseline:
    day = date.fromisoformat(as_at)
    return baselines.usual(calculate(METRICS["board_meetings_by_date"], DrawnEngine(tables), day), day)


def test_a_planned_meeting_is_listed_and_is_not_past(spec: Spec) -> None:
    result = spec(
        "board_meetings_by_date",
        MEETINGS,
        "2026-10-06",
        """
        meeting_on | board_name            | is_baseline | is_past
        -----------+-----------------------+-------------+--------
        2026-09-01 | HMICFRS Board         | yes         | yes
        2026-09-24 | Joint Audit Committee | no          | yes
        2026-10-06 | HMICFRS Board         | yes         | no
        """,
    )
    assert result.sentence == (
        "The last board of the force before 6 October 2026 was the HMICFRS Board of 1 September 2026. "
        "The next is the HMICFRS Board of 6 October 2026."
    )


def test_the_baseline_is_the_last_board_of_the_force_before_the_as_at_date() -> None:
    # The committee of 24 September is no board of the force, and a board on the day itself is the one being prepared.
    assert usual("2026-10-06").since == usual("2026-09-28").since == date(2026, 9, 1)
    assert usual("2026-10-07").since == date(2026, 10, 6)
    assert usual("2026-09-28").explanation == "Compared with 1 September 2026, the last HMICFRS Board."


def test_without_a_board_the_baseline_is_the_end_of_the_month_before_and_says_so() -> None:
    expected = (
        "Compared with 31 August 2026, the end of the month before, as no earlier board of the force is recorded "
        "at 1 September 2026."
    )
    assert usual("2026-09-01").explanation == usual("2026-09-01", {}).explanation == expected
    assert usual("2024-03-15", {}).since == date(2024, 2, 29)


def test_a_date_that_somebody_chose_is_the_baseline_and_lies_not_after_the_as_at_date() -> None:
    day = date(2026, 9, 28)
    meetings = calculate(METRICS["board_meetings_by_date"], DrawnEngine(MEETINGS), day)
    assert baselines.chosen(meetings, day, date(2026, 8, 3)).explanation == "Compared with 3 August 2026."
    assert baselines.chosen(meetings, day, date(2027, 1, 1)).since == day
    assert baselines.chosen(meetings, day, None) == baselines.usual(meetings, day)


def test_the_papers_name_no_date_of_a_board_of_the_force(at: At) -> None:
    result = at("board_meetings_by_date", "2024-02-27")
    assert [row["meeting_on"] for row in result.rows if row["is_past"]] == [
        date(2017, 6, 8),
        date(2023, 6, 29),
        date(2024, 1, 16),
    ]
    assert result.sentence == "No date of a board of the force is recorded."
    assert baselines.usual(result, date(2024, 2, 27)).since == date(2024, 1, 31)


AHEAD = {
    **MEETINGS,
    "inspections": """
        inspection_id | as_at_on   | title         | kind_code   | starts_on  | dates_precision | state_code
        --------------+------------+---------------+-------------+------------+-----------------+------------
        over          | 2026-08-01 | Firearms      | thematic    | 2026-08-24 | day             | hosted
        later         | 2026-08-01 | Custody       | joint       | 2026-12-01 | day             | forthcoming
        next          | 2026-07-01 | Child safety  | thematic    | 2026-10-01 | day             | forthcoming
        next          | 2026-08-01 | Child safety  | thematic    | 2026-11-30 | month           | forthcoming
        return        | 2026-08-01 | Autumn return | data_return | 2026-09-28 | day             | forthcoming
        """,
    "findings": """
        finding_id | as_at_on   | finding_type_code | status_code    | title | deadline_on | deadline_precision | force_target_on | owner_role | source_report | report_published_on
        -----------+------------+-------------------+----------------+-------+-------------+--------------------+-----------------+------------+---------------+--------------------
        a          | 2026-09-07 | recommendation    | open           | A     | 2026-10-28  | day                | 2026-09-27      | DCC        | Custody, 2026 | 2026-08-04
        b          | 2026-09-07 | recommendation    | open           | B     | 2026-10-29  | day                | 2027-01-10      |            | Custody, 2025 | 2026-08-03
        c          | 2026-09-07 | recommendation    | hmicfrs_agreed | C     | 2026-10-30  | day                | 2026-10-30      |            | Custody, 2025 | 2026-08-03
        """,
}


def test_dates_ahead_are_of_each_kind_from_the_as_at_date_on_as_last_stated() -> None:
    result = calculate(METRICS["dates_ahead"], DrawnEngine(AHEAD), date(2026, 9, 28))
    rows = [(row["what_name"], row["title"], str(row["ahead_on"]), row["days_to_go"]) for row in result.rows]
    # 4 August and 56 days is 29 September; 3 August and 56 days is the as-at date itself. C is closed.
    assert [row for row in rows if row[0] not in ("Board", "Other meeting")] == [
        ("Data return", "Autumn return", "2026-09-28", 0),
        ("Response", "The commissioner's response to Custody, 2025", "2026-09-28", 0),
        ("Response", "The commissioner's response to Custody, 2026", "2026-09-29", 1),
        ("HMICFRS deadline", "A", "2026-10-28", 30),
        ("HMICFRS deadline", "B", "2026-10-29", 31),
        ("Inspection", "Child safety", "2026-11-30", 63),
        ("Inspection", "Custody", "2026-12-01", 64),
        ("Own date", "B", "2027-01-10", 104),
    ]
    assert all(row["owner_role"] == "DCC" for row in result.rows if row["finding_id"] == "a")
    assert result.sentence == (
        "Nine dates lie ahead of 28 September 2026. The first, today: Autumn return (data return)."
    )
    coming = coming_up(result)
    # The deadline of 29 October is 31 days ahead, so it is the second within 60; a committee is no board of the force.
    assert [each.text(date(2026, 9, 28)) for each in coming] == [
        "Autumn return: 28 September 2026, today",
        "HMICFRS Board: 6 October 2026, in 8 days",
        "HMICFRS deadlines: 1 in 30, 2 in 60, 2 in 90 days; the first: 28 October 2026, in 30 days",
        "Child safety: November 2026",
    ]


def test_where_no_inspection_lies_ahead_that_is_said() -> None:
    late = calculate(
        METRICS["dates_ahead"], DrawnEngine({"board_meetings": AHEAD["board_meetings"]}), date(2026, 10, 6)
    )
    assert [each.text(date(2026, 10, 6)) for each in coming_up(late)] == [
        "HMICFRS Board: 6 October 2026, today",
        "No inspection ahead is recorded",
    ]
    assert coming_up(calculate(METRICS["dates_ahead"], DrawnEngine(AHEAD), date(2027, 1, 10))) == ()
