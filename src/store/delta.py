"""Delta Lake tables in a folder: append rows, list files, and nothing else.

Only appends are ever made: two overwrites at once would not be told apart, two appends are
both kept.
"""

from collections.abc import Sequence
from pathlib import Path

import pyarrow
import pyarrow.dataset
from deltalake import CommitProperties, DeltaTable, Transaction, write_deltalake
from deltalake.exceptions import CommitFailedError, DeltaError, TableNotFoundError

_TRIES = 5
_MOST_SMALL_FILES, _MOST_SMALL_CLAIMS = 25, 10
"""How often a table is written to before its small files are put together: of rows, and of numbered rows."""
_LARGE_ENOUGH = 8 << 20
"""Bytes of a file that is not put together with others any more."""


class Overtaken(Exception):
    """Someone else wrote the row with this number first."""


def files(table: Path) -> Sequence[str]:
    """The Parquet files that hold the rows now; none where there is no table."""
    try:
        return DeltaTable(str(table)).file_uris()
    except TableNotFoundError:
        return ()


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


def append(table: Path, rows: pyarrow.Table) -> None:
    """Add rows at the end, making the table where there is none."""
    table.parent.mkdir(parents=True, exist_ok=True)
    for tries_left in reversed(range(_TRIES)):
        try:
            write_deltalake(str(table), rows, mode="append", schema_mode="merge")
            break
        except CommitFailedError:
            # Somebody made the table, or widened it, at the same moment: the rows fit it as it is now.
            if not tries_left:
                raise
    _tidy(table, _MOST_SMALL_FILES)


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
    _tidy(table, _MOST_SMALL_CLAIMS)


def read(table: Path, schema: pyarrow.Schema) -> pyarrow.Table | None:
    """Every row, with these columns and nothing in one that was not there yet; None where there is no table."""
    # Read as the files they are: the library's own way takes five times as long for many small ones.
    held = files(table)
    return pyarrow.dataset.dataset(list(held), schema=schema).to_table() if held else None


def _tidy(table: Path, every: int) -> None:
    """Put the small files of a table together once in so many writes, so that reading stays as quick as at first.

    No row is changed and no file deleted: whoever is reading reads on. What was written before is written,
    whatever fails here, and the next time comes.
    """
    if version(table) % every != every - 1:
        return
    try:
        DeltaTable(str(table)).optimize.compact(target_size=_LARGE_ENOUGH)
    except (OSError, DeltaError):  # a full disk, or somebody else is tidying
        return
