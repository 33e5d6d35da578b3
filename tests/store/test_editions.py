"""Editions: what can be asked of everything accepted so far, and of nothing at all."""

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from src.contracts.column import Column, Kind
from src.contracts.metric import Metric
from src.contracts.source import in_brief
from src.metrics import METRICS
from src.metrics.calculate import calculate
from src.metrics.datasets import DATASETS
from src.present.sections.appendix import source_tables
from src.settings import PROJECT, Settings
from src.store.acceptance import accept
from src.store.editions import Edition, newest, open_edition
from tests.store.files import BY, cases, marac, opened


@pytest.mark.parametrize("metric", METRICS.values(), ids=list(METRICS))
def test_on_an_empty_store_every_metric_is_a_gap_that_is_said(metric: Metric, empty: Settings) -> None:
    result = calculate(metric, opened(empty), date(2024, 2, 27))
    assert (result.rows, result.sources, result.checks) == ((), (), ())
    assert result.sentence.startswith(("No figure is held for ", "Nothing is recorded under "))
    assert result.edition == 0


def test_an_empty_store_holds_no_date(empty: Settings) -> None:
    edition = open_edition(empty)
    assert (edition.number, edition.oldest_date(), edition.newest_date()) == (0, None, None)


def test_the_published_figures_run_from_2014_to_september_2024(edition: Edition) -> None:
    assert edition.oldest_date() == date(2014, 11, 27)
    assert edition.newest_date() == date(2024, 9, 18)


def test_an_edition_that_is_not_there_is_said_not_to_be(empty: Settings) -> None:
    accept(empty, [marac("2024-02-01,Dudley,8")], **BY)
    for number in (2, -1):
        with pytest.raises(LookupError) as missing:
            open_edition(empty, number)
        assert missing.value.args[0] == f"There is no edition {number}. The newest is 1."


def test_the_newest_edition_is_noticed_when_somebody_else_accepts(empty: Settings) -> None:
    assert newest(empty) == 0
    accept(empty, [marac("2024-02-01,Dudley,8")], **BY)
    assert newest(empty) == 1
    assert open_edition(empty).number == 1


def test_a_start_with_nothing_new_to_take_in_loads_no_pandas(published: Settings) -> None:
    start = (
        "import sys; from pathlib import Path; from src.settings import PROJECT, Settings\n"
        "from src.store.editions import open_edition; from src.store.published import accept_published\n"
        "settings = Settings(store=Path(sys.argv[1])); accept_published(settings)\n"
        "assert open_edition(settings).newest_date(); print('pandas' in sys.modules)"
    )
    sentence = subprocess.run(
        [sys.executable, "-c", start, str(published.store)], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    assert sentence.stdout == "False\n"


@pytest.mark.parametrize("name", ["my store", "dépôt", "100%", "a#b"])
def test_a_store_may_stand_in_a_folder_of_any_name(name: str, empty: Settings, tmp_path: Path) -> None:
    settings = replace(empty, store=tmp_path / name / "store")
    accept(settings, [marac("2024-02-01,Dudley,8")], **BY)
    assert cases(settings) == {("2024-02-01", "dudley"): 8}


def test_a_figure_leads_to_its_source_its_place_and_its_extract(edition: Edition) -> None:
    (origin,) = edition.origins(("marac_backlog",), date(2024, 2, 27))
    assert (origin["source_id"], origin["place"]) == ("spcb-2024", "para 33a, table")
    assert origin["publisher"] == "West Midlands Police and Crime Commissioner"
    assert origin["published_on"] == date(2024, 2, 27)
    assert origin["extract_id"] in {event.extract_id for event in edition.extracts}


def test_a_source_of_later_rows_only_is_not_named_before_them(edition: Edition) -> None:
    assert edition.origins(("marac_backlog",), date(2023, 10, 5)) == []
    before = {origin["source_id"] for origin in edition.origins(("peel_gradings",), date(2019, 5, 2))}
    after = {origin["source_id"] for origin in edition.origins(("peel_gradings",), date(2023, 12, 22))}
    assert "hmicfrs-news-2023-12-22" in after - before


@pytest.mark.parametrize(
    ("name", "title"),
    [("cases.csv", "cases.csv, supplied 1 July 2026"), ("one record.csv", "Entered by hand, 1 July 2026")],
)
def test_rows_without_a_source_have_their_own_extract_for_one_by_a_readable_name(
    empty: Settings, monkeypatch: pytest.MonkeyPatch, name: str, title: str
) -> None:
    # Half past midnight in the United Kingdom is still the day before by UTC.
    monkeypatch.setattr("src.store.ledger.now", lambda: datetime(2026, 6, 30, 23, 30, tzinfo=UTC))
    events = [
        event
        for on_date in ("2024-02-01", "2024-03-01")
        for event in accept(empty, [replace(marac(f"{on_date},Dudley,8"), name=name)], **BY)
    ]
    result = calculate(METRICS["marac_cases_awaiting_by_area"], opened(empty), date(2024, 3, 1))
    # What was last stated leads.
    assert [source.extract_id for source in result.sources] == [event.extract_id for event in reversed(events)]
    assert {(source.source_id, source.title, source.about) for source in result.sources} == {(title, title, "")}
    assert in_brief(result.sources) == title
    assert [[cell.text for cell in row] for row in source_tables([result])[0].rows] == [[title, "", ""]]


def test_code_lists_are_there_to_ask_and_typed(edition: Edition) -> None:
    (walsall,) = edition.ask("select * from areas where area_code = 'walsall'", ("areas",))
    assert walsall == {"area_code": "walsall", "area_name": "Walsall", "is_force_total": False, "sort_order": 6}
    assert edition.code_list("areas").names()["walsall"] == "Walsall"


def test_a_store_from_before_a_column_was_added_still_opens(empty: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    accept(empty, [marac("2024-01-04,Dudley,4")], **BY)
    dataset = DATASETS["marac_backlog"]
    added = Column(name="adjourned_count", heading="Adjourned", meaning="Cases put off.", kind=Kind.INTEGER)
    newer = replace(dataset, columns=(*dataset.columns, added))
    monkeypatch.setattr("src.store.editions.DATASETS", {**DATASETS, "marac_backlog": newer})
    rows = opened(empty).ask(
        "select area_code, cases_awaiting_count, adjourned_count from marac_backlog", (newer.name,)
    )
    assert rows == [{"area_code": "dudley", "cases_awaiting_count": 4, "adjourned_count": None}]
