"""Whether the stored rows are what the saved copies of their tables give: each is read, checked and compared again."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pyarrow

from src.contracts.problem import Refused
from src.metrics.datasets import DATASETS
from src.settings import Settings
from src.store import acceptance, delta, integrity, source_files
from src.store.disk_check import DAMAGED
from src.store.ledger import ACCEPTED, Event, Ledger
from src.store.tables import schema
from src.store.upload import Supplied

_NOT_OF_THE_TABLE = ("extract_id", "row_number", "place")
"""Columns that say where a row stood in the file that was supplied, of which only the table is saved."""
Row = tuple[object, ...]


def differences(settings: Settings) -> Iterator[tuple[bool, str]]:
    """A sentence for each extract whose rows are not those of its copy: whether that is harm, and which it is."""
    ledger = Ledger(settings.store)
    erased = ledger.erased()
    for event in ledger.events():
        if event.event == ACCEPTED and event.dataset in DATASETS and event.extract_id not in erased:
            yield from _difference(settings, event)


def _difference(settings: Settings, event: Event) -> Iterator[tuple[bool, str]]:
    what = f"{event.file_name} ({event.extract_id})"
    path = source_files.saved(settings.store, event)
    if path is None:
        return  # the ordinary look says so
    try:
        again = _rows_again(settings, event, path)
    except Refused as refused:
        yield False, f"The rows of {what} could not be worked out again: {refused.problems[0].sentence()}"
        return
    try:
        stored = _rows_stored(settings.store, event)
    except DAMAGED as error:
        yield True, f"The rows of {what} cannot be read ({integrity.first_line(error)})."
        return
    gone, added = again - stored, stored - again
    if gone or added:
        yield (
            True,
            f"The rows of {what} are not those of its copy: {gone.total():,} of the copy are not stored, and "
            f"{added.total():,} stored are not in the copy.",
        )


def _rows_again(settings: Settings, event: Event, path: Path) -> Counter[Row]:
    headings, settled = acceptance.answered(event)
    file = Supplied(
        name=path.name, content=path.read_bytes(), dataset=event.dataset, headings=headings, settled=settled
    )
    dataset = DATASETS[event.dataset]
    checked = acceptance.check(settings, file)
    table = pyarrow.Table.from_pandas(checked.rows.assign(extract_id=""), schema=schema(dataset), preserve_index=False)
    return _counted(table, event)


def _rows_stored(store: Path, event: Event) -> Counter[Row]:
    return _counted(delta.rows_where(store / "tables" / event.dataset, "extract_id", event.extract_id), event)


def _counted(table: pyarrow.Table, event: Event) -> Counter[Row]:
    """Each row by the columns of its dataset, those that it has no value in left out."""
    names = [field.name for field in schema(DATASETS[event.dataset]) if field.name not in _NOT_OF_THE_TABLE]
    columns = [table[name].to_pylist() if name in table.column_names else [None] * len(table) for name in names]
    return Counter(zip(*columns, strict=True))
