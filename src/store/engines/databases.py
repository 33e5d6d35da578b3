"""Databases of others, of which a query is asked: each is only read, and the query reaches no other file."""

import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import duckdb

_SQLITE = (".sqlite", ".sqlite3", ".db")
Rows = tuple[list[str], list[tuple[Any, ...]]]
"""The names of the columns, and the rows."""


class NoRows(Exception):
    """A query that the database does not answer, with the reason it gives."""


def rows(database: Path, query: str, most: int) -> Rows:
    """What a query gives, and no more rows than `most`. Raises NoRows."""
    ask = _of_sqlite if database.suffix.lower() in _SQLITE else _of_duckdb
    try:
        return ask(database, query, most)
    except (duckdb.Error, sqlite3.Error) as error:
        raise NoRows(str(error).splitlines()[0]) from None


def _of_sqlite(database: Path, query: str, most: int) -> Rows:
    def permit(action: int, *_: object) -> int:
        return sqlite3.SQLITE_DENY if action == sqlite3.SQLITE_ATTACH else sqlite3.SQLITE_OK

    connection = sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)
    try:
        connection.set_authorizer(permit)
        asked = connection.execute(query)
        return _named(asked.description), asked.fetchmany(most)
    finally:
        connection.close()


def _of_duckdb(database: Path, query: str, most: int) -> Rows:
    """A DuckDB database, or a Parquet or CSV file, which is the table `source`."""
    with duckdb.connect(":memory:") as connection:
        place = str(database).replace("'", "''")
        if database.suffix.lower() in (".parquet", ".csv"):
            connection.execute(f"create table source as select * from '{place}'")
        else:
            connection.execute(f"attach '{place}' as source (read_only)")
            connection.execute("use source")
        connection.execute("set enable_external_access = false")
        connection.execute("set lock_configuration = true")
        asked = connection.execute(query)
        return _named(asked.description), asked.fetchmany(most)


def _named(description: Iterable[Any] | None) -> list[str]:
    return [str(column[0]) for column in description or ()]
