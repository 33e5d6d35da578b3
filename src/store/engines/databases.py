"""Databases of others, of which a query is asked: each is only read, and the query reaches no other file."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import duckdb

_SECONDS = 60
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


@dataclass(frozen=True, kw_only=True)
class Server:
    """A PostgreSQL server: postgresql://user@host:5432/database. It says no password and nothing else of the way there."""

    user: str
    host: str
    port: int
    database: str

    @property
    def place(self) -> str:
        """The host with its port."""
        return f"{self.host}:{self.port}"

    def rows(self, query: str, password: str, most: int) -> Rows:
        """What one query gives that changes nothing, and no more rows than `most`. Raises NoRows."""
        try:
            import psycopg  # here: only who asks such a server needs it
        except ImportError:
            raise NoRows("psycopg is not installed: pip install 'psycopg[binary]'") from None
        is_here = self.host in ("localhost", "127.0.0.1", "::1")
        way: dict[str, Any] = {} if is_here else {"sslmode": "verify-full", "sslrootcert": "system"}
        options = f"-c default_transaction_read_only=on -c statement_timeout={_SECONDS}s"
        try:
            with psycopg.connect(
                host=self.host, port=self.port, user=self.user, dbname=self.database, password=password or None,
                connect_timeout=_SECONDS, options=options, **way,
            ) as connection, connection.cursor("asked") as cursor:  # fmt: skip
                cursor.execute(query.encode())
                return _named(cursor.description), cursor.fetchmany(most)
        except psycopg.Error as error:
            raise NoRows(str(error).splitlines()[0]) from None


def server(address: str) -> Server | None:
    """The server that an address is of; None for a path or what says more than that."""
    parts = urlsplit(address)
    if parts.scheme != "postgresql" or parts.password or parts.query or parts.fragment or not parts.hostname:
        return None
    return Server(
        user=parts.username or "", host=parts.hostname, port=parts.port or 5432, database=parts.path.removeprefix("/")
    )


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
