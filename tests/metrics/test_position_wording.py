"""Open, not closed and printed in one sentence: counts written by hand, worked out by hand."""

from datetime import date
from typing import Any

from src.metrics.findings.position_wording import against_others, not_closed


def register(day: date, opened: int, done: int = 0, sent: int = 0, reopened: int = 0) -> dict[str, Any]:
    return {
        "as_at_on": day, "open_count": opened, "done_not_sent_count": done, "with_hmicfrs_count": sent,
        "reopened_count": reopened, "in_progress_count": 0, "open_since_count": None, "stated_since_on": None,
    }  # fmt: skip


def printed(day: date, *opened: int) -> list[dict[str, Any]]:
    return [{"as_at_on": day, "open_count": count} for count in opened]


JULY, AUGUST, SEPTEMBER = date(2026, 7, 6), date(2026, 8, 3), date(2026, 9, 7)
WHOLE = [
    register(date(2025, 8, 4), 75),
    register(date(2025, 9, 1), 76),
    register(JULY, 133, 15, 17, 4),
    register(AUGUST, 132),
    register(SEPTEMBER, 133, 21, 16, 7),
]


def test_133_open_170_not_closed_and_163_printed_fit_together() -> None:
    assert not_closed(WHOLE) == (
        "170 findings are not closed at 7 September 2026: 133 open (seven of them re-opened), 21 done but not sent and "
        "16 with HMICFRS."
    )
    assert against_others(WHOLE, printed(JULY, 100, 63)) == (
        "Open: 57 more than on 1 September 2025 (76), and 1 more than on 3 August 2026 (132). The newest published "
        "table, of 6 July 2026, prints 163 open, 2 fewer than the 165 not closed in the register of that day: 133 open "
        "(four of them re-opened), 15 done but not sent and 17 with HMICFRS."
    )


def test_one_register_a_table_of_another_day_and_no_table_read_well() -> None:
    first = [register(SEPTEMBER, 1)]
    assert not_closed(first) == "1 finding is not closed at 7 September 2026: 1 open."
    assert against_others(first, []) == ""
    assert against_others(first, printed(JULY, 1)) == (
        "The newest published table, of 6 July 2026, prints 1 open; no whole register of that day is held to compare."
    )
    none = [register(AUGUST, 2), register(SEPTEMBER, 0)]
    assert not_closed(none) == "No finding is open, done but not sent or with HMICFRS at 7 September 2026."
    assert against_others(none, []) == "Open: 2 fewer than on 3 August 2026 (2)."


def test_the_register_of_a_year_before_is_the_nearest_to_52_weeks_before_and_none_further_than_three_weeks() -> None:
    newest = register(date(2026, 2, 2), 93)
    near = [register(date(2025, 1, 6), 64), register(date(2025, 2, 3), 60), register(date(2026, 1, 5), 99), newest]
    assert (
        against_others(near, [])
        == "Open: 33 more than on 3 February 2025 (60), and 6 fewer than on 5 January 2026 (99)."
    )
    # 52 weeks before 2 February 2026 is 3 February 2025; 6 January lies four weeks before that.
    assert against_others([near[0], *near[2:]], []) == "Open: 6 fewer than on 5 January 2026 (99)."
