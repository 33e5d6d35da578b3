"""Whether a figure moved by more than it usually does: by hand, and in simulated series."""

import random
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from src.analysis.usual_moves import FALSE_ALARMS, chance_of_counts, chance_of_shares, is_more_than_usual, usual_move

FIRST = date(2024, 1, 1)
SPAN = 28


def weekly(values: list[float]) -> list[tuple[date, float]]:
    """A figure a week."""
    return [(FIRST + timedelta(weeks=at), value) for at, value in enumerate(values)]


def test_the_usual_move_is_the_root_mean_square_of_the_moves_of_the_same_span() -> None:
    # 28 weeks of 10, 10, 14, 10 over and over: over two weeks it moves by 4 in 13 of 26 cases, and else not at all.
    points = weekly([10, 10, 14, 10] * 7)
    assert usual_move(points, 14) == pytest.approx((4 * 4 * 13 / 26) ** 0.5)
    assert usual_move(points, SPAN) == 0, "four weeks apart it is always the same"


@pytest.mark.parametrize(("weeks", "is_long_enough"), [(24, False), (25, True)])
def test_a_history_holds_six_spans_or_none_is_usual(weeks: int, is_long_enough: bool) -> None:
    # 25 figures a week apart span 24 weeks: six times four.
    assert (usual_move(weekly([5.0] * weeks), SPAN) is not None) is is_long_enough


def test_a_move_of_no_days_has_no_history() -> None:
    assert usual_move(weekly([5.0] * 100), 0) is None
    assert usual_move([], SPAN) is None


def test_an_extract_a_few_days_early_still_counts_as_the_same_span() -> None:
    shifted = [(day + timedelta(days=at % 3), value) for at, (day, value) in enumerate(weekly([7.0] * 40))]
    assert usual_move(shifted, SPAN) == 0


def test_the_nearer_of_two_figures_stands_for_the_day_between_them() -> None:
    # 27 days before a figure lies the day after the one of four weeks before, to which it is always the same.
    assert usual_move(weekly([3, 5, 9, 3] * 10), 27) == 0


def test_the_spreads_by_chance() -> None:
    assert chance_of_counts(6, 13) == pytest.approx(19**0.5)
    assert chance_of_counts(0, 0) == 1, "from none to one is within chance"
    # 40 of 100 and 60 of 100: pooled one half, so the root of a quarter times two hundredths.
    assert chance_of_shares(40, 100, 60, 100) == pytest.approx(100 * (0.25 * 0.02) ** 0.5)


def test_without_a_history_one_of_many_series_has_to_move_further() -> None:
    # 1.645 spreads of one series, and 2.45 of one of seven: the same 10 per cent for all of them together.
    assert is_more_than_usual(1.7, (), SPAN, 1.0, series=1)
    assert not is_more_than_usual(1.7, (), SPAN, 1.0, series=7)
    assert is_more_than_usual(2.5, (), SPAN, 1.0, series=7)
    assert is_more_than_usual(1.1, (), SPAN, 1.0, series=7, is_against_the_whole=True)
    assert not is_more_than_usual(100, (), SPAN, None), "a spread that is not known makes nothing news"


@given(some.lists(some.integers(0, 60), min_size=2, max_size=6), some.integers(-60, 60), some.booleans())
def test_no_move_is_news_that_a_short_history_made_as_far(figures: list[int], move: int, is_against: bool) -> None:
    history = [(date(2026, 1, 5) + timedelta(weeks=at), float(figure)) for at, figure in enumerate(figures)]
    made = max(abs(one - other) for one, other in pairwise(figures))
    # Six figures are five weeks: too few for what is usual of one.
    is_news = is_more_than_usual(move, history, 7, 1.0, series=7, is_against_the_whole=is_against)
    assert not (is_news and abs(move) <= made)
    assert is_more_than_usual(61, history, 7, 1.0, series=7, is_against_the_whole=is_against)


@given(some.lists(some.integers(0, 60), min_size=2, max_size=8), some.integers(-60, 60))
def test_no_move_is_news_that_a_series_made_as_far_the_other_way_meanwhile(figures: list[int], move: int) -> None:
    points = weekly([float(figure) for figure in figures])
    days = 7 * (len(points) - 1)
    back = max(
        (old - new if move > 0 else new - old for at, new in enumerate(figures) for old in figures[:at]), default=0
    )
    assert is_more_than_usual(move, points[:1], days, 1.0, since=points[1:]) == (abs(move) > max(1.645, back))


def test_what_went_the_other_way_for_longer_than_the_move_took_does_not_hide_it() -> None:
    # 60 down to 6 in 12 weeks, then up to 13 in four: the fall took three times as long.
    fall = [(FIRST, 60.0), (FIRST + timedelta(weeks=12), 6.0)]
    risen = [(FIRST + timedelta(weeks=16), 13.0)]
    assert is_more_than_usual(7, fall, SPAN, 1.0, since=risen)
    assert not is_more_than_usual(7, fall, 12 * 7, 1.0, since=risen)


def test_a_small_area_that_wanders_is_rarely_better_or_worse_over_a_year_and_one_that_trebles_is_worse() -> None:
    draw = random.Random(5)
    false = missed = 0
    for _ in range(200):
        value, values = 6.0, []
        for _ in range(65):
            value = max(0.0, value + draw.gauss(0, 1.2) - (value - 6) / 8)
            values.append(float(round(value)))
        risen = [figure + 30 * max(0, at - 12) / 52 for at, figure in enumerate(values)]
        for figures, is_true in ((values, False), (risen, True)):
            points = weekly(figures)
            chance = chance_of_counts(figures[12], figures[-1])
            is_news = is_more_than_usual(
                figures[-1] - figures[12], points[:13], 52 * 7, chance, is_against_the_whole=True, since=points[13:]
            )
            false += is_news and not is_true
            missed += is_true and not is_news
    assert false <= 200 * FALSE_ALARMS, "of 200 that nothing happened to"
    assert missed <= 10, "of 200 that rose by 30"


@pytest.mark.parametrize("level", [6, 30, 200])
def test_steady_backlogs_rarely_alarm_and_a_doubled_one_always_does(level: int) -> None:
    # A backlog that takes in and lets out as many, drawn back to its level: 60 of them, two years each.
    draw = random.Random(level)
    false = judged = missed = 0
    for _ in range(60):
        value, values = float(level), []
        for _ in range(104):
            value = max(0.0, value + draw.gauss(0, level**0.5 / 2) - (value - level) / 4)
            values.append(float(round(value)))
        for at in range(60, 104, SPAN // 7):
            move = values[at] - values[at - 4]
            chance = chance_of_counts(values[at - 4], values[at])
            history = weekly(values[: at - 3])
            judged += 1
            false += is_more_than_usual(move, history, SPAN, chance)
        missed += not is_more_than_usual(values[99] + 2 * level - values[99], weekly(values[:100]), SPAN, None)
    assert false / judged < 0.02
    assert missed == 0


def test_six_moves_of_one_span_are_a_history_and_five_are_none() -> None:
    weeks = weekly([float(at) for at in range(9)])
    assert usual_move(weeks[:7], 7) == 1.0
    # Without the seventh of nine figures the eighth has none a week before it: 1 to 5 after 0, and 8 after 7, are six.
    assert usual_move([*weeks[:6], *weeks[7:]], 7) == 1.0
    assert usual_move([*weeks[:6], weeks[7]], 7) is None
