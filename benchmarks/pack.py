"""How long the board pack takes, from a store to the files in a folder, beside empty slides of the same library.

    python -m benchmarks.pack [STORE]

Measures the published figures, and the demonstration where STORE is one (see `make demo`).
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from pptx import Presentation

from benchmarks import results
from src.services import build_pack
from src.settings import Settings, from_environment
from src.store.editions import _open
from src.store.published import accept_published

TIMES = 5


def seconds(work: Callable[[], object]) -> float:
    """The median of several times."""
    taken = []
    for _ in range(TIMES):
        begun = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken)


def pack(settings: Settings, out: Path) -> None:
    """Write a pack as a scheduler does, the edition opened anew."""
    _open.cache_clear()
    assert build_pack.pack(settings, out) == build_pack.DONE


def empty(count: int) -> None:
    """As many slides without anything on them."""
    deck = Presentation()
    for _ in range(count):
        deck.slides.add_slide(deck.slide_layouts[5])
    deck.save(BytesIO())


def line(name: str, settings: Settings, aim: str, folder: Path) -> str:
    """One store as a line of the table."""
    took = seconds(lambda: pack(settings, folder / name))
    slides = len(Presentation(str(folder / name / "pack.pptx")).slides)
    peer = seconds(lambda: empty(slides))
    size = sum(path.stat().st_size for path in (folder / name).iterdir()) / 1e6
    return f"| {name} | {slides} | {took:.2f} s | {peer:.2f} s | {size:.1f} MB | {aim} |"


def main() -> None:
    """Measure, print and keep."""
    lines = [
        "| store | slides | slides, workbook and text | as many empty slides | files | aim |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    with tempfile.TemporaryDirectory() as folder:
        own = Settings(store=Path(folder) / "store")
        accept_published(own)
        lines.append(line("published", own, "under 5 s", Path(folder)))
        if len(sys.argv) > 1:
            demonstration = from_environment({"PEELBOARD_STORE": sys.argv[1]})
            lines.append(line("demonstration", demonstration, "under 10 s", Path(folder)))
    shown = "\n".join(lines)
    print(shown)
    results.keep(
        "Board pack",
        f"Medians of {TIMES}, from a store just opened to the files in a folder. "
        f"`python -m benchmarks.pack STORE` measures again.\n\n{shown}",
    )


if __name__ == "__main__":
    main()
