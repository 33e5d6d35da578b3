"""Many at once: processes that accept, and threads that ask."""

import multiprocessing
import os
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest

from src.settings import Settings
from src.store.acceptance import EditionConflict, accept, accept_checked, check, withdraw
from src.store.editions import Edition
from src.store.published import accept_published
from tests.store.files import BY, cases, ledger, marac, opened, published_names

AREAS = ("Birmingham", "Coventry", "Solihull", "Sandwell", "Dudley", "Walsall")


def accept_three(store: Path, areas: tuple[str, ...], start: Barrier) -> None:
    """What each process does: wait for the other, then accept one file after another."""
    settings = Settings(store=store)
    start.wait(timeout=300)
    for area in areas:
        accept(settings, [marac(f"2024-02-0{AREAS.index(area) + 1},{area},{AREAS.index(area)}")], **BY)
    os._exit(0)  # a library may abort while a short-lived process tidies up, which is not what is tested


def test_two_who_accept_at_the_same_moment_both_land_under_numbers_without_a_gap(empty: Settings) -> None:
    spawn = multiprocessing.get_context("spawn")
    start = spawn.Barrier(2)
    both = [spawn.Process(target=accept_three, args=(empty.store, areas, start)) for areas in (AREAS[:3], AREAS[3:])]
    for item in both:
        item.start()
    for item in both:
        item.join(timeout=300)
    assert [item.exitcode for item in both] == [0, 0]
    assert [event.sequence for event in ledger(empty)] == [1, 2, 3, 4, 5, 6]
    assert cases(empty) == {(f"2024-02-0{place + 1}", area.lower()): place for place, area in enumerate(AREAS)}


FIGURES = {"A": 8, "B": 9}


def accept_over(store: Path, who: str, start: Barrier, answer: Queue) -> None:
    """Wait for the other, then accept over the edition that both looked at, and answer what came of it."""
    settings = Settings(store=store)
    checked = [(file := marac(f"2024-02-01,Dudley,{FIGURES[who]}"), check(settings, file))]
    start.wait(timeout=300)
    try:
        accept_checked(settings, checked, by=who, reason="weekly extract", seen_edition=1)
        answer.put((who, ""))
    except EditionConflict as moved_on:
        answer.put((who, str(moved_on)))
    answer.close()
    answer.join_thread()
    os._exit(0)


@pytest.mark.parametrize("attempt", [0, *(pytest.param(attempt, marks=pytest.mark.long) for attempt in (1, 2))])
def test_of_two_who_decide_on_the_same_edition_one_lands_and_the_other_is_told_who_and_what(
    attempt: int, empty: Settings
) -> None:
    accept(empty, [marac("2024-01-04,Dudley,4")], **BY)
    spawn = multiprocessing.get_context("spawn")
    together, answer = spawn.Barrier(2), spawn.Queue()
    both = [spawn.Process(target=accept_over, args=(empty.store, who, together, answer)) for who in FIGURES]
    for item in both:
        item.start()
    lines = dict(answer.get(timeout=300) for _ in both)
    for item in both:
        item.join(timeout=300)
    (landed,) = [who for who, sentence in lines.items() if not sentence]
    (other,) = [sentence for sentence in lines.values() if sentence]
    (_, event) = ledger(empty)
    assert event.by_whom == landed
    assert f"{landed} has accepted marac.csv (1 row, {event.extract_id}) on " in other
    assert cases(empty) == {("2024-01-04", "dudley"): 4, ("2024-02-01", "dudley"): FIGURES[landed]}


def withdraw_one(store: Path, extract_id: str, start: Barrier) -> None:
    """Wait for the other, then withdraw an extract."""
    start.wait(timeout=300)
    withdraw(Settings(store=store), extract_id, by="an approver", reason="disputed")
    os._exit(0)


def test_who_withdraws_while_another_accepts_both_land(empty: Settings) -> None:
    (first,) = accept(empty, [marac("2024-01-04,Dudley,4")], **BY)
    spawn = multiprocessing.get_context("spawn")
    together = spawn.Barrier(2)
    both = [
        spawn.Process(target=accept_three, args=(empty.store, AREAS[:3], together)),
        spawn.Process(target=withdraw_one, args=(empty.store, first.extract_id, together)),
    ]
    for item in both:
        item.start()
    for item in both:
        item.join(timeout=300)
    assert [item.exitcode for item in both] == [0, 0]
    assert [event.sequence for event in ledger(empty)] == [1, 2, 3, 4, 5]
    assert sorted(event.event for event in ledger(empty)) == ["accepted"] * 4 + ["withdrawn"]
    assert set(cases(empty)) == {(f"2024-02-0{place + 1}", area.lower()) for place, area in enumerate(AREAS[:3])}


def start(store: Path, start_together: Barrier) -> None:
    """What each process does: wait for the other, then start as PEELboard starts."""
    start_together.wait(timeout=300)
    accept_published(Settings(store=store))
    os._exit(0)  # as above


def test_two_first_starts_at_the_same_moment_accept_the_published_figures_once(empty: Settings) -> None:
    spawn = multiprocessing.get_context("spawn")
    together = spawn.Barrier(2)
    both = [spawn.Process(target=start, args=(empty.store, together)) for _ in range(2)]
    for item in both:
        item.start()
    for item in both:
        item.join(timeout=300)
    assert [item.exitcode for item in both] == [0, 0]
    assert [event.dataset for event in ledger(empty)] == published_names()
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
