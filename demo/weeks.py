"""The weeks and months of the demonstration: two years of Mondays from 7 October 2024."""

from calendar import monthrange
from datetime import date, timedelta

FIRST = date(2024, 10, 7)
WEEKS = tuple(FIRST + timedelta(weeks=number) for number in range(104))
"""The Mondays on which extracts are supplied; the last is 28 September 2026."""

FIRST_MONDAYS = tuple(monday for monday in WEEKS if monday.day <= 7)
"""The first Monday of each of the 24 months, on which monthly extracts are supplied."""

QUARTERS = FIRST_MONDAYS[::3]
"""The first Monday of every third month."""


def place(monday: date) -> int:
    """The place of a Monday among the weeks, the first 0."""
    return WEEKS.index(monday)


def month_before(monday: date) -> tuple[date, date]:
    """The first and the last day of the month before the one a Monday stands in."""
    last = monday.replace(day=1) - timedelta(days=1)
    return last.replace(day=1), last


def months_on(day: date, months: int) -> date:
    """The same day so many months later, or the last of that month where it is shorter."""
    number = day.year * 12 + day.month - 1 + months
    year, month = divmod(number, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
