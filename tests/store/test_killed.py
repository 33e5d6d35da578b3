"""kill -9 at any moment: the last edition stays as it was, or the new one is whole, and the next try works.

The processes are real and so is the signal. They are made from one that has loaded the libraries
already, so that each takes a moment and not a second.
"""

import multiprocessing
import random
import signal
import time

import pytest

from src.settings import Settings
from src.store.published import accept_published
from tests.store import dying
from tests.store.files import cases, marac, opened
from tests.store.ruined import OLD_CASES, must_be_old_or_new, must_go_on

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no kill -9 here")

RANDOM_TRIES = 4
LONGEST_DELAY = 0.25
"""Seconds; an acceptance takes about a tenth of one."""


def killed(process: multiprocessing.process.BaseProcess) -> bool:
    """Wait for a process to end, and tell whether it was killed rather than done."""
    process.join(timeout=300)
    assert process.exitcode in (0, -signal.SIGKILL)
    return process.exitcode == -signal.SIGKILL


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
    assert ready.wait(timeout=300)
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
