"""A visit to the site: a page in a browser, and everything it asked for or complained about."""

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Response, WebSocket, expect

PAGES = {
    "overview": "Overview",
    "what_changed": "What changed",
    "measures": "Measures",
    "findings": "Findings",
    "register": "Register",
    "peel_grades": "PEEL grades",
    "causes_of_concern": "Causes of concern",
    "marac": "MARAC",
    "sex_offender_management": "Sex offender management",
    "investigation_quality": "Investigation quality",
    "online_child_abuse": "Online child abuse",
    "actions_and_updates": "Actions and updates",
    "all_actions": "All actions",
    "closure": "Closure",
    "extracts": "Extracts",
    "board_pack": "Board pack and papers",
    "calendar": "Calendar",
    "definitions_and_sources": "Definitions and sources",
    "audit": "Audit",
}
"""Every page by its address and title."""

PRESENTING = "presenting"
"""A page that the navigation does not name."""

WIDE, PHONE = (1440, 900), (390, 844)
PATIENCE = 120_000
"""Milliseconds anything on a page may take."""
Scheme = Literal["light", "dark"]


@dataclass
class Visit:
    """One browser page on one server."""

    page: Page
    address: str
    requests: int = 0
    """How many requests were made, those over a socket counted once."""
    foreign: list[str] = field(default_factory=list)
    """Requests that went to another host."""
    messages: int = 0
    """How many messages the page came in."""
    compressed: int = 0
    """Their bytes, compressed as the server does it."""
    complaints: list[str] = field(default_factory=list)
    """Errors of the console and of scripts, and answers of 400 and more."""
    is_altered: bool = False
    """Whether the tab does what a reader's does not, so that no later visit may have it."""

    def __post_init__(self) -> None:
        self._heard: dict[Any, Any] = {
            "request": lambda request: self._requested(request.url),
            "websocket": self._connected,
            "console": self._said,
            "pageerror": lambda error: self.complaints.append(f"script: {error}"),
            "response": self._answered,
        }
        for event, hear in self._heard.items():
            self.page.on(event, hear)

    def end(self) -> None:
        """Hear no more of the tab."""
        for event, hear in self._heard.items():
            self.page.remove_listener(event, hear)

    def run_first(self, script: str) -> None:
        """Run a script in each page before its own."""
        self.page.add_init_script(script)
        self.is_altered = True

    def _connected(self, socket: WebSocket) -> None:
        self._requested(socket.url)
        compressing = zlib.compressobj(wbits=-12)

        def came(message: str | bytes) -> None:
            content = message if isinstance(message, bytes) else message.encode()
            self.messages += 1
            self.compressed += len(compressing.compress(content) + compressing.flush(zlib.Z_SYNC_FLUSH))

        socket.on("framereceived", came)

    def _requested(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("data", "blob"):
            self.requests += 1
            if parts.netloc != urlsplit(self.address).netloc:
                self.foreign.append(url)

    def _said(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not self._is_looking_for_root(message.location["url"]):
            self.complaints.append(f"console: {message.text} ({message.location['url']})")

    def _answered(self, response: Response) -> None:
        if response.status >= 400 and not self._is_looking_for_root(response.url):
            self.complaints.append(f"{response.status}: {response.url}")

    def _is_looking_for_root(self, url: str) -> bool:
        """Whether this is Streamlit asking, after a deep link, if the site's root is the page's own address.

        It tries that before the true root, is told 404 and goes on. No setting stops it.
        """
        path = urlsplit(url).path
        return any(path in (f"/{name}/_stcore/host-config", f"/{name}/_stcore/health") for name in (*PAGES, PRESENTING))

    def open(self, path: str) -> Page:
        """Go to a page by its address and wait until it is whole."""
        self.page.goto(f"{self.address}/{path}")
        return self.settle()

    def turn(self, name: str) -> Page:
        """Go to another page of the site in this tab, as Back and Forward do: nothing is loaded anew, choices stand."""
        self.page.evaluate(
            """address => {
                history.pushState({}, '', address);
                dispatchEvent(new PopStateEvent('popstate', { state: {} }));
            }""",
            f"/{name}",
        )
        return self.settle(PAGES[name])

    def settle(self, title: str | None = None) -> Page:
        """Wait until the page with this title is whole: its headline there, its script done, its charts drawn."""
        if title:
            expect(self.page.locator("h1.pb-title")).to_have_text(title, timeout=PATIENCE)
        self.page.locator(".pb-bottom").wait_for()
        self.page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for()
        # Streamlit fetches what draws charts only when the first chart is asked for.
        self.page.wait_for_function(
            """() => [...document.querySelectorAll('[class*="st-key-figure-"]')]
                .every(chart => chart.querySelector('svg.main-svg .cartesianlayer .trace'))"""
        )
        self.page.evaluate("() => document.fonts.ready")
        return self.page


@cache
def _profile(browser: Browser, size: tuple[int, int], scheme: Scheme) -> BrowserContext:
    """A profile for a screen. It keeps the files that a server has sent, as a reader's browser does."""
    return browser.new_context(
        viewport={"width": size[0], "height": size[1]}, color_scheme=scheme, reduced_motion="reduce", locale="en-GB"
    )


@cache
def _kept(browser: Browser, size: tuple[int, int], scheme: Scheme) -> list[Page]:
    """Tabs that a visit has left. One has compiled the site's scripts, most of what a load costs a browser."""
    return []


@contextmanager
def visit(
    browser: Browser, address: str, *, size: tuple[int, int] = WIDE, scheme: Scheme = "light", is_kept: bool = False
) -> Iterator[Visit]:
    """A visit in a tab of its own, which to the site is a new session.

    A tab that is kept is left for the next such visit, which loads its first page anew and so is a new session too.
    """
    kept = _kept(browser, size, scheme) if is_kept else []
    page = kept.pop() if kept else _profile(browser, size, scheme).new_page()
    page.set_default_timeout(PATIENCE)
    seen = Visit(page, address)
    try:
        yield seen
    finally:
        seen.end()
        if not is_kept or seen.is_altered or page.is_closed():
            page.close()
        else:
            page.set_viewport_size({"width": size[0], "height": size[1]})
            page.emulate_media(media="null", color_scheme=scheme)
            kept.append(page)
