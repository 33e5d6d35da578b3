"""The template of every dataset: what it offers, what it says, and that what is written in it passes the check."""

import datetime
import io
from collections.abc import Sequence
from functools import cache
from typing import Any

import pandas
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from openpyxl import Workbook, load_workbook

from src.contracts import code_lists
from src.contracts.code_lists import CodeList
from src.contracts.column import Column, Kind
from src.contracts.dataset import Dataset
from src.contracts.problem import Refused
from src.ingest import validate
from src.ingest.doubts import AS_IN_SOURCE, IDS, NOBODY, ROLES
from src.ingest.reader import Cells
from src.ingest.templates.template import template
from src.metrics.datasets import DATASETS
from src.settings import Settings
from src.store import acceptance

LISTS = code_lists.read_all(Settings().reference)
each_dataset = pytest.mark.parametrize("dataset", DATASETS.values(), ids=list(DATASETS))


@cache
def empty_template(dataset: str) -> bytes:
    """The template of a dataset, named, as a person who is to fill it gets it."""
    return template(DATASETS[dataset], LISTS)


def opened(dataset: str) -> Workbook:
    """The template of a dataset as a spreadsheet opens it."""
    return load_workbook(io.BytesIO(empty_template(dataset)))


@cache
def shown(dataset: str) -> Workbook:
    """The same, opened once for all that only look."""
    return opened(dataset)


def as_text(value: Any) -> str:
    """A cell as the check takes it: dates in ISO form, everything text."""
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    return "" if value is None else str(value).strip()


def read(book: Workbook) -> Cells:
    """The first sheet of a workbook, saved and opened again."""
    saved = io.BytesIO()
    book.save(saved)
    headings, *rows = load_workbook(saved).worksheets[0].iter_rows(values_only=True)
    return Cells.of_rows(
        file="t.xlsx",
        headings=tuple(map(as_text, headings)),
        heading_row=1,
        rows=tuple(tuple(map(as_text, row)) for row in rows),
        row_numbers=tuple(range(2, len(rows) + 2)),
    )


def offered(book: Workbook, column: int) -> list[str]:
    """What the drop-down of a column offers, followed to the cells that it points at."""
    sheet = book.worksheets[0]
    letter = sheet.cell(1, column).column_letter
    (drop_down,) = [rule for rule in sheet.data_validations.dataValidation if str(rule.sqref).startswith(f"{letter}2:")]
    assert (drop_down.type, str(drop_down.sqref)) == ("list", f"{letter}2:{letter}1048576")
    if drop_down.formula1.startswith('"'):
        return drop_down.formula1.strip('"').split(",")
    name, place = drop_down.formula1.split("!")
    return [cell.value for (cell,) in book[name.strip("'")][place.replace("$", "")]]


@each_dataset
def test_the_first_sheet_has_the_name_of_the_dataset_its_headings_and_one_example(dataset: Dataset) -> None:
    book = shown(dataset.name)
    assert book.sheetnames == [dataset.name, "Notes", "Lists"]
    sheet = book.worksheets[0]
    assert [cell.value for cell in sheet[1]] == [column.heading for column in dataset.all_columns]
    assert sheet.max_row == 2
    assert sheet.freeze_panes == "A2"
    (note,) = [cell.value for heading, cell in zip(sheet[1], sheet[2], strict=True) if heading.value == "Note"]
    assert note == "Example row: type over it or take it out."
    assert sheet["A2"].comment.text.startswith("This row is an example.")


@each_dataset
def test_a_template_as_it_comes_passes_the_check(dataset: Dataset) -> None:
    checked = validate.check(read(shown(dataset.name)), dataset, LISTS, "wmp")
    assert len(checked.rows) == 1
    filled = checked.rows.drop(columns="row_number").notna().all()
    assert filled.all(), f"the example leaves out {list(filled[~filled].index)}"


def supplied(book: Workbook, dataset: Dataset) -> acceptance.Supplied:
    """A workbook as a file that somebody supplied."""
    content = io.BytesIO()
    book.save(content)
    return acceptance.Supplied(name="t.xlsx", content=content.getvalue(), dataset=dataset.name)


@each_dataset
def test_a_template_with_its_example_alone_says_so(dataset: Dataset) -> None:
    with pytest.raises(Refused) as refused:
        acceptance.check(Settings(), supplied(opened(dataset.name), dataset))
    assert [problem.sentence() for problem in refused.value.problems] == [
        f't.xlsx, sheet "{dataset.name}": found no rows but the example; expected rows of your own under the headings. '
        "Type or paste them in place of the example row."
    ]


@each_dataset
def test_an_example_left_above_the_rows_is_left_out_and_the_whole_workbook_is_taken(dataset: Dataset) -> None:
    book = opened(dataset.name)
    sheet = book.worksheets[0]
    for heading, example in zip(sheet[1], sheet[2], strict=True):
        sheet.cell(3, example.column).value = None if heading.value == "Note" else example.value
    checked = acceptance.check(Settings(), supplied(book, dataset))
    assert checked.rows["row_number"].tolist() == [3]
    assert [handling.sentence() for handling in checked.handlings] == [
        f't.xlsx, sheet "{dataset.name}": found the example row of the template, in row 2; it was left out.'
    ]


def test_a_note_of_the_example_left_beside_a_row_typed_over_it_is_left_out() -> None:
    book = opened("marac_backlog")
    book.worksheets[0]["A2"] = datetime.date(2024, 3, 7)
    book.worksheets[0]["D2"] = 12
    checked = acceptance.check(Settings(), supplied(book, DATASETS["marac_backlog"]))
    assert checked.rows[["cases_awaiting_count", "row_number"]].values.tolist() == [[12, 2]]
    assert checked.rows["note"].isna().all()
    assert [handling.sentence() for handling in checked.handlings] == [
        't.xlsx, sheet "marac_backlog": found the note of the example row beside rows that were typed over it; '
        "the note was left out."
    ]


@each_dataset
def test_whatever_a_drop_down_offers_passes_the_check(dataset: Dataset) -> None:
    book = shown(dataset.name)
    example = read(book)
    for at, column in enumerate(dataset.all_columns):
        if column.kind not in (Kind.CODE, Kind.YES_NO):
            continue
        choices = offered(book, at + 1)
        assert choices
        for choice in choices:
            row = (*example.row(0)[:at], choice, *example.row(0)[at + 1 :])
            item = Cells.of_rows(file="t.xlsx", headings=example.headings, heading_row=1, rows=(row,), row_numbers=(2,))
            assert len(validate.check(item, dataset, LISTS, "wmp").rows) == 1, choice


def test_the_example_for_marac_is_a_date_an_area_and_noughts() -> None:
    sheet = shown("marac_backlog").worksheets[0]
    assert [cell.value for cell in sheet[2]] == [
        datetime.datetime(2000, 1, 31), "Day", "Birmingham", 0, 0, 0, 0, "West Midlands Police", "Example source",
        "Example place in source", "Example row: type over it or take it out.",
    ]  # fmt: skip
    assert sheet["A2"].is_date
    assert [cell.number_format for cell in sheet[2]][:4] == ["dd/mm/yyyy", "@", "@", "#,##0"]
    columns = sheet.column_dimensions
    assert [columns[letter].number_format for letter in "ABCD"] == ["dd/mm/yyyy", "@", "@", "#,##0"]


def test_an_area_that_the_rules_refuse_is_not_offered() -> None:
    areas = ["Birmingham", "Coventry", "Solihull", "Sandwell", "Dudley", "Walsall", "Wolverhampton"]
    assert offered(shown("marac_backlog"), 3) == areas
    assert offered(shown("sex_offender_tasks"), 3) == [*areas, "Whole force"]


def test_a_yes_or_no_column_offers_both() -> None:
    heading = [cell.value for cell in shown("peel_gradings").worksheets[0][1]].index("Disputed")
    assert offered(shown("peel_gradings"), heading + 1) == ["Yes", "No"]


def test_a_spreadsheet_is_told_what_numbers_and_dates_a_column_holds() -> None:
    rules = {
        str(rule.sqref).split("2:")[0]: (rule.type, rule.operator, rule.formula1, rule.formula2, rule.error)
        for rule in shown("qatt_averages").worksheets[0].data_validations.dataValidation
    }
    assert rules["B"] == (
        "date",
        "greaterThan",
        "0",
        None,
        "This column holds a date, day before month. The sheet Notes says more.",
    )
    assert rules["D"] == (
        "decimal", "between", "0", "5", "This column holds a number from 0 to 5. The sheet Notes says more."
    )  # fmt: skip
    assert rules["E"] == (
        "whole",
        "greaterThanOrEqual",
        "0",
        None,
        "This column holds a whole number from 0 up. The sheet Notes says more.",
    )


@each_dataset
def test_a_required_heading_is_heavier_has_a_thick_line_and_says_so(dataset: Dataset) -> None:
    sheet = shown(dataset.name).worksheets[0]
    for column, cell in zip(dataset.all_columns, sheet[1], strict=True):
        assert cell.font.bold is column.required
        assert cell.border.bottom.style == ("thick" if column.required else "thin")
        needed = (
            "Required. " if column.required else f"Required {column.needed}. " if column.needed else "May be empty. "
        )
        assert cell.comment.text.startswith(needed)
        assert column.meaning in cell.comment.text


def test_the_notes_are_the_data_dictionary_of_the_dataset() -> None:
    lines = [tuple(filter(None, row)) for row in shown("marac_backlog")["Notes"].iter_rows(values_only=True)]
    assert lines[0] == ("MARAC cases awaiting",)
    for line in (
        ("One row is", "one local policing area at one as-at date"),
        ("Owner", "MARAC lead, Public Protection Unit"),
        ("From", "Qlik"),
        ("Expected every", "month"),
        ("Key", "Once for each force: As at and Area"),
        ("Dated", "By As at"),
        (
            "A newer extract supersedes",
            "as a whole: a newer extract for the same as-at date takes the place of the older",
        ),
        ("A: As at", "The date the row was true.", "a date, day before month", "Yes"),
        ("C: Area", "The local policing area.", "one name of the list Areas", "Yes"),
        ("E: Longest wait", "The most working days to a conference.", "a whole number from 0 up", "working days", "No"),
        (
            "The area of a row is one of the seven local policing areas: the force total is worked out.",
            "Take the total row out.",
        ),
        ("Areas against a printed force total.", "The areas add up to the printed force total."),
        ("List: Areas",),
        ("Walsall", "walsall"),
    ):
        assert line in lines
    tasks = [tuple(filter(None, row)) for row in shown("sex_offender_tasks")["Notes"].iter_rows(values_only=True)]
    assert ("RMP reviews", "Reviews of a risk management plan (RMP).", "rmp_review") in tasks


@each_dataset
def test_a_template_can_be_read_by_everyone_and_hides_nothing(dataset: Dataset) -> None:
    book = shown(dataset.name)
    assert book.properties.title == f"PEELboard template: {dataset.title}"
    for sheet in book:
        assert not sheet.merged_cells.ranges
        assert sheet.sheet_state == "visible"
        assert sheet["A1"].value
        assert not any(dimension.hidden for dimension in sheet.column_dimensions.values())


@each_dataset
def test_no_cell_is_a_formula_or_begins_as_one(dataset: Dataset) -> None:
    for sheet in shown(dataset.name):
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                assert not str(cell.value).startswith(("=", "+", "-", "@"))


def test_a_name_in_a_list_that_begins_as_a_formula_stays_text_and_still_passes() -> None:
    rows = ({"area_code": "a", "area_name": "=1+1"}, {"area_code": "b", "area_name": "-2"})
    lists = {**LISTS, "areas": CodeList(name="areas", columns=("area_code", "area_name"), rows=rows)}
    dataset = DATASETS["sex_offender_tasks"]
    book = load_workbook(io.BytesIO(template(dataset, lists)))
    cell = book.worksheets[0]["C2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=1+1", "s", True)
    assert offered(book, 3) == ["=1+1", "-2"]
    assert validate.check(read(book), dataset, lists, "wmp").rows["area_code"].tolist() == ["a"]


DTYPES = {
    Kind.DATE: "datetime64[s]",
    Kind.INTEGER: "Int64",
    Kind.DECIMAL: "Float64",
    Kind.YES_NO: "boolean",
}

Written = tuple[Any, Any]
"""What a person writes into a cell, and what the check should make of it."""
NOTHING: Written = (None, None)


def written(column: Column) -> some.SearchStrategy[Written]:
    """Whatever a person may write into a column, by its kind alone."""
    if column.kind is Kind.CODE:
        pairs = [(name, code) for code, name in LISTS[column.codes].names().items()]
        found: some.SearchStrategy[Written] = some.sampled_from(pairs)
    elif column.kind is Kind.DATE:
        days = some.dates(datetime.date(2015, 1, 1), datetime.date(2025, 12, 31))
        found = days.map(lambda day: (day, datetime.datetime(day.year, day.month, day.day)))
    elif column.kind is Kind.YES_NO:
        found = some.sampled_from([("Yes", True), ("No", False)])
    elif column.kind is Kind.INTEGER:
        top = 10**9 if column.most is None else int(column.most)
        found = some.integers(int(column.least or 0), top).map(lambda number: (number, number))
    elif column.kind is Kind.DECIMAL:
        least = -(10**6) if column.least is None else column.least
        most = 10**6 if column.most is None else column.most
        hundredths = some.integers(int(least * 100), int(most * 100))
        found = hundredths.map(lambda number: (number / 100, number / 100))
    else:
        letters = some.characters(exclude_categories=("C", "Z"), include_characters=" ")
        words = some.text(letters, min_size=1, max_size=30).map(str.strip).filter(bool)
        found = words.map(lambda sentence: (sentence, sentence))
    return found if column.required else some.just(NOTHING) | found


class Answers(dict[str, str]):
    """Answers, with the one that ids are right whichever ids are asked about."""

    def get(self, key: str, default: Any = None) -> Any:
        """The answer to a question."""
        return IDS if key.startswith("ids in ") else super().get(key, default)


def answered(dataset: Dataset) -> Answers:
    """Answers to what is asked of any words and shares, whoever wrote them: names, ids that look like dates, shares below 1."""
    answers = {"roles": ROLES, "names": NOBODY, "shares": "as they stand", "letters": AS_IN_SOURCE}
    return Answers(
        {f"{key} in {column.heading}": answer for column in dataset.all_columns for key, answer in answers.items()}
    )


def keeps_the_rules(dataset: Dataset, row: dict[str, Written]) -> bool:
    """Whether a row may stand in the dataset."""
    columns = {column.name: DTYPES.get(column.kind, "str") for column in dataset.all_columns}
    alone = pandas.DataFrame({name: pandas.Series([row[name][1]], dtype=dtype) for name, dtype in columns.items()})
    return not any(rule.broken_by(alone).fillna(False).any() for rule in dataset.rules)


@some.composite
def tables(draw: some.DrawFn, of: Sequence[str] = tuple(sorted(DATASETS))) -> tuple[Dataset, list[dict[str, Written]]]:
    """A dataset, or one of some, with up to four rows that may stand together."""
    dataset = DATASETS[draw(some.sampled_from(of))]
    row = some.fixed_dictionaries({column.name: written(column) for column in dataset.all_columns})
    rows = some.lists(
        row.filter(lambda row: keeps_the_rules(dataset, row)),
        min_size=1,
        max_size=4,
        unique_by=lambda row: tuple(row[name][1] for name in dataset.key),
    )
    return dataset, draw(rows)


@settings(max_examples=50)
@given(tables())
def test_any_table_written_in_a_template_reads_back_the_same(table: tuple[Dataset, list[dict[str, Written]]]) -> None:
    dataset, rows = table
    book = opened(dataset.name)
    for number, row in enumerate(rows, start=2):
        for at, column in enumerate(dataset.all_columns, start=1):
            cell = book.worksheets[0].cell(number, at)
            cell.value = row[column.name][0]
            if isinstance(cell.value, str):
                cell.data_type = "s"  # a column of text takes what begins with = for words
    checked = validate.check(read(book), dataset, LISTS, "wmp", settled=answered(dataset))
    assert checked.rows["row_number"].tolist() == list(range(2, len(rows) + 2))
    for column in dataset.all_columns:
        left_out = "wmp" if column.name == "force_code" else None
        found = [None if pandas.isna(value) else value for value in checked.rows[column.name]]
        assert found == [left_out if row[column.name] == NOTHING else row[column.name][1] for row in rows]
