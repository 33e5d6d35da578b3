"""Every published total counted again by other means: the files read with csv, the sums done in plain Python."""

import csv
from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import date

from src.settings import Settings
from tests.metrics.conftest import At

AT = "2024-09-18"
Row = dict[str, str]


def rows_of(name: str) -> list[Row]:
    """The rows of a published file, all text."""
    with (Settings().published / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def reference(name: str, key: str, value: str) -> dict[str, str]:
    """One column of a code list by another."""
    with (Settings().reference / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return {row[key]: row[value] for row in csv.DictReader(file)}


def last_stated(name: str, key: str, as_at: str = AT) -> dict[str, Row]:
    """The newest row of each thing not after a date. ISO dates compare as text."""
    newest: dict[str, Row] = {}
    for row in rows_of(name):
        if row["as_at_on"] <= as_at and row["as_at_on"] >= newest.get(row[key], row)["as_at_on"]:
            newest[row[key]] = row
    return newest


def whole(text: str) -> int | None:
    """A whole number, or None for an empty cell."""
    return int(text) if text else None


def as_text(value: object) -> str:
    """A result's value as the file has it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else value.isoformat() if isinstance(value, date) else str(value)


def stands_as(row: Row, counts_as: dict[str, str]) -> str:
    """How a row of the register stands, with what is closed told apart by who closed it."""
    state = counts_as[row["status_code"]]
    if state != "closed":
        return state
    is_by_force = row["status_code"] == "closed_by_force" or (row["status_code"], row["level_code"]) == (
        "archived",
        "2",
    )
    return "closed_by_force" if is_by_force else row["status_code"].removeprefix("hmicfrs_")


def test_the_published_table_adds_up_as_its_file_does(at: At) -> None:
    result = at("published_findings_by_level", AT).rows
    printed = rows_of("finding_counts")
    assert len(result) == len(printed)
    for name in ("open_count", "closed_count", "total_count"):
        assert sum(row[name] for row in result) == sum(int(row[name]) for row in printed)


def test_the_register_counts_each_finding_once_as_last_stated(at: At) -> None:
    counts_as = reference("finding_statuses", "status_code", "counts_as")
    for as_at in ("2017-06-08", "2018-06-30", "2023-06-29", "2024-02-27", AT):
        newest = last_stated("findings", "finding_id", as_at)
        expected = Counter(
            (row["finding_type_code"], row["level_code"] or "not_stated", stands_as(row, counts_as))
            for row in newest.values()
        )
        counted: Counter[tuple[str, str, str]] = Counter()
        for row in at("findings_open_and_closed_by_level", as_at).rows:
            for state in (
                "open", "done_not_sent", "with_hmicfrs", "closed_by_force", "agreed", "archived", "superseded",
                "not_stated",
            ):  # fmt: skip
                counted[row["finding_type_code"], row["level_code"], state] += row[f"{state}_count"]
        assert +counted == expected
        register = at("findings_register", as_at).rows
        assert {row["finding_id"]: row["status_code"] for row in register} == {
            name: row["status_code"] for name, row in newest.items()
        }


def test_months_of_raising_and_closing_come_to_the_same(at: At) -> None:
    counts_as = reference("finding_statuses", "status_code", "counts_as")
    newest = last_stated("findings", "finding_id").values()
    raised = Counter(row["report_published_on"][:7] for row in newest if row["report_published_on"])
    closed = Counter(
        row["status_on"][:7] for row in newest if row["status_on"] and counts_as[row["status_code"]] == "closed"
    )
    result = at("findings_raised_and_closed_by_month", AT).rows
    assert {as_text(row["month_on"])[:7]: row["raised_count"] for row in result if row["raised_count"]} == raised
    assert {as_text(row["month_on"])[:7]: row["closed_count"] for row in result if row["closed_count"]} == closed
    assert sum(row["day_unknown_count"] for row in result) == sum(
        counts_as[row["status_code"]] in ("closed", "not_stated") and not row["status_on"]
        for row in newest
        if row["report_published_on"]
    )


def test_findings_past_their_deadline_are_the_same_with_the_same_days(at: At) -> None:
    counts_as = reference("finding_statuses", "status_code", "counts_as")
    expected = {
        name: (date.fromisoformat(AT) - date.fromisoformat(row["deadline_on"])).days
        for name, row in last_stated("findings", "finding_id").items()
        if row["deadline_on"] and row["deadline_on"] < AT and counts_as[row["status_code"]] != "closed"
    }
    assert {row["finding_id"]: row["days_overdue"] for row in at("findings_overdue", AT).rows} == expected


def test_days_to_close_are_the_same(at: At) -> None:
    counts_as = reference("finding_statuses", "status_code", "counts_as")
    expected = {
        name: (date.fromisoformat(row["status_on"]) - date.fromisoformat(row["report_published_on"])).days
        for name, row in last_stated("findings", "finding_id").items()
        if row["status_on"] and row["report_published_on"] and counts_as[row["status_code"]] == "closed"
    }
    assert {row["finding_id"]: row["days_to_close"] for row in at("finding_days_to_close", AT).rows} == expected


def test_causes_and_their_recommendations_are_the_same(at: At) -> None:
    causes = at("causes_of_concern_by_status", AT).rows
    assert {row["cause_id"]: row["status_code"] for row in causes} == {
        name: row["status_code"] for name, row in last_stated("causes_of_concern", "cause_id").items()
    }
    children = [row for row in last_stated("findings", "finding_id").values() if row["parent_finding_id"]]
    set_out = Counter(row["parent_finding_id"] for row in children)
    assert {row["cause_id"]: row["recommendations_set_out_count"] for row in causes} == {
        row["cause_id"]: set_out[row["cause_id"]] for row in causes
    }
    assert {row["finding_id"] for row in at("cause_recommendations", AT).rows} == {
        row["finding_id"] for row in children
    }


def test_force_totals_are_the_sums_of_the_areas(at: At) -> None:
    totals: dict[str, int] = defaultdict(int)
    for row in rows_of("marac_backlog"):
        totals[row["as_at_on"]] += int(row["cases_awaiting_count"])
    result = at("marac_cases_awaiting", AT).rows
    assert {as_text(row["as_at_on"]): row["cases_awaiting_count"] for row in result} == totals


def test_tasks_together_are_the_sums_of_the_types(at: At) -> None:
    totals: dict[str, int] = defaultdict(int)
    for row in rows_of("sex_offender_tasks"):
        totals[row["as_at_on"]] += int(row["outstanding_count"])
    result = at("sex_offender_tasks_outstanding", AT).rows
    assert {as_text(row["as_at_on"]): row["all_tasks_count"] for row in result} == totals


def test_grades_counted_by_cycle_are_the_same(at: At) -> None:
    expected = Counter(
        (row["cycle_code"], row["grade_code"])
        for row in rows_of("peel_gradings")
        if row["entry_level_code"] in ("question", "area") and row["grade_code"] in ("O", "G", "A", "RI", "I")
    )
    result = at("peel_grade_counts_by_cycle", AT).rows
    assert +Counter({(row["cycle_code"], row["grade_code"]): row["held_count"] for row in result}) == expected
    published = {
        (row["cycle_code"], row["grade_code"]): int(row["areas_count"]) for row in rows_of("peel_published_counts")
    }
    assert {
        (row["cycle_code"], row["grade_code"]): row["published_count"]
        for row in result
        if row["published_count"] is not None
    } == published


def test_grades_of_other_forces_are_the_same(at: At) -> None:
    rows = rows_of("peer_gradings")
    published = {
        (row["cycle_code"], row["peer_force_code"], row["grade_code"]): int(row["areas_count"])
        for row in rows
        if row["row_kind_code"] == "count"
    }
    have_counts = {(cycle, force) for cycle, force, _ in published}
    areas = [(row["cycle_code"], row["peer_force_code"], row["grade_code"]) for row in rows if row["area"]]
    expected = Counter(published) + Counter(area for area in areas if area[:2] not in have_counts)
    own = {
        (row["cycle_code"], "wmp", row["grade_code"]): int(row["areas_count"])
        for row in rows_of("peel_published_counts")
    }
    result = at("peer_grade_counts_by_cycle", AT).rows
    shown = Counter({(row["cycle_code"], row["force_code"], row["grade_code"]): row["areas_count"] for row in result})
    assert +shown == +(expected + Counter(own))
    named = Counter(
        (row["cycle_code"], row["peer_force_code"], row["grade_code"]) for row in at("peer_grades_by_area", AT).rows
    )
    assert named == Counter(areas)


def test_every_dated_grade_is_shown_as_its_file_has_it(at: At) -> None:
    undated = {"2021-22-separate-vetting", "2025-27-summary"}
    expected = {
        row["grading_id"]: (row["grade_code"], row["basis_code"], row["carried_over_from"])
        for row in rows_of("peel_gradings")
        if row["published_on"]
    }
    shown = {
        row["grading_id"]: tuple(as_text(row[name]) for name in ("grade_code", "basis_code", "carried_over_from"))
        for row in at("peel_grades_by_question", AT).rows
    }
    assert {name: shown[name] for name in expected} == expected
    assert set(shown) - set(expected) <= undated


FIGURES: dict[str, tuple[str, dict[str, str], Callable[[Row], bool]]] = {
    "marac_cases_awaiting_by_area": (
        "marac_backlog",
        {"as_at_on": "as_at_on", "area_code": "area_code", "cases_awaiting_count": "cases_awaiting_count"},
        lambda row: True,
    ),
    "marac_longest_wait_by_area": (
        "marac_backlog",
        {"as_at_on": "as_at_on", "area_code": "area_code", "longest_wait_working_days": "longest_wait_working_days"},
        lambda row: row["longest_wait_working_days"] != "",
    ),
    "marac_referrals_by_year": (
        "marac_referrals",
        {"as_at_on": "period_to_on", "referrals_count": "referrals_count", "male_victim_count": "male_victim_count"},
        lambda row: True,
    ),
    "sex_offender_tasks_outstanding": (
        "sex_offender_tasks",
        {"as_at_on": "as_at_on", "task_code": "task_code", "outstanding_count": "outstanding_count"},
        lambda row: True,
    ),
    "ocset_packages_by_stage": (
        "ocset_packages",
        {
            "as_at_on": "as_at_on",
            "stage_code": "stage_code",
            "packages_count": "packages_count",
            "qualifier_code": "qualifier_code",
        },
        lambda row: row["risk_code"] == "all",
    ),
    "ocset_packages_by_risk": (
        "ocset_packages",
        {"risk_code": "risk_code", "packages_count": "packages_count", "oldest_days": "oldest_days"},
        lambda row: row["risk_code"] != "all",
    ),
    "digital_forensics_queue": (
        "digital_forensics_queue",
        {
            "as_at_on": "as_at_on",
            "unallocated_count": "unallocated_count",
            "received_in_month_count": "received_in_month_count",
        },
        lambda row: True,
    ),
    "qatt_reviews_completed": (
        "investigation_standards",
        {"as_at_on": "as_at_on", "reviews_count": "count", "qualifier_code": "qualifier_code"},
        lambda row: row["measure_code"] == "qatt_reviews_completed",
    ),
    "vetting_progress_by_rating": (
        "vetting_progress",
        {"as_at_on": "as_at_on", "rating_code": "rating_code", "recommendations_count": "recommendations_count"},
        lambda row: True,
    ),
    "events_in_period": (
        "events",
        {"event_id": "event_id", "as_at_on": "starts_on", "ends_on": "ends_on", "title": "title"},
        lambda row: True,
    ),
    "inspections_by_state": (
        "inspections",
        {"inspection_id": "inspection_id", "starts_on": "starts_on", "state_code": "state_code"},
        lambda row: True,
    ),
}
"""Metrics that show the rows of a file as they stand: its columns by the metric's, and which rows."""

DECIMALS: dict[str, tuple[str, tuple[str, str], tuple[str, ...]]] = {
    "qatt_average_grade_by_section": ("qatt_averages", ("average_grade", "average_grade"), ("section_code",)),
    "investigation_standards_met": (
        "investigation_standards",
        ("share_percent", "share_percent"),
        ("as_at_on", "measure_code"),
    ),
    "positive_outcome_rate": ("positive_outcomes", ("share_percent", "rate_percent"), ("crime_group_code",)),
    "recording_accuracy_by_crime_group": (
        "recording_accuracy",
        ("rate_percent", "rate_percent"),
        ("crime_group_code", "source_id"),
    ),
    "force_and_national_comparison": (
        "national_comparisons",
        ("force_value", "force_value"),
        ("measure_code",),
    ),
}
"""The same for figures with a fraction: the metric's column and the file's, and what tells rows apart."""


def test_figures_shown_as_they_stand_are_those_of_the_files(at: At) -> None:
    for metric, (file, columns, wanted) in FIGURES.items():
        shown = sorted(tuple(as_text(row[name]) for name in columns) for row in at(metric, AT).rows)
        assert shown == sorted(tuple(row[name] for name in columns.values()) for row in rows_of(file) if wanted(row)), (
            metric
        )


def test_figures_with_a_fraction_are_those_of_the_files(at: At) -> None:
    for metric, (file, (ours, theirs), key) in DECIMALS.items():
        shown = {tuple(as_text(row[name]) for name in key): row[ours] for row in at(metric, AT).rows}
        existing = {tuple(row[name] for name in key): row for row in rows_of(file)}
        for name, value in shown.items():
            text = existing[name][theirs]
            assert value == (float(text) if text else None), (metric, name)
        left_out = {name for name in existing if name not in shown}
        assert all("qatt_reviews_completed" in name for name in left_out), metric
