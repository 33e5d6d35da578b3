"""What the dates of a table leave in doubt: their order, what a quarter or a bare number means, and whether they can be."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise

import numpy

from src.contracts.column import Column, Kind
from src.contracts.dataset import Dataset
from src.contracts.date_formats import (
    as_date,
    as_week,
    as_week_of_april,
    has_clock_of_twelve,
    is_slashed,
    is_turnable,
    precision_of,
    shown,
    turned,
)
from src.contracts.problem import Problem, Question, Settled
from src.ingest.cells import Cells, Texts
from src.ingest.doubts import met_counts
from src.wording import day, in_words

DAY_FIRST, MONTH_FIRST = "day first", "month first"
ISO_SUNDAY = "weeks counted from January, each dated by the Sunday that ends it"
ISO_MONDAY = "weeks counted from January, each dated by the Monday that begins it"
APRIL = "weeks counted from 1 April, each dated by its last day"
FIRST_DAY = date(2000, 1, 1)
"""Nothing that is followed here was true before: an earlier date is a year mistyped."""
_DAYS = {"week": 7, "month": 30.4, "quarter": 91.3, "year": 365.25}
_CALENDAR_QUARTER = re.compile(r"(?:Q([1-4])[ -]*(20\d{2})|(20\d{2})[ -]*Q([1-4]))", re.IGNORECASE)
_DAY_NUMBER = re.compile(r"[34]\d{4}")
DATES_ARE_RIGHT = "the dates are right"
_YEARS_AHEAD = 20
"""Nobody sets a day further ahead than this."""
_MOST_WORDS = 20_000
"""A column with more different words than this was written by a program, in one form."""


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
    of_twelve_hours = [word for word in words if has_clock_of_twelve(word)]
    found, at = "", columns.get(dataset.dated_by or "", -1)
    if only_month_first and not only_day_first:
        found = f'"{only_month_first[0]}", which has its month first, among dates that could be read either way'
        at = next(at for at, of in slashed.items() if only_month_first[0] in of)
    elif not only_day_first and at in slashed:
        found = _likelier_order(cells, at, dataset)
    if not found and of_twelve_hours and not only_day_first:
        found = f'"{of_twelve_hours[0]}", with AM or PM, as it is written where the month stands first'
        at = next(at for at, of in slashed.items() if of_twelve_hours[0] in of)
    if not found:
        return False, []
    swapped = _swapped(cells, at)
    is_of_order = numpy.array([is_slashed(word) or word in swapped for word in cells.columns[at].words])
    is_regular = dataset.expected_every in _DAYS and dataset.dated_by in dataset.key
    every = f", one every {dataset.expected_every}" if is_regular else ""
    return False, [
        Question(
            file=cells.file,
            sheet=cells.sheet,
            cells=cells.addresses(at, is_of_order[cells.columns[at].places]),
            found=found,
            expected=f"dates whose order is beyond doubt{every}",
            todo="Say whether the day or the month stands first, or write them as 2024-02-01.",
            key=key,
            options=(DAY_FIRST, MONTH_FIRST),
        )
    ]


def with_months_first(cells: Cells, at: int, texts: Texts, dataset: Dataset) -> Texts:
    """A column of a file whose months stand first: dates of a workbook that took them for days are turned back.

    Where a text beside them shows that order, or the dates alone do.
    """
    swapped = _swapped(cells, at)
    is_shown = any(map(is_slashed, cells.columns[at].words)) or bool(_likelier_order(cells, at, dataset))
    return texts.changed(lambda word: turned(word) if word in swapped else word) if swapped and is_shown else texts


def _swapped(cells: Cells, at: int) -> frozenset[str]:
    """The dates of a workbook whose day and month it may have taken for each other: none where one could be no month."""
    texts = cells.columns[at]
    met = [texts.words[place] for place in numpy.unique(texts.places)] if len(texts.bank) < _MOST_WORDS else []
    dates = [word for word in met if as_date(word) and not is_slashed(word)]
    return frozenset(dates) if cells.sheet and all(map(is_turnable, dates)) else frozenset()


def _likelier_order(cells: Cells, at: int, dataset: Dataset) -> str:
    """What the dates of the rows are in either order, where they are likelier to have their months first; else nothing."""
    if dataset.expected_every not in _DAYS:
        return ""
    is_regular, expected = dataset.dated_by in dataset.key, _DAYS[dataset.expected_every]
    swapped = _swapped(cells, at) if is_regular else frozenset()
    met = numpy.flatnonzero(met_counts(cells.columns[at])).tolist()
    texts = [word for word in (cells.columns[at].words[place] for place in met) if is_slashed(word) or word in swapped]
    read = [
        sorted(filter(None, (as_date(turned(text) if order else text, is_month_first=order) for text in texts)))
        for order in (False, True)
    ]
    if len(texts) < 2 or not all(read) or not _is_likelier_with_months_first(read, expected, is_regular=is_regular):
        return ""
    days, months = (f"{day(dates[0])} to {day(dates[-1])}" for dates in read)
    return f"dates that are {days} with the day first and {months} with the month first"


def _is_likelier_with_months_first(read: Sequence[Sequence[date]], expected: float, *, is_regular: bool) -> bool:
    """Whether dates, read with the days first and then with the months, look more like a dataset's in the second way.

    Figures come about as often as expected; the events that one extract lists lie within about that time.
    """
    if is_regular:
        return _fit(read[0], expected) < _fit(read[1], expected)
    spans = [(dates[-1] - dates[0]).days for dates in read]
    return spans[1] <= expected and spans[0] > 2 * expected


def _fit(dates: Sequence[date], expected: float) -> float:
    """How many of the steps from date to date are about as long as expected, from 0 to 1."""
    steps = [(later - earlier).days for earlier, later in pairwise(sorted(set(dates)))]
    return sum(0.5 * expected <= step <= 1.6 * expected for step in steps) / len(steps) if steps else 0.0


def dates_meant(
    cells: Cells, at: int, texts: Texts, column: Column, dataset: Dataset, settled: Settled
) -> tuple[Texts, list[Problem], frozenset[str]]:
    """The texts of a column of dates as they are meant, what is in doubt of them, and those that are asked about."""
    asked, about = list[Problem](), set[str]()
    if len(texts.bank) > _MOST_WORDS:
        return texts, [], frozenset()
    is_dated = column.name == dataset.dated_by and column.name != "period_to_on"
    is_stock = is_dated and dataset.expected_every in ("week", "month")
    counts = met_counts(texts)
    doubts: tuple[tuple[str, Callable[[str], bool], str, str, Mapping[str, Callable[[str], str]]], ...] = (
        (
            f"quarters in {column.heading}",
            lambda word: bool(_CALENDAR_QUARTER.fullmatch(word)),
            "a quarter of a year that may begin in January or April",
            "the quarter with its financial year, such as Q4 2023/24, or a date",
            {"the year begins in January": _from_january, "the year begins in April": _from_april},
        ),
        (
            f"weeks in {column.heading}",
            lambda word: is_dated and dataset.expected_every in _DAYS and as_week(word) is not None,
            "a number of a week, which may be counted from January or from April",
            "the day at which the figures were true",
            {ISO_SUNDAY: _sunday, ISO_MONDAY: _monday, APRIL: _of_april},
        ),
        (
            f"day numbers in {column.heading}",
            lambda word: bool(_DAY_NUMBER.fullmatch(word)),
            "a number where a date belongs, as spreadsheets count days",
            "dates such as 2024-02-01",
            {"days counted from 1900": _from_1900},
        ),
        (
            f"periods in {column.heading}",
            lambda word: (
                is_stock and precision_of(word) == "period_end" and f"quarters in {column.heading}" not in settled
            ),
            f"a quarter or a year, where figures of a {dataset.expected_every} are expected",
            "the day at which the figures were true",
            {"the figures are of its last day": str},
        ),
    )
    for key, is_of, what, expected, answers in doubts:
        met = [place for place, word in enumerate(texts.words) if counts[place] and is_of(shown(word))]
        change = answers.get(settled.get(key, ""))
        if change and met:
            words = {texts.words[place]: change(shown(texts.words[place])) for place in met}
            texts = _replaced(texts, words)
            counts = met_counts(texts)
        elif met:
            about |= {texts.words[place] for place in met}
            asked.append(
                Question(
                    file=cells.file,
                    sheet=cells.sheet,
                    cells=cells.addresses(at, numpy.isin(texts.places, met)),
                    found=f'"{texts.words[met[0]]}", {what}',
                    expected=expected,
                    todo="Say which is meant, or write dates.",
                    key=key,
                    options=tuple(answers),
                )
            )
    return texts, asked, frozenset(about)


def _replaced(texts: Texts, words: Mapping[str, str]) -> Texts:
    return texts.changed(lambda word: words.get(word, word))


def _sunday(word: str) -> str:
    found = as_week(word)
    assert found
    return found.isoformat()


def _monday(word: str) -> str:
    return (date.fromisoformat(_sunday(word)) - timedelta(days=6)).isoformat()


def _of_april(word: str) -> str:
    found = as_week_of_april(word)
    assert found
    return found.isoformat()


def _from_1900(word: str) -> str:
    """The date of a day number. Spreadsheets take 1900 for a leap year."""
    return (date(1899, 12, 30) + timedelta(days=int(word))).isoformat()


def _from_january(word: str) -> str:
    """The quarter of a calendar year as that of the financial year it is of: the first is the fourth of the year before."""
    year, quarter = _quarter(word)
    return _financial(year - (quarter == 1), (quarter + 2) % 4 + 1)


def _from_april(word: str) -> str:
    return _financial(*_quarter(word))


def _quarter(word: str) -> tuple[int, int]:
    found = _CALENDAR_QUARTER.fullmatch(word)
    assert found
    return int(found[2] or found[3]), int(found[1] or found[4])


def _financial(year: int, quarter: int) -> str:
    return f"Q{quarter} {year}/{(year + 1) % 100:02}"


def far_from_now(
    cells: Cells, at: int, texts: Texts, column: Column, days: Mapping[int, date], settled: Settled
) -> Iterator[Problem]:
    """Dates that programs write where there is none, such as 01/01/1900 and 31/12/9999, or whose year is mistyped."""
    key, latest = f"dates in {column.heading}", date(date.today().year + _YEARS_AHEAD, 12, 31)
    places = [place for place, found in days.items() if not FIRST_DAY <= found <= latest]
    where = numpy.isin(texts.places, places)
    if where.any() and settled.get(key) != DATES_ARE_RIGHT:
        word = texts.words[int(texts.places[where.argmax()])]
        yield Question(
            file=cells.file,
            sheet=cells.sheet,
            cells=cells.addresses(at, where),
            found=f'"{word[:60]}" in "{column.heading}"',
            expected=f"dates from {day(FIRST_DAY)} to {day(latest)}, or an empty cell where there is none",
            todo="Empty the cell or check the year, or say that the dates are right.",
            key=key,
            options=(DATES_ARE_RIGHT,),
        )


def out_of_time(cells: Cells, at: int, texts: Texts, dataset: Dataset, days: Mapping[int, date]) -> Iterator[Problem]:
    """Dates at which nothing can have been true: after today, or before anything that is known.

    `days` are the dates by the numbers of the words of the column that dates the rows.
    """
    today = date.today()
    places = [
        place for place, found in days.items() if found < FIRST_DAY or (found > today and not dataset.may_be_planned)
    ]
    where = numpy.isin(texts.places, places)
    if where.any():
        first = int(texts.places[where.argmax()])
        more = len(numpy.unique(texts.places[where])) - 1
        yield Problem(
            file=cells.file,
            sheet=cells.sheet,
            cells=cells.addresses(at, where),
            found=f'"{texts.words[first][:60]}" in "{dataset.column(dataset.dated_by or "").heading}", which is '
            f"{day(days[first])}" + (f", and {in_words(more)} more like it" if more else ""),
            expected=f"dates from {day(FIRST_DAY)}" + ("" if dataset.may_be_planned else f" to today, {day(today)}"),
            todo="Check the year, and which of day and month stands first.",
        )
