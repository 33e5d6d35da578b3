"""PEELboard behind nginx as the example in deploy/ sets it up: TLS at a port of its own, two processes."""

import ssl
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from src.settings import Settings
from tests.browser import nginx
from tests.browser.server import Server
from tests.browser.test_extracts import MARCH, drop, sign_and_accept, table
from tests.browser.visit import PATIENCE, Visit

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(nginx.program() is None, reason="there is no nginx here"),
]
BEHIND = {"PEELBOARD_HOSTS": f"{nginx.NAME} 127.0.0.1", "PEELBOARD_TLS": "on"}


@pytest.fixture
def servers(published: Settings, tmp_path: Path) -> Iterator[tuple[Server, Server]]:
    """Two processes on one store, as the units start them."""
    both = (Server(tmp_path, store=published.store, **BEHIND) for _ in range(2))  # type: ignore[arg-type]  # none is "app"
    first, second = both
    with first, second:
        yield first, second


@pytest.fixture
def address(servers: tuple[Server, Server], tmp_path: Path) -> Iterator[str]:
    """Where a browser finds both."""
    with nginx.before(servers, tmp_path) as found:
        yield found


def test_a_reader_is_served_over_http_2_and_uploads_accepts_and_goes_on_where_a_process_has_ended(
    address: str, servers: tuple[Server, Server], chromium: Browser
) -> None:
    context = chromium.new_context(ignore_https_errors=True, locale="en-GB")
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    sockets: list[str] = []
    page.on("websocket", lambda socket: sockets.append(socket.url))
    seen = Visit(page, address)
    seen.open("extracts")
    assert seen.complaints == []
    assert seen.foreign == []
    assert {url.split("/_stcore")[0] for url in sockets} == {address.replace("https", "wss")}
    protocols = page.evaluate("() => performance.getEntriesByType('resource').map(one => one.nextHopProtocol)")
    assert set(protocols) == {"h2"}

    drop(page, table(MARCH))
    sign_and_accept(page)
    expect(page.get_by_text("Accepted as edition")).to_be_visible()

    (mark,) = (cookie for cookie in context.cookies() if cookie.get("name") == "peelboard_process")
    assert mark.get("secure")
    assert mark.get("httpOnly")
    (serving,) = (
        server
        for server in servers
        if "peelboard_sessions 1" in urllib.request.urlopen(f"{server.address}/metrics").read().decode()
    )
    serving.__exit__(None, None, None)
    seen.open("marac")
    expect(page.locator(".pb-headline").first).to_contain_text("131 cases await a MARAC at 1 March 2024")
    context.close()


def test_what_is_for_the_machine_alone_is_not_given_and_the_rest_is_compressed(address: str) -> None:
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE

    def status(path: str) -> tuple[int, str | None]:
        request = urllib.request.Request(f"{address}{path}", headers={"Accept-Encoding": "gzip"})
        try:
            with urllib.request.urlopen(request, context=trusting) as answer:
                return answer.status, answer.headers["Content-Encoding"]
        except urllib.error.HTTPError as error:
            return error.code, None

    assert status("/metrics") == status("/_stcore/metrics") == (404, None)
    assert status("/overview.html") == (200, "gzip")
    assert status("/readyz")[0] == 200
