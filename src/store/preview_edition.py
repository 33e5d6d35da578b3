"""An edition as it would be after an acceptance or a withdrawal. Nothing is written."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pyarrow
from pyarrow import compute

from src.contracts.dataset import Dataset, Supersedes
from src.metrics.datasets import DATASETS
from src.settings import Settings
from src.store.editions import Edition, same_values
from src.store.engines import DuckDb
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
    emptied: int
    """How many figures and texts of restated rows would be empty."""
    examples: tuple[RowChange, ...]
    """The first of each kind, restated and gone before added."""
    elsewhere: int = 0
    """Rows of the extracts that wait which are about another force than the one that is shown."""


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
        stored = [event for event in self._before if event.extract_id not in leaving_out]
        back = [e for e in ledger.events() if e.event == ACCEPTED and e.extract_id in bringing_back and e not in stored]
        # Numbered as the ledger would: where two of them speak of one row, the later one counts.
        self._waiting = [pending.event for pending in adding]
        new = [replace(pending.event, sequence=self.compared_with + at) for at, pending in enumerate(adding, 1)]
        super().__init__(
            settings,
            self.compared_with + max(1, len(new)),
            sorted((*stored, *back, *new), key=lambda event: event.sequence),
            DuckDb(),  # rows that wait are here and not where a server could read them
        )
        self._stored = self._of_the_force((*self._before, *back))
        self._turned = {e.dataset for e in (*self._before, *back) if e.extract_id in {*leaving_out, *bringing_back}}
        self.touched = tuple(name for name in DATASETS if name in self._pending or name in self._turned)
        """The datasets whose rows may change, in order."""

    def changes(self) -> tuple[RowChanges, ...]:
        """What would happen to the rows of each dataset touched."""
        return tuple(self._changes_of(DATASETS[name]) for name in self.touched)

    def held_before(self, name: str) -> str:
        """The table that holds a dataset as it is now, for SQL asked of this trial."""
        table = f"{name}_now"
        with self._making:
            if table not in self._made:
                existing = self._of_the_force(self._before)
                self._make_table(table, DATASETS[name], [event for event in existing if event.dataset == name])
                self._made.add(table)
        return table

    def _rows_of(self, dataset: Dataset) -> str:
        if dataset.name not in self._pending:
            return super()._rows_of(dataset)
        return f"{super()._rows_of(dataset)} union all by name select * from {self._hold_pending(dataset)}"

    def waiting(self, name: str) -> str:
        """The table that holds the rows of a dataset that wait; empty where none do."""
        return self._hold_pending(DATASETS[name]) if name in self._pending else ""

    def _hold_pending(self, dataset: Dataset) -> str:
        """The rows of a dataset that wait."""
        table = f"{dataset.name}_pending"
        if table not in self._made:
            self._engine.hold(table, pyarrow.concat_tables(self._pending[dataset.name]))
            self._made.add(table)
        return table

    def _make_dataset(self, dataset: Dataset) -> None:
        pending = self._pending.get(dataset.name, [])
        says_less = any(event.absent or event.part for event in self._waiting if event.dataset == dataset.name)
        if len(pending) != 1 or says_less or dataset.name in self._turned or not self._settings.scope.is_whole:
            super()._make_dataset(dataset)
            return
        # One extract newer than all others: every row of it stands, and of the rows held those that it leaves
        # alone. To rank a million new rows among a handful of old ones would find the same and take seconds, and
        # to copy them a tenth of one.
        existing, waiting = self.held_before(dataset.name), self._hold_pending(dataset)
        by = ("force_code", dataset.dated_by) if dataset.supersedes is Supersedes.BY_SNAPSHOT else _key(dataset)
        names = ", ".join(field.name for field in schema(dataset))
        left = f"{dataset.name}_left"
        self._engine.make(
            left,
            f"select {names} from {existing} as now anti join {waiting} as later on {same_values('now', 'later', by)}",
        )
        self._engine.view(
            dataset.name,
            f"select {names} from {left}"
            f" union all select {names} from {waiting} as rows where {self._is_of_the_force()}",
        )

    def _changes_of(self, dataset: Dataset) -> RowChanges:
        key = _key(dataset)
        values = [field.name for field in schema(dataset) if field.name not in (*key, *SAID)]
        now, later = self.held_before(dataset.name), dataset.name
        same_key = same_values("now", "later", key)
        differing = [f"{_side('now', name)} is distinct from {_side('later', name)}" for name in values]
        differs = f"({' or '.join(differing) or 'false'})"
        # How exact a figure or a date is goes with it: to say nothing of that empties nothing.
        beside = {name for column in dataset.all_columns for name in (column.qualifier, column.precision)}
        counts = [name for name in values if name not in beside]
        emptied = [f"cast(now.{name} is not null and later.{name} is null as int)" for name in counts]
        both = f"from {now} as now join {later} as later on {same_key}"
        (counted,) = self.ask(
            f"select (select count(*) from {now}) as held, (select count(*) from {later}) as would_be,"
            f" count(*) as matched, count(*) filter (where {differs}) as restated,"
            f" coalesce(sum({' + '.join(emptied) or '0'}), 0) as emptied {both}",
            (later,),
        )
        shown = {
            "restated": f"{both} where {differs}",
            "gone": f"from {now} as now anti join {later} as later on {same_key}",
            "added": f"from {later} as later anti join {now} as now on {same_key}",
        }
        examples: list[RowChange] = []
        for kind, source in shown.items():
            left = EXAMPLES - len(examples)
            sides = {"restated": ("now", "later"), "gone": ("now",), "added": ("later",)}[kind]
            columns = ", ".join(f"{side}.{name} as {side}_{name}" for name in (*key, *values) for side in sides)
            order = ", ".join(f"{sides[-1]}.{name}" for name in key)
            if left:
                rows = self.ask(f"select {columns} {source} order by {order} limit {left}", (later,))
                examples += [_change(kind, row, dataset.key, values) for row in rows]
        matched, restated = int(counted["matched"]), int(counted["restated"])
        return RowChanges(
            dataset=dataset,
            added=int(counted["would_be"]) - matched,
            restated=restated,
            gone=int(counted["held"]) - matched,
            same=matched - restated,
            emptied=int(counted["emptied"]),
            examples=tuple(examples),
            elsewhere=self._elsewhere(dataset),
        )

    def _elsewhere(self, dataset: Dataset) -> int:
        waiting = self._pending.get(dataset.name, [])
        others = [compute.not_equal(rows["force_code"], self._settings.force_code) for rows in waiting]
        return sum(compute.sum(is_other).as_py() or 0 for is_other in others)


def _key(dataset: Dataset) -> tuple[str, ...]:
    return ("force_code", *dataset.key)


def _side(side: str, name: str) -> str:
    """A value as it is compared: a date without a precision is exact, and so is a figure without a qualifier."""
    usual = "day" if name.endswith("_precision") else "exactly" if name == "qualifier_code" else ""
    return f"coalesce({side}.{name}, '{usual}')" if usual else f"{side}.{name}"


def _change(kind: str, row: Mapping[str, Any], key: Sequence[str], values: Sequence[str]) -> RowChange:
    side = "now" if kind == "gone" else "later"
    before = {name: row.get(f"now_{name}") for name in values}
    after = {name: row.get(f"later_{name}") for name in values}
    moved = [
        name
        for name in values
        if before[name] != after[name] and not (kind == "restated" and name.endswith("_precision"))
    ]
    return RowChange(
        kind=kind,
        key={name: row[f"{side}_{name}"] for name in key},
        before={} if kind == "added" else {name: before[name] for name in moved},
        after={} if kind == "gone" else {name: after[name] for name in moved},
    )
