"""A table as a pack holds it: every cell as its value, for a workbook, and as a reader sees it, for a slide."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from src import wording
from src.contracts.metric import NOT_SHOWN, Result, Row

Value = str | int | float | bool | date | None


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One cell."""

    value: Value
    """None where no figure is held, or where it is held back."""
    text: str


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column."""

    heading: str
    is_number: bool = False
    width: float = 1.0
    """Its share of the width, beside the other columns' shares."""


@dataclass(frozen=True, kw_only=True)
class Table:
    """Columns and rows."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    more: int = 0
    """How many rows there are that are not listed here."""

    def first(self, most: int) -> "Table":
        """The first rows only, the others counted."""
        return replace(self, rows=self.rows[:most], more=self.more + max(0, len(self.rows) - most))

    def pages(self, size: int) -> "tuple[Table, ...]":
        """The rows in turn, so many to a page."""
        return tuple(replace(self, rows=self.rows[at : at + size]) for at in range(0, len(self.rows), size))


@dataclass(frozen=True, kw_only=True)
class Field:
    """A column of a result, as a table shows it."""

    name: str
    heading: str
    is_number: bool = False
    qualifier: str = ""
    """The column that says whether the figure is a bound."""
    precision: str = ""
    """The column that says how exactly the date is known."""
    suffix: str = ""
    width: float = 1.0


def table(rows: Iterable[Row], fields: Sequence[Field]) -> Table:
    """The rows of a result as a table."""
    return Table(
        columns=tuple(Column(heading=item.heading, is_number=item.is_number, width=item.width) for item in fields),
        rows=tuple(tuple(cell(row, item) for item in fields) for row in rows),
    )


def cell(row: Row, field: Field) -> Cell:
    """One cell, as the pages show it: a bound is a bound, and a figure not held is said not to be held."""
    value: Any = row.get(field.name)
    held_back = row.get(NOT_SHOWN, {}).get(field.name)
    if held_back:
        return Cell(value=None, text=held_back)
    if value is None:
        return Cell(value=None, text=wording.NO_FIGURE if field.is_number else "–")
    if isinstance(value, bool):
        return Cell(value=value, text="Yes" if value else "No")
    if isinstance(value, date):
        return Cell(value=value, text=wording.short_dated(value, row.get(field.precision) if field.precision else None))
    if isinstance(value, (int, float)):
        text = wording.bounded(value, row.get(field.qualifier)) if field.qualifier else wording.number(value)
        return Cell(value=value, text=text + field.suffix)
    return Cell(value=str(value), text=str(value))


def plain(columns: Sequence[Column], rows: Iterable[Sequence[Value | Cell]]) -> Table:
    """A table of values that are no result's rows."""
    return Table(columns=tuple(columns), rows=tuple(tuple(_plain(value) for value in row) for row in rows))


def _plain(value: Value | Cell) -> Cell:
    if isinstance(value, Cell):
        return value
    return cell({"value": value}, Field(name="value", heading=""))


HIDDEN = ("source_id", "place", "note", NOT_SHOWN, "reading_note", "source_address", "meaning")
DATE_OF = {"as_at_on": "as_at_precision", "published_on": "published_precision", "month_on": "month_precision"}
COUNTED = ("_count", "_days", "_percent", "_grade", "_points", "_value", "change_printed", "difference")


def whole(result: Result) -> Table:
    """Every row of a result with the columns that say something to a reader."""
    names = [name for name in (result.rows[0] if result.rows else ()) if name not in HIDDEN]
    labelled = {name.removesuffix("_name") for name in names if name.endswith("_name")}
    shown = [
        name
        for name in names
        if not name.endswith(("_precision", "_order", "_id"))
        and not name.startswith("previous_")  # stands in the row of its own date
        and not (name.endswith("_code") and name.removesuffix("_code") in labelled)
    ]
    numbers = {
        name: name.endswith(COUNTED) or any(isinstance(row.get(name), (int, float)) for row in result.rows)
        for name in shown
    }
    fields = [
        Field(
            name=name,
            heading=heading(name),
            is_number=numbers[name] and not name.startswith("is_"),
            precision=DATE_OF.get(name, ""),
        )
        for name in shown
    ]
    return table(result.rows, fields)


def heading(name: str) -> str:
    """The name of a column as a heading: as_at_on is As at, and cases_awaiting_count is Cases awaiting."""
    return wording.capital(wording.spoken(name.removesuffix("_on").removesuffix("_code")))
