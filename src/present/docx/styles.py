"""The template of a paper: page, fonts, native styles, numbering that Word counts itself, marking and page numbers."""

from copy import deepcopy
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

from src.present.papers.paper import Numbering, Paper
from src.present.theme import PALETTES, Look

FONT = "Arial"
COLOURS = PALETTES[Look.LIGHT]
NUMBERED, POINT, PLAIN, CAPTION, TABLE, CELL = (
    "Numbered paragraph", "Lettered point", "Body Text", "Caption", "Paper table", "Table text",
)  # fmt: skip
_NUMBERING_ID = 90
_NOT_OURS = ("/stylesWithEffects", "/thumbnail")
"""Parts of the library's template that say something else than this document: old styles and a picture of it."""


def template(paper: Paper) -> Any:
    """An empty document of A4 pages in British English, with every style that a paper uses."""
    document = Document()
    for relations in (document.part.rels, document.part.package.rels):
        for name in [name for name, relation in relations.items() if relation.reltype.endswith(_NOT_OURS)]:
            del relations[name]
    is_small = paper.form.is_one_page
    section = document.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(1.8 if is_small else 2.4)
    section.top_margin = section.bottom_margin = Cm(1.6 if is_small else 2.2)
    section.header_distance = section.footer_distance = Cm(0.7 if is_small else 1.0)
    _styles(document, 9 if is_small else 11)
    _table_style(document)
    _numbering(document, paper.form.numbering)
    _edges(section, paper)
    return document


def width(document: Any) -> int:
    """The width of the text, in EMU."""
    section = document.sections[0]
    return int(section.page_width - section.left_margin - section.right_margin)


def colour(text: str) -> RGBColor:
    """A colour of the palette."""
    return RGBColor.from_string(text.removeprefix("#").upper())


def _styles(document: Any, size: float) -> None:
    styles = document.styles
    defaults = styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    defaults.find(qn("w:lang")).set(qn("w:val"), "en-GB")
    normal = styles["Normal"]
    _font(normal, size, COLOURS.ink)
    normal.paragraph_format.space_after = Pt(size * 0.5)
    normal.paragraph_format.line_spacing = 1.1 if size > 9 else 1.0
    for name, points, shade, before in (
        ("Title", size * 1.9, COLOURS.blue, 0),
        ("Subtitle", size * 1.1, COLOURS.soft, 0),
        ("Heading 1", size * 1.3, COLOURS.blue, size * 1.2),
        ("Heading 2", size * 1.1, COLOURS.blue, size * 0.9),
        (CAPTION, size * 0.9, COLOURS.soft, size * 0.5),
        (PLAIN, size, COLOURS.ink, 0),
    ):
        style = styles[name]
        _font(style, points, shade, is_bold=name not in ("Subtitle", PLAIN))
        style.paragraph_format.space_before = Pt(before)
        style.paragraph_format.space_after = Pt(size * 0.4)
        style.paragraph_format.keep_with_next = name not in ("Subtitle", PLAIN)
        for border in style.element.iter(qn("w:pBdr")):
            border.getparent().remove(border)
            break
    styles["Title"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.LEFT
    for name in (NUMBERED, POINT, CELL):
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = normal
        style.quick_style = True
    cells = styles[CELL]
    cells.font.size = Pt(size * 0.85)
    cells.paragraph_format.space_after = cells.paragraph_format.space_before = Pt(1)
    cells.paragraph_format.line_spacing = 1.0


def _font(style: Any, size: float, shade: str, *, is_bold: bool = False) -> None:
    style.font.name = FONT
    properties = style.element.get_or_add_rPr()
    fonts = properties.find(qn("w:rFonts"))
    for name in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(name), None)
    for name in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(name), FONT)
    for spacing in properties.findall(qn("w:spacing")):
        properties.remove(spacing)
    style.font.size, style.font.color.rgb = Pt(round(size * 2) / 2), colour(shade)
    style.font.bold, style.font.italic = is_bold, False


def _table_style(document: Any) -> None:
    """A table of thin lines whose first row is its heading."""
    line = f'w:val="single" w:sz="4" w:space="0" w:color="{COLOURS.line[1:]}"'
    document.styles.element.append(
        parse_xml(
            f'<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="PaperTable"><w:name w:val="{TABLE}"/>'
            f'<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="59"/>'
            f"<w:tblPr><w:tblBorders><w:top {line}/><w:bottom {line}/><w:insideH {line}/></w:tblBorders><w:tblCellMar>"
            '<w:top w:w="30" w:type="dxa"/><w:left w:w="70" w:type="dxa"/><w:bottom w:w="30" w:type="dxa"/>'
            '<w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblStylePr w:type="firstRow"><w:rPr><w:b/>'
            f'</w:rPr><w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{COLOURS.wash[1:]}"/></w:tcPr></w:tblStylePr>'
            "</w:style>"
        )
    )


def _numbering(document: Any, numbering: Numbering) -> None:
    """One list of levels that the styles belong to, so that Word counts what is added or moved."""
    if numbering is Numbering.BY_SECTION:
        levels = [
            ("Heading 1", "decimal", "%1.", 0.9),
            (NUMBERED, "decimal", "%1.%2", 1.2),
            (POINT, "lowerLetter", "%3.", 2.0),
        ]
    elif numbering is Numbering.THROUGHOUT:
        levels = [(NUMBERED, "decimal", "%1.", 1.0), (POINT, "lowerLetter", "%2.", 1.8)]
    else:
        levels = [(POINT, "bullet", "•", 0.5)]
    styles = document.styles
    written = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:pStyle w:val="{styles[name].style_id}"/><w:suff w:val="tab"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:tabs><w:tab w:val="num" w:pos="{_twips(indent)}"/></w:tabs><w:ind w:left="{_twips(indent)}" '
        f'w:hanging="{_twips(min(indent, 1.2 if at < 2 else 0.8))}"/></w:pPr></w:lvl>'
        for at, (name, form, text, indent) in enumerate(levels)
    )
    part = document.part.numbering_part.element
    abstract = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{_NUMBERING_ID}"><w:multiLevelType w:val="multilevel"/>{written}'
        "</w:abstractNum>"
    )
    part.insert(len(part.findall(qn("w:abstractNum"))), abstract)
    part.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="{_NUMBERING_ID}"><w:abstractNumId w:val="{_NUMBERING_ID}"/></w:num>')
    )
    for at, (name, *_) in enumerate(levels):
        properties = styles[name].element.get_or_add_pPr()
        numbered = properties.get_or_add_numPr()
        if at:
            numbered.get_or_add_ilvl().val = at
        numbered.get_or_add_numId().val = _NUMBERING_ID


def _twips(centimetres: float) -> int:
    return round(centimetres / 2.54 * 1440)


def _edges(section: Any, paper: Paper) -> None:
    """Marking above and below; date, edition and page below."""
    marking = " · ".join(text for text in (paper.data.marking, paper.data.notice) if text)
    head = section.header.paragraphs[0]
    head.alignment = WD_ALIGN_PARAGRAPH.CENTER
    head.add_run(marking).bold = True
    foot = section.footer.paragraphs[0]
    stops = foot.paragraph_format.tab_stops
    for old in list(stops):
        stops.clear_all()
        del old
        break
    wide = section.page_width - section.left_margin - section.right_margin
    stops.add_tab_stop(wide // 2, WD_TAB_ALIGNMENT.CENTER)
    stops.add_tab_stop(wide, WD_TAB_ALIGNMENT.RIGHT)
    foot.add_run(f"{paper.facts}\t")
    foot.add_run(marking).bold = True
    pages = [foot.add_run("\tPage "), foot.add_run(" of ")]
    for paragraph in (head, foot):
        for run in paragraph.runs:
            run.font.size, run.font.color.rgb = Pt(8), colour(COLOURS.soft)
    for run, name in zip(pages, ("PAGE", "NUMPAGES"), strict=True):
        field(run, name, "1")


def field(after: Any, instruction: str, shown: str) -> None:
    """A field that Word works out itself, after a run of words and looking as it does, with what it shows until then."""
    element = parse_xml(
        f'<w:fldSimple {nsdecls("w")} w:instr="{instruction}"><w:r><w:t>{shown}</w:t></w:r></w:fldSimple>'
    )
    if after._r.rPr is not None:
        element[0].insert(0, deepcopy(after._r.rPr))
    after._r.addnext(element)
