"""The example row of a template: what stands in it, so that it is known again where it was left in a file."""

from datetime import date
from typing import Any

from src.contracts.column import Column, Kind

EXAMPLE_DAY = date(2000, 1, 31)
"""Before any inspection of PEEL: no real row has this date."""
EXAMPLE_NOTE = "Example row: type over it or take it out."


def example(column: Column, first_choice: str = "") -> Any:
    """A value that the column takes, and that nobody takes for a figure."""
    if column.name == "note":
        return EXAMPLE_NOTE
    if column.kind is Kind.CODE:
        return first_choice
    if column.kind is Kind.DATE:
        return EXAMPLE_DAY
    if column.kind in (Kind.INTEGER, Kind.DECIMAL):
        return column.least or 0
    if column.kind is Kind.YES_NO:
        return "No"
    return f"Example {column.heading[:1].lower()}{column.heading[1:]}"
