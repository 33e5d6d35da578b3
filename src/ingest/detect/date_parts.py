"""A year and a month, or a quarter, in two columns become one date in the column of the second."""

import re
from dataclasses import replace

import numpy

from src.contracts.date_formats import WHOLE_MONTHS
from src.contracts.problem import Notice
from src.ingest.cells import Read, Sheet, Texts, letters
from src.ingest.detect.header_matching import LOOKED_THROUGH, plain

_YEARS = frozenset(("year", "calendar year", "financial year", "fiscal year", "fy", "yr"))
_PARTS = frozenset(("month", "month name", "quarter", "qtr"))
_YEAR = re.compile(r"20\d{2}")
_FINANCIAL = re.compile(r"(?:FY ?)?(20\d{2})[/-](?:20)?\d{2}", re.IGNORECASE)
_MONTH = re.compile(WHOLE_MONTHS, re.IGNORECASE)
_QUARTER = re.compile(r"(?:Q|qtr|quarter) ?([1-4])", re.IGNORECASE)
_FIRST_OF_NEXT = ("jan", "feb", "mar")


def joined(read: Read) -> Read:
    """The file with each such pair of columns as one. Cells keep their addresses."""
    notices: list[Notice] = []
    sheets = tuple(_sheet(read.file, sheet, notices) for sheet in read.sheets)
    return replace(read, sheets=sheets, handlings=(*read.handlings, *notices)) if notices else read


def _sheet(file: str, sheet: Sheet, notices: list[Notice]) -> Sheet:
    for row in range(min(LOOKED_THROUGH, sheet.height - 1)):
        headings = [plain(column[row]) for column in sheet.columns]
        years = [at for at, heading in enumerate(headings) if heading in _YEARS]
        parts = [at for at, heading in enumerate(headings) if heading in _PARTS]
        if len(years) == 1 and len(parts) == 1:
            return _joined(file, sheet, row, years[0], parts[0], notices)
    return sheet


def _joined(file: str, sheet: Sheet, row: int, year: int, part: int, notices: list[Notice]) -> Sheet:
    """The sheet with the years of one column put to the months or quarters of another; as it is where a pair is no date."""
    of_years, of_parts = sheet.columns[year], sheet.columns[part]
    below = numpy.arange(sheet.height) > row
    both = below & of_years.filled & of_parts.filled
    pairs = {
        pair: _date(*pair) for pair in set(zip(of_years.take(both).texts(), of_parts.take(both).texts(), strict=True))
    }
    if not pairs or not all(pairs.values()):
        return sheet
    texts, years = of_parts.texts(), of_years.texts()
    for at in numpy.flatnonzero(both).tolist():
        texts[at] = pairs[years[at], texts[at]]
    columns = list(sheet.columns)
    columns[part] = Texts.of(texts)
    columns[year] = Texts(of_years.bank, numpy.where(below | (numpy.arange(sheet.height) == row), 0, of_years.places))
    notices.append(
        Notice(
            file=file,
            sheet=sheet.name,
            cells=(f"{letters(year)}{row + 1}", f"{letters(part)}{row + 1}"),
            met=f'"{of_years[row]}" and "{of_parts[row]}" in two columns',
            done="they were read as one date",
        )
    )
    return replace(sheet, columns=tuple(columns))


def _date(year: str, part: str) -> str:
    """Mar 2024 of 2024 and March, Q4 2023/24 of 2023/24 and Q4; nothing where the two make no date."""
    financial, quarter = _FINANCIAL.fullmatch(year), _QUARTER.fullmatch(part)
    if not financial and not _YEAR.fullmatch(year):
        return ""
    if quarter:
        return f"Q{quarter[1]} {year}"
    if not _MONTH.fullmatch(part):
        return ""
    first = int(financial[1]) + (part[:3].lower() in _FIRST_OF_NEXT) if financial else year
    return f"{part} {first}"
