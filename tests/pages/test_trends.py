"""Trends on the pages: two years of weekly MARAC extracts of the synthetic force, as a reader sees them."""

import re
from html import unescape

import pytest

from demo import building, story
from src.settings import Settings
from src.store.acceptance import accept
from src.store.demo_marker import mark
from tests.pages.conftest import OpenPage, fetched, words

NEEDED = ("sources", "events", "marac_backlog")


@pytest.fixture(scope="session")
def weekly(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings whose store holds the weekly MARAC extracts of the demonstration and its events."""
    settings = building.settings_of(tmp_path_factory.mktemp("weekly") / "store")
    mark(settings)
    files = [
        building.supplied(file) for file in story.files() if file.dataset in NEEDED and "corrected" not in file.name
    ]
    accept(settings, files, by="A test", reason="Trends")
    return settings


def text(html: str) -> str:
    """What is read of some HTML."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def test_marac_shows_what_comes_in_and_goes_out_for_the_force_and_in_seven_areas(
    weekly: Settings, open_page: OpenPage
) -> None:
    whole = open_page(weekly, "marac")
    by_area = open_page(weekly, "marac", panel="marac_referrals_and_cases_heard_by_area")
    assert not whole.exception
    assert not by_area.exception
    # The force's line, the longest waits, and the two flows, which stand in a tab.
    assert [len(app.get("plotly_chart")) for app in (whole, by_area)] == [4, 2]
    # Cases awaiting by area, and with that tab open the referrals of each.
    small = [len(re.findall(r'<figure class="pb-multiple">', words(app))) for app in (whole, by_area)]
    assert small == [7, 7 * 2]
    sentence = text(words(whole)) + text(words(by_area))
    for expected in (
        "Referrals by area: lately a signal in Walsall",
        "No target is set for it",
        "New limits may be due from 30 March 2026, New referral threshold in Walsall",
        "a move within that range is ordinary",
    ):
        assert expected in sentence


def test_a_long_line_has_its_first_lowest_highest_and_newest_figure_beside_it(
    weekly: Settings, open_page: OpenPage
) -> None:
    app = open_page(weekly, "marac")
    assert len(re.findall(r"the first, lowest, highest and newest of 104", str(app.get("plotly_chart")[0].proto))) == 1


def test_the_matrix_leads_to_the_page_of_each_measure_and_every_cell_can_be_reached(
    weekly: Settings, open_page: OpenPage
) -> None:
    app = open_page(weekly, "measures")
    assert not app.exception
    html = words(app)
    (table,) = re.findall(r'<table class="pb-table pb-matrix">.*?</table>', html, re.S)
    rows = re.findall(r"<tr><th scope=\"row\">(.*?)</th>(.*?)</tr>", table, re.S)
    assert [text(head).rsplit(" ", 2)[0] for head, _ in rows] == [
        "Improvement",
        "Ordinary variation",
        "Concern",
        "Too few points",
    ]
    for _, cells in rows:
        for cell in re.findall(r"<td.*?</td>", cells, re.S):
            assert "<a href=" in cell or 'tabindex="0"' in cell
    assert 'href="marac?as_at=2026-09-28"' in table
    assert "A backlog is drawn with its events" in text(html)
    # In the plain list, a row a series: two of the force and 14 of areas.
    (listed,) = [inside for inside in fetched(weekly, html) if "Every series</caption>" in inside]
    assert listed.count("<tr>") - 1 == 2 + 14


def test_what_changed_tells_a_signal_by_its_sign_and_leads_to_its_page(weekly: Settings, open_page: OpenPage) -> None:
    app = open_page(weekly, "what_changed", "2026-06-29")
    assert not app.exception
    (line,) = [
        item
        for item in re.findall(r"<li>.*?</li>", words(app), re.S)
        if "Walsall: MARAC referrals received: unusual" in text(item)
    ]
    assert "◆ Signal" in text(line)
    assert 'href="marac?' in line


def test_before_thirteen_weeks_the_flows_are_run_charts_that_say_how_many_more_are_needed(
    weekly: Settings, open_page: OpenPage
) -> None:
    app = open_page(weekly, "marac", "2024-11-04")
    sentence = text(words(app))
    assert "8 more points are needed before limits can be drawn." in sentence
    assert "Ordinary variation" not in sentence
    assert "too few points to tell: 13 are needed" in text(words(open_page(weekly, "measures", "2024-11-04")))
