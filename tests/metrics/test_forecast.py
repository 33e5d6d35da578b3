"""The forecast: what it gives where the answer is plain, what always holds of it, and when it is refused.

How often its ranges hold is tried on registers made by chance. PEELBOARD_SIMULATED says on how many; the few of
every run would show a range that is far too narrow, and 300 show one that is five points out.
"""

import os
import re
from dataclasses import replace
from datetime import date, timedelta

import numpy
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as some

from src import wording
from src.analysis.forecast import (
    DAYS_A_MONTH,
    LEAST_MONTHS,
    BackTest,
    Followed,
    Range,
    back_test,
    date_refusal,
    forecast,
    middle,
    months_between,
    open_at,
    refusal,
)
from tests.metrics.registers import NEWEST, World, registers, simulated

FIRST, LAST = date(2024, 1, 1), date(2026, 1, 1)
SOON = date(2026, 4, 1)


def finding(closed_on: date | None = None, listed_from: date = FIRST, ended_on: date = LAST) -> Followed:
    return Followed(
        raised_on=date(2023, 6, 1),
        listed_from=listed_from,
        ended_on=closed_on or ended_on,
        is_closed=closed_on is not None,
    )


def steady(closed: int, still: int) -> list[Followed]:
    """Closures spread evenly over two years, and so many still open."""
    step = (LAST - FIRST).days / (closed + 1)
    return [finding(FIRST + timedelta(days=round(step * (at + 1)))) for at in range(closed)] + [finding()] * still


@pytest.mark.parametrize(
    ("futures", "share", "expected"),
    [
        # 0 to 9, each as likely: 5 of them hold half. The even choices are 2 to 6 and 3 to 7; the first is taken.
        (list(range(10)) * 10, 0.5, Range(low=2, high=6)),
        # 3 or 4, each half: nothing holds 85 in 100, and one number holds 50.
        ([3, 4] * 50, 0.5, Range(low=3, high=3)),
        ([3, 4] * 50, 0.85, None),
        ([7] * 100, 0.5, None),
        ([0] * 100, 0.85, None),
    ],
)
def test_a_range_holds_its_share_of_the_futures_or_is_none(
    futures: list[int], share: float, expected: Range | None
) -> None:
    assert middle(numpy.array(futures), share) == expected


@given(some.lists(some.integers(0, 30), min_size=50, max_size=200), some.sampled_from([0.5, 0.85]))
def test_a_range_that_is_given_is_within_five_points_of_its_share(futures: list[int], share: float) -> None:
    found = middle(numpy.array(futures), share)
    if found:
        assert abs(sum(found.holds(value) for value in futures) / len(futures) - share) <= 0.05 + 1e-9


def test_the_pace_and_the_pace_needed_are_counted() -> None:
    # 24 closed in 24 months is 1 a month; 30 in three months take 10.
    made = forecast(steady(24, 30), FIRST, LAST, SOON)
    assert (made.open_now, made.pace, made.pace_needed) == (30, 1, 10)
    assert made.all_closed == 0


def test_what_closed_before_it_was_listed_counts_for_nothing() -> None:
    rows = steady(24, 30)
    early = [finding(date(2023, 12, 1), listed_from=FIRST)] * 40
    assert forecast([*rows, *early], FIRST, LAST, SOON) == forecast(rows, FIRST, LAST, SOON)


def test_those_open_are_those_the_newest_register_lists() -> None:
    gone = finding(ended_on=date(2025, 12, 1))
    later = finding(listed_from=date(2026, 1, 2), ended_on=date(2026, 2, 1))
    assert open_at([finding(), gone, later, finding(date(2025, 6, 1)), finding(date(2026, 1, 2))], LAST) == [
        finding(),
        finding(date(2026, 1, 2)),
    ]


@pytest.mark.parametrize(
    ("rows", "first_on", "by_on", "text"),
    [
        (steady(24, 9), FIRST, LAST, "The date chosen is not after the newest whole register: choose a later one."),
        (
            steady(24, 9),
            date(2025, 6, 1),
            SOON,
            "A forecast needs whole registers over eight months or more; those held reach from 1 June 2025 to 1 January 2026.",
        ),
        (steady(7, 9), FIRST, SOON, "1 more closure is needed before a forecast can be made."),
        ([finding()] * 9, FIRST, SOON, "8 more closures are needed before a forecast can be made."),
        (
            steady(24, 9),
            FIRST,
            date(2027, 1, 2),
            "A forecast looks no further ahead than half as far as the registers reach back: 12 months. Choose an "
            "earlier date.",
        ),
        (steady(24, 9), FIRST, date(2027, 1, 1), ""),
        (steady(8, 8), FIRST, SOON, ""),
        (steady(8, 7), FIRST, SOON, "A range of so few open says little: 8 are needed."),
    ],
)
def test_a_forecast_is_refused_with_the_reason(rows: list[Followed], first_on: date, by_on: date, text: str) -> None:
    assert refusal(rows, first_on, LAST, by_on) == text
    if text:
        with pytest.raises(ValueError, match=text[:12]):
            forecast(rows, first_on, LAST, by_on)


@given(some.dates(date(2020, 1, 1), date(2030, 1, 1)), some.integers(0, 400), some.integers(1, 400))
def test_a_reason_that_holds_for_all_levels_never_gives_a_length_that_would_do(first: date, back: int, on: int) -> None:
    last = first + timedelta(days=back)
    reason = date_refusal(first, last, last + timedelta(days=on))
    if months_between(first, last) < LEAST_MONTHS:
        assert reason.endswith(f"those held reach from {wording.day(first)} to {wording.day(last)}.")
    elif "half as far" in reason:
        assert 2 * float(re.findall(r"back: ([\d.]+) months", reason)[0]) <= months_between(first, last)


few = settings(max_examples=8, deadline=None)


@few
@given(some.integers(8, 40), some.integers(8, 60), some.integers(1, 11))
@example(22, 37, 3)
@example(21, 14, 1)
@example(18, 23, 3)
def test_more_time_never_closes_fewer_and_the_same_findings_give_the_same(closed: int, still: int, months: int) -> None:
    rows = steady(closed, still)
    sooner, later = (
        forecast(rows, FIRST, LAST, LAST + timedelta(days=round(DAYS_A_MONTH * ahead)))
        for ahead in (months, months + 1)
    )
    assert sooner == forecast(rows, FIRST, LAST, LAST + timedelta(days=round(DAYS_A_MONTH * months)))
    for before, after in ((sooner.likely, later.likely), (sooner.wide, later.wide)):
        if before and after:
            assert before.low <= after.low + 1
            assert before.high <= after.high + 1
            assert after.high <= still
    if sooner.likely and sooner.wide:
        assert sooner.wide.low <= sooner.likely.low
        assert sooner.likely.high <= sooner.wide.high


def test_a_back_test_looks_as_far_ahead_as_the_forecast_at_those_open_then() -> None:
    months = registers(24)
    rows = simulated(World(), 24, numpy.random.default_rng(5))
    # 90 days ahead: from 8 months after the first register to about three months before the newest.
    short = back_test(rows, months, NEWEST + timedelta(days=90))
    until = [at for at in months[1:-1] if at + timedelta(days=90) <= NEWEST and months_between(months[0], at) >= 8]
    assert short.forecasts == len(until) == 14
    assert 0 <= short.in_likely <= short.with_likely <= short.forecasts
    # A year ahead needs two years behind it: no past register has them.
    assert back_test(rows, months, NEWEST + timedelta(days=360)) == BackTest(
        forecasts=0, in_likely=0, in_wide=0, with_likely=0, with_wide=0
    )


def test_a_back_test_sees_nothing_of_what_came_after() -> None:
    months = registers(24)
    rows = simulated(World(), 24, numpy.random.default_rng(6))
    at = months[14]
    known = [
        replace(row, ended_on=min(row.ended_on, at), is_closed=row.is_closed and row.ended_on <= at) for row in rows
    ]
    seen = [row for row in known if row.listed_from <= at]
    assert len(open_at(seen, at)) == len(open_at(rows, at))


WORLDS = {
    "steady": World(),
    "growing": World(raising=0.5),
    "slowing": World(raised_a_month=4, months_to_close=9, closing=-0.69),
    "quickening": World(raised_a_month=2, closing=0.5),
    "small": World(raised_a_month=0.8, months_to_close=14),
    "old ones first": World(ageing=2.0),
}
SIMULATED = int(os.environ.get("PEELBOARD_SIMULATED", "12"))


def test_ranges_hold_as_often_as_they_say_in_steady_growing_slowing_and_small_registers() -> None:
    draw = numpy.random.default_rng(2024)
    held: dict[tuple[str, int, str], list[bool]] = {}
    for name, world in WORLDS.items():
        for _ in range(SIMULATED):
            truth = simulated(world, 24, draw)
            known = [
                replace(row, ended_on=min(row.ended_on, NEWEST), is_closed=row.is_closed and row.ended_on <= NEWEST)
                for row in truth
            ]
            for months in (3, 6, 12):
                by_on = NEWEST + timedelta(days=int(DAYS_A_MONTH * months))
                first_on = registers(24)[0]
                if refusal(known, first_on, NEWEST, by_on):
                    continue
                made = forecast(known, first_on, NEWEST, by_on)
                came = sum(row.is_closed and row.ended_on <= by_on for row in open_at(truth, NEWEST))
                for what, reach in (("50", made.likely), ("85", made.wide)):
                    if reach:
                        held.setdefault((name, months, what), []).append(reach.holds(came))
    shares = {key: sum(values) / len(values) for key, values in held.items()}
    if SIMULATED >= 300:
        print({key: (round(share, 3), len(held[key])) for key, share in shares.items()})
        for (name, months, what), share in shares.items():
            # Five points, and two standard errors of as many tries.
            chance = 2 * (0.25 / len(held[name, months, what])) ** 0.5
            assert abs(share - int(what) / 100) <= 0.05 + chance, (name, months, what, share)
    for what in ("50", "85"):
        every = [came for key, values in held.items() if key[2] == what for came in values]
        assert len(every) > 12 * SIMULATED
        assert abs(sum(every) / len(every) - int(what) / 100) <= 0.09, (what, sum(every) / len(every))


def test_a_back_test_takes_the_forecast_that_ends_on_the_day_of_the_newest_register() -> None:
    months = [FIRST + timedelta(days=30 * at) for at in range(25)]
    rows = steady(24, 24)
    counts = [back_test(rows, months, months[-1] + timedelta(days=ahead)).forecasts for ahead in (60, 61)]
    assert counts[0] == counts[1] + 1


def test_of_few_open_no_half_is_given() -> None:
    # Simulated, ranges of 50% of 8 to 14 open held 55 to 65 in 100.
    few_open, enough = (forecast(steady(24, still), FIRST, LAST, date(2026, 7, 1)) for still in (14, 15))
    assert few_open.likely is None
    assert few_open.wide
    assert enough.likely
