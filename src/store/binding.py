"""The forces that a store is for: those of its first start, and those that somebody let in since.

A start or a row of any other is refused, so that no mistyped setting puts a force's figures among another's.
"""

import json
import os
import secrets
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from src import wording
from src.settings import Settings
from src.store import audit, disk_check
from src.store.disk_check import CannotStore, IntegrityError
from src.store.ledger import Event, Ledger

FILE, FORM = "store.json", 1
"""The form in which a store is written. One of a later form is not for this version."""


class OtherForce(CannotStore):
    """A start or a row is of a force that the store is not for, in a sentence."""


def of(settings: Settings) -> Sequence[str]:
    """The codes of the forces, the one it was made for first. Raises IntegrityError, or CannotStore for a later form.

    A store that is not bound yet is for the forces of what it holds, or else for the one that is set.
    """
    path = settings.store / FILE
    try:
        lines = json.loads(path.read_bytes())
        form, forces = int(lines["form"]), tuple(map(str, lines["forces"]))
    except (FileNotFoundError, NotADirectoryError):
        known = dict.fromkeys(code for event in Ledger(settings.store).events() for code in sorted(event.about))
        return tuple(known) or (settings.force_code,)
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise IntegrityError(f"{path}, which says whose store this is, cannot be read. Bring it back.") from error
    if form > FORM:
        raise CannotStore(
            f"{settings.store} was written by a newer PEELboard, in form {form}; this one knows form {FORM}. Nothing "
            "was changed. Start that version again, or recover a backup from before it into another folder."
        )
    return forces


def damage(settings: Settings, events: Sequence[Event], *, is_recorded: bool) -> Iterator[str]:
    """A sentence for each force that was put into the note of a store, or taken out of it, by something else.

    Forces that were let in are recorded, and the record is held by the ordinary look. Before the first of them a
    store is of the forces in its rows, or of the one that first started it.
    """
    path, known = settings.store / FILE, {code for event in events for code in event.about}
    if not path.exists():
        if is_recorded:
            yield f"{path}, which says whose store this is, is missing. Bring it back from a backup."
        return
    forces = of(settings)
    for code in sorted(known - set(forces)):
        yield f"{path} does not name {code}, whose rows the store holds: it was changed."
    added = [] if is_recorded or len(forces) == 1 else sorted(set(forces) - known)
    for code in added:
        yield f"{path} names {code}, which was never let in and of which the store holds no row: it was changed."


def refuse_start(settings: Settings) -> None:
    """Raise OtherForce where the store is not for the force that is set."""
    forces = of(settings)
    if settings.force_code not in forces:
        raise OtherForce(
            f'{settings.store} is the store of {wording.listed(forces)}, and PEELBOARD_FORCE_CODE is "'
            f'{settings.force_code}". Set PEELBOARD_STORE to the store of {settings.force_code}, or let that force '
            f"in: python -m src admit {settings.force_code}, started as {forces[0]}."
        )


def bind(settings: Settings) -> Sequence[str]:
    """Bind a store to its forces at its first start. Raises OtherForce, CannotStore."""
    refuse_start(settings)
    forces = of(settings)
    if not (settings.store / FILE).exists():
        _write(settings, forces)
    return forces


def admit(settings: Settings, code: str) -> Sequence[str]:
    """Let rows and starts of one more force in, and record it."""
    forces = tuple(dict.fromkeys([*bind(settings), code]))
    _write(settings, forces)
    audit.seal(settings, FILE, lambda: rows(settings))
    return forces


def rows(settings: Settings) -> Sequence[Mapping[str, object]]:
    """The forces as rows, for the hash of them."""
    return [{"force_code": code} for code in of(settings)]


def refuse_other(settings: Settings, files: Iterable[tuple[str, Collection[str]]]) -> None:
    """Raise OtherForce where a file has rows of a force, one of those by its name, that the store is not for."""
    forces = bind(settings)
    for name, of_file in files:
        if others := sorted(set(of_file) - set(forces)):
            raise OtherForce(
                f"{name} has rows of {wording.listed(others)}, and this is the store of {wording.listed(forces)}. "
                "Nothing was stored. Supply it where the figures of that force are kept."
            )


def _write(settings: Settings, forces: Sequence[str]) -> None:
    text = json.dumps({"form": FORM, "forces": list(forces)})
    with disk_check.storing(settings.store):
        settings.store.mkdir(parents=True, exist_ok=True)
        beside = settings.store / f"{FILE}.{secrets.token_hex(4)}.part"
        try:
            beside.write_text(text, encoding="utf-8")
            os.replace(beside, settings.store / FILE)
        finally:
            beside.unlink(missing_ok=True)
