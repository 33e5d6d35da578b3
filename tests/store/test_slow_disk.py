"""A disk that takes its time: each stage is told as it begins, and nothing is shown before all is written."""

import threading

import pytest

from src.settings import Settings
from src.store import delta
from src.store.acceptance import accept
from tests.store.files import BY, cases, ledger, marac, outstanding, tasks


def test_while_a_slow_disk_writes_the_edition_before_is_shown_and_the_stage_is_told(
    empty: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    accept(empty, [marac("2024-01-04,Dudley,4")], **BY)
    append, claim = delta.append, delta.append_numbered
    reached, go_on = [threading.Event() for _ in range(3)], [threading.Event() for _ in range(3)]
    writes = iter(range(3))

    def slowly(write):  # type: ignore[no-untyped-def]
        def written(*given):  # type: ignore[no-untyped-def]
            number = next(writes)
            reached[number].set()
            assert go_on[number].wait(timeout=300)
            return write(*given)

        return written

    monkeypatch.setattr(delta, "append", slowly(append))
    monkeypatch.setattr(delta, "append_numbered", slowly(claim))
    lines: list[str] = []
    files = [marac("2024-02-01,Dudley,8"), tasks("2024-02-27,Visit,66")]
    accepting = threading.Thread(target=lambda: accept(empty, files, **BY, report_progress=lines.append))
    accepting.start()
    try:
        for number, stage in enumerate(["Writing the rows", "Writing the rows", "Making them visible"]):
            assert reached[number].wait(timeout=300)
            assert lines[-1] == stage
            assert (len(ledger(empty)), cases(empty), outstanding(empty)) == (1, {("2024-01-04", "dudley"): 4}, {})
            go_on[number].set()
    finally:
        for event in go_on:
            event.set()
        accepting.join(timeout=300)
    assert cases(empty) == {("2024-01-04", "dudley"): 4, ("2024-02-01", "dudley"): 8}
    assert outstanding(empty) == {("2024-02-27", "visit"): 66}
