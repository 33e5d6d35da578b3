"""Time to clear a backlog: from the net of a window, never where the backlog did not shrink, and honest of its range."""

from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as some

from src.analysis import time_to_clear as clearing
from src.analysis.time_to_clear import Period, TimeToClear, duration, time_to_clear
from src.wording import step

FIRST = date(2026, 1, 5)
SOON = (
    "How long the cases awaiting a MARAC take to clear cannot be said yet: 13 periods with a date before them are "
    "needed, and"
)


def backlog(falls: list[int | None], *, ends_at: int, every: int = 7, came: int = 30) -> list[Period]:
    """A date to begin with and one for each fall, in which so many more went out than came in, ending at a number."""
    waiting = [ends_at]
    for fall in reversed(falls):
        waiting.append(waiting[-1] + (fall or 0))
    flows = [(None, None), *((came, None if fall is None else came + fall) for fall in falls)]
    return [
        Period(to_on=FIRST + timedelta(days=every * at), waiting=number, came=into, out=out)
        for at, (number, (into, out)) in enumerate(zip(reversed(waiting), flows, strict=True))
    ]


def cleared(falls: list[int | None], *, ends_at: int, every: int = 7, days_counted: int | None = None) -> TimeToClear:
    return time_to_clear("cases awaiting a MARAC", backlog(falls, ends_at=ends_at, every=every), days_counted)


def test_a_steady_pace_gives_one_time() -> None:
    found = cleared([3] * 13, ends_at=24)
    assert (found.weeks, found.quickest, found.slowest) == (8, 8, 8)
    assert found.sentence == (
        "In the 13 weeks to 6 April 2026, 39 more went out than came in: at that pace the cases awaiting a MARAC "
        "would take eight weeks to clear."
    )


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (["2026-01-05", "2026-01-12", "2026-01-19"], "week"),
        (["2026-01-05", "2026-01-12", "2026-01-26"], "period"),
        (["2026-01-31", "2026-02-28", "2026-03-31"], "month"),
        (["2026-01-01", "2026-02-01", "2026-03-02"], "month"),
        (["2026-01-31", "2026-03-31"], "period"),
        (["2026-01-31"], "period"),
    ],
)
def test_a_step_between_dates_is_a_week_or_a_month_where_it_is_one_each_time(dates: list[str], expected: str) -> None:
    assert step([date.fromisoformat(on_date) for on_date in dates]) == expected


def test_a_pace_is_a_week_whatever_the_periods_are() -> None:
    # Four a fortnight is two a week.
    assert cleared([4] * 13, ends_at=24, every=14).weeks == 12


def test_a_count_of_seven_days_is_of_seven_days_after_a_missed_week_too() -> None:
    assert cleared([4] * 13, ends_at=24, every=14, days_counted=7).weeks == 6


def test_only_the_newest_half_year_sets_the_pace() -> None:
    assert cleared([100] * 30 + [3] * 26, ends_at=24).weeks == 8


def test_one_period_more_than_half_a_year_is_left_out() -> None:
    # 26 periods of 2, and before them one of 100: a window of 27 would have a pace of 152 / 27.
    assert cleared([100] + [2] * 26, ends_at=52).weeks == 26


def test_a_backlog_that_falls_most_weeks_and_grows_is_not_being_cleared() -> None:
    # Three weeks in four it falls by 1 and in the fourth it rises by 20: 17 more every four weeks.
    found = cleared([1, 1, 1, -20] * 7, ends_at=218)
    # The newest 26 periods leave out the first two falls of 1: 7 x -17 - 2 = -121.
    assert (found.weeks, found.quickest, found.slowest) == (None, None, None)
    assert found.sentence == (
        "In the 26 weeks to 20 July 2026, the cases awaiting a MARAC were not being cleared: they grew by 121."
    )


def test_a_backlog_that_stays_is_not_being_cleared() -> None:
    assert cleared([2, -2] * 13, ends_at=40).sentence.endswith("were not being cleared: they stayed at 40.")


def test_a_pace_that_is_hardly_one_may_never_clear() -> None:
    # Net 26 in 26 weeks, one a week, of blocks of falls of 10 and rises of 9 in turn.
    found = cleared(([10] * 4 + [-9] * 4) * 3 + [10, 4], ends_at=100)
    assert (found.weeks, found.quickest, found.slowest) == (None, None, None)
    assert found.sentence == (
        "In the 26 weeks to 6 July 2026, 26 more went out than came in: too few of 100 to say that the cases awaiting a "
        "MARAC are being cleared."
    )


def test_years_are_said_as_years() -> None:
    assert [duration(weeks) for weeks in (0.2, 1, 9.6, 104, 105, 365.25, 5473, None)] == [
        "one week",
        "one week",
        "10 weeks",
        "104 weeks",
        "two years",
        "seven years",
        "105 years",
        "never",
    ]


@pytest.mark.parametrize(
    ("falls", "ends_at", "expected"),
    [
        ([3] * 12, 24, f"{SOON} 12 can be counted."),
        ([3, None] * 12, 24, f"{SOON} 12 can be counted."),
        ([3], 24, f"{SOON} one can be counted."),
        ([3] * 13, 0, "There are no cases awaiting a MARAC: nothing is left to clear."),
    ],
)
def test_where_no_time_can_be_given_it_is_said_why(falls: list[int | None], ends_at: int, expected: str) -> None:
    found = cleared(falls, ends_at=ends_at)
    assert (found.weeks, found.quickest, found.slowest) == (None, None, None)
    assert found.sentence.startswith(expected)


def test_flows_that_contradict_the_backlog_give_no_time() -> None:
    periods = [Period(to_on=p.to_on, waiting=p.waiting, came=30, out=29) for p in backlog([2] * 13, ends_at=10)]
    assert time_to_clear("cases", periods).sentence == (
        "In the 13 weeks to 6 April 2026, 13 more came in than went out, although the cases fell by 26: no time "
        "to clear follows from that."
    )


def test_a_number_that_is_not_known_gives_no_time() -> None:
    periods = [Period(to_on=FIRST, waiting=None, came=1, out=1)]
    for rows in (periods, []):
        assert time_to_clear("cases", rows).sentence == (
            "How many cases there are is not known, so how long they take to clear cannot be said."
        )


FALLS = some.lists(some.integers(-30, 30), min_size=1, max_size=60)


@given(FALLS, some.integers(0, 300))
def test_there_is_a_time_only_where_the_backlog_shrank_and_then_it_is_that_of_the_shrinking(
    falls: list[int], ends_at: int
) -> None:
    found = cleared(list(falls), ends_at=ends_at)
    window = falls[-26:]
    shrank = sum(window)
    if len(falls) < 13 or ends_at == 0 or shrank <= 0:
        assert (found.weeks, found.quickest, found.slowest) == (None, None, None)
    else:
        if found.slowest is None:
            assert (found.weeks, found.quickest) == (None, None)
            assert found.sentence.endswith("are being cleared.")
        else:
            assert found.weeks == pytest.approx(ends_at * len(window) / shrank)
            assert found.quickest is not None
            assert found.quickest <= found.slowest
        assert found == cleared(list(falls), ends_at=ends_at)


def test_the_range_holds_the_lasting_pace_about_as_often_as_it_says() -> None:
    # 300 half years of weeks that fall by 4 on average with a spread of 6: the lasting time is 100 / 4 = 25 weeks.
    draw = Random(7)
    held = 0
    for _ in range(300):
        found = cleared([round(draw.gauss(4, 6)) for _ in range(26)], ends_at=100)
        held += (found.quickest or 1e9) <= 25 <= (found.slowest or 1e9)
    assert 0.75 <= held / 300 <= 0.92


def test_the_range_is_that_of_85_of_100_paces(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = [float(pace) for pace in range(1, clearing.DRAWS + 1)]
    monkeypatch.setattr(clearing, "_paces", lambda periods: drawn)
    found = cleared([1] * 26, ends_at=64)
    assert found.quickest is not None
    assert found.slowest is not None
    held = [pace for pace in drawn if 64 / found.slowest <= pace <= 64 / found.quickest]
    assert len(held) == pytest.approx(0.85 * len(drawn), abs=2)
