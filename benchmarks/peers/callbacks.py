"""One reader's session with a Dash app, over the requests that a browser makes, without the browser.

What a browser sends when it comes to a page was recorded beforehand in a real one and is sent again here,
one request after the other, each answer taken whole.
"""

import asyncio
import http.client
import json
import time
from pathlib import Path
from types import TracebackType
from urllib.parse import urlsplit

from benchmarks.load.session import PATIENCE, Answer, Failed


class Callbacks:
    """A session with one server, of the same form as that of `benchmarks.load.session`. Used with `async with`."""

    def __init__(self, address: str, recorded: Path) -> None:
        self._where = urlsplit(address).netloc
        self._recorded: dict[str, list[tuple[str, str]]] = json.loads(recorded.read_text(encoding="utf-8"))
        self.widgets: dict[str, str] = {}
        """No date is chosen here: every change is of the page."""

    async def __aenter__(self) -> "Callbacks":
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None

    @property
    def pages(self) -> tuple[str, ...]:
        """The pages that were recorded."""
        return tuple(self._recorded)

    async def open(self, page: str = "") -> Answer:
        """The first page."""
        return await self.go(page or self.pages[0])

    async def go(self, page: str) -> Answer:
        """Change to a page."""
        return await asyncio.to_thread(self._ask, page)

    async def settle(self) -> None:
        """The server sends nothing by itself."""

    async def choose(self, label: str, value: str) -> Answer:
        """There is nothing to choose."""
        raise Failed(f"there is no {label} to set to {value}")

    def _ask(self, page: str) -> Answer:
        answer, begun = Answer(), time.perf_counter()
        connection = http.client.HTTPConnection(self._where, timeout=PATIENCE)
        try:
            for path, body in self._recorded[page]:
                connection.request("POST", path, body, {"Content-Type": "application/json"})
                came = connection.getresponse()
                content = came.read()
                if came.status not in (200, 204):
                    raise Failed(f"the server answered {came.status}")
                answer.messages += 1
                answer.size += len(content)
                answer.text += content.decode(errors="replace")
        except (http.client.HTTPException, OSError) as broken:
            raise Failed(f"the connection broke: {broken}") from broken
        finally:
            connection.close()
        answer.seconds = time.perf_counter() - begun
        return answer
