"""Delta Lake tables in a folder: append rows, list files, and nothing else.

Only appends are ever made: two overwrites at once would not be told apart, two appends are
both kept.
"""

from collections.abc import Sequence
from pathlib import Path

import pyarrow
from deltalake import CommitProperties, DeltaTable, Transaction, write_deltalake
from deltalake.exceptions import CommitFailedError, DeltaError, TableNotFoundError

_TRIES = 5


class Overtaken(Exception):
    """Someone else wrote the row with this number first."""


def version(table: Path) -> int:
    """How often the table was written to, read from the names of its log; -1 where there is none.

    Costs a look into one folder, so it can be asked at every page.
    """
    log = table / "_delta_log"
    if not log.is_dir():
        return -1
    return max((int(path.stem) for path in log.glob("[0-9]*.json") if path.stem.isdigit()), default=-1)


def append(table: Path, rows: pyarrow.Table) -> None:
    """Add rows at the end, making the table where there is none."""
    table.parent.mkdir(parents=True, exist_ok=True)
    for tries_left in reversed(range(_TRIES)):
        try:
            write_deltalake(str(table), rows, mode="append", schema_mode="merge")
            return
        except CommitFailedError:
            # Somebody made the table, or widened it, at the same moment: the rows fit it as it is now.
            if not tries_left:
                raise


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
        write_deltalake(seen or str(table), rows, mode="append" if seen else "error", commit_properties=claim)
    except CommitFailedError as error:
        raise Overtaken(str(number)) from error
    except DeltaError as error:
        if seen is None and version(table) >= 0:
            raise Overtaken(str(number)) from error
        raise


def files(table: Path) -> Sequence[str]:
    """The Parquet files that hold the rows now; none where there is no table."""
    try:
        return DeltaTable(str(table)).file_uris()
    except TableNotFoundError:
        return ()


def read(table: Path) -> pyarrow.Table | None:
    """Every row, or None where there is no table."""
    try:
        return pyarrow.table(DeltaTable(str(table)).to_pyarrow_table())
    except TableNotFoundError:
        return None
