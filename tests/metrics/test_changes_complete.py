"""Nothing that a reader can see differs without a change that reports it: every column of every dataset is planted."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any

import pyarrow
import pytest

from src.analysis.change_detection import changes
from src.contracts.column import Column, Kind
from src.contracts.dataset import PROVENANCE
from src.contracts.metric import Result
from src.metrics import COMPARED
from src.metrics.calculate import calculate
from src.metrics.datasets import DATASETS
from src.store.editions import Edition
from src.store.engines import DuckDb
from src.store.tables import schema
from tests.metrics.drawn import DrawnEngine

Rows = Sequence[Mapping[str, Any]]
in_rows = pytest.mark.parametrize("most_rows", [1, pytest.param(2, marks=pytest.mark.long)])
"""How many rows a change is planted in, one by one, before a column counts as not shown."""
NOT_SHOWN_ANYWHERE = ("discrepancies",)
"""Datasets that no metric lists: their rows stand next to figures, and on a page of their own."""
EVENTS_ONLY = ("closure_steps",)
"""Datasets whose newer row is another event and no newer statement of the same thing."""
BY_HAND: Mapping[str, Rows] = {
    "qatt_reviews": [
    {
        "force_code": "wmp",
        "review_id": f"r{number}",
        "reviewed_on": date(2024, 1, 1 + number),
        "department_code": "ppu",
        **{f"{part}_grade": 3 + number % 2 for part in (
            "victim_focus", "suspect_management", "investigation_standards", "supervisor_review", "overall")},
    }
    for number in range(12)
    ],
    "actions": [
        {
            "force_code": "wmp",
            "action_id": "a1",
            "as_at_on": date(2024, 9, 1),
            "finding_id": "engage-inv-1",
            "action_title": "Train",
            "first_due_on": date(2024, 8, 1),
            "action_status_code": "in_progress",
        }
    ],
    "closure_steps": [
        {"force_code": "wmp", "finding_id": "engage-inv-1", "taken_on": date(2024, 9, day), "step_code": step}
        for day, step in ((1, "work_done"), (8, "evidence_audited"))
    ],
    "self_assessments": [
        {
            "force_code": "wmp",
            "as_at_on": date(2025, 1, 5),
            "thread_code": "preventing_crime",
            "own_grade_code": "G",
            "evidence_count": 3,
        }
    ],
    "commentary": [
        {
            "force_code": "wmp",
            "commentary_id": "c1",
            "meeting_on": date(2025, 4, 1),
            "finding_id": "engage-inv-1",
            "comment_text": "On course",
            "ask_text": "Two posts",
        }
    ],
    "tolerances": [
        {
            "force_code": "wmp",
            "tolerance_id": "t1",
            "threshold_kind_code": "tolerance",
            "figure_code": "marac_cases_awaiting",
            "threshold_value": 100.0,
            "direction_code": "at_most",
            "from_on": date(2024, 1, 1),
        }
    ],
}  # fmt: skip
"""Rows by hand, of what no paper prints one by one."""


class Tables(DrawnEngine):
    """Rows of the published papers on an engine, with those of one dataset given."""

    def __init__(self, edition: Edition, dataset: str, rows: Rows) -> None:
        super().__init__({}, DuckDb())
        self._edition, self._dataset, self._rows = edition, dataset, rows

    def _make(self, name: str) -> None:
        if name not in DATASETS:
            return super()._make(name)
        rows = self._rows if name == self._dataset else rows_of(self._edition, name)
        return self._engine.hold(name, pyarrow.Table.from_pylist(list(rows), schema=schema(DATASETS[name])))


@cache
def rows_of(edition: Edition, name: str) -> list[dict[str, Any]]:
    """The rows of a dataset, those by hand where the papers have none."""
    rows = edition.ask(f"select * from {name}", (name,))
    return rows or [dict.fromkeys(schema(DATASETS[name]).names) | row for row in BY_HAND[name]]


@cache
def readers(dataset: str) -> list[str]:
    """The metrics that read a dataset, those that reported a change last first."""
    return [name for name, metric in COMPARED.items() if dataset in metric.card.reads]


class Results(dict[str, Result]):
    """The metrics that read a dataset, over these rows of it, each worked out when it is first asked for."""

    def __init__(self, edition: Edition, dataset: str, rows: Rows, as_at: date) -> None:
        super().__init__()
        self._engine, self._as_at = Tables(edition, dataset, rows), as_at
        self.metrics = readers(dataset)

    def __missing__(self, name: str) -> Result:
        self[name] = calculate(COMPARED[name], self._engine, self._as_at)
        return self[name]

    def whole(self) -> "Results":
        """All of them, worked out."""
        for name in self.metrics:
            self[name]
        return self


def seen(result: Result) -> list[tuple[object, ...]]:
    """What a reader sees: the listed columns of every row, but for where it came from and notes."""
    where = {column.name for column in PROVENANCE}
    columns = [c.name for c in result.card.columns if c.is_listed and c.name not in where]
    return [tuple(row.get(name) for name in columns) for row in result.rows]


def reported(before: Results, after: Results, control: Results) -> bool | None:
    """Whether a change reports what is seen differently from the control; None where all looks the same.

    Metric by metric, until one is reported: few are worked out where the first that differs is.
    """
    differs = False
    for name in list(after.metrics):
        differs = differs or seen(after[name]) != seen(control[name])
        if differs:
            names = [name for name in COMPARED if name in after]
            earlier, later, same = ({name: of[name] for name in names} for of in (before, after, control))
            found = changes(earlier, later)
            if found != changes(earlier, same):
                assert all(change.sentence.endswith(".") and change.metric in after for change in found)
                after.metrics.insert(0, after.metrics.pop(after.metrics.index(name)))
                return True
    return False if differs else None


def other(edition: Edition, column: Column, value: Any) -> Any:
    """Another value of a column."""
    if column.kind is Kind.CODE:
        codes = [code for code in edition.code_list(column.codes).codes if code != value]
        return codes[0] if codes else value
    return {
        Kind.INTEGER: lambda: (value or 0) + 7,
        Kind.DECIMAL: lambda: (value or 0) + 7.5,
        Kind.DATE: lambda: (value or date(2024, 1, 1)) - timedelta(days=40),
        Kind.YES_NO: lambda: not value,
        Kind.TEXT: lambda: f"{value or 'Something'}, otherwise",
    }[column.kind]()


def planted(edition: Edition, name: str, most_rows: int) -> Iterator[tuple[Column, Rows]]:
    """The rows of a dataset with one cell changed: each column in turn, in the newest rows first."""
    dataset = DATASETS[name]
    rows = rows_of(edition, name)
    dated = dataset.dated_by
    newest = sorted(range(len(rows)), key=lambda at: str(rows[at][dated]) if dated else "", reverse=True)[:most_rows]
    for column in dataset.columns:
        if column.name not in (*dataset.key, dated):
            for at in newest:
                value = other(edition, column, rows[at][column.name])
                yield column, [{**row, column.name: value} if place == at else row for place, row in enumerate(rows)]


@in_rows
@pytest.mark.parametrize("name", DATASETS)
def test_whatever_a_reader_sees_differently_is_reported(name: str, most_rows: int, edition: Edition) -> None:
    as_at = date(2025, 3, 31)
    before = Results(edition, name, rows_of(edition, name), as_at)
    shown: set[str] = set()
    for column, rows in planted(edition, name, most_rows):
        if column.name in shown:
            continue
        is_reported = reported(before, Results(edition, name, rows, as_at), before)
        assert is_reported is not False, f"{name}.{column.name} differs on screen and no change reports it"
        if is_reported:
            shown.add(column.name)
    assert shown or name in NOT_SHOWN_ANYWHERE, f"no column of {name} is seen in any metric"
    assert changes(before.whole(), before) == ()


@in_rows
@pytest.mark.parametrize(
    "name", [name for name, of in DATASETS.items() if of.dated_by in of.key and name not in EVENTS_ONLY]
)
def test_a_newer_row_is_reported_for_what_it_says_otherwise_and_not_for_being_newer(
    name: str, most_rows: int, edition: Edition
) -> None:
    dataset = DATASETS[name]
    dated = str(dataset.dated_by)
    rows = rows_of(edition, name)
    last = max(row[dated] for row in rows if row[dated])
    since, later = last + timedelta(days=1), last + timedelta(days=8)
    again = [{**row, dated: later} for row in rows if row[dated] == last]
    before = Results(edition, name, rows, since)
    same = Results(edition, name, [*rows, *again], later)
    shown: set[str] = set()
    for column in dataset.columns:
        if column.name in (*dataset.key, "as_at_precision"):
            continue
        for at in range(min(len(again), most_rows)):
            value = other(edition, column, again[at][column.name])
            moved = [{**row, column.name: value} if place == at else row for place, row in enumerate(again)]
            is_reported = reported(before, Results(edition, name, [*rows, *moved], later), same)
            assert is_reported is not False, f"{name}.{column.name} moved and nothing reports it"
            if is_reported:
                shown.add(column.name)
                break
    assert shown, f"no column of {name} is seen in any metric"
