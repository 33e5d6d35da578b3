"""Everything visible at one edition, as tables that a metric's SQL can ask. An engine holds them and answers.

A table is made when it is first asked for and kept for the life of the edition. It holds the rows of the force
that is shown: others may be held beside it in the store, and a page is about one.
"""

import threading
from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any

import pyarrow

from src.contracts import code_lists
from src.contracts.dataset import Dataset, Reconciliation, Supersedes
from src.metrics.datasets import DATASETS
from src.settings import Actor, Settings
from src.store import audit, engines, integrity, lists, row_security
from src.store.disk_check import IntegrityError
from src.store.engines import Engine
from src.store.ledger import Event, Ledger
from src.store.tables import schema

_LISTS_TYPES = {
    str: pyarrow.string(),
    int: pyarrow.int64(),
    float: pyarrow.float64(),
    bool: pyarrow.bool_(),
    date: pyarrow.date32(),
}
_IN_EVERY_RESULT = ("sources", "discrepancies", "tolerances")
_SHARED, _SHORT = 256, 1_000
"""How many answers that results share are kept, and how many rows one may have to be kept."""
_VISIBLE = pyarrow.schema([("extract_id", pyarrow.string()), ("sequence", pyarrow.int64())])


class Edition:
    """One edition of a store. The same number always answers the same."""

    def __init__(
        self,
        settings: Settings,
        number: int,
        extracts: Sequence[Event] | None = None,
        engine: Engine | None = None,
    ) -> None:
        self.number = number
        self._settings = settings
        self._extracts = self._of_the_force(Ledger(settings.store).visible(number) if extracts is None else extracts)
        self._stored = self._extracts
        self._extracts_of: dict[str, tuple[str, ...]] = {}
        for event in self._extracts:
            self._extracts_of[event.dataset] = (*self._extracts_of.get(event.dataset, ()), event.extract_id)
        self._engine = engine or engines.chosen(settings)
        self._made: set[str] = set()
        self._making = threading.RLock()
        self._shared: dict[Hashable, Sequence[Mapping[str, Any]]] = {}

    @property
    def engine(self) -> str:
        """What answers, by its name and version."""
        return self._engine.name

    @property
    def written_at(self) -> datetime | None:
        """When the edition came to be, UTC; None for the one before anything was accepted."""
        return next((e.at for e in history(self._settings) if e.sequence == self.number), None)

    @property
    def extracts(self) -> Sequence[Event]:
        """The acceptances that can be seen and speak of the force, oldest first."""
        return self._extracts

    def standing(self, metric: str, reads: Sequence[str]) -> tuple[Hashable, ...]:
        """What the result of a metric rests on: its code lists and the extracts that its rows, sources and sums are of.

        Another edition for which this is the same gives the same result.
        """
        of = {*reads, *_IN_EVERY_RESULT, *(name for tried in _sums(metric) for name in tried.reads)}
        return (self._lists_hash, *(self._extracts_of.get(name, ()) for name in sorted(of & DATASETS.keys())))

    def ask(self, sql: str, reads: Sequence[str], parameters: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
        """The rows that SQL gives over the tables it reads, each a dict by column name."""
        self._make_ready(reads)
        return self._engine.ask(sql, parameters or {})

    def ask_shared(
        self, sql: str, reads: Sequence[str], parameters: Mapping[str, Any] | None = None
    ) -> Sequence[Mapping[str, Any]]:
        """The same for a short answer that many results share: worked out once. Not to be changed."""
        key = (sql, *sorted((parameters or {}).items()))
        found = self._shared.get(key)
        if found is None:
            found = tuple(self.ask(sql, reads, parameters))
            if len(found) <= _SHORT:
                with self._making:
                    while len(self._shared) >= _SHARED:
                        del self._shared[next(iter(self._shared))]
                    self._shared[key] = found
        return found

    def ask_few(
        self, sql: str, reads: Sequence[str], parameters: Mapping[str, Any], most: int
    ) -> tuple[list[dict[str, Any]] | None, int]:
        """The rows that SQL gives and their number; None for the rows where there are more than so many."""
        self._make_ready(reads)
        rows = self._engine.ask(sql, parameters, most + 1)
        if len(rows) <= most:
            return rows, len(rows)
        # To count needs neither the columns of a long answer nor its order.
        (counted,) = self.ask(f"select count(*) as total from ({sql}) as answered", reads, parameters)
        return None, int(counted["total"])

    def every_statement(self, name: str) -> str:
        """The table of every visible row of a dataset, superseded or not, with the sequence of its extract."""
        table, dataset = f"{name}_every", DATASETS[name]
        with self._making:
            if table not in self._made:
                visible = self._hold_visible(table, [e for e in self._extracts if e.dataset == name])
                self._engine.make(
                    table,
                    f"select rows.*, sequence from ({self._rows_of(dataset)}) as rows"
                    f" join {visible} as visible on visible.extract_id = rows.extract_id"
                    f" where {self._is_of_the_force()} and {row_security.condition(self._settings.scope, dataset)}",
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

    def origins(self, reads: Sequence[str], as_at: date) -> Sequence[Mapping[str, Any]]:
        """The sources of every row of these tables up to a date, with the extract that brought them and their newest day.

        Of each table that source leads from which most of what was last stated comes, then the newest. Rows that name no
        source have the extract itself for one, by the name that a reader knows it under.
        """
        found: list[Mapping[str, Any]] = []
        for name in reads:
            dataset = DATASETS.get(name)
            if dataset is None or not any(e.dataset == name for e in self._extracts):
                continue
            until = f" where {dataset.dated_by} <= $as_at" if dataset.dated_by else ""
            used = self.ask_shared(
                "select used.source_id, used.place, used.extract_id, used.last_count, used.newest_on, sources.title,"
                " coalesce(sources.publisher, '') as publisher, sources.published_on, sources.published_precision,"
                " coalesce(sources.kind_code, 'other') as kind_code, sources.address, sources.licence"
                f" from (select coalesce(source_id, extract_id) as source_id, place, extract_id,"
                f" min(row_number) as first_row, sum(is_last) as last_count,"
                f" max({dataset.dated_by or 'cast(null as date)'}) as newest_on"
                f" from (select *, {_is_last(dataset)} as is_last from {name}{until}) as stated"
                " group by coalesce(source_id, extract_id), place, extract_id) as used"
                " left join sources on sources.source_id = used.source_id"
                " order by sources.published_on desc, used.source_id, used.first_row",
                (name, "sources"),
                {"as_at": as_at} if until else {},
            )
            counts: Counter[str] = Counter()
            for row in used:
                counts[row["source_id"]] += row["last_count"]
            found += sorted(used, key=lambda row: -counts[row["source_id"]])
        supplied = {event.extract_id: event.supplied for event in self._extracts}
        return [
            row if row["title"] else {**row, "source_id": name, "title": name}
            for row in found
            for name in (supplied.get(row["source_id"], row["source_id"]),)
        ]

    def reconciliations(self, metric: str, as_at: date) -> list[dict[str, Any]]:
        """The sums that the figures of a metric are part of, as found and as expected."""
        return [
            {"name": tried.name, "holds": tried.holds, **row}
            for tried in _sums(metric)
            for row in self.ask(tried.sql, tried.reads, {"as_at": as_at})
        ]

    def code_list(self, name: str) -> code_lists.CodeList:
        """A list of the edition, of it what is of the force that is shown and may be seen."""
        of_force = row_security.of_force(self._lists[name], self._settings.force_code)
        return row_security.narrowed(of_force, self._settings.scope)

    @cached_property
    def _lists_hash(self) -> str:
        return lists.hash_of(Ledger(self._settings.store).events(), self.number)

    @cached_property
    def _lists(self) -> Mapping[str, code_lists.CodeList]:
        return lists.at(self._settings, self.number)

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
            self._make_list(self.code_list(table))

    def _make_dataset(self, dataset: Dataset) -> None:
        self._make_table(dataset.name, dataset, [event for event in self._extracts if event.dataset == dataset.name])

    def _make_table(self, table: str, dataset: Dataset, extracts: Sequence[Event]) -> None:
        """A table of the rows of these extracts, the superseded ones left out."""
        if not extracts:
            kinds = schema(dataset)
            self._engine.hold_columns(table, [()] * len(kinds), kinds)
            return
        visible = self._hold_visible(table, extracts)
        key = ("force_code", *dataset.key)
        by, parts = _superseded_by(dataset), [event.extract_id for event in extracts if event.part]
        whole = ""
        if parts and by != key:
            # Parts leave the other rows of their date: of each date the newest whole and the parts after it count.
            whole = (
                f"), whole as (select {', '.join(by)}, max(sequence) filter (where extract_id not in ({_texts(parts)}))"
                f" as whole_sequence from every_statement group by {', '.join(by)}"
                "), statements as (select every_statement.* from every_statement join whole on"
                f" {same_values('every_statement', 'whole', by)} where sequence >= coalesce(whole_sequence, 0)"
            )
            by = key
        columns, joined = self._carried(dataset, extracts, key, "every_statement" if whole else "statements")
        # A snapshot supersedes whole, a row by its key. No extract has two rows of one key: such a file is refused.
        self._engine.make(
            table,
            f"with {'every_statement' if whole else 'statements'} as ("
            f" select rows.*, sequence from ({self._rows_of(dataset)}) as rows"
            f" join {visible} as visible on visible.extract_id = rows.extract_id"
            f" where {self._is_of_the_force()}{whole}"
            f"), newest as (select {', '.join(by)}, max(sequence) as sequence from statements group by {', '.join(by)}"
            "), standing as ("
            " select statements.* from statements join newest on statements.sequence = newest.sequence"
            f" and {same_values('statements', 'newest', by)}"
            f"), complete as (select {columns} from standing{joined}"
            # After the newest was found: where it took a row's place, an older one is not to be seen instead.
            f") select * from complete where {row_security.condition(self._settings.scope, dataset)}"
            " order by extract_id, row_number",
        )

    def _carried(self, dataset: Dataset, extracts: Sequence[Event], key: Sequence[str], table: str) -> tuple[str, str]:
        """The columns of the rows that stand, as SQL, with the joins that bring what a file without a column left."""
        names = [field.name for field in schema(dataset)]
        absent = {event.extract_id: set(event.absent.split()) for event in extracts}
        groups: dict[tuple[str, ...], list[str]] = {}
        for name in names:
            without = tuple(extract for extract, columns in absent.items() if name in columns)
            if without and len(without) < len(extracts):
                groups.setdefault(without, []).append(name)
        if not groups:
            return ", ".join(names), ""
        found, joins = {name: f"standing.{name}" for name in names}, ""
        for at, (without, columns) in enumerate(groups.items()):
            given = f"{table} where extract_id not in ({_texts(without)})"
            same = same_values(table, "given", key)
            joins += (
                f" left join (select {table}.* from {table} join (select {', '.join(key)}, max(sequence) as sequence"
                f" from {given} group by {', '.join(key)}) as given on {table}.sequence = given.sequence and {same})"
                f" as earlier_{at} on {same_values('standing', f'earlier_{at}', key)}"
            )
            for name in columns:
                is_without = f"standing.extract_id in ({_texts(without)})"
                found[name] = f"case when {is_without} then earlier_{at}.{name} else standing.{name} end as {name}"
        return ", ".join(found.values()), joins

    def _hold_visible(self, table: str, extracts: Sequence[Event]) -> str:
        """The list of extracts that the rows of a table are taken of."""
        listed = f"{table}_visible"
        columns: list[list[Any]] = [[event.extract_id for event in extracts], [event.sequence for event in extracts]]
        self._engine.hold_columns(listed, columns, _VISIBLE)
        return listed

    def _rows_of(self, dataset: Dataset) -> str:
        """SQL that gives every row of the files that hold visible extracts. Raises Damaged."""
        files = integrity.files(self._settings.store, dataset.name, self._stored)
        return self._engine.stored(self._settings.store / "tables" / dataset.name, files, schema(dataset))

    def _is_of_the_force(self) -> str:
        """SQL that is true of the rows that speak of the force that is shown."""
        force = self._settings.force_code.replace("'", "''")
        return f"rows.force_code = '{force}'"

    def _of_the_force(self, extracts: Sequence[Event]) -> tuple[Event, ...]:
        """Those of some acceptances that have a row about the force that is shown, or may have."""
        return tuple(event for event in extracts if self._settings.force_code in event.about or not event.about)

    def _make_list(self, codes_list: code_lists.CodeList) -> None:
        kinds = pyarrow.schema([(name, _LISTS_TYPES[code_lists.kind_of(name)]) for name in codes_list.columns])
        columns = [[row[name] for row in codes_list.rows] for name in codes_list.columns]
        self._engine.hold_columns(codes_list.name, columns, kinds)


@cache
def _sums(metric: str) -> Sequence[Reconciliation]:
    """The sums that the figures of a metric are part of."""
    return [tried for dataset in DATASETS.values() for tried in dataset.reconciliations if metric in tried.metrics]


def _superseded_by(dataset: Dataset) -> tuple[str, ...]:
    """The columns in which a newer row is the same as the older one whose place it takes."""
    if dataset.supersedes is Supersedes.BY_SNAPSHOT and dataset.dated_by is not None:
        return ("force_code", dataset.dated_by)
    return ("force_code", *dataset.key)


def _is_last(dataset: Dataset) -> str:
    """SQL that is 1 for the rows that say the last of what they are about, and else 0. Without a date all do."""
    about = [name for name in dataset.key if name != dataset.dated_by]
    if not dataset.dated_by:
        return "1"
    by = f"partition by {', '.join(about)}" if about else ""
    return f"case when {dataset.dated_by} = max({dataset.dated_by}) over ({by}) then 1 else 0 end"


def same_values(left: str, right: str, names: Sequence[str | None]) -> str:
    """SQL that is true where two tables have the same in these columns."""
    return " and ".join(f"{left}.{name} is not distinct from {right}.{name}" for name in names)


def _texts(extract_ids: Sequence[str]) -> str:
    """Ids of extracts as SQL. They are of PEELboard's own making."""
    return ", ".join(f"'{extract_id}'" for extract_id in extract_ids)


_OPENING = threading.Lock()


@lru_cache(maxsize=16)
def _open(settings: Settings, number: int) -> Edition:
    return Edition(settings, number)


@lru_cache(maxsize=2)
def _ledger(store: Path) -> Ledger:
    return Ledger(store)


def newest(settings: Settings) -> int:
    """The number of the newest edition of the store. Cheap: asked at every page.

    Raises IntegrityError where the audit record knows of a later one: what was cut off is not shown as if it were all.
    """
    recorded = audit.recorded_to(settings.store)  # before the ledger: others may be writing
    edition = _ledger(settings.store).edition()
    if recorded > edition:
        raise IntegrityError(
            f"The list of what was accepted ends at edition {edition} and the audit record at {recorded}: the end of the "
            "list is missing. Nothing is shown rather than a part of it. Bring the store back from a backup."
        )
    return edition


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
    # An edition is shared by everybody of one scope: it keeps nobody in mind.
    with _OPENING:  # many ask for a new edition at one moment, and each opened apart would read every table again
        return _open(replace(settings, actor=Actor()), latest if number is None else number)
