"""Series with limits on slides: the published worked example, drawn, and what its chart holds."""

from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from pptx import Presentation

from src.analysis.trends import trends
from src.contracts.metric import Result
from src.metrics import METRICS
from src.present.pack import Choice, pack
from src.present.pptx.slides import deck
from src.present.slide import PackData
from tests.present.opened import charts, inside, tables, words

# The worked example of NHS England's Making Data Count.
VALUES = [20, 24, 20, 26, 22, 16, 18, 16, 31, 28, 34, 26, 30, 19, 18]
WEEKS = [date(2024, 1, 1) + timedelta(weeks=week) for week in range(len(VALUES))]


def flow(values: list[int | None]) -> Result:
    """A result of referrals received, one week a row."""
    metric = METRICS["marac_referrals_and_cases_heard"]
    rows = tuple(
        {
            "as_at_on": day, "as_at_precision": "day", "referrals_received_count": value, "cases_heard_count": None,
            "net_count": None, "cases_awaiting_count": None,
        }
        for day, value in zip(WEEKS, values, strict=False)
    )  # fmt: skip
    return Result(
        card=metric.card, as_at=WEEKS[-1], edition=1, rows=rows, sentence="Said.", sources=(), checks=(), caveats=(),
        sql="",
    )  # fmt: skip


def drawn(contents: PackData, values: list[int | None]) -> list[Any]:
    """The slides of the measures of one series."""
    result = flow(values)
    of = replace(contents, after={**contents.after, result.card.name: result}, trends=trends(result))
    return list(Presentation(BytesIO(deck(pack(of, Choice(sections=("measures",)))))).slides)[2:]


@pytest.fixture(scope="module")
def slides(contents: PackData) -> list[Any]:
    return drawn(contents, [*VALUES])


def column(chart: Any, name: str) -> list[Any]:
    rows = inside(chart)
    return [row[rows[0].index(name)] for row in rows[1:]]


def test_the_chart_holds_the_values_with_the_mean_and_limits_of_the_worked_example(slides: list[Any]) -> None:
    (chart,) = charts(slides[1])
    assert column(chart, "MARAC referrals received") == VALUES
    assert [round(value, 2) for value in column(chart, "Mean")] == [23.20] * 15
    assert [round(value, 2) for value in column(chart, "Upper limit")] == [37.64] * 15
    assert [round(value, 2) for value in column(chart, "Lower limit")] == [8.76] * 15


def test_its_points_are_all_ordinary_variation_and_its_title_says_so(slides: list[Any]) -> None:
    (chart,) = charts(slides[1])
    assert column(chart, "Ordinary variation") == VALUES
    assert "Concern" not in inside(chart)[0]
    assert slides[1].shapes.title.text_frame.text == "MARAC referrals received: ordinary variation"


def test_the_limits_are_named_beside_their_ends(slides: list[Any]) -> None:
    (chart,) = charts(slides[1])
    labels = [node.text for node in chart._chartSpace.iter("{*}t")]
    assert labels == ["18", "Mean 23.2", "Upper limit 37.6", "Lower limit 8.8"]


def test_the_summary_counts_the_series(slides: list[Any]) -> None:
    (table,) = tables(slides[0])
    assert table[1] == ["Common cause", "1: MARAC referrals received"]


def test_a_signal_has_a_shape_and_a_column_of_its_own(contents: PackData) -> None:
    (chart,) = charts(drawn(contents, [*VALUES[:14], 60])[1])
    assert column(chart, "Signal, neither better nor worse") == [None] * 14 + [60]
    assert [node.get("val") for node in chart._chartSpace.iter("{*}symbol") if node.get("val") == "diamond"]


def test_a_missing_week_is_a_gap_in_the_line(contents: PackData) -> None:
    (chart,) = charts(drawn(contents, [*VALUES[:7], None, *VALUES[8:]])[1])
    assert column(chart, "MARAC referrals received")[7] is None
    assert chart.plots[0].series[0].values[7] is None


def test_too_few_points_have_no_slide_of_their_own(contents: PackData) -> None:
    few = drawn(contents, [*VALUES[:12]])
    assert len(few) == 1
    assert "One series has too few points to tell: 13 are needed" in words(few[0])
