"""kill -9 at any moment: the last edition stays as it was, or the new one is whole, and the next try works.

The processes are real and so is the signal. They are made from one that has loaded the libraries
already, so that each takes a moment and not a second.
"""

import multiprocessing
import os
import random
import shutil
import signal
import time
from pathlib import Path

import pytest

from src.settings import Settings
from src.store.accepting import accept
from src.store.published import accept_published
from tests.store import dying
from tests.store.files import BY, cases, ledger, marac, opened, outstanding, tasks

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no kill -9 here")

EARLIER = ("2024-01-04,Dudley,4", "2024-01-04,Walsall,6")
OLD_CASES = {("2024-01-04", "dudley"): 4, ("2024-01-04", "walsall"): 6}
OLD_TASKS = {("2024-02-27", "visit"): 65, ("2024-02-27", "rmp_review"): 33}
NEW_CASES = OLD_CASES | {("2024-02-01", "dudley"): 8, ("2024-02-01", "walsall"): 13}
NEW_TASKS = OLD_TASKS | {("2024-02-27", "visit"): 66}
RANDOM_TRIES = 8
LONGEST_DELAY = 0.25
"""Seconds; an acceptance takes about a tenth of one."""


@pytest.fixture(scope="module")
def processes() -> multiprocessing.context.ForkServerContext:
    """Makes processes that have the libraries loaded."""
    made = multiprocessing.get_context("forkserver")
    made.set_forkserver_preload(["tests.store.dying"])
    return made


@pytest.fixture(scope="module")
def earlier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a published file and a store that holds it and an analyst's extract: edition 2."""
    folder = tmp_path_factory.mktemp("earlier")
    (folder / "published").mkdir()
    (folder / "published" / "marac_backlog.csv").write_bytes(marac(*EARLIER).content)
    settings = Settings(store=folder / "store", published=folder / "published")
    accept_published(settings)
    accept(settings, [tasks("2024-02-27,Visit,65", "2024-02-27,RMP review,33")], **BY)
    return folder


@pytest.fixture
def settings(earlier: Path, tmp_path: Path) -> Settings:
    """Settings with a copy of the earlier store, to be ruined."""
    shutil.copytree(earlier, tmp_path / "copy")
    return Settings(store=tmp_path / "copy" / "store", published=tmp_path / "copy" / "published")


def killed(process: multiprocessing.process.BaseProcess) -> bool:
    """Wait for a process to end, and tell whether it was killed rather than done."""
    process.join(timeout=60)
    assert process.exitcode in (0, -signal.SIGKILL)
    return process.exitcode == -signal.SIGKILL


def must_be_old_or_new(settings: Settings) -> bool:
    """The newest edition is wholly the old or wholly the new one. Tells whether it is the new one."""
    held = (len(ledger(settings)), cases(settings), outstanding(settings))
    assert held in ((2, OLD_CASES, OLD_TASKS), (4, NEW_CASES, NEW_TASKS))
    assert cases(settings, 2) == OLD_CASES
    return held[0] == 4


def must_go_on(settings: Settings, landed: bool) -> None:
    """The next start is clean, and the same files are accepted once, whoever was killed over them."""
    assert accept_published(settings) == ()
    for left in settings.store.rglob("*.part"):
        os.utime(left, (time.time() - 7200, time.time() - 7200))
    events = accept(settings, dying.TWO_FILES, **BY)
    assert [event.sequence for event in events] == ([] if landed else [3, 4])
    assert accept(settings, dying.TWO_FILES, **BY) == ()
    assert must_be_old_or_new(settings)
    for event, file in zip(ledger(settings)[2:], dying.TWO_FILES, strict=True):
        assert (settings.store / "files" / f"{event.sha256}.csv").read_bytes() == file.content
    accept(settings, [marac("2024-03-07,Dudley,5")], **BY)
    assert list(settings.store.rglob("*.part")) == []


@pytest.mark.parametrize("point", dying.POINTS)
def test_killed_at_a_stage_the_edition_is_the_old_or_the_new_and_the_next_try_works(
    point: str, settings: Settings, processes: multiprocessing.context.ForkServerContext
) -> None:
    process = processes.Process(target=dying.accept_and_die_at, args=(point, settings))
    process.start()
    assert killed(process)
    landed = must_be_old_or_new(settings)
    assert landed == (point == "after the ledger is written")
    must_go_on(settings, landed)


@pytest.mark.parametrize("attempt", range(RANDOM_TRIES))
def test_killed_at_any_moment_the_edition_is_the_old_or_the_new_and_the_next_try_works(
    attempt: int, settings: Settings, processes: multiprocessing.context.ForkServerContext
) -> None:
    delay = random.uniform(0, LONGEST_DELAY)
    ready, begin = processes.Event(), processes.Event()
    process = processes.Process(target=dying.accept_when_told, args=(settings, ready, begin))
    process.start()
    assert ready.wait(timeout=60)
    begin.set()
    time.sleep(delay)
    process.kill()
    was_killed = killed(process)
    landed = must_be_old_or_new(settings)
    print(f"killed after {delay * 1000:.0f} ms: {'killed' if was_killed else 'done'}, {'new' if landed else 'old'}")
    assert was_killed or landed
    must_go_on(settings, landed)


@pytest.mark.parametrize("point", ["before the ledger is written", "after the ledger is written"])
def test_killed_over_a_corrected_published_file_one_form_is_seen_and_after_the_next_start_the_new_one(
    point: str, settings: Settings, processes: multiprocessing.context.ForkServerContext
) -> None:
    (settings.published / "marac_backlog.csv").write_bytes(marac("2024-02-01,Dudley,8").content)
    process = processes.Process(target=dying.correct_and_die_at, args=(point, settings))
    process.start()
    assert killed(process)
    corrected = {("2024-02-01", "dudley"): 8}
    assert cases(settings) == (corrected if point.startswith("after") else OLD_CASES)
    accept_published(settings)
    assert cases(settings) == corrected
    assert accept_published(settings) == ()
    assert len(opened(settings).extracts) == 2
