"""A store of synthetic figures is marked, so that they and real ones are never held in one store."""

from collections.abc import Iterable, Iterator

import pandas

from src.settings import MARK, SYNTHETIC_FORCE, SYNTHETIC_NOTICE, Settings
from src.store.disk_check import CannotStore
from src.store.ledger import Event

_TEXT = f"{SYNTHETIC_NOTICE}\n"


def mark(settings: Settings) -> None:
    """Mark a store as one of synthetic figures, making its folder where there is none."""
    settings.store.mkdir(parents=True, exist_ok=True)
    (settings.store / MARK).write_bytes(_TEXT.encode())


def damage(settings: Settings, events: Iterable[Event]) -> Iterator[str]:
    """A sentence where the mark was added, removed or changed: it does not fit the rows that were accepted."""
    path = settings.store / MARK
    codes = {code for event in events for code in event.about}
    if settings.is_demonstration and codes - {SYNTHETIC_FORCE}:
        yield f"{path} marks the store as one of synthetic figures, and it holds those of a real force: it was added."
    if not settings.is_demonstration and SYNTHETIC_FORCE in codes:
        yield f"{path} is missing: the store holds synthetic figures, which it marks."
    if settings.is_demonstration and not path.read_bytes().startswith(_TEXT.encode()):
        yield f"{path} does not begin as it was written: it was changed."


def refuse_mixed(settings: Settings, files: Iterable[tuple[str, pandas.DataFrame]]) -> None:
    """Raise CannotStore where a file's rows are synthetic and the store is not, or the other way about."""
    for name, rows in files:
        are_synthetic = rows.force_code == SYNTHETIC_FORCE
        if settings.is_demonstration and not are_synthetic.all():
            raise CannotStore(
                f"{name} has figures of a real force, and this is the demonstration, which holds synthetic figures "
                "alone. Nothing was stored. Supply the file where real figures are kept."
            )
        if not settings.is_demonstration and are_synthetic.any():
            raise CannotStore(
                f"{name} has synthetic figures, made for the demonstration. Nothing was stored, so that they are "
                "never taken for real ones."
            )
