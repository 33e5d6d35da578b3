"""A text file becomes one sheet: how its letters are written and what sets its cells apart is decided, and said."""

import codecs
import csv
import io
from collections.abc import Iterator

from src.extracts.cells import Handling, Sheet
from src.extracts.problems import Problem, Refused
from src.settings import Limits

SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs"}
ENCODINGS = {
    "utf-8-sig": "UTF-8",
    "utf-16": "UTF-16",
    "cp1252": "Windows-1252",
}
SAVE_AS = 'In Excel choose Save As, "CSV UTF-8 (comma delimited)".'
_SAMPLE_CHARACTERS = 64_000
_SAMPLE_LINES = 30
_STEP = 1 << 20


def read_text(file: str, content: bytes, limits: Limits) -> tuple[Sheet, Handling]:
    """The one sheet of a text file. Raises Refused where it is not one."""
    encoding = _encoding(file, content)
    # Only the beginning is decoded here, and a letter may be cut in two at its end: that much is let go.
    sample = codecs.getincrementaldecoder(encoding)().decode(content[: 4 * _SAMPLE_CHARACTERS])
    separator = _separator(sample[:_SAMPLE_CHARACTERS])
    sheet = rows_of(file, io.TextIOWrapper(io.BytesIO(content), encoding=encoding, newline=""), separator, limits)
    decided = Handling(
        file=file,
        met=f"{ENCODINGS[encoding]} text with its cells set apart by {SEPARATORS[separator]}",
        done="it was read as such",
    )
    return sheet, decided


def _encoding(file: str, content: bytes) -> str:
    """How the letters are written. UTF-16 only by its mark; what is not UTF-8 is Windows-1252 if it can be."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        if _decodes(content, "utf-16"):
            return "utf-16"
        raise Refused([_not_text(file, "UTF-16 text that is cut short or damaged")])
    nul = content.find(b"\0")
    if nul >= 0:
        raise Refused([_not_text(file, f"a NUL byte, which no text holds (byte {nul + 1:,})")])
    for encoding in ("utf-8-sig", "cp1252"):
        if _decodes(content, encoding):
            return encoding
    raise Refused([_not_text(file, "bytes that are neither UTF-8 nor Windows-1252 text")])


def _decodes(content: bytes, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for start in range(0, len(content), _STEP):
            decoder.decode(content[start : start + _STEP])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _not_text(file: str, found: str) -> Problem:
    return Problem(file=file, found=found, expected="a workbook (.xlsx, .xls, .ods) or a CSV file", todo=SAVE_AS)


def _separator(sample: str) -> str:
    """The separator that stands on the most lines; of several, the one that cuts them most evenly."""

    def fit(separator: str) -> tuple[int, int]:
        widths = []
        lines = csv.reader(io.StringIO(sample, newline=""), delimiter=separator)
        try:
            for cells in lines:
                if any(cell.strip() for cell in cells):
                    widths.append(len(cells))
                if len(widths) == _SAMPLE_LINES:
                    break
        except csv.Error:
            pass  # said with its place when the whole is read
        return sum(width > 1 for width in widths), -len(set(widths))

    return max(SEPARATORS, key=fit)


def rows_of(file: str, text: Iterator[str], separator: str, limits: Limits) -> Sheet:
    """Every row of a text, blank ones too. Raises Refused at the first row that is none, or past a limit."""
    rows: list[tuple[str, ...]] = []
    known: dict[str, str] = {}
    cells_seen = 0
    reader = csv.reader(text, delimiter=separator, strict=True)
    try:
        for cells in reader:
            # Equal cells share one string: extracts repeat their dates and areas in every row.
            row = tuple([known.setdefault(cell, cell) for cell in map(str.strip, cells)])
            rows.append(row)
            cells_seen += len(row)
            if len(rows) > limits.rows or len(row) > limits.columns or cells_seen > limits.cells:
                raise Refused([_too_many(file, len(rows), len(row), limits)])
            if row and len(max(row, key=len)) > limits.cell_characters:
                raise Refused([_too_long(file, len(rows), limits)])
    except csv.Error as error:
        if "field larger" in str(error):
            raise Refused([_too_long(file, len(rows) + 1, limits)]) from None
        raise Refused(
            [
                Problem(
                    file=file,
                    cells=(f"A{len(rows) + 1}",),
                    found="a quotation mark that is never closed, or a broken line",
                    expected=f"rows of cells set apart by {SEPARATORS[separator]}",
                    todo="Open the file in Excel and save it again as CSV UTF-8.",
                )
            ]
        ) from None
    return Sheet(rows=tuple(rows), separator=separator)


def _too_many(file: str, rows: int, width: int, limits: Limits) -> Problem:
    if width > limits.columns:
        return Problem(
            file=file,
            cells=(f"A{rows}",),
            found=f"a row of {width:,} cells",
            expected=f"at most {limits.columns:,} columns",
            todo="Take out the columns that are not needed.",
        )
    if rows > limits.rows:
        return Problem(
            file=file,
            found=f"more than {limits.rows:,} rows",
            expected="at most that many",
            todo="Split the file, for example by year.",
        )
    return Problem(
        file=file,
        found=f"more than {limits.cells:,} cells",
        expected="at most that many",
        todo="Split the file, for example by year.",
    )


def _too_long(file: str, row: int, limits: Limits) -> Problem:
    return Problem(
        file=file,
        cells=(f"A{row}",),
        found="a row with a cell that is too long",
        expected=f"at most {limits.cell_characters:,} characters in a cell",
        todo="Shorten it, or look for a quotation mark that is never closed.",
    )
