"""Accepting what was checked before: told in stages, stopped at any of them, and never over a newer edition."""

import dataclasses
import io
import os
import re
import time
from datetime import date

import pytest
from openpyxl import Workbook

from src.contracts.problem import Refused
from src.ingest.progress import Cancelled
from src.settings import Settings
from src.store.acceptance import EditionConflict, accept, accept_checked, check, restore, withdraw
from src.store.upload import Supplied
from tests.store.files import BY, cases, everything_in, ledger, marac, table_copy, tasks

JANUARY = marac("2024-01-04,Dudley,4", "2024-01-04,Walsall,6")
FEBRUARY = marac("2024-02-01,Dudley,8", "2024-02-01,Walsall,13")


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
    with pytest.raises(EditionConflict) as moved_on:
        accept_checked(empty, [(FEBRUARY, check(empty, FEBRUARY))], **BY, seen_edition=0)
    text = re.fullmatch(
        r"Others have changed the figures since you looked: A\. Other has accepted marac\.csv "
        r"\(2 rows, marac_backlog-\w{6}-\w{8}\) on \d{1,2} \w+ \d{4} at \d\d:\d\d\. Nothing of yours was stored\. "
        r"Look at what your file changes now and decide again\.",
        str(moved_on.value),
    )
    assert text
    assert [event.by_whom for event in moved_on.value.since] == ["A. Other"]
    assert everything_in(empty.store) == before


def test_of_many_changes_since_the_first_three_are_told_and_the_others_counted(empty: Settings) -> None:
    (first,) = accept(empty, [JANUARY], **BY)
    for turn in (withdraw, restore, withdraw, restore):
        turn(empty, first.extract_id, by="an approver", reason="to and fro")
    with pytest.raises(EditionConflict) as moved_on:
        accept_checked(empty, [(FEBRUARY, check(empty, FEBRUARY))], **BY, seen_edition=0)
    assert str(moved_on.value).count(" has ") == 3
    assert " 2 more changes followed. " in str(moved_on.value)


def test_the_stages_are_told_in_order(empty: Settings) -> None:
    stages: list[str] = []
    both = [(file, check(empty, file)) for file in (JANUARY, tasks("2024-02-27,Visit,65"))]
    accept_checked(empty, both, **BY, report_progress=stages.append)
    assert stages == ["Saving the table", "Writing the rows", "Writing the rows", "Making them visible"]


@pytest.mark.parametrize("stage", ["Saving the table", "Writing the rows", "Making them visible"])
def test_an_acceptance_that_is_cancelled_at_any_stage_was_never_made(stage: str, empty: Settings) -> None:
    accept(empty, [JANUARY], **BY)

    def cancel(lines: str) -> None:
        if lines == stage:
            raise Cancelled

    checked = [(FEBRUARY, check(empty, FEBRUARY))]
    with pytest.raises(Cancelled):
        accept_checked(empty, checked, **BY, report_progress=cancel)
    assert len(ledger(empty)) == 1
    assert cases(empty) == {("2024-01-04", "dudley"): 4, ("2024-01-04", "walsall"): 6}
    assert len(accept_checked(empty, checked, **BY)) == 1
    assert len(cases(empty)) == 4


RENAMED = dataclasses.replace(JANUARY, content=b"As at,Area,How many wait\n2024-01-04,Dudley,4\n2024-01-04,Walsall,6\n")


def test_an_answer_about_a_heading_holds_for_the_file_it_came_with(empty: Settings) -> None:
    with pytest.raises(Refused):
        check(empty, RENAMED)
    answered = dataclasses.replace(RENAMED, headings={"how many wait": "cases_awaiting_count"})
    assert list(check(empty, answered).rows["cases_awaiting_count"]) == [4, 6]
    with pytest.raises(Refused):
        check(empty, RENAMED)


def test_a_sheet_that_was_named_is_the_one_that_is_read(empty: Settings) -> None:
    book = Workbook()
    for name, figure in (("First", 4), ("Second", 5)):
        sheet = book.create_sheet(name)
        sheet.append(["As at", "Area", "Cases awaiting"])
        sheet.append([date(2024, 1, 4), "Dudley", figure])
    content = io.BytesIO()
    book.save(content)
    file = Supplied(name="two.xlsx", content=content.getvalue(), dataset="marac_backlog")
    with pytest.raises(Refused, match='2 sheets that could each be "MARAC cases awaiting"'):
        check(empty, file)
    first, second = (dataclasses.replace(file, sheet=name) for name in ("First", "Second"))
    assert list(check(empty, second).rows["cases_awaiting_count"]) == [5]
    for each in (first, second):
        (event,) = accept(empty, [each], **BY)
        assert event.sheet == each.sheet
        assert accept(empty, [each], **BY) == ()
    assert cases(empty) == {("2024-01-04", "dudley"): 5}
    assert len(list((empty.store / "files").iterdir())) == 2


def test_two_sheets_of_one_file_and_one_dataset_are_both_accepted_in_one_go(empty: Settings) -> None:
    checked = [(JANUARY, dataclasses.replace(check(empty, JANUARY), sheet="January"))]
    february = dataclasses.replace(check(empty, FEBRUARY), sheet="February")
    checked.append((JANUARY, february))
    assert [event.sheet for event in accept_checked(empty, checked, **BY)] == ["January", "February"]
    assert accept_checked(empty, checked, **BY) == ()
    assert len(cases(empty)) == 4


def test_a_file_of_two_datasets_is_accepted_as_both_with_a_copy_of_each_table(empty: Settings) -> None:
    other = dataclasses.replace(tasks("2024-02-27,Visit,65"), content=JANUARY.content)
    checked = [(JANUARY, check(empty, JANUARY)), (other, check(empty, tasks("2024-02-27,Visit,65")))]
    events = accept_checked(empty, checked, **BY)
    assert [event.dataset for event in events] == ["marac_backlog", "sex_offender_tasks"]
    assert len({event.sha256 for event in events}) == 1
    assert len(list((empty.store / "files").iterdir())) == 2


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("../../etc/marac.CSV", "marac.CSV"),
        ("C:\\papers\\marac.csv", "marac.csv"),
        ("marac.c v", "marac.c v"),
        ("marac", "marac"),
        ("x." + "y" * 300, "x." + "y" * 118),
    ],
)
def test_a_name_like_a_path_leads_nowhere(name: str, text: str, empty: Settings) -> None:
    file = dataclasses.replace(JANUARY, name=name)
    (event,) = accept_checked(empty, [(file, check(empty, JANUARY))], **BY)
    assert event.file_name == text
    assert everything_in(empty.store / "files") == [table_copy(empty, event)]


@pytest.mark.parametrize("folder", ["", "files", "audit"])
def test_what_a_stop_left_half_written_is_swept_away_an_hour_later_and_not_before(folder: str, empty: Settings) -> None:
    (empty.store / folder).mkdir(parents=True)
    old, new = empty.store / folder / "a.csv.1.part", empty.store / folder / "room-2.part"
    for left in (old, new):
        left.write_bytes(b"half")
    os.utime(old, (time.time() - 3700, time.time() - 3700))
    accept(empty, [JANUARY], **BY)
    assert (old.exists(), new.exists()) == (False, True)


def test_a_copy_that_was_cut_short_is_written_again(empty: Settings) -> None:
    (event,) = accept(empty, [JANUARY], **BY)
    copy = table_copy(empty, event)
    copy.write_bytes(JANUARY.content[:9])
    withdraw(empty, event.extract_id, **BY)
    accept(empty, [JANUARY], **BY)
    assert copy.read_bytes() == JANUARY.content
