"""What is saved of the files that were supplied: of each the tables that were taken, as text, never the file itself.

The name of such a copy is the hash of the whole file, a mark of the dataset and sheet, and the hash of the copy, so that
the copy can be held against its name. Stores of earlier versions hold whole files, each named by its hash alone;
`acceptance.reduce` puts copies in their place.
"""

import hashlib
import os
import secrets
import time
from pathlib import Path

from src.settings import Action, Settings
from src.store import audit, authorization, file_hashes
from src.store.ledger import Event

_LEFT_OVER = 3600
"""Seconds after which a file that was begun and never finished is taken to have been left by a stop."""


def save(store: Path, sha256: str, dataset: str, sheet: str, copy: bytes) -> None:
    """Save the copy of a table. Written next to its place and moved there, so never half there under its name."""
    path = store / "files" / f"{_start(sha256, dataset, sheet)}.{_hash(copy)}.csv"
    if path.exists() and path.stat().st_size == len(copy):
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    sweep(store)
    beside = path.with_name(f"{path.name}.{secrets.token_hex(4)}.part")
    try:
        with beside.open("wb") as written:
            written.write(copy)
            written.flush()
            os.fsync(written.fileno())  # a power cut after the move must not leave an empty file under the name
        os.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)


def _start(sha256: str, dataset: str, sheet: str) -> str:
    """How the name of the copy of a table begins."""
    return f"{sha256}.{_hash(f'{dataset}/{sheet}'.encode())}"


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]


def saved(store: Path, event: Event) -> Path | None:
    """What is saved of the file of an acceptance: the copy of its table, or the whole file in an older store."""
    folder = store / "files"
    copies = folder.glob(f"{_start(event.sha256, event.dataset, event.sheet)}.*.csv")
    return next(copies, None) or whole_file(store, event.sha256)


def download_name(store: Path, event: Event) -> str:
    """The name for what is saved of an acceptance."""
    path = saved(store, event)
    is_copy = path is not None and not _is_whole(path)
    return f"{Path(event.file_name).stem}.csv" if is_copy else event.file_name


def whole_file(store: Path, sha256: str) -> Path | None:
    """The whole file of that hash, which stores of earlier versions hold; None where there is none."""
    folder = store / "files"
    return next((path for path in (folder / sha256, *folder.glob(f"{sha256}.*")) if _is_whole(path)), None)


def _is_whole(path: Path) -> bool:
    return path.is_file() and path.suffix != ".part" and path.name.count(".") < 2


def is_unchanged(path: Path) -> bool:
    """Whether a saved file or copy is what its name says. Raises OSError where it cannot be read."""
    found = file_hashes.file_hash(path)
    return found == path.name.partition(".")[0] if _is_whole(path) else found.startswith(path.name.split(".")[2])


def taken_away(settings: Settings, event: Event) -> bytes:
    """What is saved of the file of an acceptance, to download, which is recorded.

    Raises NotAllowed, LookupError.
    """
    authorization.refuse_unless(settings, Action.ORIGINALS)
    found = saved(settings.store, event)
    if found is None:
        raise LookupError(f"The table taken from {event.file_name} is no longer in the store.")
    content = found.read_bytes()
    audit.record(
        settings, event=audit.EXPORTED, about=f"the table taken from {event.file_name}", edition=event.sequence
    )
    return content


def sweep(store: Path) -> None:
    """Remove what a stop left half written an hour ago or earlier. Nothing else ends in .part."""
    for left in (*store.glob("*.part"), *(store / "files").glob("*.part"), *(store / "audit").rglob("*.part")):
        try:
            if time.time() - left.stat().st_mtime > _LEFT_OVER:
                left.unlink()
        except OSError:  # somebody else swept it first
            continue
