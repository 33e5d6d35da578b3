"""Everybody can use it: axe finds nothing serious, the keyboard reaches everything, a phone shows it whole."""

from functools import cache
from importlib.resources import files
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Kept
from tests.browser.server import Server
from tests.browser.visit import PAGES, PHONE, WIDE, Scheme, Visit, visit

pytestmark = pytest.mark.browser

SCHEMES: tuple[Scheme, ...] = ("light", "dark")


@cache
def axe() -> str:
    """axe-core, as its package carries it."""
    return (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


def found_by_axe(page: Page) -> list[str]:
    """What axe-core holds against a page as serious or critical: rule, help and the first elements."""
    page.evaluate(axe())
    answer: dict[str, Any] = page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
    assert len(answer["passes"]) > 10, "axe looked at hardly anything"
    return [
        f"{rule['impact']} {rule['id']}: {rule['help']}: "
        + "; ".join(f"{node['target']} {node['failureSummary'].splitlines()[-1].strip()}" for node in rule["nodes"][:4])
        + f" ({len(rule['nodes'])} elements)"
        for rule in answer["violations"]
        if rule["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("is_phone", [False, True], ids=["wide and light", "phone and dark"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_serious_or_critical_on_a_page(name: str, is_phone: bool, stored: Kept) -> None:
    page = (stored(PHONE, "dark") if is_phone else stored(WIDE, "light")).turn(name)
    assert found_by_axe(page) == []
    if is_phone:
        over = page.evaluate(
            """() => [document.documentElement, document.querySelector('[data-testid="stMain"]')]
                .map(box => box.scrollWidth - box.clientWidth)"""
        )
        assert over == [0, 0], "The page itself scrolls sideways on a phone"


def test_axe_finds_nothing_serious_when_everything_on_a_page_is_opened(seen: Visit) -> None:
    page = seen.open("marac")
    page.evaluate("() => document.querySelectorAll('details').forEach(more => { more.open = true })")
    page.wait_for_function("() => !document.querySelector('[data-closed]')")
    assert found_by_axe(page) == []


def test_axe_would_find_something_if_it_were_there(seen: Visit) -> None:
    page = seen.open("marac")
    page.evaluate(
        "() => document.querySelector('.pb-headline').insertAdjacentHTML('beforeend', '<img src=\"data:,\">')"
    )
    assert any("image-alt" in found for found in found_by_axe(page))


def test_a_dark_screen_is_dark_and_its_charts_are_drawn_for_it(site: Server, chromium: Browser) -> None:
    grounds = []
    for scheme in SCHEMES:
        with visit(chromium, site.address, scheme=scheme, is_kept=True) as seen:
            page = seen.open("marac")
            ground = page.get_by_test_id("stApp").evaluate("app => getComputedStyle(app).backgroundColor")
            ink = page.locator("svg.main-svg .xtick text").first.evaluate("word => getComputedStyle(word).fill")
            grounds.append((ground, ink))
    (light, ink_on_light), (dark, ink_on_dark) = grounds
    assert light == "rgb(246, 247, 249)"
    assert dark == "rgb(13, 21, 32)"
    assert ink_on_light != ink_on_dark


def test_the_navigation_is_reached_and_worked_with_the_keyboard_alone(seen: Visit) -> None:
    page = seen.open("overview")
    reached = []
    for _ in range(12):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("() => document.activeElement.innerText.trim()"))
        if reached[-1] == "Engage trends":
            break
    assert reached[-1] == "Engage trends", f"Tab reached only {reached}"
    page.keyboard.press("Enter")
    link = page.get_by_role("menuitem", name="MARAC", exact=True)
    expect(link).to_be_visible()
    for _ in range(3):
        if link.evaluate("mark => mark === document.activeElement"):
            break
        page.keyboard.press("ArrowDown")
    expect(link).to_be_focused()
    page.keyboard.press("Enter")
    seen.settle("MARAC")


def test_how_a_figure_was_worked_out_opens_with_enter(seen: Visit) -> None:
    page = seen.open("sex_offender_management")
    summary = page.get_by_text("How was this worked out?").first
    sql = page.get_by_role("region", name="SQL of sex_offender_tasks_outstanding")
    expect(sql).to_be_hidden()
    for _ in range(40):
        page.keyboard.press("Tab")
        if summary.evaluate("mark => mark === document.activeElement"):
            break
    page.keyboard.press("Enter")
    expect(sql).to_be_visible()
    expect(sql).to_contain_text("-- One row per")
    expect(page.get_by_text("para 40d(i)").first).to_be_visible()


def test_the_menu_of_a_phone_is_out_of_the_way_until_it_is_opened_and_again_once_a_page_was_chosen(
    site: Server, chromium: Browser
) -> None:
    with visit(chromium, site.address, size=PHONE, is_kept=True) as seen:
        page = seen.open("marac")
        link = page.get_by_test_id("stSidebarNavLink").filter(has_text="Findings")
        reached = []
        for _ in range(8):
            page.keyboard.press("Tab")
            reached.append(page.evaluate("() => document.activeElement.innerText.trim()"))
        assert "Findings" not in reached
        expect(link).to_be_hidden()
        page.get_by_test_id("stExpandSidebarButton").click()
        expect(page.get_by_role("group", name="Inspection").get_by_role("link")).to_have_count(4)
        assert found_by_axe(page) == []
        link.click()
        seen.settle("Findings")
        expect(link).to_be_hidden()
        # Left open, it is not what the next visit begins with.
        page.get_by_test_id("stExpandSidebarButton").click()
        expect(link).to_be_visible()
        seen.open("marac")
        expect(link).to_be_hidden()
