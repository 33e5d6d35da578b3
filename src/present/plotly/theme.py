"""Colours, template and the frame of a picture. The Analysis Function's colours, with a dark set of their own."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import plotly.graph_objects as go


class Look(StrEnum):
    """Light or dark."""

    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, kw_only=True)
class Palette:
    """The colours of one look. Each has 3:1 or more on its card."""

    ink: str
    soft: str
    line: str
    hair: str
    card: str
    blue: str
    teal: str
    plum: str
    orange: str
    grey: str
    pale: str


PALETTES = {
    Look.LIGHT: Palette(
        ink="#14202b", soft="#4a5866", line="#cdd5dd", hair="#e4e9ee", card="#ffffff",
        blue="#12436D", teal="#28A197", plum="#801650", orange="#F46A25", grey="#5b6670", pale="#c3cfda",
    ),
    Look.DARK: Palette(
        ink="#e9eef4", soft="#a9b8c8", line="#33455a", hair="#243344", card="#15202d",
        blue="#7fb8e8", teal="#4cc9be", plum="#f09cc6", orange="#ff9f66", grey="#a9b8c8", pale="#43566b",
    ),
}  # fmt: skip

CONFIG = {"displayModeBar": False, "responsive": True, "scrollZoom": False, "doubleClick": False}
"""How plotly behaves on a page: a picture, not a toy."""


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A figure with its words."""

    figure: go.Figure
    title: str
    subtitle: str
    alternative: str
    events: tuple[str, ...] = ()
    """The events marked A, B, C .. on the figure, in order."""


def figure(look: Look, height: int, *traces: Any, **layout: Any) -> go.Figure:
    """A figure of these traces, laid out as every picture is."""
    colours = PALETTES[look]
    base: dict[str, Any] = {
        "height": height,
        "margin": {"l": 8, "r": 16, "t": 14, "b": 8, "pad": 4},
        "font": {"family": "Inter, sans-serif", "size": 13, "color": colours.ink},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "showlegend": False,
        "dragmode": False,
        "hoverlabel": {"font": {"family": "Inter, sans-serif"}, "bgcolor": colours.card, "bordercolor": colours.line},
        "xaxis": axis(colours),
        "yaxis": axis(colours),
        "bargap": 0.35,
    }
    for name, value in layout.items():
        base[name] = {**base[name], **value} if isinstance(base.get(name), dict) and isinstance(value, dict) else value
    return go.Figure({"data": list(traces), "layout": base}, skip_invalid=False)


def axis(colours: Palette) -> dict[str, Any]:
    """An axis: quiet line, no grid unless asked for."""
    return {
        "showgrid": False,
        "zeroline": False,
        "showline": False,
        "fixedrange": True,
        "automargin": True,
        "tickfont": {"color": colours.soft, "size": 12},
        "title": {"text": ""},
    }


def label(x: Any, y: Any, text: str, colour: str, **more: Any) -> dict[str, Any]:
    """A word on a picture, beside the mark it belongs to."""
    return {"x": x, "y": y, "text": text, "showarrow": False, "font": {"color": colour, "size": 13}, **more}
