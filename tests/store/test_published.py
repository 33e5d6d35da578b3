"""The first start: the published figures come in once, and corrections replace them openly."""

import shutil

from src.metrics.datasets import DATASETS
from src.settings import Settings
from src.store.acceptance import accept, withdraw
from src.store.published import BY, accept_published
from tests.store.files import BY as ANALYST
from tests.store.files import cases, ledger, marac, opened


def publish(settings: Settings, *rows: str) -> None:
    """Put a published file of MARAC cases in place."""
    (settings.published / "marac_backlog.csv").write_bytes(marac(*rows).content)


def test_the_first_start_accepts_every_published_file_and_the_second_nothing(published: Settings) -> None:
    events = ledger(published)
    existing = [name for name in DATASETS if (published.published / f"{name}.csv").exists()]
    assert [event.dataset for event in events] == existing
    assert [event.sequence for event in events] == list(range(1, len(existing) + 1))
    assert len(existing) == len(list(published.published.glob("*.csv")))
    assert {event.by_whom for event in events} == {BY}
    assert accept_published(published) == ()
    assert ledger(published) == events


def test_a_start_without_published_files_accepts_nothing(empty: Settings) -> None:
    assert accept_published(empty) == ()
    assert [path.name for path in empty.store.iterdir()] == ["store.json"]  # which says whose store it is


def test_a_corrected_file_replaces_the_old_one_and_both_are_in_the_history(empty: Settings) -> None:
    publish(empty, "2024-02-01,Dudley,9", "2024-01-04,Dudley,4")
    (old,) = accept_published(empty)
    publish(empty, "2024-02-01,Dudley,8")
    accept_published(empty)

    assert cases(empty) == {("2024-02-01", "dudley"): 8}, "a row taken out of the file is gone too"
    history = [(event.event, event.extract_id == old.extract_id) for event in ledger(empty)]
    assert history == [("accepted", True), ("accepted", False), ("withdrawn", True)]
    assert cases(empty, 1) == {("2024-02-01", "dudley"): 9, ("2024-01-04", "dudley"): 4}
    assert accept_published(empty) == ()


def test_what_an_analyst_withdrew_stays_withdrawn_at_the_next_start(empty: Settings) -> None:
    publish(empty, "2024-02-01,Dudley,8")
    (event,) = accept_published(empty)
    withdraw(empty, event.extract_id, by="an approver", reason="disputed")
    assert accept_published(empty) == ()
    assert cases(empty) == {}


def test_a_correction_leaves_an_analysts_own_extract_alone(empty: Settings) -> None:
    publish(empty, "2024-01-04,Dudley,4")
    accept_published(empty)
    accept(empty, [marac("2024-03-07,Dudley,5")], **ANALYST)
    publish(empty, "2024-01-04,Dudley,6")
    accept_published(empty)
    assert cases(empty) == {("2024-01-04", "dudley"): 6, ("2024-03-07", "dudley"): 5}


def test_the_published_files_come_in_as_one_or_not_at_all(empty: Settings) -> None:
    publish(empty, "2024-02-01,Dudley,8")
    shutil.copy(Settings().published / "sources.csv", empty.published)
    events = accept_published(empty)
    assert [event.dataset for event in events] == ["sources", "marac_backlog"]
    assert opened(empty, 2).ask("select count(*) as held from sources", ("sources",))[0]["held"] > 0


def test_a_correction_can_be_taken_back(empty: Settings) -> None:
    for figure in (8, 9, 8):
        publish(empty, f"2024-02-01,Dudley,{figure}")
        accept_published(empty)
    assert cases(empty) == {("2024-02-01", "dudley"): 8}
    assert [event.event for event in ledger(empty)] == ["accepted", "accepted", "withdrawn", "accepted", "withdrawn"]
    assert accept_published(empty) == ()
