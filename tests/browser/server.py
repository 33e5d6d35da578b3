"""A server of its own for tests, pictures and benchmarks: started, waited for, stopped.

PEELboard is started as anybody starts it; any other app by Streamlit itself.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import TracebackType

PROJECT = Path(__file__).resolve().parent.parent.parent
PATIENCE = 300.0
"""Seconds a server may take to answer before it counts as failed."""


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port: int = asked.getsockname()[1]
        return port


class Server:
    """One running server. Used with `with`; the log is kept for what a failure has to say.

    Given a store it begins with a copy of it, and makes no page ready before one is asked for: that takes thrice as
    long as its start, and is lost where few pages are.
    """

    def __init__(
        self, folder: Path, *, app: Path = PROJECT / "app.py", store: Path | None = None, **environment: str
    ) -> None:
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.started_at = 0.0
        self._app = app
        self._is_cold = store is not None
        if store:
            shutil.copytree(store, folder / "store", dirs_exist_ok=True)
        self._log = folder / f"server-{self.port}.log"
        self._ahead = folder / f"seconds-ahead-{self.port}"
        self._environment = {**os.environ, "PEELBOARD_STORE": str(folder / "store"), **environment}
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def environment(self) -> dict[str, str]:
        """The environment the server runs in, for a command that is to see the same store."""
        return self._environment

    @property
    def pid(self) -> int:
        """The number of the server's process."""
        assert self._process is not None
        return self._process.pid

    def pass_minutes(self, minutes: float) -> None:
        """Make it that much later for every sign-in."""
        beside = self._ahead.with_suffix(".part")
        beside.write_text(str(minutes * 60), encoding="utf-8")
        beside.replace(self._ahead)

    def log(self) -> str:
        """What the server has printed."""
        return self._log.read_text(encoding="utf-8", errors="replace")

    def __enter__(self) -> "Server":
        if self._app == PROJECT / "app.py":
            self.pass_minutes(0)
            command = [
                sys.executable,
                "-m",
                "tests.browser.later",
                str(self._ahead),
                "cold" if self._is_cold else "warm",
            ]
            command += ["serve", "--port", str(self.port)]
        else:
            command = [sys.executable, "-m", "streamlit", "run", str(self._app), "--server.port", str(self.port)]
            command += ["--server.address", "127.0.0.1", "--server.headless", "true"]
        self.started_at = time.perf_counter()
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                command, cwd=self._app.parent, env=self._environment, stdout=log, stderr=subprocess.STDOUT
            )
        while not self._answers():
            if self._process.poll() is not None or time.perf_counter() - self.started_at > PATIENCE:
                self.__exit__(None, None, None)
                raise RuntimeError(f"The server did not start:\n{self.log()}")
            time.sleep(0.02)
        return self

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.address}/_stcore/health", timeout=1) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
