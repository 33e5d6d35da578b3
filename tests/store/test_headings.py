"""What people answered about headings: kept, and the newest answer holds."""

from pathlib import Path

from src.settings import Settings
from src.store.header_answers import remember, remembered, remembered_for

WAITING = ("marac_backlog", "waiting")
REMARK = ("marac_backlog", "remark")


def test_nothing_was_answered_in_an_empty_store_and_asking_makes_none(tmp_path: Path) -> None:
    assert remembered(tmp_path / "store") == {}
    assert not (tmp_path / "store").exists()


def test_an_answer_is_remembered_and_a_newer_one_takes_its_place(tmp_path: Path) -> None:
    remember(Settings(store=tmp_path), {WAITING: "cases_awaiting_count", REMARK: "note"}, "an analyst")
    remember(Settings(store=tmp_path), {REMARK: ""}, "another")
    assert remembered(tmp_path) == {WAITING: "cases_awaiting_count", REMARK: ""}


def test_an_answer_belongs_to_its_dataset(tmp_path: Path) -> None:
    remember(
        Settings(store=tmp_path), {WAITING: "cases_awaiting_count", ("sex_offender_tasks", "waiting"): ""}, "an analyst"
    )
    assert remembered_for(tmp_path, "marac_backlog") == {"waiting": "cases_awaiting_count"}
    assert remembered_for(tmp_path, "sex_offender_tasks") == {"waiting": ""}
    assert remembered_for(tmp_path, "events") == {}


def test_the_same_answer_again_writes_nothing(tmp_path: Path) -> None:
    remember(Settings(store=tmp_path), {WAITING: "cases_awaiting_count"}, "an analyst")
    before = sorted(tmp_path.rglob("*"))
    remember(Settings(store=tmp_path), {WAITING: "cases_awaiting_count"}, "another")
    assert sorted(tmp_path.rglob("*")) == before
