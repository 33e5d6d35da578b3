"""What is shared by sessions is made once, whoever asks and however many at one moment, and does not pile up."""

import threading
import time

import pytest

from src.web.cache import Shared


def test_what_many_ask_for_at_one_moment_is_made_once() -> None:
    created: list[str] = []
    got: list[str] = []

    def make() -> str:
        time.sleep(0.2)
        created.append("made")
        return "figure"

    shared = Shared(10)
    asking = [threading.Thread(target=lambda: got.append(shared.get("key", make))) for _ in range(8)]
    for item in asking:
        item.start()
    for item in asking:
        item.join()
    assert (created, got) == (["made"], ["figure"] * 8)


def test_what_failed_is_tried_again_by_the_next_who_asks() -> None:
    def fail() -> str:
        raise OSError("the disk")

    shared = Shared(10)
    with pytest.raises(OSError, match="the disk"):
        shared.get("key", fail)
    assert shared.get("key", lambda: "figure") == "figure"


def test_nothing_at_all_is_kept_too_and_not_made_again() -> None:
    shared = Shared(10)
    assert shared.get("key", lambda: None) is None
    assert shared.get("key", lambda: "made again") is None


def test_making_one_thing_may_ask_for_another() -> None:
    shared = Shared(10)
    assert shared.get("figure", lambda: shared.get("result", lambda: "rows") + " drawn") == "rows drawn"


def test_the_oldest_are_let_go_when_the_weight_is_reached() -> None:
    shared = Shared(5, weight=lambda thing: thing if isinstance(thing, int) else 1)
    for weight in (2, 2, 3):
        shared.get(f"of {weight} as number {len(shared)}", lambda weight=weight: weight)  # type: ignore[misc]
    assert len(shared) == 2, "two of seven in weight are over five: the first went"


def test_what_is_too_heavy_by_itself_is_kept_alone() -> None:
    shared = Shared(5, weight=lambda _: 9)
    shared.get("first", lambda: "one")
    shared.get("second", lambda: "two")
    assert len(shared) == 1
    assert shared.get("second", lambda: "made again") == "two"
