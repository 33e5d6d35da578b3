"""Columns that several datasets share, so that each is worded once."""

from src.contracts.dataset import Column, Kind

AS_AT = Column(
    name="as_at_on",
    heading="As at",
    meaning="The date the row was true.",
    kind=Kind.DATE,
    required=True,
    also=("as at date", "snapshot date"),
)
AS_AT_PRECISION = Column(
    name="as_at_precision",
    heading="As at precision",
    meaning="How exactly the as-at date is known: a day, a month, or only the date of the paper.",
    kind=Kind.CODE,
    codes="precisions",
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
)


def text(name: str, heading: str, meaning: str, *, required: bool = False, also: tuple[str, ...] = ()) -> Column:
    """A column of words."""
    return Column(name=name, heading=heading, meaning=meaning, required=required, also=also)


def code(
    name: str, heading: str, codes: str, meaning: str, *, required: bool = False, also: tuple[str, ...] = ()
) -> Column:
    """A column whose values come from a code list."""
    return Column(
        name=name, heading=heading, meaning=meaning, kind=Kind.CODE, codes=codes, required=required, also=also
    )


def day(name: str, heading: str, meaning: str, *, required: bool = False) -> Column:
    """A column of dates."""
    return Column(name=name, heading=heading, meaning=meaning, kind=Kind.DATE, required=required)


def count(name: str, heading: str, meaning: str, unit: str, *, also: tuple[str, ...] = ()) -> Column:
    """A column of whole numbers, none of them below zero. Empty means not reported."""
    return Column(name=name, heading=heading, meaning=meaning, unit=unit, kind=Kind.INTEGER, least=0, also=also)


def percentage(name: str, heading: str, meaning: str) -> Column:
    """A column of percentages, from 0 to 100."""
    return Column(name=name, heading=heading, meaning=meaning, unit="per cent", kind=Kind.DECIMAL, least=0, most=100)


def decimal(
    name: str, heading: str, meaning: str, unit: str, least: float | None = None, most: float | None = None
) -> Column:
    """A column of numbers that may have a fraction."""
    return Column(name=name, heading=heading, meaning=meaning, unit=unit, kind=Kind.DECIMAL, least=least, most=most)


def precision(name: str, of: str) -> Column:
    """How exactly another column's date is known."""
    return code(name, f"{of} precision", "precisions", f'How exactly "{of}" is known.')
