"""Erasing a file that should never have been supplied: what is saved of it, every row that came of it, and every text.

The history keeps that it was accepted, when and by whom, and says that it was erased, when, by whom and why. Its names,
answers, notes and reasons go, and the profiles that the answers became. Earlier editions show its rows no more. What a
backup made earlier holds, and what left the server as a pack or a download, is not reached.
"""

import secrets
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from src.settings import Action, Settings
from src.store import audit, authorization, delta, disk_check, file_hashes, held_files, profiles
from src.store.disk_check import CannotStore
from src.store.ledger import ACCEPTED, ERASED, Event, Ledger, turned, without_words

SHORTEST = 6
"""Characters of a hash that have to be given."""
BUSY = "Nothing more was erased: somebody accepted a file at the same moment. Run the command again."


def erase(settings: Settings, sha256: str, *, by: str, reason: str) -> tuple[Event, ...]:
    """Erase a file by its hash or the beginning of it. What a stop left undone is done the next time.

    Returns the acceptances that were erased. Raises LookupError where no file, or more than one, has such a hash;
    NotAllowed; CannotStore.
    """
    authorization.refuse_unless(settings, Action.ERASE)
    store, ledger = settings.store, Ledger(settings.store)
    accepted = [e for e in ledger.events() if e.event == ACCEPTED and e.sha256.startswith(sha256.lower())]
    if len(sha256) < SHORTEST or len({event.sha256 for event in accepted}) != 1:
        found = "no file" if not accepted else "more than one file"
        raise LookupError(
            f'The history has {found} whose hash begins with "{sha256}"; expected at least {SHORTEST} characters of one. '
            "python -m src editions --format json lists every hash."
        )
    extracts = {
        dataset: [e.extract_id for e in accepted if e.dataset == dataset] for dataset in {e.dataset for e in accepted}
    }
    signer, mark = authorization.signed(settings, by), f"{secrets.token_hex(4)}.part"
    with disk_check.storing(store):
        try:
            versions = {
                dataset: delta.without(store / "tables" / dataset, "extract_id", names, store / f"{dataset}-{mark}")
                for dataset, names in extracts.items()
            }
            first, *rest = [replace(turned(event, ERASED, signer, reason), **_blank(event)) for event in accepted]
            noted = "".join(_hashes(store, dataset, store / f"{dataset}-{mark}") for dataset in extracts)
            # The history first: from here on nobody is shown the rows.
            written = ledger.write([replace(first, files=noted), *rest])
            for path in (store / "files").glob(f"{accepted[0].sha256}*"):
                path.unlink()
            for dataset, version in versions.items():
                _put_in_place(store / "tables" / dataset, store / f"{dataset}-{mark}", version)
        finally:
            for dataset in extracts:
                shutil.rmtree(store / f"{dataset}-{mark}", ignore_errors=True)
        audit.follow(settings, written)
        _take_words_out(settings, accepted, signer)
    return tuple(accepted)


def _take_words_out(settings: Settings, accepted: Sequence[Event], by: str) -> None:
    """Take what came of a file in words out of the profiles, what waits and, last as it says what else, the history."""
    sha256 = accepted[0].sha256
    try:
        profiles.forget(settings, accepted)
        held_files.forget(settings.store, sha256)
        audit.seal_without_words(settings, sha256, by)
        Ledger(settings.store).take_words_out(sha256)
    except delta.Overtaken:
        raise CannotStore(BUSY) from None


def read_alike(settings: Settings, erased: Sequence[Event]) -> tuple[Event, ...]:
    """The acceptances of other files that were read with an answer of an erased one: their history still has it."""
    ledger, words = Ledger(settings.store), profiles.answered(erased)
    return tuple(
        event
        for event in ledger.events()
        if event.event == ACCEPTED and event.extract_id not in ledger.erased() and words & profiles.answered([event])
    )


def _blank(event: Event) -> dict[str, Any]:
    return dict(without_words(ERASED, event.sha256))


def _hashes(store: Path, dataset: str, beside: Path) -> str:
    """The lines that note the files of a new table as they will be in its place."""
    return file_hashes.written(store, map(Path, delta.files(beside))).replace(
        f"  {beside.name}/", f"  tables/{dataset}/"
    )


def _put_in_place(table: Path, beside: Path, version: int) -> None:
    """Put a table that was written anew in the place of the old one, unless somebody wrote to that meanwhile."""
    old = beside.with_name(f"old-{beside.name}")
    table.rename(old)
    if delta.version(old) == version and not table.exists():
        beside.rename(table)
        shutil.rmtree(old)
        return
    if table.exists():  # begun by somebody who met no table, and fails there
        table.rename(beside.with_name(f"begun-{beside.name}"))
    old.rename(table)
    raise CannotStore(BUSY)
