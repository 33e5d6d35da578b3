"""Variation: a series with its mean and limits, its signals by colour and shape, and its events; or a run chart."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import plotly.graph_objects as go

from src import wording
from src.analysis.spc import Drawn, Limits, Mark
from src.analysis.trend_wording import MARKS, alternative, figure_of, finding, rounded, signal
from src.analysis.trends import Trend
from src.contracts.metric import Result
from src.present.plotly.theme import PALETTES, Look, Palette, Picture, figure, label
from src.present.plotly.timelines import MOST_EVENTS, event_marks, events_between, room_above

HUES = {Mark.COMMON: "#A6A6A6", Mark.IMPROVEMENT: "#00B0F0", Mark.CONCERN: "#E46C0A", Mark.NEITHER: "#490092"}
"""The published colours. On white they are too pale to stand alone, so each mark has an outline and a shape."""
NEITHER_ON_DARK = "#c9a3ff"
SHAPES = {Mark.COMMON: "circle", Mark.IMPROVEMENT: "triangle-up", Mark.CONCERN: "square", Mark.NEITHER: "diamond"}
HEIGHT = 324


def hue(mark: Mark, look: Look) -> str:
    """The colour of a mark: the published one, but for the one that cannot be seen on dark."""
    return NEITHER_ON_DARK if mark is Mark.NEITHER and look is Look.DARK else HUES[mark]


def outline(look: Look) -> str:
    """The outline of every mark."""
    return "#1F2933" if look is Look.LIGHT else "#e9eef4"


def series(trend: Trend, events: Result, look: Look) -> Picture:
    """One series as the rules allow it to be drawn: with limits, as a run chart, or as it stands."""
    colours = PALETTES[look]
    shown = trend.variation
    existing = trend.points_present
    first, last = _span([trend.dates[at] for at in existing])
    low, high = _range(trend)
    lines, words = _lines(trend, last, colours)
    event_lines, letters = event_marks(events, trend.card.topic, first, last, colours)
    room = room_above(letters)
    drawn = figure(
        look,
        HEIGHT + room,
        *_points(trend, look, low),
        xaxis={
            "range": [first.isoformat(), last.isoformat()],
            "showline": True,
            "linecolor": colours.line,
            "ticks": "outside",
            "tickcolor": colours.line,
            "nticks": 7,
            "tickformat": "%-d %b<br>%Y",
            "tickangle": 0,
        },
        yaxis={"range": [low, high], "showgrid": True, "gridcolor": colours.hair, "nticks": 5, "tickformat": ","},
        shapes=[*event_lines, *lines],
        annotations=[*words, *letters],
        margin={"l": 8, "r": 84, "t": 30 + room, "b": 8, "pad": 4},
    )
    between = events_between(events, [trend.card.topic], first, last)[-MOST_EVENTS:]
    messages = [f"{row['title']}, {wording.dated(row['as_at_on'], row['precision_code'])}" for row in between]
    return Picture(
        figure=drawn,
        title=finding(trend),
        subtitle=_subtitle(trend),
        alternative=alternative(trend) + (f" Events marked: {wording.listed(messages)}." if messages else "")
        if shown.drawn is not Drawn.VALUE
        else alternative(trend),
        events=tuple(
            f"{row['title']}, {wording.short_dated(row['as_at_on'], row['precision_code'])}" for row in between
        ),
    )


def _subtitle(trend: Trend) -> str:
    shown = trend.variation
    dates = f"{wording.short_day(trend.dates[trend.points_present[0]])} to {wording.short_day(trend.last_on)}"
    text = f"{trend.of.unit.capitalize()}, {dates}"
    if shown.limits:
        dashed = " (dashed: provisional)" if _is_dashed(trend, shown.limits[-1]) else ""
        text += f"; mean and process limits in grey{dashed}"
        if shown.limits[-1].lower < 0:
            text += "; the lower limit would lie below nought and is drawn there"
    elif shown.drawn is Drawn.RUN:
        text += "; the median as a line"
    return text


def _points(trend: Trend, look: Look, low: float) -> list[Any]:
    """The line, and over it the points by what they are; gaps as crosses on the axis."""
    colours = PALETTES[look]
    points = trend.variation.points
    has_limits = bool(trend.variation.limits)
    traces: list[Any] = [
        go.Scatter(
            x=list(trend.dates),
            y=[point.value for point in points],
            mode="lines" if has_limits else "lines+markers",
            connectgaps=False,
            line={"color": colours.grey if has_limits else colours.blue, "width": 1.5 if has_limits else 2.5},
            marker={"size": 8, "color": colours.blue, "line": {"color": colours.card, "width": 1}},
            hovertemplate=None if has_limits else "%{x|%-d %B %Y}: %{y:,.1f}<extra></extra>",
            hoverinfo="skip" if has_limits else None,
        )
    ]
    for mark in Mark:
        places = [at for at, point in enumerate(points) if point.mark is mark]
        if places:
            traces.append(
                _marks(trend, places, SHAPES[mark], hue(mark, look), outline(look), 7 if mark is Mark.COMMON else 11)
            )
    ghosts = [at for at, point in enumerate(points) if point.is_ghost]
    if ghosts:
        traces.append(_marks(trend, ghosts, "circle-open", colours.grey, colours.grey, 9))
    gaps = [trend.dates[at] for at, point in enumerate(points) if point.value is None]
    if gaps:
        traces.append(
            go.Scatter(
                x=gaps,
                y=[low] * len(gaps),
                mode="markers",
                cliponaxis=False,
                marker={"symbol": "x-thin", "size": 9, "line": {"color": colours.ink, "width": 2}},
                hovertemplate="%{x|%-d %B %Y}: no figure<extra></extra>",
            )
        )
    return traces


def _marks(trend: Trend, places: Sequence[int], shape: str, colour: str, edge: str, size: int) -> Any:
    points = trend.variation.points
    sentences = [
        f"{wording.day(trend.dates[at])}: {figure_of(trend, points[at].value)}<br>"
        + ("left out of the limits" if points[at].is_ghost else _why(trend, at))
        for at in places
    ]
    return go.Scatter(
        x=[trend.dates[at] for at in places],
        y=[points[at].value for at in places],
        mode="markers",
        marker={"symbol": shape, "size": size, "color": colour, "line": {"color": edge, "width": 1.2}},
        hovertext=sentences,
        hoverinfo="text",
    )


def _why(trend: Trend, at: int) -> str:
    mark = trend.variation.points[at].mark or Mark.COMMON
    return MARKS[mark] + (f": {signal(trend, at)}" if mark is not Mark.COMMON else "")


def _is_dashed(trend: Trend, limits: Limits) -> bool:
    return trend.variation.drawn is Drawn.PROVISIONAL or limits.is_trial


def _lines(trend: Trend, last: date, colours: Palette) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Mean and limits of each section, those before a recalculation going on as ghosts; the median; the target."""
    shown = trend.variation
    lines: list[dict[str, Any]] = []
    words: list[dict[str, Any]] = []
    for number, limits in enumerate(shown.limits):
        is_newest = number == len(shown.limits) - 1
        begins, ends = trend.dates[limits.first], trend.dates[limits.last]
        dash = "dash" if _is_dashed(trend, limits) else "solid"
        for value, width in ((limits.mean, 1.8), (limits.upper, 1.2), (max(limits.lower, 0), 1.2)):
            lines.append(_line(begins, last if is_newest else ends, value, colours.grey, width, dash))
            if not is_newest:
                lines.append(_line(ends, last, value, colours.grey, 1, "dot", opacity=0.55))
        if is_newest:
            words += [
                _word(limits.upper, f"upper {rounded(limits.upper)}", colours),
                _word(limits.mean, f"<b>mean {rounded(limits.mean)}</b>", colours),
                _word(max(limits.lower, 0), f"lower {rounded(max(limits.lower, 0))}", colours),
            ]
    if shown.drawn is Drawn.RUN and shown.median is not None:
        lines.append(_line(trend.dates[0], last, shown.median, colours.grey, 1.5, "solid"))
        words.append(_word(shown.median, f"median {rounded(shown.median)}", colours))
    if trend.target is not None:
        lines.append(_line(trend.dates[0], last, trend.target, colours.plum, 1.8, "dashdot"))
        words.append(_word(trend.target, f"target {wording.number(trend.target)}", colours))
    return lines, words


def _line(
    begins: date, ends: date, value: float, colour: str, width: float, dash: str, opacity: float = 1.0
) -> dict[str, Any]:
    return {
        "type": "line",
        "layer": "below",
        "x0": begins,
        "x1": ends,
        "y0": value,
        "y1": value,
        "opacity": opacity,
        "line": {"color": colour, "width": width, "dash": dash},
    }


def _word(value: float, text: str, colours: Palette) -> dict[str, Any]:
    """A word in the margin on the right, at the height of its line."""
    return label(
        1.0, value, text, colours.soft, xref="paper", xanchor="left", xshift=4, font={"size": 12, "color": colours.soft}
    )


def _range(trend: Trend) -> tuple[float, float]:
    """From under the lowest to above the highest of what is drawn; never below nought."""
    drawn = [point.value for point in trend.variation.points if point.value is not None]
    for limits in trend.variation.limits:
        drawn += [limits.upper, max(limits.lower, 0.0)]
    if trend.target is not None:
        drawn.append(trend.target)
    room = (max(drawn) - min(drawn) or max(drawn) or 1.0) * 0.12
    return max(0.0, min(drawn) - room), max(drawn) + room


def _span(dates: Sequence[date]) -> tuple[date, date]:
    margin = max((dates[-1] - dates[0]) * 0.02, timedelta(days=4))
    return dates[0] - margin, dates[-1] + margin
