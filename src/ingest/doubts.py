"""What the cells of a table leave in doubt: each is a question to a person, never a guess."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import pairwise

import numpy

from src.contracts.code_lists import CodeList
from src.contracts.column import Column, Kind
from src.contracts.dataset import Dataset
from src.contracts.date_formats import as_date, is_slashed, shown
from src.contracts.problem import Notice, Problem, Question, Settled
from src.ingest import privacy
from src.ingest.cells import Cells, Sheet, Texts
from src.wording import day

DAY_FIRST, MONTH_FIRST = "day first", "month first"
AS_SHOWN, TIMES_100 = "as they stand", "times 100"
IDS, ROLES, NO_ROLES = "they are the ids", "they are roles", "leave the column out"
NUMBER_MEANT = "the number is meant"
FIRST_DAY = date(2000, 1, 1)
"""Nothing that is followed here was true before: an earlier date is a year mistyped."""
_DAYS = {"week": 7, "month": 30.4, "quarter": 91.3, "year": 365.25}
_AFTER_A_WEEK = re.compile(r"-?\d+\.\d+|\d{1,2}-[A-Za-z]{3}(-\d{2,4})?")


def order_of_dates(
    cells: Cells, columns: Mapping[str, int], dataset: Dataset, settled: Settled
) -> tuple[bool, list[Problem]]:
    """Whether the months of a file stand before its days, decided on all its dates together, and what is in doubt."""
    key = "order of dates"
    if key in settled:
        return settled[key] == MONTH_FIRST, []
    dated = [
        columns[column.name] for column in dataset.all_columns if column.kind is Kind.DATE and column.name in columns
    ]
    slashed = {at: [word for word in cells.columns[at].words if is_slashed(word)] for at in dated}
    words = [word for found in slashed.values() for word in found]
    only_month_first = [word for word in words if not as_date(word) and as_date(word, is_month_first=True)]
    only_day_first = [word for word in words if as_date(word) and not as_date(word, is_month_first=True)]
    found = ""
    if only_month_first and not only_day_first:
        found = f'"{only_month_first[0]}", which has its month first, among dates that could be read either way'
        at = next(at for at, of in slashed.items() if only_month_first[0] in of)
    elif (
        not only_day_first and not only_month_first and dataset.dated_by in columns and dataset.expected_every in _DAYS
    ):
        at = columns[dataset.dated_by or ""]
        texts = [
            word
            for word in slashed.get(at, [])
            if numpy.isin(cells.columns[at].words.index(word), cells.columns[at].places)
        ]
        expected = _DAYS[dataset.expected_every]
        if len(texts) > 1 and _fit(texts, False, expected) < _fit(texts, True, expected):
            read = [
                sorted(filter(None, (as_date(text, is_month_first=order) for text in texts))) for order in (False, True)
            ]
            days, months = (f"{day(dates[0])} to {day(dates[-1])}" for dates in read)
            found = f"dates that are {days} with the day first and {months} with the month first"
    if not found:
        return False, []
    is_slash = numpy.array([is_slashed(word) for word in cells.columns[at].words])
    every = f", one every {dataset.expected_every}" if dataset.expected_every in _DAYS else ""
    return False, [
        Question(
            file=cells.file,
            sheet=cells.sheet,
            cells=cells.addresses(at, is_slash[cells.columns[at].places]),
            found=found,
            expected=f"dates whose order is beyond doubt{every}",
            todo="Say whether the day or the month stands first, or write them as 2024-02-01.",
            key=key,
            options=(DAY_FIRST, MONTH_FIRST),
        )
    ]


def _fit(texts: list[str], is_month_first: bool, expected: float) -> float:
    """How many of the steps from date to date are about as long as expected, from 0 to 1."""
    dates = sorted({found for text in texts if (found := as_date(text, is_month_first=is_month_first))})
    steps = [(later - earlier).days for earlier, later in pairwise(dates)]
    return sum(0.5 * expected <= step <= 1.6 * expected for step in steps) / len(steps) if steps else 0.0


def shares(
    cells: Cells, at: int, column: Column, settled: Settled
) -> tuple[Callable[[str], str] | None, list[Problem]]:
    """How the texts of a share become per cent, where that is settled, and the question where it is not."""
    if column.unit != "per cent" or column.most != 100:
        return None, []
    key = f"shares in {column.heading}"
    texts = [
        shown(word) for word, count in zip(cells.columns[at].words, _counts(cells, at), strict=True) if word and count
    ]
    numbers = [float(text) for text in texts if re.fullmatch(r"\d*\.?\d+", text)]
    if not numbers or len(numbers) < len(texts) or max(numbers) > 1 or all(number in (0, 1) for number in numbers):
        return None, []
    if key in settled:
        return (_times_100 if settled[key] == TIMES_100 else None), []
    largest = max(texts, key=float)
    return None, [
        Question(
            file=cells.file,
            sheet=cells.sheet,
            cells=cells.addresses(at, cells.columns[at].filled),
            found=f'"{largest}" and nothing larger in "{column.heading}", which is in per cent',
            expected=f"shares from 0 to 100: {float(largest) * 100:.15g} or {largest}",
            todo=f"Say whether {largest} is {float(largest) * 100:.15g}%.",
            key=key,
            options=(TIMES_100, AS_SHOWN),
        )
    ]


def _times_100(text: str) -> str:
    return f"{float(text) * 100:.15g}" if text else text


def _counts(cells: Cells, at: int) -> list[int]:
    return list(numpy.bincount(cells.columns[at].places, minlength=len(cells.columns[at].words)))


def ids(cells: Cells, columns: Mapping[str, int], dataset: Dataset, settled: Settled) -> Iterator[Problem]:
    """Ids that a spreadsheet seems to have turned into dates or numbers."""
    for column in dataset.columns:
        if column.kind is not Kind.TEXT or column.name not in dataset.key or column.name not in columns:
            continue
        at = columns[column.name]
        filled = [
            word for word, count in zip(cells.columns[at].words, _counts(cells, at), strict=True) if word and count
        ]
        turned = [word for word in filled if as_date(word) or _AFTER_A_WEEK.fullmatch(word)]
        if turned:  # a bare number beside them has lost what stood before it
            turned += [word for word in filled if word.isdecimal()]
        key = f"ids in {column.heading}"
        if turned and settled.get(key) != IDS:
            is_turned = numpy.isin(cells.columns[at].places, [cells.columns[at].words.index(word) for word in turned])
            yield Question(
                file=cells.file,
                sheet=cells.sheet,
                cells=cells.addresses(at, is_turned),
                found=f'"{turned[0]}" in "{column.heading}", which looks like a date or a number that an id was turned into',
                expected="ids as the source gives them, such as 3-2 or 1.10",
                todo="Format the column as text and type them again, or say that they are right.",
                key=key,
                options=(IDS,),
            )


def roles(
    cells: Cells, columns: Mapping[str, int], dataset: Dataset, codes: Mapping[str, CodeList], settled: Settled
) -> Iterator[Problem]:
    """Columns of roles with what looks like somebody's name in them."""
    for column in dataset.columns:
        key = f"roles in {column.heading}"
        if not column.name.endswith("_role") or column.name not in columns or settled.get(key) in (ROLES, NO_ROLES):
            continue
        at = columns[column.name]
        places = frozenset(
            word
            for name in ("areas", "departments")
            for full in codes[name].names().values()
            for word in full.lower().split()
        )
        named = [
            place for place, word in enumerate(cells.columns[at].words) if word and privacy.names_a_person(word, places)
        ]
        where = numpy.isin(cells.columns[at].places, named)
        if where.any():
            yield Question(
                file=cells.file,
                sheet=cells.sheet,
                cells=cells.addresses(at, where),
                found=f'what looks like the name of a person in "{column.heading}"',
                expected="a role, such as Detective Superintendent, Public Protection",
                todo="Write the role, leave the column out, or say that these are roles.",
                key=key,
                options=(ROLES, NO_ROLES),
            )


def without_names(cells: Cells, columns: Mapping[str, int], dataset: Dataset, settled: Settled) -> Cells:
    """The table without what stands in the columns of roles that were answered to be left out: nothing of it is read."""
    out = [at for name, at in columns.items() if settled.get(f"roles in {dataset.column(name).heading}") == NO_ROLES]
    if not out:
        return cells
    notice = Notice(
        file=cells.file,
        sheet=cells.sheet,
        cells=tuple(map(cells.address_of_heading, out)),
        met="columns with what looks like names of persons",
        done="they were left out, as answered",
    )
    columns_left = tuple(Texts.same("", cells.height) if at in out else texts for at, texts in enumerate(cells.columns))
    return replace(cells, columns=columns_left, handlings=(*cells.handlings, notice))


def brackets_key(column: Column) -> str:
    """What the answer is kept under that says what numbers in brackets are."""
    return f"brackets in {column.heading}"


def numbers_in_brackets(cells: Cells, at: int, column: Column, settled: Settled) -> Iterator[Problem]:
    """(12) is 12, or 12 less than nothing: accountants write the second, and nobody says which."""
    words = cells.columns[at].words
    bracketed = [place for place, word in enumerate(words) if re.fullmatch(r"\(\d[\d,.]*\)", word)]
    where = numpy.isin(cells.columns[at].places, bracketed)
    if column.is_number and where.any() and settled.get(brackets_key(column)) != NUMBER_MEANT:
        yield Question(
            file=cells.file,
            sheet=cells.sheet,
            cells=cells.addresses(at, where),
            found=f'"{words[bracketed[0]]}" in "{column.heading}", which is a number in brackets',
            expected="a number, with a minus sign where it is below zero",
            todo="Say that the number is meant, or write it in the file as it is.",
            key=brackets_key(column),
            options=(NUMBER_MEANT,),
        )


def out_of_time(cells: Cells, at: int, dataset: Dataset, days: Mapping[int, date]) -> Iterator[Problem]:
    """Dates at which nothing can have been true: after today, or before anything that is known.

    `days` are the dates by the numbers of the words of the column that dates the rows.
    """
    today = date.today()
    places = [
        place for place, found in days.items() if found < FIRST_DAY or (found > today and not dataset.may_be_planned)
    ]
    where = numpy.isin(cells.columns[at].places, places)
    if where.any():
        first = int(cells.columns[at].places[where.argmax()])
        more = len(numpy.unique(cells.columns[at].places[where])) - 1
        yield Problem(
            file=cells.file,
            sheet=cells.sheet,
            cells=cells.addresses(at, where),
            found=f'"{cells.columns[at].words[first][:60]}" in "{dataset.column(dataset.dated_by or "").heading}", which is '
            f"{day(days[first])}" + (f", and {more} more such dates" if more else ""),
            expected=f"dates from {day(FIRST_DAY)}" + ("" if dataset.may_be_planned else f" to today, {day(today)}"),
            todo="Check the year, and which of day and month stands first.",
        )


def out_of_sight(cells: Cells, sheet: Sheet, settled: Settled) -> Cells:
    """The table with what is hidden, filtered out or struck through asked about, or left out as was answered."""
    rows = cells.hidden_rows(sheet)
    columns = [
        at for at, place in enumerate(cells.sheet_columns) if place in sheet.hidden_columns and cells.headings[at]
    ]
    if not rows.any() and not columns:
        return cells
    key, count, leave = "hidden rows and columns", "count them", "leave them out"
    where = (*cells.addresses(0, rows), *map(cells.address_of_heading, columns))
    met = "rows or columns that are hidden, filtered out or struck through"
    if key not in settled:
        question = Question(
            file=cells.file,
            sheet=cells.sheet,
            cells=where,
            found=met,
            expected="everything in sight",
            todo="Say whether they count, or show them and take out what does not count.",
            key=key,
            options=(count, leave),
        )
        return replace(cells, questions=(*cells.questions, question))
    is_left = settled[key] == leave
    done = "they were left out, as answered" if is_left else "they were read like the others, as answered"
    notice = Notice(file=cells.file, sheet=cells.sheet, cells=where, met=met, done=done)
    found = cells.take(~rows).without(columns) if is_left else cells
    return replace(found, handlings=(*cells.handlings, notice))
