"""The code lists of data/reference: one CSV a list, the first column the code, the second its name.

The ending of a column's name says what it holds, as everywhere in PEELboard: `_on` a date,
`_count`, `_order`, `_hours` and `_days` a whole number, `is_` yes or no, `value` a number;
anything else is text.

`misspellings.csv` is no list of its own: it says which other spellings of a value have been met in
real files and cannot be mistaken, and each list carries those that are its own.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping
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
        if text not in ("yes", "no"):
            raise ValueError
        return text == "yes"
    if kind is date:
        return date.fromisoformat(text)
    if kind is int:
        return int(text)
    return float(text) if kind is float else text


def texts_of(folder: Path) -> Mapping[str, str]:
    """The text of each file of a folder of code lists, by the name of its list. Raises OSError, UnicodeDecodeError."""
    return {path.stem: path.read_bytes().decode("utf-8-sig") for path in sorted(folder.glob("*.csv"))}


@lru_cache(maxsize=8)
def read_all(folder: Path) -> Mapping[str, CodeList]:
    """Every code list of a folder, by name."""
    return parsed(texts_of(folder))


def parsed(texts: Mapping[str, str]) -> Mapping[str, CodeList]:
    """Every code list, by name, of the texts of their files. Raises ValueError for a cell that is no value of its kind."""
    misspelt: dict[str, dict[str, str]] = {}
    for row in csv.DictReader(io.StringIO(texts.get(MISSPELLINGS, ""), newline="")):
        misspelt.setdefault(row["list"], {})[row["spelling"]] = row["code"]
    lists = {}
    for name, text in texts.items():
        if name == MISSPELLINGS:
            continue
        reader = csv.DictReader(io.StringIO(text, newline=""))
        columns = tuple(reader.fieldnames or ())
        rows = tuple({c: _typed(c, row[c] or "") for c in columns} for row in reader)
        codes = {str(row[columns[0]]) for row in rows}
        known = {spelling: code for spelling, code in misspelt.get(name, {}).items() if code in codes}
        lists[name] = CodeList(name=name, columns=columns, rows=rows, misspellings=known)
    return lists


_EXPECTED = {bool: "yes or no", date: "a date such as 2024-02-01", int: "a whole number", float: "a number"}


def problems(texts: Mapping[str, str], product: Mapping[str, str]) -> Iterator[str]:
    """What is wrong with a force's own lists, a sentence each, held against those that PEELboard comes with."""
    codes = {name: _codes(text) for name, text in {**product, **texts}.items()}
    first = Counter(
        columns[0] for name, text in product.items() if name != MISSPELLINGS and (columns := _columns(text))
    )
    of = {_columns(text)[0]: name for name, text in product.items() if first[_columns(text)[0]] == 1}
    # Where PEELboard's own list has other codes in a column of that name, the two have nothing to do with each other.
    mixed = {
        (name, column)
        for name, text in product.items()
        for column, values in _values(text).items()
        if column in of and not values <= {"", *_codes(product[of[column]])}
    }
    for name, text in texts.items():
        if text == product.get(name):
            continue
        if name not in product:
            yield f"{name}.csv is none of PEELboard's lists: {', '.join(sorted(product))}. Rename it, or take it away."
            continue
        columns = _columns(text)
        if missing := [column for column in _columns(product[name]) if column not in columns]:
            yield f"{name}.csv has no column {', '.join(missing)}; expected {', '.join(_columns(product[name]))}."
            continue
        rows = list(csv.DictReader(io.StringIO(text, newline="")))
        for number, row in enumerate(rows, 2):
            if None in row or None in row.values():
                yield f"{name}.csv, row {number}: found {len(row)} cells or more; expected {len(columns)}, as the headings."
                continue
            for column in columns:
                where = f"{name}.csv, row {number}, {column}"
                try:
                    _typed(column, row[column])
                except ValueError:
                    yield f'{where}: found "{row[column]}"; expected {_EXPECTED[kind_of(column)]}.'
                other = of.get(column, name)
                if other != name and (name, column) not in mixed and row[column] and row[column] not in codes[other]:
                    yield f'{where}: found "{row[column]}"; expected a code of {other}.csv: {", ".join(codes[other])}.'
        if name != MISSPELLINGS and columns[0].endswith("_code"):
            counted = Counter(row[columns[0]] for row in rows)
            yield from (f'{name}.csv: the code "{code}" is there {n} times.' for code, n in counted.items() if n > 1)
            if "" in counted:
                yield f"{name}.csv has a row without a code."


def _columns(text: str) -> list[str]:
    return next(csv.reader(io.StringIO(text, newline="")), [""])


def _values(text: str) -> dict[str, set[str]]:
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    return {column: {row[column] for row in rows} for column in _columns(text)}


def _codes(text: str) -> list[str]:
    return [row[0] for row in list(csv.reader(io.StringIO(text, newline="")))[1:] if row]
