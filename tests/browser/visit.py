"""A visit to the site: a page in a browser, and everything it asked for or complained about."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, expect

PAGES = {
    "overview": "Overview",
    "findings": "Findings",
    "peel_grades": "PEEL grades",
    "causes_of_concern": "Causes of concern",
    "marac": "MARAC",
    "sex_offender_management": "Sex offender management",
    "investigation_quality": "Investigation quality",
    "online_child_abuse": "Online child abuse",
    "definitions_and_sources": "Definitions and sources",
}
"""Every page by its address and title."""

WIDE, PHONE = (1440, 900), (390, 844)
Scheme = Literal["light", "dark"]


@dataclass
class Visit:
    """One browser page on one server."""

    page: Page
    address: str
    foreign: list[str] = field(default_factory=list)
    """Requests that went to another host."""
    complaints: list[str] = field(default_factory=list)
    """Errors of the console and of scripts, and answers of 400 and more."""

    def __post_init__(self) -> None:
        self.page.on("request", lambda request: self._note(request.url))
        self.page.on("console", lambda m: self.complaints.append(f"console: {m.text}") if m.type == "error" else None)
        self.page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        self.page.on(
            "response", lambda r: self.complaints.append(f"{r.status}: {r.url}") if r.status >= 400 else None
        )

    def _note(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("data", "blob") and parts.netloc != urlsplit(self.address).netloc:
            self.foreign.append(url)

    def open(self, path: str) -> Page:
        """Go to a page by its address and wait until it is whole."""
        self.page.goto(f"{self.address}/{path}")
        return self.settle()

    def settle(self, title: str | None = None) -> Page:
        """Wait until the page with this title is whole: its headline there, its script done, its charts drawn."""
        if title:
            expect(self.page.locator("h1.pb-title")).to_have_text(title, timeout=20_000)
        self.page.locator(".pb-headline").wait_for(timeout=20_000)
        self.page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for(timeout=20_000)
        self.page.wait_for_function(
            """() => [...document.querySelectorAll('[data-testid="stPlotlyChart"]')]
                .every(chart => chart.querySelector('svg.main-svg .plot, svg.main-svg .layer-above'))"""
        )
        self.page.evaluate("() => document.fonts.ready")
        return self.page


@contextmanager
def visit(
    browser: Browser, address: str, *, size: tuple[int, int] = WIDE, scheme: Scheme = "light"
) -> Iterator[Visit]:
    """A fresh visit: nothing is remembered from the one before."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, color_scheme=scheme, reduced_motion="reduce", locale="en-GB"
    )
    try:
        yield Visit(context.new_page(), address)
    finally:
        context.close()
