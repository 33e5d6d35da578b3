"""The same four pages in PEELboard, in Vizro and in plain Streamlit, measured in one run.

`make peers` makes an environment of their own for the peers, measures in under eight minutes and writes the
section Peers of benchmarks/results.md. With `--quick` everything is short, to see that it works.
"""

import asyncio
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Coroutine, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypeVar

from playwright.sync_api import Browser, Request, sync_playwright

from benchmarks import results
from benchmarks.load import reviews
from benchmarks.load.measuring import Load, Outcome, family, memory, put_on
from benchmarks.load.session import PATIENCE, Session
from benchmarks.peers.callbacks import Callbacks
from benchmarks.peers.serving import Served
from tests.browser.chromium import launch
from tests.browser.server import PROJECT, Server

T = TypeVar("T")
FOLDER = Path(__file__).resolve().parent
MADE = FOLDER / ".venv"
WANTED = ("vizro==1.0.0", "gunicorn==27.0.1", "streamlit==1.67.0", "openpyxl==3.1.5")
DRAWN = ".cartesianlayer .trace"
ROWS, STARTS, CHANGES = 100_000, 3, 12
ALIKE = 4
"""Bytes by which one page may differ from one time to the next: the numbers of messages are not all of one length."""
DASH_PAGES = {"Findings": "/", "PEEL": "/peel", "MARAC": "/marac", "QATT": "/qatt"}


@dataclass(frozen=True, kw_only=True)
class Peer:
    """One of those compared: how it is started, and the addresses of its four pages."""

    name: str
    pages: tuple[str, ...]
    """The page of findings first, that of the reviews last; in Streamlit the page a site starts with has no address."""
    module: str = ""
    """The folder of its app; none for PEELboard itself."""
    workers: int = 0
    """Processes of a Dash app; 0 for Streamlit."""


PEERS = (
    Peer(name="PEELboard", pages=("findings", "peel_grades", "marac", "investigation_quality")),
    Peer(name="plain Streamlit", pages=("", "peel", "marac", "qatt"), module="streamlit_app"),
    Peer(name="Vizro", pages=tuple(DASH_PAGES), module="vizro_app", workers=1),
    Peer(name="Vizro, two workers", pages=tuple(DASH_PAGES), module="vizro_app", workers=2),
)


def make_environment() -> Path:
    """The Python of the peers, made if it is not there."""
    python = MADE / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(MADE)], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", *WANTED], check=True)
    return python


@contextmanager
def served(peer: Peer, folder: Path, workbook: Path) -> Iterator[Server | Served]:
    """The server of one of them, on the published figures and, for the peers, the workbook."""
    if not peer.module:
        with Server(folder) as own:
            yield own
        return
    environment = {"PEER_PUBLISHED": str(PROJECT / "data" / "published"), "PEER_WORKBOOK": str(workbook)}
    with Served(make_environment(), FOLDER / peer.module, folder, peer.workers, environment) as other:
        yield other


def first_chart(peer: Peer, browser: Browser, folder: Path, workbook: Path) -> float:
    """Seconds from starting the server to the first chart, that of MARAC, in a browser that has seen nothing yet."""
    with served(peer, folder, workbook) as server:
        page = browser.new_context().new_page()
        page.goto(server.address + ("/marac"))
        page.locator(DRAWN).first.wait_for(state="visible", timeout=60_000)
        taken = time.perf_counter() - server.started_at
        page.context.close()
    return taken


def apart(work: Coroutine[Any, Any, T]) -> T:
    """What the work gives, done on a thread of its own: the browser's has a loop already."""
    with ThreadPoolExecutor(1) as threads:
        return threads.submit(asyncio.run, work).result()


def record(browser: Browser, address: str, into: Path) -> None:
    """What a browser sends a Dash app as it comes to each page."""
    sent: dict[str, list[tuple[str, str]]] = {}
    for name, path in DASH_PAGES.items():
        page = browser.new_context().new_page()
        of_page = sent.setdefault(name, [])

        def note(request: Request, of_page: list[tuple[str, str]] = of_page) -> None:
            if request.method == "POST":
                of_page.append((request.url.removeprefix(address), request.post_data or ""))

        page.on("request", note)
        page.goto(address + path)
        page.locator(DRAWN if name != "PEEL" else ".ag-root").first.wait_for(state="visible", timeout=60_000)
        page.wait_for_timeout(1_500)
        page.context.close()
    into.write_text(json.dumps(sent), encoding="utf-8")


async def changes(session: Session | Callbacks, peer: Peer, times: int) -> list[float]:
    """Seconds of changes of page by one reader, after each was seen twice."""
    async with session:
        await session.open()
        taken = []
        for turn in range(times + 2):
            for page in peer.pages:
                answer = await session.go(page)
                if turn > 1:
                    taken.append(answer.seconds)
    return taken


async def until_shown(session: Session | Callbacks, peer: Peer, server: Server | Served, file: Path, to: Path) -> float:
    """Seconds from a new workbook of reviews until the page of reviews has come with its figures.

    PEELboard checks the workbook and accepts it; for a peer it is put in the place that the app reads from. That
    the figures are there is told by the size of the page, which is the same each time before.
    """
    async with session:
        await session.open()
        sizes = []
        for _ in range(3):
            sizes.append((await session.go(peer.pages[-1])).size)
            await session.go(peer.pages[0])
        if abs(sizes[-2] - sizes[-1]) > ALIKE:
            raise RuntimeError(f"{peer.name} does not answer alike twice: {sizes} bytes")
        begun = time.perf_counter()
        if isinstance(server, Server):
            command = [sys.executable, "-m", "src", "accept", str(file), "--by", "the peers", "--reason", "Measured"]
            subprocess.run(command, cwd=PROJECT, env=server.environment, check=True, capture_output=True)
        else:
            os.replace(file, to)
        while abs((await session.go(peer.pages[-1])).size - sizes[-1]) <= ALIKE:
            if time.perf_counter() - begun > PATIENCE:
                return float("inf")
            await session.go(peer.pages[0])
        return time.perf_counter() - begun


def measure(browser: Browser, peer: Peer, is_quick: bool) -> list[str]:
    """The column of one of them."""
    starts, times, rows = (1, 2, 5_000) if is_quick else (STARTS, CHANGES, ROWS)
    seconds = 5.0 if is_quick else 20.0
    outcomes: list[Outcome] = []
    with tempfile.TemporaryDirectory() as stored:
        folder = Path(stored)
        workbook, fresh, recorded = folder / "reviews.xlsx", folder / "fresh.xlsx", folder / "recorded.json"
        reviews.write(workbook, 200)
        reviews.write(fresh, rows, seed=2)
        opened = statistics.median(first_chart(peer, browser, folder, workbook) for _ in range(starts + 1))
        with served(peer, folder, workbook) as server:
            if peer.workers:
                record(browser, server.address, recorded)

            def come() -> Session | Callbacks:
                return Callbacks(server.address, recorded) if peer.workers else Session(server.address)

            change = statistics.median(apart(changes(come(), peer, times)))
            for people, every in ((20, 2.0), (50, 10.0)):
                warm = 2.0 if is_quick else every + 2  # until every reader has come
                load = Load(people=people, every=every, seconds=seconds, warm=warm, pages=peer.pages)
                outcomes.append(put_on([server], load, recorded=recorded if peer.workers else None))
            shown = apart(until_shown(come(), peer, server, fresh, workbook))
            existing = memory(family([server.pid]))
    return [
        f"{shown:.1f} s",
        f"{opened:.2f} s",
        f"{1000 * change:.0f} ms",
        *(f"{out.quantile(95):.2f} s" for out in outcomes),
        *(f"{out.cpu_of_a_change:.0f} ms" for out in outcomes[:1]),
        f"{sum(len(out.failures) for out in outcomes)}",
        f"{existing:.0f} MB",
    ]


def table(columns: Sequence[tuple[str, list[str]]]) -> str:
    """The measures as rows, those compared as columns."""
    measures = [
        "A new workbook of 100,000 reviews until its figures are on a page",
        "Start to first chart, in Chromium",
        "Change of page, one reader, median",
        "20 readers, each every 2 s, p95",
        "50 readers, each every 10 s, p95",
        "Processor time for a change, 20 readers",
        "Failed",
        "Memory of the server at the end",
    ]
    lines = ["| measure | " + " | ".join(name for name, _ in columns) + " |", "|---|" + "---:|" * len(columns)]
    cells = zip(*(column for _, column in columns), strict=True)
    return "\n".join(
        [*lines, *(f"| {what} | " + " | ".join(row) + " |" for what, row in zip(measures, cells, strict=True))]
    )


def main(is_quick: bool) -> None:
    """Measure, print and keep."""
    make_environment()
    with sync_playwright() as playwright:
        browser = launch(playwright)
        shown = table([(peer.name, measure(browser, peer, is_quick)) for peer in PEERS])
        browser.close()
    print(shown)
    if not is_quick:
        results.keep(
            "Peers",
            f"PEELboard on Streamlit {version('streamlit')}; the peers with {', '.join(WANTED)}. "
            f"`make peers` measures again.\n\n{shown}",
        )


if __name__ == "__main__":
    main("--quick" in sys.argv[1:])
