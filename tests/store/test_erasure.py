"""A file that is erased is nowhere in the store any more, and everything else stands as it did."""

from collections.abc import Callable, Iterable
from dataclasses import fields, replace
from datetime import date, datetime
from pathlib import Path

import pytest
from pyarrow import parquet

from src import wording
from src.contracts.problem import Question, Refused
from src.services import batch_import, import_file
from src.services.folder_watch import Watched
from src.settings import Actor, Settings
from src.store import audit, backup, delta, held_files, profiles, verification
from src.store.acceptance import accept, accept_checked, check, restore, withdraw
from src.store.anchors import Anchor
from src.store.disk_check import CannotStore
from src.store.erasure import erase
from src.store.ledger import Event, Ledger
from src.store.upload import Supplied, supplied
from src.web.extracts import approval
from tests.cli.test_file_commands import book, run
from tests.store.files import ANSWERS, BY, cases, ledger, marac, opened, tasks
from tests.store.test_change_shows import OTHER

SECRET = "A-name-that-should-not-be-here"
LEAKY = replace(
    marac(name="february.csv"), content=f"As at,Area,Cases awaiting,Note\n2024-02-01,Dudley,8,{SECRET}\n".encode()
)
KEPT = {("2024-01-04", "dudley"): 4}
WHO = {"by": "Cat", "reason": "a name in it"}


@pytest.fixture
def leaky(empty: Settings) -> Settings:
    """A store whose second extract has a name in a column of text. The third supersedes nothing of it."""
    accept(empty, [marac("2024-01-04,Dudley,4")], **BY)
    accept(empty, [LEAKY], **BY)
    accept(empty, [marac("2024-03-07,Dudley,5", name="march.csv")], **BY)
    assert ledger(empty)[1].row_count == 1
    return empty


def holding(folder: Path, text: str) -> list[str]:
    """The files of a folder that hold a text."""
    return [path.name for path in folder.rglob("*") if path.is_file() and text.encode() in path.read_bytes()]


def test_an_erased_file_is_in_no_file_of_the_store_and_in_no_edition(leaky: Settings) -> None:
    event = ledger(leaky)[1]
    assert holding(leaky.store, SECRET) != []
    assert holding(leaky.store / "tables", event.extract_id) != []
    erase(leaky, event.sha256, **WHO)
    assert holding(leaky.store, SECRET) == []
    assert holding(leaky.store / "tables", event.extract_id) == []
    assert [path for path in leaky.store.rglob("*") if path.suffix == ".part"] == []
    left = KEPT | {("2024-03-07", "dudley"): 5}
    assert [cases(leaky, edition) for edition in (1, 2, 3, 4)] == [KEPT, KEPT, left, left]


def test_the_history_keeps_that_it_was_there_and_who_erased_it_and_why(leaky: Settings) -> None:
    event = ledger(leaky)[1]
    erase(leaky, event.sha256[:6], **WHO)
    newest = ledger(leaky)[-1]
    assert (newest.event, newest.extract_id, newest.by_whom, newest.reason) == (
        "erased", event.extract_id, "Cat", "a name in it",
    )  # fmt: skip
    assert [(line.event, line.who) for line in audit.read(leaky)[:2]] == [("saved", "Cat"), ("erased", "Cat")]
    found = verification.verify(leaky, deep=True)
    assert (found.wrong, found.not_noted, found.extracts) == ((), 0, 2)
    assert [sentence.split(" on ")[0] for sentence in found.erased] == [f"File {event.sha256[:8]} was erased"]
    assert [name.extract_id for name, _ in approval.states(ledger(leaky))] == [
        ledger(leaky)[2].extract_id, ledger(leaky)[0].extract_id,
    ]  # fmt: skip


def test_what_was_erased_cannot_be_withdrawn_or_restored_and_is_erased_once(leaky: Settings) -> None:
    event = ledger(leaky)[1]
    erase(leaky, event.sha256, **WHO)
    for turn in (withdraw, restore):
        with pytest.raises(LookupError, match="No extract is called"):
            turn(leaky, event.extract_id, **BY)
    erase(leaky, event.sha256, **WHO)
    assert len(ledger(leaky)) == 4


def test_a_backup_of_before_still_holds_it_and_one_of_after_does_not(leaky: Settings, tmp_path: Path) -> None:
    backup.back_up(leaky, tmp_path / "before.zip")
    erase(leaky, ledger(leaky)[1].sha256, **WHO)
    backup.back_up(leaky, tmp_path / "after.zip")
    for name, is_there in (("before", True), ("after", False)):
        backup.recover(leaky, tmp_path / f"{name}.zip", tmp_path / name)
        assert bool(holding(tmp_path / name, SECRET)) == is_there
    assert verification.verify(replace(leaky, store=tmp_path / "after")).wrong == ()


def test_extracts_go_on_being_accepted_after_it(leaky: Settings) -> None:
    erase(leaky, ledger(leaky)[1].sha256, **WHO)
    accept(leaky, [marac("2024-04-04,Dudley,3", name="april.csv")], **BY)
    assert cases(leaky)["2024-04-04", "dudley"] == 3
    found = verification.verify(leaky, deep=True)
    assert (found.wrong, found.not_noted) == ((), 0)


def test_where_somebody_accepts_meanwhile_nothing_of_theirs_is_lost(
    leaky: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    without = delta.without

    def accepted_meanwhile(*arguments: object) -> int:
        version = without(*arguments)  # type: ignore[arg-type]
        accept(leaky, [marac("2024-04-04,Dudley,3", name="april.csv")], **BY)
        return version

    event = ledger(leaky)[1]
    with monkeypatch.context() as busy:
        busy.setattr(delta, "without", accepted_meanwhile)
        with pytest.raises(CannotStore, match="Run the command again"):
            erase(leaky, event.sha256, **WHO)
    april = ("2024-04-04", "dudley")
    assert cases(leaky)[april] == 3
    assert ("2024-02-01", "dudley") not in cases(leaky)
    erase(leaky, event.sha256, **WHO)
    assert holding(leaky.store, SECRET) == []
    assert cases(leaky)[april] == 3
    assert verification.verify(leaky).wrong == ()


@pytest.mark.parametrize(("given", "found"), [("0" * 64, "no file"), ("", "more than one file"), ("abc", "no file")])
def test_a_hash_that_does_not_name_one_file_erases_nothing(given: str, found: str, leaky: Settings) -> None:
    with pytest.raises(LookupError, match=f"^The history has {found} whose hash begins with"):
        erase(leaky, given, **WHO)
    assert len(Ledger(leaky.store).events()) == 3
    assert opened(leaky).number == 3


def test_it_is_for_approvers(leaky: Settings) -> None:
    with pytest.raises(CannotStore, match="You may not erase a file as analyst"):
        erase(replace(leaky, actor=Actor(role="analyst", may=frozenset())), ledger(leaky)[1].sha256, **WHO)
    assert holding(leaky.store, SECRET) != []


def by_watching(settings: Settings, file: Supplied, folder: Path) -> str:
    """What is said of a file that is put into a watched folder."""
    folder.mkdir()
    (folder / file.name).write_bytes(file.content)
    sentences: list[str] = []
    watched = Watched(settings, folder, by="the watcher", say=sentences.append)
    watched.look()
    watched.look()
    (problems,) = folder.rglob("*.problems.txt")
    return problems.read_text(encoding="utf-8")


def by_previewing(settings: Settings, file: Supplied, folder: Path) -> str:
    """What the Extracts page says of a file."""
    (problem,) = import_file.take_in(settings, [(file.name, file.content)]).problems
    return problem.sentence()


def by_accepting(settings: Settings, file: Supplied, folder: Path) -> str:
    """What a program is answered that accepts a file."""
    with pytest.raises(Refused) as refused:
        accept(settings, [file], **BY)
    return str(refused.value)


def by_a_preview_of_before(settings: Settings, file: Supplied, folder: Path) -> str:
    """What somebody is answered who looked at a file before it was erased and accepts it after."""
    with pytest.raises(Refused) as refused:
        accept_checked(settings, [(file, check(settings, file))], **BY)
    return str(refused.value)


@pytest.mark.parametrize("name", ["february.csv", "another name.csv"])
@pytest.mark.parametrize("supply", [by_watching, by_previewing, by_accepting, by_a_preview_of_before])
def test_the_same_bytes_come_in_no_more(
    supply: Callable[[Settings, Supplied, Path], str], name: str, leaky: Settings, tmp_path: Path
) -> None:
    erase(leaky, ledger(leaky)[1].sha256, **WHO)
    sentence = supply(leaky, replace(LEAKY, name=name), tmp_path / "watched")
    assert f"{name}: found a file that was erased on {wording.moment(ledger(leaky)[-1].at)} by Cat" in sentence
    assert len(ledger(leaky)) == 4
    assert holding(leaky.store, SECRET) == []
    other = replace(LEAKY, content=LEAKY.content.replace(SECRET.encode(), b"none"))
    assert len(accept(leaky, [other], **BY)) == 1


MARKS = ("filemark", "sheetmark", "headmark", "valuemark", "filtermark", "notemark", "reasonmark", "turnmark")
"""A word for each place of a file, or about it, that the store keeps."""


def with_marks(settings: Settings, folder: Path) -> Event:
    """An extract with a mark in every text that is kept of it, withdrawn and restored."""
    file = supplied(
        book(
            folder / "filemark.xlsx",
            sheetmark=(
                ["As at", "LPA", "Headmark", "Note"],
                ["2024-03-07", "Dudley", 5, "notemark"],
                ["2024-03-07", "Valuemark", 6, "notemark"],
                [],
                ["Filters: Status is filtermark"],
            ),
        ),
        "marac_backlog",
    )
    answers = {("marac_backlog", "headmark"): "cases_awaiting_count"}
    settled = {"Area: Valuemark": "Walsall"}
    intake = batch_import.take(settings, file, answers, settled=settled)
    for problem in intake.problems:
        assert isinstance(problem, Question)
        settled[problem.key] = problem.options[0]
    intake = batch_import.take(settings, file, answers, settled=settled)
    given = {"answers": answers, "settled": settled}
    (event,) = batch_import.accept(settings, file, intake, by="Ann", reason="reasonmark", **given).events  # type: ignore[arg-type]
    withdraw(settings, event.extract_id, by="Ann", reason="turnmark")
    restore(settings, event.extract_id, by="Ann", reason="turnmark")
    held_files.hold(settings.store, file.sha256, folder / file.name, ("Valuemark is no area",))
    return event


def places_of(store: Path, words: Iterable[str]) -> dict[str, set[str]]:
    """The folders and files at the top of a store in which each word stands, as bytes or as a value of a table."""
    found: dict[str, set[str]] = {word: set() for word in words}
    for path in (path for path in store.rglob("*") if path.is_file()):
        texts = path.name + path.read_bytes().decode("utf-8", "replace")
        if path.suffix == ".parquet":
            texts += repr(parquet.ParquetFile(path).read().to_pylist())
        for word in found:
            if word in texts.lower():
                found[word].add(path.relative_to(store).parts[0])
    return {word: places for word, places in found.items() if places}


def test_no_word_of_an_erased_file_or_about_it_is_left_anywhere_in_the_store(leaky: Settings, tmp_path: Path) -> None:
    other = profiles.keep(leaky, ANSWERS, by="Ann", reason="answered before")
    event = with_marks(leaky, tmp_path)
    anchors = [Anchor(number=line.number, hash=line.hash) for line in audit.read(leaky)]
    assert places_of(leaky.store, MARKS).keys() == set(MARKS)
    assert {"ledger", "profiles", "held", "files"} <= set().union(*places_of(leaky.store, MARKS).values())
    erase(leaky, event.sha256, **WHO)
    # The audit record cannot be changed: docs/security.md says that it keeps the name of the file.
    assert places_of(leaky.store, MARKS) == {"filemark": {"audit"}}
    found = verification.verify(leaky, deep=True)
    assert (found.wrong, found.unchecked) == ((), ())
    assert found.erased == (f"File {event.sha256[:8]} was erased on {wording.moment(ledger(leaky)[-1].at)} by Cat.",)
    assert [audit.verify(leaky, anchor) for anchor in anchors] == [()] * len(anchors)
    backup.back_up(leaky, tmp_path / "after.zip")
    backup.recover(leaky, tmp_path / "after.zip", tmp_path / "after")
    assert places_of(tmp_path / "after", MARKS) == {"filemark": {"audit"}}
    live = [entry for entry in profiles.live(leaky.store).values() if entry.version]
    assert [(entry.profile, entry.version) for entry in live] == [(ANSWERS, other.version)]
    kept = (
        "sequence",
        "event",
        "extract_id",
        "by_whom",
        "at",
        "row_count",
        "period_from",
        "period_to",
        "forces",
        "sha256",
    )
    (left,) = [each for each in ledger(leaky) if each.sequence == event.sequence]
    assert [getattr(left, name) for name in kept] == [getattr(event, name) for name in kept]
    erase(leaky, event.sha256, **WHO)
    accept(leaky, [marac("2024-04-04,Dudley,3", name="april.csv")], **BY)
    assert verification.verify(leaky).wrong == ()


def test_what_is_left_of_an_erased_file_and_what_came_with_it_are_held_by_the_record(empty: Settings) -> None:
    first, second = accept(empty, [LEAKY, tasks("2024-02-27,Visit,65")], **BY)
    erase(empty, first.sha256, **WHO)
    lines, events = audit.read(empty)[::-1], ledger(empty)
    assert list(audit._unlike_the_ledger(lines, events)) == []
    assert [event.extract_id for event in events[:2]] == [first.extract_id, second.extract_id]
    for place in (0, 1):
        for name in (field.name for field in fields(Event) if field.name != "sequence"):
            now = getattr(events[place], name)
            kind = next(kind for kind in (datetime, date, int, str) if isinstance(now, kind))
            changed = [*events]
            changed[place] = replace(events[place], **{name: OTHER[kind]})
            assert list(audit._unlike_the_ledger(lines, changed)) != [], (place, name)


def test_files_that_were_read_with_an_answer_of_an_erased_one_are_listed(leaky: Settings, tmp_path: Path) -> None:
    event = with_marks(leaky, tmp_path)
    rows = (["As at", "LPA", "Headmark"], ["2024-04-04", "Dudley", 5], ["2024-04-04", "Valuemark", 7])
    later = supplied(book(tmp_path / "later.xlsx", april=rows), "marac_backlog")
    batch_import.accept(leaky, later, batch_import.take(leaky, later), by="Ann", reason="the next month")
    code, out, _ = run(leaky, "erase", event.sha256, "--by", "Cat", "--reason", "a name in it")
    assert (code, out[-1]) == (
        0,
        f"Read with an answer of it: later.xlsx ({later.sha256[:8]}). Where such an answer holds the value, erase these too.",
    )
    assert places_of(leaky.store, ["valuemark"]) != {}
    assert len(run(leaky, "erase", later.sha256, "--by", "Cat", "--reason", "a name in it")[1]) == 1
    assert places_of(leaky.store, MARKS) == {"filemark": {"audit"}}
