"""A table with a figure in each row and a column that names what it counts, read with a column for each of these."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy
import pandas

from src.contracts.dataset import Dataset
from src.ingest.cells import Cells, Notice, Sheet, Texts
from src.ingest.detect.header_matching import Answers, Tops, meaning, names, plain
from src.ingest.detect.unpivot import WideCells

MEASURES = frozenset(
    (
        "measure",
        "measures",
        "measure name",
        "measure names",
        "metric",
        "metric name",
        "indicator",
        "indicator name",
        "kpi",
    )
)
_VALUES = frozenset(
    ("value", "values", "measure value", "measure values", "figure", "figures", "count", "number", "result", "total")
)
MOST = 20
"""A column with more different texts than this names no measures."""


@dataclass(frozen=True, kw_only=True)
class Naming:
    """Where the parts of such a table stand, rows and columns counted from 0."""

    row: int
    """The row of headings."""
    headings: tuple[str, ...]
    measure: int
    """The column that names what is counted."""
    value: int
    """The column of the figures."""
    words: tuple[str, ...]
    """What is counted, as the table writes it, in the order it is met."""
    dataset: Dataset

    @cached_property
    def unlike(self) -> tuple[tuple[int, str], ...]:
        """Its headings with their columns: those of its own but for the two, then what it counts."""
        own = [(at, heading) for at, heading in enumerate(self.headings) if at not in (self.measure, self.value)]
        return (*((at, heading) for at, heading in own if heading), *((self.measure, word) for word in self.words))

    def meant(self, answers: Answers) -> list[str | None]:
        """What each of these means, as `meaning` has it."""
        known = names(self.dataset)
        return [meaning(heading, self.dataset, known, answers) for _, heading in self.unlike]

    def present(self, answers: Answers) -> frozenset[str]:
        """The columns of the dataset that the table gives."""
        return frozenset(filter(None, self.meant(answers)))

    def names_a_figure(self, answers: Answers) -> bool:
        """Whether one of the things it counts is known to be a figure of the dataset."""
        known = names(self.dataset)
        counted = {meaning(word, self.dataset, known, answers) or "" for word in self.words} - {""}
        return any(self.dataset.column(name).is_number for name in counted)

    def share(self, answers: Answers) -> float:
        """How much of its headings, and of what it counts, is known."""
        meant = self.meant(answers)
        return sum(name is not None for name in meant) / len(meant)


def naming(sheet: Sheet, above: Tops, dataset: Dataset, answers: Answers) -> Naming | None:
    """Such a table of a dataset that has figures and no such column of its own; None where there is none."""
    known = names(dataset)
    if not any(column.is_number for column in dataset.columns):
        return None

    def at(headings: Sequence[str], wanted: frozenset[str]) -> list[int]:
        plains = list(map(plain, headings))
        return [at for at, word in enumerate(plains) if word in wanted and word not in known and word not in answers]

    for row, (headings, _) in enumerate(above):
        measures, values = at(headings, MEASURES), at(headings, _VALUES)
        if len(measures) != 1 or len(values) != 1:
            continue
        texts, below = sheet.columns[measures[0]], numpy.arange(sheet.height) > row
        is_figure = below & sheet.columns[values[0]].filled
        places = pandas.unique(texts.places[is_figure])
        words = tuple(texts.bank[int(place)].as_py() for place in places[: MOST + 1])
        if 0 < len(words) <= MOST and "" not in words:
            return Naming(
                row=row,
                headings=tuple(headings),
                measure=measures[0],
                value=values[0],
                words=words,
                dataset=dataset,
            )
    return None


def spread(cells: Cells, found: Naming) -> Cells:
    """The table with a row for each thing that its figures are of, and a column for each thing they count.

    As it is where one of its two columns was left out, as it was hidden.
    """
    if not {found.measure, found.value} <= set(cells.sheet_columns):
        return cells
    measure, value = (cells.sheet_columns.index(at) for at in (found.measure, found.value))
    measures = cells.columns[measure].places
    others = [
        at
        for at, texts in enumerate(cells.columns)
        if at not in (measure, value) and not _goes_with(texts, cells.columns[measure])
    ]
    rows = pandas.DataFrame({at: cells.columns[at].places for at in others} | {"of": 0})
    group = rows.groupby(list(rows.columns), sort=False).ngroup()
    # What is counted twice of one thing stands in a row of its own: it is a second row with the same key.
    again = pandas.DataFrame({"of": group, "measure": measures}).groupby(["of", "measure"]).cumcount()
    number = pandas.DataFrame({"of": group, "again": again}).groupby(["of", "again"], sort=False).ngroup().to_numpy()
    first = numpy.unique(number, return_index=True)[1]
    at_rows = cells.row_numbers - 1
    created = [(cells.headings[at], at, cells.columns[at].take(first), at_rows[first]) for at in others]
    for word in found.words:
        is_word = measures == cells.columns[measure].words.index(word)
        if not is_word.any():  # its rows were left out: of it the table says nothing
            continue
        standing = first.copy()
        standing[number[is_word]] = numpy.flatnonzero(is_word)
        texts = cells.columns[value].take(standing)
        is_given = numpy.isin(numpy.arange(len(first)), number[is_word])
        created.append((word, value, Texts(texts.bank, numpy.where(is_given, texts.places, 0)), at_rows[standing]))
    of_sheet = cells.sheet_columns
    names_met = " and ".join(f'"{cells.headings[at]}"' for at in (measure, value))
    notice = Notice(
        file=cells.file,
        sheet=cells.sheet,
        cells=tuple(map(cells.address_of_heading, (measure, value))),
        met=f"figures whose kind a column names, under {names_met}",
        done="each kind was read as a column of its own",
    )
    return WideCells(
        file=cells.file,
        sheet=cells.sheet,
        headings=tuple(heading for heading, *_ in created),
        heading_row=cells.heading_row,
        columns=tuple(texts for _, _, texts, _ in created),
        row_numbers=at_rows[first] + 1,
        handlings=(*cells.handlings, notice),
        questions=cells.questions,
        says=cells.says,
        answers=cells.answers,
        measures_in=cells.headings[measure],
        measures=found.words,
        at_columns=tuple(of_sheet[measure if at == value else at] for _, at, *_ in created),
        places=tuple((down, numpy.full(len(first), of_sheet[at])) for _, at, _, down in created),
    )


def _goes_with(texts: Texts, measures: Texts) -> bool:
    """Whether a column says something of the measure alone, such as its unit: one text for each, and not one for all."""
    pairs = pandas.DataFrame({"measure": measures.places, "text": texts.places}).drop_duplicates()
    return len(pairs) == len(set(pairs.measure)) and len(set(pairs.text)) > 1
