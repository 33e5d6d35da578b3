"""Rows as OData and SharePoint lists give them, page by page, in JSON: written as CSV, which is read like any other."""

import csv
import io
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

_ABOUT_ROWS = re.compile(r"(^|@)odata\.|^__")
"""How the names of fields begin, or go on, that say something of the row and are none of its values."""
_ENCODED = re.compile(r"_x([0-9a-fA-F]{4})_")


class NotRows(ValueError):
    """A text in JSON that holds no rows as those services give them, with what it holds."""


@dataclass(frozen=True, kw_only=True)
class Page:
    """Some rows, each its texts by their headings, and the address of the next page; empty after the last."""

    rows: Sequence[Mapping[str, str]]
    following: str


def is_json(content: bytes) -> bool:
    """Whether bytes begin as JSON does."""
    return content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"[")


def page(content: bytes) -> Page:
    """The rows of one answer. Raises NotRows."""
    try:
        found: Any = json.loads(content.decode("utf-8-sig"), parse_float=str, parse_int=str)
    except (ValueError, RecursionError):
        raise NotRows("JSON that is damaged") from None
    found = found.get("d", found) if isinstance(found, dict) else found
    following = ""
    if isinstance(found, dict):
        links = (found.get(name) for name in ("@odata.nextLink", "odata.nextLink", "__next"))
        following = next((link for link in links if isinstance(link, str)), "")
        found = found.get("value", found.get("results"))
    if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
        raise NotRows("JSON without rows")
    return Page(rows=[_row(row) for row in found], following=following)


def as_csv(rows: Sequence[Mapping[str, str]]) -> bytes:
    """The rows under the headings that any of them has, in the order they are first met."""
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    written = io.StringIO()
    csv.writer(written).writerows([headings, *([row.get(heading, "") for heading in headings] for row in rows)])
    return written.getvalue().encode()


def _row(fields: Mapping[str, Any]) -> dict[str, str]:
    return {_heading(name): _text(value) for name, value in fields.items() if not _is_about_row(name, value)}


def _is_about_row(name: str, value: Any) -> bool:
    return bool(_ABOUT_ROWS.search(name)) or (isinstance(value, dict) and "__deferred" in value)


def _heading(name: str) -> str:
    """As_x0020_at is how SharePoint writes As at."""
    return _ENCODED.sub(lambda found: chr(int(found[1], 16)), name)


def _text(value: Any) -> str:
    if isinstance(value, dict):  # a value of another list, of which one field was asked for
        value = value.get("results", [inner for name, inner in value.items() if not _is_about_row(name, inner)])
    if isinstance(value, list):
        return "; ".join(map(_text, value))
    return {True: "Yes", False: "No", None: ""}[value] if value is None or isinstance(value, bool) else str(value)
