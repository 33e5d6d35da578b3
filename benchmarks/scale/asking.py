"""A start on a store: every metric that reads reviews or findings, asked for the first time and again.

Prints one line of JSON. Run by `python -m benchmarks.scale` in a process of its own, so that memory is its own.
"""

import json
import resource
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from benchmarks.scale.making import LAST_DAY, NAMES
from src.metrics import METRICS
from src.metrics.calculate import calculate
from src.settings import Settings
from src.store.editions import Edition
from src.store.ledger import Ledger

STATEMENTS = "finding_statements"
"""The metric whose rows are all that was ever said: as many as are held. A page asks for those of one finding."""
WHOLE_HISTORY = f"{STATEMENTS} of every finding"

_TIMES = range(3)


def _seconds(work: Callable[[], object]) -> float:
    """Processor time, of every thread: it hardly changes with what else the machine does."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def _quickest(times: Sequence[tuple[float, ...]]) -> tuple[float, ...]:
    """The least of each measure: what disturbs only adds."""
    return tuple(map(min, zip(*times, strict=True)))


def asked(settings: Settings) -> dict[str, object]:
    """Seconds of each metric at its first asking of a fresh edition and at its next, and of the tables alone."""
    number = Ledger(settings.store).edition()
    wanted = {
        name: partial(calculate, metric)
        for name, metric in METRICS.items()
        if not set(NAMES).isdisjoint(metric.card.reads)
    }
    (item,) = Edition(settings, number).ask("select min(finding_id) as finding_id from findings", NAMES)
    whole, wanted[STATEMENTS] = wanted[STATEMENTS], partial(calculate, METRICS[STATEMENTS], **item)
    wanted[WHOLE_HISTORY] = whole  # last, so that the memory it takes is told apart
    found: dict[str, object] = {}
    # A server that runs has read the ledger and knows the hashes: the second edition is what a reader waits for.
    Edition(settings, number).ask("select 1 as one", NAMES)
    found["tables"] = {
        name: _quickest(
            [(_seconds(partial(Edition(settings, number).ask, "select 1 as one", (name,))),) for _ in _TIMES]
        )[0]
        for name in NAMES
    }
    before = _memory()
    for name, work in wanted.items():
        times = []
        for _ in _TIMES:
            ask = partial(work, engine=Edition(settings, number), as_at=LAST_DAY)
            times.append((_seconds(ask), _seconds(ask)))
        found[name] = _quickest(times)
        if name != WHOLE_HISTORY:
            before = _memory()
    found["megabytes"], found["megabytes with all that was said"] = before, _memory()
    return found


def _memory() -> float:
    """The most memory this process ever had, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    print(json.dumps(asked(Settings(store=Path(sys.argv[1])))))
