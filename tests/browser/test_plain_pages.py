"""Plain pages in a browser that runs no scripts, on a small screen, by axe and on paper."""

from io import BytesIO

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader

from tests.browser.server import Server
from tests.browser.test_accessible import SCHEMES, found_by_axe

pytestmark = pytest.mark.browser


def test_overview_and_brief_are_read_without_scripts_by_everybody_and_the_brief_is_one_sheet(
    site: Server, chromium: Browser
) -> None:
    for scheme in SCHEMES:
        with chromium.new_context(viewport={"width": 320, "height": 640}, color_scheme=scheme) as context:
            page = context.new_page()
            for name in ("overview", "brief"):
                page.goto(f"{site.address}/{name}.html")
                assert found_by_axe(page) == []
                assert page.evaluate("() => document.documentElement.scrollWidth - innerWidth") <= 0, "no way sideways"
    with chromium.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{site.address}/overview.html")
        page.get_by_role("link", name="Findings open").wait_for()
        page.get_by_text("Other pages without scripts").click()
        page.get_by_role("link", name="One-page brief").click()
        page.get_by_role("heading", name="What needs the board").wait_for()
        sheets = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages
        assert len(sheets) == 1
        assert [round(float(side) / 72 * 25.4) for side in sheets[0].mediabox[2:]] == [210, 297]
        words = sheets[0].extract_text()
        assert words.count("OFFICIAL") == 2
        assert "Causes of concern" in words
        assert "What comes next" in words
