"""Whether the store can be written to: tried before anything is written, and one sentence where it cannot.

The libraries below say in many ways that a disk is full or a folder shut. Only these two, and a
store that is no folder, are put into words here; any other failure is left as it is.
"""

import errno
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pyarrow
from deltalake.exceptions import DeltaError

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_SHUT = {errno.EACCES, errno.EPERM, errno.EROFS}
_NO_FOLDER = {errno.ENOTDIR, errno.EEXIST}
_TOLD_BY_DELTA = re.compile(r"os error (\d+)|Os \{ code: (\d+)")
FOR_A_LOG = 1 << 16
"""Bytes that are more than one line of the ledger or of a table's log ever takes."""

TOO_BUSY = "Nothing was stored: others are writing to the store without a pause. Try again in a moment."

DAMAGED = (DeltaError, duckdb.Error, pyarrow.ArrowException, OSError)
"""What the libraries below meet a store with that somebody else has harmed."""


class IntegrityError(Exception):
    """A part of the store is not as it was written, in plain sentences that say what is not shown and what to do."""


class CannotStore(Exception):
    """The store cannot be written to, in one sentence that says what to do. Nothing was stored."""


@contextmanager
def storing(store: Path) -> Iterator[None]:
    """Turns what a full disk or a shut folder is met with, by any library, into CannotStore."""
    try:
        yield
    except (OSError, DeltaError) as error:
        sentence = _sentence(store, _number(error))
        if sentence is None:
            raise
        raise CannotStore(sentence) from error


def try_room(store: Path, size: int) -> None:
    """Take room for so many bytes in the store and give it back at once. Raises OSError where there is none.

    What this finds out beforehand need not be found out half-way.
    """
    store.mkdir(parents=True, exist_ok=True)
    tried = store / f"room-{secrets.token_hex(4)}.part"
    try:
        with tried.open("wb") as file:
            if hasattr(os, "posix_fallocate"):
                os.posix_fallocate(file.fileno(), 0, size)
            else:
                file.truncate(size)
    finally:
        tried.unlink(missing_ok=True)


def _number(error: Exception) -> int | None:
    if isinstance(error, OSError) and error.errno is not None:
        return error.errno
    lines = _TOLD_BY_DELTA.search(str(error))
    return int(lines[1] or lines[2]) if lines else None


def _sentence(store: Path, number: int | None) -> str | None:
    if number in _FULL:
        return f"Nothing was stored: the disk that holds {store} is full. Make room on it and try again."
    if number in _SHUT:
        return (
            f"Nothing was stored: PEELboard may not write to {store}. "
            "Give it the right to, or set PEELBOARD_STORE to a folder of its own, and try again."
        )
    if number in _NO_FOLDER:
        return f"Nothing was stored: {store} is not a folder. Set PEELBOARD_STORE to a folder and try again."
    return None
