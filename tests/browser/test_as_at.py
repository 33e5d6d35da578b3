"""One as-at choice for the whole site: it stands in the address, goes along, and changes what is shown."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.visit import Visit

pytestmark = pytest.mark.browser

DATE = {"day": "04", "month": "01", "year": "2024"}


def shown_date(page: Page) -> dict[str, str]:
    """The date that stands in the choice."""
    parts = page.get_by_test_id("stDateInput").get_by_role("spinbutton").all()
    return {str(part.get_attribute("data-type")): part.inner_text() for part in parts}


def type_the_date(page: Page) -> None:
    """Type the date into the choice."""
    page.get_by_test_id("stDateInput").get_by_role("spinbutton", name=re.compile("^day")).click()
    page.keyboard.type("04012024")
    # A typed date counts once the choice is left.
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")


def go_to(page: Page, section: str, title: str) -> None:
    """Choose a page in the navigation at the top."""
    page.get_by_role("navigation").get_by_role("button", name=section).click()
    page.get_by_role("menuitem", name=title, exact=True).click()


def test_the_date_in_the_address_is_the_date_shown(seen: Visit) -> None:
    page = seen.open("marac?as_at=2024-01-04")
    assert page.locator(".pb-headline").inner_text().startswith("178 cases await a MARAC at 4 January 2024")
    assert shown_date(page) == DATE
    expect(page.locator(".pb-strip div", has_text="As at").locator("dd")).to_have_text("4 January 2024")
    expect(page.locator(".pb-multiple figcaption").first).to_contain_text("Birmingham 95")


def test_the_date_goes_along_to_another_page_and_stays_in_the_address(seen: Visit) -> None:
    page = seen.open("marac?as_at=2024-01-04")
    go_to(page, "Inspection", "Findings")
    seen.settle("Findings")
    expect(page).to_have_url(f"{seen.address}/findings?as_at=2024-01-04")
    assert shown_date(page) == DATE
    go_to(page, "Engage trends", "Online child abuse")
    seen.settle("Online child abuse")
    expect(page).to_have_url(f"{seen.address}/online_child_abuse?as_at=2024-01-04")
    # Only June 2023 is known by then: over 80 packages to enforce.
    expect(page.locator(".pb-headline")).to_contain_text(">80")


def test_a_date_chosen_on_screen_changes_the_figures_and_the_address(seen: Visit) -> None:
    page = seen.open("marac")
    expect(page.locator(".pb-headline")).to_contain_text("144 cases")
    type_the_date(page)
    expect(page.locator(".pb-headline")).to_contain_text("178 cases")
    expect(page).to_have_url(f"{seen.address}/marac?as_at=2024-01-04")
    page.reload()
    seen.settle("MARAC")
    expect(page.locator(".pb-headline")).to_contain_text("178 cases")


@pytest.mark.long
def test_the_overview_leads_on_with_the_date(seen: Visit) -> None:
    page = seen.open("overview?as_at=2024-01-04")
    page.locator("a.pb-tile", has_text="Cases awaiting a MARAC").click()
    seen.settle("MARAC")
    expect(page).to_have_url(f"{seen.address}/marac?as_at=2024-01-04&panel=marac_cases_awaiting")
    expect(page.locator(".pb-headline")).to_contain_text("178 cases")


def test_a_date_before_any_figure_shows_a_gap_and_not_a_nought(seen: Visit) -> None:
    page = seen.open("marac?as_at=2023-09-01")
    headline = page.locator(".pb-headline").inner_text()
    assert headline == "No figure is held for MARAC cases awaiting in the force at 1 September 2023 or before."
    expect(page.locator(".pb-multiple")).to_have_count(0)
    assert seen.complaints == []


def test_an_address_with_no_date_in_it_is_answered_in_a_sentence(seen: Visit) -> None:
    page = seen.open("marac?as_at=tomorrow")
    expect(page.get_by_text('The address asks for "tomorrow", which is not a date')).to_be_visible()
    expect(page.locator(".pb-headline")).to_contain_text("144 cases")


def test_back_shows_the_date_that_the_address_goes_back_to(seen: Visit) -> None:
    page = seen.open("marac")
    expect(page.locator(".pb-headline")).to_contain_text("144 cases")
    type_the_date(page)
    expect(page.locator(".pb-headline")).to_contain_text("178 cases")
    expect(page).to_have_url(f"{seen.address}/marac?as_at=2024-01-04")
    page.go_back()
    expect(page.locator(".pb-headline")).to_contain_text("144 cases")
    expect(page).to_have_url(f"{seen.address}/marac")
    page.go_forward()
    expect(page.locator(".pb-headline")).to_contain_text("178 cases")
    seen.settle("MARAC")
    assert shown_date(page) == DATE
