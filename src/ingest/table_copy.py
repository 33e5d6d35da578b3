"""The copy that is saved of a table that was taken: its columns and rows as text, and nothing else of the file."""

from collections.abc import Collection

import numpy
import pyarrow
import pyarrow.compute

from src.ingest.cells import Cells

_TO_QUOTE = r'[",\r\n]|^\s|\s$'


def as_csv(cells: Cells, columns: Collection[int]) -> bytes:
    """Those columns of a table as CSV in UTF-8, each cell in the row and column of the sheet that it stood in.

    A table that was turned from wide to long has its rows one under another.
    """
    numbers = cells.row_numbers - 1
    heading_row = cells.heading_row - 1
    if len(numbers) > 1 and (numpy.diff(numbers) <= 0).any():
        heading_row, numbers = 0, numpy.arange(1, cells.height + 1)
    height = int(max([heading_row, *numbers[-1:]])) + 1
    at_columns: dict[int, int] = {}
    for at in sorted(columns):  # one that stands for every row has no column of the sheet to itself
        place = cells.sheet_columns[at]
        at_columns[place if place not in at_columns else max((*cells.sheet_columns, *at_columns)) + 1] = at
    found = []
    for place in range(max(at_columns, default=-1) + 1):
        words = numpy.zeros(height, numpy.int64)
        bank = pyarrow.array(["", ""])
        if place in at_columns:
            at = at_columns[place]
            bank = _quoted(pyarrow.concat_arrays([cells.columns[at].bank, pyarrow.array([cells.headings[at]])]))
            words[numbers] = cells.columns[at].places
            words[heading_row] = len(bank) - 1
        found.append(bank.take(pyarrow.array(words)))
    lines = pyarrow.compute.binary_join_element_wise(*found, ",").to_pylist() if found else []
    return "".join(f"{line}\n" for line in lines).encode()


def _quoted(words: pyarrow.StringArray) -> pyarrow.StringArray:
    """The words as CSV has them."""
    doubled = pyarrow.compute.replace_substring(words, '"', '""')
    return pyarrow.compute.if_else(
        pyarrow.compute.match_substring_regex(words, _TO_QUOTE),
        pyarrow.compute.binary_join_element_wise('"', doubled, '"', ""),
        words,
    )
