"""A peer's server: started with the peers' own Python, waited for, stopped."""

import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import TracebackType

PATIENCE = 60.0


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port: int = asked.getsockname()[1]
        return port


class Served:
    """One running peer. Used with `with`."""

    def __init__(self, python: Path, app: Path, folder: Path, workers: int, environment: dict[str, str]) -> None:
        port = _free_port()
        self.address = f"http://127.0.0.1:{port}"
        self.started_at = 0.0
        streamlit = ["streamlit", "run", "app.py", "--server.port", str(port), "--server.address", "127.0.0.1"]
        streamlit += ["--server.headless", "true", "--browser.gatherUsageStats", "false"]
        gunicorn = ["gunicorn", "app:app", "--workers", str(workers), "--bind", f"127.0.0.1:{port}"]
        self._command = [str(python), "-m", *(gunicorn if workers else streamlit)]
        self._app = app
        self._environment = {**os.environ, **environment}
        self._log = folder / f"peer-{port}.log"
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """The number of the server's process; its workers are its children."""
        assert self._process is not None
        return self._process.pid

    def __enter__(self) -> "Served":
        self.started_at = time.perf_counter()
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                self._command, cwd=self._app, env=self._environment, stdout=log, stderr=subprocess.STDOUT
            )
        while not self._answers():
            if self._process.poll() is not None or time.perf_counter() - self.started_at > PATIENCE:
                self.__exit__(None, None, None)
                raise RuntimeError(f"The peer did not start:\n{self._log.read_text(errors='replace')[-2000:]}")
            time.sleep(0.02)
        return self

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(self.address, timeout=5) as answer:
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
