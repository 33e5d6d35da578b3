"""What is shown at a date is what was known on it: rows of later days alter nothing."""

from datetime import date
from typing import Any

import pyarrow
import pytest

from src.metrics import METRICS
from src.metrics.calculate import calculate
from src.metrics.datasets import DATASETS
from src.store.editions import Edition
from src.store.engines import DuckDb
from src.store.tables import schema
from tests.metrics.drawn import DrawnEngine


class UpTo(DrawnEngine):
    """The published rows that are of a day or earlier, and those that no date is of."""

    def __init__(self, edition: Edition, last_on: date) -> None:
        super().__init__({}, DuckDb())
        self._edition, self._last_on = edition, last_on

    def _make(self, name: str) -> None:
        if name not in DATASETS:
            return super()._make(name)
        dated = DATASETS[name].dated_by
        rows: list[dict[str, Any]] = self._edition.ask(f"select * from {name}", (name,))
        known = [row for row in rows if not dated or row[dated] is None or row[dated] <= self._last_on]
        return self._engine.hold(name, pyarrow.Table.from_pylist(known, schema=schema(DATASETS[name])))


@pytest.mark.parametrize("as_at", [pytest.param(date(2018, 12, 31), marks=pytest.mark.long), date(2024, 1, 31)])
def test_no_row_of_a_later_day_alters_what_is_shown_at_a_date(as_at: date, edition: Edition) -> None:
    then, now = UpTo(edition, as_at), UpTo(edition, date(2100, 1, 1))
    for metric in METRICS.values():
        known, every = (calculate(metric, engine, as_at) for engine in (then, now))
        assert known.rows == every.rows, metric.card.name
        assert known.sentence == every.sentence, metric.card.name
