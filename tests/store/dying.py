"""What runs in processes that come to grief: an acceptance that is killed, or meets a full disk, at a chosen point."""

import os
import signal
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Event as Signal
from typing import Any

try:
    import resource
except ImportError:  # Windows, where the tests that need it are passed over
    resource = None  # type: ignore[assignment]

from src.settings import Settings
from src.store import acceptance, delta, disk_check, source_files
from src.store.published import accept_published
from tests.store.files import BY, marac, tasks

TWO_FILES = (
    marac("2024-02-01,Dudley,8", "2024-02-01,Walsall,13"),
    tasks("2024-02-27,Visit,66"),
)
"""The extract of two datasets that is accepted, and is the death of the process."""

POINTS: dict[str, tuple[Any, str, int, bool]] = {
    "before room is tried for": (disk_check, "try_room", 1, False),
    "while room is tried for": (os, "posix_fallocate" if hasattr(os, "posix_fallocate") else "ftruncate", 1, True),
    "before the first table is copied": (source_files, "save", 1, False),
    "between writing a copy and moving it": (os, "replace", 1, False),
    "after the first table is copied": (source_files, "save", 1, True),
    "after both tables are copied": (source_files, "save", 2, True),
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
    _at(*POINTS[point], _die)
    acceptance.accept(settings, TWO_FILES, **BY)


def correct_and_die_at(point: str, settings: Settings) -> None:
    """Start with a corrected published file, and be killed at the point."""
    _at(*POINTS[point], _die)
    accept_published(settings)


def accept_when_told(settings: Settings, ready: Signal, begin: Signal) -> None:
    """Accept as soon as told to. Somebody else sees to the death."""
    ready.set()
    begin.wait(timeout=300)
    acceptance.accept(settings, TWO_FILES, **BY)
    os._exit(0)


def accept_on_a_full_disk(point: str, size: int, settings: Settings, answer: Connection) -> None:
    """Accept, with no file growing past so many bytes from the point on, and answer what was said of it."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    _at(*POINTS[point], lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY)))
    _accept_and_answer(settings, answer)


def accept_where_room_is_lost(settings: Settings, answer: Connection) -> None:
    """Accept where others take the room between the look for it and the writing, and answer what was said of it."""
    disk_check.try_room = lambda store, size: None
    _accept_and_answer(settings, answer)


def _accept_and_answer(settings: Settings, answer: Connection) -> None:
    try:
        answer.send(len(acceptance.accept(settings, TWO_FILES, **BY)))
    except acceptance.CannotStore as cannot:
        answer.send(str(cannot))
    os._exit(0)


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _at(place: Any, name: str, call: int, afterwards: bool, grief: Callable[[], None]) -> None:
    """Have something happen at a call of a function: before it is made, or after."""
    created: Callable[..., Any] = getattr(place, name)
    calls = 0

    def counted(*given: Any, **named: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == call and not afterwards:
            grief()
        answer = created(*given, **named)
        if calls == call and afterwards:
            grief()
        return answer

    setattr(place, name, counted)
