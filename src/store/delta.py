"""Delta Lake tables in a folder: append rows, list files, and nothing else.

Only appends are ever made: two overwrites at once would not be told apart, two appends are
both kept.
"""

from collections.abc import Sequence
from pathlib import Path

import pyarrow
from deltalake import CommitProperties, DeltaTable, Transaction, write_deltalake
from deltalake.exceptions import CommitFailedError, TableNotFoundError


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
    write_deltalake(str(table), rows, mode="append", schema_mode="merge")


def append_numbered(table: Path, rows: pyarrow.Table, number: int) -> None:
    """Add rows that claim a number. Raises Overtaken where the number was claimed meanwhile."""
    table.parent.mkdir(parents=True, exist_ok=True)
    claim = CommitProperties(app_transactions=[Transaction(app_id="ledger", version=number)], max_commit_retries=0)
    try:
        write_deltalake(str(table), rows, mode="append", commit_properties=claim)
    except CommitFailedError as error:
        raise Overtaken(str(number)) from error


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
