"""One server, one browser, and the metrics as the command line tells them of the same store."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from typing import Any, Protocol

import pytest
from playwright.sync_api import Browser

from tests.browser.server import PROJECT, Server
from tests.browser.visit import Scheme, Visit, visit

MetricOf = Callable[[str, str], dict[str, Any]]


class Kept(Protocol):
    """Gives a visit for a screen, at a date."""

    def __call__(self, size: tuple[int, int], scheme: Scheme, as_at: str = "") -> Visit:
        """A visit that the tests of a module share."""


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with a store of its own, as a newcomer starts it."""
    with Server(tmp_path_factory.mktemp("site")) as server:
        yield server


@pytest.fixture
def seen(site: Server, chromium: Browser) -> Iterator[Visit]:
    """A fresh visit on a wide, light screen."""
    with visit(chromium, site.address, is_kept=True) as visited:
        yield visited


@pytest.fixture(scope="module")
def stored(site: Server, chromium: Browser) -> Iterator[Kept]:
    """A visit for a screen that tests share: for those that only look, a page each, without loading the site anew."""
    with ExitStack() as open_until_the_end:

        @cache
        def kept_open(size: tuple[int, int], scheme: Scheme, as_at: str = "") -> Visit:
            visited = open_until_the_end.enter_context(
                visit(chromium, site.address, size=size, scheme=scheme, is_kept=True)
            )
            visited.open(f"overview?as_at={as_at}" if as_at else "overview")
            return visited

        yield kept_open


@pytest.fixture(scope="session")
def metric(site: Server, chromium: Browser) -> MetricOf:
    """The JSON of a metric at an as-at date, from the command line, over the store the server uses."""
    with visit(chromium, site.address, is_kept=True) as first:
        first.open("overview")  # the first page of a server accepts the published figures

    @cache
    def told(name: str, as_at: str) -> dict[str, Any]:
        asked = subprocess.run(
            [sys.executable, "-m", "src", "metric", name, "--as-at", as_at, "--format", "json"],
            cwd=PROJECT, env=site.environment, capture_output=True, text=True, check=True,
        )  # fmt: skip
        answer: dict[str, Any] = json.loads(asked.stdout)
        return answer

    return told
