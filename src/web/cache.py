"""What is worked out once and then shared by every session of a server, however many ask for it at one moment.

After an acceptance all open pages are drawn again at once. Without the waiting here each of them would
work out the same results, one beside the other, and the last would be shown many times later.
"""

import threading
from collections.abc import Callable, Hashable
from typing import TypeVar

T = TypeVar("T")
_NOT_YET = object()


class Shared:
    """Things by key, the newest of them up to a weight. They must be such that nobody changes them."""

    def __init__(self, most: int, weight: Callable[[object], int] = lambda _: 1) -> None:
        self._most = most
        self._weight = weight
        self._held = 0
        self._things: dict[Hashable, object] = {}
        self._making: dict[Hashable, threading.Lock] = {}
        self._gate = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """The thing of that key. The first who asks makes it; others wait. Where making fails, the next one tries."""
        thing = self._things.get(key, _NOT_YET)
        if thing is _NOT_YET:
            with self._gate:
                making = self._making.setdefault(key, threading.Lock())
            with making:
                thing = self._things.get(key, _NOT_YET)
                if thing is _NOT_YET:
                    thing = make()
                    self._keep(key, thing)
        return thing  # type: ignore[return-value]

    def _keep(self, key: Hashable, thing: object) -> None:
        with self._gate:
            self._things[key] = thing
            self._held += self._weight(thing)
            self._making.pop(key, None)
            while self._held > self._most and len(self._things) > 1:
                self._held -= self._weight(self._things.pop(next(iter(self._things))))

    def __len__(self) -> int:
        """How many are kept."""
        return len(self._things)
