"""The planted signals are there, where and when they are said to be, and there is none besides."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from statistics import fmean

import pytest

from demo.diary import EVENTS
from demo.planted import PLANTED, REFERRALS_RISE, Kind, Planted
from src.analysis.backlog import position
from src.analysis.spc import Mark, Rule, Side, Variation, variation
from src.contracts import code_lists
from src.metrics.datasets import DATASETS
from src.settings import Settings
from tests.demo.reading import MONDAYS, Supply, rows_of, with_sums

LISTS = code_lists.read_all(Settings().reference)
FLOWS = (
    ("marac_backlog", ("area_code",), ("referrals_received_count", "cases_heard_count")),
    ("sex_offender_tasks", ("area_code", "task_code"), ("arising_count", "completed_count")),
)
"""Weekly flows: dataset, the columns that tell series apart, and the measures."""
SECTIONS = ("Victim focus", "Suspect management", "Investigation standards", "Supervisor review", "Overall")


def planted(kind: Kind) -> list[Planted]:
    """The planted signals of a kind."""
    return [item for item in PLANTED if item.kind is kind]


def named(item: Planted) -> tuple[str, ...]:
    """The subject of a planted signal, as the files name it."""
    return tuple(LISTS[DATASETS[item.dataset].column(name).codes].names()[code] for name, code in item.subject.items())


def shown(values: Sequence[float | None], breaks: Sequence[int] = ()) -> Variation:
    """What the rules of variation show of a series, told no direction."""
    return variation(values, Side.NEUTRAL, breaks=breaks)


def marked(found: Variation) -> list[int]:
    """The places of the points that are signals."""
    return [at for at, point in enumerate(found.points) if point.mark not in (None, Mark.COMMON)]


def flows(supply: Supply) -> Iterator[tuple[str, str, dict[str, str], list[int | None]]]:
    """Every weekly flow by dataset, measure and subject, and every sum of them."""
    for dataset, subjects, measures in FLOWS:
        headings = [DATASETS[dataset].column(name).heading for name in subjects]
        for measure in measures:
            leaves = supply.weekly(dataset, headings, DATASETS[dataset].column(measure).heading)
            for subject, values in with_sums(headings, leaves):
                yield dataset, measure, subject, values


def own(supply: Supply, item: Planted) -> list[int | None]:
    """The series that a signal was planted in."""
    dataset = DATASETS[item.dataset]
    headings = [dataset.column(name).heading for name in item.subject]
    return supply.weekly(item.dataset, headings, dataset.column(item.measure).heading)[named(item)]


def test_nothing_is_a_signal_in_a_weekly_flow_but_what_was_planted(supply: Supply) -> None:
    looked_at = 0
    for dataset, measure, subject, values in flows(supply):
        codes_of = {
            column.name: {name: code for code, name in LISTS[column.codes].names().items()}[subject[column.heading]]
            for column in DATASETS[dataset].columns
            if column.heading in subject
        }
        if not any(item.touches(dataset, measure, codes_of) for item in PLANTED):
            looked_at += 1
            assert marked(shown(values)) == [], (dataset, measure, subject)
    # MARAC: 8 series of each of two measures, Walsall and the force touched. Tasks: 40 of each, 4 touched:
    # visits in Coventry, Coventry, visits, and all.
    assert looked_at == 2 * (8 - 2) + 2 * (40 - 4)


def test_nothing_is_a_signal_in_what_comes_in_and_goes_out_of_the_packages(supply: Supply) -> None:
    for measure in ("Received in the week", "Enforced in the week"):
        found = supply.weekly("ocset_packages", ["Stage", "Risk"], measure)
        assert len(found) == (6 if measure.startswith("Received") else 5)
        for subject, values in found.items():
            assert marked(shown(values)) == [], (measure, subject)


@pytest.mark.parametrize("item", planted(Kind.STEP), ids=lambda item: item.measure)
def test_a_step_change_is_up_by_half_lasts_and_shows_and_there_is_nothing_else_on_either_side(
    supply: Supply, item: Planted
) -> None:
    values, step = own(supply, item), MONDAYS.index(item.from_on)
    assert fmean(values[step:]) / fmean(values[:step]) == pytest.approx(1.5, abs=0.05)  # type: ignore[type-var]
    found = shown(values)
    assert [at for at in marked(found) if at >= step and found.points[at].is_high]
    assert marked(shown(values, breaks=[step])) == []
    assert len(values) - step >= 12, "enough points for limits to be worked out again"


def test_referrals_rise_before_hearings_do_so_that_cases_awaiting_grow_in_between(supply: Supply) -> None:
    received, heard = (item.from_on for item in planted(Kind.STEP))
    assert received < heard
    awaiting = supply.weekly("marac_backlog", ["Area"], "Cases awaiting")["Walsall",]
    assert awaiting[MONDAYS.index(heard) - 1] > 2 * awaiting[MONDAYS.index(received) - 1]  # type: ignore[operator]


@pytest.mark.parametrize("item", planted(Kind.SINGLE), ids=lambda item: item.measure)
def test_a_single_point_is_beyond_the_limit_and_no_other_is_a_signal(supply: Supply, item: Planted) -> None:
    found = shown(own(supply, item))
    (only,) = marked(found)
    assert only == MONDAYS.index(item.from_on)
    assert found.points[only].rules == (Rule.SINGLE,)
    assert found.points[only].is_high


@pytest.mark.parametrize("item", planted(Kind.SINGLE), ids=lambda item: item.measure)
def test_a_single_point_shows_in_the_visits_of_the_whole_force_too(supply: Supply, item: Planted) -> None:
    visits = supply.weekly("sex_offender_tasks", ["Area", "Task"], DATASETS[item.dataset].column(item.measure).heading)
    sums = [values for subject, values in with_sums(["Area", "Task"], visits) if subject == {"Task": "Visits"}]
    assert [marked(shown(force)) for force in sums] == [[MONDAYS.index(item.from_on)]]


def good_by_month(supply: Supply, section: str, department: str = "") -> dict[str, float]:
    """The share of reviews graded 4 or 5 for a section, by month."""
    grades = defaultdict(list)
    for row in supply.rows("qatt_reviews"):
        if department in ("", row["Department"]):
            grades[row["Reviewed on"][:7]].append(int(row[f"{section} grade"]))
    return {month: sum(grade >= 4 for grade in given) / len(given) for month, given in sorted(grades.items())}


def test_the_share_of_good_grades_for_victim_focus_rises_in_each_of_eight_months_and_is_a_trend(
    supply: Supply,
) -> None:
    trend = planted(Kind.TREND)[0]
    shares = good_by_month(supply, "Victim focus")
    months = list(shares)
    rising = [f"2026-{month:02}" for month in range(1, 9)]
    assert (trend.from_on, trend.to_on) == (date(2026, 1, 1), date(2026, 8, 31))
    assert months[-8:] == rising
    for before, month in zip(["2025-12", *rising], rising, strict=False):
        assert shares[month] > shares[before]
    found = shown(list(shares.values()))
    assert all(Rule.TREND in found.points[at].rules and found.points[at].is_high for at in range(16, 24))
    assert shares["2026-08"] - fmean(list(shares.values())[:16]) == pytest.approx(0.2, abs=0.04)


@pytest.mark.parametrize("section", SECTIONS[1:4])
def test_the_other_sections_hold_no_signal_and_nor_do_they_in_any_department(supply: Supply, section: str) -> None:
    departments = {row["Department"] for row in supply.rows("qatt_reviews")}
    assert len(departments) == 6
    for department in ("", *sorted(departments)):
        assert marked(shown(list(good_by_month(supply, section, department).values()))) == [], department


def test_what_follows_victim_focus_in_part_shows_in_no_departments_overall_grades(supply: Supply) -> None:
    for department in {row["Department"] for row in supply.rows("qatt_reviews")}:
        assert marked(shown(list(good_by_month(supply, "Overall", department).values()))) == [], department
    shares = list(good_by_month(supply, "Overall").values())
    assert fmean(shares[-3:]) - fmean(shares[:16]) == pytest.approx(0.042, abs=0.025), (
        "6 thousandths a month, 6 to 8 months on"
    )


def test_nothing_is_a_signal_in_the_monthly_figures_beside(supply: Supply) -> None:
    reviews = Counter(row["Reviewed on"][:7] for row in supply.rows("qatt_reviews"))
    assert len(reviews) == 24
    assert marked(shown([reviews[month] for month in sorted(reviews)])) == []
    received = [int(row["Received in the month"]) for row in supply.rows("digital_forensics_queue")]
    assert len(received) == 24
    assert marked(shown(received)) == []
    standards = defaultdict(list)
    for row in supply.rows("investigation_standards"):
        if row["Out of"]:
            standards[row["Measure"]].append(int(row["Met"]) / int(row["Out of"]))
    assert sorted(map(len, standards.values())) == [24, 24, 24]
    for measure, shares in standards.items():
        assert marked(shown(shares)) == [], measure


def test_the_restated_extract_gives_ten_cases_fewer_in_one_area_and_nothing_else_anew(supply: Supply) -> None:
    (item,) = planted(Kind.RESTATED)
    of_the_date = [file for file in supply.of("marac_backlog") if rows_of(file)[0]["As at"] == item.from_on.isoformat()]
    first, again = map(rows_of, of_the_date)
    assert [file.supplied_on for file in of_the_date] == [date(2026, 2, 16), date(2026, 2, 23)]
    (changed,) = [(old, new) for old, new in zip(first, again, strict=True) if old != new]
    assert (changed[0]["Area"],) == (changed[1]["Area"],) == named(item)
    assert int(changed[0]["Cases awaiting"]) - int(changed[1]["Cases awaiting"]) == 10
    assert {name for name in changed[0] if changed[0][name] != changed[1][name]} == {"Cases awaiting"}


def test_the_refused_register_differs_from_the_corrected_one_in_one_level_4_finding_closed_by_the_force(
    supply: Supply,
) -> None:
    (item,) = planted(Kind.ILLEGAL)
    (refused,) = [file for file in supply.files if file.is_refused]
    (corrected,) = [file for file in supply.of("findings") if file.supplied_on == item.from_on]
    assert refused.supplied_on == item.from_on
    ((wrong, right),) = [
        (old, new) for old, new in zip(rows_of(refused), rows_of(corrected), strict=True) if old != new
    ]
    assert {name for name in wrong if wrong[name] != right[name]} == {"Status"}
    assert (wrong["Level"], wrong["Status"]) == ("Level 4", "Archived")
    assert right["Status"] in ("Open", "In progress")


def test_one_week_of_packages_is_missed_and_no_other_extract(supply: Supply) -> None:
    (item,) = planted(Kind.MISSED)
    for dataset in ("marac_backlog", "sex_offender_tasks", "ocset_packages"):
        existing = {row["As at"] for row in supply.rows(dataset)}
        missed = [monday for monday in MONDAYS if monday.isoformat() not in existing]
        assert missed == ([item.from_on] if dataset == item.dataset else [])
    assert item.from_on == date(2025, 8, 25)


def test_the_published_table_agrees_with_the_register_but_for_the_planted_contradiction(supply: Supply) -> None:
    (item,) = planted(Kind.CONTRADICTION)
    closed = {"HMICFRS agreed", "Archived", "Superseded"}
    counted = Counter(
        (row["As at"], row["Type"], row["Level"], row["Status"] in closed) for row in supply.rows("findings")
    )
    differ = {}
    for row in supply.rows("finding_counts"):
        cell = row["As at"], row["Type"], row["Level"]
        off = int(row["Open"]) - counted[*cell, False], int(row["Closed"]) - counted[*cell, True]
        assert int(row["Total"]) == int(row["Open"]) + int(row["Closed"])
        if off != (0, 0):
            differ[cell] = off
    assert differ == {(item.from_on.isoformat(), *named(item)): (-2, 2)}


def test_walsall_and_with_it_the_force_have_moved_for_good_since_its_new_referral_threshold(supply: Supply) -> None:
    events = [
        {"as_at_on": date.fromisoformat(on_date), "precision_code": "day", "title": title, "topics": topics}
        for on_date, title, _, topics in EVENTS
    ]
    waiting = with_sums(["Area"], supply.weekly("marac_backlog", ["Area"], "Cases awaiting"))
    moved = {
        subject.get("Area", "the force"): found.step
        for subject, values in waiting
        if (
            found := position(
                [(day, float(value or 0)) for day, value in zip(MONDAYS, values, strict=True)], events, "marac"
            )
        ).step
    }
    assert set(moved) == {"Walsall", "the force"}
    for step in moved.values():
        assert step is not None
        assert step.is_up
        assert step.event is not None
        assert (step.event["title"], step.event["as_at_on"]) == (
            "New referral threshold in Walsall",
            REFERRALS_RISE.from_on,
        )
    step = moved["Walsall"]
    assert step is not None
    assert REFERRALS_RISE.from_on <= step.from_on <= REFERRALS_RISE.from_on + timedelta(weeks=8)
