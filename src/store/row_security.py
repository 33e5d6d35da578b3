"""What part of the rows a reader may see: put upon every table as it is made, so that no question can go round it."""

from collections.abc import Collection
from dataclasses import replace

from src.contracts.code_lists import CodeList
from src.contracts.dataset import Dataset
from src.metrics.datasets import DATASETS
from src.settings import Scope

_FORCE, _AREA = "force_code", "area_code"
_BY_AREA = tuple(dataset.name for dataset in DATASETS.values() if _AREA in {c.name for c in dataset.columns})
"""The datasets held by area."""


def condition(scope: Scope, dataset: Dataset) -> str:
    """SQL that is true of the rows of a dataset that may be seen.

    A figure held for the whole force alone is shown to a reader of one area. The force's total in a table that is
    held by area is not, and neither is a known discrepancy about such a table: both tell what other areas have. Prose
    about the whole force may name any area, so that a reader of one area is shown none.
    """
    sentences = []
    if scope.forces is not None:
        sentences.append(_among(_FORCE, scope.forces))
    if scope.areas is not None and dataset.name in _BY_AREA:
        sentences.append(_among(_AREA, scope.areas))
    if scope.areas is not None and any(column.is_prose for column in dataset.columns):
        sentences.append("false")
    if scope.areas is not None and dataset.name == "discrepancies":
        about = "concat(';', replace(coalesce(datasets, ''), ' ', ''), ';')"
        sentences += [f"{about} not like '%;{name};%'" for name in _BY_AREA]
    return " and ".join(sentences) or "true"


def narrowed(codes: CodeList, scope: Scope) -> CodeList:
    """A code list without the areas that may not be seen, so that none of them is named or left as a gap."""
    if codes.name != "areas" or scope.areas is None:
        return codes
    return replace(codes, rows=tuple(row for row in codes.rows if row[_AREA] in scope.areas))


def of_force(codes: CodeList, force: str, forces: Collection[str] | None = None) -> CodeList:
    """A code list without the rows that it says are another force's; of the list of forces those that are named."""
    if codes.name == "forces":
        return codes if forces is None else replace(codes, rows=tuple(r for r in codes.rows if r[_FORCE] in forces))
    if _FORCE not in codes.columns:
        return codes
    return replace(codes, rows=tuple(row for row in codes.rows if row[_FORCE] in (None, force)))


def _among(column: str, codes: frozenset[str]) -> str:
    """SQL that is true where the column holds one of some codes; of no codes nothing is."""
    quoted = ", ".join("'" + code.replace("'", "''") + "'" for code in sorted(codes))
    return f"coalesce({column} in ({quoted}), false)" if quoted else "false"
