"""The archive that a workbook is: looked at before anything of it is unpacked, and unpacked within limits."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from src.contracts.problem import Problem, Refused
from src.ingest import file_type
from src.settings import Limits

_END = b"PK\x05\x06"
_STEP = 1 << 20
_WORKBOOK_PARTS = {"[content_types].xml", "xl/workbook.xml", "xl/workbook.bin", "mimetype", "content.xml"}
_ZIP64_COUNT = 0xFFFF


@dataclass(frozen=True, kw_only=True)
class Archive:
    """An archive whose directory keeps the limits."""

    file: str
    content: bytes
    parts: dict[str, zipfile.ZipInfo]

    def unpack(self, name: str) -> Iterator[bytes]:
        """The bytes of a part, a piece at a time. Raises Refused where it is damaged or not as large as it says."""
        part = self.parts[name]
        start = part.header_offset
        header = self.content[start : start + 30]
        if len(header) < 30 or header[:4] != b"PK\x03\x04":
            raise Refused([file_type.damaged(self.file)])
        name_length, extra_length = struct.unpack("<HH", header[26:30])
        at = start + 30 + name_length + extra_length
        packed = memoryview(self.content)[at : at + part.compress_size]
        if part.compress_type == zipfile.ZIP_STORED:
            if part.compress_size != part.file_size or len(packed) != part.file_size:
                raise Refused([_lying(self.file, name)])
            yield bytes(packed)
            return
        inflate = zlib.decompressobj(-15)
        left = part.file_size
        waiting: bytes = bytes(packed)
        while not inflate.eof:
            try:
                piece = inflate.decompress(waiting, _STEP)
            except zlib.error:
                raise Refused([file_type.damaged(self.file)]) from None
            waiting = inflate.unconsumed_tail
            if not piece and not inflate.eof:
                raise Refused([file_type.damaged(self.file)])
            left -= len(piece)
            if left < 0:
                break
            if piece:
                yield piece
        if left != 0:
            raise Refused([_lying(self.file, name)])

    def whole(self, name: str) -> bytes:
        """All the bytes of a part; none where the archive has no such part."""
        return b"".join(self.unpack(name)) if name in self.parts else b""


def look(file: str, content: bytes, limits: Limits) -> Archive:
    """The archive's directory, nothing unpacked. Raises Refused where it is past a limit or no archive."""
    end = content.rfind(_END, max(0, len(content) - (1 << 16) - 22))
    if end < 0 or len(content) < end + 22:
        raise Refused([file_type.damaged(file)])
    # The count is read before the directory is: a million entries take long to list.
    (count,) = struct.unpack("<H", content[end + 10 : end + 12])
    (directory_size,) = struct.unpack("<I", content[end + 12 : end + 16])
    if count > limits.parts or count == _ZIP64_COUNT or directory_size > limits.parts * 1_000:
        raise Refused([_many(file, limits)])
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as opened:
            entries = opened.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, struct.error):
        raise Refused([file_type.damaged(file)]) from None
    if len(entries) > limits.parts:
        raise Refused([_many(file, limits)])
    for entry in entries:
        _refuse_entry(file, entry, limits)
    if len({entry.filename for entry in entries}) < len(entries):
        raise Refused([_unlike(file, "a workbook that holds the same part twice")])
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > limits.unpacked_megabytes * file_type.MEGABYTE:
        raise Refused(
            [
                Problem(
                    file=file,
                    found=f"a workbook of {unpacked / file_type.MEGABYTE:,.0f} MB when unpacked",
                    expected=f"at most {limits.unpacked_megabytes:,} MB",
                    todo="Copy the rows to a new workbook, or split them.",
                )
            ]
        )
    return Archive(file=file, content=content, parts={entry.filename: entry for entry in entries})


_OF_A_SYSTEM = re.compile(r"/$|^__MACOSX/|(^|/)(\.[^/]+|thumbs\.db|desktop\.ini)$", re.IGNORECASE)
"""What a system puts into a .zip beside the files: folders, and files for itself."""


def only_file(file: str, content: bytes, limits: Limits) -> bytes:
    """The one file that a .zip holds; the bytes as they are where they are no .zip. Raises Refused where it holds more."""
    if not content.startswith((b"PK\x03\x04", _END)):
        return content
    opened = look(file, content, limits)
    if _WORKBOOK_PARTS & {name.lower() for name in opened.parts}:
        return content
    files = [name for name in opened.parts if not _OF_A_SYSTEM.search(name)]
    if len(files) == 1:
        return opened.whole(files[0])
    raise Refused(
        [
            Problem(
                file=file,
                found=f"a .zip of {len(files):,} files",
                expected="a .zip of one file",
                todo="Unpack it and supply the files in it.",
            )
        ]
    )


def _refuse_entry(file: str, entry: zipfile.ZipInfo, limits: Limits) -> None:
    name = entry.filename
    if name.startswith("/") or "\\" in entry.orig_filename or ".." in name.split("/") or ":" in name:
        raise Refused([_unlike(file, f'a part named "{name[:60]}", which points outside the workbook')])
    if entry.flag_bits & 1:
        raise Refused([file_type.protected(file)])
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Refused([_unlike(file, "a workbook packed in a way that Excel does not use")])
    if entry.file_size > file_type.MEGABYTE and entry.file_size > limits.ratio * max(entry.compress_size, 1):
        raise Refused(
            [
                _unlike(
                    file,
                    f"a part that unpacks to {entry.file_size / max(entry.compress_size, 1):,.0f} times its size",
                    f"at most {limits.ratio:,} times",
                )
            ]
        )


def _many(file: str, limits: Limits) -> Problem:
    return _unlike(file, f"an archive of more than {limits.parts:,} parts", "a workbook of at most that many")


def _lying(file: str, name: str) -> Problem:
    return _unlike(file, f'a part, "{name[:60]}", that is not of the size it says it is')


def _unlike(file: str, found: str, expected: str = "a workbook as Excel saves it") -> Problem:
    return Problem(file=file, found=found, expected=expected, todo="Copy the rows to a new workbook and supply that.")
