"""What else a server does while readers read: an extract of 100,000 rows is accepted, and board packs are made."""

import asyncio
import subprocess
import sys
import threading
import time
from pathlib import Path
from types import TracebackType

from benchmarks.load import reviews
from benchmarks.load.session import PATIENCE, Failed, Session
from tests.browser.server import PROJECT, Server

ROWS = 100_000
BUTTON, AGAIN, READY = "Make the pack", "Make it again", "Download the slides (.pptx)"


class AtWork:
    """While it is open: one reader has a board pack made again and again, and one extract is accepted.

    The extract is accepted by the command line on the same store, so that a new edition comes in half-way
    and every open page is drawn again. Used with `with`.
    """

    def __init__(self, server: Server, folder: Path, after: float, between: float = 0.5) -> None:
        self._server = server
        self._between = between
        self._after = after
        self._file = folder / "reviews.xlsx"
        reviews.write(self._file, ROWS)
        self._over = threading.Event()
        self._threads = [threading.Thread(target=self._packs), threading.Thread(target=self._accept)]
        self.packs: list[float] = []
        """Seconds that each pack took, from pressing the button until the files could be taken."""
        self.accepted: float = 0.0
        """Seconds that accepting took, the start of the command included."""
        self.failures: list[str] = []

    def __enter__(self) -> "AtWork":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join()

    def _packs(self) -> None:
        try:
            asyncio.run(self._make_packs())
        except (Failed, OSError) as failed:
            self.failures.append(f"pack: {failed}")

    async def _make_packs(self) -> None:
        async with Session(self._server.address) as session:
            await session.open("board_pack")
            while not self._over.wait(self._between):
                begun = time.perf_counter()
                await self._press(session)
                while READY not in session.widgets:
                    if time.perf_counter() - begun > PATIENCE:
                        raise Failed("the pack was not ready in time")
                    if session.repeating:
                        await session.repeat()
                    else:  # an extract came in meanwhile, and with it another edition
                        await self._press(session)
                self.packs.append(time.perf_counter() - begun)

    async def _press(self, session: Session) -> None:
        await session.settle()
        await session.press(BUTTON if BUTTON in session.widgets else AGAIN)

    def _accept(self) -> None:
        if self._over.wait(self._after):
            return
        begun = time.perf_counter()
        command = [sys.executable, "-m", "src", "accept", str(self._file), "--by", "the load", "--reason", "Measured"]
        done = subprocess.run(
            command, cwd=PROJECT, env=self._server.environment, capture_output=True, text=True, timeout=PATIENCE
        )
        self.accepted = time.perf_counter() - begun
        if done.returncode:
            self.failures.append(f"accept: {done.stdout[-300:]}{done.stderr[-300:]}")
