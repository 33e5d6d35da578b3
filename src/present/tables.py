"""A table as a pack and a page have it: every cell as its value, for a workbook, and as a reader sees it."""

import csv
import io
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from src import wording
from src.contracts.column import Column
from src.contracts.metric import NOT_SHOWN, Distinguished, Result, Row

_NUMBER = re.compile(r"(?:[<>≤+−-]|about )?\d[\d,.]*%?(?: (?:to|of) \d[\d,.]*%?)?")
_NO_NUMBER = (wording.NO_FIGURE, "not known", "none yet", "–", "")
_FEW, _SENTENCE = 4, 80
"""So many columns, and cells of so many letters, a phone has room for beside each other."""
Value = str | int | float | bool | date | None


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One cell."""

    value: Value
    """None where no figure is held, or where it is hidden."""
    text: str
    address: str = ""
    """Where a click leads."""
    is_strong: bool = False
    note: str = ""
    """What stands small under it."""
    spoken: str = ""
    """What a screen reader says besides."""

    @property
    def is_plain(self) -> bool:
        """Whether it is its text and nothing more."""
        return not (self.address or self.is_strong or self.note or self.spoken)

    @property
    def is_date(self) -> bool:
        """Whether it is a date, which is not broken over two lines."""
        return isinstance(self.value, date)

    @property
    def unbroken(self) -> str:
        """Its words in a file; a date, or what stands for a figure, is not broken over two lines."""
        return self.text.replace(" ", "\u00a0") if self.value is None or self.is_date else self.text


@dataclass(frozen=True, kw_only=True)
class Heading:
    """What stands over a column."""

    heading: str
    is_number: bool = False
    press: str = ""
    """The name of the button that sorts by it; empty where nothing sorts."""
    order: str = ""
    """Which way the rows are sorted by it: ascending or descending; empty where they are not."""


@dataclass(frozen=True, kw_only=True)
class Table:
    """Columns and rows."""

    columns: tuple[Heading, ...]
    rows: tuple[tuple[Cell, ...], ...]
    more: int = 0
    """How many rows there are that are not listed here."""
    flagged: Collection[int] = ()
    """The places of the rows that stand out."""
    has_row_heads: bool = False
    """Whether the first cell of a row says what the row is about."""

    @property
    def is_wide(self) -> bool:
        """Whether a phone has no room for its columns: there are many, or one holds sentences."""
        return len(self.columns) > _FEW or (
            len(self.columns) > 1 and any(len(cell.text) > _SENTENCE for row in self.rows for cell in row)
        )

    def named(self, heading: str, names: Sequence[str]) -> "Table":
        """The same with a column before the others that says what each row is about."""
        rows = ((Cell(value=name, text=name), *row) for name, row in zip(names, self.rows, strict=True))
        return replace(self, columns=(Heading(heading=heading), *self.columns), rows=tuple(rows))

    def headed(self, heading: str) -> "Table":
        """The same table with another heading over its first column."""
        return replace(self, columns=(replace(self.columns[0], heading=heading), *self.columns[1:]))

    def without_last_column(self) -> "Table":
        """The same table but for its last column."""
        return replace(self, columns=self.columns[:-1], rows=tuple(row[:-1] for row in self.rows))

    def first(self, most: int) -> "Table":
        """The first rows only, the others counted."""
        return replace(self, rows=self.rows[:most], more=self.more + max(0, len(self.rows) - most))

    def pages(self, size: int) -> "tuple[Table, ...]":
        """The rows in turn, so many to a page."""
        return tuple(replace(self, rows=self.rows[at : at + size]) for at in range(0, len(self.rows), size))


def of_result(
    result: Result,
    names: Sequence[str] = (),
    *,
    rows: Sequence[Row] | None = None,
    is_long: bool = False,
    flagged: str = "",
    link: Callable[[Row], str] | None = None,
    linked: str = "title",
) -> Table:
    """The rows of a result, or some of them, in the columns that its card declares.

    `names` are the columns to show, in order, where they are not those of the card's table. Rows where the column
    `flagged` holds something stand out. A `link` says where the column `linked` of a row leads. Raises KeyError for the
    name of a column that the card does not declare.
    """
    chosen = result.rows if rows is None else rows
    columns = result.card.named(names)

    shown = [column.name for column in columns]

    def of(row: Row, column: Column) -> Cell:
        value = row.get(column.name)
        if isinstance(value, Distinguished) and value.column in shown:
            row = {**row, column.name: value.plain}
        return cell(row, column, is_long=is_long, address=link(row) if link and column.name == linked else "")

    return Table(
        columns=tuple(Heading(heading=item.heading, is_number=item.is_number) for item in columns),
        rows=tuple(tuple(of(row, column) for column in columns) for row in chosen),
        flagged=frozenset(at for at, row in enumerate(chosen) if flagged and row.get(flagged)),
    )


def cell(row: Row, column: Column, *, is_long: bool = False, address: str = "") -> Cell:
    """One cell: a bound is a bound, and a figure that is not held is said not to be held."""
    value: Any = row.get(column.name)
    hidden = row.get(NOT_SHOWN, {}).get(column.name)
    if hidden:
        return Cell(value=None, text=hidden)
    if value is None:
        return Cell(value=None, text=column.missing or (wording.NO_FIGURE if column.is_number else "–"))
    qualifier = row.get(column.qualifier) if column.qualifier else None
    precision = row.get(column.precision) if column.precision else None
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        written = wording.bounded(value, qualifier, column.decimals) + column.suffix
        return Cell(value=value, text=written, address=address)
    return _plain(value, precision=precision, is_long=is_long, address=address)


def as_csv(table: Table) -> str:
    """A table as comma-separated text, headings first: figures as such, dates as 2024-02-27. No cell is a formula."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(column.heading for column in table.columns)
    writer.writerows([wording.safe_cell(cell.value) for cell in row] for row in table.rows)
    return text.getvalue()


def of_records(records: Sequence[Mapping[str, Any]], *, has_row_heads: bool = False) -> Table:
    """A table of what is no result: each record has the headings as its keys.

    A column of numbers is known by its values, also where they are written out: 12 to 15, or +9.
    """
    names = list(records[0]) if records else []
    columns = [Heading(heading=name, is_number=_are_numbers(record[name] for record in records)) for name in names]
    table = plain(columns, ([record[name] for name in names] for record in records), is_long=True)
    return replace(table, has_row_heads=has_row_heads)


def _are_numbers(values: Iterable[Value | Cell]) -> bool:
    written = [value.text if isinstance(value, Cell) else str(value) for value in values if value is not None]
    written = [text for text in written if text not in _NO_NUMBER]
    return bool(written) and all(_NUMBER.fullmatch(text) for text in written)


def plain(columns: Sequence[Heading], rows: Iterable[Sequence[Value | Cell]], *, is_long: bool = False) -> Table:
    """A table of values that are no result's rows."""
    filled = [
        tuple(
            value if isinstance(value, Cell) else _plain(value, is_number=column.is_number, is_long=is_long)
            for value, column in zip(row, columns, strict=True)
        )
        for row in rows
    ]
    return Table(columns=tuple(columns), rows=tuple(filled))


def _plain(
    value: Value, *, precision: str | None = None, is_long: bool = False, is_number: bool = False, address: str = ""
) -> Cell:
    if value is None:
        return Cell(value=None, text=wording.NO_FIGURE if is_number else "–")
    if isinstance(value, bool):
        text = "Yes" if value else "No"
    elif isinstance(value, date):
        text = (wording.dated if is_long else wording.short_dated)(value, precision)
    else:
        text = wording.number(value) if isinstance(value, (int, float)) else str(value)
    return Cell(value=value, text=text, address=address)
