"""The picture of variation: what is drawn of a series, by which shape, and in words."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from src.analysis.spc import Mark
from src.analysis.trends import Trend
from src.contracts.metric import Better, Kind, Limit, Result
from src.metrics import METRICS
from src.present.plotly import spc_icons, variation
from src.present.plotly.theme import Look
from tests.metrics.test_trends import DECIDED, EVENT, FLOW, SHIFT, STEP, WORKED, dated, of_kind, only, weekly

EVENTS = dated([{**EVENT, "precision_code": "day"}], METRICS["events_in_period"].card)
NONE = dated([], METRICS["events_in_period"].card)


def drawn(trend: Trend, events: Result = NONE, look: Look = Look.LIGHT) -> Any:
    """The figure of a series."""
    return variation.series(trend, events, look).figure


def lines(figure: Any) -> list[tuple[float, str]]:
    """The level lines of a figure: height and dash."""
    return [(round(shape.y0, 2), shape.line.dash) for shape in figure.layout.shapes if shape.y0 == shape.y1]


def words(figure: Any) -> list[str]:
    """What is written on a figure."""
    return [note.text for note in figure.layout.annotations]


def shapes(figure: Any) -> dict[str, int]:
    """How many marks of each shape a figure has."""
    return {trace.marker.symbol: len(trace.x) for trace in figure.data if trace.mode == "markers"}


def test_provisional_limits_are_dashed_and_firm_ones_are_not() -> None:
    assert lines(drawn(only(weekly(WORKED)))) == [(23.2, "dash"), (37.64, "dash"), (8.76, "dash")]
    assert {dash for _, dash in lines(drawn(only(weekly([*WORKED, *WORKED]))))} == {"solid"}


def test_mean_and_limits_are_labelled_on_their_lines() -> None:
    assert words(drawn(only(weekly(WORKED)))) == ["upper 37.6", "<b>mean 23.2</b>", "lower 8.8"]


@pytest.mark.parametrize(
    ("better", "symbol", "colour"),
    [
        (Better.HIGHER, "triangle-up", "#00B0F0"),
        (Better.LOWER, "square", "#E46C0A"),
        (Better.NEUTRAL, "diamond", "#490092"),
    ],
)
def test_a_signal_differs_in_shape_and_colour_and_every_mark_has_a_dark_outline(
    better: Better, symbol: str, colour: str
) -> None:
    figure = drawn(only(weekly(SHIFT, of_kind(better=better))))
    assert shapes(figure) == {"circle": 16, symbol: 6}
    found = {trace.marker.symbol: trace.marker for trace in figure.data if trace.mode == "markers"}
    assert (found["circle"].color, found[symbol].color) == ("#A6A6A6", colour)
    assert {marker.line.color for marker in found.values()} == {"#1F2933"}


def test_a_gap_breaks_the_line_and_is_a_cross_on_the_axis() -> None:
    figure = drawn(only(weekly([*WORKED[:7], None, *WORKED[7:]])))
    assert not figure.data[0].connectgaps
    cross = next(trace for trace in figure.data if trace.marker.symbol == "x-thin")
    assert (list(cross.x), list(cross.y)) == ([date(2026, 2, 23)], [figure.layout.yaxis.range[0]])


def test_a_run_chart_has_its_median_and_no_limits_and_no_marks_of_variation() -> None:
    picture = variation.series(only(weekly(WORKED[:5])), NONE, Look.LIGHT)
    assert lines(picture.figure) == [(22.0, "solid")]  # 20 20 22 24 26
    assert words(picture.figure) == ["median 22"]
    assert shapes(picture.figure) == {}
    assert picture.alternative == (
        "Run chart of Cases heard, 5 points from 5 January 2026 to 2 February 2026, the newest 22. The median is 22. "
        "8 more points are needed before limits can be drawn."
    )


def test_a_lower_limit_below_nought_is_drawn_at_nought_and_the_picture_says_so() -> None:
    picture = variation.series(only(weekly([0, 9, 1, 8, 2, 9, 0, 7, 1, 9, 2, 8, 0])), NONE, Look.LIGHT)
    assert min(height for height, _ in lines(picture.figure)) == 0
    assert "lower 0" in words(picture.figure)
    assert "the lower limit would lie below nought and is drawn there" in picture.subtitle
    assert "lower limit 0, drawn at zero" in picture.alternative


def test_old_limits_go_on_as_ghosts_after_a_recalculation() -> None:
    figure = drawn(only(weekly(STEP), recalculations=[DECIDED], events=[EVENT]))
    ghosts = [shape for shape in figure.layout.shapes if shape.y0 == shape.y1 and shape.line.dash == "dot"]
    assert {round(shape.y0, 2) for shape in ghosts} >= {20.06}
    assert all(shape.x0 == date(2026, 4, 20) and shape.opacity < 1 for shape in ghosts)
    assert sum(dash == "solid" for _, dash in lines(figure)) == 6, "mean and two limits of either part"


def test_events_stand_as_letters_with_their_names_beside_the_picture_and_in_its_words() -> None:
    picture = variation.series(only(weekly(STEP)), EVENTS, Look.LIGHT)
    assert words(picture.figure)[-1] == "<b>A</b>"
    assert picture.events == ("Second clinic, 27 Apr 2026",)
    assert picture.alternative.endswith("Events marked: Second clinic, 27 April 2026.")


def test_a_target_is_a_labelled_line_of_its_own() -> None:
    card = replace(FLOW, figure="count", limit=Limit(value=30, unit="cases", source="A policy", is_target=True))
    figure = drawn(only(weekly(WORKED, card)))
    assert (30, "dashdot") in lines(figure)
    assert "target 30" in words(figure)


def test_a_ghost_point_is_hollow() -> None:
    values = [*WORKED[:7], None, 40, *WORKED[8:], 20]
    assert shapes(drawn(only(weekly(values, of_kind(is_since_last=True)))))["circle-open"] == 1


def test_the_mark_that_is_too_dark_for_a_dark_page_is_lighter_there() -> None:
    assert variation.hue(Mark.NEITHER, Look.DARK) != variation.hue(Mark.NEITHER, Look.LIGHT)
    assert variation.hue(Mark.CONCERN, Look.DARK) == variation.hue(Mark.CONCERN, Look.LIGHT)


def test_small_charts_say_each_state_in_words_and_carry_their_own() -> None:
    html = spc_icons.multiples([only(weekly(SHIFT)), only(weekly(WORKED[:3]))], Look.LIGHT)
    assert html.count("<figure") == 2
    assert "improvement: 6 in a row above the mean" in html
    assert "10 more points are needed before limits can be drawn." in html
    assert 'alt="Line of Cases heard, 22 points from 5 January 2026 to 1 June 2026, the newest 29.' in html


def test_a_stock_is_a_line_with_its_events_and_no_limits() -> None:
    picture = variation.series(only(weekly(STEP, of_kind(kind=Kind.STOCK))), EVENTS, Look.LIGHT)
    assert lines(picture.figure) == [(21.0, "solid")]  # the median of 28 values
    assert picture.events == ("Second clinic, 27 Apr 2026",)
