"""The interactive picture on screen: one Plotly figure of each chart that is described."""

from datetime import date

import plotly.graph_objects as go

from src.present.label_layout import anchor, lanes, scale, share_of_span
from src.present.model import Bars, Chart, Events, Lines, Ranges
from src.present.plotly.bars import bars
from src.present.plotly.frame import FONT, SMALL, frame, rule, words
from src.present.plotly.lines import lines
from src.present.theme import PALETTES, Look

_PLACES = {"start": "left", "middle": "center", "end": "right"}


def figure(chart: Chart, look: Look) -> go.Figure:
    """The figure of a chart in the colours of a look, at a fixed height and any width.

    Raises TypeError for a chart that is markup.
    """
    if isinstance(chart, Lines):
        return lines(chart, look)
    if isinstance(chart, Bars):
        return bars(chart, look)
    if isinstance(chart, Events):
        return _events(chart, look)
    if isinstance(chart, Ranges):
        return _ranges(chart, look)
    raise TypeError(f"{type(chart).__name__} is drawn as markup, not by Plotly")


def _past(chart: Events) -> date:
    """A little after the last day, so that a mark on that day is whole."""
    return chart.last + (chart.last - chart.first) / 100


def _events(chart: Events, look: Look) -> go.Figure:
    """Events along a line, each named beside its stem, in as few lanes as their names allow."""
    colours = PALETTES[look]
    shares = [share_of_span(moment.day, chart.first, chart.last) for moment in chart.moments]
    names = [moment.text.rsplit(", ", 1) for moment in chart.moments]
    heights = [lane / 2 for lane in lanes(shares, [len(name[0]) * 0.0066 for name in names])]
    reach = max(1.5, *(abs(height) for height in heights))
    return frame(
        look,
        140 * reach + 170,  # a lane holds two lines of words
        [
            go.Scatter(
                x=[moment.day for moment in chart.moments],
                y=[0] * len(chart.moments),
                mode="markers",
                marker={"size": 12, "color": colours.blue, "line": {"color": colours.card, "width": 2}},
                hovertext=[moment.text for moment in chart.moments],
                hoverinfo="text",
            )
        ],
        xaxis={"range": [chart.first.isoformat(), _past(chart).isoformat()], "dtick": "M3", "tickformat": "%b %Y"},
        yaxis={"visible": False, "range": [-reach - 0.6, reach + 0.6]},
        shapes=[
            rule(colours.grey, 2, x0=chart.first, x1=chart.last, y0=0, y1=0),
            *(
                rule(colours.line, 1.5, x0=moment.day, x1=moment.day, y0=0, y1=height * 0.9)
                for moment, height in zip(chart.moments, heights, strict=True)
            ),
        ],
        annotations=[
            words(
                moment.day,
                height,
                f"<b>{name[0]}</b><br>{name[-1]}",
                colours.ink,
                size=SMALL,
                yanchor="bottom" if height > 0 else "top",
                xanchor=_PLACES[anchor(share)],
                bgcolor=colours.card,
            )
            for moment, height, name, share in zip(chart.moments, heights, names, shares, strict=True)
        ],
    )


def _ranges(chart: Ranges, look: Look) -> go.Figure:
    """The likely range thick, the wide one thin, the whole a mark of its own."""
    colours = PALETTES[look]
    most = max(item.whole for item in chart.ranges)
    lines = [
        go.Scatter(
            x=[low, max(high, low + most * 0.004)],
            y=[item.name] * 2,
            mode="lines",
            line={"color": colours.blue, "width": wide},
            hoverinfo="skip",
        )
        for item in chart.ranges
        for (low, high), wide in ((item.wide, 4), (item.likely, 14))
    ]
    wholes = go.Scatter(
        x=[item.whole for item in chart.ranges],
        y=[item.name for item in chart.ranges],
        mode="markers",
        marker={"symbol": "line-ns-open", "size": 18, "color": colours.orange, "line": {"width": 3}},
        hovertext=[f"{item.name}: {item.whole_text}" for item in chart.ranges],
        hoverinfo="text",
    )
    low, high, step = scale(0, most * 1.28)
    return frame(
        look,
        70 + 52 * len(chart.ranges),
        [*lines, wholes],
        xaxis={"range": [low, high], "showgrid": True, "gridcolor": colours.hair, "dtick": step},
        yaxis={"range": [len(chart.ranges) - 0.4, -0.6], "tickfont": {"color": colours.ink, "size": FONT}},
        annotations=[
            text
            for item in chart.ranges
            for text in (
                words(item.whole, item.name, f"<b>{item.whole_text}</b>", colours.ink, xanchor="left", xshift=8),
                words(item.likely[0], item.name, item.text, colours.ink, size=SMALL, xanchor="left", yshift=18),
            )
        ],
    )
