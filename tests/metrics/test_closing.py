"""How long closing takes and what may be closed by a date, level by level, in sentences worked out by hand."""

from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

import pytest

from src.analysis import closure
from src.analysis.forecast import BackTest
from src.contracts.metric import Result
from src.metrics import METRICS
from src.metrics.calculate import calculate
from src.present import finding_charts
from src.present.model import Multiples
from tests.metrics import portal
from tests.metrics.conftest import At
from tests.metrics.drawn import DrawnEngine

HEADINGS = "finding_id | as_at_on | coverage_code | finding_type_code | level_code | report_published_on | status_code | status_on"
FIRST, NEWEST = "2025-01-01", "2026-01-01"


def register(level: str, closed_on: list[str], still_open: int, *, coverage: str = "whole") -> list[str]:
    """Findings of a level in two whole registers a year apart: all open in the first, some closed by the second."""
    rows = []
    for at in range(len(closed_on) + still_open):
        name = f"{level}-{at:02}"
        day = closed_on[at] if at < len(closed_on) else ""
        after = f"hmicfrs_agreed | {day}" if day else "open |"
        for as_at, stood in ((FIRST, "open |"), (NEWEST, after)):
            rows.append(f"{name} | {as_at} | {coverage} | recommendation | {level} | 2024-12-01 | {stood}")
    return rows


TWO_A_MONTH = [f"2025-{month:02}-15" for month in range(1, 13) for _ in (1, 2)]


def results(rows: list[str], as_at: str = NEWEST) -> tuple[Result, Result]:
    """Times to close and whole registers, over these rows."""
    engine = DrawnEngine({"findings": "\n".join([HEADINGS, "----", *rows])})
    names = ("finding_times_to_close", "findings_in_whole_registers")
    times, registers = (calculate(METRICS[name], engine, date.fromisoformat(as_at)) for name in names)
    return times, registers


def forecasts_of(rows: list[str], by_on: str) -> list[closure.LevelForecast]:
    """The forecasts of these rows."""
    return list(closure.forecasts(*results(rows), date.fromisoformat(by_on)))


def test_two_a_month_are_said_with_the_pace_and_the_pace_needed() -> None:
    (level,) = forecasts_of(register("2", TWO_A_MONTH, 40), "2026-04-01")
    made = level.forecast
    assert made is not None
    # 24 in the 12 months between the registers are 2 a month; 40 in three months take 13.3.
    assert (made.open_now, made.pace, round(made.pace_needed, 1)) == (40, 2, 13.3)
    assert made.likely is not None
    assert made.wide is not None
    assert level.sentence == (
        "Level 2: 40 findings not closed at 1 January 2026. "
        f"By 1 April 2026, closed: {closure.span(made.likely)} of them as likely as not and {closure.span(made.wide)} of "
        "them in 85 futures of 100. All of them are closed by then in 0 futures of 100. "
        "2 closed a month; to close all by then takes 13.3. No past forecast as long as this can be looked back on yet."
    )


def test_the_title_says_which_levels_will_still_have_findings_open() -> None:
    (level,) = forecasts_of(register("2", TWO_A_MONTH, 40), "2026-04-01")
    assert closure.headline([level]) == "At the present pace Level 2 will still have findings open on 1 April 2026"
    # A level counts wherever hardly any future has all of them closed, also where no range of 85% can be given.
    assert level.forecast is not None
    for wide in (level.forecast.wide, None):
        for all_closed, is_named in ((0.0, True), (0.07, True), (0.08, False), (1.0, False)):
            changed = replace(level, forecast=replace(level.forecast, wide=wide, all_closed=all_closed))
            assert ("Level 2" in closure.headline([changed])) is is_named


def test_levels_are_never_put_together_and_each_is_refused_for_itself() -> None:
    rows = register("2", TWO_A_MONTH, 9) + register("3", TWO_A_MONTH[:7], 9) + register("4", [], 1)
    text = {level.level_code: level.sentence for level in forecasts_of(rows, "2026-04-01")}
    assert list(text) == ["2", "3", "4"]
    assert "as likely as not" not in text["2"]
    assert "A range of 50% is given from 15 open findings on." in text["2"]
    assert text["3"] == (
        "Level 3: 9 findings not closed at 1 January 2026. 1 more closure is needed before a forecast can be made."
    )
    assert text["4"] == (
        "Level 4: 1 finding not closed at 1 January 2026. 8 more closures are needed before a forecast can be made."
    )


def test_what_closed_before_levels_and_what_has_none_is_in_no_forecast() -> None:
    rows = register("before_levels", TWO_A_MONTH, 1) + register("", TWO_A_MONTH, 5)
    assert forecasts_of(rows, "2026-04-01") == []
    assert closure.headline([]) == "No forecast can be given to this date"


def test_a_level_with_nothing_open_needs_no_forecast() -> None:
    assert forecasts_of(register("2", TWO_A_MONTH, 0), "2026-04-01") == []


def test_a_date_before_the_newest_register_is_refused() -> None:
    times, registers = results(register("2", TWO_A_MONTH, 3) + register("3", TWO_A_MONTH, 3))
    early = date(2026, 1, 1)
    assert closure.no_forecast(registers) == ""
    assert closure.no_forecast(registers, early) == (
        "The date chosen is not after the newest whole register: choose a later one."
    )
    assert closure.forecasts(times, registers, early) == (), "What holds for every level is said once"


def test_without_whole_registers_the_reason_is_said_and_nothing_is_forecast(at: At) -> None:
    registers = at("findings_in_whole_registers", "2024-09-18")
    assert closure.no_forecast(registers) == (
        "No forecast is made. It needs whole registers of different months, such as extracts of the monitoring portal, "
        "to see what closed between them. None is held: the papers set out some findings only."
    )
    item = calculate(METRICS["findings_in_whole_registers"], DrawnEngine(portal.TABLES), date(2026, 3, 2))
    assert closure.no_forecast(item).endswith("Only one is held.")
    assert forecasts_of(register("2", TWO_A_MONTH, 3, coverage="partial"), "2026-04-01") == []


def test_a_curve_says_when_half_are_closed_or_that_they_are_not() -> None:
    raised = date(2024, 12, 1)
    days = [100, 100, 200, 300]
    rows = register("2", [(raised + timedelta(days=day)).isoformat() for day in days], 0)
    rows += register("3", ["2025-06-01"], 3)
    level_2, level_3 = closure.curves(results(rows)[0].rows)
    # Half of four are over at day 100. Greenwood's sum is 2/(4 x 2) = 0.25 then, and 0.25 + 1/(2 x 1) = 0.75 at
    # day 200, where a quarter lasts: the band's upper end is 0.25 to the power exp(-1.96 x 0.866 / 1.386) = 0.67.
    assert level_2.sentence == (
        "Level 2: half are closed 100 days after the report; that day is 100 or later, 95% sure. 4 closed on a stated "
        "day."
    )
    # Level 3: one of four closed on 1 June 2025, three watched 396 days.
    assert level_3.sentence == (
        "Level 3: fewer than half are closed 396 days after the report; 1 closed on a stated day and 3 not closed when "
        "last stated."
    )
    assert level_3.curve.steps[0].day == 182


def test_every_finding_is_in_a_curve_or_counted_among_those_left_out_and_picture_and_sentence_count_alike() -> None:
    def row(level: str, entered: int, days: int, how: str) -> dict[str, Any]:
        flags = {"is_closed": how == "closed", "is_superseded": how == "superseded", "is_not_closed_now": how == "open"}
        return {"level_code": level, "level_name": level, "entered_days": entered, "watched_days": days, **flags}

    rows = [
        *(row("2", 10, 100 + at, "closed") for at in range(3)), *(row("2", 10, 200, "open") for _ in range(4)),
        *(row("2", -5, 50, "superseded") for _ in range(2)), row("2", 80, 80, "closed"), row("2", 80, 70, "closed"),
        row("2", 30, 30, "open"), *(row("before_levels", 400, 90, "closed") for _ in range(5)),
    ]  # fmt: skip
    (level,) = closure.curves(rows)
    assert level.sentence.endswith("3 closed on a stated day, 4 not closed when last stated and 2 superseded.")
    result = replace(results(register("2", TWO_A_MONTH, 3))[0], rows=tuple(rows))
    picture = finding_charts.time_to_close(result, [level])
    assert isinstance(picture.chart, Multiples)
    assert picture.chart.panels[0].text.endswith("; 3 closed, 4 not closed and 2 superseded")
    # Two of Level 2 and all five of before levels had closed when they were first listed.
    assert picture.subtitle.endswith(
        "; without 7 that closed before they were first listed and 1 stated on one day only"
    )
    assert level.curve.watched + 7 + 1 == len(rows)
    assert closure.left_out(rows[:9]) == ""
    assert closure.left_out(rows[9:10]) == "without 1 that closed before it was first listed"


def test_the_papers_closures_stand_under_no_level_with_all_of_them_on_one_day(at: At) -> None:
    levels = {level.level_code: level for level in closure.curves(at("finding_times_to_close", "2024-09-18").rows)}
    assert set(levels) == {"none", "not_stated"}
    assert [step.day for level in levels.values() for step in level.curve.steps] == [214, 214]
    assert sum(level.curve.over for level in levels.values()) == 19
    # Ten causes. Two were stated on one day only; two were listed from day 427 on and one was last stated on day 109.
    # That leaves five at risk on day 214, of which three close: two fifths last longer, so half are closed that day.
    assert [step.at_risk for step in levels["none"].curve.steps] == [5]
    assert levels["none"].median is None
    assert levels["none"].sentence == (
        "No level (cause of concern): 3 closed on a stated day and 5 not closed when last stated. All that closed took 214 days: one step is no curve."
    )


def test_a_forecast_without_a_range_is_no_message() -> None:
    refused = SimpleNamespace(
        level_name="Level 2", still_open=3, has_range=False, forecast=SimpleNamespace(by_on=date(2026, 1, 1))
    )
    none = SimpleNamespace(level_name="Level 3", still_open=3, has_range=False, forecast=None)
    assert closure.headline([refused, none]) == "No forecast can be given to this date"  # type: ignore[list-item]


def test_how_often_a_back_test_held_is_in_words() -> None:
    assert (closure._of(0, 3), closure._of(2, 3), closure._of(0, 0)) == (
        "none of three",
        "two of three",
        "none of none",
    )


@pytest.mark.parametrize(
    ("in_likely", "with_likely", "in_wide", "with_wide", "is_too_seldom"),
    [
        # Of eight that hold half the time one or none comes true in (1 + 8) / 256 = 3.5 cases of 100, two or fewer in 14.5.
        (1, 8, 8, 8, True),
        (2, 8, 8, 8, False),
        # Of eight that hold 85 times of 100, four or fewer come true in 2.1 cases of 100, five or fewer in 10.5.
        (4, 8, 4, 8, True),
        (4, 8, 5, 8, False),
        (0, 0, 2, 8, True),
        # One that failed is no proof: 15 in 100; two that failed are, 2.25 in 100.
        (0, 1, 0, 1, False),
        (0, 2, 0, 2, True),
        (0, 0, 0, 0, False),
    ],
)
def test_a_level_whose_past_forecasts_came_true_too_seldom_is_given_none(
    in_likely: int, with_likely: int, in_wide: int, with_wide: int, is_too_seldom: bool
) -> None:
    back = BackTest(
        forecasts=max(with_likely, with_wide),
        in_likely=in_likely,
        in_wide=in_wide,
        with_likely=with_likely,
        with_wide=with_wide,
    )
    assert closure.came_true_too_seldom(back) is is_too_seldom


def test_a_forecast_that_is_refused_for_its_past_says_how_often_it_came_true() -> None:
    rows = register("2", TWO_A_MONTH, 40)
    made = forecasts_of(rows, "2026-04-01")[0]
    missed = BackTest(forecasts=8, in_likely=0, in_wide=2, with_likely=5, with_wide=8)
    with patch.object(closure, "back_test", lambda *_: missed):
        (level,) = forecasts_of(rows, "2026-04-01")
    assert made.forecast is not None
    assert level.forecast is None
    assert level.sentence == (
        "Level 2: 40 findings not closed at 1 January 2026. No forecast is given, as past ones came true too seldom. Of "
        "eight past forecasts as long as this, these came true: none of five in the 50% range and two of eight in the "
        "85% range; the others had no such range."
    )
    assert closure.headline([level]) == "No forecast can be given to this date"
    assert closure.headline([made, replace(level, level_name="Level 3")]) == (
        "At the present pace Level 2 will still have findings open on 1 April 2026; Level 3 has no forecast that holds"
    )


@pytest.mark.parametrize(("likely", "wide", "are_fewer"), [(8, 8, False), (5, 8, True), (8, 5, True), (0, 8, False)])
def test_that_others_had_no_such_range_is_said_where_a_range_that_counts_was_given_in_fewer(
    likely: int, wide: int, are_fewer: bool
) -> None:
    rows = register("2", TWO_A_MONTH, 40)
    back = BackTest(forecasts=8, in_likely=0, in_wide=0, with_likely=likely, with_wide=wide)
    with patch.object(closure, "back_test", lambda *_: back):
        (level,) = forecasts_of(rows, "2026-04-01")
    assert level.sentence.endswith("; the others had no such range.") is are_fewer
