"""The cells of problems marked in a workbook: a colour, a note, and a first sheet that lists them all."""

from collections.abc import Mapping, Sequence
from copy import copy
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import coordinate_to_tuple, quote_sheetname
from openpyxl.utils.exceptions import CellCoordinatesException
from openpyxl.worksheet.hyperlink import Hyperlink

from src.contracts.problem import Problem
from src.ingest.detect.own_sheets import PROBLEMS_BEGIN
from src.ingest.templates.safe_text import note, write
from src.wording import count_of

PROBLEMS = "Problems"
"""The sheet that lists them. A sheet of this name is passed over when the copy is read again."""
LISTED = 5_000
"""How many cells are listed and get a note. Those beyond are coloured and counted."""
MEND_HERE = "Each cell with a problem is coloured and carries a note. Mend them, save, and supply this file again."
MEND_YOURS = (
    "Only the rows with a problem are here, coloured and with notes. Mend them in your own file and supply that."
)
_HEADINGS = ("Sheet", "Cell", "Found", "Expected", "What to do")
_WIDTHS = (20, 12, 48, 48, 60)
_FILL = PatternFill("solid", start_color="FFDD00")
_SIDE = Side(style="medium", color="B10E1E")
_EDGE = Border(left=_SIDE, right=_SIDE, top=_SIDE, bottom=_SIDE)
_LINK = Font(color="0563C1", underline="single")
_WRAPPED = Alignment(wrap_text=True, vertical="top")

Placed = Mapping[tuple[str, str], tuple[str, str]]
"""Where a cell stands in the copy, by its sheet and address in the file, where that is another place."""


def said_of(problem: Problem) -> str:
    """The problem as the note on its cell says it: its sentence without the place."""
    return f"Found {problem.found}; expected {problem.expected}. {problem.todo}"


def mark(book: Workbook, file: str, problems: Sequence[Problem], todo: str, placed: Placed | None = None) -> None:
    """Mark every cell of the problems in a workbook, and put the sheet that lists them first."""
    lines = [
        (problem, cell, placed.get((problem.sheet, cell)) if placed is not None else (problem.sheet, cell))
        for problem in problems
        for cell in problem.cells or ("",)
    ]
    sentences: dict[tuple[str, str], list[str]] = {}
    coloured: set[tuple[str, str]] = set()
    for number, (problem, _, place) in enumerate(lines):
        cell = _cell(book, place)
        if cell is None or place is None:
            continue
        if place not in coloured:
            coloured.add(place)
            _colour(cell)
        if number < LISTED:
            sentences.setdefault(place, []).append(said_of(problem))
            cell.comment = note("\n".join(sentences[place]))
    _list(book, file, lines, todo)


def _cell(book: Workbook, place: tuple[str, str] | None) -> Any:
    """The cell of a place, of merged cells the one that shows; None where the workbook has no such cell."""
    if place is None or place[0] not in book.sheetnames:
        return None
    sheet = book[place[0]]
    try:
        row, column = coordinate_to_tuple(place[1])
        if not hasattr(sheet, "merged_cells") or row > 1_048_576 or column > 16_384:
            return None
    except (CellCoordinatesException, ValueError):
        return None
    for merged in sheet.merged_cells.ranges:
        if merged.min_row <= row <= merged.max_row and merged.min_col <= column <= merged.max_col:
            return sheet.cell(merged.min_row, merged.min_col)
    return sheet.cell(row, column)


def _colour(cell: Any) -> None:
    """Colour a cell, with an edge for who does not see the colour, and dark letters for who does."""
    cell.fill = _FILL
    cell.border = _EDGE
    font = copy(cell.font)
    font.color = "000000"
    cell.font = font


def _list(book: Workbook, file: str, lines: Sequence[tuple[Problem, str, tuple[str, str] | None]], todo: str) -> None:
    if PROBLEMS in book.sheetnames and str(book[PROBLEMS]["A1"].value).startswith(PROBLEMS_BEGIN):
        del book[PROBLEMS]  # the list of an earlier copy
    sheet = book.create_sheet(PROBLEMS, 0)
    for letter, width in zip("ABCDE", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    write(sheet, 1, 1, f"{PROBLEMS_BEGIN} {file}").font = Font(bold=True, size=14)
    write(sheet, 2, 1, todo)
    for at, heading in enumerate(_HEADINGS, start=1):
        write(sheet, 4, at, heading).font = Font(bold=True)
    sheet.freeze_panes = "A5"
    row = 4
    for problem, cell, place in lines[:LISTED]:
        row += 1
        words = (place[0] if place else problem.sheet, cell, problem.found, problem.expected, problem.todo)
        for at, text in enumerate(words, start=1):
            write(sheet, row, at, text or None).alignment = _WRAPPED
        if cell and place and _cell(book, place) is not None:
            linked = sheet.cell(row, 2)
            linked.hyperlink = Hyperlink(ref=linked.coordinate, location=f"{quote_sheetname(place[0])}!{place[1]}")
            linked.font = _LINK
    if len(lines) > LISTED:
        more = count_of(len(lines) - LISTED, "more cell")
        write(sheet, row + 1, 1, f"{more} with a problem, coloured like these but not listed")
    # Sheets left selected together would take what is typed into one of them in all.
    for other in book.worksheets:
        other.sheet_view.tabSelected = False
    book.active = 0
