"""Tables drawn in a test, and an engine that answers SQL over them.

A drawn table is a line of headings, a line of dashes, and rows; cells are set apart by bars and
an empty cell is null:

    area_code | cases_awaiting_count
    ----------+---------------------
    dudley    | 4
    walsall   |
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import pyarrow

from src.contracts import code_lists
from src.contracts.metric import Row
from src.metrics.datasets import DATASETS
from src.settings import Settings
from src.store.engines import DuckDb, Engine
from src.store.tables import schema

ARROW = {
    str: pyarrow.string(),
    int: pyarrow.int64(),
    float: pyarrow.float64(),
    bool: pyarrow.bool_(),
    date: pyarrow.date32(),
}
STORED = {"string": str, "int64": int, "double": float, "date32[day]": date, "bool": bool}


def drawn(text: str) -> tuple[list[str], list[list[str]]]:
    """The headings and the rows of a drawn table, all still text."""
    lines = [line for line in text.splitlines() if line.strip()]
    headings, dashes, *rows = [[cell.strip() for cell in line.split("|")] for line in lines]
    assert set("".join(dashes)) <= set("-+"), "the second line of a drawn table is dashes"
    for row in rows:
        assert len(row) == len(headings), f"the row {row} does not fit the headings {headings}"
    return headings, rows


def shown(value: Any) -> str:
    """A value as a drawn table shows it: 4 is a whole number, 4.0 is not."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, date) else str(value)


def column(rows: Iterable[Row], key: str, value: str) -> dict[Any, Any]:
    """One column of some rows by another, where that other is different in every row."""
    found = [(row[key], row[value]) for row in rows]
    assert len({name for name, _ in found}) == len(found), f"{key} is not different in every row"
    return dict(found)


def _value(text: str, kind: type) -> Any:
    if text == "":
        return None
    if kind is bool:
        return text == "yes"
    return date.fromisoformat(text) if kind is date else kind(text)


class DrawnEngine:
    """Drawn tables on an engine, with the columns and types that the store would give them."""

    number = 1

    def __init__(self, tables: Mapping[str, str], engine: Engine | None = None) -> None:
        self._drawn = tables
        self._lists = code_lists.read_all(Settings().reference)
        self._engine = engine or DuckDb()
        self._made: set[str] = set()
        self._shared: dict[tuple[Any, ...], Sequence[Row]] = {}

    def ask(self, sql: str, reads: Sequence[str], parameters: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
        """The rows that SQL gives over the drawn tables; lists that are not drawn are the real ones."""
        for name in reads:
            if name not in self._made:
                self._make(name)
                self._made.add(name)
        return self._engine.ask(sql, parameters or {})

    def ask_shared(self, sql: str, reads: Sequence[str], parameters: Mapping[str, Any] | None = None) -> Sequence[Row]:
        """The same, worked out once: drawn tables stay as they are."""
        key = (sql, *sorted((parameters or {}).items()))
        if key not in self._shared:
            self._shared[key] = self.ask(sql, reads, parameters)
        return self._shared[key]

    def origins(self, reads: Sequence[str], as_at: date) -> list[dict[str, Any]]:
        """None: drawn rows come from no source."""
        return []

    def reconciliations(self, metric: str, as_at: date) -> list[dict[str, Any]]:
        """The sums that the figures of a metric are part of."""
        return [
            {"name": tried.name, "holds": tried.holds, **row}
            for dataset in DATASETS.values()
            for tried in dataset.reconciliations
            if metric in tried.metrics
            for row in self.ask(tried.sql, tried.reads, {"as_at": as_at})
        ]

    def _make(self, name: str) -> None:
        if name in DATASETS:
            kinds = {field.name: STORED[str(field.type)] for field in schema(DATASETS[name])}
            rows: list[dict[str, Any]] = []
        else:
            kinds = {column: code_lists.kind_of(column) for column in self._lists[name].columns}
            rows = [dict(row) for row in self._lists[name].rows]
        if name in self._drawn:
            headings, texts = drawn(self._drawn[name])
            unknown = set(headings) - set(kinds)
            assert not unknown, f"{name} has no column {unknown}"
            rows = [{h: _value(cell, kinds[h]) for h, cell in zip(headings, row, strict=True)} for row in texts]
            for number, row in enumerate(rows, start=2):
                if "row_number" in kinds:
                    row.setdefault("row_number", number)
        types = pyarrow.schema([(column, ARROW[kind]) for column, kind in kinds.items()])
        self._engine.hold(name, pyarrow.Table.from_pylist(rows, schema=types))
