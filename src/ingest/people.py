"""Looks through everything a file holds for people, before a byte of it is saved. PEELboard holds no persons.

A refusal names the place and what was found there, never the value itself.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache

import numpy
import pyarrow
import pyarrow.compute

from src.contracts.dataset import Dataset
from src.contracts.date_formats import as_date
from src.contracts.problem import Problem, gathered
from src.ingest import privacy
from src.ingest.cells import Read, Sheet, Texts, letters
from src.ingest.detect.header_matching import names, plain
from src.ingest.detect.own_sheets import is_ours
from src.metrics.datasets import DATASETS

_BLOCK_TOP = 3
"""How many rows from the top of a block of rows may hold its headings."""
_NUMBER = re.compile(r"[-+(]?[£$]?[\d.,]+%?\)?")


def problems_in(read: Read) -> tuple[Problem, ...]:
    """A problem for each kind of thing about people that stands in a cell of any sheet."""
    found = [
        _problem(read.file, what, sheet=sheet.name, cells=(f"{letters(column)}{row + 1}",))
        for sheet in read.sheets
        for column, row, what in (*_headings(sheet), *_cells(sheet))
    ]
    return gathered([*found, *_elsewhere(read)])


def _elsewhere(read: Read) -> Iterator[Problem]:
    """A problem for each such thing outside the cells: in a comment, a property, the copy behind a pivot table."""
    if read.other_text is None:
        return
    places, texts, names = read.other_text.columns
    in_cells = {word for sheet in read.sheets for column in sheet.columns for word in column.words}
    for column, judge in (
        (texts, _words(texts)),
        (names, {at: (what,) for at, word in enumerate(names.words) if (what := privacy.heading(word))}),
    ):
        for word, kinds in judge.items():
            if column.words[word] not in in_cells:
                rows = numpy.flatnonzero(column.places == word).tolist()
                yield from (_problem(read.file, what, places[row]) for row in rows for what in kinds)


def _problem(file: str, what: str, place: str = "", *, sheet: str = "", cells: tuple[str, ...] = ()) -> Problem:
    return Problem(
        file=file,
        sheet=sheet,
        cells=cells,
        found=f"what looks like {what}" + (f" in {place}" if place else ""),
        expected="nothing about persons: PEELboard holds counts, grades and findings",
        todo="Take it out wherever it stands. Nothing was stored.",
    )


def _cells(sheet: Sheet) -> Iterator[tuple[int, int, str]]:
    """The column, the row and the kind of each cell that holds something of a person."""
    for at, column in enumerate(sheet.columns):
        for word, kinds in _words(column).items():
            rows = numpy.flatnonzero(column.places == word).tolist()
            yield from ((at, row, what) for row in rows for what in kinds)


def _words(column: Texts) -> dict[int, tuple[str, ...]]:
    """Those words of a column that hold something of a person. All are searched at once: there may be a million."""
    normal = pyarrow.compute.utf8_lower(pyarrow.compute.utf8_normalize(column.bank, "NFKC"))
    suspect = pyarrow.compute.or_(
        pyarrow.compute.match_substring_regex(normal, privacy.ANY),
        pyarrow.compute.invert(pyarrow.compute.string_is_ascii(column.bank)),
    )
    places = numpy.flatnonzero(suspect.to_numpy(zero_copy_only=False)).tolist()
    return {place: found for place in places if (found := privacy.find(column.bank[place].as_py()))}


def _headings(sheet: Sheet) -> Iterator[tuple[int, int, str]]:
    """Headings that name people, in every row of the sheet that may be one of headings."""
    if not sheet.columns or is_ours(sheet):
        return
    filled = numpy.array([column.filled for column in sheet.columns])
    widths = filled.sum(axis=0)
    narrowest = min(2, int(widths.max()))
    last = [int(numpy.flatnonzero(cells)[-1]) if cells.any() else -1 for cells in filled]
    is_wide = widths >= narrowest
    tops = numpy.flatnonzero(is_wide & ~numpy.concatenate([[False], is_wide[:-1]]))
    for top in tops.tolist():
        # Headings may take several rows, of which the first has gaps.
        for row in range(top, min(top + _BLOCK_TOP, sheet.height)):
            cells = [(at, cell) for at, cell in enumerate(sheet.row(row)) if cell]
            if row > top and (widths[row] <= widths[top] or any(_is_figure(cell) for _, cell in cells)):
                break
            if not _are_declared([cell for _, cell in cells]):
                yield from ((at, row, what) for at, cell in cells if last[at] > row and (what := privacy.heading(cell)))


def _is_figure(cell: str) -> bool:
    return bool(_NUMBER.fullmatch(cell)) or as_date(cell) is not None


def _are_declared(cells: list[str]) -> bool:
    """Whether a row has the headings of a dataset that declares one like people's: a source has an address."""
    words = {plain(cell) for cell in cells}
    return any(
        {known[word] for word in words & known.keys()} >= {column.name for column in dataset.columns if column.required}
        for dataset, known in _suspect()
    )


@cache
def _suspect() -> tuple[tuple[Dataset, Mapping[str, str]], ...]:
    """The datasets that declare a heading that looks like people, with the column each plain heading stands for."""
    return tuple(
        (dataset, names(dataset))
        for dataset in DATASETS.values()
        if any(privacy.looks_like(column.heading) for column in dataset.columns)
    )
