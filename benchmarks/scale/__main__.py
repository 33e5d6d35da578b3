"""Millions of reviews and findings of 43 forces: what every metric takes, and how that grows.

    python -m benchmarks.scale                              a million and ten million rows of each
    python -m benchmarks.scale 1000000 10000000 50000000    and fifty, which takes some minutes and 4 GB of disk

A store of one force alone, with as many rows as each of the 43 has in the largest, stands beside them: a page asks
for one force, and should not take longer for the others.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks import results
from benchmarks.scale.asking import WHOLE_HISTORY
from benchmarks.scale.making import FORCES, NAMES, YEARS, make
from src.settings import PROJECT

SIZES = (1_000_000, 10_000_000)


def measured(rows: int, forces: int) -> dict[str, Any]:
    """What a store of so many rows of each dataset takes to ask. The store is removed again."""
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "store"
        make(store, rows, forces)
        size = sum(path.stat().st_size for path in store.rglob("*.parquet")) / 1e6
        command = [sys.executable, "-m", "benchmarks.scale.asking", str(store)]
        run = subprocess.run(command, cwd=PROJECT, capture_output=True, check=True, text=True)
        found: dict[str, Any] = json.loads(run.stdout)
        return {**found, "disk": size}


def table(found: dict[str, dict[str, Any]]) -> str:
    """The seconds of each metric, first asking and next, a column for each store."""
    metrics = [name for name, value in next(iter(found.values())).items() if isinstance(value, list)]
    lines = [f"| first asked, and again | {' | '.join(found)} |", f"|---|{'---:|' * len(found)}"]
    for name in NAMES:
        each = (f"{item['tables'][name]:.2f} s" for item in found.values())
        lines.append(f"| the table {name} alone | {' | '.join(each)} |")
    for name in metrics:
        each = (f"{item[name][0]:.2f} s, {item[name][1]:.2f} s" for item in found.values())
        lines.append(f"| {name} | {' | '.join(each)} |")
    for heading, name in {
        f"memory, MB, without {WHOLE_HISTORY}": "megabytes",
        "memory, MB, with it": "megabytes with all that was said",
        "on disk, MB": "disk",
    }.items():
        lines.append(f"| {heading} | {' | '.join(f'{item[name]:,.0f}' for item in found.values())} |")
    return "\n".join(lines)


if __name__ == "__main__":
    sizes = [int(given) for given in sys.argv[1:]] or SIZES
    each = max(sizes) // FORCES
    found = {f"{each:,} rows, 1 force": measured(each, 1)}
    found |= {f"{rows:,} rows, {FORCES} forces": measured(rows, FORCES) for rows in sizes}
    results.keep(
        "Scale",
        f"So many rows of QATT reviews and as many of findings, {YEARS} years of them, an extract for each force and "
        "year. A page asks for one force. First asked: a running server has opened a fresh edition, so the tables are "
        "made too; again: they are there. Processor seconds, the least of 3: nobody waits longer "
        "where two cores are free. Aim: "
        "under 1 s at 10,000,000 rows, no worse than in step with the rows, and "
        f"with 43 forces no longer than with one.\n\n{table(found)}",
    )
