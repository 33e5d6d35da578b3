"""The grid of grades as SVG: a grade by its name in every cell, breaks drawn with their reasons under them."""

from src.present.box import Box
from src.present.model import Graded, Grid
from src.present.svg.pieces import Ink, block
from src.present.text_metrics import broken, width
from src.present.theme import GRADES

_SMALLEST = 0.62
"""The share of the usual size below which no letter of a cell goes."""


def grid(of: Grid, box: Box, ink: Ink) -> str:
    """The grid in a place, its rows as high as there is room for."""
    size = ink.size
    notes = [line for sentence in (*of.reasons, of.key) if sentence for line in broken(sentence, box.w, size * 0.72)]
    foot = len(notes) * size * 0.95 + size * 0.5 if notes else 0.0
    head, gap = size * 1.6, size * 0.8
    question = min(box.w * 0.28, max(width(name, size * 0.85) for name, _ in of.rows) + size) if of.rows else 0.0
    wide = (box.w - question - gap * len(of.breaks)) / max(len(of.cycles), 1)
    high = min(size * 2.2, (box.h - head - foot) / max(len(of.rows), 1))
    starts, x = [], box.x + question
    for at in range(len(of.cycles)):
        x += gap if at in of.breaks else 0.0
        starts.append(x)
        x += wide
    pieces = [_hatches(ink)]
    for at, cycle in enumerate(of.cycles):
        pieces.append(
            ink.text(starts[at] + wide / 2, box.y + size, cycle, anchor="middle", is_bold=True, size=size * 0.85)
        )
    for at in of.breaks:
        strip = Box(x=starts[at] - gap * 0.8, y=box.y, w=gap * 0.6, h=head + high * len(of.rows))
        pieces.append(block(strip, "url(#break)"))
    for down, (name, grades) in enumerate(of.rows):
        y = box.y + head + high * down
        for line_at, line in enumerate(lines := broken(name, question, min(size * 0.85, high * 0.6))):
            letters = min(size * 0.85, high * 0.6 / len(lines) * 1.4)
            top = y + high / 2 + letters * 0.35 + (line_at - (len(lines) - 1) / 2) * letters * 1.1
            pieces.append(ink.text(box.x, top, line, size=letters))
        for at, item in enumerate(grades):
            place = Box(x=starts[at] + 1.5, y=y + 1.5, w=wide - 3, h=high - 3)
            pieces.append(_cell(item, place, ink))
    y = box.y + head + high * len(of.rows) + size * 1.2
    pieces += [
        ink.text(box.x, y + size * 0.95 * at, line, size=size * 0.72, fill=ink.colours.soft)
        for at, line in enumerate(notes)
    ]
    return "".join(pieces)


def _cell(of: Graded, place: Box, ink: Ink) -> str:
    fill, letters = GRADES.get(of.grade, ("", ink.colours.soft))
    pieces = []
    if fill:
        pieces.append(block(place, fill, ' rx="3"'))
    elif of.grade == "blank":
        pieces.append(block(place, "url(#blank)", f' stroke="{ink.colours.line}"'))
    if of.is_carried:
        inner = Box(x=place.x + 2, y=place.y + 2, w=place.w - 4, h=place.h - 4)
        pieces.append(block(inner, "none", f' stroke="{letters}" stroke-width="1.4" stroke-dasharray="5 4"'))
    size = min(ink.size * 0.8, place.h * 0.55)
    is_bold = bool(fill) and of.grade != "plain"
    lines = [of.text]
    while width(max(lines, key=len), size, is_bold=is_bold) > place.w - 6 and size > ink.size * _SMALLEST:
        lines = broken(of.text, place.w - 6, size, is_bold=is_bold)
        if len(lines) * size * 1.1 <= place.h and all(
            width(item, size, is_bold=is_bold) <= place.w - 6 for item in lines
        ):
            break
        size -= 0.5
        lines = [of.text]
    else:
        lines = broken(of.text, place.w - 6, size, is_bold=is_bold)
    for at, line in enumerate(lines):
        y = place.y + place.h / 2 + size * 0.35 + (at - (len(lines) - 1) / 2) * size * 1.1
        pieces.append(
            ink.text(place.x + place.w / 2, y, line, anchor="middle", is_bold=is_bold, size=size, fill=letters)
        )
    return "".join(pieces)


def _hatches(ink: Ink) -> str:
    """The hatching of a break, and the paler one of a grade that no source gives."""

    def pattern(name: str, colour: str, wide: float) -> str:
        return (
            f'<pattern id="{name}" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
            f'<path d="M0 0V7" stroke="{colour}" stroke-width="{wide}"/></pattern>'
        )

    return f"<defs>{pattern('break', ink.colours.grey, 2.4)}{pattern('blank', ink.colours.line, 2)}</defs>"
