"""Findings as they live: their age, their dates, and what moved between statements. Days counted by hand."""

from datetime import date

import pytest

from src.metrics import METRICS
from src.metrics.calculate import calculate
from src.metrics.findings.lifecycle_wording import what_changed
from tests.metrics.conftest import At, Spec
from tests.metrics.drawn import DrawnEngine
from tests.metrics.portal import TABLES

AGES = """
    finding_id | as_at_on   | finding_type_code | level_code | report_published_on | status_code
    -----------+------------+-------------------+------------+---------------------+---------------
    on-the-day | 2026-12-31 | recommendation    | 2          | 2026-12-31          | open
    d182       | 2026-12-31 | recommendation    | 2          | 2026-07-02          | open
    d183       | 2026-12-31 | recommendation    | 2          | 2026-07-01          | in_progress
    d365       | 2026-12-31 | recommendation    | 2          | 2025-12-31          | reopened
    d366       | 2026-12-31 | recommendation    | 2          | 2025-12-30          | open
    d730       | 2026-12-31 | recommendation    | 2          | 2024-12-31          | open
    d731       | 2026-12-31 | recommendation    | 2          | 2024-12-30          | open
    d1095      | 2026-12-31 | recommendation    | 2          | 2024-01-01          | self_certified
    d1096      | 2026-12-31 | recommendation    | 2          | 2023-12-31          | open
    done       | 2026-12-31 | recommendation    | 2          | 2023-12-31          | force_says_done
    replaced   | 2026-12-31 | recommendation    | 2          | 2023-12-31          | superseded
    undated    | 2026-12-31 | recommendation    | 2          |                     | open
    closed     | 2026-12-31 | recommendation    | 2          | 2023-12-31          | hmicfrs_agreed
    unknown    | 2026-12-31 | recommendation    | 2          | 2023-12-31          | not_stated
    no-level   | 2026-12-31 | recommendation    |            | 2023-12-31          | open
"""


def test_each_band_of_age_holds_its_first_day_and_its_last(spec: Spec) -> None:
    result = spec("findings_open_by_age", {"findings": AGES}, "2026-12-31", EVERY_CELL)
    cells = [
        (row["age_band_name"], row["open_count"], row["done_not_sent_count"], row["with_hmicfrs_count"])
        for row in result.where(level_code="2")
    ]
    assert cells == [
        ("Under 6 months", 2, 0, 0),
        ("6 to 12 months", 2, 0, 0),
        ("1 to 2 years", 2, 0, 0),
        ("2 to 3 years", 1, 0, 1),
        ("Over 3 years", 1, 1, 0),
        ("Report not dated", 1, 0, 0),
    ]
    assert [row["open_count"] for row in result.where(level_code="not_stated")] == [0, 0, 0, 0, 1, 0]
    assert result.sentence == (
        "12 findings are not closed: 10 open, 1 done but not sent and 1 with HMICFRS. Five of the 12 findings not closed were "
        "raised more than two years ago."
    )


EVERY_CELL = "level_code | age_band_code\n---------+---\n" + "\n".join(
    f"{level} | {band}"
    for level in ("1", "2", "3", "4", "before_levels", "none", "not_stated")
    for band in ("under_6_months", "6_to_12_months", "1_to_2_years", "2_to_3_years", "over_3_years", "not_dated")
)


def test_with_nothing_open_there_is_no_age_to_show(spec: Spec) -> None:
    closed = {
        "findings": """
        finding_id | as_at_on   | finding_type_code | level_code | report_published_on | status_code
        -----------+------------+-------------------+------------+---------------------+---------------
        closed     | 2026-12-31 | recommendation    | 2          | 2023-12-31          | hmicfrs_agreed
        """
    }
    spec("findings_open_by_age", closed, "2026-12-31")


def test_the_day_after_its_own_date_a_finding_is_past_it(spec: Spec) -> None:
    result = spec(
        "findings_past_force_target",
        TABLES,
        "2026-03-02",
        """
        finding_id | force_target_on | days_past_target | deadline_on
        -----------+-----------------+------------------+------------
        r1         | 2026-03-01      | 1                | 2026-03-31
        """,
    )
    assert result.sentence == (
        "One finding is past the date the force set itself and not known to be closed. It is 1 day past 1 March 2026."
    )


def test_a_date_that_was_moved_or_a_finding_that_closed_is_past_nothing(spec: Spec) -> None:
    spec("findings_past_force_target", TABLES, "2026-04-06")


def test_on_its_own_date_a_finding_is_not_past_it_and_the_longest_comes_first(spec: Spec) -> None:
    past = """
        finding_id | days_past_target
        -----------+-----------------
        r2         | 21
        """
    spec("findings_past_force_target", TABLES, "2026-05-01", past)
    result = spec("findings_past_force_target", TABLES, "2026-05-02", past.replace("21", "22") + "r1         | 1")
    assert result.sentence.endswith("Two of them are past HMICFRS's deadline too.")


def test_what_falls_due_is_told_by_whose_date_and_how_soon(spec: Spec) -> None:
    result = spec(
        "findings_due",
        TABLES,
        "2026-03-02",
        """
        finding_id | set_by    | due_on     | days_to_go | within_days
        -----------+-----------+------------+------------+------------
        r1         | HMICFRS   | 2026-03-31 | 29         | 30
        r2         | The force | 2026-04-10 | 39         | 60
        r2         | HMICFRS   | 2026-05-01 | 60         | 60
        """,
    )
    assert result.sentence == (
        "Two findings fall due in the 90 days from 2 March 2026: one within 30 days and two within 60 days. "
        "Two fall due by HMICFRS's deadline and one by the force's own date, one of them by both. "
        "The first is due in 29 days, 31 March 2026."
    )


def test_the_windows_of_what_falls_due_hold_their_first_day_and_their_last(spec: Spec) -> None:
    due = {
        "findings": """
        finding_id | as_at_on   | finding_type_code | status_code | deadline_on
        -----------+------------+-------------------+-------------+------------
        yesterday  | 2026-01-01 | recommendation    | open        | 2026-01-31
        today      | 2026-01-01 | recommendation    | open        | 2026-02-01
        d30        | 2026-01-01 | recommendation    | open        | 2026-03-03
        d31        | 2026-01-01 | recommendation    | open        | 2026-03-04
        d90        | 2026-01-01 | recommendation    | not_stated  | 2026-05-02
        d91        | 2026-01-01 | recommendation    | open        | 2026-05-03
        closed     | 2026-01-01 | recommendation    | archived    | 2026-02-02
        """
    }
    result = spec(
        "findings_due",
        due,
        "2026-02-01",
        """
        finding_id | days_to_go | within_days
        -----------+------------+------------
        today      | 0          | 30
        d30        | 30         | 30
        d31        | 31         | 60
        d90        | 90         | 90
        """,
    )
    assert result.sentence.endswith("The first is due on that day.")


def test_a_date_that_moved_is_seen_at_the_statement_that_moved_it(spec: Spec) -> None:
    spec("finding_deadline_changes", TABLES, "2026-04-05")
    result = spec(
        "finding_deadline_changes",
        TABLES,
        "2026-04-06",
        """
        finding_id | set_by    | previous_date_on | date_on    | days_moved | as_at_on   | previous_as_at_on
        -----------+-----------+------------------+------------+------------+------------+------------------
        r1         | The force | 2026-03-01       | 2026-05-01 | 61         | 2026-04-06 | 2026-03-02
        """,
    )
    assert result.sentence == (
        "Dates moved once between statements, later. The largest move is 61 days later, seen on 6 April 2026."
    )


def test_a_statement_without_a_date_moves_nothing_and_the_next_is_compared_with_the_last_that_had_one(
    spec: Spec,
) -> None:
    gaps = {
        "findings": """
        finding_id | as_at_on   | finding_type_code | status_code | deadline_on
        -----------+------------+-------------------+-------------+------------
        f1         | 2026-01-01 | recommendation    | open        | 2026-06-30
        f1         | 2026-02-01 | recommendation    | open        |
        f1         | 2026-03-01 | recommendation    | open        | 2026-06-20
        f1         | 2026-04-01 | recommendation    | open        | 2026-06-20
        f1         | 2026-05-01 | recommendation    | open        | 2026-07-20
        f1         | 2026-06-01 | recommendation    | open        | 2026-07-21
        """
    }
    result = spec(
        "finding_deadline_changes",
        gaps,
        "2026-06-01",
        """
        as_at_on   | previous_as_at_on | days_moved
        -----------+-------------------+-----------
        2026-06-01 | 2026-05-01        | 1
        2026-05-01 | 2026-04-01        | 30
        2026-03-01 | 2026-01-01        | -10
        """,
    )
    assert result.sentence == (
        "Dates moved three times between statements: two later and one earlier. The largest move is 30 days later, "
        "seen on 1 May 2026. It has moved later twice, by 31 days in all."
    )


def test_a_change_of_status_is_closing_re_opening_or_another(spec: Spec) -> None:
    result = spec(
        "finding_status_changes",
        TABLES,
        "2026-04-15",
        """
        finding_id | as_at_on   | previous_status_name | status_name    | change_name | status_on
        -----------+------------+----------------------+----------------+-------------+-----------
        r2         | 2026-04-15 | Archived             | Re-opened      | Re-opened   | 2026-04-14
        r2         | 2026-04-06 | Open                 | Archived       | Closed      | 2026-03-20
        r3         | 2026-04-06 | Force says done      | Self-certified | Moved       | 2026-03-25
        """,
    )
    assert result.sentence == (
        "The newest change of status was seen on 15 April 2026: one re-opened. 3 changes are recorded in all, one of "
        "them re-opening."
    )


def test_a_first_statement_is_no_change_of_status(spec: Spec) -> None:
    spec("finding_status_changes", TABLES, "2026-03-02")


def test_a_finding_whose_place_another_took_was_not_closed(spec: Spec) -> None:
    result = spec(
        "finding_status_changes",
        {
            "findings": """
            finding_id | as_at_on   | finding_type_code | status_code
            -----------+------------+-------------------+---------------
            f1         | 2026-01-01 | recommendation    | open
            f1         | 2026-02-01 | recommendation    | superseded
            f2         | 2026-01-01 | recommendation    | self_certified
            f2         | 2026-02-01 | recommendation    | hmicfrs_agreed
            """
        },
        "2026-02-01",
        """
        finding_id | change_name
        -----------+------------
        f1         | Superseded
        f2         | Closed
        """,
    )
    assert result.sentence == (
        "The newest change of status was seen on 1 February 2026: one closed and one superseded. 2 changes are "
        "recorded in all."
    )


def test_no_longer_saying_how_a_closed_finding_stands_is_not_opening_it_again(spec: Spec) -> None:
    spec(
        "finding_status_changes",
        {
            "findings": """
            finding_id | as_at_on   | finding_type_code | status_code
            -----------+------------+-------------------+------------
            f1         | 2026-01-01 | recommendation    | archived
            f1         | 2026-02-01 | recommendation    | not_stated
            """
        },
        "2026-02-01",
        """
        finding_id | change_name
        -----------+------------
        f1         | No longer stated
        """,
    )


def test_what_has_not_closed_was_watched_to_the_last_word_of_it_and_what_left_to_its_own(spec: Spec) -> None:
    result = spec(
        "finding_times_to_close",
        TABLES,
        "2026-04-06",
        """
        finding_id | level_code | is_closed | ended_on   | watched_days | is_not_closed_now
        -----------+------------+-----------+------------+--------------+------------------
        r4         | 1          | no        | 2026-03-02 | 782          | no
        r1         | 2          | no        | 2026-04-06 | 401          | yes
        r2         | 2          | yes       | 2026-03-20 | 384          | no
        r3         | 3          | no        | 2026-04-06 | 1132         | yes
        by-name    | not_stated | no        | 2026-01-20 | 50           | no
        """,
    )
    # Two of them are not in the whole register of 6 April.
    assert result.sentence == (
        "1 finding closed on a stated day; four were not closed when last stated, and these count for as long as they "
        "were watched. How two of the four stand now is no longer stated."
    )


def test_a_finding_that_is_opened_again_has_not_closed(spec: Spec) -> None:
    result = spec("finding_times_to_close", TABLES, "2026-04-15", FIVE_WATCHED).single(finding_id="r2")
    assert result is not None
    assert (result["is_closed"], result["watched_days"]) == (False, 410)


FIVE_WATCHED = """
    finding_id
    ----------
    r4
    r1
    r2
    r3
    by-name
"""


def test_a_closure_without_a_day_is_left_out_and_a_finding_superseded_never_closed(spec: Spec) -> None:
    spec(
        "finding_times_to_close",
        {
            "findings": """
            finding_id | as_at_on   | finding_type_code | status_code    | status_on  | report_published_on
            -----------+------------+-------------------+----------------+------------+--------------------
            no-day     | 2026-03-01 | recommendation    | archived       |            | 2026-01-01
            to-come    | 2026-03-01 | recommendation    | hmicfrs_agreed | 2026-03-02 | 2026-01-01
            replaced   | 2026-03-01 | recommendation    | superseded     | 2026-02-01 | 2026-01-01
            silent     | 2026-02-01 | recommendation    | open           |            | 2026-01-01
            silent     | 2026-03-01 | recommendation    | not_stated     |            | 2026-01-01
            unheard-of | 2026-03-01 | recommendation    | not_stated     |            | 2026-01-01
            undated    | 2026-03-01 | recommendation    | open           |            |
            at-once    | 2026-03-01 | recommendation    | hmicfrs_agreed | 2026-01-01 | 2026-01-01
            """
        },
        "2026-03-01",
        """
        finding_id | is_closed | watched_days
        -----------+-----------+-------------
        at-once    | yes       | 0
        replaced   | no        | 31
        silent     | no        | 31
        """,
    )


def test_a_statement_says_how_it_differs_from_the_one_before(spec: Spec) -> None:
    rows = spec("finding_statements", TABLES, "2026-04-15", STATEMENTS).rows
    text = {(row["finding_id"], row["as_at_on"].isoformat()): what_changed(row) for row in rows}
    assert text["r1", "2026-03-02"] == "First statement"
    assert text["r1", "2026-04-06"] == "The force's own date: 1 March 2026 to 1 May 2026, 61 days later"
    assert text["r2", "2026-04-15"] == "Status: Archived to Re-opened"
    assert text["r5", "2026-04-06"] == "As before"


STATEMENTS = """
    finding_id | as_at_on   | coverage_name
    -----------+------------+---------------
    by-name    | 2026-01-20 | Part of it
    r1         | 2026-03-02 | Whole register
    r1         | 2026-04-06 | Whole register
    r2         | 2026-03-02 | Whole register
    r2         | 2026-04-06 | Whole register
    r2         | 2026-04-15 | Part of it
    r3         | 2026-03-02 | Whole register
    r3         | 2026-04-06 | Whole register
    r4         | 2026-03-02 | Whole register
    r5         | 2026-03-02 | Whole register
    r5         | 2026-04-06 | Whole register
"""


def test_an_empty_list_says_whether_nothing_is_in_it_or_nothing_is_known(at: At, spec: Spec) -> None:
    assert at("findings_due", "2024-09-18").sentence == ("No finding falls due in the 90 days after 18 September 2024.")
    assert at("findings_past_force_target", "2024-09-18").sentence == (
        "No date of the force's own is held for any finding, so none can be past."
    )
    none = "finding_id | as_at_on\n---+---"
    assert spec("findings_overdue", {"findings": none}, "2024-09-18").sentence == (
        "No figure is held for findings past their deadline at 18 September 2024 or before."
    )


@pytest.mark.parametrize("name", ["DuckDB", "Spark"])
def test_the_statements_of_one_finding_are_asked_for_alone(name: str, request: pytest.FixtureRequest) -> None:
    engine = request.getfixturevalue("spark") if name == "Spark" else None
    found = calculate(METRICS["finding_statements"], DrawnEngine(TABLES, engine), date(2026, 4, 15), finding_id="r2")
    assert [(row["finding_id"], row["as_at_on"], row["previous_as_at_on"]) for row in found.rows] == [
        ("r2", date(2026, 3, 2), None),
        ("r2", date(2026, 4, 6), date(2026, 3, 2)),
        ("r2", date(2026, 4, 15), date(2026, 4, 6)),
    ]
