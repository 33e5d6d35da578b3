"""The register: the list as the address asks for it, and a page for each finding."""

import re
from html import unescape

from streamlit.testing.v1 import AppTest

from src.settings import Settings
from tests.pages.conftest import OpenPage, words


def at_address(app: AppTest, **asked: str) -> AppTest:
    """The register as an address opens it."""
    app.query_params.update(asked)
    app.switch_page("pages/register.py").run()
    assert not app.exception
    return app


def text(html: str) -> str:
    """What a page says, without its markup."""
    return unescape(re.sub(r"<[^>]+>", " ", html))


def caption(app: AppTest) -> str:
    found = re.search(r"<caption>([^<]*)</caption>", words(app))
    return found[1] if found else ""


def test_the_list_is_filtered_sorted_turned_and_cut_to_columns_as_the_address_says(
    whole: Settings, open_page: OpenPage
) -> None:
    app = at_address(open_page(whole, "marac", "2026-01-01"))
    assert caption(app) == "34 of 34 findings, rows 1 to 25"
    next(button for button in app.button if button.label == "Next").click().run()
    assert caption(app) == "34 of 34 findings, rows 26 to 34"
    assert app.query_params["page"] in ("2", ["2"])
    next(box for box in app.selectbox if box.label == "How it stands").set_value("Open").run()
    assert caption(app) == "10 of 34 findings"
    next(button for button in app.button if button.key == "sort-title").click().run()
    next(button for button in app.button if button.key == "sort-title").click().run()
    assert 'aria-sort="descending" data-heading="Finding"><button type="button" data-press="sort-title"' in words(app)
    titles = re.findall(r'finding=f\d+" target="_self">([^<]*)</a>', words(app))
    assert titles == [f"Finding {at}" for at in range(33, 23, -1)]
    next(box for box in app.multiselect if box.label == "Columns").set_value(["Finding", "Report"]).run()
    assert re.findall(r'data-press="sort-(\w+)"', words(app)) == ["title", "source_report"]


def test_a_search_that_finds_nothing_says_so_and_offers_no_file(published: Settings, open_page: OpenPage) -> None:
    app = open_page(published, "register", "2024-02-27")
    assert len(app.get("download_button")) == 2
    next(box for box in app.text_input if box.label == "Search the findings").set_value("no such words").run()
    assert not app.exception
    assert "No finding fits these choices." in words(app)
    assert app.get("download_button") == []


def test_the_page_of_a_finding_has_its_standing_dates_history_cause_measure_and_sources(
    published: Settings, open_page: OpenPage
) -> None:
    html = words(at_address(open_page(published, "marac", "2024-09-18"), finding="engage-inv-1"))
    sentence = text(html)
    assert "Status: Open to Not stated" in sentence
    assert "Investigations do not reliably get good results for victims (open)" in sentence
    assert "2.5 out of 5 overall" in sentence
    assert "Its sources" in sentence
    assert "Six updates; the newest is of 27 February 2024." in sentence
    assert "No update since 27 February 2024." in sentence
    assert "92% of eligible staff have done the masterclass." in sentence
    assert "No action is recorded." in sentence
    others = set(re.findall(r'href="register\?as_at=2024-09-18&amp;finding=(engage-inv-\d)"', html))
    assert others == {f"engage-inv-{number}" for number in range(1, 6)}
    assert 'href="causes_of_concern?as_at=2024-09-18"' in html
    assert 'href="register?as_at=2024-09-18" target="_self">All findings' in html


def test_an_address_that_asks_for_a_finding_not_held_is_told_so_and_gets_the_list(
    published: Settings, open_page: OpenPage
) -> None:
    app = at_address(open_page(published, "marac", "2024-09-18"), finding="<b>nobody</b>")
    assert 'The address asks for the finding "<b>nobody</b>", which is not held at the date shown.' in text(words(app))
    assert "<b>nobody</b>" not in words(app)
    assert " findings, rows 1 to 25" in caption(app)
