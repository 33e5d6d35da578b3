"""A file is read in a separate process, bounded in time and memory: whatever it does, this one lives on."""

import json
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import asdict
from threading import Event, Thread
from typing import IO

from src.contracts.problem import Problem, Refused
from src.ingest.cells import Read
from src.ingest.file_type import MEGABYTE, FileKind
from src.ingest.progress import ProgressCallback, quiet
from src.ingest.sandbox import worker_protocol
from src.settings import PROJECT, Limits

_ASKED_EVERY = 0.1
"""Seconds between two times of asking whether to go on."""
_STEP = 1 << 20


def read(file: str, content: bytes, kind: FileKind, limits: Limits, report_progress: ProgressCallback = quiet) -> Read:
    """Every sheet of a file. Raises Refused, also where the process gave up, was ended or took too long."""
    until = time.monotonic() + limits.seconds
    # A workbook that ended the process is given to a second one, which does not parse it and looks for the reason.
    for is_again in (False, True) if kind is FileKind.ZIP else (False,):
        asked = {"file": file, "kind": kind, "limits": asdict(limits), "is_again": is_again}
        try:
            answer = _answered(json.dumps(asked).encode() + b"\n", content, limits, until, report_progress)
        except TimeoutError:
            raise Refused([_too_slow(file, limits)]) from None
        if answer is not None:
            break
    else:
        raise Refused([_gave_up(file, limits)])
    try:
        return worker_protocol.taken_apart(file, answer, limits)
    except worker_protocol.Unfit:
        raise Refused([_unreadable(file)]) from None


def _answered(
    asked: bytes, content: bytes, limits: Limits, until: float, report_progress: ProgressCallback
) -> bytearray | None:
    """What the process answers; nothing where it ended badly. Raises TimeoutError. It never outlives this."""
    with subprocess.Popen(
        [sys.executable, "-m", "src.ingest.sandbox.worker"],
        cwd=PROJECT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        answer = bytearray()
        ended = Event()
        threads = [
            Thread(target=_ask, args=(process.stdin, asked, content), daemon=True),
            Thread(target=_listen, args=(process.stdout, limits, answer, ended), daemon=True),
        ]
        for thread in threads:
            thread.start()
        try:
            while not ended.wait(_ASKED_EVERY):
                report_progress("")
                if time.monotonic() > until:
                    raise TimeoutError
            code = process.wait(max(0, until - time.monotonic()))
            if time.monotonic() > until:
                raise TimeoutError
        except subprocess.TimeoutExpired:
            raise TimeoutError from None
        finally:
            process.kill()
            for thread in threads:
                thread.join()
    return answer if code == 0 else None


def _ask(to: IO[bytes], asked: bytes, content: bytes) -> None:
    # A process that was ended listens no more.
    with suppress(OSError), to:
        to.write(asked)
        to.write(content)


def _listen(to: IO[bytes], limits: Limits, answer: bytearray, ended: Event) -> None:
    """Take down what is said, up to as much as the process may hold."""
    with suppress(OSError), to:
        while len(answer) < limits.memory_megabytes * MEGABYTE and (piece := to.read(_STEP)):
            answer += piece
    ended.set()


def _too_slow(file: str, limits: Limits) -> Problem:
    return Problem(
        file=file,
        found=f"a file that takes more than {limits.seconds} seconds to read",
        expected="one that takes less",
        todo="Copy the rows to a new workbook, or split them.",
    )


def _gave_up(file: str, limits: Limits) -> Problem:
    return Problem(
        file=file,
        found=f"a file that cannot be read within {limits.memory_megabytes:,} MB of memory",
        expected="one that can",
        todo="Copy the rows alone to a new workbook, or split them.",
    )


def _unreadable(file: str) -> Problem:
    return Problem(
        file=file,
        found="a file that cannot be read",
        expected="one that can",
        todo="Copy the rows alone to a new workbook.",
    )
