"""The designed master: six layouts on 16:9, in a font that every office machine has. Made in code, to be read."""

import re
from dataclasses import dataclass
from typing import Any

from pptx import Presentation
from pptx.oxml import parse_xml
from pptx.presentation import Presentation as Deck
from pptx.util import Inches, Length

from src.present import box
from src.present.pptx.colours import COLOURS
from src.present.slide import Layout
from src.present.theme import ON_BLUE

FONT = "Arial"
WIDTH, HEIGHT = 13.333, 7.5
LEFT, ACROSS = 0.6, 12.133
_NS = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
KICKER, SUBTITLE, SOURCE, FACTS, TOP, FOOT, REMARK, CHART, TEXT, TABLE = 11, 10, 12, 13, 14, 15, 16, 20, 21, 22
"""The numbers of the placeholders."""


class Box(box.Box):
    """A place on a slide, in inches."""

    @property
    def emu(self) -> tuple[Length, Length, Length, Length]:
        """As python-pptx wants it."""
        return Inches(self.x), Inches(self.y), Inches(self.w), Inches(self.h)


BODY = Box(x=LEFT, y=2.12, w=ACROSS, h=4.0)
PICTURE = Box(x=LEFT, y=2.12, w=7.5, h=4.0)
BESIDE = Box(x=8.45, y=2.2, w=4.283, h=3.9)
UNDER = Box(x=LEFT, y=6.16, w=ACROSS, h=0.56)


@dataclass(frozen=True, kw_only=True)
class _Place:
    """A placeholder: what it is, where it stands and how its words look."""

    name: str
    box: Box
    number: int | None = None
    kind: str = "body"
    size: int = 14
    colour: str = COLOURS.ink
    is_bold: bool = False
    align: str = "l"
    anchor: str = "t"
    spacing: int = 0
    prompt: str = ""


def _title(box: Box, size: int, colour: str = COLOURS.ink, anchor: str = "t") -> _Place:
    return _Place(name="Title", box=box, kind="title", size=size, colour=colour, is_bold=True, anchor=anchor)


def _frame(on_dark: bool = False) -> list[_Place]:
    """What every slide carries: marking at both ends, source, dates and edition, number."""
    soft = "#ffffff" if on_dark else COLOURS.soft
    return [
        _Place(
            name="Marking, top", number=TOP, box=Box(x=LEFT, y=0.12, w=ACROSS, h=0.26), size=10, colour=soft,
            is_bold=True, align="ctr", anchor="ctr", spacing=120, prompt="Marking",
        ),
        _Place(
            name="Source", number=SOURCE, box=Box(x=LEFT, y=6.84, w=8.3, h=0.32), size=9, colour=soft, anchor="ctr",
            prompt="Source",
        ),
        _Place(
            name="As at and edition", number=FACTS, box=Box(x=8.95, y=6.84, w=3.2, h=0.32), size=9, colour=soft,
            align="r", anchor="ctr", prompt="As at and edition",
        ),
        _Place(
            name="Slide number", kind="sldNum", number=4, box=Box(x=12.2, y=6.84, w=0.533, h=0.32), size=9,
            colour=soft, is_bold=True, align="r", anchor="ctr",
        ),
        _Place(
            name="Marking, foot", number=FOOT, box=Box(x=LEFT, y=7.16, w=ACROSS, h=0.26), size=10, colour=soft,
            is_bold=True, align="ctr", anchor="ctr", spacing=120, prompt="Marking",
        ),
    ]  # fmt: skip


def _heads() -> list[_Place]:
    return [
        _title(Box(x=LEFT, y=0.74, w=ACROSS, h=0.92), 26),
        _Place(
            name="Section name", number=KICKER, box=Box(x=LEFT, y=0.44, w=ACROSS, h=0.28), size=11,
            colour=COLOURS.blue, is_bold=True, anchor="b", prompt="Section",
        ),
        _Place(
            name="What is measured", number=SUBTITLE, box=Box(x=LEFT, y=1.66, w=ACROSS, h=0.36), size=13,
            colour=COLOURS.soft, prompt="Measure, unit, dates",
        ),
    ]  # fmt: skip


def _under() -> _Place:
    return _Place(name="Remark", number=REMARK, box=UNDER, size=12, colour=COLOURS.soft, prompt="What goes with it")


_CHART = _Place(name="Chart", number=CHART, kind="chart", box=BODY)
_TABLE = _Place(name="Table", number=TABLE, kind="tbl", box=BODY)
_WHITE = "#ffffff"
_LAYOUTS: dict[Layout, tuple[bool, list[_Place]]] = {
    Layout.TITLE: (
        True,
        [
            _title(Box(x=LEFT, y=2.2, w=11.2, h=1.3), 44, _WHITE, "b"),
            _Place(name="Force", number=SUBTITLE, box=Box(x=LEFT, y=3.62, w=11.2, h=0.5), size=22, colour=_WHITE),
            _Place(name="About", number=REMARK, box=Box(x=LEFT, y=4.5, w=11.2, h=1.9), size=14, colour=ON_BLUE),
        ],
    ),
    Layout.SECTION: (
        True,
        [
            _title(Box(x=LEFT, y=0.9, w=11.2, h=0.9), 36, _WHITE, "b"),
            _Place(name="Sections", number=TEXT, box=Box(x=LEFT, y=2.2, w=11.9, h=4.3), size=16, colour=_WHITE),
        ],
    ),
    Layout.CHART: (False, [*_heads(), _CHART, _under()]),
    Layout.CHART_WITH_TABLE: (
        False,
        [
            *_heads(),
            _Place(name="Chart", number=CHART, kind="chart", box=PICTURE),
            _Place(name="Table", number=TABLE, kind="tbl", box=BESIDE),
            _under(),
        ],
    ),
    Layout.TABLE: (False, [*_heads(), _TABLE, _under()]),
    Layout.TEXT: (False, [*_heads(), _Place(name="Text", number=TEXT, box=BODY, size=16), _under()]),
}


def blank() -> Deck:
    """A deck without slides, on the designed master."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(WIDTH), Inches(HEIGHT)
    for layout in list(deck.slide_layouts)[len(_LAYOUTS) :]:
        deck.slide_layouts.remove(layout)
    for layout, (name, (is_dark, places)) in zip(deck.slide_layouts, _LAYOUTS.items(), strict=True):
        _redraw(layout._element, name.value, [*places, *_frame(is_dark)], COLOURS.blue if is_dark else "", not is_dark)
    _redraw(
        deck.slide_master._element, "PEELboard", [_title(Box(x=LEFT, y=0.74, w=ACROSS, h=0.92), 26), _BODY], "", False
    )
    _restyle(deck.slide_master._element)
    for relation in deck.slide_master.part.rels.values():
        if relation.reltype.endswith("/theme"):
            relation.target_part._blob = _theme(relation.target_part.blob)
    return deck


_BODY = _Place(name="Text", number=1, box=BODY, size=16)


def _redraw(element: Any, name: str, places: list[_Place], background: str, has_line: bool) -> None:
    """Put these placeholders in the place of everything that a layout or master shows."""
    shapes = "".join(_shape(at + 2, place) for at, place in enumerate(places))
    line = (
        '<p:cxnSp><p:nvCxnSpPr><p:cNvPr id="90" name="Line"/><p:cNvCxnSpPr/><p:nvPr userDrawn="1"/></p:nvCxnSpPr>'
        "<p:spPr>"
        f'<a:xfrm><a:off x="{Inches(LEFT)}" y="{Inches(6.78)}"/><a:ext cx="{Inches(ACROSS)}" cy="0"/></a:xfrm>'
        f'<a:prstGeom prst="line"><a:avLst/></a:prstGeom><a:ln w="9525">{_fill(COLOURS.line)}</a:ln></p:spPr></p:cxnSp>'
        if has_line
        else ""
    )
    back = f"<p:bg><p:bgPr>{_fill(background)}<a:effectLst/></p:bgPr></p:bg>" if background else ""
    if element.tag.endswith("sldMaster"):
        back = f"<p:bg><p:bgPr>{_fill(COLOURS.card)}<a:effectLst/></p:bgPr></p:bg>"
    drawn = parse_xml(
        f'<p:cSld {_NS} name="{name}">{back}<p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/>'
        f"</p:nvGrpSpPr><p:grpSpPr/>{shapes}{line}</p:spTree></p:cSld>"
    )
    element.replace(element.find(drawn.tag), drawn)
    if element.tag.endswith("sldLayout"):
        element.attrib.pop("type", None)
        element.set("userDrawn", "1")
        element.set("preserve", "1")


def _shape(number: int, place: _Place) -> str:
    x, y, w, h = place.box.emu
    kind = f'type="{place.kind}"' if place.kind != "body" or place.number == 1 else 'type="body" sz="quarter"'
    index = f' idx="{place.number}"' if place.number is not None else ""
    bold = ' b="1"' if place.is_bold else ' b="0"'
    spaced = f' spc="{place.spacing}"' if place.spacing else ""
    words = (
        '<a:fld id="{5F3C1A52-6B0E-4C1B-9B1D-0C6B7A3E2D10}" type="slidenum"><a:rPr lang="en-GB"/><a:t>‹#›</a:t></a:fld>'
        if place.kind == "sldNum"
        else f'<a:r><a:rPr lang="en-GB"/><a:t>{place.prompt or place.name}</a:t></a:r>'
    )
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{place.name}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f"<p:nvPr><p:ph {kind}{index}/></p:nvPr></p:nvSpPr><p:spPr><a:xfrm>"
        f'<a:off x="{x}" y="{y}"/><a:ext cx="{w}" cy="{h}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>'
        f'<p:txBody><a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="{place.anchor}"><a:noAutofit/></a:bodyPr>'
        f'<a:lstStyle><a:lvl1pPr marL="0" indent="0" algn="{place.align}"><a:lnSpc><a:spcPct val="100000"/></a:lnSpc>'
        f'<a:spcBef><a:spcPts val="0"/></a:spcBef><a:buNone/><a:defRPr sz="{place.size * 100}"{bold}{spaced}>'
        f"{_fill(place.colour)}</a:defRPr></a:lvl1pPr></a:lstStyle><a:p>{words}</a:p></p:txBody></p:sp>"
    )


def _fill(colour: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{colour.removeprefix("#").upper()}"/></a:solidFill>'


def _restyle(master: Any) -> None:
    """Titles to the left, and no bullets that nobody asked for."""
    for level in master.iter("{*}lvl1pPr"):
        level.set("algn", "l")


def _theme(blob: bytes) -> bytes:
    """The theme with our colours and fonts."""
    text = blob.decode("utf-8")
    own = {
        "dk2": COLOURS.ink, "lt2": COLOURS.hair, "accent1": COLOURS.blue, "accent2": COLOURS.orange,
        "accent3": COLOURS.teal, "accent4": COLOURS.plum, "accent5": COLOURS.grey, "accent6": COLOURS.pale,
        "hlink": COLOURS.blue, "folHlink": COLOURS.plum,
    }  # fmt: skip
    for name, colour in own.items():
        text = re.sub(
            rf"(<a:{name}>)<a:srgbClr val=\"\w+\"/>(</a:{name}>)",
            rf'\g<1><a:srgbClr val="{colour.removeprefix("#").upper()}"/>\g<2>',
            text,
        )
    text = re.sub(r'(<a:(?:majorFont|minorFont)><a:latin typeface=")[^"]*', rf"\g<1>{FONT}", text)
    text = re.sub(r'(<a:theme [^>]*name=")[^"]*', r"\g<1>PEELboard", text)
    return text.encode("utf-8")
