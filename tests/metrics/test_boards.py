"""Board meetings, and the baseline that follows from them."""

from datetime import date

from src.analysis import baselines
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
