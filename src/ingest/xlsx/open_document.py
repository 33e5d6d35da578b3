"""What an .ods workbook says of its cells that its parser does not tell: how they are shown, and what is out of sight."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import ParseError

import defusedxml.ElementTree
from defusedxml import DefusedXmlException

from src.contracts.problem import Refused
from src.ingest import file_type

NOT_PLAIN = re.compile(
    rb'value-type="percentage"|value-type="date"|visibility="(?:collapse|filter)"|line-through|%</text:p>'
)
"""Where none of these stands in a workbook its cells are what they seem."""
_MONTH = re.compile(r"[A-Za-z]{3,9}[-. ]+\d{2,4}")
_MOST_REPEATED = 100_000
"""A row or cell said to stand more often than this in a row only fills the sheet up."""
Places = list[tuple[int, int]]


@dataclass(kw_only=True)
class Shown:
    """Of one sheet, by row and column from 0, the cells shown in other forms, and the rows and columns out of sight."""

    percents: Places = field(default_factory=list)
    signs: Places = field(default_factory=list)
    months: Places = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)


def look(file: str, content: bytes) -> dict[str, Shown]:
    """What the part content.xml of a workbook says, by sheet. Raises Refused where it is damaged or declares an entity."""
    struck: set[str] = set()
    found: dict[str, Shown] = {}
    try:
        for element in _ended(content):
            if _tag(element) == "style":
                struck |= _struck(element)
            elif _tag(element) == "table":
                found[_of(element, "name")] = _sheet(element, struck)
                element.clear()
    except (ParseError, DefusedXmlException, ValueError):
        raise Refused([file_type.damaged(file)]) from None
    return found


def _ended(content: bytes) -> Iterator[Any]:
    for _, element in defusedxml.ElementTree.iterparse(io.BytesIO(content), forbid_dtd=True):
        yield element


def _struck(style: Any) -> set[str]:
    lines = {value for part in style for name, value in part.items() if "line-through" in name}
    return {_of(style, "name")} if lines - {"none"} else set()


def _sheet(table: Any, struck: set[str]) -> Shown:
    shown = Shown()
    row = column = 0
    for element in table.iter():
        if _tag(element) == "table-column":
            times = _repeated(element, "columns")
            if _of(element, "visibility") in ("collapse", "filter"):
                shown.hidden_columns += range(column, column + min(times, _MOST_REPEATED))
            column += times
        elif _tag(element) == "table-row":
            times = _repeated(element, "rows")
            if times <= _MOST_REPEATED:
                _row(element, range(row, row + times), struck, shown)
            row += times
    return shown


def _row(element: Any, rows: range, struck: set[str], shown: Shown) -> None:
    is_out = _of(element, "visibility") in ("collapse", "filter")
    column = 0
    for cell in element:
        times = _repeated(cell, "columns")
        kind = _of(cell, "value-type")
        if kind and times <= _MOST_REPEATED:
            is_out |= _of(cell, "style-name") in struck
            text = "".join(cell.itertext()).strip()
            for places, is_so in (
                (shown.percents, kind == "percentage"),
                (shown.signs, kind == "float" and text.endswith("%")),
                (shown.months, kind == "date" and bool(_MONTH.fullmatch(text))),
            ):
                if is_so:
                    places += [(row, at) for row in rows for at in range(column, column + times)]
        column += times
    if is_out:
        shown.hidden_rows += rows


def _repeated(element: Any, what: str) -> int:
    return int(_of(element, f"number-{what}-repeated") or 1)


def _tag(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _of(element: Any, name: str) -> str:
    """An attribute by its bare name."""
    return next((str(value) for key, value in element.items() if key.endswith(f"}}{name}")), "")
