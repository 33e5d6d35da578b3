"""The code lists of data/reference: one CSV a list, the first column the code, the second its name.

The ending of a column's name says what it holds, as everywhere in PEELboard: `_on` a date,
`_count`, `_order`, `_hours` and `_days` a whole number, `is_` yes or no, `value` a number;
anything else is text.

`misspellings.csv` is no list of its own: it says which other spellings of a value have been met in
real files and cannot be mistaken, and each list carries those that are its own.
"""

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path

Value = str | int | float | bool | date | None
MISSPELLINGS = "misspellings"


@dataclass(frozen=True, kw_only=True)
class CodeList:
    """One list: its column names and its rows, in the order of the file."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[Mapping[str, Value], ...]
    misspellings: Mapping[str, str] = field(default_factory=dict)
    """The code that each other spelling known of a value stands for."""

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes, in order."""
        return tuple(str(row[self.columns[0]]) for row in self.rows)

    def names(self) -> dict[str, str]:
        """The name of each code."""
        return {str(row[self.columns[0]]): str(row[self.columns[1]]) for row in self.rows}

    def same(self) -> dict[str, str]:
        """The code of each text that is a code or a name but for small and capital letters."""
        known = {name.lower(): code for code, name in self.names().items()}
        for code in self.codes:
            known |= {code.lower().replace("_", " "): code, code.lower(): code}
        return known

    def near(self) -> dict[str, str]:
        """The code of each known misspelling, and of each text that differs in signs and spaces alone.

        Both as `letters_of` has them. A text that could stand for two codes is left out.
        """
        found: dict[str, set[str]] = {}
        for spelling, code in (*self.same().items(), *self.misspellings.items()):
            found.setdefault(letters_of(spelling), set()).add(code)
        return {letters: next(iter(codes)) for letters, codes in found.items() if letters and len(codes) == 1}


def letters_of(text: str) -> str:
    """A text's letters and digits alone, small: B'ham and BHAM are both bham. Of 2021/22 the signs count too."""
    small = text.lower()
    if re.search(r"[a-z]", small):
        return re.sub(r"[^a-z0-9]+", "", small)
    return re.sub(r"\s+", "", small).replace("/", "-")


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
    misspelt: dict[str, dict[str, str]] = {}
    if (folder / f"{MISSPELLINGS}.csv").exists():
        with (folder / f"{MISSPELLINGS}.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                misspelt.setdefault(row["list"], {})[row["spelling"]] = row["code"]
    for path in sorted(folder.glob("*.csv")):
        if path.stem == MISSPELLINGS:
            continue
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            columns = tuple(reader.fieldnames or ())
            rows = tuple({c: _typed(c, row[c]) for c in columns} for row in reader)
        codes = {str(row[columns[0]]) for row in rows}
        known = {spelling: code for spelling, code in misspelt.get(path.stem, {}).items() if code in codes}
        lists[path.stem] = CodeList(name=path.stem, columns=columns, rows=rows, misspellings=known)
    return lists
