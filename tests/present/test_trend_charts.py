"""The picture of variation: what is described of a series, by which shape, and in words; and how Plotly draws it."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from src.analysis.spc import Mark
from src.analysis.trends import Trend
from src.contracts.metric import Better, Kind, Limit, Result
from src.metrics import METRICS
from src.present import chart_builders, trend_charts
from src.present.html import images
from src.present.model import Lines, Picture, Stroke
from src.present.plotly.figures import figure
from src.present.theme import MARKS, Look, own_colour
from tests.metrics.test_trends import DECIDED, EVENT, FLOW, SHIFT, STEP, WORKED, dated, of_kind, only, weekly

EVENTS = dated([{**EVENT, "precision_code": "day"}], METRICS["events_in_period"].card)
NONE = dated([], METRICS["events_in_period"].card)


def described(trend: Trend, events: Result = NONE) -> Picture:
    """The picture of a series."""
    moments = chart_builders.moments(events, [trend.card.topic], trend.dates[0], trend.dates[-1])
    return trend_charts.picture(trend, moments, "Source: Weekly return")


def drawn(trend: Trend, events: Result = NONE, look: Look = Look.LIGHT) -> Any:
    """The Plotly figure of a series."""
    picture = described(trend, events)
    assert isinstance(picture.chart, Lines)
    return figure(picture.chart, look)


def levels(trend: Trend) -> list[tuple[float, bool]]:
    """The level lines of a series that hold today: height, and whether it is dashed."""
    chart = described(trend).chart
    assert isinstance(chart, Lines)
    return [
        (round(max(value for value in series.values if value is not None), 2), series.is_dashed)
        for series in chart.series
        if series.stroke in (Stroke.MEAN, Stroke.LIMIT)
    ]


def words(figure: Any) -> list[str]:
    """What is written on a figure."""
    return [note.text for note in figure.layout.annotations]


def shapes(figure: Any) -> dict[str, int]:
    """How many marks of each shape a figure has."""
    return {
        trace.marker.symbol: sum(value is not None for value in trace.y)
        for trace in figure.data
        if trace.mode == "markers"
    }


def test_provisional_limits_are_dashed_and_firm_ones_are_not() -> None:
    assert levels(only(weekly(WORKED))) == [(23.2, True), (37.64, True), (8.76, True)]
    assert {is_dashed for _, is_dashed in levels(only(weekly([*WORKED, *WORKED])))} == {False}
    dashes = [trace.line.dash for trace in drawn(only(weekly(WORKED))).data if trace.mode == "lines"]
    assert dashes.count("dash") == 3


def test_mean_and_limits_are_labelled_at_their_ends_and_so_is_the_newest_figure() -> None:
    assert set(words(drawn(only(weekly(WORKED))))) == {
        "Upper limit 37.6",
        "<b>18</b>",
        "Mean 23.2",
        "Lower limit 8.8",
    }


@pytest.mark.parametrize(
    ("better", "symbol", "colour"),
    [
        (Better.HIGHER, "triangle-up", "#00b0f0"),
        (Better.LOWER, "square", "#e46c0a"),
        (Better.NEUTRAL, "diamond", "#490092"),
    ],
)
def test_a_signal_differs_in_shape_and_colour_and_every_mark_has_a_dark_outline(
    better: Better, symbol: str, colour: str
) -> None:
    figure = drawn(only(weekly(SHIFT, of_kind(better=better))))
    assert shapes(figure) == {"circle": 16, symbol: 6}
    found = {trace.marker.symbol: trace.marker for trace in figure.data if trace.mode == "markers"}
    assert (found["circle"].color, found[symbol].color) == ("#a6a6a6", colour)
    assert {marker.line.color for marker in found.values()} == {"#1f2933"}


def test_a_point_that_is_pointed_at_says_its_figure_date_state_and_source() -> None:
    figure = drawn(only(weekly(SHIFT, of_kind(better=Better.HIGHER))))
    signals = next(trace for trace in figure.data if trace.marker.symbol == "triangle-up")
    assert signals.hovertext[-1] == (
        "29<br>1 June 2026<br>Improvement: 6 in a row above the mean<br>Source: Weekly return"
    )


def test_a_gap_breaks_the_line_and_is_a_cross_on_the_axis() -> None:
    figure = drawn(only(weekly([*WORKED[:7], None, *WORKED[7:]])))
    line = next(trace for trace in figure.data if trace.name == "Cases heard")
    assert not line.connectgaps
    assert list(line.y)[7] is None
    cross = next(trace for trace in figure.data if trace.marker.symbol == "x-thin")
    found = [(day, value) for day, value in zip(cross.x, cross.y, strict=True) if value is not None]
    assert found == [(date(2026, 2, 23), figure.layout.yaxis.range[0])]


def test_a_run_chart_has_its_median_and_no_limits_and_no_marks_of_variation() -> None:
    trend = only(weekly(WORKED[:5]))
    picture = described(trend)
    assert levels(trend) == [(22.0, False)]  # 20 20 22 24 26
    assert "Median 22" in words(drawn(trend))
    assert shapes(drawn(trend)) == {}
    assert picture.alternative == (
        "Run chart of Cases heard, 5 points from 5 January 2026 to 2 February 2026, the newest 22. The median is 22. "
        "8 more points are needed before limits can be drawn."
    )


def test_a_lower_limit_below_zero_is_drawn_at_zero_and_the_picture_says_so() -> None:
    trend = only(weekly([0, 9, 1, 8, 2, 9, 0, 7, 1, 9, 2, 8, 0]))
    assert min(height for height, _ in levels(trend)) == 0
    assert "Lower limit 0" in words(drawn(trend))
    picture = described(trend)
    assert "the lower limit would be below zero and is drawn there" in picture.subtitle
    assert "lower limit 0, drawn at zero" in picture.alternative


def test_old_limits_go_on_dotted_after_a_recalculation() -> None:
    trend = only(weekly(STEP), recalculations=[DECIDED], events=[EVENT])
    chart = described(trend).chart
    assert isinstance(chart, Lines)
    former = [series for series in chart.series if series.stroke is Stroke.FORMER_LIMIT]
    assert {round(value, 2) for series in former for value in series.values if value is not None} >= {20.06}
    first = {
        min(day for day, value in zip(chart.dates, one.values, strict=True) if value is not None) for one in former
    }
    assert first == {date(2026, 4, 20)}
    assert [trace.line.dash for trace in drawn(trend).data].count("dot") == 3
    assert len(levels(trend)) == 6, "mean and two limits of either part"


def test_events_are_letters_with_their_names_next_to_the_picture_and_in_its_words() -> None:
    trend = only(weekly(STEP))
    picture = described(trend, EVENTS)
    assert "<b>A</b>" in words(drawn(trend, EVENTS))
    assert isinstance(picture.chart, Lines)
    assert [moment.text for moment in picture.chart.moments] == ["Second clinic, 27 Apr 2026"]
    assert picture.alternative.endswith("Events marked: Second clinic, 27 Apr 2026.")


def test_a_target_is_a_labelled_line_of_its_own() -> None:
    card = replace(FLOW, figure="count", limit=Limit(value=30, unit="cases", source="A policy", is_target=True))
    figure = drawn(only(weekly(WORKED, card)))
    (target,) = [trace for trace in figure.data if trace.name == "Target"]
    assert (set(target.y), target.line.dash) == ({30}, "dashdot")
    assert "Target 30" in words(figure)


def test_a_point_left_out_of_the_limits_is_a_ring() -> None:
    values = [*WORKED[:7], None, 40, *WORKED[8:], 20]
    assert shapes(drawn(only(weekly(values, of_kind(is_since_last=True)))))["circle-open"] == 1


def test_the_mark_that_is_too_dark_for_a_dark_page_is_lighter_there() -> None:
    assert own_colour(MARKS[Mark.NEITHER], Look.DARK) != own_colour(MARKS[Mark.NEITHER], Look.LIGHT)
    assert own_colour(MARKS[Mark.CONCERN], Look.DARK) == own_colour(MARKS[Mark.CONCERN], Look.LIGHT)


def test_small_charts_say_each_state_in_words_and_carry_their_own() -> None:
    chart = trend_charts.multiples([only(weekly(SHIFT)), only(weekly(WORKED[:3]))])
    html = images.multiples(chart, Look.LIGHT)
    assert html.count("<figure") == 2
    assert "improvement: 6 in a row above the mean" in html
    assert "10 more points are needed before limits can be drawn." in html
    assert 'alt="Line of Cases heard, 22 points from 5 January 2026 to 1 June 2026, the newest 29.' in html


def test_a_stock_is_a_line_with_its_events_and_no_limits() -> None:
    trend = only(weekly(STEP, of_kind(kind=Kind.STOCK)))
    assert levels(trend) == [(21.0, False)]  # the median of 28 values
    chart = described(trend, EVENTS).chart
    assert isinstance(chart, Lines)
    assert [moment.text for moment in chart.moments] == ["Second clinic, 27 Apr 2026"]
