"""Where a backlog stands against a year before and its usual range, and whether it moved for good; worked by hand."""

from datetime import date, timedelta
from math import sqrt
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as some

from src.analysis.backlog import (
    BEFORE,
    LASTS,
    LASTS_IF_CLEAR,
    LEAST_IN_YEAR,
    is_record,
    position,
    since_first,
    standing,
    step,
    step_sentence,
    unlike_others,
    verdict,
)
from src.contracts.metric import Row

FIRST = date(2025, 1, 6)


def weekly(values: list[int]) -> list[tuple[date, float]]:
    return [(FIRST + timedelta(weeks=at), float(value)) for at, value in enumerate(values)]


def event(weeks: int, title: str, topics: str = "marac") -> Row:
    """An event so many weeks after the first figure."""
    on_date = FIRST + timedelta(weeks=weeks)
    return {"as_at_on": on_date, "precision_code": "day", "title": title, "topics": topics}


def test_a_level_is_set_against_the_figure_of_a_year_before_and_the_range_between() -> None:
    # 53 weeks: the first is 52 weeks before the last. Between them 100 to 151.
    stands = position(weekly([178, *range(100, 151), 120]))
    assert (stands.value, stands.year_ago, stands.year_ago_on) == (120, 178, FIRST)
    assert (stands.low, stands.high) == (100, 178)
    assert standing(stands) == (
        ", 58 fewer than a year before (178 on 6 January 2025) and inside the range of the 52 weeks before (100 to 178)"
    )
    assert verdict(stands) == "", "inside its range is said already"


@pytest.mark.parametrize("figures", [14, 15, 26, 38, 49, 50, 53, 54, 104])
def test_a_range_is_of_as_many_weeks_as_are_held_and_of_52_at_most(figures: int) -> None:
    # A first figure within three weeks of a year before is the figure of a year before.
    weeks = 52 if figures >= 50 else figures - 1
    assert f"the range of the {weeks} weeks before (" in standing(position(weekly([5, 6] * 52)[-figures:]))


def test_what_is_older_than_a_year_is_not_in_the_range() -> None:
    assert position(weekly([500, 10, *range(100, 151), 99])).high == 150


def test_a_level_outside_its_range_is_said_to_be_and_waits_to_last() -> None:
    stands = position(weekly([100, 110] * 26 + [111]))
    assert standing(stands).endswith(" and more than in any of the 52 weeks before (100 to 110)")
    assert verdict(stands) == "Whether that lasts cannot be said yet: it takes 8 to 17 figures."
    assert standing(position(weekly([100, 110] * 26 + [99]))).endswith(
        " and fewer than in any of the 52 weeks before (100 to 110)"
    )


def test_a_range_whose_end_a_move_under_way_made_is_not_called_usual() -> None:
    # 48 weeks at 150 and 188 by turns, then 197, 188, 231 and 220: the 231 is the rise's own.
    stands = position(weekly([150, 188] * 24 + [197, 188, 231, 220]))
    assert standing(stands).endswith(
        " and more than in any of the 48 weeks before 8 December 2025 (150 to 188), since when it has been 188 to 231"
    )
    assert verdict(stands) == "Whether that lasts cannot be said yet: it takes 8 to 17 figures."
    fallen = position(weekly([150, 188] * 24 + [140, 151, 120, 130]))
    assert "fewer than in any of the 48 weeks before 8 December 2025 (150 to 188)" in standing(fallen)
    # What came back among the figures before is inside their range, as is what an old peak alone exceeds.
    assert "inside the range" in standing(position(weekly([150, 188] * 24 + [197, 188, 231, 180])))
    assert "inside the range" in standing(position(weekly([231] + [150, 188] * 24 + [197, 188, 220])))


@given(some.lists(some.integers(0, 400), min_size=14, max_size=70))
def test_inside_a_range_is_said_only_of_what_older_figures_span(figures: list[int]) -> None:
    text = standing(position(weekly(figures)))
    if "inside the range" in text:
        lately = figures[-53:-1]
        firsts = range(max(LEAST_IN_YEAR, len(lately) + 1 - LASTS), len(lately))
        # No cut among the newest figures has both what comes first after it and the newest above, or below, all before.
        assert not any(
            min(lately[at], figures[-1]) > max(lately[:at]) or max(lately[at], figures[-1]) < min(lately[:at])
            for at in firsts
        )


def test_with_few_figures_nothing_is_said_of_a_year_or_a_range() -> None:
    stands = position(weekly([5, 4, 3]))
    assert (stands.year_ago, stands.low, stands.step, standing(stands), verdict(stands)) == (None, None, None, "", "")
    # Two figures a year apart are compared, and are no range.
    apart = [(date(2025, 2, 3), 12.0), (date(2026, 2, 16), 12.0)]
    assert standing(position(apart)) == ", the same as a year before (12 on 3 February 2025)"


def test_a_step_is_named_with_the_event_nearest_before_it() -> None:
    events = [
        event(20, "Long before"),
        event(24, "Earlier"),
        event(25, "Nearest", "all"),
        event(26, "Another matter", "investigations"),
        event(28, "After"),
    ]
    found = step(weekly([20, 24] * 13 + [60, 62] * 7), events, "marac")
    assert found is not None
    assert (found.from_on, found.before, found.after) == (FIRST + timedelta(weeks=26), 22, 61)
    assert step_sentence("Walsall", found) == (
        "Walsall: about 61, a lasting rise from about 22 that began on 7 July 2025. "
        "A possible cause is the event nearest before it, of 30 June 2025: Nearest."
    )
    stands = position(weekly([20, 24] * 13 + [60, 62] * 7))
    assert verdict(stands) == "The level is about 61, a lasting rise from about 22 that began on 7 July 2025."
    # The range would hold both levels, and so say of neither where the figure stands in it.
    assert (stands.low, stands.high, standing(stands)) == (None, None, "")


def test_a_move_of_more_than_a_year_ago_leaves_the_range_of_the_year_since() -> None:
    stands = position(weekly([20, 24] * 13 + [60, 62] * 30))
    assert stands.step is not None
    assert (stands.low, stands.high) == (60, 62)


def test_a_move_that_takes_its_time_is_told_with_both_its_ends() -> None:
    # 40 weeks at 100 and 104 by turns, 26 weeks that rise by one or two to 134, 13 weeks at 134 and 136 by turns.
    # The middle of the 28 figures from the 52nd on is between 132 and 134. Two counts of 102 and 133 differ by chance by
    # 15.3, and twice that is 30.7: the level of 13 weeks before lies far enough off, and no later one.
    rising = [103 + at * 31 // 26 for at in range(1, 27)]
    moved = weekly([*[100, 104] * 20, *rising, *[134, 136] * 6, 135])
    found = step(moved, [event(36, "In the weeks before"), event(20, "Long before")], "marac")
    assert found is not None
    assert found.from_on == FIRST + timedelta(weeks=51)
    assert found.until_on == FIRST + timedelta(weeks=37)
    assert found.text == "about 133, a lasting rise from about 102 between 22 September 2025 and 29 December 2025"
    assert found.event is None, "Over half a year some event is always near"


def test_a_rise_over_a_year_is_found_by_the_half_year_between_its_levels() -> None:
    # 30 weeks at 100 and 104 by turns, a year that rises by seven in ten weeks to 138, and 13 weeks at 138. Any level of
    # 26 weeks that ends 13 before the level since has risen too far itself: it lies less than 31 below, twice the root
    # of the sum of both.
    rising = [102 + at * 7 // 10 for at in range(1, 53)]
    found = step(weekly([*[100, 104] * 15, *rising, *[138] * 13]))
    assert found is not None
    assert found.until_on is not None
    assert (found.from_on - found.until_on).days == 27 * 7


def test_two_odd_weeks_before_hide_no_move_and_a_third_does() -> None:
    since = [145, 149] * 9
    assert step(weekly([*[100, 104] * 12, 150, 150, *since])) is not None
    assert step(weekly([*[100, 104] * 11, 100, 150, 150, 150, *since])) is None


def test_an_event_after_a_move_began_is_not_named_as_its_cause() -> None:
    # The 26 figures before the first 60 have 23 in their middle. From the 29th on, at 24, none is as low any more.
    slow = weekly([*[18, 20, 22, 24, 26] * 6, 24, 24, 24, *[60] * 13])
    found = step(slow, [event(27, "Before it began"), event(31, "While it rose")], "marac")
    assert found is not None
    assert (found.from_on, found.before) == (FIRST + timedelta(weeks=33), 23)
    assert found.event is not None
    assert found.event["title"] == "Before it began"
    assert step(slow, [event(31, "While it rose")], "marac").event is None  # type: ignore[union-attr]


def test_an_event_long_before_is_not_named() -> None:
    found = step(weekly([22] * 26 + [61] * 13), [event(12, "Long before")], "marac")
    assert found is not None
    assert found.event is None
    assert step_sentence("Walsall", found).endswith("a lasting rise from about 22 that began on 7 July 2025.")


def test_a_step_needs_to_last_to_stand_clear_and_to_be_more_than_chance() -> None:
    # From 22 to 61 the root of 83 is 9.1: 39 is more than four times that, so eight figures are enough.
    assert step(weekly([22] * 26 + [61] * LASTS_IF_CLEAR)) is not None
    assert step(weekly([22] * 26 + [61] * (LASTS_IF_CLEAR - 1))) is None
    assert step(weekly([22] * (BEFORE - 1) + [61] * LASTS_IF_CLEAR)) is None
    assert step(weekly([22] * 26 + [61] * 16 + [22])) is None
    # From 22 to 50 the root of 72 is 8.5: 28 is more than twice and less than four times that.
    assert step(weekly([22] * 26 + [50] * (LASTS - 1))) is None
    assert step(weekly([22] * 26 + [50] * LASTS)) is not None
    # From 100 to 120: two counts of 100 and 120 differ by chance by the square root of 220, 14.8; twice that is 29.7.
    assert step(weekly([100] * 26 + [120] * LASTS)) is None
    # To 131 the square root is of 231, and twice that 30.4.
    assert step(weekly([100] * 26 + [131] * LASTS)) is not None
    assert step(weekly([100] * 26 + [130] * LASTS)) is None


FIGURES = some.lists(some.integers(0, 80), min_size=1, max_size=90)


@given(FIGURES)
def test_a_step_always_stands_clear_of_nearly_all_of_the_half_year_before_it(values: list[int]) -> None:
    series = weekly(values)
    found = step(series)
    if found:
        days = [on_date for on_date, _ in series]
        at = days.index(found.from_on)
        until = days.index(found.until_on) + 1 if found.until_on else at
        before, since = sorted(values[until - BEFORE : until]), values[at:]
        assert len(since) >= LASTS_IF_CLEAR
        assert min(since) > before[-3] if found.is_up else max(since) < before[2]


@given(some.lists(some.integers(15, 29), min_size=1, max_size=40))
def test_a_step_that_is_put_in_is_found_whatever_lies_before(values: list[int]) -> None:
    moved = step(weekly([*values, *[20, 24] * 13, *[90] * LASTS]))
    assert moved is not None
    assert moved.after == 90


def stock(draw: Random, size: float, alike: float, spread: float) -> list[float]:
    """Two years of a backlog that stays what it is, each week as like the one before as is said; never below zero."""
    off, figures = draw.gauss() * spread, []
    for _ in range(104):
        off = alike * off + sqrt(1 - alike * alike) * spread * draw.gauss()
        figures.append(max(0.0, float(round(size + off))))
    return figures


SIZES, ALIKE = (5, 20, 60, 160, 500), (0.0, 0.5, 0.8, 0.9, 0.95)


def share_found(series: list[list[float]]) -> float:
    return sum(step(weekly(figures)) is not None for figures in series) / len(series)


@pytest.mark.parametrize("restless", [1, 2])
def test_of_backlogs_that_stay_what_they_are_hardly_one_is_said_to_have_moved(restless: int) -> None:
    # The spread of a count is the square root of its size; that of a restless one twice as much.
    draw = Random(12)
    found = [
        share_found([stock(draw, size, alike, restless * sqrt(size)) for _ in range(30)])
        for size in SIZES
        for alike in ALIKE
    ]
    assert sum(found) / len(found) < 0.03
    assert max(found) < 0.2, "however much alike its weeks are"


@pytest.mark.parametrize("takes", [0, 13, 26])
def test_a_rise_by_a_third_at_once_or_little_by_little_is_found(takes: int) -> None:
    draw = Random(12)
    for size in (160, 500):
        moved = []
        for _ in range(40):
            figures = stock(draw, size, 0.5, sqrt(size))
            ramp = [min(1.0, max(0.0, (at - 64) / max(takes, 1))) for at in range(104)]
            moved.append([figure + round(size * 0.35 * part) for figure, part in zip(figures, ramp, strict=True)])
        assert share_found(moved) > 0.9
        fallen = [[2 * size - figure for figure in figures] for figures in moved]
        assert share_found(fallen) > 0.9


@pytest.mark.parametrize(
    ("newest", "sentence"),
    [
        (45, ""),
        (
            58,
            "That is in the highest quarter of those weeks' figures (the middle one is 43); whether that lasts cannot be said yet.",
        ),
        (
            32,
            "That is in the lowest quarter of those weeks' figures (the middle one is 43); whether that lasts cannot be said yet.",
        ),
    ],
)
def test_a_figure_at_the_edge_of_its_range_is_not_called_usual(newest: int, sentence: str) -> None:
    # 30 and 0 1 2 4 5 7 8 9 11 12 14 15 18 19 21 22 25 26 28 29 more, mixed: quarters end at 36.5, 43 and 51.25.
    figures = [30 + (at * 7) % 31 for at in range(20)]
    series = [(date(2025, 1, 6) + timedelta(weeks=at), float(value)) for at, value in enumerate([*figures, newest])]
    assert verdict(position(series)) == sentence


@pytest.mark.parametrize(
    ("figures", "clause"),
    [
        ([768, 178, 144], "624 fewer than in October 2023 (768)"),
        ([150, 178, 144], ""),
        ([110, 178, 144], ""),
        ([178, 144], ""),
        ([144, 178, 144], ""),
        ([100, 178, 144], "44 more than in October 2023 (100)"),
    ],
    ids=["fell far", "fell less", "rose as far", "two", "came back", "rose further"],
)
def test_a_short_series_is_set_against_its_first_figure_where_it_moved_further_since(
    figures: list[int], clause: str
) -> None:
    days = [date(2023, 10, 31), date(2024, 1, 4), date(2024, 2, 1)][-len(figures) :]
    assert (
        since_first(
            [(day, "month" if day.day == 31 else "day", figure) for day, figure in zip(days, figures, strict=True)]
        )
        == clause
    )


@pytest.mark.parametrize(
    ("figures", "at", "around"),
    [
        # 420 less 370 is 50, and the others lie 21 apart.
        ([441, 423, 420, 370, 420, 428], 3, (420, 441)),
        ([441, 423, 420, 480, 420, 428], 3, (420, 441)),
        # No further below them than they lie apart.
        ([441, 423, 420, 399, 420, 428], 3, None),
        # A level that others stay at is no exception.
        ([441, 423, 420, 370, 368, 371], 3, None),
        ([420, 370, 420, 428], 1, None),
        ([420, 421, 370], 2, None),
        ([9, 420, 420, 420, 420, 370, 420, 420, 420, 420, 9], 5, (420, 420)),
    ],
    ids=["dip", "peak", "as far as they are apart", "another level", "one before", "none after", "only those around"],
)
def test_a_figure_far_from_all_around_it_is_an_exception(
    figures: list[int], at: int, around: tuple[int, int] | None
) -> None:
    series = weekly(figures)
    assert unlike_others(series, series[at][0]) == around


@given(some.integers(0, 60), some.integers(0, 60))
def test_a_record_is_worse_than_every_one_of_52_weeks(newest: int, weeks: int) -> None:
    stands = position(weekly([*([20, 24] * 30)[:weeks], newest]))
    assert is_record(stands, is_higher=True) is (weeks >= 49 and newest > 24)
    assert is_record(stands, is_higher=False) is (weeks >= 49 and newest < 20)
