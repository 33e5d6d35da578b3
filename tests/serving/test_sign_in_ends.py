"""A sign-in that has ended acts no more: not by a button or a download of a page that was drawn before it ended."""

import asyncio
import contextlib
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from functools import cache
from pathlib import Path

import pytest

from benchmarks.load.session import Failed, Session
from src.serving.sign_in_guard import GRACE_SECONDS, LOOK_EVERY_SECONDS
from src.settings import Settings
from src.store import audit
from src.store.ledger import Ledger
from tests import alone
from tests.browser.server import Server
from tests.serving.cookies import browser, guarded, signed_in

ACTS = ("Withdraw…", "Sign out", "Download the table that was taken", "Download the template")
WAYS = {
    "signed out in another tab": "ROLE",
    "signed in again with less": "ROLE",
    "role too old": "ROLE",
    "not used for too long": "IDLE",
}
"""Each with what lasts an hour at its server."""


@pytest.fixture(scope="module")
def lasting(published: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Server]]:
    """Gives the server at which that lasts an hour, and the other ten."""
    with ExitStack() as open_until_the_end:

        @cache
        def kept_open(what: str) -> Server:
            minutes = {f"PEELBOARD_{each}_MINUTES": "60" if each == what else "600" for each in ("ROLE", "IDLE")}
            folder = tmp_path_factory.mktemp(what)
            return open_until_the_end.enter_context(guarded(folder, published.store, **minutes))

        yield kept_open


async def act(session: Session, label: str) -> None:
    """Press a button, or ask for the file behind one."""
    await (session.download(label) if label.startswith("Download") else session.press(label))


def state(server: Server) -> tuple[int, list[str]]:
    """How many events the ledger has, and who did what by the audit record but sign in and out."""
    settings = Settings(store=Path(server.environment["PEELBOARD_STORE"]))
    recorded = [line.event for line in audit.read(settings) if not line.event.startswith("signed")]
    return len(Ledger(settings.store).events()), recorded


@pytest.mark.parametrize("way", WAYS)
def test_nothing_is_done_for_a_sign_in_that_has_ended_and_its_page_goes(
    way: str, lasting: Callable[[str], Server]
) -> None:
    server = lasting(WAYS[way])
    try:
        alone.run(asyncio.wait_for(press_after_the_end(way, server, signed_in(server, "approver", sub=way)), 300))
    finally:
        server.pass_minutes(0)


async def press_after_the_end(way: str, server: Server, cookies: Mapping[str, str]) -> None:
    """Open a page for each act, end the sign-in, and act on each page; then come back with the same cookies."""
    sessions = [browser(server, cookies) for _ in ACTS]
    for session in sessions:
        await session.__aenter__()
        page = await session.open("extracts")
        assert page.says("Withdraw…")
    before = state(server)
    if way == "signed out in another tab":
        async with browser(server, cookies) as other:
            await other.open("marac")
            with contextlib.suppress(Failed):  # the socket may be closed before the page is whole
                await other.press("Sign out")
    elif way == "signed in again with less":
        async with browser(server, signed_in(server, "viewer", seconds_ago=-1, sub=way)) as other:
            await other.open("marac")
    else:
        server.pass_minutes(61)
        assert await sessions[0].until_closed() == 4401
    for session, label in zip(sessions, ACTS, strict=True):
        with contextlib.suppress(Failed):  # the connection breaks, or the page answers that nobody is signed in
            await act(session, label)
    assert [await session.until_closed() for session in sessions] == [4401] * len(ACTS)
    assert state(server) == before
    for earlier in (*[session.name for session in sessions], ""):
        async with browser(server, cookies, earlier=earlier) as again:
            page = await again.open("extracts")
            assert page.says("Sign in")
            assert not page.says("Withdraw…")
            assert again.name not in {session.name for session in sessions}


def test_a_sign_in_that_ended_at_one_process_ends_at_the_others_on_the_store(
    published: Settings, tmp_path: Path
) -> None:
    assert LOOK_EVERY_SECONDS + GRACE_SECONDS < 2
    claims = {"nonce": "n", "iat": int(time.time())}
    for name in ("a", "b", "c"):
        (tmp_path / name).mkdir()
    with guarded(tmp_path / "a", published.store) as first:
        same = {"PEELBOARD_STORE": first.environment["PEELBOARD_STORE"]}
        with guarded(tmp_path / "b", published.store, **same) as second:
            cookies = [signed_in(server, "viewer", **claims) for server in (first, second)]

            async def sign_out_at_the_first() -> None:
                async with browser(second, cookies[1]) as there, browser(first, cookies[0]) as here:
                    assert (await there.open("marac")).says("Sign out")
                    await here.open("marac")
                    with contextlib.suppress(Failed):
                        await here.press("Sign out")
                    assert await there.until_closed() == 4401

            alone.run(asyncio.wait_for(sign_out_at_the_first(), 300))
        with guarded(tmp_path / "c", published.store, **same) as after_a_start:

            async def come_back() -> None:
                async with browser(after_a_start, signed_in(after_a_start, "viewer", **claims)) as again:
                    assert (await again.open("marac")).says("You are signed out.")

            alone.run(asyncio.wait_for(come_back(), 300))
