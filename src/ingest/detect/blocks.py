"""A sheet that holds several tables side by side or one under another becomes a sheet for each."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy
from numpy.typing import NDArray

from src.ingest.cells import Sheet, Texts, letters
from src.ingest.detect import dataset_matching
from src.ingest.detect.header_matching import tops
from src.ingest.detect.own_sheets import is_ours
from src.metrics.datasets import DATASETS

_PART = re.compile(r" \((?:[A-Z]+ to [A-Z]+|rows \d+ to \d+)\)$")
_TALLEST = 10_000
"""Sheets of several tables are made for readers: one of more rows is one table."""


def name_in_file(name: str) -> str:
    """The name in the workbook of a sheet that was split, by the name of one of its tables."""
    return _PART.sub("", name)


def split(sheets: Sequence[Sheet]) -> tuple[Sheet, ...]:
    """The sheets, each table of its own where every block of a sheet is one, whole. Cells keep their addresses."""
    return tuple(table for sheet in sheets for table in _split(sheet))


def _split(sheet: Sheet) -> list[Sheet]:
    if sheet.height > _TALLEST or is_ours(sheet):
        return [sheet]
    blocks = [block for block in (_across(sheet), _down(sheet)) if len(block) > 1 and all(map(_is_whole, block))]
    return blocks[0] if blocks else [sheet]


def _is_whole(block: Sheet) -> bool:
    """Whether a block has the headings that a dataset needs and at least half of what it has is that dataset's."""
    above = tops(block)
    fits = (dataset_matching.fit(block, above, dataset, {}) for dataset in DATASETS.values())
    return any(not fit.missing and fit.share > dataset_matching.ENOUGH for fit in fits)


def _across(sheet: Sheet) -> list[Sheet]:
    """The blocks of columns that empty columns set apart."""
    filled = [bool(column.filled.any()) for column in sheet.columns]
    blocks = []
    for first, last in _runs(filled):
        name = f"{sheet.name} ({letters(first)} to {letters(last)})".strip()
        columns = [column if first <= at <= last else _blank(column) for at, column in enumerate(sheet.columns)]
        merged = tuple(range_ for range_ in sheet.merged if first <= range_[1] <= last)
        blocks.append(replace(sheet, name=name, columns=tuple(columns[: last + 1]), merged=merged, widths=None))
    return blocks if sheet.widths is None else []


def _down(sheet: Sheet) -> list[Sheet]:
    """The blocks of rows that blank rows set apart, a title with the rows under it."""
    runs = [(first, last) for first, last in _runs(sheet.filled.tolist())]
    joined: list[tuple[int, int]] = []
    for first, last in reversed(runs):
        is_words = all(sum(map(bool, sheet.row(row))) == 1 for row in range(first, last + 1))
        if is_words and joined:
            joined[-1] = (first, joined[-1][1])
        else:
            joined.append((first, last))
    blocks = []
    for first, last in reversed(joined):
        is_in = numpy.arange(sheet.height)
        keep = (is_in >= first) & (is_in <= last)
        name = f"{sheet.name} (rows {first + 1} to {last + 1})".strip()
        merged = tuple(range_ for range_ in sheet.merged if first <= range_[0] <= last)
        blocks.append(replace(sheet, name=name, columns=tuple(_only(c, keep) for c in sheet.columns), merged=merged))
    return blocks


def _runs(filled: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """The first and last of each run of what is filled."""
    start = None
    for at, is_filled in enumerate((*filled, False)):
        if is_filled and start is None:
            start = at
        elif not is_filled and start is not None:
            yield start, at - 1
            start = None


def _blank(column: Texts) -> Texts:
    return Texts.same("", len(column))


def _only(column: Texts, keep: NDArray[numpy.bool_]) -> Texts:
    return Texts(column.bank, numpy.where(keep, column.places, 0).astype(column.places.dtype))
