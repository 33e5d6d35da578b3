"""A file becomes an accepted extract: checked, the table in it saved, its rows appended, then made visible.

Order matters. The rows are appended first and are seen by nobody; the ledger's event makes them
visible. A stop at any moment leaves the last edition as it was.
"""

import json
import secrets
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import pandas
import pyarrow

from src import wording
from src.contracts.problem import Problem, Refused
from src.ingest import reader, validate
from src.ingest.detect import table_locator
from src.ingest.progress import ProgressCallback, quiet
from src.metrics.datasets import DATASETS
from src.settings import Action, Settings
from src.store import (
    audit,
    authorization,
    binding,
    delta,
    demo_marker,
    disk_check,
    history_rules,
    integrity,
    lists,
    source_files,
)
from src.store.disk_check import CannotStore
from src.store.header_answers import remembered_for
from src.store.ledger import ACCEPTED, RESTORED, WITHDRAWN, EditionConflict, Event, Ledger, now, same_bytes, turned
from src.store.preview_edition import Pending
from src.store.tables import schema
from src.store.upload import Supplied

__all__ = [
    "CannotStore",
    "EditionConflict",
    "accept",
    "accept_checked",
    "check",
    "pending",
    "reduce",
    "refuse_erased",
    "restore",
    "withdraw",
    "withdraw_together",
]


def check(settings: Settings, file: Supplied, report_progress: ProgressCallback = quiet) -> validate.Checked:
    """The rows of a file, typed. Raises Refused with every problem; writes nothing.

    What was answered before about its headings holds, unless the file brings another answer.
    """
    dataset = DATASETS[file.dataset]
    answers = {**remembered_for(settings.store, dataset.name), **file.headings}
    read = reader.read(file.name, file.content, settings.limits, report_progress)
    cells = table_locator.find(read, dataset, headings=answers, sheet=file.sheet, settled=file.settled)
    report_progress("Checking the rows")
    return validate.check(
        cells,
        dataset,
        lists.for_supply(settings),
        settings.force_code,
        headings=answers,
        settled=file.settled,
    )


def refuse_erased(settings: Settings, name: str, sha256: str) -> None:
    """Raise Refused where a file of these very bytes was erased: it does not come in again with nobody asked."""
    by_file = {event.sha256: event for event in Ledger(settings.store).erased().values()}
    if event := by_file.get(sha256):
        raise Refused(
            [
                Problem(
                    file=reader.bare_name(name),
                    found=f"a file that was erased on {wording.moment(event.at)} by {event.by_whom}",
                    expected="a file without what it was erased for",
                    todo="Take that out and supply the file again.",
                )
            ]
        )


def accept(
    settings: Settings,
    files: Sequence[Supplied],
    *,
    by: str,
    reason: str,
    together_with: Sequence[Event] = (),
    report_progress: ProgressCallback = quiet,
) -> tuple[Event, ...]:
    """Check files and accept them as one: all of them in one edition, or none.

    A file whose very bytes can already be seen is left out. Raises Refused with every problem, or CannotStore.
    """
    authorization.refuse_unless_accepts(settings, [file.dataset for file in files])
    visible = _visible(settings)
    checked: list[tuple[Supplied, validate.Checked]] = []
    problems: list[Problem] = []
    for file in files:
        refuse_erased(settings, file.name, file.sha256)
        if any((e.dataset, e.sha256) == (file.dataset, file.sha256) and not file.sheet for e in visible):
            continue  # so that it need not be read
        try:
            checked.append((file, check(settings, file, report_progress)))
        except Refused as refused:
            problems += refused.problems
    if problems:
        raise Refused(problems)
    return accept_checked(
        settings, checked, by=by, reason=reason, together_with=together_with, report_progress=report_progress
    )


def accept_checked(
    settings: Settings,
    checked: Sequence[tuple[Supplied, validate.Checked]],
    *,
    by: str,
    reason: str,
    seen_edition: int | None = None,
    changed: Mapping[str, str] | None = None,
    together_with: Sequence[Event] = (),
    report_progress: ProgressCallback = quiet,
) -> tuple[Event, ...]:
    """Store files that were checked: all of them in one edition, or none. Returns () where all can be seen already.

    `changed` says for a dataset what its file changes, to be kept with the event. The events of `together_with`
    land in the same write. Raises EditionConflict where the newest edition is not `seen_edition`, if one is given,
    Refused where rows break a rule together with those held, and CannotStore where the disk does not take it. What
    `report_progress` raises stops the work, but never once the event has landed. Raises NotAllowed where the person
    may not accept; a person who is signed in signs by that name.
    """
    authorization.refuse_unless_accepts(settings, [file.dataset for file, _ in checked])
    by = authorization.signed(settings, by)
    store, ledger = settings.store, Ledger(settings.store)
    for file, _ in checked:
        refuse_erased(settings, file.name, file.sha256)
    named = [(file.name, rows.rows) for file, rows in checked]
    demo_marker.refuse_mixed(settings, named)
    binding.refuse_other(settings, [(name, rows.force_code.dropna().unique()) for name, rows in named])
    if seen_edition is not None:
        ledger.refuse_moved_on(seen_edition)  # before anything is written; once more as the ledger is
    visible = _visible(settings)
    fresh: dict[tuple[str, str, str], tuple[Supplied, validate.Checked]] = {}
    for file, rows in checked:
        if not same_bytes(visible, file.dataset, file.sha256, rows.sheet):
            fresh.setdefault((file.dataset, file.sha256, rows.sheet), (file, rows))
    if not fresh:
        return ()
    changes = changed or {}
    waiting = [pending(*each, by, reason, changes.get(each[0].dataset, "")) for each in fresh.values()]
    going = {event.extract_id for event in together_with if event.event == WITHDRAWN}
    refuse_broken_history(
        settings, [(rows, each) for (_, rows), each in zip(fresh.values(), waiting, strict=True)], going
    )
    with disk_check.storing(store):
        report_progress("Saving the table")
        copies = [(file.sha256, file.dataset, rows.sheet, rows.copy) for file, rows in fresh.values()]
        needed = sum(len(copy[-1]) for copy in copies) + sum(each.rows.nbytes for each in waiting)
        disk_check.try_room(store, needed + disk_check.FOR_A_LOG * (len(waiting) + 1))
        for copy in copies:
            source_files.save(store, *copy)
        for each in waiting:
            report_progress("Writing the rows")
            dataset = each.event.dataset
            delta.append(store / "tables" / dataset, each.rows, partial(integrity.is_whole, store, dataset))
        events = _with_hashes(store, [each.event for each in waiting])
        if not lists.hash_of(ledger.events(), ledger.edition()):
            events = [replace(event, lists=lists.save(settings)) for event in events]
        report_progress("Making them visible")
        written = ledger.write([*events, *together_with], seen_edition)
    audit.follow(settings, written)
    return written


def refuse_broken_history(
    settings: Settings, waiting: Sequence[tuple[validate.Checked, Pending]], going: Collection[str] = ()
) -> None:
    """Raise Refused where rows break a rule together with those held. `going` are extracts withdrawn in the same write."""
    problems = history_rules.problems_of(settings, waiting, going)
    if problems:
        raise Refused(problems)


def _with_hashes(store: Path, events: Sequence[Event]) -> list[Event]:
    """The events with the hashes of the files that no event speaks of yet: of their rows, and the ledger's own."""
    noting = {event.dataset: integrity.not_noted(store, store / "tables" / event.dataset) for event in events}
    noted = [replace(event, files=noting.pop(event.dataset, "")) for event in events]
    own = Ledger(store).not_noted()
    return [replace(noted[0], files=noted[0].files + own), *noted[1:]]


def withdraw(settings: Settings, extract_id: str, *, by: str, reason: str) -> Event:
    """Take an extract out of sight from the next edition on. Raises as `withdraw_together` does."""
    return withdraw_together(settings, [extract_id], by=by, reason=reason)[0]


def withdraw_together(settings: Settings, extract_ids: Sequence[str], *, by: str, reason: str) -> tuple[Event, ...]:
    """Take extracts out of sight as one, all or none.

    Raises LookupError where one is in no edition, NotAllowed, StillNeeded where others stand on them, and
    EditionConflict where others changed the figures at that moment.
    """
    authorization.refuse_unless(settings, Action.WITHDRAW)
    return _turn(settings, extract_ids, WITHDRAWN, by, reason)


def restore(settings: Settings, extract_id: str, *, by: str, reason: str) -> Event:
    """Bring a withdrawn extract back. Raises as `withdraw_together` does, LookupError where it was not withdrawn."""
    authorization.refuse_unless(settings, Action.RESTORE)
    return _turn(settings, [extract_id], RESTORED, by, reason)[0]


def _turn(settings: Settings, extract_ids: Sequence[str], to: str, by: str, reason: str) -> tuple[Event, ...]:
    ledger = Ledger(settings.store)
    erased, seen = ledger.erased(), ledger.edition()
    known = {e.extract_id: e for e in ledger.events() if e.event == ACCEPTED and e.extract_id not in erased}
    visible = {event.extract_id for event in ledger.visible(seen)}
    for name in extract_ids:
        if name not in known:
            raise LookupError(f"No extract is called {name}. The list of editions names them all.")
        if (name in visible) != (to == WITHDRAWN):
            state = "already withdrawn" if to == WITHDRAWN else "not withdrawn"
            raise LookupError(f"The extract {name} is {state}.")
    is_ruled = history_rules.are_about({known[name].dataset for name in extract_ids})
    if is_ruled:
        side = "leaving_out" if to == WITHDRAWN else "bringing_back"
        history_rules.refuse_turn(settings, **{side: extract_ids})
    signer = authorization.signed(settings, by)
    with disk_check.storing(settings.store):
        disk_check.try_room(settings.store, disk_check.FOR_A_LOG)
        events = [turned(known[name], to, signer, reason) for name in extract_ids]
        written = ledger.write(events, seen if is_ruled else None)
    if not written:
        raise LookupError("Somebody else has done this at the same moment.")
    audit.follow(settings, written)
    return written


def reduce(settings: Settings) -> Iterator[str]:
    """Put copies of the tables taken in the place of the whole files that an older store holds. Says what was done."""
    authorization.refuse_unless(settings, Action.WITHDRAW)
    accepted = [event for event in Ledger(settings.store).events() if event.event == ACCEPTED]
    for sha256 in dict.fromkeys(event.sha256 for event in accepted):
        path = source_files.whole_file(settings.store, sha256)
        if path is None:
            continue
        tables = [event for event in accepted if event.sha256 == sha256]
        what = "only the table that was taken is saved now."
        for event in tables:
            file = Supplied(name=event.file_name, content=path.read_bytes(), dataset=event.dataset, sheet=event.sheet)
            try:
                copy = check(settings, file).copy
            except Refused as refused:
                what = f"it could not be read again, so no copy of its table was made. {refused.problems[0].sentence()}"
                copy = f"{wording.capital(what)}\n".encode()
            source_files.save(settings.store, sha256, event.dataset, event.sheet, copy)
        path.unlink()
        yield f"{tables[0].file_name}: {what}"


def _answers(file: Supplied) -> str:
    given = {"headings": dict(file.headings), "cells": dict(file.settled)}
    return json.dumps(given, ensure_ascii=False, sort_keys=True) if any(given.values()) else ""


def answered(event: Event) -> tuple[dict[str, str], dict[str, str]]:
    """What was answered about the headings and the cells of an extract."""
    given = json.loads(event.answers or "{}")
    return given.get("headings", {}), given.get("cells", {})


def _visible(settings: Settings) -> tuple[Event, ...]:
    ledger = Ledger(settings.store)
    return ledger.visible(ledger.edition())


def pending(file: Supplied, checked: validate.Checked, by: str = "", reason: str = "", changed: str = "") -> Pending:
    """Checked rows as they would be stored, with the event that would make them visible."""
    extract_id = f"{file.dataset}-{file.sha256[:6]}-{secrets.token_hex(4)}"
    dated_by = checked.dataset.dated_by
    dates = checked.rows[dated_by].dropna() if dated_by else pandas.Series(dtype="datetime64[s]")
    event = Event(
        sequence=0,
        event=ACCEPTED,
        extract_id=extract_id,
        dataset=file.dataset,
        file_name=reader.bare_name(file.name),
        sha256=file.sha256,
        row_count=len(checked.rows),
        period_from=dates.min().date() if len(dates) else None,
        period_to=dates.max().date() if len(dates) else None,
        by_whom=by,
        reason=reason,
        at=now(),
        changed=changed,
        sheet=checked.sheet,
        absent=" ".join(checked.absent),
        part=checked.part,
        forces=" ".join(sorted(checked.rows.force_code.dropna().unique())),
        profile=file.profile,
        answers=_answers(file),
        says=checked.cells.says if checked.cells else "",
    )
    rows = checked.rows.assign(extract_id=extract_id)
    return Pending(
        event=event, rows=pyarrow.Table.from_pandas(rows, schema=schema(checked.dataset), preserve_index=False)
    )
