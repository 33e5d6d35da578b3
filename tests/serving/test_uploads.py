"""Uploads and downloads on a real server: whose they are, and that a file left behind is let go."""

import asyncio
import http.client
import re
import time
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from html import unescape
from pathlib import Path

import pytest

from src.present.theme import Look
from src.settings import Settings
from src.store.editions import open_edition
from src.web import closed
from src.web.page_context import PageContext
from tests import alone
from tests.browser.server import Server
from tests.serving.conftest import asked
from tests.serving.cookies import browser, guarded, header, signed_in

ORIGINAL = "Download the table that was taken"


@pytest.fixture(scope="module")
def server(published: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with guarded(tmp_path_factory.mktemp("uploads"), published.store, PEELBOARD_LIMIT_UPLOADS_MEGABYTES="45") as site:
        yield site


def upload(server: Server, cookies: Mapping[str, str], session: str, megabytes: int, name: str = "1") -> int:
    """Send a file to a session. Returns the status of the answer."""
    content = b"x" * (megabytes << 20)
    body = b'--b\r\nContent-Disposition: form-data; name="1"; filename="1.csv"\r\n\r\n' + content + b"\r\n--b--\r\n"
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=300)
    given = {"Cookie": header(cookies), "X-Xsrftoken": cookies["_streamlit_xsrf"], "Origin": server.address}
    given["Content-Type"] = "multipart/form-data; boundary=b"
    connection.request("PUT", f"/_stcore/upload_file/{session}/{name}", body, given)
    status = connection.getresponse().status
    connection.close()
    return status


def kept_bytes(server: Server) -> int:
    """How many bytes of uploads the server says it has in memory."""
    told = asked(server, "/_stcore/metrics?families=cache_memory_bytes", Host=f"127.0.0.1:{server.port}").text
    return sum(int(size) for size in re.findall(r'cache_type="UploadedFileManager"[^}]*} (\d+)', told))


def test_an_upload_goes_to_the_own_session_within_the_limit_and_goes_once_its_browser_has_gone(server: Server) -> None:
    async def supply() -> None:
        analyst, viewer, other = (
            signed_in(server, role, sub=sub) for role, sub in (("analyst", "1"), ("viewer", "2"), ("analyst", "3"))
        )
        async with browser(server, analyst) as own, browser(server, viewer) as theirs:
            await own.open("extracts")
            await theirs.open("extracts")
            put = lambda *of: asyncio.to_thread(upload, server, *of)  # noqa: E731
            assert await put(viewer, theirs.name, 1) == 403
            assert await put(other, own.name, 1) == 403
            assert await put(analyst, own.name, 20) == 204
            assert await put(analyst, own.name, 20, "2") == 204
            assert await put(analyst, own.name, 20, "3") == 413
            assert await asyncio.to_thread(kept_bytes, server) == 40 << 20

    alone.run(supply())
    began = time.monotonic()
    while kept_bytes(server):
        assert time.monotonic() - began < 300, "the files are still there"
        time.sleep(0.5)


@pytest.mark.parametrize("rows", [1, 60_000])  # a large one is read while the page says how far, with a way to stop
def test_a_file_that_waits_goes_once_its_reader_has_gone(rows: int, server: Server) -> None:
    days = (date(2024, 3, 1) - timedelta(days=day) for day in range(rows))
    content = "\n".join(["As at,Area,Cases awaiting", *(f"{day},Dudley,4" for day in days)]).encode()

    def waiting() -> int:
        (size,) = re.findall(r"peelboard_previews_bytes (\d+)", asked(server, "/metrics").text)
        return int(size)

    async def look() -> None:
        analyst = signed_in(server, "analyst", sub=f"9{rows}")
        async with browser(server, analyst) as own:
            await own.open("extracts")
            await own.upload("marac.csv", content)
            while own.repeating:
                await own.repeat()
            assert await asyncio.to_thread(waiting) >= len(content)

    alone.run(look())
    began = time.monotonic()
    while waiting():
        assert time.monotonic() - began < 300, "the file is still there"
        time.sleep(0.5)


def test_what_search_finds_is_given_to_who_signed_in_and_to_nobody_else(server: Server) -> None:
    strangers = [{}, {"Cookie": "_streamlit_user=made-up"}]
    answers = [asked(server, "/search.json", **given) for given in strangers]
    assert [(answer.status, "MARAC" in answer.text) for answer in answers] == [(403, False)] * 2
    answer = asked(server, "/search.json", Cookie=header(signed_in(server, "viewer", sub="7")))
    assert (answer.status, "MARAC" in answer.text, answer.headers["cache-control"]) == (200, True, "private, no-store")


def test_what_is_closed_on_a_page_is_given_to_who_signed_in_and_kept_by_the_browser(server: Server) -> None:
    settings = Settings(store=Path(server.environment["PEELBOARD_STORE"]))
    edition = open_edition(settings)
    context = PageContext(settings=settings, edition=edition, as_at=date(2024, 2, 27), look=Look.LIGHT, page="MARAC")
    html = closed.working(context, context.result("marac_cases_awaiting"))
    address = "/" + unescape(html.split('data-closed="')[1].split('"')[0])
    strangers = [asked(server, address), asked(server, address, Cookie="_streamlit_user=made-up")]
    assert [(answer.status, "MARAC" in answer.text) for answer in strangers] == [(403, False)] * 2
    viewer = header(signed_in(server, "viewer", sub="8"))
    answer = asked(server, address, Cookie=viewer)
    assert (answer.status, "The SQL, as it runs" in answer.text) == (200, True)
    assert answer.headers["cache-control"] == "private, no-cache"
    again = {"If-None-Match": answer.headers["etag"]}
    assert asked(server, address, Cookie=viewer, **again).status == 304
    assert asked(server, address, **again).status == 403
    assert asked(server, f"{address}0", Cookie=viewer).status == 404


def test_a_download_is_for_its_session_alone(server: Server) -> None:
    async def fetch() -> None:
        analyst, viewer = signed_in(server, "analyst", sub="4"), signed_in(server, "viewer", sub="5")
        async with browser(server, analyst) as own, browser(server, viewer) as theirs:
            page = await own.open("extracts")
            assert page.says(ORIGINAL)
            address = await own.download(ORIGINAL)
            assert address.startswith("/media/")
            for cookies, status in ((analyst, 200), (viewer, 403), (signed_in(server, "analyst", sub="6"), 403)):
                assert (await asyncio.to_thread(asked, server, address, Cookie=header(cookies))).status == status
            await theirs.open("extracts")
            theirs.widgets, theirs.files = own.widgets, own.files
            assert await theirs.download(ORIGINAL) == "This file cannot be downloaded from here."

    alone.run(fetch())


@pytest.mark.parametrize("path", ["/overview.html", "/brief.html"])
def test_a_plain_page_is_given_to_who_signed_in_and_only_while_the_sign_in_holds(path: str, server: Server) -> None:
    strangers = [{}, {"Cookie": "_streamlit_user=made-up"}]
    answers = [asked(server, path, **given) for given in strangers]
    assert [(answer.status, "MARAC" in answer.text) for answer in answers] == [(403, False)] * 2
    cookies = {"Cookie": header(signed_in(server, "viewer", sub="8"))}
    answer = asked(server, path, **cookies)
    assert (answer.status, "MARAC" in answer.text, answer.headers["cache-control"]) == (200, True, "private, no-cache")
    tag = {"If_None_Match": answer.headers["etag"]}
    again = asked(server, path, **cookies, **tag)
    assert (again.status, again.text) == (304, "")
    assert asked(server, path, **tag).status == 403, "a stranger who knows the tag"
