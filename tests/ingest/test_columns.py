"""Columns hold what the rows held that they were made of, each distinct text once."""

from dataclasses import replace

import numpy
from hypothesis import given
from hypothesis import strategies as some

from src.ingest.cells import Cells, Sheet, Texts
from src.ingest.sandbox.columnar import Gathering

WORDS = some.sampled_from(["", "a", "b", " b ", "\u00a0", "é", "two\nlines", "0"])


def test_a_column_keeps_each_text_once_and_the_empty_one_first() -> None:
    column = Texts.of(["b", "a", "", "b", " a "])
    assert column.words == ("", "b", "a")
    assert column.places.tolist() == [1, 2, 0, 1, 2]
    assert (column[4], column.texts(), len(column)) == ("a", ["b", "a", "", "b", "a"], 5)
    assert column.filled.tolist() == [True, True, False, True, True]


def test_the_empty_text_is_the_first_word_even_of_a_column_without_one() -> None:
    assert Texts.of(["a"]).words == ("", "a")
    assert Texts.of([]).words == ("",)


def test_some_rows_of_a_column_are_a_column() -> None:
    column = Texts.of(["b", "a", "", "b"])
    assert column.take([3, 1]).texts() == ["b", "a"]
    assert column.take(column.filled).texts() == ["b", "a", "b"]


def test_texts_that_are_changed_to_the_same_text_are_one_word() -> None:
    changed = Texts.of(["Dudley", "DUDLEY", "", "Walsall"]).changed(lambda text: text.lower() or "none")
    assert changed.words == ("", "none", "dudley", "walsall")
    assert changed.texts() == ["dudley", "dudley", "none", "walsall"]


def test_numbers_and_texts_that_read_the_same_are_one_word_and_yes_is_not_one() -> None:
    gathering = Gathering(lambda value: value if isinstance(value, str) else f"{value:g}")
    gathering.add([[1], [1.0], ["1"], [True], [False], ["yes"], [0]])
    (column,) = gathering.columns()
    assert Texts.bare(column).texts() == ["1", "1", "1", "yes", "no", "yes", "0"]
    assert column.words == ["", "1", "yes", "no", "0"]


@given(some.lists(some.lists(WORDS, max_size=4), max_size=8), some.integers(1, 3))
def test_rows_of_any_width_come_back_as_they_were(rows: list[list[str]], at_once: int) -> None:
    sheet = Sheet.of_rows(rows=rows, separator=",")
    assert [sheet.row(at) for at in range(sheet.height)] == [tuple(cell.strip() for cell in row) for row in rows]
    assert sheet.filled.tolist() == [any(cell.strip() for cell in row) for row in rows]
    # A few at a time, as a large file is read, they become the same columns.
    gathering = Gathering()
    for begin in range(0, len(rows), at_once):
        gathering.add(rows[begin : begin + at_once])
    assert [Texts.bare(column).texts() for column in gathering.columns()] == [c.texts() for c in sheet.columns]
    assert gathering.widths.tolist() == [len(row) for row in rows]


def test_columns_stand_where_the_sheet_has_them_or_one_after_the_other() -> None:
    cells = Cells(
        file="a.csv",
        headings=("a", "b"),
        heading_row=1,
        columns=(Texts.of(["1"]), Texts.of(["2"])),
        row_numbers=numpy.array([2]),
    )
    assert cells.sheet_columns == (0, 1)
    assert replace(cells, at_columns=(3, 5)).sheet_columns == (3, 5)
    assert cells.without([0]).sheet_columns == (1,)


def test_the_rows_of_a_workbook_are_as_wide_as_its_sheet() -> None:
    sheet = Sheet.of_rows(rows=[["Title"], ["a", "b"]])
    assert [sheet.row(0), sheet.row(1)] == [("Title", ""), ("a", "b")]


def test_a_cell_of_a_table_is_found_and_named_by_its_row_and_column() -> None:
    cells = Cells.of_rows(
        file="m.csv",
        headings=("A", "B"),
        heading_row=3,
        rows=(("1", "2"), ("3", "4")),
        row_numbers=(4, 6),
        at_columns=(1, 27),
    )
    assert (cells.row(1), cells.text(1, 0), cells.height) == (("3", "4"), "2", 2)
    assert (cells.address(1, 0), cells.addresses(0, [0, 1]), cells.address_of_heading(1)) == (
        "AB4",
        ("B4", "B6"),
        "AB3",
    )
