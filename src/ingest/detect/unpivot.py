"""A table with values down its side and dates across its top, read as one row for each value and date."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy
from numpy.typing import NDArray

from src.contracts.column import Kind
from src.contracts.dataset import Dataset, Wide
from src.contracts.problem import Problem, Question, Refused, Settled
from src.ingest.cells import Cells, Notice, Sheet, Texts, letters
from src.ingest.detect.header_matching import names, plain
from src.ingest.detect.row_filter import rows_named, unlike_sum, whole_number
from src.ingest.detect.wide_layout import Figures, Layout, is_total


@dataclass(frozen=True, kw_only=True, eq=False)
class WideCells(Cells):
    """The same table as one row for each value and date. Each cell remembers where in the sheet it was."""

    places: tuple[tuple[NDArray[numpy.int64], NDArray[numpy.int64]], ...]
    """For each column the row and the column of the sheet, from 0, that the text of each row stands in."""

    def hidden_rows(self, sheet: Sheet) -> NDArray[numpy.bool_]:
        """For each row, whether it or a column of its figures is out of sight in the sheet."""
        found = super().hidden_rows(sheet)
        for number, (_, columns) in enumerate(self.places):
            if number == 0 or len(numpy.unique(columns)) > 1:  # a column that every row has is no figure's own
                found = found | numpy.isin(columns, sheet.hidden_columns)
        return found

    def take(self, rows: Any) -> "WideCells":
        """Some of the rows, by True and False."""
        places = tuple((down[rows], across[rows]) for down, across in self.places)
        return replace(self, **{**vars(super().take(rows)), "places": places})

    def without(self, columns: Sequence[int]) -> "WideCells":
        """The table as it is: a hidden column of figures went with its rows."""
        return self

    def address(self, column: int, row: int) -> str:
        """The name of the cell of the sheet."""
        rows, columns = self.places[column]
        return f"{letters(int(columns[row]))}{rows[row] + 1}"

    def addresses(self, column: int, rows: Any) -> tuple[str, ...]:
        """The names of the cells of the sheet, each once: a heading of a date stands for many rows."""
        down, across = (places[rows].tolist() for places in self.places[column])
        return tuple(dict.fromkeys(f"{letters(at)}{row + 1}" for row, at in zip(down, across, strict=True)))


def read(
    file: str, sheet: Sheet, found: Layout, dataset: Dataset, handlings: Sequence[Notice], settled: Settled
) -> WideCells:
    """The table as one row for each value down the side and each date with a figure. There may be none."""
    assert dataset.wide
    _refuse_undated(file, sheet, found, dataset)
    below = [row for row in numpy.flatnonzero(sheet.filled).tolist() if row > found.last]
    totals = [row for row in below if is_total(sheet.columns[found.down][row], dataset.wide)]
    body = [row for row in below if row not in totals]
    dates = _by_date(found.figures)
    taken: list[tuple[int, str, dict[str, int]]] = []
    empty: list[tuple[int, int]] = []
    bare: list[int] = []
    for row in body:
        if not any(sheet.columns[figures.at][row] for figures in found.figures):
            bare.append(row)
            continue
        for day, standing in dates:
            if any(sheet.columns[at][row] for at in standing.values()):
                taken.append((row, day, standing))
            else:
                empty += [(row, at) for at in standing.values()]
    sentences = [*handlings, *_describe(file, sheet, found, dataset.wide, dataset, totals, bare, empty)]
    cells = _cells(file, sheet, found, dataset, taken, sentences)
    return replace(cells, questions=tuple(_unlike_totals(file, sheet, found, dataset, body, totals, settled)))


def _unlike_totals(
    file: str,
    sheet: Sheet,
    found: Layout,
    dataset: Dataset,
    body: Sequence[int],
    totals: Sequence[int],
    settled: Settled,
) -> Iterator[Question]:
    """A question for each figure of a row of totals that the rows do not add up to, where there is one such row."""
    for figures in found.figures if len(totals) == 1 else ():
        column, texts = dataset.column(figures.name), sheet.columns[figures.at]
        if column.kind is Kind.INTEGER and "day" not in column.unit:
            numbers = [whole_number(texts[row]) for row in body if texts[row]]
            place = f"{letters(figures.at)}{totals[0] + 1}"
            yield from unlike_sum(file, sheet.name, place, column, whole_number(texts[totals[0]]), numbers, settled)


def parted(
    file: str,
    sheet: Sheet,
    dataset: Dataset,
    at_columns: tuple[int, ...],
    top: tuple[str, ...],
    columns: list[Texts],
) -> tuple[tuple[int, ...], tuple[str, ...], list[Texts], list[Notice]]:
    """A table with a column of two values in one as a table of two columns: its places, headings and columns."""
    known = names(dataset)
    if dataset.parted is None or {known.get(plain(heading)) for heading in top} & set(dataset.parted.columns):
        return at_columns, top, columns, []
    pattern = re.compile(dataset.parted.pattern, re.IGNORECASE)
    for at, (heading, texts) in enumerate(zip(top, columns, strict=True)):
        words = [word for word in texts.words if word]
        if plain(heading) in known or not any(pattern.fullmatch(word) for word in words):
            continue
        first, second = (dataset.column(name).heading for name in dataset.parted.columns)
        fits = {word: pattern.fullmatch(word) for word in texts.words}
        firsts = {word: fit[1] if fit else word for word, fit in fits.items()}
        seconds = {word: fit[2] if fit else dataset.parted.alone.get(word.lower(), "") for word, fit in fits.items()}
        values = (texts.changed(firsts.__getitem__), texts.changed(seconds.__getitem__))
        notice = Notice(
            file=file,
            sheet=sheet.name,
            met=f'column {letters(at_columns[at])}, "{heading}"' if heading else f"column {letters(at_columns[at])}",
            done=f'it was read as "{first}" and "{second}"',
        )
        both = (first, second)
        return (
            (*at_columns[: at + 1], *at_columns[at:]),
            (*top[:at], *both, *top[at + 1 :]),
            [*columns[:at], *values, *columns[at + 1 :]],
            [notice],
        )
    return at_columns, top, columns, []


def _refuse_undated(file: str, sheet: Sheet, found: Layout, dataset: Dataset) -> None:
    """A figure without a date, beside figures of several dates, could be true at any of them."""
    known = names(dataset)
    undated = [
        (at, text)
        for at, text in found.carried
        if plain(text) in known and dataset.column(known[plain(text)]).is_number
    ]
    if undated and len({figures.day for figures in found.figures}) > 1:
        raise Refused(
            [
                Problem(
                    file=file,
                    sheet=sheet.name,
                    cells=(f"{letters(at)}{found.row + 1}",),
                    found=f'the heading "{text}" without a date',
                    expected="a date with it, as other headings of the table have one",
                    todo="Write the date the figures were true into the heading.",
                )
                for at, text in undated
            ]
        )


def _by_date(figures: Sequence[Figures]) -> list[tuple[str, dict[str, int]]]:
    """The columns of figures by their date. A second column of one date with the same figures is a date of its own."""
    dates: list[tuple[str, dict[str, int]]] = []
    for column in figures:
        for day, standing in dates:
            if day == column.day and column.name not in standing:
                standing[column.name] = column.at
                break
        else:
            dates.append((column.day, {column.name: column.at}))
    return dates


def _cells(
    file: str,
    sheet: Sheet,
    found: Layout,
    dataset: Dataset,
    taken: Sequence[tuple[int, str, dict[str, int]]],
    sentences: Sequence[Notice],
) -> WideCells:
    assert dataset.wide
    rows = numpy.array([row for row, _, _ in taken], numpy.int64)
    created: list[tuple[str, int, Texts, NDArray[numpy.int64], NDArray[numpy.int64]]] = []

    def add(heading: str, at: int, texts: Texts, of_rows: Any, of_columns: Any) -> None:
        height = len(taken)
        created.append(
            (heading, at, texts, numpy.broadcast_to(of_rows, height), numpy.broadcast_to(of_columns, height))
        )

    def heading(name: str) -> str:
        return dataset.column(name).heading

    on_date = numpy.array([next(iter(standing.values())) for _, _, standing in taken], numpy.int64)
    first = found.figures[0].at if found.figures else found.carried[0][0]
    add(heading(dataset.wide.across), first, Texts.of([day for _, day, _ in taken]), found.row, on_date)
    add(heading(dataset.wide.down), found.down, sheet.columns[found.down].take(rows), rows, found.down)
    for name in dict.fromkeys(figures.name for figures in found.figures):
        texts = [sheet.columns[standing[name]][row] if name in standing else "" for row, _, standing in taken]
        at = numpy.array([standing.get(name, first) for (_, _, standing), first in zip(taken, on_date, strict=True)])
        add(heading(name), next(item.at for item in found.figures if item.name == name), Texts.of(texts), rows, at)
    for at_column, words in found.carried:
        add(words, at_column, sheet.columns[at_column].take(rows), rows, at_column)
    carried = {plain(words) for _, words in found.carried}
    for name, text in dataset.wide.always.items():
        if plain(heading(name)) not in carried:
            add(heading(name), found.down, Texts.same(text, len(taken)), rows, found.down)
    return WideCells(
        file=file,
        sheet=sheet.name,
        headings=tuple(column[0] for column in created),
        heading_row=found.row + 1,
        columns=tuple(column[2] for column in created),
        row_numbers=rows + 1,
        handlings=tuple(sentences),
        over_dates=found.over_dates,
        at_columns=tuple(column[1] for column in created),
        places=tuple((column[3], column[4]) for column in created),
    )


def _describe(
    file: str,
    sheet: Sheet,
    found: Layout,
    wide: Wide,
    dataset: Dataset,
    totals: Sequence[int],
    bare: Sequence[int],
    empty: Sequence[tuple[int, int]],
) -> list[Notice]:
    """What is to be said of how the table was read."""

    def handling(met: str, done: str, cells: tuple[str, ...] = ()) -> Notice:
        return Notice(file=file, sheet=sheet.name, cells=cells, met=met, done=done)

    always = "".join(f', with "{text}" as the {dataset.column(name).heading}' for name, text in wide.always.items())
    sentences = [
        handling(
            f"a table with {wide.each}s down and dates across",
            f"it was read as one row for each {wide.each} and date{always}",
        )
    ]
    above = [row + 1 for row in range(found.row) if sheet.filled[row] and row != found.row_of_words]
    if above:
        sentences.append(
            handling(f"words above the dates, in {rows_named(above)}", f"row {found.row + 1} was read as the headings")
        )
    known = names(dataset)
    for words in dict.fromkeys(item.text for item in found.figures if item.text and plain(item.text) not in known):
        read_as = [item for item in found.figures if item.text == words]
        cells = tuple(f"{letters(item.at)}{found.row + 1}" for item in read_as)
        done = f'it was read as "{dataset.column(read_as[0].name).heading}"'
        sentences.append(handling(f'the heading "{words}"', done, cells))
    for at in found.worked_out:
        cell = (f"{letters(at)}{found.row + 1}",)
        sentences.append(
            handling(
                f'the heading "{sheet.columns[at][found.row]}"', "it was left out: PEELboard works it out itself", cell
            )
        )
    if totals:
        where = rows_named([row + 1 for row in totals])
        sentences.append(handling(f"a total, in {where}", "it was left out: totals are worked out"))
    if bare:
        where = rows_named([row + 1 for row in bare])
        sentences.append(handling(f"no figure in {where}", "nothing was read there"))
    if empty:
        cells = tuple(f"{letters(at)}{row + 1}" for row, at in empty)
        met, done = (
            ("an empty cell", "no row was made of it")
            if len(empty) == 1
            else ("empty cells", "no rows were made of them")
        )
        sentences.append(handling(met, done, cells))
    return sentences
