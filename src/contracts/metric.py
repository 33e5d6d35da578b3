"""What a metric is: a card in words beside one runnable SQL file, and the result they give."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from textwrap import indent
from typing import Any, Protocol

from src.contracts.column import Column
from src.contracts.headline import HeadlineRule
from src.contracts.source import Source

Row = Mapping[str, Any]
NOT_SHOWN = "not_shown"
"""The entry of a row that says of which of its columns the value is hidden, and what stands in their place."""


class Better(StrEnum):
    """Which way is improvement."""

    LOWER = "lower"
    HIGHER = "higher"
    NEUTRAL = "neutral"


class Kind(StrEnum):
    """What sort of figure it is."""

    STOCK = "stock"
    FLOW = "flow"
    SHARE = "share"
    GRADE = "grade"
    LIST = "list"


@dataclass(frozen=True, kw_only=True)
class Limit:
    """A limit that somebody outside PEELboard set."""

    value: float
    unit: str
    source: str
    is_target: bool = False
    """Whether the card's own figure is to keep to it; a limit on something else beside it is no target."""


@dataclass(frozen=True, kw_only=True)
class ColumnLimit:
    """A limit that each row of a metric gives beside the column that is to keep to it."""

    column: str
    text: str
    """What the column gives, as a sentence says it: oldest package awaiting enforcement."""
    within: str
    """The column that says whether the limit is kept; empty where that is not known."""
    limit: str
    """The column that gives the limit."""
    unit: str
    """One of what both are counted in: day."""
    kind: str = ""
    """Which of these the column counts, where the limit does not say which it means: calendar."""

    @property
    def counted_in(self) -> str:
        """One of what the column counts: calendar day."""
        return f"{self.kind} {self.unit}" if self.kind else self.unit


@dataclass(frozen=True, kw_only=True)
class Varying:
    """A column whose variation is looked at."""

    column: str
    text: str
    """What it counts, as a title says it: Referrals received."""
    unit: str
    better: Better
    kind: Kind
    is_since_last: bool = False
    """Whether it counts what came since the last extract, so that after a missed one it counts for two."""
    against: str = ""
    """The column of what came in, against which this one, of what went out, is read; empty for any other column."""


@dataclass(frozen=True, kw_only=True)
class Nothing:
    """What it means that a list has no rows: that there is nothing to list, or that nothing is held to know it by."""

    of: str
    """The metric that lists everything, of which these are some rows."""
    dates: tuple[str, ...]
    """Its columns that the list goes by."""
    text: str
    """Where one of those dates is held. {day} stands for the as-at date."""
    unknown: str
    """Where none is."""


@dataclass(frozen=True, kw_only=True)
class Card:
    """A metric in words. A test holds it against the SQL."""

    name: str
    title: str
    definition: str
    """One complete sentence."""
    why: str
    unit: str
    better: Better
    kind: Kind
    one_row_per: tuple[str, ...]
    columns: tuple[Column, ...]
    """Every column of the result, in the order of the SQL."""
    table: str = ""
    """The names of the columns of its table, in order, between spaces; every listed column where it is empty."""
    reads: tuple[str, ...]
    owner: str
    review_by: date
    since: date = date(2026, 11, 21)
    figure: str = ""
    """The column that holds the figure, where one column does: what moves, varies and has a target."""
    part_of: str = ""
    """The metric of the whole that these figures are the parts of."""
    topic: str = ""
    """What it is about, in the words that events use: marac, sex_offenders, investigations, online_child_abuse."""
    share_of: tuple[str, str] | None = None
    """Numerator and denominator. Divided once, in calculate, where no share is printed."""
    limit: Limit | None = None
    column_limits: tuple[ColumnLimit, ...] = ()
    """Limits that its rows give beside the column that is to keep to them."""
    part_noun: str = ""
    """The noun that goes after the name of a part: Very high needs risk."""
    is_named_by_part: bool = False
    """Whether the name of a part says what is counted of it: Supervisor reviews completed."""
    varying: tuple[Varying, ...] = ()
    """The columns whose variation is looked at, where it is not the figure's alone."""
    takes_limits: bool = False
    """Whether the owner accepts limits on a stock."""
    shares_data: str = ""
    """How successive figures share data, where they do: year to date, rolling, cumulative."""
    caveats: tuple[str, ...] = ()
    is_published: bool = False
    """Whether the inspectorate publishes of the force, one by one, what it counts."""
    page: str = ""
    """The file name of the page that shows it, where it is another than that of its subject."""
    of_one: str = ""
    """The column of a subject that is asked for alone, where the rows of all are too many to ask for in passing."""
    of_one_order: str = ""
    """The order of the rows of one such subject, as SQL names columns; that of `one_row_per` where left out."""
    headlines: tuple[HeadlineRule, ...] = ()
    """Which of its figures stand for the subject on the Overview."""
    nothing: Nothing | None = None
    """For a list: what it means that it has no rows."""

    def column_of(self, text: str) -> str:
        """The name of the column that a text names or heads; that of the figure where there is no text."""
        names = {column.heading.lower(): column.name for column in self.columns}
        return names.get(text.lower(), text) if text else self.figure

    def column(self, name: str) -> Column | None:
        """The column of that name; None where the result has none."""
        return next((column for column in self.columns if column.name == name), None)

    def named(self, names: Sequence[str] = ()) -> tuple[Column, ...]:
        """The columns of those names in that order, or those of its table. Raises KeyError for an unknown name."""
        names = names or self.table.split()
        if not names:
            return tuple(column for column in self.columns if column.is_listed)
        known = {column.name: column for column in self.columns}
        return tuple(known[name] for name in names)

    @property
    def series(self) -> tuple[Varying, ...]:
        """The columns whose variation is looked at: those named, or the figure."""
        if self.varying or not self.figure:
            return self.varying
        text = self.title.split(" by ")[0]
        return (Varying(column=self.figure, text=text, unit=self.unit, better=self.better, kind=self.kind),)


class Distinguished(str):
    """A name with what distinguishes it from others of the same words behind it, in brackets."""

    plain: str
    """The name alone: what is compared, as it does not change because another finding comes to share it."""

    column: str
    """The column that distinguishes it: a table that shows this one needs the name alone."""

    @classmethod
    def by(cls, plain: str, mark: str, column: str) -> "Distinguished":
        """A name with its mark."""
        found = cls(f"{plain} ({mark})")
        found.plain, found.column = plain, column
        return found


def as_stored(value: Any) -> Any:
    """A value of a result as the rows have it, for what is read by programs or stored again: a name without its mark."""
    return value.plain if isinstance(value, Distinguished) else value


RECONCILES, DIFFERS, CANNOT = "reconciles", "differs", "cannot be checked"


@dataclass(frozen=True, kw_only=True)
class Check:
    """Whether a figure agrees with the rest, or a discrepancy known in its source."""

    name: str
    status: str
    """reconciles, differs or cannot be checked."""
    detail: str
    discrepancy: str = ""
    """The short name of the discrepancy known in the sources; empty for a sum."""


TARGET, TOLERANCE = "target", "tolerance"


@dataclass(frozen=True, kw_only=True)
class Threshold:
    """A target or a tolerance that the force set for one series of a metric."""

    name: str
    """Its short stable name."""
    kind: str
    """target or tolerance."""
    column: str
    subject: str
    """The codes of the series between semicolons, or its name; empty for the whole force."""
    value: float
    is_most: bool
    """Whether the figure is to be at most the value; otherwise at least."""
    from_on: date
    plan: str
    """The plan that crossing it starts."""
    set_by_role: str

    def is_beyond(self, value: float | None) -> bool:
        """Whether a figure does not keep to it. A figure that is not known is not beyond."""
        return value is not None and (value > self.value if self.is_most else value < self.value)

    def is_of(self, column: str, key: Sequence[str] = (), name: str = "") -> bool:
        """Whether it is of a series, by its column and the codes or the name of its subject."""
        return self.column == column and self.subject.lower() in (
            {";".join(key).lower(), name.lower()} if key else {""}
        )


@dataclass(frozen=True, kw_only=True)
class Result:
    """A metric's table at an as-at date, with what is needed to trust it."""

    card: Card
    as_at: date
    edition: int
    rows: tuple[Row, ...]
    sentence: str
    sources: tuple[Source, ...]
    checks: tuple[Check, ...]
    caveats: tuple[str, ...]
    sql: str
    thresholds: tuple[Threshold, ...] = ()
    """The targets and tolerances of its series that hold at its date, the newest last."""

    def threshold(self, kind: str, column: str, key: Sequence[str] = (), name: str = "") -> Threshold | None:
        """The newest target or tolerance of a series, by its column and the codes or the name of its subject."""
        found = [each for each in self.thresholds if each.kind == kind and each.is_of(column, key, name)]
        return found[-1] if found else None

    def where(self, **values: Any) -> tuple[Row, ...]:
        """The rows that hold these values."""
        return tuple(row for row in self.rows if all(row[name] == value for name, value in values.items()))

    def single(self, **values: Any) -> Row | None:
        """The one row that holds these values, or None."""
        rows = self.where(**values)
        return rows[0] if len(rows) == 1 else None

    @cached_property
    def newest_on(self) -> date | None:
        """The newest as-at date among the rows, for results whose rows are dated."""
        return max((row["as_at_on"] for row in self.rows if row.get("as_at_on")), default=None)

    @cached_property
    def newest(self) -> tuple[Row, ...]:
        """The rows of the newest as-at date."""
        return self.where(as_at_on=self.newest_on) if self.newest_on else ()


class Engine(Protocol):
    """What calculates: one edition of a store, on whichever engine."""

    @property
    def number(self) -> int:
        """The edition."""

    def ask(self, sql: str, reads: Sequence[str], parameters: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
        """The rows that SQL gives."""

    def ask_shared(self, sql: str, reads: Sequence[str], parameters: Mapping[str, Any] | None = None) -> Sequence[Row]:
        """The same for a short answer that many results share."""

    def ask_few(
        self, sql: str, reads: Sequence[str], parameters: Mapping[str, Any], most: int
    ) -> tuple[list[dict[str, Any]] | None, int]:
        """The rows that SQL gives and their number; None for the rows where there are more than so many."""

    def origins(self, reads: Sequence[str], as_at: date) -> Sequence[Row]:
        """Which sources, and where in them, the rows of these tables up to a date came from."""

    def reconciliations(self, metric: str, as_at: date) -> list[dict[str, Any]]:
        """Rows of name, holds, subject, found and expected for the sums a metric's figures are part of."""


Sentence = Callable[[Sequence[Row], date], str]


@dataclass(frozen=True, kw_only=True)
class Metric:
    """A card, where its SQL stands, and the rule that says its result in a sentence."""

    card: Card
    folder: Path
    sentence: Sentence

    @cached_property
    def sql(self) -> str:
        """The SQL as it runs: a view that it reads is written out in its first paragraphs."""
        return with_views(self.folder, (self.folder / f"{self.card.name}.sql").read_text(encoding="utf-8"))


def with_views(folder: Path, sql: str) -> str:
    """SQL with every view that it reads, or that such a view reads, written out before its own paragraphs.

    A view is a file of its name in the `views` of the folder or of another subject. What comes out runs on its own.
    """
    views = {path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.parent.glob("*/views/*.sql"))}
    while missing := [name for name in views if _reads(sql, name) and f"\n{name} as (\n" not in sql]:
        # What is written out later comes first, so a view goes in before those that it rests on.
        name = next(view for view in missing if not any(view in _rests_on(views, other) for other in missing))
        paragraph = f"{name} as (\n\n{indent(views[name], '    ').rstrip()}\n\n)"
        comment, begins, rest = _COMMENT.match(sql).groups()  # type: ignore[union-attr]
        sql = f"{comment}with\n\n{paragraph}" + (f",\n\n{rest}" if begins else f"\n\n{rest}")
    return sql


_COMMENT = re.compile(r"((?:--[^\n]*\n)*)(with\n\n)?(.*)", re.DOTALL)


def _rests_on(views: Mapping[str, str], name: str) -> set[str]:
    """The views that a view reads, and those that they read."""
    direct = {other for other in views if other != name and _reads(views[name], other)}
    return direct.union(*(_rests_on(views, other) for other in direct))


def _reads(sql: str, name: str) -> bool:
    return bool(re.search(rf"\b(?:from|join) {name}\b", sql))
