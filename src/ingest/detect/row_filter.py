"""The rows under the headings of a table, sifted: totals and examples are left out, day numbers become dates."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy
import pandas
import pyarrow
import pyarrow.compute
from numpy.typing import NDArray

from src.contracts.column import Column, Kind
from src.contracts.dataset import Dataset
from src.contracts.date_formats import as_date, as_period, date_in
from src.contracts.problem import Problem, Question, Refused, Settled
from src.ingest.cells import Notice, Sheet, Texts, letters
from src.ingest.csv_file import SEPARATORS
from src.ingest.detect.header_matching import plain
from src.ingest.templates.example_row import EXAMPLE_DAY, EXAMPLE_NOTE, example
from src.wording import first_of

TOTAL = re.compile(r"(grand |force |overall |sub-?)?totals?:?|sum:?", re.IGNORECASE)
_SUM = re.compile(r"((grand|overall) )?totals?:?", re.IGNORECASE)
_FEWEST_SUMMED = 2
_ANY_TOTAL = r"(totals?|^sum):?$"
_NAMED_TOTAL = re.compile(r"([\w'&,./() -]+ )?(sub-?)?totals?:?|sum:?", re.IGNORECASE)
ROWS_ARE_RIGHT = "the rows are right"
ROWS_TO_LEAVE_OUT = "rows to leave out"
"""The answer that says how rows begin that are none of the table's own."""
NOTES_MET = "notes under the rows"
_NOTE = re.compile(
    r"(applied filters?|filters?|selections?|sources?|(foot)?notes?|exported|extracted|generated|printed|produced|created"
    r"|end of|page|report|data|figures|copyright|official)\b|[*†‡©]|\[\w\]|\(?\d{1,2}[.)]\s",
    re.IGNORECASE,
)
_FILTER = re.compile(r"\b(applied filters?|filters?|filtered by|selections?)\b", re.IGNORECASE)
STAMPS = re.compile(
    r"\b(export|extract|print|generat|creat|run|refresh|publish|produc|updat|download|saved|prepared)", re.IGNORECASE
)
"""Words that say when a file was made."""
_ABOUT_THE_FILE = re.compile(
    r"(source|note|official|page|data (as )?at)\b|(force|area|period|date|year|month|author|owner|version)s? ?:",
    re.IGNORECASE,
)
OF_PIVOTS = ("column labels", "row labels", "values")
"""What a pivot table writes over its labels."""
_WORDS_OF_A_NOTE = 5
_LONGEST_NOTE = 600
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


def without_notes(file: str, sheet: Sheet, top: int, rows: NDArray[numpy.int64]) -> tuple[Any, list[Notice]]:
    """The rows under the headings in row `top` without the notes at their end: filters, sources, footnotes.

    A note is a row of one cell (or of a label and a cell) that begins as notes do, or stands apart from the rows, or
    has more words than a value. A table of one column has none.
    """
    width = sum(map(bool, sheet.row(top)))
    stored, texts = len(rows), list[str]()
    while stored > 1 and width > 1:
        cells = [cell for cell in sheet.row(int(rows[stored - 1])) if cell]
        is_apart = bool(rows[stored - 1] - rows[stored - 2] > 1)
        if not _is_note(cells, is_apart or (bool(texts) and _follows(sheet, int(rows[stored - 1])))):
            break
        texts.insert(0, " ".join(" ".join(cells).split()))
        stored -= 1
    if stored == len(rows):
        return rows, []
    text = "; ".join(texts)
    notice = Notice(
        file=file,
        sheet=sheet.name,
        met=f'{NOTES_MET}, in {rows_named((rows[stored:] + 1).tolist())}: "{text[:_LONGEST_NOTE]}"',
        done="they were left out of the rows",
    )
    return rows[:stored], [notice]


def is_furniture(text: str) -> bool:
    """Whether words near a table say how, when or by whom it was made, and not what it counts."""
    is_stamp = bool(STAMPS.search(text)) and (bool(date_in(text)[0]) or " by" in text)
    return is_stamp or bool(_FILTER.search(text) or _ABOUT_THE_FILE.match(text)) or plain(text) in OF_PIVOTS


def filters_named(texts: Iterable[str]) -> str:
    """Those of some words that say how the rows were chosen."""
    found = [" ".join(text[where.start() :].split()) for text in texts if (where := _FILTER.search(text))]
    return "; ".join(text.removesuffix('"') for text in found)[:_LONGEST_NOTE]


def without_named(file: str, sheet: Sheet, rows: NDArray[numpy.int64], beginnings: str) -> tuple[Any, list[Notice]]:
    """The rows without those that begin with one of some words, divided by semicolons. Totals are left to be checked."""
    words = _beginnings(beginnings)
    if not words:
        return rows, []
    first = [next(filter(None, sheet.row(row)), "") for row in rows.tolist()]
    is_out = numpy.array([_begins(text, words) and not _NAMED_TOTAL.fullmatch(text) for text in first], bool)
    if not is_out.any():
        return rows, []
    met = f"rows that are to be left out, in {rows_named((rows[is_out] + 1).tolist())}"
    return rows[~is_out], [Notice(file=file, sheet=sheet.name, met=met, done="they were left out, as answered")]


def _beginnings(words: str) -> tuple[str, ...]:
    return tuple(word.strip().lower() for word in words.split(";") if word.strip())


def _begins(text: str, words: tuple[str, ...]) -> bool:
    return bool(words) and text.lower().startswith(words)


def _follows(sheet: Sheet, row: int) -> bool:
    """Whether a block of rows of one cell each goes on above a row up to a blank one."""
    while row > 0 and sheet.filled[row] and sum(map(bool, sheet.row(row))) == 1:
        row -= 1
    return not sheet.filled[row]


def _is_note(cells: Sequence[str], is_apart: bool) -> bool:
    first = cells[0]
    if as_date(first) or as_period(first) or not re.search(r"[A-Za-z]{2}", first) or TOTAL.fullmatch(first):
        return False
    if len(cells) > 1:
        return len(cells) == 2 and bool(_NOTE.match(first)) and first.endswith(":")
    return is_apart or bool(_NOTE.match(first)) or len(first.split()) >= _WORDS_OF_A_NOTE


def without_repeats(file: str, sheet: Sheet, top: Sequence[str], body: Body) -> tuple[Body, list[Notice]]:
    """The rows without those that repeat the headings, as exports of several pages have them."""
    is_repeat = numpy.ones(len(body.rows), bool)
    for heading, texts in zip(top, body.texts, strict=True):
        if is_repeat.any():
            is_heading = pyarrow.compute.equal(texts.bank, heading).to_numpy(zero_copy_only=False)
            is_repeat &= numpy.isin(texts.places, numpy.flatnonzero(is_heading))
    if not is_repeat.any():
        return body, []
    met = f"the headings again, in {rows_named((body.rows[is_repeat] + 1).tolist())}"
    return body.take(~is_repeat), [Notice(file=file, sheet=sheet.name, met=met, done="they were left out")]


@dataclass(frozen=True, kw_only=True)
class Totals:
    """What is to be said of the totals of a table, and what is in doubt of them."""

    handlings: tuple[Notice, ...] = ()
    questions: tuple[Question, ...] = ()


def without_totals(
    file: str, sheet: Sheet, body: Body, dataset: Dataset, at_columns: Sequence[int], settled: Settled
) -> tuple[Body, Totals]:
    """The rows without their totals, wherever these stand, and each total held against what the rows add up to.

    A row is a total where its first word says so and it could be no row of the dataset: a column
    that may not be empty is, or the word stands where a date or a number belongs.
    """
    may_be = numpy.zeros(len(body.rows), bool)
    for texts in body.texts:
        ending = pyarrow.compute.match_substring_regex(texts.bank, _ANY_TOTAL, ignore_case=True)
        may_be |= numpy.isin(texts.places, numpy.flatnonzero(ending.to_numpy(zero_copy_only=False)))
    named = _beginnings(settled.get(ROWS_TO_LEAVE_OUT, ""))
    totals = [
        row
        for row in numpy.flatnonzero(may_be).tolist()
        if _is_total([texts[row] for texts in body.texts], body.columns, named)
    ]
    totals += _totals_by_name(body, dataset)
    totals = sorted(set(totals))
    totals += _sums(body, numpy.setdiff1d(numpy.flatnonzero(may_be), totals).tolist(), totals)
    if not totals:
        return body, Totals()
    totals.sort()
    where = rows_named((body.rows[totals] + 1).tolist())
    is_under, is_above = totals[0] + len(totals) == len(body.rows), totals[-1] + 1 == len(totals)
    place = "under" if is_under else "above" if is_above else "among"
    notice = Notice(
        file=file,
        sheet=sheet.name,
        met=f"a total {place} the rows, in {where}",
        done="it was left out: totals are worked out",
    )
    left = body.take(numpy.setdiff1d(numpy.arange(len(body.rows)), totals))
    asked = _unlike_sums(file, sheet, body, totals, at_columns, settled)
    return left, Totals(handlings=(notice,), questions=tuple(asked))


def _totals_by_name(body: Body, dataset: Dataset) -> list[int]:
    """The rows whose value is a word for the total of the others, as the force is for its areas."""
    if dataset.wide is None:
        return []
    for texts, column in zip(body.texts, body.columns, strict=True):
        if column is not None and column.name == dataset.wide.down:
            named = [place for place, word in enumerate(texts.words) if plain(word) in dataset.wide.totals]
            is_total = numpy.isin(texts.places, named)
            return [] if is_total.all() else numpy.flatnonzero(is_total).tolist()
    return []


def _sums(body: Body, rows: Sequence[int], totals: Sequence[int]) -> list[int]:
    """The one of some rows that is called a total and holds in each column of counts what the others add up to."""
    called = [row for row in rows if _SUM.fullmatch(next(filter(None, (texts[row] for texts in body.texts)), ""))]
    if len(called) != 1:
        return []
    others = numpy.setdiff1d(numpy.arange(len(body.rows)), [*totals, *called])
    counts = [
        texts
        for texts, column in zip(body.texts, body.columns, strict=True)
        if column and column.kind is Kind.INTEGER and "day" not in column.unit
    ]
    if len(others) < _FEWEST_SUMMED or not counts:
        return []
    stated = [whole_number(texts[called[0]]) for texts in counts]
    summed = [sum(filter(None, map(whole_number, texts.take(others).texts()))) for texts in counts]
    return called if stated == summed else []


def _unlike_sums(
    file: str, sheet: Sheet, body: Body, totals: Sequence[int], at_columns: Sequence[int], settled: Settled
) -> Iterator[Question]:
    """A question for each total that is not what its rows add up to. A longest wait adds up to nothing.

    A total with a date is of the rows of that date; of several without one nobody knows which rows each is of.
    """
    others = numpy.setdiff1d(numpy.arange(len(body.rows)), totals)
    dates = [
        texts for texts, column in zip(body.texts, body.columns, strict=True) if column and column.kind is Kind.DATE
    ]
    for total in totals:
        day = next((text for texts in dates if (text := texts[total]) and (as_date(text) or as_period(text))), "")
        if not day and len(totals) > 1:
            continue
        of_total = [row for row in others.tolist() if not day or day in {texts[row] for texts in dates}]
        for at, column in enumerate(body.columns):
            if column is None or column.kind is not Kind.INTEGER or "day" in column.unit:
                continue
            stated = whole_number(body.texts[at][total])
            numbers = [whole_number(body.texts[at][row]) for row in of_total]
            place = f"{letters(at_columns[at])}{body.rows[total] + 1}"
            yield from unlike_sum(file, sheet.name, place, column, stated, numbers, settled)


def unlike_sum(
    file: str,
    sheet: str,
    cell: str,
    column: Column,
    stated: int | None,
    numbers: Sequence[int | None],
    settled: Settled,
) -> Iterator[Question]:
    """The question about a total that its rows do not add up to; none where one of them is no number."""
    summed, key = sum(filter(None, numbers)), f"total of {column.heading}"
    if stated is None or None in numbers or summed == stated or settled.get(key) == ROWS_ARE_RIGHT:
        return
    yield Question(
        file=file,
        sheet=sheet,
        cells=(cell,),
        found=f'a total of {stated:,} in "{column.heading}", where the rows add up to {summed:,}',
        expected="rows that add up to their total",
        todo="Look for a row that is missing or counted twice, or say that the rows are right.",
        key=key,
        options=(ROWS_ARE_RIGHT,),
    )


def whole_number(text: str) -> int | None:
    """The whole number that a text is; None where it is none."""
    plain = text.replace(",", "").removesuffix(".0")
    return int(plain) if plain.isdecimal() and len(plain) < 16 else None


def _is_total(cells: Sequence[str], columns: Sequence[Column | None], named: tuple[str, ...]) -> bool:
    codes = [cell for cell, column in zip(cells, columns, strict=True) if column and column.kind is Kind.CODE]
    if any(map(TOTAL.fullmatch, codes)):  # no list has a value of that name
        return True
    first = next((at for at, cell in enumerate(cells) if cell), None)
    if first is None or not _NAMED_TOTAL.fullmatch(cells[first]):
        return False
    if _begins(cells[first], named):
        return True
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
    """Row 3; rows 3 and 5; rows 3, 5, 6, 7, 8 and four more."""
    return f"{'row' if len(numbers) == 1 else 'rows'} {first_of(map(str, numbers), 5, ', ')}"
