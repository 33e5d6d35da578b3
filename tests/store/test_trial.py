"""What an acceptance or a withdrawal would do to the rows, found without writing anything."""

from pathlib import Path

import pytest

from src.settings import Settings
from src.store.acceptance import accept, check, pending, withdraw
from src.store.preview_edition import RowChanges, Trial
from src.store.upload import Supplied
from tests.store.files import BY, cases, ledger, marac, tasks


def tried(settings: Settings, *files: Supplied) -> Trial:
    """A trial of accepting files."""
    return Trial(settings, adding=[pending(file, check(settings, file)) for file in files])


def counts(changes: RowChanges) -> tuple[int, int, int, int]:
    """Rows added, restated, gone and as before."""
    return changes.added, changes.restated, changes.gone, changes.same


def test_rows_of_a_new_date_are_added(empty: Settings) -> None:
    accept(empty, [marac("2024-01-04,Dudley,4")], **BY)
    (changes,) = tried(empty, marac("2024-02-01,Dudley,8", "2024-02-01,Walsall,13")).changes()
    assert counts(changes) == (2, 0, 0, 1)


def test_a_value_that_differs_is_restated_with_old_and_new(empty: Settings) -> None:
    accept(empty, [marac("2024-01-04,Dudley,4", "2024-01-04,Walsall,6")], **BY)
    (changes,) = tried(empty, marac("2024-01-04,Dudley,5", "2024-01-04,Walsall,6")).changes()
    assert counts(changes) == (0, 1, 0, 1)
    (change,) = changes.examples
    assert (change.kind, change.key["area_code"]) == ("restated", "dudley")
    assert (change.before, change.after) == ({"cases_awaiting_count": 4}, {"cases_awaiting_count": 5})


def test_a_row_that_a_newer_snapshot_leaves_out_is_gone(empty: Settings) -> None:
    accept(empty, [marac("2024-01-04,Dudley,4", "2024-01-04,Walsall,6")], **BY)
    (changes,) = tried(empty, marac("2024-01-04,Dudley,4")).changes()
    assert counts(changes) == (0, 0, 1, 1)
    (change,) = changes.examples
    assert (change.kind, change.key["area_code"], change.before) == ("gone", "walsall", {"cases_awaiting_count": 6})


def test_a_row_left_out_of_a_dataset_that_supersedes_row_by_row_stays(empty: Settings) -> None:
    accept(empty, [tasks("2024-02-27,Visits,65", "2024-02-27,rmp_review,5")], **BY)
    (changes,) = tried(empty, tasks("2024-02-27,Visits,60")).changes()
    assert counts(changes) == (0, 1, 0, 1)


def test_an_empty_precision_and_an_exact_day_are_the_same(empty: Settings) -> None:
    exact = b"As at,As at precision,Area,Cases awaiting\n2024-01-04,day,Dudley,4\n"
    dated = Supplied(name="m.csv", content=exact, dataset="marac_backlog")
    accept(empty, [dated], **BY)
    (changes,) = tried(empty, marac("2024-01-04,Dudley,4")).changes()
    assert counts(changes) == (0, 0, 0, 1)


def test_a_trial_writes_nothing_and_shows_nothing_to_others(empty: Settings) -> None:
    accept(empty, [marac("2024-01-04,Dudley,4")], **BY)
    before = sorted(path for path in Path(empty.store).rglob("*"))
    trial = tried(empty, marac("2024-02-01,Dudley,8"))
    trial.changes()
    assert trial.ask("select count(*) as n from marac_backlog", ("marac_backlog",)) == [{"n": 2}]
    assert sorted(path for path in Path(empty.store).rglob("*")) == before
    assert cases(empty) == {("2024-01-04", "dudley"): 4}


def test_of_two_files_tried_together_the_later_one_counts(empty: Settings) -> None:
    trial = tried(empty, marac("2024-01-04,Dudley,4"), marac("2024-01-04,Dudley,5", name="again.csv"))
    rows = trial.ask("select cases_awaiting_count as n from marac_backlog", ("marac_backlog",))
    assert rows == [{"n": 5}]


def test_withdrawing_brings_back_what_was_restated(empty: Settings) -> None:
    accept(empty, [marac("2024-01-04,Dudley,4")], **BY)
    (later,) = accept(empty, [marac("2024-01-04,Dudley,5", "2024-01-04,Walsall,6")], **BY)
    (changes,) = Trial(empty, leaving_out=[later.extract_id]).changes()
    assert counts(changes) == (0, 1, 1, 0)


def test_restoring_takes_its_old_place_behind_newer_extracts(empty: Settings) -> None:
    (first,) = accept(empty, [marac("2024-01-04,Dudley,4", "2024-02-01,Dudley,7")], **BY)
    accept(empty, [marac("2024-02-01,Dudley,8")], **BY)
    withdraw(empty, first.extract_id, **BY)
    (changes,) = Trial(empty, bringing_back=[first.extract_id]).changes()
    # The row of 4 January comes back; that of 1 February stays as the newer extract has it.
    assert counts(changes) == (1, 0, 0, 1)
    assert len(ledger(empty)) == 3


@pytest.mark.parametrize("rows", [201, 450])
def test_no_more_rows_than_can_be_looked_through_are_shown_and_all_are_counted(empty: Settings, rows: int) -> None:
    lines = [f"{2000 + at // 360}-{1 + at // 30 % 12:02}-{1 + at % 28:02},Dudley,{at}" for at in range(rows)]
    dates = {line.split(",")[0]: line for line in lines}
    (changes,) = tried(empty, marac(*dates.values())).changes()
    assert changes.added == len(dates)
    assert len(changes.examples) == min(200, len(dates))
