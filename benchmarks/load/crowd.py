"""Three hundred readers for ten minutes, some slow and some with files: whether others are served, and memory comes back.

    python -m benchmarks.load.crowd [SECONDS [PEOPLE]]

Of each fifteen readers one reads what the server sends a message a second, as over a bad line, and one previews a
file and leaves it; the others change page or date every half minute, to any day of a year and a half one time in ten.
Meanwhile board packs are made and an extract of 100,000 rows is accepted.
"""

import asyncio
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from pathlib import Path

import psutil

from benchmarks import results
from benchmarks.load.atwork import AtWork
from benchmarks.load.measuring import family
from benchmarks.load.people import DATE, DATE_SHARE, DATES, JITTER, visit
from benchmarks.load.session import Failed, Session
from benchmarks.pages import OURS, server_of
from tests.browser.server import Server

SECONDS, PEOPLE = 600.0, 300
EVERY = 30.0
AREAS = ("Birmingham", "Coventry", "Dudley", "Sandwell", "Solihull", "Walsall", "Wolverhampton")
LEFT_AFTER = 10.0
"""Seconds after the last has left until memory is read."""


class Slow(Session):
    """A session that takes one message a second."""

    async def _next(self) -> tuple[object, int]:  # type: ignore[override]
        await asyncio.sleep(1.0)
        return await super()._next()


class Crowd:
    """All readers of one run, and what they met."""

    def __init__(self, address: str, seconds: float, people: int) -> None:
        self._address, self._people = address, people
        self._until = time.perf_counter() + seconds
        self.seconds: list[float] = []
        """Of each change by a reader who is not slow."""
        self.previews: list[float] = []
        self.slow = 0
        """Pages that slow readers got whole."""
        self.failures: list[str] = []

    async def come(self) -> None:
        """Every reader, from coming until leaving."""
        kinds = [self._supply, self._read_slowly, *[self._read] * 13]
        await asyncio.gather(
            *(self._again(kinds[number % 15], random.Random(number)) for number in range(self._people))
        )

    async def _again(self, kind: Callable[[random.Random], Awaitable[None]], chance: random.Random) -> None:
        while await self._rest(chance):
            try:
                await kind(chance)
            except (Failed, OSError) as failed:
                self.failures.append(str(failed))

    async def _rest(self, chance: random.Random) -> bool:
        """Wait until this reader's next change. False where that lies beyond the end."""
        wait = EVERY * chance.uniform(1 - JITTER, 1 + JITTER)
        is_left = time.perf_counter() + wait < self._until
        if is_left:
            await asyncio.sleep(wait)
        return is_left

    async def _read(self, chance: random.Random) -> None:
        async with Session(self._address) as session:
            await session.open()
            while await self._rest(chance):
                if DATE in session.widgets and chance.random() < DATE_SHARE:
                    any_day = date(2023, 6, 1) + timedelta(days=chance.randrange(500))
                    day = any_day.isoformat() if chance.random() < 0.1 else chance.choice(DATES)
                    answer = await session.choose(DATE, day.replace("-", "/"))
                else:
                    answer = await session.go(chance.choice(session.pages))
                self.seconds.append(answer.seconds)

    async def _read_slowly(self, chance: random.Random) -> None:
        async with Slow(self._address) as session:
            await session.open(chance.choice(("", "marac", "findings")))
            self.slow += 1

    async def _supply(self, chance: random.Random) -> None:
        async with Session(self._address) as session:
            await session.open("extracts")
            begun = time.perf_counter()
            answer = await session.upload("marac.csv", _extract(chance))
            while session.repeating and not answer.says("adds"):  # it is being read, and the page says how far
                answer = await session.repeat()
            if not answer.says("adds"):
                raise Failed("a file was not previewed")
            self.previews.append(time.perf_counter() - begun)


def _extract(chance: random.Random) -> bytes:
    """Figures of a date that is not held yet, which nobody accepts."""
    rows = [f"2024-03-01,{area},{chance.randrange(20)}" for area in AREAS]
    return "\n".join(["As at,Area,Cases awaiting", *rows]).encode()


def private(server: Server) -> float:
    """Megabytes that the server's processes share with nobody."""
    return float(sum(process.memory_full_info().uss for process in family([server.pid]))) / 1e6


async def _watch(server: Server, crowd: Crowd) -> float:
    """Let the crowd read. Returns the most private memory that was seen meanwhile."""
    most = 0.0
    reading = asyncio.create_task(crowd.come())
    while not reading.done():
        most = max(most, private(server))
        await asyncio.wait([reading], timeout=5)
    await reading
    return most


def measure(seconds: float = SECONDS, people: int = PEOPLE) -> str:
    """What the crowd met, and the server's private memory before, at most and after, as a list."""
    with tempfile.TemporaryDirectory() as folder, server_of(OURS, Path(folder)) as server:
        asyncio.run(visit(Session, server.address, ()))
        before = private(server)
        crowd = Crowd(server.address, seconds, people)
        with AtWork(server, Path(folder), seconds / 2, between=EVERY) as work:
            most = asyncio.run(_watch(server, crowd))
        time.sleep(LEFT_AFTER)
        asyncio.run(visit(Session, server.address, [""]))
        after = private(server)
    hundredths = statistics.quantiles(crowd.seconds, n=100, method="inclusive")
    return "\n".join(
        [
            f"- {people} readers for {seconds:g} seconds: {len(crowd.seconds):,} changes of page or date, half within "
            f"{hundredths[49]:.2f} s, 95 of 100 within {hundredths[94]:.2f} s, the longest {max(crowd.seconds):.1f} s.",
            f"- {len(crowd.previews):,} files were previewed and left, half within "
            f"{statistics.median(crowd.previews):.1f} s; {crowd.slow:,} slow readers got their page whole; "
            f"{len(work.packs)} packs were made, and 100,000 rows accepted in {work.accepted:.1f} s.",
            f"- Private memory of the server: {before:.0f} MB once every page had been open, {most:.0f} MB at most, "
            f"{after:.0f} MB {LEFT_AFTER:g} seconds after the last had left.",
            f"- Failed: {len(crowd.failures) + len(work.failures)}.",
            *sorted({f"- {failure}" for failure in (*crowd.failures, *work.failures)}),
        ]
    )


def main(arguments: list[str]) -> None:
    """Measure, print, and keep what a whole run found."""
    found = measure(*map(int, arguments))
    print(found)
    if not arguments:
        busy = ", ".join(f"{load:.1f}" for load in psutil.getloadavg())
        results.keep(
            "Crowd",
            "Websocket sessions of one program on the same machine: of each fifteen readers one takes a message a "
            "second, one previews a file and leaves it, and the others change page or date every half minute. Load of "
            f"the machine at the end, over 1, 5 and 15 minutes: {busy}. `python -m benchmarks.load.crowd` measures "
            f"again.\n\n{found}",
        )


if __name__ == "__main__":
    main(sys.argv[1:])
