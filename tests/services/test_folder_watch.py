"""The watched folder: accepted files go to done, refused ones to refused with their problems, and nothing is lost."""

import os
from pathlib import Path

import pytest
from openpyxl import load_workbook

from src.services import batch_import, folder_watch
from src.services.folder_watch import Watched
from src.settings import Settings
from src.store import held_files
from src.store.acceptance import CannotStore, accept
from src.store.upload import Supplied
from tests.cli.test_file_commands import MARAC, OTHER, TASKS, book
from tests.store.files import BY, cases, ledger, marac, outstanding

JANUARY = marac("2024-01-04,Dudley,4", "2024-01-04,Walsall,6")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder to watch."""
    created = tmp_path / "watched"
    created.mkdir()
    return created


@pytest.fixture
def sentences() -> list[str]:
    """What was said, line by line."""
    return []


@pytest.fixture
def watched(empty: Settings, folder: Path, sentences: list[str]) -> Watched:
    """The folder, watched into an empty store."""
    return Watched(empty, folder, by="the watcher", say=sentences.append)


def names(folder: Path) -> list[str]:
    """What is in a folder and the folders in it."""
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if not path.is_dir())


def test_a_file_is_accepted_at_the_second_look_and_moved_to_done(
    watched: Watched, empty: Settings, folder: Path, sentences: list[str]
) -> None:
    (folder / "january.csv").write_bytes(JANUARY.content)
    assert watched.look() == [folder / "january.csv"]
    assert (names(folder), sentences) == (["january.csv"], [])
    assert watched.look() == []
    (event,) = ledger(empty)
    assert (event.by_whom, event.reason) == ("the watcher", f"Watched folder {folder}")
    assert cases(empty) == {("2024-01-04", "dudley"): 4, ("2024-01-04", "walsall"): 6}
    assert names(folder) == ["done/january.csv"]
    assert (folder / "done" / "january.csv").read_bytes() == JANUARY.content
    assert sentences == [
        f"january.csv: accepted as {event.extract_id} (2 rows). This is edition 1. Moved to done/january.csv"
    ]


def test_a_file_that_is_still_growing_is_left_alone(watched: Watched, empty: Settings, folder: Path) -> None:
    path = folder / "january.csv"
    for end in (10, 30, len(JANUARY.content)):
        path.write_bytes(JANUARY.content[:end])
        assert watched.look() == [path]
    assert ledger(empty) == ()
    assert watched.look() == []
    assert len(ledger(empty)) == 1


def test_a_refused_file_goes_with_its_problems_and_its_marked_copy(
    watched: Watched, empty: Settings, folder: Path, sentences: list[str]
) -> None:
    book(folder / "march.xlsx", March=(MARAC[0], ["2024-03-07", "Dudly", 5], ["2024-03-07", "Walsall", "two"]))
    watched.look()
    assert watched.look() == []
    assert names(folder) == [
        "refused/march.xlsx",
        "refused/march.xlsx.marked.xlsx",
        "refused/march.xlsx.problems.txt",
    ]
    lines = (folder / "refused" / "march.xlsx.problems.txt").read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith('march.xlsx, sheet "March", cell B2: found "Dudly"; ')
    assert lines[1].startswith('march.xlsx, sheet "March", cell C3: found "two"; ')
    assert lines[2:] == ["Nothing of this file was stored."]
    copy = load_workbook(folder / "refused" / "march.xlsx.marked.xlsx")
    assert '"Dudley"' in copy["March"]["B2"].comment.text
    assert sentences == [
        "march.xlsx: refused, 2 problems: see march.xlsx.problems.txt and march.xlsx.marked.xlsx. "
        "Moved to refused/march.xlsx"
    ]
    assert (ledger(empty), watched.refused_count) == ((), 1)


def test_a_file_that_cannot_be_read_at_all_is_refused_with_its_problem_alone(watched: Watched, folder: Path) -> None:
    (folder / "broken.xlsx").write_bytes(b"PK\x03\x04 and no more")
    (folder / "empty.csv").write_bytes(b"")
    watched.look()
    watched.look()
    assert names(folder) == [
        "refused/broken.xlsx",
        "refused/broken.xlsx.problems.txt",
        "refused/empty.csv",
        "refused/empty.csv.problems.txt",
    ]


def test_the_same_bytes_again_are_moved_to_done_and_said_to_be_known(
    watched: Watched, empty: Settings, folder: Path, sentences: list[str]
) -> None:
    accept(empty, [JANUARY], **BY)
    (folder / "again.csv").write_bytes(JANUARY.content)
    watched.look()
    watched.look()
    assert names(folder) == ["done/again.csv"]
    assert sentences == ["again.csv: accepted before, byte for byte. Nothing new was stored. Moved to done/again.csv"]
    assert len(ledger(empty)) == 1


def test_a_stop_between_accepting_and_moving_is_made_good_at_the_next_look(
    watched: Watched, empty: Settings, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "january.csv").write_bytes(JANUARY.content)
    watched.look()

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Path, "rename", stop)
        with pytest.raises(KeyboardInterrupt):
            watched.look()
    assert (names(folder), len(ledger(empty))) == (["january.csv"], 1)
    after = Watched(empty, folder, by="the watcher", say=print)
    after.look()
    assert after.look() == []
    assert (names(folder), len(ledger(empty))) == (["done/january.csv"], 1)


def test_a_name_that_is_taken_gets_the_time_added(watched: Watched, empty: Settings, folder: Path) -> None:
    for cases_awaiting in (4, 5, 6):
        (folder / "weekly.csv").write_bytes(marac(f"2024-01-04,Dudley,{cases_awaiting}").content)
        watched.look()
        watched.look()
    first, *others = names(folder / "done")
    assert len({first, *others}) == 3
    assert "weekly.csv" in (first, *others)
    assert all(name.startswith("weekly") and name.endswith(".csv") for name in (first, *others))
    assert cases(empty) == {("2024-01-04", "dudley"): 6}


def test_what_is_no_file_to_take_in_is_left_alone(
    watched: Watched, empty: Settings, folder: Path, tmp_path: Path
) -> None:
    for name in (".hidden.csv", "~$march.xlsx", "march.csv.part", "march.tmp"):
        (folder / name).write_bytes(JANUARY.content)
    (folder / "a folder.csv").mkdir()
    (tmp_path / "elsewhere.csv").write_bytes(JANUARY.content)
    (folder / "link.csv").symlink_to(tmp_path / "elsewhere.csv")
    os.mkfifo(folder / "pipe.csv")
    before = names(folder)
    watched.look()
    assert watched.look() == []
    assert (names(folder), ledger(empty)) == (before, ())


def test_a_workbook_of_two_datasets_is_accepted_whole_or_refused_whole(
    watched: Watched, empty: Settings, folder: Path, sentences: list[str]
) -> None:
    book(folder / "bad.xlsx", March=MARAC, Tasks=(*TASKS, ["2024-03-07", "force", "Visitt", 1]))
    book(folder / "good.xlsx", March=MARAC, Tasks=TASKS, Colours=OTHER)
    watched.look()
    watched.look()
    assert [event.dataset for event in ledger(empty)] == ["marac_backlog", "sex_offender_tasks"]
    assert outstanding(empty) == {("2024-03-07", "visit"): 61}
    assert "done/good.xlsx" in names(folder)
    assert "held/bad.xlsx" in names(folder)
    assert 'Passed over, as it is no dataset: "Colours".' in sentences[1]


def test_a_heading_that_nobody_knows_is_held_with_the_question(watched: Watched, folder: Path) -> None:
    (folder / "march.csv").write_text("As at,Area,Waiting\n2024-03-07,Dudley,5\n")
    watched.look()
    watched.look()
    questions = (folder / "held" / "march.csv.questions.txt").read_text(encoding="utf-8")
    assert questions.startswith('march.csv, cell C1: found the heading "Waiting"; expected one of the headings of')


def test_a_file_waits_where_it_is_while_nothing_can_be_stored_and_it_is_said_once(
    watched: Watched, empty: Settings, folder: Path, sentences: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = folder / "january.csv"
    path.write_bytes(JANUARY.content)
    watched.look()
    with monkeypatch.context() as patched:

        def full(*_: object, **__: object) -> None:
            raise CannotStore("Nothing was stored: the disk is full.")

        patched.setattr("src.store.acceptance.accept_checked", full)
        assert watched.look() == [path]
        assert watched.look() == [path]
    assert sentences == ["january.csv: Nothing was stored: the disk is full. The file stays where it is."]
    assert watched.look() == []
    assert (names(folder), len(ledger(empty))) == (["done/january.csv"], 1)


def test_a_file_that_nobody_foresaw_does_not_keep_the_others_from_being_taken_in(
    watched: Watched, empty: Settings, folder: Path, sentences: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "a.csv").write_bytes(marac("2024-01-04,Dudley,1").content)
    (folder / "b.csv").write_bytes(marac("2024-02-01,Dudley,2").content)
    taken = folder_watch.batch_import.take

    def broken(settings: Settings, file: folder_watch.Supplied) -> object:
        if file.name == "a.csv":
            raise ZeroDivisionError("division by zero")
        return taken(settings, file)

    monkeypatch.setattr(folder_watch.batch_import, "take", broken)
    watched.look()
    assert watched.look() == [folder / "a.csv"]
    assert sentences[0] == (
        "a.csv: something went wrong that should not have (ZeroDivisionError: division by zero). "
        "The file stays where it is."
    )
    assert cases(empty) == {("2024-02-01", "dudley"): 2}


def test_a_file_that_is_written_to_while_it_is_read_is_looked_at_again(
    watched: Watched, empty: Settings, folder: Path, sentences: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = folder / "weekly.csv"
    path.write_bytes(marac("2024-01-04,Dudley,4").content)
    watched.look()
    stored = folder_watch.batch_import.accept

    def written_to(*given: object, **named: object) -> object:
        answer = stored(*given, **named)  # type: ignore[arg-type]
        path.write_bytes(marac("2024-01-04,Dudley,400").content)
        return answer

    with monkeypatch.context() as patched:
        patched.setattr(folder_watch.batch_import, "accept", written_to)
        assert watched.look() == [path]
    watched.look()
    assert watched.look() == []
    assert cases(empty) == {("2024-01-04", "dudley"): 400}
    assert len(ledger(empty)) == 2


def test_a_folder_that_goes_away_is_said_once(watched: Watched, folder: Path, sentences: list[str]) -> None:
    folder.rmdir()
    assert watched.look() == [folder]
    assert watched.look() == [folder]
    assert sentences == [f"{folder} cannot be looked into (no such file or directory)."]


def test_problems_are_written_so_that_no_spreadsheet_takes_them_for_a_formula(watched: Watched, folder: Path) -> None:
    (folder / "=1+1.csv").write_text("As at,Area,Cases awaiting\n2024-03-07,Dudly,5\n")
    watched.look()
    watched.look()
    problems = (folder / "held" / "=1+1.csv.questions.txt").read_text(encoding="utf-8")
    assert problems.startswith("'=1+1.csv, cell B2: ")


def test_a_file_that_a_later_one_replaced_is_refused_with_the_way_back_when_it_comes_again(
    watched: Watched, empty: Settings, folder: Path, sentences: list[str]
) -> None:
    first, second = marac("2024-01-04,Dudley,5"), marac("2024-01-04,Dudley,9", name="b.csv")
    for file in (first, second):
        accept(empty, [file], **BY)
    (folder / "a.csv").write_bytes(first.content)
    watched.look()
    watched.look()
    latest = ledger(empty)[-1]
    problem = (folder / "refused" / "a.csv.problems.txt").read_text(encoding="utf-8")
    assert f"b.csv ({latest.extract_id}) took the place of its rows and stands" in problem
    assert f"withdraw the other: python -m src withdraw {latest.extract_id}." in problem
    assert cases(empty) == {("2024-01-04", "dudley"): 9}
    assert len(ledger(empty)) == 2


def test_a_file_in_doubt_is_held_with_its_question_and_leaves_the_list_once_accepted(
    watched: Watched, empty: Settings, folder: Path, sentences: list[str]
) -> None:
    content = b"As at,Area,Cases awaiting\n01/01/2024,Dudley,4\n02/01/2024,Dudley,5\n"
    (folder / "us.csv").write_bytes(content)
    watched.look()
    watched.look()
    assert names(folder) == ["held/us.csv", "held/us.csv.marked.xlsx", "held/us.csv.questions.txt"]
    assert sentences == [
        "us.csv: held, 1 question: see us.csv.questions.txt and us.csv.marked.xlsx. Moved to held/us.csv"
    ]
    (waiting,) = held_files.waiting(empty.store)
    assert (waiting.name, len(waiting.reasons), ledger(empty)) == ("us.csv", 1, ())
    assert waiting.reasons[0].startswith(
        "us.csv, cells A2 and A3: found dates that are 1 January 2024 to 2 January 2024"
    )
    settled = {"order of dates": "month first"}
    file = Supplied(name="us.csv", content=content, dataset="")
    batch_import.accept(
        empty, file, batch_import.take(empty, file, settled=settled), by="a", reason="b", settled=settled
    )
    assert held_files.waiting(empty.store) == ()
