"""A workbook to fill in for a dataset: its headings and drop-downs, one example row, its data dictionary."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from src import wording
from src.contracts.code_lists import CodeList
from src.contracts.column import Column, Kind
from src.contracts.dataset import Dataset
from src.ingest.detect.own_sheets import LISTS_BEGIN, NOTES_BEGIN
from src.ingest.templates.example_row import example
from src.ingest.templates.safe_text import note, saved, write

NOTES, LISTS = "Notes", "Lists"

_LONGEST_SHEET_NAME = 31
_LAST_ROW = 1_048_576
_LEAST_NUMBER = "-1E+300"
_WIDEST = 44
_FORMATS = {Kind.DATE: "dd/mm/yyyy", Kind.INTEGER: "#,##0", Kind.DECIMAL: "#,##0.0##"}
_TEXT_FORMAT = "@"
"""Words stay words: 2/3 does not become a date, nor 1.10 a number."""

_DARK, _PALE = "12436D", "E7ECF1"
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_TITLE = Font(bold=True, size=14)
_BOLD = Font(bold=True)


@dataclass(frozen=True, kw_only=True)
class _Choice:
    """What a cell may hold: the code that is stored and the name that is shown."""

    code: str
    name: str


def template(dataset: Dataset, code_lists: Mapping[str, CodeList]) -> bytes:
    """The workbook as an .xlsx file: the sheet to fill in, then its notes, then the lists of its drop-downs."""
    offered = _offered(dataset, code_lists)
    book = Workbook()
    book.properties.title = f"PEELboard template: {dataset.title}"
    book.properties.creator = "PEELboard"
    book.properties.language = "en-GB"
    _fill_in_sheet(book.worksheets[0], dataset, offered)
    _notes_sheet(book.create_sheet(NOTES), dataset, code_lists)
    _lists_sheet(book.create_sheet(LISTS), dataset, offered)
    return saved(book)


def sheet_name(dataset: Dataset) -> str:
    """The name of the sheet to fill in: the dataset's, as far as a spreadsheet allows."""
    return dataset.name[:_LONGEST_SHEET_NAME]


def _offered(dataset: Dataset, code_lists: Mapping[str, CodeList]) -> dict[str, list[_Choice]]:
    """The choices of each column that has a list, without those that a rule of the dataset refuses."""
    choices = {
        column.name: [_Choice(code=code, name=name) for code, name in code_lists[column.codes].names().items()]
        for column in dataset.all_columns
        if column.codes
    }
    stored = {
        column.name: choices[column.name][0].code if column.codes else example(column) for column in dataset.all_columns
    }
    for name, of_column in choices.items():
        rows = pandas.DataFrame([{**stored, name: choice.code} for choice in of_column])
        for rule in dataset.rules:
            if rule.at == name:
                broken = rule.broken_by(rows)
                of_column = [choice for choice, out in zip(of_column, broken, strict=True) if not out]
                rows = rows[~broken]
        choices[name] = of_column
    return choices


def _fill_in_sheet(sheet: Worksheet, dataset: Dataset, offered: Mapping[str, list[_Choice]]) -> None:
    sheet.title = sheet_name(dataset)
    sheet.freeze_panes = "A2"
    sheet.row_dimensions[1].height = 32
    for at, column in enumerate(dataset.all_columns, start=1):
        choices = offered.get(column.name, [])
        form = _FORMATS.get(column.kind, _TEXT_FORMAT)
        heading = write(sheet, 1, at, column.heading)
        _mark(heading, required=column.required)
        heading.comment = note(_about(column))
        filled = write(sheet, 2, at, example(column, choices[0].name if choices else ""))
        filled.number_format = form
        filled.font = Font(italic=True)
        if at == 1:
            filled.comment = note("This row is an example. Type over it or take it out before the file is used.")
        whole = sheet.column_dimensions[get_column_letter(at)]
        whole.number_format = form
        widest = max(len(str(filled.value)), len(column.heading), *(len(choice.name) for choice in choices), 10)
        whole.width = min(widest + 3, _WIDEST)
        validation = _validation(column, _list_range(column, offered))
        if validation:
            validation.add(f"{get_column_letter(at)}2:{get_column_letter(at)}{_LAST_ROW}")
            sheet.add_data_validation(validation)


def _mark(heading: Any, *, required: bool) -> None:
    """Required headings differ in weight, line and ground, not in colour alone."""
    heading.font = Font(bold=True, color="FFFFFF") if required else Font(color="000000")
    heading.fill = PatternFill("solid", start_color=_DARK if required else _PALE)
    heading.border = Border(bottom=Side(style="thick" if required else "thin", color="000000"))
    heading.alignment = _WRAPPED


def _about(column: Column) -> str:
    """What a person filling in the column should know."""
    unit = f" Unit: {column.unit}." if column.unit else ""
    needed = "Required" if column.required else f"Required {column.needed}" if column.needed else "May be empty"
    return f"{needed}. {column.meaning} Holds {_holds(column)}.{unit}"


def _holds(column: Column) -> str:
    if column.kind is Kind.CODE:
        return f"one name of the list {_list_title(column.codes)}"
    if column.kind is Kind.YES_NO:
        return "yes or no"
    if column.kind is Kind.DATE:
        return "a date, day before month"
    bounds = "" if column.least is None else f" from {column.least:g}"
    bounds += (" up" if bounds else "") if column.most is None else f" to {column.most:g}"
    return ("text" if column.kind is Kind.TEXT else f"a {column.kind.value}") + bounds


def _list_title(codes: str) -> str:
    words = codes.replace("_", " ").replace("peel", "PEEL").replace("qatt", "QATT")
    return words[:1].upper() + words[1:]


def _list_range(column: Column, offered: Mapping[str, list[_Choice]]) -> str:
    """Where on the sheet Lists the choices of a column stand, empty where it has none."""
    if column.name not in offered:
        return ""
    letter = get_column_letter(1 + list(offered).index(column.name))
    return f"{quote_sheetname(LISTS)}!${letter}$3:${letter}${2 + len(offered[column.name])}"


def _validation(column: Column, choices: str) -> DataValidation | None:
    """What a spreadsheet itself lets be typed into the column; None where it may be any words."""
    if column.kind is Kind.TEXT:
        return None
    if column.kind is Kind.CODE:
        rule: dict[str, Any] = {"type": "list", "formula1": choices}
    elif column.kind is Kind.YES_NO:
        rule = {"type": "list", "formula1": '"Yes,No"'}
    elif column.kind is Kind.DATE:
        rule = {"type": "date", "operator": "greaterThan", "formula1": "0"}
    else:
        least = _LEAST_NUMBER if column.least is None else f"{column.least:g}"
        rule = {"type": "whole" if column.kind is Kind.INTEGER else "decimal", "formula1": least}
        if column.most is None:
            rule |= {"operator": "greaterThanOrEqual"}
        else:
            rule |= {"operator": "between", "formula2": f"{column.most:g}"}
    return DataValidation(
        **rule,
        allow_blank=True,
        showErrorMessage=True,
        errorTitle=column.heading[:31],
        error=f"This column holds {_holds(column)}. The sheet Notes says more."[:225],
    )


def _lists_sheet(sheet: Worksheet, dataset: Dataset, offered: Mapping[str, list[_Choice]]) -> None:
    """The choices of each column that has some. The sheet is in sight: nothing is hidden."""
    write(sheet, 1, 1, LISTS_BEGIN).font = _TITLE
    sheet.freeze_panes = "A3"
    for at, (column_name, choices) in enumerate(offered.items(), start=1):
        # Not the bare heading: a row of those would look like a second sheet to fill in.
        heading = f"Offered for {dataset.column(column_name).heading}"
        write(sheet, 2, at, heading).font = _BOLD
        for row, choice in enumerate(choices, start=3):
            write(sheet, row, at, choice.name)
        widest = max(len(heading), *(len(choice.name) for choice in choices))
        sheet.column_dimensions[get_column_letter(at)].width = min(widest + 3, _WIDEST)


def _notes_sheet(sheet: Worksheet, dataset: Dataset, code_lists: Mapping[str, CodeList]) -> None:
    """The data dictionary of the dataset."""
    for letter, width in zip("ABCDE", (32, 64, 40, 20, 12), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    row = 1
    for block in _notes(dataset, code_lists):
        title, *lines = block
        write(sheet, row, 1, title).font = _TITLE
        for line in lines:
            row += 1
            for at, words in enumerate(line, start=1):
                cell = write(sheet, row, at, words)
                cell.alignment = _WRAPPED
                if at == 1 or line is lines[0]:
                    cell.font = _BOLD
        row += 2


def _notes(dataset: Dataset, code_lists: Mapping[str, CodeList]) -> list[list[Any]]:
    """The blocks of the notes: a title, a line of headings, then lines of words."""
    # A heading never stands in a cell by itself: a row of those could be taken for a second sheet to fill in.
    key = wording.listed([dataset.column(name).heading for name in dataset.key])
    dated_by = f"By {dataset.column(dataset.dated_by).heading}" if dataset.dated_by else "A list without dates"
    blocks: list[list[Any]] = [
        [
            dataset.title,
            NOTES_BEGIN,
            ("To fill it in", f"Type or paste rows into the sheet {sheet_name(dataset)}, in place of the example row."),
            ("One row is", dataset.one_row_is),
            ("Owner", dataset.owner),
            ("From", dataset.system),
            ("Expected every", dataset.expected_every),
            ("Key", f"Once for each force: {key}"),
            ("Dated", dated_by),
            ("A newer extract supersedes", dataset.supersedes.value),
            ("Headings", "Bold on a dark ground above a thick line where a value is required; plain otherwise."),
            ("Persons", "No column may be about a person: PEELboard holds counts, grades and findings."),
        ],
        [
            "Columns",
            ("Column and heading", "Meaning", "Holds", "Counted in", "Required"),
            *(
                (
                    f"{get_column_letter(at)}: {column.heading}",
                    column.meaning,
                    _holds(column),
                    column.unit,
                    "Yes" if column.required else column.needed.capitalize() or "No",
                )
                for at, column in enumerate(dataset.all_columns, start=1)
            ),
        ],
    ]
    if dataset.rules:
        blocks.append(
            ["Rules that refuse", ("Rule", "If it is broken"), *((f"{r.sentence}.", r.todo) for r in dataset.rules)]
        )
    if dataset.reconciliations:
        sums = ((f"{tried.name}.", f"{tried.holds}.") for tried in dataset.reconciliations)
        blocks.append(["Sums that follow the figure and refuse nothing", ("Sum", "What is said when it holds"), *sums])
    for codes in dict.fromkeys(column.codes for column in dataset.all_columns if column.codes):
        rows = code_lists[codes].rows
        code, name = code_lists[codes].columns[:2]
        lines = ((str(line[name]), str(line.get("meaning") or ""), str(line[code])) for line in rows)
        blocks.append([f"List: {_list_title(codes)}", ("Name", "Meaning", "Code"), *lines])
    return blocks
