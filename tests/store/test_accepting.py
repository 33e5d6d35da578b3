"""Accepting, withdrawing and restoring: whole or not at all, once, and never lost."""

import dataclasses
import os
import re
import time
from datetime import date
from pathlib import Path

import pyarrow
import pytest

from src.extracts.datasets import DATASETS
from src.extracts.problems import Refused
from src.extracts.stages import Cancelled
from src.settings import Settings
from src.store import delta
from src.store.accepting import MovedOn, accept, accept_checked, check, restore, withdraw
from src.store.supplied import supplied
from src.store.tables import schema
from tests.store.files import BY, cases, ledger, marac, outstanding, tasks

JANUARY = marac("2024-01-04,Dudley,4", "2024-01-04,Walsall,6")
FEBRUARY = marac("2024-02-01,Dudley,8", "2024-02-01,Walsall,13")
BAD = marac("2024-02-01,Dudley,many")


def everything_in(folder: Path) -> list[Path]:
    """Every file under a folder; none where there is no folder."""
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_an_accepted_file_can_be_seen_from_its_edition_on(empty: Settings) -> None:
    (event,) = accept(empty, [JANUARY], **BY)
    assert (event.sequence, event.event, event.row_count) == (1, "accepted", 2)
    assert (event.by_whom, event.reason, event.file_name) == ("an analyst", "monthly extract", "marac.csv")
    assert event.period_from is not None
    assert event.period_to is not None
    assert (event.period_from.isoformat(), event.period_to.isoformat()) == ("2024-01-04", "2024-01-04")
    assert cases(empty) == {("2024-01-04", "dudley"): 4, ("2024-01-04", "walsall"): 6}


def test_the_original_is_kept_byte_for_byte_under_its_hash(empty: Settings) -> None:
    (event,) = accept(empty, [JANUARY], **BY)
    (kept,) = (empty.store / "files").iterdir()
    assert kept.name == f"{event.sha256}.csv"
    assert kept.read_bytes() == JANUARY.content


def test_accepting_the_same_bytes_twice_is_accepting_them_once(empty: Settings) -> None:
    assert len(accept(empty, [JANUARY], **BY)) == 1
    assert accept(empty, [JANUARY], **BY) == ()
    assert len(ledger(empty)) == 1


def test_the_same_bytes_twice_in_one_go_are_accepted_once(empty: Settings) -> None:
    assert len(accept(empty, [JANUARY, JANUARY], **BY)) == 1
    assert len(cases(empty)) == 2


def test_a_refused_file_leaves_no_trace(empty: Settings) -> None:
    with pytest.raises(Refused):
        accept(empty, [BAD], **BY)
    assert everything_in(empty.store) == []


def test_a_refused_file_leaves_a_store_in_use_as_it_was(empty: Settings) -> None:
    accept(empty, [JANUARY], **BY)
    before = everything_in(empty.store)
    with pytest.raises(Refused):
        accept(empty, [BAD], **BY)
    assert everything_in(empty.store) == before


def test_files_are_accepted_all_or_none_and_every_problem_is_said(empty: Settings) -> None:
    with pytest.raises(Refused) as refused:
        accept(empty, [JANUARY, BAD, tasks("2024-02-27,Visit,lots")], **BY)
    assert [problem.file for problem in refused.value.problems] == ["marac.csv", "tasks.csv"]
    assert everything_in(empty.store) == []


def test_files_accepted_together_land_in_one_go_with_numbers_in_a_row(empty: Settings) -> None:
    events = accept(empty, [JANUARY, tasks("2024-02-27,Visit,65")], **BY)
    assert [event.sequence for event in events] == [1, 2]
    assert delta.version(empty.store / "ledger") == 0, "both events are one write"


def test_a_file_that_cannot_be_opened_is_refused_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        supplied(tmp_path / "gone.csv", "marac_backlog")
    (problem,) = refused.value.problems
    assert problem.sentence() == (
        "gone.csv: found a file that cannot be opened (no such file or directory); "
        "expected a file that can be read. Check the name and the folder."
    )


def test_a_newer_snapshot_takes_the_place_of_the_whole_date_and_of_no_other(empty: Settings) -> None:
    accept(empty, [JANUARY], **BY)
    accept(empty, [FEBRUARY], **BY)
    accept(empty, [marac("2024-02-01,Dudley,9")], **BY)
    assert cases(empty) == {
        ("2024-01-04", "dudley"): 4,
        ("2024-01-04", "walsall"): 6,
        ("2024-02-01", "dudley"): 9,
    }


def test_a_newer_row_takes_the_place_of_the_older_and_its_neighbours_stay(empty: Settings) -> None:
    accept(empty, [tasks("2024-02-27,Visit,65", "2024-02-27,RMP review,33")], **BY)
    accept(empty, [tasks("2024-02-27,Visit,66")], **BY)
    assert outstanding(empty) == {("2024-02-27", "visit"): 66, ("2024-02-27", "rmp_review"): 33}


def test_withdrawing_brings_back_what_was_there_before_and_restoring_undoes_it(empty: Settings) -> None:
    accept(empty, [marac("2024-02-01,Dudley,8")], **BY)
    (mistaken,) = accept(empty, [marac("2024-02-01,Dudley,80")], **BY)
    assert cases(empty) == {("2024-02-01", "dudley"): 80}

    gone = withdraw(empty, mistaken.extract_id, by="an approver", reason="a nought too many")
    assert (gone.sequence, gone.event, gone.by_whom, gone.reason) == (
        3,
        "withdrawn",
        "an approver",
        "a nought too many",
    )
    assert cases(empty) == {("2024-02-01", "dudley"): 8}

    back = restore(empty, mistaken.extract_id, by="an approver", reason="it was right")
    assert (back.sequence, back.event) == (4, "restored")
    assert cases(empty) == {("2024-02-01", "dudley"): 80}


def test_an_older_extract_that_is_restored_takes_its_old_place(empty: Settings) -> None:
    (first,) = accept(empty, [marac("2024-02-01,Dudley,8")], **BY)
    withdraw(empty, first.extract_id, by="a", reason="b")
    accept(empty, [marac("2024-02-01,Dudley,9")], **BY)
    restore(empty, first.extract_id, by="a", reason="b")
    assert cases(empty) == {("2024-02-01", "dudley"): 9}


def test_a_withdrawn_file_may_be_accepted_again(empty: Settings) -> None:
    (first,) = accept(empty, [JANUARY], **BY)
    withdraw(empty, first.extract_id, by="a", reason="b")
    (second,) = accept(empty, [JANUARY], **BY)
    assert second.extract_id != first.extract_id
    assert len(cases(empty)) == 2


def test_an_earlier_edition_still_answers_as_it_did(empty: Settings) -> None:
    (first,) = accept(empty, [JANUARY], **BY)
    accept(empty, [FEBRUARY], **BY)
    accept(empty, [marac("2024-01-04,Dudley,5")], **BY)
    withdraw(empty, first.extract_id, by="a", reason="b")
    assert cases(empty, 0) == {}
    assert cases(empty, 1) == {("2024-01-04", "dudley"): 4, ("2024-01-04", "walsall"): 6}
    assert len(cases(empty, 2)) == 4
    assert cases(empty, 3)["2024-01-04", "dudley"] == 5


def test_an_unknown_extract_is_said_to_be_unknown(empty: Settings) -> None:
    accept(empty, [JANUARY], **BY)
    for turn in (withdraw, restore):
        with pytest.raises(LookupError) as unknown:
            turn(empty, "marac_backlog-000000-0000", by="a", reason="b")
        assert unknown.value.args[0] == (
            "No extract is called marac_backlog-000000-0000. The list of editions names them all."
        )


def test_what_is_withdrawn_cannot_be_withdrawn_again_nor_restored_when_it_was_not(empty: Settings) -> None:
    (event,) = accept(empty, [JANUARY], **BY)
    with pytest.raises(LookupError, match=f"The extract {event.extract_id} is not withdrawn."):
        restore(empty, event.extract_id, by="a", reason="b")
    withdraw(empty, event.extract_id, by="a", reason="b")
    with pytest.raises(LookupError, match=f"The extract {event.extract_id} is already withdrawn."):
        withdraw(empty, event.extract_id, by="a", reason="b")
    assert [e.event for e in ledger(empty)] == ["accepted", "withdrawn"]


def test_checked_files_are_accepted_with_what_they_change_and_the_edition_that_was_looked_at(empty: Settings) -> None:
    checked = [(JANUARY, check(empty, JANUARY))]
    changed = {"marac_backlog": "2 rows: 2 added, 0 restated, 0 gone"}
    (event,) = accept_checked(empty, checked, **BY, seen_edition=0, changed=changed)
    assert (event.sequence, event.changed) == (1, "2 rows: 2 added, 0 restated, 0 gone")
    assert ledger(empty) == (event,)
    assert accept_checked(empty, checked, **BY, seen_edition=1) == ()
    (gone,) = [withdraw(empty, event.extract_id, by="an approver", reason="disputed")]
    assert gone.changed == ""


def test_who_looked_at_an_edition_that_is_no_longer_the_newest_is_told_who_did_what_since(empty: Settings) -> None:
    accept(empty, [JANUARY], by="A. Other", reason="monthly extract")
    before = everything_in(empty.store)
    with pytest.raises(MovedOn) as moved_on:
        accept_checked(empty, [(FEBRUARY, check(empty, FEBRUARY))], **BY, seen_edition=0)
    said = re.fullmatch(
        r"Others have changed the figures since you looked: A\. Other has accepted marac\.csv "
        r"\(2 rows, marac_backlog-\w{6}-\w{8}\) on \d{1,2} \w+ \d{4} at \d\d:\d\d\. Nothing of yours was stored\. "
        r"Look at what your file changes now and decide again\.",
        str(moved_on.value),
    )
    assert said
    assert [event.by_whom for event in moved_on.value.since] == ["A. Other"]
    assert everything_in(empty.store) == before


def test_of_many_changes_since_the_first_three_are_told_and_the_others_counted(empty: Settings) -> None:
    (first,) = accept(empty, [JANUARY], **BY)
    for turn in (withdraw, restore, withdraw, restore):
        turn(empty, first.extract_id, by="an approver", reason="to and fro")
    with pytest.raises(MovedOn) as moved_on:
        accept_checked(empty, [(FEBRUARY, check(empty, FEBRUARY))], **BY, seen_edition=0)
    assert str(moved_on.value).count(" has ") == 3
    assert " 2 more changes followed. " in str(moved_on.value)


def test_the_stages_are_told_in_order(empty: Settings) -> None:
    stages: list[str] = []
    both = [(file, check(empty, file)) for file in (JANUARY, tasks("2024-02-27,Visit,65"))]
    accept_checked(empty, both, **BY, told=stages.append)
    assert stages == ["Keeping the file", "Writing the rows", "Writing the rows", "Making them visible"]


@pytest.mark.parametrize("stage", ["Keeping the file", "Writing the rows", "Making them visible"])
def test_an_acceptance_that_is_cancelled_at_any_stage_was_never_made(stage: str, empty: Settings) -> None:
    accept(empty, [JANUARY], **BY)

    def cancel(told: str) -> None:
        if told == stage:
            raise Cancelled

    checked = [(FEBRUARY, check(empty, FEBRUARY))]
    with pytest.raises(Cancelled):
        accept_checked(empty, checked, **BY, told=cancel)
    assert len(ledger(empty)) == 1
    assert cases(empty) == {("2024-01-04", "dudley"): 4, ("2024-01-04", "walsall"): 6}
    assert len(accept_checked(empty, checked, **BY)) == 1
    assert len(cases(empty)) == 4


def test_a_file_of_two_datasets_is_kept_once_and_accepted_as_both(empty: Settings) -> None:
    other = dataclasses.replace(tasks("2024-02-27,Visit,65"), content=JANUARY.content)
    checked = [(JANUARY, check(empty, JANUARY)), (other, check(empty, tasks("2024-02-27,Visit,65")))]
    events = accept_checked(empty, checked, **BY)
    assert [event.dataset for event in events] == ["marac_backlog", "sex_offender_tasks"]
    assert len({event.sha256 for event in events}) == 1
    assert len(list((empty.store / "files").iterdir())) == 1


@pytest.mark.parametrize(
    ("name", "kept", "said"),
    [
        ("../../etc/marac.CSV", ".csv", "marac.CSV"),
        ("C:\\papers\\marac.csv", ".csv", "marac.csv"),
        ("marac.c v", "", "marac.c v"),
        ("marac", "", "marac"),
        ("x." + "y" * 300, "", "x." + "y" * 118),
    ],
)
def test_a_name_like_a_path_leads_nowhere(name: str, kept: str, said: str, empty: Settings) -> None:
    file = dataclasses.replace(JANUARY, name=name)
    (event,) = accept_checked(empty, [(file, check(empty, JANUARY))], **BY)
    assert event.file_name == said
    (original,) = (empty.store / "files").iterdir()
    assert original.name == JANUARY.sha256 + kept


def test_what_a_stop_left_half_written_is_swept_away_an_hour_later_and_not_before(empty: Settings) -> None:
    (empty.store / "files").mkdir(parents=True)
    old, new = empty.store / "files" / "a.csv.1.part", empty.store / "room-2.part"
    for left in (old, new):
        left.write_bytes(b"half")
    os.utime(old, (time.time() - 3700, time.time() - 3700))
    accept(empty, [JANUARY], **BY)
    assert (old.exists(), new.exists()) == (False, True)


def test_an_original_that_was_cut_short_is_written_again(empty: Settings) -> None:
    (empty.store / "files").mkdir(parents=True)
    kept = empty.store / "files" / f"{JANUARY.sha256}.csv"
    kept.write_bytes(JANUARY.content[:9])
    accept(empty, [JANUARY], **BY)
    assert kept.read_bytes() == JANUARY.content


def test_rows_that_were_appended_before_a_stop_are_never_seen(empty: Settings) -> None:
    accept(empty, [JANUARY], **BY)
    stored = schema(DATASETS["marac_backlog"])
    values = {"force_code": "wmp", "area_code": "dudley", "cases_awaiting_count": 999, "extract_id": "never-accepted"}
    row = {name: values.get(name) for name in stored.names}
    row["as_at_on"] = date(2024, 1, 4)
    delta.append(empty.store / "tables" / "marac_backlog", pyarrow.Table.from_pylist([row], schema=stored))
    assert cases(empty) == {("2024-01-04", "dudley"): 4, ("2024-01-04", "walsall"): 6}
    accept(empty, [FEBRUARY], **BY)
    assert 999 not in cases(empty).values()
