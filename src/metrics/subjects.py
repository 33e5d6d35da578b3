"""The subjects: each is a folder here, with its dataset, cards, SQL and wording. A new folder is found by itself."""

from importlib import import_module
from pathlib import Path
from types import ModuleType

_FIRST = (
    "sources findings peel marac sex_offenders investigations online_child_abuse improvement context boards paper_figures"
).split()
"""The order in which subjects are listed; those not named here come last, by name."""


def modules(name: str) -> list[ModuleType]:
    """The modules of that name, `dataset` or `cards`, of every subject that has one."""
    found = sorted(path.parent.name for path in Path(__file__).parent.glob(f"*/{name}.py"))
    found.sort(key=lambda subject: _FIRST.index(subject) if subject in _FIRST else len(_FIRST))
    return [import_module(f"src.metrics.{subject}.{name}") for subject in found]
