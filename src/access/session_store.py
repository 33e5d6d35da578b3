"""Which sign-ins still hold: when each was last used, in memory; which have ended, in the store for every process on it.

A sign-in is known by who it is of and when it was created. One that this server has not met, as after a start, counts
as last used when it was created: so a cookie that lay about for longer than the idle time opens nothing.
"""

import hashlib
import json
import logging
import os
import secrets
import threading
import time
from collections.abc import Mapping
from enum import Enum
from pathlib import Path
from typing import Any

from src.access.sign_in_config import Access

_MOST = 10_000
_AHEAD = 300
"""Seconds that the provider's clock may be before ours."""
_OVER_AFTER_SECONDS = 2 * 86_400
"""A role is asked for again after a day at the latest, so what was written earlier ends nothing any more."""
_LOG = logging.getLogger("peelboard")
Key = tuple[str, str, int, str]


class State(Enum):
    """What has become of a sign-in."""

    HOLDS = "holds"
    NEW = "holds, and is met for the first time"
    IDLE = "nobody used it for too long"
    OLD = "the role was confirmed too long ago"
    ENDED = "signed out"


def key_of(claims: Mapping[str, Any]) -> Key | None:
    """What a sign-in is known by; None where the claims do not say when it was created or of whom it is."""
    created, who = claims.get("iat"), claims.get("sub")
    if isinstance(created, bool) or not isinstance(created, int | float) or not isinstance(who, str) or not who:
        return None
    return str(claims.get("iss", "")), who, int(created), str(claims.get("nonce", ""))


class SignIns:
    """The sign-ins of one store. Safe to ask from many threads."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder
        """Where the processes on a store tell each other what has ended. It holds hashes, and nobody's name."""
        self._used: dict[Key, float] = {}
        self._ended: set[Key] = set()
        self._lock = threading.Lock()

    def state(self, key: Key, access: Access, now: float, *, is_use: bool, rights: str = "") -> State:
        """What has become of a sign-in. `is_use` says whether a person is behind the question, and keeps it alive.

        `rights` are what it lets that person do: where a later sign-in of the same person has others, it has ended.
        """
        created = key[2]
        with self._lock:
            if key in self._ended or self._has_ended_elsewhere(key, rights):
                return State.ENDED
            if created > now + _AHEAD:  # a clock that far out would keep a sign-in for as long as it is ahead
                return State.OLD
            if now - self._used.get(key, created) > 60 * access.idle_minutes:
                return State.IDLE
            if now - created > 60 * access.role_minutes:
                return State.OLD
            if not is_use:
                return State.HOLDS
            is_new = key not in self._used
            if len(self._used) >= _MOST:
                self._forget(now - 60 * access.idle_minutes)
            self._used[key] = now
            if is_new and created >= self._newest(key)[0]:
                self._write(_name(key[:2]), json.dumps([created, rights]))
            return State.NEW if is_new else State.HOLDS

    def end(self, key: Key) -> bool:
        """End a sign-in, in every window and every process. Returns whether it had not ended yet."""
        with self._lock:
            if key in self._ended:
                return False
            self._ended.add(key)
            self._used.pop(key, None)
            self._write(_name(key), "")
            return True

    def _has_ended_elsewhere(self, key: Key, rights: str) -> bool:
        if self.folder is None:
            return False
        created, newest_rights = self._newest(key)
        return (self.folder / _name(key)).exists() or (created > key[2] and newest_rights != rights)

    def _newest(self, key: Key) -> tuple[int, str]:
        """When the newest sign-in of a person was created and what it lets that person do, as far as it was written."""
        try:
            created, rights = json.loads(((self.folder or Path()) / _name(key[:2])).read_bytes())
            return int(created), str(rights)
        except (OSError, ValueError, TypeError):
            return 0, ""

    def _write(self, name: str, content: str) -> None:
        """Write a file that other processes read, and remove those of sign-ins that are over in any case."""
        if self.folder is None:
            return
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            beside = self.folder / f"{name}.{secrets.token_hex(4)}.part"
            beside.write_text(content, encoding="utf-8")
            os.replace(beside, self.folder / name)
            for path in self.folder.iterdir():
                if time.time() - path.stat().st_mtime > _OVER_AFTER_SECONDS:
                    path.unlink(missing_ok=True)
        except OSError as error:
            _LOG.error("Other processes could not be notified of a sign-in (%s).", error.strerror or error)

    def _forget(self, before: float) -> None:
        """Forget what is over in any case: not used since, or created before and so idle when met again."""
        self._used = {key: used for key, used in self._used.items() if used >= before}
        self._ended = {key for key in self._ended if key[2] >= before}


def _name(of: tuple[object, ...]) -> str:
    return hashlib.sha256(json.dumps(of).encode()).hexdigest()
