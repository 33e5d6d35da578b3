"""What a file is taken for, from its headings alone, and what is not known of it."""

import io
import random
from collections.abc import Mapping, Sequence
from contextlib import suppress

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from src.contracts.problem import Refused
from src.ingest import reader
from src.ingest.cells import Read, Sheet
from src.ingest.detect import table_locator
from src.ingest.detect.dataset_detection import Found, Unknown, recognise
from src.metrics.datasets import DATASETS
from tests.ingest import hostile
from tests.ingest.test_templates import empty_template

NO_ANSWERS: Mapping[tuple[str, str], str] = {}


def found_in(created: openpyxl.Workbook, answers: Mapping[tuple[str, str], str] = NO_ANSWERS) -> tuple[Found, ...]:
    """What is recognised in a workbook."""
    return recognise(reader.read("m.xlsx", hostile.saved(created)), answers)


def in_one_workbook(names: Sequence[str], chance: random.Random) -> openpyxl.Workbook:
    """The headings and the example of several templates, each in a sheet of its own, shuffled, under a title."""
    created = openpyxl.Workbook()
    created.remove(created.worksheets[0])
    for number, name in enumerate(names):
        filled = openpyxl.load_workbook(io.BytesIO(empty_template(name))).worksheets[0]
        columns = list(filled.iter_cols(values_only=True))
        chance.shuffle(columns)
        sheet = created.create_sheet(f"Sheet {number}")
        sheet["A1"] = "Extract of the month"
        for at, column in enumerate(columns, start=1):
            for row, value in enumerate(column, start=3):
                sheet.cell(row, at).value = value
    return created


@pytest.mark.parametrize("name", DATASETS)
def test_a_template_is_recognised_with_nothing_unknown_and_its_own_sheets_are_passed_over(name: str) -> None:
    (found,) = recognise(reader.read("t.xlsx", empty_template(name)), {})
    assert (found.sheet, found.dataset, found.heading_row) == (name, name, 1)
    assert (found.missing, found.unknown, found.row_count, found.is_wide) == ((), (), 1, False)


@pytest.mark.parametrize("seed", range(3))
def test_several_datasets_in_one_workbook_are_each_recognised_under_a_title_and_with_their_columns_shuffled(
    seed: int,
) -> None:
    chance = random.Random(seed)
    names = chance.sample(sorted(DATASETS), 7)
    found = found_in(in_one_workbook(names, chance))
    assert [item.dataset for item in found] == names
    assert [item.sheet for item in found] == [f"Sheet {number}" for number in range(7)]
    assert {item.heading_row for item in found} == {3}
    assert not any(item.unknown or item.missing for item in found)


def test_each_of_several_datasets_is_found_though_another_sheet_has_all_the_headings_it_needs() -> None:
    # A sheet of tasks has As at and Area too, which is all that the MARAC dataset cannot do without.
    tasks = [("As at", "Area", "Task", "Outstanding", "Source"), ("2024-02-01", "Dudley", "Visits", 5, "s")]
    read = reader.read("m.xlsx", hostile.saved(hostile.book(SOM=tasks)))
    assert [item.dataset for item in recognise(read, {})] == ["marac_backlog", "sex_offender_tasks"]
    assert table_locator.find(read, DATASETS["marac_backlog"]).sheet == "MARAC"
    assert table_locator.find(read, DATASETS["sex_offender_tasks"]).sheet == "SOM"


def test_a_renamed_heading_is_unknown_and_named_with_its_cell() -> None:
    (found,) = found_in(hostile.book(("As at", "Area", "Waiting", "Zzz"), ("2024-02-01", "Dudley", 8, "x")))
    assert found.dataset == "marac_backlog"
    assert found.unknown == (
        Unknown(heading="Waiting", cell="C1"),
        Unknown(heading="Zzz", cell="D1"),
    )


def test_a_renamed_heading_that_may_not_be_left_out_does_not_keep_a_dataset_from_being_recognised() -> None:
    headings = ("As at", "Borough", "Cases awaiting", "Longest wait", "Source", "Place", "Note")
    (found,) = found_in(hostile.book(headings, ("2024-02-01", "Dudley", 8, 13, "s", "p", "n")))
    assert (found.dataset, found.missing) == ("marac_backlog", ("Area",))
    assert [unknown.heading for unknown in found.unknown] == ["Borough"]


@pytest.mark.parametrize(
    ("headings", "dataset", "unknown"),
    [
        (("Date", "LPA", "Backlog"), "marac_backlog", ["Date", "Backlog"]),
        (("Area", "As at", "Task type", "Overdue"), "sex_offender_tasks", ["Task type", "Overdue"]),
        (("Risk", "Stage", "As at", "Number of packages"), "ocset_packages", ["Number of packages"]),
        (("Finding ID", "Type", "Status", "Title", "As at", "Source report", "Owner"), "findings", ["Owner"]),
    ],
)
def test_headings_as_people_type_them_are_recognised(
    headings: tuple[str, ...], dataset: str, unknown: list[str]
) -> None:
    (found,) = found_in(hostile.book(headings, tuple("x" * len(headings)), ("Total", None, 65)))
    assert (found.dataset, found.heading_row) == (dataset, 1)
    assert [item.heading for item in found.unknown] == unknown


def test_an_answer_makes_a_heading_known_for_its_dataset_alone() -> None:
    created = hostile.book(("As at", "Borough", "Backlog", "Reviewer"), ("2024-02-01", "Dudley", 8, "x"))
    answers = {
        ("marac_backlog", "borough"): "area_code",
        ("marac_backlog", "backlog"): "cases_awaiting_count",
        ("marac_backlog", "reviewer"): "",
        ("sex_offender_tasks", "backlog"): "outstanding_count",
    }
    (found,) = found_in(created, answers)
    assert (found.dataset, found.unknown, found.missing) == ("marac_backlog", (), ())


def test_a_sheet_named_as_the_dataset_wins_where_two_datasets_fit_alike() -> None:
    # As at alone is all that the digital forensics queue needs, and is a heading of every other dataset too.
    rows = (("As at", "Source"), ("2024-02-01", "s"))
    (found,) = found_in(hostile.book(*rows, sheet="digital_forensics_queue"))
    assert found.dataset == "digital_forensics_queue"
    (found,) = found_in(hostile.book(*rows, sheet="Digital forensics queue"))
    assert found.dataset == "digital_forensics_queue"


def test_two_sheets_of_one_dataset_are_both_named() -> None:
    created = hostile.book(sheet="January", February=[hostile.HEADINGS, hostile.ROW])
    assert [(item.sheet, item.dataset) for item in found_in(created)] == [
        ("January", "marac_backlog"),
        ("February", "marac_backlog"),
    ]


def test_of_two_sheets_that_fit_the_one_named_as_the_dataset_is_found() -> None:
    created = hostile.book(sheet="January", marac_backlog=[hostile.HEADINGS, ("2024-03-07", "Walsall", 9)])
    read = reader.read("m.xlsx", hostile.saved(created))
    assert table_locator.find(read, DATASETS["marac_backlog"]).row(0) == ("2024-03-07", "Walsall", "9")


def test_the_sheet_that_is_asked_for_is_found_and_no_other_is_spoken_of() -> None:
    created = hostile.book(sheet="January", February=[hostile.HEADINGS, ("2024-03-07", "Walsall", 9)])
    read = reader.read("m.xlsx", hostile.saved(created))
    cells = table_locator.find(read, DATASETS["marac_backlog"], sheet="February")
    assert (cells.sheet, cells.row(0), cells.handlings) == ("February", ("2024-03-07", "Walsall", "9"), ())


def test_a_sheet_that_is_not_there_is_said_so() -> None:
    read = reader.read("m.xlsx", hostile.plain())
    with pytest.raises(Refused) as refused:
        table_locator.find(read, DATASETS["marac_backlog"], sheet="March")
    assert [problem.sentence() for problem in refused.value.problems] == [
        'm.xlsx: found no sheet "March"; expected the sheet "MARAC". Check the name of the sheet.'
    ]


def test_a_text_file_has_no_sheet_to_be_named() -> None:
    with pytest.raises(Refused) as refused:
        table_locator.find(reader.read("m.csv", hostile.CSV.encode()), DATASETS["marac_backlog"], sheet="March")
    assert [problem.sentence() for problem in refused.value.problems] == [
        'm.csv: found no sheet "March"; expected no sheet to be named: a text file has none. Check the name of the sheet.'
    ]


def test_a_sheet_is_taken_for_what_it_is_said_to_be() -> None:
    created = hostile.book(("As at", "Area", "Waiting"), ("2024-02-01", "Dudley", 8), sheet="January")
    read = reader.read("m.xlsx", hostile.saved(created))
    (found,) = recognise(read, {}, {"January": DATASETS["sex_offender_tasks"]})
    assert (found.dataset, found.missing) == ("sex_offender_tasks", ("Task",))
    assert [unknown.heading for unknown in found.unknown] == ["Waiting"]


def test_a_dataset_without_the_columns_it_needs_is_no_rival() -> None:
    (found,) = found_in(hostile.book(("As at", "Area", "Backlog"), ("2024-02-01", "Dudley", 8)))
    assert found.dataset == "marac_backlog"
    assert found.others == ()


@pytest.mark.parametrize(
    "rows",
    [
        (("Shopping", "Price"), ("Bread", 2)),
        (("Rank", "Name", "Collar"), ("PC", "x", 1)),
    ],
)
def test_a_table_of_something_else_is_no_dataset(rows: tuple[tuple[object, ...], ...]) -> None:
    (found,) = found_in(hostile.book(*rows))
    assert (found.dataset, found.unknown, found.missing, found.heading_row) == ("", (), (), 1)


def test_a_sheet_of_words_is_no_table() -> None:
    assert found_in(hostile.book(("Only a title",), ("and a remark",))) == ()


def test_a_text_file_is_recognised_as_well() -> None:
    (found,) = recognise(reader.read("m.csv", hostile.CSV.encode()), {})
    assert (found.sheet, found.dataset, found.row_count) == ("", "marac_backlog", 1)


def test_titles_are_passed_over_and_rows_are_counted_from_the_headings() -> None:
    (found,) = found_in(hostile.book(("MARAC backlog",), ("Run on", "2 February"), (), hostile.HEADINGS, hostile.ROW))
    assert (found.dataset, found.heading_row, found.row_count) == ("marac_backlog", 4, 1)


WORDS = st.sampled_from(
    [
        "",
        "LPA",
        "As at",
        "Findings at 12 June 2023",
        "2024-03-01",
        "Mar-24",
        "Cases awaiting",
        "Open",
        "Dudley",
        "5",
        "Total",
    ]
)


@settings(max_examples=60)
@given(rows=st.lists(st.lists(WORDS, max_size=5), max_size=6))
def test_rows_of_any_width_are_recognised_or_not_and_never_break_off(rows: list[list[str]]) -> None:
    read = Read(file="m.csv", sheets=(Sheet.of_rows(rows=rows, separator=","),))
    for found in recognise(read, {}):
        with suppress(Refused):
            table_locator.find(read, DATASETS[found.dataset or "marac_backlog"])
