"""The rows under the headings of a table, sifted: totals and examples are left out, day numbers become dates."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy
import pandas
from numpy.typing import NDArray

from src.contracts.column import Column, Kind
from src.contracts.dataset import Dataset
from src.contracts.date_formats import as_date
from src.contracts.problem import Problem, Refused
from src.ingest.cells import Notice, Sheet, Texts, letters
from src.ingest.csv_file import SEPARATORS
from src.ingest.templates.example_row import EXAMPLE_DAY, EXAMPLE_NOTE, example
from src.wording import listed

TOTAL = re.compile(r"(grand |force |overall |sub-?)?totals?:?", re.IGNORECASE)
_SERIAL = re.compile(r"\d{5}")


@dataclass(frozen=True, kw_only=True)
class Body:
    """Rows under headings: the columns, which column of the dataset each is, and the rows of the sheet from 0."""

    texts: tuple[Texts, ...]
    columns: tuple[Column | None, ...]
    rows: NDArray[numpy.int64]

    def take(self, chosen: Any) -> "Body":
        """Some of the rows."""
        texts = tuple(column.take(chosen) for column in self.texts)
        return Body(texts=texts, columns=self.columns, rows=self.rows[chosen])


def without_totals(file: str, sheet: Sheet, body: Body) -> tuple[Body, list[Notice]]:
    """The rows without the totals at their end.

    A row is a total where its first word says so and it could be no row of the dataset: a column
    that may not be empty is, or the word stands where a date or a number belongs.
    """
    stored = len(body.rows)
    while stored and _is_total([texts[stored - 1] for texts in body.texts], body.columns):
        stored -= 1
    if stored == len(body.rows):
        return body, []
    met = f"a total under the rows, in {rows_named((body.rows[stored:] + 1).tolist())}"
    text = Notice(file=file, sheet=sheet.name, met=met, done="it was left out: totals are worked out")
    return body.take(slice(stored)), [text]


def _is_total(cells: Sequence[str], columns: Sequence[Column | None]) -> bool:
    first = next((at for at, cell in enumerate(cells) if cell), None)
    if first is None or not TOTAL.fullmatch(cells[first]):
        return False
    column = columns[first]
    misplaced = column is not None and column.kind in (Kind.DATE, Kind.INTEGER, Kind.DECIMAL)
    return misplaced or any(c is not None and c.required and not cell for c, cell in zip(columns, cells, strict=True))


def without_example(file: str, sheet: Sheet, body: Body, dataset: Dataset) -> tuple[Body, list[Notice]]:
    """The rows without the example row of a template. Raises Refused where there is no other."""
    noted = next((at for at, column in enumerate(body.columns) if column is not None and column.name == "note"), None)
    if noted is None or EXAMPLE_NOTE not in body.texts[noted].words:
        return body, []
    place = body.texts[noted].words.index(EXAMPLE_NOTE)
    rows = numpy.flatnonzero(body.texts[noted].places == place).tolist()
    examples = [row for row in rows if _is_example([texts[row] for texts in body.texts], body.columns, dataset)]
    sentences = []
    if examples:
        where = rows_named((body.rows[examples] + 1).tolist())
        met = f"the example row of the template, in {where}"
        sentences.append(Notice(file=file, sheet=sheet.name, met=met, done="it was left out"))
    if len(examples) == len(body.rows):
        raise Refused([_only_the_example(file, sheet)])
    if len(examples) < len(rows):
        met = "the note of the example row beside rows that were typed over it"
        sentences.append(Notice(file=file, sheet=sheet.name, met=met, done="the note was left out"))
    texts = list(body.texts)
    texts[noted] = texts[noted].changed(lambda text: "" if text == EXAMPLE_NOTE else text)
    body = Body(texts=tuple(texts), columns=body.columns, rows=body.rows)
    return body.take(numpy.setdiff1d(numpy.arange(len(body.rows)), examples)), sentences


def _is_example(cells: Sequence[str], columns: Sequence[Column | None], dataset: Dataset) -> bool:
    """Whether a row with the note of the example holds its date too, or in a list without dates its words."""
    by_name = {column.name: cell for column, cell in zip(columns, cells, strict=True) if column is not None}
    if dataset.dated_by:
        return as_date(by_name.get(dataset.dated_by, "")) == EXAMPLE_DAY
    required = [column for column in dataset.columns if column.required and column.kind is Kind.TEXT]
    return all(by_name.get(column.name) == example(column) for column in required)


def _only_the_example(file: str, sheet: Sheet) -> Problem:
    return Problem(
        file=file,
        sheet=sheet.name,
        found="no rows but the example",
        expected="rows of your own under the headings",
        todo="Type or paste them in place of the example row.",
    )


def with_days_as_dates(file: str, sheet: Sheet, body: Body, at_columns: Sequence[int]) -> tuple[Body, list[Notice]]:
    """The rows in which a bare day number under a heading of dates has become its date."""
    if sheet.is_1904 is None:
        return body, []
    # Excel takes 1900 for a leap year: from March 1900 on its count is right from 30 December 1899.
    start = date(1904, 1, 1) if sheet.is_1904 else date(1899, 12, 30)
    texts = list(body.texts)
    serials: list[tuple[int, int]] = []
    for at, column in enumerate(body.columns):
        if column is None or column.kind is not Kind.DATE:
            continue
        is_day = numpy.array([bool(_SERIAL.fullmatch(text)) for text in texts[at].words])
        if is_day.any():
            serials += [(row, at) for row in numpy.flatnonzero(is_day[texts[at].places]).tolist()]
            texts[at] = texts[at].changed(
                lambda text: (start + timedelta(days=int(text))).isoformat() if _SERIAL.fullmatch(text) else text
            )
    if not serials:
        return body, []
    sentence = Notice(
        file=file,
        sheet=sheet.name,
        cells=tuple([f"{letters(at_columns[at])}{body.rows[row] + 1}" for row, at in sorted(serials)]),
        met=f"days counted from {'1 January 1904' if sheet.is_1904 else '1 January 1900'} in place of dates",
        done="each was read as its date",
    )
    return Body(texts=tuple(texts), columns=body.columns, rows=body.rows), [sentence]


def refuse_merged(file: str, sheet: Sheet, row: int) -> None:
    """A value merged over several rows belongs to the first of them only, so the others would read as empty."""
    merged = tuple(
        f"{letters(left)}{first + 1}"
        for first, left, _, _ in sheet.merged
        if row < first < sheet.height and left < len(sheet.columns) and sheet.columns[left][first]
    )
    if merged:
        raise Refused(
            [
                Problem(
                    file=file,
                    sheet=sheet.name,
                    cells=merged,
                    found="merged cells among the rows",
                    expected="a value in each cell",
                    todo="Unmerge them and fill each cell in.",
                )
            ]
        )


def refuse_uneven(file: str, sheet: Sheet, rows: NDArray[numpy.int64], width: int) -> None:
    """Rows of a text file are as wide as the headings. Empty cells past the last heading are ignored."""
    assert sheet.widths is not None
    widths = sheet.widths[rows]
    further = numpy.zeros(len(rows), bool)
    for column in sheet.columns[width:]:
        further |= column.filled[rows]
    uneven = (widths < width) | further
    problems = [
        Problem(
            file=file,
            cells=tuple([f"A{number + 1}" for number in rows[uneven & (widths == found)].tolist()]),
            found=f"a row of {found} cells",
            expected=f"{width}, one for each heading",
            todo=f"Look for a {SEPARATORS[sheet.separator][:-1]} inside a cell that is not in quotation marks.",
        )
        for found in pandas.unique(widths[uneven])
    ]
    if problems:
        raise Refused(problems)


def rows_named(numbers: Sequence[int]) -> str:
    """Row 3; rows 3 and 5; rows 3, 5, 6, 7 and 8 and more."""
    shown = listed(str(number) for number in numbers[:5])
    return f"{'row' if len(numbers) == 1 else 'rows'} {shown}" + (" and more" if len(numbers) > 5 else "")
