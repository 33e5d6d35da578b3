"""The first start: the published figures are imported like an analyst's extract, once.

When a published file is corrected in a later version of PEELboard, its new form is accepted and
the old one withdrawn, so that both can be seen in the history. What an analyst has withdrawn
stays withdrawn.
"""

import csv
import io
from dataclasses import replace
from pathlib import Path

from src.metrics.datasets import DATASETS
from src.settings import SYNTHETIC_FORCE, Actor, Scope, Settings
from src.store import audit, binding, lists
from src.store.ledger import ACCEPTED, WITHDRAWN, Event, Ledger, turned
from src.store.upload import Supplied, supplied

BY = "PEELboard"
FIRST = "Published figures, transcribed from the papers named in each row"
AGAIN = "Replaced by the corrected transcription"


def accept_published(settings: Settings) -> tuple[Event, ...]:
    """Accept each file of data/published that is not the one last taken in. Returns the new events.

    None of them may come into a store of synthetic figures, so there nothing is done. At its first start a store is
    bound to its force. Code lists that are no longer those of the newest edition are taken in before.
    Raises WrongLists, CannotStore.
    """
    if settings.is_demonstration:
        settings = replace(settings, force_code=SYNTHETIC_FORCE)
    forces = binding.bind(settings)
    _take_in_lists(settings)
    if settings.is_demonstration:
        return ()
    ledger = Ledger(settings.store)
    taken = [event for event in ledger.events() if event.event == ACCEPTED and event.by_whom == BY]
    # The newest form taken in of each file, force by force. An older one may come back: a correction can be undone.
    last = {(event.dataset, code): event.sha256 for event in taken for code in event.about or (forces[0],)}
    fresh: dict[Supplied, set[str]] = {}
    for dataset in DATASETS:
        path = settings.published / f"{dataset}.csv"
        if path.exists():
            file = supplied(path, dataset, settings.limits)
            if file.sha256 not in {last.get((dataset, code)) for code in forces}:
                about = {code or forces[0] for code in _forces_in(file)}
                if not about.isdisjoint(forces):  # what is another force's is not for this store
                    fresh[file] = about
    if not fresh:
        return ()
    # Only a start with something new to take in pays for the libraries that checking needs.
    from src.store.acceptance import accept

    replaced = {file.dataset: about for file, about in fresh.items()}
    old = [
        event
        for event in ledger.visible(ledger.edition())
        if event.by_whom == BY and not replaced.get(event.dataset, set()).isdisjoint(event.about or (forces[0],))
    ]
    # PEELboard's own figures are taken in by PEELboard, whoever happens to be the first to ask for one. A row that
    # names no force is of the one that the store was made for, never of the one that is shown.
    of = set[str]().union(*fresh.values())
    code = next(iter(of)) if len(of) == 1 else forces[0]
    settings = replace(settings, actor=Actor(), scope=Scope(), force_code=code)
    # In one write: a stop between the two would leave both forms to be seen for ever.
    gone = [turned(event, WITHDRAWN, BY, AGAIN) for event in old]
    return accept(settings, list(fresh), by=BY, reason=FIRST, together_with=gone)


_LISTS_SEEN: set[tuple[Path, Path]] = set()


def _take_in_lists(settings: Settings) -> None:
    """Once in the life of a process, as lists are read once: of two with other folders none undoes the other's."""
    key = (settings.store, settings.reference)
    if key in _LISTS_SEEN:
        return
    if event := lists.changed(settings, BY):
        audit.follow(settings, Ledger(settings.store).write([event]))
    _LISTS_SEEN.add(key)


def _forces_in(file: Supplied) -> set[str]:
    """The forces that the rows of a published file name; nothing among them for a row that names none."""
    text = file.content.decode("utf-8-sig", errors="replace")
    return {row.get("force_code") or "" for row in csv.DictReader(io.StringIO(text, newline=""))} or {""}
