"""A slide as HTML, for a wall screen and for a sheet of paper: the same words and numbers as in the deck."""

from collections.abc import Iterator
from dataclasses import replace

from src import wording
from src.present.chart_table import chart_table
from src.present.html import tables
from src.present.html.images import image
from src.present.html.layout import SCREEN, SHEET, Frame, fits, fitted, in_sheets, sizes
from src.present.html.markup import markup
from src.present.model import Bars, Events, Grid, Lines, Multiples, Ranges, Words
from src.present.pack import Pack
from src.present.slide import Layout, Slide
from src.present.svg.picture import drawing
from src.present.tables import Table
from src.present.theme import Look

_BESIDE = (0.34, 0.38, 0.42, 0.46)
"""The shares of the width that a table beside a picture may take."""
_GAP = 28
_SMALLER = (0.84, 0.74, 0.66)
"""How much smaller a long title may be than others."""
_ENOUGH = 0.45
"""The share of a slide's height that is enough for a picture."""
Drawn = Lines | Bars | Multiples | Events | Ranges


def on_screen(pack: Pack, at: int, look: Look) -> str:
    """The slide at a place, counted from zero, in large type. Its title is the heading of the page."""
    return _slide(pack, at, pack.slides[at], SCREEN, look, f"Slide {at + 1} of {len(pack.slides)}", "h1")


def on_paper(pack: Pack) -> Iterator[str]:
    """Every slide as sheets of A4 on their side, in light ink; a table too long for one goes on on the next."""
    sheets = [(at, item) for at, slide in enumerate(pack.slides) for item in _sheets(slide)]
    for number, (at, item) in enumerate(sheets):
        yield _slide(pack, at, item, SHEET, Look.LIGHT, f"Sheet {number + 1} of {len(sheets)}", "h2")


def _sheets(slide: Slide) -> list[Slide]:
    """The slide in as many parts as its table needs sheets."""
    if not isinstance(slide.body, Table) or slide.beside:
        return [slide]
    title = slide.title + " (continued)"
    height = SHEET.body_height(title, slide.subtitle, slide.remark, slide.source)
    parts = in_sheets(slide.body, SHEET.room, height, SHEET.body)
    return [
        replace(
            slide, body=part, title=title if at else slide.title, remark=slide.remark if at == len(parts) - 1 else ""
        )
        for at, part in enumerate(parts)
    ]


def _slide(pack: Pack, at: int, slide: Slide, frame: Frame, look: Look, place: str, heading: str) -> str:
    existing = pack.data
    marking = " · ".join(text for text in (existing.marking, existing.notice) if text)
    facts = f"As at {wording.day(existing.as_at)} · edition {existing.edition}"
    frame = _with_room(slide, frame)
    height = frame.body_height(slide.title, slide.subtitle, slide.remark, slide.source)
    if _counts_too_many(slide, frame, height):
        slide = replace(slide, remark="")
        height = frame.body_height(slide.title, slide.subtitle, "", slide.source)
    kind = slide.layout.name.lower().replace("_", "-")
    inside = _body(slide, frame, height, look)
    return markup("slides", "slide", slide, kind, frame, place, heading, marking, facts, inside)


def _with_room(slide: Slide, frame: Frame) -> Frame:
    """The sizes of a slide: over a picture a long title is smaller, as far as the picture needs the room."""
    if not isinstance(slide.body, Drawn):
        return frame
    sized = frame
    for share in _SMALLER:
        if sized.body_height(slide.title, slide.subtitle, slide.remark, slide.source) >= _ENOUGH * frame.height:
            break
        sized = replace(frame, title=round(frame.title * share))
    return sized


def _counts_too_many(slide: Slide, frame: Frame, height: float) -> bool:
    """Whether the line under a table counts rows of which fewer have room here."""
    body = slide.body
    return isinstance(body, Table) and bool(body.more) and fitted(body, frame.room, height, sizes(frame))[0] != body


def _body(slide: Slide, frame: Frame, height: float, look: Look) -> str:
    body = slide.body
    if body is None:
        return ""
    if isinstance(body, Words):
        if slide.layout is Layout.SECTION:  # its title stands larger
            height -= frame.title
        return tables.words(body, frame.room, height, frame)
    if isinstance(body, Table):
        return tables.table(body, frame.room, height, frame, slide.alternative or slide.title)
    if isinstance(body, Grid):
        return tables.grid(body, frame.room, height, frame, slide.alternative)
    if slide.beside is None:
        return _picture(body, slide, frame.room, height, frame, look)
    return _pair(body, slide.beside, slide, height, frame, look)


def _pair(body: Drawn, beside: Table, slide: Slide, height: float, frame: Frame, look: Look) -> str:
    """A picture and its table; where not all of the table has room, the picture has the whole width."""
    caption = f"The same figures as a table. {slide.title}"
    for share in _BESIDE:
        wide = frame.room * share
        if fits(beside, wide, height, frame.body):
            picture = _picture(body, slide, frame.room - wide - _GAP, height, frame, look)
            table = tables.table(beside, wide, height, frame, caption)
            return markup("slides", "pair", picture, table, f"{wide:.0f}")
    return _picture(body, slide, frame.room, height, frame, look)


def _picture(body: Drawn, slide: Slide, wide: float, high: float, frame: Frame, look: Look) -> str:
    """A picture with its text alternative, and its figures as a table that is heard and not seen."""
    svg = drawing(body, wide, max(high, frame.label * 8), frame.label, look)
    drawn = image(svg, slide.alternative, "pb-shown-picture")
    return markup("slides", "picture", drawn, chart_table(body), slide.title)
