"""Which sign-ins still hold. Kept in the server's memory: what is forgotten there has ended, and is asked anew.

A sign-in is known by who it is of and when it was made. One that this server has not met, as after a start, counts
as last used when it was made: so a cookie that lay about for longer than the idle time opens nothing.
"""

import threading
from collections.abc import Mapping
from enum import Enum
from typing import Any

from src.access.sign_in_config import Access

_MOST = 10_000
_AHEAD = 300
"""Seconds that the provider's clock may be before ours."""
Key = tuple[str, str, int, str]


class State(Enum):
    """What has become of a sign-in."""

    HOLDS = "holds"
    NEW = "holds, and is met for the first time"
    IDLE = "nobody used it for too long"
    OLD = "the role was told too long ago"
    ENDED = "signed out"


def key_of(claims: Mapping[str, Any]) -> Key | None:
    """What a sign-in is known by; None where the claims do not say when it was made or of whom it is."""
    created, who = claims.get("iat"), claims.get("sub")
    if isinstance(created, bool) or not isinstance(created, int | float) or not isinstance(who, str) or not who:
        return None
    return str(claims.get("iss", "")), who, int(created), str(claims.get("nonce", ""))


class SignIns:
    """The sign-ins of one server. Safe to ask from many threads."""

    def __init__(self) -> None:
        self._used: dict[Key, float] = {}
        self._ended: set[Key] = set()
        self._lock = threading.Lock()

    def state(self, key: Key, access: Access, now: float, *, is_use: bool) -> State:
        """What has become of a sign-in. `is_use` says whether a person is behind the question, and keeps it alive."""
        created = key[2]
        with self._lock:
            if key in self._ended:
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
            return State.NEW if is_new else State.HOLDS

    def end(self, key: Key) -> bool:
        """Take a sign-in as signed out, in every window of it. Tells whether it was not yet."""
        with self._lock:
            if key in self._ended:
                return False
            self._ended.add(key)
            self._used.pop(key, None)
            return True

    def _forget(self, before: float) -> None:
        """Let go of what is over in any case: not used since, or made before and so idle when met again."""
        self._used = {key: used for key, used in self._used.items() if used >= before}
        self._ended = {key for key in self._ended if key[2] >= before}
