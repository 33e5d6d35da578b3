"""The parts of an Excel workbook looked through as text, for what the parser passes over in silence.

It reads an error as an empty cell and a formula that was never worked out as one, knows no number
formats, and asks for all the memory between the first cell and the last.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from src.contracts.problem import Problem, Refused, gathered
from src.ingest import file_type
from src.ingest.cell_addresses import letters, number_of
from src.ingest.xlsx.archive import Archive
from src.settings import Limits

AN_ERROR, NOT_WORKED_OUT = "an error such as #N/A", "a formula that was never worked out"
_LONGEST_ROW = 16 * file_type.MEGABYTE
_DTD = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
_VEILED = re.compile(rb"<!\[CDATA\[|<!--|<\?(?!xml\s)")
"""What stands between the letters of a text and is no part of it: one program reads past it, another stops there."""
_VEILED_VALUE = re.compile(rb"<(?:\w+:)?v(?:\s[^>]*)?>[^<]*&#")
_OF_CELLS = ("xl/sharedstrings", "content.xml")
"""How the names of the parts begin that hold what stands in the cells of every sheet."""
_NOT_XML = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".emf", ".wmf", ".bin", ".ole")
_ERROR = re.compile(rb"\bt\s*=\s*[\"']e[\"']")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_CELL = re.compile(rb"<(?:\w+:)?c\s([^>]*)>")
_WITHOUT_VALUE = re.compile(
    rb"<(?:\w+:)?c\s([^>]*)>\s*<(?:\w+:)?f(?:\s[^>]*)?(?:/>|(?<!/)>[^<]*</(?:\w+:)?f>)\s*"
    rb"(</(?:\w+:)?c>|<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</)"
)
_REFERENCE = re.compile(rb"\br\s*=\s*[\"']([A-Za-z]+)(\d+)[\"']")
_PLACED = re.compile(rb"<(?:\w+:)?(row|c)(\s[^>]*)?/?>")
_STYLE = re.compile(rb"\bs\s*=\s*[\"'](\d+)[\"']")
_ROW = re.compile(rb"<(?:\w+:)?row\s([^>]*)>")
_COLUMN = re.compile(rb"<(?:\w+:)?col\s([^>]*)>")
_NUMBER = re.compile(rb"\br\s*=\s*[\"'](\d+)[\"']")
_HIDDEN = re.compile(rb"\bhidden\s*=\s*[\"'](?:1|true)[\"']")
_ENDS = re.compile(rb"\b(min|max)\s*=\s*[\"'](\d+)[\"']")
_MOST_COLUMNS = 16_384
_TEXT_RESULT = re.compile(rb"\bt\s*=\s*[\"']str[\"']")


@dataclass(kw_only=True)
class Noted:
    """What was noted in a sheet: cells by their address, rows and columns from 0."""

    errors: list[str] = field(default_factory=list)
    formulas: list[str] = field(default_factory=list)
    styled: list[tuple[int, int, str]] = field(default_factory=list)
    """The row, the column and the style of each cell whose style says something, both from 0."""
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)


def refuse_entities(archive: Archive, name: str, *, is_sheet: bool = False) -> Iterator[bytes]:
    """The pieces of a part as they pass. Raises Refused where one declares a document type or an entity.

    And where what cells hold stands in a comment, CDATA or an instruction, which one program reads and another passes over.
    """
    before, holds_cells = b"", is_sheet or name.lower().startswith(_OF_CELLS)
    for piece in archive.unpack(name):
        if not name.lower().endswith(_NOT_XML):
            # Power Query writes its part in UTF-16. It is looked through as text and never parsed.
            if not before and piece[:2] in (b"\xff\xfe", b"\xfe\xff") and not name.lower().startswith("customxml/"):
                raise Refused([_not_plain(archive.file, name, "is not written in UTF-8")])
            if b"!" in piece and _DTD.search(before + piece):
                raise Refused([_not_plain(archive.file, name, "declares XML entities")])
            if holds_cells and (b"!" in piece or b"?" in piece) and _VEILED.search(before + piece):
                found = "has comments, CDATA or instructions of XML, which hide what cells hold"
                raise Refused([_not_plain(archive.file, name, found)])
            before = piece[-16:]
        yield piece


def note(archive: Archive, part: str, sheet: str, styles: Collection[bytes]) -> Noted:
    """What is to be noted of a sheet. Plain searches say whether the slow ones, cell by cell, are needed."""
    noted = Noted()
    styled = _Styled(styles)
    for rows in _rows(archive, part, sheet):
        if b"&#" in rows and _VEILED_VALUE.search(rows):
            raise Refused([_not_plain(archive.file, part, "writes a value in character references")])
        if b'"e"' in rows or b"'e'" in rows:
            noted.errors += [_address(cell[1]) for cell in _CELL.finditer(rows) if _ERROR.search(cell[1])]
        if (b"<f" in rows or b":f" in rows) and _FORMULA.search(rows):
            for cell in _WITHOUT_VALUE.finditer(rows):
                # A formula whose result is a text of no letters has a value: that text.
                if cell[2].startswith(b"</") or not _TEXT_RESULT.search(cell[1]):
                    noted.formulas.append(_address(cell[1]))
        noted.styled += styled.of(rows)
        if b"hidden" in rows:
            noted.hidden_rows += [
                int(number[1]) - 1
                for row in _ROW.findall(rows)
                if _HIDDEN.search(row) and (number := _NUMBER.search(row))
            ]
            for column in filter(_HIDDEN.search, _COLUMN.findall(rows)):
                ends = dict(_ENDS.findall(column))
                noted.hidden_columns += range(int(ends[b"min"]) - 1, min(int(ends[b"max"]), _MOST_COLUMNS))
    return noted


def refuse_far(archive: Archive, part: str, sheet: str, limits: Limits) -> None:
    """Raises Refused where a sheet holds something past the limits. Slow: asked only where there is reason to."""
    last_column, last_row = 0, 0
    for rows in _rows(archive, part, sheet):
        for cell in _CELL.finditer(rows):
            place = None if cell[1].endswith(b"/") else _REFERENCE.search(cell[1])
            if not place:
                continue
            column, row = number_of(place[1].decode()) + 1, int(place[2])
            if column > limits.columns or row > limits.rows:
                raise Refused([_far(archive.file, sheet, f"{place[1].decode().upper()[:8]}{row}", limits)])
            last_column, last_row = max(last_column, column), max(last_row, row)
    if last_row * last_column > limits.cells:
        raise Refused(
            [
                Problem(
                    file=archive.file,
                    sheet=sheet,
                    found=f"values down to row {last_row:,} and in column {letters(last_column - 1)}",
                    expected=f"at most {limits.cells:,} cells between the first and the last",
                    todo="Delete the rows and columns that are not part of the table.",
                )
            ]
        )


def _rows(archive: Archive, part: str, sheet: str) -> Iterator[bytes]:
    """The part of a sheet, a piece at a time, none of which ends within a row."""
    waiting = b""
    for piece in refuse_entities(archive, part, is_sheet=True):
        waiting += piece
        cut = waiting.rfind(b"row>") + 4
        if cut >= 4:
            yield waiting[:cut]
            waiting = waiting[cut:]
        elif len(waiting) > _LONGEST_ROW:
            raise Refused(
                [
                    Problem(
                        file=archive.file,
                        sheet=sheet,
                        found=f"a row of more than {_LONGEST_ROW // file_type.MEGABYTE} MB",
                        expected="at most that much",
                        todo="Copy the rows to a new workbook and supply that.",
                    )
                ]
            )
    yield waiting


class _Styled:
    """Looks for the cells of some styles."""

    def __init__(self, styles: Collection[bytes]) -> None:
        self._styles = frozenset(styles)
        self._marks = [mark for style in sorted(styles) for mark in (b'"%s"' % style, b"'%s'" % style)]
        self._usual = re.compile(rb'<c r="([A-Z]+)(\d+)" s="(%s)"([^>]*)>' % b"|".join(sorted(styles)))
        self._row = -1

    def of(self, rows: bytes) -> Iterator[tuple[int, int, str]]:
        """The row and column from 0 of each such cell that holds something, and its style."""
        if not self._styles:
            return
        is_placed = b"<row>" not in rows and b"<c>" not in rows and b"<c s=" not in rows and b"<c t=" not in rows
        count = sum(rows.count(mark) for mark in self._marks)
        if is_placed and not count:
            return
        found = self._usual.findall(rows) if is_placed else []
        if is_placed and len(found) == count:
            for letters_of, row, style, rest in found:
                if not rest.endswith(b"/"):
                    yield int(row) - 1, number_of(letters_of.decode()), style.decode()
            return
        # Written in another way, or without addresses as Power BI does: a cell stands after the one before it.
        column = -1
        for kind, about in _PLACED.findall(rows):
            if kind == b"row":
                number = _NUMBER.search(about)
                self._row, column = int(number[1]) - 1 if number else self._row + 1, -1
                continue
            place, style_found = _REFERENCE.search(about), _STYLE.search(about)
            column = number_of(place[1].decode()) if place else column + 1
            if style_found and style_found[1] in self._styles and not about.endswith(b"/"):
                yield int(place[2]) - 1 if place else self._row, column, style_found[1].decode()


def _far(file: str, sheet: str, cell: str, limits: Limits) -> Problem:
    return Problem(
        file=file,
        sheet=sheet,
        cells=(cell,),
        found="a cell outside the part of a sheet that is read",
        expected=f"at most {limits.columns:,} columns and {limits.rows:,} rows",
        todo="Delete what stands there, or split the file.",
    )


def problems_of(file: str, sheet: str, noted: Noted) -> tuple[Problem, ...]:
    """What in a sheet keeps it from being read."""
    kinds = (
        (noted.errors, AN_ERROR, "a value, or an empty cell", "Mend the formula, or empty the cell."),
        (noted.formulas, NOT_WORKED_OUT, "a formula with its value", "Open the workbook in Excel and save it again."),
    )
    return gathered(
        [
            Problem(file=file, sheet=sheet, cells=(address,), found=found, expected=expected, todo=todo)
            for addresses, found, expected, todo in kinds
            for address in addresses
        ]
    )


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
