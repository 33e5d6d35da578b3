"""The sheets that PEELboard itself adds to a workbook, so that they are known again and passed over."""

from src.ingest.cells import Sheet

NOTES_BEGIN = ("About", "What holds")
"""The first two cells of the second row of a template's notes."""
LISTS_BEGIN = "What the drop-downs offer"
PROBLEMS_BEGIN = "Problems in the file"


def is_ours(sheet: Sheet) -> bool:
    """Whether a sheet holds the notes or the lists of a template, or the problems of a marked copy."""
    first = sheet.columns[0][0] if sheet.height and sheet.columns else ""
    second = sheet.row(1)[:2] if sheet.height > 1 else ()
    return first == LISTS_BEGIN or first.startswith(PROBLEMS_BEGIN) or second == NOTES_BEGIN
