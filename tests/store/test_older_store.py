"""A store that an earlier version wrote: every edition is readable, as it was, and the store can be gone on with."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from src.metrics import METRICS
from src.metrics.calculate import calculate
from src.settings import Settings
from src.store import audit
from src.store.acceptance import accept
from src.store.backup import back_up, recover
from src.store.editions import Edition
from src.store.verification import verify
from tests.store.files import BY, cases, ledger, marac, opened, outstanding

JANUARY = {("2024-01-04", "dudley"): 4, ("2024-01-04", "walsall"): 6}
FEBRUARY = {("2024-02-01", "dudley"): 8, ("2024-02-01", "walsall"): 13}
CORRECTED = {("2024-02-01", "dudley"): 8, ("2024-02-01", "walsall"): 12}
TASKS = {("2024-02-27", "visit"): 65, ("2024-02-27", "rmp_review"): 33}

CASES = [{}, JANUARY, JANUARY | FEBRUARY, JANUARY | FEBRUARY, JANUARY | CORRECTED, *[JANUARY | FEBRUARY] * 3]
"""MARAC cases at each edition, from the one before anything was accepted."""
TASKS_SEEN = [False, False, False, True, True, True, False, True]
"""Whether the tasks can be seen at each edition."""


@pytest.fixture
def older(tmp_path: Path) -> Settings:
    """A copy of the store from before hashes were noted."""
    shutil.copytree(Path(__file__).parent / "older" / "before_hashes", tmp_path / "store")
    (tmp_path / "published").mkdir()
    return Settings(store=tmp_path / "store", published=tmp_path / "published")


@pytest.mark.parametrize("edition", range(8))
def test_every_edition_holds_what_it_held(edition: int, older: Settings) -> None:
    assert cases(older, edition) == CASES[edition]
    rows = opened(older, edition).ask("select * from sex_offender_tasks", ("sex_offender_tasks",))
    existing = {(row["as_at_on"].isoformat(), row["task_code"]): row["outstanding_count"] for row in rows}
    assert existing == (TASKS if TASKS_SEEN[edition] else {})


@pytest.mark.parametrize(("edition", "walsall"), [(1, 6), (2, 13), (4, 12), (7, 13)])
def test_a_metric_of_an_edition_answers_as_then(edition: int, walsall: int, older: Settings) -> None:
    result = calculate(METRICS["marac_cases_awaiting_by_area"], Edition(older, edition), date(2024, 2, 27))
    (row,) = [row for row in result.newest if row["area_code"] == "walsall"]
    assert row["cases_awaiting_count"] == walsall


def test_its_history_tells_who_did_what(older: Settings) -> None:
    events = ledger(older)
    assert [(event.sequence, event.event, event.file_name) for event in events] == [
        (1, "accepted", "january.csv"),
        (2, "accepted", "february.csv"),
        (3, "accepted", "tasks.csv"),
        (4, "accepted", "february corrected.csv"),
        (5, "withdrawn", "february corrected.csv"),
        (6, "withdrawn", "tasks.csv"),
        (7, "restored", "tasks.csv"),
    ]
    assert {(event.by_whom, event.changed, event.sheet, event.files) for event in events} == {
        ("an analyst", "", "", "")
    }


def test_it_is_gone_on_with_and_what_it_held_is_noted_from_then_on(older: Settings) -> None:
    audit.follow(older)
    assert (verify(older).wrong, verify(older).not_noted) == ((), 4)
    accept(older, [marac("2024-03-07,Dudley,5")], **BY)
    assert cases(older) == JANUARY | FEBRUARY | {("2024-03-07", "dudley"): 5}
    assert outstanding(older) == TASKS
    assert cases(older, 4) == JANUARY | CORRECTED
    # The three files of MARAC cases; the one of tasks is noted when tasks are next accepted.
    assert (verify(older).wrong, verify(older).not_noted) == ((), 1)


def test_it_can_be_backed_up_and_recovered(older: Settings, tmp_path: Path) -> None:
    back_up(older, tmp_path / "b.zip")
    again = Settings(store=tmp_path / "again", published=older.published)
    assert recover(older, tmp_path / "b.zip", again.store).edition == 7
    assert cases(again, 4) == JANUARY | CORRECTED
    assert ledger(again) == ledger(older)
