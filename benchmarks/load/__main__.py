"""Many readers at once on PEELboard, and on an empty Streamlit app at the same load in the same run.

`make load` runs it in under eight minutes and writes the section Load of benchmarks/results.md. With `--quick`
everything is short, to see that it works.
"""

import math
import statistics
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import psutil

from benchmarks import results
from benchmarks.load import soak
from benchmarks.load.atwork import AtWork
from benchmarks.load.measuring import Load, Outcome, put_on
from benchmarks.pages import EMPTY, OURS, server_of

ACCEPTED_AFTER = 6.0
"""Seconds of the time that counts until an extract is accepted."""
AIMS = {(20, 2.0): 1.5, (50, 10.0): 1.0}
"""Seconds within which 95 of 100 changes are to be whole, by readers and by how often each changes."""


def loads(is_quick: bool) -> list[Load]:
    """The two loads that are measured."""
    if is_quick:
        return [Load(people=people, every=every, seconds=5.0, warm=2.0) for people, every in AIMS]
    # Readers come one by one for as long as one of them takes to his next change: that is over before it counts.
    return [Load(people=people, every=every, seconds=20.0, warm=max(8.0, every + 4)) for people, every in AIMS]


def row(what: str, out: Outcome, aim: str = "") -> str:
    """One load as a row of the table."""
    done = f"{out.done:.1f} of {out.load.asked:g}"
    longest = max(out.seconds, default=math.inf)
    return (
        f"| {what}, {out.load.people} every {out.load.every:g} s | {out.quantile(50):.2f} s | {out.quantile(95):.2f} s"
        f" | {longest:.2f} s | {aim} | {done} | {len(out.failures)} | {out.cpu_of_a_change:.0f} ms"
        f" | {out.memory:.0f} MB | {100 * out.client_cpu / out.counted_for:.0f}% |"
    )


def measure(is_quick: bool) -> list[str]:
    """Every load on every server, as rows; then what else is to be said."""
    rows, text = [], []
    costs: dict[str, list[float]] = {EMPTY.name: [], OURS.name: []}
    for load in loads(is_quick):
        aim = f"under {AIMS[load.people, load.every]:g} s"
        for peer in (EMPTY, OURS):
            with tempfile.TemporaryDirectory() as folder, server_of(peer, Path(folder)) as server:
                out = put_on([server], load)
            costs[peer.name].append(out.cpu_of_a_change)
            rows.append(row(peer.name, out, aim if peer is OURS else ""))
            text += [f"{peer.name}: {failure}" for failure in out.failures]
        with tempfile.TemporaryDirectory() as folder, server_of(OURS, Path(folder)) as server:
            with AtWork(server, Path(folder), load.warm + (1.0 if is_quick else ACCEPTED_AFTER)) as work:
                out = put_on([server], load)
            rows.append(row(f"{OURS.name} while packs are made and 100,000 rows accepted", out, aim))
            text += [f"while at work: {failure}" for failure in (*out.failures, *work.failures)]
            packs = ", ".join(f"{seconds:.1f}" for seconds in work.packs)
            text.append(f"Meanwhile packs took {packs} s, and accepting {work.accepted:.1f} s.")
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder)
            with server_of(OURS, place) as first, server_of(OURS, place) as second:
                rows.append(row(f"{OURS.name} in two processes", put_on([first, second], load), aim))
    ours, empty = (statistics.mean(costs[peer.name]) for peer in (OURS, EMPTY))
    text.append(f"A change costs {ours / empty:.2f} times the processor time of the empty app's (aim under 1.5).")
    return [*_head(), *rows, "", *(f"- {line}" for line in text)]


def _head() -> Sequence[str]:
    return (
        "| what, readers | p50 | p95 | longest | aim of p95 | changes a second, of those asked | failed | server's"
        " processor time for a change | server's memory | readers' share of a core |",
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
    )


def main(is_quick: bool) -> None:
    """Measure, print and keep."""
    shown = "\n".join(measure(is_quick))
    print(shown)
    grown = soak.measure(changes=200 if is_quick else soak.CHANGES)
    print(grown)
    if is_quick:
        return
    busy = ", ".join(f"{load:.1f}" for load in psutil.getloadavg())
    results.keep(
        "Load",
        "Readers are websocket sessions of a separate program on the same machine; each changes page or, one time in "
        "four, the as-at date, at the interval said, give or take half. A change is whole when its last message is "
        f"there. Load of the machine at the end, over 1, 5 and 15 minutes: {busy}. `make load` measures again.\n\n"
        f"{shown}\n\n{grown}",
    )


if __name__ == "__main__":
    main("--quick" in sys.argv[1:])
