"""Headings that look like people. PEELboard holds counts, grades and findings, never persons."""

import re

_PERSON = r"(victim|suspect|offender|perpetrator|complainant|witness|nominal|detainee|defendant|survivor)"
_CASE = r"(crime|custody|investigation|incident|occurrence|case|log|intelligence)"
_NUMBER = r"(number|num|no|reference|references|ref|refs|id|ids|urn)"

_PERSONAL = {
    "a date of birth": r"\b(dob|d o b|dates? of birth|birth dates?|birthdays?|born)\b",
    "a person's next of kin": r"\bnext of kin\b|^nok$",
    "a National Insurance number": r"\bnational insurance\b|\bni (number|no)\b|\bnino\b",
    "an email address": r"\be ?mail\b|^e ?mails$",
    "a phone number": rf"\b(phone|telephone|mobile|tel|contact) {_NUMBER}\b|\b(phone|telephone|mobile)$",
    "an address": r"\baddress\b|^(home )?addresses$|\bpost ?codes?\b|\bstreet$|\bstreet name\b",
    "a reference to a person": rf"\b{_PERSON} {_NUMBER}\b|\bpnc\b",
    "a reference to a person's case": rf"\b{_CASE} (report )?{_NUMBER}\b",
    "a person's name": (
        rf"\b({_PERSON}|person|child|officer|staff|parent|carer|mother|father|partner)s? (full )?names?\b"
        rf"|\bnames? of (the )?({_PERSON}|person|child|officer)"
        r"|\b(surname|forename|first name|last name|full name|middle name|given name|family name|maiden name|alias)"
    ),
    "a column of persons": (
        rf"\b{_PERSON}( (age|gender|sex|ethnicity|nationality|initials|details))?$|^{_PERSON}s( details)?$"
        r"|^(witnesses|nominals)$"
    ),
}
_COUNTED = r"\b(counts?|numbers? of|no of|how many|totals?|rate|per ?cent|percentage|share|average)\b"
"""Words that say a heading stands over how many, not over who."""
_COUNTED_IN_BRACKETS = r"\((number|no\.?|count|total|%)\)\s*$"


def looks_like(heading: str) -> str | None:
    """What personal thing a heading looks like, or None.

    >>> looks_like("Victim name")
    "a person's name"
    >>> looks_like("Number of victims")
    """
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading)
    words = re.sub(r"'s\b|’s\b|['’]", "", apart.lower())
    if re.search(_COUNTED_IN_BRACKETS, words) or "%" in words:
        return None
    words = re.sub(r"[^a-z0-9]+", " ", words).strip()
    if re.search(_COUNTED, words) or words == "web address":
        return None
    for what, pattern in _PERSONAL.items():
        if re.search(pattern, words):
            return what
    return None
