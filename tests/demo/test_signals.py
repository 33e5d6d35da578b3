"""The trends of the demonstration: every planted signal is found through the metrics, and nothing else is one."""

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import pairwise

import pytest

from demo import building
from demo.files import File
from demo.planted import (
    HEARINGS_RISE,
    MANY_VISITS_DUE,
    MANY_VISITS_MADE,
    PLANTED,
    REFERRALS_RISE,
    VICTIM_FOCUS_RISES,
    Planted,
)
from src.analysis.change_detection import changes
from src.analysis.signal_changes import Feed
from src.analysis.spc import Assurance, Mark, Rule
from src.analysis.trends import Trend, trends
from src.contracts.change import Change, ChangeKind
from src.contracts.metric import Result
from src.metrics import METRICS
from src.metrics.calculate import calculate
from src.store.acceptance import accept
from src.store.demo_marker import mark
from src.store.editions import Edition, open_edition

AS_AT = date(2026, 9, 28)
NEEDED = (
    "sources",
    "events",
    "marac_backlog",
    "sex_offender_tasks",
    "ocset_packages",
    "digital_forensics_queue",
    "qatt_reviews",
    "qatt_averages",
    "investigation_standards",
    "positive_outcomes",
    "tolerances",
)
"""The datasets behind every series of thirteen points or more, and the targets of some."""

COLUMN = {
    "qatt_grade_by_department": "overall_grade",
    "overall": "overall_grade",
    "victim_focus": "victim_focus_grade",
    "suspect_management": "suspect_management_grade",
    "investigation_standards": "investigation_standards_grade",
    "supervisor_review": "supervisor_review_grade",
}
"""The column of grades behind the share of a metric or a section."""


@pytest.fixture(scope="session")
def whole(created: tuple[File, ...], tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """An edition of every figure behind the trends. What corrects an earlier file comes after the rest."""
    settings = building.settings_of(tmp_path_factory.mktemp("trends") / "store")
    mark(settings)
    files = [file for file in created if file.dataset in NEEDED and not file.is_refused]
    for corrects in (False, True):
        batch = [building.supplied(file) for file in files if ("corrected" in file.name) is corrects]
        accept(settings, batch, by="A test", reason="Trends")
    return open_edition(settings)


def at(edition: Edition, as_at: date) -> dict[str, Result]:
    """Every metric with a series, and the events, at a date."""
    names = [name for name, metric in METRICS.items() if metric.card.series]
    return {name: calculate(METRICS[name], edition, as_at) for name in [*names, "events_in_period"]}


@pytest.fixture(scope="session")
def found(whole: Edition) -> Mapping[tuple[str, str, tuple[str, ...]], Trend]:
    """Every series of the demonstration at its last day, by metric, column and subject."""
    results = at(whole, AS_AT)
    events = results["events_in_period"].rows
    every = [trend for result in results.values() for trend in trends(result, (), events)]
    return {(trend.card.name, trend.of.column, trend.key): trend for trend in every}


def is_planted(trend: Trend) -> bool:
    """Whether a planted signal can be seen in a series."""
    dataset = trend.card.reads[0]
    of_subject = [name for name in trend.card.one_row_per if name != "as_at_on"]
    subject = dict(zip(of_subject, trend.key, strict=True))
    column = trend.of.column
    if dataset == "qatt_reviews":
        column = COLUMN.get(trend.card.name) or COLUMN[trend.key[0]]
        subject = {}
    return any(item.touches(dataset, column, subject) for item in PLANTED)


def test_nothing_is_a_signal_but_what_was_planted(found: Mapping[object, Trend]) -> None:
    judged = [trend for trend in found.values() if trend.variation.limits]
    assert [trend.name for trend in judged if trend.marked and not is_planted(trend)] == []
    # MARAC 2 and 14; tasks 8 and 56; packages 3; forensics 1; standards 3; grades 5 by section and 6 by department.
    assert len(judged) >= 2 + 14 + 8 + 56 + 3 + 1 + 3 + 5 + 6


@pytest.mark.parametrize(
    ("item", "column", "event"),
    [
        (REFERRALS_RISE, "referrals_received_count", "30 March 2026, New referral threshold in Walsall"),
        (HEARINGS_RISE, "cases_heard_count", "25 May 2026, Second conference a week in Walsall"),
    ],
    ids=["referrals", "hearings"],
)
def test_a_planted_step_is_found_and_new_limits_are_proposed_at_its_own_event(
    found: Mapping[object, Trend], item: Planted, column: str, event: str
) -> None:
    trend = found["marac_referrals_and_cases_heard_by_area", column, ("walsall",)]
    assert any(trend.dates[at] >= item.from_on and trend.variation.points[at].is_high for at in trend.marked)
    assert trend.proposal.startswith(f"New limits may be due from {event}: ")
    assert len(trend.variation.limits) == 1, "proposed, and not done"


def test_the_planted_trend_is_found_to_its_last_month(found: Mapping[object, Trend]) -> None:
    trend = found["qatt_grade_distribution_by_month_and_section", "share_percent", ("victim_focus",)]
    assert trend.last_on == VICTIM_FOCUS_RISES.to_on
    assert (trend.last.mark, trend.last.rules[0]) == (Mark.IMPROVEMENT, Rule.TREND)


@pytest.mark.parametrize(
    ("item", "column"),
    [(MANY_VISITS_DUE, "arising_count"), (MANY_VISITS_MADE, "completed_count")],
    ids=["due", "made"],
)
def test_a_planted_point_is_found_on_its_day_in_its_area_and_in_the_force(
    found: Mapping[object, Trend], item: Planted, column: str
) -> None:
    for key in (
        ("sex_offender_tasks_flow_by_area", column, ("coventry", "visit")),
        ("sex_offender_tasks_flow", column, ("visit",)),
    ):
        trend = found[key]
        assert [trend.dates[at] for at in trend.marked] == [item.from_on], key


def test_the_missed_week_is_a_gap(found: Mapping[object, Trend]) -> None:
    trend = found["ocset_packages_flow", "received_count", ("awaiting_enforcement",)]
    (gap,) = [at for at, point in enumerate(trend.variation.points) if point.value is None]
    assert trend.dates[gap] == date(2025, 8, 25)


def test_what_changed_tells_the_planted_point_in_the_week_it_comes_and_no_other_signal(whole: Edition) -> None:
    before, after = at(whole, date(2026, 1, 12)), at(whole, date(2026, 1, 19))
    lines = [change.sentence for change in changes(before, after) if change.kind is ChangeKind.SIGNAL]
    assert lines == [
        "Visits: sex offender tasks falling due: unusual, above the upper limit, on 19 January 2026; the same in Coventry."
    ]


WEEKS, A_YEAR = 4, 13
"""A board apart, and a year in boards."""


@pytest.fixture(scope="module")
def boards(whole: Edition) -> list[dict[str, Result]]:
    """Every figure at every fourth week of the demonstration, from its first to its last."""
    return [at(whole, AS_AT - timedelta(weeks=WEEKS * back)) for back in reversed(range(26))]


@pytest.fixture(scope="module")
def spans(boards: list[dict[str, Result]]) -> list[tuple[Change, ...]]:
    """What changed from each board to the next."""
    return [changes(before, after) for before, after in pairwise(boards)]


@pytest.mark.parametrize("kind", [ChangeKind.WORSE, ChangeKind.BETTER])
def test_four_weeks_give_less_than_one_false_alarm_each_way(spans: list[tuple[Change, ...]], kind: ChangeKind) -> None:
    # Everything is counted, also what follows from the steps that were planted.
    counts = [sum(change.kind is kind for change in found) for found in spans]
    assert len(counts) == 25
    assert sum(counts) / len(counts) < 1


def test_a_year_gives_less_than_one_false_alarm_each_way(boards: list[dict[str, Result]]) -> None:
    # Most are areas of a few cases, which wander by as much within a year; what was planted is counted too.
    years = [changes(before, after) for before, after in zip(boards, boards[A_YEAR:], strict=False)]
    kinds = [change.kind for found in years for change in found]
    assert len(years) == 13
    assert max(kinds.count(ChangeKind.WORSE), kinds.count(ChangeKind.BETTER)) < len(years)


def test_the_planted_rise_in_walsall_is_reported_in_the_weeks_after_it(spans: list[tuple[Change, ...]]) -> None:
    worse = [change for found in spans for change in found if change.kind is ChangeKind.WORSE]
    walsall = [change for change in worse if change.subject == "Walsall" and change.dataset == "marac_backlog"]
    assert [change for change in walsall if change.after_on and change.after_on > REFERRALS_RISE.from_on]


def test_no_series_is_worse_or_better_while_its_limits_say_that_it_varies_as_usual(
    spans: list[tuple[Change, ...]], found: Mapping[tuple[str, str, tuple[str, ...]], Trend]
) -> None:
    ordinary = {
        (trend.card.name, trend.subject)
        for trend in found.values()
        if trend.of.column == trend.card.figure and trend.variation.limits
    }
    assert ordinary, "no figure of the demonstration has limits"
    moved = {
        (change.metric, change.subject) for change in spans[-1] if change.kind in (ChangeKind.WORSE, ChangeKind.BETTER)
    }
    assert not ordinary & moved


def test_a_count_that_can_only_grow_is_never_better_for_growing(spans: list[tuple[Change, ...]]) -> None:
    grown = [change for found in spans for change in found if change.metric == "qatt_reviews_completed"]
    assert grown
    assert {change.kind for change in grown} <= {ChangeKind.OTHER, ChangeKind.FEED_SILENT}


def test_no_feed_is_silent_while_extracts_come_and_the_weekly_ones_are_three_weeks_after_the_last(
    whole: Edition,
) -> None:
    feeds = [
        Feed(dataset="marac_backlog", title="MARAC", expected_every="week"),
        Feed(dataset="digital_forensics_queue", title="Digital forensics", expected_every="month"),
    ]
    last = at(whole, AS_AT)
    assert [
        c for c in changes(at(whole, date(2026, 8, 31)), last, feeds=feeds) if c.kind is ChangeKind.FEED_SILENT
    ] == []
    later = changes(last, at(whole, date(2026, 10, 19)), feeds=feeds)
    stale = [change.sentence for change in later if change.kind is ChangeKind.FEED_SILENT]
    assert stale == [
        "MARAC: expected every week, and the newest figure is of 28 September 2026, 21 days before 19 October 2026.",
        "Digital forensics: expected every month, and the newest figure is of 31 August 2026, 49 days before 19 October 2026.",
    ]


def test_of_three_targets_one_is_met_one_is_not_and_one_is_hit_or_missed(whole: Edition) -> None:
    found = trends(calculate(METRICS["investigation_standards_met"], whole, AS_AT))
    assert {trend.subject: (trend.target, trend.variation.assurance) for trend in found} == {
        "Masterclasses attended": (85.0, Assurance.PASSES),
        "Investigation plans completed": (98.0, Assurance.FAILS),
        "Supervisor reviews completed": (85.0, Assurance.HIT_OR_MISS),
    }
