"""A copy of a refused file in which every cell of a problem is marked, to mend and to supply again."""

import json
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict, fields

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from src.contracts.problem import Problem
from src.ingest import file_type
from src.ingest.cells import Read, Sheet, letters, number_of
from src.ingest.detect import blocks
from src.ingest.detect.dataset_detection import recognise
from src.ingest.detect.header_matching import ROW_IN_YOUR_FILE, first_filled
from src.ingest.detect.own_sheets import is_ours
from src.ingest.templates import mark_cells
from src.ingest.templates.safe_text import saved, write
from src.ingest.xlsx import parts
from src.settings import PROJECT, Limits

MOST_CELLS = 200_000
"""A file of more cells is not copied whole: only its headings and the rows with a problem are."""
_MOST_BYTES_UNREAD = 2 * file_type.MEGABYTE
_ADDRESS = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_NAMELESS = "Rows"
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\']")
_NARROWEST, _WIDEST = 8, 44
_WIDTH_TAKEN_OF = 200
"""How many rows are looked at to say how wide a column should be."""


def marked(
    file_name: str, content: bytes, read: Read | None, problems: Sequence[Problem], limits: Limits | None = None
) -> bytes | None:
    """The copy as an .xlsx file; None where the file could not be read at all, so that no cell can be shown.

    A workbook as Excel saves it keeps its looks. Of any other file the copy is a new workbook of what was read.
    """
    limits = limits or Limits()
    if _is_excel(content) and _is_small(content, read, problems):
        copy = _original(file_name, content, problems, limits)
        if copy is not None:
            return copy
    return _new(file_name, read, problems) if read else None


def _is_excel(content: bytes) -> bool:
    """Whether the bytes are an .xlsx workbook: its archive names the part that every such workbook has."""
    return content.startswith(b"PK\x03\x04") and b"xl/workbook.xml" in content


def _is_small(content: bytes, read: Read | None, problems: Sequence[Problem]) -> bool:
    if read is not None:
        return _size(read) <= MOST_CELLS
    # Not read, yet each problem names its cells: errors and formulas without values, which can be shown.
    # Whatever else keeps a workbook from being read would keep it from being marked, and take longer.
    shown = all(p.sheet and p.cells and p.found in (parts.AN_ERROR, parts.NOT_WORKED_OUT) for p in problems)
    return bool(problems) and shown and len(content) <= _MOST_BYTES_UNREAD


def _size(read: Read) -> int:
    return sum(sheet.height * len(sheet.columns) for sheet in read.sheets)


def _original(file: str, content: bytes, problems: Sequence[Problem], limits: Limits) -> bytes | None:
    """The workbook itself, marked in a process of its own; None where that one gave up."""
    lines = {
        "file": file,
        "limits": asdict(limits),
        "problems": [
            {field.name: getattr(problem, field.name) for field in fields(Problem)}
            | {"sheet": blocks.name_in_file(problem.sheet)}
            for problem in problems  # a question is marked like a problem
        ],
    }
    try:
        done = subprocess.run(
            [sys.executable, "-m", "src.ingest.templates.mark_worker"],
            cwd=PROJECT,
            input=json.dumps(lines).encode() + b"\n" + content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=limits.seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return None
    return done.stdout if done.returncode == 0 else None


def _new(file: str, read: Read, problems: Sequence[Problem]) -> bytes:
    """A new workbook of what was read: all of it, or the rows with a problem where that is too much."""
    whole = _size(read) <= MOST_CELLS
    book = Workbook()
    book.remove(book.worksheets[0])
    placed: dict[tuple[str, str], tuple[str, str]] = {}
    heading_rows = {found.sheet: found.heading_row - 1 for found in recognise(read, {})}
    left = MOST_CELLS
    for sheet in read.sheets:
        if is_ours(sheet):
            continue
        page = book.create_sheet(_NOT_IN_A_NAME.sub(" ", sheet.name)[:31] or _NAMELESS)
        cells = [cell for problem in problems if problem.sheet == sheet.name for cell in problem.cells]
        top = heading_rows.get(sheet.name, first_filled(sheet))
        rows = list(range(sheet.height)) if whole else _rows_with_a_problem(cells, sheet, top, left)
        left -= len(rows) * (len(sheet.columns) + 1)
        _write_rows(page, sheet, rows, top, numbered=not whole)
        page.freeze_panes = f"A{rows.index(top) + 2}" if top in rows else None
        at_row = {row: at for at, row in enumerate(rows, start=1)}
        for cell in cells:
            address = _ADDRESS.fullmatch(cell)
            if address and int(address[2]) - 1 in at_row:
                column = letters(number_of(address[1]) + (0 if whole else 1))
                placed[sheet.name, cell] = (page.title, f"{column}{at_row[int(address[2]) - 1]}")
    mark_cells.mark(book, file, problems, mark_cells.MEND_HERE if whole else mark_cells.MEND_YOURS, placed)
    return saved(book)


def _rows_with_a_problem(cells: Sequence[str], sheet: Sheet, top: int, most_cells: int) -> list[int]:
    """The row of the headings and the rows of these cells, from 0, as many as there is room for."""
    rows = {int(address[2]) - 1 for cell in cells if (address := _ADDRESS.fullmatch(cell))}
    most = max(most_cells // (len(sheet.columns) + 1), 1)
    return sorted({top, *sorted(row for row in rows if row < sheet.height)[: most - 1]})


def _write_rows(page: Worksheet, sheet: Sheet, rows: Sequence[int], top: int, *, numbered: bool) -> None:
    """Rows of text, as it was read. All of it stays text: 007 does not become 7."""
    first = 2 if numbered else 1
    widths: dict[int, int] = {}
    for at_row, row in enumerate(rows, start=1):
        if numbered:
            write(page, at_row, 1, ROW_IN_YOUR_FILE if row == top else row + 1)
        for at, text in enumerate(sheet.row(row), start=first):
            if text:
                cell = write(page, at_row, at, text)
                cell.number_format = "@"
                if row == top:
                    cell.font = Font(bold=True)
                if at_row <= _WIDTH_TAKEN_OF and row >= top:
                    widths[at] = max(widths.get(at, 0), len(text))
    for at, width in widths.items():
        page.column_dimensions[letters(at - 1)].width = min(max(width, _NARROWEST) + 3, _WIDEST)
