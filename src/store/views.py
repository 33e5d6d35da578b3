"""Named views of the board: what somebody chose on a page, kept under a name so that others can open it.

A view is the query of an address. Views are only ever added; the newest of a name holds, and one saved
without a query is removed.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow

from src.settings import Action, Settings
from src.store import audit, authorization, delta, disk_check
from src.store.ledger import after

LONGEST_NAME = 60
_SCHEMA = pyarrow.schema(
    [
        ("page", pyarrow.string()),
        ("name", pyarrow.string()),
        ("query", pyarrow.string()),
        ("by_whom", pyarrow.string()),
        ("at", pyarrow.timestamp("us", tz="UTC")),
    ]
)


def every(store: Path) -> Sequence[Mapping[str, Any]]:
    """Every view that was ever saved or removed, oldest first."""
    return sorted(delta.read(store / "views", _SCHEMA), key=lambda row: row["at"])


def saved(store: Path, page: str) -> Mapping[str, str]:
    """The views of a page by name, in the order of their names: each the query of its address."""
    stored = every(store)
    newest = {row["name"]: row["query"] for row in stored if row["page"] == page}
    return {name: newest[name] for name in sorted(newest, key=str.casefold) if newest[name]}


def save(settings: Settings, page: str, name: str, query: str, by: str) -> None:
    """Keep a view under a name, in the place of any of that name. Raises CannotStore, or NotAllowed."""
    authorization.refuse_unless(settings, Action.VIEWS)
    store, by = settings.store, authorization.signed(settings, by)
    if saved(store, page).get(name, "") == query:
        return
    at = after(row["at"] for row in every(store))
    row = {"page": page, "name": name, "query": query, "by_whom": by, "at": at}
    with disk_check.storing(store):
        disk_check.try_room(store, disk_check.FOR_A_LOG)
        delta.append(store / "views", pyarrow.Table.from_pylist([row], schema=_SCHEMA))
    audit.seal(settings, "views", lambda: every(store))


def let_go(settings: Settings, page: str, name: str, by: str) -> None:
    """Show a view no longer. What was saved stays in the table. Raises CannotStore, or NotAllowed."""
    save(settings, page, name, "", by)
