"""How words are written into the cells of a workbook: as words, whatever they begin with."""

import io
import re
from typing import Any

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from src import wording

_NOT_WRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def write(sheet: Worksheet, row: int, at: int, value: Any) -> Any:
    """Write one cell. Text is only ever text: what begins with a sign is no formula, now or when it is edited."""
    cell = sheet.cell(row=row, column=at)
    if isinstance(value, str):
        cell.value = _NOT_WRITABLE.sub("\ufffd", value)
        keep_as_text(cell)
    else:
        cell.value = value
    return cell


def keep_as_text(cell: Any) -> None:
    """Mark a cell of text as text, so that it is no formula."""
    cell.data_type = "s"
    if str(cell.value).startswith(wording.FORMULA_SIGNS):
        cell.quotePrefix = True


def note(words: str) -> Comment:
    """A note on a cell, large enough for its words."""
    words = _NOT_WRITABLE.sub("\ufffd", words)
    return Comment(words, "PEELboard", width=300, height=40 + 20 * (len(words) // 40 + 1))


def saved(book: Workbook) -> bytes:
    """The bytes of a workbook."""
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()
