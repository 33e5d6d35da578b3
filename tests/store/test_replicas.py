"""Several processes on one store: killing one loses nothing that was said to be accepted, and the others go on."""

import multiprocessing
import random
import signal
import time
from multiprocessing.connection import Connection

import pytest

from src.settings import Settings
from src.store.acceptance import accept
from src.store.verification import verify
from tests.store.files import BY, cases, ledger, marac

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no kill -9 here")

AREAS = ("Dudley", "Walsall")


def go_on_accepting(settings: Settings, area: str, lines: Connection) -> None:
    """Accept an extract a day for one area, and tell the day of each as soon as it is accepted."""
    for day in range(1, 29):
        (event,) = accept(settings, [marac(f"2024-01-{day:02},{area},{day}", name=f"{area}.csv")], **BY)
        lines.send((day, event.extract_id))


@pytest.mark.parametrize("attempt", [0, *(pytest.param(attempt, marks=pytest.mark.long) for attempt in (1, 2))])
def test_what_a_killed_process_said_was_accepted_is_there_and_the_other_goes_on_to_the_end(
    attempt: int, empty: Settings, processes: multiprocessing.context.ForkServerContext
) -> None:
    pipes = [processes.Pipe(duplex=False) for _ in AREAS]
    replicas = [
        processes.Process(target=go_on_accepting, args=(empty, area, pipe[1]))
        for area, pipe in zip(AREAS, pipes, strict=True)
    ]
    for replica in replicas:
        replica.start()
    killed, surviving = replicas
    heard = [pipe[0] for pipe in pipes]
    sentences = [heard[0].recv()]
    time.sleep(random.uniform(0, 1))
    killed.kill()
    killed.join(timeout=300)
    surviving.join(timeout=300)
    for pipe in pipes:
        pipe[1].close()
    while heard[0].poll():
        try:
            sentences.append(heard[0].recv())
        except EOFError:
            break
    assert (killed.exitcode, surviving.exitcode) == (-signal.SIGKILL, 0)
    seen = {event.extract_id for event in ledger(empty)}
    assert {extract for _, extract in sentences} <= seen
    # One more may have landed whose word did not get out any more. None is there in part.
    accepted = [event for event in ledger(empty) if event.file_name == "Dudley.csv"]
    assert len(sentences) <= len(accepted) <= len(sentences) + 1 < 28
    assert len(ledger(empty)) == len(accepted) + 28
    print(f"killed after {len(sentences)} were said to be accepted; {len(accepted)} were")
    found = verify(empty)
    assert (found.edition, [each for each in found.wrong if "audit record" not in each]) == (len(accepted) + 28, [])
    # Each extract takes the place of all of its day, so the later of the two areas stands for a day.
    assert sorted({day for day, _ in cases(empty)}) == [f"2024-01-{day:02}" for day in range(1, 29)]
