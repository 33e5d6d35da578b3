"""A binary workbook (.xlsb) rewritten for the parser, which passes over the short form in which cells may be written.

A sheet is a run of records: a kind, a size, and so many bytes. A cell in the short form leaves out its column, which
is the one after the cell before it. Here it gets its column back; whatever else the workbook holds stays as it is.
"""

import io
import zipfile
from collections.abc import Iterator

from src.contracts.problem import Refused
from src.ingest import file_type
from src.ingest.xlsx.archive import Archive

_ROW = 0
_LONG = range(1, 12)
"""The kinds of cells that begin with their column: blank, number, error, yes or no, text, formula."""
_SHORT = range(12, 19)
"""The same from blank to text without a column, in the same order."""
_COLUMN_BYTES = 4


def with_columns(archive: Archive) -> bytes:
    """The workbook with the column of every cell. Raises Refused where a sheet is cut short."""
    rewritten = io.BytesIO()
    with zipfile.ZipFile(rewritten, "w", zipfile.ZIP_STORED) as packed:
        for name in archive.parts:
            content = archive.whole(name)
            if name.lower().startswith("xl/worksheets/") and name.lower().endswith(".bin"):
                content = b"".join(_records(archive.file, content))
            packed.writestr(name, content)
    return rewritten.getvalue()


def _records(file: str, content: bytes) -> Iterator[bytes]:
    at, column = 0, -1
    while at < len(content):
        kind, start = _number(file, content, at, 2)
        size, start = _number(file, content, start, 4)
        body = content[start : start + size]
        if len(body) < size:
            raise Refused([file_type.damaged(file)])
        if kind == _ROW:
            column = -1
        elif kind in _LONG and size >= _COLUMN_BYTES:
            column = int.from_bytes(body[:_COLUMN_BYTES], "little")
        elif kind in _SHORT:
            column += 1
            kind, body = kind - _SHORT.start + _LONG.start, column.to_bytes(_COLUMN_BYTES, "little") + body
        yield _written(kind) + _written(len(body)) + body
        at = start + size


def _number(file: str, content: bytes, at: int, most: int) -> tuple[int, int]:
    """A number of seven bits a byte, the last of them without the eighth, and the place after it."""
    found = 0
    for place in range(most):
        if at + place >= len(content):
            raise Refused([file_type.damaged(file)])
        byte = content[at + place]
        found |= (byte & 0x7F) << (7 * place)
        if not byte & 0x80:
            return found, at + place + 1
    return found, at + most


def _written(number: int) -> bytes:
    found = bytearray()
    while True:
        number, byte = number >> 7, number & 0x7F
        found.append(byte | (0x80 if number else 0))
        if not number:
            return bytes(found)
