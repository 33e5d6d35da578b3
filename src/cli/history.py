"""The commands that take out of sight and bring back, and the one that says what was ever decided."""

import argparse
import dataclasses
import json
from datetime import date

from src import wording
from src.settings import Settings
from src.store.ledger import Ledger


def withdraw(asked: argparse.Namespace, chosen: Settings) -> int:
    """Take an extract out of sight."""
    from src.store import acceptance  # loads what checks files, which a list of editions need not wait for

    event = acceptance.withdraw(chosen, asked.extract_id, by=asked.by, reason=asked.reason)
    print(f"Withdrawn {event.extract_id}. This is edition {event.sequence}.")
    return 0


def restore(asked: argparse.Namespace, chosen: Settings) -> int:
    """Bring a withdrawn extract back."""
    from src.store import acceptance

    event = acceptance.restore(chosen, asked.extract_id, by=asked.by, reason=asked.reason)
    print(f"Restored {event.extract_id}. This is edition {event.sequence}.")
    return 0


def erase(asked: argparse.Namespace, chosen: Settings) -> int:
    """Erase what is stored of a file."""
    from src.services import alerts  # loads every metric, which a list of editions need not wait for
    from src.store import erasure

    erased = alerts.erase(chosen, asked.hash, by=asked.by, reason=asked.reason)
    print(
        f"Erased {wording.listed(dict.fromkeys(event.file_name for event in erased))}: "
        f"{wording.count_of(sum(event.row_count for event in erased), 'row')} of "
        f"{wording.count_of(len(erased), 'extract')} and what was saved of the file. Backups made earlier still hold it."
    )
    if alike := erasure.read_alike(chosen, erased):
        listed = wording.listed(dict.fromkeys(f"{event.file_name} ({event.sha256[:8]})" for event in alike))
        print(f"Read with an answer of it: {listed}. Where such an answer holds the value, erase these too.")
    return 0


def editions(asked: argparse.Namespace, chosen: Settings) -> int:
    """Every event of the ledger, oldest first."""
    events = Ledger(chosen.store).events()
    if asked.format == "json":
        sentences = [{**dataclasses.asdict(event), "files": event.files.splitlines()} for event in events]
        print(json.dumps(sentences, indent=2, ensure_ascii=False, default=date.isoformat))
        return 0
    if not events:
        print(f"Nothing has been accepted into {chosen.store} yet.")
    for event in events:
        sheet = f', sheet "{event.sheet}"' if event.sheet else ""
        changed = f" ({event.changed})" if event.changed else ""
        print(
            f"{event.sequence:>5}  {event.at:%Y-%m-%d %H:%M}  {event.event:<9}  {event.extract_id}  "
            f"{wording.count_of(event.row_count, 'row')} from {event.file_name}{sheet}{changed}, "
            f"by {event.by_whom}: {event.reason}"
        )
    return 0
