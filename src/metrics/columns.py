"""The columns of results: those that several metrics share, and how a card puts its own together."""

from dataclasses import replace

from src.contracts.column import SAFE, Column, Disclosure, Kind, derived_from, earlier
from src.contracts.dataset import PROVENANCE, Dataset
from src.contracts.shared_columns import AS_AT, AS_AT_PRECISION, day, text


def count(name: str, heading: str, meaning: str, unit: str, disclosure: Disclosure, *, qualifier: str = "") -> Column:
    """A whole number, with what it could give away."""
    return Column(
        name=name, heading=heading, meaning=meaning, unit=unit, kind=Kind.INTEGER, disclosure=disclosure,
        qualifier=qualifier,
    )  # fmt: skip


def measure(name: str, heading: str, meaning: str, unit: str, disclosure: Disclosure) -> Column:
    """A number that may have a fraction, with what it could give away."""
    return Column(name=name, heading=heading, meaning=meaning, unit=unit, kind=Kind.DECIMAL, disclosure=disclosure)


def days(name: str, heading: str, meaning: str) -> Column:
    """A number of days, which counts nobody."""
    return count(name, heading, meaning, "days", SAFE)


def flag(name: str, heading: str, meaning: str) -> Column:
    """Yes or no."""
    return Column(name=name, heading=heading, meaning=meaning, kind=Kind.YES_NO)


def share(heading: str, meaning: str, *of: str, decimals: int = 1) -> Column:
    """A percentage that rests on counts of the row; one that a source prints keeps that source's decimal places."""
    return replace(measure("share_percent", heading, meaning, "per cent", derived_from(*of)), decimals=decimals)


def previous(of: str, unit: str, *, qualifier: str = "") -> Column:
    """The figure at the date before."""
    meaning = "The figure at the date before that holds one."
    column = count("previous_count", "Before", meaning, unit, earlier(of, "previous_on"), qualifier=qualifier)
    return unlisted(column)


def change(of: str, unit: str) -> Column:
    """What a figure moved by since the date before."""
    return count(
        "change_count", "Change", "How much more or less than before.", unit, derived_from(of, "previous_count")
    )


def net(heading: str, meaning: str, unit: str, *of: str) -> Column:
    """What came in less what went out."""
    return count("net_count", heading, meaning, unit, derived_from(*of))


def unlisted(column: Column) -> Column:
    """The same column, which a table of everything leaves out."""
    return replace(column, is_listed=False)


def columns(*parts: Dataset | Column | str) -> tuple[Column, ...]:
    """The columns of a result, in the order its SQL gives them.

    A column stands for itself. A text names columns that are declared elsewhere, between spaces: by the datasets given
    before it, or among the shared columns. A qualifier or precision that the result does not give is left out of the
    column. Raises KeyError for a name that nobody declares.
    """
    datasets = [part for part in parts if isinstance(part, Dataset)]
    found: list[Column] = []
    for part in parts:
        if isinstance(part, Column):
            found.append(part)
        elif isinstance(part, str):
            found += [_declared(name, datasets) for name in part.split()]
    names = {column.name for column in found}
    return tuple(
        replace(
            column,
            qualifier=column.qualifier if column.qualifier in names else "",
            precision=column.precision if column.precision in names else "",
        )
        for column in found
    )


def _declared(name: str, datasets: list[Dataset]) -> Column:
    for dataset in datasets:
        for column in dataset.columns:
            if column.name == name:
                return column
            if column.codes and name == f"{column.name.removesuffix('_code')}_name":
                return replace(column, name=name, kind=Kind.TEXT, is_listed=True)
    return SHARED[name]


SHARED = {
    column.name: column
    for column in (
        *PROVENANCE,
        AS_AT,
        AS_AT_PRECISION,
        unlisted(day("previous_on", "Before at", "The date of the figure before.")),
        unlisted(day("previous_as_at_on", "Seen before", "The date of the statement before.")),
        day("raised_on", "Raised", "The day the report that raised it was published."),
        day("month_on", "Month", "The first day of the month."),
        unlisted(text("counts_as", "Counts as", "Whether it is open, done but not sent, with HMICFRS, closed, superseded or not stated.")),
        unlisted(text("who_says", "By whose word", "Who says that the status is reached.")),
        text("source_title", "Source", "The title of the paper, report or page."),
        unlisted(text("source_address", "Address", "Where the source stands on the web.")),
        unlisted(text("extract_id", "Extract", "The extract that the row came in.")),
        unlisted(text("month_precision", "Month precision", "How exactly the month is known.")),
        unlisted(count("rank_order", "Rank of grade", "The place of the grade in its scale, the best first.", "", SAFE)),
        unlisted(count("cycle_order", "Order of cycle", "The place of the cycle among all.", "", SAFE)),
    )
}  # fmt: skip
