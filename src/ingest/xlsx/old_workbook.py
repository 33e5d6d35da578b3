"""An .xls workbook looked through for what its parser passes over in silence: number formats, errors, what is hidden.

It is a file of streams in sectors, one of which holds the records of the workbook one after another.
"""

import struct
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from src.ingest.cell_addresses import letters
from src.ingest.xlsx.parts import Noted

_SIGNATURE = bytes.fromhex("d0cf11e0a1b11ae1")
_LARGEST_SECTOR = 0xFFFFFFFA
"""Numbers from here on stand for no sector."""
_VERSION = 0x0600
"""Excel 97 to 2003; what older ones wrote is not looked through."""
_BEGIN, _END, _PROTECTED, _DATES, _SHEET, _FONT, _FORMAT, _STYLE = 0x809, 0x0A, 0x2F, 0x22, 0x85, 0x31, 0x41E, 0xE0
_ROW, _COLUMNS, _ERROR, _FORMULA, _SEVERAL = 0x208, 0x7D, 0x205, 0x06, 0xBD
_CELLS = frozenset((0x203, 0x27E, 0xFD, 0x204, 0xD6, _ERROR, _FORMULA))
"""Numbers in two lengths, texts in three forms, errors and formulas: each a row, a column and a style."""
_NOT_COUNTED_FONT = 4
"""The fonts are numbered without it."""


@dataclass(frozen=True, kw_only=True)
class OldWorkbook:
    """What was noted in a workbook."""

    is_1904: bool
    styles: Mapping[str, frozenset[str]]
    """By the number of a style what it says of a cell, where it says something."""
    sheets: Mapping[str, Noted]


KindsOf = Callable[[int, bool, Mapping[int, str]], frozenset[str]]
"""What a style says of a cell, by the number of its format, whether it strikes through, and the workbook's formats."""


def look(content: bytes, kinds_of: KindsOf) -> OldWorkbook | None:
    """What a workbook says of itself; None where it is of another version, or damaged so that nothing is sure."""
    try:
        stream = _workbook_stream(content)
        return _looked_through(stream, kinds_of) if stream else None
    except (struct.error, IndexError, UnicodeDecodeError):
        return None


def _looked_through(stream: bytes, kinds_of: KindsOf) -> OldWorkbook | None:
    is_1904, formats, styles = False, dict[int, str](), list[tuple[int, int]]()
    struck, sheets = list[bool](), dict[str, int]()
    for kind, record in _records(stream, 0):
        if kind == _PROTECTED or (kind == _BEGIN and struct.unpack_from("<H", record)[0] != _VERSION):
            return None
        if kind == _DATES:
            is_1904 = record[0] == 1
        elif kind == _SHEET:
            sheets[_text(record[6:], record[6], 1)] = struct.unpack_from("<I", record)[0]
        elif kind == _FONT:
            struck.append(bool(record[2] & 8))
        elif kind == _FORMAT:
            number, length = struct.unpack_from("<HH", record)
            formats[number] = _text(record[2:], length, 2)
        elif kind == _STYLE:
            font, form = struct.unpack_from("<HH", record)
            styles.append((font - (font > _NOT_COUNTED_FONT), form))
    kinds = (kinds_of(form, font < len(struck) and struck[font], formats) for font, form in styles)
    telling = {number: found for number, found in enumerate(kinds) if found}
    return OldWorkbook(
        is_1904=is_1904,
        styles={str(number): found for number, found in telling.items()},
        sheets={name: _noted(stream, start, telling) for name, start in sheets.items()},
    )


def _noted(stream: bytes, start: int, telling: Collection[int]) -> Noted:
    """What stands in the records of a sheet: of its cells those whose style says something."""
    noted = Noted()
    for kind, record in _records(stream, start):
        if kind == _ROW:
            row, marks = struct.unpack_from("<H10xH", record)
            noted.hidden_rows += [row] if marks & 0x20 else []
        elif kind == _COLUMNS:
            first, last, marks = struct.unpack_from("<HH4xH", record)
            noted.hidden_columns += range(first, last + 1) if marks & 1 else ()
        elif kind == _SEVERAL:
            row, first = struct.unpack_from("<HH", record)
            styles = (struct.unpack_from("<H", record, at)[0] for at in range(4, len(record) - 2, 6))
            noted.styled += [(row, first + at, str(style)) for at, style in enumerate(styles) if style in telling]
        elif kind in _CELLS:
            row, column, style = struct.unpack_from("<HHH", record)
            noted.styled += [(row, column, str(style))] if style in telling else []
            is_error = record[7] == 1 if kind == _ERROR else kind == _FORMULA and _is_error(record[6:14])
            noted.errors += [f"{letters(column)}{row + 1}"] if is_error else []
    return noted


def _is_error(result: bytes) -> bool:
    """Whether what a formula came to is an error: its last bytes say that it is no number, its first what it is."""
    return result[6:8] == b"\xff\xff" and result[0] == 2


def _text(record: bytes, length: int, of_length: int) -> str:
    """A text of so many letters behind its length and a mark that says how many bytes a letter has."""
    is_wide = record[of_length] & 1
    letters_of = record[of_length + 1 : of_length + 1 + length * (1 + is_wide)]
    return letters_of.decode("utf-16-le" if is_wide else "latin-1")


def _records(stream: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """The records of one part of the stream, those of a chart inside it left out."""
    depth, at = 0, start
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        record = stream[at + 4 : at + 4 + length]
        at += 4 + length
        depth += (kind == _BEGIN) - (kind == _END)
        if depth == 1:
            yield kind, record
        elif depth < 1:
            return


def _workbook_stream(content: bytes) -> bytes:
    """The records of the workbook; nothing where the file has none."""
    if not content.startswith(_SIGNATURE):
        return b""
    size = 1 << min(struct.unpack_from("<H", content, 0x1E)[0], 16)
    if size not in (512, 4096):
        return b""
    of_directory, smallest, of_small = struct.unpack_from("<I4xII", content, 0x30)
    index = [number for number in struct.unpack_from("<109I", content, 0x4C) if number < _LARGEST_SECTOR]
    (of_more,) = struct.unpack_from("<I", content, 0x44)
    while of_more < _LARGEST_SECTOR and len(index) * size < len(content):
        *numbers, of_more = struct.unpack_from(f"<{size // 4}I", content, (of_more + 1) * size)
        index += [number for number in numbers if number < _LARGEST_SECTOR]
    following = [n for number in index for n in struct.unpack_from(f"<{size // 4}I", content, (number + 1) * size)]

    def sectors(first: int) -> bytes:
        return b"".join(content[(number + 1) * size : (number + 2) * size] for number in _chain(first, following))

    directory = sectors(of_directory)
    entries: dict[str, tuple[int, int]] = {}
    for at in range(0, len(directory) - 127, 128):
        length = struct.unpack_from("<H", directory, at + 64)[0]
        name = directory[at : at + max(length - 2, 0)].decode("utf-16-le")
        entries.setdefault(name, struct.unpack_from("<II", directory, at + 116))
    if "Workbook" not in entries:
        return b""
    first, length = entries["Workbook"]
    if length >= smallest:
        return sectors(first)[:length]
    small = sectors(entries["Root Entry"][0])
    table = sectors(of_small)
    next_small = struct.unpack(f"<{len(table) // 4}I", table[: len(table) // 4 * 4])
    return b"".join(small[number * 64 : number * 64 + 64] for number in _chain(first, next_small))[:length]


def _chain(first: int, following: Sequence[int]) -> Iterator[int]:
    """The sectors of one stream, each once at most."""
    number = first
    for _ in range(len(following)):
        if number >= len(following):
            return
        yield number
        number = following[number]
