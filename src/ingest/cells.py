"""What reading gives: sheets of text, then the headings and rows of one of them, each with its address.

Sheets and tables are kept by column, and a column keeps each distinct text once: extracts repeat
their dates and areas in every row, and what is worked out of a text is worked out once.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy
import pyarrow
from numpy.typing import NDArray

from src.contracts.problem import Notice, Problem
from src.ingest.cell_addresses import letters, number_of
from src.ingest.sandbox.columnar import BareRead, BareSheet, Column, Gathering

__all__ = ["Cells", "Notice", "Read", "Sheet", "Texts", "letters", "number_of"]

Places = NDArray[numpy.int32]


class Texts:
    """One column of texts, each distinct text once."""

    def __init__(self, words: Sequence[str] | pyarrow.StringArray, places: Places) -> None:
        self.bank = words if isinstance(words, pyarrow.Array) else pyarrow.array(words, pyarrow.string())
        """The words as Arrow holds them: a million of them are there at once, and strings only where asked for."""
        self.places = places
        """For each row, which of the words it holds."""

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The distinct texts, the empty one first. There may be some that no row holds."""
        return tuple(self.bank.to_pylist())

    def __len__(self) -> int:
        return len(self.places)

    def __getitem__(self, row: int) -> str:
        return str(self.bank[int(self.places[row])])

    @property
    def filled(self) -> NDArray[numpy.bool_]:
        """For each row, whether it holds anything."""
        return numpy.not_equal(self.places, 0)

    def take(self, rows: Any) -> "Texts":
        """Some of the rows, by their number or by True and False."""
        return Texts(self.bank, self.places[rows])

    def texts(self) -> list[str]:
        """The text of each row."""
        return [self.words[place] for place in self.places.tolist()]

    def changed(self, change: Callable[[str], str]) -> "Texts":
        """The column with each distinct text changed. Texts that become the same become one word."""
        first = {"": 0}
        moved = [first.setdefault(change(word), len(first)) for word in self.words]
        return Texts(list(first), numpy.array(moved, numpy.int32)[self.places])

    @classmethod
    def of(cls, texts: Sequence[str]) -> "Texts":
        """The column that holds these texts."""
        gathering = Gathering()
        gathering.add_columns([texts], len(texts))
        return cls.bare(*gathering.columns())

    @classmethod
    def same(cls, text: str, height: int) -> "Texts":
        """A column that holds the same text in every row."""
        return cls(["", text] if text else [""], numpy.full(height, bool(text), numpy.int32))

    @classmethod
    def bare(cls, column: Column) -> "Texts":
        """The column as it was first made."""
        return cls(column.words, numpy.array(column.places, numpy.int32))


@dataclass(frozen=True, kw_only=True, eq=False)
class Sheet:
    """One sheet of a file, all of it, every cell text. A text file is one sheet without a name."""

    name: str = ""
    columns: tuple[Texts, ...]
    """From column A of the sheet on, each from its first row on, so that places are addresses."""
    height: int
    widths: Places | None = None
    """How many cells each row of a text file has; None for a workbook, whose rows are as wide as the sheet."""
    merged: tuple[tuple[int, int, int, int], ...] = ()
    """First row, first column, last row and last column of each merged range, counted from 0."""
    separator: str = ""
    """What sets the cells of a text file apart; empty for a workbook."""
    is_1904: bool | None = None
    """Whether the workbook counts its days from 1904 (or from 1900); None where that is not known."""
    hidden_rows: tuple[int, ...] = ()
    """The rows from 0 that are hidden, filtered out or struck through."""
    hidden_columns: tuple[int, ...] = ()

    def row(self, at: int) -> tuple[str, ...]:
        """The cells of a row, counted from 0."""
        width = len(self.columns) if self.widths is None else self.widths[at]
        return tuple([column[at] for column in self.columns[:width]])

    def texts_above(self, row: int) -> Iterator[str]:
        """What stands in the cells above a row, counted from 0."""
        for above in range(row):
            yield from filter(None, self.row(above))

    @cached_property
    def filled(self) -> NDArray[numpy.bool_]:
        """For each row, whether any of its cells holds something."""
        found = numpy.zeros(self.height, bool)
        for column in self.columns:
            found |= column.filled
        return found

    @classmethod
    def bare(cls, sheet: BareSheet) -> "Sheet":
        """The sheet as it was first made."""
        widths = None if sheet.widths is None else numpy.array(sheet.widths, numpy.int32)
        columns = tuple(Texts.bare(column) for column in sheet.columns)
        return cls(**{**vars(sheet), "columns": columns, "widths": widths})

    @classmethod
    def of_rows(cls, *, rows: Sequence[Sequence[str]], separator: str = "", **more: Any) -> "Sheet":
        """The sheet that holds these rows. The rows of a text file may be of any width."""
        gathering = Gathering()
        gathering.add(rows)
        widths = numpy.array([len(row) for row in rows], numpy.int32) if separator else None
        columns = tuple(Texts.bare(column) for column in gathering.columns())
        return cls(columns=columns, height=len(rows), widths=widths, separator=separator, **more)


@dataclass(frozen=True, kw_only=True)
class Read:
    """A file that was read: its sheets, and what was decided on the way."""

    file: str
    sheets: tuple[Sheet, ...]
    handlings: tuple[Notice, ...] = ()
    other_text: Sheet | None = None
    """As in columnar.BareRead: looked through for people and then dropped."""

    @classmethod
    def bare(cls, file: str, read: BareRead) -> "Read":
        """The file as it was first read."""
        return cls(file=file, sheets=tuple(map(Sheet.bare, read.sheets)), handlings=tuple(read.handlings))


@dataclass(frozen=True, kw_only=True, eq=False)
class Cells:
    """The cells of one table: its headings and the rows under them, all still text."""

    file: str
    headings: tuple[str, ...]
    heading_row: int
    columns: tuple[Texts, ...]
    row_numbers: NDArray[numpy.int64]
    """The row of the sheet that each row stands in, counted as a spreadsheet counts."""
    sheet: str = ""
    handlings: tuple[Notice, ...] = ()
    questions: tuple[Problem, ...] = ()
    """What was in doubt as the table was found, asked together with what is in doubt of its cells."""
    says: str = ""
    """What the words around the table say that its rows are of."""
    around: tuple[str, ...] = ()
    """The words above the table and the names of its sheet and file."""
    answers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By the name of a column that is not there, the answers there are about it."""
    over_dates: tuple[str, ...] = ()
    """The headings that stand over figures under dates or values, where they name no column."""
    figures_are: str = "figures under dates"
    """What those figures are, in a few words."""
    measures_in: str = ""
    """The heading of the column that named what the figures of each row count, where there was one."""
    measures: tuple[str, ...] = ()
    """What it named: each is a heading now."""
    at_columns: tuple[int, ...] = ()
    """The column of the sheet that each column stands in, from 0. Left out where they are the same."""

    @property
    def height(self) -> int:
        """How many rows there are under the headings."""
        return len(self.row_numbers)

    @property
    def sheet_columns(self) -> tuple[int, ...]:
        """The column of the sheet that each column stands in, from 0."""
        return self.at_columns or tuple(range(len(self.columns)))

    def hidden_rows(self, sheet: Sheet) -> NDArray[numpy.bool_]:
        """For each row, whether it is out of sight in its sheet."""
        return numpy.isin(self.row_numbers - 1, sheet.hidden_rows)

    def take(self, rows: Any) -> "Cells":
        """Some of the rows, by True and False."""
        return replace(
            self, columns=tuple(column.take(rows) for column in self.columns), row_numbers=self.row_numbers[rows]
        )

    def without(self, columns: Sequence[int]) -> "Cells":
        """The table without some of its columns."""
        left = [at for at in range(len(self.columns)) if at not in columns]
        return replace(
            self,
            headings=tuple(self.headings[at] for at in left),
            columns=tuple(self.columns[at] for at in left),
            at_columns=tuple(self.sheet_columns[at] for at in left),
        )

    def row(self, at: int) -> tuple[str, ...]:
        """The cells of a row, counted from 0."""
        return tuple([column[at] for column in self.columns])

    def text(self, column: int, row: int) -> str:
        """What one cell holds."""
        return self.columns[column][row]

    def address(self, column: int, row: int) -> str:
        """The cell's name in a spreadsheet: column 1 of the fourth row is B4."""
        return f"{self._letters(column)}{self.row_numbers[row]}"

    def addresses(self, column: int, rows: Any) -> tuple[str, ...]:
        """The names of several cells of a column, by the numbers of their rows or by True and False."""
        name = self._letters(column)
        return tuple([f"{name}{number}" for number in self.row_numbers[rows].tolist()])

    def address_of_heading(self, column: int) -> str:
        """The cell's name of a heading."""
        return f"{self._letters(column)}{self.heading_row}"

    def _letters(self, column: int) -> str:
        return letters(self.at_columns[column] if self.at_columns else column)

    @classmethod
    def of_rows(cls, *, rows: Sequence[Sequence[str]], row_numbers: Sequence[int], **more: Any) -> "Cells":
        """The table that holds these rows, each as wide as the others."""
        columns = tuple(Texts.of(column) for column in zip(*rows, strict=True))
        return cls(columns=columns, row_numbers=numpy.array(row_numbers, numpy.int64), **more)
