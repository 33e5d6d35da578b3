"""Results are kept by what they rest on: an acceptance works out anew what it can have changed, and nothing else."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pytest

from src.contracts.metric import Metric, Result
from src.metrics import METRICS
from src.metrics.calculate import calculate
from src.metrics.datasets import DATASETS
from src.present.theme import Look
from src.settings import Settings
from src.store.acceptance import accept, withdraw
from src.store.editions import Edition
from src.web import page_context
from src.web.page_context import Cached, PageContext
from tests.store.files import BY, ledger, marac, opened, tasks

MARCH = date(2024, 3, 31)


def looking(settings: Settings) -> PageContext:
    """A board at the newest edition, opened anew."""
    return PageContext(settings=settings, edition=opened(settings), as_at=MARCH, look=Look.LIGHT, page="MARAC")


def told(result: Result, column: str) -> list[object]:
    """The figures of a column that are held."""
    return [row[column] for row in result.rows if row[column] is not None]


@pytest.fixture
def worked_out(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the metrics that a board works out."""
    names: list[str] = []

    def counted(metric: Metric, *rest: Any) -> Any:
        names.append(metric.card.name)
        return calculate(metric, *rest)

    monkeypatch.setattr(page_context, "calculate", counted)
    return names


def test_an_extract_works_out_anew_only_what_rests_on_its_dataset(empty: Settings, worked_out: list[str]) -> None:
    accept(empty, [marac("2024-03-01,Dudley,9")], **BY)
    accept(empty, [tasks("2024-03-01,Visit,65")], **BY)
    assert told(looking(empty).result("marac_cases_awaiting_by_area"), "cases_awaiting_count") == [9]
    assert told(looking(empty).result("sex_offender_tasks_outstanding"), "outstanding_count") == [65]
    worked_out.clear()
    accept(empty, [tasks("2024-03-01,Visit,70")], **BY)
    stored = looking(empty).result("marac_cases_awaiting_by_area")
    assert (told(stored, "cases_awaiting_count"), stored.edition) == ([9], 3)
    assert worked_out == []
    moved = looking(empty).result("sex_offender_tasks_outstanding")
    assert (told(moved, "outstanding_count"), moved.edition) == ([70], 3)
    assert worked_out == ["sex_offender_tasks_outstanding"]


def test_what_is_withdrawn_is_out_of_what_was_kept(empty: Settings, worked_out: list[str]) -> None:
    accept(empty, [marac("2024-03-01,Dudley,9")], **BY)
    accept(empty, [marac("2024-03-08,Dudley,12")], **BY)
    name = "marac_cases_awaiting_by_area"
    assert told(looking(empty).result(name), "cases_awaiting_count") == [9, 12]
    withdraw(empty, ledger(empty)[-1].extract_id, **BY)
    back = looking(empty).result(name)
    assert (told(back, "cases_awaiting_count"), back.edition) == ([9], 3)


class Overheard(Edition):
    """An edition that notes which tables it is asked of."""

    def __init__(self, settings: Settings, number: int) -> None:
        super().__init__(settings, number)
        self.asked: set[str] = set()

    def ask(self, sql: str, reads: Sequence[str], parameters: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
        """The rows, the tables noted."""
        self.asked.update(reads)
        return super().ask(sql, reads, parameters)


@pytest.mark.parametrize("metric", METRICS.values(), ids=list(METRICS))
def test_a_result_rests_on_every_dataset_that_was_asked_for_it(metric: Metric, published: Settings) -> None:
    edition = Overheard(published, opened(published).number)
    calculate(metric, edition, date(2024, 9, 18))
    extracts = {event.dataset: event.extract_id for event in edition.extracts}
    named = {name for rests_on in edition.standing(metric.card.name, metric.card.reads) for name in rests_on}
    asked = edition.asked & DATASETS.keys() & extracts.keys()

    assert {extracts[name] for name in asked} <= named


def test_a_page_asks_the_same_whoever_reads_it_first(empty: Settings) -> None:
    accept(empty, [marac("2024-03-01,Dudley,9")], **BY)
    first, second = looking(empty), looking(empty)
    for context in (first, second):
        context.result("marac_cases_awaiting")
        context.cached(Cached.CAUTIONS, lambda of=context: of.result("marac_cases_awaiting_by_area").rows)  # type: ignore[misc]
    assert first.asked == second.asked == {"marac_cases_awaiting"}
