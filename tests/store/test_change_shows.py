"""Whoever can write to the store cannot change what was accepted without a check that says so."""

import dataclasses
import json
import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow
import pytest
from pyarrow import parquet

from src.settings import MARK, SYNTHETIC_FORCE, Settings
from src.store import audit, binding, demo_marker, editions, profiles, verification, views
from src.store.acceptance import accept
from src.store.anchors import Anchor
from src.store.disk_check import DAMAGED, IntegrityError
from src.store.ledger import Event
from tests.store.files import ANSWERS, BY, cases, ledger, marac, tasks

OTHER = {str: "another", int: 7, date: date(2001, 2, 3), datetime: datetime(2001, 2, 3, tzinfo=UTC)}


@pytest.fixture
def two(empty: Settings) -> Settings:
    """A store with two extracts."""
    accept(empty, [marac("2024-01-04,Dudley,4", "2024-01-04,Walsall,13")], **BY)
    accept(empty, [tasks("2024-02-27,Visit,65")], **BY)
    return empty


def rewrite(path: Path, change: Callable[[pyarrow.Table], pyarrow.Table]) -> None:
    """Change the rows of a table's file, and its size in the table's log, as somebody would who knows how."""
    before = path.stat().st_size
    parquet.write_table(change(parquet.ParquetFile(path).read()), path)
    (folder,) = [parent / "_delta_log" for parent in path.parents if (parent / "_delta_log").exists()]
    for log in folder.glob("*.json"):
        text = log.read_text(encoding="utf-8")
        log.write_text(text.replace(f'"size":{before},', f'"size":{path.stat().st_size},'), encoding="utf-8")


def with_column(table: pyarrow.Table, name: str, value: object) -> pyarrow.Table:
    """The table with one value in every row of a column."""
    at = table.schema.get_field_index(name)
    return table.set_column(
        at, table.schema.field(at), pyarrow.array([value] * len(table), table.schema.field(at).type)
    )


def file_of_event(settings: Settings, sequence: int) -> Path:
    """The ledger's own file that holds an event."""
    files = (settings.store / "ledger").glob("*.parquet")
    return next(path for path in files if sequence in parquet.ParquetFile(path).read()["sequence"].to_pylist())


@pytest.mark.parametrize("name", [field.name for field in dataclasses.fields(Event) if field.name != "sequence"])
def test_each_field_of_an_event_is_held_by_the_record(name: str, two: Settings) -> None:
    events = ledger(two)
    now = getattr(events[0], name)
    kind = next(kind for kind in (datetime, date, int, str) if isinstance(now, kind))
    changed = [dataclasses.replace(events[0], **{name: OTHER[kind]}), *events[1:]]
    lines = audit.read(two)[::-1]
    assert list(audit._unlike_the_ledger(lines, events)) == []
    assert len(list(audit._unlike_the_ledger(lines, changed))) == 1


@pytest.mark.parametrize(("column", "value"), [("forces", "dyfed"), ("files", ""), ("row_count", 2), ("sheet", "x")])
def test_a_changed_ledger_is_found_by_verify_and_by_a_hash_kept_elsewhere(
    column: str, value: object, two: Settings
) -> None:
    newest = audit.read(two, most=1)[0]
    rewrite(file_of_event(two, 2), lambda table: with_column(table, column, value))
    assert getattr(ledger(two)[1], column) == value
    sentence = "Edition 2 of the ledger is not what record 2 was made of."
    assert sentence in verification.verify(two).wrong
    assert sentence in audit.verify(two, Anchor(number=newest.number, hash=newest.hash))


def test_a_field_that_comes_later_leaves_records_as_they_are(two: Settings) -> None:
    later = dataclasses.make_dataclass("Later", [("profile", str, "")], bases=(Event,), frozen=True, kw_only=True)
    assert audit._hash_of([later(**vars(ledger(two)[0]))]) == audit._hash_of([ledger(two)[0]])


def test_a_record_of_the_first_form_is_still_verified(empty: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as earlier:
        hash_now = audit._hash_of
        earlier.setattr(audit, "_hash_of", lambda step: hash_now(step, 1))
        accept(empty, [marac("2024-01-04,Dudley,4")], **BY)
    assert ":" not in audit.read(empty)[0].ledger_hash
    assert audit.verify(empty) == ()
    rewrite(file_of_event(empty, 1), lambda table: with_column(table, "reason", "another reason"))
    assert audit.verify(empty) == ("Edition 1 of the ledger is not what record 1 was made of.",)


def test_a_figure_changed_with_every_hash_is_found_by_a_deep_look(two: Settings) -> None:
    (rows,) = (two.store / "tables" / "marac_backlog").rglob("*.parquet")
    rewrite(rows, lambda table: with_column(table, "cases_awaiting_count", 1))
    found = verification.verify(two, deep=True)
    assert found.unchecked == ()
    assert found.wrong[-1] == (
        f"The rows of marac.csv ({ledger(two)[0].extract_id}) are not those of its copy: 2 of the copy are not stored, "
        "and 2 stored are not in the copy."
    )


def test_a_deep_look_finds_nothing_where_all_is_whole_and_says_what_it_cannot_work_out(
    two: Settings, published: Settings
) -> None:
    for settings in (two, published):
        found = verification.verify(settings, deep=True)
        assert (found.wrong, found.unchecked) == ((), ())
    stricter = dataclasses.replace(two, limits=dataclasses.replace(two.limits, rows=0))
    found = verification.verify(stricter, deep=True)
    assert found.wrong == ()
    assert [sentence[:28] for sentence in found.unchecked] == [
        "The rows of marac.csv (marac",
        "The rows of tasks.csv (sex_o",
    ]


def test_a_byte_that_rots_without_a_trace_is_found_when_the_next_table_is_made(two: Settings) -> None:
    assert cases(two) == {("2024-01-04", "dudley"): 4, ("2024-01-04", "walsall"): 13}
    (rows,) = (two.store / "tables" / "marac_backlog").rglob("*.parquet")
    seen, content = rows.stat(), bytearray(rows.read_bytes())
    content[len(content) // 2] ^= 1
    rows.write_bytes(content)
    shutil.os.utime(rows, ns=(seen.st_atime_ns, seen.st_mtime_ns))
    with pytest.raises(IntegrityError, match="are damaged or missing"):
        cases(two)


@pytest.mark.parametrize("harm", ["removed", "emptied", "cut"])
def test_where_the_record_knows_of_a_later_edition_than_the_ledger_nothing_is_shown(harm: str, two: Settings) -> None:
    assert editions.newest(two) == 2
    newest = max((two.store / "ledger" / "_delta_log").glob("*.json"))
    if harm == "removed":
        newest.unlink()
    else:
        newest.write_bytes(b"" if harm == "emptied" else newest.read_bytes()[:40])
    with pytest.raises((IntegrityError, *DAMAGED)) as refused:  # the library's own where the log cannot be read
        editions.newest(two)
    if harm == "removed":
        assert isinstance(refused.value, IntegrityError)
        assert str(refused.value).startswith(
            "The list of what was accepted ends at edition 1 and the audit record at 2: the end of the list is missing."
        )


@pytest.mark.parametrize("table", ["profiles", "views"])
@pytest.mark.parametrize("harm", ["removed", "changed"])
def test_profiles_and_views_that_were_removed_or_changed_are_found(table: str, harm: str, two: Settings) -> None:
    profiles.keep(two, ANSWERS, by="Ann", reason="answered")
    profiles.retire(two, "answers", by="Ann", reason="the heading has changed")
    views.save(two, "board_pack", "Board", "sections=marac", "Ann")
    views.save(two, "board_pack", "Committee", "sections=findings", "Ann")
    assert verification.verify(two).wrong == ()
    if harm == "removed":
        max((two.store / table / "_delta_log").glob("*.json")).unlink()
    else:
        for path in (two.store / table).glob("*.parquet"):
            rewrite(path, lambda rows: with_column(rows, "by_whom", "Ben"))
    assert verification.verify(two).wrong == (
        f"{two.store / table} does not hold what the audit record says was last saved in it.",
    )


@pytest.mark.parametrize(
    "name",
    ["000000003.json", "000000200.json", "999999999999.json", "2.json", "000000001.json.bak", "note.txt", "0.json"],
)
@pytest.mark.parametrize("is_counted_anew", [False, True])
def test_whatever_stands_among_the_records_and_is_none_of_the_chain_is_found(
    name: str, is_counted_anew: bool, two: Settings
) -> None:
    assert verification.verify(two).wrong == ()
    (two.store / "audit" / name).write_bytes((two.store / "audit" / "000000002.json").read_bytes())
    if is_counted_anew:  # as in a process that has not looked at the store before
        audit.hash_chain._LAST.clear()
    assert any(name in sentence or "Record 3 is not as" in sentence for sentence in verification.verify(two).wrong)


@pytest.mark.parametrize("is_admitted", [False, True])
@pytest.mark.parametrize("forces", [(), ("kent",), ("kent", "wmp"), ("wmp", "kent"), ("wmp", "met", "kent")])
def test_whose_store_it_is_cannot_be_changed_unseen(forces: tuple[str, ...], is_admitted: bool, two: Settings) -> None:
    if is_admitted:
        binding.admit(two, "met")
    assert verification.verify(two).wrong == ()
    (two.store / binding.FILE).write_text(json.dumps({"form": 1, "forces": forces}), encoding="utf-8")
    assert any(binding.FILE in sentence for sentence in verification.verify(two).wrong)


def test_the_note_of_whose_store_it_is_is_missed_where_forces_were_let_in(two: Settings) -> None:
    binding.admit(two, "met")
    (two.store / binding.FILE).unlink()
    assert any(binding.FILE in sentence for sentence in verification.verify(two).wrong)


@pytest.mark.parametrize("is_synthetic", [False, True])
def test_the_mark_of_synthetic_figures_cannot_be_put_taken_or_changed_unseen(
    is_synthetic: bool, empty: Settings
) -> None:
    path = empty.store / MARK
    settings = dataclasses.replace(empty, force_code=SYNTHETIC_FORCE) if is_synthetic else empty
    if is_synthetic:
        demo_marker.mark(settings)
    accept(settings, [marac("2024-01-04,Dudley,4")], **BY)
    assert verification.verify(settings).wrong == ()
    if is_synthetic:
        text = path.read_bytes()
        path.write_bytes(b"Real figures\n")
        assert [str(path) in sentence for sentence in verification.verify(settings).wrong] == [True]
        path.write_bytes(text + b"whole\n")  # what is added to it when a demonstration is built
        assert verification.verify(settings).wrong == ()
        path.unlink()
    else:
        demo_marker.mark(settings)
    assert [str(path) in sentence for sentence in verification.verify(settings).wrong] == [True]
