"""The register of findings set out one by one: each counts once, as last stated."""

from tests.metrics.conftest import At, Spec
from tests.metrics.drawn import column

BY_LEVEL = "findings_open_and_closed_by_level"

STATEMENTS = """
    finding_id | as_at_on   | finding_type_code    | level_code | status_code    | status_on
    -----------+------------+----------------------+------------+----------------+-----------
    r1         | 2023-03-01 | recommendation       | 2          | open           |
    r1         | 2023-09-01 | recommendation       | 2          | hmicfrs_agreed | 2023-08-20
    r2         | 2023-03-01 | recommendation       | 2          | in_progress    |
    r2-done    | 2023-03-01 | recommendation       | 2          | force_says_done |
    r2-letter  | 2023-03-01 | recommendation       | 2          | archived       |
    r2-closed  | 2023-03-01 | recommendation       | 2          | closed_by_force |
    r3         | 2023-03-01 | recommendation       | 3          | self_certified |
    r4         | 2023-03-01 | recommendation       |            | not_stated     |
    r5         | 2023-03-01 | recommendation       | 1          | archived       |
    r6         | 2023-03-01 | recommendation       | 1          | reopened       |
    a1         | 2023-03-01 | area_for_improvement | 4          | superseded     |
    c1         | 2023-03-01 | cause_of_concern     | none       | open           |
"""


def test_every_type_and_level_has_a_row_and_each_way_of_standing_is_counted_apart(spec: Spec) -> None:
    result = spec(
        BY_LEVEL,
        {"findings": STATEMENTS},
        "2023-08-31",
        """
        finding_type_code    | level_code    | open_count | in_progress_count | reopened_count | done_not_sent_count | with_hmicfrs_count | closed_by_force_count | agreed_count | archived_count | superseded_count | not_stated_count | findings_count
        ---------------------+---------------+------------+-------------------+----------------+---------------------+--------------------+-----------------------+--------------+----------------+------------------+------------------+---------------
        cause_of_concern     | none          | 1          | 0                 | 0              | 0                   | 0                  | 0                     | 0            | 0              | 0                | 0                | 1
        recommendation       | 1             | 1          | 0                 | 1              | 0                   | 0                  | 0                     | 0            | 1              | 0                | 0                | 2
        recommendation       | 2             | 2          | 1                 | 0              | 1                   | 0                  | 2                     | 0            | 0              | 0                | 0                | 5
        recommendation       | 3             | 0          | 0                 | 0              | 0                   | 1                  | 0                     | 0            | 0              | 0                | 0                | 1
        recommendation       | 4             | 0          | 0                 | 0              | 0                   | 0                  | 0                     | 0            | 0              | 0                | 0                | 0
        recommendation       | before_levels | 0          | 0                 | 0              | 0                   | 0                  | 0                     | 0            | 0              | 0                | 0                | 0
        recommendation       | not_stated    | 0          | 0                 | 0              | 0                   | 0                  | 0                     | 0            | 0              | 0                | 1                | 1
        area_for_improvement | 1             | 0          | 0                 | 0              | 0                   | 0                  | 0                     | 0            | 0              | 0                | 0                | 0
        area_for_improvement | 2             | 0          | 0                 | 0              | 0                   | 0                  | 0                     | 0            | 0              | 0                | 0                | 0
        area_for_improvement | 3             | 0          | 0                 | 0              | 0                   | 0                  | 0                     | 0            | 0              | 0                | 0                | 0
        area_for_improvement | 4             | 0          | 0                 | 0              | 0                   | 0                  | 0                     | 0            | 0              | 1                | 0                | 1
        area_for_improvement | before_levels | 0          | 0                 | 0              | 0                   | 0                  | 0                     | 0            | 0              | 0                | 0                | 0
        area_for_improvement | not_stated    | 0          | 0                 | 0              | 0                   | 0                  | 0                     | 0            | 0              | 0                | 0                | 0
        """,
    )
    assert result.sentence == (
        "11 findings are listed: 4 open (one of them re-opened), 1 done but not sent, 1 with HMICFRS, 2 closed by the "
        "force, 1 archived, 1 superseded and 1 not stated."
    )


def test_a_newer_statement_counts_from_its_own_day_and_the_older_no_longer(spec: Spec) -> None:
    level_2 = spec(BY_LEVEL, {"findings": STATEMENTS}, "2023-09-01", ALL_AT_SEPTEMBER).single(
        finding_type_code="recommendation", level_code="2"
    )
    assert level_2 is not None
    assert (level_2["open_count"], level_2["closed_by_force_count"], level_2["agreed_count"]) == (1, 2, 1)


ALL_AT_SEPTEMBER = """
    level_code    | findings_count
    --------------+---------------
    none          | 1
    1             | 2
    2             | 5
    3             | 1
    4             | 0
    before_levels | 0
    not_stated    | 1
    1             | 0
    2             | 0
    3             | 0
    4             | 1
    before_levels | 0
    not_stated    | 0
"""


def test_before_the_first_statement_there_are_no_rows_rather_than_zeros(spec: Spec) -> None:
    for metric in (BY_LEVEL, "findings_register"):
        spec(metric, {"findings": STATEMENTS}, "2023-02-28")


def test_only_self_certified_is_with_hmicfrs_and_superseded_is_neither_open_nor_closed(spec: Spec) -> None:
    spec(
        "findings_register",
        {"findings": STATEMENTS},
        "2023-09-01",
        """
        finding_id | status_name         | counts_as     | stands_as       | who_says | level_name
        -----------+---------------------+---------------+-----------------+----------+----------------------
        c1         | Open                | open          | open            | Source   | No level (cause of concern)
        r1         | HMICFRS agreed      | closed        | agreed          | HMICFRS  | Level 2
        r2         | In progress         | open          | in_progress     | Force    | Level 2
        r2-closed  | Closed by the force | closed        | closed_by_force | Force    | Level 2
        r2-done    | Force says done     | done_not_sent | done_not_sent   | Force    | Level 2
        r2-letter  | Archived            | closed        | closed_by_force | Force    | Level 2
        r3         | Self-certified      | with_hmicfrs  | with_hmicfrs    | Force    | Level 3
        r4         | Not stated          | not_stated    | not_stated      |          | Not stated
        r5         | Archived            | closed        | archived        | Force    | Level 1
        r6         | Re-opened           | open          | reopened        | HMICFRS  | Level 1
        a1         | Superseded          | superseded    | superseded      | Source   | Level 4
        """,
    )


DEADLINES = """
    finding_id | as_at_on   | finding_type_code | status_code    | deadline_on | deadline_as_set   | report_published_on
    -----------+------------+-------------------+----------------+-------------+-------------------+--------------------
    on-the-day | 2023-06-29 | recommendation    | open           | 2023-10-31  |                   | 2023-04-05
    long-past  | 2023-06-29 | recommendation    | not_stated     | 2023-07-31  |                   | 2023-04-05
    certified  | 2023-06-29 | recommendation    | self_certified | 2023-10-30  |                   | 2023-04-05
    closed     | 2023-06-29 | recommendation    | archived       | 2023-07-31  |                   | 2023-04-05
    a-span     | 2023-06-29 | recommendation    | open           |             | within six months | 2023-04-05
    to-come    | 2023-06-29 | recommendation    | open           | 2024-03-31  |                   | 2023-04-05
    replaced   | 2023-06-29 | recommendation    | superseded     | 2023-07-31  |                   | 2023-04-05
"""


def test_a_finding_is_not_overdue_on_the_day_of_its_deadline(spec: Spec) -> None:
    spec(
        "findings_overdue",
        {"findings": DEADLINES},
        "2023-10-31",
        """
        finding_id | days_overdue | status_stated_on
        -----------+--------------+-----------------
        long-past  | 92           | 2023-06-29
        certified  | 1            | 2023-06-29
        """,
    )


def test_a_finding_is_overdue_from_the_day_after_its_deadline(spec: Spec) -> None:
    spec(
        "findings_overdue",
        {"findings": DEADLINES},
        "2023-11-01",
        """
        finding_id | days_overdue
        -----------+-------------
        long-past  | 93
        certified  | 2
        on-the-day | 1
        """,
    )


def test_with_nothing_past_its_deadline_there_are_no_rows(spec: Spec) -> None:
    spec("findings_overdue", {"findings": DEADLINES}, "2023-07-31")


def test_the_register_counts_days_overdue_as_the_overdue_list_does(spec: Spec) -> None:
    spec(
        "findings_register",
        {"findings": DEADLINES},
        "2023-11-01",
        """
        finding_id | days_overdue
        -----------+-------------
        a-span     |
        certified  | 2
        closed     |
        long-past  | 93
        on-the-day | 1
        replaced   |
        to-come    |
        """,
    )


MOVES = """
    finding_id | as_at_on   | finding_type_code | status_code    | status_on  | report_published_on
    -----------+------------+-------------------+----------------+------------+--------------------
    r1         | 2024-07-23 | recommendation    | hmicfrs_agreed | 2024-07-23 | 2023-12-22
    r2         | 2024-07-23 | recommendation    | archived       |            | 2023-12-01
    r3         | 2024-07-23 | recommendation    | in_progress    | 2024-05-08 | 2024-05-01
    r4         | 2024-07-23 | recommendation    | open           |            |
    r5         | 2024-07-23 | recommendation    | hmicfrs_agreed | 2024-07-01 |
    r6         | 2024-06-30 | recommendation    | archived       | 2024-06-15 | 2023-12-31
    r6         | 2024-07-23 | recommendation    | reopened       | 2024-07-20 | 2023-12-31
"""


def test_raised_counts_by_publication_and_closed_by_stated_day_only(spec: Spec) -> None:
    result = spec(
        "findings_raised_and_closed_by_month",
        {"findings": MOVES},
        "2024-07-23",
        """
        month_on   | raised_count | closed_count | day_unknown_count
        -----------+--------------+--------------+------------------
        2023-12-01 | 3            | 0            | 1
        2024-05-01 | 1            | 0            | 0
        2024-06-01 | 0            | 1            | 0
        2024-07-01 | 0            | 2            | 0
        """,
    )
    assert result.sentence == (
        "Findings are raised faster than they are closed: 4 raised and 1 closed on a stated day in the 12 months to June "
        "2024, between 2 and 3 more raised. Since December 2023, four were raised and three closed on a stated day; of one, "
        "whether or when it closed is not stated."
    )


def test_a_closure_stays_in_its_month_when_the_finding_is_opened_again(spec: Spec) -> None:
    spec(
        "findings_raised_and_closed_by_month",
        {"findings": MOVES},
        "2024-06-30",
        """
        month_on   | raised_count | closed_count | day_unknown_count
        -----------+--------------+--------------+------------------
        2023-12-01 | 1            | 0            | 0
        2024-06-01 | 0            | 1            | 0
        """,
    )


def test_days_to_close_run_from_publication_to_a_stated_day(spec: Spec) -> None:
    spec(
        "finding_days_to_close",
        {"findings": MOVES},
        "2024-07-23",
        """
        finding_id | raised_on  | closed_on  | days_to_close
        -----------+------------+------------+--------------
        r1         | 2023-12-22 | 2024-07-23 | 214
        """,
    )


def test_days_to_close_before_any_closure_are_a_gap(spec: Spec) -> None:
    spec("finding_days_to_close", {"findings": MOVES}, "2024-06-01")


def test_105_findings_are_set_out_60_open_1_agreed_6_archived_1_superseded_and_37_not_stated_at_february_2024(
    at: At,
) -> None:
    rows = at(BY_LEVEL, "2024-02-27").rows
    names = (
        "open",
        "done_not_sent",
        "with_hmicfrs",
        "closed_by_force",
        "agreed",
        "archived",
        "superseded",
        "not_stated",
    )
    assert [sum(row[f"{name}_count"] for row in rows) for name in names] == [60, 0, 0, 0, 1, 6, 1, 37]
    causes = at(BY_LEVEL, "2024-02-27").single(finding_type_code="cause_of_concern")
    assert causes is not None
    assert (causes["open_count"], causes["not_stated_count"]) == (7, 3)
    assert len(at("findings_register", "2024-02-27").rows) == 105


def test_19_findings_closed_on_23_july_2024_each_214_days_after_the_report(at: At) -> None:
    result = at("finding_days_to_close", "2024-09-18")
    assert len(result.rows) == 19
    assert {row["days_to_close"] for row in result.rows} == {214}
    months = at("findings_raised_and_closed_by_month", "2024-09-18").rows
    assert {month: count for month, count in column(months, "month_on", "closed_count").items() if count} == {
        result.rows[0]["closed_on"].replace(day=1): 19
    }


def test_eleven_findings_are_overdue_at_27_february_2024(at: At) -> None:
    days = column(at("findings_overdue", "2024-02-27").rows, "finding_id", "days_overdue")
    assert days == {
        "peel-2017-nat-2": 1976,
        "peel-2017-nat-3": 1976,
        "peel-2017-nat-1": 1945,
        "ocsae-2023-8": 211,
        "ocsae-2023-11": 211,
        "ocsae-2023-1": 119,
        "ocsae-2023-2": 119,
        "ocsae-2023-9": 119,
        "ocsae-2023-12": 119,
        "ocsae-2023-15": 119,
        "ocsae-2023-16": 119,
    }


def test_serious_youth_violence_deadlines_pass_after_31_march_2024(at: At) -> None:
    on_the_day = {row["finding_id"] for row in at("findings_overdue", "2024-03-31").rows}
    day_after = {row["finding_id"] for row in at("findings_overdue", "2024-04-01").rows}
    assert day_after - on_the_day == {"syv-2023-3", "syv-2023-4"}
