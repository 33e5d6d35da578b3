"""One body as a picture: SVG that stands alone, with no script and nothing to fetch."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from html import escape

from src import wording
from src.present.html.bars import bars
from src.present.html.grid import grid
from src.present.html.svg import FONT, WARM, Box, Ink, block
from src.present.html.text_metrics import broken, width
from src.present.html.timelines import timeline
from src.present.model import Bars, Grid, Lines, Multiples
from src.present.plotly.theme import Look

Picture = Lines | Bars | Multiples | Grid
WIDTH, HEIGHT = 1600, 900


def drawing(body: Picture, wide: float, high: float, size: float, look: Look) -> str:
    """A picture of a width and a height, with letters of a size, as an SVG document."""
    inside = _drawn(body, Box(x=0, y=0, w=wide, h=high), Ink(look=look, size=size))
    return _document(inside, wide, high)


def picture_svg(
    body: Picture,
    *,
    title: str,
    subtitle: str = "",
    source: str,
    marking: str,
    as_at: date,
    edition: int,
    notice: str = "",
    alternative: str = "",
) -> str:
    """A picture to take away, 1600 by 900 in light colours: its words, marking, source, date and edition with it.

    `source` is the whole line, such as "Source: Board paper, para 33a." A notice stands beside the marking. The text
    alternative is in the document's description.
    """
    ink = Ink(look=Look.LIGHT, size=24)
    edge, soft = 64.0, ink.colours.soft
    room = WIDTH - 2 * edge
    sentence = " · ".join(part for part in (marking, notice) if part)
    pieces = [block(Box(x=0, y=0, w=WIDTH, h=HEIGHT), ink.colours.card)]
    pieces += [
        ink.text(WIDTH / 2, y, sentence, anchor="middle", is_bold=True, size=20, fill=soft)
        for y in (36.0, HEIGHT - 20.0)
    ]
    heading, y = _lines(title, edge, 92, room, 40, ink, is_bold=True)
    under, y = _lines(subtitle, edge, y + 2, room, 24, ink, fill=soft) if subtitle else ("", y)
    facts = f"As at {wording.day(as_at)} · edition {edition}"
    stands = broken(source, room - width(facts, 18) - 40, 18)
    foot = HEIGHT - 58 - 24.0 * (len(stands) - 1)
    pieces += [heading, under]
    pieces += [ink.text(edge, foot + 24 * at, line, size=18, fill=soft) for at, line in enumerate(stands)]
    pieces.append(ink.text(WIDTH - edge, HEIGHT - 58, facts, size=18, fill=soft, anchor="end"))
    top = y - 8
    pieces.append(_drawn(body, Box(x=edge, y=top, w=room, h=foot - 40 - top), ink))
    return _document("".join(pieces), WIDTH, HEIGHT, title, alternative)


def _document(inside: str, wide: float, high: float, title: str = "", alternative: str = "") -> str:
    lines = f"<title>{escape(title)}</title>" if title else ""
    lines += f"<desc>{escape(alternative)}</desc>" if alternative else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:.0f} {high:.0f}" width="{wide:.0f}" '
        f'height="{high:.0f}" role="img" font-family="{FONT}">{lines}{inside}</svg>'
    )


def _lines(
    sentence: str, x: float, y: float, room: float, size: float, ink: Ink, *, is_bold: bool = False, fill: str = ""
) -> tuple[str, float]:
    """Words in as many lines as they take, and where the next line would stand."""
    pieces = []
    for line in broken(sentence, room, size, is_bold=is_bold):
        pieces.append(ink.text(x, y, line, size=size, is_bold=is_bold, fill=fill))
        y += size * 1.22
    return "".join(pieces), y


def _drawn(body: Picture, box: Box, ink: Ink) -> str:
    if isinstance(body, Lines):
        return timeline(body, box, ink)
    if isinstance(body, Bars):
        return bars(body, box, ink)
    if isinstance(body, Multiples):
        return _multiples(body, box, ink)
    return grid(body, box, ink)


def _multiples(of: Multiples, box: Box, ink: Ink) -> str:
    """Small pictures on one scale, each under its own title."""
    size, count = ink.size, len(of.panels)
    columns = min(count, _columns(count, box, size))
    rows = -(-count // columns)
    gap = size * 1.6
    wide, high = (box.w - gap * (columns - 1)) / columns, (box.h - gap * 0.5 * (rows - 1)) / rows
    titles = [broken(panel.title, wide, size * 1.1, is_bold=True) for panel in of.panels]
    tall = max((len(lines) for lines in titles), default=1)
    pieces = []
    for at, (panel, lines) in enumerate(zip(of.panels, titles, strict=True)):
        x, y = box.x + (at % columns) * (wide + gap), box.y + (at // columns) * (high + gap * 0.5)
        for line in lines:
            y += size * 1.25
            pieces.append(ink.text(x, y - size * 0.15, line, is_bold=True, size=size * 1.1))
        y += size * 1.25 * (tall - len(lines) + 1)
        rose = panel.text.startswith("up ")
        fill = WARM[ink.look] if rose else ink.colours.soft
        pieces.append(ink.text(x, y - size * 0.25, _sign(panel.text), fill=fill, is_bold=rose, size=size * 0.95))
        place = Box(x=x, y=y, w=wide, h=max(size * 3, box.y + (at // columns) * (high + gap * 0.5) + high - y))
        small = replace(ink, size=size * 0.95)
        pieces.append(timeline(panel.lines, place, small, is_small=True))
    return "".join(pieces)


def _sign(text: str) -> str:
    """An arrow before which way a figure went, so that the colour says nothing alone."""
    signs: Sequence[tuple[str, str]] = (("up ", "▲ "), ("down ", "▼ "))
    return next((sign + text for word, sign in signs if text.startswith(word)), text)


def _columns(count: int, box: Box, size: float) -> int:
    """As many beside one another as leaves each wide enough for its words."""
    most = max(1, int(box.w / (size * 13)))
    return min(most, 4 if count <= 8 else 5)
