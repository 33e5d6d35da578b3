"""MARAC: cases awaiting by area and in the force, the longest wait, referrals."""

from datetime import date

import pytest

from src.contracts.metric import CANNOT, DIFFERS, RECONCILES
from tests.metrics.conftest import At, Spec
from tests.metrics.drawn import column

THREE_AREAS = """
    area_code | area_name  | is_force_total | sort_order
    ----------+------------+----------------+-----------
    dudley    | Dudley     | no             | 1
    walsall   | Walsall    | no             | 2
    solihull  | Solihull   | no             | 3
    force     | Whole force| yes            | 4
"""

BACKLOG = """
    as_at_on   | as_at_precision | area_code | cases_awaiting_count
    -----------+-----------------+-----------+---------------------
    2024-01-04 | day             | dudley    | 4
    2024-01-04 | day             | walsall   | 6
    2024-01-04 | day             | solihull  | 0
    2024-02-01 | day             | dudley    | 8
    2024-02-01 | day             | solihull  | 3
    2024-03-07 | day             | dudley    | 5
    2024-03-07 | day             | walsall   | 2
    2024-03-07 | day             | solihull  |
"""

TABLES = {"marac_backlog": BACKLOG, "areas": THREE_AREAS}


def test_an_area_that_did_not_report_is_a_gap_and_an_area_with_no_cases_is_zero(spec: Spec) -> None:
    spec(
        "marac_cases_awaiting_by_area",
        TABLES,
        "2024-03-07",
        """
        as_at_on   | area_name | cases_awaiting_count | previous_on | previous_count | change_count
        -----------+-----------+----------------------+-------------+----------------+-------------
        2024-01-04 | Dudley    | 4                    |             |                |
        2024-01-04 | Walsall   | 6                    |             |                |
        2024-01-04 | Solihull  | 0                    |             |                |
        2024-02-01 | Dudley    | 8                    | 2024-01-04  | 4              | 4
        2024-02-01 | Walsall   |                      | 2024-01-04  | 6              |
        2024-02-01 | Solihull  | 3                    | 2024-01-04  | 0              | 3
        2024-03-07 | Dudley    | 5                    | 2024-02-01  | 8              | -3
        2024-03-07 | Walsall   | 2                    | 2024-02-01  |                |
        2024-03-07 | Solihull  |                      | 2024-02-01  | 3              |
        """,
    )


def test_the_force_total_is_empty_where_an_area_is_missing(spec: Spec) -> None:
    spec(
        "marac_cases_awaiting",
        TABLES,
        "2024-03-07",
        """
        as_at_on   | areas_reported_count | cases_awaiting_count | previous_count | change_count
        -----------+----------------------+----------------------+----------------+-------------
        2024-01-04 | 3                    | 10                   |                |
        2024-02-01 | 2                    |                      | 10             |
        2024-03-07 | 2                    |                      |                |
        """,
    )


def test_a_date_counts_on_its_own_day_and_not_the_day_before(spec: Spec) -> None:
    only_january = """
        as_at_on   | cases_awaiting_count
        -----------+---------------------
        2024-01-04 | 10
    """
    spec("marac_cases_awaiting", TABLES, "2024-01-04", only_january)
    spec("marac_cases_awaiting", TABLES, "2024-01-31", only_january)
    for metric in ("marac_cases_awaiting", "marac_cases_awaiting_by_area", "marac_longest_wait_by_area"):
        spec(metric, TABLES, "2024-01-03")


def test_a_date_on_which_only_waits_were_reported_is_a_gap_and_does_not_stop_the_page(spec: Spec) -> None:
    spec(
        "marac_cases_awaiting_by_area",
        {
            "marac_backlog": """
            as_at_on   | area_code | cases_awaiting_count | longest_wait_working_days
            -----------+-----------+----------------------+--------------------------
            2024-01-04 | dudley    |                      | 7
            """,
            "areas": THREE_AREAS,
        },
        "2024-01-04",
        """
        area_name | cases_awaiting_count
        ----------+---------------------
        Dudley    |
        Walsall   |
        Solihull  |
        """,
    )


@pytest.mark.parametrize(
    ("as_at", "working", "calendar"),
    [
        pytest.param("2024-02-01", 19, 27, id="19 from Thursday 1 February is Wednesday 28 February"),
        pytest.param("2024-02-01", 1, 1, id="1 from a Thursday is the Friday"),
        pytest.param("2024-02-01", 2, 4, id="2 from a Thursday is the Monday"),
        pytest.param("2024-02-02", 1, 3, id="1 from a Friday is the Monday"),
        pytest.param("2024-02-02", 5, 7, id="5 from a Friday is the next Friday"),
        pytest.param("2024-02-02", 6, 10, id="6 from a Friday is the Monday after next"),
        pytest.param("2024-02-05", 4, 4, id="4 from a Monday is the Friday"),
        pytest.param("2024-02-05", 5, 7, id="5 from a Monday is the next Monday"),
        pytest.param("2024-02-05", 0, 0, id="none is none"),
        pytest.param("2024-02-03", 1, 2, id="1 from a Saturday is the Monday"),
        pytest.param("2024-02-04", 1, 1, id="1 from a Sunday is the Monday"),
        pytest.param("2024-02-04", 6, 8, id="6 from a Sunday is the Monday of the week after"),
        pytest.param("2024-02-03", 0, 0, id="none from a Saturday is none"),
    ],
)
def test_working_days_come_to_calendar_days_over_weekends(spec: Spec, as_at: str, working: int, calendar: int) -> None:
    spec(
        "marac_longest_wait_by_area",
        {
            "marac_backlog": f"""
            as_at_on | area_code | longest_wait_working_days
            ---------+-----------+--------------------------
            {as_at}  | dudley    | {working}
            """
        },
        as_at,
        f"""
        longest_wait_working_days | longest_wait_calendar_days
        --------------------------+---------------------------
        {working}                 | {calendar}
        """,
    )


def test_a_wait_at_the_limit_is_inside_it_and_both_readings_are_given(spec: Spec) -> None:
    # 1 February 2024 is a Thursday: 20 working days on is Thursday 29 February, 21 is Friday 1 March,
    # 28 is Tuesday 12 March and 29 is Wednesday 13 March.
    spec(
        "marac_longest_wait_by_area",
        {
            "marac_backlog": """
            as_at_on   | area_code  | longest_wait_working_days
            -----------+------------+--------------------------
            2024-02-01 | birmingham | 20
            2024-02-01 | coventry   | 21
            2024-02-01 | dudley     | 28
            2024-02-01 | walsall    | 29
            2024-02-01 | solihull   |
            """
        },
        "2024-02-01",
        """
        area_name  | longest_wait_working_days | longest_wait_calendar_days | limit_days | limit_if_calendar_in_working_days | is_within_calendar_reading | is_within_working_reading
        -----------+---------------------------+----------------------------+------------+-----------------------------------+----------------------------+--------------------------
        Walsall    | 29                        | 41                         | 28         | 20                                | no                         | no
        Dudley     | 28                        | 40                         | 28         | 20                                | no                         | yes
        Coventry   | 21                        | 29                         | 28         | 20                                | no                         | yes
        Birmingham | 20                        | 28                         | 28         | 20                                | yes                        | yes
        """,
    )


def test_the_waits_are_of_the_newest_date_that_has_any(spec: Spec) -> None:
    spec(
        "marac_longest_wait_by_area",
        {
            "marac_backlog": """
            as_at_on   | area_code | cases_awaiting_count | longest_wait_working_days
            -----------+-----------+----------------------+--------------------------
            2024-01-04 | dudley    | 4                    | 9
            2024-02-01 | dudley    | 8                    | 13
            2024-03-07 | dudley    | 5                    |
            """
        },
        "2024-03-07",
        """
        as_at_on   | area_code | longest_wait_working_days
        -----------+-----------+--------------------------
        2024-02-01 | dudley    | 13
        """,
    )


def test_a_year_of_referrals_counts_from_its_last_day(spec: Spec) -> None:
    referrals = {
        "marac_referrals": """
        period_from_on | period_to_on | referrals_count
        ---------------+--------------+----------------
        2020-04-01     | 2021-03-31   | 4707
        2019-04-01     | 2020-03-31   | 3679
        """
    }
    first_year = """
        as_at_on   | referrals_count
        -----------+----------------
        2020-03-31 | 3679
    """
    spec("marac_referrals_by_year", referrals, "2020-03-30")
    spec("marac_referrals_by_year", referrals, "2020-03-31", first_year)
    spec("marac_referrals_by_year", referrals, "2021-03-30", first_year)


PRINTED = {
    "Birmingham": (285, 95, 65, 7),
    "Coventry": (132, 20, 17, 13),
    "Solihull": (26, 9, 3, 11),
    "Sandwell": (90, 33, 30, 18),
    "Dudley": (91, 4, 8, 13),
    "Walsall": (28, 6, 13, 19),
    "Wolverhampton": (116, 11, 8, 12),
}
"""Cases awaiting on 6 October, 4 January and 1 February, and the longest wait, as the paper prints them."""


def test_all_21_area_figures_are_as_printed(at: At) -> None:
    result = at("marac_cases_awaiting_by_area", "2024-02-27")
    assert len(result.rows) == 21
    for place, day in enumerate((date(2023, 10, 6), date(2024, 1, 4), date(2024, 2, 1))):
        assert column(result.where(as_at_on=day), "area_name", "cases_awaiting_count") == {
            area: figures[place] for area, figures in PRINTED.items()
        }


def test_the_force_totals_are_768_then_178_then_144(at: At) -> None:
    rows = at("marac_cases_awaiting", "2024-02-27").rows
    assert column(rows, "as_at_on", "cases_awaiting_count") == {
        date(2023, 10, 6): 768,
        date(2024, 1, 4): 178,
        date(2024, 2, 1): 144,
    }
    assert rows[-1]["change_count"] == -34


def test_dudley_rose_from_4_to_8_and_walsall_from_6_to_13_and_no_other_area_rose(at: At) -> None:
    newest = at("marac_cases_awaiting_by_area", "2024-02-27").newest
    assert {
        row["area_name"]: (row["previous_count"], row["cases_awaiting_count"])
        for row in newest
        if row["change_count"] > 0
    } == {"Dudley": (4, 8), "Walsall": (6, 13)}


def test_the_longest_waits_are_as_printed_and_walsalls_19_working_days_are_27_calendar_days(at: At) -> None:
    rows = at("marac_longest_wait_by_area", "2024-02-27").rows
    assert column(rows, "area_name", "longest_wait_working_days") == {a: f[3] for a, f in PRINTED.items()}
    assert rows[0]["area_name"] == "Walsall"
    assert rows[0]["longest_wait_calendar_days"] == 27
    assert all(row["is_within_calendar_reading"] and row["is_within_working_reading"] for row in rows)


def test_a_date_before_anybody_reported_is_a_gap_and_not_a_zero(at: At) -> None:
    for metric in ("marac_cases_awaiting", "marac_cases_awaiting_by_area"):
        result = at(metric, "2023-09-01")
        assert result.rows == ()
        assert result.sentence.startswith("No figure is held")


def test_at_1_december_2023_only_the_figures_of_6_october_are_known(at: At) -> None:
    assert column(at("marac_cases_awaiting", "2023-12-01").rows, "as_at_on", "cases_awaiting_count") == {
        date(2023, 10, 6): 768
    }
    assert {row["as_at_on"] for row in at("marac_cases_awaiting_by_area", "2023-12-01").rows} == {date(2023, 10, 6)}


def test_the_total_is_checked_for_every_area_and_says_that_the_paper_prints_none(at: At) -> None:
    checks = {check.name: check.status for check in at("marac_cases_awaiting", "2024-02-27").checks}
    assert checks["Every area reported"] == RECONCILES
    assert checks["Areas against a printed force total"] == CANNOT
    assert checks["MARAC table said to show reductions, but two areas rose (D22)"] == DIFFERS


def test_the_areas_lead_back_to_the_table_of_the_engage_paper(at: At) -> None:
    (source,) = at("marac_cases_awaiting_by_area", "2024-02-27").sources
    assert source.title == "Strategic Policing and Crime Board: HMICFRS Engage"
    assert source.place == "para 33a, table"


def test_referrals_are_3679_then_4707(at: At) -> None:
    rows = at("marac_referrals_by_year", "2024-02-27").rows
    assert [(row["referrals_count"], row["male_victim_count"]) for row in rows] == [(3679, 195), (4707, 215)]
