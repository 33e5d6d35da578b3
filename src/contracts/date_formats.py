"""The forms in which a date may be written. Day before month, always: 06/10/23 is 6 October 2023."""

import re
from datetime import date, datetime

MONTHS = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
DATE_FORMATS = {
    r"\d{4}-\d{2}-\d{2}": ("%Y-%m-%d",),
    r"\d{1,2}/\d{1,2}/\d{4}": ("%d/%m/%Y",),
    r"\d{1,2}/\d{1,2}/\d{2}": ("%d/%m/%y",),
    r"\d{1,2}\.\d{1,2}\.\d{4}": ("%d.%m.%Y",),
    rf"\d{{1,2}} {MONTHS} \d{{4}}": ("%d %b %Y", "%d %B %Y"),
    rf"\d{{1,2}} {MONTHS} \d{{2}}": ("%d %b %y", "%d %B %y"),
}
"""Each pattern with the forms that fit it: 2024-02-01, 01/02/2024, 1/2/24, 01.02.2024, 1 February 2024, 01-Feb-24."""

_ANY = re.compile("|".join(f"(?:{pattern})" for pattern in DATE_FORMATS))
_MIDNIGHT = re.compile(r"[ T]00:00(:00(\.0+)?)?$")
_NAMED_MONTH = re.compile(rf"(\d{{1,2}})(?:st|nd|rd|th)?[ -]+({MONTHS})[ -]+(\d{{2,4}})", re.IGNORECASE)
_INSIDE = re.compile(
    rf"(?<![\w/.-])(\d{{4}}-\d{{2}}-\d{{2}}(?:[ T]00:00(?::00)?)?|\d{{1,2}}[/.]\d{{1,2}}[/.](?:\d{{4}}|\d{{2}})"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?[ -]+{MONTHS}[ -]+(?:\d{{4}}|\d{{2}}))(?![\w/-])",
    re.IGNORECASE,
)


def as_date(text: str) -> date | None:
    """The date that a text is, in one of the forms; None where it is no form or no day of the calendar."""
    try:
        return date.fromisoformat(text) if len(text) == 10 and text[4] == "-" else _as_written(text)
    except ValueError:
        return None


def _as_written(text: str) -> date | None:
    plain = _MIDNIGHT.sub("", text)
    named = _NAMED_MONTH.fullmatch(plain)
    if named:
        month = named[2].lower()
        plain = f"{named[1]} {'sep' if month == 'sept' else month} {named[3]}"
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


def date_in(words: str) -> tuple[str, str]:
    """The last thing in some words that has the form of a date, and the words around it; no date, all the words.

    >>> date_in("Cases awaiting 06/10/23")
    ('06/10/23', 'Cases awaiting')
    """
    found = list(_INSIDE.finditer(words))
    if not found:
        return "", words
    last = found[-1]
    rest = f"{words[: last.start()]} {words[last.end() :]}"
    return last[1], " ".join(rest.split()).strip(" :,-–()")
