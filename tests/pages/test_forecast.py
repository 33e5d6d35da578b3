"""The forecast of the Findings page to a board date, or why none is made."""

import re
from datetime import date
from html import unescape

from src.settings import Settings
from tests.pages.conftest import OpenPage, words


def text(html: str) -> str:
    """What a page says, without its markup."""
    return unescape(re.sub(r"<[^>]+>", " ", html))


def test_the_papers_carry_no_forecast_and_the_page_says_why(published: Settings, open_page: OpenPage) -> None:
    sentence = text(words(open_page(published, "findings", "2024-09-18", panel="finding_times_to_close")))
    assert "No forecast is made. It needs whole registers of different months" in sentence


def test_whole_registers_carry_a_forecast_to_the_date_that_is_chosen(whole: Settings, open_page: OpenPage) -> None:
    app = open_page(whole, "findings", "2026-01-01", panel="finding_times_to_close")
    assert not app.exception
    sentence = text(words(app))
    assert "10 findings are not closed at 1 January 2026: 10 open." in sentence
    assert "At the present pace Level 2 will still have findings open on 1 April 2026" in sentence
    by = next(box for box in app.date_input if box.label == "Board date")
    assert by.value == date(2026, 4, 1)
    by.set_value(date(2026, 7, 1)).run()
    assert "At the present pace Level 2 will still have findings open on 1 July 2026" in text(words(app))
