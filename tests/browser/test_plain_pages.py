"""Plain pages in a browser that runs no scripts, behind a proxy that lets no socket through, by axe and on paper."""

import http.client
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from tests.browser.budgets import MOST_SHIFT, SHIFT
from tests.browser.server import Server
from tests.browser.test_accessible import SCHEMES, found_by_axe
from tests.browser.visit import Visit

pytestmark = pytest.mark.browser

WITHOUT_PATIENCE = (
    "const set = setTimeout; window.setTimeout = (work, ms, ...of) => ms === 8000 ? 0 : set(work, ms, ...of)"
)
"""What is shown first gives way to a whole page only, however long that takes."""

STILL = """() => new Promise(done => {
    let quiet;
    const again = () => { clearTimeout(quiet); quiet = setTimeout(done, 1_500); };
    new MutationObserver(again).observe(document.getElementById("root"), { childList: true, subtree: true });
    again();
})"""
"""The page has changed no more for longer than it takes to be taken for whole."""


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
        page.goto(f"{site.address}/overview")
        assert page.title() == "Overview · PEELboard"
        page.get_by_role("link", name="Read Overview without them").click()
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


@contextmanager
def without_sockets(server: Server) -> Iterator[str]:
    """The address of a proxy before a server that passes on requests and refuses every web socket."""

    class Proxy(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.headers.get("Upgrade"):
                self.send_error(403)
                return
            passed = http.client.HTTPConnection("127.0.0.1", server.port)
            passed.request("GET", self.path, headers=dict(self.headers))
            answer = passed.getresponse()
            body = answer.read()
            self.send_response(answer.status)
            for name, value in answer.getheaders():
                if name.lower() not in ("transfer-encoding", "connection", "content-length", "date", "server"):
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    proxy = ThreadingHTTPServer(("127.0.0.1", 0), Proxy)
    threading.Thread(target=proxy.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{proxy.server_port}"
    finally:
        proxy.shutdown()


def heard(page: Page) -> str:
    """Everything that a screen reader finds, what no script may look into included."""
    nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    return " ".join(str(node.get("name", {}).get("value", "")) for node in nodes)


def test_behind_a_proxy_without_sockets_a_reader_is_told_so_and_reads_on(site: Server, chromium: Browser) -> None:
    with without_sockets(site) as address, chromium.new_context() as context:
        page = context.new_page()
        page.clock.install()
        page.goto(f"{address}/overview?as_at=2024-02-27", wait_until="commit")
        assert page.title() == "Overview · PEELboard"
        first = page.locator("#pb-first")
        expect(first).to_contain_text("OFFICIAL")
        expect(first.get_by_role("status")).to_have_text("Connecting …")
        with page.expect_response("**/overview.html*"):
            pass
        page.clock.run_for(8_000)
        expect(first.get_by_role("status")).to_contain_text(f"{address.replace('http', 'ws')}/_stcore/stream")
        assert all(words in heard(page) for words in ("Cases awaiting a MARAC", "144", "What needs the board"))
        first.get_by_role("link", name="Read this page without it").click()
        expect(page).to_have_title("Overview, 27 February 2024 · PEELboard")
        page.goto(f"{address}/register")
        page.clock.run_for(8_000)
        first.get_by_role("link", name="Read the Overview without it").click()
        expect(page.get_by_role("heading", name="Overview")).to_be_visible()


def test_what_is_shown_first_gives_way_to_the_page(seen: Visit) -> None:
    for name in ("overview", "register"):
        seen.open(name)
        expect(seen.page.locator("#pb-first")).to_have_count(0)
        assert seen.complaints == []


def test_what_is_shown_first_gives_way_to_slides_and_their_making_without_waiting_for_the_eight_seconds(
    seen: Visit,
) -> None:
    seen.run_first(WITHOUT_PATIENCE)
    seen.page.goto(f"{seen.address}/presenting?sections=marac")
    expect(seen.page.locator("#pb-first")).to_have_count(0)
    expect(seen.page.get_by_text("OFFICIAL").first).to_be_visible()


def test_what_is_shown_first_stays_while_a_part_in_sight_is_still_being_loaded(seen: Visit) -> None:
    page = seen.page
    seen.run_first(WITHOUT_PATIENCE)
    page.route("**/Multiselect.*.js", lambda route: None)  # nobody answers yet
    page.goto(f"{seen.address}/board_pack")
    expect(page.locator("h1")).to_have_count(1)
    expect(page.get_by_test_id("stSkeleton").first).to_be_attached()
    page.evaluate(STILL)
    expect(page.locator("#pb-first")).to_have_count(1)
    page.unroute("**/Multiselect.*.js")  # lets them through
    expect(page.locator("#pb-first")).to_have_count(0)
    assert page.evaluate(SHIFT) <= MOST_SHIFT
