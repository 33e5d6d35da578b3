"""What every Plotly figure shares: its layout, words beside marks, straight lines and colours."""

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from src.present.model import Series
from src.present.theme import PALETTES, Look, colour, own_colour

CONFIG = {"displayModeBar": False, "responsive": True, "scrollZoom": False, "doubleClick": False}
"""How Plotly behaves on a page: pointing at it says more, nothing moves it."""
FONT, SMALL = 13, 12


def frame(look: Look, height: float, traces: Sequence[Any], **layout: Any) -> go.Figure:
    """A figure of these traces, laid out as every picture is."""
    colours = PALETTES[look]
    axis = {
        "showgrid": False,
        "zeroline": False,
        "showline": False,
        "fixedrange": True,
        "automargin": True,
        "tickfont": {"color": colours.soft, "size": SMALL},
        "title": {"text": ""},
    }
    base: dict[str, Any] = {
        "height": round(height),
        "margin": {"l": 8, "r": 16, "t": 14, "b": 8, "pad": 4},
        "font": {"family": "Inter, sans-serif", "size": FONT, "color": colours.ink},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "showlegend": False,
        "dragmode": False,
        "hoverlabel": {
            "font": {"family": "Inter, sans-serif", "color": colours.ink},
            "bgcolor": colours.card,
            "bordercolor": colours.grey,
            "align": "left",
        },
        "xaxis": axis,
        "yaxis": axis,
    }
    for name, value in layout.items():
        base[name] = {**base[name], **value} if isinstance(base.get(name), dict) and isinstance(value, dict) else value
    return go.Figure({"data": list(traces), "layout": base}, skip_invalid=False)


def words(x: Any, y: Any, text: str, ink: str, *, size: int = FONT, **more: Any) -> dict[str, Any]:
    """Words on a picture, beside the mark they belong to."""
    return {"x": x, "y": y, "text": text, "showarrow": False, "font": {"color": ink, "size": size}, **more}


def rule(ink: str, wide: float, dash: str = "solid", **ends: Any) -> dict[str, Any]:
    """A straight line; where no ends are named, from the bottom of the picture to its top."""
    upright = {} if "y0" in ends else {"yref": "paper", "y0": 0, "y1": 1}
    return {"type": "line", "layer": "below", "line": {"color": ink, "width": wide, "dash": dash}, **upright, **ends}


def colour_of(series: Series, look: Look) -> str:
    """The colour of a series."""
    return own_colour(series.hue, look) if series.hue else colour(series.shade, look)
