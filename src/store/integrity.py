"""Whether the stored rows are as they were written, so that a part of them is never shown as if it were all.

Every acceptance notes in the ledger the hash of each file of rows that it adds. Before rows are shown, the files
that hold them are held against what was noted, and the rows of every extract are counted. A file from before
hashes were noted can only be counted.
"""

import logging
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow
from deltalake.exceptions import DeltaError
from pyarrow import compute, parquet

from src import wording
from src.metrics.datasets import DATASETS
from src.store import delta, file_hashes
from src.store.disk_check import IntegrityError
from src.store.ledger import Event, Ledger

_HARM = (OSError, pyarrow.ArrowException, DeltaError, ValueError)
_LOG = logging.getLogger("peelboard")
_COUNTED: dict[tuple[Path, int, int], Counter[str]] = {}
_MOST_COUNTED = 10_000


@dataclass(frozen=True, kw_only=True)
class StoredRows:
    """One file of rows as it was found."""

    path: Path
    rows: Counter[str]
    """The rows of each extract in it; none where the file is damaged."""
    is_noted: bool
    """Whether its hash was noted when it was written."""
    wrong: str = ""
    """What is wrong with it, to stand after its name; empty where nothing is."""


def files(store: Path, dataset: str, extracts: Collection[Event]) -> Sequence[str]:
    """The files that hold the rows of these extracts of a dataset. Raises IntegrityError where any of the rows are not whole.

    A damaged file that holds none of them is ignored, so that a withdrawn extract does no harm.
    """
    wanted = {event.extract_id: event for event in extracts if event.dataset == dataset}
    if not wanted:
        return ()
    # Files that cannot have a row of them need not be looked at: a force's page costs the same beside 42 others.
    about = [event.about for event in wanted.values()]
    found = list(stored_rows(store, dataset, frozenset().union(*about) if all(about) else frozenset()))
    counted: Counter[str] = Counter()
    for file in found:
        counted.update(file.rows)
    missing = [event for name, event in wanted.items() if counted[name] != event.row_count]
    if missing:
        for file in found:
            if file.wrong:
                _LOG.error("%s %s", file.path, file.wrong)
        raise IntegrityError(damage(dataset, missing))
    return [str(file.path) for file in found if not wanted.keys().isdisjoint(file.rows)]


def damage(dataset: str, missing: Sequence[Event]) -> str:
    """That the rows of some extracts are not whole, as a person reads it."""
    title = DATASETS[dataset].title if dataset in DATASETS else dataset
    newest = missing[-1]
    rows = wording.count_of(newest.row_count, "row")
    which = f"{newest.file_name} ({rows}, accepted on {wording.moment(newest.at)}, {newest.extract_id})"
    todo = "withdraw that extract on the command line and supply its file again"
    if len(missing) > 1:
        which = f"{len(missing):,} extracts, the newest of them {which},"
        todo = "withdraw those extracts on the command line and supply their files again"
    return (
        f"No figure from {title} is shown: in the store the rows of {which} are damaged or missing. "
        f"What rests on other datasets is as it was. Bring the store back from a backup, or {todo}."
    )


def stored_rows(store: Path, dataset: str, forces: frozenset[str] = frozenset()) -> Iterator[StoredRows]:
    """Every file that holds rows of a dataset now, held against what was noted of it; of named forces alone."""
    noted = Ledger(store).noted()
    try:
        active = delta.entries(store / "tables" / dataset, forces)
    except _HARM as error:
        _LOG.error("The table of %s cannot be read: %s", dataset, error)
        return
    for path, size in active:
        sha256 = noted.get(path.relative_to(store).as_posix())
        try:
            wrong = _wrong(path, size, sha256)
            rows: Counter[str] = Counter() if wrong else _rows(path)
        except _HARM as error:
            wrong, rows = f"cannot be read ({first_line(error)})", Counter()
        yield StoredRows(path=path, rows=rows, is_noted=sha256 is not None, wrong=wrong)


def is_whole(store: Path, dataset: str) -> bool:
    """Whether every file that holds rows of a dataset now is as it was written."""
    return not any(file.wrong for file in stored_rows(store, dataset))


def not_noted(store: Path, table: Path) -> str:
    """The lines to note of a table's files that no event speaks of yet."""
    noted = Ledger(store).noted()
    fresh = [path for path, _ in delta.entries(table) if path.relative_to(store).as_posix() not in noted]
    return file_hashes.written(store, fresh)


def _wrong(path: Path, size: int, sha256: str | None) -> str:
    """What is wrong with a file, as far as can be seen without reading its rows."""
    if not path.exists():
        return "is missing"
    if path.stat().st_size != size:
        return f"has {path.stat().st_size:,} bytes; {size:,} were written"
    if sha256 is not None and file_hashes.file_hash(path) != sha256:
        return "is not as it was written"
    return ""


def _rows(path: Path) -> Counter[str]:
    """The rows of each extract in a file. Where a part of it is of one extract alone, its own summary says so."""
    seen = path.stat()
    key = (path, seen.st_size, seen.st_mtime_ns)
    if key in _COUNTED:
        return _COUNTED[key]
    counted: Counter[str] = Counter()
    with parquet.ParquetFile(path, read_dictionary=["extract_id"]) as file:
        column = file.schema_arrow.get_field_index("extract_id")
        for number in range(file.metadata.num_row_groups):
            group = file.metadata.row_group(number)
            summary = group.column(column).statistics
            if summary and summary.has_min_max and summary.min == summary.max and not summary.null_count:
                counted[summary.min] += group.num_rows
                continue
            names = file.read_row_group(number, columns=["extract_id"])["extract_id"]
            for item in compute.value_counts(names.cast(pyarrow.string())).to_pylist():
                counted[item["values"]] += item["counts"]
    if len(_COUNTED) >= _MOST_COUNTED:
        _COUNTED.clear()
    _COUNTED[key] = counted
    return counted


def first_line(error: BaseException) -> str:
    """The first line of what a library says of an error, to stand in brackets."""
    return (str(error).splitlines() or [type(error).__name__])[0][:200].rstrip(".")
