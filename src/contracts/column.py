"""A column: what it is called, what it means, how it is written, and what may be shown of it outside the force.

It is declared once, by a dataset for what a file holds and by the card of a metric for what a result holds. Files,
tables, charts, sheets, slides, the dictionary and disclosure control all read it there.
"""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What the cells of a column hold."""

    TEXT = "text"
    CODE = "code"
    INTEGER = "whole number"
    DECIMAL = "number"
    DATE = "date"
    YES_NO = "yes or no"


class Role(StrEnum):
    """What a number could give away about few people or cases."""

    COUNT = "count"
    TOTAL = "total of"
    EARLIER = "earlier value of"
    DERIVED = "derived from"
    SAFE = "safe"


@dataclass(frozen=True, kw_only=True)
class Disclosure:
    """The role of a column in disclosure control, and the columns it rests on."""

    role: Role
    of: tuple[str, ...] = ()
    """The columns it is a total of, an earlier value of, or derived from."""
    over: str = ""
    """For a total of one column over rows: the part of the key that it is summed over."""
    is_whole: bool = True
    """For a total: whether its parts are all named, so that they add up to it."""
    date: str = ""
    """For an earlier value: the column that holds its date. Empty for the row before with the same key."""

    @property
    def sentence(self) -> str:
        """The role in words: derived from numerator_count, denominator_count."""
        return f"{self.role.value} {', '.join(self.of)}".strip()


COUNT = Disclosure(role=Role.COUNT)
"""A count of people, cases or pieces of work: hidden where it is small."""
SAFE = Disclosure(role=Role.SAFE)
"""A number that gives no count away, or that the inspectorate publishes itself."""


def total_of(*names: str, over: str = "", is_whole: bool = True) -> Disclosure:
    """A total of other columns in the row, or of one column over the rows that differ in one part of the key."""
    return Disclosure(role=Role.TOTAL, of=names, over=over, is_whole=is_whole)


def derived_from(*names: str) -> Disclosure:
    """A share, a mean or a difference, which is hidden where any of the columns it rests on is."""
    return Disclosure(role=Role.DERIVED, of=names)


def earlier(name: str, date: str = "") -> Disclosure:
    """The value that a column held at an earlier date, shown again in a later row."""
    return Disclosure(role=Role.EARLIER, of=(name,), date=date)


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column of a dataset or of a result."""

    name: str
    heading: str
    meaning: str
    kind: Kind = Kind.TEXT
    unit: str = ""
    codes: str = ""
    """The code list, a file of data/reference, that holds the allowed values."""
    decimals: int = 2
    """The most decimal places that are written."""
    qualifier: str = ""
    """The column that says whether the figure is exact or a bound."""
    precision: str = ""
    """The column that says how exactly a date is known."""
    disclosure: Disclosure | None = None
    """None for what is not a number. A number without a role is never shown where small counts are hidden."""
    is_listed: bool = True
    """Whether a table shows it where no columns are named: codes that have a name, and ids, are not listed."""
    is_prose: bool = False
    """Whether whole sentences are written in it, which are looked through for ranks with a name after them."""
    required: bool = False
    """Whether a file must fill it."""
    needed: str = ""
    """In which rows a file must fill it, where it is neither all nor none: from the audit of the evidence on."""
    also: tuple[str, ...] = ()
    """Other headings it has been found under."""
    missing: str = ""
    """What a cell without a value says, where that is not that no figure is held: of days past a deadline, a dash."""
    least: float | None = None
    most: float | None = None

    @property
    def is_number(self) -> bool:
        """Whether its cells are numbers, written at the right of a column."""
        return self.kind in (Kind.INTEGER, Kind.DECIMAL)

    @property
    def suffix(self) -> str:
        """What stands directly behind a number: the sign of a percentage."""
        return "%" if self.unit == "per cent" else ""
