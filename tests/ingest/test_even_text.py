"""A large text of even rows is read at once: what comes of it is what reading row by row gives, or it is left to that."""

import io
import sys

from hypothesis import given
from hypothesis import strategies as st

from src.ingest import csv_file
from src.settings import Limits

LIMITS = Limits()
SPACES = "".join(letter for letter in map(chr, range(sys.maxunicode)) if letter.isspace() and letter not in "\r\n")
CELLS = st.text(st.sampled_from(f"ab1é€\ufeff\r\n'\\\u200b;|\t{SPACES}"), max_size=4)
LINES = st.lists(CELLS, min_size=1, max_size=4).map(",".join)
ENDS = st.sampled_from(["\n", "\r\n", "\r"])


def row_by_row(text: str, limits: Limits = LIMITS) -> object:
    """The sheet as it is read a row at a time."""
    content = io.TextIOWrapper(io.BytesIO(text.encode()), encoding="utf-8-sig", newline="")
    return csv_file._sheet("m.csv", content, ",", limits)


def at_once(text: str, limits: Limits = LIMITS) -> object:
    """The sheet as it is read at once; None where it is not."""
    return csv_file._even(text.encode(), "utf-8-sig", ",", limits)


@given(st.lists(LINES, max_size=5), ENDS, st.booleans(), st.sampled_from(["", "\ufeff"]))
def test_both_ways_of_reading_give_the_same(lines: list[str], end: str, is_ended: bool, mark: str) -> None:
    text = mark + end.join(lines) + (end if is_ended else "")
    found = at_once(text)
    if found is not None:
        assert found == row_by_row(text)


def test_even_rows_are_read_at_once_and_no_others() -> None:
    even = f"As at,LPA,\ufefffree\n1, a{SPACES},\r\n1,a,\r2,,b\n"
    assert at_once(even) == row_by_row(even) is not None
    for uneven in ("a,b\n1\n", "a,b\n1,2,3\n", "a,b\n\n1,2\n", 'a,b\n"1",2\n', "a\n1\n", "", "a,b\n\n"):
        assert at_once(uneven) is None
    assert at_once("a,b\n1,2\n", Limits(rows=1)) is None
    assert at_once("a,b\n1,2\n", Limits(cells=3)) is None
    assert at_once("a,b\n1,2\n", Limits(columns=1)) is None
    assert at_once("a,b\n1,22\n", Limits(cell_characters=1)) is None
