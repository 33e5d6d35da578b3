"""Hashes of the files that hold rows: worked out once for each file as it lies, and written as lines of text.

A line is what `sha256sum` prints: the hash, two spaces, the place of the file in the store. So a store can be
checked without PEELboard too.
"""

import hashlib
import threading
from collections.abc import Iterable, Mapping
from pathlib import Path

_MOST_KEPT = 10_000
_KEPT: dict[Path, tuple[tuple[int, int], str]] = {}
_KEEPING = threading.Lock()


def file_hash(path: Path) -> str:
    """The sha256 of a file. Read again only where its size or its moment of change is another than last time.

    Raises OSError where it cannot be read.
    """
    seen = path.stat()
    state = (seen.st_size, seen.st_mtime_ns)
    stored = _KEPT.get(path)
    if stored and stored[0] == state:
        return stored[1]
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    with _KEEPING:
        if len(_KEPT) >= _MOST_KEPT:
            _KEPT.clear()
        _KEPT[path] = (state, found)
    return found


def written(store: Path, paths: Iterable[Path]) -> str:
    """The lines that say what these files of a store are now."""
    return "".join(f"{file_hash(path)}  {path.relative_to(store).as_posix()}\n" for path in paths)


def stated(texts: Iterable[str]) -> Mapping[str, str]:
    """The hashes that such lines state, by the place of the file in the store. What was stated first holds."""
    found: dict[str, str] = {}
    for text in texts:
        for line in text.splitlines():
            sha256, _, place = line.partition("  ")
            found.setdefault(place, sha256)
    return found
