"""What a workbook says of itself: its sheets and their parts, its styles, where its days begin."""

import re
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from xml.etree.ElementTree import ParseError

import defusedxml.ElementTree
from defusedxml import DefusedXmlException

from src.contracts.problem import Problem, Refused
from src.ingest import file_type
from src.ingest.cell_addresses import letters
from src.ingest.xlsx import old_workbook, open_document, parts
from src.ingest.xlsx.archive import Archive
from src.settings import Limits

_MIXED = "a number format that shows a percent sign for some values and not for others"
VEILED = "a number format that hides the number or gives it another unit or size"
_LITERAL = re.compile(r'"([^"]*)"|\\(.)|\*(.)|\[\$([^\]-]*)[^\]]*\]')
"""What a format writes as it stands: in quotation marks, after a backslash, to fill a cell with, or as a currency."""
_SCALED = re.compile(r"[0#?],+(?![0#?,])")
"""A comma after the last digit, which shows thousands as one: 12,000 as 12."""
_OTHER_UNIT = re.compile(
    r"\b(k|mn?|bn|thousands?|millions?|billions?|0{3}s?|w|wks?|weeks?|mths?|months?|y|yrs?|years?|h|hrs?|hours?|mins?|minutes?"
    r"|per 1,?000)\b|\u2030",
    re.IGNORECASE,
)
"""What makes another number of one: 30 weeks, 61k. 30 days and 61 cases are what the heading says."""
_MACROS = ("vbaproject.bin", "vbadata.xml")
_BINARY_BOOK = "xl/workbook.bin"
"""The part that an .xlsb workbook has."""
_STYLE_KINDS = ("percent", "sign", "month", "struck", "mixed", "veiled")
_BUILT_IN = {9: frozenset({"percent"}), 10: frozenset({"percent"}), 17: frozenset({"month"})}
"""The numbers that Excel gives 0%, 0.00% and mmm-yy, which no workbook spells out."""


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What reading a sheet needs to know of its workbook."""

    percents: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    """By sheet, the row and column from 0 of each cell shown as a percentage."""
    signs: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    """Likewise of each cell that is a number of per cent already and is shown with the sign."""
    months: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    """Likewise of each cell shown as a month without a day."""
    veiled: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    """Likewise of each cell whose format hides a number or adds a word to it."""
    out_of_sight: dict[str, tuple[list[int], list[int]]] = field(default_factory=dict)
    """By sheet, the rows that are hidden, filtered out or struck through, and the columns that are hidden."""
    is_1904: bool | None = None
    has_macros: bool = False
    is_binary: bool = False
    """Whether its parts are no text, so that nothing is known of its styles and of what is hidden."""


def facts(archive: Archive) -> Facts:
    """Look through every part of a workbook. Raises Refused where it is not one that may be read."""
    names = {name.lower() for name in archive.parts}
    if "mimetype" in names and archive.whole("mimetype").strip().startswith(b"application/vnd.oasis.opendocument"):
        return _open_document(archive)
    if "xl/workbook.xml" not in archive.parts and not is_binary(archive):
        raise Refused([file_type.not_a_workbook(archive.file, "an archive that is not a workbook")])
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
    has_macros = any(name.endswith(_MACROS) or name.startswith("xl/macrosheets/") for name in names)
    return replace(Facts(is_binary=True) if is_binary(archive) else _excel(archive), has_macros=has_macros)


def is_binary(archive: Archive) -> bool:
    """Whether a workbook is an .xlsb, whose parts are no text."""
    return "xl/workbook.xml" not in archive.parts and _BINARY_BOOK in {name.lower() for name in archive.parts}


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
    styles = _styles(archive)
    noted = {}
    for part in archive.parts:
        if part in sheets:
            noted[sheets[part]] = parts.note(archive, part, sheets[part], [style.encode() for style in styles])
        else:
            deque(parts.refuse_entities(archive, part), maxlen=0)
    about = next((element for element in book if _tag(element) == "workbookPr"), None)
    is_1904 = about is not None and about.get("date1904") in ("1", "true")
    return replace(_of_noted(archive.file, noted, styles), is_1904=is_1904)


def facts_of_old(file: str, content: bytes) -> Facts:
    """What an .xls workbook says of itself. Raises Refused for errors in its cells."""
    found = old_workbook.look(content, _kinds_of_style)
    if found is None:
        return Facts(is_binary=True)
    return replace(_of_noted(file, found.sheets, found.styles), is_1904=found.is_1904)


def _of_noted(file: str, sheets: Mapping[str, parts.Noted], styles: Mapping[str, frozenset[str]]) -> Facts:
    """What was noted in each sheet, by what its styles say. Raises Refused for what cannot be read as it is seen."""
    found = Facts()
    problems: list[Problem] = []
    for sheet, noted in sheets.items():
        problems += parts.problems_of(file, sheet, noted)
        of_style = {
            kind: [(r, c) for r, c, style in noted.styled if kind in styles.get(style, ())] for kind in _STYLE_KINDS
        }
        found.percents[sheet] = of_style["percent"]
        found.signs[sheet] = of_style["sign"]
        found.months[sheet] = of_style["month"]
        struck = {row for row, _ in of_style["struck"]}
        found.out_of_sight[sheet] = sorted(struck | set(noted.hidden_rows)), noted.hidden_columns
        found.veiled[sheet] = of_style["veiled"]
        problems += [unlike_itself(file, sheet, letters(c) + str(r + 1), _MIXED) for r, c in of_style["mixed"]]
    if problems:
        raise Refused(problems)
    return found


def _open_document(archive: Archive) -> Facts:
    """An .ods workbook: looked through for what would be misread, as its parser tells none of it."""
    if b"encryption-data" in archive.whole("META-INF/manifest.xml"):
        raise Refused([file_type.protected(archive.file)])
    errors = 0
    for part in archive.parts:
        before = b""
        for piece in parts.refuse_entities(archive, part):
            if part == "content.xml":
                errors += (before + piece).count(b'value-type="error"')
                # Shorter than that, so that nothing is counted twice.
                before = piece[-17:]
    if errors:
        problem = Problem(
            file=archive.file,
            found="errors such as #N/A in an OpenDocument workbook",
            expected="values alone",
            todo="Mend the cells, or save it as an Excel workbook (.xlsx).",
        )
        raise Refused([problem])
    content = archive.whole("content.xml")
    shown = open_document.look(archive.file, content) if open_document.NOT_PLAIN.search(content) else {}
    return Facts(
        percents={name: found.percents for name, found in shown.items()},
        signs={name: found.signs for name, found in shown.items()},
        months={name: found.months for name, found in shown.items()},
        out_of_sight={name: (found.hidden_rows, found.hidden_columns) for name, found in shown.items()},
    )


def _styles(archive: Archive) -> dict[str, frozenset[str]]:
    """By the number of a cell style what it says of a cell, where that is to be known."""
    if "xl/styles.xml" not in archive.parts:
        return {}
    root = _parsed(archive, "xl/styles.xml")
    own = {int(form.get("numFmtId", 0)): form.get("formatCode", "") for form in root.iter() if _tag(form) == "numFmt"}
    children = {_tag(element): list(element) for element in root}
    struck = {
        number
        for number, font in enumerate(children.get("fonts", []))
        if any(_tag(mark) == "strike" and mark.get("val", "1") in ("1", "true") for mark in font)
    }
    found = {}
    for number, style in enumerate(children.get("cellXfs", [])):
        kinds = _kinds_of_style(int(style.get("numFmtId", 0)), int(style.get("fontId", 0)) in struck, own)
        if kinds:
            found[str(number)] = kinds
    return found


def _kinds_of_style(form: int, is_struck: bool, formats: Mapping[int, str]) -> frozenset[str]:
    """What a style of that number format says of a cell. `formats` are those of the workbook's own."""
    kinds = _kinds_of(formats[form]) if form in formats else _BUILT_IN.get(form, frozenset())
    return kinds | {"struck"} if is_struck else kinds


def _kinds_of(form: str) -> frozenset[str]:
    """What a number format says of a cell: its sections are taken apart, and what is quoted or escaped left out."""
    plain = re.sub(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]', "", form).lower().replace("general", "0")
    sections = plain.split(";")[:3]
    are_percent = {"%" in section for section in sections if section}
    if True in are_percent:
        return frozenset({"mixed" if False in are_percent else "percent"})
    if "%" in form:
        return frozenset({"sign"})
    first = sections[0]
    is_month = "mmm" in first or ("m" in first and "y" in first)
    if is_month and not re.search("[dhs0#]", first):
        return frozenset({"month"})
    # A zero may be shown as a dash or not at all; a text, "@", is shown as it is.
    is_a_number = not re.search("[dmyhsg@]", plain)
    shows_none = is_a_number and not re.search("[0#?]", first)
    literal = "".join(map("".join, _LITERAL.findall(re.sub(r"_.|\[(?!\$)[^\]]*\]", "", form))))
    has_a_unit = is_a_number and bool(_OTHER_UNIT.search(literal))
    # Digits that are no part of the number are next to it as if they were; those of a fraction are its lower half.
    has_digits = is_a_number and bool(re.search(r"\d", literal) or re.search("[1-9]", re.sub(r"/ *\d+", "", plain)))
    is_scaled = is_a_number and any(map(_SCALED.search, sections))
    return frozenset({"veiled"} if shows_none or has_a_unit or has_digits or is_scaled else ())


def unlike_itself(file: str, sheet: str, cell: str, found: str = VEILED) -> Problem:
    """A cell that shows something else than its number."""
    return Problem(
        file=file,
        sheet=sheet,
        cells=(cell,),
        found=found,
        expected="numbers that are shown as they are",
        todo="Give the cells one number format, such as General, and write a unit into the heading.",
    )


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
