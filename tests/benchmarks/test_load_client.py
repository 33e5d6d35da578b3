"""The reader of the load benchmark sees what a browser would: what it measures is a page that has come whole."""

import random
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.load.people import Habit, Seen, read
from benchmarks.load.session import Answer, Failed, Session
from tests import alone
from tests.browser.server import Server


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder: Path = tmp_path_factory.mktemp("load")
    with Server(folder) as server:
        yield server.address


def test_a_reader_gets_whole_pages_by_address_by_navigation_and_by_date(address: str) -> None:
    async def read() -> list[Answer]:
        async with Session(address) as session:
            opened = await session.open("marac")
            moved = await session.go("measures")
            await session.go("marac")
            earlier = await session.choose("As at", "2024/01/04")
            return [opened, moved, earlier]

    opened, moved, earlier = alone.run(read())
    # Figures of the paper of 27 February 2024: 144 on 1 February, 178 on 4 January.
    assert opened.says(">MARAC</h1>")
    assert opened.says("144 cases await")
    assert moved.says(">Measures</h1>")
    assert not moved.says(">MARAC</h1>")
    assert earlier.says("178 cases await")


def test_what_a_reader_has_already_is_not_sent_again(address: str) -> None:
    async def read() -> tuple[Answer, Answer]:
        async with Session(address) as session:
            await session.open("measures")
            first = await session.go("peel_grades")
            return first, await session.go("peel_grades")

    first, again = alone.run(read())
    assert again.size < first.size / 2


def test_the_events_drawn_on_one_page_are_drawn_on_the_next(address: str) -> None:
    async def read() -> Answer:
        async with Session(address) as session:
            await session.open("causes_of_concern")
            return await session.go("marac")

    assert alone.run(read()).says("</b>Moved to Engage, 24 Nov 2023")


def test_a_page_that_is_not_there_fails_and_is_not_measured(address: str) -> None:
    async def read() -> None:
        async with Session(address) as session:
            await session.open("no_such_page")

    with pytest.raises(Failed, match="does not know the page"):
        alone.run(read())


def test_a_press_of_a_button_that_the_page_does_not_have_fails(address: str) -> None:
    async def read() -> None:
        async with Session(address) as session:
            await session.open("marac")
            await session.press("Make the pack")

    with pytest.raises(Failed, match='no "Make the pack"'):
        alone.run(read())


def test_a_reader_whose_next_change_lies_beyond_the_end_does_not_come_again(address: str) -> None:
    came: list[Session] = []

    def come(at: str) -> Session:
        came.append(Session(at))
        return came[-1]

    async def watched() -> None:
        now = time.perf_counter()
        habit = Habit(come=come, every=1.0, until=now + 2.0, counted_from=now, pages=("marac", "measures"))
        await read(habit, address, random.Random(1), Seen())

    alone.run(watched())
    assert len(came) == 1
