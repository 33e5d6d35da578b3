"""Delta Lake tables in a folder: append rows, list files, and nothing else.

Only appends are ever made: two overwrites at once could not be distinguished, two appends are
both kept.
"""

import json
import time
from collections.abc import Callable, Collection, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow
from deltalake import CommitProperties, DeltaTable, Transaction, write_deltalake
from deltalake.exceptions import CommitFailedError, DeltaError, TableNotFoundError
from pyarrow import compute, parquet

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TRIES = 5
_FORCE = "force_code"
_TIDIED_EVERY = 25
"""How often a table is written to before its small files are put together."""
_LEFT_OVER = 3600
"""Seconds after which a file that no log speaks of is taken to have been left by a stop."""
_LARGE_ENOUGH = 8 << 20
"""Bytes of a file that is not put together with others any more."""


class Overtaken(Exception):
    """Someone else wrote the row with this number first."""


def files(table: Path) -> Sequence[str]:
    """The Parquet files that hold the rows now; none where there is no table."""
    return [str(path) for path, _ in entries(table)]


def entries(table: Path, forces: Collection[str] = ()) -> Sequence[tuple[Path, int]]:
    """The Parquet files that hold the rows now, each with its size in bytes as it was written.

    Where forces are named, files that cannot have a row about any of them are left out: the table's log says of
    each file which forces are in it, or the first and the last of them.
    """
    try:
        existing = DeltaTable(str(table)).get_add_actions(flatten=True)
    except TableNotFoundError:
        return ()
    names, sizes = existing["path"].to_pylist(), existing["size_bytes"].to_pylist()
    found = [(table / name, size) for name, size in zip(names, sizes, strict=True)]
    by_force = (
        [f"partition.{_FORCE}"] * 2
        if f"partition.{_FORCE}" in existing.column_names
        else [f"min.{_FORCE}", f"max.{_FORCE}"]
    )
    if not forces or not set(by_force) <= set(existing.column_names):
        return found
    bounds = zip(*(existing[name].to_pylist() for name in by_force), strict=True)
    return [
        item
        for item, (first, last) in zip(found, bounds, strict=True)
        if first is None or last is None or any(first <= force <= last for force in forces)
    ]


def everything(table: Path, version: int) -> Sequence[Path]:
    """The files that make up the table as it was at a version, the log first; not those it had before.

    The pointer to the newest summary of the log is left out: it may speak of a later version, and none is missed.
    """
    log = [path for path in sorted((table / "_delta_log").iterdir()) if path.name[:20].isdigit()]
    rows = DeltaTable(str(table), version=version).get_add_actions(flatten=True)
    return [path for path in log if int(path.name[:20]) <= version] + [
        table / name for name in rows["path"].to_pylist()
    ]


def version(table: Path) -> int:
    """How often the table was written to, read from the names of its log; -1 where there is none.

    Costs a look into one folder, so it can be asked at every page.
    """
    log = (table / "_delta_log").glob("[0-9]*.json")
    return max((int(path.stem) for path in log if path.stem.isdigit()), default=-1)


def state(table: Path) -> tuple[int, ...]:
    """What is equal only while nobody writes to the table or puts another in its place. As cheap as the version."""
    last = version(table)
    if last < 0:
        return (last,)
    seen = (table / "_delta_log" / f"{last:020}.json").stat()
    return last, seen.st_ino, seen.st_mtime_ns


def append(table: Path, rows: pyarrow.Table, is_whole: Callable[[], bool] = lambda: True) -> None:
    """Add rows at the end, making the table where there is none: in a folder for each force, if they have one.

    Small files are put together only where the table `is_whole`: a damaged file stays where it can be found.
    """
    table.parent.mkdir(parents=True, exist_ok=True)
    for tries_left in reversed(range(_TRIES)):
        try:
            by = [_FORCE] if version(table) < 0 and _FORCE in rows.column_names else None
            write_deltalake(str(table), rows, mode="append", schema_mode="merge", partition_by=by)
            break
        except CommitFailedError:
            # Somebody made the table, or widened it, at the same moment: the rows fit it as it is now.
            if not tries_left:
                raise
    _tidy(table, is_whole)


def append_numbered(table: Path, rows: pyarrow.Table, number: int) -> None:
    """Add rows that claim the numbers from this one on. Raises Overtaken where it was claimed meanwhile.

    The table is looked at once. What was claimed before that look is seen in it; what is claimed
    after it conflicts with this write, because the write is made on the table as it was looked at.
    """
    table.parent.mkdir(parents=True, exist_ok=True)
    last = number + rows.num_rows - 1
    claim = CommitProperties(app_transactions=[Transaction(app_id="ledger", version=last)], max_commit_retries=0)
    try:
        seen = DeltaTable(str(table))
    except TableNotFoundError:
        seen = None
    if seen is not None and (seen.transaction_version("ledger") or 0) >= number:
        raise Overtaken(str(number))
    try:
        if seen is None:
            write_deltalake(str(table), rows, mode="error", commit_properties=claim)
        else:
            write_deltalake(seen, rows, mode="append", schema_mode="merge", commit_properties=claim)
    except CommitFailedError as error:
        raise Overtaken(str(number)) from error
    except DeltaError as error:
        if seen is None and version(table) >= 0:
            raise Overtaken(str(number)) from error
        raise
    _tidy(table)


def read(table: Path, schema: pyarrow.Schema, listed: Sequence[str] | None = None) -> list[dict[str, Any]]:
    """Every row by the names of these columns, with None in one that was not there yet. Moments are UTC.

    `listed` are its files, where they are known already. Read as the files they are: the library's own way takes
    five times as long for many small ones. And moments are made here: asked for them, the reader loads pandas,
    which takes longer than all else of a start.
    """
    existing = [
        parquet.ParquetFile(path).read(use_threads=False) for path in (files(table) if listed is None else listed)
    ]
    if not existing:
        return []
    rows = pyarrow.concat_tables(existing, promote_options="default")
    columns = []
    for field in schema:
        column = rows[field.name] if field.name in rows.column_names else pyarrow.nulls(len(rows), field.type)
        if pyarrow.types.is_timestamp(field.type):
            ticks = column.cast(pyarrow.timestamp("us", tz="UTC")).cast(pyarrow.int64()).to_pylist()
            columns.append([None if tick is None else _EPOCH + timedelta(microseconds=tick) for tick in ticks])
        else:
            columns.append(column.to_pylist())
    return [dict(zip(schema.names, values, strict=True)) for values in zip(*columns, strict=True)]


def rows_where(table: Path, column: str, value: str) -> pyarrow.Table:
    """The rows in which a column has a value, with the columns that name the table's folders."""
    return DeltaTable(str(table)).to_pyarrow_table(filters=[(column, "=", value)])


def without(table: Path, column: str, values: Collection[str], beside: Path) -> int:
    """Write the table anew next to it, without the rows in which a column has one of the values.

    The new one has a log of its own: the old one's says of each file the least and the greatest value. Returns the
    version of the table that was read.
    """
    read = DeltaTable(str(table))
    rows = read.to_pyarrow_table()
    left = rows.filter(compute.invert(compute.is_in(rows[column], pyarrow.array(sorted(values), pyarrow.string()))))
    write_deltalake(str(beside), left, partition_by=read.metadata().partition_columns or None)
    return read.version()


def rewrite(table: Path, change: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    """Write each row as it is after a change, and remove the files and the log that held what was before.

    The table goes on: what is added meanwhile stays, and the numbers that were claimed stay claimed. Raises Overtaken
    where others write without a pause. What a stop left is removed the next time.
    """
    for _ in range(_TRIES):
        try:
            seen = DeltaTable(str(table))
        except TableNotFoundError:
            return
        rows = seen.to_pyarrow_table()
        lines = rows.to_pylist()
        changed = list(map(change, lines))
        if changed != lines:
            anew = pyarrow.Table.from_pylist(changed, schema=rows.schema)
            try:
                write_deltalake(seen, anew, mode="overwrite", commit_properties=CommitProperties(max_commit_retries=0))
            except CommitFailedError:
                continue
        _remove_what_was(table)
        return
    raise Overtaken(str(table))


def _remove_what_was(table: Path) -> None:
    """Remove the files and the log of what a table holds no more. What somebody is writing this moment stays."""
    now = DeltaTable(str(table))
    now.create_checkpoint()
    log, active = table / "_delta_log", {table / name for name in now.get_add_actions()["path"].to_pylist()}
    named: set[Path] = set()
    for path in log.glob("[0-9]*.json"):
        for line in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
            named |= {table / line[action]["path"] for action in ("add", "remove") if action in line}
    for path in [path for path in table.rglob("*") if path.is_file() and path not in active]:
        is_old = time.time() - path.stat().st_mtime > _LEFT_OVER
        if path.parent != log:
            is_gone = path in named or is_old
        elif path.name[:20].isdigit():
            is_gone = int(path.name[:20]) < now.version()
        else:
            is_gone = is_old and path.name.endswith(".tmp")
        if is_gone:
            path.unlink()


def _tidy(table: Path, is_whole: Callable[[], bool] = lambda: True) -> None:
    """Put the small files of a table together once in so many writes, so that reading stays as quick as at first.

    No row is changed and no file deleted: whoever is reading reads on. What was written before is written,
    whatever fails here, and the next time comes.
    """
    if version(table) % _TIDIED_EVERY != _TIDIED_EVERY - 1 or not is_whole():
        return
    try:
        DeltaTable(str(table)).optimize.compact(target_size=_LARGE_ENOUGH)
    except (OSError, DeltaError):  # a full disk, or somebody else is tidying
        return
