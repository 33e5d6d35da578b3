"""The separate process is ended when it is no longer wanted, and its stages are told."""

import psutil
import pytest

from src.contracts.problem import Refused
from src.ingest import reader
from src.ingest.progress import Cancelled
from src.ingest.sandbox import run
from tests.ingest import hostile

pytestmark = pytest.mark.slow  # files are read and copied in processes of their own

SLOW = b"a,b\n" + b'"it ""is""",1\n' * 900_000
"""Takes longer than a second to read, in the separate process."""


def children() -> set[int]:
    """The processes that this one started and that still run."""
    return {child.pid for child in psutil.Process().children() if child.status() != psutil.STATUS_ZOMBIE}


def test_cancelling_a_slow_read_ends_it_and_leaves_no_process() -> None:
    before = children()
    started: list[str] = []

    def told(stage: str) -> None:
        if stage:
            return
        assert children() - before
        started.append(stage)
        raise Cancelled

    with pytest.raises(Cancelled):
        reader.read("m.csv", SLOW, report_progress=told)
    assert len(started) == 1
    assert not children() - before


def test_whoever_waits_is_asked_often_enough_to_cancel_at_once() -> None:
    asked: list[str] = []
    reader.read("m.csv", SLOW, report_progress=asked.append)
    assert len(asked) > 3
    assert run._ASKED_EVERY <= 0.2


@pytest.mark.parametrize(
    ("content", "stage"), [(hostile.plain(), "Reading the workbook"), (hostile.CSV.encode(), "Reading the text")]
)
def test_what_is_done_is_told(content: bytes, stage: str) -> None:
    lines: list[str] = []
    reader.read("m", content, report_progress=lines.append)
    assert lines[0] == stage
    assert not any(lines[1:])


def test_an_answer_that_is_not_made_as_it_should_be_is_a_file_that_cannot_be_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(run, "_answered", lambda *asked: b"no answer")
    with pytest.raises(Refused) as refused:
        reader.read("m.xlsx", hostile.plain())
    assert [problem.sentence() for problem in refused.value.problems] == [
        "m.xlsx: found a file that cannot be read; expected one that can. Copy the rows alone to a new workbook."
    ]
