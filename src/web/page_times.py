"""How many pages this process drew and how long they took, by the name of the page."""

import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

_DRAWN: defaultdict[str, list[float]] = defaultdict(lambda: [0, 0.0])


@contextmanager
def timed(page: str) -> Iterator[None]:
    """Count a page and the seconds that it takes, ended early or not."""
    began = time.perf_counter()
    try:
        yield
    finally:
        drawn = _DRAWN[page]
        drawn[0] += 1
        drawn[1] += time.perf_counter() - began


def drawn() -> Mapping[str, tuple[int, float]]:
    """Pages and seconds by name."""
    return {page: (int(count), seconds) for page, (count, seconds) in sorted(_DRAWN.items())}
