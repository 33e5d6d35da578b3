"""What several commands share: a mistake said in a sentence, and names looked up."""

import difflib
import getpass
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from urllib.parse import urlencode

from src.metrics import PAGE_OF


class Mistaken(Exception):
    """Something asked for that is not there, with the sentence that says so."""


def known(name: str, names: Mapping[str, object], what: str) -> str:
    """A name that is among these. Raises Mistaken with the nearest one."""
    if name in names:
        return name
    nearest = difflib.get_close_matches(name, names, n=1, cutoff=0.4)
    hint = f" Did you mean {nearest[0]}?" if nearest else ""
    raise Mistaken(f'There is no {what} "{name}".{hint}')


def user() -> str | None:
    """The name this machine knows the user by, or None."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container may run under a number that has no name
        return None


def write(path: Path, content: bytes) -> bool:
    """Write a file that was asked for. Tells whether it took the place of another. Raises Mistaken."""
    there = path.exists()
    try:
        path.write_bytes(content)
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise Mistaken(f"{path} cannot be written ({reason}). Check the name and the folder.") from None
    return there


def page_address(metric: str, as_at: date, since: date | None) -> str:
    """The address of the page with the rows of a metric, at a date and against a baseline where one was chosen."""
    query = {"as_at": as_at.isoformat(), **({"since": since.isoformat()} if since else {})}
    return f"/{PAGE_OF[metric]}?{urlencode(query)}"
