"""An .xls workbook is read as its reader sees it: as the same cells are in an .xlsx."""

import io
from dataclasses import dataclass

import openpyxl
import xlwt
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl.styles import Font

from src.contracts.problem import Refused
from src.ingest.file_type import FileKind
from src.ingest.sandbox.columnar import BareRead
from src.ingest.xlsx import old_workbook
from src.ingest.xlsx.workbook import read_workbook
from src.settings import Limits

FORMATS = ("General", "0%", "0.00%", '0.0"%"', "0.0\\%", "#,##0", "0.0", "yyyy-mm-dd", "mmm-yy", '0.0%;-0.0"%"')


@dataclass(frozen=True)
class Drawn:
    """One cell: a number, how it is shown, and whether it is struck through."""

    number: float
    form: str
    is_struck: bool = False


CELLS = st.builds(
    Drawn,
    number=st.one_of(st.integers(0, 99), st.sampled_from([0.0842, 0.84, 0.5, 8.42, 45352])),
    form=st.sampled_from(FORMATS),
    is_struck=st.booleans(),
)
ROWS = st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=5)


def new(rows: list[list[Drawn]], hidden: int | None, hidden_column: int | None) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    for at, row in enumerate(rows, 1):
        for column, drawn in enumerate(row, 1):
            cell = sheet.cell(at, column, drawn.number)
            cell.number_format = drawn.form
            cell.font = Font(strike=drawn.is_struck)
        sheet.row_dimensions[at].hidden = hidden == at - 1
    if hidden_column is not None:
        sheet.column_dimensions["ABC"[hidden_column]].hidden = True
    return saved(book)


def old(rows: list[list[Drawn]], hidden: int | None, hidden_column: int | None) -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Sheet")
    for at, row in enumerate(rows):
        for column, drawn in enumerate(row):
            style = xlwt.XFStyle()
            style.num_format_str = drawn.form
            style.font.struck_out = drawn.is_struck
            sheet.write(at, column, drawn.number, style)
        sheet.row(at).hidden = hidden == at
    if hidden_column is not None:
        sheet.col(hidden_column).hidden = True
    return saved(book)


def saved(book: openpyxl.Workbook | xlwt.Workbook) -> bytes:
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def seen(content: bytes, kind: FileKind) -> tuple[object, ...]:
    """What is read of a workbook: its texts, what is out of sight and what was said, or why it is refused."""
    try:
        read: BareRead = read_workbook("m", content, kind, Limits())
    except Refused as refused:
        return tuple(problem.sentence() for problem in refused.problems)
    sheet = read.sheets[0]
    texts = [[column.words[place] for place in column.places] for column in sheet.columns]
    return texts, sheet.hidden_rows, sheet.hidden_columns, [notice.sentence() for notice in read.handlings]


@settings(max_examples=25, deadline=None)
@given(rows=ROWS, hidden=st.none() | st.integers(0, 4), hidden_column=st.none() | st.integers(0, 2))
@example(rows=[[Drawn(0.84, "0%"), Drawn(8.42, '0.0"%"'), Drawn(45352, "mmm-yy")]], hidden=None, hidden_column=None)
def test_any_cells_are_read_alike_from_an_old_and_a_new_workbook(
    rows: list[list[Drawn]], hidden: int | None, hidden_column: int | None
) -> None:
    assert seen(old(rows, hidden, hidden_column), FileKind.OLE) == seen(new(rows, hidden, hidden_column), FileKind.ZIP)


def test_what_no_older_workbook_says_of_itself_is_said_to_be_unseen() -> None:
    content = bytearray(old([[Drawn(0.84, "0%")]], None, None))
    content[content.index(b"\x09\x08\x10\x00\x00\x06") + 5] = 5  # the version of Excel 95
    assert seen(bytes(content), FileKind.OLE)[-1] == [
        "m: found an old workbook (.xls), in which errors look like empty cells, 85% like 0.85 and hidden rows like "
        "others; its values were read as they stand: save it as .xlsx to have them seen."
    ]


@settings(max_examples=200, deadline=None)
@given(at=st.integers(0, 8_000), byte=st.integers(0, 255))
def test_of_a_damaged_old_workbook_something_is_known_or_nothing(at: int, byte: int) -> None:
    content = bytearray(old([[Drawn(0.84, "0%"), Drawn(3, "General")]], 0, None))
    content[at % len(content)] = byte
    found = old_workbook.look(bytes(content), lambda form, struck, formats: frozenset({"percent"}))
    assert found is None or len(found.sheets) <= 2


def test_an_error_in_an_old_workbook_is_no_empty_cell() -> None:
    book = xlwt.Workbook()
    book.add_sheet("Sheet").row(0).set_cell_error(1, 0x2A)
    assert seen(saved(book), FileKind.OLE) == (
        'm, sheet "Sheet", cell B1: found an error such as #N/A; expected a value, or an empty cell. '
        "Mend the formula, or empty the cell.",
    )
