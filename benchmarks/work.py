"""100,000 updates and as many actions: how long the figures and papers made of them take. `python -m benchmarks.work`."""

import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from src.metrics import METRICS
from src.metrics.calculate import calculate
from src.present.papers.forms import PAPERS
from src.services import build_pack, build_paper
from src.settings import Settings
from src.store.acceptance import accept
from src.store.editions import open_edition
from src.store.published import accept_published
from src.store.upload import supplied

DAY = date(2024, 9, 18)
FILES = {
    "finding_updates": ("Update id,Finding,Updated,Update", "u{0},{1},{2},Audit {0:06} is done."),
    "actions": (
        "Action,Finding,As at,What is to be done,Owner,First due,Status",
        "a{0},{1},{2},Work {0:06},Head of Crime,2024-09-01,In progress",
    ),
}
"""The headings of each file, and a row by its number, finding and day."""


def main(rows: int) -> None:
    """Fill a store and print what each step takes."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(store=Path(folder) / "store")
        accept_published(settings)
        register = calculate(METRICS["findings_register"], open_edition(settings), DAY)
        findings = [row["finding_id"] for row in register.rows]
        for name, (headings, line) in FILES.items():
            days = (DAY - timedelta(days=at % 150) for at in range(rows))
            lines = [line.format(at, findings[at % len(findings)], day) for at, day in enumerate(days)]
            path = Path(folder) / f"{name}.csv"
            path.write_text("\n".join([headings, *lines]) + "\n", encoding="utf-8")
            file = [supplied(path, name)]
            _timed(f"accept {rows:,} rows of {name}", partial(accept, settings, file, by="x", reason="y"))
        edition = open_edition(settings)
        for name, metric in METRICS.items():
            if FILES.keys() & set(metric.card.reads):
                of = {metric.card.of_one: findings[0]} if metric.card.of_one else {}
                found = _timed(name, partial(calculate, metric, edition, DAY, **of))
                print(f"  {len(found.rows):,} rows")
        data = build_pack.gathered_for(settings, as_at=DAY)
        worked = _timed("updates and actions of a paper", partial(build_paper.with_work, data, edition))
        for form in PAPERS:
            paper = _timed(f"paper {form}", partial(build_paper.file_of, form, worked))
            print(f"  {len(paper):,} bytes")


def _timed(what: str, work: Callable[[], Any]) -> Any:
    began = time.perf_counter()
    found = work()
    print(f"{what}: {time.perf_counter() - began:.2f} s", flush=True)
    return found


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
