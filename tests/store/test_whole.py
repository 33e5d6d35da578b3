"""A file of the store that was changed, cut, lost or swapped is named, and no part of its dataset passes for all."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pyarrow
import pytest
from deltalake import DeltaTable
from pyarrow import parquet

from src.settings import Settings
from src.store import delta, file_hashes, integrity
from src.store.acceptance import accept, withdraw
from src.store.disk_check import IntegrityError
from src.store.ledger import Ledger
from src.store.verification import verify
from tests.store.files import BY, cases, ledger, marac, opened, outstanding, table_copy, tasks

FEBRUARY = {("2024-02-01", "dudley"): 8, ("2024-02-01", "walsall"): 13}


@pytest.fixture
def two(empty: Settings) -> Settings:
    """Two extracts of MARAC cases and one of tasks."""
    accept(empty, [marac("2024-02-01,Dudley,8", "2024-02-01,Walsall,13", name="february.csv")], **BY)
    accept(empty, [marac("2024-03-07,Dudley,5", name="march.csv")], **BY)
    accept(empty, [tasks("2024-02-27,Visit,65")], **BY)
    return empty


def rows_of(settings: Settings, extract: int, dataset: str = "marac_backlog") -> Path:
    """The file that holds the rows of the extract accepted as that number."""
    name = ledger(settings)[extract - 1].extract_id
    (path,) = [file.path for file in integrity.stored_rows(settings.store, dataset) if name in file.rows]
    return path


def change_a_byte(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-100])


def lose(path: Path) -> None:
    path.unlink()


def swap(path: Path) -> None:
    """Another table of the same columns and as many rows stands in its place: one that could be read."""
    table = parquet.read_table(path)
    place = table.column_names.index("cases_awaiting_count")
    parquet.write_table(table.set_column(place, "cases_awaiting_count", pyarrow.array([1] * len(table))), path)


HARM: list[Callable[[Path], None]] = [change_a_byte, cut, lose, swap]


@pytest.mark.parametrize("harm", HARM)
def test_a_harmed_file_is_named_by_dataset_and_extract_and_no_figure_of_the_dataset_is_given(
    harm: Callable[[Path], None], two: Settings
) -> None:
    harm(rows_of(two, 1))
    with pytest.raises(IntegrityError) as damaged:
        cases(two)
    text = str(damaged.value)
    assert text.startswith(
        "No figure from MARAC cases awaiting is shown: in the store the rows of february.csv (2 rows, accepted on "
    )
    assert text.endswith(
        " are damaged or missing. What rests on other datasets is as it was. Bring the store back from a backup, or "
        "withdraw that extract on the command line and supply its file again."
    )
    assert outstanding(two) == {("2024-02-27", "visit"): 65}


@pytest.mark.parametrize("harm", HARM)
def test_withdrawn_and_supplied_again_the_figures_are_whole(harm: Callable[[Path], None], two: Settings) -> None:
    first = ledger(two)[0].extract_id
    harm(rows_of(two, 1))
    withdraw(two, first, **BY)
    assert cases(two) == {("2024-03-07", "dudley"): 5}
    accept(two, [marac("2024-02-01,Dudley,8", "2024-02-01,Walsall,13", name="february.csv")], **BY)
    assert cases(two) == {**FEBRUARY, ("2024-03-07", "dudley"): 5}


def test_an_edition_from_before_the_harmed_extract_is_shown(two: Settings) -> None:
    cut(rows_of(two, 2))
    assert cases(two, 1) == FEBRUARY
    with pytest.raises(IntegrityError, match=r"march\.csv \(1 row, "):
        cases(two, 2)


def test_rows_that_the_log_of_the_table_no_longer_names_are_missed(two: Settings) -> None:
    log = two.store / "tables" / "marac_backlog" / "_delta_log"
    (log / f"{1:020}.json").unlink()
    with pytest.raises(IntegrityError, match=r"march\.csv"):
        cases(two)
    shutil.rmtree(log)
    with pytest.raises(IntegrityError, match=r"2 extracts, the newest of them march\.csv"):
        cases(two)


def test_a_log_that_cannot_be_read_is_the_damage_of_its_dataset_alone(two: Settings) -> None:
    (two.store / "tables" / "marac_backlog" / "_delta_log" / f"{0:020}.json").write_text("{not a log")
    with pytest.raises(IntegrityError, match="No figure from MARAC cases awaiting is shown"):
        cases(two)
    assert outstanding(two) == {("2024-02-27", "visit"): 65}


def test_the_hashes_in_the_ledger_are_those_that_sha256sum_gives(two: Settings) -> None:
    path = rows_of(two, 1)
    place = path.relative_to(two.store).as_posix()
    assert Ledger(two.store).noted()[place] == file_hashes.file_hash(path)
    assert f"{file_hashes.file_hash(path)}  {place}\n" in ledger(two)[0].files


def test_a_hash_is_worked_out_of_what_the_disk_holds_now(tmp_path: Path) -> None:
    path = tmp_path / "rows"
    path.write_bytes(b"abd")
    file_hashes.file_hash(path)
    seen = path.stat()
    path.write_bytes(b"abc")
    os.utime(path, ns=(seen.st_atime_ns, seen.st_mtime_ns))
    # The hash of "abc" that the standard for SHA-256 prints as its first example.
    assert file_hashes.file_hash(path) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_small_files_put_together_are_noted_and_harm_in_them_is_told(empty: Settings) -> None:
    for day in range(1, 27):
        accept(empty, [marac(f"2024-01-{day:02},Dudley,{day}")], **BY)
    table = empty.store / "tables" / "marac_backlog"
    existing = list(integrity.stored_rows(empty.store, "marac_backlog"))
    assert [len(file.rows) for file in existing] == [25, 1] or [len(file.rows) for file in existing] == [1, 25]
    assert all(file.is_noted for file in existing)
    (together,) = [file.path for file in existing if len(file.rows) == 25]
    assert DeltaTable(str(table)).version() == 26
    change_a_byte(together)
    with pytest.raises(IntegrityError, match=r"the rows of 25 extracts, the newest of them marac\.csv"):
        cases(empty)


def test_what_is_harmed_is_not_put_together_with_what_is_whole(empty: Settings) -> None:
    for day in range(1, 25):
        accept(empty, [marac(f"2024-01-{day:02},Dudley,{day}")], **BY)
    swap(rows_of(empty, 3))
    accept(empty, [marac("2024-01-25,Dudley,25")], **BY)
    assert len(delta.files(empty.store / "tables" / "marac_backlog")) == 25
    with pytest.raises(IntegrityError, match=r"the rows of marac\.csv \(1 row, "):
        cases(empty)


def test_a_ledger_with_an_event_missing_shows_nothing_and_says_which(two: Settings) -> None:
    (two.store / "ledger" / "_delta_log" / f"{1:020}.json").write_text('{"commitInfo":{}}\n')
    (two.store / "ledger" / "_delta_log" / f"{2:020}.json").touch()
    with pytest.raises(IntegrityError) as damaged:
        ledger(two)
    assert str(damaged.value) == (
        "The list of what was accepted is damaged: number 2 is missing. "
        "Nothing is shown rather than a part of it. Bring the store back from a backup."
    )


def test_a_ledger_whose_earlier_lines_were_changed_shows_nothing(two: Settings) -> None:
    for path in map(Path, delta.files(two.store / "ledger")):
        table = parquet.read_table(path)
        if table["sequence"].to_pylist() == [1]:
            parquet.write_table(
                table.set_column(table.column_names.index("by_whom"), "by_whom", pyarrow.array(["Z"])), path
            )
    log = two.store / "ledger" / "_delta_log" / f"{2:020}.json"
    log.touch()
    with pytest.raises(IntegrityError, match=r"is damaged: part-.* is not as it was written\. Nothing is shown"):
        ledger(two)


def test_verify_finds_nothing_where_all_is_whole(two: Settings) -> None:
    found = verify(two)
    assert (found.wrong, found.edition, found.extracts, found.files, found.not_noted) == ((), 3, 3, 3, 0)


def test_verify_names_every_harm_at_once(two: Settings) -> None:
    rows, other = rows_of(two, 1), rows_of(two, 3, "sex_offender_tasks")
    change_a_byte(rows)
    lose(other)
    copy, lost = (table_copy(two, event) for event in ledger(two)[1:3])
    copy.write_bytes(b"another file")
    lost.unlink()
    wrong = verify(two).wrong
    assert f"{rows} is not as it was written." in wrong
    assert f"{other} is missing." in wrong
    assert f"{copy} is not as it was written: it is the table taken from march.csv." in wrong
    assert any(text.startswith("The table taken from tasks.csv (") for text in wrong)
    assert sum(text.startswith("No figure from ") for text in wrong) == 2
    assert len(wrong) == 6


def test_files_from_before_hashes_were_noted_are_counted_and_noted_with_the_next_extract(
    empty: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as before:
        before.setattr(integrity, "not_noted", lambda store, table: "")
        accept(empty, [marac("2024-02-01,Dudley,8")], **BY)
    assert (verify(empty).wrong, verify(empty).not_noted) == ((), 1)
    assert cases(empty) == {("2024-02-01", "dudley"): 8}
    accept(empty, [marac("2024-03-07,Dudley,5")], **BY)
    assert verify(empty).not_noted == 0
    cut(rows_of(empty, 1))
    with pytest.raises(IntegrityError, match=r"marac\.csv"):
        opened(empty).ask("select * from marac_backlog", ("marac_backlog",))
