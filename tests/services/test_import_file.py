"""What a supplied file is found to hold: recognised, checked and previewed, or every problem, and nothing written."""

import io
from pathlib import Path

import openpyxl
import pytest

from src.ingest.progress import Cancelled
from src.services.import_file import Choices, Intake, take_in
from src.settings import Settings
from src.store.acceptance import accept, accept_checked
from tests.store.files import BY, marac

MARAC = b"As at,Area,Cases awaiting\n2024-02-01,Dudley,8\n"
TASKS = b"As at,Area,Task,Outstanding\n2024-02-27,Whole force,Visits,65\n"


def book(**sheets: tuple[tuple[object, ...], ...]) -> bytes:
    """A workbook of these sheets."""
    created = openpyxl.Workbook()
    created.remove(created.active)
    for name, rows in sheets.items():
        sheet = created.create_sheet(name)
        for row in rows:
            sheet.append(row)
    content = io.BytesIO()
    created.save(content)
    return content.getvalue()


HEADINGS = ("As at", "Area", "Cases awaiting")


def taken(settings: Settings, content: bytes, name: str = "a.csv", **choices: object) -> Intake:
    """One file taken in."""
    return take_in(settings, [(name, content)], Choices(**choices))  # type: ignore[arg-type]


def test_a_file_is_recognised_checked_and_previewed_and_nothing_is_written(empty: Settings) -> None:
    intake = taken(empty, MARAC)
    (table,) = intake.files[0].tables
    assert (table.file.dataset, table.checked is not None, intake.problems) == ("marac_backlog", True, ())
    assert intake.preview is not None
    assert (intake.preview.compared_with, intake.preview.rows[0].added) == (0, 1)
    assert not Path(empty.store).exists()


def test_several_datasets_in_one_workbook_are_accepted_as_one(empty: Settings) -> None:
    content = book(
        One=(HEADINGS, ("2024-02-01", "Dudley", 8)),
        Two=(("As at", "Area", "Task", "Outstanding"), ("2024-02-27", "Whole force", "Visits", 65)),
    )
    intake = taken(empty, content, "both.xlsx")
    assert [table.file.dataset for table in intake.files[0].tables] == ["marac_backlog", "sex_offender_tasks"]
    events = accept_checked(empty, intake.to_accept, **BY, seen_edition=0)
    assert {event.dataset for event in events} == {"marac_backlog", "sex_offender_tasks"}
    assert len({event.at for event in events}) == 1


def test_two_sheets_of_one_dataset_are_a_problem_until_one_is_passed_over(empty: Settings) -> None:
    content = book(
        January=(HEADINGS, ("2024-01-04", "Dudley", 4)),
        February=(HEADINGS, ("2024-02-01", "Dudley", 8)),
    )
    intake = taken(empty, content, "two.xlsx")
    assert [problem.sentence() for problem in intake.problems] == [
        'two.xlsx: found 2 sheets that could each be "MARAC cases awaiting": "January" and "February"; expected one. '
        "Say of the others that they are to be passed over, or supply them as files of their own."
    ]
    item = taken(empty, content, "two.xlsx", datasets={(intake.files[0].sha256, "January"): ""})
    assert item.problems == ()
    assert [found.sheet for found in item.files[0].passed_over] == ["January"]


def test_every_problem_of_every_file_is_told_at_once(empty: Settings) -> None:
    files = [("a.csv", MARAC.replace(b",8", b",many")), ("b.csv", TASKS.replace(b"65", b"lots")), ("c.csv", b"")]
    intake = take_in(empty, files)
    assert [problem.file for problem in intake.problems] == ["a.csv", "b.csv", "c.csv"]
    assert intake.preview is None


def test_the_very_same_bytes_are_known_and_would_store_nothing(empty: Settings) -> None:
    accept(empty, [marac("2024-02-01,Dudley,8")], **BY)
    intake = taken(empty, marac("2024-02-01,Dudley,8").content)
    (table,) = intake.files[0].tables
    assert table.accepted_before is not None
    assert table.accepted_before.by_whom == "an analyst"
    assert (intake.to_accept, intake.preview) == ((), None)


def test_an_answer_about_a_heading_is_used(empty: Settings) -> None:
    content = MARAC.replace(b"Cases awaiting", b"Waiting now")
    assert len(taken(empty, content).problems) >= 1
    answered = taken(empty, content, headings={("marac_backlog", "waiting now"): "cases_awaiting_count"})
    assert answered.problems == ()


def test_a_file_read_once_is_not_read_again(empty: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    first = taken(empty, MARAC)
    monkeypatch.setattr("src.services.import_file.reader.read", lambda *anything: pytest.fail("read again"))
    again = take_in(empty, [("a.csv", MARAC)], known=first.files)
    assert again.problems == ()


def test_work_can_be_stopped_at_each_of_its_stages(empty: Settings) -> None:
    stages: list[str] = []
    take_in(empty, [("a.csv", MARAC)], report_progress=lambda stage: stages.append(stage) if stage else None)
    assert stages[0] == "Reading a.csv"
    assert stages[-1] == "Looking for gaps and leaps"
    for at in range(len(stages)):
        heard: list[str] = []

        def told(stage: str, heard: list[str] = heard, last: int = at) -> None:
            if stage:
                heard.append(stage)
            if len(heard) > last:
                raise Cancelled

        with pytest.raises(Cancelled):
            take_in(empty, [("a.csv", MARAC)], report_progress=told)


def test_a_workbook_with_an_error_in_a_cell_comes_back_marked(empty: Settings) -> None:
    content = book(MARAC=(HEADINGS, ("2024-02-01", "Dudley", "=1/0")))
    # openpyxl stores no result with a formula, so this one was never worked out.
    intake = taken(empty, content, "a.xlsx")
    (problem,) = intake.problems
    assert problem.cells == ("C2",)
    copy = intake.files[0].marked(empty.limits)
    assert copy is not None
    assert openpyxl.load_workbook(io.BytesIO(copy))["MARAC"]["C2"].comment is not None
