"""Signing in, by a real provider and a real browser: who sees what, and for how long."""

import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from src.settings import Settings
from src.store import audit
from src.web.page_shell import SITE
from tests import editions
from tests.browser.provider import Provider
from tests.browser.server import Server

pytestmark = pytest.mark.browser
PAGES = [name for pages in SITE.values() for name, _ in pages] + ["presenting", "start", ""]
SECRET_WORDS = ("144", "768", "Walsall", "Birmingham", "Engage", "cause of concern", "Edition")
"""What a page shows of figures, one word of which would be too many."""


def person(role: str, **claims: Any) -> dict[str, Any]:
    return {"sub": role, "name": f"Ann {role.title()}", "email": f"{role}@example.police.uk", "roles": [role], **claims}


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with Provider() as here:
        yield here


@contextmanager
def protected(folder: Path, store: Path, provider: Provider, **environment: str) -> Iterator[Server]:
    """A server of what a store holds that people sign in to at the provider."""
    given = {"HOME": str(folder), "PEELBOARD_SIGN_IN": "required", **environment}
    server = Server(folder, store=store, **given)  # type: ignore[arg-type]  # none of them is called app
    (folder / ".streamlit").mkdir()
    (folder / ".streamlit" / "secrets.toml").write_text(provider.secrets(server.address), encoding="utf-8")
    with server:
        yield server


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory, published: Settings, provider: Provider) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("guarded")
    with protected(folder, published.store, provider, PEELBOARD_ACCESS_CONTACT="the service desk") as server:
        yield server


@pytest.fixture
def browser_of_its_own(chromium: Browser) -> Iterator[BrowserContext]:
    """A browser that nobody has signed in with."""
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, accept_downloads=True)
    yield context
    context.close()


def sign_in(page: Page, address: str, provider: Provider, who: dict[str, Any]) -> None:
    """Open an address and sign in there."""
    provider.person = who
    page.goto(address)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    page.locator(".pb-bottom").wait_for()


def test_nobody_sees_a_figure_before_signing_in_on_any_page_of_a_fresh_server(
    guarded: Server, browser_of_its_own: BrowserContext
) -> None:
    page = browser_of_its_own.new_page()
    received: list[str] = []
    page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: received.append(as_text(frame))))
    for name in PAGES:
        page.goto(f"{guarded.address}/{name}?as_at=2024-02-01&edition=1&finding=x&since=2024-01-04")
        expect(page.get_by_role("button", name="Sign in")).to_be_visible()
        text = page.locator("body").inner_text()
        assert "OFFICIAL" in text
        assert "For access ask the service desk." in text
        assert [word for word in (*SECRET_WORDS, "MARAC", "Extracts") if word in text] == [], name
    # Nor in what the browser was sent and did not draw.
    assert received
    lines = [
        word
        for word in ("cases await", "Walsall", "Birmingham", "144 cases", "to see the figures")
        if any(word in f for f in received)
    ]
    assert lines == ["to see the figures"]


def as_text(frame: str | bytes) -> str:
    return frame.decode("utf-8", "replace") if isinstance(frame, bytes) else frame


def test_a_deep_link_is_still_where_one_is_after_signing_in(
    guarded: Server, provider: Provider, browser_of_its_own: BrowserContext
) -> None:
    page = browser_of_its_own.new_page()
    sign_in(page, f"{guarded.address}/marac?as_at=2024-01-04", provider, person("viewer"))
    expect(page.locator("h1.pb-title")).to_have_text("MARAC")
    expect(page.locator("body")).to_contain_text("178 cases await a MARAC at 4 January 2024")
    expect(page.locator("body")).to_contain_text("Signed in as Ann Viewer (viewer@example.police.uk), viewer.")
    assert "This is a local start" not in page.locator("body").inner_text()


def test_somebody_without_a_role_is_told_what_to_ask_whom_and_sees_nothing(
    guarded: Server, provider: Provider, browser_of_its_own: BrowserContext
) -> None:
    page = browser_of_its_own.new_page()
    provider.person = person("cleaner")
    page.goto(f"{guarded.address}/findings")
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator("body")).to_contain_text(
        "You are signed in as Ann Cleaner (cleaner@example.police.uk), and no role for PEELboard came with it. "
        "Ask the service desk for the role viewer, owner, analyst or approver, then sign in again."
    )
    assert [word for word in SECRET_WORDS if word in page.locator("body").inner_text()] == []


@pytest.mark.parametrize(
    ("role", "seen", "missing"),
    [
        (
            "viewer",
            ["History"],
            ["Supply an extract", "Drop workbooks", "Withdraw…", "Download the table that was taken", "Audit"],
        ),
        ("analyst", ["Supply an extract", "Download the table that was taken"], ["Withdraw…", "Audit"]),
        ("approver", ["Supply an extract", "Download the table that was taken", "Withdraw…"], []),
    ],
)
def test_a_role_is_shown_what_it_may_do_and_nothing_else(
    role: str,
    seen: list[str],
    missing: list[str],
    guarded: Server,
    provider: Provider,
    browser_of_its_own: BrowserContext,
) -> None:
    page = browser_of_its_own.new_page()
    sign_in(page, f"{guarded.address}/extracts", provider, person(role))
    expect(page.locator("h1.pb-title")).to_have_text("Extracts")
    for word in seen:
        expect(page.locator("body")).to_contain_text(word)
    page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for()
    text = page.locator("body").inner_text()
    assert [word for word in missing if word in text] == []
    page.goto(f"{guarded.address}/audit")
    lines = page.locator(
        "body", has_text="You may not read the audit record as" if role != "approver" else f"Edition {editions.FIRST}"
    )
    expect(lines).to_have_count(1)


def test_what_an_analyst_accepts_is_signed_by_the_name_that_signed_in(
    tmp_path: Path, published: Settings, provider: Provider, browser_of_its_own: BrowserContext
) -> None:
    with protected(tmp_path, published.store, provider) as server:
        page = browser_of_its_own.new_page()
        sign_in(page, f"{server.address}/extracts", provider, person("analyst"))
        content = b"As at,Area,Cases awaiting\n2024-03-07,Dudley,9\n"
        page.locator('input[type="file"]').set_input_files(
            {"name": "march.csv", "mimeType": "text/csv", "buffer": content}
        )
        expect(page.get_by_text("Signed by Ann Analyst (analyst@example.police.uk).")).to_be_visible()
        expect(page.get_by_label("Your name or role")).to_have_count(0)
        page.get_by_label("Why it is accepted").fill("weekly")
        page.get_by_role("button", name="Accept").click()
        expect(page.locator(".st-key-decided")).to_contain_text(f"Accepted as edition {editions.FIRST + 1}")
        expect(page.get_by_role("button", name="Undo")).to_have_count(0)
        store = Settings(store=tmp_path / "store")
        lines = {(item.event, item.who) for item in audit.read(store)}
        assert ("accepted", "Ann Analyst (analyst@example.police.uk)") in lines
        assert ("signed in", "Ann Analyst (analyst@example.police.uk)") in lines


def test_what_one_person_downloads_is_kept_from_a_browser_that_is_not_signed_in(
    guarded: Server, provider: Provider, browser_of_its_own: BrowserContext
) -> None:
    page = browser_of_its_own.new_page()
    fetched: list[str] = []
    page.on(
        "request",
        lambda request: fetched.append(request.url) if urlsplit(request.url).path.startswith("/media/") else None,
    )
    sign_in(page, f"{guarded.address}/extracts", provider, person("analyst"))
    with page.expect_download() as downloading:
        page.get_by_role("button", name="Download the table that was taken").click()
    assert b"source_id" in Path(downloading.value.path()).read_bytes()
    (address, *_) = fetched
    cookie = "; ".join(f"{item['name']}={item['value']}" for item in browser_of_its_own.cookies())
    assert status(address, cookie) == 200
    assert status(address) == 403
    forged = "; ".join(f"{item['name']}={item['value'][:-9]}-not-signed" for item in browser_of_its_own.cookies())
    assert status(address, forged) == 403
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    assert status(address, cookie) == 403, "a cookie that was copied is of no use once its owner has signed out"


def status(address: str, cookie: str = "") -> int:
    try:
        asked = urllib.request.Request(address, headers={"Cookie": cookie} if cookie else {})
        with urllib.request.urlopen(asked, timeout=300) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        return refused.code


@pytest.mark.long
def test_a_reader_of_one_area_is_told_so_on_the_page_and_sees_no_other(
    tmp_path: Path, published: Settings, provider: Provider, browser_of_its_own: BrowserContext
) -> None:
    with protected(tmp_path, published.store, provider, PEELBOARD_AREA_CLAIM="areas") as server:
        page = browser_of_its_own.new_page()
        sign_in(page, f"{server.address}/marac?as_at=2024-02-01", provider, person("approver", areas=["dudley"]))
        expect(page.locator("h1.pb-title")).to_have_text("MARAC")
        page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for()
        text = page.locator("body").inner_text()
        assert "Shown for Dudley only" in text
        assert "Eight cases await a MARAC at 1 February 2024" in text
        assert [other for other in ("Walsall", "Birmingham") if other in page.content()] == []
        assert [total for total in ("144", "768") if total in text] == []
        page.goto(f"{server.address}/extracts")
        expect(page.locator("body")).to_contain_text("Its lines count rows that your sign-in does not show")
        assert page.get_by_role("button", name="Withdraw").count() == 0


@pytest.mark.long
def test_a_page_goes_once_its_role_is_too_old_and_a_role_taken_away_is_gone_when_it_is_asked_for_again(
    tmp_path: Path, published: Settings, provider: Provider, browser_of_its_own: BrowserContext
) -> None:
    with protected(
        tmp_path, published.store, provider, PEELBOARD_ROLE_MINUTES="60", PEELBOARD_IDLE_MINUTES="600"
    ) as server:
        page = browser_of_its_own.new_page()
        sign_in(page, f"{server.address}/marac?as_at=2024-02-01", provider, person("viewer"))
        expect(page.locator("h1.pb-title")).to_have_text("MARAC")
        server.pass_minutes(61)
        expect(page.locator("body")).to_contain_text("Sign in again to go on.")  # the open page goes by itself
        assert [word for word in SECRET_WORDS if word in page.locator("body").inner_text()] == []
        provider.person = {**person("viewer"), "roles": []}
        page.goto(f"{server.address}/findings")  # the socket of the page that ended is closed: it takes no click
        with page.expect_event("load"):
            page.get_by_role("button", name="Sign in").click()
        expect(page.locator("body")).to_contain_text("Sign in again to go on.")
        server.pass_minutes(0)  # the provider's clock is the real one
        page.goto(f"{server.address}/findings")
        expect(page.locator("body")).to_contain_text("no role for PEELboard came with it")
        assert [word for word in SECRET_WORDS if word in page.locator("body").inner_text()] == []


@pytest.mark.long
def test_a_page_that_nobody_uses_is_blank_after_the_idle_time_and_its_cookie_opens_nothing(
    tmp_path: Path, published: Settings, provider: Provider, browser_of_its_own: BrowserContext
) -> None:
    with protected(tmp_path, published.store, provider, PEELBOARD_IDLE_MINUTES="10") as server:
        page = browser_of_its_own.new_page()
        sign_in(page, f"{server.address}/marac?as_at=2024-02-01", provider, person("viewer"))
        expect(page.locator("h1.pb-title")).to_have_text("MARAC")
        server.pass_minutes(10.1)
        expect(page.locator("body")).to_contain_text("You were signed out, as nobody used this sign-in for 10 minutes.")
        assert [word for word in SECRET_WORDS if word in page.locator("body").inner_text()] == []
        other = browser_of_its_own.new_page()
        other.goto(f"{server.address}/findings")
        expect(other.get_by_role("button", name="Sign in")).to_be_visible()
        assert next(item.event for item in audit.read(Settings(store=tmp_path / "store"))) == "signed out"
