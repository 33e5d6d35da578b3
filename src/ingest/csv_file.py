"""A text file becomes one sheet: how its letters are written and what sets its cells apart is decided, and said."""

import codecs
import csv
import io
from array import array
from collections.abc import Iterator

from src.contracts.problem import Notice, Problem, Refused
from src.ingest.sandbox.columnar import PLACE, ROWS_AT_ONCE, BareRead, BareSheet, Column, Gathering, first_longer
from src.settings import Limits

SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
ENCODINGS = {
    "utf-8-sig": "UTF-8",
    "utf-16": "UTF-16",
    "cp1252": "Windows-1252",
}
SAVE_AS = 'In Excel choose Save As, "CSV UTF-8 (comma delimited)".'
_SAMPLE_CHARACTERS = 64_000
_SAMPLE_LINES = 30
_STEP = 1 << 20
LARGE = 1 << 20
"""Text of more bytes than this is read at once where that can be."""


def read_text(file: str, content: bytes, limits: Limits) -> BareRead:
    """The one sheet of a text file. Raises Refused where it is not one."""
    encoding = _encoding(file, content)
    separator = _separator(content, encoding)
    sheet = _even(content, encoding, separator, limits) if len(content) > LARGE else None
    if sheet is None:
        sheet = _sheet(file, io.TextIOWrapper(io.BytesIO(content), encoding=encoding, newline=""), separator, limits)
    met = f"{ENCODINGS[encoding]} text with its cells set apart by {SEPARATORS[separator]}"
    return BareRead(sheets=[sheet], handlings=[Notice(file=file, met=met, done="it was read as such")])


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
    """Whether bytes are letters written in this way."""
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


def _separator(content: bytes, encoding: str) -> str:
    """The separator that stands on the most lines; of several, the one that cuts them most evenly."""
    # Only the beginning is decoded here, and a letter may be cut in two at its end: that much is ignored.
    sample = codecs.getincrementaldecoder(encoding)().decode(content[: 4 * _SAMPLE_CHARACTERS])[:_SAMPLE_CHARACTERS]

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


def _sheet(file: str, text: Iterator[str], separator: str, limits: Limits) -> BareSheet:
    """Every row of a text, blank ones too. Raises Refused where it is no text of rows, or past a limit."""
    gathering = Gathering()
    rows: list[list[str]] = []
    try:
        for cells in csv.reader(text, delimiter=separator, strict=True):
            rows.append(cells)
            if len(cells) > limits.columns:
                raise Refused([_too_wide(file, gathering.height + len(rows), len(cells), limits)])
            if len(rows) == ROWS_AT_ONCE:
                _gather(gathering, rows, file, limits)
                rows = []
    except csv.Error as error:
        at = gathering.height + len(rows) + 1
        if "field larger" in str(error):
            raise Refused([_too_long(file, at, limits)]) from None
        raise Refused(
            [
                Problem(
                    file=file,
                    cells=(f"A{at}",),
                    found="a quotation mark that is never closed, or a broken line",
                    expected=f"rows of cells set apart by {SEPARATORS[separator]}",
                    todo="Open the file in Excel and save it again as CSV UTF-8.",
                )
            ]
        ) from None
    _gather(gathering, rows, file, limits)
    columns = gathering.columns()
    too_long = first_longer(columns, limits.cell_characters)
    if too_long:
        raise Refused([_too_long(file, too_long[0] + 1, limits)])
    return BareSheet(columns=columns, height=gathering.height, widths=gathering.widths, separator=separator)


def _even(content: bytes, encoding: str, separator: str, limits: Limits) -> BareSheet | None:
    """A large text read at once, in half the time: one without quotation marks whose rows are all of one width.

    None for any other and for one past a limit: what is to be said of it is found row by row.
    """
    width = content.partition(b"\n")[0].count(separator.encode()) + 1
    is_even = encoding == "utf-8-sig" and 1 < width <= limits.columns
    if not is_even or b'"' in content:
        return None
    import pyarrow.csv  # takes longer to load than most files take to read

    names = [str(at) for at in range(width)]
    try:
        table = pyarrow.csv.read_csv(
            pyarrow.BufferReader(content),
            pyarrow.csv.ReadOptions(column_names=names, use_threads=False),
            pyarrow.csv.ParseOptions(delimiter=separator, quote_char=False, ignore_empty_lines=False),
            pyarrow.csv.ConvertOptions(column_types=dict.fromkeys(names, pyarrow.string()), check_utf8=False),
        )
    except pyarrow.ArrowInvalid:
        return None
    height = table.num_rows
    if height > limits.rows or height * width > limits.cells:
        return None
    columns, has_gap = list[Column](), list[bool]()
    for column in table.columns:
        encoded = column.dictionary_encode().combine_chunks()
        plain = pyarrow.compute.utf8_trim_whitespace(encoded.dictionary)
        words = pyarrow.concat_arrays([pyarrow.array([""]), plain])
        places = pyarrow.compute.add(encoded.indices, pyarrow.scalar(1, pyarrow.int32()))
        has_gap.append(plain.index("").as_py() >= 0)
        if has_gap[-1] or not plain.equals(encoded.dictionary):  # same words become one
            again = words.dictionary_encode()
            places, words = again.indices.take(places), again.dictionary
        if pyarrow.compute.max(pyarrow.compute.utf8_length(words)).as_py() > limits.cell_characters:
            return None
        columns.append(Column(words.to_pylist(), array(PLACE, places.to_numpy().tobytes())))
    if all(has_gap):  # there may be an empty line, which has no cell when read row by row and empty ones here
        return None
    widths = array(PLACE, [width]) * height
    return BareSheet(columns=tuple(columns), height=height, widths=widths, separator=separator)


def _gather(gathering: Gathering, rows: list[list[str]], file: str, limits: Limits) -> None:
    """Take some rows in. Raises Refused where there are too many then, before there is room made for them."""
    height = gathering.height + len(rows)
    width = max(gathering.width, max(map(len, rows), default=0))
    for count, most, what in ((height, limits.rows, "rows"), (height * width, limits.cells, "cells")):
        if count > most:
            raise Refused(
                [
                    Problem(
                        file=file,
                        found=f"more than {most:,} {what}",
                        expected="at most that many",
                        todo="Split the file, for example by year.",
                    )
                ]
            )
    gathering.add(rows)


def _too_wide(file: str, row: int, width: int, limits: Limits) -> Problem:
    return Problem(
        file=file,
        cells=(f"A{row}",),
        found=f"a row of {width:,} cells",
        expected=f"at most {limits.columns:,} columns",
        todo="Take out the columns that are not needed.",
    )


def _too_long(file: str, row: int, limits: Limits) -> Problem:
    return Problem(
        file=file,
        cells=(f"A{row}",),
        found="a row with a cell that is too long",
        expected=f"at most {limits.cell_characters:,} characters in a cell",
        todo="Shorten it, or look for a quotation mark that is never closed.",
    )
