"""Weeks to clear a backlog: a range worked by hand, or the sentence why there is none."""

from datetime import date, timedelta

import pytest

from src.analysis.time_to_clear import Clearing, weeks_to_clear

FIRST = date(2026, 1, 5)


def cleared(waiting: int | None, falls: list[int | None], every: int = 7) -> Clearing:
    """Weeks to clear where each period 10 came in and so many more went out; the first date opens the first period."""
    dates = [FIRST + timedelta(days=every * at) for at in range(len(falls) + 1)]
    flows = [(dates[0], 10, 10)]
    flows += [(day, 10, None if fall is None else 10 + fall) for day, fall in zip(dates[1:], falls, strict=True)]
    return weeks_to_clear("cases awaiting a MARAC", waiting, flows)


def test_the_range_is_from_the_quicker_to_the_slower_quarter_of_the_periods() -> None:
    # Falls in order 1 1 2 2 3 4 4 4 5: the quarter points of nine are the third and the seventh, 2 and 4.
    found = cleared(24, [4, 1, 2, 5, 3, 4, 1, 2, 4])
    assert (found.quickest, found.slowest) == (6, 12)
    assert found.text == (
        "At the pace of the 9 periods up to 9 March 2026, the cases awaiting a MARAC take six to 12 weeks to clear."
    )


def test_a_steady_pace_gives_one_number() -> None:
    assert cleared(24, [3] * 8).text.endswith("the cases awaiting a MARAC take eight weeks to clear.")


def test_a_pace_is_a_week_whatever_the_periods_are() -> None:
    # Four a fortnight is two a week.
    assert cleared(24, [4] * 8, every=14).quickest == 12


def test_a_slower_quarter_that_does_not_shrink_leaves_the_range_open() -> None:
    # In order 0 0 0 2 2 2 3 3 3: a quarter of them is 0, the middle 2, three quarters 3.
    found = cleared(24, [0, 2, 3, 0, 2, 3, 0, 2, 3])
    assert (found.quickest, found.slowest) == (8, None)
    assert found.text.endswith(
        "take eight weeks or more to clear; in a quarter of those periods or more they did not fall at all."
    )


@pytest.mark.parametrize(
    ("waiting", "falls", "expected"),
    [
        (24, [3] * 7, "Seven periods have both what came in and what went out: too few to say how long the cases"),
        (
            24,
            [3, None] * 7,
            "Seven periods have both what came in and what went out: too few to say how long the cases",
        ),
        (
            24,
            [0] * 8,
            "Over the 8 periods up to 2 March 2026 as much came in as went out, or more: the cases awaiting a",
        ),
        (
            24,
            [-2] * 8,
            "Over the 8 periods up to 2 March 2026 as much came in as went out, or more: the cases awaiting a",
        ),
        (0, [3] * 8, "There are no cases awaiting a MARAC: nothing is left to clear."),
        (
            None,
            [3] * 8,
            "How many cases awaiting a MARAC there are is not known, so how long they take to clear cannot",
        ),
    ],
)
def test_where_no_range_can_be_given_it_is_said_why(
    waiting: int | None, falls: list[int | None], expected: str
) -> None:
    found = cleared(waiting, falls)
    assert (found.quickest, found.slowest) == (None, None)
    assert found.text.startswith(expected)


def test_only_the_newest_half_year_sets_the_pace() -> None:
    assert cleared(24, [100] * 30 + [3] * 26).quickest == 8


def test_a_count_of_seven_days_is_of_seven_days_after_a_missed_week_too() -> None:
    dates = [FIRST + timedelta(days=14 * at) for at in range(9)]
    flows = [(day, 10, 14) for day in dates]
    assert weeks_to_clear("packages", 24, flows, days_counted=7).quickest == 6
