"""One load on one or more servers: what the readers saw, and what it cost the servers meanwhile."""

import json
import math
import statistics
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Protocol

import psutil

from benchmarks.load.people import COUNTING
from tests.browser.server import PROJECT


@dataclass(frozen=True, kw_only=True)
class Load:
    """So many readers, each changing page or date every so many seconds."""

    people: int
    every: float
    seconds: float = 30.0
    warm: float = 10.0
    """Seconds at the beginning that are not counted."""
    pages: tuple[str, ...] = ()
    """The pages that readers go between; none for all there are."""

    @property
    def asked(self) -> float:
        """Changes a second that the readers would make if each were there at once."""
        return self.people / self.every


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What one load came to."""

    load: Load
    seconds: tuple[float, ...]
    """Of each change that was counted."""
    failures: tuple[str, ...]
    counted_for: float
    size: int
    """Bytes that the changes sent."""
    server_cpu: float
    client_cpu: float
    """Processor seconds while it was counted."""
    memory: float
    """Megabytes the servers held together at the end."""

    @property
    def done(self) -> float:
        """Changes a second that were made."""
        return len(self.seconds) / self.counted_for

    @property
    def cpu_of_a_change(self) -> float:
        """Milliseconds of processor time that a change took the servers."""
        return 1000 * self.server_cpu / max(1, len(self.seconds))

    def quantile(self, share: int) -> float:
        """The seconds within which so many of a hundred changes were whole."""
        if len(self.seconds) < 2:
            return math.inf
        return statistics.quantiles(self.seconds, n=100, method="inclusive")[share - 1]


class Running(Protocol):
    """A server that runs."""

    address: str

    @property
    def pid(self) -> int:
        """The number of its process."""


def put_on(servers: Sequence[Running], load: Load, *, seed: int = 1, recorded: Path | None = None) -> Outcome:
    """Let the readers read, and measure. The readers are a program of their own on the same machine."""
    command = [sys.executable, "-m", "benchmarks.load.people", *(server.address for server in servers)]
    options = {"people": load.people, "every": load.every, "seconds": load.seconds, "warm": load.warm, "seed": seed}
    command += [word for name, value in options.items() for word in (f"--{name}", str(value))]
    command += ["--pages", *load.pages] if load.pages else []
    command += ["--recorded", str(recorded)] if recorded else []
    watched = family(server.pid for server in servers)
    with subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True) as readers:
        assert readers.stdout is not None
        if _line(readers.stdout) != COUNTING:
            raise RuntimeError("the readers did not begin")
        before = cpu(watched)
        seen = json.loads(_line(readers.stdout))
        spent = cpu(watched) - before
    return Outcome(
        load=load,
        seconds=tuple(seen["seconds"]),
        failures=tuple(seen["failures"]),
        counted_for=seen["counted_for"],
        size=seen["size"],
        server_cpu=spent,
        client_cpu=seen["client_cpu"],
        memory=memory(watched),
    )


def family(pids: Iterable[int]) -> list[psutil.Process]:
    """These processes and the children they have now."""
    first = [psutil.Process(pid) for pid in pids]
    return [*first, *(child for item in first for child in item.children(recursive=True))]


def cpu(processes: Sequence[psutil.Process]) -> float:
    """Processor seconds these processes have taken so far, and the children they have waited for."""
    return float(sum(sum(process.cpu_times()[:4]) for process in processes))


def memory(processes: Sequence[psutil.Process]) -> float:
    """Megabytes these processes hold together."""
    return float(sum(process.memory_info().rss for process in processes)) / 1e6


def _line(stream: IO[str]) -> str:
    return stream.readline().strip()
