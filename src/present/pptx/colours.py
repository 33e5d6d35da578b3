"""The palette of the charts as python-pptx wants it."""

from typing import Any

from pptx.dml.color import RGBColor

from src.present.model import Shade
from src.present.plotly.theme import PALETTES, Look

COLOURS = PALETTES[Look.LIGHT]


def rgb(colour: str) -> Any:
    """A colour as python-pptx wants it."""
    return RGBColor.from_string(colour.removeprefix("#").upper())


def shade(item: Shade) -> str:
    """The colour of a shade."""
    return str(getattr(COLOURS, item.value))
