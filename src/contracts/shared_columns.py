"""Columns that several datasets share, so that each is worded once."""

from src.contracts.column import COUNT, Column, Disclosure, Kind

AS_AT = Column(
    name="as_at_on",
    heading="As at",
    meaning="The date the row was true.",
    kind=Kind.DATE,
    precision="as_at_precision",
    required=True,
    also=("as at date", "snapshot date"),
)
AS_AT_PRECISION = Column(
    name="as_at_precision",
    heading="As at precision",
    meaning="How exactly the as-at date is known: a day, a month, or only the date of the paper.",
    kind=Kind.CODE,
    codes="precisions",
    is_listed=False,
)
PERIOD_FROM = Column(name="period_from_on", heading="Period from", meaning="The first day counted.", kind=Kind.DATE)
PERIOD_TO = Column(
    name="period_to_on", heading="Period to", meaning="The last day counted.", kind=Kind.DATE, required=True
)
QUALIFIER = Column(
    name="qualifier_code",
    heading="Qualifier",
    meaning="Whether the figure is exact or a bound: over, under, about. Exact where left out.",
    kind=Kind.CODE,
    codes="qualifiers",
    is_listed=False,
)


def text(name: str, heading: str, meaning: str, *, required: bool = False, also: tuple[str, ...] = ()) -> Column:
    """A column of words."""
    return Column(name=name, heading=heading, meaning=meaning, required=required, also=also)


def prose(name: str, heading: str, meaning: str, *, required: bool = False) -> Column:
    """A column of sentences, which names roles and never people."""
    return Column(name=name, heading=heading, meaning=meaning, required=required, is_prose=True)


def identifier(name: str, heading: str, meaning: str, *, required: bool = False, also: tuple[str, ...] = ()) -> Column:
    """A column of short names that distinguishes rows, which no table needs to show."""
    return Column(name=name, heading=heading, meaning=meaning, required=required, also=also, is_listed=False)


def code(
    name: str, heading: str, codes: str, meaning: str, *, required: bool = False, also: tuple[str, ...] = ()
) -> Column:
    """A column whose values come from a code list."""
    return Column(
        name=name, heading=heading, meaning=meaning, kind=Kind.CODE, codes=codes, required=required, also=also,
        is_listed=False,
    )  # fmt: skip


def day(name: str, heading: str, meaning: str, *, required: bool = False) -> Column:
    """A column of dates. How exactly a date is known stands in the column of the same name, where there is one."""
    precision = f"{name.removesuffix('_on')}_precision"
    return Column(name=name, heading=heading, meaning=meaning, kind=Kind.DATE, required=required, precision=precision)


def count(
    name: str, heading: str, meaning: str, unit: str, *, also: tuple[str, ...] = (), qualifier: str = ""
) -> Column:
    """A column of whole numbers, none of them below zero. Empty means not reported."""
    return Column(
        name=name, heading=heading, meaning=meaning, unit=unit, kind=Kind.INTEGER, least=0, also=also,
        qualifier=qualifier, disclosure=COUNT,
    )  # fmt: skip


def percentage(name: str, heading: str, meaning: str, disclosure: Disclosure) -> Column:
    """A column of percentages, from 0 to 100."""
    return decimal(name, heading, meaning, "per cent", 0, 100, disclosure=disclosure)


def decimal(
    name: str,
    heading: str,
    meaning: str,
    unit: str,
    least: float | None = None,
    most: float | None = None,
    *,
    disclosure: Disclosure,
) -> Column:
    """A column of numbers that may have a fraction."""
    return Column(
        name=name, heading=heading, meaning=meaning, unit=unit, kind=Kind.DECIMAL, least=least, most=most,
        disclosure=disclosure,
    )  # fmt: skip


def precision(name: str, of: str) -> Column:
    """How exactly another column's date is known."""
    return code(name, f"{of} precision", "precisions", f'How exactly "{of}" is known.')
