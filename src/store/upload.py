"""A file as somebody supplied it, before anything is made of it."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from src.contracts.problem import Problem, Refused
from src.ingest import file_type
from src.settings import Limits


@dataclass(frozen=True, kw_only=True)
class Supplied:
    """A file as somebody supplied it."""

    name: str
    content: bytes
    dataset: str
    sheet: str = ""
    """The sheet that holds the rows, where somebody has said which; found out where nobody has."""
    headings: Mapping[str, str] = field(default_factory=dict, hash=False)
    """Answers about headings that are not the dataset's own: the heading as it is compared, and the column
    it means, or nothing for a column to leave out."""
    settled: Mapping[str, str] = field(default_factory=dict, hash=False)
    """What was answered to the questions about its cells."""
    profile: str = ""
    """The import profiles that it was read with, by name, version and hash."""

    @cached_property
    def sha256(self) -> str:
        """The hash that the original is kept under and recognised by."""
        return hashlib.sha256(self.content).hexdigest()

    def taken_as(self, **more: Any) -> "Supplied":
        """The same bytes with more known of them; their hash, which takes long for a large file, is not made again."""
        found = replace(self, **more)
        vars(found)["sha256"] = self.sha256
        return found


def supplied(path: Path, dataset: str, limits: Limits | None = None) -> Supplied:
    """The file at a path. Raises Refused where it cannot be read or is larger than the limit."""
    try:
        file_type.refuse_size(path.name, path.stat().st_size, limits or Limits())
        content = path.read_bytes()
    except OSError as error:
        raise Refused(
            [
                Problem(
                    file=path.name,
                    found=f"a file that cannot be opened ({(error.strerror or 'unknown reason').lower()})",
                    expected="a file that can be read",
                    todo="Check the name and the folder.",
                )
            ]
        ) from None
    return Supplied(name=path.name, content=content, dataset=dataset)
