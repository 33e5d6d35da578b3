"""The forecast: what it gives where the answer is plain, what always holds of it, and when it is refused."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from src.analysis.forecast import Range, back_test, forecast, months_after, months_between, refusal


def ends(span: Range) -> tuple[int | None, int | None]:
    return span.low, span.high


def test_a_constant_pace_goes_on_as_it_is() -> None:
    # Two a month: 12 in six months, and 30 take 15 months. To close 30 in six takes five a month.
    created = forecast([2] * 12, still_open=30, months=6)
    assert ends(created.likely) == ends(created.wide) == (12, 12)
    assert ends(created.all_done_likely) == ends(created.all_done_wide) == (15, 15)
    assert (created.pace, created.pace_needed) == (2.0, 5.0)


def test_no_more_can_be_done_than_are_open() -> None:
    created = forecast([2] * 12, still_open=5, months=6)
    assert ends(created.wide) == (5, 5)
    assert ends(created.all_done_wide) == (3, 3)


def test_a_part_of_a_month_counts_in_part_and_a_part_of_a_finding_not_at_all() -> None:
    assert ends(forecast([2] * 12, still_open=30, months=1.5).likely) == (3, 3)
    assert ends(forecast([2] * 12, still_open=30, months=1.4).likely) == (2, 2)


def test_with_no_time_left_nothing_is_done_and_no_pace_would_do() -> None:
    created = forecast([2] * 12, still_open=30, months=0)
    assert ends(created.wide) == (0, 0)
    assert created.pace_needed is None


def test_a_month_that_may_be_any_of_ten_has_the_middle_of_the_ten() -> None:
    # 0 to 9, each as likely: a quarter lies at 2 or below and a quarter at 7 or above; 7.5% at 0 and at 9.
    created = forecast(list(range(10)), still_open=100, months=1)
    assert ends(created.likely) == (2, 7)
    assert ends(created.wide) == (0, 9)


def test_what_takes_more_than_ten_years_is_not_said_to_be_done() -> None:
    # One a month on average: a thousand take some eighty years.
    created = forecast([8, 0, 0, 0, 0, 0, 0, 0], still_open=1000, months=3)
    assert ends(created.all_done_likely) == (None, None)


@pytest.mark.parametrize(
    ("counts", "text"),
    [
        ([2] * 7, "1 more whole month is needed before a forecast can be made."),
        ([2] * 3, "5 more whole months are needed before a forecast can be made."),
        ([], "8 more whole months are needed before a forecast can be made."),
        ([1] * 7 + [0], "1 more closure is needed before a forecast can be made."),
        ([0] * 12, "8 more closures are needed before a forecast can be made."),
        ([1] * 8, ""),
    ],
)
def test_under_eight_months_or_eight_closures_a_forecast_is_refused(counts: list[int], text: str) -> None:
    assert refusal(counts) == text
    if text:
        with pytest.raises(ValueError, match=text[:6]):
            forecast(counts, still_open=10, months=3)


COUNTS = some.lists(some.integers(0, 9), min_size=8, max_size=24).filter(lambda counts: sum(counts) >= 8)
few = settings(max_examples=12)


@few
@given(COUNTS, some.integers(1, 60), some.integers(0, 24))
def test_the_wide_range_holds_the_likely_one_and_the_same_months_give_the_same(
    counts: list[int], still_open: int, months: int
) -> None:
    created = forecast(counts, still_open, months)
    assert created == forecast(counts, still_open, months)
    assert 0 <= created.wide.low <= created.likely.low <= created.likely.high <= created.wide.high <= still_open  # type: ignore[operator]
    assert min(counts) * months <= created.wide.high or created.wide.high == still_open  # type: ignore[operator]


@few
@given(COUNTS, some.integers(1, 60), some.integers(0, 12))
def test_more_time_never_closes_fewer(counts: list[int], still_open: int, months: int) -> None:
    sooner, later = forecast(counts, still_open, months).wide, forecast(counts, still_open, months + 1).wide
    assert sooner.low <= later.low  # type: ignore[operator]
    assert sooner.high <= later.high  # type: ignore[operator]


@few
@given(COUNTS, some.integers(1, 60), some.integers(0, 12))
def test_three_times_as_many_of_everything_close_three_times_as_many(
    counts: list[int], still_open: int, months: int
) -> None:
    once = forecast(counts, still_open, months)
    thrice = forecast([3 * count for count in counts], 3 * still_open, months)
    assert ends(thrice.wide) == tuple(3 * end for end in ends(once.wide))  # type: ignore[operator]
    assert thrice.all_done_wide == once.all_done_wide


def test_past_forecasts_of_a_constant_pace_were_all_right() -> None:
    # Twelve months: forecasts at the ninth and the tenth have three months after them.
    past = back_test([2] * 12)
    assert (past.forecasts, past.in_likely, past.in_wide) == (2, 2, 2)


def test_past_forecasts_did_not_see_a_change_of_pace() -> None:
    # One a month, then ten: what came after months 8, 9 and 10 was 12, 21 and 30 where three were foreseen.
    past = back_test([1] * 10 + [10] * 3)
    assert (past.forecasts, past.in_likely, past.in_wide) == (3, 0, 0)


def test_a_past_month_that_carried_no_forecast_is_not_looked_back_on() -> None:
    # Nothing closed in the first eight months; at the ninth eight had.
    assert back_test([0] * 8 + [8] + [0] * 3).forecasts == 1
    assert back_test([2] * 10).forecasts == 0


def test_months_run_from_day_to_day() -> None:
    assert months_between(date(2026, 3, 2), date(2026, 6, 2)) == 3
    assert months_between(date(2025, 11, 30), date(2026, 1, 30)) == 2
    assert months_between(date(2026, 3, 2), date(2026, 3, 17)) == pytest.approx(15 / 30.4375)
    assert months_between(date(2026, 3, 2), date(2026, 3, 2)) == 0
    assert months_between(date(2026, 3, 2), date(2026, 3, 1)) == 0
    assert months_after(date(2026, 11, 30), 3) == date(2027, 2, 1)
    assert months_after(date(2026, 12, 1), 0) == date(2026, 12, 1)
