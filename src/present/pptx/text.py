"""Words and tables on a slide, in the largest size that has room."""

from collections.abc import Sequence
from math import ceil
from typing import Any

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.util import Emu, Inches, Pt

from src.present.column_widths import column_widths
from src.present.model import Grid, Line
from src.present.pptx.colours import COLOURS, rgb, shade
from src.present.pptx.master import FONT, Box
from src.present.tables import Table
from src.present.theme import GRADES, ON_BLUE

_A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
_PLAIN_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
"""PowerPoint's own table style without fills or lines."""
_PADDING, _BETWEEN = 0.06, 0.12
"""Inches above and below the words of a cell, and to either side of them."""


def lines_needed(text: str, width: float, size: float, *, is_bold: bool = False) -> int:
    """About how many lines a text takes at a width in inches. Errs to the many."""
    letters = max(1, int(width * 72 / (size * (0.55 if is_bold else 0.485))))
    total = 0
    for part in text.split("\n"):
        room, used = letters, 1
        for word in part.split(" "):
            if len(word) > room and room < letters:
                used, room = used + 1, letters
            room -= len(word) + 1
        total += used
    return total


def fitting(text: str, box: Box, sizes: Sequence[float], *, is_bold: bool = False) -> float:
    """The largest of some sizes in which a text fits a box; the smallest where it fits in none."""
    for size in sizes:
        if lines_needed(text, box.w, size, is_bold=is_bold) * size * 1.2 / 72 <= box.h:
            return size
    return sizes[-1]


def write_text(placeholder: Any, text: str, size: float | None = None) -> None:
    """Words in a placeholder, a paragraph a line."""
    frame = placeholder.text_frame
    frame.text = text
    if size:
        for paragraph in frame.paragraphs:
            for run in paragraph.runs:
                run.font.size = Pt(size)


def write_lines(placeholder: Any, lines: Sequence[Line], box: Box, *, on_dark: bool = False) -> None:
    """Lines of words, each behind its tag, which stands in a column of its own."""
    widest = max((len(line.tag) for line in lines), default=0)
    for size in (18, 17, 16, 15, 14, 13, 12):
        tag = min(3.3, widest * size * 0.62 / 72 + 0.25)
        needed = sum(lines_needed(line.text, box.w - tag, size) * size * 1.2 + size * 0.75 for line in lines) / 72
        if needed <= box.h:
            break
    frame = placeholder.text_frame
    frame.clear()
    for at, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
        first, rest = paragraph.add_run(), paragraph.add_run()
        first.text, rest.text = line.tag, f"\t{line.text}"
        first.font.bold = True
        first.font.color.rgb = rgb(ON_BLUE if on_dark else _ink(line))
        for run in (first, rest):
            run.font.size = Pt(size)
        paragraph.space_after = Pt(size * 0.75)
        properties = paragraph._p.get_or_add_pPr()
        properties.set("marL", str(Inches(tag)))
        properties.set("indent", str(-Inches(tag)))
        properties.append(parse_xml(f'<a:tabLst {_A}><a:tab pos="{Inches(tag)}" algn="l"/></a:tabLst>'))


def _ink(line: Line) -> str:
    """A shade dark enough to be read as words."""
    return COLOURS.written_orange if shade(line.shade) == COLOURS.orange else shade(line.shade)


def draw_table(holder: Any, of: Table, box: Box) -> Any:
    """A native table in a placeholder or on a slide, no wider than it needs. Returns its frame."""
    size, widths, heights = _sizes(of, box)
    frame = _frame(holder, len(of.rows) + 1, len(of.columns), Box(x=box.x, y=box.y, w=sum(widths), h=sum(heights)))
    table = frame.table
    for at, width in enumerate(widths):
        table.columns[at].width = Inches(width)
    for at, height in enumerate(heights):
        table.rows[at].height = Inches(height)
    for at, column in enumerate(of.columns):
        _cell(
            table.cell(0, at), column.heading, size, is_bold=True, is_number=column.is_number, is_first=at == 0,
            line=COLOURS.blue, weight=1.5,
        )  # fmt: skip
    for down, row in enumerate(of.rows):
        for at, (cell, column) in enumerate(zip(row, of.columns, strict=True)):
            _cell(
                table.cell(down + 1, at),
                cell.unbroken,
                size,
                is_bold=False,
                is_number=column.is_number,
                is_first=at == 0,
            )
    return frame


def _sizes(of: Table, box: Box) -> tuple[float, list[float], list[float]]:
    """The size of the letters, the width of every column and the height of every row."""
    sentences = [[column.heading for column in of.columns], *([cell.unbroken for cell in row] for row in of.rows)]
    for size in (15, 14, 13, 12, 11, 10.5, 10, 9.5, 9, 8.5, 8):
        least, whole = _needed(sentences, size)
        widths = column_widths(least, whole, box.w)
        heights = [
            max(
                lines_needed(text, width - 2 * _BETWEEN, size, is_bold=down == 0)
                for text, width in zip(row, widths, strict=True)
            )
            * size
            * 1.2
            / 72
            + 2 * _PADDING
            for down, row in enumerate(sentences)
        ]
        if sum(heights) <= box.h and sum(least) <= box.w:
            break
    return size, widths, heights


def _needed(sentences: Sequence[Sequence[str]], size: float) -> tuple[list[float], list[float]]:
    """What each column needs in inches: for its longest word, and for its longest cell on one line."""
    letter = size * 0.57 / 72
    heading = size * 0.64 / 72
    columns = list(zip(*sentences, strict=True))
    least = [
        max(
            max(len(word) for word in (column[0] or " ").split(" ")) * heading,
            max(len(word) for text in column for word in (text or " ").split(" ")) * letter,
        )
        + 2 * _BETWEEN
        for column in columns
    ]
    return least, [max(len(text) for text in column) * letter + 2 * _BETWEEN + 0.25 for column in columns]


def _frame(holder: Any, rows: int, columns: int, box: Box) -> Any:
    if hasattr(holder, "insert_table"):
        frame = holder.insert_table(rows, columns)
        frame.left, frame.top, frame.width = box.emu[:3]
    else:
        frame = holder.add_table(rows, columns, *box.emu)
    properties = frame.table._tbl.tblPr
    properties.find("{*}tableStyleId").text = _PLAIN_STYLE
    properties.set("firstRow", "1")
    properties.set("bandRow", "0")
    return frame


def _cell(
    cell: Any,
    text: str,
    size: float,
    *,
    is_bold: bool,
    is_number: bool,
    is_first: bool = False,
    line: str = COLOURS.hair,
    weight: float = 0.75,
    ink: str = COLOURS.ink,
    fill: str = "",
    align: Any = None,
) -> None:
    frame = cell.text_frame
    frame.text = text
    frame.word_wrap = True
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE if fill or align else MSO_ANCHOR.BOTTOM if is_bold else MSO_ANCHOR.TOP
    side = Inches(0.04 if align else _BETWEEN)
    cell.margin_left, cell.margin_right = Emu(0) if is_first else side, side
    cell.margin_top = cell.margin_bottom = Inches(_PADDING if not align else 0.03)
    for paragraph in frame.paragraphs:
        paragraph.alignment = align or (PP_ALIGN.RIGHT if is_number else PP_ALIGN.LEFT)
        for run in paragraph.runs:
            run.font.size = Pt(size)
            run.font.bold = is_bold
            run.font.name = FONT
            run.font.color.rgb = rgb(ink)
    properties = cell._tc.get_or_add_tcPr()
    edges = (
        ""
        if not line
        else (
            f'<a:lnB {_A} w="{int(weight * 12700)}"><a:solidFill><a:srgbClr val="{line.removeprefix("#").upper()}"/>'
            "</a:solidFill></a:lnB>"
        )
    )
    if edges:
        properties.insert(0, parse_xml(edges))
    if fill:
        cell.fill.solid()
        cell.fill.fore_color.rgb = rgb(fill)


def draw_grid(holder: Any, of: Grid, box: Box) -> Any:
    """The grid of grades as a native table: a narrow hatched column stands where grades may not be compared."""
    gap, question = 0.13, 2.75
    cycle = (box.w - question - gap * len(of.breaks)) / max(len(of.cycles), 1)
    columns: list[tuple[str, int]] = []
    for at in range(len(of.cycles)):
        if at in of.breaks:
            columns.append(("break", at))
        columns.append(("cycle", at))
    height = min(0.42, (box.h - 0.34) / max(len(of.rows), 1))
    frame = _frame(holder, len(of.rows) + 1, len(columns) + 1, box)
    table = frame.table
    table.columns[0].width = Inches(question)
    for place, (kind, _) in enumerate(columns):
        table.columns[place + 1].width = Inches(gap if kind == "break" else cycle)
    table.rows[0].height = Inches(0.32)
    _cell(table.cell(0, 0), "Question", 11, is_bold=True, is_number=False, is_first=True, line=COLOURS.blue, weight=1.5)
    for place, (kind, at) in enumerate(columns):
        if kind == "break":
            _hatch(table.cell(0, place + 1))
        else:
            _cell(
                table.cell(0, place + 1), of.cycles[at], 11, is_bold=True, is_number=False, line=COLOURS.blue,
                weight=1.5, align=PP_ALIGN.CENTER,
            )  # fmt: skip
    for down, (name, grades) in enumerate(of.rows):
        table.rows[down + 1].height = Inches(height)
        _cell(table.cell(down + 1, 0), name, 11, is_bold=False, is_number=False, is_first=True, align=PP_ALIGN.LEFT)
        for place, (kind, at) in enumerate(columns):
            cell = table.cell(down + 1, place + 1)
            if kind == "break":
                _hatch(cell)
                continue
            fill, ink = GRADES.get(grades[at].grade, ("", COLOURS.soft))
            text = grades[at].text
            size = 10 if ceil(len(text) * 10 * 0.55 / 72 / (cycle - 0.08)) <= 2 else 9
            _cell(
                cell, text, size, is_bold=grades[at].grade in GRADES and grades[at].grade != "plain", is_number=False,
                ink=ink, fill=fill, align=PP_ALIGN.CENTER, line="#FFFFFF" if fill else COLOURS.hair,
                weight=2 if fill else 0.75,
            )  # fmt: skip
            if fill:
                _gap_left(cell)
            if grades[at].grade == "blank":
                _hatch(cell, keeps_text=True)
    return frame


def _gap_left(cell: Any) -> None:
    """A white line to the left, so that two cells of one grade are separate."""
    white = f'<a:lnL {_A} w="25400"><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill></a:lnL>'
    cell._tc.get_or_add_tcPr().insert(0, parse_xml(white))


def _hatch(cell: Any, *, keeps_text: bool = False) -> None:
    """A hatched cell: a break, or a grade that no source gives."""
    if not keeps_text:
        cell.text_frame.text = " "
        cell.text_frame.paragraphs[0].runs[0].font.size = Pt(6)  # an empty cell is as tall as its letters would be
        cell.margin_top = cell.margin_bottom = Emu(0)
        cell.margin_left = cell.margin_right = Emu(0)
    pattern = "ltUpDiag" if keeps_text else "wdUpDiag"
    ink = COLOURS.hair if keeps_text else COLOURS.grey
    cell._tc.get_or_add_tcPr().append(
        parse_xml(
            f'<a:pattFill {_A} prst="{pattern}"><a:fgClr><a:srgbClr val="{ink.removeprefix("#").upper()}"/></a:fgClr>'
            '<a:bgClr><a:srgbClr val="FFFFFF"/></a:bgClr></a:pattFill>'
        )
    )
