"""The copy of a refused file in which the cells of its problems are marked, and that it can be mended and supplied."""

import datetime
import io
from collections.abc import Callable

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from src.contracts import code_lists
from src.contracts.problem import Problem, Refused
from src.ingest import reader, validate
from src.ingest.detect import table_locator
from src.ingest.detect.dataset_detection import recognise
from src.ingest.templates import mark_cells
from src.ingest.templates.marked_workbook import MOST_CELLS, marked
from src.ingest.templates.template import template
from src.ingest.validate import Checked
from src.metrics.datasets import DATASETS
from src.settings import Limits, Settings
from tests.ingest import hostile

pytestmark = pytest.mark.slow  # files are read and copied in processes of their own

MARAC = DATASETS["marac_backlog"]
LISTS = code_lists.read_all(Settings().reference)
TEXT = 'As at,Area,Cases awaiting\n2024-02-01,Dudly Town,eight\n2024-02-01,Walsall,13\n31/02/2024,"=1+1",3\n'
YELLOW = "00FFDD00"


def checked(content: bytes, name: str = "m.xlsx") -> Checked:
    """The rows of a MARAC file."""
    return validate.check(table_locator.find(reader.read(name, content), MARAC), MARAC, LISTS, "wmp")


def refused(content: bytes, name: str = "m.xlsx") -> tuple[Problem, ...]:
    """Why a MARAC file is refused."""
    with pytest.raises(Refused) as why:
        checked(content, name)
    return why.value.problems


def copy_of(content: bytes, name: str = "m.xlsx") -> Workbook:
    """The marked copy of a refused file, as a spreadsheet opens it."""
    created = marked(name, content, reader.read(name, content), refused(content, name))
    assert created
    return load_workbook(io.BytesIO(created))


AREAS = ("Birmingham", "Coventry", "Dudley", "Sandwell", "Solihull", "Walsall", "Wolverhampton")


def day_and_area(number: int) -> str:
    """A date and an area that no other number has: two rows of one are a problem of their own."""
    return f"{datetime.date(2000, 1, 1) + datetime.timedelta(days=number // 7)},{AREAS[number % 7]}"


def notes(sheet: Worksheet) -> dict[str, str]:
    """The note of each cell that has one."""
    return {cell.coordinate: cell.comment.text for row in sheet.iter_rows() for cell in row if cell.comment}


def coloured(sheet: Worksheet) -> set[str]:
    """The cells with the colour of a problem."""
    return {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.fill.start_color.rgb == YELLOW}


def with_problems() -> Workbook:
    """A workbook with a title, a format, a formula and three problems."""
    created = hostile.book(
        ("MARAC backlog",), (), hostile.HEADINGS, ("2024-02-01", "Dudly Town", "eight"), ("2024-02-01", "=1+1", 13)
    )
    created.active["C5"].number_format = "0000"
    created.active["B5"].data_type = "s"
    created.active.column_dimensions["A"].width = 33
    created.active.freeze_panes = "A4"
    return created


def test_every_problem_is_marked_in_its_cell_with_a_note_that_says_it() -> None:
    sheet = copy_of(hostile.saved(with_problems()))["MARAC"]
    assert notes(sheet) == {
        "B4": 'Found "Dudly Town"; expected a value of the list for "Area". Did you mean "Dudley"?',
        "C4": 'Found "eight"; expected a whole number of 0 or more in "Cases awaiting". '
        "Write the number alone, without words or signs.",
        "B5": 'Found "=1+1"; expected a value of the list for "Area". '
        "Use one of: Birmingham, Coventry, Solihull, Sandwell, Dudley, Walsall, Wolverhampton, Whole force.",
    }
    assert coloured(sheet) == {"B4", "C4", "B5"}


def test_the_first_sheet_lists_the_problems_with_a_way_to_each_cell() -> None:
    book = copy_of(hostile.saved(with_problems()))
    sheet = book.worksheets[0]
    assert (sheet.title, book.active.title) == ("Problems", "Problems")
    assert sheet["A1"].value == "Problems in the file m.xlsx"
    lines = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    assert lines[0] == ["Sheet", "Cell", "Found", "Expected", "What to do"]
    assert lines[1] == ["MARAC", "B4", '"Dudly Town"', 'a value of the list for "Area"', 'Did you mean "Dudley"?']
    assert [line[1] for line in lines[1:]] == ["B4", "B5", "C4"]
    assert [sheet.cell(row, 2).hyperlink.location for row in (5, 6, 7)] == ["'MARAC'!B4", "'MARAC'!B5", "'MARAC'!C4"]
    assert sheet.freeze_panes == "A5"
    assert [item.sheet_view.tabSelected for item in book.worksheets].count(True) <= 1


def test_a_workbook_keeps_its_looks_and_its_words_stay_words() -> None:
    sheet = copy_of(hostile.saved(with_problems()))["MARAC"]
    assert sheet["C5"].number_format == "0000"
    assert sheet.column_dimensions["A"].width == 33
    assert sheet.freeze_panes == "A4"
    assert (sheet["B5"].value, sheet["B5"].data_type, sheet["B5"].quotePrefix) == ("=1+1", "s", True)


def test_a_formula_stands_as_its_value() -> None:
    content = hostile.with_cell(b'<c r="D2"><f>HYPERLINK("http://x","y")</f><v>8</v></c>')
    sheet = copy_of(content)["MARAC"]
    assert sheet["D2"].value == 8
    assert notes(sheet)["D1"].startswith('Found the heading ""; expected one of the headings of "MARAC cases awaiting"')


def mend(sheet: Worksheet, mended: dict[str, object]) -> None:
    """Type over cells."""
    for cell, value in mended.items():
        sheet[cell].value = value


@pytest.mark.parametrize(
    ("name", "make", "sheet", "shift"),
    [
        ("m.xlsx", lambda: hostile.saved(with_problems()), "MARAC", 2),
        ("m.csv", lambda: TEXT.encode(), "Rows", 0),
        ("m.csv", lambda: TEXT.replace(",", ";").encode("utf-16"), "Rows", 0),
    ],
)
def test_a_copy_whose_marked_cells_are_mended_is_accepted(
    name: str, make: Callable[[], bytes], sheet: str, shift: int
) -> None:
    content = make()
    book = copy_of(content, name)
    assert coloured(book[sheet]) >= {f"B{2 + shift}", f"C{2 + shift}"}
    mend(book[sheet], {f"B{2 + shift}": "Dudley", f"C{2 + shift}": 8, f"B{3 + shift}": "Walsall"})
    if not shift:
        mend(book[sheet], {"A4": datetime.date(2024, 2, 29), "B4": "Solihull"})
    found = checked(hostile.saved(book), "mended.xlsx")
    assert found.rows["area_code"].tolist()[:2] == ["dudley", "walsall"]
    assert found.rows["cases_awaiting_count"].tolist()[:2] == [8, 13]


def test_a_copy_is_recognised_as_its_file_was_and_its_list_of_problems_is_passed_over() -> None:
    copy = hostile.saved(copy_of(TEXT.encode(), "m.csv"))
    (found,) = recognise(reader.read("m.xlsx", copy), {})
    assert (found.sheet, found.dataset) == ("Rows", "marac_backlog")


def test_a_copy_of_a_copy_has_one_list_of_problems() -> None:
    copy = hostile.saved(copy_of(hostile.saved(with_problems())))
    assert copy_of(copy).sheetnames == ["Problems", "MARAC"]


def test_a_text_file_becomes_a_workbook_of_the_same_texts_with_frozen_headings() -> None:
    text = "As at,Area,Cases awaiting,Note\n2024-02-01,Dudley,eight,007\n2024-02-01,Walsall,1.10,+441\n"
    sheet = copy_of(text.encode(), "m.csv")["Rows"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["As at", "Area", "Cases awaiting", "Note"],
        ["2024-02-01", "Dudley", "eight", "007"],
        ["2024-02-01", "Walsall", "1.10", "+441"],
    ]
    assert (sheet["D3"].data_type, sheet["D3"].quotePrefix, sheet.freeze_panes) == ("s", True, "A2")
    assert notes(sheet).keys() == {"C2", "C3"}


def test_of_a_large_file_the_rows_with_a_problem_are_copied_and_that_copy_is_not_taken_for_the_file() -> None:
    lines = [f"{day_and_area(number)},{number}\n" for number in range(67_000)]
    lines[400] = f"{day_and_area(400)},many\n"
    lines[66_999] = "2024-02-01,Nowhere at all,1\n"
    content = ("As at,Area,Cases awaiting\n" + "".join(lines)).encode()
    assert 3 * len(lines) > MOST_CELLS
    book = copy_of(content, "m.csv")
    sheet = book["Rows"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["Row in your file", "As at", "Area", "Cases awaiting"],
        [402, *day_and_area(400).split(","), "many"],
        [67_001, "2024-02-01", "Nowhere at all", "1"],
    ]
    assert coloured(sheet) == {"D2", "C3"}
    assert book["Problems"]["A2"].value.startswith("Only the rows with a problem are here")
    assert [book["Problems"].cell(row, 2).value for row in (5, 6)] == ["C402", "B67001"]
    assert [book["Problems"].cell(row, 2).hyperlink.location for row in (5, 6)] == ["'Rows'!D2", "'Rows'!C3"]
    assert refused(hostile.saved(book))[0].sentence() == (
        'm.xlsx, sheet "Rows", cell A1: found a copy that holds only the rows with a problem; expected the whole file. '
        "Mend the rows in your own file and supply that."
    )


def test_errors_that_keep_a_workbook_from_being_read_are_shown_all_the_same() -> None:
    content = hostile.with_cell(b'<c r="D2" t="e"><v>#N/A</v></c>')
    with pytest.raises(Refused) as why:
        reader.read("m.xlsx", content)
    created = marked("m.xlsx", content, None, why.value.problems)
    assert created
    sheet = load_workbook(io.BytesIO(created))["MARAC"]
    assert notes(sheet) == {
        "D2": "Found an error such as #N/A; expected a value, or an empty cell. Mend the formula, or empty the cell."
    }


@pytest.mark.parametrize(
    "make", [hostile.truncated, hostile.entity_bomb, hostile.lying_size, hostile.password_protected]
)
def test_a_file_that_could_not_be_read_has_no_copy(make: Callable[[], bytes]) -> None:
    content = make()
    with pytest.raises(Refused) as why:
        reader.read("m.xlsx", content)
    assert marked("m.xlsx", content, None, why.value.problems) is None


def test_entities_in_a_workbook_are_not_opened_even_if_it_is_said_to_have_been_read() -> None:
    problem = Problem(file="m.xlsx", sheet="MARAC", cells=("B2",), found="x", expected="y", todo="Z.")
    assert marked("m.xlsx", hostile.entity_bomb(), None, [problem]) is None


def test_a_workbook_that_cannot_be_copied_within_the_limits_is_written_anew_from_what_was_read() -> None:
    content = hostile.saved(with_problems())
    created = marked("m.xlsx", content, reader.read("m.xlsx", content), refused(content), Limits(memory_megabytes=30))
    assert created
    assert notes(load_workbook(io.BytesIO(created))["MARAC"]).keys() == {"B4", "C4", "B5"}


def test_a_heading_under_merged_cells_is_marked_where_it_shows() -> None:
    created = hostile.book(("As at", "Area", "Zzz"), (None, None, None), hostile.ROW)
    for column in "ABC":
        created.active.merge_cells(f"{column}1:{column}2")
    assert notes(copy_of(hostile.saved(created))["MARAC"]).keys() == {"C1"}


def test_more_cells_than_are_listed_are_coloured_and_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mark_cells, "LISTED", listed := 50)
    lines = "".join(f"{day_and_area(number)},n/a{number % 9}\n" for number in range(listed + 3))
    book = copy_of(("As at,Area,Cases awaiting\n" + lines).encode(), "m.csv")
    assert len(coloured(book["Rows"])) == listed + 3
    assert len(notes(book["Rows"])) == listed
    assert (
        book["Problems"].cell(5 + listed, 1).value == "3 more cells with a problem, coloured like these but not listed"
    )


def test_a_problem_without_a_cell_is_listed_without_a_way() -> None:
    book = copy_of(b"As at,Cases awaiting\n2024-02-01,8\n", "m.csv")
    line = [cell.value for cell in book["Problems"][5]]
    assert line == [None, None, 'no column "Area"', "one: the local policing area", "Add the column."]
    assert book["Problems"]["B5"].hyperlink is None


def test_the_copy_of_a_filled_template_is_accepted_when_it_is_mended() -> None:
    book = load_workbook(io.BytesIO(template(MARAC, LISTS)))
    for row, (area, cases) in enumerate([("Dudley", "lots"), ("Walsall", 13)], start=3):
        for column, value in {"A": datetime.date(2024, 3, 7), "C": area, "D": cases}.items():
            book["marac_backlog"][f"{column}{row}"].value = value
    copy = copy_of(hostile.saved(book))
    assert copy.sheetnames == ["Problems", "marac_backlog", "Notes", "Lists"]
    assert coloured(copy["marac_backlog"]) == {"D3"}
    assert len(copy["marac_backlog"].data_validations.dataValidation) == len(
        book["marac_backlog"].data_validations.dataValidation
    )
    copy["marac_backlog"]["D3"].value = 9
    assert checked(hostile.saved(copy)).rows["cases_awaiting_count"].tolist() == [9, 13]
