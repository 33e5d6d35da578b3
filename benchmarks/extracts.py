"""How long a large extract takes from its bytes to checked rows, beside a parser that checks nothing; in what memory.

`make bench` runs it: both read the same bytes in turn in the same run.
"""

import io
import statistics
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

import duckdb
import pandas
import psutil
import python_calamine

from benchmarks import large, results
from src.contracts import code_lists
from src.contracts.problem import Refused
from src.ingest import reader, validate
from src.ingest.profile import Profile
from src.metrics.datasets import DATASETS
from src.services.import_file import take_in
from src.settings import Settings
from src.store import profiles
from src.store.published import accept_published
from tests.ingest import hostile

TIMES = 7
MILLION = 999_999
"""The limit is a million rows, the headings among them."""
LISTS = code_lists.read_all(Settings().reference)


def checked(name: str, content: bytes, dataset: str) -> int:
    """Read and check a file as PEELboard does. Returns how many rows it has."""
    cells = reader.read_for(name, content, DATASETS[dataset])
    return len(validate.check(cells, DATASETS[dataset], LISTS, Settings().force_code).rows)


def previewed(settings: Settings, name: str, content: bytes, *, with_figures: bool = False) -> int:
    """Take a file in as the Extracts page does, until the rows that it would change are shown, or also the figures."""
    intake = take_in(settings, [(name, content)])
    assert intake.preview is not None, [problem.sentence() for problem in intake.problems]
    moved = intake.preview.figures.moved if with_figures else ()
    return sum(changes.added for changes in intake.preview.rows) + len(moved)


def parsed(content: bytes) -> int:
    """Parse a workbook and check nothing."""
    return len(python_calamine.load_workbook(io.BytesIO(content)).get_sheet_by_index(0).to_python())


def framed(content: bytes) -> int:
    """Parse a workbook into a frame of pandas and check nothing."""
    return len(pandas.read_excel(io.BytesIO(content), engine="calamine"))


def loaded(path: Path) -> None:
    """Load a CSV file into a table and check nothing."""
    with duckdb.connect() as database:
        database.execute(f"create table loaded as from read_csv('{path}')")


def framed_text(content: bytes) -> int:
    """Parse a CSV file into a frame of pandas and check nothing."""
    return len(pandas.read_csv(io.BytesIO(content)))


def with_a_profile(settings: Settings) -> Settings:
    """Keep an import profile that the large workbook is of."""
    profile = Profile(
        name="findings monthly",
        dataset="findings",
        needs=("Finding", "As at"),
        answers={"Status: Ongoing": "In progress"},
    )
    profiles.keep(settings, profile, by="benchmark", reason="benchmark")
    return settings


def in_turn(*each: Callable[[], object]) -> list[float]:
    """The median seconds of each, all of them in turn. The first round is not counted."""
    took: list[list[float]] = [[] for _ in each]
    for _ in range(TIMES + 1):
        for work, seconds in zip(each, took, strict=True):
            begun = time.perf_counter()
            work()
            seconds.append(time.perf_counter() - begun)
    return [statistics.median(seconds[1:]) for seconds in took]


def against_parsers() -> list[str]:
    """Lines of the table of times beside a parser."""
    book = large.workbook(100_000)
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(store=Path(folder) / "store")
        accept_published(settings)
        profiled = Settings(store=Path(folder) / "profiled")
        accept_published(profiled)
        ours, whole, figures, fitted, calamine, frame = in_turn(
            partial(checked, "findings.xlsx", book, "findings"),
            partial(previewed, settings, "findings.xlsx", book),
            partial(previewed, settings, "findings.xlsx", book, with_figures=True),
            partial(previewed, with_a_profile(profiled), "findings.xlsx", book),
            partial(parsed, book),
            partial(framed, book),
        )
        lines = [
            line("100,000 rows by 12 columns, .xlsx, to checked rows", ours, "python_calamine", calamine, ""),
            line("the same, to the preview", whole, "python_calamine", calamine, "under 1.6"),
            line("the same, with the figures that move, which follow", figures, "python_calamine", calamine, ""),
            line("the same, with an import profile", fitted, "the same without", whole, "under 1.1"),
            line("the same, to the preview", whole, "pandas with calamine", frame, ""),
        ]
        for what, is_quoted, aim in (("", False, "under 2"), (", with titles in quotation marks", True, "")):
            content = large.text(MILLION, is_quoted=is_quoted)
            path = Path(folder) / "causes.csv"
            path.write_bytes(content)
            ours, whole, duck = in_turn(
                partial(checked, "causes.csv", content, "causes_of_concern"),
                partial(previewed, settings, "causes.csv", content),
                partial(loaded, path),
            )
            rows = f"a million rows by 6 columns, .csv{what}"
            lines.append(line(f"{rows}, to checked rows", ours, "DuckDB read_csv", duck, ""))
            lines.append(line("the same, to the preview", whole, "DuckDB read_csv", duck, aim))
        content, path = large.reviews(MILLION), Path(folder) / "reviews.csv"
        path.write_bytes(content)
        whole, duck, frame = in_turn(
            partial(previewed, settings, "reviews.csv", content), partial(loaded, path), partial(framed_text, content)
        )
        lines.append(line("a million QATT reviews, .csv, to the preview", whole, "DuckDB read_csv", duck, "under 4"))
        lines.append(line("the same", whole, "pandas.read_csv", frame, ""))
    return lines


def line(what: str, ours: float, peer: str, theirs: float, aim: str) -> str:
    """A line of the table of times."""
    return f"| {what} | {ours:.2f} s | {peer} | {theirs:.2f} s | {ours / theirs:.2f} | {aim} |"


def by_size() -> list[str]:
    """Lines of the table of how the time grows with the rows."""
    lines = []
    for rows in (10_000, 30_000, 100_000, 300_000):
        book, text = large.workbook(rows), large.text(rows)
        workbook, csv = in_turn(
            partial(checked, "findings.xlsx", book, "findings"),
            partial(checked, "causes.csv", text, "causes_of_concern"),
        )
        lines.append(
            f"| {rows:,} | {workbook:.2f} s | {workbook / rows * 1e6:.1f} | {csv:.2f} s | {csv / rows * 1e6:.1f} |"
        )
    return lines


class Memory:
    """The most that this process grew by and that a process it started held, in megabytes, while it was watched."""

    def __enter__(self) -> "Memory":
        self._process = psutil.Process()
        self._begun = self._process.memory_info().rss
        self.grown = self.child = 0.0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.wait(0.005):
            self.grown = max(self.grown, (self._process.memory_info().rss - self._begun) / 1e6)
            for child in self._process.children():
                with suppress(psutil.Error):
                    self.child = max(self.child, child.memory_info().rss / 1e6)


def in_memory() -> list[str]:
    """Lines of the table of memory: the hostile files that ask for most, then large ones that are as they should be."""
    rows = hostile.CSV.encode()
    files: dict[str, tuple[str, bytes]] = {
        "a value in the last cell of a sheet": ("m.xlsx", hostile.far_cell()),
        "a sheet of 300 MB of spaces": ("m.xlsx", hostile.zip_bomb()),
        "70,000 parts": ("m.xlsx", hostile.many_parts(70_000)),
        "entities made of entities": ("m.xlsx", hostile.entity_bomb()),
        "a line of 95 MB": ("m.csv", rows + b"x" * 95_000_000),
        "a line of 95,000,000 cells": ("m.csv", rows + b"," * 95_000_000),
        "a line of 31,000,000 quoted cells": ("m.csv", rows + b'"",' * 31_000_000 + b"\n"),
        "1,050,000 rows": ("m.csv", rows + b"2024-02-01,Dudley,8\n" * 1_050_000),
        "100,000 rows by 12 columns, .xlsx": ("findings.xlsx", large.workbook(100_000)),
        "a million rows by 6 columns, .csv": ("causes.csv", large.text(MILLION)),
    }
    lines = []
    for what, (name, content) in files.items():
        dataset = {"findings.xlsx": "findings", "causes.csv": "causes_of_concern"}.get(name, "marac_backlog")
        begun = time.perf_counter()
        with Memory() as memory:
            try:
                sentence = f"{checked(name, content, dataset):,} rows"
            except Refused as refused:
                sentence = refused.problems[0].found
        seconds = time.perf_counter() - begun
        lines.append(f"| {what} | {sentence} | {seconds:.1f} s | {memory.grown:.0f} MB | {memory.child:.0f} MB |")
    return lines


def main() -> None:
    """Measure, print and keep."""
    memory = in_memory()
    found = "\n".join(
        [
            f"Medians of {TIMES}, from the bytes of a file, all in turn in the same run. `make bench` measures again.",
            "",
            "| file | PEELboard | peer, which checks nothing | peer | ratio | aim |",
            "|---|---:|---|---:|---:|---:|",
            *against_parsers(),
            "",
            "| rows | .xlsx by 12 columns | microseconds a row | .csv by 6 columns | microseconds a row |",
            "|---:|---:|---:|---:|---:|",
            *by_size(),
            "",
            "| file | found | after | growth of the server | the separate process |",
            "|---|---|---:|---:|---:|",
            *memory,
        ]
    )
    print(found)
    results.keep("Extracts", found)


if __name__ == "__main__":
    main()
