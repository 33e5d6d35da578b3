"""Two servers on one store: what is accepted in one is on the screens of the other, and outlives the one."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from src.settings import Settings
from src.store.ledger import Ledger
from tests import editions
from tests.browser.server import Server
from tests.browser.test_extracts import MARCH, drop, sign_and_accept, table
from tests.browser.visit import visit

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no kill -9 here"),
]

SECONDS = 2.0
"""The longest that an acceptance may take from one server to a screen of the other."""

NOTES_WHEN = """said => {
    const look = () => {
        const headline = document.querySelector('.pb-headline');
        if (headline && headline.textContent.includes(said) && !window.seenAt) window.seenAt = Date.now() / 1000;
    };
    window.looking?.disconnect();
    window.seenAt = 0;
    window.looking = new MutationObserver(look);
    window.looking.observe(document.body, {subtree: true, childList: true, characterData: true});
}"""


@pytest.fixture
def two(tmp_path: Path) -> Iterator[tuple[Server, Server]]:
    """Two servers that were started at the same time on one empty store."""
    with Server(tmp_path) as item, Server(tmp_path) as other:
        yield item, other


def seen_after(page: Page, store: Path) -> float:
    """Seconds from the newest event of the ledger to the moment the page showed what it was told to look for."""
    page.wait_for_function("() => window.seenAt > 0")
    seen_at: float = page.evaluate("() => window.seenAt")
    seconds = seen_at - Ledger(store).events()[-1].at.timestamp()
    assert seconds > 0
    return seconds


def test_an_acceptance_is_on_the_screens_of_the_other_server_within_two_seconds_and_outlives_its_own(
    two: tuple[Server, Server], chromium: Browser, tmp_path: Path
) -> None:
    item, other = two
    store = tmp_path / "store"
    with visit(chromium, item.address) as supplying, visit(chromium, other.address) as reading:
        supplying.open("extracts")
        reading.open("marac")
        assert len(Ledger(store).events()) == len(list(Settings().published.glob("*.csv")))
        headline = reading.page.locator(".pb-headline").first
        expect(headline).to_contain_text("144 cases await a MARAC at 1 February 2024")

        reading.page.evaluate(NOTES_WHEN, "131 cases await a MARAC at 1 March 2024")
        drop(supplying.page, table(MARCH))
        sign_and_accept(supplying.page)
        seconds = [seen_after(reading.page, store)]
        expect(supplying.page.get_by_text(f"Accepted as edition {editions.FIRST + 1}")).to_be_visible()

        reading.page.evaluate(NOTES_WHEN, "144 cases await a MARAC at 1 February 2024")
        supplying.page.get_by_role("button", name="Undo").click()
        seconds.append(seen_after(reading.page, store))

        reading.page.evaluate(NOTES_WHEN, "132 cases await a MARAC at 1 March 2024")
        drop(supplying.page, table({**MARCH, "Dudley": 10}, name="marac march again.csv"))
        sign_and_accept(supplying.page)
        expect(supplying.page.get_by_text(f"Accepted as edition {editions.FIRST + 3}")).to_be_visible()
        os.kill(item.pid, signal.SIGKILL)
        seconds.append(seen_after(reading.page, store))
        print("Seen in the other server after", ", ".join(f"{each:.2f} s" for each in seconds))
        # The middle one of three: a machine may have something else to do for a second.
        assert sorted(seconds)[1] < SECONDS
        expect(headline).to_contain_text("132 cases await a MARAC at 1 March 2024")
        reading.open("extracts")
        drop(reading.page, table({**MARCH, "Dudley": 11}, name="marac march corrected.csv"))
        sign_and_accept(reading.page)
        expect(reading.page.get_by_text(f"Accepted as edition {editions.FIRST + 4}")).to_be_visible()
