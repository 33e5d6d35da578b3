"""When the store was last verified, backed up and recovered on trial, and how that ended: for whoever watches over it."""

import json
import os
import secrets
from pathlib import Path

from src.store.ledger import now

NAMES = ("verify", "backup", "drill")
"""The commands whose runs are noted."""
_FOLDER = "operations"


def note(store: Path, name: str, *, is_well: bool) -> None:
    """Note that it was done now. Where nothing can be written, as on a disk for reading only, nothing is."""
    text = json.dumps({"at": now().timestamp(), "is_well": is_well})
    place = store / _FOLDER / f"{name}.json"
    beside = place.with_name(f"{name}.{secrets.token_hex(4)}.part")
    try:
        place.parent.mkdir(exist_ok=True)
        beside.write_text(text, encoding="utf-8")
        os.replace(beside, place)
    except OSError:
        return


def last(store: Path, name: str) -> tuple[float, bool] | None:
    """When it was last done, as seconds since 1970, and whether all was well; None where it never was."""
    try:
        lines = json.loads((store / _FOLDER / f"{name}.json").read_text(encoding="utf-8"))
        return float(lines["at"]), bool(lines["is_well"])
    except (OSError, ValueError, TypeError, KeyError):
        return None
