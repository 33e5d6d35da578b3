"""DuckDB in this process: the engine that needs no server.

Questions come from many threads at once, so each has a cursor of its own: a connection shared by threads gives
wrong rows.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pyarrow

_TYPES = {"string": "varchar", "int64": "bigint", "double": "double", "date32[day]": "date", "bool": "boolean"}


class DuckDb:
    """Tables in memory."""

    name = f"DuckDB {duckdb.__version__}"

    def __init__(self) -> None:
        self._connection = duckdb.connect(":memory:", config={"enable_external_access": "true"})
        self._connection.execute("set autoinstall_known_extensions = false")
        # What questions needed goes back to the system some seconds later: a third of what a server holds otherwise.
        self._connection.execute("set allocator_background_threads = true")

    def hold(self, table: str, rows: pyarrow.Table) -> None:
        """Make a table of rows that are at hand."""
        with self._connection.cursor() as cursor:
            cursor.register("at_hand", rows)
            cursor.execute(f"create or replace table {table} as select * from at_hand")

    def hold_columns(self, table: str, columns: Sequence[Sequence[Any]], schema: pyarrow.Schema) -> None:
        """Make a table of columns. Not by way of an Arrow table: to make one of Python's values loads pandas."""
        typed = ", ".join(
            f"unnest($c{at}::{_TYPES[str(field.type)]}[]) as {field.name}" for at, field in enumerate(schema)
        )
        with self._connection.cursor() as cursor:
            given = {f"c{at}": list(column) for at, column in enumerate(columns)}
            cursor.execute(f"create or replace table {table} as select {typed}", given)

    def make(self, table: str, select: str) -> None:
        """Make a table of what SQL gives."""
        with self._connection.cursor() as cursor:
            cursor.execute(f"create or replace table {table} as {select}")

    def view(self, table: str, select: str) -> None:
        """Give a name to what SQL gives."""
        with self._connection.cursor() as cursor:
            cursor.execute(f"create or replace view {table} as {select}")

    def stored(self, table: Path, files: Sequence[str], schema: pyarrow.Schema) -> str:
        """SQL that gives the rows of a stored table, read from its files as they are."""
        typed = ", ".join(f"cast(null as {_TYPES[str(field.type)]}) as {field.name}" for field in schema)
        empty = f"select {typed} where false"
        if not files:
            return empty
        listed = ", ".join("'" + path.replace("'", "''") + "'" for path in files)
        # The force is the name of a folder where a table is kept by force. Its type is not to be guessed: 01 is a text.
        return (
            f"{empty} union all by name select * from read_parquet([{listed}], union_by_name = true,"
            " hive_partitioning = true, hive_types_autocast = false)"
        )

    def ask(self, sql: str, parameters: Mapping[str, Any], most: int | None = None) -> list[dict[str, Any]]:
        """The rows that SQL gives, or the first so many."""
        with self._connection.cursor() as cursor:
            asked = cursor.execute(sql, dict(parameters))
            columns = [column[0] for column in asked.description]
            rows = asked.fetchall() if most is None else asked.fetchmany(most)
            return [dict(zip(columns, row, strict=True)) for row in rows]
