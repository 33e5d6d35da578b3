"""Figures that an extract gave otherwise than an earlier one had: old, new, by which extract."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from src.contracts.column import Column, Kind
from src.contracts.dataset import Dataset
from src.metrics.datasets import DATASETS
from src.store.editions import Edition
from src.store.ledger import Event

MOST = 200
"""How many restatements of one column are listed, the newest first."""


@dataclass(frozen=True, kw_only=True)
class Restated:
    """One figure that was restated."""

    dataset: Dataset
    column: Column
    about: tuple[str, ...]
    """What the figure is about, by the names of the code lists: Sandwell."""
    day: date
    """The date of the figure."""
    before: float
    after: float
    by: Event
    """The acceptance that restated it."""


def restated(edition: Edition) -> Sequence[Restated]:
    """Every figure that a visible extract gave otherwise than the visible extract before it."""
    found: list[Restated] = []
    extracts = {event.extract_id: event for event in edition.extracts}
    for dataset in DATASETS.values():
        if dataset.dated_by is None or sum(event.dataset == dataset.name for event in edition.extracts) < 2:
            continue
        for column in dataset.columns:
            if column.kind in (Kind.INTEGER, Kind.DECIMAL) and column.name not in dataset.key:
                found += _restated_in(edition, dataset, column, extracts)
    return tuple(sorted(found, key=lambda item: item.by.sequence, reverse=True))


def _restated_in(edition: Edition, dataset: Dataset, column: Column, extracts: dict[str, Event]) -> list[Restated]:
    key = ", ".join(("force_code", *dataset.key))
    table = edition.every_statement(dataset.name)
    rows = edition.ask(
        f"select * from (select {key}, {dataset.dated_by} as figure_on, extract_id, sequence, {column.name} as after,"
        f" lag({column.name}) over (partition by {key} order by sequence) as before"
        f" from {table}) as stated where before is not null and after is not null and before <> after"
        f" order by sequence desc limit {MOST}",
        (),
    )
    subjects = [name for name in dataset.key if name != dataset.dated_by]
    return [
        Restated(
            dataset=dataset,
            column=column,
            about=tuple(_named(edition, dataset.column(name), row[name]) for name in subjects),
            day=row["figure_on"],
            before=float(row["before"]),
            after=float(row["after"]),
            by=extracts[row["extract_id"]],
        )
        for row in rows
        if row["figure_on"] is not None
    ]


def _named(edition: Edition, column: Column, value: Any) -> str:
    names = edition.code_list(column.codes).names() if column.codes else {}
    return str(names.get(value, value))
