"""Accepting, withdrawing and restoring: whole or not at all, once, and never lost."""

import dataclasses
from datetime import date
from pathlib import Path

import pyarrow
import pytest
from deltalake.table import TableOptimizer

from src.contracts.problem import Refused
from src.metrics.datasets import DATASETS
from src.settings import Settings
from src.store import delta
from src.store.acceptance import accept, reduce, restore, withdraw
from src.store.tables import schema
from src.store.upload import supplied
from src.store.verification import verify
from tests.store.files import BY, cases, everything_in, ledger, marac, opened, outstanding, table_copy, tasks

JANUARY = marac("2024-01-04,Dudley,4", "2024-01-04,Walsall,6")
FEBRUARY = marac("2024-02-01,Dudley,8", "2024-02-01,Walsall,13")
BAD = marac("2024-02-01,Dudley,many")


def test_an_accepted_file_can_be_seen_from_its_edition_on(empty: Settings) -> None:
    (event,) = accept(empty, [JANUARY], **BY)
    assert (event.sequence, event.event, event.row_count) == (1, "accepted", 2)
    assert (event.by_whom, event.reason, event.file_name) == ("an analyst", "monthly extract", "marac.csv")
    assert event.period_from is not None
    assert event.period_to is not None
    assert (event.period_from.isoformat(), event.period_to.isoformat()) == ("2024-01-04", "2024-01-04")
    assert cases(empty) == {("2024-01-04", "dudley"): 4, ("2024-01-04", "walsall"): 6}


def test_the_table_is_saved_as_it_stood_under_the_hash_of_the_whole_file(empty: Settings) -> None:
    (event,) = accept(empty, [JANUARY], **BY)
    (copy,) = (empty.store / "files").iterdir()
    assert copy.name.startswith(f"{event.sha256}.")
    assert copy.read_bytes() == JANUARY.content


def test_of_a_file_only_the_columns_and_rows_that_were_taken_are_saved(empty: Settings) -> None:
    lines = ("Run by Xanthe Markerson,,,", ",,,", "As at,Prepared by,Area,Cases awaiting")
    lines += ("2024-01-04,Xanthe,Dudley,4", ",,,", "2024-01-04,Xanthe,Walsall,6", "Total,,,10")
    content = "\n".join(lines).encode()
    file = dataclasses.replace(JANUARY, content=content, headings={"prepared by": ""})
    (event,) = accept(empty, [file], **BY)
    assert table_copy(empty, event).read_text(encoding="utf-8").splitlines() == [
        *(",,,", ",,,", "As at,,Area,Cases awaiting", "2024-01-04,,Dudley,4", ",,,", "2024-01-04,,Walsall,6")
    ]


def test_an_older_store_saves_only_the_tables_once_it_is_reduced(empty: Settings) -> None:
    content = b"By Xanthe Markerson,,\nAs at,Area,Cases awaiting\n2024-01-04,Dudley,4\n"
    (event,) = accept(empty, [dataclasses.replace(JANUARY, content=content)], **BY)
    table_copy(empty, event).unlink()
    (empty.store / "files" / f"{event.sha256}.csv").write_bytes(content)
    assert verify(empty).wrong == ()
    assert list(reduce(empty)) == ["marac.csv: only the table that was taken is saved now."]
    assert b"Markerson" not in b"".join(path.read_bytes() for path in everything_in(empty.store / "files"))
    assert verify(empty).wrong == ()
    assert list(reduce(empty)) == []


def test_a_whole_file_that_cannot_be_read_again_is_removed_and_that_is_reported(empty: Settings) -> None:
    (event,) = accept(empty, [JANUARY], **BY)
    table_copy(empty, event).unlink()
    (empty.store / "files" / f"{event.sha256}.csv").write_bytes(b"As at,Victim name\n2024-01-04,Xanthe\n")
    (sentence,) = reduce(empty)
    assert sentence.startswith("marac.csv: it could not be read again, so no copy of its table was made.")
    assert b"Xanthe" not in table_copy(empty, event).read_bytes()
    assert verify(empty).wrong == ()


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


def test_many_small_files_are_put_together_and_every_edition_answers_as_before(empty: Settings) -> None:
    for week in range(30):
        accept(empty, [tasks(f"2024-02-{week % 28 + 1:02},Visit,{week}")], **BY)
    assert len(delta.files(empty.store / "tables" / "sex_offender_tasks")) < 10
    assert len(delta.files(empty.store / "ledger")) < 10
    assert [event.sequence for event in ledger(empty)] == list(range(1, 31))
    assert outstanding(empty) == {(f"2024-02-{day + 1:02}", "visit"): day + 28 if day < 2 else day for day in range(28)}
    rows = opened(empty, 28).ask("select outstanding_count as n from sex_offender_tasks", ("sex_offender_tasks",))
    assert sorted(row["n"] for row in rows) == list(range(28))
    assert len(opened(empty, 7).ask("select * from sex_offender_tasks", ("sex_offender_tasks",))) == 7


def test_what_fails_while_small_files_are_put_together_fails_nothing_else(
    empty: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(TableOptimizer, "compact", full)
    for day in range(1, 27):
        accept(empty, [marac(f"2024-03-{day:02},Dudley,{day}")], **BY)
    assert len(delta.files(empty.store / "ledger")) == 26
    assert len(cases(empty)) == 26


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
