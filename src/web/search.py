"""What the search box finds: pages, measures, findings, sources and words, each with the address it leads to."""

import re
from datetime import date
from functools import cache
from typing import TypedDict
from urllib.parse import urlencode

from src.metrics import COMPARED, PAGE_OF
from src.present.theme import Look
from src.settings import PROJECT, Action, Settings
from src.store import authorization, editions
from src.web import page_shell
from src.web.page_context import PageContext

GLOSSARY = PROJECT / "docs" / "glossary.md"
DEFINITIONS, REGISTER = "definitions_and_sources", "findings_register"


class Entry(TypedDict):
    """One thing to find."""

    kind: str
    title: str
    about: str
    address: str
    """The page and what it needs to show this, without date and edition: those go along from the page searched from."""


@cache
def words() -> tuple[tuple[str, str], ...]:
    """The words of the field and what they mean, as the glossary has them."""
    text = GLOSSARY.read_text(encoding="utf-8").split("## The field")[1].split("\n## ")[0]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line[:1] == "|"]
    return tuple((word, meaning) for word, meaning in cells[2:])


@cache
def strange_words() -> dict[str, str]:
    """The words that a page explains where they stand, with their meaning: short forms, names and terms of art.

    An entry of the glossary may have several, such as "Scan, Engage" and "area for improvement (AFI)". A word that
    everybody knows, such as "level", is left to the glossary itself.
    """
    parts = {part.strip(" )"): meaning for word, meaning in words() for part in word.replace("(", ",").split(",")}
    strange = {part: meaning for part, meaning in parts.items() if re.search(r"[A-Z -]", part)}
    several = {re.sub(r" (of|for) ", r"s \1 ", part): meaning for part, meaning in strange.items()}
    return strange | several


def entries(settings: Settings, as_at: date | None = None, number: int | None = None) -> list[Entry]:
    """Everything that who asks may find, at a date and in an edition; the newest of each where none is given.

    Raises NotAllowed for who may see no figures.
    """
    authorization.refuse_unless(settings, Action.SEE)
    edition = editions.open_edition(settings, number if number and number <= editions.newest(settings) else None)
    day = as_at or edition.newest_date() or date.today()
    context = PageContext(settings=settings, edition=edition, as_at=day, look=Look.LIGHT, page="Search")
    found = [_entry("Page", title, "", name) for name, title in page_shell.open_to(settings)]
    found += [
        _entry("Measure", metric.card.title, page_shell.TITLES[PAGE_OF[name]], PAGE_OF[name], panel=name)
        for name, metric in COMPARED.items()
    ]
    for row in context.result(REGISTER).rows:
        about = " · ".join(filter(None, (row["level_name"], row["status_name"], row["owner_role"])))
        found.append(_entry("Finding", row["title"], about, PAGE_OF[REGISTER], finding=row["finding_id"]))
    for row in edition.ask("select title, publisher from sources order by title", ("sources",)):
        found.append(_entry("Source", row["title"], row["publisher"], DEFINITIONS, panel="sources"))
    return found + [_entry("Word", word, meaning, DEFINITIONS, panel="words") for word, meaning in words()]


def _entry(kind: str, title: str, about: str, page: str, **asked: str) -> Entry:
    return {"kind": kind, "title": title, "about": about or "", "address": f"{page}?{urlencode(asked)}"}
