"""What people have answered about headings that are no dataset's own, so that nobody is asked twice.

An answer says, for a dataset and a heading as it is compared, which column is meant, or that the
column is left out. Answers are only ever added; the newest one holds.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow

from src.settings import Action, Settings
from src.store import audit, authorization, delta, disk_check
from src.store.ledger import after

_SCHEMA = pyarrow.schema(
    [
        ("dataset", pyarrow.string()),
        ("heading", pyarrow.string()),
        ("column", pyarrow.string()),
        ("by_whom", pyarrow.string()),
        ("at", pyarrow.timestamp("us", tz="UTC")),
    ]
)


def every(store: Path) -> Sequence[Mapping[str, Any]]:
    """Every answer that was ever given, oldest first."""
    return sorted(delta.read(store / "headings", _SCHEMA), key=lambda row: row["at"])


def remembered(store: Path) -> Mapping[tuple[str, str], str]:
    """For a dataset and a plain heading, the column it means; empty for a column to leave out."""
    return {(row["dataset"], row["heading"]): row["column"] for row in every(store)}


def remembered_for(store: Path, dataset: str) -> dict[str, str]:
    """The answers about the headings of one dataset, by plain heading."""
    return {heading: column for (of, heading), column in remembered(store).items() if of == dataset}


def remember(settings: Settings, answers: Mapping[tuple[str, str], str], by: str) -> None:
    """Keep answers. One that is remembered already is not kept again. Raises CannotStore, or NotAllowed."""
    authorization.refuse_unless(settings, Action.ACCEPT)
    store, by = settings.store, authorization.signed(settings, by)
    known = remembered(store)
    at = after(row["at"] for row in every(store))
    fresh = [
        {"dataset": dataset, "heading": heading, "column": column, "by_whom": by, "at": at}
        for (dataset, heading), column in answers.items()
        if known.get((dataset, heading)) != column
    ]
    if fresh:
        with disk_check.storing(store):
            disk_check.try_room(store, disk_check.FOR_A_LOG)
            delta.append(store / "headings", pyarrow.Table.from_pylist(fresh, schema=_SCHEMA))
        audit.seal(settings, "headings", lambda: every(store))
