"""A workbook becomes sheets of text. Runs only in the separate process: the parser can end the one it is in."""

import io
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice
from typing import Any

import python_calamine

from src.contracts.problem import Notice, Problem, Refused, gathered
from src.ingest import file_type
from src.ingest.cell_addresses import letters
from src.ingest.file_type import FileKind
from src.ingest.sandbox.columnar import ROWS_AT_ONCE, BareRead, BareSheet, Column, Gathering, blank_places, first_longer
from src.ingest.xlsx import archive, binary, other_text, workbook_metadata
from src.settings import Limits
from src.wording import count_of

_VBA = "_VBA_PROJECT".encode("utf-16-le")
Places = dict[str, list[tuple[int, int]]]
"""By sheet, rows and columns from 0."""


def read_workbook(file: str, content: bytes, kind: FileKind, limits: Limits) -> BareRead:
    """Every sheet of a workbook. Raises Refused."""
    opened = archive.look(file, content, limits) if kind is FileKind.ZIP else None
    # The parser needs no lock of Python's: while it works at the first sheet, the parts are looked through.
    # Nobody waits for it where they are refused: this process ends as soon as that is said.
    is_binary = opened is not None and workbook_metadata.is_binary(opened)
    whole = binary.with_columns(opened) if opened and is_binary else content
    parsing = ThreadPoolExecutor(1).submit(_begun, whole)
    facts = workbook_metadata.facts(opened) if opened else workbook_metadata.facts_of_old(file, content)
    try:
        return _read(file, content, *parsing.result(), opened, facts, limits)
    except python_calamine.PasswordError:
        raise Refused([file_type.protected(file)]) from None
    except (python_calamine.CalamineError, OSError, ValueError):
        raise Refused([file_type.damaged(file)]) from None


def refuse_why(file: str, content: bytes, limits: Limits) -> None:
    """Raises Refused where a workbook that ended the process that parsed it shows why. It is not parsed here."""
    opened = archive.look(file, content, limits)
    workbook_metadata.facts(opened)
    workbook_metadata.refuse_far(opened, limits)


def _begun(content: bytes) -> tuple[python_calamine.CalamineWorkbook, list[python_calamine.CalamineSheet]]:
    """A workbook and the first of its sheets."""
    book = python_calamine.load_workbook(io.BytesIO(content))
    worksheets = [about.name for about in book.sheets_metadata if about.typ is python_calamine.SheetTypeEnum.WorkSheet]
    return book, [book.get_sheet_by_name(name) for name in worksheets[:1]]


def _read(
    file: str,
    content: bytes,
    book: python_calamine.CalamineWorkbook,
    begun: list[python_calamine.CalamineSheet],
    opened: archive.Archive | None,
    facts: workbook_metadata.Facts,
    limits: Limits,
) -> BareRead:
    sheets = []
    handlings = []
    problems = []
    has_macros = facts.has_macros or (opened is None and _VBA in content)
    for about in book.sheets_metadata:
        has_macros |= about.typ in (python_calamine.SheetTypeEnum.MacroSheet, python_calamine.SheetTypeEnum.Vba)
        if about.typ is not python_calamine.SheetTypeEnum.WorkSheet:
            continue
        found = begun.pop() if begun else book.get_sheet_by_name(about.name)
        height, width = (found.end[0] + 1, found.end[1] + 1) if found.end else (0, 0)
        if height > limits.rows or width > limits.columns or height * width > limits.cells:
            if opened:
                workbook_metadata.refuse_far(opened, limits)
            raise Refused([_too_large(file, about.name, height, width, limits)])
        columns, percents, veiled = _columns(found, about.name, facts)
        problems += [workbook_metadata.unlike_itself(file, about.name, cell) for cell in veiled]
        rows_out, columns_out = facts.out_of_sight.get(about.name, ([], []))
        if about.visible is not python_calamine.SheetVisibleEnum.Visible and any(any(c.places) for c in columns):
            problems.append(_hidden(file, about.name))
        too_long = first_longer(columns, limits.cell_characters)
        problems += [_too_long(file, about.name, *too_long, limits)] if too_long else []
        if percents:
            handlings.append(
                Notice(
                    file=file,
                    sheet=about.name,
                    cells=percents,
                    met="percentages",
                    done="each was read as its number: 85% as 85",
                )
            )
        sheets.append(
            BareSheet(
                name=about.name,
                columns=columns,
                height=height,
                merged=tuple(sorted((*first, *last) for first, last in found.merged_cell_ranges or ())),
                is_1904=facts.is_1904,
                hidden_rows=tuple(row for row in rows_out if row < height),
                hidden_columns=tuple(column for column in columns_out if column < width),
            )
        )
    if problems:
        raise Refused(gathered(problems))
    if facts.is_binary:
        what = "an old workbook (.xls)" if opened is None else "a binary workbook (.xlsb)"
        handlings.append(
            Notice(
                file=file,
                met=f"{what}, in which errors look like empty cells, 85% like 0.85 and hidden rows like others",
                done="its values were read as they stand: save it as .xlsx to have them seen",
            )
        )
    if has_macros:
        handlings.append(file_type.macros(file))
    texts = other_text.of_archive(opened) if opened else other_text.of_bytes(content)
    return BareRead(sheets=sheets, handlings=handlings, other_text=texts)


def _columns(
    found: python_calamine.CalamineSheet, name: str, facts: workbook_metadata.Facts
) -> tuple[tuple[Column, ...], tuple[str, ...], list[str]]:
    """The columns of a sheet as a reader sees them, the cells shown as a percentage, and those that hide their number."""
    if found.start is None:
        return (), (), []
    # Rows are given from the first of the sheet on, but their cells from the first column that holds something.
    left = found.start[1]
    shown: dict[int, list[tuple[int, Callable[[Any], Any]]]] = {}
    kinds: tuple[tuple[Places, Callable[[Any], Any]], ...] = (
        (facts.percents, _percent),
        (facts.signs, _with_sign),
        (facts.months, _month),
        (facts.veiled, _veiled),
    )
    for places, as_shown in kinds:
        for number, column in places.get(name, ()):
            shown.setdefault(number, []).append((column - left, as_shown))
    gathering = Gathering(_text)
    done: list[str] = []
    veiled: list[str] = []
    rows = found.iter_rows()
    while taken := list(islice(rows, ROWS_AT_ONCE)):
        for number, cells in enumerate(taken, start=gathering.height) if shown else ():
            for column, as_shown in shown.get(number, ()):
                if 0 <= column < len(cells):
                    before, cells[column] = cells[column], as_shown(cells[column])
                    if as_shown is _veiled and type(before) in (int, float):
                        veiled.append(f"{letters(left + column)}{number + 1}")
                    if as_shown is _percent and cells[column] is not before:
                        done.append(f"{letters(left + column)}{number + 1}")
        gathering.add(taken)
    return (*[Column([""], blank_places(gathering.height))] * left, *gathering.columns()), tuple(done), veiled


def _percent(value: Any) -> Any:
    """0.85 as 85%."""
    return f"{_number(float(Decimal(repr(value)) * 100))}%" if type(value) in (int, float) else value


def _with_sign(value: Any) -> Any:
    """8.42 with a percent sign that belongs to its number format as 8.42%."""
    return f"{_number(value)}%" if type(value) in (int, float) else value


def _month(value: Any) -> Any:
    """The first of March 2024, of which only the month is shown, as Mar 2024."""
    return f"{value:%b %Y}" if isinstance(value, date) else value


def _veiled(value: Any) -> Any:
    """A value whose format shows something else, as it is: the cells of numbers are named."""
    return value


def _number(value: float) -> str:
    """15 digits, as Excel shows: 0.30000000000000004 is 0.3."""
    short = f"{value:.15g}"
    return f"{Decimal(short):f}" if "e" in short else short


def _moment(value: datetime) -> str:
    return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")


_TEXT: dict[type, Callable[[Any], str]] = {
    str: str.strip,
    int: str,
    float: _number,
    date: date.isoformat,
    datetime: _moment,
    time: time.isoformat,
    timedelta: str,
}


def _text(value: Any) -> str:
    return _TEXT[type(value)](value)


def _too_large(file: str, name: str, height: int, width: int, limits: Limits) -> Problem:
    return Problem(
        file=file,
        sheet=name,
        found=f"{count_of(height, 'row')} and {count_of(width, 'column')}",
        expected=f"at most {limits.rows:,} rows, {limits.columns:,} columns and {limits.cells:,} cells",
        todo="Delete what is not part of the table, or split the file.",
    )


def _too_long(file: str, sheet: str, row: int, column: int, limits: Limits) -> Problem:
    return Problem(
        file=file,
        sheet=sheet,
        cells=(f"{letters(column)}{row + 1}",),
        found="a cell that is too long",
        expected=f"at most {limits.cell_characters:,} characters in a cell",
        todo="Shorten it.",
    )


def _hidden(file: str, sheet: str) -> Problem:
    return Problem(
        file=file,
        sheet=sheet,
        found="a hidden sheet with something in it",
        expected="every sheet in sight",
        todo="Unhide it to have it read, or delete it.",
    )
