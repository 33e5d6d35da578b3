"""What people answered about headings in earlier versions, which kept each answer apart and not in a profile.

An answer says, for a dataset and a heading as it is compared, which column is meant, or that the
column is left out. The newest one holds. None is written any more: see profiles.py.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow

from src.store import delta

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
