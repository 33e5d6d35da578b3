"""What runs in the processes that are killed: an acceptance that ends itself at a chosen point."""

import os
import signal
from collections.abc import Callable
from multiprocessing.synchronize import Event as Signal
from typing import Any

from src.settings import Settings
from src.store import accepting, delta, originals
from src.store.published import accept_published
from tests.store.files import BY, marac, tasks

TWO_FILES = (
    marac("2024-02-01,Dudley,8", "2024-02-01,Walsall,13"),
    tasks("2024-02-27,Visit,66"),
)
"""The extract of two datasets that is accepted, and is the death of the process."""

POINTS: dict[str, tuple[Any, str, int, bool]] = {
    "while room is tried for": (os, "posix_fallocate", 1, True),
    "before the first original is kept": (originals, "keep", 1, False),
    "between writing an original and moving it": (os, "replace", 1, False),
    "after the first original is kept": (originals, "keep", 1, True),
    "after both originals are kept": (originals, "keep", 2, True),
    "before the first table is appended to": (delta, "append", 1, False),
    "after the first table is appended to": (delta, "append", 1, True),
    "before the second table is appended to": (delta, "append", 2, False),
    "after the second table is appended to": (delta, "append", 2, True),
    "before the ledger is written": (delta, "append_numbered", 1, False),
    "after the ledger is written": (delta, "append_numbered", 1, True),
}
"""Where the process dies: at a function, at which of its calls, and whether the call is made first."""


def accept_and_die_at(point: str, settings: Settings) -> None:
    """Accept, and be killed at the point."""
    _die_at(*POINTS[point])
    accepting.accept(settings, TWO_FILES, **BY)


def correct_and_die_at(point: str, settings: Settings) -> None:
    """Start with a corrected published file, and be killed at the point."""
    _die_at(*POINTS[point])
    accept_published(settings)


def accept_when_told(settings: Settings, ready: Signal, begin: Signal) -> None:
    """Accept as soon as told to. Somebody else sees to the death."""
    ready.set()
    begin.wait(timeout=60)
    accepting.accept(settings, TWO_FILES, **BY)
    os._exit(0)


def _die_at(place: Any, name: str, call: int, afterwards: bool) -> None:
    made: Callable[..., Any] = getattr(place, name)
    calls = 0

    def last(*given: Any, **named: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls < call:
            return made(*given, **named)
        if afterwards:
            made(*given, **named)
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError("a killed process goes on")

    setattr(place, name, last)
