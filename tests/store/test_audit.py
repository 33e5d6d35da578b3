"""The audit record: what is put into it, that many at once give one chain, and that no harm to it goes unseen."""

import json
import logging
import multiprocessing
import os
import re
import shutil
import threading
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest

from src.settings import Settings
from src.store import audit, hash_chain
from src.store.acceptance import accept, restore, withdraw
from src.store.anchors import Anchor
from src.store.ledger import Ledger
from src.store.published import accept_published
from tests.store.files import BY, marac, tasks


def place(settings: Settings, number: int) -> Path:
    return settings.store / "audit" / f"{number:09}.json"


def told(settings: Settings) -> list[tuple[int, str, str, int | None]]:
    """Number, event, who and edition of every record, oldest first."""
    return [(line.number, line.event, line.who, line.edition) for line in audit.read(settings)[::-1]]


@pytest.fixture
def lived(empty: Settings) -> Settings:
    """A store with seven records: three people about, two acceptances, a withdrawal and its restoring."""
    audit.record(empty, who="Ann", event="signed in", about="as analyst")
    (first,) = accept(empty, [marac("2024-01-04,Dudley,4")], **BY)
    accept(empty, [tasks("2024-02-27,Visit,65")], **BY)
    audit.record(empty, who="Ben", event="refused", about="to withdraw an extract")
    withdraw(empty, first.extract_id, by="Cat", reason="disputed")
    restore(empty, first.extract_id, by="Cat", reason="settled")
    audit.record(empty, who="Ann", event="exported", about="board pack", edition=4)
    return empty


def test_what_is_done_to_the_store_is_recorded_in_order_with_who_and_which_edition(lived: Settings) -> None:
    assert told(lived) == [
        (1, "signed in", "Ann", None),
        (2, "accepted", "an analyst", 1),
        (3, "accepted", "an analyst", 2),
        (4, "refused", "Ben", None),
        (5, "withdrawn", "Cat", 3),
        (6, "restored", "Cat", 4),
        (7, "exported", "Ann", 4),
    ]
    assert audit.verify(lived) == ()
    assert audit.behind(lived) == ""


def test_each_record_carries_the_hash_of_the_file_before_it_with_its_own_hash_left_empty(lived: Settings) -> None:
    first, second = (json.loads(place(lived, number).read_text()) for number in (1, 2))
    text = place(lived, 1).read_text().replace(first["hash"], "")
    assert second["previous"] == first["hash"] == sha256(text.encode()).hexdigest()
    assert first["previous"] == "0" * 64


def test_the_published_figures_of_a_first_start_are_one_record(tmp_path: Path) -> None:
    first = Settings(store=tmp_path / "store")
    accept_published(first)
    assert told(first) == [(1, "accepted", "PEELboard", len(list(first.published.glob("*.csv"))))]
    accept_published(first)
    assert len(told(first)) == 1


def test_a_file_that_was_accepted_before_adds_no_record(empty: Settings) -> None:
    accept(empty, [marac("2024-01-04,Dudley,4")], **BY)
    accept(empty, [marac("2024-01-04,Dudley,4")], **BY)
    assert len(told(empty)) == 1


def test_records_can_be_asked_by_event_and_the_newest_first(lived: Settings) -> None:
    assert [line.number for line in audit.read(lived, event="accepted")] == [3, 2]
    assert [line.number for line in audit.read(lived, most=2)] == [7, 6]


def test_an_event_that_is_none_of_the_record_is_a_fault_of_the_program(empty: Settings) -> None:
    with pytest.raises(ValueError, match="none of the events"):
        audit.record(empty, who="Ann", event="looked")


def test_text_in_a_record_is_one_line_of_at_most_500_characters(empty: Settings) -> None:
    audit.record(empty, who="A\nB", event="refused", about="x" * 600)
    (line,) = audit.read(empty)
    assert line.who == "A B"
    assert line.about == "x" * 499 + "…"


# Harm


def change(settings: Settings) -> None:
    path = place(settings, 3)
    path.write_text(path.read_text().replace("an analyst", "nobody else"))


def change_and_hash_anew(settings: Settings) -> None:
    line = hash_chain.read(settings.store, 3)
    line = hash_chain.Record(**{**vars(line), "who": "nobody else", "hash": ""}).sealed()
    place(settings, 3).write_bytes(hash_chain.line(vars(line)))


def take_out(settings: Settings) -> None:
    place(settings, 3).unlink()


def cut_off(settings: Settings) -> None:
    place(settings, 6).unlink()
    place(settings, 7).unlink()


def swap(settings: Settings) -> None:
    three, four = place(settings, 3).read_bytes(), place(settings, 4).read_bytes()
    place(settings, 3).write_bytes(four)
    place(settings, 4).write_bytes(three)


def swap_and_number_anew(settings: Settings) -> None:
    for number, other in ((3, 4), (4, 3)):
        line = json.loads(place(settings, other).read_text())
        place(settings, number).with_suffix(".new").write_text(json.dumps({**line, "number": number}))
    for number in (3, 4):
        os.replace(place(settings, number).with_suffix(".new"), place(settings, number))


def put_in(settings: Settings) -> None:
    line = hash_chain.read(settings.store, 7)
    forged = hash_chain.Record(
        **{**vars(line), "number": 8, "who": "nobody", "previous": "0" * 64, "hash": ""}
    ).sealed()
    place(settings, 8).write_bytes(hash_chain.line(vars(forged)))


def empty_one(settings: Settings) -> None:
    place(settings, 1).write_bytes(b"")


def lose_the_note(settings: Settings) -> None:
    (settings.store / "audit-newest.json").unlink()


def set_back(settings: Settings) -> None:
    three = hash_chain.read(settings.store, 3)
    (settings.store / "audit-newest.json").write_bytes(hash_chain.line({"number": 3, "hash": three.hash}))


def cut_off_and_write_the_note_anew(settings: Settings) -> None:
    """The two last records, the note with them; the ledger still knows of edition 4, which one of them was about."""
    cut_off(settings)
    five = hash_chain.read(settings.store, 5)
    hash_chain.note(settings.store, Anchor(number=5, hash=five.hash))  # does not go back, so by hand
    (settings.store / "audit-newest.json").write_bytes(hash_chain.line({"number": 5, "hash": five.hash}))


NOTE_AT = "audit-newest.json says that the record ends at"
SET_BACK = (
    ": the note was set back, or could not be written. If the record is as you left it, note it anew: "
    "python -m src audit --anchor."
)
HARM: dict[Callable[[Settings], None], list[str]] = {
    change: ["Record 3 is not as it was written."],
    change_and_hash_anew: ["Record 4 does not follow on from the one before: one of the two was added later."],
    take_out: ["Record 3 is missing."],
    cut_off: ["Records 6 to 7 are missing."],
    swap: ["Record 3 is not as it was written.", "Record 4 is not as it was written."],
    swap_and_number_anew: ["Record 3 is not as it was written.", "Record 4 is not as it was written."],
    put_in: [
        "Record 8 does not follow on from the one before: one of the two was added later.",
        f"{NOTE_AT} 7, and it goes on to 8{SET_BACK}",
    ],
    set_back: [f"{NOTE_AT} 3, and it goes on to 7{SET_BACK}"],
    empty_one: ["Record 1 is not as it was written."],
    lose_the_note: [
        "audit-newest.json is missing or cannot be read, so records cut off at the end would go unnoticed."
    ],
}


@pytest.mark.parametrize("harm", HARM, ids=lambda harm: harm.__name__)
def test_harm_to_the_record_is_told_in_a_sentence(harm: Callable[[Settings], None], lived: Settings) -> None:
    harm(lived)
    found = audit.verify(lived)
    assert list(found[: len(HARM[harm])]) == HARM[harm]
    # Where the records about editions 3 and 4 are gone, the ledger says so as well, and nothing else is said.
    rest = found[len(HARM[harm]) :]
    assert all("The audit record stands at edition 3 and the newest edition is 4" in sentence for sentence in rest)
    assert bool(rest) == (harm is cut_off)


def test_a_record_cut_short_together_with_its_note_is_told_by_the_ledger(lived: Settings) -> None:
    cut_off_and_write_the_note_anew(lived)
    (sentence,) = audit.verify(lived)
    assert sentence.startswith("The audit record stands at edition 3 and the newest edition is 4")


def test_records_cut_off_stay_missing_when_recording_goes_on(lived: Settings) -> None:
    cut_off(lived)
    assert audit.record(lived, who="Dan", event="signed in")
    assert audit.record(lived, who="Eve", event="signed in")
    assert [number for number, *_ in told(lived)][-3:] == [5, 8, 9]
    audit.follow(lived)  # edition 4 is recorded again, and edition 3 still stands in record 5
    assert told(lived)[-1] == (10, "restored", "Cat", 4)
    assert audit.verify(lived) == ("Records 6 to 7 are missing.",)


def test_recording_goes_on_after_a_ruined_record_and_the_harm_stays_to_be_seen(lived: Settings) -> None:
    place(lived, 7).write_bytes(b"{}")
    assert audit.record(lived, who="Dan", event="signed in")
    assert told(lived)[-1] == (8, "signed in", "Dan", None)
    assert audit.verify(lived) == ("Record 7 is not as it was written.",)


def test_a_whole_record_written_anew_is_told_by_a_hash_that_was_kept_elsewhere(lived: Settings) -> None:
    stored = Anchor(number=7, hash=hash_chain.read(lived.store, 7).hash)
    assert audit.verify(lived, stored) == ()
    previous = "0" * 64
    for number in range(1, 8):  # everything, every hash and the note fit again
        line = hash_chain.read(lived.store, number)
        line = hash_chain.Record(
            **{**vars(line), "who": line.who.replace("Ben", "Eve"), "previous": previous, "hash": ""}
        ).sealed()
        place(lived, number).write_bytes(hash_chain.line(vars(line)))
        previous = line.hash
    (lived.store / "audit-newest.json").write_bytes(hash_chain.line({"number": 7, "hash": previous}))
    assert audit.verify(lived) == ()
    assert audit.verify(lived, stored) == ("Record 7 is not the one that was asked for: its hash is another.",)
    assert audit.verify(lived, replace(stored, number=9))[-1] == "There is no record 9: the record ends at 7."


def test_a_ledger_that_was_written_anew_is_not_what_the_record_was_made_of(lived: Settings) -> None:
    line = hash_chain.read(lived.store, 2)
    assert line.ledger_hash
    events = Ledger(lived.store).events()
    other = [events[0].__class__(**{**vars(events[0]), "reason": "another reason"}), *events[1:]]
    lines = audit.read(lived)[::-1]
    assert list(audit._unlike_the_ledger(lines, events)) == []
    assert list(audit._unlike_the_ledger(lines, other)) == ["Edition 1 of the ledger is not what record 2 was made of."]
    assert list(audit._unlike_the_ledger(lines, events[:3])) == [
        "Record 6 tells of edition 4, which the ledger does not hold so."
    ]


# What stands in the way


def test_an_acceptance_is_not_lost_where_nothing_can_be_recorded_and_is_recorded_with_the_next(
    empty: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    empty.store.mkdir(parents=True)
    (empty.store / "audit").write_text("a file where the folder should be")
    with caplog.at_level(logging.ERROR):
        accept(empty, [marac("2024-01-04,Dudley,4")], **BY)
    assert Ledger(empty.store).edition() == 1
    assert "The audit record could not be written: what was done stands and is not in the record yet" in caplog.text
    assert audit.behind(empty).startswith("The audit record stands at edition 0 and the newest edition is 1")
    assert not audit.record(empty, who="Ann", event="signed in")
    (empty.store / "audit").unlink()
    accept(empty, [tasks("2024-02-27,Visit,65")], **BY)
    assert told(empty) == [(1, "accepted", "an analyst", 1), (2, "accepted", "an analyst", 2)]
    assert audit.behind(empty) == ""
    assert audit.verify(empty) == ()


def test_what_was_done_before_there_was_a_record_is_recorded_late_and_says_so(
    empty: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    accept(empty, [marac("2024-01-04,Dudley,4")], **BY)
    for path in [*(empty.store / "audit").iterdir(), empty.store / "audit-newest.json"]:
        path.unlink()
    monkeypatch.setattr(audit, "now", lambda: Ledger(empty.store).events()[0].at.replace(year=2099))
    assert audit.follow(empty)
    (line,) = audit.read(empty)
    assert re.search(r"marac\.csv; marac_backlog-\S+; done on .+ and recorded later$", line.about)


# Many at once


@pytest.mark.parametrize("look", ["noted", "newest", "read", "claim"])
@pytest.mark.parametrize("when", ["before", "after"])
def test_what_somebody_else_records_between_two_looks_is_followed_and_not_recorded_again(
    look: str, when: str, lived: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another process records edition 5 and a sign-in at any one look of the process that records edition 5 too."""
    with monkeypatch.context() as quiet:
        quiet.setattr(audit, "follow", lambda *_: True)
        accept(lived, [marac("2024-02-01,Dudley,8")], **BY)
    looks, this = getattr(hash_chain, look), threading.current_thread()
    calls = 0

    def interrupted(*arguments: object) -> object:
        nonlocal calls
        if threading.current_thread() is not this:  # what other tests left running looks too
            return looks(*arguments)
        calls += 1
        answer = looks(*arguments) if when == "after" else None
        if calls == turn:
            assert audit.follow(copy)
            assert audit.record(copy, who="Dan", event="signed in")
        return answer if when == "after" else looks(*arguments)

    for turn in range(1, 20):
        copy = replace(lived, store=lived.store.with_name(f"copy-{turn}"))
        shutil.copytree(lived.store, copy.store)
        calls = 0
        with monkeypatch.context() as interleaved:
            interleaved.setattr(hash_chain, look, interrupted)
            assert audit.follow(copy)
        assert audit.verify(copy) == ()
        assert [event for _, event, _, edition in told(copy) if edition == 5] == ["accepted"]
        if calls < turn:
            return
    raise AssertionError("the record was looked at without an end")


def record_ten(store: Path, who: str, start: Barrier) -> None:
    """Wait for the others, then record ten sign-ins and accept two files among them."""
    start.wait(timeout=300)
    for turn in range(10):
        audit.record(Settings(store=store), who=who, event="signed in", about=str(turn))
        if turn in (3, 7):
            accept(Settings(store=store), [marac(f"2024-0{turn}-01,Dudley,{ord(who)}")], by=who, reason="race")
    os._exit(0)  # a library may abort while a short-lived process tidies up, which is not what is tested


def test_processes_that_record_at_once_give_one_chain_with_every_record_once(empty: Settings) -> None:
    spawn = multiprocessing.get_context("spawn")
    start = spawn.Barrier(4)
    people = "ABCD"
    all_of_them = [spawn.Process(target=record_ten, args=(empty.store, who, start)) for who in people]
    for item in all_of_them:
        item.start()
    for item in all_of_them:
        item.join(timeout=300)
    assert [item.exitcode for item in all_of_them] == [0, 0, 0, 0]
    lines = audit.read(empty)[::-1]
    assert [line.number for line in lines] == list(range(1, 49))
    assert audit.verify(empty) == ()
    for who in people:
        assert [line.about for line in lines if (line.event, line.who) == ("signed in", who)] == list("0123456789")
    accepted = [(line.edition, line.who) for line in lines if line.event == "accepted"]
    assert accepted == [(event.sequence, event.by_whom) for event in Ledger(empty.store).events()]
    assert len(accepted) == 8
