"""The figures on native bars: each can be read on what it stands on, in every program that opens the file."""

import itertools
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pptx import Presentation

from src.present.model import Bars, Lines, Rule, Series
from src.present.pptx.charts import draw_bars, draw_lines
from src.present.pptx.colours import COLOURS
from src.present.pptx.labels import number_format
from src.present.pptx.master import Box
from src.present.theme import Shade
from tests.present.test_theme import contrast

INSIDE = {"ctr", "inBase", "inEnd"}


def drawn(of: Bars) -> Any:
    """The series of a native chart of bars."""
    created = Presentation()
    frame, _ = draw_bars(created.slides.add_slide(created.slide_layouts[6]).shapes, of, Box(x=0, y=0, w=6.3, h=3))
    return frame.chart._chartSpace.findall(".//{*}ser")


def fill_of(series: Any, place: int) -> str:
    """The colour of a bar: its own, or that of its series."""
    own = [p for p in series.findall("{*}dPt") if p.find("{*}idx").get("val") == str(place)]
    return "#" + (own[0] if own else series).find("{*}spPr/{*}solidFill/{*}srgbClr").get("val").lower()


@pytest.mark.parametrize(
    ("shade", "is_stacked", "is_ruled"), list(itertools.product(Shade, (True, False), (True, False)))
)
def test_every_figure_on_a_bar_has_the_contrast_of_written_words(
    shade: Shade, is_stacked: bool, is_ruled: bool
) -> None:
    values = (2.0, 30.0, 1976.0, None)
    labels = ("2%", "about 30%", "1,976%", "")
    both = [Series(name=name, values=values, labels=labels, shade=shade, marked=(1,)) for name in ("Open", "Closed")]
    rules = (Rule(at=40, text="limit"),) if is_ruled else ()
    for of in (both, both[:1]):
        found = drawn(Bars(names=("a", "b", "c", "d"), series=tuple(of), is_stacked=is_stacked, rules=rules))
        written = 0
        for series in found:
            for label in series.iter("{http://schemas.openxmlformats.org/drawingml/2006/chart}dLbl"):
                place = int(label.find("{*}idx").get("val"))
                ink = (
                    "#"
                    + next(label.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}srgbClr"))
                    .get("val")
                    .lower()
                )
                is_inside = label.find("{*}dLblPos").get("val") in INSIDE
                assert contrast(ink, fill_of(series, place) if is_inside else COLOURS.card) >= 4.5
                # Where the figure is the value alone its look is that of the label: words of its own lose it in papers.
                assert (label.find("{*}tx") is None) == (place != 1)
                written += 1
        alone = len(of) == 1
        assert written >= (3 if alone or not is_stacked else 2), "bars that stand alone are all labelled"


@pytest.mark.parametrize(
    ("label", "value", "written"),
    [
        ("8.15%", 8.15, '#,##0.00"%"'), ("1,976", 1976.0, "#,##0"), ("0", 0.0, "#,##0"), ("2.5", 2.5, "#,##0.0"),
        ("13 days", 13, '#,##0" days"'), ("2.5", 2.54, "#,##0.0"), ("2.5", 2.6, ""), ("over 80", 80, ""),
        ("1976", 1976, ""), ("", 4, ""), ("4", None, ""),
    ],
)  # fmt: skip
def test_a_label_that_is_its_value_is_written_as_a_number(label: str, value: float | None, written: str) -> None:
    assert number_format(label, value) == written


@given(st.lists(st.integers(0, 300), min_size=1, max_size=6), st.sampled_from([2.3, 3.0, 4.6]))
def test_no_words_beside_the_ends_of_lines_cover_each_other_whatever_the_figures_are(
    ends: list[int], tall: float
) -> None:
    series = tuple(
        Series(name=f"Line {at}", values=(10.0, float(end)), labels=("", f"Line {at} {end}"))
        for at, end in enumerate(ends)
    )
    created = Presentation()
    shapes = created.slides.add_slide(created.slide_layouts[6]).shapes
    lines = Lines(dates=(date(2026, 1, 1), date(2026, 9, 28)), series=series)
    frame, plot = draw_lines(shapes, lines, Box(x=0, y=0, w=6.3, h=tall))
    space = frame.chart._chartSpace
    top = max(float(axis.get("val")) for axis in space.iterfind(".//{*}valAx/{*}scaling/{*}max"))
    places = []
    for drawn_series, end in zip(space.findall(".//{*}ser"), ends, strict=True):
        (label,) = drawn_series.iter("{http://schemas.openxmlformats.org/drawingml/2006/chart}dLbl")
        moved = label.find("{*}layout/{*}manualLayout/{*}y")
        places.append(plot.box.h * (1 - end / top) + (float(moved.get("val")) * tall if moved is not None else 0))
    places.sort()
    assert all(below - above > 0.19 for above, below in itertools.pairwise(places)), "12 points are 0.17 inches high"
    assert places[-1] < plot.box.h + 0.11
