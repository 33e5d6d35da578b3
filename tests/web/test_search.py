"""What the search box finds: everything a reader may see, each with an address that exists."""

from dataclasses import replace
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest

from src.metrics import COMPARED
from src.settings import PROJECT, Action, Settings
from src.store.authorization import NotAllowed
from src.store.editions import open_edition
from src.web import page_shell, search

AS_AT = date(2024, 2, 27)


def test_every_page_measure_finding_source_and_word_is_found_and_leads_to_a_page(published: Settings) -> None:
    found = search.entries(published, AS_AT)
    counts = {kind: sum(entry["kind"] == kind for entry in found) for kind in {entry["kind"] for entry in found}}
    edition = open_edition(published)
    listed = edition.ask(
        "select count(distinct finding_id) as n from findings where as_at_on <= date '2024-02-27'", ("findings",)
    )
    sources = edition.ask("select count(*) as n from sources", ("sources",))
    assert counts["Page"] == len(page_shell.TITLES)
    assert counts["Measure"] == len(COMPARED)
    assert counts["Finding"] == listed[0]["n"]
    assert counts["Source"] == sources[0]["n"]
    assert all((PROJECT / "pages" / f"{urlsplit(entry['address']).path}.py").exists() for entry in found)
    ids = [parse_qs(urlsplit(entry["address"]).query)["finding"][0] for entry in found if entry["kind"] == "Finding"]
    assert len(set(ids)) == len(ids)


def test_a_strange_word_is_found_with_its_meaning() -> None:
    words = dict(search.words())
    assert words["RMP"] == "risk management plan"
    assert "active risk management system" in words["ARMS"]
    assert "word" not in words, "The heading of the table is no word"


def test_pages_explain_short_forms_and_terms_of_art_also_where_they_are_several() -> None:
    words = search.strange_words()
    assert words["AFI"] == words["areas for improvement"] == words["area for improvement"]
    assert "causes of concern" in words
    assert {"MARAC", "ARMS", "QATT", "Engage", "Scan", "self-certified"} <= set(words)
    assert not {"level", "status", "target", "area", "cycle"} & set(words), "everybody knows these"


def test_a_later_finding_is_not_found_before_it_was_known_nor_an_edition_that_is_not_there(published: Settings) -> None:
    def findings(as_at: date) -> int:
        return sum(entry["kind"] == "Finding" for entry in search.entries(published, as_at, 10**8))

    assert findings(date(2015, 1, 1)) < findings(AS_AT)


def test_nobody_finds_anything_who_may_see_no_figures(published_copy: Settings) -> None:
    blind = replace(published_copy, actor=replace(published_copy.actor, may=published_copy.actor.may - {Action.SEE}))
    with pytest.raises(NotAllowed):
        search.entries(blind, AS_AT)
    no_audit = replace(
        published_copy, actor=replace(published_copy.actor, may=published_copy.actor.may - {Action.AUDIT})
    )
    assert "Audit" not in {entry["title"] for entry in search.entries(no_audit, AS_AT) if entry["kind"] == "Page"}
