"""How long from accepting an extract until a page could show it, and what hundreds of extracts cost a start.

`make bench` runs it. Beside it stands the least that could be done: the same rows appended to a table of
the same kind, and read again.
"""

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import duckdb
from deltalake import DeltaTable, write_deltalake

from benchmarks import large, results
from src.ingest.validate import Checked
from src.metrics import METRICS
from src.metrics.calculate import calculate
from src.settings import PROJECT, Settings
from src.store import acceptance
from src.store.editions import Edition
from src.store.ledger import Ledger
from src.store.published import accept_published
from src.store.upload import Supplied

AREAS = ("Birmingham", "Coventry", "Solihull", "Sandwell", "Dudley", "Walsall", "Wolverhampton")
TIMES = 7
STARTS = 7
LATER = (1, 50, 200, 500)
FIRST_WEEK = date(2015, 1, 1)


def weekly(week: int) -> Supplied:
    """The MARAC extract of a week: seven rows."""
    day = FIRST_WEEK + timedelta(weeks=week)
    rows = [f"{day},{area},{(7 * week + place) % 90}" for place, area in enumerate(AREAS)]
    content = "\n".join(["As at,Area,Cases awaiting", *rows]) + "\n"
    return Supplied(name=f"week {week}.csv", content=content.encode(), dataset="marac_backlog")


def register(rows: int, number: int) -> Supplied:
    """A register of findings, other bytes at each number."""
    name = f"register {number}.xlsx"
    return Supplied(name=name, content=large.workbook(rows - number), dataset="findings")


def until_visible(settings: Settings, file: Supplied, rows: Checked, metric: str) -> float:
    """Seconds from accepting a checked file until a freshly opened edition has answered a metric."""
    begun = time.perf_counter()
    acceptance.accept_checked(settings, [(file, rows)], by="benchmark", reason="weekly extract")
    edition = Edition(settings, Ledger(settings.store).edition())
    newest = edition.newest_date()
    assert newest is not None
    calculate(METRICS[metric], edition, newest)
    return time.perf_counter() - begun


def appended(folder: Path, file: Supplied, rows: Checked) -> float:
    """Seconds of the least that could be done: append the same rows to a table and count them."""
    table = acceptance.pending(file, rows).rows
    begun = time.perf_counter()
    write_deltalake(str(folder / "bare"), table, mode="append")
    with duckdb.connect() as database:
        files = DeltaTable(str(folder / "bare")).file_uris()
        database.execute("select count(*) from read_parquet($files)", {"files": files}).fetchall()
    return time.perf_counter() - begun


def accepted(what: str, files: Sequence[Supplied], metric: str, aim: str) -> str:
    """A line of the first table."""
    ours, least = [], []
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(store=Path(folder) / "store")
        accept_published(settings)
        for file in files:
            rows = acceptance.check(settings, file)
            ours.append(until_visible(settings, file, rows, metric))
            least.append(appended(Path(folder), file, rows))
    mine, bare = statistics.median(ours[1:]), statistics.median(least[1:])
    return f"| {what} | {mine:.2f} s | {bare:.2f} s | {aim} |"


def started(store: Path) -> tuple[float, float]:
    """Seconds of a process that opens the store and answers one metric: in all, and of that the store's own."""
    begun = time.perf_counter()
    text = subprocess.run(
        [sys.executable, "-m", "benchmarks.one_start", str(store)], cwd=PROJECT, capture_output=True, check=True
    )
    return time.perf_counter() - begun, float(text.stdout)


def by_number() -> list[str]:
    """The lines of the second table: what a start and an extract cost after so many extracts."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(store=Path(folder) / "store")
        accept_published(settings)
        at_first = size(settings.store)
        stores: list[Path] = []
        took: list[float] = []
        one_more: list[float] = []
        for week in range(1, max(LATER) + 1):
            begun = time.perf_counter()
            acceptance.accept(settings, [weekly(week)], by="benchmark", reason="weekly extract")
            took.append(time.perf_counter() - begun)
            if week in LATER:
                one_more.append(statistics.median(took[-25:]))
                stores.append(Path(folder) / f"after {week}")
                shutil.copytree(settings.store, stores[-1])
        starts: list[list[tuple[float, float]]] = [[] for _ in stores]
        for _ in range(STARTS):
            for store, seconds in zip(stores, starts, strict=True):  # in turn, as the machine may be busy now and then
                seconds.append(started(store))
        whole = [statistics.median(in_all for in_all, _ in seconds) for seconds in starts]
        own = [statistics.median(own for _, own in seconds) for seconds in starts]
        grown = [(size(store) - at_first) / week / 1000 for store, week in zip(stores, LATER, strict=True)]
    return [
        f"| {week} | {whole[at]:.2f} s | {whole[at] / whole[0]:.2f} | {1000 * own[at]:.0f} ms "
        f"| {1000 * one_more[at]:.0f} ms | {grown[at]:.1f} kB |"
        for at, week in enumerate(LATER)
    ]


def size(store: Path) -> int:
    """Bytes of every file in a store."""
    return sum(path.stat().st_size for path in store.rglob("*") if path.is_file())


def main() -> None:
    """Measure, print and keep."""
    found = "\n".join(
        [
            f"Medians of {TIMES}, starts in turn. The least that could be done: appending the same rows to a table of "
            "the same kind, and counting them. `make bench` measures again.",
            "",
            "| accepted, until a freshly opened edition has answered a metric | PEELboard | the least | aim |",
            "|---|---:|---:|---:|",
            accepted(
                "weekly extract, 7 rows",
                [weekly(week) for week in range(TIMES + 1)],
                "marac_cases_awaiting",
                "under 0.5 s",
            ),
            accepted(
                "register of 100,000 rows",
                [register(100_000, number) for number in range(TIMES + 1)],
                "findings_open_and_closed_by_level",
                "under 2 s",
            ),
            "",
            "| weekly extracts accepted | start: a new process answers a metric | beside the first (aim under 1.3) "
            "| of that the store | accepting one more | the store grew, for each |",
            "|---:|---:|---:|---:|---:|---:|",
            *by_number(),
        ]
    )
    print(found)
    results.keep("Accepting", found)


if __name__ == "__main__":
    main()
