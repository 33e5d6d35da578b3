"""The files as they came, byte for byte, each named by its hash."""

import os
import re
import secrets
import time
from pathlib import Path

from src.settings import Action, Settings
from src.store import audit, authorization
from src.store.ledger import Event
from src.store.upload import Supplied

_LEFT_OVER = 3600
"""Seconds after which a file that was begun and never finished is taken to have been left by a stop."""


def keep(store: Path, file: Supplied) -> None:
    """Keep the file. Written beside and moved, so never half there under its name."""
    stored = place(store, file)
    if stored.exists() and stored.stat().st_size == len(file.content):
        return
    stored.parent.mkdir(parents=True, exist_ok=True)
    sweep(store)
    beside = stored.with_name(f"{stored.name}.{secrets.token_hex(4)}.part")
    try:
        with beside.open("wb") as written:
            written.write(file.content)
            written.flush()
            os.fsync(written.fileno())  # a power cut after the move must not leave an empty file under the name
        os.replace(beside, stored)
    finally:
        beside.unlink(missing_ok=True)


def stored_path(store: Path, sha256: str) -> Path | None:
    """The file of that hash, or None where it is not to be found."""
    return next((path for path in (store / "files").glob(f"{sha256}*") if path.suffix != ".part"), None)


def taken_away(settings: Settings, event: Event) -> bytes:
    """The file of an acceptance for whoever acts to take away, which is recorded. Raises NotAllowed, LookupError."""
    authorization.refuse_unless(settings, Action.ORIGINALS)
    found = stored_path(settings.store, event.sha256)
    if found is None:
        raise LookupError(f"The file {event.file_name} is no longer in the store.")
    content = found.read_bytes()
    about = f"the file {event.file_name} as it came"
    audit.record(
        settings,
        who=settings.actor.name or "nobody signed in",
        event=audit.EXPORTED,
        about=about,
        edition=event.sequence,
    )
    return content


def place(store: Path, file: Supplied) -> Path:
    """Where a file is kept: its hash, and the ending of its name if that is a plain one."""
    ending = Path(file.name).suffix.lower()
    return store / "files" / (file.sha256 + (ending if re.fullmatch(r"\.[a-z0-9]{1,5}", ending) else ""))


def sweep(store: Path) -> None:
    """Take away what a stop left half written an hour ago or earlier. Nothing else ends in .part."""
    for left in (*store.glob("*.part"), *(store / "files").glob("*.part"), *(store / "audit").rglob("*.part")):
        try:
            if time.time() - left.stat().st_mtime > _LEFT_OVER:
                left.unlink()
        except OSError:  # somebody else swept it first
            continue
