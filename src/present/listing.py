"""The rows of a list as a reader chose them: filtered, searched, sorted, in the columns chosen."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from src.contracts.column import Column
from src.contracts.metric import Result, Row
from src.present.tables import Table, of_result


@dataclass(frozen=True, kw_only=True)
class Listing:
    """What a reader chose of a list."""

    holds: Mapping[str, str | None] = field(default_factory=dict)
    """The value that each of some columns must hold; None for none."""
    keeps: Callable[[Row], bool] | None = None
    """Which rows stay, where that does not stand in one column."""
    words: str = ""
    """Words that a row must all have in one of its searched columns; capitals do not matter."""
    searched: tuple[str, ...] = ("title",)
    sort: str = ""
    """The column the rows are sorted by; their own order where it is empty."""
    is_descending: bool = False
    columns: tuple[str, ...] = ()
    """The columns shown, in order; those of the card's table where it is empty."""

    def rows(self, result: Result) -> tuple[Row, ...]:
        """The rows that fit, sorted. What holds no value comes last, whichever way the others go."""
        fitting = [row for row in result.rows if self._fits(row)]
        if not self.sort:
            return tuple(fitting)
        filled = [row for row in fitting if row[self.sort] is not None]
        empty = [row for row in fitting if row[self.sort] is None]
        filled.sort(key=self._place, reverse=self.is_descending)
        return (*filled, *empty)

    def _place(self, row: Row) -> Any:
        value = row[self.sort]
        return value.casefold() if isinstance(value, str) else value

    def _fits(self, row: Row) -> bool:
        text = " ".join(str(row[name] or "") for name in self.searched).casefold()
        return (
            all(row[name] == value for name, value in self.holds.items())
            and (self.keeps is None or self.keeps(row))
            and all(word in text for word in self.words.casefold().split())
        )

    def table(
        self, result: Result, rows: Sequence[Row] | None = None, link: Callable[[Row], str] | None = None
    ) -> Table:
        """The rows that fit, or those given, in the columns chosen."""
        return of_result(
            result, self.columns, rows=self.rows(result) if rows is None else rows, is_long=True, link=link
        )


def choosable(result: Result) -> dict[str, Column]:
    """The columns of a list that may be shown, by their headings, the first of any two alike."""
    found: dict[str, Column] = {}
    for column in result.card.columns:
        if column.is_listed:
            found.setdefault(column.heading, column)
    return found
