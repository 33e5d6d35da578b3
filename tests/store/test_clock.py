"""A clock that was set back: what is decided later is never dated earlier, and somebody is told."""

import dataclasses
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from src.__main__ import main
from src.settings import Settings
from src.store import ledger as ledgers
from src.store import profiles
from src.store import views as board_views
from src.store.acceptance import accept, withdraw
from src.store.ledger import Ledger
from tests.store.files import ANSWERS, BY, cases, ledger, marac

SetTo = Callable[[str], None]
NOON = "2026-03-09 12:00"


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> SetTo:
    """Sets the clock that the store reads."""

    def set_to(moment: str) -> None:
        at = datetime.fromisoformat(moment).replace(tzinfo=UTC)
        monkeypatch.setattr(ledgers, "now", lambda: at)

    return set_to


def moments(settings: Settings) -> list[str]:
    return [f"{event.at:%Y-%m-%d %H:%M:%S.%f}" for event in ledger(settings)]


def test_what_is_accepted_after_the_clock_was_set_back_is_dated_right_after_the_last(
    empty: Settings, clock: SetTo
) -> None:
    clock(NOON)
    accept(empty, [marac("2024-02-01,Dudley,8")], **BY)
    clock("2026-03-09 11:00")
    accept(empty, [marac("2024-03-07,Dudley,5")], **BY)
    withdraw(empty, ledger(empty)[1].extract_id, **BY)
    clock("2026-03-09 12:30")
    accept(empty, [marac("2024-04-04,Dudley,3")], **BY)
    assert moments(empty) == [
        "2026-03-09 12:00:00.000000",
        "2026-03-09 12:00:00.000001",
        "2026-03-09 12:00:00.000002",
        "2026-03-09 12:30:00.000000",
    ]
    assert cases(empty) == {("2024-02-01", "dudley"): 8, ("2024-04-04", "dudley"): 3}


@pytest.mark.parametrize(("moment", "is_said"), [("11:58:59", True), ("11:59:00", False), ("12:00:01", False)])
def test_a_clock_is_said_to_stand_behind_where_it_does_by_more_than_a_minute(
    moment: str, is_said: bool, empty: Settings, clock: SetTo
) -> None:
    clock(NOON)
    accept(empty, [marac("2024-02-01,Dudley,8")], **BY)
    clock(f"2026-03-09 {moment}")
    text = Ledger(empty.store).behind()
    assert text == (
        "This machine's clock stands at 9 March 2026 at 11:58, behind what was decided last, which is dated 9 March "
        "2026 at 12:00. What is decided now is dated right after that. Set the clock right."
        if is_said
        else ""
    )


def test_an_empty_store_has_no_clock_to_stand_behind(empty: Settings) -> None:
    assert Ledger(empty.store).behind() == ""


def test_the_command_that_accepts_says_it(
    empty: Settings,
    tmp_path: Path,
    clock: SetTo,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock(NOON)
    accept(empty, [marac("2024-02-01,Dudley,8")], **BY)
    clock("2026-03-08 12:00")
    monkeypatch.setenv("PEELBOARD_STORE", str(empty.store))
    monkeypatch.setenv("PEELBOARD_PUBLISHED", str(empty.published))
    file = tmp_path / "march.csv"
    file.write_bytes(marac("2024-03-07,Dudley,5").content)
    assert main(["accept", str(file), "--by", "an analyst", "--reason", "monthly extract"]) == 0
    assert capsys.readouterr().err.startswith("This machine's clock stands at 8 March 2026 at 12:00, behind what was ")


def test_the_newer_version_of_a_profile_holds_whatever_the_clock_says(empty: Settings, clock: SetTo) -> None:
    clock(NOON)
    profiles.keep(empty, ANSWERS, by="an analyst", reason="answered")
    clock("2026-03-09 11:00")
    changed = dataclasses.replace(ANSWERS, headings={"Waiting": "leave out"})
    profiles.keep(empty, changed, by="an analyst", reason="answered again")
    assert profiles.live(empty.store)["answers"].profile == changed


def test_the_newer_view_of_a_name_holds_whatever_the_clock_says(empty: Settings, clock: SetTo) -> None:
    clock(NOON)
    board_views.save(empty, "board_pack", "May board", "as_at=2024-02-01", "an analyst")
    clock("2026-03-09 11:00")
    board_views.save(empty, "board_pack", "May board", "as_at=2024-02-27", "an analyst")
    assert board_views.saved(empty.store, "board_pack") == {"May board": "as_at=2024-02-27"}


def test_events_written_at_the_same_tick_of_a_coarse_clock_are_told_apart(empty: Settings, clock: SetTo) -> None:
    clock(NOON)
    first = accept(empty, [marac("2024-02-01,Dudley,8")], **BY)
    second = accept(empty, [marac("2024-03-07,Dudley,5")], **BY)
    assert second[0].at - first[0].at == timedelta(microseconds=1)
