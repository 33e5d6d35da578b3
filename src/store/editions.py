"""Everything visible at one edition, as tables that a metric's SQL can ask. Runs on DuckDB.

A table is made when it is first asked for and kept for the life of the edition. Questions come
from many threads at once, so each has a cursor of its own: a connection shared by threads gives
wrong rows.
"""

import threading
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import duckdb

from src.extracts import codes
from src.extracts.contract import Dataset, Supersedes
from src.extracts.datasets import DATASETS
from src.settings import Settings
from src.store import delta
from src.store.ledger import Event, Ledger
from src.store.tables import schema

ENGINE = f"DuckDB {duckdb.__version__}"
_LISTS_TYPES = {str: "varchar", int: "bigint", float: "double", bool: "boolean", date: "date"}
_TYPES = {"string": "varchar", "int64": "bigint", "double": "double", "date32[day]": "date", "bool": "boolean"}


class Edition:
    """One edition of a store. The same number always answers the same."""

    def __init__(self, settings: Settings, number: int, extracts: Sequence[Event] | None = None) -> None:
        self.number = number
        self._settings = settings
        self._extracts = Ledger(settings.store).visible(number) if extracts is None else tuple(extracts)
        self._connection = duckdb.connect(":memory:", config={"enable_external_access": "true"})
        self._connection.execute("set autoinstall_known_extensions = false")
        self._made: set[str] = set()
        self._making = threading.RLock()

    @property
    def written_at(self) -> datetime | None:
        """When the edition came to be, UTC; None for the one before anything was accepted."""
        return next((e.at for e in history(self._settings) if e.sequence == self.number), None)

    @property
    def extracts(self) -> Sequence[Event]:
        """The acceptances that can be seen, oldest first."""
        return self._extracts

    def ask(self, sql: str, reads: Sequence[str], parameters: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
        """The rows that SQL gives over the tables it reads, each a dict by column name."""
        self._make_ready(reads)
        with self._connection.cursor() as cursor:
            asked = cursor.execute(sql, dict(parameters or {}))
            columns = [column[0] for column in asked.description]
            return [dict(zip(columns, row, strict=True)) for row in asked.fetchall()]

    def ask_few(
        self, sql: str, reads: Sequence[str], parameters: Mapping[str, Any], most: int
    ) -> tuple[list[dict[str, Any]] | None, int]:
        """The rows that SQL gives and their number; None for the rows where there are more than so many."""
        self._make_ready(reads)
        with self._connection.cursor() as cursor:
            # Counted first: to count needs neither the columns of a long answer nor its order.
            counted = cursor.execute(f"select count(*) from ({sql})", dict(parameters))
            total = int(counted.fetchall()[0][0])
        return (None if total > most else self.ask(sql, reads, parameters)), total

    def every_statement(self, name: str) -> str:
        """The table of every visible row of a dataset, superseded or not, with the sequence of its extract."""
        table, dataset = f"{name}_every", DATASETS[name]
        with self._making:
            if table not in self._made:
                extracts = [event for event in self._extracts if event.dataset == name]
                with self._connection.cursor() as cursor:
                    self._make_visible(cursor, extracts)
                    rows, parameters = self._rows_of(cursor, dataset)
                    cursor.execute(
                        f"create table {table} as select rows.*, sequence from ({rows}) as rows"
                        " join visible on visible.extract_id = rows.extract_id",
                        parameters,
                    )
                self._made.add(table)
        return table

    def newest_date(self) -> date | None:
        """The newest date that any figure is held for; None where nothing is held."""
        dates = [event.period_to for event in self._extracts if event.period_to]
        return max(dates, default=None)

    def oldest_date(self) -> date | None:
        """The oldest date that any figure is held for; None where nothing is held."""
        dates = [event.period_from for event in self._extracts if event.period_from]
        return min(dates, default=None)

    def origins(self, reads: Sequence[str], as_at: date) -> list[dict[str, Any]]:
        """The sources of every dated row of these tables up to a date, with the extract that brought them."""
        found: list[dict[str, Any]] = []
        for name in reads:
            dataset = DATASETS.get(name)
            if dataset is None or dataset.dated_by is None or not any(e.dataset == name for e in self._extracts):
                continue
            found += self.ask(
                "select used.source_id, used.place, used.extract_id, coalesce(sources.title, used.extract_id) as title,"
                " coalesce(sources.publisher, '') as publisher, sources.published_on, sources.published_precision,"
                " coalesce(sources.kind_code, 'other') as kind_code, sources.address, sources.licence"
                f" from (select coalesce(source_id, extract_id) as source_id, place, extract_id,"
                f" min(row_number) as first_row from {name} where {dataset.dated_by} <= $as_at"
                " group by coalesce(source_id, extract_id), place, extract_id) as used"
                " left join sources on sources.source_id = used.source_id"
                " order by sources.published_on desc, used.source_id, used.first_row",
                (name, "sources"),
                {"as_at": as_at},
            )
        return found

    def reconciliations(self, metric: str, as_at: date) -> list[dict[str, Any]]:
        """The sums that the figures of a metric are part of, as found and as expected."""
        return [
            {"name": tried.name, "holds": tried.holds, **row}
            for dataset in DATASETS.values()
            for tried in dataset.reconciliations
            if metric in tried.metrics
            for row in self.ask(tried.sql, tried.reads, {"as_at": as_at})
        ]

    def code_list(self, name: str) -> codes.CodeList:
        """A list of data/reference."""
        return codes.read_all(self._settings.reference)[name]

    def _make_ready(self, tables: Sequence[str]) -> None:
        if self._made.issuperset(tables):
            return
        with self._making:
            for table in tables:
                if table not in self._made:
                    self._make(table)
                    self._made.add(table)

    def _make(self, table: str) -> None:
        if table in DATASETS:
            self._make_dataset(DATASETS[table])
        else:
            self._make_list(codes.read_all(self._settings.reference)[table])

    def _make_dataset(self, dataset: Dataset) -> None:
        extracts = [event for event in self._extracts if event.dataset == dataset.name]
        with self._connection.cursor() as cursor:
            self._make_table(cursor, dataset.name, dataset, extracts)

    def _make_table(
        self, cursor: duckdb.DuckDBPyConnection, table: str, dataset: Dataset, extracts: Sequence[Event]
    ) -> None:
        """A table of the rows of these extracts, the superseded ones left out."""
        columns = ", ".join(f"{field.name} {_TYPES[str(field.type)]}" for field in schema(dataset))
        if not extracts:
            cursor.execute(f"create table {table} ({columns})")
            return
        self._make_visible(cursor, extracts)
        names = ", ".join(field.name for field in schema(dataset))
        rows, parameters = self._rows_of(cursor, dataset)
        cursor.execute(
            f"create table {table} as select {names} from ("
            f" select rows.*, {_newest_first(dataset)} as newest_is_one"
            f" from ({rows}) as rows"
            " join visible on visible.extract_id = rows.extract_id"
            ") as ranked where newest_is_one = 1 order by extract_id, row_number",
            parameters,
        )

    def _make_visible(self, cursor: duckdb.DuckDBPyConnection, extracts: Sequence[Event]) -> None:
        """The list of extracts that rows are taken of, for as long as the cursor lives."""
        cursor.execute("create or replace temp table visible (extract_id varchar, sequence bigint)")
        # All at once: one by one takes a third of a millisecond each.
        cursor.execute(
            "insert into visible select unnest($names), unnest($numbers)",
            {"names": [e.extract_id for e in extracts], "numbers": [e.sequence for e in extracts]},
        )

    def _rows_of(self, cursor: duckdb.DuckDBPyConnection, dataset: Dataset) -> tuple[str, dict[str, Any]]:
        """SQL that gives every row ever appended to a dataset, visible or not, with its parameters."""
        files = list(delta.files(self._settings.store / "tables" / dataset.name))
        # A store from before a column was added holds no such column: there it is empty.
        columns = ", ".join(f"cast(null as {_TYPES[str(field.type)]}) as {field.name}" for field in schema(dataset))
        stored = "select * from read_parquet($files, union_by_name = true)"
        return f"select {columns} where false union all by name {stored}", {"files": files}

    def _make_list(self, codes_list: codes.CodeList) -> None:
        columns = ", ".join(f"{c} {_LISTS_TYPES[codes.kind_of(c)]}" for c in codes_list.columns)
        with self._connection.cursor() as cursor:
            cursor.execute(f"create table {codes_list.name} ({columns})")
            if codes_list.rows:
                marks = ", ".join("?" for _ in codes_list.columns)
                cursor.executemany(
                    f"insert into {codes_list.name} values ({marks})",
                    [[row[c] for c in codes_list.columns] for row in codes_list.rows],
                )


def _newest_first(dataset: Dataset) -> str:
    """SQL that ranks rows so that the ones to keep are 1, as the dataset says newer supersedes older."""
    if dataset.supersedes is Supersedes.BY_SNAPSHOT:
        return f"dense_rank() over (partition by rows.force_code, rows.{dataset.dated_by} order by sequence desc)"
    key = ", ".join(f"rows.{name}" for name in ("force_code", *dataset.key))
    return f"row_number() over (partition by {key} order by sequence desc, row_number desc)"


@lru_cache(maxsize=4)
def _open(settings: Settings, number: int) -> Edition:
    return Edition(settings, number)


@lru_cache(maxsize=2)
def _ledger(store: Path) -> Ledger:
    return Ledger(store)


def newest(settings: Settings) -> int:
    """The number of the newest edition of the store. Cheap: asked at every page."""
    return _ledger(settings.store).edition()


def history(settings: Settings) -> Sequence[Event]:
    """Every event of the ledger, oldest first. As cheap as `newest`."""
    return _ledger(settings.store).events()


def title_of(event: Event) -> str:
    """The title of the dataset that an event is about."""
    return DATASETS[event.dataset].title if event.dataset in DATASETS else event.dataset


def open_edition(settings: Settings, number: int | None = None) -> Edition:
    """An edition, the newest where no number is given. Raises LookupError where there is none such."""
    latest = newest(settings)
    if number is not None and not 0 <= number <= latest:
        raise LookupError(f"There is no edition {number}. The newest is {latest}.")
    return _open(settings, latest if number is None else number)
