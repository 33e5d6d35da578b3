"""The rules of variation against published series, and against what must hold of any series."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from src.analysis.spc import (
    Assurance,
    Drawn,
    Limits,
    Mark,
    Rule,
    Side,
    Variation,
    _two_of_three,
    assurance,
    periods,
    variation,
)

LETTERS = {Mark.COMMON: "g", Mark.IMPROVEMENT: "b", Mark.CONCERN: "o", Mark.NEITHER: "n", None: "-"}


def series(text: str) -> list[float | None]:
    """Values written with spaces; a dash is a missing period."""
    return [None if word == "-" else float(word) for word in text.split()]


def shown(text: str, side: Side = Side.HIGHER) -> str:
    """The marks of a series, a letter each."""
    return "".join(LETTERS[point.mark] for point in variation(series(text), side).points)


def test_the_worked_example() -> None:
    found = variation(series("20 24 20 26 22 16 18 16 31 28 34 26 30 19 18"), Side.HIGHER)
    (limits,) = found.limits
    assert limits.mean_moving_range == pytest.approx(5.43, abs=0.005)
    assert limits.mean == pytest.approx(23.20, abs=0.005)
    assert (limits.upper, limits.lower) == (pytest.approx(37.64, abs=0.01), pytest.approx(8.76, abs=0.01))
    assert {point.mark for point in found.points} == {Mark.COMMON}
    assert found.drawn is Drawn.PROVISIONAL


def test_ten_points_have_no_limits_and_no_icon() -> None:
    found = variation(series("20 24 20 26 22 16 18 16 31 28"), Side.HIGHER)
    assert (found.drawn, found.limits, found.icon) == (Drawn.RUN, (), None)
    assert found.reason == "3 more points are needed before limits can be drawn."
    assert found.median == 21


def test_limits_begin_at_thirteen_points() -> None:
    twelve = "30 31 25 35 34 15 21 23 30 26 26 22"
    assert variation(series(twelve), Side.HIGHER).icon is None
    thirteen = variation(series(twelve + " 25"), Side.HIGHER)
    assert (thirteen.drawn, len(thirteen.limits)) == (Drawn.PROVISIONAL, 1)
    assert thirteen.icon is not None


SPECIAL = "8 27 32 26 20 21 23 21 23 22 26 23 20 20 29 28 22 23 25 26 28 29 26 24 36 29 35 22 30 18"
RECALCULATED = "16 24 22 19 19 18 24 25 18 17 16 25 15 23 19 35 32 35 31 27 33 28 38 35 30 28 29 27 24 23"
CROSSING = "28 23 26 21 23 25 24 29 30 27 25 30 27 {} 33 28 30 31 30 26 27 34 30 32 35"
TWO_SIGMA = "42 40 39 26 39 24 22 29 32 22 20 23 25 26 22 24 27 7 19 24 7 {} 32"
CONFLICT = "43 41 37 36 31 23 15 13 15 18 23 27 31 36 27 19 17 27 15 22"
ICONS = "16 20 22 18 21 18 26 28 24 26 19 18 25 32 43 28 22 {}"
HIGHER, LOWER, NEUTRAL = Side.HIGHER, Side.LOWER, Side.NEUTRAL
ABOVE_AND_BELOW = "o" * 15 + "b" * 13 + "gg"
OFFICIAL = {
    "number of points, 12": ("30 31 25 35 34 15 21 23 30 26 26 22", HIGHER, "-" * 12),
    "number of points, 13": ("30 31 25 35 34 15 21 23 30 26 26 22 25", HIGHER, "g" * 13),
    "process limits, 15": ("20 24 20 26 22 16 18 16 31 28 34 26 30 19 18", HIGHER, "g" * 15),
    "process limits, 10": ("20 24 20 26 22 16 18 16 31 28", HIGHER, "-" * 10),
    "special cause, high is good": (SPECIAL, HIGHER, "ogggooooooggggggbbbbbbggbgbggg"),
    "special cause, low is good": (SPECIAL, LOWER, "bgggbbbbbbggggggooooooggogoggg"),
    "special cause, neither": (SPECIAL, NEUTRAL, "ngggnnnnnnggggggnnnnnnggngnggg"),
    "single point, ends": ("45 29 20 22 25 20 27 24 22 23 20 26 20 15 5", HIGHER, "bgggggggggggggo"),
    "single point, middle": ("29 32 35 45 43 23 18 20 16 7 28 26 22 19 20", HIGHER, "gggbbggggoggggg"),
    "shift, ends": ("31 35 34 29 29 32 26 26 32 35 30 18 31 25 27 22 18 25 25 17", HIGHER, "bbbbbbgggggggooooooo"),
    "shift, middle": ("31 22 19 21 18 18 22 22 29 25 23 26 31 26 28 29 32 24 31 22", HIGHER, "gooooooogggbbbbbbggg"),
    "trend, no pauses": ("11 14 18 20 22 23 18 21 17 23 26 20 16 25 23 22 19 16 15 12", HIGHER, "bbbbbbgggggggooooooo"),
    "trend, pauses": ("23 30 28 25 25 20 18 24 16 13 14 18 18 24 26 29 19 20 28 16", HIGHER, "g" * 20),
    "two-sigma 1": (TWO_SIGMA.format(7), HIGHER, "bbbgb" + "g" * 15 + "oog"),
    # 2 is beyond the limit and does not count, and 7 alone is not enough.
    "two-sigma 2": (TWO_SIGMA.format(2), HIGHER, "bbbgb" + "g" * 16 + "og"),
    "two-sigma 3": ("42 40 39 24 39 24 22 29 32 22 20 23 25 26 22 24 27 7 19 26 7 7 32", HIGHER, "bbb" + "g" * 20),
    # The file says that the fifteenth point is improvement; its own text ends the rising trend at the fourteenth.
    "conflict, high is good": (CONFLICT, HIGHER, "bbbbooobbbbbbbgggggg"),
    "conflict, low is good": (CONFLICT, LOWER, "bbbbbbbbbbbooogggggg"),
    "recalculations": (RECALCULATED, HIGHER, ABOVE_AND_BELOW),
    "recalculations, recalculated": (RECALCULATED, HIGHER, "g" * 24 + "o" * 6),
    "baselines": (RECALCULATED, HIGHER, ABOVE_AND_BELOW),
    "baselines, fixed": (RECALCULATED, HIGHER, "g" * 15 + "b" * 15),
    "crossing, shift": (CROSSING.format("24 19 22 28 28 29"), HIGHER, "g" * 13 + "o" * 6 + "g" * 11),
    "crossing, trend": (CROSSING.format("26 19 22 26 28 29"), HIGHER, "g" * 14 + "b" * 6 + "g" * 10),
    "crossing, two-sigma": (CROSSING.format("24 19 22 32 28 29"), HIGHER, "g" * 14 + "oo" + "g" * 14),
    "assurance, high is good": (RECALCULATED, HIGHER, ABOVE_AND_BELOW),
    "assurance, low is good": (RECALCULATED, LOWER, "b" * 15 + "o" * 13 + "gg"),
    "variation, high is good": (ICONS.format(45), HIGHER, "oooooo" + "g" * 8 + "bggb"),
    "variation, low is good": (ICONS.format(45), LOWER, "bbbbbb" + "g" * 8 + "oggo"),
    "variation, high is good 2": (ICONS.format(25), HIGHER, "oooooo" + "g" * 8 + "bggg"),
    "variation, high is good 3": (ICONS.format(5), HIGHER, "oooooo" + "g" * 8 + "bggo"),
    "variation, low is good 3": (ICONS.format(5), LOWER, "bbbbbb" + "g" * 8 + "oggb"),
    "variation, neither": (ICONS.format(45), NEUTRAL, "nnnnnn" + "g" * 8 + "nggn"),
    "variation, too few points": ("16 20 22 18 21 18 26 28 24 26", HIGHER, "-" * 10),
    "variation, neither 2": (ICONS.format(25), NEUTRAL, "nnnnnn" + "g" * 8 + "nggg"),
}
"""The series of the tool's published test data, by what each tries: values, side and the marks it prints."""


@pytest.mark.parametrize("name", OFFICIAL)
def test_published_series_are_marked_as_published(name: str) -> None:
    values, side, marks = OFFICIAL[name]
    # Limits are recalculated at the sixteenth point, or taken from the first fifteen, where the series is to try that.
    breaks = [15] if "crossing" in name or name.endswith("recalculated") else []
    found = variation(series(values), side, breaks=breaks, baseline=15 if name == "baselines, fixed" else None)
    assert "".join(LETTERS[point.mark] for point in found.points) == marks


def test_every_point_of_the_published_series_is_tried() -> None:
    assert sum(len(marks) for _, _, marks in OFFICIAL.values()) == 765


def test_a_point_on_a_limit_is_not_beyond_it() -> None:
    # Twelve of 10 and 12 in turn, then 11: the mean is 11 and the moving ranges are 11 of 2 and one of 1.
    values = [10.0, 12.0] * 6 + [11.0]
    limits = variation(values, Side.HIGHER).limits[0]
    on_it = variation([*values[:12], limits.upper], Side.HIGHER, baseline=12)
    assert on_it.limits[0].upper == pytest.approx(11 + 2.66 * 2)
    exactly = variation([*values[:12], on_it.limits[0].upper], Side.HIGHER, baseline=12)
    assert (exactly.points[12].mark, exactly.points[12].value) == (Mark.COMMON, exactly.limits[0].upper)


def test_the_first_of_several_rules_is_named() -> None:
    # Six falling points at the end, all below the mean: trend comes before shift.
    found = variation(series("20 22 21 23 20 22 21 23 20 22 21 23 20 22 18 17 16 15 14 13"), Side.HIGHER)
    assert found.points[-1].rules[0] is Rule.TREND


def test_a_point_on_the_mean_breaks_a_shift() -> None:
    def rules(values: str) -> set[Rule]:
        return {rule for point in variation(series(values), Side.HIGHER).points for rule in point.rules}

    # The mean is 10: five below, one on it, five above. With an 11 in its place the mean is 191/19 and six are above.
    assert Rule.SHIFT not in rules("9 9 9 9 9 10 11 11 11 11 11 9 11 9 11 9 11 9 11")
    assert Rule.SHIFT in rules("9 9 9 9 9 11 11 11 11 11 11 9 11 9 11 9 11 9 11")


def test_a_gap_breaks_the_moving_range_and_every_run() -> None:
    whole = "5 6 5 6 5 6 5 6 5 6 1 2 3 4 5 6"
    assert Rule.TREND in {rule for point in variation(series(whole), Side.HIGHER).points for rule in point.rules}
    gap = variation(series("5 6 5 6 5 6 5 6 5 6 1 2 3 - 4 5 6"), Side.HIGHER)
    assert Rule.TREND not in {rule for point in gap.points for rule in point.rules}
    assert gap.points[13].mark is None
    # 16 values, 15 steps, of which the one over the gap is not counted: nine of 1, one of 5, four of 1.
    assert gap.limits[0].mean_moving_range == pytest.approx((9 * 1 + 5 + 2 * 1 + 2 * 1) / 14)


def test_lower_is_better_turns_the_marks_round() -> None:
    values = "45 29 20 22 25 20 27 24 22 23 20 26 20 15 5"
    assert shown(values, Side.LOWER) == "ogggggggggggggb"
    assert shown(values, Side.NEUTRAL) == "ngggggggggggggn"


def test_a_clash_is_shown_on_the_side_that_was_named() -> None:
    # Falls for six points while six in a row stay above the mean.
    values = series("1 1 1 1 1 1 1 1 1 1 1 1 30 29 28 27 26 25")
    assert variation(values, Side.LOWER, clash=Mark.CONCERN).points[14].mark is Mark.CONCERN
    assert variation(values, Side.LOWER).points[14].mark is Mark.IMPROVEMENT
    assert variation(values, Side.LOWER, clash=Mark.CONCERN).points[14].is_high is True
    assert variation(values, Side.LOWER).points[14].is_high is False


def test_a_recalculation_gives_each_section_its_own_limits() -> None:
    values = series("10 12 10 12 10 12 10 12 10 12 10 12 20 22 20 22")
    found = variation(values, Side.HIGHER, breaks=[12])
    before, after = found.limits
    assert (before.mean, after.mean) == (11, 21)
    # The jump from 12 to 20 is in neither section.
    assert (before.mean_moving_range, after.mean_moving_range) == (2, 2)
    assert (before.is_trial, after.is_trial) == (False, True)


def test_a_baseline_is_extended_forward_and_wins_over_a_recalculation() -> None:
    values = series("10 12 10 12 10 12 10 12 10 12 10 12 20 22 20 22")
    found = variation(values, Side.HIGHER, breaks=[12], baseline=12)
    (limits,) = found.limits
    assert (limits.mean, limits.first, limits.last) == (11, 0, 15)
    assert found.points[12].mark is Mark.IMPROVEMENT
    with pytest.raises(ValueError, match="12 to 20 points"):
        variation(values, Side.HIGHER, baseline=11)


def test_a_ghost_is_shown_and_left_out() -> None:
    values = series("10 12 10 12 10 12 10 12 10 12 10 12 10 12 900")
    found = variation(values, Side.HIGHER, ghosts=[14])
    assert found.limits[0].mean == 11
    assert (found.points[14].is_ghost, found.points[14].mark) == (True, None)


def test_what_is_refused_is_a_run_chart_with_the_reason() -> None:
    found = variation(series("1 2 " * 10), Side.HIGHER, refusal="Successive values share data.")
    assert (found.drawn, found.reason, found.icon) == (Drawn.RUN, "Successive values share data.", None)


@pytest.mark.parametrize(
    ("target", "side", "expected"),
    [
        (9, Side.HIGHER, Assurance.PASSES),
        (10, Side.HIGHER, Assurance.PASSES),
        (11, Side.HIGHER, Assurance.HIT_OR_MISS),
        (30, Side.HIGHER, Assurance.FAILS),
        (30, Side.LOWER, Assurance.PASSES),
        (29, Side.LOWER, Assurance.HIT_OR_MISS),
        (10, Side.LOWER, Assurance.FAILS),
        (20, Side.NEUTRAL, None),
    ],
)
def test_assurance_by_the_limits(target: float, side: Side, expected: Assurance | None) -> None:
    limits = Limits(first=0, last=19, mean=20, mean_moving_range=10 / 2.66)
    assert assurance(target, limits, side) is expected


@pytest.mark.parametrize(
    ("target", "side", "expected"),
    [
        (20, Side.HIGHER, Assurance.PASSES),
        (21, Side.HIGHER, Assurance.FAILS),
        (20, Side.LOWER, Assurance.PASSES),
        (19, Side.LOWER, Assurance.FAILS),
    ],
)
def test_assurance_of_a_series_that_never_varies(target: float, side: Side, expected: Assurance) -> None:
    assert assurance(target, Limits(first=0, last=19, mean=20, mean_moving_range=0), side) is expected


VALUES = some.lists(some.integers(0, 60).map(float), min_size=13, max_size=40)


def marks(found: Variation) -> list[Mark | None]:
    """The mark of each point."""
    return [point.mark for point in found.points]


@given(VALUES, some.integers(-50, 50))
def test_adding_to_every_value_moves_the_limits_and_no_mark(values: list[float], more: int) -> None:
    found, moved = variation(values, Side.HIGHER), variation([value + more for value in values], Side.HIGHER)
    assert moved.limits[0].upper == pytest.approx(found.limits[0].upper + more)
    if all(abs(v - e) > 1e-6 for v in values for e in _edges(found)):
        assert marks(moved) == marks(found)


@given(VALUES, some.sampled_from([2.0, 4.0, 0.5]))
def test_scaling_changes_no_mark(values: list[float], by: float) -> None:
    assert marks(variation([value * by for value in values], Side.HIGHER)) == marks(variation(values, Side.HIGHER))


@given(VALUES)
def test_turning_data_and_direction_round_changes_no_mark(values: list[float]) -> None:
    turned = variation([-value for value in values], Side.LOWER)
    assert marks(turned) == marks(variation(values, Side.HIGHER))


@given(VALUES)
def test_reversing_time_swaps_rising_and_falling(values: list[float]) -> None:
    def trends(found: Variation) -> set[tuple[int, bool | None]]:
        return {(at, p.is_high) for at, p in enumerate(found.points) if p.rules == (Rule.TREND,)}

    last = len(values) - 1
    forward, back = variation(values, Side.NEUTRAL), variation(values[::-1], Side.NEUTRAL)
    assert {(last - at, not high) for at, high in trends(back)} == trends(forward)


def _edges(found: Variation) -> list[float]:
    limits = found.limits[0]
    return [limits.mean, limits.upper, limits.lower, limits.two_sigma(1), limits.two_sigma(-1)]


def test_weekly_and_monthly_dates_are_equally_spaced_with_their_gaps() -> None:
    weeks = [date(2024, 1, 1) + timedelta(weeks=at) for at in (0, 1, 2, 4)]
    assert periods(weeks) == (0, 1, 2, 4)
    months = [date(2024, 1, 4), date(2024, 2, 1), date(2024, 3, 1), date(2024, 5, 2)]
    assert periods(months) == (0, 1, 2, 4)
    assert periods([date(2023, 3, 31), date(2024, 3, 31), date(2025, 3, 31)]) == (0, 1, 2)


def test_irregular_dates_are_told() -> None:
    assert periods([date(2024, 1, 1), date(2024, 1, 20), date(2024, 3, 1)]) is None
    assert periods([date(2024, 1, 1), date(2024, 1, 1)]) is None


def test_the_last_three_points_are_looked_at_for_two_of_three_and_no_fewer() -> None:
    assert _two_of_three((0, 1, 2), (True, True, True), (True, False, True)) == [0, 2]
    assert _two_of_three((0, 1, 2, 3), (False, True, True, True), (True, False, True, True)) == [2, 3]
    assert _two_of_three((0, 1, 2), (True, True, True), (False, False, True)) == []
    assert _two_of_three((0, 1, 3), (True, True, True), (True, True, True)) == [], (
        "with a gap they are no three in a row"
    )


def test_a_month_may_stand_five_days_from_its_place_and_no_more() -> None:
    january = date(2023, 1, 1)
    assert periods([january, date(2023, 1, 27), date(2023, 3, 1)]) == (0, 1, 2), "26 days are 4.4 short of a month"
    assert periods([january, date(2023, 1, 26), date(2023, 3, 1)]) is None, "25 days are 5.4 short of one"
