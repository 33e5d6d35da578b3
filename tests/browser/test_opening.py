"""Every page opens by its own address, on a fresh server too, and asks no other machine for anything."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.budgets import over
from tests.browser.server import Server
from tests.browser.visit import PAGES, Visit, visit

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    "name",
    ["marac", *(pytest.param(name, marks=pytest.mark.long) for name in ("peel_grades", "definitions_and_sources"))],
)
def test_the_first_address_asked_of_a_fresh_server_may_be_any_page(
    name: str, chromium: Browser, tmp_path: Path
) -> None:
    with Server(tmp_path) as server, visit(chromium, server.address) as seen:
        page = seen.open(f"{name}?as_at=2024-02-27")
        expect(page.locator("h1")).to_have_text(PAGES[name])
        expect(page.get_by_role("navigation").get_by_text("Engage trends")).to_be_visible()
        assert page.url == f"{server.address}/{name}?as_at=2024-02-27"
        assert seen.complaints == []


@pytest.mark.parametrize(("name", "title"), PAGES.items())
def test_a_page_shows_its_title_its_marking_and_its_headline_without_a_complaint_or_another_host(
    name: str, title: str, seen: Visit
) -> None:
    page = seen.open(name)
    expect(page.locator("h1")).to_have_text(title)
    expect(page.locator(".pb-marking")).to_have_text(["OFFICIAL", "OFFICIAL"])
    headline = page.locator(".pb-headline").inner_text()
    assert headline.endswith(".")
    assert len(headline.split()) > 5
    expect(page.locator('[data-testid="stException"], [data-testid="stAlert"]')).to_have_count(0)
    assert page.url == f"{seen.address}/{name}"
    assert page.title() == f"{title}, 18 September 2024 · PEELboard"
    assert seen.complaints == []
    assert seen.requests > 10, "The visit saw hardly any request: it is not looking."
    assert seen.foreign == []
    assert over(name, seen) == []


def test_the_bare_address_is_the_overview(seen: Visit) -> None:
    expect(seen.open("").locator("h1")).to_have_text("Overview")


def test_the_marking_and_the_default_date_stand_where_a_reader_looks_first(seen: Visit) -> None:
    page = seen.open("overview")
    marking = page.locator(".pb-marking").first.bounding_box()
    assert marking is not None
    assert marking["y"] < 120
    # The newest date that any published figure is held for is the day the force left Engage.
    expect(page.locator(".pb-strip").first).to_contain_text("18 September 2024")


def test_an_address_may_name_a_panel_which_then_stands_at_the_top_and_has_the_focus(seen: Visit) -> None:
    page = seen.open("overview?as_at=2024-02-27")
    address = page.locator("a.pb-tile", has_text="Findings past the deadline").get_attribute("href")
    assert address == "findings?as_at=2024-02-27&panel=findings_overdue"
    panel = seen.open(address).locator(".st-key-panel-findings_overdue")
    expect(panel).to_be_focused()
    expect(page).to_have_title("Findings, 27 February 2024 · PEELboard")
    page.wait_for_function("panel => Math.abs(panel.getBoundingClientRect().top - 67) < 40", arg=panel.element_handle())


LATE = """
const remove = Element.prototype.remove;
Element.prototype.remove = function () {
    if (this.id === "pb-first") setTimeout(() => remove.call(this), 4000); else remove.call(this);
};
"""
"""What is shown first gives way long after the page is whole, as on a busy machine."""


def test_a_panel_has_the_focus_also_where_its_page_is_seen_late(seen: Visit) -> None:
    seen.run_first(LATE)
    page = seen.open("marac?as_at=2024-02-27&panel=marac_longest_wait_by_area")
    expect(page.locator(".st-key-panel-marac_longest_wait_by_area")).to_be_focused()
