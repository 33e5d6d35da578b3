"""A pack as a PowerPoint deck: native charts and tables on the designed master, one message a slide."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

from pptx.enum.dml import MSO_LINE
from pptx.enum.shapes import MSO_CONNECTOR
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

from src import wording
from src.present.chart_table import chart_table
from src.present.model import Bars, Events, Grid, Lines, Multiples, Ranges, Words
from src.present.pack import Pack
from src.present.pptx import master
from src.present.pptx.charts import Plot, draw_bars, draw_lines, serial
from src.present.pptx.colours import COLOURS, rgb
from src.present.pptx.master import BESIDE, BODY, FONT, PICTURE, UNDER, Box
from src.present.pptx.text import draw_grid, draw_table, fitting, lines_needed, write_lines, write_text
from src.present.slide import Layout, Slide
from src.present.tables import Table

KEY_HEIGHT = 0.4
GRID = Box(x=BODY.x, y=2.06, w=BODY.w, h=3.62)
GRID_NOTES = Box(x=BODY.x, y=5.78, w=BODY.w, h=0.94)
TITLE = Box(x=BODY.x, y=0.74, w=BODY.w, h=0.92)


def deck(pack: Pack, report_progress: Callable[[str], None] = lambda text: None) -> bytes:
    """The deck, as a file."""
    created = master.blank()
    layouts = {layout.name: layout for layout in created.slide_layouts}
    section = ""
    for slide in pack.slides:
        if slide.section != section:
            section = slide.section
            report_progress(f"Drawing the slides of {wording.inside(section)}")
        _draw(created.slides.add_slide(layouts[slide.layout.value]), slide, pack)
    _about(created, pack)
    _in_english(created)
    stored = BytesIO()
    created.save(stored)
    return stored.getvalue()


def _about(created: Any, pack: Pack) -> None:
    core = created.core_properties
    core.title = pack.title
    core.author = core.last_modified_by = "PEELboard"
    core.subject = f"{pack.data.force}, as at {wording.day(pack.data.as_at)}, edition {pack.data.edition}"
    core.category = pack.data.marking
    core.language = "en-GB"
    core.keywords = pack.data.rule_of_release


def marking(pack: Pack) -> str:
    """The marking with the notice that goes with it."""
    return " · ".join(text for text in (pack.data.marking, pack.data.notice) if text)


def facts(pack: Pack) -> str:
    """As-at date and edition, as every slide carries them."""
    return f"As at {wording.day(pack.data.as_at)} · edition {pack.data.edition}"


def title_size(title: str) -> float:
    """The largest letters in which a title stays over what is under it."""
    return fitting(title, TITLE, (26, 24, 22, 20, 18, 16, 15, 14, 13, 12, 11), is_bold=True)


def _draw(slide_page: Any, slide: Slide, pack: Pack) -> None:
    places = {shape.placeholder_format.idx: shape for shape in slide_page.placeholders}
    size_of_title = title_size(slide.title)
    write_text(
        slide_page.shapes.title, slide.title, None if slide.layout in (Layout.TITLE, Layout.SECTION) else size_of_title
    )
    for number, text in (
        (master.KICKER, slide.section),
        (master.SUBTITLE, slide.subtitle),
        (master.SOURCE, slide.source),
        (master.FACTS, facts(pack)),
        (master.TOP, marking(pack)),
        (master.FOOT, marking(pack)),
    ):
        if number in places:
            write_text(places[number], text)
    write_text(places[master.SOURCE], slide.source, fitting(slide.source, Box(x=0, y=0, w=8.3, h=0.32), (9, 8, 7)))
    _close_up(slide, places, size_of_title)
    _number(slide_page, places)
    _body(slide_page, slide, places)
    if master.REMARK in places:
        size = None if slide.layout is Layout.TITLE else fitting(slide.remark, UNDER, (12, 11, 10, 9))
        write_text(places[master.REMARK], slide.remark, size)
    for shape in list(slide_page.placeholders):
        if shape.has_text_frame and not shape.text_frame.text.strip():
            shape._element.getparent().remove(shape._element)
    if slide.notes:
        slide_page.notes_slide.notes_text_frame.text = "\n\n".join(
            "\n".join([note.heading, *note.lines]) for note in slide.notes
        )


def _close_up(slide: Slide, places: dict[int, Any], size: float) -> None:
    """What is measured stands right under a title of one line."""
    if master.KICKER in places and lines_needed(slide.title, TITLE.w, size, is_bold=True) == 1:
        under = places[master.SUBTITLE]
        under.left, under.top, under.width, under.height = Box(x=BODY.x, y=1.26, w=BODY.w, h=0.36).emu


def _number(slide_page: Any, places: dict[int, Any]) -> None:
    """The number of the slide, as a field that follows when slides are moved."""
    for shape in slide_page.slide_layout.placeholders:
        if shape.placeholder_format.idx == 4 and 4 not in places:
            slide_page.shapes._spTree.append(
                parse_xml(
                    '<p:sp xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
                    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><p:nvSpPr>'
                    f'<p:cNvPr id="{80}" name="Slide number"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
                    '<p:nvPr><p:ph type="sldNum" idx="4"/></p:nvPr></p:nvSpPr><p:spPr/>'
                    "<p:txBody><a:bodyPr/><a:lstStyle/>"
                    '<a:p><a:fld id="{5F3C1A52-6B0E-4C1B-9B1D-0C6B7A3E2D10}" type="slidenum"><a:rPr lang="en-GB"/>'
                    "<a:t>‹#›</a:t></a:fld></a:p></p:txBody></p:sp>"
                )
            )


def _body(slide_page: Any, slide: Slide, places: dict[int, Any]) -> None:
    body = slide.body
    box = PICTURE if slide.beside else BODY
    if isinstance(body, Words):
        where = Box(x=0, y=0, w=11.9, h=4.2) if slide.layout is Layout.SECTION else box
        write_lines(places[master.TEXT], body.lines, where, on_dark=slide.layout is Layout.SECTION)
    elif isinstance(body, Lines):
        _lines(slide_page, slide, body, places[master.CHART], box)
    elif isinstance(body, Bars):
        frame, plot = draw_bars(places[master.CHART], body, box)
        _describe(frame, slide.alternative, "Chart")
        _rules(slide_page, body, plot)
    elif isinstance(body, Multiples):
        _drop(places[master.CHART])
        _multiples(slide_page, body, slide)
    elif isinstance(body, Grid):
        frame = draw_grid(places[master.TABLE], body, GRID)
        _describe(frame, slide.alternative, "Grades")
        _text(slide_page, GRID_NOTES, "\n".join([*body.reasons, body.key]), 10)
    elif isinstance(body, Events | Ranges):
        _describe(draw_table(places[master.TABLE], chart_table(body), box), slide.alternative, "Table")
    elif isinstance(body, Table):
        _describe(draw_table(places[master.TABLE], body, box), slide.alternative, "Table")
    if slide.beside:
        frame = draw_table(places[master.TABLE], slide.beside, BESIDE)
        _describe(frame, f"The same figures as a table. {slide.alternative}", "Table")


def _drop(shape: Any) -> None:
    shape._element.getparent().remove(shape._element)


def _lines(slide_page: Any, slide: Slide, body: Lines, holder: Any, box: Box) -> None:
    key = KEY_HEIGHT if body.moments else 0
    frame, plot = draw_lines(holder, body, Box(x=box.x, y=box.y, w=box.w, h=box.h - key))
    _describe(frame, slide.alternative, "Chart")
    for moment in body.moments:
        _mark(slide_page, plot.at(serial(moment.day)), plot, moment.letter)
    if body.moments:
        text = "    ".join(f"{moment.letter}  {moment.text}" for moment in body.moments)
        place = Box(x=box.x, y=box.y + box.h - key, w=box.w, h=key)
        one_line = Box(x=0, y=0, w=box.w, h=0.2)
        _text(slide_page, place, text, fitting(text, one_line, (11, 10.5, 10, 9.5, 9)))


def _mark(slide_page: Any, x: float, plot: Plot, letter: str) -> None:
    """A dotted line where an event falls, with its letter above."""
    _upright(slide_page, x, plot, COLOURS.grey, MSO_LINE.ROUND_DOT)
    badge = slide_page.shapes.add_textbox(Inches(x - 0.13), Inches(plot.box.y - 0.26), Inches(0.26), Inches(0.24))
    _write(badge, letter, 10, PP_ALIGN.CENTER, is_bold=True)
    badge.line.color.rgb = rgb(COLOURS.grey)
    badge.line.width = Pt(0.75)
    badge.fill.solid()
    badge.fill.fore_color.rgb = rgb(COLOURS.card)
    _decorative(badge)


def _upright(slide_page: Any, x: float, plot: Plot, colour: str, dash: Any) -> None:
    line = slide_page.shapes.add_connector(
        MSO_CONNECTOR.STRAIGHT, Inches(x), Inches(plot.box.y), Inches(x), Inches(plot.box.y + plot.box.h)
    )
    line.line.color.rgb = rgb(colour)
    line.line.width = Pt(1.25)
    line.line.dash_style = dash
    _decorative(line)


def _rules(slide_page: Any, body: Bars, plot: Plot) -> None:
    """A line across the bars at each limit, its name above: the first to its left, the others to their right."""
    for at, rule in enumerate(body.rules):
        x = plot.at(rule.at)
        _upright(slide_page, x, plot, COLOURS.orange, MSO_LINE.DASH)
        to_left = at == 0 and len(body.rules) > 1
        left = x - 3.05 if to_left else x + 0.05
        words = slide_page.shapes.add_textbox(Inches(left), Inches(plot.box.y - 0.3), Inches(3.0), Inches(0.26))
        _write(words, rule.text, 11, PP_ALIGN.RIGHT if to_left else PP_ALIGN.LEFT)


def _multiples(slide_page: Any, body: Multiples, slide: Slide) -> None:
    """Small charts in rows, each under its own title, over the remark where there is one."""
    count = len(body.panels)
    across = min(count, 3 if count in (5, 6) else 4 if count <= 8 else 5)
    down = -(-count // across)
    gap = 0.3
    wide, high = (BODY.w - gap * (across - 1)) / across, (BODY.h + (0 if slide.remark else 0.4)) / down
    for at, panel in enumerate(body.panels):
        x, y = BODY.x + (at % across) * (wide + gap), BODY.y + (at // across) * high
        head = slide_page.shapes.add_textbox(Inches(x), Inches(y), Inches(wide), Inches(0.48))
        _write(head, panel.title, 13, PP_ALIGN.LEFT, is_bold=True)
        if panel.text:
            second = head.text_frame.add_paragraph()
            run = second.add_run()
            run.text = panel.text
            run.font.size, run.font.name = Pt(11), FONT
            run.font.color.rgb = rgb(COLOURS.written_orange if panel.is_attention else COLOURS.soft)
        if not isinstance(panel.chart, Lines):
            raise TypeError("A slide has no small chart but lines")
        frame, _ = draw_lines(slide_page.shapes, panel.chart, Box(x=x, y=y + 0.5, w=wide, h=high - 0.6), is_small=True)
        sentence = f"{panel.title}, {panel.text}." if panel.text else f"{panel.title}."
        _describe(frame, slide.alternative if at == 0 else sentence, f"Chart of {panel.title}")


def _text(slide_page: Any, box: Box, text: str, size: float) -> None:
    shape = slide_page.shapes.add_textbox(*box.emu)
    _write(shape, text, size, PP_ALIGN.LEFT, colour=COLOURS.soft)


def _write(shape: Any, text: str, size: float, align: Any, *, is_bold: bool = False, colour: str = COLOURS.ink) -> None:
    frame = shape.text_frame
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.word_wrap = True
    frame.vertical_anchor = MSO_ANCHOR.TOP
    frame.text = text
    for paragraph in frame.paragraphs:
        paragraph.alignment = align
        for run in paragraph.runs:
            run.font.size, run.font.bold, run.font.name = Pt(size), is_bold, FONT
            run.font.color.rgb = rgb(colour)


def _describe(frame: Any, alternative: str, name: str) -> None:
    """Its text alternative, for who hears the slide."""
    properties = frame._element.xpath(".//p:cNvPr")[0]
    properties.set("descr", alternative)
    properties.set("name", name)


def _decorative(shape: Any) -> None:
    """What is said elsewhere on the slide, and need not be heard twice."""
    shape._element.xpath(".//p:cNvPr")[0].append(
        parse_xml(
            '<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
            '<a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
            'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
        )
    )


def _in_english(created: Any) -> None:
    """Every run is in British English, so that no speller marks it."""
    for slide in created.slides:
        trees = [slide._element, *([slide.notes_slide._element] if slide.has_notes_slide else [])]
        for tree in trees:
            for run in tree.iter(qn("a:r")):
                properties = run.find(qn("a:rPr"))
                if properties is None:
                    properties = run.makeelement(qn("a:rPr"), {})
                    run.insert(0, properties)
                properties.set("lang", "en-GB")
