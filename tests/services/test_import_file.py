"""What a supplied file is found to hold: recognised, checked and previewed, or every problem, and nothing written."""

import io
from pathlib import Path

import openpyxl
import pytest

from src.ingest.progress import Cancelled
from src.services import similar_ids
from src.services.import_file import Choices, Intake, take_in
from src.settings import Settings
from src.store.acceptance import accept, accept_checked
from src.store.upload import Supplied
from tests.store.files import BY, cases, marac

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


def test_sheets_of_one_dataset_are_taken_together(empty: Settings) -> None:
    content = book(
        January=(HEADINGS, ("2024-01-04", "Dudley", 4)),
        February=(HEADINGS, ("2024-02-01", "Dudley", 8)),
    )
    intake = taken(empty, content, "two.xlsx")
    assert (intake.problems, len(intake.to_accept)) == ((), 2)
    accept_checked(empty, intake.to_accept, **BY)
    assert cases(empty) == {("2024-01-04", "dudley"): 4, ("2024-02-01", "dudley"): 8}


EAST, WEST = (b"As at,Area,Cases awaiting\n2024-03-01,%b,%d\n" % part for part in ((b"Dudley", 9), (b"Walsall", 11)))


def test_files_of_one_drop_and_date_complete_each_other_in_any_order(empty: Settings) -> None:
    for files in ([("east.csv", EAST), ("west.csv", WEST)], [("west.csv", WEST), ("east.csv", EAST)]):
        intake = take_in(empty, files)
        assert (intake.problems, intake.preview is not None) == ((), True)
        assert intake.preview.rows[0].added == 2
    accept_checked(empty, intake.to_accept, **BY)
    assert cases(empty) == {("2024-03-01", "dudley"): 9, ("2024-03-01", "walsall"): 11}


def test_files_of_one_drop_that_clash_are_asked_about_together(empty: Settings) -> None:
    other = EAST.replace(b",9", b",10")
    assert [problem.sentence() for problem in take_in(empty, [("a.csv", EAST), ("b.csv", other)]).problems] == [
        'b.csv: found rows about the same as in "a.csv", supplied together with it; expected one row for each: one local '
        "policing area at one as-at date. Pass one of the two over, or supply only the one that is right."
    ]


def test_rows_left_out_of_a_date_stay_or_go_as_a_person_says(empty: Settings) -> None:
    both = b"As at,Area,Cases awaiting\n2024-03-01,Dudley,9\n2024-03-01,Walsall,11\n"
    accept_checked(empty, taken(empty, both).to_accept, **BY)
    content = b"As at,Area,Cases awaiting\n2024-03-01,Dudley,10\n"
    asked = taken(empty, content)
    assert [problem.sentence() for problem in asked.problems] == [
        "a.csv: found no row for 1 row stored for the same dates: Walsall; expected every row of a date, or a correction "
        'of some. Say whether the rows left out stay as they are or go. Answers to "rows left out": "stay" and "go".'
    ]
    key = (asked.files[0].sha256, "")
    gone = taken(empty, content, settled={key: {"rows left out": "go"}})
    assert (gone.problems, gone.preview.rows[0].gone) == ((), 1)  # type: ignore[union-attr]
    stay = taken(empty, content, settled={key: {"rows left out": "stay"}})
    assert (stay.problems, stay.preview.rows[0].gone) == ((), 0)  # type: ignore[union-attr]
    accept_checked(empty, stay.to_accept, **BY)
    assert cases(empty) == {("2024-03-01", "dudley"): 10, ("2024-03-01", "walsall"): 11}


def test_ids_that_differ_by_capitals_spaces_and_dashes_are_asked_about(empty: Settings) -> None:
    heading = "Finding,As at,Coverage,Type,Level,Status,Title,Report\n"
    row = "{},{},Whole register,Rec,L2,Open,Supervisors review,PEEL 2023-25\n"
    first, second = (
        (heading + row.format(name, day)).encode()
        for name, day in (("WMP-R-2", "01/03/2024"), ("wmp–R - 2", "01/04/2024"))
    )
    accept_checked(empty, taken(empty, first).to_accept, **BY)
    (question,) = taken(empty, second).problems
    assert question.sentence() == (
        'a.csv: found 1 id like one stored: "wmp–R - 2" where "WMP-R-2" is stored; expected ids as they were written '
        'before. Say whether they are the same or new ones. Answers to "ids in Finding like those stored": "the same" '
        'and "new ones".'
    )
    settled = {
        (Supplied(name="a", content=second, dataset="").sha256, ""): {"ids in Finding like those stored": "the same"}
    }
    same = taken(empty, second, settled=settled)
    assert [rows.rows.finding_id.tolist() for _, rows in same.to_accept] == [["WMP-R-2"]]


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


@pytest.mark.parametrize(
    ("names", "pairs"),
    [
        (["WMP-1", "wmp 1", "WMP_2"], [("wmp 1", "WMP-1")]),
        (["WMP\u20132", "WMP-2"], [("WMP-2", "WMP\u20132")]),
        (["WMP-1", "WMP-11", "WMP-2"], []),
        ([], []),
    ],
)
def test_ids_of_a_file_that_differ_only_in_how_they_are_written_are_pairs(
    names: list[str], pairs: list[tuple[str, str]]
) -> None:
    assert similar_ids.twins(names) == pairs
