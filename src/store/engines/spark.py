"""A Spark Connect server: the engine for what outgrows one machine.

The server reads the Delta tables itself; only answers come back. It has to see the store at the path that is known
here, or at PEELBOARD_ENGINE_STORE. Its client, pyspark-client, is installed only where it is used.
"""

import re
import socket
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from queue import SimpleQueue
from threading import Lock, Thread
from typing import Any, TypeVar
from urllib.parse import urlsplit

import pyarrow

from src.contracts.engine import CannotAnswer

T = TypeVar("T")
_PARAMETER = re.compile(r"\$(\w+)")
_TYPES = {"string": "string", "int64": "bigint", "double": "double", "date32[day]": "date", "bool": "boolean"}
_PORT = 15002
_PATIENCE = 5
"""Seconds that a server may take to take a call."""


_ENDED: SimpleQueue[Any] = SimpleQueue()
"""Clients to close. Python finalizes objects on any thread, so a finalizer only puts them here and waits for nothing."""


@cache
def closer() -> Thread:
    """The thread that closes sessions, however long their server takes to answer."""
    created = Thread(target=_close_ended, name="spark sessions", daemon=True)
    created.start()
    return created


def _unfinalized(kind: type) -> type:
    """A class of sessions that close nothing by themselves.

    Python may finalize one on a thread of its own server, and as that closes it waits for the server: for itself.
    """
    return type(kind.__name__, (kind,), {"__del__": lambda session: None})


def _close_ended() -> None:
    while True:
        with suppress(Exception):  # a server that has gone has forgotten the session too
            _ENDED.get().close()


class Spark:
    """Temporary views in a session of its own, so that two editions never see each other's."""

    def __init__(self, address: str, *, store: Path, seen_at: str = "") -> None:
        # Of an address no more is ever said than the server: what follows may hold a secret.
        self._server = urlsplit(address).netloc.rpartition("@")[2]
        try:
            from pyspark.errors import PySparkException
            from pyspark.sql import SparkSession
            from pyspark.sql.pandas.types import from_arrow_schema
        except ImportError as error:
            raise CannotAnswer(
                f"PEELBOARD_ENGINE asks for Spark at {self._server}, and what speaks to Spark is not installed here. "
                "Install pyspark-client beside PEELboard, or leave the setting empty. No figure is shown."
            ) from error
        self._store, self._seen_at = store, seen_at.rstrip("/")
        self._harm = (PySparkException, OSError)
        self._types = from_arrow_schema
        self._builder = SparkSession.builder.remote(re.sub(r"^spark://", "sc://", address))
        self._steps: dict[str, Callable[[], None]] = {}
        self._beginning = Lock()
        self._refuse_silent(address)
        closer()
        try:
            self._session = self._begin()
            self.name = f"Spark {self._session.version} at {self._server}"
        except self._harm as error:
            raise self._unheard() from error

    def hold(self, table: str, rows: pyarrow.Table) -> None:
        """Send rows that are at hand."""

        def send() -> None:
            # Without rows the client wants their types apart.
            data, schema = (rows, None) if len(rows) else ([], self._types(rows.schema))
            self._session.createDataFrame(data, schema).createOrReplaceTempView(table)

        self._prepare(table, send)

    def hold_columns(self, table: str, columns: Sequence[Sequence[Any]], schema: pyarrow.Schema) -> None:
        """Send columns."""
        self.hold(table, pyarrow.table(list(columns), schema=schema))

    def make(self, table: str, select: str) -> None:
        """The same as a view: the server keeps no tables."""
        self.view(table, select)

    def view(self, table: str, select: str) -> None:
        """Make a view of what SQL gives."""
        self._prepare(table, lambda: self._session.sql(select).createOrReplaceTempView(table))

    def stored(self, table: Path, files: Sequence[str], schema: pyarrow.Schema) -> str:
        """SQL that gives the rows of a stored table, read by the server as the Delta table it is."""
        view = f"{table.name}_stored"
        typed = {field.name: _TYPES[str(field.type)] for field in schema}
        if not files:
            self.hold(view, schema.empty_table())
            return f"select * from {view}"
        existing: set[str] = set()

        def read() -> None:
            saved = self._session.read.format("delta").load(self._seen(table))
            saved.createOrReplaceTempView(view)
            existing.update(saved.columns)

        self._prepare(view, read)
        columns = ", ".join(name if name in existing else f"cast(null as {typed[name]}) as {name}" for name in typed)
        return f"select {columns} from {view}"

    def ask(self, sql: str, parameters: Mapping[str, Any], most: int | None = None) -> list[dict[str, Any]]:
        """The rows that SQL gives, or the first so many."""

        def answer() -> list[dict[str, Any]]:
            asked = self._session.sql(_PARAMETER.sub(r":\1", sql), args=dict(parameters))
            rows: list[dict[str, Any]] = (asked if most is None else asked.limit(most)).toArrow().to_pylist()
            return rows

        return self._run(answer)

    def _prepare(self, view: str, step: Callable[[], None]) -> None:
        """Make a view of the session, and know how for the next session."""
        self._run(step)
        self._steps.pop(view, None)
        self._steps[view] = step

    def _run(self, work: Callable[[], T]) -> T:
        """What the server answers. One that ended the session, as they do after minutes without a word, gets a new one."""
        session = self._session
        try:
            return work()
        except self._harm as error:
            if "session" not in str(error).lower():
                raise self._unheard() from error
        try:
            with self._beginning:
                if self._session is session:  # no other thread has begun it anew
                    self._session = self._begin()
                    _ENDED.put(session.client)
                    for step in self._steps.values():
                        step()
            return work()
        except self._harm as error:
            raise self._unheard() from error

    def _begin(self) -> Any:
        """A session of its own."""
        session = self._builder.create()
        session.__class__ = _unfinalized(type(session))
        # A server that has gone is said at once, and not after the ten minutes for which the client would call.
        session.client.set_retry_policies([])
        return session

    def __del__(self) -> None:
        """Have the server forget the session."""
        session = getattr(self, "_session", None)
        if session and sys and not sys.is_finalizing():  # as Python ends its libraries are half gone, sys among them
            _ENDED.put(session.client)

    def _seen(self, table: Path) -> str:
        """A table's place as the server sees it."""
        if not self._seen_at:
            return str(table)
        return f"{self._seen_at}/{table.relative_to(self._store).as_posix()}"

    def _refuse_silent(self, address: str) -> None:
        """Raise CannotAnswer where nobody takes the call, before the client begins its own long tries."""
        asked = urlsplit(address)
        try:
            with socket.create_connection((asked.hostname or "", asked.port or _PORT), timeout=_PATIENCE):
                pass
        except OSError as error:
            raise self._unheard() from error

    def _unheard(self) -> CannotAnswer:
        return CannotAnswer(
            f"The engine at {self._server} does not answer, so no figure is shown. Start it again, or leave "
            "PEELBOARD_ENGINE empty to be answered by DuckDB; the server's log has what it said."
        )
