"""Whether everything in a store is as it was written: the ledger, the rows, the tables taken, the audit record.

Pages check what they are about to show. This looks at all of it, for whoever keeps the store.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from src import wording
from src.settings import Settings
from src.store import (
    audit,
    binding,
    deep_verification,
    delta,
    demo_marker,
    header_answers,
    integrity,
    lists,
    profiles,
    source_files,
    views,
)
from src.store.disk_check import DAMAGED, CannotStore, IntegrityError
from src.store.ledger import ACCEPTED, Event, Ledger


@dataclass(frozen=True, kw_only=True)
class Verified:
    """What was looked at, and what is wrong with it."""

    edition: int
    extracts: int
    """Accepted ones, withdrawn or not."""
    files: int
    """Files of rows."""
    not_noted: int
    """Those of them whose hash was never noted, so that only their size and rows could be checked."""
    wrong: tuple[str, ...]
    """Sentences; none where all is whole."""
    erased: tuple[str, ...] = ()
    """Sentences for what is gone because somebody erased it."""
    unchecked: tuple[str, ...] = ()
    """Sentences for what a deep look could not work out again."""


def verify(settings: Settings, *, deep: bool = False) -> Verified:
    """Look at everything. Writes nothing. A deep look works the rows out again of the saved copies of their tables."""
    store, ledger = settings.store, Ledger(settings.store)
    try:
        events = ledger.events()
    except IntegrityError as damaged:
        return Verified(edition=0, extracts=0, files=0, not_noted=0, wrong=(str(damaged),))
    except DAMAGED as error:
        unread = f"The list of what was accepted cannot be read ({integrity.first_line(error)})."
        return Verified(edition=0, extracts=0, files=0, not_noted=0, wrong=(unread,))
    erased = ledger.erased()
    accepted = [event for event in events if event.event == ACCEPTED and event.extract_id not in erased]
    wrong: list[str] = []
    existing: list[integrity.StoredRows] = []
    for dataset in sorted({event.dataset for event in accepted}):
        found, text = _rows(store, dataset, [event for event in accepted if event.dataset == dataset])
        existing += found
        wrong += text
    for event in {(event.sha256, event.dataset, event.sheet): event for event in accepted}.values():
        wrong += _table_copy(store, event)
    wrong += lists.damage(settings)
    beside_ledger: tuple[tuple[str, Callable[[], audit.Rows]], ...] = (
        ("headings", partial(header_answers.every, store)),
        ("profiles", partial(profiles.rows, store)),
        ("views", partial(views.every, store)),
        (binding.FILE, partial(binding.rows, settings)),
    )
    for name, every in beside_ledger:
        recorded = audit.sealed(settings, name)  # before the rows: others may be writing
        try:
            is_recorded = not recorded or audit.rows_hash(every()) == recorded
        except IntegrityError as damaged:
            wrong.append(str(damaged))
        except DAMAGED as error:
            wrong.append(f"{store / name} cannot be read ({integrity.first_line(error)}).")
        else:
            if not is_recorded and audit.sealed(settings, name) == recorded:
                wrong.append(f"{store / name} does not hold what the audit record says was last saved in it.")
    is_recorded = bool(audit.sealed(settings, binding.FILE))
    try:
        wrong += [*binding.damage(settings, events, is_recorded=is_recorded), *demo_marker.damage(settings, events)]
    except (OSError, CannotStore) as error:
        wrong.append(str(error))
    wrong += audit.verify(settings)
    unlike = list(deep_verification.differences(settings)) if deep else []
    wrong += [sentence for is_harm, sentence in unlike if is_harm]
    return Verified(
        edition=ledger.edition(),
        extracts=len(accepted),
        files=len(existing),
        not_noted=sum(not file.is_noted for file in existing),
        wrong=tuple(wrong),
        erased=tuple(
            dict.fromkeys(
                f"{event.file_name} was erased on {wording.moment(event.at)} by {event.by_whom}."
                for event in erased.values()
            )
        ),
        unchecked=tuple(sentence for is_harm, sentence in unlike if not is_harm),
    )


def _rows(store: Path, dataset: str, accepted: list[Event]) -> tuple[list[integrity.StoredRows], list[str]]:
    """The files of a dataset, and what is wrong with them and with the rows in them."""
    try:
        delta.entries(store / "tables" / dataset)
    except DAMAGED as error:
        return [], [
            f"{store / 'tables' / dataset} cannot be read ({integrity.first_line(error)}).",
            integrity.damage(dataset, accepted),
        ]
    existing = list(integrity.stored_rows(store, dataset))
    counted: Counter[str] = Counter()
    for file in existing:
        counted.update(file.rows)
    missing = [event for event in accepted if counted[event.extract_id] != event.row_count]
    sentences = [f"{file.path} {file.wrong}." for file in existing if file.wrong]
    return existing, [*sentences, *([integrity.damage(dataset, missing)] if missing else [])]


def _table_copy(store: Path, event: Event) -> list[str]:
    path = source_files.saved(store, event)
    if path is None:
        return [f"The table taken from {event.file_name} ({event.extract_id}) is no longer in {store / 'files'}."]
    try:
        is_whole = source_files.is_unchanged(path)
    except OSError as error:
        return [f"{path} cannot be read ({integrity.first_line(error)}): it is the table taken from {event.file_name}."]
    return [] if is_whole else [f"{path} is not as it was written: it is the table taken from {event.file_name}."]
