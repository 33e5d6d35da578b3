"""How long PEELboard takes to show its first chart and to change a page, beside an empty Streamlit app.

`make bench` runs both in turn in the same browser on the same machine, prints a table of medians and
ratios, and writes it to benchmarks/results.md.
"""

import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import psutil
from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks import results
from tests.browser.chromium import launch
from tests.browser.server import Server
from tests.browser.visit import PAGES, Visit, visit

FOLDER = Path(__file__).resolve().parent
STARTS, CHANGES = 5, 9
CHART = '[data-testid="stPlotlyChart"] .cartesianlayer .trace'

CHANGE = """async ([title, needed]) => {
    const link = [...document.querySelectorAll('[role="menuitem"]')]
        .find(found => found.innerText.trim() === title);
    const begun = performance.now();
    link.click();
    await new Promise(done => {
        const look = () => {
            const shown = document.querySelector('h1')?.innerText.trim() === title;
            const app = document.querySelector('[data-testid="stApp"]');
            const still = app.getAttribute('data-test-script-state') === 'notRunning';
            const whole = !needed || document.querySelector(needed);
            shown && still && whole ? done() : requestAnimationFrame(look);
        };
        look();
    });
    return performance.now() - begun;
}"""
"""Clicks a link of the navigation and answers after how many milliseconds the page is whole."""


@dataclass(frozen=True, kw_only=True)
class Peer:
    """An app to measure: where it is, and which of its pages to go between."""

    name: str
    app: Path
    chart: tuple[str, str, str]
    """A page with a chart: its address, section and title."""
    plain: tuple[str, str, str]
    """A page without a chart: likewise."""
    pages: tuple[str, ...]


OURS = Peer(
    name="PEELboard",
    app=FOLDER.parent / "app.py",
    chart=("marac", "Engage trends", "MARAC"),
    plain=("peel_grades", "Inspection", "PEEL grades"),
    pages=tuple(PAGES),
)
EMPTY = Peer(
    name="empty app",
    app=FOLDER / "empty_app" / "app.py",
    chart=("chart", "Charts", "Chart"),
    plain=("title_2", "Titles", "Title 2"),
    pages=("chart", *(f"title_{number}" for number in range(2, 10))),
)


def server_of(peer: Peer, folder: Path) -> Server:
    """A server of an app, with the settings of the server the same for both."""
    same = {"STREAMLIT_BROWSER_GATHER_USAGE_STATS": "false", "STREAMLIT_SERVER_FILE_WATCHER_TYPE": "none"}
    return Server(folder, app=peer.app, **same)  # type: ignore[arg-type]  # none of them is called store


def first_chart(peer: Peer, browser: Browser, folder: Path) -> float:
    """Seconds from starting the server to the first chart in a browser that has seen nothing yet."""
    with server_of(peer, folder) as server, visit(browser, server.address) as seen:
        seen.page.goto(f"{server.address}/{peer.chart[0]}")
        seen.page.locator(CHART).first.wait_for(state="visible")
        return time.perf_counter() - server.started_at


def change(page: Page, to: tuple[str, str, str], needed: str) -> float:
    """Seconds from choosing a page in the navigation until it is whole."""
    _, section, title = to
    page.get_by_role("navigation").get_by_role("button", name=section).click()
    page.get_by_role("menuitem", name=title, exact=True).wait_for()
    milliseconds: float = page.evaluate(CHANGE, [title, needed])
    page.keyboard.press("Escape")
    page.wait_for_timeout(400)
    return milliseconds / 1000


def changes(peer: Peer, seen: Visit) -> tuple[list[float], list[float]]:
    """Seconds of changes to a page with a chart and back to one without. The first of each is not counted."""
    seen.page.goto(f"{seen.address}/{peer.plain[0]}")
    seen.page.locator("h1", has_text=peer.plain[2]).wait_for()
    seen.page.wait_for_timeout(1500)
    to_chart, to_plain = [], []
    for _ in range(CHANGES + 1):
        to_chart.append(change(seen.page, peer.chart, CHART))
        to_plain.append(change(seen.page, peer.plain, ""))
    return to_chart[1:], to_plain[1:]


def memory(peer: Peer, server: Server, seen: Visit) -> float:
    """Megabytes the server holds once every page has been visited."""
    for name in peer.pages:
        seen.page.goto(f"{server.address}/{name}")
        seen.page.locator("h1").first.wait_for()
        seen.page.wait_for_timeout(500)
    existing: int = psutil.Process(server.pid).memory_info().rss
    return existing / 1e6


def measure(browser: Browser) -> list[tuple[str, str, float, float, float | None]]:
    """Each measure: what, unit, PEELboard, the empty app, and the ratio aimed at."""
    first: dict[str, list[float]] = {"ever": [], "later": [], "empty": []}
    into_chart: dict[str, list[float]] = {}
    into_plain: dict[str, list[float]] = {}
    existing: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as stored:
        for _ in range(STARTS):
            with tempfile.TemporaryDirectory() as fresh:
                first["ever"].append(first_chart(OURS, browser, Path(fresh)))
            with tempfile.TemporaryDirectory() as fresh:
                first["empty"].append(first_chart(EMPTY, browser, Path(fresh)))
            first["later"].append(first_chart(OURS, browser, Path(stored)))
        first["later"] = first["later"][1:]  # the first of them filled the store
        for peer in (OURS, EMPTY):
            with server_of(peer, Path(stored)) as server, visit(browser, server.address) as seen:
                into_chart[peer.name], into_plain[peer.name] = changes(peer, seen)
                existing[peer.name] = memory(peer, server, seen)
    middle: Callable[[list[float]], float] = statistics.median
    ours, empty = OURS.name, EMPTY.name
    return [
        ("Start to first chart, a store already there", "s", middle(first["later"]), middle(first["empty"]), 1.5),
        ("Start to first chart, the very first start", "s", middle(first["ever"]), middle(first["empty"]), None),
        ("Change to a page with a chart (MARAC)", "s", middle(into_chart[ours]), middle(into_chart[empty]), 2.0),
        (
            "Change to a page without a chart (PEEL grades)",
            "s",
            middle(into_plain[ours]),
            middle(into_plain[empty]),
            2.0,
        ),
        ("Memory of the server, every page visited", "MB", existing[ours], existing[empty], None),
    ]


def table(measures: list[tuple[str, str, float, float, float | None]]) -> str:
    """The measures as a table in Markdown."""
    lines = ["| measure | PEELboard | empty app | ratio | aim |", "|---|---:|---:|---:|---:|"]
    for what, unit, ours, empty, aim in measures:
        places = 0 if unit == "MB" else 2
        text = f"under {aim:g}" if aim else ""
        lines.append(f"| {what} | {ours:.{places}f} {unit} | {empty:.{places}f} {unit} | {ours / empty:.2f} | {text} |")
    return "\n".join(lines)


def main() -> None:
    """Measure, print and keep."""
    with sync_playwright() as playwright:
        browser = launch(playwright)
        shown = table(measure(browser))
        browser.close()
    print(shown)
    results.keep(
        "Pages",
        f"Medians of {STARTS} starts and {CHANGES} changes, both apps in turn in the same run. "
        f"`make bench` measures again.\n\n{shown}",
    )


if __name__ == "__main__":
    main()
