"""Figures over time, at true spacing, with limits and the events that fall among them."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import plotly.graph_objects as go

from src import wording
from src.present.label_layout import letter_levels, move_apart, share_of_span
from src.present.model import Lines, Moment, Series, Stroke
from src.present.plotly.frame import SMALL, colour_of, frame, rule, words
from src.present.text_metrics import broken, width
from src.present.theme import PALETTES, Look, Palette, Shade

HEIGHT = 320
LETTER_WIDTH, LETTER_HEIGHT = 0.08, 17
"""The share of a narrow picture's width that a letter takes, and its height in pixels."""
_DASHES = {Stroke.TARGET: "dashdot", Stroke.FORMER_LIMIT: "dot"}
_SYMBOLS = {"triangle": "triangle-up", "ring": "circle-open", "cross": "x-thin"}


def lines(chart: Lines, look: Look) -> go.Figure:
    """A line chart on a date axis."""
    colours = PALETTES[look]
    first, last = _span(chart.dates)
    values = [value for series in chart.series for value in series.values if value is not None]
    top = chart.high if chart.high is not None else max(values, default=1) * 1.18
    low, high = chart.low, max(top, chart.low + 1)
    shares = [share_of_span(moment.day, first, last) for moment in chart.moments]
    levels = letter_levels(shares, LETTER_WIDTH)
    above = 30 + LETTER_HEIGHT * max(levels, default=0)
    inner = HEIGHT - 78
    ends, column = _end_labels(chart, low, high, inner, colours)
    ordered = sorted(chart.series, key=lambda item: (item.stroke is Stroke.POINTS, not item.stroke.is_thin))
    return frame(
        look,
        HEIGHT + above - 30,
        [_series(series, chart, look) for series in ordered],
        xaxis={
            "range": [first.isoformat(), last.isoformat()],
            **_ticks(chart.dates),
            "tickangle": 0,
            "showline": True,
            "linecolor": colours.line,
            "ticks": "outside",
            "tickcolor": colours.line,
        },
        yaxis={
            "range": [low, high],
            "showgrid": True,
            "gridcolor": colours.hair,
            "nticks": 5,
            "tickformat": ",",
            "ticksuffix": chart.suffix,
        },
        shapes=[rule(colours.grey, 1, "dot", x0=moment.day, x1=moment.day) for moment in chart.moments],
        annotations=[*_labels(chart, colours), *ends, *_letters(chart.moments, levels, colours)],
        margin={"l": 8, "r": 16 + column, "t": above, "b": 8, "pad": 4},
    )


def _span(dates: Sequence[date]) -> tuple[date, date]:
    """The dates with a margin either side."""
    margin = max((dates[-1] - dates[0]) * 0.04, timedelta(days=6))
    return dates[0] - margin, dates[-1] + margin


def _ticks(dates: Sequence[date]) -> dict[str, Any]:
    """A tick a date where there are few; else as many as fit."""
    if len(dates) > 4:
        return {"nticks": 7, "tickformat": "%-d %b<br>%Y"}
    return {
        "tickvals": [day.isoformat() for day in dates],
        "ticktext": [f"{wording.short_day(day)[:-5]}<br>{day.year}" for day in dates],
    }


def _series(series: Series, chart: Lines, look: Look) -> go.Scatter:
    """The line or the points of a series; a missing figure breaks the line."""
    ink, colours = colour_of(series, look), PALETTES[look]
    is_thin = series.stroke.is_thin or series.shade is Shade.GREY
    dash = "dash" if series.is_dashed else _DASHES.get(series.stroke, "solid")
    marker: dict[str, Any] = {"size": 10, "color": ink, "line": {"color": colours.card, "width": 2}}
    if series.stroke is Stroke.POINTS:
        edge = ink if series.shape in ("ring", "cross") else colours.outline
        marker = {
            "symbol": _SYMBOLS.get(series.shape, series.shape),
            "size": 7 if series.shape == "circle" else 10,
            "color": ink,
            "line": {"color": edge, "width": 2 if series.shape == "cross" else 1.2},
        }
    modes = {Stroke.POINTS: "markers", Stroke.LINE_WITH_POINTS: "lines+markers"}
    return go.Scatter(
        x=list(chart.dates),
        y=list(series.values),
        name=series.name,
        mode=modes.get(series.stroke, "lines"),
        connectgaps=False,
        cliponaxis=False,
        line={"color": ink, "width": 1.5 if is_thin else 2.5, "dash": dash},
        marker=marker,
        opacity=0.55 if series.stroke is Stroke.FORMER_LIMIT else 1,
        hovertext=list(series.details) or None,
        hoverinfo="text" if series.details else "skip",
    )


def _labels(chart: Lines, colours: Palette) -> list[dict[str, Any]]:
    """The figures above the points of a line, but for those at its end."""
    return [
        words(day, value, f"<b>{label}</b>", colours.ink, yshift=18)
        for series in chart.series
        for place, (day, value) in enumerate(zip(chart.dates, series.values, strict=True))
        if value is not None and place != series.last and (label := series.labels[place] if series.labels else "")
    ]


def _end_labels(
    chart: Lines, low: float, high: float, inner: float, colours: Palette
) -> tuple[list[dict[str, Any]], float]:
    """What stands to the right of the ends of the lines, moved apart, and the width of it in pixels."""
    found = []
    for series in chart.series:
        label = series.labels[series.last] if series.labels and series.last is not None else ""
        if label:
            value = series.values[series.last]  # type: ignore[index]
            found.append((inner * (high - (value or 0)) / (high - low), series, broken(label, 100, SMALL)))
    found.sort(key=lambda entry: entry[0])
    heights = [SMALL * 1.4 * len(lines) for _, _, lines in found]
    middles = [y - tall / 2 for (y, _, _), tall in zip(found, heights, strict=True)]
    tops = move_apart(middles, heights, inner)
    texts = []
    for (_, series, lines), middle, top in zip(found, middles, tops, strict=True):
        is_thin = series.stroke.is_thin
        text = "<br>".join(lines)
        texts.append(
            words(
                1.0,
                series.values[series.last],  # type: ignore[index]
                text if is_thin else f"<b>{text}</b>",
                colours.soft if is_thin else colours.ink,
                size=SMALL,
                xref="paper",
                xanchor="left",
                align="left",
                xshift=4,
                yshift=round(middle - top),
            )
        )
    return texts, max((width(line, SMALL, is_bold=True) for _, _, lines in found for line in lines), default=0.0)


def _letters(moments: Sequence[Moment], levels: Sequence[int], colours: Palette) -> list[dict[str, Any]]:
    """The letter of each event; the names stand under the picture, where they fit a phone."""
    return [
        words(
            moment.day,
            1.0,
            f"<b>{moment.letter}</b>",
            colours.ink,
            size=11,
            yref="paper",
            yanchor="bottom",
            yshift=level * LETTER_HEIGHT,
            bordercolor=colours.grey,
            borderpad=2,
            bgcolor=colours.card,
            hovertext=moment.text,
        )
        for moment, level in zip(moments, levels, strict=True)
    ]
