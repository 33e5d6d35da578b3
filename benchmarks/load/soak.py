"""An hour's worth of use in a few minutes: whether the memory of a server goes on growing.

    python -m benchmarks.load.soak [CHANGES]

Twenty people who change page every 20 seconds make 3,600 changes in an hour. Here as many are made as fast as the
server answers, by readers who come, make 30 changes and go.
"""

import asyncio
import random
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

import psutil

from benchmarks.load.measuring import memory
from benchmarks.load.people import DATE, DATE_SHARE, DATES
from benchmarks.load.session import Session
from benchmarks.pages import OURS, server_of

CHANGES = 3_600
AT_ONCE = 6
OF_ONE = 30
"""Changes that a reader makes before leaving."""
ANY_DAY_SHARE = 0.1
"""One date in so many is any day of a year and a half, which nobody may have asked for before."""


async def use(address: str, changes: int, chance: random.Random) -> None:
    """So many changes, by readers who come one after another."""
    left = changes
    while left > 0:
        async with Session(address) as session:
            await session.open()
            for _ in range(min(OF_ONE, left)):
                if DATE in session.widgets and chance.random() < DATE_SHARE:
                    any_day = (date(2023, 6, 1) + timedelta(days=chance.randrange(500))).isoformat()
                    day = any_day if chance.random() < ANY_DAY_SHARE else chance.choice(DATES)
                    await session.choose(DATE, day.replace("-", "/"))
                else:
                    await session.go(chance.choice(session.pages))
        left -= OF_ONE


async def _together(address: str, changes: int, seed: int) -> None:
    share = -(-changes // AT_ONCE)
    await asyncio.gather(*(use(address, share, random.Random(seed + number)) for number in range(AT_ONCE)))


def measure(changes: int = CHANGES) -> str:
    """The memory of a server as a table, after a first fifth of the changes, which fills its caches, and each other."""
    fifth = changes // 5
    lines = ["| changes made | memory of the server |", "|---:|---:|"]
    with tempfile.TemporaryDirectory() as folder, server_of(OURS, Path(folder)) as server:
        process = psutil.Process(server.pid)
        for done in range(5):
            asyncio.run(_together(server.address, fifth, 1_000 * done))
            lines.append(f"| {fifth * (done + 1):,} | {memory([process]):.0f} MB |")
    text = f"Of the {fifth * 5:,} changes the first {fifth:,} fill what is kept."
    return "\n".join([*lines, "", text])


if __name__ == "__main__":
    print(measure(*map(int, sys.argv[1:])))
