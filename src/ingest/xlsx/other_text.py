"""Every text of a workbook that is no cell: comments, names, properties, headers, the copies behind pivot tables.

None of it is saved. It is handed over so that it can be looked through for people. What names whoever made the
workbook (its author, the authors of comments) is left out, as every workbook has it.
"""

import base64
import binascii
import html
import io
import re
import zipfile
from collections.abc import Iterator

from src.ingest.sandbox.columnar import BareSheet, Gathering
from src.ingest.xlsx.archive import Archive

_PLACES = {
    "threadedcomments": "a comment",
    "comments": "a comment",
    "pivotcache": "the copy of the rows behind a pivot table",
    "pivottables": "a pivot table",
    "tables/": "the headings of a table",
    "workbook.xml": "the names defined in the workbook",
    "docprops/": "the properties of the workbook",
    "meta.xml": "the properties of the workbook",
    "customxml/": "custom XML",
    "worksheets/": "a link, a header, a footer or a rule of a sheet",
    "styles.xml": "a header, a footer or a style",
    "content.xml": "a comment or a tracked change",
    "drawings/": "a text box",
    "charts/": "a chart",
    "model/": "the data model",
    "connections": "a connection",
    "querytables": "a connection",
    "externallinks": "the copy of another workbook",
    "sharedstrings": "a text that no cell shows any more",
}
_NOT_TEXT = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".emf", ".wmf", ".svg", ".ttf")
_AUTHORS = re.compile(r"<(?:\w+:)?(creator|lastModifiedBy|initial-creator|authors)\b[^>]*>.*?</(?:\w+:)?\1>", re.DOTALL)
_UNPARSED = re.compile(r"<!\[CDATA\[(.*?)(?:\]\]>|$)", re.DOTALL)
_REMARKS = re.compile(r"<!--(.*?)(?:-->|$)|<\?(.*?)(?:\?>|$)", re.DOTALL)
_PIECES = re.compile(r">([^<>]+)<|=\"([^\"]*)\"|='([^']*)'")
_NAMED = re.compile(
    r"<(?:\w+:)?(?:cacheField|tableColumn|definedName|named-range|database-range)\s[^>]*?\bname=\"([^\"]*)\""
)
_COMMENT = re.compile(
    r"<(?:\w+:)?(?:comment|threadedComment)\s[^>]*?\bref=\"(\w+)\"(.*?)</(?:\w+:)?(?:comment|threadedComment)>",
    re.DOTALL,
)
_NOTES = re.compile(r"<(office:annotation|table:tracked-changes)\b.*?</\1>", re.DOTALL)
_RUNS = re.compile(rb"[\x20-\x7e]{6,}|(?:[\x20-\x7e]\0){6,}")
_TELLING = re.compile(r"[^\W\d_]{2}|@|\d{4}")
_LONGEST, _OVERLAP = 4_096, 64
_MASHUP = re.compile(r"[A-Za-z0-9+/=\s]{200,}")
_LARGEST_FORMULA = 1_000_000

Found = tuple[str, str, str]
"""A place, a text that stands there, and a name that says what stands under it; one of the last two is empty."""


def of_archive(archive: Archive) -> BareSheet:
    """The texts of an .xlsx or .ods workbook."""
    return _sheet(found for part in archive.parts for found in _of_part(archive, part))


def of_bytes(content: bytes) -> BareSheet:
    """The texts of an .xls workbook, its cells among them: every run of letters in its bytes."""
    return _sheet(("a comment, a property or another part of the workbook", text, "") for text in _runs(content))


def _sheet(found: Iterator[Found]) -> BareSheet:
    gathering = Gathering()
    rows = [row for row in dict.fromkeys(found) if _TELLING.search(row[1] or row[2])]
    gathering.add([("", "", ""), *rows])
    return BareSheet(columns=gathering.columns(), height=gathering.height)


def _of_part(archive: Archive, part: str) -> Iterator[Found]:
    small = part.lower()
    if small.endswith(_NOT_TEXT) or "persons/" in small or small in ("mimetype", "[content_types].xml"):
        return
    place = next((place for mark, place in _PLACES.items() if mark in small), f'the part "{part[:60]}"')
    content = archive.whole(part)
    if not small.endswith((".xml", ".rels", ".vml", ".rdf")):
        yield from ((place, text, "") for text in _runs(content))
        return
    text, is_sheet = _decoded(content), "worksheets/" in small and small.endswith(".xml")
    if is_sheet and "<!" not in text and text.find("<?", 2) < 0:
        text = _without_cells(text)  # before it is searched, as it can be large: nothing stands among its cells
    text = _UNPARSED.sub(lambda found: html.escape(found[1]), text)
    for remark in _REMARKS.findall(text):
        yield from ((place, line, "") for line in _cut("".join(remark)))
    text = _REMARKS.sub("", text)  # what it parts is one text to whoever reads it
    if small == "content.xml":
        yield from ((place, "", name) for name in _NAMED.findall(text))
        text = "".join(found[0] for found in _NOTES.finditer(text))
    elif is_sheet:
        text = _without_cells(text)
    elif "omments" in small:
        for at, inside in _COMMENT.findall(text):
            pieces = list(_pieces(inside))  # and together: a value may be set in two styles
            yield from ((f"the comment on cell {at}", piece, "") for piece in (*pieces, *_cut("".join(pieces))))
        return
    text = _AUTHORS.sub("", text)
    yield from ((place, "", html.unescape(name)) for name in _NAMED.findall(text))
    yield from ((place, piece, "") for piece in _pieces(text))
    if "customxml" in small:
        yield from ((place, line, "") for packed in _MASHUP.findall(text) for line in _of_query(packed))


def _without_cells(text: str) -> str:
    """The text of a sheet before and after its cells."""
    start, end = text.find("<sheetData"), text.rfind("</sheetData>")
    return text[:start] + text[end:] if 0 <= start < end else text


def _decoded(content: bytes) -> str:
    is_wide = content[:2] in (b"\xff\xfe", b"\xfe\xff")
    return content.decode("utf-16" if is_wide else "utf-8", errors="replace")


def _pieces(text: str) -> Iterator[str]:
    """The texts and the values of attributes, long ones in pieces that overlap."""
    for groups in _PIECES.findall(text):
        yield from _cut(html.unescape(next(filter(None, groups), "")))


def _cut(text: str) -> Iterator[str]:
    """A text in pieces that overlap where it is long."""
    plain = text.strip()
    for start in range(0, len(plain), _LONGEST - _OVERLAP):
        yield plain[start : start + _LONGEST]


def _runs(content: bytes) -> Iterator[str]:
    for run in _RUNS.findall(content):
        yield from _cut(run.decode("utf-16-le" if b"\0" in run else "ascii"))


def _of_query(packed: str) -> Iterator[str]:
    """The formulas of a Power Query: an archive, packed as letters within a part."""
    try:
        content = base64.b64decode(packed, validate=False)
        with zipfile.ZipFile(io.BytesIO(content[content.find(b"PK\x03\x04") :])) as opened:
            for entry in opened.infolist():
                if entry.file_size <= _LARGEST_FORMULA:
                    yield from opened.read(entry).decode("utf-8", errors="replace").splitlines()
    except (zipfile.BadZipFile, binascii.Error, ValueError, OSError, NotImplementedError, RuntimeError):
        return
