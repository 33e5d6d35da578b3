"""How much memory is taken by files that people look at before they are accepted: a cap, and letting go.

What is previewed stays until its reader accepts it, discards it or leaves. All that waits together stays under a
cap: a file that would go over it is refused with the reason, and everybody else is served on.
"""

import ctypes
import gc
import sys
import threading
import weakref
from collections.abc import Callable, Iterable

import pyarrow

from src.contracts.problem import Problem
from src.ingest.cells import Read
from src.settings import Limits

# Without a lock: a holder can end at any allocation, also in a thread that would hold it. Each step is one call that
# no other thread interrupts.
_WAITING: dict[int, int] = {}
_GIVE_BACK_AFTER_SECONDS = 1.0
_WORTH_GIVING_BACK = 8 << 20


def waiting_bytes() -> int:
    """What all previews that wait hold, as far as it is counted: the bytes of files and the cells read of them."""
    return sum(_WAITING.copy().values())


def refusal(name: str, size: int, limits: Limits) -> Problem | None:
    """Why a file of that size is not looked at now; None where there is room for it."""
    waiting = waiting_bytes()
    if not waiting or waiting + 2 * size <= limits.previews_megabytes << 20:
        return None
    return Problem(
        file=name,
        found=f"other files that wait to be accepted, which take {-(-waiting >> 20):,} MB of the server's memory",
        expected=f"at most {limits.previews_megabytes:,} MB with this one",
        todo="Try again in a minute, or have those that wait accepted or discarded. Nothing is wrong with your file.",
    )


def count(holder: object, contents: Iterable[bytes], reads: Iterable[Read]) -> None:
    """Count what a holder keeps until it is gone, and give its memory back then."""
    size = sum(map(len, contents)) + sum(_size(read) for read in reads)
    _WAITING[id(holder)] = size
    weakref.finalize(holder, _gone, id(holder), size)


def look_soon() -> None:
    """Look in a moment whether somebody who left still holds files: what points at itself is else found much later."""
    if _WAITING:
        _later(gc.collect)


def _later(work: Callable[[], object]) -> None:
    timer = threading.Timer(_GIVE_BACK_AFTER_SECONDS, work)
    timer.daemon = True
    timer.start()


def _size(read: Read) -> int:
    return sum(column.bank.nbytes + column.places.nbytes for sheet in read.sheets for column in sheet.columns)


def _gone(name: int, size: int) -> None:
    _WAITING.pop(name, None)
    if size >= _WORTH_GIVING_BACK and not sys.is_finalizing():
        _later(_give_back)


def _give_back() -> None:
    """Return to the system what the allocators of Python, Arrow and C keep for later."""
    gc.collect()
    pyarrow.default_memory_pool().release_unused()
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # musl has none
        if trim:
            trim(0)
