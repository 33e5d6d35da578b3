"""A file becomes an accepted extract: checked, kept byte for byte, appended, then made visible.

Order matters. The rows are appended first and are seen by nobody; the ledger's event makes them
visible. A stop at any moment leaves the last edition as it was.
"""

import os
import secrets
from collections.abc import Sequence
from pathlib import Path

import pandas
import pyarrow

from src.extracts import checking, codes, reading
from src.extracts.datasets import DATASETS
from src.extracts.problems import Problem, Refused
from src.settings import Settings
from src.store import delta
from src.store.ledger import ACCEPTED, RESTORED, WITHDRAWN, Event, Ledger, now
from src.store.supplied import Supplied
from src.store.tables import schema


def check(settings: Settings, file: Supplied) -> checking.Checked:
    """The rows of a file, typed. Raises Refused with every problem; writes nothing."""
    dataset = DATASETS[file.dataset]
    cells = reading.read_for(file.name, file.content, dataset, settings.limits)
    return checking.check(cells, dataset, codes.read_all(settings.reference), settings.force_code)


def accept(settings: Settings, files: Sequence[Supplied], *, by: str, reason: str) -> tuple[Event, ...]:
    """Check files and accept them as one: all of them in one edition, or none.

    A file whose very bytes can already be seen is left out. Raises Refused with every problem.
    """
    ledger = Ledger(settings.store)
    seen = {(event.dataset, event.sha256) for event in ledger.visible(ledger.edition())}
    by_bytes = {(file.dataset, file.sha256): file for file in files}
    fresh = [file for bytes_of, file in by_bytes.items() if bytes_of not in seen]
    checked: list[tuple[Supplied, checking.Checked]] = []
    problems: list[Problem] = []
    for file in fresh:
        try:
            checked.append((file, check(settings, file)))
        except Refused as refused:
            problems += refused.problems
    if problems:
        raise Refused(problems)
    events = []
    for file, rows in checked:
        _keep_original(settings.store, file)
        extract_id = f"{file.dataset}-{file.sha256[:6]}-{secrets.token_hex(2)}"
        delta.append(settings.store / "tables" / file.dataset, _arrow(rows, extract_id))
        events.append(_event(rows, file, extract_id, by, reason))
    return ledger.write(events) if events else ()


def withdraw(settings: Settings, extract_id: str, *, by: str, reason: str) -> Event:
    """Take an extract out of sight from the next edition on. Raises LookupError where it is not in sight."""
    return _turn(settings, extract_id, WITHDRAWN, by, reason)


def restore(settings: Settings, extract_id: str, *, by: str, reason: str) -> Event:
    """Bring a withdrawn extract back. Raises LookupError where it was not withdrawn."""
    return _turn(settings, extract_id, RESTORED, by, reason)


def _turn(settings: Settings, extract_id: str, to: str, by: str, reason: str) -> Event:
    ledger = Ledger(settings.store)
    visible = {event.extract_id: event for event in ledger.visible(ledger.edition())}
    known = {event.extract_id: event for event in ledger.events() if event.event == ACCEPTED}
    if extract_id not in known:
        raise LookupError(f"No extract is called {extract_id}. The list of editions names them all.")
    if (to == WITHDRAWN) != (extract_id in visible):
        state = "already withdrawn" if to == WITHDRAWN else "not withdrawn"
        raise LookupError(f"The extract {extract_id} is {state}.")
    fields = {**vars(known[extract_id]), "event": to, "by_whom": by, "reason": reason, "at": now()}
    return ledger.write([Event(**fields)])[0]


def _keep_original(store: Path, file: Supplied) -> None:
    """The file as it came, named by its hash. Written beside and moved, so never half there."""
    kept = store / "files" / f"{file.sha256}{Path(file.name).suffix.lower()}"
    if kept.exists():
        return
    kept.parent.mkdir(parents=True, exist_ok=True)
    beside = kept.with_name(f"{kept.name}.{secrets.token_hex(4)}.part")
    beside.write_bytes(file.content)
    os.replace(beside, kept)


def _arrow(checked: checking.Checked, extract_id: str) -> pyarrow.Table:
    rows = checked.rows.assign(extract_id=extract_id)
    return pyarrow.Table.from_pandas(rows, schema=schema(checked.dataset), preserve_index=False)


def _event(checked: checking.Checked, file: Supplied, extract_id: str, by: str, reason: str) -> Event:
    dated_by = checked.dataset.dated_by
    dates = checked.rows[dated_by].dropna() if dated_by else pandas.Series(dtype="datetime64[s]")
    return Event(
        sequence=0,
        event=ACCEPTED,
        extract_id=extract_id,
        dataset=file.dataset,
        file_name=file.name,
        sha256=file.sha256,
        row_count=len(checked.rows),
        period_from=dates.min().date() if len(dates) else None,
        period_to=dates.max().date() if len(dates) else None,
        by_whom=by,
        reason=reason,
        at=now(),
    )
