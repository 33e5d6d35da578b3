"""Colours of a picture, and the pieces of SVG that pictures are put together from."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from src.present.box import Box
from src.present.model import Series
from src.present.theme import PALETTES, Look, Palette, Shade, colour, own_colour

FONT = "Inter, Arial, Helvetica, 'Liberation Sans', sans-serif"


@dataclass(frozen=True, kw_only=True)
class Ink:
    """What a picture is drawn with."""

    look: Look
    size: float
    """The size of the letters, in the units of the picture."""

    @property
    def colours(self) -> Palette:
        """The palette of the look."""
        return PALETTES[self.look]

    def of(self, series: Series) -> str:
        """The colour of a series."""
        return own_colour(series.hue, self.look) if series.hue else colour(series.shade, self.look)

    def shade(self, shade: Shade) -> str:
        """The colour of a shade."""
        return colour(shade, self.look)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        fill: str = "",
        anchor: str = "start",
        is_bold: bool = False,
        size: float = 0,
        is_over: bool = False,
    ) -> str:
        """Words on a line. Over a drawing they stand on a rim of the ground, so that no line runs through them."""
        rim = (
            f' paint-order="stroke" stroke="{self.colours.card}" stroke-width="{self.size / 4:.1f}"'
            ' stroke-linejoin="round"'
            if is_over
            else ""
        )
        return (
            f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size or self.size:.1f}" fill="{fill or self.colours.ink}"'
            f"{'' if anchor == 'start' else f' text-anchor={chr(34)}{anchor}{chr(34)}'}"
            f"{' font-weight=' + chr(34) + '700' + chr(34) if is_bold else ''}{rim}>{escape(text)}</text>"
        )


def swatch(x: float, y: float, side: float, fill: str, edge: str) -> str:
    """A patch of colour that stands on a line of words, beside the name or figure it belongs to."""
    return block(Box(x=x, y=y - side, w=side, h=side), fill, f' stroke="{edge}" stroke-width="0.8"')


def stroke(points: Sequence[tuple[float, float]], colour: str, wide: float, dash: str = "") -> str:
    """A line through points."""
    way = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<polyline points="{way}" fill="none" stroke="{colour}" stroke-width="{wide:.1f}" '
        f'stroke-linejoin="round" stroke-linecap="round"{dashed}/>'
    )


def across(x1: float, x2: float, y: float, colour: str, wide: float = 1) -> str:
    """A level line."""
    return f'<path d="M{x1:.1f} {y:.1f}H{x2:.1f}" stroke="{colour}" stroke-width="{wide:.1f}"/>'


def upright(x: float, y1: float, y2: float, colour: str, wide: float, dash: str) -> str:
    """A dashed line from top to bottom."""
    return (
        f'<path d="M{x:.1f} {y1:.1f}V{y2:.1f}" stroke="{colour}" stroke-width="{wide:.1f}" stroke-dasharray="{dash}"/>'
    )


def block(box: Box, fill: str, more: str = "") -> str:
    """A filled rectangle."""
    return f'<rect x="{box.x:.1f}" y="{box.y:.1f}" width="{box.w:.1f}" height="{box.h:.1f}" fill="{fill}"{more}/>'


def mark(shape: str, x: float, y: float, reach: float, fill: str, edge: str, wide: float) -> str:
    """A point by its shape: circle, square, triangle, diamond, ring or cross."""
    if shape == "cross":
        side = 2 * reach
        ends = f"M{x - reach:.1f} {y - reach:.1f}l{side:.1f} {side:.1f}m{-side:.1f} 0l{side:.1f} {-side:.1f}"
        return f'<path d="{ends}" stroke="{fill}" stroke-width="{wide * 2:.1f}"/>'
    if shape == "ring":
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{reach:.1f}" fill="none" stroke="{fill}" stroke-width="{wide * 2:.1f}"/>'
    paint = f'fill="{fill}" stroke="{edge}" stroke-width="{wide:.1f}"'
    corners = {
        "triangle": ((0, -1), (1, 0.8), (-1, 0.8)),
        "square": ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
        "diamond": ((0, -1.15), (1.15, 0), (0, 1.15), (-1.15, 0)),
    }.get(shape)
    if corners is None:
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{reach:.1f}" {paint}/>'
    way = " ".join(f"{x + dx * reach:.1f},{y + dy * reach:.1f}" for dx, dy in corners)
    return f'<polygon points="{way}" {paint}/>'
