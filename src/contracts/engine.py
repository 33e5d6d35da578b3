"""What an edition needs of an engine. It holds tables, gives rows, and knows nothing of what they mean."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import pyarrow


class CannotAnswer(Exception):
    """No engine is there to answer, in one sentence that says what to do. No figure is shown."""


class Engine(Protocol):
    """The tables of one edition and what answers SQL over them. Safe to ask from many threads at once."""

    @property
    def name(self) -> str:
        """What it is, as the foot of a page says it: DuckDB 1.4.0."""

    def hold(self, table: str, rows: pyarrow.Table) -> None:
        """Make a table of rows that are at hand. Not many: code lists, and rows that wait for acceptance."""

    def hold_columns(self, table: str, columns: Sequence[Sequence[Any]], schema: pyarrow.Schema) -> None:
        """The same of columns of Python's own values, in the order of a schema."""

    def make(self, table: str, select: str) -> None:
        """Make a table of what SQL gives."""

    def view(self, table: str, select: str) -> None:
        """Give a name to what SQL gives, which is worked out whenever it is asked for."""

    def stored(self, table: Path, files: Sequence[str], schema: pyarrow.Schema) -> str:
        """SQL that gives the rows of a stored table, in the columns of a schema and their order.

        `files` hold the rows that are asked for, and perhaps more. A column that the table was made without is empty.
        """

    def ask(self, sql: str, parameters: Mapping[str, Any], most: int | None = None) -> list[dict[str, Any]]:
        """The rows that SQL gives, each a dict by column name, or the first so many of them.

        Parameters stand in the SQL as $name.
        """
