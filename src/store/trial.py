"""An edition as it would be after an acceptance or a withdrawal. Nothing is written."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import duckdb
import pyarrow

from src.extracts.contract import Dataset
from src.extracts.datasets import DATASETS
from src.settings import Settings
from src.store import delta
from src.store.editions import Edition
from src.store.ledger import ACCEPTED, Event, Ledger
from src.store.tables import schema

EXAMPLES = 200
"""How many rows of each dataset are shown of those that change; the rest are counted."""
SAID = ("source_id", "place", "note", "row_number", "extract_id")
"""Columns that say where a row came from. A row that differs in nothing else is not restated."""


@dataclass(frozen=True, kw_only=True)
class Pending:
    """Rows that wait for acceptance, as they would be stored, and the event that would make them visible."""

    event: Event
    rows: pyarrow.Table


@dataclass(frozen=True, kw_only=True)
class RowChange:
    """One row that would come, change or go."""

    kind: str
    """added, restated or gone."""
    key: Mapping[str, Any]
    before: Mapping[str, Any]
    """The values that would change, by column; empty where the row is added."""
    after: Mapping[str, Any]
    """What they would change to; empty where the row goes."""


@dataclass(frozen=True, kw_only=True)
class RowChanges:
    """What would happen to the rows of one dataset."""

    dataset: Dataset
    added: int
    restated: int
    gone: int
    same: int
    examples: tuple[RowChange, ...]
    """The first of each kind, restated and gone before added."""


class Trial(Edition):
    """The newest edition with some rows added or some extracts left out, and the same beside it as it is now."""

    def __init__(
        self,
        settings: Settings,
        *,
        adding: Sequence[Pending] = (),
        leaving_out: Collection[str] = (),
        bringing_back: Collection[str] = (),
    ) -> None:
        ledger = Ledger(settings.store)
        self.compared_with = ledger.edition()
        self._before = ledger.visible(self.compared_with)
        self._pending: dict[str, list[pyarrow.Table]] = {}
        for pending in adding:
            self._pending.setdefault(pending.event.dataset, []).append(pending.rows)
        kept = [event for event in self._before if event.extract_id not in leaving_out]
        back = [e for e in ledger.events() if e.event == ACCEPTED and e.extract_id in bringing_back and e not in kept]
        # Numbered as the ledger would: where two of them speak of one row, the later one counts.
        new = [replace(pending.event, sequence=self.compared_with + at) for at, pending in enumerate(adding, 1)]
        super().__init__(
            settings,
            self.compared_with + max(1, len(new)),
            sorted((*kept, *back, *new), key=lambda event: event.sequence),
        )
        turned = {e.dataset for e in (*self._before, *back) if e.extract_id in {*leaving_out, *bringing_back}}
        self.touched = tuple(name for name in DATASETS if name in self._pending or name in turned)
        """The datasets whose rows may change, in order."""

    def changes(self) -> tuple[RowChanges, ...]:
        """What would happen to the rows of each dataset touched."""
        return tuple(self._changes_of(DATASETS[name]) for name in self.touched)

    def held_before(self, name: str) -> str:
        """The table that holds a dataset as it is now, for SQL asked of this trial."""
        table = f"{name}_now"
        with self._making:
            if table not in self._made:
                with self._connection.cursor() as cursor:
                    extracts = [event for event in self._before if event.dataset == name]
                    self._make_table(cursor, table, DATASETS[name], extracts)
                self._made.add(table)
        return table

    def _rows_of(self, cursor: duckdb.DuckDBPyConnection, dataset: Dataset) -> tuple[str, dict[str, Any]]:
        if dataset.name not in self._pending:
            return super()._rows_of(cursor, dataset)
        cursor.register("pending_rows", pyarrow.concat_tables(self._pending[dataset.name]))
        if not delta.files(self._settings.store / "tables" / dataset.name):
            return "select * from pending_rows", {}
        stored, parameters = super()._rows_of(cursor, dataset)
        return f"{stored} union all by name select * from pending_rows", parameters

    def _changes_of(self, dataset: Dataset) -> RowChanges:
        key = ("force_code", *dataset.key)
        values = [field.name for field in schema(dataset) if field.name not in (*key, *SAID)]
        now, then = self.held_before(dataset.name), dataset.name
        sides = ", ".join(f"{side}.{name} as {side}_{name}" for name in (*key, *values) for side in ("now", "later"))
        same_key = " and ".join(f"now.{name} is not distinct from later.{name}" for name in key)
        differs = (
            " or ".join(f"{_side('now', name)} is distinct from {_side('later', name)}" for name in values) or "false"
        )
        compared = (
            f"select {sides}, case when now.extract_id is null then 'added' when later.extract_id is null then 'gone'"
            f" when {differs} then 'restated' else 'same' end as kind"
            f" from {now} as now full join {then} as later on {same_key}"
        )
        self._make_ready((then,))
        with self._connection.cursor() as cursor:
            cursor.execute(f"create or replace table compared as {compared}")
        counted = self.ask("select kind, count(*) as row_count from compared group by kind", ())
        counts = {row["kind"]: int(row["row_count"]) for row in counted}
        first = ", ".join(f"coalesce(later_{name}, now_{name})" for name in key)
        order = "case kind when 'restated' then 1 when 'gone' then 2 else 3 end"
        shown = self.ask(
            f"select * from compared where kind <> 'same' order by {order}, {first} limit {EXAMPLES}",
            (),
        )
        return RowChanges(
            dataset=dataset,
            added=counts.get("added", 0),
            restated=counts.get("restated", 0),
            gone=counts.get("gone", 0),
            same=counts.get("same", 0),
            examples=tuple(_change(row, dataset.key, values) for row in shown),
        )


def _side(side: str, name: str) -> str:
    """A value as it is compared: a date without a precision is exact, and so is a figure without a qualifier."""
    usual = "day" if name.endswith("_precision") else "exactly" if name == "qualifier_code" else ""
    return f"coalesce({side}.{name}, '{usual}')" if usual else f"{side}.{name}"


def _change(row: Mapping[str, Any], key: Sequence[str], values: Sequence[str]) -> RowChange:
    kind = row["kind"]
    side = "now" if kind == "gone" else "later"
    moved = [
        name
        for name in values
        if row[f"now_{name}"] != row[f"later_{name}"] and not (kind == "restated" and name.endswith("_precision"))
    ]
    return RowChange(
        kind=kind,
        key={name: row[f"{side}_{name}"] for name in key},
        before={} if kind == "added" else {name: row[f"now_{name}"] for name in moved},
        after={} if kind == "gone" else {name: row[f"later_{name}"] for name in moved},
    )
