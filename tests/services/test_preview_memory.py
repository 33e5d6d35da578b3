"""Files that wait to be accepted are counted together, capped, and let go with whoever looked at them."""

import gc
from dataclasses import replace

import pytest

from src.services import preview_memory
from src.services.import_file import take_in
from src.settings import Limits, Settings
from tests.store.files import marac

FILE = marac("2024-01-04,Dudley,4")
LONG = (FILE.name, FILE.content + b"\n" * 900_000)


@pytest.fixture
def small(empty: Settings) -> Settings:
    """Room for what waits of 12 MB in all."""
    gc.collect()
    assert preview_memory.waiting_bytes() == 0
    return replace(empty, limits=Limits(previews_megabytes=12))


def test_a_file_beside_others_that_wait_is_refused_in_a_sentence_and_taken_once_they_are_gone(
    small: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    given_back: list[float] = []
    monkeypatch.setattr(preview_memory, "_give_back", lambda: given_back.append(1))
    monkeypatch.setattr(preview_memory, "_WORTH_GIVING_BACK", 1)
    monkeypatch.setattr(preview_memory, "_GIVE_BACK_AFTER_SECONDS", 0)
    first = take_in(small, [LONG])
    assert first.preview is not None
    # Its bytes, and for each of three columns a number of four bytes a row, with the few words they stand for.
    assert 0 < preview_memory.waiting_bytes() - len(LONG[1]) - 3 * 4 * 900_002 < 1_000
    refused = take_in(small, [LONG])
    assert [problem.sentence() for problem in refused.problems] == [
        "marac.csv: found other files that wait to be accepted, which take 12 MB of the server's memory; expected at "
        "most 12 MB with this one. Try again in a minute, or have those that wait accepted or discarded. Nothing is "
        "wrong with your file."
    ]
    # Whoever answers a question about a file that waits is let go on.
    assert take_in(small, [LONG], known=first.files).preview is not None
    del first
    gc.collect()
    assert preview_memory.waiting_bytes() == 0
    assert take_in(small, [LONG]).preview is not None
    for _ in range(50):
        if given_back:
            break
        preview_memory.threading.Event().wait(0.1)
    assert given_back


def test_memory_that_was_given_back_is_still_there_to_be_used() -> None:
    preview_memory._give_back()
    assert bytes(10) == b"\0" * 10


def test_one_file_alone_is_looked_at_however_large(small: Settings) -> None:
    assert preview_memory.refusal("m.csv", 100 << 20, small.limits) is None
