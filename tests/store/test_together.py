"""Many at once: processes that accept, and threads that ask."""

import multiprocessing
import os
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.synchronize import Barrier
from pathlib import Path

from src.extracts.datasets import DATASETS
from src.settings import Settings
from src.store.accepting import accept
from src.store.editions import Edition
from src.store.published import accept_published
from tests.store.files import BY, cases, ledger, marac, opened

AREAS = ("Birmingham", "Coventry", "Solihull", "Sandwell", "Dudley", "Walsall")


def accept_three(store: Path, areas: tuple[str, ...], start: Barrier) -> None:
    """What each process does: wait for the other, then accept one file after another."""
    settings = Settings(store=store)
    start.wait(timeout=60)
    for area in areas:
        accept(settings, [marac(f"2024-02-0{AREAS.index(area) + 1},{area},{AREAS.index(area)}")], **BY)
    os._exit(0)  # a library may abort while a short-lived process tidies up, which is not what is tested


def test_two_who_accept_at_the_same_moment_both_land_under_numbers_without_a_gap(empty: Settings) -> None:
    spawn = multiprocessing.get_context("spawn")
    start = spawn.Barrier(2)
    both = [spawn.Process(target=accept_three, args=(empty.store, areas, start)) for areas in (AREAS[:3], AREAS[3:])]
    for one in both:
        one.start()
    for one in both:
        one.join(timeout=60)
    assert [one.exitcode for one in both] == [0, 0]
    assert [event.sequence for event in ledger(empty)] == [1, 2, 3, 4, 5, 6]
    assert cases(empty) == {(f"2024-02-0{place + 1}", area.lower()): place for place, area in enumerate(AREAS)}


def start(store: Path, start_together: Barrier) -> None:
    """What each process does: wait for the other, then start as PEELboard starts."""
    start_together.wait(timeout=60)
    accept_published(Settings(store=store))
    os._exit(0)  # as above


def test_two_first_starts_at_the_same_moment_accept_the_published_figures_once(empty: Settings) -> None:
    spawn = multiprocessing.get_context("spawn")
    together = spawn.Barrier(2)
    both = [spawn.Process(target=start, args=(empty.store, together)) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join(timeout=60)
    assert [one.exitcode for one in both] == [0, 0]
    assert [event.dataset for event in ledger(empty)] == list(DATASETS)
    assert len(cases(empty)) == 21


def test_threads_that_ask_at_once_each_get_their_own_answer(published: Settings) -> None:
    edition: Edition = opened(published)
    expected = {"birmingham": 445, "coventry": 169, "solihull": 38, "sandwell": 153, "dudley": 103, "walsall": 47}
    # 285 + 95 + 65, 132 + 20 + 17, 26 + 9 + 3, 90 + 33 + 30, 91 + 4 + 8 and 28 + 6 + 13.

    def ask(area: str) -> tuple[str, int]:
        rows = edition.ask(
            "select area_code, cast(sum(cases_awaiting_count) as bigint) as cases from marac_backlog"
            " where area_code = $area group by area_code",
            ("marac_backlog", "areas"),
            {"area": area},
        )
        return rows[0]["area_code"], rows[0]["cases"]

    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(ask, list(expected) * 20))
    assert len(answers) == 120
    assert all(expected[area] == cases for area, cases in answers)
    assert [area for area, _ in answers] == list(expected) * 20
