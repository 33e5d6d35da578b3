"""Bars from zero, side by side or stacked, with the limits drawn across them."""

from typing import Any

import plotly.graph_objects as go

from src import wording
from src.present.model import Bars, Series
from src.present.plotly.frame import FONT, SMALL, colour_of, frame, rule, words
from src.present.text_metrics import broken, width
from src.present.theme import ATTENTION, PALETTES, Look, Palette, Shade, colour, written_on

NARROW = 150
"""The width, in pixels, that is left for bars and what is written at their ends on a phone."""
LINE = 21
"""The height of a line of words."""
GAP = 0.3
"""The share of a row that is left free between names."""
NAMES, ENDS, LIMITS = 124, 66, 96
"""The widest that a line may be of a name, of what is written at the end of a bar, and of what a limit is called."""


def bars(chart: Bars, look: Look) -> go.Figure:
    """A bar chart, the first name on top."""
    colours, count = PALETTES[look], len(chart.series)
    is_cluster = not chart.is_stacked and count > 1
    ends = [chart.end(place) for place in range(len(chart.names))] if chart.is_stacked else []
    ends_in_lines = [broken(end, ENDS, FONT) for end in ends]
    names = [broken(name, NAMES, FONT) for name in chart.names]
    written = [line for lines in ends_in_lines for line in lines] or [
        label for series in chart.series for label in series.labels
    ]
    longest = max((width(text, FONT, is_bold=not ends) for text in written), default=0.0)
    sums = [sum(series.values[place] or 0 for series in chart.series) for place in range(len(chart.names))]
    values = [value for series in chart.series for value in series.values if value is not None]
    high = chart.high or max([*(sums if chart.is_stacked else values), *(limit.at for limit in chart.rules), 0]) or 1
    # What is written at the end of the longest bar has room on a phone, where only so much is left for both.
    reach = high * NARROW / max(NARROW - longest - 8, NARROW * 0.38)
    tallest = max(map(len, [*ends_in_lines, *names]), default=1)
    row = max(22 * count + 14 if is_cluster else 36, LINE * tallest + 4)
    texts = _bar_texts(chart, row * (1 - GAP) / count, colours) if not ends else [
        words(total, name, "<br>".join(lines), colours.ink, xanchor="left", xshift=8, align="left")
        for total, name, lines in zip(sums, chart.names, ends_in_lines, strict=True)
    ]  # fmt: skip
    called = [broken(limit.text, LIMITS, SMALL) for limit in chart.rules]
    above = (28 if count > 1 else 6) + 18 * sum(map(len, called))
    return frame(
        look,
        above + row * len(chart.names) + 16,
        [_bar(series, chart, look) for series in chart.series],
        bargap=GAP,
        barmode="stack" if chart.is_stacked else "group",
        bargroupgap=0.08,
        showlegend=count > 1,
        legend={
            "orientation": "h", "x": 0, "xanchor": "left", "xref": "container", "y": 1, "yanchor": "top",
            "yref": "container", "traceorder": "normal", "itemclick": False, "itemdoubleclick": False,
            "font": {"size": SMALL, "color": colours.soft},
        },
        yaxis={
            "autorange": "reversed",
            "tickvals": list(chart.names),
            "ticktext": ["<br>".join(lines) for lines in names],
            "tickfont": {"color": colours.ink, "size": FONT},
        },
        xaxis={"visible": False, "range": [0, reach]},
        shapes=[
            {**rule(colours.orange, 2, "dash", x0=limit.at, x1=limit.at), "layer": "above"} for limit in chart.rules
        ],
        annotations=[
            *texts,
            *(
                words(
                    limit.at, 1.0, "<br>".join(lines), colours.written_orange, size=SMALL, yref="paper", yanchor="bottom",
                    xanchor="right" if NARROW * (1 - limit.at / reach) < LIMITS else "left", yshift=18 * sum(map(len, called[:level])),
                )
                for level, (limit, lines) in enumerate(zip(chart.rules, called, strict=True))
            ),
        ],
        margin={"l": 8, "r": 16, "t": above, "b": 8, "pad": 4},
        uniformtext={"mode": "hide", "minsize": 11},
    )  # fmt: skip


def _bar(series: Series, chart: Bars, look: Look) -> go.Bar:
    """The bars of a series; the palest shade has an edge so that it is seen on the ground."""
    colours, ink = PALETTES[look], colour_of(series, look)
    attention = colour(ATTENTION, look)
    is_pale = series.shade is Shade.PALE and not series.hue
    inside = bool(chart.ends and chart.is_stacked)
    return go.Bar(
        y=list(chart.names),
        x=list(series.values),
        name=series.name,
        orientation="h",
        marker={
            "color": [attention if place in series.marked else ink for place in range(len(chart.names))],
            "line": {"color": colours.grey if is_pale else colours.card, "width": 1 if is_pale or inside else 0},
        },
        text=list(series.labels) if inside else None,
        textposition="inside" if inside else "none",
        insidetextanchor="middle",
        textfont={"color": written_on(ink), "size": SMALL},
        textangle=0,
        hovertext=list(series.details) or None,
        customdata=list(chart.leads) or None,
        hoverinfo="text" if series.details else "skip",
    )


def _bar_texts(chart: Bars, apart: float, colours: Palette) -> list[dict[str, Any]]:
    """The figure at the end of each bar, or that there is none; on a ground of its own, so no limit runs through it.

    The bars of one name are so many pixels `apart`, the first on top.
    """
    count, texts = len(chart.series), []
    for index, series in enumerate(chart.series):
        for place, name in enumerate(chart.names):
            value = series.values[place]
            label = (series.labels[place] if series.labels else "") or (wording.NO_FIGURE if value is None else "")
            if label:
                texts.append(
                    words(
                        value or 0,
                        name,
                        f"<b>{label}</b>" if value is not None else label,
                        colours.ink if value is not None else colours.soft,
                        xanchor="left",
                        xshift=6,
                        yshift=round(((count - 1) / 2 - index) * apart),
                        bgcolor=colours.card if chart.rules else "rgba(0,0,0,0)",
                    )
                )
    return texts
