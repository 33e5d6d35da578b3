"""A full disk, or a folder that is shut: one sentence, nothing lost, and with room again the next try works."""

import errno
import multiprocessing
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from multiprocessing.context import ForkServerContext
from pathlib import Path

import pytest

from src.settings import PROJECT, Settings
from src.store import delta, disk_check
from src.store.acceptance import CannotStore, accept, restore, withdraw
from src.store.profiles import keep
from tests.store import dying
from tests.store.files import ANSWERS, BY, cases, everything_in, ledger, marac
from tests.store.ruined import must_be_old_or_new, must_go_on

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the size of a file cannot be bounded here")

FULL = "Nothing was stored: the disk that holds {} is full. Make room on it and try again."
SHUT = (
    "Nothing was stored: PEELboard may not write to {}. "
    "Give it the right to, or set PEELBOARD_STORE to a folder of its own, and try again."
)
WRITES = [
    ("before room is tried for", 0),
    ("before the first table is copied", 0),
    ("before the first table is copied", 10),
    ("before the first table is appended to", 0),
    ("before the first table is appended to", 500),
    ("before the second table is appended to", 0),
    ("before the ledger is written", 0),
    ("before the ledger is written", 500),
]
"""From where on no file may grow past how many bytes."""
DISK = 1 << 20


def answered(process: multiprocessing.process.BaseProcess, answer: multiprocessing.connection.Connection) -> object:
    """What a process said before it ended."""
    process.start()
    assert answer.poll(60)
    text: object = answer.recv()
    process.join(timeout=300)
    assert process.exitcode == 0
    return text


@pytest.mark.parametrize(("point", "size"), WRITES)
def test_a_disk_that_is_full_at_a_write_is_said_and_nothing_is_lost(
    point: str, size: int, settings: Settings, processes: ForkServerContext
) -> None:
    here, there = multiprocessing.Pipe(duplex=False)
    process = processes.Process(target=dying.accept_on_a_full_disk, args=(point, size, settings, there))
    assert answered(process, here) == FULL.format(settings.store)
    assert not must_be_old_or_new(settings)
    assert list(settings.store.rglob("*.part")) == []
    must_go_on(settings, landed=False)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of a megabyte."""
    place = tmp_path / "disk"
    place.mkdir()
    created = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", str(place)], capture_output=True, check=False
    )
    if created.returncode:
        pytest.skip("only who may mount a disk can make a small one")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


def test_a_disk_that_fills_up_at_any_page_is_said_and_nothing_is_lost(
    earlier: Path, small_disk: Path, processes: ForkServerContext
) -> None:
    sentences = []
    for pages in range(40):
        folder = small_disk / "copy"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(earlier, folder)
        settings = Settings(store=folder / "store", published=folder / "published")
        filler = small_disk / "filler"
        with filler.open("wb") as file:
            left = os.statvfs(small_disk)
            os.posix_fallocate(file.fileno(), 0, (left.f_bavail - pages) * left.f_bsize)
        here, there = multiprocessing.Pipe(duplex=False)
        process = processes.Process(target=dying.accept_where_room_is_lost, args=(settings, there))
        sentences.append(answered(process, here))
        filler.unlink()
        landed = must_be_old_or_new(settings)
        assert sentences[-1] == (2 if landed else FULL.format(settings.store))
        must_go_on(settings, landed)
        if landed:
            break
    assert len(sentences) > 6, "room for one page more at a time goes past every write"
    assert sentences[-1] == 2


def test_no_room_is_found_out_before_anything_is_written(earlier: Path, small_disk: Path) -> None:
    shutil.copytree(earlier, small_disk / "copy")
    settings = Settings(store=small_disk / "copy" / "store", published=small_disk / "copy" / "published")
    before = everything_in(settings.store)
    with (small_disk / "filler").open("wb") as file:
        left = os.statvfs(small_disk)
        os.posix_fallocate(file.fileno(), 0, (left.f_bavail - 8) * left.f_bsize)
    extract_id = ledger(settings)[1].extract_id
    for attempt in (
        lambda: accept(settings, dying.TWO_FILES, **BY),
        lambda: withdraw(settings, extract_id, by="an approver", reason="disputed"),
        lambda: keep(settings, ANSWERS, by="an analyst", reason="answered"),
    ):
        with pytest.raises(CannotStore) as cannot:
            attempt()
        assert str(cannot.value) == FULL.format(settings.store)
    assert everything_in(settings.store) == before
    (small_disk / "filler").unlink()
    withdraw(settings, extract_id, by="an approver", reason="disputed")
    restore(settings, extract_id, by="an approver", reason="settled")
    assert [event.event for event in ledger(settings)[2:]] == ["withdrawn", "restored"]


def test_the_command_line_says_that_the_disk_is_full_and_shows_no_trace(settings: Settings, tmp_path: Path) -> None:
    path = tmp_path / "march.csv"
    path.write_bytes(marac("2024-03-07,Dudley,5").content)
    command = [
        sys.executable,
        "-m",
        "src",
        "accept",
        str(path),
        "--dataset",
        "marac_backlog",
        "--reason",
        "monthly extract",
    ]
    asked = subprocess.run(
        ["bash", "-c", 'trap "" XFSZ; ulimit -f 1; exec "$@"', "bash", *command, "--by", "an analyst"],
        cwd=PROJECT,
        env={
            **os.environ,
            "PEELBOARD_STORE": str(settings.store),
            "PEELBOARD_PUBLISHED": str(settings.published),
            "PYTHONDONTWRITEBYTECODE": "1",
        },
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert (asked.returncode, asked.stdout, asked.stderr) == (1, "", FULL.format(settings.store) + "\n")
    assert not must_be_old_or_new(settings)


@pytest.mark.skipif(os.name == "posix" and os.geteuid() == 0, reason="no folder is shut to root")
def test_a_folder_that_is_shut_is_said(settings: Settings) -> None:
    folders = [settings.store, *(path for path in settings.store.rglob("*") if path.is_dir())]
    for folder in folders:
        folder.chmod(0o555)
    try:
        with pytest.raises(CannotStore) as cannot:
            accept(settings, dying.TWO_FILES, **BY)
    finally:
        for folder in folders:
            folder.chmod(0o755)
    assert str(cannot.value) == SHUT.format(settings.store)
    must_go_on(settings, landed=False)


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), FULL),
        (delta.DeltaError("Unable to copy data to file: No space left on device (os error 28)"), FULL),
        (OSError(errno.EROFS, "Read-only file system"), SHUT),
        (delta.DeltaError("Unable to open file part-0.parquet#1: Permission denied (os error 13)"), SHUT),
        (
            delta.DeltaError('Error: Os { code: 13, kind: PermissionDenied, message: "Permission denied" }'),
            SHUT,
        ),
    ],
)
def test_each_way_of_saying_it_becomes_the_same_sentence(error: Exception, sentence: str, tmp_path: Path) -> None:
    with pytest.raises(CannotStore) as cannot, disk_check.storing(tmp_path):
        raise error
    assert str(cannot.value) == sentence.format(tmp_path)


@pytest.mark.parametrize(
    "error", [OSError(errno.EIO, "Input/output error"), delta.DeltaError("broken"), ValueError("x")]
)
def test_any_other_failure_is_left_as_it_is(error: Exception, tmp_path: Path) -> None:
    with pytest.raises(type(error)) as left, disk_check.storing(tmp_path):
        raise error
    assert left.value is error


def test_a_store_that_is_a_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "store").write_text("not a folder")
    with pytest.raises(CannotStore) as cannot:
        accept(Settings(store=tmp_path / "store"), [marac("2024-03-07,Dudley,5")], **BY)
    assert str(cannot.value) == (
        f"Nothing was stored: {tmp_path / 'store'} is not a folder. Set PEELBOARD_STORE to a folder and try again."
    )


def test_what_fails_after_the_ledger_was_written_undoes_nothing(
    empty: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = delta.append_numbered

    def written_and_failed(*given: object) -> None:
        written(*given)
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(delta, "append_numbered", written_and_failed)
    (event,) = accept(empty, [marac("2024-03-07,Dudley,5")], **BY)
    assert event.sequence == 1
    assert cases(empty) == {("2024-03-07", "dudley"): 5}
