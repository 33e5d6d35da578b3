"""How long a sign-in holds."""

import os
import time
from pathlib import Path

import pytest

from src.access.session_store import SignIns, State, key_of
from src.access.sign_in_config import Access

CREATED = 1_000_000
KEY = ("https://provider", "7", CREATED, "n")
ACCESS = Access(idle_minutes=10, role_minutes=60)
MINUTE = 60


def state(stored: SignIns, minutes: float, *, is_use: bool = True) -> State:
    return stored.state(KEY, ACCESS, CREATED + minutes * MINUTE, is_use=is_use)


def test_a_fresh_sign_in_is_new_once_and_holds_after_that() -> None:
    stored = SignIns()
    assert [state(stored, 0), state(stored, 1)] == [State.NEW, State.HOLDS]


def test_use_keeps_it_and_ten_minutes_without_use_end_it() -> None:
    stored = SignIns()
    assert [state(stored, 0), state(stored, 9), state(stored, 19), state(stored, 29.1)] == [
        State.NEW,
        State.HOLDS,
        State.HOLDS,
        State.IDLE,
    ]
    assert state(stored, 29.2) is State.IDLE, "a later request does not bring it back"


def test_what_is_drawn_without_a_reader_is_no_use() -> None:
    stored = SignIns()
    assert state(stored, 0) is State.NEW
    assert state(stored, 9, is_use=False) is State.HOLDS
    assert state(stored, 11) is State.IDLE


def test_to_look_whether_it_holds_does_not_make_it_known() -> None:
    stored = SignIns()
    assert [state(stored, 1, is_use=False), state(stored, 2)] == [State.HOLDS, State.NEW]


def test_after_an_hour_the_role_has_to_be_asked_for_again_however_much_it_was_used() -> None:
    stored = SignIns()
    assert {state(stored, minutes) for minutes in range(1, 61)} == {State.NEW, State.HOLDS}
    assert state(stored, 60.1) is State.OLD


def test_a_cookie_that_lay_about_opens_nothing_on_a_server_that_has_just_started() -> None:
    assert state(SignIns(), 10.1) is State.IDLE


def test_signed_out_in_one_window_is_signed_out_in_all_and_told_once() -> None:
    stored = SignIns()
    state(stored, 0)
    assert [stored.end(KEY), stored.end(KEY)] == [True, False]
    assert state(stored, 1) is State.ENDED


def test_what_ended_in_one_process_has_ended_in_the_others_and_after_a_start(tmp_path: Path) -> None:
    here, there = SignIns(tmp_path / "sign-ins"), SignIns(tmp_path / "sign-ins")
    assert [state(here, 0), state(there, 0)] == [State.NEW, State.NEW]
    here.end(KEY)
    assert [state(there, 1), state(SignIns(tmp_path / "sign-ins"), 1)] == [State.ENDED, State.ENDED]
    assert [path.name for path in (tmp_path / "sign-ins").iterdir() if "provider" in path.name + path.read_text()] == []


@pytest.mark.parametrize(("rights", "expected"), [("viewer", State.ENDED), ("approver", State.HOLDS)])
def test_a_newer_sign_in_of_the_same_person_ends_those_with_other_rights(
    rights: str, expected: State, tmp_path: Path
) -> None:
    here, there = SignIns(tmp_path), SignIns(tmp_path)
    newer = (*KEY[:2], CREATED + 30, "m")
    here.state(KEY, ACCESS, CREATED, is_use=True, rights="approver")
    there.state(newer, ACCESS, CREATED + 30, is_use=True, rights=rights)
    assert here.state(KEY, ACCESS, CREATED + 31, is_use=True, rights="approver") is expected
    assert here.state(newer, ACCESS, CREATED + 31, is_use=False, rights=rights) is State.HOLDS
    other = (KEY[0], "8", *KEY[2:])
    assert here.state(other, ACCESS, CREATED + 31, is_use=True, rights="analyst") is State.NEW


def test_a_sign_in_ends_here_even_where_others_cannot_be_told(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "sign-ins").write_text("a file where the folder should be")
    known = SignIns(tmp_path / "sign-ins")
    state(known, 0)
    known.end(KEY)
    assert state(known, 1) is State.ENDED
    assert "Other processes could not be notified of a sign-in" in caplog.text


def test_what_is_written_of_sign_ins_goes_once_it_can_end_nothing_more(tmp_path: Path) -> None:
    known = SignIns(tmp_path)
    known.end(KEY)
    (old,) = tmp_path.iterdir()
    os.utime(old, (time.time() - 3 * 86_400,) * 2)
    known.end((*KEY[:3], "other"))
    assert old not in set(tmp_path.iterdir())
    assert len(list(tmp_path.iterdir())) == 1


def test_a_sign_in_of_the_future_does_not_last_until_then() -> None:
    assert SignIns().state((*KEY[:2], CREATED + 3_600, "n"), ACCESS, CREATED, is_use=True) is State.OLD


def test_what_was_let_go_of_to_save_room_has_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("src.access.session_store._MOST", 2)
    stored = SignIns()
    state(stored, 0)
    stored.end(KEY)
    for at in range(5):
        stored.state((*KEY[:2], CREATED + 1_200 + at, "m"), ACCESS, CREATED + 1_200 + at, is_use=True)
    assert state(stored, 20.1) in (State.ENDED, State.IDLE)


@pytest.mark.parametrize(
    "claims",
    [
        {},
        {"sub": "7"},
        {"iat": CREATED},
        {"sub": "", "iat": CREATED},
        {"sub": "7", "iat": "now"},
        {"sub": "7", "iat": True},
    ],
)
def test_a_sign_in_that_does_not_say_whose_or_when_is_none(claims: dict[str, object]) -> None:
    assert key_of(claims) is None
    assert key_of({"iss": "https://provider", "sub": "7", "iat": CREATED, "nonce": "n"}) == KEY
