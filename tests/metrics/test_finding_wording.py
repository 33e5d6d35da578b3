"""The sentences on findings at their edges: none, one, all, ties, no owner."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from src.analysis.past_dates import HMICFRS_DEADLINE, past, slipped
from src.metrics.findings import headline_wording
from src.metrics.findings.cause_wording import (
    cause_status,
    older_causes,
    open_causes,
    recommendations_in_short,
    recommendations_of_cause,
)
from src.metrics.findings.wording import (
    STANDS,
    by_level_over_time,
    raised_and_closed,
    recent_months,
    stand,
    standing,
)
from src.wording import listed

AUGUST = date(2026, 8, 31)


def late(*owners: str | None, days: int = 1020) -> list[dict[str, Any]]:
    """Rows of findings past their deadline, the longest first, by owner."""
    return [{"days_overdue": days - at, "owner_role": owner} for at, owner in enumerate(owners)]


@pytest.mark.parametrize(
    ("owners", "new", "text"),
    [
        (
            ["ACC Crime"] * 22 + ["ACC Local Policing"] * 15,
            2,
            "37 findings are past HMICFRS's deadline, two of them new since 31 August 2026; longest 1,020 days; "
            "22 belong to ACC Crime.",
        ),
        (
            ["A", "A", "B", "B"],
            0,
            "Four findings are past HMICFRS's deadline, none of them new since 31 August 2026; longest 1,020 days; "
            "two each belong to A and B.",
        ),
        (
            ["A", "A"],
            2,
            "Two findings are past HMICFRS's deadline, both of them new since 31 August 2026; longest 1,020 days; "
            "all belong to A.",
        ),
        (
            ["A"],
            1,
            "One finding is past HMICFRS's deadline, new since 31 August 2026; overdue by 1,020 days; it belongs to A.",
        ),
        (["A"], 0, "One finding is past HMICFRS's deadline; overdue by 1,020 days; it belongs to A."),
        ([None], 0, "One finding is past HMICFRS's deadline; overdue by 1,020 days; it has no stated owner."),
        (
            ["A", None, None],
            1,
            "Three findings are past HMICFRS's deadline, one of them new since 31 August 2026; longest 1,020 days; "
            "one belongs to A; two have no stated owner.",
        ),
        (
            ["A", "B", "C"],
            0,
            "Three findings are past HMICFRS's deadline, none of them new since 31 August 2026; longest 1,020 days; "
            "one each belongs to A, B and C.",
        ),
        (
            ["A", "B", "C", "D"],
            1,
            "Four findings are past HMICFRS's deadline, one of them new since 31 August 2026; longest 1,020 days; "
            "they belong to four owners.",
        ),
    ],
)
def test_what_is_overdue_says_how_many_are_new_and_whose_they_are(
    owners: list[str | None], new: int, text: str
) -> None:
    assert past(HMICFRS_DEADLINE, late(*owners), new, AUGUST) == text


def test_a_cause_is_closed_since_its_day_or_stands_by_the_name_of_its_status() -> None:
    row = {"counts_as": "closed", "status_name": "HMICFRS agreed", "status_on": date(2024, 7, 23)}
    assert cause_status(row, AUGUST) == "Closed 23 July 2024"
    assert cause_status({**row, "status_on": None}, AUGUST) == "Closed"
    assert (
        cause_status({**row, "counts_as": "open", "status_name": "Re-opened", "as_at_on": AUGUST}, AUGUST)
        == "Re-opened"
    )


def test_nothing_overdue_and_one_day_overdue_read_well() -> None:
    assert past(HMICFRS_DEADLINE, []) == "No finding is past HMICFRS's deadline."
    assert past(HMICFRS_DEADLINE, late("A", days=1)) == (
        "One finding is past HMICFRS's deadline; overdue by 1 day; it belongs to A."
    )


@pytest.mark.parametrize(
    ("counts", "text"),
    [
        ({}, "none open"),
        ({"open": 1, "reopened": 1}, "1 open (re-opened)"),
        ({"open": 133, "reopened": 3, "done_not_sent": 21, "with_hmicfrs": 16},
         "133 open (three of them re-opened), 21 done but not sent and 16 with HMICFRS"),
        ({"open": 0, "superseded": 2}, "none open and 2 superseded"),
    ],
)  # fmt: skip
def test_each_way_of_standing_is_counted_apart(counts: dict[str, int], text: str) -> None:
    assert standing(counts) == text


@pytest.mark.parametrize(
    ("count", "counts", "text"),
    [
        (36, {"open": 36}, ", all of them open"),
        (2, {"open": 2}, ", both of them open"),
        (1, {"open": 1}, ": open"),
        (1, {"open": 1, "reopened": 1}, ": 1 open (re-opened)"),
        (5, {"not_stated": 5}, ", with no stated status"),
        (3, {"open": 1, "superseded": 2}, ": 1 open and 2 superseded"),
        (4, {"open": 3}, ": 3 open"),
        (0, {}, ""),
    ],
)
def test_what_stands_alike_is_counted_once(count: int, counts: dict[str, int], text: str) -> None:
    assert stand(count, counts) == text


def cause(**counts: Any) -> dict[str, Any]:
    """A cause of concern with what its recommendations come to."""
    none = dict.fromkeys(
        "open in_progress reopened done_not_sent with_hmicfrs closed_by_force agreed archived superseded not_stated overdue".split(),
        0,
    )
    columns = {f"{name}_count": count for name, count in {**none, **counts}.items()}
    return {
        "recommendations_stated_count": None,
        "recommendations_set_out_count": 0,
        "recommendations_closed_count": None,
        "days_overdue": None,
        **columns,
        **counts,
    }


def test_recommendations_of_a_cause_show_what_was_superseded_reopened_and_is_overdue() -> None:
    row = cause(
        open=1, reopened=1, agreed=3, superseded=1, overdue=1, days_overdue=1020,
        recommendations_stated_count=5, recommendations_set_out_count=5,
    )  # fmt: skip
    assert recommendations_of_cause(row) == (
        "5 recommendations: 1 open (re-opened), 3 agreed by HMICFRS and 1 superseded; one is 1,020 days past its "
        "deadline"
    )
    assert recommendations_in_short(row) == "One of five not closed (re-opened); one is 1,020 days past its deadline"
    assert recommendations_of_cause(cause()) == recommendations_in_short(cause()) == ""
    one = cause(open=1, recommendations_set_out_count=1)
    assert recommendations_of_cause(one) == "1 recommendation: open"
    assert recommendations_in_short(one) == "One of one not closed"
    some = cause(open=2, done_not_sent=2, with_hmicfrs=1, agreed=1, recommendations_set_out_count=6)
    assert recommendations_in_short(some) == "Five of six not closed"
    none = cause(agreed=2, recommendations_set_out_count=2)
    assert recommendations_in_short(none) == "None of two not closed"
    stated = cause(not_stated=2, recommendations_stated_count=3, recommendations_set_out_count=2,
                   recommendations_closed_count=1)  # fmt: skip
    assert recommendations_of_cause(stated) == (
        "3 recommendations stated, 2 set out; one is closed, and the source does not say which"
    )
    all_closed = cause(not_stated=2, recommendations_stated_count=2, recommendations_set_out_count=2,
                       recommendations_closed_count=2)  # fmt: skip
    assert recommendations_of_cause(all_closed) == "2 recommendations; two are closed"
    some = cause(agreed=1, not_stated=1, recommendations_set_out_count=2, recommendations_closed_count=2)
    assert recommendations_of_cause(some) == (
        "2 recommendations: 1 agreed by HMICFRS and 1 not stated; the source says two are closed"
    )


def months(raised: int, closed: int, unknown: int = 0) -> list[dict[str, Any]]:
    """A month before the 12 up to September 2026, in which one is raised and closed, and one month of these."""
    first = {"month_on": date(2025, 9, 1), "raised_count": 1, "closed_count": 1, "day_unknown_count": unknown}
    return [
        first,
        {
            **first,
            "month_on": date(2025, 10, 1),
            "raised_count": raised,
            "closed_count": closed,
            "day_unknown_count": 0,
        },
    ]


@pytest.mark.parametrize(
    ("raised", "closed", "unknown", "text"),
    [
        (3, 1, 0, "Findings are raised faster than they are closed: 3 raised and 1 closed on a stated day in the 12 months "
         "to September 2026, 2 more raised."),
        (1, 3, 0, "Findings are closed faster than they are raised: 1 raised and 3 closed on a stated day in the 12 months "
         "to September 2026, 2 more closed."),
        (1, 3, 4, "Findings are closed faster than they are raised: 1 raised and 3 closed on a stated day in the 12 months "
         "to September 2026, at least 2 more closed."),
        (2, 2, 0, "Findings are closed as fast as they are raised: 2 raised and 2 closed on a stated day in the 12 months "
         "to September 2026."),
        (2, 2, 1, "Findings are closed at least as fast as they are raised: 2 raised"),
        (3, 0, 0, "Findings are raised faster than they are closed: 3 raised and none closed on a stated day in the 12 "
         "months to September 2026, 3 more raised."),
        (0, 0, 0, "No finding was raised, or closed on a stated day, in the 12 months to September 2026."),
        (25, 19, 5, "Findings are raised faster than they are closed: 25 raised and 19 closed on a stated day in the 12 "
         "months to September 2026, between 1 and 6 more raised."),
        (25, 19, 6, "Whether findings are closed as fast as they are raised cannot be said: 25 raised and 19 closed on a "
         "stated day in the 12 months to September 2026. Since September 2025, 26 were raised and 20 closed on a stated "
         "day; of six, whether or when they closed is not stated."),
    ],
)  # fmt: skip
def test_raised_and_closed_are_compared_over_twelve_months(raised: int, closed: int, unknown: int, text: str) -> None:
    assert raised_and_closed(months(raised, closed, unknown), date(2026, 9, 30)).startswith(text)


@given(as_at=st.dates(date(2020, 1, 1), date(2030, 12, 31)))
def test_the_months_compared_are_twelve_and_each_of_them_is_over(as_at: date) -> None:
    every = [{"month_on": date(year, month, 1)} for year in range(2018, 2032) for month in range(1, 13)]
    found = [row["month_on"] for row in recent_months(every, as_at)]
    assert len(found) == 12
    tomorrow = as_at + timedelta(days=1)
    assert (tomorrow.year * 12 + tomorrow.month) - (found[-1].year * 12 + found[-1].month) == 1, (
        "the next begins by then"
    )


@given(raised=st.integers(0, 40), closed=st.integers(0, 40), unknown=st.integers(0, 20))
def test_what_is_said_of_the_pace_holds_whichever_of_the_unknown_closed_in_these_months(
    raised: int, closed: int, unknown: int
) -> None:
    text = raised_and_closed(months(raised, closed, unknown), date(2026, 9, 30))
    futures = [closed + some for some in range(unknown + 1)]
    assert ("raised faster" in text) <= all(raised > future for future in futures)
    assert ("closed faster" in text) <= all(raised < future for future in futures)
    assert ("as fast" in text and "cannot be said" not in text) <= all(raised <= future for future in futures)
    assert ("cannot be said" in text) <= (raised > futures[0] and raised <= futures[-1])


@pytest.mark.parametrize(
    ("raised", "begins", "tile"),
    [
        (8, "Eight findings were raised", "12 months to September 2026: 8 raised; no closure has a stated day"),
        (1, "One finding was raised", "12 months to September 2026: 1 raised; no closure has a stated day"),
        (0, "No finding was raised", ""),
    ],
)
def test_without_a_dated_closure_nothing_is_said_of_how_fast_findings_close(
    raised: int, begins: str, tile: str
) -> None:
    # The papers say of hundreds that they closed, and of none when.
    rows = [
        {"month_on": date(2025, 9, 1), "raised_count": 65, "closed_count": 0, "day_unknown_count": 1},
        {"month_on": date(2025, 10, 1), "raised_count": raised, "closed_count": 0, "day_unknown_count": 0},
    ]
    assert raised_and_closed(rows, date(2026, 9, 30)) == (
        f"{begins} in the 12 months to September 2026. No closure has a stated day, so whether as many are closed cannot "
        "be said."
    )
    assert headline_wording.raised_and_closed(rows, date(2026, 9, 30)) == tile


def test_the_newest_register_says_which_level_moved_most() -> None:
    def row(day: date, level: str, not_closed: int, closed: int) -> dict[str, Any]:
        return {
            "as_at_on": day, "origin_code": "whole_register", "level_name": level, "not_closed_count": not_closed,
            "closed_count": closed,
        }  # fmt: skip

    first, last = date(2026, 1, 5), date(2026, 9, 7)
    rows = [
        row(first, "Level 1", 4, 1),
        row(first, "Level 2", 6, 0),
        row(last, "Level 1", 3, 2),
        row(last, "Level 2", 9, 0),
    ]
    assert by_level_over_time(rows, last) == (
        "12 findings not closed and 2 closed on 7 September 2026; 10 and 1 on 5 January 2026. Level 2 moved most: "
        "6 not closed then, 9 now."
    )
    level_alike = [row(first, "Level 1", 4, 1), row(last, "Level 1", 4, 1)]
    assert by_level_over_time(level_alike, last).endswith("; 4 and 1 on 5 January 2026.")


@pytest.mark.parametrize(
    ("ages", "text"),
    [
        ([], ""),
        ([10], "One cause of concern is open, from PEEL 0."),
        ([400], "One cause of concern was last reported open, from PEEL 0, on 27 July 2025."),
        ([10, 10], "Two causes of concern are open, from PEEL 0."),
        ([10, 365], "Two causes of concern are open: one from PEEL 0 and one from PEEL 1."),
        (
            [10, 400],
            "Two causes of concern are open, or were when last reported: one from PEEL 0 and one from PEEL 1, on 27 July 2025.",
        ),
    ],
)
def test_open_causes_are_counted_by_inspection_and_old_ones_with_their_date(ages: list[int], text: str) -> None:
    causes: list[dict[str, Any]] = [
        {
            "counts_as": "open",
            "cycle_name": f"PEEL {ages.index(days)}",
            "cycle_code": at,
            "as_at_on": AUGUST - timedelta(days=days),
        }
        for at, days in enumerate(ages)
    ]
    closed = {"counts_as": "closed", "cycle_name": "PEEL 9", "cycle_code": 9, "as_at_on": AUGUST}
    assert open_causes([closed, *causes], AUGUST) == text
    assert older_causes([closed, *causes], AUGUST) == text.replace("concern", "concern from earlier inspections")


@pytest.mark.parametrize(
    ("moves", "text"),
    [
        ([], ""),
        ([("a", "HMICFRS", 31), ("b", "HMICFRS", 31), ("a", "The force", 31)], ""),
        ([("a", "HMICFRS", 31), ("a", "HMICFRS", -31)], ""),
        # 31 and 58 days are 89; 31 and 92 are 123, which is 4.04 months.
        ([("a", "HMICFRS", 31), ("a", "HMICFRS", 58)], "It has moved later twice, by 89 days in all."),
        ([("a", "HMICFRS", 31), ("a", "HMICFRS", 92)], "It has moved later twice, by 4 months in all."),
        # Of two that moved as often the one that moved further is named: 62 and 62 days are 124, 4.1 months.
        (
            [("a", "HMICFRS", 31), ("a", "HMICFRS", 31), ("b", "HMICFRS", 62), ("b", "HMICFRS", 62)],
            'Two dates have moved later, most often and furthest "Title b" twice, by 4 months in all.',
        ),
        (
            [("a", "HMICFRS", 31), ("a", "HMICFRS", 31), ("b", "HMICFRS", 80), ("c", "The force", 7)],
            'Three dates have moved later, most often "Title a" twice, furthest "Title b", by 80 days in all.',
        ),
    ],
)
def test_dates_that_slipped_are_counted_with_the_most_often_and_the_furthest_once_one_did_so_twice(
    moves: list[tuple[str, str, int]], text: str
) -> None:
    rows = [
        {"finding_id": name, "title": f"Title {name}", "set_by": set_by, "days_moved": days}
        for name, set_by, days in moves
    ]
    assert slipped(rows) == text
    beside = slipped(rows, is_beside_a_span=True)
    spans = {
        "It has moved later twice, by 89 days in all.": "It has moved later twice since it was first set, by 89 days in all.",
        "It has moved later twice, by 4 months in all.": "It has moved later twice since it was first set, by 4 months in all.",
        'Two dates have moved later, most often and furthest "Title b" twice, by 4 months in all.': (
            'Since these dates were first set, "Title b" moved most often and furthest: twice, by 4 months in all.'
        ),
        'Three dates have moved later, most often "Title a" twice, furthest "Title b", by 80 days in all.': (
            'Since these dates were first set, "Title a" moved most often, twice, and "Title b" furthest, by 80 days in all.'
        ),
    }
    assert beside == spans.get(text, "")


@given(st.dictionaries(st.sampled_from(sorted(STANDS)), st.integers(1, 300), min_size=1))
def test_findings_that_stand_in_different_ways_are_never_counted_under_one_word(counts: dict[str, int]) -> None:
    shown = {name: count for name, count in counts.items() if name not in ("in_progress", "reopened")}
    text = standing(shown, is_open_always=False)
    assert text == listed(f"{shown[name]:,} {STANDS[name]}" for name in shown)
    names = [STANDS[name] for name in STANDS if name not in ("in_progress", "reopened")]
    assert len(set(names)) == len(names)
    assert not [name for name in names if " or " in name]
