"""What an .xlsx or .ods workbook says of itself: its sheets and their parts, its styles, where its days begin."""

from collections import deque
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import ParseError

import defusedxml.ElementTree
from defusedxml import DefusedXmlException

from src.contracts.problem import Problem, Refused
from src.ingest import file_type
from src.ingest.xlsx import parts
from src.ingest.xlsx.archive import Archive
from src.settings import Limits

_MACROS = ("vbaproject.bin", "vbadata.xml")
_PERCENT_FORMATS = {9, 10}
"""The numbers that Excel gives 0% and 0.00%, which no workbook spells out."""


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What reading a sheet needs to know of its workbook."""

    percents: dict[str, tuple[tuple[int, int], ...]] = field(default_factory=dict)
    """By sheet, the row and column from 0 of each cell shown as a percentage."""
    is_1904: bool | None = None


def facts(archive: Archive) -> Facts:
    """Look through every part of a workbook. Raises Refused where it is not one that may be read."""
    names = {name.lower() for name in archive.parts}
    if "mimetype" in names and archive.whole("mimetype").strip().startswith(b"application/vnd.oasis.opendocument"):
        return _open_document(archive)
    if "xl/workbook.bin" in names:
        raise Refused([file_type.not_a_workbook(archive.file, "a binary workbook (.xlsb)")])
    if "xl/workbook.xml" not in archive.parts:
        raise Refused([file_type.not_a_workbook(archive.file, "an archive that is not a workbook")])
    if any(name.endswith(_MACROS) or name.startswith("xl/macrosheets/") for name in names):
        raise Refused([file_type.macros(archive.file)])
    if any(name.startswith("xl/externallinks/") for name in names):
        raise Refused(
            [
                Problem(
                    file=archive.file,
                    found="links to other workbooks",
                    expected="values that stand in this one",
                    todo="Break the links in Excel (Data, Edit Links, Break Link) and save it again.",
                )
            ]
        )
    return _excel(archive)


def refuse_far(archive: Archive, limits: Limits) -> None:
    """Raises Refused where a sheet of an Excel workbook holds something past the limits."""
    if "xl/workbook.xml" in archive.parts:
        for part, name in _sheets(archive, _parsed(archive, "xl/workbook.xml")).items():
            if part in archive.parts:
                parts.refuse_far(archive, part, name, limits)


def _sheets(archive: Archive, book: Any) -> dict[str, str]:
    """The part of each sheet, with its name."""
    targets = {
        relation.get("Id"): _part(relation.get("Target", ""))
        for relation in _parsed(archive, "xl/_rels/workbook.xml.rels")
    }
    return {
        targets.get(_attribute(sheet, "id"), ""): str(sheet.get("name"))
        for sheet in book.iter()
        if _tag(sheet) == "sheet"
    }


def _excel(archive: Archive) -> Facts:
    book = _parsed(archive, "xl/workbook.xml")
    sheets = _sheets(archive, book)
    styles = _percent_styles(archive)
    percents = {}
    problems: list[Problem] = []
    for part in archive.parts:
        if part not in sheets:
            deque(parts.refuse_entities(archive, part), maxlen=0)
            continue
        noted = parts.note(archive, part, sheets[part], styles)
        problems += parts.problems_of(archive.file, sheets[part], noted)
        percents[sheets[part]] = tuple(noted.percents)
    if problems:
        raise Refused(problems)
    about = next((element for element in book if _tag(element) == "workbookPr"), None)
    return Facts(percents=percents, is_1904=about is not None and about.get("date1904") in ("1", "true"))


def _open_document(archive: Archive) -> Facts:
    """An .ods workbook: looked through for what would be misread, as its parser tells neither."""
    if any(name.startswith(("Basic/", "Scripts/")) for name in archive.parts):
        raise Refused([file_type.macros(archive.file)])
    if b"encryption-data" in archive.whole("META-INF/manifest.xml"):
        raise Refused([file_type.protected(archive.file)])
    errors = shares = 0
    for part in archive.parts:
        before = b""
        for piece in parts.refuse_entities(archive, part):
            if part == "content.xml":
                errors += (before + piece).count(b'value-type="error"')
                shares += (before + piece).count(b'office:value-type="percentage"')
                # Shorter than either, so that nothing is counted twice.
                before = piece[-17:]
    for count, what in ((errors, "errors such as #N/A"), (shares, "percentages")):
        if count:
            raise Refused(
                [
                    Problem(
                        file=archive.file,
                        found=f"{what} in an OpenDocument workbook",
                        expected="values alone" if what.startswith("errors") else "plain numbers, 85 and not 85%",
                        todo="Mend the cells, or save it as an Excel workbook (.xlsx).",
                    )
                ]
            )
    return Facts()


def _percent_styles(archive: Archive) -> set[bytes]:
    """The numbers of the cell styles that show a share as a percentage."""
    if "xl/styles.xml" not in archive.parts:
        return set()
    styles = _parsed(archive, "xl/styles.xml")
    own = {
        int(form.get("numFmtId", 0))
        for form in styles.iter()
        if _tag(form) == "numFmt" and "%" in form.get("formatCode", "")
    }
    cell_styles: list[Any] = next((list(element) for element in styles if _tag(element) == "cellXfs"), [])
    return {
        str(number).encode()
        for number, style in enumerate(cell_styles)
        if int(style.get("numFmtId", 0)) in own | _PERCENT_FORMATS
    }


def _parsed(archive: Archive, name: str) -> Any:
    """A part as a tree. Raises Refused where it is damaged or declares an entity."""
    content = b"".join(parts.refuse_entities(archive, name)) if name in archive.parts else b""
    try:
        return defusedxml.ElementTree.fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError):
        raise Refused([file_type.damaged(archive.file)]) from None


def _part(target: str) -> str:
    """The part that a relation of the workbook points to."""
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"


def _tag(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _attribute(element: Any, name: str) -> str:
    """An attribute by its bare name where it has a namespace: r:id."""
    return next((str(value) for key, value in element.items() if key.endswith(f"}}{name}")), "")
