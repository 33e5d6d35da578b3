"""Answers about headings of a store of an earlier version: the newest of each still holds."""

from datetime import UTC, datetime
from pathlib import Path

import pyarrow

from src.store import delta
from src.store.header_answers import remembered, remembered_for


def test_nothing_was_answered_in_an_empty_store_and_asking_makes_none(tmp_path: Path) -> None:
    assert remembered(tmp_path / "store") == {}
    assert not (tmp_path / "store").exists()


def test_the_newest_answer_holds_and_belongs_to_its_dataset(tmp_path: Path) -> None:
    rows = [
        {
            "dataset": of,
            "heading": heading,
            "column": column,
            "by_whom": "an analyst",
            "at": datetime(2026, 1, day, tzinfo=UTC),
        }
        for day, (of, heading, column) in enumerate(
            [
                ("marac_backlog", "waiting", "cases_awaiting_count"),
                ("marac_backlog", "remark", "note"),
                ("marac_backlog", "remark", ""),
                ("sex_offender_tasks", "waiting", ""),
            ],
            1,
        )
    ]
    delta.append(tmp_path / "headings", pyarrow.Table.from_pylist(rows))
    assert remembered_for(tmp_path, "marac_backlog") == {"waiting": "cases_awaiting_count", "remark": ""}
    assert remembered_for(tmp_path, "sex_offender_tasks") == {"waiting": ""}
    assert remembered_for(tmp_path, "events") == {}
