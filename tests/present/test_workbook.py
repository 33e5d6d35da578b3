"""The workbook, opened: real numbers and dates, one table a sheet, no merged cell, nothing taken for a formula."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from typing import Any

import openpyxl

from src.present.pack import Choice, Pack, pack
from src.present.slide import PackData
from src.present.tables import Heading, plain
from src.present.xlsx.workbook import named, workbook
from src.store.editions import Edition
from tests.present.conftest import EDITION


def table(sheet: Any) -> list[list[Any]]:
    """The rows of the one table of a sheet, its headings first."""
    (marked,) = sheet.tables.values()
    return [[cell.value for cell in row] for row in sheet[marked.ref]]


def test_the_sheets_begin_with_cover_contents_and_notes(book: Any) -> None:
    assert book.sheetnames[:3] == ["Cover", "Contents", "Notes"]
    assert book["Cover"]["A2"].value == "Board of February"
    assert "As at 27 February 2024. Compared with 4 January 2024." in [
        row[0].value for row in book["Cover"].iter_rows()
    ]


def test_each_name_in_the_contents_leads_to_its_sheet(book: Any) -> None:
    names = [row[0].value for row in book["Contents"].iter_rows(min_row=4)]
    assert names == ["Notes", *book.sheetnames[3:]]
    assert [row[0].hyperlink.location for row in book["Contents"].iter_rows(min_row=4)] == [f"'{n}'!A1" for n in names]


def test_no_sheet_has_a_merged_cell_and_each_but_the_cover_has_one_table_and_frozen_headings(book: Any) -> None:
    for sheet in book.worksheets:
        assert not sheet.merged_cells.ranges, sheet.title
        if sheet.title != "Cover":
            (marked,) = sheet.tables.values()
            first = int(marked.ref.split(":")[0][1:])
            assert sheet.freeze_panes == f"A{first + 1}"
            assert all(isinstance(head, str) and head for head in table(sheet)[0]), sheet.title
    assert len({name for sheet in book.worksheets for name in sheet.tables}) == len(book.worksheets) - 1


def test_what_is_printed_of_a_sheet_is_its_table_and_the_room_that_its_lines_need(book: Any) -> None:
    printed = 0
    for sheet in book:
        if not sheet.print_area:
            continue
        (marked,) = sheet.tables.values()
        start, last, *_ = *sheet.print_area.replace("$", "").split("!")[-1].split(":"), ""
        across, down = openpyxl.utils.cell.coordinate_from_string(last)
        end, bottom = openpyxl.utils.cell.coordinate_from_string(marked.ref.split(":")[1])
        assert (start, down) == ("A1", bottom)
        columns = [openpyxl.utils.column_index_from_string(name) for name in (end, across)]
        table = sum(sheet.column_dimensions[openpyxl.utils.get_column_letter(at + 1)].width for at in range(columns[0]))
        room = table + 8.43 * (columns[1] - columns[0])
        assert room <= max(table, 190), "so wide that the table would be printed small"
        lines = [sheet.cell(at, 1).value for at in range(1, sheet.max_row) if at < int(marked.ref[1:].split(":")[0])]
        assert all(len(line) <= room for line in lines if line), sheet.title
        printed += 1
    assert printed > 20


def test_a_date_and_a_number_do_not_touch_the_words_of_the_next_column(book: Any) -> None:
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    dates = [cell.alignment.horizontal for cell in cells if cell.is_date]
    numbers = [
        (cell.alignment.horizontal, cell.alignment.indent)
        for cell in cells
        if cell.data_type == "n" and cell.value is not None and not cell.is_date
    ]
    assert set(dates) == {"left"}
    assert set(numbers) == {("right", 1)}


def test_each_data_sheet_says_title_unit_source_and_date_above_its_table(book: Any) -> None:
    for name in book.sheetnames[3:]:
        sheet = book[name]
        (marked,) = sheet.tables.values()
        above = [sheet.cell(at, 1).value for at in range(1, int(marked.ref.split(":")[0][1:]))]
        assert any(str(line).startswith("Source") for line in above), name
        assert any(str(line).startswith(f"As at 27 February 2024, edition {EDITION}. OFFICIAL.") for line in above), (
            name
        )
        assert None not in above


def test_the_totals_of_the_force_are_numbers_beside_dates(book: Any) -> None:
    rows = table(book["MARAC cases awaiting in the"])
    at, counted = rows[0].index("As at"), rows[0].index("Cases awaiting")
    assert [(row[at], row[counted]) for row in rows[1:]] == [
        (datetime(2023, 10, 6), 768),
        (datetime(2024, 1, 4), 178),
        (datetime(2024, 2, 1), 144),
    ]


def test_every_sheet_holds_the_rows_of_its_slide_number_by_number(created: Pack, book: Any) -> None:
    looked_at = 0
    for name, slide in named(created):
        assert slide.data is not None
        rows = table(book[name])[1:]
        assert len(rows) == len(slide.data.rows)
        for shown, existing in zip(rows, slide.data.rows, strict=True):
            for value, cell in zip(shown, existing, strict=True):
                if isinstance(cell.value, int | float) and not isinstance(cell.value, bool):
                    assert value == cell.value
                    looked_at += 1
                elif cell.value is None:
                    assert value is None, "a figure that is not held is an empty cell"
    assert looked_at > 300


def test_every_number_of_a_metrics_rows_is_in_its_sheet(created: Pack, book: Any) -> None:
    rows = table(book["MARAC cases awaiting by area"])
    counted = rows[0].index("Cases awaiting")
    existing = created.data.after["marac_cases_awaiting_by_area"].rows
    assert [row[counted] for row in rows[1:]] == [row["cases_awaiting_count"] for row in existing]
    assert sum(row[counted] for row in rows[1:]) == 768 + 178 + 144


def test_a_bound_is_a_number_that_is_shown_as_a_bound(book: Any) -> None:
    sheet = book["Online child abuse packages by"]
    rows = table(sheet)
    counted = rows[0].index("Packages")
    assert [row[counted] for row in rows[1:]] == [80, 100, 13, 32]


def test_a_date_is_shown_no_more_exactly_than_it_is_known_and_its_column_has_room(book: Any) -> None:
    sheet = book["Sex offender management tasks"]
    shown = {(cell.value, cell.number_format) for row in sheet.iter_rows() for cell in row if cell.is_date}
    assert shown == {(datetime(2023, 6, 30), "mmmm yyyy"), (datetime(2024, 2, 27), "d mmmm yyyy")}
    changed = {row[1]: row for row in book["What changed"].iter_rows() if str(row[1].value).startswith("Visits")}
    assert [row[4].number_format for row in changed.values()] == ["mmmm yyyy"]
    assert [(row[3].value, row[5].value) for row in changed.values()] == [(236, 65)]  # as printed, and numbers
    for of in book.worksheets:
        for row in of.iter_rows():
            for cell in row:
                if cell.is_date:
                    assert of.column_dimensions[cell.column_letter].width >= 18


def test_the_notes_hold_every_definition_and_caveat(created: Pack, book: Any) -> None:
    notes = {(row[0], row[1], row[2]) for row in table(book["Notes"])[1:]}
    for name, slide in named(created):
        for note in slide.notes:
            for line in note.lines:
                assert (name, note.heading, line) in notes


def test_words_that_a_spreadsheet_would_take_for_a_formula_are_words(contents: PackData) -> None:
    rows = tuple({**row, "title": '=HYPERLINK("x")'} for row in contents.after["findings_overdue"].rows)
    harmed = replace(contents.after["findings_overdue"], rows=rows)
    after: Mapping[str, Any] = {**contents.after, "findings_overdue": harmed}
    created = pack(replace(contents, after=after), Choice(sections=("findings",)))
    sheet = openpyxl.load_workbook(BytesIO(workbook(created)))["Findings past their deadline"]
    cells = [cell for row in sheet.iter_rows() for cell in row if "HYPERLINK" in str(cell.value)]
    assert len(cells) == len(rows)
    assert {(cell.value, cell.data_type) for cell in cells} == {('\'=HYPERLINK("x")', "s")}


def test_signs_that_no_workbook_may_hold_are_left_out(created: Pack) -> None:
    slide = replace(created.slides[1], data=plain([Heading(heading="What")], [("bell \x07 rings",)]))
    book = openpyxl.load_workbook(BytesIO(workbook(replace(created, slides=(slide,)))))
    assert table(book["What changed"])[1] == ["bell   rings"]


def test_sheets_with_the_same_name_are_told_apart_and_none_is_too_long(created: Pack) -> None:
    twice = replace(created, slides=(created.slides[1], created.slides[1]))
    assert [name for name, _ in named(twice)] == ["What changed", "What changed 2", "Findings register"]
    assert all(len(name) <= 31 for name, _ in named(created))


def test_what_a_figure_was_and_is_are_numbers_in_what_changed(book: Any) -> None:
    heads, *rows = table(book["What changed"])
    changed = {row[heads.index("What changed")]: row for row in rows}
    (walsall,) = [row for text, row in changed.items() if text.startswith("Walsall, MARAC cases awaiting: 6 to 13")]
    assert [walsall[heads.index(name)] for name in ("From", "From date", "To", "To date")] == [
        6, datetime(2024, 1, 4), 13, datetime(2024, 2, 1),
    ]  # fmt: skip
    moved = [
        row
        for text, row in changed.items()
        if " to " in text and row[heads.index("Kind")] == "Changed" and row[heads.index("From")]
    ]
    assert len(moved) >= 5
    for row in moved:
        for name in ("From", "To"):
            value = row[heads.index(name)]
            assert isinstance(value, int | float) or value[0] in "<>≤", "a bound stays a bound"


def test_a_source_is_named_by_its_title_and_nothing_by_a_name_of_the_code(book: Any, edition: Edition) -> None:
    listed = [row["source_id"] for row in edition.ask("select source_id from sources", ("sources",))]
    ids = {*listed, *(event.extract_id for event in edition.extracts)}
    assert len(listed) > 20
    found = [
        f"{sheet.title}, {heading}: {value}"
        for sheet in book.worksheets[1:]
        for headings, *rows in [table(sheet)]
        for row in rows
        for heading, value in zip(headings, row, strict=True)
        # Of a source it is said which acceptance brought it, by the name that the history has it under.
        if heading != "Extract" and (value in ids or re.fullmatch(r"[a-z]+(_[a-z0-9]+)+", str(value)))
    ]
    assert found == []
