"""A workbook becomes sheets of text. Runs only in the separate process: the parser can end the one it is in."""

import io
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import python_calamine

from src.extracts import archive, kinds, spreadsheet
from src.extracts.cells import Handling, Read, Sheet, letters
from src.extracts.kinds import FileKind
from src.extracts.problems import Problem, Refused
from src.settings import Limits
from src.wording import count_of


def read_workbook(file: str, content: bytes, kind: FileKind, limits: Limits) -> Read:
    """Every sheet of a workbook. Raises Refused."""
    facts = spreadsheet.Facts()
    if kind is FileKind.ZIP:
        facts = spreadsheet.facts(archive.look(file, content, limits), limits)
    try:
        book = python_calamine.load_workbook(io.BytesIO(content))
        return _read(file, book, kind, facts, limits)
    except python_calamine.PasswordError:
        raise Refused([kinds.protected(file)]) from None
    except (python_calamine.CalamineError, OSError, ValueError):
        raise Refused([kinds.damaged(file)]) from None


def _read(
    file: str, book: python_calamine.CalamineWorkbook, kind: FileKind, facts: spreadsheet.Facts, limits: Limits
) -> Read:
    sheets = []
    handlings = []
    problems = []
    for about in book.sheets_metadata:
        if about.typ in (python_calamine.SheetTypeEnum.MacroSheet, python_calamine.SheetTypeEnum.Vba):
            raise Refused([kinds.macros(file)])
        if about.typ is not python_calamine.SheetTypeEnum.WorkSheet:
            continue
        found = book.get_sheet_by_name(about.name)
        _refuse_size(file, about.name, found, limits)
        rows = found.to_python(skip_empty_area=False)
        percents = _percents(rows, facts.percents.get(about.name, ()))
        sheet = Sheet(
            name=about.name,
            rows=as_text(rows),
            merged=tuple(sorted((*first, *last) for first, last in found.merged_cell_ranges or ())),
            is_1904=facts.is_1904,
        )
        del rows, found
        if about.visible is not python_calamine.SheetVisibleEnum.Visible and any(any(row) for row in sheet.rows):
            problems.append(_hidden(file, about.name))
        longest = _longest(sheet, limits)
        problems += [_too_long(file, about.name, longest, limits)] if longest else []
        if percents:
            handlings.append(
                Handling(
                    file=file,
                    sheet=about.name,
                    cells=percents,
                    met="percentages",
                    done="each was read as its number: 85% as 85",
                )
            )
        sheets.append(sheet)
    if problems:
        raise Refused(problems)
    if kind is FileKind.OLE:
        handlings.append(
            Handling(
                file=file,
                met="an Excel 97 to 2003 workbook, in which errors look like empty cells and 85% like 0.85",
                done="its values were read as they stand: save it as .xlsx to have both seen",
            )
        )
    return Read(file=file, sheets=tuple(sheets), handlings=tuple(handlings))


def _percents(rows: list[list[Any]], places: tuple[tuple[int, int], ...]) -> tuple[str, ...]:
    """Turn shares shown as percentages into numbers of per cent. Returns the cells it was done in."""
    done = []
    for row, column in places:
        if row < len(rows) and column < len(rows[row]) and type(rows[row][column]) in (int, float):
            rows[row][column] = float(Decimal(repr(rows[row][column])) * 100)
            done.append(f"{letters(column)}{row + 1}")
    return tuple(done)


def _number(value: float) -> str:
    """15 digits, as Excel shows: 0.30000000000000004 is 0.3."""
    short = f"{value:.15g}"
    return f"{Decimal(short):f}" if "e" in short else short


def _moment(value: datetime) -> str:
    return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")


_TEXT: dict[type, Callable[[Any], str]] = {
    str: str.strip,
    bool: lambda value: "yes" if value else "no",
    int: str,
    float: _number,
    date: date.isoformat,
    datetime: _moment,
    time: time.isoformat,
    timedelta: str,
}


def as_text(rows: list[list[Any]]) -> tuple[tuple[str, ...], ...]:
    """Rows of values as text. Equal values of a type share one string."""
    known: dict[type, dict[Any, str]] = {kind: {} for kind in _TEXT}

    def text(value: Any) -> str:
        seen = known[type(value)]
        said = seen.get(value)
        if said is None:
            said = seen[value] = _TEXT[type(value)](value)
        return said

    return tuple([tuple([text(value) for value in row]) for row in rows])


def _refuse_size(file: str, name: str, found: python_calamine.CalamineSheet, limits: Limits) -> None:
    height, width = found.total_height, found.total_width
    if height > limits.rows or width > limits.columns or height * width > limits.cells:
        raise Refused(
            [
                Problem(
                    file=file,
                    sheet=name,
                    found=f"{count_of(height, 'row')} and {count_of(width, 'column')}",
                    expected=f"at most {limits.rows:,} rows, {limits.columns:,} columns and {limits.cells:,} cells",
                    todo="Delete what is not part of the table, or split the file.",
                )
            ]
        )


def _longest(sheet: Sheet, limits: Limits) -> str:
    """The first cell that is longer than the limit, or nothing."""
    for number, row in enumerate(sheet.rows, start=1):
        for column, cell in enumerate(row):
            if len(cell) > limits.cell_characters:
                return f"{letters(column)}{number}"
    return ""


def _too_long(file: str, sheet: str, cell: str, limits: Limits) -> Problem:
    return Problem(
        file=file,
        sheet=sheet,
        cells=(cell,),
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
