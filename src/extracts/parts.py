"""The parts of an Excel workbook looked through as text, for what the parser passes over in silence.

It reads an error as an empty cell and a formula that was never worked out as one, knows no number
formats, and asks for all the memory between the first cell and the last.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from src.extracts import kinds
from src.extracts.archive import Archive
from src.extracts.cells import letters, number_of
from src.extracts.problems import Problem, Refused, gathered
from src.settings import Limits

_LONGEST_ROW = 16 * kinds.MEGABYTE
_DTD = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
_NOT_XML = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".emf", ".wmf", ".bin", ".ole")
_COLUMNS = re.compile(rb"\br\s*=\s*[\"']([A-Za-z]+)\d")
_FAR_ROWS = re.compile(rb"\br\s*=\s*[\"'][A-Za-z]+(\d{5,})[\"']")
_ERROR = re.compile(rb"\bt\s*=\s*[\"']e[\"']")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_CELL = re.compile(rb"<(?:\w+:)?c\s([^>]*)>")
_WITHOUT_VALUE = re.compile(
    rb"<(?:\w+:)?c\s([^>]*)>\s*<(?:\w+:)?f(?:\s[^>]*)?(?:/>|(?<!/)>[^<]*</(?:\w+:)?f>)\s*"
    rb"(</(?:\w+:)?c>|<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</)"
)
_REFERENCE = re.compile(rb"\br\s*=\s*[\"']([A-Za-z]+)(\d+)[\"']")
_STYLE = re.compile(rb"\bs\s*=\s*[\"'](\d+)[\"']")
_TEXT_RESULT = re.compile(rb"\bt\s*=\s*[\"']str[\"']")


@dataclass(kw_only=True)
class Noted:
    """What was noted in a sheet: cells by their address, percent cells by row and column from 0."""

    errors: list[str] = field(default_factory=list)
    formulas: list[str] = field(default_factory=list)
    percents: list[tuple[int, int]] = field(default_factory=list)
    last_row: int = 0
    last_column: int = 0


def refuse_entities(archive: Archive, name: str) -> Iterator[bytes]:
    """The pieces of a part as they pass. Raises Refused where one declares a document type or an entity."""
    before = b""
    for piece in archive.unpack(name):
        if not name.lower().endswith(_NOT_XML):
            if not before and piece[:2] in (b"\xff\xfe", b"\xfe\xff"):
                raise Refused([_not_plain(archive.file, name, "is not written in UTF-8")])
            if _DTD.search(before + piece):
                raise Refused([_not_plain(archive.file, name, "declares XML entities")])
            before = piece[-16:]
        yield piece


def note(archive: Archive, part: str, sheet: str, percent_styles: set[bytes], limits: Limits) -> Noted:
    """What is to be noted of a sheet. Raises Refused at a cell past the limits."""
    noted = Noted()
    waiting = b""
    for piece in refuse_entities(archive, part):
        waiting += piece
        cut = waiting.rfind(b"row>") + 4
        if cut < 4:
            if len(waiting) > _LONGEST_ROW:
                raise Refused(
                    [
                        Problem(
                            file=archive.file,
                            sheet=sheet,
                            found=f"a row of more than {_LONGEST_ROW // kinds.MEGABYTE} MB",
                            expected="at most that much",
                            todo="Copy the rows to a new workbook and supply that.",
                        )
                    ]
                )
            continue
        _note_rows(noted, waiting[:cut], archive.file, sheet, percent_styles, limits)
        waiting = waiting[cut:]
    _note_rows(noted, waiting, archive.file, sheet, percent_styles, limits)
    return noted


def _note_rows(noted: Noted, rows: bytes, file: str, sheet: str, percent_styles: set[bytes], limits: Limits) -> None:
    """Add what whole rows hold. Quick searches say whether the slow one, cell by cell, is needed."""
    column = max((number_of(name.decode()) for name in set(_COLUMNS.findall(rows))), default=0) + 1
    row = max((int(number) for number in _FAR_ROWS.findall(rows)), default=0)
    if column > limits.columns or row > limits.rows:
        column, row = _refuse_far(rows, file, sheet, limits)
    noted.last_column = max(noted.last_column, column)
    noted.last_row = max(noted.last_row, row)
    if noted.last_row * noted.last_column > limits.cells:
        raise Refused(
            [
                Problem(
                    file=file,
                    sheet=sheet,
                    found=f"values down to row {noted.last_row:,} and in column {letters(noted.last_column - 1)}",
                    expected=f"at most {limits.cells:,} cells between the first and the last",
                    todo="Delete the rows and columns that are not part of the table.",
                )
            ]
        )
    if _ERROR.search(rows) or percent_styles:
        for cell in _CELL.finditer(rows):
            attributes = cell[1]
            if _ERROR.search(attributes):
                noted.errors.append(_address(attributes))
            style = _STYLE.search(attributes)
            place = _REFERENCE.search(attributes)
            if style and style[1] in percent_styles and place and not attributes.endswith(b"/"):
                noted.percents.append((int(place[2]) - 1, number_of(place[1].decode())))
    if _FORMULA.search(rows):
        for cell in _WITHOUT_VALUE.finditer(rows):
            # A formula whose result is a text of no letters has a value: that text.
            if cell[2].startswith(b"</") or not _TEXT_RESULT.search(cell[1]):
                noted.formulas.append(_address(cell[1]))


def _refuse_far(rows: bytes, file: str, sheet: str, limits: Limits) -> tuple[int, int]:
    """Raises Refused at the first cell past the limits that holds something; else the last column and row that do."""
    last_column, last_row = 0, 0
    for cell in _CELL.finditer(rows):
        place = None if cell[1].endswith(b"/") else _REFERENCE.search(cell[1])
        if not place:
            continue
        column, row = number_of(place[1].decode()) + 1, int(place[2])
        if column > limits.columns or row > limits.rows:
            raise Refused(
                [
                    Problem(
                        file=file,
                        sheet=sheet,
                        cells=(f"{place[1].decode().upper()[:8]}{row}",),
                        found="a cell outside the part of a sheet that is read",
                        expected=f"at most {limits.columns:,} columns and {limits.rows:,} rows",
                        todo="Delete what stands there, or split the file.",
                    )
                ]
            )
        last_column, last_row = max(last_column, column), max(last_row, row)
    return last_column, last_row


def problems_of(file: str, sheet: str, noted: Noted) -> tuple[Problem, ...]:
    """What in a sheet keeps it from being read."""
    found = [
        Problem(
            file=file,
            sheet=sheet,
            cells=(address,),
            found="an error such as #N/A",
            expected="a value, or an empty cell",
            todo="Mend the formula, or empty the cell.",
        )
        for address in noted.errors
    ]
    found += [
        Problem(
            file=file,
            sheet=sheet,
            cells=(address,),
            found="a formula that was never worked out",
            expected="a formula with its value",
            todo="Open the workbook in Excel and save it again.",
        )
        for address in noted.formulas
    ]
    return gathered(found)


def _address(attributes: bytes) -> str:
    place = _REFERENCE.search(attributes)
    return f"{place[1].decode().upper()}{int(place[2])}" if place else "without an address"


def _not_plain(file: str, name: str, what: str) -> Problem:
    return Problem(
        file=file,
        found=f'a part, "{name[:60]}", that {what}',
        expected="a workbook as Excel saves it",
        todo="Copy the rows to a new workbook and supply that.",
    )
