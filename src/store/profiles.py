"""Import profiles of a store: made, changed and retired, each version signed and none ever lost.

Profiles come with the product too. One of the store takes the place of one of the product of the same name.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import pyarrow

from src.ingest import profile as profiles
from src.ingest.profile import Profile
from src.settings import PROJECT, Action, Settings
from src.store import audit, authorization, delta, disk_check
from src.store.ledger import Event, Ledger, after

SUPPLIED = PROJECT / "data" / "profiles"
"""Those that come with the product."""
MADE, RETIRED = "made", "retired"
_SCHEMA = pyarrow.schema(
    [
        ("name", pyarrow.string()),
        ("version", pyarrow.int64()),
        ("state", pyarrow.string()),
        ("text", pyarrow.string()),
        ("sha256", pyarrow.string()),
        ("by_whom", pyarrow.string()),
        ("reason", pyarrow.string()),
        ("edition", pyarrow.int64()),
        ("at", pyarrow.timestamp("us", tz="UTC")),
    ]
)


@dataclass(frozen=True, kw_only=True)
class Kept:
    """One version of a profile."""

    profile: Profile
    version: int
    """0 for one that comes with the product."""
    sha256: str
    state: str = MADE
    by_whom: str = ""
    reason: str = ""
    edition: int = 0
    """The newest edition when it was made or retired."""
    at: datetime | None = None

    @property
    def title(self) -> str:
        """Its name, version and the beginning of its hash, as the history names it."""
        version = f"version {self.version}" if self.version else "supplied"
        return f"{self.profile.name}, {version} ({self.sha256[:8]})"


def rows(store: Path) -> Sequence[Mapping[str, Any]]:
    """Every line that was ever written, oldest first."""
    return in_order(delta.read(store / "profiles", _SCHEMA))


def in_order(written: Iterable[Mapping[str, Any]]) -> Sequence[Mapping[str, Any]]:
    """Lines, oldest first."""
    return sorted(written, key=lambda row: (row["at"], row["version"]))


def every(store: Path) -> tuple[Kept, ...]:
    """Every version there ever was, oldest first, those of the product before them."""
    found = [
        Kept(
            profile=profiles.read(row["name"], row["text"]),
            **{name: row[name] for name in ("version", "sha256", "state", "by_whom", "reason", "edition", "at")},
        )
        for row in rows(store)
    ]
    return (*_supplied(SUPPLIED), *found)


def live(store: Path) -> dict[str, Kept]:
    """The newest version of each profile that is not retired, by name."""
    newest = {entry.profile.name: entry for entry in every(store)}
    return {name: newest[name] for name in sorted(newest) if newest[name].state == MADE}


@lru_cache(maxsize=2)
def _supplied(folder: Path) -> tuple[Kept, ...]:
    found = []
    for path in sorted(folder.glob("*.toml")):
        text = path.read_text(encoding="utf-8")
        found.append(Kept(profile=profiles.read(path.name, text), version=0, sha256=_hash(text)))
    return tuple(found)


def keep(settings: Settings, profile: Profile, *, by: str, reason: str) -> Kept:
    """Keep a profile, as the next version of any of its name. One that is the same is not kept again.

    Raises Refused where it is none, CannotStore, or NotAllowed.
    """
    text = profiles.write(profile)
    profile = profiles.read(profile.name, text)
    known = live(settings.store).get(profile.name)
    if known and known.profile == profile:
        return known
    return _write(settings, profile, MADE, by, reason)


def retire(settings: Settings, name: str, *, by: str, reason: str) -> Kept:
    """Use a profile no longer. What it did stays explained. Raises LookupError, CannotStore, or NotAllowed."""
    known = live(settings.store).get(name)
    if known is None:
        raise LookupError(f'There is no profile "{name}". The list of profiles names them all.')
    return _write(settings, known.profile, RETIRED, by, reason)


def forget(settings: Settings, events: Sequence[Event]) -> None:
    """Retire every version of a profile that came of the answers about a file, or was made of one, and remove its words.

    `events` are the acceptances of the file. What was answered before it was supplied is not of it and stays.
    """
    store, since = settings.store, min(event.sequence for event in events)
    words = answered(events)
    for entry in every(store):
        words -= _entries(entry.profile) if entry.edition < since else set()
    names = {event.file_name for event in events}
    forgotten: dict[tuple[str, int], dict[str, Any]] = {}
    for row in rows(store):
        profile = profiles.read(row["name"], row["text"])
        is_named = any(row["reason"] == answers_to(name) or profile.about.endswith(as_in(name)) for name in names)
        if row["edition"] >= since and (is_named or words & _entries(profile)):
            text = profiles.write(Profile(name=f"erased {events[0].sha256[:8]}"))
            forgotten[row["name"], row["version"]] = {
                "name": f"erased {events[0].sha256[:8]}",
                "text": text,
                "sha256": _hash(text),
                "state": RETIRED,
                "reason": "",
                "version": len(forgotten) + 1,
            }

    def change(row: dict[str, Any]) -> dict[str, Any]:
        return {**row, **forgotten.get((row["name"], row["version"]), {})}

    def seal() -> None:
        lines = in_order(change(dict(row)) for row in rows(store))
        if forgotten and audit.sealed(settings, "profiles") != audit.rows_hash(lines):
            audit.seal(settings, "profiles", lambda: in_order(change(dict(row)) for row in rows(store)))

    seal()  # before: where a stop comes between, the next time finds the words and removes them
    delta.rewrite(store / "profiles", change)
    seal()  # and after, where somebody made another profile meanwhile


def answered(events: Iterable[Event]) -> set[tuple[str, str]]:
    """What was answered about the headings and the cells of some files."""
    words: set[_Entry] = set()
    for event in events:
        given = json.loads(event.answers or "{}")
        words |= {*given.get("headings", {}).items(), *given.get("cells", {}).items()}
    return words


def answers_to(file: str) -> str:
    """Why a profile was made of what was answered about a file."""
    return f"Answers to {file}"


def as_in(file: str) -> str:
    """How what a profile is for ends, where it was made of what was answered about a file."""
    return f", as in {file}."


_Entry = tuple[str, str]


def _entries(profile: Profile) -> set[_Entry]:
    """What a profile says of headings and values, as the answers about a file have it."""
    return {*profile.meanings(profile.dataset).items(), *profile.answers.items()}


def _write(settings: Settings, profile: Profile, state: str, by: str, reason: str) -> Kept:
    authorization.refuse_unless(settings, Action.ACCEPT)
    store, text = settings.store, profiles.write(profile)
    written = rows(store)
    entry = Kept(
        profile=profile,
        version=1 + sum(row["name"] == profile.name for row in written),
        sha256=_hash(text),
        state=state,
        by_whom=authorization.signed(settings, by),
        reason=reason,
        edition=Ledger(store).edition(),
        at=after(row["at"] for row in written),
    )
    row = {
        **{name: getattr(entry, name) for name in _SCHEMA.names if name not in ("name", "text")},
        "name": profile.name,
    }
    with disk_check.storing(store):
        disk_check.try_room(store, disk_check.FOR_A_LOG)
        delta.append(store / "profiles", pyarrow.Table.from_pylist([{**row, "text": text}], schema=_SCHEMA))
    audit.seal(settings, "profiles", lambda: rows(store))
    return entry


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
