"""Makes the files that would harm a careless reader: nothing of them is kept, each is made when a test asks."""

import io
import struct
import zipfile
import zlib
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter

HEADINGS = ("As at", "Area", "Cases awaiting")
ROW = ("2024-02-01", "Dudley", 8)
CSV = "As at,Area,Cases awaiting\n2024-02-01,Dudley,8\n"
SHEET = "xl/worksheets/sheet1.xml"


def book(*rows: tuple[object, ...], sheet: str = "MARAC", **more: list[tuple[object, ...]]) -> Any:
    """A workbook of a sheet with these rows, the usual table where there are none, and further sheets by name."""
    created: Any = openpyxl.Workbook()
    created.active.title = sheet
    for name, lines in {sheet: rows or (HEADINGS, ROW), **more}.items():
        page = created[name] if name in created.sheetnames else created.create_sheet(name)
        for line in lines:
            page.append(line)
    return created


def saved(created: Any) -> bytes:
    """The bytes of a workbook."""
    stored = io.BytesIO()
    created.save(stored)
    return stored.getvalue()


def plain() -> bytes:
    """A workbook with nothing wrong in it."""
    return saved(book())


def changed(parts: dict[str, bytes | None], content: bytes | None = None) -> bytes:
    """A workbook with some of its parts replaced, added or, where None, taken out."""
    stored = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content or plain())) as old,
        zipfile.ZipFile(stored, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in dict.fromkeys([*old.namelist(), *parts]):
            body = parts[name] if name in parts else old.read(name)
            if body is not None:
                new.writestr(name, body)
    return stored.getvalue()


def part(name: str, content: bytes | None = None) -> bytes:
    """The bytes of one part."""
    with zipfile.ZipFile(io.BytesIO(content or plain())) as opened:
        return opened.read(name)


def with_cell(xml: bytes) -> bytes:
    """A workbook with a cell written into its second row by hand."""
    return changed({SHEET: part(SHEET).replace(b"</row></sheetData>", xml + b"</row></sheetData>")})


def far_cell() -> bytes:
    """One value in the last cell that Excel has: read carelessly, it asks for 512 GB."""
    created = book()
    created.active["XFD1048576"] = 1
    return saved(created)


def far_cell_under_a_veil() -> bytes:
    """The same, its address written with a letter escaped, so that a search for addresses misses it."""
    return with_cell(b'<c r="XF&#68;1048576"><v>1</v></c>')


def zip_bomb() -> bytes:
    """A sheet of 300 MB of spaces."""
    return changed({SHEET: part(SHEET).replace(b"<sheetData>", b"<sheetData>" + b" " * 300_000_000)})


def many_parts(count: int) -> bytes:
    """A workbook of very many empty parts."""
    stored = io.BytesIO(plain())
    with zipfile.ZipFile(stored, "a") as opened:
        for number in range(count):
            opened.writestr(f"xl/media/{number}", b"")
    return stored.getvalue()


def lying_size() -> bytes:
    """A sheet that says in the directory that it is 100 bytes long, with the checksum of its first 100."""
    content = plain()
    body = part(SHEET, content)
    entry = struct.pack("<III", zlib.crc32(body), _packed_size(content), len(body))
    lie = struct.pack("<III", zlib.crc32(body[:100]), _packed_size(content), 100)
    return content.replace(entry, lie)


def _packed_size(content: bytes) -> int:
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        return opened.getinfo(SHEET).compress_size


def entity_bomb() -> bytes:
    """Entities made of entities, a billion laughs when spelt out."""
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    head = f'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY l0 "ha">{laughs}]>'.encode()
    return changed({SHEET: head + part(SHEET).replace(b"<t>Dudley</t>", b"<t>&l9;</t>")})


def external_entity() -> bytes:
    """An entity that stands for a file of the machine that reads it, in the part that is read first."""
    head = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    return changed({"xl/workbook.xml": head + part("xl/workbook.xml")})


def truncated() -> bytes:
    """The first half of a workbook."""
    content = plain()
    return content[: len(content) // 2]


def password_protected() -> bytes:
    """The container that Excel puts around an encrypted workbook, as far as it says so."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(512)


def hidden_sheet() -> bytes:
    """A second sheet with something in it that nobody sees."""
    created = book(More=[("Victim",), ("A. Person",)])
    created["More"].sheet_state = "hidden"
    return saved(created)


def wide(columns: int) -> bytes:
    """Headings in very many columns."""
    created = book()
    created.active[f"{get_column_letter(columns)}1"] = "Last"
    return saved(created)


def open_document(cell: str) -> bytes:
    """An OpenDocument workbook of headings and one row, whose last cell is given as its XML."""
    spaces = "".join(
        f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
        for short, long in {"office": "office", "table": "table", "text": "text"}.items()
    )
    words = [*HEADINGS, *ROW[:2]]
    cells = [f'<table:table-cell office:value-type="string"><text:p>{w}</text:p></table:table-cell>' for w in words]
    lines = "".join(
        f"<table:table-row>{line}</table:table-row>" for line in ("".join(cells[:3]), "".join(cells[3:]) + cell)
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{spaces} xmlns:calcext="urn:org:documentfoundation:'
        f'names:experimental:calc:xmlns:calcext:1.0"><office:body><office:spreadsheet><table:table table:name="MARAC">'
        f"{lines}</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w", zipfile.ZIP_DEFLATED) as new:
        new.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        new.writestr("META-INF/manifest.xml", "<manifest/>")
        new.writestr("content.xml", content)
    return stored.getvalue()


def replaced(content: bytes, before: bytes, after: bytes) -> bytes:
    """An OpenDocument workbook with something in its content.xml put in the place of something else."""
    stored = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stored, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(before, after))
    return stored.getvalue()
