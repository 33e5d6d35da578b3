"""The forms in which a date may be written. Day before month unless a file was found, and said, to be otherwise."""

import re
import unicodedata
from datetime import UTC, date, datetime, timedelta

MONTHS = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
DATE_FORMATS = {
    r"\d{4}-\d{2}-\d{2}": ("%Y-%m-%d",),
    r"\d{4}/\d{2}/\d{2}": ("%Y/%m/%d",),
    r"20\d{6}": ("%Y%m%d",),
    r"\d{1,2}/\d{1,2}/\d{4}": ("%d/%m/%Y",),
    r"\d{1,2}/\d{1,2}/\d{2}": ("%d/%m/%y",),
    r"\d{1,2}\.\d{1,2}\.\d{4}": ("%d.%m.%Y",),
    r"\d{1,2}-\d{1,2}-\d{4}": ("%d-%m-%Y",),
    rf"\d{{1,2}} {MONTHS} \d{{4}}": ("%d %b %Y", "%d %B %Y"),
    rf"\d{{1,2}} {MONTHS} \d{{2}}": ("%d %b %y", "%d %B %y"),
}
"""Each pattern with the forms that fit it: 2024-02-01, 2024/02/01, 20240201, 01/02/2024, 1/2/24, 01.02.2024, 01-02-2024."""

_ANY = re.compile("|".join(f"(?:{pattern})" for pattern in DATE_FORMATS))
_TIME = re.compile(r"[ T](?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?(?: ?[AaPp][Mm])?$")
"""The time of day behind a date, which dates nothing more exactly here."""
_BEFORE = re.compile(
    r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,? |w/?[ce] |week (?:commencing|ending) )+", re.IGNORECASE
)
_ZONED = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})", re.IGNORECASE)
_NAMED_MONTH = re.compile(rf"(\d{{1,2}})(?:st|nd|rd|th)?(?: of)?[ -]+({MONTHS})\.?[ -]+(\d{{2,4}})", re.IGNORECASE)
WHOLE_MONTHS = (
    "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    "|nov(?:ember)?|dec(?:ember)?)"
)
_MONTH = re.compile(rf"({WHOLE_MONTHS})(?:[ -]+(\d{{4}})|[-']'?(\d{{2}}))", re.IGNORECASE)
_MONTH_IN_NUMBERS = re.compile(r"(20\d{2})-?(0[1-9]|1[0-2])|(0?[1-9]|1[0-2])/(20\d{2})")
_QUARTER_OR_YEAR = re.compile(
    r"(?:Q([1-4])[ ,]*)?(?:FY ?)?(20\d{2})[/-](?:20)?(\d{2})(?:[ ,-]*Q([1-4]))?", re.IGNORECASE
)
_WEEK = re.compile(
    r"(?:week|wk|w) ?(\d{1,2})[ ,/-]*(20\d{2})(?:/\d{2})?|(20\d{2})(?:/\d{2})?[ ,/-]*(?:week|wk|w) ?(\d{1,2})",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(rf"({MONTHS})\.? (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})", re.IGNORECASE)
_SLASHED = re.compile(r"(\d{1,2})(?:/(\d{1,2})/(\d{4}|\d{2})|-(\d{1,2})-(\d{4}))")
_TURNABLE = re.compile(r"(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|1[0-2])")
_INSIDE = re.compile(
    rf"(?<![\w/.-])(\d{{4}}-\d{{2}}-\d{{2}}(?:[ T]00:00(?::00)?)?|\d{{1,2}}[/.]\d{{1,2}}[/.](?:\d{{4}}|\d{{2}})"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?[ -]+{MONTHS}[ -]+(?:\d{{4}}|\d{{2}})|{WHOLE_MONTHS}(?:[ -]+\d{{4}}|[-']\d{{2}})"
    r"|Q[1-4] 20\d{2}[/-]\d{2}|20\d{2}[/-]\d{2} Q[1-4])(?![\w/-])",
    re.IGNORECASE,
)


def shown(text: str) -> str:
    """A text as a reader sees it: zero-width characters left out, every kind of space an ordinary one."""
    if text.isascii():
        return text
    visible = "".join(letter for letter in text if unicodedata.category(letter) != "Cf")
    return " ".join(visible.split())


def as_date(text: str, *, is_month_first: bool = False) -> date | None:
    """The date that a text is, in one of the forms; None where it is no form or no day of the calendar.

    A moment with its zone is of the day it was in Britain.
    """
    try:
        if len(text) == 10 and text[4] == "-":
            return date.fromisoformat(text)
        if _ZONED.fullmatch(text):
            return _in_britain(datetime.fromisoformat(text.upper()))
        return _as_written(text, is_month_first)
    except ValueError:
        return None


def _as_written(text: str, is_month_first: bool) -> date | None:
    plain = _BEFORE.sub("", _TIME.sub("", text), count=1) if text[:1].isalpha() else _TIME.sub("", text)
    plain = _MONTH_FIRST.sub(r"\2 \1 \3", plain, count=1) if plain[:1].isalpha() else plain
    named = _NAMED_MONTH.fullmatch(plain)
    if named:
        month = named[2].lower()
        plain = f"{named[1]} {'sep' if month == 'sept' else month} {named[3]}"
    slashed = _SLASHED.fullmatch(plain)
    if slashed and is_month_first:
        plain = f"{slashed[2] or slashed[4]}/{slashed[1]}/{slashed[3] or slashed[5]}"
    if not _ANY.fullmatch(plain):
        return None
    for pattern, forms in DATE_FORMATS.items():
        if re.fullmatch(pattern, plain):
            for form in forms:
                try:
                    return datetime.strptime(plain, form).date()
                except ValueError:
                    continue
    return None


def _in_britain(moment: datetime) -> date:
    """The day of a moment by British time: an hour ahead from the last Sunday of March to that of October, at 01:00."""
    utc = moment.astimezone(UTC)

    def change(month: int) -> datetime:
        last = datetime(utc.year, month, 31, 1, tzinfo=UTC)
        return last - timedelta(days=(last.weekday() + 1) % 7)

    return (utc + timedelta(hours=change(3) <= utc < change(10))).date()


def as_period(text: str) -> date | None:
    """The last day of a month, financial quarter or financial year: Mar-24, 2024-03, Q4 2023/24, 2023/24. None for others."""
    if found := _MONTH.fullmatch(text):
        month = "JanFebMarAprMayJunJulAugSepOctNovDec".index(found[1][:3].capitalize()) // 3 + 1
        return _end_of(int(found[2] or f"20{found[3]}"), month)
    numbered, longer = _month_in_numbers(text), _QUARTER_OR_YEAR.fullmatch(text)
    if longer and (int(longer[3]) != (int(longer[2]) + 1) % 100 or (longer[1] and longer[4])):
        longer = None
    if numbered and longer:  # 2011-12 is a December and a year
        return None
    if longer:
        quarter = int(longer[1] or longer[4] or 4)
        return _end_of(int(longer[2]) + quarter // 4, quarter * 3 % 12 + 3)
    return _end_of(int(numbered[1] or numbered[4]), int(numbered[2] or numbered[3])) if numbered else None


def _month_in_numbers(text: str) -> re.Match[str] | None:
    """202403 is a month; 201112 may be the year 2011/12 as well."""
    found = _MONTH_IN_NUMBERS.fullmatch(text)
    is_year_too = text.isdecimal() and len(text) == 6 and int(text[4:]) == int(text[2:4]) + 1
    return None if is_year_too else found


def as_week(text: str) -> date | None:
    """The Sunday that ends a numbered week of the calendar: Week 6 2024, 2024-W06. None for others."""
    year, number = _week(text)
    try:
        return date.fromisocalendar(year, number, 7) if number else None
    except ValueError:
        return None


def as_week_of_april(text: str) -> date | None:
    """The last day of a numbered week of a year that begins on 1 April with its first week; the last week is short.

    None for others.
    """
    year, number = _week(text)
    if not 0 < number <= _WEEKS:
        return None
    return min(date(year, 4, 1) + timedelta(days=7 * number - 1), date(year + 1, 3, 31))


_WEEKS = 53


def _week(text: str) -> tuple[int, int]:
    """The year and the number of a numbered week; zeros for another text."""
    found = _WEEK.fullmatch(text)
    return (int(found[2] or found[3]), int(found[1] or found[4])) if found else (0, 0)


def precision_of(text: str) -> str:
    """How exactly a text dates something: a month, the end of a longer period, or "" for a day."""
    is_month = _MONTH.fullmatch(text) or _month_in_numbers(text)
    return "" if not as_period(text) else "month" if is_month else "period_end"


def _end_of(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def is_slashed(text: str) -> bool:
    """Whether a text is a date whose day and month are known only by their order."""
    return bool(_SLASHED.fullmatch(_TIME.sub("", text)))


def has_clock_of_twelve(text: str) -> bool:
    """Whether a date is followed by a time with AM or PM, as programs of the United States write it."""
    found = _TIME.search(text)
    return found is not None and found[0][-1:].lower() == "m"


def is_turnable(text: str) -> bool:
    """Whether a date is one still where its day and its month change places: 2024-01-03."""
    return bool(_TURNABLE.fullmatch(text))


def turned(text: str) -> str:
    """2024-03-01 for 2024-01-03, which a spreadsheet stores that takes the month for the day."""
    found = _TURNABLE.fullmatch(text)
    return f"{found[1]}-{found[3]}-{found[2]}" if found else text


def date_in(words: str) -> tuple[str, str]:
    """The last thing in some words that has the form of a date or month, and the words around it; none, all the words.

    >>> date_in("Cases awaiting 06/10/23")
    ('06/10/23', 'Cases awaiting')
    """
    found = list(_INSIDE.finditer(words))
    if not found:
        return "", words
    last = found[-1]
    rest = f"{words[: last.start()]} {words[last.end() :]}"
    return last[1], " ".join(rest.split()).strip(" :,-–()")
