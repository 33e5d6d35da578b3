"""The ledger: numbers without gaps, each claimed once, whoever writes meanwhile."""

import dataclasses
from datetime import date
from hashlib import sha256
from pathlib import Path

import pyarrow
import pytest

from src.store import delta
from src.store.disk_check import CannotStore
from src.store.ledger import ACCEPTED, RESTORED, WITHDRAWN, EditionConflict, Event, Ledger, now


def event(extract_id: str, what: str = ACCEPTED, content: str = "") -> Event:
    """An event that has no number yet, of a file with content of its own unless one is given."""
    return Event(
        sequence=0,
        event=what,
        extract_id=extract_id,
        dataset="marac_backlog",
        file_name="marac.csv",
        sha256=sha256((content or extract_id).encode()).hexdigest(),
        row_count=7,
        period_from=date(2024, 2, 1),
        period_to=date(2024, 2, 1),
        by_whom="an analyst",
        reason="monthly extract",
        at=now(),
    )


def test_an_empty_ledger_is_edition_0(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    assert (ledger.edition(), ledger.events(), ledger.visible(0)) == (0, (), ())


def test_events_are_numbered_from_1_without_gaps_and_read_back_as_written(tmp_path: Path) -> None:
    written = (*Ledger(tmp_path).write([event("a"), event("b")]), *Ledger(tmp_path).write([event("c")]))
    assert [each.sequence for each in written] == [1, 2, 3]
    assert Ledger(tmp_path).events() == written


def test_what_can_be_seen_follows_withdrawing_and_restoring_edition_by_edition(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    ledger.write([event("a"), event("b")])
    ledger.write([event("a", WITHDRAWN)])
    ledger.write([event("a", RESTORED)])
    seen = [[each.extract_id for each in ledger.visible(edition)] for edition in range(5)]
    assert seen == [[], ["a"], ["a", "b"], ["b"], ["a", "b"]]


def test_a_reader_notices_what_another_wrote(tmp_path: Path) -> None:
    reader = Ledger(tmp_path)
    assert reader.edition() == 0
    Ledger(tmp_path).write([event("a")])
    assert reader.edition() == 1


def test_a_ledger_from_before_it_was_noted_what_changed_is_read_and_written_to(tmp_path: Path) -> None:
    old = {name: value for name, value in vars(event("a")).items() if name not in ("changed", "sheet")} | {
        "sequence": 1
    }
    schema = pyarrow.schema(
        [
            ("sequence", pyarrow.int64()), ("event", pyarrow.string()), ("extract_id", pyarrow.string()),
            ("dataset", pyarrow.string()), ("file_name", pyarrow.string()), ("sha256", pyarrow.string()),
            ("row_count", pyarrow.int64()), ("period_from", pyarrow.date32()), ("period_to", pyarrow.date32()),
            ("by_whom", pyarrow.string()), ("reason", pyarrow.string()), ("at", pyarrow.timestamp("us", tz="UTC")),
        ]
    )  # fmt: skip
    delta.append_numbered(tmp_path / "ledger", pyarrow.Table.from_pylist([old], schema=schema), 1)
    assert [(each.extract_id, each.changed) for each in Ledger(tmp_path).events()] == [("a", "")]
    Ledger(tmp_path).write([dataclasses.replace(event("b"), changed="7 rows: 7 added")])
    assert [(each.extract_id, each.changed) for each in Ledger(tmp_path).events()] == [
        ("a", ""),
        ("b", "7 rows: 7 added"),
    ]
    Ledger(tmp_path).write([event("c")])
    assert Ledger(tmp_path).edition() == 3


def test_an_edition_that_was_looked_at_must_still_be_the_newest(tmp_path: Path) -> None:
    late = Ledger(tmp_path)
    late.write([event("a")], seen_edition=0)
    Ledger(tmp_path).write([event("b")], seen_edition=1)
    with pytest.raises(EditionConflict) as moved_on:
        late.write([event("c")], seen_edition=1)
    assert [each.extract_id for each in moved_on.value.since] == ["b"]
    assert [each.extract_id for each in late.events()] == ["a", "b"]


@pytest.mark.parametrize("taken", [1, 2])
def test_a_number_can_be_claimed_only_once(tmp_path: Path, taken: int) -> None:
    rows = pyarrow.table({"sequence": [1, 2]})
    delta.append_numbered(tmp_path / "ledger", rows, 1)
    with pytest.raises(delta.Overtaken):
        delta.append_numbered(tmp_path / "ledger", rows.slice(0, 1), taken)
    delta.append_numbered(tmp_path / "ledger", rows.slice(0, 1), 3)
    assert delta.version(tmp_path / "ledger") == 1


def test_a_writer_who_was_overtaken_takes_the_next_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Ledger(tmp_path).write([event("a"), event("b")])
    late = Ledger(tmp_path)
    editions = iter([0, 1])
    latest = late.edition
    monkeypatch.setattr(late, "edition", lambda: next(editions, None) or latest())
    (written,) = late.write([event("c")])
    assert written.sequence == 3
    assert [each.extract_id for each in Ledger(tmp_path).events()] == ["a", "b", "c"]


def test_a_ledger_that_never_comes_free_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Ledger(tmp_path).write([event("a")])
    late = Ledger(tmp_path)
    monkeypatch.setattr(late, "edition", lambda: 0)
    with pytest.raises(CannotStore) as busy:
        late.write([event("b")])
    assert str(busy.value) == (
        "Nothing was stored: others are writing to the store without a pause. Try again in a moment."
    )
    assert Ledger(tmp_path).edition() == 1


def test_the_same_bytes_are_accepted_once_whoever_is_first(tmp_path: Path) -> None:
    first, late = Ledger(tmp_path), Ledger(tmp_path)
    first.write([event("a")])
    assert late.write([event("a"), event("b")]) == late.events()[1:]
    assert [each.extract_id for each in late.events()] == ["a", "b"]
    assert late.write([event("a")]) == ()


def test_the_same_bytes_are_accepted_once_whoever_else_accepted_them_meanwhile(tmp_path: Path) -> None:
    late = Ledger(tmp_path)
    assert late.edition() == 0
    Ledger(tmp_path).write([event("a", content="x")])
    assert late.write([event("b", content="x")]) == ()
    (landed,) = late.write([event("c", content="x"), event("d", content="y")])
    assert (landed.sequence, landed.extract_id) == (2, "d")
    (withdrawn,) = late.write([event("a", WITHDRAWN, content="x")])
    assert withdrawn.sequence == 3
    (again,) = late.write([event("e", content="x")])
    assert (again.sequence, again.extract_id) == (4, "e")
