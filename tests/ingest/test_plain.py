"""The quick reader of plain text gives what the careful one gives, or leaves the text to it."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as some

from src.ingest import csv_file, fast_csv, reader
from src.ingest.cells import Read, Sheet
from src.settings import Limits

CELLS = [
    "", "a", "b ", " c", "12", '"x"', '"a,b"', '"p;q"', '""', "é", "\u00a0n", "\x1fz", "Dudley",
    '"it ""is"""', '"two\nlines"', '"', 'a"b', '"a"b', "d\r",
]  # fmt: skip
"""The first thirteen are plain, with whatever separator."""


def filled(sheet: Sheet) -> dict[int, tuple[str, ...]]:
    """The rows that hold anything, by their place."""
    return {at: sheet.row(at) for at in range(sheet.height) if sheet.filled[at]}


def text(rows: list[list[str]], separator: str, ending: str, begins: str) -> bytes:
    """A text file of these cells."""
    return (begins + "".join(separator.join(row) + ending for row in rows)).encode()


ROWS = some.integers(1, 4).flatmap(
    lambda width: some.lists(
        some.lists(some.sampled_from(CELLS), min_size=width, max_size=width) | some.just([""]), min_size=1, max_size=5
    )
)


@given(ROWS, some.sampled_from(",;\t"), some.sampled_from(["\n", "\r\n"]), some.sampled_from(["", "\ufeff"]))
def test_what_the_quick_reader_takes_it_reads_as_the_careful_one_does(
    rows: list[list[str]], separator: str, ending: str, begins: str
) -> None:
    content = text(rows, separator, ending, begins)
    quick = fast_csv.read("m.csv", content, Limits())
    if quick is None:
        return
    careful = Read.bare("m.csv", csv_file.read_text("m.csv", content, Limits()))
    assert quick.handlings == careful.handlings
    (quick_sheet,), (careful_sheet,) = quick.sheets, careful.sheets
    assert filled(quick_sheet) == filled(careful_sheet)
    assert (quick_sheet.height, quick_sheet.separator) == (careful_sheet.height, careful_sheet.separator)


@pytest.mark.parametrize("begins", ["", "\ufeff"])
def test_plain_text_is_taken_with_its_marks_spaces_and_blank_lines(begins: str) -> None:
    content = text([["As at", '"Area"'], [""], ['"a,b"', ""], [" Dudley", "\u00a0"]], ",", "\r\n", begins)
    quick = fast_csv.read("m.csv", content, Limits())
    assert quick is not None
    assert filled(quick.sheets[0]) == {0: ("As at", "Area"), 2: ("a,b", ""), 3: ("Dudley", "")}
    assert [column.words[0] for column in quick.sheets[0].columns] == ["", ""]


@pytest.mark.parametrize(
    "content",
    [
        b"a,b\n1,2,3\n",
        b"a,b\n1\n",
        b'a,b\n1,"2\n',
        b'a,b\n1,"two\nlines"\n',
        b'a,b\n1,"it ""is"""\n',
        b'a,b\n"1"2,3\n',
        b'a,b\n1"2,3\n',
        b'a,b\n"a,"b",c"\n',
        b"a,b\r1,2\r",
        b"a,b\n1,\0\n",
        b"a,b\n1,\xe9\n",
        "a,b\n1,2\n".encode("utf-16"),
        b"\na,b\n1,2\n",
        b"",
    ],
)
def test_text_that_is_not_plain_is_left_to_the_careful_reader(content: bytes) -> None:
    assert fast_csv.read("m.csv", content, Limits()) is None


@pytest.mark.parametrize(
    "limits", [Limits(rows=2), Limits(columns=1), Limits(cells=5), Limits(cell_characters=3)], ids=str
)
def test_text_past_a_limit_is_left_to_the_careful_reader_which_says_so(limits: Limits) -> None:
    content = b"a,b\n1,2\n1,long\n"
    assert fast_csv.read("m.csv", content, Limits(rows=3, columns=2, cells=6, cell_characters=4)) is not None
    assert fast_csv.read("m.csv", content, limits) is None


def test_a_large_plain_text_needs_no_second_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("src.ingest.sandbox.run.read", None)
    lines = io.StringIO()
    lines.write("As at,Area,Cases awaiting\n")
    lines.writelines(f"2024-02-01,Dudley,{number}\n" for number in range(60_000))
    read = reader.read("m.csv", lines.getvalue().encode())
    assert read.sheets[0].height == 60_001
    assert read.sheets[0].row(60_000) == ("2024-02-01", "Dudley", "59999")
