"""Trends: which series may have limits and why not, gaps, recalculation, proposal; and what is said of them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from src.analysis.limit_suggestions import proposal
from src.analysis.spc import Assurance, Drawn, Mark, Point, Rule, Variation
from src.analysis.trend_wording import alternative, explained, finding
from src.analysis.trends import BACKLOG, IRREGULAR, Trend, trends
from src.contracts.metric import Better, Card, Kind, Limit, Result, Varying
from src.metrics import METRICS
from src.wording import short_day

FIRST = date(2026, 1, 5)
WORKED = [20, 24, 20, 26, 22, 16, 18, 16, 31, 28, 34, 26, 30, 19, 18]
"""The worked example of the rules: mean 23.20, upper limit 37.64, lower 8.76, no signal."""

FLOW = replace(
    METRICS["marac_referrals_and_cases_heard"].card,
    varying=(Varying(column="count", text="Cases heard", unit="cases", better=Better.HIGHER, kind=Kind.FLOW),),
)


def weekly(values: Sequence[float | None], card: Card = FLOW, **more: Any) -> Result:
    """A result with one value a week from 5 January 2026; a week of None is no row at all."""
    rows = [
        {"as_at_on": FIRST + timedelta(weeks=at), "count": value, **more}
        for at, value in enumerate(values)
        if value is not None
    ]
    return dated(rows, card)


def dated(rows: Sequence[dict[str, Any]], card: Card = FLOW) -> Result:
    """A result of these rows."""
    return Result(
        card=card,
        as_at=date(2027, 1, 1),
        edition=1,
        rows=tuple(rows),
        sentence="",
        sources=(),
        checks=(),
        caveats=(),
        sql="",
    )


def only(result: Result, **more: Any) -> Trend:
    """The one series of a result."""
    (trend,) = trends(result, **more)
    return trend


def of_kind(**changes: Any) -> Card:
    """The card of the flow with its series changed."""
    return replace(FLOW, varying=(replace(FLOW.varying[0], **changes),))


def test_a_flow_of_fifteen_points_has_provisional_limits_as_in_the_worked_example() -> None:
    trend = only(weekly(WORKED))
    assert trend.variation.drawn is Drawn.PROVISIONAL
    (limits,) = trend.variation.limits
    assert [round(value, 2) for value in (limits.mean, limits.upper, limits.lower)] == [23.20, 37.64, 8.76]
    assert trend.marked == ()
    assert finding(trend) == "Cases heard: ordinary variation"
    earlier = only(weekly([60, *WORKED]))
    assert earlier.marked == (0,)
    assert finding(earlier) == f"Cases heard: ordinary variation now; last signal {short_day(earlier.dates[0])}"
    assert explained(trend) == (
        "Between 8.8 and 37.6 is to be expected, around a mean of 23.2; a move within that range is ordinary. "
        "No point is a signal. The limits are provisional: 15 of 20 points are held."
    )
    assert alternative(trend) == (
        "Line of Cases heard, 15 points from 5 January 2026 to 13 April 2026, the newest 18. "
        "Mean 23.2, upper limit 37.6, lower limit 8.8. No point is a signal."
    )


@pytest.mark.parametrize(("points", "more"), [(2, "11 more points are"), (12, "1 more point is")])
def test_fewer_than_thirteen_points_say_how_many_more_are_needed(points: int, more: str) -> None:
    trend = only(weekly(WORKED[:points]))
    assert (trend.variation.drawn, trend.variation.limits, trend.variation.icon) == (Drawn.RUN, (), None)
    assert explained(trend) == f"{more} needed before limits can be drawn."


def test_one_point_is_told_and_not_drawn() -> None:
    trend = only(weekly([20]))
    assert trend.variation.drawn is Drawn.VALUE
    assert finding(trend) == "Cases heard: 20 on 5 January 2026"


def test_a_stock_has_no_limits_however_many_points_unless_its_owner_takes_them() -> None:
    stock = of_kind(kind=Kind.STOCK)
    trend = only(weekly(WORKED * 2, stock))
    assert (trend.refusal, trend.variation.limits, explained(trend)) == (BACKLOG, (), BACKLOG)
    assert only(weekly(WORKED * 2, replace(stock, takes_limits=True))).variation.drawn is Drawn.LIMITS


@pytest.mark.parametrize(
    ("shares", "text"),
    [
        ("year to date", "Year to date: successive values share data, so limits would say nothing."),
        ("rolling", "Rolling: successive values share data, so limits would say nothing."),
        ("cumulative", "Cumulative: successive values share data, so limits would say nothing."),
    ],
)
def test_figures_that_share_data_are_refused_with_the_reason(shares: str, text: str) -> None:
    assert only(weekly(WORKED, replace(FLOW, shares_data=shares))).refusal == text


def test_a_row_that_says_it_is_year_to_date_refuses_its_series_too() -> None:
    assert only(weekly(WORKED, period_kind_code="year_to_date")).refusal.startswith("Year to date: ")
    assert only(weekly(WORKED, period_kind_code="other")).refusal == ""


def test_irregular_dates_are_a_run_chart_with_the_reason() -> None:
    rows = [{"as_at_on": FIRST + timedelta(days=10 * at + at * at), "count": 20 + at} for at in range(15)]
    trend = only(dated(rows))
    assert (trend.refusal, trend.variation.drawn) == (IRREGULAR, Drawn.RUN)
    assert len(trend.dates) == 15


def test_one_extract_a_day_early_does_not_turn_weeks_into_days_with_gaps() -> None:
    rows = [dict(row) for row in weekly(WORKED).rows]
    rows.insert(5, {"as_at_on": rows[5]["as_at_on"] - timedelta(days=1), "count": 30})
    trend = only(dated(rows))
    assert (trend.refusal, len(trend.dates), trend.marked) == (IRREGULAR, 16, ())


def test_a_missing_week_is_a_gap_with_a_date_between_its_neighbours() -> None:
    trend = only(weekly([*WORKED[:7], None, *WORKED[7:]]))
    assert trend.variation.points[7].value is None
    assert trend.dates[7] == date(2026, 2, 23)
    assert "One period is missing." in alternative(trend)


def test_a_bound_is_no_point() -> None:
    rows = [dict(row, qualifier_code="over" if at == 3 else "exactly") for at, row in enumerate(weekly(WORKED).rows)]
    trend = only(dated(rows))
    assert trend.variation.points[3].value is None
    assert len(trend.points_present) == 14


def test_what_is_counted_since_the_last_extract_is_left_out_after_a_missed_one() -> None:
    values = [*WORKED[:7], None, 40, *WORKED[8:], 20]
    since_last = only(weekly(values, of_kind(is_since_last=True)))
    assert since_last.variation.points[8].is_ghost
    assert since_last.variation.points[8].mark is None
    assert "The figure of 2 March 2026 is left out of the limits: it counts more than one period." in explained(
        since_last
    )
    assert not only(weekly(values)).variation.points[8].is_ghost
    # Two missed in a row: the next counts for three.
    twice = only(weekly([*WORKED[:7], None, None, 60, *WORKED[9:], 20, 24], of_kind(is_since_last=True)))
    assert [at for at, point in enumerate(twice.variation.points) if point.is_ghost] == [9]


def test_figures_rounded_to_steps_of_which_fewer_than_four_fit_between_the_limits_are_refused() -> None:
    # Moves of 0.1 every other week: the mean move is 0.05, the limits 0.27 apart, under four steps of 0.1.
    coarse = [3.3, 3.3, 3.4, 3.4] * 5
    trend = only(weekly(coarse))
    assert (trend.refusal[:39], trend.marked) == ("The figures are rounded to 0.1, too coa", ())
    assert only(weekly([3.31, 3.34, 3.37, 3.42] * 5)).refusal == ""
    assert only(weekly([3.3] * 20)).refusal == "", "a figure that never moves is judged by the rules themselves"


def test_a_point_both_better_and_worse_is_concern_where_there_is_risk_of_harm() -> None:
    # Six falling points of which the first lies above the upper limit.
    values = [20.0, 21, 20, 21, 20, 21, 20, 21, 20, 21, 20, 21, 20, 40, 26, 24, 22, 20.5, 19]
    harm = only(weekly(values)).variation.points[13]
    other = only(weekly(values, replace(FLOW, topic="investigations"))).variation.points[13]
    assert (harm.mark, other.mark) == (Mark.CONCERN, Mark.IMPROVEMENT)


@pytest.mark.parametrize(
    ("target", "assured"),
    [(8.7, Assurance.PASSES), (30.0, Assurance.HIT_OR_MISS), (37.7, Assurance.FAILS)],
)
def test_a_target_of_the_figure_itself_is_assured_and_a_limit_on_something_else_is_none(
    target: float, assured: Assurance
) -> None:
    limit = Limit(value=target, unit="cases", source="A policy", is_target=True)
    card = replace(FLOW, figure="count", limit=limit)
    assert only(weekly(WORKED, card)).variation.assurance is assured
    assert only(weekly(WORKED, replace(card, limit=replace(limit, is_target=False)))).variation.assurance is None


STEP = [20, 21, 20, 19, 20, 21, 19, 20, 21, 20, 19, 20, 21, 19, 20, 21, *[30, 31, 29] * 4]
"""Sixteen weeks around 20, then twelve around 30 from 27 April 2026."""
EVENT = {
    "event_id": "clinic",
    "title": "Second clinic",
    "topics": "marac",
    "as_at_on": date(2026, 4, 27),
    "precision_code": "day",
    "phase_name": None,
}
DECIDED = {
    "metric": "marac_referrals_and_cases_heard",
    "measure": "count",
    "subject": None,
    "from_on": date(2026, 4, 27),
    "event_id": "clinic",
    "decided_on": date(2026, 8, 3),
    "decided_by_role": "MARAC lead",
    "reason": "A second clinic a week is to stay.",
}


def test_new_limits_are_proposed_at_the_event_that_explains_a_step_and_are_not_drawn() -> None:
    trend = only(weekly(STEP), events=[EVENT])
    assert len(trend.variation.limits) == 1
    assert trend.proposal == (
        "New limits may be due from 27 April 2026, Second clinic: of 28 signals none would be left. Whether the change "
        "will last is for a named role to decide, with a reason; until then the limits stay."
    )


@pytest.mark.parametrize(
    ("values", "event"),
    [
        pytest.param(STEP, {**EVENT, "as_at_on": date(2026, 5, 18)}, id="three weeks after the step"),
        pytest.param(STEP, {**EVENT, "topics": "investigations"}, id="of another subject"),
        pytest.param(STEP[:-1], EVENT, id="eleven points after"),
        pytest.param(STEP[5:], EVENT | {"as_at_on": date(2026, 3, 23)}, id="eleven points before"),
        pytest.param(WORKED * 2, EVENT, id="no signal at all"),
    ],
)
def test_nothing_is_proposed_without_an_event_at_the_step_and_twelve_points_on_either_side(
    values: list[int], event: dict[str, Any]
) -> None:
    assert only(weekly(values), events=[event]).proposal == ""


def test_what_a_named_role_decided_is_drawn_with_the_reason_and_without_another_proposal() -> None:
    trend = only(weekly(STEP), recalculations=[DECIDED], events=[EVENT])
    assert [(limits.first, limits.last, round(limits.mean, 2)) for limits in trend.variation.limits] == [
        (0, 15, 20.06),
        (16, 27, 30.0),
    ]
    assert trend.proposal == ""
    assert (
        "The limits are worked out anew from 27 April 2026, for Second clinic: A second clinic a week is to stay "
        "(MARAC lead, 3 August 2026)." in explained(trend)
    )


@pytest.mark.parametrize(
    "row",
    [
        pytest.param({**DECIDED, "event_id": "unknown"}, id="no event of that name is held"),
        pytest.param({**DECIDED, "decided_on": date(2027, 1, 2)}, id="decided after the as-at date"),
        pytest.param({**DECIDED, "subject": "walsall"}, id="of another subject"),
        pytest.param({**DECIDED, "measure": "referrals"}, id="of another column"),
        pytest.param({**DECIDED, "from_on": FIRST}, id="from before the second point"),
    ],
)
def test_a_recalculation_that_does_not_fit_is_not_followed(row: dict[str, Any]) -> None:
    trend = only(weekly(STEP), recalculations=[row], events=[EVENT])
    assert (len(trend.variation.limits), trend.recalculated) == (1, ())


def test_trial_limits_are_said_to_be_so() -> None:
    trend = only(weekly(STEP[:-1]), recalculations=[DECIDED], events=[EVENT])
    assert trend.variation.limits[-1].is_trial
    assert "Fewer than 12 points follow, so they are trial limits." in explained(trend)


SHIFT = [24, 20] * 8 + [26, 27, 25, 28, 26, 29]
"""Sixteen weeks around 22, then six above the mean of all, from 27 April to 1 June 2026."""


def test_a_shift_is_told_from_its_first_point_on() -> None:
    trend = only(weekly(SHIFT))
    assert trend.last.rules[0] is Rule.SHIFT
    assert finding(trend) == "Cases heard: improvement, 6 in a row above the mean"
    assert "The newest point is a signal: 6 in a row above the mean since 27 April 2026." in explained(trend)
    assert "Signals: 1 Jun 2026, 6 in a row above the mean." in alternative(trend)


def test_a_signal_that_ended_lately_is_told_for_twelve_points() -> None:
    assert only(weekly([*SHIFT, *[20, 24] * 5, 20])).lately == 21
    assert only(weekly([*SHIFT, *[20, 24] * 6])).lately is None
    assert only(weekly(SHIFT)).lately is None, "the newest point is a signal itself"


def test_every_subject_has_a_series_of_its_own_with_its_name() -> None:
    card = replace(METRICS["marac_referrals_and_cases_heard_by_area"].card, varying=FLOW.varying)
    rows = [
        {"as_at_on": FIRST + timedelta(weeks=week), "area_code": code, "area_name": name, "count": count}
        for week in range(2)
        for code, name, count in (("dudley", "Dudley", 1), ("walsall", "Walsall", None))
    ]
    (trend,) = trends(dated(rows, card))
    assert (trend.key, trend.subject, trend.name) == (("dudley",), "Dudley", "Dudley: cases heard")


def test_a_metric_without_dates_has_no_series() -> None:
    assert trends(dated([{"area_code": "dudley", "count": 1}], replace(FLOW, one_row_per=("area_code",)))) == ()


def test_a_lower_limit_is_drawn_at_zero_only_where_it_is_below() -> None:
    # 9 and 13 by turns: mean 11, mean moving range 4, lower limit 11 - 2.66 x 4 = 0.36; 8 and 12: 10 - 10.64 = -0.64.
    assert "drawn at zero" not in alternative(only(weekly([9, 13] * 10)))
    assert "drawn at zero" in alternative(only(weekly([8, 12] * 10)))


def suggestion(signals_left: int, last_high: bool = True, event_at: int = 14) -> str:
    """What is suggested at an event for a step with six signals, the last of them on the event's own day or before."""
    points = [Point(value=20.0, mark=Mark.COMMON)] * 14 + [Point(value=30.0, mark=Mark.COMMON)] * 14
    for at in (*range(5), event_at):
        points[at] = replace(points[at], mark=Mark.CONCERN, is_high=last_high if at == event_at else False)
    left = [Point(value=1.0, mark=Mark.CONCERN)] * signals_left + [Point(value=1.0, mark=Mark.COMMON)]
    return proposal(
        "marac",
        [FIRST + timedelta(weeks=at) for at in range(28)],
        Variation(drawn=Drawn.LIMITS, points=tuple(points)),
        (),
        [{**EVENT, "as_at_on": FIRST + timedelta(weeks=14)}],
        lambda at: Variation(drawn=Drawn.LIMITS, points=tuple(left)),
    )


def test_new_limits_leave_less_than_half_of_the_signals_and_follow_one_of_the_same_way() -> None:
    assert "of 6 signals 2 would be left" in suggestion(2)
    assert suggestion(3) == "", "half of six is not less than half"
    assert suggestion(2, last_high=False) == "", "no signal the way the level moved"
    assert suggestion(2, event_at=13) == "", "the signal came before the event"


def test_a_recalculation_from_the_second_point_on_is_followed_and_one_from_the_first_is_not() -> None:
    second = {**DECIDED, "from_on": FIRST + timedelta(weeks=1)}
    assert [item.from_on for item in only(weekly(STEP), recalculations=[second], events=[EVENT]).recalculated] == [
        second["from_on"]
    ]
    assert only(weekly(STEP), recalculations=[{**DECIDED, "from_on": FIRST}], events=[EVENT]).recalculated == ()
