"""Files of a watched folder or a source that wait for a person: what they are called, where they are and what is in doubt."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from src.store.ledger import ACCEPTED, Ledger, now


@dataclass(frozen=True, kw_only=True)
class HeldFile:
    """One file that was held."""

    name: str
    path: str
    reasons: tuple[str, ...]
    at: str
    """When it was held, UTC, as ISO has it."""


def hold(store: Path, sha256: str, path: Path | str, reasons: tuple[str, ...], name: str = "") -> None:
    """Note that a file waits for a person, in the place of any that waited at its path. Raises OSError.

    The path of one that was fetched is its address, or the database that was asked.
    """
    folder = store / "held"
    folder.mkdir(parents=True, exist_ok=True)
    for other in folder.glob("*.json"):
        if json.dumps(str(path)) in other.read_text(encoding="utf-8"):
            other.unlink()
    file = HeldFile(
        name=name or Path(path).name, path=str(path), reasons=reasons, at=now().isoformat(timespec="seconds")
    )
    (folder / f"{sha256}.json").write_text(json.dumps(asdict(file)), encoding="utf-8")


def forget(store: Path, sha256: str) -> None:
    """Remove the note of a file that waits, with what was in doubt about it."""
    (store / "held" / f"{sha256}.json").unlink(missing_ok=True)


def waiting(store: Path) -> tuple[HeldFile, ...]:
    """The files that still wait, the newest first: those that were accepted or moved away meanwhile are left out."""
    notes = {path.stem: path for path in (store / "held").glob("*.json")}
    if not notes:
        return ()
    accepted = {event.sha256 for event in Ledger(store).events() if event.event == ACCEPTED}
    found = []
    for sha256 in notes.keys() - accepted:
        try:
            note = json.loads(notes[sha256].read_text(encoding="utf-8"))
            file = HeldFile(**{**note, "reasons": tuple(note["reasons"])})
        except (OSError, ValueError, TypeError, KeyError):  # written by hand, or half
            continue
        if "://" in file.path or Path(file.path).exists():
            found.append(file)
    return tuple(sorted(found, key=lambda file: file.at, reverse=True))
