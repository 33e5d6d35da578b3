"""The server's log: a line for each thing that happened, to read or to collect, and nothing in it about a person.

A line says when, how grave, which part and what, and then its other fields by name. Of an error it says the
kind and where in the code; its text only where a file or a disk is at fault that our own code reads, since the text
of any other may hold what somebody typed, supplied or asked for by its address.
"""

import json
import logging
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from streamlit import logger as of_streamlit

from src.settings import PROJECT
from src.store.disk_check import DAMAGED, CannotStore

JSON, TEXT = "json", "text"
_OTHERS = ("uvicorn", "uvicorn.error", "uvicorn.asgi")
_OWN = "peelboard"
_MOST_TOLD = 300


def log_entry(record: logging.LogRecord) -> dict[str, Any]:
    """What a line says, by name."""
    line: dict[str, Any] = {
        "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname.lower(),
        "part": record.name,
        "said": record.getMessage() if record.name.partition(".")[0] == _OWN else _without_text_sent(record),
        **getattr(record, "details", {}),
    }
    if record.exc_info and record.exc_info[1] is not None:
        error = record.exc_info[1]
        line["error"] = type(error).__name__
        frames = traceback.extract_tb(error.__traceback__)
        line["where"] = [_place(frame) for frame in frames][-8:]
        if isinstance(error, DAMAGED) and not isinstance(error, CannotStore) and _is_of_own_file(frames):
            line["because"] = (str(error).splitlines() or [""])[0][:_MOST_TOLD]
    return line


def _without_text_sent(record: logging.LogRecord) -> str:
    """What a library says, without what it puts into its sentence: that may have come from a stranger."""
    if record.args:
        return str(record.msg)
    return f"something that {record.name.partition('.')[0]} says in {record.module}, line {record.lineno}"


def _is_of_own_file(frames: traceback.StackSummary) -> bool:
    """Whether our own code asked for the file. What serves only passes on what a stranger asked for."""
    own = [path for frame in frames if (path := Path(frame.filename)).is_relative_to(PROJECT / "src")]
    return bool(own) and not own[-1].is_relative_to(PROJECT / "src" / "serving")


def _place(frame: traceback.FrameSummary) -> str:
    path = Path(frame.filename)
    name = path.relative_to(PROJECT) if path.is_relative_to(PROJECT) else Path(*path.parts[-2:])
    return f"{name}:{frame.lineno} {frame.name}"


class JsonLines(logging.Formatter):
    """Each line as JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """The line of a record."""
        return json.dumps(log_entry(record), ensure_ascii=False, default=str)


class TextLines(logging.Formatter):
    """Each line as a person reads it at a terminal."""

    def format(self, record: logging.LogRecord) -> str:
        """The line of a record."""
        line = log_entry(record)
        at, level, _, text = (line.pop(name) for name in ("at", "level", "part", "said"))
        rest = "".join(f"  {name}={value}" for name, value in line.items())
        return f"{at[11:19]}  {level:<8} {' '.join(text.split())}{rest}"


def set_up(kind: str) -> None:
    """Send every line of the server, of Streamlit and of what serves it through one form to the error stream."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines() if kind == JSON else TextLines())
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.INFO)
    for name in _OTHERS:
        _through_root(logging.getLogger(name))
        logging.getLogger(name).setLevel(logging.WARNING)  # below that it tells of addresses and whole queries
    logging.getLogger("uvicorn.access").disabled = True  # requests.py says what may be said
    # Streamlit gives each of its loggers a handler as it is made, some of them long after the start.
    of_streamlit.setup_formatter = _through_root
    of_streamlit.update_formatter()


def _through_root(logger: logging.Logger) -> None:
    logger.handlers = []
    logger.propagate = True
