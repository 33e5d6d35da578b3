"""Figures written beside the points and bars of a native chart."""

from collections.abc import Sequence
from typing import Any

from pptx.enum.chart import XL_LABEL_POSITION
from pptx.util import Pt

from src.present.model import Series, Stroke
from src.present.pptx.colours import COLOURS, colour_of, rgb
from src.present.pptx.master import FONT
from src.present.theme import Shade, written_on

SMALL = 10
"""The size of the letters in a small chart."""


def label_points(series: Any, of: Series, size: int) -> None:
    """The figures of a line: the last to its right, the others above; with limits it is above too."""
    last = max((at for at, label in enumerate(of.labels) if label), default=-1)
    for at, label in enumerate(of.labels):
        if label and of.values[at] is not None:
            # Beside a small line there is no room but above; beside one with limits their names would meet it.
            is_short = size <= SMALL and sum(map(bool, of.labels)) > 1
            is_end = at == last and not is_short and (of.stroke is not Stroke.LINE or of.shade is not Shade.GREY)
            where = XL_LABEL_POSITION.RIGHT if is_end else XL_LABEL_POSITION.ABOVE
            thin = of.stroke.is_thin
            _write(
                series.points[at],
                label,
                size - 1 if thin else size,
                COLOURS.soft if thin else COLOURS.ink,
                where,
                not thin,
            )
    _no_others(series, of)


def label_bars(series: Any, of: Series, inches: Sequence[float], *, is_stacked: bool, is_ruled: bool) -> None:
    """The figure of each bar: in it where bars are stacked or a limit is drawn across them, else beside its end."""
    for at, label in enumerate(of.labels):
        fits = inches[at] >= 0.12 + 0.1 * len(label)
        if not label or of.values[at] is None or (is_stacked and not fits):
            continue
        is_inside = is_stacked or (is_ruled and fits)
        fill = COLOURS.orange if at in of.marked else colour_of(of)
        where = XL_LABEL_POSITION.CENTER if is_stacked else XL_LABEL_POSITION.INSIDE_BASE
        _write(
            series.points[at], label, 12, written_on(fill) if is_inside else COLOURS.ink,
            where if is_inside else XL_LABEL_POSITION.OUTSIDE_END, True,
        )  # fmt: skip
    _no_others(series, of)


def _write(point: Any, text: str, size: int, colour: str, where: Any, is_bold: bool) -> None:
    label = point.data_label
    frame = label.text_frame
    frame.text = text
    frame.word_wrap = False
    run = frame.paragraphs[0].runs[0]
    run.font.size = Pt(size)
    run.font.bold = is_bold
    run.font.name = FONT
    run.font.color.rgb = rgb(colour)
    label.position = where


def _no_others(series: Any, of: Series) -> None:
    """Points that were given no label have none."""
    if any(of.labels):
        series.data_labels.show_value = False
