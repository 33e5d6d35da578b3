"""Native charts: bars and lines with their data inside, to be edited where they stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
    XL_TICK_MARK,
)
from pptx.enum.dml import MSO_LINE
from pptx.oxml import parse_xml
from pptx.util import Pt

from src.present.label_layout import scale
from src.present.model import Bars, Lines, Series, Stroke
from src.present.pptx.colours import COLOURS, colour_of, rgb
from src.present.pptx.labels import label_bars, label_points, move_ends_apart
from src.present.pptx.master import FONT, Box
from src.present.theme import Shade

_C = 'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
_DAY_ZERO = date(1899, 12, 30)
_MARKERS = {
    "circle": XL_MARKER_STYLE.CIRCLE,
    "square": XL_MARKER_STYLE.SQUARE,
    "triangle": XL_MARKER_STYLE.TRIANGLE,
    "diamond": XL_MARKER_STYLE.DIAMOND,
    "ring": XL_MARKER_STYLE.CIRCLE,
    "cross": XL_MARKER_STYLE.X,
}
_LEGEND = 0.4
"""Inches that a legend takes above the bars, which on a low chart is more than its share."""
_DASHES = {Stroke.TARGET: MSO_LINE.DASH_DOT, Stroke.FORMER_LIMIT: MSO_LINE.ROUND_DOT}


@dataclass(frozen=True, kw_only=True)
class Plot:
    """Where the values of a chart stand on its slide, in inches, for what is drawn over it."""

    box: Box
    low: float
    high: float

    def at(self, value: float) -> float:
        """How far from the left edge of the slide a value stands."""
        return self.box.x + self.box.w * (value - self.low) / (self.high - self.low)


def serial(day: date) -> int:
    """A date as a spreadsheet counts it."""
    return (day - _DAY_ZERO).days


def draw_lines(holder: Any, of: Lines, box: Box, *, is_small: bool = False) -> tuple[Any, Plot]:
    """A line chart on a date axis. Returns its frame, and where its values stand."""
    data = CategoryChartData(number_format="General")
    data.categories = list(of.dates)
    for item in of.series:
        data.add_series(item.name, item.values)
    frame = _add(holder, XL_CHART_TYPE.LINE_MARKERS, box, data)
    chart = frame.chart
    _usual(chart, 10 if is_small else 12)
    values = [value for item in of.series for value in item.values if value is not None]
    top = of.high if of.high is not None else max(values, default=1)
    low, high, step = scale(
        of.low, max(top * (1.12 if is_small or of.high is None else 1.0), of.low + 1), 3 if is_small else 5
    )
    _value_axis(chart, low, high, step, of.suffix, is_seen=not is_small)
    first, last = _date_axis(chart, of.dates, 3 if is_small else min(9, round(box.w / 1.1)))
    left = 0.02 if is_small else min(0.09, 0.03 + 0.09 * len(f"{high:,.0f}{of.suffix}") / box.w)
    right = _room(of, box, is_small)
    inner = Box(x=left, y=0.1, w=1 - left - right, h=0.66 if is_small else 0.76)
    _lay(chart, inner)
    for at, item in enumerate(of.series):
        _stroke(chart.plots[0].series[at], item, is_small)
        label_points(chart.plots[0].series[at], item, 10 if is_small else 12)
    if not is_small:
        move_ends_apart(chart.plots[0], of, 12, inner.h * box.h, box.h, (low, high))
    where = Box(x=box.x + inner.x * box.w, y=box.y + inner.y * box.h, w=inner.w * box.w, h=inner.h * box.h)
    return frame, Plot(box=where, low=serial(first), high=serial(last))


def draw_bars(holder: Any, of: Bars, box: Box) -> tuple[Any, Plot]:
    """Bars from zero. Returns their frame, and where their values stand."""
    data = CategoryChartData(number_format="General")
    data.categories = list(of.names)
    for item in of.series:
        data.add_series(item.name, item.values)
    is_stacked = of.is_stacked and len(of.series) > 1
    kind = XL_CHART_TYPE.BAR_STACKED if is_stacked else XL_CHART_TYPE.BAR_CLUSTERED
    frame = _add(holder, kind, box, data)
    chart = frame.chart
    _usual(chart, 12)
    chart.has_legend = len(of.series) > 1
    if chart.has_legend:
        chart.legend.position = XL_LEGEND_POSITION.TOP
        chart.legend.include_in_layout = False
        chart.legend.font.size = Pt(12)
        chart.legend.font.color.rgb = rgb(COLOURS.ink)
    sums = [sum(item.values[at] or 0 for item in of.series) for at in range(len(of.names))]
    tops = sums if is_stacked else [value for item in of.series for value in item.values if value is not None]
    high = of.high or max([*tops, 0]) * (1.03 if is_stacked else 1.14) or 1
    _value_axis(chart, 0, high, None, "", is_seen=False)
    axis = chart.category_axis
    axis.reverse_order = True
    axis.format.line.color.rgb = rgb(COLOURS.grey)
    axis.major_tick_mark = XL_TICK_MARK.NONE
    axis.tick_labels.font.color.rgb = rgb(COLOURS.ink)
    plot = chart.plots[0]
    plot.gap_width = 45 if len(of.names) > 3 else 80
    plot.overlap = 100 if is_stacked else -6
    longest = max((len(name) for name in of.names), default=1)
    left = min(0.4, (0.25 + 0.088 * longest) / box.w)
    longest_label = max((len(label) for item in of.series for label in item.labels), default=0)
    right = 0.02 if is_stacked else min(0.3, (0.1 + 0.09 * longest_label) / box.w)
    above = max(0.11, _LEGEND / box.h) if chart.has_legend else 0.09 if of.rules else 0.02
    inner = Box(x=left, y=above, w=1 - left - right, h=0.98 - above)
    _lay(chart, inner)
    for at, item in enumerate(of.series):
        series = plot.series[at]
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = rgb(colour_of(item))
        series.invert_if_negative = False
        for place in item.marked:
            point = series.points[place]
            point.format.fill.solid()
            point.format.fill.fore_color.rgb = rgb(COLOURS.orange)
        inches = [(value or 0) / high * inner.w * box.w for value in item.values]
        label_bars(series, item, inches, is_stacked=is_stacked, is_ruled=bool(of.rules))
    where = Box(x=box.x + inner.x * box.w, y=box.y + inner.y * box.h, w=inner.w * box.w, h=inner.h * box.h)
    return frame, Plot(box=where, low=0, high=high)


def _add(holder: Any, kind: Any, box: Box, data: CategoryChartData) -> Any:
    """A chart in the placeholder for it, or on the slide where there is none."""
    if hasattr(holder, "insert_chart"):
        frame = holder.insert_chart(kind, data)
        frame.left, frame.top, frame.width, frame.height = box.emu
        return frame
    return holder.add_chart(kind, *box.emu, data)


def _usual(chart: Chart, size: int) -> None:
    chart.has_title = False
    chart.has_legend = False
    chart.font.size = Pt(size)
    chart.font.name = FONT
    chart.font.color.rgb = rgb(COLOURS.soft)
    # The standard has no negative number for an axis; python-pptx writes them.
    for named in chart._chartSpace.iter("{*}axId", "{*}crossAx"):
        named.set("val", named.get("val").lstrip("-"))
    # A figure that is missing breaks the line; nothing is drawn through it.
    shown = chart._chartSpace.chart.find("{*}dispBlanksAs")
    if shown is not None:
        shown.set("val", "gap")
    else:
        chart._chartSpace.chart.append(parse_xml(f'<c:dispBlanksAs {_C} val="gap"/>'))


def _value_axis(chart: Chart, low: float, high: float, step: float | None, suffix: str, *, is_seen: bool) -> None:
    axis = chart.value_axis
    axis.minimum_scale, axis.maximum_scale = low, high
    if step:
        axis.major_unit = step
    axis.has_major_gridlines = is_seen
    axis.has_minor_gridlines = False
    axis.major_tick_mark = XL_TICK_MARK.NONE
    axis.format.line.fill.background()
    if is_seen:
        axis.major_gridlines.format.line.color.rgb = rgb(COLOURS.hair)
        axis.major_gridlines.format.line.width = Pt(0.75)
        axis.tick_labels.number_format = f'#,##0.##"{suffix}"' if step and step < 1 else f'#,##0"{suffix}"'
        axis.tick_labels.number_format_is_linked = False
    else:
        axis.tick_label_position = XL_TICK_LABEL_POSITION.NONE


def _date_axis(chart: Chart, dates: Sequence[date], most: int) -> tuple[date, date]:
    """Days at true spacing, with `most` months or fewer named. Returns the ends of the axis."""
    first = dates[0].replace(day=1)
    last = (dates[-1].replace(day=28) + timedelta(days=4)).replace(day=1)
    months = max(1, (last.year - first.year) * 12 + last.month - first.month)
    every = next(step for step in (1, 2, 3, 6, 12, 24, 60) if months / step <= most)
    axis = chart.category_axis
    axis.minimum_scale, axis.maximum_scale = serial(first), serial(last)
    axis.tick_labels.number_format = "mmm yyyy"
    axis.tick_labels.number_format_is_linked = False
    axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    axis.major_tick_mark = XL_TICK_MARK.OUTSIDE
    axis.format.line.color.rgb = rgb(COLOURS.grey)
    axis.has_major_gridlines = False
    element = axis._element
    for name in ("baseTimeUnit", "majorUnit", "majorTimeUnit"):
        for old in element.findall(f"{{*}}{name}"):
            element.remove(old)
    for name, value in (("baseTimeUnit", "days"), ("majorUnit", str(every)), ("majorTimeUnit", "months")):
        element.append(parse_xml(f'<c:{name} {_C} val="{value}"/>'))
    return first, last


def _room(of: Lines, box: Box, is_small: bool) -> float:
    """The share of the width that the words beside the ends of the lines need."""
    ends = [len(label) for item in of.series for label in item.labels[-1:]]
    wide = 0.02 if is_small else 0.012
    return min(0.28, wide + 0.088 * max(ends, default=0) / box.w)


def _lay(chart: Chart, inner: Box) -> None:
    """Fix where the plot stands in its chart, so that events and limits can be drawn over it."""
    area = chart._chartSpace.chart.plotArea
    for old in area.findall("{*}layout"):
        area.remove(old)
    sizes = "".join(
        f'<c:{name} val="{value:.4f}"/>'
        for name, value in zip("xywh", (inner.x, inner.y, inner.w, inner.h), strict=True)
    )
    area.insert(
        0,
        parse_xml(
            f'<c:layout {_C}><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
            f"{sizes}</c:manualLayout></c:layout>"
        ),
    )


def _stroke(series: Any, of: Series, is_small: bool) -> None:
    colour = colour_of(of)
    line = series.format.line
    series.smooth = False
    series.marker.style = XL_MARKER_STYLE.NONE
    if of.stroke is Stroke.POINTS:
        line.fill.background()
        is_hollow = of.shape in ("ring", "cross")
        _marker(series, _MARKERS[of.shape], 5 if of.shape == "circle" else 8, "" if is_hollow else colour)
        series.marker.format.line.color.rgb = rgb(colour if is_hollow else COLOURS.outline)
        series.marker.format.line.width = Pt(1.25 if is_hollow else 0.5)
        return
    line.color.rgb = rgb(colour)
    is_thin = of.stroke.is_thin or of.shade is Shade.GREY
    line.width = Pt(1.25 if is_thin else 2.0 if is_small else 2.75)
    if of.is_dashed or of.stroke in _DASHES:
        line.dash_style = _DASHES.get(of.stroke, MSO_LINE.DASH)
    if of.stroke is Stroke.LINE_WITH_POINTS:
        _marker(series, XL_MARKER_STYLE.CIRCLE, 5 if is_small else 8, colour)
        series.marker.format.line.color.rgb = rgb(COLOURS.card)


def _marker(series: Any, style: Any, size: int, fill: str) -> None:
    series.marker.style = style
    series.marker.size = size
    if not fill:
        series.marker.format.fill.background()
        return
    series.marker.format.fill.solid()
    series.marker.format.fill.fore_color.rgb = rgb(fill)
