"""Many readers at once, in a process of its own, each changing page or date every so many seconds.

    python -m benchmarks.load.people ADDRESS [ADDRESS ...] --people 20 --every 2 --seconds 30

Prints `counting` when the time that counts begins, and at the end one line of JSON: the seconds of every
change, what failed, and the processor time this program took. Several addresses are several processes of
one site: each reader keeps to one, as behind a proxy that keeps a reader at one process.
"""

import argparse
import asyncio
import json
import random
import resource
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.load.session import Failed, Session
from benchmarks.peers.callbacks import Callbacks

COUNTING = "counting"
"""What is printed when the time that counts begins."""
DATE = "As at"
DATES = (
    "2023-06-29", "2023-10-06", "2023-11-24", "2023-12-31", "2024-01-04", "2024-01-31", "2024-02-01", "2024-02-27",
    "2024-07-23", "2024-09-18",
)  # fmt: skip
"""The dates readers choose: those of the published papers, and some between."""
DATE_SHARE = 0.25
"""One change in so many is of the date; where a page has no date to choose, each is of the page."""
JITTER = 0.5
"""A reader comes up to this share earlier or later than every so many seconds."""

Come = Callable[[str], Session | Callbacks]
"""How a reader comes to an address."""


@dataclass
class Seen:
    """What all readers saw."""

    seconds: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    size: int = 0
    """Bytes of the changes that were counted."""
    counted_for: float = 0.0
    """Seconds in which the changes were counted."""
    client_cpu: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Habit:
    """How readers read. The moments are of the clock that only goes forward."""

    come: Come
    every: float
    until: float
    counted_from: float
    pages: tuple[str, ...]
    """The pages that readers go between, and no date is changed; none for all pages, and dates."""


async def read(habit: Habit, address: str, chance: random.Random, seen: Seen) -> None:
    """One reader, from coming until leaving. What fails is noted, and the reader comes anew."""
    await asyncio.sleep(chance.uniform(0, habit.every))
    while time.perf_counter() < habit.until:
        try:
            async with habit.come(address) as session:
                await session.open()
                await _changes(session, habit, chance, seen)
            return  # whose next change lies beyond the end does not come again
        except (Failed, OSError) as failed:
            seen.failures.append(str(failed))
            await asyncio.sleep(habit.every)


async def _changes(session: Session | Callbacks, habit: Habit, chance: random.Random, seen: Seen) -> None:
    here = ""
    due = time.perf_counter()
    while True:
        due = max(due + habit.every * chance.uniform(1 - JITTER, 1 + JITTER), time.perf_counter())
        if due >= habit.until:
            return
        await asyncio.sleep(due - time.perf_counter())
        await session.settle()
        begun = time.perf_counter()
        if not habit.pages and DATE in session.widgets and chance.random() < DATE_SHARE:
            answer = await session.choose(DATE, chance.choice(DATES).replace("-", "/"))
        else:
            here = chance.choice([page for page in habit.pages or session.pages if page != here])
            answer = await session.go(here)
        if begun >= habit.counted_from:
            seen.seconds.append(answer.seconds)
            seen.size += answer.size


async def visit(come: Come, address: str, pages: Sequence[str]) -> None:
    """Every page once, by one reader, as on any server that has been up for a while."""
    async with come(address) as session:
        await session.open()
        for page in pages or session.pages:
            await session.go(page)


async def watch(come: Come, asked: Any) -> Seen:
    """Let as many readers read as asked, for as long as asked after a time that is not counted."""
    seen = Seen()
    for address in asked.addresses:
        await visit(come, address, asked.pages)
    counted_from = time.perf_counter() + asked.warm
    habit = Habit(
        come=come,
        every=asked.every,
        until=counted_from + asked.seconds,
        counted_from=counted_from,
        pages=tuple(asked.pages),
    )

    async def count() -> None:
        await asyncio.sleep(asked.warm)
        print(COUNTING, flush=True)
        seen.client_cpu = -_cpu()

    readers = [
        read(habit, asked.addresses[number % len(asked.addresses)], random.Random(asked.seed + number), seen)
        for number in range(asked.people)
    ]
    await asyncio.gather(count(), *readers)
    seen.client_cpu += _cpu()
    seen.counted_for = time.perf_counter() - counted_from
    return seen


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def main(arguments: list[str]) -> None:
    """Read as asked."""
    wanted = argparse.ArgumentParser(prog="python -m benchmarks.load.people")
    wanted.add_argument("addresses", nargs="+")
    wanted.add_argument("--people", type=int, default=20)
    wanted.add_argument("--every", type=float, default=2.0)
    wanted.add_argument("--seconds", type=float, default=30.0)
    wanted.add_argument("--warm", type=float, default=10.0)
    wanted.add_argument("--seed", type=int, default=1)
    wanted.add_argument("--pages", nargs="*", default=[], help="the pages to go between; all if none is named")
    wanted.add_argument("--recorded", type=Path, help="requests of a browser to send again, for a Dash app")
    asked: Any = wanted.parse_args(arguments)

    def come(address: str) -> Session | Callbacks:
        return Callbacks(address, asked.recorded) if asked.recorded else Session(address)

    print(json.dumps(asdict(asyncio.run(watch(come, asked)))), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
