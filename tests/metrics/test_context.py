"""What stands around the figures: events, inspections, vetting, crime recording, national comparison."""

from datetime import date

import pytest

from src.contracts.metric import RECONCILES
from src.metrics import METRICS
from src.metrics.calculate import calculate
from src.metrics.context.wording import comparison
from tests.metrics.conftest import At, Spec
from tests.metrics.drawn import DrawnEngine, column


def test_an_event_is_known_from_its_first_day_even_while_it_lasts(spec: Spec) -> None:
    tables = {
        "events": """
        event_id   | starts_on  | ends_on    | title           | kind_code
        -----------+------------+------------+-----------------+-----------
        later      | 2023-11-24 |            | Moved to Engage | engage
        inspection | 2023-06-05 | 2023-06-09 | Inspection      | inspection
        """
    }
    spec("events_in_period", tables, "2023-06-04")
    first = """
        event_id   | as_at_on   | ends_on    | kind_name
        -----------+------------+------------+-------------------
        inspection | 2023-06-05 | 2023-06-09 | Inspection
    """
    spec("events_in_period", tables, "2023-06-05", first)
    spec("events_in_period", tables, "2023-11-23", first)
    spec("events_in_period", tables, "2023-11-24", first + "    later | 2023-11-24 | | Moved to Engage")


def test_the_newest_move_says_the_phase_of_monitoring_however_often_a_force_moves() -> None:
    table = """
        event_id | starts_on  | title          | kind_code  | precision_code
        ---------+------------+----------------+------------+---------------
        first    | 2023-11-24 | Into Engage    | engage     | day
        again    | 2024-01-16 | Still there    | engage     | day
        back     | 2024-09-18 | Out of it      | scan       | day
        report   | 2025-06-01 | A report       | report     | day
        second   | 2027-03-01 | Into it again  | engage     | day
        third    | 2027-09-30 | Out of it      | scan       | month
        """
    engine = DrawnEngine({"events": table})
    said = {
        day: calculate(METRICS["events_in_period"], engine, date.fromisoformat(day)).sentence
        for day in ("2023-11-24", "2024-01-17", "2025-07-01", "2027-06-01", "2027-10-01")
    }
    # 24 November 2023 to 18 September 2024 is 299 days; from there to 1 March 2027 894.
    assert list(said.values()) == [
        "The force has been in Engage, the enhanced phase of monitoring, since 24 November 2023.",
        "The force has been in Engage, the enhanced phase of monitoring, for 54 days, since 24 November 2023.",
        "The force left Engage on 18 September 2024, after 299 days, and is back in Scan, the default phase of monitoring.",
        "The force left Scan on 1 March 2027, after 894 days, and is back in Engage, the enhanced phase of monitoring.",
        "The force left Engage in September 2027, and is back in Scan, the default phase of monitoring.",
    ]


def test_an_inspection_stands_as_the_newest_paper_states_it(spec: Spec) -> None:
    tables = {
        "inspections": """
        inspection_id | as_at_on   | title | kind_code | starts_on  | state_code
        --------------+------------+-------+-----------+------------+------------
        one           | 2023-06-29 | One   | peel      | 2023-06-19 | forthcoming
        one           | 2023-09-28 | One   | peel      | 2023-06-19 | completed
        two           | 2023-06-29 | Two   | thematic  | 2023-08-21 | forthcoming
        """
    }
    spec("inspections_by_state", tables, "2023-06-28")
    spec(
        "inspections_by_state",
        tables,
        "2023-09-27",
        """
        inspection_id | as_at_on   | state_name
        --------------+------------+------------------------------------
        two           | 2023-06-29 | Dates passed
        one           | 2023-06-29 | Dates passed
        """,
    )
    spec(
        "inspections_by_state",
        tables,
        "2023-08-21",
        """
        inspection_id | as_at_on   | state_name
        --------------+------------+------------------------------------
        two           | 2023-06-29 | Forthcoming
        one           | 2023-06-29 | Dates passed
        """,
    )
    spec(
        "inspections_by_state",
        tables,
        "2023-09-28",
        """
        inspection_id | as_at_on   | state_name                         | kind_name
        --------------+------------+------------------------------------+-------------------
        two           | 2023-06-29 | Dates passed | National thematic
        one           | 2023-09-28 | Completed                          | PEEL
        """,
    )


def test_a_rating_given_to_none_is_zero_and_ungraded_is_a_fourth_value(spec: Spec) -> None:
    tables = {
        "vetting_progress": """
        as_at_on   | rating_code | recommendations_count | assessed_count
        -----------+-------------+-----------------------+---------------
        2023-05-11 | red         | 2                     | 28
        2023-11-30 | green       | 25                    | 28
        2023-11-30 | ungraded    | 3                     | 28
        """
    }
    spec("vetting_progress_by_rating", tables, "2023-05-10")
    spec(
        "vetting_progress_by_rating",
        tables,
        "2023-11-29",
        """
        as_at_on   | rating_code | recommendations_count | assessed_count
        -----------+-------------+-----------------------+---------------
        2023-05-11 | red         | 2                     | 28
        2023-05-11 | amber       | 0                     | 28
        2023-05-11 | green       | 0                     | 28
        2023-05-11 | ungraded    | 0                     | 28
        """,
    )
    spec(
        "vetting_progress_by_rating",
        tables,
        "2023-11-30",
        """
        as_at_on   | rating_code | recommendations_count | assessed_count
        -----------+-------------+-----------------------+---------------
        2023-11-30 | red         | 0                     | 28
        2023-11-30 | amber       | 0                     | 28
        2023-11-30 | green       | 25                    | 28
        2023-11-30 | ungraded    | 3                     | 28
        """,
    )


def test_an_audit_counts_from_its_last_day_and_each_source_keeps_its_figure(spec: Spec) -> None:
    tables = {
        "recording_accuracy": """
        period_to_on | crime_group_code | rate_percent | interval_points | source_id
        -------------+------------------+--------------+-----------------+----------
        2016-12-31   | violence         | 77.91        |                 | b
        2016-12-31   | violence         | 77.9         | 3.36            | a
        2016-12-31   | all_crime        | 83.8         | 1.88            | a
        """,
        "sources": """
        source_id | title  | published_on
        ----------+--------+-------------
        a         | Report | 2017-09-07
        b         | Paper  | 2017-06-08
        """,
    }
    spec("recording_accuracy_by_crime_group", tables, "2016-12-30")
    spec(
        "recording_accuracy_by_crime_group",
        tables,
        "2016-12-31",
        """
        crime_group_name | rate_percent | interval_points | source_title
        -----------------+--------------+-----------------+-------------
        All crime        | 83.8         | 1.88            | Report
        Violence         | 77.91        |                 | Paper
        Violence         | 77.9         | 3.36            | Report
        """,
    )


def test_a_difference_needs_both_figures_and_is_of_no_numbers(spec: Spec) -> None:
    tables = {
        "national_comparisons": """
        period_to_on | measure_code | measure_name | force_value | national_value | unit_code | better_code
        -------------+--------------+--------------+-------------+----------------+-----------+------------
        2015-06-30   | a            | A            | 57.5        | 56.0           | per_1000  | lower
        2015-06-30   | b            | B            | 66629.0     |                | count     | lower
        2015-06-30   | c            | C            | 346.0       | 21318.0        | count     | neutral
        """
    }
    spec("force_and_national_comparison", tables, "2015-06-29")
    spec(
        "force_and_national_comparison",
        tables,
        "2015-06-30",
        """
        measure_code | force_value | national_value | difference | unit_name
        -------------+-------------+----------------+------------+----------
        a            | 57.5        | 56.0           | 1.5        | per 1,000
        b            | 66629.0     |                |            | number
        c            | 346.0       | 21318.0        |            | number
        """,
    )


def test_the_outcomes_of_figure_4_add_up_as_printed(at: At) -> None:
    rows = column(at("force_and_national_comparison", "2024-02-27").rows, "measure_code", "force_value")
    formal = ("outcome_youth_cautions_count", "outcome_adult_cautions_count", "outcome_penalty_notices_count")
    informal = ("outcome_cannabis_warnings_count", "outcome_community_resolutions_count")
    assert rows["outcome_formal_count"] == sum(rows[code] for code in formal) == 6114
    assert rows["outcome_informal_count"] == sum(rows[code] for code in informal) == 8880
    assert rows["outcome_charged_count"] == 30263


def test_what_papers_say_once_is_held_with_its_place(at: At) -> None:
    rows = {row["figure_id"]: row for row in at("paper_figures_by_subject", "2024-09-18").rows}
    printed = {
        "som-offenders-each-2015": ("about", 90, "page 28"),
        "custody-2017-recommendations": (None, 5, "para 4.2"),
        "custody-2017-areas": (None, 34, "para 4.2"),
        "recording-2017-sample": ("over", 1500, "para 3.1"),
        "domestic-abuse-audit-2017": ("over", 300, "para 6.1"),
        "vetting-2022-recommendations": (None, 43, "para 3.15"),
        "vetting-national-share": ("about", 73, "para 3.16"),
        "corruption-national-share": ("at_least", 90, "para 3.16"),
        "closure-route-causes": (None, 1, "para 2.7"),
        "closure-route-recommendations": (None, 3, "para 2.7"),
        "vsa-2023-files": (None, 100, "paras 8 and 9"),
        "vsa-2023-files-each-kind": (None, 10, "para 10"),
        "marac-demand-cut": ("over", 21, "para 35b"),
        "som-sergeants-added": (None, 2, "para 38c"),
        "som-constables-added": (None, 12, "para 38c"),
        "ocset-sergeants-added": (None, 1, "para 46a"),
        "ocset-constables-added": (None, 7, "para 46a"),
    }
    for name, (qualifier, value, place) in printed.items():
        assert (rows[name]["qualifier_code"], rows[name]["value"]) == (qualifier, value), name
        assert place in rows[name]["place"], name
    counts = column(at("force_and_national_comparison", "2024-02-27").rows, "measure_code", "force_value")
    # Figure 4: youth cautions, adult cautions, penalty notices, cannabis warnings and community resolutions.
    assert sorted(value for name, value in counts.items() if name.startswith("outcome_") and name.endswith("_count")) == [
        346, 806, 964, 1133, 4017, 6114, 8074, 8880, 30263,
    ]  # fmt: skip


def test_vetting_is_2_red_7_amber_16_green_and_3_ungraded_of_28(at: At) -> None:
    result = at("vetting_progress_by_rating", "2023-06-29")
    assert column(result.rows, "rating_code", "recommendations_count") == {
        "red": 2,
        "amber": 7,
        "green": 16,
        "ungraded": 3,
    }
    assert {row["assessed_count"] for row in result.rows} == {28}
    statuses = {check.name: check.status for check in result.checks}
    assert statuses["Ratings against the number assessed"] == RECONCILES


def test_crime_recording_is_as_both_sources_print_it(at: At) -> None:
    rows = at("recording_accuracy_by_crime_group", "2024-02-27").rows
    printed = {(row["source_id"], row["crime_group_code"]): row["rate_percent"] for row in rows}
    assert printed == {
        ("jac-2017", "all_crime"): 83.78,
        ("jac-2017", "violence"): 77.91,
        ("jac-2017", "sexual_offences"): 91.41,
        ("hmicfrs-cdi-2017", "all_crime"): 83.8,
        ("hmicfrs-cdi-2017", "violence"): 77.9,
    }


def test_the_force_recorded_57_5_victim_based_crimes_per_1000_against_56_0(at: At) -> None:
    row = at("force_and_national_comparison", "2024-02-27").single(measure_code="victim_based_crime_rate")
    assert row is not None
    assert (row["force_value"], row["national_value"], row["unit_name"]) == (57.5, 56.0, "per 1,000")


def test_the_force_moved_to_engage_on_24_november_2023_and_back_to_scan_on_18_september_2024(at: At) -> None:
    days = column(at("events_in_period", "2024-09-18").rows, "event_id", "as_at_on")
    assert days["engage-2023"] == date(2023, 11, 24)
    assert days["scan-2024"] == date(2024, 9, 18)
    assert "scan-2024" not in column(at("events_in_period", "2024-09-17").rows, "event_id", "as_at_on")


def test_fieldwork_of_september_2023_was_still_to_come_in_the_paper_of_june(at: At) -> None:
    row = at("inspections_by_state", "2023-06-29").single(inspection_id="peel-2023-fieldwork")
    assert row is not None
    assert (row["starts_on"], row["ends_on"]) == (date(2023, 9, 11), date(2023, 9, 23))
    assert row["state_code"] == "forthcoming"


@pytest.mark.parametrize(
    ("better", "worse", "level", "sentence"),
    [
        (0, 2, 0, "Of two measures the force was worse than England and Wales on both."),
        (3, 0, 0, "Of three measures the force was better than England and Wales on all."),
        (0, 1, 0, "On the one measure printed for both, the force was worse than England and Wales."),
        (0, 0, 1, "On the one measure printed for both, the force was level with England and Wales."),
        (0, 1, 2, "Of three measures the force was worse than England and Wales on one and level on two."),
        (5, 6, 1, "Of 12 measures the force was better than England and Wales on five, worse on six and level on one."),
        (0, 0, 0, "No measure is printed for both the force and England and Wales."),
    ],
)
def test_the_force_is_compared_with_england_and_wales_in_what_there_is(
    better: int, worse: int, level: int, sentence: str
) -> None:
    rows = [
        *({"difference": -1, "better_code": "lower"} for _ in range(better)),
        *({"difference": -1, "better_code": "higher"} for _ in range(worse)),
        *({"difference": 0, "better_code": "higher"} for _ in range(level)),
        {"difference": None, "better_code": "higher"},
        {"difference": 5, "better_code": "neither"},
    ]
    assert comparison(rows, date(2024, 3, 1)) == sentence
