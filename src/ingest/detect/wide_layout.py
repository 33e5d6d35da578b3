"""Where the parts of a table stand that has values down its side and dates across its top, as papers print them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy

from src.contracts.column import Kind
from src.contracts.dataset import Dataset, Wide
from src.contracts.date_formats import as_date, date_in
from src.ingest.cells import Sheet
from src.ingest.detect.header_matching import Answers, meaning, names, plain
from src.ingest.detect.row_filter import TOTAL

_TALLEST = 10_000
"""Such tables are made for readers: a sheet of more rows is none."""
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
    worked_out: tuple[int, ...]
    """Columns of changes and totals."""
    row_of_words: int | None
    """The row that says over the dates what is counted, where there is one."""
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
    dated = [_dated(top) for top in tops]
    for row in sorted(range(len(tops)), key=lambda row: len(dated[row]), reverse=True):
        found = _layout_at(sheet, row, tops[row], dated[row], dataset, dataset.wide, answers) if dated[row] else None
        if found:
            return found
    return None


def _dated(top: Sequence[str]) -> list[int]:
    """The cells of a row that hold a day of the calendar."""
    return [at for at, cell in enumerate(top) if as_date(date_in(cell)[0])]


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
    below = sheet.filled & (numpy.arange(sheet.height) > row)
    used = [at for at in range(len(top)) if top[at] or sheet.columns[at].filled[below].any()]
    down = next((at for at in used if known.get(plain(top[at])) == wide.down), used[0])
    if down >= dated[0] or not below.any() or (plain(top[down]) in known and known[plain(top[down])] != wide.down):
        return None
    if any(as_date(word) for at in dated for word in sheet.columns[at].take(below).texts()):
        return None  # dates under dates: a row of a table with a column of dates
    words = _words_above(sheet, row, down, dataset, known)
    figures: list[Figures] = []
    carried: list[tuple[int, str]] = []
    worked_out: list[int] = []
    for at in used:
        day, text = date_in(top[at])
        name = meaning(text, dataset, known, answers) if text else words.get(at, wide.value)
        if at == down:
            continue
        if day and name and is_number(dataset, name):
            figures.append(Figures(at=at, day=day, name=name, text=text))
        elif _is_worked_out(text):
            worked_out.append(at)
        else:
            carried.append((at, text or top[at]))
    unknown = {plain(text) for _, text in carried if meaning(text, dataset, known, answers) is None}
    if len(dated) == 1 and (unknown or not figures):
        return None
    # The values down the side count as known, and what stands over several columns once.
    share = 1 - len(unknown) / (1 + len({item.name for item in figures}) + len({plain(text) for _, text in carried}))
    if plain(top[down]) not in known:
        share *= _share_met(sheet.columns[down].take(below).texts(), wide)
    return Layout(
        row=row,
        down=down,
        figures=tuple(figures),
        carried=tuple(carried),
        worked_out=tuple(worked_out),
        row_of_words=row - 1 if words else None,
        share=share,
    )


def _words_above(sheet: Sheet, row: int, down: int, dataset: Dataset, known: Mapping[str, str]) -> dict[int, str]:
    """By column what the row above the dates says is counted there: each word holds up to the next."""
    if row == 0:
        return {}
    found: dict[int, str] = {}
    name: str | None = None
    for at, cell in enumerate(sheet.row(row - 1)):
        if at > down and cell:
            name = known.get(plain(cell))
        if name and is_number(dataset, name):
            found[at] = name
    return found


def is_number(dataset: Dataset, name: str) -> bool:
    """Whether a column of the dataset holds numbers."""
    return dataset.column(name).kind in (Kind.INTEGER, Kind.DECIMAL)


def _is_worked_out(heading: str) -> bool:
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
