"""A table with values of a column as headings, in one row or two, read as one row for each of them.

Stages across, bands under stages, areas across with dates down, levels across as a committee prints them.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy

from src.contracts.dataset import Dataset
from src.contracts.date_formats import as_date, as_period
from src.contracts.problem import Problem, Question, Settled
from src.ingest.cells import Cells, Notice, Sheet, Texts, letters
from src.ingest.detect.header_matching import WORDLESS, Answers, Tops, meaning, names, plain
from src.ingest.detect.row_filter import OF_PIVOTS, ROWS_ARE_RIGHT, TOTAL, whole_number
from src.ingest.detect.title_words import named, number_named, telling
from src.ingest.detect.unpivot import WideCells
from src.ingest.detect.wide_layout import is_worked_out
from src.wording import listed

_BETWEEN = re.compile(r"\s*[-\u2013\u2014:|/,\n]\s*")
_MOST_WORDS = 5
_LOOKED_AT = 20


@dataclass(frozen=True, kw_only=True)
class Leaf:
    """One column of figures: the values that its headings say it is of, and what it counts."""

    values: Mapping[str, str]
    """By column of the dataset, the value as it is written."""
    figure: str
    """The column that the figures are of; empty where no words say it."""
    words: str
    """What stands for its heading where they do not."""


@dataclass(frozen=True, kw_only=True)
class Crossing:
    """Where the parts of such a table stand, rows and columns counted from 0."""

    row: int
    """The last row of headings."""
    headings: tuple[str, ...]
    leaves: Mapping[int, Leaf]
    raised: tuple[str, ...]
    """The cells over that row that belong to its headings."""
    dataset: Dataset

    @property
    def over(self) -> tuple[str, ...]:
        """The columns of the dataset whose values are headings."""
        return tuple(dict.fromkeys(name for leaf in self.leaves.values() for name in leaf.values))

    @property
    def figures(self) -> frozenset[str]:
        """The columns of the dataset that the figures are known to be of."""
        return frozenset(leaf.figure for leaf in self.leaves.values()) - {""}

    @property
    def unnamed(self) -> tuple[tuple[int, str], ...]:
        """The first column of the figures of which nothing says what they count, with what stands for their heading."""
        found = {leaf.words: at for at, leaf in sorted(self.leaves.items(), reverse=True) if not leaf.figure}
        return tuple((at, words) for words, at in found.items())

    def others(self) -> tuple[tuple[int, str], ...]:
        """The columns of other headings: no figures, and no totals of them."""
        return tuple(
            (at, heading)
            for at, heading in enumerate(self.headings)
            if at not in self.leaves and heading and not is_worked_out(heading)
        )

    def present(self, answers: Answers) -> frozenset[str]:
        """The columns of the dataset that the table gives."""
        known = names(self.dataset)
        found = {meaning(heading, self.dataset, known, answers) or "" for _, heading in self.others()}
        always = self.dataset.wide.always if self.dataset.wide else {}
        return frozenset({*found, *self.over, *self.figures, *always} - {""})

    def share(self, answers: Answers) -> float:
        """How much of it is known, the figures counted once for each thing they count."""
        known = names(self.dataset)
        others = [meaning(heading, self.dataset, known, answers) is not None for _, heading in self.others()]
        found = len(self.over) + len(self.figures) + sum(others)
        return found / (len(self.over) + len(self.figures) + len(self.unnamed) + len(others))


def crossings(sheet: Sheet, above: Tops, dataset: Dataset, answers: Answers) -> Iterator[Crossing]:
    """Such tables, each with another of the first rows as its last row of headings."""
    values, known = _values(dataset), names(dataset)
    if not values:
        return

    @cache
    def read(text: str) -> tuple[Mapping[str, str], str]:
        return _read(text, dataset, values, known)

    for row, (top, _) in enumerate(above):
        found = _crossing(sheet, row, top, dataset, answers, read)
        if found:
            yield found


def _crossing(
    sheet: Sheet,
    row: int,
    top: Sequence[str],
    dataset: Dataset,
    answers: Answers,
    read: Callable[[str], tuple[Mapping[str, str], str]],
) -> Crossing | None:
    """The parts of such a table whose last row of headings is `row`, with its cells in `top`; None where it is none."""
    known = names(dataset)
    width = len(sheet.columns)
    cells = [*top, *[""] * (width - len(top))]
    above = [column[row - 1] if row else "" for column in sheet.columns]
    found: dict[int, tuple[Mapping[str, str], str]] = {}
    raised: dict[int, str] = {}
    over, over_at = "", 0
    for at in range(width):
        over, over_at = (above[at], at) if above[at] else (over, over_at)
        own, own_figure = read(cells[at])
        its, figure = read(over)
        if cells[at] and (own or (own_figure and its)) and not set(own) & set(its):
            found[at] = {**its, **own}, own_figure or figure
            raised |= {over_at: over} if its or figure else {}
    for at in range(width) if raised else ():
        if not cells[at] and above[at]:  # the row above is one of headings
            raised[at] = cells[at] = above[at]
    differing = {name: {of.get(name) for of, _ in found.values()} for of, _ in found.values() for name in of}
    if not any(len(of - {None}) > 1 for of in differing.values()):
        return None
    below = numpy.flatnonzero(sheet.filled[row + 1 :])[:_LOOKED_AT] + row + 1
    if any(as_date(sheet.columns[at][number]) for at in found for number in below.tolist()):
        return None
    top_row = row - bool(raised)
    title = named(sheet, top_row, dataset, known)
    stated = number_named(title or WORDLESS, dataset, known, answers)
    if not stated and not telling(title, dataset):
        stated = dataset.crossed.figure if dataset.crossed else dataset.wide.figure if dataset.wide else ""
    crossed = Crossing(
        row=row,
        headings=tuple(_dated(sheet, cells, found, below.tolist(), dataset)),
        leaves={at: Leaf(values=of, figure=own or stated, words=title or WORDLESS) for at, (of, own) in found.items()},
        raised=tuple(f"{letters(at)}{row}" for at in sorted(raised)),
        dataset=dataset,
    )
    elsewhere = {meaning(heading, dataset, known, answers) for _, heading in crossed.others()}
    return None if elsewhere & {*crossed.over, *crossed.figures} else crossed


def _dated(
    sheet: Sheet, cells: Sequence[str], found: Mapping[int, object], below: Sequence[int], dataset: Dataset
) -> list[str]:
    """The headings, with that of the dates where they stand down the side under nothing, or under a pivot's words."""
    headings = list(cells)
    dated = dataset.column(dataset.dated_by) if dataset.dated_by else None
    if dated is None or any(names(dataset).get(plain(cell)) == dated.name for cell in cells):
        return headings
    for at, cell in enumerate(cells):
        texts = [sheet.columns[at][row] for row in below]
        days = [text for text in texts if as_date(text) or as_period(text)]
        if (
            at not in found
            and plain(cell) in ("", *OF_PIVOTS)
            and days
            and len(days) >= len(list(filter(None, texts))) - 1
        ):
            headings[at] = dated.heading
            break
    return headings


def _values(dataset: Dataset) -> Mapping[str, Callable[[str], bool]]:
    """By column whose values may be headings, what tells one of its values."""
    if dataset.crossed:
        return {name: _is_one_of(words) for name, words in dataset.crossed.over.items()}
    if dataset.wide is None:
        return {}
    wide, known = dataset.wide, [f" {spelling} " for spelling in names(dataset)]

    def is_one(text: str) -> bool:
        words = f" {plain(text)} "
        is_short = len(words.split()) <= _MOST_WORDS
        return is_short and any(met in text.lower() for met in wide.met) and not any(word in words for word in known)

    return {wide.down: is_one}


def _is_one_of(words: Sequence[str]) -> Callable[[str], bool]:
    listed_words = frozenset(map(plain, words))
    return lambda text: plain(text) in listed_words


def _read(
    text: str, dataset: Dataset, values: Mapping[str, Callable[[str], bool]], known: Mapping[str, str]
) -> tuple[Mapping[str, str], str]:
    """The values that a heading is made of and the column of figures it names; nothing where it says anything else."""
    if not any(map(str.isalpha, text)) or is_worked_out(text):
        return {}, ""
    for parts in ([text], [part for part in _BETWEEN.split(text) if part], _in_two(text, values)):
        found: dict[str, str] = {}
        figure = ""
        for part in parts:
            name = next((name for name, is_one in values.items() if name not in found and is_one(part)), "")
            number = known.get(plain(part), "")
            if name:
                found[name] = part
            elif number and dataset.column(number).is_number and not figure:
                figure = number
            else:
                break
        else:
            return found, figure
    return {}, ""


def _in_two(text: str, values: Mapping[str, Callable[[str], bool]]) -> list[str]:
    """A text that is a value behind another, with nothing but a space between them; itself where it is none."""
    words = text.split()
    for at in range(1, len(words)):
        first, second = " ".join(words[:at]), " ".join(words[at:])
        if len({name for name, is_one in values.items() if is_one(first) or is_one(second)}) > 1:
            return [first, second]
    return [text]


def uncrossed(cells: Cells, found: Crossing, settled: Settled) -> Cells:
    """The table as one row for each of the values with a figure."""
    dataset = found.dataset
    at_sheet = {place: at for at, place in enumerate(cells.sheet_columns)}
    leaves = {at_sheet[place]: leaf for place, leaf in found.leaves.items() if place in at_sheet}
    totals = [at for at, heading in enumerate(cells.headings) if at not in leaves and is_worked_out(heading)]
    others = [at for at in range(len(cells.columns)) if at not in leaves and at not in totals]
    by_value: dict[tuple[str, ...], dict[str, int]] = {}
    for at, leaf in leaves.items():
        figure = dataset.column(leaf.figure).heading if leaf.figure else leaf.words
        by_value.setdefault(tuple(leaf.values.get(name, "") for name in found.over), {})[figure] = at
    taken = [
        (row, values, standing)
        for row in range(cells.height)
        for values, standing in by_value.items()
        if any(cells.text(at, row) for at in standing.values())
    ]
    rows = numpy.array([row for row, _, _ in taken], numpy.int64)
    at_rows, first = cells.row_numbers[rows] - 1, min(leaves)
    heading_row = numpy.full(len(taken), cells.heading_row - 1)
    created: list[tuple[str, Texts, Any, Sequence[int]]] = []
    """The heading of each column, its texts, the rows of the sheet, and the columns of the table they stand in."""
    of_value = [next(iter(standing.values())) for _, _, standing in taken]
    for number, name in enumerate(found.over):
        texts = Texts.of([values[number] for _, values, _ in taken])
        created.append((dataset.column(name).heading, texts, heading_row, of_value))
    figures = list(dict.fromkeys(figure for standing in by_value.values() for figure in standing))
    for figure in figures:
        at_figure = [standing.get(figure) for _, _, standing in taken]
        texts = Texts.of(
            ["" if at is None else cells.text(at, row) for at, (row, *_) in zip(at_figure, taken, strict=True)]
        )
        created.append((figure, texts, at_rows, [first if at is None else at for at in at_figure]))
    for at in others:
        created.append((cells.headings[at], cells.columns[at].take(rows), at_rows, [at] * len(taken)))
    given = {plain(heading) for heading, *_ in created}
    for name, text in (dataset.wide.always if dataset.wide else {}).items():
        heading = dataset.column(name).heading
        if plain(heading) not in given:
            created.append((heading, Texts.same(text, len(taken)), heading_row, of_value))
    left_out, asked = _totals_across(cells, leaves, figures, totals, settled)
    over = listed(dataset.column(name).heading.lower() for name in found.over)
    quoted = listed(f'"{figure}"' for figure in figures)
    notice = Notice(
        file=cells.file,
        sheet=cells.sheet,
        cells=tuple(map(cells.address_of_heading, leaves)),
        met=f"a table with each {over} as a heading",
        done=f"it was read as one row for each, with the figures as {quoted}",
    )
    of_sheet = numpy.array(cells.sheet_columns, numpy.int64)
    return WideCells(
        file=cells.file,
        sheet=cells.sheet,
        headings=tuple(heading for heading, *_ in created),
        heading_row=cells.heading_row,
        columns=tuple(texts for _, texts, *_ in created),
        row_numbers=at_rows + 1,
        handlings=(*cells.handlings, notice, *left_out),
        questions=(*cells.questions, *asked),
        says=cells.says,
        answers=cells.answers,
        over_dates=tuple(words for _, words in found.unnamed),
        figures_are=f"figures by {over}",
        at_columns=tuple(int(of_sheet[of[0] if taken else first]) for *_, of in created),
        places=tuple((of_rows, of_sheet[list(of)]) for *_, of_rows, of in created),
    )


def _totals_across(
    cells: Cells, leaves: Mapping[int, Leaf], figures: Sequence[str], totals: Sequence[int], settled: Settled
) -> tuple[list[Notice], list[Problem]]:
    """What is to be said of columns of totals beside such figures, and a question where one is not what they add up to.

    Where the figures are of several kinds, or by two columns, nobody knows which of them a total is of.
    """
    notices = [
        Notice(
            file=cells.file,
            sheet=cells.sheet,
            cells=(cells.address_of_heading(at),),
            met=f'the heading "{cells.headings[at]}"',
            done="it was left out: PEELboard works it out itself",
        )
        for at in totals
    ]
    is_simple = len(figures) == 1 and all(len(leaf.values) == 1 and leaf.figure for leaf in leaves.values())
    summed = [at for at in totals if is_simple and TOTAL.fullmatch(cells.headings[at])]
    unlike = []
    for at in summed:
        for row in range(cells.height):
            numbers = [whole_number(cells.text(other, row)) for other in leaves]
            stated = whole_number(cells.text(at, row))
            if stated is not None and None not in numbers and sum(filter(None, numbers)) != stated:
                unlike.append(cells.address(at, row))
    key = f"total of {figures[0]}"
    if not unlike or settled.get(key) == ROWS_ARE_RIGHT:
        return notices, []
    question = Question(
        file=cells.file,
        sheet=cells.sheet,
        cells=tuple(unlike),
        found="a total that is not what the figures of its row add up to",
        expected="figures that add up to their total",
        todo="Look for a figure that is missing or counted twice, or say that the rows are right.",
        key=key,
        options=(ROWS_ARE_RIGHT,),
    )
    return notices, [question]
