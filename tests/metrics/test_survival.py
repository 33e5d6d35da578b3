"""The Kaplan-Meier estimate against a published example, and against small ones worked by hand.

The example is the trial of 6-mercaptopurine (Freireich and others, 1963; Gehan, 1965): weeks in
remission of 21 treated patients, 12 of them still in remission, and of 21 who had a placebo. Its
estimates, standard bands and medians stand in every textbook of the subject.
"""

import random
import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as some

from src.analysis.survival import Watched, survival

TREATED = "6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+"
PLACEBO = "1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23"


def watched(text: str) -> list[Watched]:
    """Days with a plus after those that were not over."""
    return [Watched(days=int(item.rstrip("+")), is_over=not item.endswith("+")) for item in text.split()]


def test_the_treated_stay_in_remission_as_published() -> None:
    curve = survival(watched(TREATED))
    assert [(step.day, step.at_risk, step.over) for step in curve.steps] == [
        (6, 21, 3),
        (7, 17, 1),
        (10, 15, 1),
        (13, 12, 1),
        (16, 11, 1),
        (22, 7, 1),
        (23, 6, 1),
    ]
    assert [round(step.lasting, 4) for step in curve.steps] == [
        0.8571,
        0.8067,
        0.7529,
        0.6902,
        0.6275,
        0.5378,
        0.4482,
    ]
    assert (curve.median, curve.watched, curve.over, curve.longest) == (23, 21, 9, 35)


def test_the_band_of_the_treated_is_the_published_one() -> None:
    bands = [(round(step.lower or 0, 4), round(step.upper or 0, 4)) for step in survival(watched(TREATED)).steps]
    assert bands == [
        (0.6197, 0.9516),
        (0.5631, 0.9228),
        (0.5032, 0.8894),
        (0.4316, 0.8491),
        (0.3675, 0.8049),
        (0.2678, 0.7468),
        (0.1881, 0.6801),
    ]


def test_half_of_the_placebo_group_relapse_within_eight_weeks_with_a_band_of_four_to_eleven() -> None:
    curve = survival(watched(PLACEBO))
    assert (curve.median, curve.median_from, curve.median_to) == (8, 4, 11)
    assert [round(step.lasting, 4) for step in curve.steps] == [
        0.9048,
        0.8095,
        0.7619,
        0.6667,
        0.5714,
        0.381,
        0.2857,
        0.1905,
        0.1429,
        0.0952,
        0.0476,
        0.0,
    ]
    assert (curve.steps[-1].lower, curve.steps[-1].upper) == (None, None)


def test_the_upper_end_of_the_treated_median_is_not_reached() -> None:
    curve = survival(watched(TREATED))
    assert (curve.median_from, curve.median_to) == (13, None)


def test_what_is_watched_no_longer_counts_until_then() -> None:
    # 1 of 4 over at day 1; one leaves at day 2; 1 of the 2 left over at day 3: three quarters, then three eighths.
    curve = survival(watched("1 2+ 3 4+"))
    assert [step.lasting for step in curve.steps] == [0.75, 0.375]


def test_what_leaves_on_the_day_another_is_over_was_still_at_risk_that_day() -> None:
    assert survival(watched("5 5+ 9")).steps[0].at_risk == 3


def test_exactly_half_is_half() -> None:
    # Ten things, over one by one: thirds and tenths would make 0.5000000001 of it.
    assert survival(watched("1 2 3 4 5 6 7 8 9 10")).median == 5


def test_a_median_that_is_not_reached_is_none() -> None:
    curve = survival(watched("3 9+ 9+"))
    assert curve.median is None
    assert [(step.day, step.lasting) for step in curve.steps] == [(3, pytest.approx(2 / 3))]
    assert curve.longest == 9


def test_with_nothing_over_there_is_no_step() -> None:
    curve = survival(watched("9+ 9+"))
    assert (curve.steps, curve.median, curve.over) == ((), None, 0)


def test_nothing_watched_is_no_curve() -> None:
    with pytest.raises(ValueError, match="at least one thing"):
        survival([])
    for days, since in ((-1, 0), (3, 4), (3, -1)):
        with pytest.raises(ValueError, match="0 days or more"):
            survival([Watched(days=days, since=since, is_over=True)])


def delayed(text: str) -> list[Watched]:
    """Days with the day the watching began before them, as 3-7, and a plus after those that were not over."""
    pairs = [item.rstrip("+").split("-") for item in text.split()]
    return [
        Watched(since=int(since), days=int(days), is_over=not item.endswith("+"))
        for (since, days), item in zip(pairs, text.split(), strict=True)
    ]


def test_what_is_watched_from_later_on_is_at_risk_only_from_then() -> None:
    # At day 4 five are watched: 4, 6, 8, 9 and 9; those from day 5 and 4 on are not. At day 6 the ones from 5 and 4
    # have come and 4 is over: six, of which one; at day 8 five.
    curve = survival(delayed("0-4 0-6 0-8 0-9+ 0-9+ 5-9+ 4-9+"))
    assert [(step.day, step.at_risk) for step in curve.steps] == [(4, 5), (6, 6), (8, 5)]
    assert [step.lasting for step in curve.steps] == pytest.approx([4 / 5, 4 / 5 * 5 / 6, 4 / 5 * 5 / 6 * 4 / 5])


def test_a_step_of_very_few_before_the_rest_come_is_passed_over() -> None:
    # On day 2 one of two is over, and three more come on day 3: one half would say much of little.
    assert [step.day for step in survival(delayed("0-2 0-9+ 3-7 3-9+ 3-9+ 3-9+")).steps] == [7]
    # Where none is to come, few are as they are.
    assert [step.day for step in survival(delayed("0-2 0-9+")).steps] == [2]


def test_a_register_that_begins_late_gives_the_true_median_with_its_range() -> None:
    # Two findings a month for ten years with a mean of 400 days: half close in 277. The register begins after eight
    # years and lists what is open then; a curve from the report's day would leave out all that had closed.
    draw = random.Random(3)
    medians, held, naive = [], 0, []
    for _ in range(40):
        raised = [draw.uniform(0, 3650) for _ in range(240)]
        spans = [draw.expovariate(1 / 400) for _ in raised]
        seen = [
            (max(0, round(2920 - born)), min(round(span), round(3650 - born)), born + span <= 3650)
            for born, span in zip(raised, spans, strict=True)
            if born + span > 2920
        ]
        curve = survival([Watched(since=since, days=days, is_over=over) for since, days, over in seen if days > since])
        late = survival([Watched(days=days, is_over=over) for _, days, over in seen])
        medians.append(curve.median or 9999)
        naive.append(late.median or 9999)
        held += (curve.median_from or 0) <= 277 <= (curve.median_to or 9999)
    assert 240 <= statistics.median(medians) <= 315
    assert statistics.median(naive) > 350
    assert held >= 34


MANY = some.lists(some.builds(Watched, days=some.integers(0, 50), is_over=some.booleans()), min_size=1, max_size=40)


@given(MANY)
def test_a_curve_never_rises_and_its_band_holds_it(many: list[Watched]) -> None:
    curve = survival(many)
    shares = [1.0, *(step.lasting for step in curve.steps)]
    assert shares == sorted(shares, reverse=True)
    for step in curve.steps:
        if step.lower is not None and step.upper is not None:
            assert 0 <= step.lower <= step.lasting <= step.upper <= 1


@given(MANY)
def test_where_everything_is_over_the_share_is_simply_that_left(many: list[Watched]) -> None:
    over = [Watched(days=item.days, is_over=True) for item in many]
    for step in survival(over).steps:
        assert step.lasting == pytest.approx(sum(item.days > step.day for item in over) / len(over))
