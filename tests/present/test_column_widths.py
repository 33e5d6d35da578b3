"""The room of a table shared among its columns."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from src.present.column_widths import column_widths

COLUMNS = st.lists(st.tuples(st.floats(0.5, 9), st.floats(0, 60)), min_size=1, max_size=9)


@given(COLUMNS, st.floats(1, 200))
def test_no_column_is_narrower_than_its_longest_word_nor_wider_than_its_longest_cell(
    columns: list[tuple[float, float]], room: float
) -> None:
    least = [item for item, _ in columns]
    whole = [item + more for item, more in columns]
    widths = column_widths(least, whole, room)
    assert sum(widths) <= room + 1e-3
    if sum(least) > room:  # all shrink alike
        assert [width / item for width, item in zip(widths, least, strict=True)] == pytest.approx(
            [room / sum(least)] * len(least)
        )
        return
    for width, item, most in zip(widths, least, whole, strict=True):
        assert item - 1e-6 <= width <= most + 1e-6
    assert sum(widths) == pytest.approx(min(room, sum(whole)), abs=1e-3)


def test_the_room_goes_where_there_is_most_to_read() -> None:
    # 10 are left over 8: the roots of what they lack, 4 and 9 and 0, are 2 and 3: 4 and 6 of the 10; the first needs 4.
    assert column_widths([2, 3, 3], [6, 12, 3], 18) == pytest.approx([6, 9, 3])
