"""The command that watches a folder: its lines, its exit codes, and how it ends."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from src.settings import PROJECT, Settings
from src.store.acceptance import accept
from tests.store.files import BY, marac

JANUARY = marac("2024-01-04,Dudley,4", "2024-01-04,Walsall,6")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder to watch."""
    created = tmp_path / "watched"
    created.mkdir()
    return created


def command(empty: Settings, *arguments: str) -> tuple[list[str], dict[str, str]]:
    """The watching command, to run as a process, and its environment."""
    places = {"PEELBOARD_STORE": str(empty.store), "PEELBOARD_PUBLISHED": str(empty.published)}
    return [sys.executable, "-m", "src", "watch", *arguments, "--every", "0.2"], {**os.environ, **places}


def test_a_scheduler_is_told_by_the_exit_code_whether_a_file_was_refused(empty: Settings, folder: Path) -> None:
    words, environment = command(empty, str(folder), "--once", "--by", "the scheduler")
    (folder / "january.csv").write_bytes(JANUARY.content)
    first = subprocess.run(
        words, cwd=PROJECT, env=environment, capture_output=True, text=True, timeout=300, check=False
    )
    assert (first.returncode, first.stderr, len(first.stdout.splitlines())) == (0, "", 1)
    (folder / "bad.csv").write_text("nothing\n")
    second = subprocess.run(
        words, cwd=PROJECT, env=environment, capture_output=True, text=True, timeout=300, check=False
    )
    assert (second.returncode, second.stderr) == (1, "")
    assert second.stdout.startswith("bad.csv: refused, 1 problem: see bad.csv.problems.txt")


def test_watching_goes_on_until_it_is_stopped_and_ends_with_a_plain_line(empty: Settings, folder: Path) -> None:
    words, environment = command(empty, str(folder), "--by", "the watcher")
    process = subprocess.Popen(
        words, cwd=PROJECT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout
    assert process.stdout.readline() == f"Watching {folder}. Ctrl-C stops it.\n"
    (folder / "january.csv").write_bytes(JANUARY.content)
    assert process.stdout.readline().startswith("january.csv: accepted as marac_backlog-")
    (folder / "february.csv").write_bytes(marac("2024-02-01,Dudley,8").content)
    assert process.stdout.readline().startswith("february.csv: accepted as marac_backlog-")
    time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=300)
    assert (process.returncode, out, err) == (0, f"Stopped watching {folder}.\n", "")
    assert sorted(path.name for path in (folder / "done").iterdir()) == ["february.csv", "january.csv"]


@pytest.mark.parametrize("where", ["nowhere", "store"])
def test_a_folder_that_cannot_be_watched_is_met_with_a_sentence(where: str, empty: Settings, tmp_path: Path) -> None:
    accept(empty, [JANUARY], **BY)
    words, environment = command(empty, str(tmp_path / where))
    asked = subprocess.run(
        words, cwd=PROJECT, env=environment, capture_output=True, text=True, timeout=300, check=False
    )
    assert (asked.returncode, asked.stdout) == (2, "")
    assert (
        asked.stderr
        == {
            "nowhere": f"There is no folder {tmp_path / 'nowhere'}. Make it first, so that nobody watches a folder nobody uses.\n",
            "store": f"{empty.store} is PEELboard's own. Watch a folder outside {empty.store}.\n",
        }[where]
    )
