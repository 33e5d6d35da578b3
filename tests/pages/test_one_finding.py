"""The Findings page on what it lists: one finding in full, kept in the address, and the forecast to a board date."""

import re
from datetime import date
from html import unescape

from streamlit.testing.v1 import AppTest

from src.settings import Settings
from tests.pages.conftest import OpenPage, words


def at_address(app: AppTest, finding: str) -> AppTest:
    """The Findings page as an address with a finding in it opens it."""
    app.query_params["finding"] = finding
    app.switch_page("pages/findings.py").run()
    assert not app.exception
    return app


def text(html: str) -> str:
    """What a page says, without its markup."""
    return unescape(re.sub(r"<[^>]+>", " ", html))


def test_the_finding_of_the_address_is_shown_with_its_history_cause_measure_and_sources(
    published: Settings, open_page: OpenPage
) -> None:
    sentence = text(words(at_address(open_page(published, "marac", "2024-09-18"), "engage-inv-1")))
    assert "One finding is chosen: " in sentence
    assert "Status: Open to Not stated" in sentence
    assert "Investigations do not reliably get good results for victims (open)" in sentence
    assert "2.5 out of 5 overall" in sentence
    assert "Its sources" in sentence


def test_a_finding_chosen_stands_in_the_address_and_none_does_when_it_is_cleared(
    published: Settings, open_page: OpenPage
) -> None:
    app = open_page(published, "findings", "2024-09-18")
    box = next(box for box in app.selectbox if box.label == "Finding")
    box.set_value("engage-marac-2").run()
    assert app.query_params["finding"] in ("engage-marac-2", ["engage-marac-2"])
    assert "Status: Open to HMICFRS agreed" in text(words(app))
    next(box for box in app.selectbox if box.label == "Finding").set_value(None).run()
    assert "finding" not in app.query_params


def test_an_address_that_asks_for_a_finding_not_held_is_told_so(published: Settings, open_page: OpenPage) -> None:
    app = at_address(open_page(published, "marac", "2024-09-18"), "<b>nobody</b>")
    assert 'The address asks for the finding "<b>nobody</b>", which is not held at the date shown.' in text(words(app))
    assert "<b>nobody</b>" not in words(app)


def test_the_papers_carry_no_forecast_and_the_page_says_why(published: Settings, open_page: OpenPage) -> None:
    sentence = text(words(open_page(published, "findings", "2024-09-18")))
    assert "No forecast is made. It needs whole registers of different months" in sentence
    assert "No whole register is held" in sentence


def test_whole_registers_carry_a_forecast_to_the_date_that_is_chosen(whole: Settings, open_page: OpenPage) -> None:
    app = open_page(whole, "findings", "2026-01-01")
    assert not app.exception
    sentence = text(words(app))
    assert "The whole register of 1 January 2026 lists 34 findings: 10 open and 24 agreed or archived." in sentence
    assert "At the present pace Level 2 will still have findings open on 1 April 2026" in sentence
    by = next(box for box in app.date_input if box.label == "Board date")
    assert by.value == date(2026, 4, 1)
    by.set_value(date(2026, 7, 1)).run()
    assert "At the present pace Level 2 will still have findings open on 1 July 2026" in text(words(app))
