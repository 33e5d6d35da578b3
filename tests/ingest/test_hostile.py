"""A file that would harm a careless reader gets one plain sentence, and the one who asked lives on."""

import pytest

from src.contracts import code_lists
from src.contracts.problem import Refused
from src.ingest import reader, validate
from src.metrics.datasets import DATASETS
from src.settings import Limits, Settings
from tests.ingest import hostile

pytestmark = pytest.mark.slow  # files are read and copied in processes of their own

MARAC = DATASETS["marac_backlog"]
ANEW = "Copy the rows to a new workbook and supply that."
AS_SAVED = f"expected a workbook as Excel saves it. {ANEW}"
DAMAGED = (
    "m.xlsx: found a workbook that is cut short or damaged; expected a whole one. "
    "Copy or download it again, open it in Excel to see that it is whole, and save it again."
)
ELSEWHERE = (
    "expected a workbook (.xlsx, .xls, .ods) or a CSV file. "
    "Open it where it was made and save its table as an Excel workbook (.xlsx) or as CSV."
)
NOT_TEXT = (
    'expected a workbook (.xlsx, .xls, .ods) or a CSV file. In Excel choose Save As, "CSV UTF-8 (comma delimited)".'
)
PROTECTED = (
    "m.xlsx: found a workbook protected by a password; expected one that opens without. "
    "Take the password off in Excel (File, Info, Protect Workbook) and save it again."
)
FAR = "expected at most 500 columns and 1,000,000 rows. Delete what stands there, or split the file."
TOO_LONG = (
    "m.csv, cell A3: found a row with a cell that is too long; expected at most 32,767 characters in a cell. "
    "Shorten it, or look for a quotation mark that is never closed."
)


def checked(content: bytes, name: str, limits: Limits | None) -> validate.Checked:
    """A file read and checked as the MARAC backlog."""
    return validate.check(
        reader.read_for(name, content, MARAC, limits), MARAC, code_lists.read_all(Settings().reference), "wmp"
    )


def refusal(content: bytes, name: str = "m.xlsx", limits: Limits | None = None) -> str:
    """The one sentence a file gets."""
    with pytest.raises(Refused) as refused:
        checked(content, name, limits)
    (problem,) = refused.value.problems
    return problem.sentence()


def test_a_value_in_the_last_cell_of_a_sheet() -> None:
    assert refusal(hostile.far_cell()) == (
        f'm.xlsx, sheet "MARAC", cell XFD1048576: found a cell outside the part of a sheet that is read; {FAR}'
    )


def test_a_sheet_of_16384_columns() -> None:
    assert refusal(hostile.wide(16_384)) == (
        f'm.xlsx, sheet "MARAC", cell XFD1: found a cell outside the part of a sheet that is read; {FAR}'
    )


def test_a_far_cell_whose_address_is_written_in_another_way() -> None:
    assert refusal(hostile.far_cell_under_a_veil()) == DAMAGED


def test_a_few_values_very_far_apart() -> None:
    created = hostile.book()
    created.active["CV900000"] = 1
    assert refusal(hostile.saved(created)) == (
        'm.xlsx, sheet "MARAC": found values down to row 900,000 and in column CV; expected at most 15,000,000 cells '
        "between the first and the last. Delete the rows and columns that are not part of the table."
    )


def test_what_ends_the_process_that_reads_it_ends_nothing_else() -> None:
    no_limit = Limits(rows=2_000_000, columns=20_000, cells=10**12, memory_megabytes=500)
    assert refusal(hostile.far_cell(), limits=no_limit) == (
        "m.xlsx: found a file that cannot be read within 500 MB of memory; expected one that can. "
        "Copy the rows alone to a new workbook, or split them."
    )


def test_a_file_that_takes_too_long() -> None:
    assert refusal(hostile.plain(), limits=Limits(seconds=0)) == (
        "m.xlsx: found a file that takes more than 0 seconds to read; expected one that takes less. "
        "Copy the rows to a new workbook, or split them."
    )


def test_a_sheet_that_unpacks_to_hundreds_of_megabytes() -> None:
    text = refusal(hostile.zip_bomb())
    # Spaces pack to about a thousandth; how exactly is zlib's affair.
    assert text.startswith("m.xlsx: found a part that unpacks to 1,0")
    assert text.endswith(f" times its size; expected at most 200 times. {ANEW}")


def test_a_workbook_larger_than_the_limit_when_unpacked() -> None:
    padded = hostile.part(hostile.SHEET).replace(b"<sheetData>", b"<sheetData>" + b" " * 2_990_000)
    text = refusal(hostile.changed({hostile.SHEET: padded}), limits=Limits(unpacked_megabytes=2, ratio=2_000))
    assert (
        text
        == f"m.xlsx: found a workbook of 3 MB when unpacked; expected at most 2 MB. {ANEW.replace(' and supply that', ', or split them')}"
    )


@pytest.mark.parametrize("count", [1_001, 70_000])
def test_a_workbook_of_very_many_parts(count: int) -> None:
    assert refusal(hostile.many_parts(count)) == (
        f"m.xlsx: found an archive of more than 1,000 parts; expected a workbook of at most that many. {ANEW}"
    )


def test_a_part_that_lies_about_its_size() -> None:
    assert refusal(hostile.lying_size()) == (
        f'm.xlsx: found a part, "xl/worksheets/sheet1.xml", that is not of the size it says it is; {AS_SAVED}'
    )


@pytest.mark.parametrize(
    ("content", "part"),
    [(hostile.entity_bomb(), "xl/worksheets/sheet1.xml"), (hostile.external_entity(), "xl/workbook.xml")],
    ids=["made of entities", "a file of this machine"],
)
def test_entities(content: bytes, part: str) -> None:
    assert refusal(content) == f'm.xlsx: found a part, "{part}", that declares XML entities; {AS_SAVED}'


def test_a_part_in_letters_that_hide_what_it_declares() -> None:
    content = hostile.changed({hostile.SHEET: hostile.part(hostile.SHEET).decode().encode("utf-16")})
    assert refusal(content) == (
        f'm.xlsx: found a part, "xl/worksheets/sheet1.xml", that is not written in UTF-8; {AS_SAVED}'
    )


def test_half_a_workbook() -> None:
    assert refusal(hostile.truncated()) == DAMAGED


def test_an_empty_file() -> None:
    assert refusal(b"") == (
        "m.xlsx: found an empty file; expected a workbook or a CSV file with rows in it. "
        "Check that the right file was chosen."
    )


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"%PDF-1.7\n", "a PDF"),
        (b"\n<html><table><tr><td>As at</td></tr></table></html>", "a web page"),
        (b"\xef\xbb\xbf<!DOCTYPE html><p>", "a web page"),
        (b'<?xml version="1.0"?><Workbook/>', "an XML file"),
        (hostile.changed({"xl/workbook.xml": None}), "an archive that is not a workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "an Office document that is not a workbook"),
    ],
    ids=["pdf", "html", "doctype", "xml", "archive", "word"],
)
def test_something_else_renamed(content: bytes, what: str) -> None:
    assert refusal(content) == f"m.xlsx: found {what}; {ELSEWHERE}"


def test_a_password() -> None:
    assert refusal(hostile.password_protected()) == PROTECTED


def test_macros_are_not_run_and_said() -> None:
    found = reader.read("m.xlsm", hostile.changed({"xl/vbaProject.bin": b"x"}))
    assert [notice.sentence() for notice in found.handlings] == [
        "m.xlsm: found a workbook with macros; its cells were read, and nothing in it was run."
    ]


def test_a_binary_workbook_that_is_cut_short() -> None:
    parts = {"xl/workbook.xml": None, "xl/workbook.bin": b"x", "xl/worksheets/sheet1.bin": b"\x07\xff\xff\x03"}
    assert refusal(hostile.changed(parts)).startswith("m.xlsx: found a workbook that is cut short or damaged; ")


def test_links_to_other_workbooks() -> None:
    assert refusal(hostile.changed({"xl/externalLinks/externalLink1.xml": b"<externalLink/>"})) == (
        "m.xlsx: found links to other workbooks; expected values that stand in this one. "
        "Break the links in Excel (Data, Edit Links, Break Link) and save it again."
    )


def test_a_hidden_sheet_with_something_in_it() -> None:
    assert refusal(hostile.hidden_sheet()) == (
        'm.xlsx, sheet "More": found a hidden sheet with something in it; expected every sheet in sight. '
        "Unhide it to have it read, or delete it."
    )


@pytest.mark.parametrize("quoted", ['t="e"', "t='e'", 't = "e"'])
def test_an_error_is_not_an_empty_cell(quoted: str) -> None:
    assert refusal(hostile.with_cell(f'<c r="D2" {quoted}><v>#N/A</v></c>'.encode())) == (
        'm.xlsx, sheet "MARAC", cell D2: found an error such as #N/A; expected a value, or an empty cell. '
        "Mend the formula, or empty the cell."
    )


@pytest.mark.parametrize("value", ["", "<v/>", "<v></v>"])
def test_a_formula_that_was_never_worked_out(value: str) -> None:
    assert refusal(hostile.with_cell(f'<c r="D2"><f>4+4</f>{value}</c>'.encode())) == (
        'm.xlsx, sheet "MARAC", cell D2: found a formula that was never worked out; expected a formula with its value. '
        "Open the workbook in Excel and save it again."
    )


def test_a_part_whose_name_points_outside() -> None:
    assert refusal(hostile.changed({"../../etc/passwd": b"x"})) == (
        f'm.xlsx: found a part named "../../etc/passwd", which points outside the workbook; {AS_SAVED}'
    )


@pytest.mark.parametrize("name", ["../../m.xlsx", "C:\\files\\m.xlsx", "m\n\x1b.xlsx"])
def test_a_file_name_that_is_a_path(name: str) -> None:
    assert refusal(hostile.truncated(), name) == DAMAGED


def test_two_sheets_that_fit() -> None:
    created = hostile.book(Two=[hostile.HEADINGS, hostile.ROW])
    assert refusal(hostile.saved(created)) == (
        'm.xlsx: found 2 sheets that could each be "MARAC cases awaiting": "MARAC" and "Two"; expected one. '
        "Take the others out of the workbook and supply them as files of their own."
    )


def test_a_heading_twice() -> None:
    created = hostile.book(("As at", "Area", "Area"), ("2024-02-01", "Dudley", "Dudley"))
    assert refusal(hostile.saved(created)) == (
        'm.xlsx, sheet "MARAC", cell C1: found the heading "Area" a second time; expected each heading once. '
        "Take one of the two columns out."
    )


def test_errors_in_an_open_document() -> None:
    error = '<table:table-cell office:value-type="string" calcext:value-type="error"><text:p>#N/A</text:p></table:table-cell>'
    assert refusal(hostile.open_document(error), "m.ods") == (
        "m.ods: found errors such as #N/A in an OpenDocument workbook; expected values alone. "
        "Mend the cells, or save it as an Excel workbook (.xlsx)."
    )


def test_a_cell_repeated_a_thousand_million_times() -> None:
    cell = '<table:table-cell table:number-columns-repeated="1000000000" office:value-type="float" office:value="8"/>'
    assert refusal(hostile.open_document(cell), "m.ods").startswith("m.ods")


def test_a_file_above_the_limit() -> None:
    assert refusal(b"x" * 1_500_000, "m.csv", Limits(file_megabytes=1)) == (
        "m.csv: found a file of 2 MB; expected at most 1 MB. Split the file, for example by year."
    )


def test_a_nul_byte() -> None:
    # The two usual lines are 26 and 20 bytes with their line ends, then comes one letter.
    assert refusal(hostile.CSV.encode() + b"a\0b", "m.csv") == (
        f"m.csv: found a NUL byte, which no text holds (byte 48); {NOT_TEXT}"
    )


def test_bytes_of_no_text() -> None:
    assert refusal(hostile.CSV.encode() + b"\x81", "m.csv") == (
        f"m.csv: found bytes that are neither UTF-8 nor Windows-1252 text; {NOT_TEXT}"
    )


def test_half_a_letter_of_utf_16() -> None:
    assert refusal(hostile.CSV.encode("utf-16")[:-1], "m.csv") == (
        f"m.csv: found UTF-16 text that is cut short or damaged; {NOT_TEXT}"
    )


@pytest.mark.parametrize("length", [32_768, 200_000, 20_000_000])
def test_a_very_long_line(length: int) -> None:
    assert refusal(hostile.CSV.encode() + b"x" * length, "m.csv") == TOO_LONG


@pytest.mark.parametrize("length", [501, 500_000])
def test_a_line_of_very_many_cells(length: int) -> None:
    assert refusal(hostile.CSV.encode() + b"," * length, "m.csv") == (
        f"m.csv, cell A3: found a row of {length + 1:,} cells; expected at most 500 columns. "
        "Take out the columns that are not needed."
    )


def test_more_rows_than_the_limit() -> None:
    content = hostile.CSV.encode() + b"2024-02-01,Dudley,8\n" * 1_050_000
    assert refusal(content, "m.csv") == (
        "m.csv: found more than 1,000,000 rows; expected at most that many. Split the file, for example by year."
    )


def test_ragged_rows() -> None:
    assert refusal(b"As at;Area\n2024-02-01;Dudley;8\n", "m.csv") == (
        "m.csv, cell A2: found a row of 3 cells; expected 2, one for each heading. "
        "Look for a semicolon inside a cell that is not in quotation marks."
    )


def test_an_error_far_down_a_large_sheet() -> None:
    # Past the first of the pieces in which the part is looked through.
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c><c r="B{n}"><v>8</v></c></row>' for n in range(3, 60_000))
    content = hostile.changed(
        {
            hostile.SHEET: hostile.part(hostile.SHEET).replace(
                b"</sheetData>", rows.encode() + b'<row r="60000"><c r="A60000" t="e"><v>#N/A</v></c></row></sheetData>'
            )
        }
    )
    assert refusal(content) == (
        'm.xlsx, sheet "MARAC", cell A60000: found an error such as #N/A; expected a value, or an empty cell. '
        "Mend the formula, or empty the cell."
    )


def test_a_line_of_very_many_quotation_marks() -> None:
    assert refusal(hostile.CSV.encode() + b'"",' * 500_000 + b"\n", "m.csv") == (
        "m.csv, cell A3: found a row of 500,001 cells; expected at most 500 columns. "
        "Take out the columns that are not needed."
    )


def test_rows_times_columns_past_the_limit_though_no_row_is_wide() -> None:
    content = hostile.CSV.encode() + b"2024-02-01,Dudley,8\n" * 60_000 + b"," * 299
    assert refusal(content, "m.csv") == (
        "m.csv: found more than 15,000,000 cells; expected at most that many. Split the file, for example by year."
    )


@pytest.mark.parametrize(
    ("name", "before", "after", "found"),
    [
        (
            hostile.SHEET,
            b"<v>8</v>",
            b"<v><![CDATA[8]]></v>",
            "has comments, CDATA or instructions of XML, which hide what cells hold",
        ),
        (
            hostile.SHEET,
            b"<v>8</v>",
            b"<v>1<!--x-->8</v>",
            "has comments, CDATA or instructions of XML, which hide what cells hold",
        ),
        *(
            (
                hostile.SHEET,
                b"<v>8</v>",
                value,
                "has comments, CDATA or instructions of XML, which hide what cells hold",
            )
            for value in (b"<v>1<?x y?>8</v>", b"<v>1<?xml-x?>8</v>", b"<v>8<??></v>")
        ),
        (hostile.SHEET, b"<v>8</v>", b"<v>&#56;</v>", "writes a value in character references"),
        (hostile.SHEET, b"<v>8</v>", b"<v>&#x38;&#56;</v>", "writes a value in character references"),
        (
            *(hostile.SHEET, b"<t>Dudley</t>", b"<t><![CDATA[Dudley]]></t>"),
            "has comments, CDATA or instructions of XML, which hide what cells hold",
        ),
    ],
)
def test_a_value_that_programs_read_in_different_ways(name: str, before: bytes, after: bytes, found: str) -> None:
    xml = hostile.part(name)
    assert before in xml
    content = hostile.changed({name: xml.replace(before, after)})
    assert refusal(content) == f'm.xlsx: found a part, "{name}", that {found}; {AS_SAVED}'


def test_a_value_of_an_open_document_in_cdata() -> None:
    cell = '<table:table-cell office:value-type="string"><text:p><![CDATA[8]]></text:p></table:table-cell>'
    assert "has comments, CDATA or instructions of XML" in refusal(hostile.open_document(cell), "m.ods")
