"""The palette as python-pptx wants it."""

from typing import Any

from pptx.dml.color import RGBColor

from src.present import theme
from src.present.model import Series
from src.present.theme import PALETTES, Look, Shade

COLOURS = PALETTES[Look.LIGHT]


def rgb(colour: str) -> Any:
    """A colour as python-pptx wants it."""
    return RGBColor.from_string(colour.removeprefix("#").upper())


def shade(shade: Shade) -> str:
    """The colour of a shade."""
    return theme.colour(shade, Look.LIGHT)


def colour_of(series: Series) -> str:
    """The colour of a series."""
    return series.hue or shade(series.shade)
