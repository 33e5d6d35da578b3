"""The code lists of data/reference: one CSV a list, the first column the code, the second its name.

The ending of a column's name says what it holds, as everywhere in PEELboard: `_on` a date,
`_count`, `_order`, `_hours` and `_days` a whole number, `is_` yes or no, `value` a number;
anything else is text.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

Value = str | int | float | bool | date | None


@dataclass(frozen=True, kw_only=True)
class CodeList:
    """One list: its column names and its rows, in the order of the file."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[Mapping[str, Value], ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes, in order."""
        return tuple(str(row[self.columns[0]]) for row in self.rows)

    def names(self) -> dict[str, str]:
        """The name of each code."""
        return {str(row[self.columns[0]]): str(row[self.columns[1]]) for row in self.rows}


def kind_of(column: str) -> type:
    """The type that a column of that name holds."""
    if column.startswith("is_"):
        return bool
    if column.endswith("_on"):
        return date
    if column.endswith(("_count", "_order", "_hours", "_days")):
        return int
    return float if column == "value" else str


def _typed(column: str, text: str) -> Value:
    if text == "":
        return None
    kind = kind_of(column)
    if kind is bool:
        return text == "yes"
    if kind is date:
        return date.fromisoformat(text)
    if kind is int:
        return int(text)
    return float(text) if kind is float else text


@lru_cache(maxsize=8)
def read_all(folder: Path) -> Mapping[str, CodeList]:
    """Every code list of a folder, by name."""
    lists = {}
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            columns = tuple(reader.fieldnames or ())
            rows = tuple({c: _typed(c, row[c]) for c in columns} for row in reader)
        lists[path.stem] = CodeList(name=path.stem, columns=columns, rows=rows)
    return lists
