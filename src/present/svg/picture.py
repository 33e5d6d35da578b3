"""Any chart as SVG that stands alone, with no script and nothing to fetch: a drawing, or a whole file to download."""

from dataclasses import dataclass, replace
from html import escape

from src.analysis.spc import Mark
from src.present.box import Box
from src.present.model import Bars, Chart, Curve, Events, Grid, Lines, Multiples, Picture, Ranges
from src.present.svg.bars import bars
from src.present.svg.grid import grid
from src.present.svg.lines import timeline
from src.present.svg.others import curve, events, ranges
from src.present.svg.pieces import FONT, Ink, block, mark
from src.present.text_metrics import broken
from src.present.theme import MARKS, PALETTES, SHAPES, Look, own_colour

WIDTH, HEIGHT = 1600, 900
_TITLE, _LETTERS, _SMALL, _EDGE = 40.0, 24.0, 18.0, 64.0
SMALL_LINES, SMALL_CURVE = (210.0, 104.0, 13.0), (300.0, 170.0, 12.0)
"""Width, height and size of letters of a small chart among many."""


@dataclass(frozen=True, kw_only=True)
class Stamp:
    """What a picture that leaves the site carries with it."""

    marking: str
    source: str
    """The whole line, such as: Source: Board paper, para 33a."""
    facts: str
    """Whose figures, as at which date, in which edition."""
    notice: str = ""
    font: str = ""
    """The typeface as a data address, so that it looks the same where it is not installed."""


def drawing(chart: Chart | Curve, wide: float, high: float, size: float, look: Look, *, is_small: bool = False) -> str:
    """A chart of a width and a height, with letters of a size, as an SVG document."""
    inside = _chart(chart, Box(x=0, y=0, w=wide, h=high), Ink(look=look, size=size), is_small=is_small)
    return _document(inside, wide, high)


def picture_file(picture: Picture, stamp: Stamp) -> str:
    """A picture to download, on white, 1600 wide: its words, marking, source, date and edition with it.

    The text alternative is in the document's description.
    """
    ink = Ink(look=Look.LIGHT, size=_LETTERS)
    soft, room, high = ink.colours.soft, WIDTH - 2 * _EDGE, _height(picture.chart)
    marking = " · ".join(part for part in (stamp.marking, stamp.notice) if part)
    pieces = [block(Box(x=0, y=0, w=WIDTH, h=high), ink.colours.card)]
    top_line, bottom_line = (
        ink.text(WIDTH / 2, y, marking, anchor="middle", is_bold=True, size=20, fill=soft) for y in (36.0, high - 20.0)
    )
    pieces.append(top_line)
    heading, y = _lines(picture.title, _EDGE, 92, room, _TITLE, ink, is_bold=True)
    under, y = _lines(picture.subtitle, _EDGE, y + 2, room, _LETTERS, ink, fill=soft)
    lines = [line for text in (stamp.source, stamp.facts) for line in broken(text, room, _SMALL)]
    foot = high - 58 - 24.0 * (len(lines) - 1)
    pieces += [heading, under]
    pieces += [ink.text(_EDGE, foot + 24 * index, line, size=_SMALL, fill=soft) for index, line in enumerate(lines)]
    top = y - 8
    pieces.append(_chart(picture.chart, Box(x=_EDGE, y=top, w=room, h=foot - 40 - top), ink))
    pieces.append(bottom_line)
    return _document("".join(pieces), WIDTH, high, picture.title, picture.alternative, stamp.font)


def _height(chart: Chart) -> float:
    """Higher than usual where there is more than the usual height holds."""
    if isinstance(chart, Multiples):
        return max(HEIGHT, 360 + 250 * -(-len(chart.panels) // _columns(len(chart.panels), WIDTH - 2 * _EDGE, 24)))
    if isinstance(chart, Bars):
        return max(HEIGHT, 380 + 34 * len(chart.names) * (1 if chart.is_stacked else len(chart.series)))
    return max(HEIGHT, 460 + 46 * len(chart.rows)) if isinstance(chart, Grid) else HEIGHT


def _document(inside: str, wide: float, high: float, title: str = "", alternative: str = "", font: str = "") -> str:
    words = f"<title>{escape(title)}</title>" if title else ""
    words += f"<desc>{escape(alternative)}</desc>" if alternative else ""
    face = f"@font-face {{ font-family: Inter; font-weight: 100 900; src: url({font}) }}"
    style = f"<style>{face}</style>" if font else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:.0f} {high:.0f}" width="{wide:.0f}" '
        f'height="{high:.0f}" role="img" font-family="{FONT}">{words}{style}{inside}</svg>'
    )


def _lines(
    text: str, x: float, y: float, room: float, size: float, ink: Ink, *, is_bold: bool = False, fill: str = ""
) -> tuple[str, float]:
    """Words in as many lines as they take, and where the next line would be."""
    pieces = []
    for line in broken(text, room, size, is_bold=is_bold) if text else []:
        pieces.append(ink.text(x, y, line, size=size, is_bold=is_bold, fill=fill))
        y += size * 1.22
    return "".join(pieces), y


def _chart(chart: Chart | Curve, box: Box, ink: Ink, *, is_small: bool = False) -> str:
    if isinstance(chart, Lines):
        return timeline(chart, box, ink, is_small=is_small)
    if isinstance(chart, Bars):
        return bars(chart, box, ink)
    if isinstance(chart, Multiples):
        return _multiples(chart, box, ink)
    if isinstance(chart, Curve):
        return curve(chart, box, ink)
    if isinstance(chart, Events):
        return events(chart, box, ink)
    return ranges(chart, box, ink) if isinstance(chart, Ranges) else grid(chart, box, ink)


def _multiples(chart: Multiples, box: Box, ink: Ink) -> str:
    """Small charts side by side, each under its own title."""
    size, count = ink.size, len(chart.panels)
    columns = min(count, _columns(count, box.w, size))
    rows = -(-count // columns)
    gap = size * 1.6
    wide, high = (box.w - gap * (columns - 1)) / columns, (box.h - gap * 0.5 * (rows - 1)) / rows
    titles = [broken(panel.title, wide, size * 1.1, is_bold=True) for panel in chart.panels]
    texts = [
        broken(panel.text, wide - (size * 1.3 if panel.mark is not None else 0), size * 0.95) for panel in chart.panels
    ]
    tall, deep = max(map(len, titles), default=1), max(map(len, texts), default=1)
    pieces = []
    for index, (panel, title, text) in enumerate(zip(chart.panels, titles, texts, strict=True)):
        x, top = box.x + (index % columns) * (wide + gap), box.y + (index // columns) * (high + gap * 0.5)
        y = top
        for line in title:
            y += size * 1.25
            pieces.append(ink.text(x, y - size * 0.15, line, is_bold=True, size=size * 1.1))
        y += size * 1.2 * (tall - len(title))
        start = x
        if panel.mark is not None:
            pieces.append(_mark(panel.mark, x + size * 0.5, y + size * 0.65, size * 0.4, ink.look))
            start += size * 1.3
        fill = ink.colours.written_orange if panel.is_attention else ink.colours.soft
        for line in text:
            y += size * 1.15
            words = ink.text(start, y - size * 0.15, line, fill=fill, is_bold=panel.is_attention, size=size * 0.95)
            pieces.append(words)
        y += size * 1.15 * (deep - len(text))
        place = Box(x=x, y=y, w=wide, h=max(size * 3, top + high - y))
        pieces.append(_chart(panel.chart, place, replace(ink, size=size * 0.95), is_small=True))
    return "".join(pieces)


def mark_icon(kind: Mark, look: Look) -> str:
    """A mark of variation alone, 16 by 16."""
    return _document(_mark(kind, 8, 8, 5.5, look), 16, 16)


def _mark(kind: Mark, x: float, y: float, reach: float, look: Look) -> str:
    return mark(SHAPES[kind], x, y, reach, own_colour(MARKS[kind], look), PALETTES[look].outline, 1)


def _columns(count: int, wide: float, size: float) -> int:
    """As many side by side as leaves each wide enough for its words."""
    return min(max(1, int(wide / (size * 13))), 4 if count <= 8 else 5)
