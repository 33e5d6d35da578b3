"""Sheets as they are first made: columns of distinct words and, for each row, which of them it holds.

Nothing here needs numpy, which takes longer to load than most files take to read. The same with it is in cells.py.
"""

from array import array
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any, NamedTuple

from src.contracts.problem import Notice

ROWS_AT_ONCE = 1_024
"""How many rows are held as rows before they become part of columns."""
PLACE = "i"
PLACE_BYTES = array(PLACE).itemsize


class Column(NamedTuple):
    """One column of texts. The first word is the empty one, whether or not a row holds it."""

    words: list[str]
    places: "array[int]"


@dataclass(frozen=True, kw_only=True)
class BareSheet:
    """One sheet of a file. What the fields mean is said in cells.Sheet."""

    name: str = ""
    columns: Sequence[Column]
    height: int
    widths: "array[int] | None" = None
    merged: tuple[tuple[int, int, int, int], ...] = ()
    separator: str = ""
    is_1904: bool | None = None
    hidden_rows: Sequence[int] = ()
    hidden_columns: Sequence[int] = ()


@dataclass(frozen=True, kw_only=True)
class BareRead:
    """A file that was read: its sheets, and what was decided on the way."""

    sheets: Sequence[BareSheet]
    handlings: Sequence[Notice] = ()
    other_text: BareSheet | None = None
    """Of a workbook, every text that is no cell: in each row its place, the text, and a name of a column."""


class Gathering:
    """Takes rows of values as they come, wide and narrow, and keeps them as columns."""

    def __init__(self, text: Callable[[Any], str] | None = None) -> None:
        """Takes how a value becomes text; values that are texts already are only stripped."""
        self.height = 0
        self.widths = array(PLACE)
        self._text = text
        self._known: list[defaultdict[Any, int]] = []
        self._places: list[array[int]] = []

    @property
    def width(self) -> int:
        """How many columns there are so far."""
        return len(self._known)

    def add(self, rows: Sequence[Sequence[Any]]) -> None:
        """Take some rows in. Cells missing at their ends are empty ones."""
        self.widths.extend(map(len, rows))
        self.add_columns(list(zip_longest(*rows, fillvalue="")), len(rows))

    def add_columns(self, columns: Sequence[Sequence[Any]], height: int) -> None:
        """Take some rows in that were already turned into columns."""
        while self.width < len(columns):
            self._known.append(_numbered())
            self._places.append(blank_places(self.height))
        for column, known, places in zip_longest(columns, self._known, self._places):
            if column is None:
                places.extend(blank_places(height))
                continue
            if self._text and bool in set(map(type, column)):
                # True equals 1 and would be taken for it.
                column = ["yes" if value is True else "no" if value is False else value for value in column]
            places.extend(array(PLACE, map(known.__getitem__, column)))
        self.height += height

    def columns(self) -> tuple[Column, ...]:
        """The columns, every value as text. Values whose texts are the same become one word."""
        return tuple(self._column(known, places) for known, places in zip(self._known, self._places, strict=True))

    def _column(self, known: "defaultdict[Any, int]", places: "array[int]") -> Column:
        values = list(known)
        words = list(map(self._text or str.strip, values))
        if words == values:
            return Column(words, places)
        first: dict[str, int] = {}
        moved = [first.setdefault(word, len(first)) for word in words]
        if len(first) < len(words):
            places = array(PLACE, map(moved.__getitem__, places))
        return Column(list(first), places)


def padded(text: bytes, filling: bytes) -> bytes:
    """Bytes made up to a whole number of places, so that what follows them can be used as it lies."""
    return text + filling * (-len(text) % PLACE_BYTES)


def blank_places(height: int) -> "array[int]":
    """The places of rows that hold nothing."""
    return array(PLACE, bytes(PLACE_BYTES * height))


def first_longer(columns: Sequence[Column], most: int) -> tuple[int, int] | None:
    """The row and column, from 0, of the first cell of more letters than that; None where there is none."""
    found = []
    for at, (words, places) in enumerate(columns):
        longer = {place for place, word in enumerate(words) if len(word) > most}
        if longer:
            found.append((next(row for row, place in enumerate(places) if place in longer), at))
    return min(found, default=None)


def _numbered() -> "defaultdict[Any, int]":
    """A dictionary that gives each new key the next number. The empty text has the first."""
    known: defaultdict[Any, int] = defaultdict()
    known.default_factory = known.__len__
    known[""]
    return known
