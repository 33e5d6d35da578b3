"""A table that is cut shows what its sentence speaks of, and its caption says which end that is."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest

from src.analysis.figure_changes import date_column
from src.contracts.metric import Kind, Result, Row
from src.metrics import METRICS
from src.web import components

FIRST = date(2024, 1, 1)
MANY = 151


def shown(monkeypatch: pytest.MonkeyPatch, name: str, rows: list[Row]) -> tuple[str, tuple[Any, ...]]:
    """The caption of a table that is cut, and the numbers of the rows it has."""
    card = METRICS[name].card
    result = Result(
        card=card, as_at=FIRST, edition=1, rows=tuple(rows), sentence="", sources=(), checks=(), caveats=(), sql=""
    )
    kept: list[Row] = []

    def keep(of: Result, names: Sequence[str], *, rows: Sequence[Row], flagged: str) -> str:
        kept.extend(rows)
        return ""

    monkeypatch.setattr(components, "rows_of", keep)
    components.telling_rows(result)
    return components.numbers_title(result), tuple(row["number"] for row in kept)


@pytest.mark.parametrize("is_newest_first", [True, False])
def test_a_cut_series_has_its_newest_rows_and_every_other_list_its_first(
    monkeypatch: pytest.MonkeyPatch, is_newest_first: bool
) -> None:
    for name, metric in METRICS.items():
        dated = date_column(metric.card)
        days = sorted((FIRST + timedelta(days=7 * (at // 2)) for at in range(MANY)), reverse=is_newest_first)
        rows: list[Row] = [{"number": at, **({dated: day} if dated else {})} for at, day in enumerate(days)]
        is_series = bool(dated) and metric.card.kind is not Kind.LIST and not is_newest_first
        caption, numbers = shown(monkeypatch, name, rows)
        assert numbers == tuple(range(91, 151) if is_series else range(60)), name
        end = "last" if is_series else "first"
        assert caption == f"The same figures as a table (the {end} 60 of 151 rows)", name


def test_a_series_by_part_and_then_by_date_is_not_in_date_order(monkeypatch: pytest.MonkeyPatch) -> None:
    name = "investigation_standards_met"
    rows: list[Row] = [{"number": at, "as_at_on": FIRST + timedelta(days=at % 36)} for at in range(72)]
    assert shown(monkeypatch, name, rows) == (
        "The same figures as a table (the first 60 of 72 rows)",
        tuple(range(60)),
    )
