"""A pack as a workbook: cover, contents with links, notes, and one table a sheet with real numbers and dates.

It follows the Government Analysis Function's guidance on accessible spreadsheets: one table a sheet, marked
as a table and named, its title in the first cell, no merged cells and no blank rows inside.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date
from io import BytesIO
from math import ceil
from textwrap import wrap
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.table import Table as Marked
from openpyxl.worksheet.table import TableStyleInfo

from src import wording
from src.present.pack import Pack
from src.present.slide import Slide
from src.present.tables import Cell, Table
from src.present.theme import PALETTES, Look

COLOURS = PALETTES[Look.LIGHT]
COVER, CONTENTS, NOTES = "Cover", "Contents", "Notes"
FONT = "Arial"
LONGEST_NAME = 31
WIDEST, NARROWEST = 60, 10
LONGEST_DATE = len("30 September 2024")
LINE = 14.5
"""Points that a line of words takes."""
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
_NOT_IN_CELLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_LONGEST_CELL = 32_767
_DATES = ("yyyy", "mmmm yyyy", "d mmmm yyyy")
"""How a date is shown by how exactly it is known: 2023, Jun 2023 or 29 Jun 2023."""
_NUMBERS = {True: "#,##0", False: "#,##0.00"}


def workbook(pack: Pack, report_progress: Callable[[str], None] = lambda text: None) -> bytes:
    """The workbook, as a file."""
    report_progress("Writing the workbook")
    book = Workbook()
    sheets = named(pack)
    _cover(book.active, pack)
    _contents(book.create_sheet(CONTENTS), sheets)
    _notes(book.create_sheet(NOTES), pack, sheets)
    for at, (name, slide) in enumerate(sheets):
        _sheet(book.create_sheet(name), slide, pack, f"Table_{at + 1}")
    properties = book.properties
    properties.title, properties.creator, properties.lastModifiedBy = pack.title, "PEELboard", "PEELboard"
    properties.language = "en-GB"
    properties.subject = f"{pack.data.force}, as at {wording.day(pack.data.as_at)}, edition {pack.data.edition}"
    stored = BytesIO()
    book.save(stored)
    return stored.getvalue()


_SIZES = {"title": 16, "lead": 13}
PRINTED, EMPTY = 120, 8.43
"""How wide a sheet of A4 is on its long side, in letters, and how wide an empty column."""


def named(pack: Pack) -> list[tuple[str, Slide]]:
    """The slides that have data behind them, each with the plain name of its sheet, no two alike."""
    found: list[tuple[str, Slide]] = []
    taken = {COVER, CONTENTS, NOTES}
    for slide in (*pack.slides, *pack.only_sheets):
        if _data(slide) is None:
            continue
        wanted = slide.sheet or (slide.results[0].card.title if slide.results else slide.section)
        name = _free(_NOT_IN_NAMES.sub(" ", wanted), taken)
        taken.add(name)
        found.append((name, slide))
    return found


def _data(slide: Slide) -> Table | None:
    table = slide.data
    return table if table and table.columns and table.rows else None


def _free(wanted: str, taken: set[str]) -> str:
    """A name that no other sheet has, cut at a word."""
    lower = {name.lower() for name in taken}
    name = _cut(wanted, LONGEST_NAME)
    number = 2
    while name.lower() in lower:
        name = f"{_cut(wanted, LONGEST_NAME - 3)} {number}"
        number += 1
    return name


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else (text[: most + 1].rsplit(" ", 1)[0] or text[:most])[:most].rstrip(" ,;")


def _cover(sheet: Any, pack: Pack) -> None:
    sheet.title = COVER
    existing = pack.data
    lines = [
        (existing.marking, "small"),
        (pack.title, "title"),
        (f"{existing.force} and HMICFRS", "lead"),
        (f"As at {wording.day(existing.as_at)}. {existing.baseline.explanation}", ""),
        (f"Edition {existing.edition}", ""),
        (existing.notice, ""),
        (existing.rule_of_release, ""),
        ("Management information from supplied extracts and published papers, not official statistics.", ""),
        ("HMICFRS is His Majesty's Inspectorate of Constabulary and Fire & Rescue Services.", ""),
        ("Every number is a metric's, the same as on screen at this date and edition.", ""),
        ("An empty cell is a figure that is not held. It is not zero.", ""),
        (existing.marking, "small"),
    ]
    for at, (text, kind) in enumerate((line for line in lines if line[0]), start=1):
        _words(sheet.cell(at, 1), text, kind)
    sheet.column_dimensions["A"].width = 100
    sheet.sheet_view.showGridLines = False


def _contents(sheet: Any, sheets: Sequence[tuple[str, Slide]]) -> None:
    _words(sheet["A1"], "Contents", "title")
    _words(sheet["A2"], "This sheet holds one table. Each name leads to its sheet.", "above")
    _heads(sheet, 3, ["Sheet", "Section", "What it says"])
    rows = [(NOTES, "", "Definitions, caveats, checks and questions"), *((n, s.section, s.title) for n, s in sheets)]
    for at, (name, section, text) in enumerate(rows, start=4):
        _words(sheet.cell(at, 1), name, "link")
        sheet.cell(at, 1).hyperlink = Hyperlink(ref=f"A{at}", location=f"'{name}'!A1")
        _words(sheet.cell(at, 2), section, "")
        _words(sheet.cell(at, 3), text, "")
    _mark(sheet, 3, 3 + len(rows), 3, "Contents_table")
    _wide(sheet, [34, 28, 100], 4)


def _notes(sheet: Any, pack: Pack, sheets: Sequence[tuple[str, Slide]]) -> None:
    _words(sheet["A1"], "Notes", "title")
    _words(sheet["A2"], "This sheet holds one table: what to know of each sheet before using its figures.", "above")
    _heads(sheet, 3, ["Sheet", "Kind", "Note"])
    at = 3
    for name, slide in sheets:
        for note in slide.notes:
            for line in note.lines:
                at += 1
                for column, text in enumerate((name, note.heading, line), start=1):
                    _words(sheet.cell(at, column), text, "")
    if at == 3:
        at += 1
        for column, text in enumerate(("All", "Note", "There are no notes."), start=1):
            _words(sheet.cell(at, column), text, "")
    _mark(sheet, 3, at, 3, "Notes_table")
    _wide(sheet, [34, 24, 120], 4)


def _sheet(sheet: Any, slide: Slide, pack: Pack, name: str) -> None:
    """Title, what is measured, source and dates, then the table."""
    table = _data(slide)
    assert table is not None
    existing = pack.data
    lines = [
        (slide.title, "title"),
        (slide.subtitle, "lead"),
        (_unit(slide), ""),
        (slide.source, ""),
        (
            f"As at {wording.day(existing.as_at)}, edition {existing.edition}. {existing.marking}. {existing.notice}".rstrip(),
            "",
        ),
        ("This sheet holds one table. An empty cell is a figure that is not held.", ""),
    ]
    if existing.rule_of_release and existing.rule_of_release not in slide.source:
        lines.append((existing.rule_of_release, ""))
    _table(sheet, lines, table, name)


def one_table(table: Table, title: str, lines: Sequence[str]) -> bytes:
    """A workbook of one sheet: its title, some lines about it, and the table."""
    book = Workbook()
    sheet = book.active
    sheet.title = _cut(_NOT_IN_NAMES.sub(" ", title), LONGEST_NAME)
    _table(sheet, [(title, "title"), *((line, "") for line in lines)], table, "Table_1")
    properties = book.properties
    properties.title, properties.creator, properties.language = title, "PEELboard", "en-GB"
    stored = BytesIO()
    book.save(stored)
    return stored.getvalue()


def _table(sheet: Any, lines: Sequence[tuple[str, str]], table: Table, name: str) -> None:
    """Some lines, the empty ones left out, and the table under them, marked as one."""
    lines = [part for line in lines if line[0] for part in _broken(*line)]
    for at, (text, kind) in enumerate(lines, start=1):
        _words(sheet.cell(at, 1), text, kind)
        sheet.cell(at, 1).alignment = Alignment(wrap_text=False, vertical="top")
    top = len(lines) + 1
    heads = _apart([column.heading for column in table.columns])
    _heads(sheet, top, heads, [column.is_number for column in table.columns])
    for down, row in enumerate(table.rows, start=top + 1):
        for across, cell in enumerate(row, start=1):
            _value(sheet.cell(down, across), cell)
    _mark(sheet, top, top + len(table.rows), len(heads), name)
    widths = [_width(heads[at], [row[at] for row in table.rows]) for at in range(len(heads))]
    _wide(sheet, widths, top + 1)
    _to_print(sheet, lines, widths, top + len(table.rows))


def _to_print(sheet: Any, lines: Sequence[tuple[str, str]], widths: Sequence[float], last: int) -> None:
    """What is printed: the table with the empty columns beside it that its lines run over, and no more than they need.

    Without that, programs fit the longest line onto a sheet and make a small table unreadable. A very wide table is
    printed on A3.
    """
    longest = max((len(text) * _SIZES.get(kind, 11) / 11 for text, kind in lines), default=0)
    beside = ceil(max(0.0, max(PRINTED, longest) - sum(widths)) / EMPTY)
    sheet.print_area = f"A1:{get_column_letter(len(widths) + beside)}{last}"
    if sum(widths) > 2 * PRINTED:
        sheet.page_setup.paperSize = sheet.PAPERSIZE_A3


def _broken(text: str, kind: str) -> list[tuple[str, str]]:
    """A line that is much longer than a sheet is wide goes on in the next row."""
    return [(part, kind) for part in wrap(text, int(1.5 * PRINTED * 11 / _SIZES.get(kind, 11)))]


def _unit(slide: Slide) -> str:
    own = slide.results if slide.sheet else slide.results[:1]
    units = {result.card.unit for result in own}
    return f"Unit: {units.pop()}." if len(units) == 1 else ""


def _apart(heads: Sequence[str]) -> list[str]:
    """Headings of which no two are alike: a marked table may have no others."""
    lines: list[str] = []
    for head in heads:
        number, item = 2, head or "Column"
        while item.lower() in {other.lower() for other in lines}:
            item, number = f"{head} {number}", number + 1
        lines.append(item)
    return lines


def _value(cell: Any, of: Cell) -> None:
    """A number as a number, a date as a date; words as words, whatever they begin with."""
    value = of.value
    if value is None and of.text not in ("–", wording.NO_FIGURE, ""):
        value = of.text  # held back, and said to be
    if isinstance(value, str):
        _words(cell, value, "")
        return
    if isinstance(value, bool):
        _words(cell, "Yes" if value else "No", "")
        return
    cell.value = value
    cell.font = Font(name=FONT, size=11)
    # Words of the next column would touch a number or a date at the right edge.
    cell.alignment = Alignment(
        horizontal="left" if isinstance(value, date) else "right",
        indent=int(not isinstance(value, date)),
        vertical="top",
    )
    if isinstance(value, date):
        cell.number_format = _DATES[of.text.count(" ")]
    elif isinstance(value, (int, float)):
        cell.number_format = _NUMBERS[float(value).is_integer()]
        if of.text.startswith((">", "<", "≤", "about")):
            cell.number_format = f'"{_prefix(of.text)}"#,##0.##'.replace(
                ".##", "" if float(value).is_integer() else ".##"
            )


def _prefix(text: str) -> str:
    """What stands before the number of a bound: > or about."""
    return re.split(r"[\d−]", text, maxsplit=1)[0]


def _words(cell: Any, text: str, kind: str) -> None:
    safe = wording.safe_cell(_NOT_IN_CELLS.sub(" ", str(text))[: _LONGEST_CELL - 1])
    cell.value = safe
    cell.data_type = "s"
    cell.font = Font(
        name=FONT,
        size=_SIZES.get(kind, 11),
        bold=kind in ("title", "small", "head"),
        underline="single" if kind == "link" else None,
        color=COLOURS.blue.removeprefix("#") if kind in ("title", "link") else COLOURS.ink.removeprefix("#"),
    )
    cell.alignment = Alignment(wrap_text=kind not in ("title", "lead", "above"), vertical="top")


def _heads(sheet: Any, row: int, heads: Sequence[str], are_numbers: Sequence[bool] = ()) -> None:
    for at, head in enumerate(heads, start=1):
        cell = sheet.cell(row, at)
        _words(cell, head, "head")
        cell.fill = PatternFill("solid", start_color=COLOURS.hair.removeprefix("#"))
        cell.border = Border(bottom=Side(style="medium", color=COLOURS.blue.removeprefix("#")))
        is_number = bool(are_numbers) and are_numbers[at - 1]
        where = "right" if is_number else "left"
        cell.alignment = Alignment(horizontal=where, indent=int(is_number), vertical="bottom", wrap_text=True)


def _mark(sheet: Any, first: int, last: int, columns: int, name: str) -> None:
    """Mark the table as one, so that a screen reader finds it, and keep its headings in sight."""
    marked = Marked(displayName=name, ref=f"A{first}:{get_column_letter(columns)}{last}")
    marked.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    marked.autoFilter = None
    sheet.add_table(marked)
    sheet.freeze_panes = f"A{first + 1}"
    sheet.print_title_rows = f"{first}:{first}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _wide(sheet: Any, widths: Sequence[float], first: int) -> None:
    for at, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(at)].width = width
    for row in sheet.iter_rows(min_row=first - 1):  # not every program makes a row as tall as its words need
        lines = max(
            ceil(len(str(cell.value)) / width) if isinstance(cell.value, str) else 1
            for cell, width in zip(row, widths, strict=False)
        )
        if lines > 1:
            sheet.row_dimensions[row[0].row].height = lines * LINE


def _width(head: str, cells: Sequence[Cell]) -> float:
    longest = max((LONGEST_DATE if isinstance(cell.value, date) else len(cell.text) for cell in cells), default=0)
    word = max((len(word) for word in head.split()), default=0)
    return float(min(WIDEST, max(NARROWEST, longest + 3, word + 3)))
