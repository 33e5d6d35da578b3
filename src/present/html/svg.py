"""Colours of a picture, and the pieces of SVG that pictures are put together from."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from src.present.model import Series, Shade
from src.present.plotly.theme import PALETTES, Look, Palette
from src.present.plotly.variation import HUES, hue, outline

FONT = "Inter, Arial, Helvetica, 'Liberation Sans', sans-serif"
WARM = {Look.LIGHT: "#b5420a", Look.DARK: "#ff9f66"}
"""Orange that words can be written in."""
_LIGHT_WORDS, _DARK_WORDS = "#ffffff", "#14202b"


@dataclass(frozen=True, kw_only=True)
class Box:
    """A place in a picture."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.x + self.w

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.y + self.h


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
        for kind, published in HUES.items():
            if series.hue == published:
                return hue(kind, self.look)
        return series.hue or self.shade(series.shade)

    def shade(self, item: Shade) -> str:
        """The colour of a shade."""
        return str(getattr(self.colours, item.value))

    @property
    def outline(self) -> str:
        """The outline of a mark."""
        return outline(self.look)

    def text(
        self,
        x: float,
        y: float,
        sentence: str,
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
            f"{' font-weight=' + chr(34) + '700' + chr(34) if is_bold else ''}{rim}>{escape(sentence)}</text>"
        )


def swatch(x: float, y: float, side: float, fill: str, edge: str) -> str:
    """A patch of colour that stands on a line of words, beside the name or figure it belongs to."""
    return block(Box(x=x, y=y - side, w=side, h=side), fill, f' stroke="{edge}" stroke-width="0.8"')


def readable_on(fill: str) -> str:
    """White or dark words, whichever stands out more on a colour."""
    red, green, blue = (int(fill.lstrip("#")[at : at + 2], 16) / 255 for at in (0, 2, 4))
    light = sum(
        share * (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4)
        for share, part in zip((0.2126, 0.7152, 0.0722), (red, green, blue), strict=True)
    )
    return _LIGHT_WORDS if 1.05 / (light + 0.05) > (light + 0.05) / 0.063 else _DARK_WORDS


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
    """A point by its shape: circle, square, triangle or diamond."""
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
