"""The contract of a dataset: declared once, used for the check, the tables and the dictionary."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from src.contracts.column import Column, Kind

if TYPE_CHECKING:  # a declaration is read at every start; pandas is needed only to check an extract
    import pandas


class Supersedes(StrEnum):
    """How a newer extract takes the place of an older one."""

    BY_KEY = "row by row: a newer row with the same key takes the place of the older"
    BY_SNAPSHOT = "as a whole: a newer extract for the same as-at date takes the place of the older"


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A sentence that every row must keep. A broken rule refuses the extract."""

    sentence: str
    broken_by: "Callable[[pandas.DataFrame], pandas.Series]"
    """Given the typed rows, a boolean for each: True where the rule is broken."""
    at: str
    """The column whose cell is shown as the place of the break."""
    todo: str


@dataclass(frozen=True, kw_only=True)
class HistoryRule:
    """A sentence that rows must keep together with the rows recorded before. A broken one refuses the extract.

    The SQL gives the `row_number` and `extract_id` of rows that break it. In it {waiting} stands for the table of the
    rows that wait to be accepted, {held} for the rows of the dataset held now, and the name of a dataset for its rows
    as they would be. `sentence` and `todo` may be columns of the SQL too, where they differ from row to row.
    """

    sentence: str
    at: str
    """The column whose cell is shown as the place of the break."""
    todo: str
    reads: tuple[str, ...]
    sql: str
    asks: str = ""
    """For a rule that leaves doubt: what an answer is kept under, before the text of the cell. Empty for one that refuses."""
    answer: str = ""
    """The answer with which a row that breaks it is let in all the same."""
    concerns: "Callable[[pandas.DataFrame], pandas.Series] | None" = None
    """Given the typed rows, True for those that may break it by themselves; the others are not looked at beside the store."""


@dataclass(frozen=True, kw_only=True)
class Reconciliation:
    """A sum that ought to come out. One that does not never refuses: it follows the figure.

    The SQL gives rows of `subject`, `found` and `expected` for the newest as-at date not after
    $as_at; either number may be null where the source gives none.
    """

    name: str
    holds: str
    """Said when it comes out, for example "Open and closed against the total"."""
    reads: tuple[str, ...]
    metrics: tuple[str, ...]
    """The metrics whose figures this speaks of."""
    sql: str


def no_more_than(part: str, whole: str, sentence: str, todo: str = "Check the two counts against the source.") -> Rule:
    """The rule that one column of a row is never above another."""
    return Rule(sentence=sentence, broken_by=lambda rows: rows[part] > rows[whole], at=part, todo=todo)


def of_newest(
    table: str,
    name: str,
    holds: str,
    metrics: tuple[str, ...],
    *,
    subject: str,
    found: str,
    expected: str,
    where: str = "true",
    having: str = "count(*) > 0",
    dated_by: str = "as_at_on",
    reads: tuple[str, ...] = (),
) -> Reconciliation:
    """A sum over the rows of a table at its newest date. `found`, `expected`, `where` and `having` are SQL."""
    sql = f"""
        select '{subject}' as subject, {found} as found, {expected} as expected
        from {table}
        where {where} and {dated_by} = (select max({dated_by}) from {table} where {dated_by} <= $as_at)
        having {having}
    """
    return Reconciliation(name=name, holds=holds, reads=(table, *reads), metrics=metrics, sql=sql)


@dataclass(frozen=True, kw_only=True)
class Wide:
    """How a dataset may also be laid out: values down the side, dates across the top, a figure where they meet."""

    down: str
    """The column whose values stand down the side."""
    across: str
    """The column whose dates stand across the top."""
    each: str
    """What one value down the side is, in a word: area."""
    met: tuple[str, ...]
    """Small words that tell such values: of most values down the side one holds one of them."""
    always: Mapping[str, str] = field(default_factory=dict)
    """What other columns hold in every row, as such a table has no place for them."""
    totals: tuple[str, ...] = ()
    """Words down the side that stand for the total of the others, besides the word total itself."""
    figure: str = ""
    """The column that is counted where nothing says so but the values down the side, each of which tells this dataset."""


@dataclass(frozen=True, kw_only=True)
class Crossed:
    """How a dataset may also be laid out: values of its columns as headings, in one row or two, a figure under each."""

    over: Mapping[str, tuple[str, ...]]
    """By column, its values as they are written in headings."""
    figure: str = ""
    """The column that holds what stands under them where no words name another; empty where words have to."""


@dataclass(frozen=True, kw_only=True)
class Parted:
    """How two columns of a dataset may also stand in one: Recommendation Level 2 is a type and a level."""

    columns: tuple[str, str]
    pattern: str
    """A regular expression that a cell fits, small letters or large; its two groups are the two values."""
    alone: Mapping[str, str] = field(default_factory=dict)
    """For a cell that names only the first value, in small letters, the second."""


@dataclass(frozen=True, kw_only=True)
class Dataset:
    """One table of the product: what a row is, where it comes from and what must hold."""

    name: str
    title: str
    one_row_is: str
    owner: str
    system: str
    expected_every: str
    key: tuple[str, ...]
    supersedes: Supersedes = Supersedes.BY_KEY
    dated_by: str | None = "as_at_on"
    """The column that says when a row was true; None for a list without dates."""
    may_be_planned: bool = False
    """Whether its dates may lie after today."""
    columns: tuple[Column, ...]
    rules: tuple[Rule, ...] = ()
    history_rules: tuple[HistoryRule, ...] = ()
    reconciliations: tuple[Reconciliation, ...] = field(default=())
    wide: Wide | None = None
    crossed: Crossed | None = None
    parted: Parted | None = None

    @property
    def all_columns(self) -> tuple[Column, ...]:
        """The dataset's own columns, then the ones that say where a row came from."""
        own = {column.name for column in self.columns}
        return self.columns + tuple(column for column in PROVENANCE if column.name not in own)

    def column(self, name: str) -> Column:
        """The column of that name. Raises KeyError where there is none."""
        for column in self.all_columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.name} has no column {name}")


PROVENANCE = (
    Column(
        name="force_code",
        heading="Force",
        meaning="The force the row is about; the force that supplies the file where the column is left out.",
        kind=Kind.CODE,
        codes="forces",
    ),
    Column(
        name="source_id",
        is_listed=False,
        heading="Source",
        meaning="The paper, report or page the row was taken from: an id in the list of sources.",
        also=("source id",),
    ),
    Column(
        name="place",
        is_listed=False,
        heading="Place in source",
        meaning="The paragraph, table or page of the source where the row stands.",
        also=("place",),
    ),
    Column(
        name="note",
        is_listed=False,
        heading="Note",
        meaning="What a reader of the figure should know about it.",
        also=("notes", "comment"),
    ),
)
