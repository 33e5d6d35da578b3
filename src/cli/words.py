"""What several commands share: a mistake said in a sentence, and names looked up."""

import difflib
import getpass
from collections.abc import Mapping
from pathlib import Path


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
