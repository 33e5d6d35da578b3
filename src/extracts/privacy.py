"""Headings that look like people. PEELboard holds counts, grades and findings, never persons."""

import re

_PERSONAL = {
    "a person's name": r"\b(victim|suspect|offender|surname|forename|first name|last name|full name|"
    r"person name|child name|officer name|nominal)('?s)?( name)?$",
    "a date of birth": r"\b(dob|date of birth|birth date|born)\b",
    "an address": r"\b(home address|address|postcode|post code|street)\b",
    "a phone number": r"\b(phone|telephone|mobile)\b",
    "an email address": r"\be ?mail\b",
    "a reference to a person's case": r"\b(crime|custody|investigation|incident) (reference|ref|number|no)\b|\bpnc\b",
}


def looks_like(heading: str) -> str | None:
    """What personal thing a heading looks like, or None.

    >>> looks_like("Victim name")
    "a person's name"
    """
    words = re.sub(r"[^a-z0-9']+", " ", heading.lower()).strip()
    for what, pattern in _PERSONAL.items():
        if re.search(pattern, words):
            return what
    return None
