"""How numbers, dates and lists are written for a reader. GOV.UK style: 29 June 2023.

Every sentence, table and chart label goes through here, so that a date or a bound looks the
same on a page, on the command line and in a file.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from itertools import accumulate, pairwise
from zoneinfo import ZoneInfo

MONTHS = ("January February March April May June July August September October November December").split()
SMALL_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
BOUNDS = {"over": ">", "under": "<", "at_most": "≤", "at_least": "≥", "about": "about "}
NO_FIGURE = "no figure"
DAYS_A_MONTH = 30.4375
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the beginning of a formula."""
_CLOCK = ZoneInfo("Europe/London")


def day(on_date: date) -> str:
    """29 June 2023."""
    return f"{on_date.day} {MONTHS[on_date.month - 1]} {on_date.year}"


def moment(at: datetime) -> str:
    """27 February 2024 at 10:02, by the clock in the United Kingdom."""
    return f"{on_the_clock(at)} at {at.astimezone(_CLOCK):%H:%M}"


def on_the_clock(at: datetime) -> str:
    """27 February 2024: the day of a moment by the clock in the United Kingdom."""
    return day(at.astimezone(_CLOCK).date())


def short_day(on_date: date) -> str:
    """29 Jun 2023."""
    return f"{on_date.day} {MONTHS[on_date.month - 1][:3]} {on_date.year}"


def month(day: date) -> str:
    """June 2023."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def dated(on_date: date | None, precision: str | None) -> str:
    """A date said no more exactly than it is known: June 2023, or 27 February 2024."""
    if on_date is None:
        return "date not stated"
    if precision == "month":
        return month(on_date)
    if precision == "year":
        return str(on_date.year)
    return day(on_date)


def short_dated(day: date | None, precision: str | None) -> str:
    """As `dated`, with the month cut to three letters: for axes and narrow tables."""
    if day is None:
        return "not stated"
    if precision == "month":
        return f"{MONTHS[day.month - 1][:3]} {day.year}"
    if precision == "year":
        return str(day.year)
    return short_day(day)


def number(value: float | int | None, decimals: int = 2) -> str:
    """1,234 or 2.5 or −21, with so many decimal places at most; a missing figure is said to be missing."""
    if value is None:
        return NO_FIGURE
    text = f"{int(value):,}" if float(value).is_integer() else f"{value:,.{decimals}f}".rstrip("0").rstrip(".")
    return text.replace("-", "−")


def signed(value: float | int) -> str:
    """+9, −34 or 0: a change."""
    return ("+" if value > 0 else "") + number(value)


def bounded(value: float | int | None, qualifier: str | None, decimals: int = 2) -> str:
    """>80 for "over 80": a bound stays a bound."""
    if value is None:
        return NO_FIGURE
    return BOUNDS.get(qualifier or "exactly", "") + number(value, decimals)


def compared(now: float, before: float, *, is_counted: bool = True) -> str:
    """34 fewer than, 4 more than, the same as; of what is not counted, such as a grade, 0.2 lower than."""
    if now == before:
        return "the same as"
    more, fewer = ("more", "fewer") if is_counted else ("higher", "lower")
    return f"{number(round(abs(now - before), 2))} {fewer if now < before else more} than"


def percent(value: float | None) -> str:
    """82% or 8.15%."""
    return NO_FIGURE if value is None else f"{number(value)}%"


def about(days: int) -> str:
    """89 days; from a quarter of a year on in months, 3 months."""
    return count_of(days, "day") if days < 90 else f"{round(days / DAYS_A_MONTH)} months"


def in_days(days: int) -> str:
    """In 10 days, or today: how far ahead a date lies."""
    return f"in {count_of(days, 'day')}" if days else "today"


def count_of(value: int, item: str, many: str | None = None) -> str:
    """1 case, 2 cases, no cases."""
    return f"{value:,} {item if value == 1 else many or item + 's'}"


def verb(count: int, for_one: str, for_many: str) -> str:
    """The verb that goes with a count: 1 case awaits, 2 cases await."""
    return for_one if count == 1 else for_many


def in_words(value: int) -> str:
    """Zero to nine in words, as GOV.UK style has it inside a sentence; figures from 10."""
    return SMALL_NUMBERS[value] if 0 <= value < 10 else f"{value:,}"


def step(dates: Iterable[date]) -> str:
    """What lies between dates in order: a week or a month where it is one each time, or else a period."""
    days = {(later - before).days for before, later in pairwise(dates)}
    if days == {7}:
        return "week"
    return "month" if days and days <= {28, 29, 30, 31} else "period"


def count_in_words(value: int, item: str) -> str:
    """One change, nine changes, 12 changes."""
    return f"{in_words(value)} {item if value == 1 else item + 's'}"


def listed(items: Iterable[str]) -> str:
    """a, b and c."""
    words = list(items)
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " and " + words[-1] if words else ""


def first_of(names: Iterable[str], most: int, between: str = "; ", of: int = 0) -> str:
    """So many names at most, and how many more there are of them, or of so many: a; b; c; and eight more, or a, b and c.

    With commas, where names are short, the one that would be left is named: to count it takes as many words.
    """
    every = list(names)
    named = every if between == ", " and max(of, len(every)) == len(every) == most + 1 else every[:most]
    more = max(of, len(every)) - len(named)
    tail = [f"{in_words(more)} more"] if more > 0 else []
    if between == ", ":
        return listed([*named, *tail])
    return between.join([*named, *(f"and {word}" for word in tail)])


def capital(sentence: str) -> str:
    """The same sentence with a capital first letter."""
    return sentence[:1].upper() + sentence[1:]


def inside(title: str) -> str:
    """A title inside a sentence: a small first letter, unless the first word is an acronym such as MARAC."""
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]


def spoken(column: str) -> str:
    """The name of a column as words: cases_awaiting_count is cases awaiting."""
    return column.removesuffix("_count").removesuffix("_name").replace("_", " ").replace("percent", "per cent")


def new_since(new: int, count: int, since: date) -> str:
    """How many of some things are new since a day: two of them new since 31 August 2026; of one thing just new since."""
    some = both_or_all(count) if new == count else in_words(new) if new else "none"
    which = "" if new == count == 1 else f"{some} of them "
    return f"{which}new since {day(since)}"


def part_of(some: int, every: int, item: str) -> str:
    """Two of seven areas; where they are all there are: the one area, both areas, all seven areas."""
    if some != every:
        return f"{in_words(some) if some else 'none'} of {count_in_words(every, item)}"
    return {1: f"the one {item}", 2: f"both {item}s"}.get(every, f"all {count_in_words(every, item)}")


def all_of(count: int, item: str) -> str:
    """The statement, both statements, all 12 statements: what opens to show every one."""
    return {1: f"The {item}", 2: f"Both {item}s"}.get(count, f"All {count:,} {item}s")


def both_or_all(count: int) -> str:
    """Both, or all: every one of more than one thing."""
    return "both" if count == 2 else "all"


def times(count: int) -> str:
    """Say how often: once, twice, three times."""
    return {1: "once", 2: "twice"}.get(count, f"{in_words(count)} times")


def when(day: date, precision: str | None) -> str:
    """A date with its word before it: at 27 February 2024, in June 2023."""
    return f"{'in' if precision in ('month', 'year') else 'at'} {dated(day, precision)}"


def on_day(day: date, precision: str | None) -> str:
    """A date with its word before it, after a verb: on 27 February 2024, in June 2023."""
    return f"{'in' if precision in ('month', 'year') else 'on'} {dated(day, precision)}"


def days_between(earlier: date, later: date) -> str:
    """1 day, 95 days."""
    return count_of((later - earlier).days, "day")


def sentences(text: str) -> list[str]:
    """The sentences of a text, each with its full stop."""
    return [f"{part.rstrip('.')}." for part in text.split(". ")] if text else []


def first_sentence(text: str) -> str:
    """The first of several sentences."""
    return next(iter(sentences(text)), ".")


def beginning(text: str, most: int) -> str:
    """As many of the first sentences as hold in so many characters, and the first in any case."""
    found = list(accumulate(sentences(text), lambda before, after: f"{before} {after}"))
    return max((part for part in found if len(part) <= most), key=len, default=found[0] if found else "")


def rest(text: str) -> str:
    """What follows the first of several sentences; empty where there is one."""
    return text[len(first_sentence(text)) :].strip()


def paragraph(sentences: Sequence[str]) -> str:
    """Sentences in one line, the empty ones left out."""
    return " ".join(sentence for sentence in sentences if sentence)


def safe_cell(value: object) -> object:
    """A value for a text file that no spreadsheet will take for a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_SIGNS) else value
