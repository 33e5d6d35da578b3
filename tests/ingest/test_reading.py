"""What reading does with a file that is not plain, and that each of these is said."""

import datetime

import pytest
from openpyxl.styles import Font
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from src.contracts import code_lists
from src.contracts.problem import Refused
from src.ingest import reader, validate
from src.ingest.csv_file import _encoding
from src.metrics.datasets import DATASETS
from src.settings import Limits, Settings, from_environment
from tests.ingest import hostile

MARAC = DATASETS["marac_backlog"]
HEADINGS, ROW = hostile.HEADINGS, hostile.ROW
TABLE = (("2024-02-01", "Dudley", "8"),)


def cells(content: bytes, name: str = "m.xlsx", dataset: str = "marac_backlog") -> reader.Cells:
    """What is read of a file for a dataset."""
    return reader.read_for(name, content, DATASETS[dataset])


def rows(read: reader.Cells) -> tuple[tuple[str, ...], ...]:
    """The rows under the headings."""
    return tuple(read.row(at) for at in range(read.height))


def said(read: reader.Cells) -> list[str]:
    """What was decided on the way, as sentences."""
    return [handling.sentence() for handling in read.handlings]


def decided(encoding: str, separator: str) -> str:
    """How a text file says what was decided of it."""
    return f"m.csv: found {encoding} text with its cells set apart by {separator}; it was read as such."


def test_a_plain_workbook_is_read_without_a_word() -> None:
    read = cells(hostile.plain())
    assert (read.sheet, read.headings, rows(read)) == ("MARAC", HEADINGS, TABLE)
    assert (read.heading_row, read.row_numbers.tolist(), said(read)) == (1, [2], [])


@pytest.mark.parametrize(
    ("content", "encoding", "separator"),
    [
        (hostile.CSV.encode(), "UTF-8", "commas"),
        (hostile.CSV.encode("utf-8-sig"), "UTF-8", "commas"),
        (hostile.CSV.encode("utf-16"), "UTF-16", "commas"),
        (b"\xfe\xff" + hostile.CSV.encode("utf-16-be"), "UTF-16", "commas"),
        (hostile.CSV.replace(",", ";").encode(), "UTF-8", "semicolons"),
        (hostile.CSV.replace(",", "\t").encode("utf-16"), "UTF-16", "tabs"),
    ],
    ids=["plain", "mark", "utf-16 little", "utf-16 big", "semicolons", "unicode text of Excel"],
)
def test_the_letters_and_the_separator_of_a_text_are_decided_and_said(
    content: bytes, encoding: str, separator: str
) -> None:
    read = cells(content, "m.csv")
    assert (read.headings, rows(read)) == (HEADINGS, TABLE)
    assert said(read) == [decided(encoding, separator)]


def test_text_that_is_not_utf_8_is_windows_1252() -> None:
    read = cells(b"As at,Area,Note\n2024-02-01,Dudley,caf\xe9 \x96 \x80\n", "m.csv")
    assert rows(read) == (("2024-02-01", "Dudley", "café – €"),)
    assert said(read) == [decided("Windows-1252", "commas")]


def test_commas_inside_numbers_and_words_do_not_make_a_comma_separated_file() -> None:
    read = cells(b"As at;Area;Note\n2024-02-01;Dudley;a,b,c,d\n2024-02-01;Walsall;a,b,c,d\n", "m.csv")
    assert rows(read)[1] == ("2024-02-01", "Walsall", "a,b,c,d")


def test_a_large_text_reads_the_same_in_the_separate_process() -> None:
    lines = "".join(f"2024-02-01,Dudley,{number}\n" for number in range(60_000))
    content = ("As at,Area,Cases awaiting\n" + lines).encode()
    assert len(content) > 1 << 20
    read = cells(content, "m.csv")
    assert (len(rows(read)), rows(read)[59_999]) == (60_000, ("2024-02-01", "Dudley", "59999"))
    assert said(read) == [decided("UTF-8", "commas")]


def test_what_a_file_is_does_not_hang_on_its_name() -> None:
    assert said(cells(hostile.plain(), "m.csv")) == [
        "m.csv: found an Excel or OpenDocument workbook under a name that ends in .csv; it was read as such."
    ]
    assert said(cells(hostile.CSV.encode(), "m.xlsx"))[0] == (
        "m.xlsx: found a text file under a name that ends in .xlsx; it was read as such."
    )


def test_titles_and_blank_rows_above_the_headings_are_passed_over_and_addresses_stay_true() -> None:
    read = cells(hostile.saved(hostile.book(("MARAC backlog",), (), ("Run on 2 February",), (), HEADINGS, ROW)))
    assert (read.heading_row, read.row_numbers.tolist(), rows(read)) == (5, [6], TABLE)
    assert read.address(2, 0) == "C6"
    assert said(read) == [
        'm.xlsx, sheet "MARAC": found words above the headings, in rows 1 and 3; row 5 was read as the headings.'
    ]


def test_titles_in_a_text_file_need_not_be_as_wide_as_the_table() -> None:
    read = cells(b"MARAC backlog\n\nAs at,Area,Cases awaiting\n2024-02-01,Dudley,8\n", "m.csv")
    assert (read.heading_row, read.row_numbers.tolist(), rows(read)) == (3, [4], TABLE)
    assert said(read)[1] == "m.csv: found words above the headings, in row 1; row 3 was read as the headings."


def test_a_table_that_does_not_begin_in_column_a_keeps_its_addresses() -> None:
    read = cells(hostile.saved(hostile.book((None, *HEADINGS), (None, *ROW))))
    assert (read.headings, rows(read)) == (HEADINGS, TABLE)
    assert (read.address_of_heading(0), read.address(2, 0)) == ("B1", "D2")


def test_a_problem_in_a_workbook_names_its_sheet() -> None:
    read = cells(hostile.saved(hostile.book(HEADINGS, ("2024-02-01", "Dudly", 8))))
    with pytest.raises(Refused) as refused:
        validate.check(read, MARAC, code_lists.read_all(Settings().reference), "wmp")
    assert refused.value.problems[0].sentence() == (
        'm.xlsx, sheet "MARAC", cell B2: found "Dudly"; expected a value of the list for "Area". Did you mean "Dudley"?'
    )


def test_the_sheet_is_found_among_others_and_the_others_are_named() -> None:
    created = hostile.book(("What", "Meaning"), ("Area", "A place"), sheet="Notes", Data=[HEADINGS, ROW])
    read = cells(hostile.saved(created))
    assert (read.sheet, rows(read)) == ("Data", TABLE)
    assert said(read) == ['m.xlsx: found the sheet "Notes" as well; only "Data" was read as "MARAC cases awaiting".']


def test_headings_merged_down_are_read_in_the_row_below() -> None:
    created = hostile.book(("As at", "Area", "Counts"), (None, None, "Cases awaiting"), ROW)
    created.active.merge_cells("A1:A2")
    created.active.merge_cells("B1:B2")
    read = cells(hostile.saved(created))
    assert (read.headings, read.heading_row, rows(read)) == (HEADINGS, 2, TABLE)
    assert said(read) == [
        'm.xlsx, sheet "MARAC", cells A1 and B1: found merged headings; each was read in the row below.'
    ]


def test_a_value_merged_over_rows_is_read_in_each_and_a_number_is_refused() -> None:
    created = hostile.book(HEADINGS, ROW, (None, "Walsall", 13), (), ("Source: the MARAC team",))
    created.active.merge_cells("A2:A3")
    created.active.merge_cells("A5:C5")
    read = cells(hostile.saved(created))
    assert rows(read) == (*TABLE, (TABLE[0][0], "Walsall", "13"))
    assert said(read)[0] == (
        'm.xlsx, sheet "MARAC", cell A2: found values merged over several rows; each was read in every one of them.'
    )
    created.active.merge_cells("C2:C3")
    with pytest.raises(Refused) as refused:
        cells(hostile.saved(created))
    assert [problem.sentence() for problem in refused.value.problems] == [
        'm.xlsx, sheet "MARAC", cell C2: found a number merged over several cells; expected a number in each cell. '
        "Unmerge them and fill each cell in."
    ]


@pytest.mark.parametrize("word", ["Total", "TOTALS", "Grand total", "Force total:"])
def test_totals_under_the_rows_are_left_out(word: str) -> None:
    read = cells(hostile.saved(hostile.book(HEADINGS, ROW, (), (word, None, 8))))
    assert rows(read) == TABLE
    assert said(read) == [
        'm.xlsx, sheet "MARAC": found a total under the rows, in row 4; it was left out: totals are worked out.'
    ]


def test_a_total_where_an_area_belongs_is_left_out_and_one_that_could_be_a_row_stays() -> None:
    assert len(cells((hostile.CSV + "2024-02-01,Total,8\n").encode(), "m.csv").row_numbers) == 1
    actions = (
        b"Action,As at,Finding,What is to be done,Owner,First due,Status\nTotal,2024-03-01,r-1,Count all,Lead,,Open\n"
    )
    assert len(reader.read_for("a.csv", actions, DATASETS["actions"]).row_numbers) == 1


def test_percentages_are_read_as_a_reader_sees_them() -> None:
    created = hostile.book(
        ("As at", "Measure", "Share"), ("2024-02-27", "masterclasses", 0.29), ("2024-02-27", "plans", 0.5)
    )
    created.active["C2"].number_format = "0%"
    created.active["C3"].number_format = '0.0%" done"'
    read = cells(hostile.saved(created), dataset="investigation_standards")
    assert [row[2] for row in rows(read)] == ["29%", "50%"]
    assert said(read) == [
        'm.xlsx, sheet "MARAC", cells C2 and C3: found percentages; each was read as its number: 85% as 85.'
    ]


@pytest.mark.parametrize(
    "cell",
    [
        b'<c r="D2" s="%d"><v>0.85</v></c>',
        b'<c s="%d"><v>0.85</v></c>',  # Power BI gives no addresses
        b"<c r='D2' s='%d'><v>0.85</v></c>",
        b'<c s = "%d" r="D2"><v>0.85</v></c>',
        b'<c r="D2" t="n" s="%d"><v>0.85</v></c>',
        b'<c r="C3" s="%d"/><c r="D2" s="%d"><v>0.85</v></c>',
    ],
)
def test_a_percentage_is_seen_however_its_style_is_written(cell: bytes) -> None:
    created = hostile.book()
    created.active["C2"].number_format = "0%"
    created.active["C2"] = "8"  # a text shown as a percentage is that text
    content = hostile.saved(created)
    style = cell.count(b"%d")
    sheet = hostile.part(hostile.SHEET, content).replace(
        b"</row></sheetData>", cell % ((1,) * style) + b"</row></sheetData>"
    )
    read = cells(hostile.changed({hostile.SHEET: sheet}, content))
    assert rows(read)[0][2:] == ("8", "85%")
    assert said(read) == ['m.xlsx, sheet "MARAC", cell D2: found percentages; each was read as its number: 85% as 85.']


@pytest.mark.parametrize("is_1904", [False, True])
def test_dates_are_dates_whenever_a_workbook_begins_to_count(is_1904: bool) -> None:
    created = hostile.book(
        HEADINGS, (datetime.date(2023, 10, 6), "Dudley", 91), (datetime.datetime(2024, 1, 4), "Walsall", 6)
    )
    if is_1904:
        created.epoch = CALENDAR_MAC_1904
    assert [row[0] for row in rows(cells(hostile.saved(created)))] == ["2023-10-06", "2024-01-04"]


@pytest.mark.parametrize(("is_1904", "first"), [(False, "1 January 1900"), (True, "1 January 1904")])
def test_a_bare_day_number_under_a_heading_of_dates_is_its_date(is_1904: bool, first: str) -> None:
    # 1 January 2024 is day 45,292 in Excel on Windows; the count from 1904 is 1,462 days less.
    created = hostile.book(HEADINGS, (45_292 - 1_462 * is_1904, "Dudley", 45_292))
    if is_1904:
        created.epoch = CALENDAR_MAC_1904
    read = cells(hostile.saved(created))
    assert rows(read) == (("2024-01-01", "Dudley", "45292"),)
    assert said(read) == [
        f'm.xlsx, sheet "MARAC", cell A2: found days counted from {first} in place of dates; each was read as its date.'
    ]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (8, "8"),
        (8.0, "8"),
        (0.1 + 0.2, "0.3"),
        (1e-7, "0.0000001"),
        (True, "yes"),
        (" Dudley\u00a0", "Dudley"),
        (12_345_678, "12345678"),
    ],
)
def test_a_value_becomes_the_text_a_person_sees(value: object, text: str) -> None:
    assert rows(cells(hostile.saved(hostile.book(HEADINGS, ("2024-02-01", "Dudley", value)))))[0][2] == text


def test_a_formula_with_its_value_is_its_value_and_a_text_of_no_letters_is_one() -> None:
    assert rows(cells(hostile.with_cell(b'<c r="D2"><f>4+4</f><v>8</v></c>')))[0][3] == "8"
    assert rows(cells(hostile.with_cell(b'<c r="D2" t="str"><f>""</f><v></v></c>'))) == TABLE


def test_formatted_cells_far_away_that_hold_nothing_do_no_harm() -> None:
    assert rows(cells(hostile.with_cell(b'<c r="XFD1048576" s="0"/>'))) == TABLE


def test_columns_without_heading_or_value_are_no_columns() -> None:
    read = cells(hostile.saved(hostile.book((*HEADINGS, None, "Note"), (*ROW, None, "late"))))
    assert (read.headings, read.address(3, 0)) == ((*HEADINGS, "Note"), "E2")


@pytest.mark.parametrize(
    ("form", "value", "text"),
    [
        ('0.00"%"', 0.84, "0.84%"),
        ("0.00\\%", 1.58, "1.58%"),
        ("0.00%", 0.0842, "8.42%"),
        ("0%;-0%;0%", 0.5, "50%"),
        ("[Red]0%", 0.5, "50%"),
        ("0.0", 0.84, "0.84"),
        ("mmm-yy", datetime.date(2024, 3, 1), "Mar 2024"),
        ("mmmm yyyy", datetime.date(2024, 3, 1), "Mar 2024"),
        ("dd-mmm-yy", datetime.date(2024, 3, 1), "2024-03-01"),
    ],
)
def test_a_cell_is_read_as_its_number_format_shows_it(form: str, value: object, text: str) -> None:
    created = hostile.book()
    created.active["C2"] = value
    created.active["C2"].number_format = form
    assert reader.read("m.xlsx", hostile.saved(created)).sheets[0].row(1)[2] == text


def test_a_format_that_shows_a_sign_for_some_values_only_is_refused() -> None:
    created = hostile.book()
    created.active["C2"].number_format = "0%;-0.00"
    with pytest.raises(Refused, match="shows a percent sign for some values and not for others"):
        cells(hostile.saved(created))


def test_rows_and_columns_out_of_sight_are_noted() -> None:
    created = hostile.book(HEADINGS, ROW, ROW, ROW)
    created.active.row_dimensions[3].hidden = True
    created.active.column_dimensions["B"].hidden = True
    created.active["A4"].font = Font(strike=True)
    sheet = reader.read("m.xlsx", hostile.saved(created)).sheets[0]
    assert (sheet.hidden_rows, sheet.hidden_columns) == ((2, 3), (1,))


def test_an_open_document_is_read() -> None:
    cell = '<table:table-cell office:value-type="float" office:value="8"><text:p>8</text:p></table:table-cell>'
    read = cells(hostile.open_document(cell), "m.ods")
    assert (read.sheet, read.headings, rows(read), said(read)) == ("MARAC", HEADINGS, TABLE, [])


@pytest.mark.parametrize(
    ("value", "shown", "read"),
    [
        ('value-type="percentage" office:value="0.85"', "85%", "85%"),
        ('value-type="percentage" office:value="0.0842"', "8.42%", "8.42%"),
        ('value-type="float" office:value="8.42"', "8.42%", "8.42%"),
        ('value-type="date" office:date-value="2024-03-01"', "Mar-24", "Mar 2024"),
        ('value-type="date" office:date-value="2024-03-01"', "01/03/24", "2024-03-01"),
    ],
)
def test_a_cell_of_an_open_document_is_read_as_it_is_shown(value: str, shown: str, read: str) -> None:
    cell = f"<table:table-cell office:{value}><text:p>{shown}</text:p></table:table-cell>"
    assert rows(cells(hostile.open_document(cell), "m.ods"))[0][2] == read


def test_rows_and_columns_of_an_open_document_that_are_out_of_sight_are_noted() -> None:
    cell = '<table:table-cell office:value-type="float" office:value="8"><text:p>8</text:p></table:table-cell>'
    line = '<table:table-row table:visibility="filter" table:number-rows-repeated="2">'
    content = hostile.open_document(f"{cell}</table:table-row>{line}{cell}")
    hidden = b'<table:table table:name="MARAC"><table:table-column/><table:table-column table:visibility="collapse"/>'
    changed = hostile.replaced(content, b'<table:table table:name="MARAC">', hidden)
    sheet = reader.read("m.ods", changed).sheets[0]
    assert (sheet.hidden_rows, sheet.hidden_columns) == ((2, 3), (1,))


def test_a_workbook_with_no_rows_at_all_says_so() -> None:
    with pytest.raises(Refused) as refused:
        cells(hostile.saved(hostile.book(())))
    assert refused.value.problems[0].sentence() == (
        "m.xlsx: found no rows; expected a row of headings and the rows under it. Check that the right file was chosen."
    )


def test_limits_are_settings() -> None:
    chosen = from_environment({"PEELBOARD_LIMIT_ROWS": "5", "PEELBOARD_LIMIT_FILE_MEGABYTES": "2"})
    assert chosen.limits == Limits(rows=5, file_megabytes=2)


def test_a_nul_byte_that_begins_a_file_is_refused_too() -> None:
    with pytest.raises(Refused) as refused:
        _encoding("a.csv", b"\0as_at_on,count")
    assert "byte 1)" in str(refused.value.problems[0].sentence)
