"""Figures written beside the points and bars of a native chart."""

import re
from collections.abc import Sequence
from typing import Any

from pptx.enum.chart import XL_LABEL_POSITION
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Pt

from src.present.label_layout import move_apart
from src.present.model import Lines, Series, Stroke
from src.present.pptx.colours import COLOURS, colour_of, rgb
from src.present.pptx.master import FONT
from src.present.theme import Shade, written_on

_LINE = 1.25
"""How high a line of letters is, for each point of their size."""
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


def move_ends_apart(
    plot: Any, of: Lines, size: int, high: float, chart_height: float, scale: tuple[float, float]
) -> None:
    """Words beside the ends of lines that lie close together are moved up and down so that none covers another.

    `high` is the height of the plot and `chart_height` that of the whole chart, in inches; `scale` the ends of the axis.
    """
    low, top = scale
    ends = [
        (high * (top - value) / (top - low), at)
        for at, item in enumerate(of.series)
        if item.labels and item.labels[-1] and (value := item.values[-1]) is not None and item.stroke is not Stroke.MEAN
    ]
    ends.sort()
    tall = size * _LINE / 72
    tops = [place for place, _ in ends]
    for (place, at), moved in zip(ends, move_apart(tops, [tall] * len(ends), high), strict=True):
        if abs(moved - place) > tall / 20:
            label = plot.series[at].points[len(of.dates) - 1].data_label._dLbl
            if label is not None:
                label.find("{*}idx").addnext(
                    parse_xml(
                        f'<c:layout {nsdecls("c")}><c:manualLayout><c:x val="0"/>'
                        f'<c:y val="{(moved - place) / chart_height:.4f}"/></c:manualLayout></c:layout>'
                    )
                )


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
            where if is_inside else XL_LABEL_POSITION.OUTSIDE_END, True, number_format(label, of.values[at]),
        )  # fmt: skip
    _no_others(series, of)


def number_format(label: str, value: float | None) -> str:
    """The number format by which a label is its value, as #,##0.0"%"; nothing where the label says something else."""
    found = re.fullmatch(r"[\d,]+(?:\.(\d+))?(\D*)", label)
    if not found or value is None:
        return ""
    decimals, suffix = len(found[1] or ""), found[2]
    if f"{value:,.{decimals}f}{suffix}" != label:
        return ""
    return f"#,##0{'.' + '0' * decimals if decimals else ''}" + (f'"{suffix}"' if suffix else "")


def _write(point: Any, text: str, size: int, colour: str, where: Any, is_bold: bool, number_format: str = "") -> None:
    """The label of a point: its value by a number format, which moves with the data, or else words of its own."""
    label = point.data_label
    if number_format:
        font = label.font
        quoted = number_format.replace('"', "&quot;")
        written = parse_xml(f'<c:numFmt {nsdecls("c")} formatCode="{quoted}" sourceLinked="0"/>')
        label._dLbl.find("{*}idx").addnext(written)
        label._dLbl.find("{*}txPr/{*}bodyPr").set("wrap", "none")
    else:
        frame = label.text_frame
        frame.text = text
        frame.word_wrap = False
        font = frame.paragraphs[0].runs[0].font
    font.size, font.bold, font.name = Pt(size), is_bold, FONT
    font.color.rgb = rgb(colour)
    label.position = where


def _no_others(series: Any, of: Series) -> None:
    """Points that were given no label have none."""
    if any(of.labels):
        series.data_labels.show_value = False
