"""A pytest plugin that notes what each test reaches: the functions it calls and the metrics it calculates.

`pytest -p tests.reached` writes it to the file that the environment variable REACHED_FILE names, as JSON: `seconds` of each
test, and the tests by what they reach, which is `src/analysis/spc.py:12` for the function that begins there or the name
of a metric. What the setting up of a test reaches counts for its whole file, as later tests of it share what was set up.
"""

import json
import os
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

import pytest

SOURCE = str(Path.cwd() / "src") + os.sep
CALCULATES = ("calculate", "calculate_few")

_now = ""
_seconds: dict[str, float] = {}
_reached: dict[str, set[str]] = defaultdict(set)


def _note(frame: FrameType, event: str, argument: object) -> None:
    """Trace each call of a function, and none of its lines."""
    code = frame.f_code
    if not _now or not code.co_filename.startswith(SOURCE):
        return
    place = code.co_filename[len(SOURCE) - len("src/") :]
    _reached[f"{place}:{code.co_firstlineno}"].add(_now)
    if code.co_name in CALCULATES and "metric" in frame.f_locals:
        _reached[frame.f_locals["metric"].card.name].add(_now)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Iterator[None]:
    """What is set up is shared by the file."""
    global _now
    _now = item.nodeid.split("::")[0]
    yield


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """The test itself, and how long it takes."""
    global _now
    _now = item.nodeid
    began = time.perf_counter()
    yield
    _seconds[item.nodeid] = time.perf_counter() - began
    _now = ""


def pytest_sessionstart() -> None:
    """Begin to note."""
    threading.settrace(_note)
    sys.settrace(_note)


def pytest_sessionfinish() -> None:
    """Write down what was noted."""
    sys.settrace(None)
    found = {"seconds": _seconds, "reached": {place: sorted(tests) for place, tests in _reached.items()}}
    Path(os.environ["REACHED_FILE"]).write_text(json.dumps(found), encoding="utf-8")
