"""Hashes of the files that hold rows, and the lines of text in which they are noted.

A line is what `sha256sum` prints: the hash, two spaces, the place of the file in the store. So a store can be
checked without PEELboard too.
"""

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path


def file_hash(path: Path) -> str:
    """The sha256 of a file, read again each time: a disk that rots changes neither size nor time.

    Raises OSError where it cannot be read.
    """
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


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
