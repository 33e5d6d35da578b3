"""The records of the audit as files: one a record, each with the hash of the one before and its own.

A number is claimed by making its file, which only one of many processes can do, so nobody waits for a lock and
there is one chain. The newest number and hash are also noted in a file beside the folder, so that a chain that
was cut short is found out.
"""

import dataclasses
import hashlib
import json
import os
import secrets
import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from src.store.anchors import Anchor

FOLDER, NEWEST = "audit", "audit-newest.json"
FIRST = "0" * 64
"""What the first record has in the place of the hash before it."""
_LOOKS, _BETWEEN_LOOKS = 10, 0.1
"""How often, and how many seconds apart, a note is looked for that somebody is writing."""
_LAST: dict[Path, int] = {}
"""The newest number met in each store: the next is looked for from there."""


@dataclass(frozen=True, kw_only=True)
class Record:
    """One line of the audit record."""

    number: int
    at: str
    """UTC, as ISO 8601."""
    who: str
    event: str
    about: str
    edition: int | None
    """The edition that was made, or that was looked at."""
    recorded_to: int
    """The newest edition of the ledger that stands in the record up to here."""
    ledger_hash: str
    """Of the ledger's events that this record is about; empty where it is about none."""
    previous: str
    """The hash of the record before."""
    hash: str = ""

    @property
    def moment(self) -> datetime:
        """When, in UTC."""
        return datetime.fromisoformat(self.at)

    def sealed(self) -> "Record":
        """The record with its own hash."""
        return dataclasses.replace(self, hash=hash_of({**dataclasses.asdict(self), "hash": ""}))


class Unreadable(Exception):
    """A record is not as it was written, in a sentence."""


def hash_of(lines: object) -> str:
    """The hash of something in its one written form."""
    return hashlib.sha256(line(lines)).hexdigest()


def line(lines: object) -> bytes:
    """The one written form: JSON in a line, names in order, nothing between."""
    text = json.dumps(lines, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return text.encode("utf-8", "replace") + b"\n"


def read(store: Path, number: int) -> Record:
    """A record, held to be byte for byte what is written of it. Raises Unreadable."""
    try:
        content = _place(store, number).read_bytes()
    except FileNotFoundError:
        raise Unreadable(f"Record {number} is missing.") from None
    try:
        found = Record(**json.loads(content))
        is_whole = found.number == number and content == line(dataclasses.asdict(found.sealed()))
    except (ValueError, TypeError, RecursionError):
        is_whole = False
    if not is_whole:
        raise Unreadable(f"Record {number} is not as it was written.")
    return found


def following(store: Path, number: int) -> Record | None:
    """The record after one, where there is one that is whole."""
    try:
        return read(store, number + 1)
    except Unreadable:
        return None


def newest(store: Path) -> int:
    """The newest number that has a file; 0 where there is none. The folder is listed once in a process."""
    existing = noted(store)  # past numbers that are missing, nothing else leads on
    likely = [
        number for number in (_LAST.get(store, 0), existing.number if existing else 0) if _place(store, number).exists()
    ]
    number = max(likely or _numbers(store), default=0)
    while _place(store, number + 1).exists():
        number += 1
    _LAST[store] = number
    return number


def claim(store: Path, record: Record) -> bool:
    """Write a record whole under its number, or say that somebody else has that number."""
    place = _place(store, record.number)
    place.parent.mkdir(parents=True, exist_ok=True)
    beside = place.with_name(f"{secrets.token_hex(8)}.part")
    try:
        with beside.open("xb") as written:
            written.write(line(dataclasses.asdict(record)))
            written.flush()
            os.fsync(written.fileno())
        os.link(beside, place)  # unlike a move, this fails where the name is taken
    except FileExistsError:
        return False
    finally:
        beside.unlink(missing_ok=True)
    return True


def note(store: Path, anchor: Anchor) -> None:
    """Note the newest number and hash beside the folder, and their signature where they have one."""
    existing = noted(store)
    if existing and existing.number > anchor.number:  # a later record of somebody else was quicker to be noted
        return
    beside = store / f"{NEWEST}.{secrets.token_hex(4)}.part"
    try:
        beside.write_bytes(written(anchor))
        os.replace(beside, store / NEWEST)
    finally:
        beside.unlink(missing_ok=True)


def written(anchor: Anchor) -> bytes:
    """The note of a number and hash."""
    return line({name: value for name, value in vars(anchor).items() if value})


def is_noted(store: Path, number: int) -> bool:
    """Whether a number, or a later one, is noted as the newest: whoever claimed it this moment is given the time to."""
    for _ in range(_LOOKS):
        existing = noted(store)
        if existing and existing.number >= number:
            return True
        time.sleep(_BETWEEN_LOOKS)
    return False


def noted(store: Path) -> Anchor | None:
    """The newest number and hash as noted beside the folder; None where nothing that can be read is noted."""
    try:
        lines = json.loads((store / NEWEST).read_bytes())
        return Anchor(number=int(lines["number"]), hash=str(lines["hash"]), signature=str(lines.get("signature", "")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def names(store: Path) -> list[str]:
    """The names of everything in the folder but what is half written."""
    try:
        return sorted(name for name in os.listdir(store / FOLDER) if not name.endswith(".part"))
    except (FileNotFoundError, NotADirectoryError):
        return []


def name_of(number: int) -> str:
    """What the file of a record is called."""
    return f"{number:09}.json"


def _numbers(store: Path) -> list[int]:
    return [int(name[:-5]) for name in names(store) if name.endswith(".json") and name[:-5].isdecimal()]


def _place(store: Path, number: int) -> Path:
    return store / FOLDER / name_of(number)
