"""A first visit over a slow network, beside an empty Streamlit app: a browser that has nothing of the site yet.

8 Mbit/s and 40 ms there and back, as over a force's VPN or on a phone. The server is warm: its start is in Pages.
`python -m benchmarks.first_visit` prints a table and writes it to benchmarks/results.md.
"""

import statistics
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
from playwright.sync_api import Browser, sync_playwright

from benchmarks import results
from benchmarks.pages import CHART, EMPTY, OURS, Peer, server_of
from tests.browser.chromium import launch

VISITS = 3
SLOW = {"offline": False, "latency": 40, "downloadThroughput": 1_000_000, "uploadThroughput": 1_000_000}
"""Bytes a second, and milliseconds."""


@dataclass(frozen=True, kw_only=True)
class Visited:
    """What one first visit took."""

    named: float
    """Seconds until the tab has the page's own name."""
    figures: float | None
    """Seconds until the plain page with the figures and a drawing of them has come; None where there is none."""
    chart: float
    """Seconds until the chart is there that can be pointed at."""
    megabytes: float
    requests: int


def first_visit(browser: Browser, peer: Peer, address: str) -> Visited:
    """Open the page with a chart in a fresh profile over the slow network."""
    with browser.new_context() as context:
        page = context.new_page()
        network = context.new_cdp_session(page)
        network.send("Network.enable")
        network.send("Network.emulateNetworkConditions", SLOW)
        came: list[float] = []
        plain: list[float] = []
        asked: list[str] = []

        def finished(event: dict[str, Any]) -> None:
            came.append(event["encodedDataLength"])

        network.on("Network.loadingFinished", finished)
        page.on("request", lambda request: asked.append(request.url))
        begun = time.perf_counter()
        page.on(
            "requestfinished",
            lambda request: plain.append(time.perf_counter() - begun) if request.url.endswith(".html") else None,
        )
        page.goto(f"{address}/{peer.chart[0]}", wait_until="commit")
        page.wait_for_function("() => document.title && document.title !== 'Streamlit'", polling=20)
        named = time.perf_counter() - begun
        page.locator(CHART).first.wait_for(state="visible", timeout=120_000)
        chart = time.perf_counter() - begun
        if plain and "<svg" not in page.request.get(f"{address}/{peer.chart[0]}.html").text():
            plain.clear()  # figures without a picture are half of what a reader comes for
        return Visited(
            named=named,
            figures=plain[0] if plain else None,
            chart=chart,
            megabytes=sum(came) / 1e6,
            requests=len(asked),
        )


def memory(pid: int) -> tuple[float, float]:
    """Megabytes that are a server's own, and those it shares with every process of the same libraries."""
    existing = psutil.Process(
        pid
    ).memory_info()  # what of libraries is in memory is shared, whether others use it now or not
    return (existing.rss - existing.shared) / 1e6, existing.shared / 1e6


def measured(browser: Browser, peer: Peer) -> tuple[list[Visited], tuple[float, float]]:
    """The visits to an app, then the memory of its server once every page was opened."""
    with tempfile.TemporaryDirectory() as folder, server_of(peer, Path(folder)) as server:
        first_visit(browser, peer, server.address)  # works out the figures, for whoever comes next
        visits = [first_visit(browser, peer, server.address) for _ in range(VISITS)]
        page = browser.new_page()
        for name in peer.pages:
            page.goto(f"{server.address}/{name}")
            page.locator("h1").first.wait_for(timeout=120_000)
            page.wait_for_timeout(500)
        return visits, memory(server.pid)


def table(ours: list[Visited], empty: list[Visited], held: list[tuple[float, float]]) -> str:
    """Medians as a table in Markdown."""

    def middle(visits: list[Visited], name: str, unit: str) -> str:
        values = [getattr(visit, name) for visit in visits]
        return "-" if None in values else f"{statistics.median(values):.1f}{unit}"

    rows = [
        ("the tab has the page's name", "named", " s"),
        ("the figures and their first picture are there, on the plain page", "figures", " s"),
        ("the first chart that can be pointed at is drawn", "chart", " s"),
        ("sent by then", "megabytes", " MB"),
    ]
    lines = ["| first visit | PEELboard | empty app |", "|---|---:|---:|"]
    lines += [f"| {what} | {middle(ours, name, unit)} | {middle(empty, name, unit)} |" for what, name, unit in rows]
    counts = [int(statistics.median(visit.requests for visit in visits)) for visits in (ours, empty)]
    lines.append(f"| requests by then | {counts[0]} | {counts[1]} |")
    for at, what in enumerate(("memory of the server's own, every page opened", "memory shared with other processes")):
        lines.append(f"| {what} | {held[0][at]:.0f} MB | {held[1][at]:.0f} MB |")
    return "\n".join(lines)


def main() -> None:
    """Measure, print and keep."""
    with sync_playwright() as playwright:
        browser = launch(playwright)
        ours, empty = (measured(browser, peer) for peer in (OURS, EMPTY))
        browser.close()
    shown = table(ours[0], empty[0], [ours[1], empty[1]])
    print(shown)
    results.keep(
        "First visit",
        f"Medians of {VISITS} visits in a fresh profile over 8 Mbit/s and 40 ms, one app after the other. "
        f"`python -m benchmarks.first_visit` measures again.\n\n{shown}",
    )


if __name__ == "__main__":
    main()
