"""Causes of concern and their recommendations."""

from datetime import date
from itertools import product

import pytest

from src.contracts.metric import DIFFERS
from src.metrics import METRICS
from src.metrics.calculate import calculate
from tests.metrics.conftest import At, Spec
from tests.metrics.drawn import DrawnEngine, column

CAUSES = """
    cause_id | as_at_on   | cycle_code | title | opened_on  | status_code    | status_on  | recommendations_stated_count | recommendations_closed_count
    ---------+------------+------------+-------+------------+----------------+------------+------------------------------+-----------------------------
    c1       | 2024-02-27 | 2023-25    | One   | 2023-12-22 | open           |            | 5                            |
    c1       | 2024-07-23 | 2023-25    | One   | 2023-12-22 | open           |            |                              |
    c1       | 2024-09-18 | 2023-25    | One   | 2023-12-22 | open           |            | 5                            | 3
    c2       | 2024-02-27 | 2023-25    | Two   | 2023-12-22 | open           |            | 2                            |
    c2       | 2024-07-23 | 2023-25    | Two   | 2023-12-22 | hmicfrs_agreed | 2024-07-23 |                              |
    old      | 2017-03-02 | 2015       | Old   | 2015-12-31 | not_stated     |            |                              |
"""

RECOMMENDATIONS = """
    finding_id | as_at_on   | finding_type_code | parent_finding_id | status_code    | status_on
    -----------+------------+-------------------+-------------------+----------------+-----------
    c1-1       | 2024-02-27 | recommendation    | c1                | open           |
    c1-1       | 2024-09-18 | recommendation    | c1                | not_stated     |
    c2-1       | 2024-02-27 | recommendation    | c2                | open           |
    c2-1       | 2024-07-23 | recommendation    | c2                | hmicfrs_agreed | 2024-07-23
    c2-2       | 2024-09-18 | recommendation    | c2                | hmicfrs_agreed | 2024-07-23
    alone      | 2024-02-27 | recommendation    |                   | open           |
"""

TABLES = {"causes_of_concern": CAUSES, "findings": RECOMMENDATIONS}


def test_a_cause_stands_as_last_stated_and_keeps_the_number_of_recommendations_stated_before(spec: Spec) -> None:
    spec(
        "causes_of_concern_by_status",
        TABLES,
        "2024-07-23",
        """
        cause_id | as_at_on   | counts_as  | recommendations_stated_count | recommendations_set_out_count | recommendations_closed_count
        ---------+------------+------------+------------------------------+-------------------------------+-----------------------------
        c1       | 2024-07-23 | open       | 5                            | 1                             |
        c2       | 2024-07-23 | closed     | 2                            | 1                             |
        old      | 2017-03-02 | not_stated |                              | 0                             |
        """,
    )


def test_a_cause_is_open_until_the_day_it_is_said_to_be_closed(spec: Spec) -> None:
    spec(
        "causes_of_concern_by_status",
        TABLES,
        "2024-07-22",
        """
        cause_id | counts_as
        ---------+-----------
        c1       | open
        c2       | open
        old      | not_stated
        """,
    )


def test_before_any_cause_is_stated_there_are_no_rows(spec: Spec) -> None:
    spec("causes_of_concern_by_status", TABLES, "2017-03-01")
    spec("cause_recommendations", TABLES, "2024-02-26")


def test_recommendations_of_a_cause_stand_as_last_stated_and_others_are_left_out(spec: Spec) -> None:
    spec(
        "cause_recommendations",
        TABLES,
        "2024-09-18",
        """
        cause_id | finding_id | counts_as
        ---------+------------+-----------
        c1       | c1-1       | not_stated
        c2       | c2-1       | closed
        c2       | c2-2       | closed
        """,
    )


def test_days_overdue_are_of_the_recommendation_longest_past_its_deadline_and_none_where_none_is(spec: Spec) -> None:
    causes = """
        cause_id | as_at_on   | title | status_code
        ---------+------------+-------+-------------
        late     | 2026-01-01 | Late  | open
        due      | 2026-01-01 | Due   | open
        without  | 2026-01-01 | None  | open
    """
    recommendations = """
        finding_id | as_at_on   | finding_type_code | parent_finding_id | status_code | deadline_on | deadline_precision
        -----------+------------+-------------------+-------------------+-------------+-------------+-------------------
        l1         | 2026-01-01 | recommendation    | late              | open        | 2026-02-28  | month
        l2         | 2026-01-01 | recommendation    | late              | open        | 2026-03-08  | day
        d1         | 2026-01-01 | recommendation    | due               | open        | 2026-03-10  | day
        w1         | 2026-01-01 | recommendation    | without           | open        |             |
    """
    # February's last day was ten days before the tenth of March; what is due that day is not overdue.
    spec(
        "causes_of_concern_by_status",
        {"causes_of_concern": causes, "findings": recommendations},
        "2026-03-10",
        """
        cause_id | overdue_count | days_overdue
        ---------+---------------+-------------
        due      | 0             |
        late     | 2             | 10
        without  | 0             |
        """,
    )


def test_four_causes_are_open_in_february_2024_with_5_4_6_and_8_recommendations(at: At) -> None:
    engage = at("causes_of_concern_by_status", "2024-02-27").where(cycle_code="2023-25")
    assert column(engage, "cause_id", "counts_as") == {
        "engage-inv": "open",
        "engage-marac": "open",
        "engage-rso": "open",
        "engage-oca": "open",
    }
    assert column(engage, "measures_topic", "recommendations_stated_count") == {
        "investigations": 5,
        "marac": 4,
        "sex_offenders": 6,
        "online_child_abuse": 8,
    }
    assert column(engage, "measures_topic", "recommendations_set_out_count") == {
        "investigations": 5,
        "marac": 4,
        "sex_offenders": 6,
        "online_child_abuse": 6,
    }


def test_three_causes_closed_on_23_july_2024_and_investigations_stays_open_with_three_of_five_closed(at: At) -> None:
    engage = at("causes_of_concern_by_status", "2024-09-18").where(cycle_code="2023-25")
    assert column(engage, "cause_id", "counts_as") == {
        "engage-inv": "open",
        "engage-marac": "closed",
        "engage-rso": "closed",
        "engage-oca": "closed",
    }
    assert column(engage, "cause_id", "recommendations_closed_count")["engage-inv"] == 3
    assert column(engage, "cause_id", "recommendations_stated_count")["engage-inv"] == 5


def test_the_two_recommendations_that_the_paper_counts_but_does_not_set_out_are_flagged(at: At) -> None:
    checks = {check.name: check for check in at("causes_of_concern_by_status", "2024-02-27").checks}
    found = checks["Recommendations set out against the number stated"]
    assert found.status == DIFFERS
    assert found.detail == "Risk from offenders who abuse children online not managed well: 6 against 8, 2 short."


def test_26_recommendations_belong_to_causes_and_16_closed_in_july_2024(at: At) -> None:
    rows = at("cause_recommendations", "2024-09-18").rows
    assert len(rows) == 26
    assert sum(row["counts_as"] == "closed" for row in rows) == 16
    assert sum(row["counts_as"] == "closed" for row in at("cause_recommendations", "2024-07-22").rows) == 0


@pytest.mark.parametrize(
    ("list_on", "list_status", "register_on", "register_status", "counts_as"),
    [
        ("2026-02-02", "open", "2026-02-10", "hmicfrs_agreed", "closed"),
        ("2026-02-10", "hmicfrs_agreed", "2026-02-02", "open", "closed"),
        ("2026-02-02", "hmicfrs_agreed", "2026-02-10", "reopened", "open"),
        ("2026-02-10", "open", "2026-02-10", "hmicfrs_agreed", "open"),
        ("2026-02-02", "open", "2026-02-10", "not_stated", "open"),
    ],
    ids=["register closes", "list closes", "register opens again", "one day: the list of causes", "register is silent"],
)
def test_of_the_register_and_the_list_of_causes_the_later_statement_decides(
    spec: Spec, list_on: str, list_status: str, register_on: str, register_status: str, counts_as: str
) -> None:
    tables = {
        "causes_of_concern": f"""
        cause_id | as_at_on   | title | status_code
        ---------+------------+-------+------------
        c1       | {list_on} | One   | {list_status}
        """,
        "findings": f"""
        finding_id | as_at_on   | finding_type_code | status_code
        -----------+------------+-------------------+------------
        c1         | {register_on} | cause_of_concern  | {register_status}
        """,
    }
    expected = f"""
        cause_id | counts_as
        ---------+----------
        c1       | {counts_as}
    """
    spec("causes_of_concern_by_status", tables, "2026-03-01", expected)


def test_an_owner_and_a_deadline_taken_from_recommendations_are_marked_so(spec: Spec) -> None:
    causes = """
        cause_id | as_at_on   | title | status_code
        ---------+------------+-------+------------
        has      | 2026-01-01 | Has   | open
        takes    | 2026-01-01 | Takes | open
        without  | 2026-01-01 | None  | open
        done     | 2026-01-01 | Done  | open
    """
    findings = """
        finding_id | as_at_on   | finding_type_code | parent_finding_id | status_code | deadline_on | owner_role
        -----------+------------+-------------------+-------------------+-------------+-------------+-----------
        has        | 2026-01-01 | cause_of_concern  |                   | open        | 2026-06-30  | ACC
        h1         | 2026-01-01 | recommendation    | has               | open        | 2026-05-31  | Head
        t1         | 2026-01-01 | recommendation    | takes             | open        | 2026-05-31  | Head
        t2         | 2026-01-01 | recommendation    | takes             | self_certified  | 2025-02-28  | Head
        t3         | 2026-01-01 | recommendation    | takes             | force_says_done | 2026-02-28  | Head
        t4         | 2026-01-01 | recommendation    | takes             | reopened        | 2026-06-30  | Head
        d1         | 2026-01-01 | recommendation    | done              | self_certified  | 2025-02-28  | Head
        w1         | 2026-01-01 | recommendation    | without           | open        |             |
    """
    spec(
        "causes_of_concern_by_status",
        {"causes_of_concern": causes, "findings": findings},
        "2026-03-10",
        """
        cause_id | owner_role | is_owner_of_recommendations | deadline_on | is_deadline_of_recommendation | days_overdue
        ---------+------------+-----------------------------+-------------+-------------------------------+-------------
        done     | Head       | yes                         |             | no                            | 375
        has      | ACC        | no                          | 2026-06-30  | no                            |
        takes    | Head       | yes                         | 2026-05-31  | yes                           | 375
        without  |            | no                          |             | no                            |
        """,
    )


def test_what_is_superseded_is_not_closed_whether_or_not_the_source_of_its_cause_counts_it_so() -> None:
    drawn = list(product(range(3), range(3), range(3), (False, True)))  # agreed, closed by the force, superseded
    causes = [CAUSES.splitlines()[1], "---+---"]
    findings = ["finding_id | as_at_on | finding_type_code | parent_finding_id | status_code", "---+---"]
    for agreed, by_force, superseded, counts_all in drawn:
        name = f"{agreed}-{by_force}-{superseded}-{counts_all}"
        said = agreed + by_force + (superseded if counts_all else 0)
        causes.append(f"{name} | 2024-09-18 | 2023-25 | {name} | 2023-12-22 | open | | 7 | {said}")
        statuses = ["hmicfrs_agreed"] * agreed + ["closed_by_force"] * by_force + ["superseded"] * superseded + ["open"]
        findings += [
            f"{name}-{number} | 2024-09-18 | recommendation | {name} | {status}"
            for number, status in enumerate(statuses)
        ]
    engine = DrawnEngine({"causes_of_concern": "\n".join(causes), "findings": "\n".join(findings)})
    rows = calculate(METRICS["causes_of_concern_by_status"], engine, date(2024, 9, 18)).rows
    assert column(rows, "cause_id", "recommendations_closed_count") == {
        f"{agreed}-{by_force}-{superseded}-{counts_all}": agreed + by_force
        for agreed, by_force, superseded, counts_all in drawn
    }


def test_closed_recommendations_that_no_register_lists_stay_closed_and_none_is_closed_that_nobody_counts(
    spec: Spec,
) -> None:
    findings = """
        finding_id | as_at_on   | finding_type_code | parent_finding_id | status_code
        -----------+------------+-------------------+-------------------+------------
        c1-1       | 2024-09-18 | recommendation    | c1                | superseded
        c2-1       | 2024-09-18 | recommendation    | c2                | superseded
        c2-2       | 2024-09-18 | recommendation    | c2                | archived
    """
    spec(
        "causes_of_concern_by_status",
        {"causes_of_concern": CAUSES, "findings": findings},
        "2024-09-18",
        """
        cause_id | recommendations_closed_count
        ---------+-----------------------------
        c1       | 2
        c2       |
        old      |
        """,
    )
