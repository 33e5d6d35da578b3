"""The browser keeps to what the server tells it, and nothing of the site asks for more."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from src.settings import Settings
from tests.browser.conftest import Kept
from tests.browser.server import Server
from tests.browser.visit import WIDE, Visit, visit

pytestmark = pytest.mark.browser

TRY = """what => new Promise(done => {
    document.addEventListener('securitypolicyviolation', refused => done(refused.effectiveDirective), {once: true});
    const tries = {
        inline: () => { const one = document.createElement('script'); one.text = 'window.ran = 1'; document.body.append(one); },
        evaluated: () => { setTimeout(() => window.eval('window.ran = 1')); },
        foreign: () => { const one = document.createElement('script'); one.src = 'https://elsewhere.example/a.js'; document.body.append(one); },
        picture: () => { new Image().src = 'https://elsewhere.example/a.png'; },
        asked: () => { fetch('https://elsewhere.example/').catch(() => {}); },
        socket: () => { try { new WebSocket('wss://elsewhere.example/'); } catch (refused) {} },
        frame: () => { const one = document.createElement('iframe'); one.src = '/marac'; document.body.append(one); },
        base: () => { const one = document.createElement('base'); one.href = 'https://elsewhere.example/'; document.head.append(one); },
        handler: () => { const one = document.createElement('b'); one.setAttribute('onclick', 'window.ran = 1'); document.body.append(one); one.click(); },
    };
    tries[what]();
    setTimeout(() => done('nothing was refused'), 3000);
})"""


@pytest.mark.parametrize(
    ("what", "refused_by"),
    [
        ("inline", "script-src-elem"),
        ("evaluated", "script-src"),
        ("foreign", "script-src-elem"),
        ("picture", "img-src"),
        ("asked", "connect-src"),
        ("socket", "connect-src"),
        ("frame", "frame-src"),
        ("base", "base-uri"),
        ("handler", "script-src-attr"),
    ],
)
def test_what_a_hostile_page_would_try_is_refused_by_the_browser(what: str, refused_by: str, stored: Kept) -> None:
    seen = stored(WIDE, "light")
    page = seen.turn("definitions_and_sources")
    heard = len(seen.complaints)
    assert page.evaluate(TRY, what) == refused_by
    assert page.evaluate("window.ran") is None
    assert len(seen.complaints) > heard, "A refusal is a complaint of the console: the visit is not listening."


def test_a_picture_its_numbers_and_the_slides_need_nothing_that_is_refused(seen: Visit) -> None:
    page = seen.open("marac")
    page.locator("summary", has_text="Download chart").first.click()
    for ending in ("png", "svg", "csv"):
        with page.expect_download() as came:
            page.locator(f'[data-take="{ending}"]').first.click()
        assert came.value.failure() is None
    page.goto(f"{seen.address}/presenting?sections=overview")
    expect(page.locator("text=OFFICIAL").first).to_be_visible()
    page.keyboard.press("ArrowRight")
    assert seen.complaints == []


def test_the_audit_page_shows_the_first_start_and_that_the_record_is_whole(
    published: Settings, tmp_path: Path, chromium: Browser
) -> None:
    # On a server of its own: on one that others use too, the first record may be among those not shown.
    with Server(tmp_path, store=published.store) as server, visit(chromium, server.address) as seen:
        page = seen.open("audit")
        expect(page.locator(".pb-headline")).to_contain_text(
            "every record is as it was written, and none is missing in between"
        )
        expect(page.get_by_role("cell", name="PEELboard")).to_have_count(1)
        assert seen.complaints == []
