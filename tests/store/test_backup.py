"""A backup is whole or is not there, and what is recovered from it answers as the store did that it was made of."""

import hashlib
import json
import shutil
import stat
import threading
import time
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest

from src.metrics import METRICS
from src.metrics.calculate import calculate
from src.settings import Settings
from src.store import audit, backup, delta, integrity, profiles, views
from src.store.acceptance import accept, withdraw
from src.store.backup import NoBackup, back_up, recover
from src.store.editions import Edition
from src.store.verification import verify
from tests.store.files import ANSWERS, BY, cases, everything_in, ledger, marac, outstanding, tasks

NOT_WHOLE = "{} is no backup of PEELboard, or not a whole one. Nothing was written."


@pytest.fixture
def stored(empty: Settings) -> Settings:
    """Two extracts, one of them withdrawn, an answer about a heading and a view: edition 3."""
    accept(empty, [marac("2024-02-01,Dudley,8", "2024-02-01,Walsall,13")], **BY)
    accept(empty, [tasks("2024-02-27,Visit,65")], **BY)
    withdraw(empty, ledger(empty)[1].extract_id, **BY)
    profiles.keep(empty, ANSWERS, by="an analyst", reason="answered")
    views.save(empty, "board_pack", "May board", "as_at=2024-02-01", "an analyst")
    return empty


def elsewhere(settings: Settings, store: Path) -> Settings:
    return Settings(store=store, published=settings.published)


@pytest.mark.long
def test_every_metric_of_every_edition_answers_the_same_after_recovering(published: Settings, tmp_path: Path) -> None:
    first = elsewhere(published, tmp_path / "first")
    shutil.copytree(published.store, first.store)
    accept(first, [marac("2024-03-07,Dudley,5", "2024-03-07,Walsall,21")], **BY)
    accept(first, [tasks("2024-03-07,Visit,66")], **BY)
    created = back_up(first, tmp_path / "backups" / "peelboard.zip")
    newest = len(ledger(first))
    assert created.edition == newest
    again = elsewhere(published, tmp_path / "again")
    assert recover(published, tmp_path / "backups" / "peelboard.zip", again.store) == created
    assert ledger(again) == ledger(first)
    assert len(METRICS) > 25
    for number in (newest - 1, newest):
        before, after = Edition(first, number), Edition(again, number)
        for name, metric in METRICS.items():
            as_at = date(2024, 9, 18) if number == newest else date(2024, 2, 27)
            assert calculate(metric, after, as_at) == calculate(metric, before, as_at), (number, name)
    assert cases(again)["2024-03-07", "walsall"] == 21


def test_withdrawn_extracts_answers_views_the_record_and_the_files_as_they_came_are_recovered(
    stored: Settings, tmp_path: Path
) -> None:
    back_up(stored, tmp_path / "b.zip")
    again = elsewhere(stored, tmp_path / "again")
    recover(stored, tmp_path / "b.zip", again.store)
    assert verify(again).wrong == ()
    assert (len(ledger(again)), outstanding(again)) == (3, {})
    assert profiles.live(again.store)["answers"].profile == ANSWERS
    assert views.saved(again.store, "board_pack") == {"May board": "as_at=2024-02-01"}
    kept_files = {path.name: path.read_bytes() for path in (stored.store / "files").iterdir()}
    assert {path.name: path.read_bytes() for path in (again.store / "files").iterdir()} == kept_files
    accept(again, [tasks("2024-03-27,Visit,70")], **BY)
    assert outstanding(again) == {("2024-03-27", "visit"): 70}
    assert verify(again).wrong == ()


def test_a_backup_taken_while_others_accept_is_of_one_edition_and_whole(empty: Settings, tmp_path: Path) -> None:
    accept(empty, [marac("2024-01-01,Dudley,1")], **BY)
    stop = threading.Event()

    def go_on() -> None:
        for day in range(2, 100):
            if stop.is_set():
                return
            accept(empty, [marac(f"2024-{1 + day // 28:02}-{1 + day % 28:02},Dudley,{day}")], **BY)

    others = threading.Thread(target=go_on)
    others.start()
    try:
        created = []
        for number in range(4):
            created.append(back_up(empty, tmp_path / f"{number}.zip"))
            while len(ledger(empty)) == created[-1].edition:
                time.sleep(0.01)
    finally:
        stop.set()
        others.join()
    assert created[0].edition < created[-1].edition
    for number, each in enumerate(created):
        again = elsewhere(empty, tmp_path / f"again{number}")
        recover(empty, tmp_path / f"{number}.zip", again.store)
        assert len(ledger(again)) == each.edition
        assert len(cases(again)) == each.edition


def test_what_is_accepted_once_the_ledger_was_copied_is_in_no_part_of_the_backup(
    stored: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = delta.everything

    def listed_as_somebody_accepts(table: Path, version: int) -> Sequence[Path]:
        found = listed(table, version)
        if table.name == "ledger":
            accept(stored, [marac("2024-03-01,Dudley,9")], **BY)
        return found

    monkeypatch.setattr(delta, "everything", listed_as_somebody_accepts)
    assert back_up(stored, tmp_path / "b.zip").edition == 3
    again = elsewhere(stored, tmp_path / "again")
    recover(stored, tmp_path / "b.zip", again.store)
    assert [event.sequence for event in ledger(again)] == [1, 2, 3]
    assert [line.recorded_to for line in audit.read(again) if line.ledger_hash] == [3, 2, 1]
    assert verify(again).wrong == ()


def test_a_store_that_is_not_whole_is_not_backed_up_over_a_good_copy(stored: Settings, tmp_path: Path) -> None:
    back_up(stored, tmp_path / "b.zip")
    good = (tmp_path / "b.zip").read_bytes()
    (file, *_) = integrity.stored_rows(stored.store, "marac_backlog")
    file.path.write_bytes(b"not what it was")
    with pytest.raises(NoBackup) as refused:
        back_up(stored, tmp_path / "b.zip")
    lines = str(refused.value).splitlines()
    assert lines[1].startswith("No figure from MARAC cases awaiting is shown")
    assert lines[-1] == f"{stored.store} is not whole: see above. Nothing was written."
    assert (tmp_path / "b.zip").read_bytes() == good
    assert list(tmp_path.glob("*.part")) == []


def test_a_backup_that_cannot_be_read_back_gets_no_name(
    stored: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup.os, "fsync", lambda number: backup.os.ftruncate(number, 2000))
    with pytest.raises(NoBackup, match="not a whole one"):
        back_up(stored, tmp_path / "b.zip")
    assert list(tmp_path.glob("b.zip*")) == []


def test_a_name_that_is_no_zip_and_a_store_that_is_empty_are_said(empty: Settings, tmp_path: Path) -> None:
    with pytest.raises(NoBackup) as refused:
        back_up(empty, tmp_path / "b.tar")
    assert str(refused.value) == ("b.tar does not end in .zip. Nothing was written. Name a file such as peelboard.zip.")
    with pytest.raises(NoBackup, match="holds nothing yet, so there is nothing to back up"):
        back_up(empty, tmp_path / "b.zip")


def test_a_folder_that_holds_something_is_not_recovered_into(stored: Settings, tmp_path: Path) -> None:
    back_up(stored, tmp_path / "b.zip")
    (tmp_path / "used").mkdir()
    (tmp_path / "used" / "mine.txt").write_text("mine")
    with pytest.raises(NoBackup) as refused:
        recover(stored, tmp_path / "b.zip", tmp_path / "used")
    assert str(refused.value) == (
        f"{tmp_path / 'used'} is not empty. Nothing was written. Name a folder that is empty or not there yet."
    )
    assert [path.name for path in everything_in(tmp_path / "used")] == ["mine.txt"]
    (tmp_path / "disk" / "lost+found").mkdir(parents=True)
    recover(stored, tmp_path / "b.zip", tmp_path / "disk")
    assert cases(elsewhere(stored, tmp_path / "disk")) == cases(stored)


def change(archive: Path, turn: Callable[[zipfile.ZipInfo, bytes], tuple[zipfile.ZipInfo, bytes] | None]) -> None:
    """Write an archive anew, each file as it is turned; None leaves it out."""
    with zipfile.ZipFile(archive) as read:
        files = [(info, read.read(info)) for info in read.infolist()]
    with zipfile.ZipFile(archive, "w") as written:
        for each in files:
            turned = turn(*each)
            if turned:
                written.writestr(*turned)


def add(archive: Path, name: str, content: bytes = b"x", mode: int = 0) -> None:
    """Put a file into an archive, on its list too, so that only its name or kind is wrong with it."""

    def listed(info: zipfile.ZipInfo, existing: bytes) -> tuple[zipfile.ZipInfo, bytes]:
        if info.filename != "peelboard-backup.json":
            return info, existing
        lines = json.loads(existing)
        lines["files"][name] = [len(content), hashlib.sha256(content).hexdigest()]
        return info, json.dumps(lines).encode()

    change(archive, listed)
    info = zipfile.ZipInfo(name)
    info.external_attr = mode << 16
    with zipfile.ZipFile(archive, "a") as written:
        written.writestr(info, content)


@pytest.mark.parametrize(
    ("name", "mode"),
    [
        ("../outside.txt", 0),
        ("/etc/outside.txt", 0),
        ("files/../../outside.txt", 0),
        ("files\\..\\outside.txt", 0),
        ("C:/outside.txt", 0),
        ("files/", 0),
        ("files/link.csv", stat.S_IFLNK | 0o777),
    ],
)
def test_an_archive_with_a_link_or_a_place_outside_the_store_is_refused_and_nothing_written(
    name: str, mode: int, stored: Settings, tmp_path: Path
) -> None:
    back_up(stored, tmp_path / "b.zip")
    add(tmp_path / "b.zip", name, b"/etc/passwd", mode)
    before = everything_in(tmp_path)
    with pytest.raises(NoBackup) as refused:
        recover(stored, tmp_path / "b.zip", tmp_path / "again" / "store")
    assert str(refused.value) == (
        f"{tmp_path / 'b.zip'} holds {name!r}, which is a link or stands outside the store: "
        "no backup of PEELboard does. Nothing was written."
    )
    assert everything_in(tmp_path) == before
    assert not (tmp_path / "again" / "store").exists()


def is_rows(info: zipfile.ZipInfo) -> bool:
    return info.filename.startswith("tables/marac_backlog/") and info.filename.endswith(".parquet")


CHANGES: dict[str, Callable[[Path], None]] = {
    "a file changed": lambda archive: change(
        archive, lambda info, existing: (info, existing[:-1] + b"?" if is_rows(info) else existing)
    ),
    "a file left out": lambda archive: change(
        archive, lambda info, existing: None if is_rows(info) else (info, existing)
    ),
    "a file more": lambda archive: change(
        archive, lambda info, existing: (zipfile.ZipInfo("more.txt") if is_rows(info) else info, existing)
    ),
    "no list": lambda archive: change(
        archive, lambda info, existing: None if info.filename.endswith("backup.json") else (info, existing)
    ),
    "a list that is none": lambda archive: change(
        archive, lambda info, existing: (info, b"[1]" if info.filename.endswith("backup.json") else existing)
    ),
    "cut": lambda archive: archive.write_bytes(archive.read_bytes()[:-300]),
    "no archive": lambda archive: archive.write_bytes(b"PK\x03\x04 and then nothing of the kind"),
    "bytes changed in the midst": lambda archive: archive.write_bytes(
        archive.read_bytes().replace(b"extract_id", b"extract_ie")
    ),
}


@pytest.mark.parametrize("harm", CHANGES)
def test_an_archive_that_is_not_as_it_was_written_is_refused_and_nothing_written(
    harm: str, stored: Settings, tmp_path: Path
) -> None:
    archive = tmp_path / "b.zip"
    back_up(stored, archive)
    CHANGES[harm](archive)
    (tmp_path / "store").mkdir(exist_ok=True)
    before = everything_in(tmp_path)
    with pytest.raises(NoBackup) as refused:
        recover(stored, archive, tmp_path / "again")
    assert str(refused.value) == NOT_WHOLE.format(archive)
    assert everything_in(tmp_path) == before
    assert not (tmp_path / "again").exists()


def test_a_file_larger_than_the_list_says_is_read_no_further(stored: Settings, tmp_path: Path) -> None:
    archive = tmp_path / "b.zip"
    back_up(stored, archive)
    bomb = b"0" * (64 << 20)
    change(archive, lambda info, existing: (info, bomb if is_rows(info) else existing))
    with pytest.raises(NoBackup, match="not a whole one"):
        recover(stored, archive, tmp_path / "again")
    assert not (tmp_path / "again").exists()


def test_a_backup_that_somebody_made_of_a_damaged_store_is_refused_by_the_ledgers_own_hashes(
    stored: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (file, *_) = integrity.stored_rows(stored.store, "marac_backlog")
    content = bytearray(file.path.read_bytes())
    content[len(content) // 2] ^= 1
    file.path.write_bytes(content)
    with monkeypatch.context() as careless:
        careless.setattr(backup, "_refuse_damaged", lambda settings, of=None: None)
        back_up(stored, tmp_path / "b.zip")
    with pytest.raises(NoBackup) as refused:
        recover(stored, tmp_path / "b.zip", tmp_path / "again")
    assert str(refused.value).endswith(f"{tmp_path / 'b.zip'} is not whole: see above. Nothing was written.")
    assert not (tmp_path / "again").exists()


def test_a_table_put_together_before_the_backup_is_recovered_with_the_files_it_has_now(
    empty: Settings, tmp_path: Path
) -> None:
    for day in range(1, 27):
        accept(empty, [marac(f"2024-01-{day:02},Dudley,{day}")], **BY)
    created = back_up(empty, tmp_path / "b.zip")
    assert sum(is_rows(zipfile.ZipInfo(place)) for place in created.files) == 2
    again = elsewhere(empty, tmp_path / "again")
    recover(empty, tmp_path / "b.zip", again.store)
    assert cases(again) == {(f"2024-01-{day:02}", "dudley"): day for day in range(1, 27)}
    assert len(delta.files(again.store / "tables" / "marac_backlog")) == 2
