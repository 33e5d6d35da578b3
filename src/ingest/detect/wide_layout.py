"""Where the parts of a table stand that has values down its side and dates across its top, as papers print them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy

from src.contracts.dataset import Dataset, Wide
from src.contracts.date_formats import WHOLE_MONTHS, as_date, as_period, date_in
from src.ingest.cells import Sheet
from src.ingest.detect.header_matching import WORDLESS, Answers, meaning, names, plain
from src.ingest.detect.row_filter import OF_PIVOTS, TOTAL
from src.ingest.detect.title_words import named, number_named

_TALLEST = 10_000
"""Such tables are made for readers: a sheet of more rows is none."""
_YEARS = re.compile(r"(20\d{2})(?:[/-](?:20)?(\d{2}))?")
"""A year of the calendar, or one that begins in April."""
_BARE_MONTH = re.compile(WHOLE_MONTHS, re.IGNORECASE)
_CHANGES = frozenset(
    "change changes difference diff variance movement trend direction increase decrease reduction".split()
)


@dataclass(frozen=True, kw_only=True)
class Figures:
    """A column of figures: where it stands in the sheet, the date over it as written, and whose figures they are."""

    at: int
    day: str
    name: str
    text: str
    """The words beside the date; empty where there are none."""


@dataclass(frozen=True, kw_only=True)
class Layout:
    """Where the parts of such a table stand in a sheet, rows and columns counted from 0."""

    row: int
    """The row of the dates."""
    down: int
    """The column of the values down the side."""
    figures: tuple[Figures, ...]
    carried: tuple[tuple[int, str], ...]
    """Other columns with their headings: what stands in one holds for every figure of its row."""
    over_dates: tuple[str, ...]
    """Those of them that stand over figures under dates."""
    worked_out: tuple[int, ...]
    """Columns of changes and totals."""
    row_of_words: int | None
    """The row that says over or under the dates what is counted, where there is one."""
    last: int
    """The last row of headings: that of the dates, or of the words under them."""
    share: float
    """How much of it is known, by headings and by the values down the side."""

    def present(self, dataset: Dataset) -> frozenset[str]:
        """The columns of the dataset that the table gives."""
        assert dataset.wide
        known = names(dataset)
        carried = {known[plain(heading)] for _, heading in self.carried if plain(heading) in known}
        given = {dataset.wide.across, dataset.wide.down, *dataset.wide.always}
        return frozenset(given | carried | {figures.name for figures in self.figures})


def layout(sheet: Sheet, tops: Sequence[Sequence[str]], dataset: Dataset, answers: Answers) -> Layout | None:
    """Where the parts of such a table stand, the dates in one of the first rows; None where the sheet holds none."""
    if dataset.wide is None or sheet.height > _TALLEST:
        return None
    tops = [(*top, *[""] * (len(sheet.columns) - len(top))) for top in tops]
    tops = [top if at == 0 else _with_years(tops[at - 1], top) for at, top in enumerate(tops)]
    dated = [_dated(top) for top in tops]
    for row in sorted(range(len(tops)), key=lambda row: len(dated[row]), reverse=True):
        found = _layout_at(sheet, row, tops[row], dated[row], dataset, dataset.wide, answers) if dated[row] else None
        if found:
            return found
    return None


def _row(sheet: Sheet, at: int) -> tuple[str, ...]:
    """The cells of a row, as many as the sheet has columns: a row of a text file may be shorter."""
    return tuple(column[at] for column in sheet.columns)


def _with_years(above: Sequence[str], top: Sequence[str]) -> tuple[str, ...]:
    """A row of months with the year that stands over them, or over the first of them: Mar under 2024 is Mar 2024."""
    found, years = list(top), None
    for at, (over, month) in enumerate(zip(above, top, strict=True)):
        years = _YEARS.fullmatch(over) or (None if over else years)
        if years and _BARE_MONTH.fullmatch(month):
            is_next = bool(years[2]) and month[:3].lower() in ("jan", "feb", "mar")
            found[at] = f"{month} {int(years[1]) + is_next}"
    return tuple(found)


def _dated(top: Sequence[str]) -> list[int]:
    """The cells of a row that hold a day of the calendar."""
    days = [date_in(cell)[0] for cell in top]
    return [at for at, day in enumerate(days) if as_date(day) or as_period(day)]


def _layout_at(
    sheet: Sheet,
    row: int,
    top: Sequence[str],
    dated: Sequence[int],
    dataset: Dataset,
    wide: Wide,
    answers: Answers,
) -> Layout | None:
    known = names(dataset)
    under = _words_under(sheet, row, top, dated, dataset, known, answers)
    last = row + 1 if under else row
    below = sheet.filled & (numpy.arange(sheet.height) > last)
    used = [at for at in range(len(top)) if top[at] or sheet.columns[at].filled[below].any()]
    if under:
        top = [cell or _row(sheet, last)[at] for at, cell in enumerate(top)]
    down = next((at for at in used if known.get(plain(top[at])) == wide.down), used[0])
    if down >= dated[0] or not below.any() or (plain(top[down]) in known and known[plain(top[down])] != wide.down):
        return None
    if any(as_date(word) for at in dated for word in sheet.columns[at].take(below).texts()):
        return None  # dates under dates: a row of a table with a column of dates
    words = {} if under else _words_above(sheet, row, down)
    title = named(sheet, row - bool(words), dataset, known)
    figures: list[Figures] = []
    carried: list[tuple[int, str]] = []
    over_dates: list[str] = []
    worked_out: list[int] = []
    met = _share_met(sheet.columns[down].take(below).texts(), wide)
    for at in used:
        if at == down:
            continue
        day, own = date_in(top[at])
        if at in under:
            day, own, _ = under[at]
        text = own or (words.get(at, title) if day else "")
        name = (
            number_named(text or WORDLESS, dataset, known, answers)
            if day
            else meaning(own or top[at], dataset, known, answers)
        )
        if at in under:
            name = under[at][2]
        elif day and not text and met == 1 and wide.figure:
            name = wide.figure
        if day and name:
            figures.append(Figures(at=at, day=day, name=name, text=own))
        elif is_worked_out(own):
            worked_out.append(at)
        else:
            carried.append((at, text or (WORDLESS if day else top[at])))
            over_dates += [carried[-1][1]] if day else []
    unknown = {
        plain(text) for at, text in carried if at not in dated and meaning(text, dataset, known, answers) is None
    }
    if len(dated) == 1 and unknown:
        return None
    # The values down the side count as known, and what stands over several columns once.
    share = 1 - len(unknown) / (1 + len({item.name for item in figures}) + len({plain(text) for _, text in carried}))
    if plain(top[down]) not in known:
        share *= met
    return Layout(
        row=row,
        down=down,
        figures=tuple(figures),
        carried=tuple(carried),
        over_dates=tuple(over_dates),
        worked_out=tuple(worked_out),
        row_of_words=last if under else row - 1 if words else None,
        last=last,
        share=share,
    )


def _words_under(
    sheet: Sheet,
    row: int,
    top: Sequence[str],
    dated: Sequence[int],
    dataset: Dataset,
    known: Mapping[str, str],
    answers: Answers,
) -> dict[int, tuple[str, str, str]]:
    """By column the date over it, the words under that and the column they name; none where the dates head the rows.

    A date stands over the columns up to the next. Words that are but a part of a heading name it where every other
    word in the row names another: Awaiting and Heard.
    """
    if row + 1 >= sheet.height:
        return {}
    words = _row(sheet, row + 1)
    under = {at: words[at] for at in range(dated[0], len(words)) if words[at]}
    if not under or any(not any(map(str.isalpha, text)) or as_date(text) or as_period(text) for text in under.values()):
        return {}
    named = {text: number_named(text, dataset, known, answers) for text in under.values()}
    parts = {text: _part_of(text, dataset) for text, name in named.items() if not name}
    if len(named) > 1 and all(parts.values()) and len({*named.values(), *parts.values()} - {""}) == len(named):
        named |= parts
    days = {at: date_in(top[at])[0] for at in dated}
    return {
        at: (days[max(day for day in dated if day <= at)], text, named[text])
        for at, text in under.items()
        if at in days or not top[at]
    }


def _part_of(text: str, dataset: Dataset) -> str:
    """The one column of numbers in whose heading all of these words stand; nothing where there is none or are more."""
    words = set(plain(text).split())
    found = [
        column.name
        for column in dataset.columns
        if column.is_number and words and words <= set(plain(column.heading).split())
    ]
    return found[0] if len(found) == 1 else ""


def _words_above(sheet: Sheet, row: int, down: int) -> dict[int, str]:
    """By column what stands over the dates, in a row of several words or over several columns: each up to the next."""
    if row == 0:
        return {}
    found: dict[int, str] = {}
    above = ["" if plain(cell) in OF_PIVOTS or _YEARS.fullmatch(cell) else cell for cell in _row(sheet, row - 1)]
    if not any(above[down + 1 :]):
        return {}
    text = ""
    for at, cell in enumerate(above):
        if at > down:
            text = cell or text
            if text:
                found[at] = text
    return found


def is_worked_out(heading: str) -> bool:
    """Whether a heading is that of a total or a change, which is worked out here."""
    return (
        bool(TOTAL.fullmatch(heading)) or bool(_CHANGES & set(plain(heading).split())) or heading in ("+/-", "%", "±")
    )


def _share_met(texts: Sequence[str], wide: Wide) -> float:
    """The share of values down the side that one of the telling words is met in."""
    values = [text.lower() for text in texts if text and not is_total(text, wide)]
    return sum(any(word in value for word in wide.met) for value in values) / len(values) if values else 0.0


def is_total(text: str, wide: Wide) -> bool:
    """Whether a word down the side stands for the total of the others."""
    return bool(TOTAL.fullmatch(text)) or plain(text) in wide.totals
