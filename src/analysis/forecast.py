"""How many of the findings open now will be closed by a date: a range, with its own uncertainty.

Each finding that is open has a chance of closing each day. That chance (the hazard) may change with the calendar, as
a force speeds up or slows down, and with the age of the finding. Both are fitted to what was seen between the first
and the newest whole register; what is uncertain in the fit is uncertain in the forecast. Only findings open at the
start count: what is raised meanwhile is in no forecast.

This module knows nothing of metrics, stores or charts: dated findings go in, ranges come out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import floor
from typing import Any

import numpy

from src.wording import day, in_words, number

LEAST_CLOSED = 8
LEAST_MONTHS = 8
LEAST_OPEN = 8
LEAST_OPEN_FOR_HALF = 15
"""With fewer open, ranges of 50% held some 60 in 100 of simulated futures: none is given."""
FUTURES = 2_000
SEED = 2024
"""Where the draws start."""
DAYS_A_MONTH = 30.4375
NEAR = 0.05
"""How far from 50 or 85 in 100 the futures inside a range may be for it to be given."""
DRIFT, AGEING = 0.5, 0.3
"""How much the logarithm of the chance is expected to change, before anything is seen: a year, and where age doubles
or halves by a factor of e (standard deviations around no change)."""
STEPS = 4
"""Into how many parts the time ahead is cut."""
ROUNDS = 25

Numbers = numpy.ndarray[Any, numpy.dtype[numpy.float64]]


@dataclass(frozen=True, kw_only=True)
class Followed:
    """One finding as whole registers followed it."""

    raised_on: date
    listed_from: date
    """The first day a source spoke of it: what closed before is never listed open."""
    ended_on: date
    """The day it closed, or the last day a source spoke of it."""
    is_closed: bool


@dataclass(frozen=True, kw_only=True)
class Range:
    """The middle part of all futures, ends included."""

    low: int
    high: int

    def holds(self, value: int) -> bool:
        """Whether a value lies in it."""
        return self.low <= value <= self.high


@dataclass(frozen=True, kw_only=True)
class Forecast:
    """How many of those open will be closed by a date."""

    open_now: int
    likely: Range | None
    """Half of all futures lie in it; None where no whole numbers hold between 45 and 55 in 100."""
    wide: Range | None
    """The same for 85 in 100."""
    all_closed: float
    """The share of futures, 0 to 1, in which all are closed by then."""
    pace: float
    """How many closed a month, on average, between the first and the newest register."""
    pace_needed: float
    """How many would have to close a month for all to be closed by the date."""


@dataclass(frozen=True, kw_only=True)
class BackTest:
    """How forecasts of the same length, made at past registers, did against what came."""

    forecasts: int
    in_likely: int
    in_wide: int
    with_likely: int
    with_wide: int
    """Of how many forecasts each range could be given."""


def too_short(first_on: date, last_on: date) -> str:
    """Why no forecast to any date can be made of registers from one day to another, as a sentence; empty where one can."""
    if months_between(first_on, last_on) >= LEAST_MONTHS:
        return ""
    reach = f"those held reach from {day(first_on)} to {day(last_on)}"
    return f"A forecast needs whole registers over {in_words(LEAST_MONTHS)} months or more; {reach}."


def date_refusal(first_on: date, last_on: date, by_on: date) -> str:
    """Why no forecast to a date can be made for any level, as a sentence; empty where one can."""
    months = months_between(first_on, last_on)
    if by_on <= last_on:
        return "The date chosen is not after the newest whole register: choose a later one."
    if short := too_short(first_on, last_on):
        return short
    if months_between(last_on, by_on) > months / 2:
        return (
            "A forecast looks no further ahead than half as far as the registers reach back: "
            f"{number(floor(10 * months / 2) / 10)} months. Choose an earlier date."
        )
    return ""


def refusal(followed: Sequence[Followed], first_on: date, last_on: date, by_on: date) -> str:
    """Why no forecast to a date can be made, as a sentence; empty where one can."""
    if of_dates := date_refusal(first_on, last_on, by_on):
        return of_dates
    closed = len(_closed(followed, last_on))
    if closed < LEAST_CLOSED:
        more = LEAST_CLOSED - closed
        return f"{more} more {'closure is' if more == 1 else 'closures are'} needed before a forecast can be made."
    if len(open_at(followed, last_on)) < LEAST_OPEN:
        return f"A range of so few open says little: {LEAST_OPEN} are needed."
    return ""


def forecast(followed: Sequence[Followed], first_on: date, last_on: date, by_on: date) -> Forecast:
    """How many of those open at the newest register are closed by a date.

    Raises ValueError where no forecast can be made: ask `refusal` first.
    """
    if reason := refusal(followed, first_on, last_on, by_on):
        raise ValueError(reason)
    months = months_between(last_on, by_on)
    still = open_at(followed, last_on)
    draw = numpy.random.default_rng(SEED)
    futures = _futures(followed, first_on, last_on, months, draw)
    wide = middle(futures, 0.85)
    return Forecast(
        open_now=len(still),
        likely=middle(futures, 0.5, wide) if len(still) >= LEAST_OPEN_FOR_HALF else None,
        wide=wide,
        all_closed=float((futures == len(still)).mean()),
        pace=len(_closed(followed, last_on)) / months_between(first_on, last_on),
        pace_needed=len(still) / months,
    )


def back_test(followed: Sequence[Followed], registers: Sequence[date], by_on: date) -> BackTest:
    """How often what came lay in the ranges of forecasts as long as that to a date, made at each past register."""
    ahead = (by_on - registers[-1]).days
    tried = with_likely = with_wide = in_likely = in_wide = 0
    for at in registers[1:-1]:
        until = date.fromordinal(at.toordinal() + ahead)
        known = [_as_known(finding, at) for finding in followed if finding.listed_from <= at]
        if until > registers[-1] or refusal(known, registers[0], at, until):
            continue
        came = sum(finding.is_closed and finding.ended_on <= until for finding in open_at(followed, at))
        past = forecast(known, registers[0], at, until)
        tried += 1
        with_likely += past.likely is not None
        with_wide += past.wide is not None
        in_likely += past.likely is not None and past.likely.holds(came)
        in_wide += past.wide is not None and past.wide.holds(came)
    return BackTest(forecasts=tried, in_likely=in_likely, in_wide=in_wide, with_likely=with_likely, with_wide=with_wide)


def open_at(followed: Sequence[Followed], at: date) -> list[Followed]:
    """Those that were listed by a day and were open at its end, as far as a source spoke of them then or later."""
    return [
        finding
        for finding in followed
        if finding.listed_from <= at and (finding.ended_on > at if finding.is_closed else finding.ended_on >= at)
    ]


def months_between(first: date, last: date) -> float:
    """The months from one day to another, whole calendar months as 1 each; 0 where the other is not later."""
    if last <= first:
        return 0.0
    whole = (last.year - first.year) * 12 + last.month - first.month
    return max(0.0, whole + (last.day - first.day) / DAYS_A_MONTH)


def middle(futures: numpy.ndarray[Any, Any], share: float, inside: Range | None = None) -> Range | None:
    """The whole numbers that hold a share of all futures most nearly, as evenly and narrowly as may be.

    None where none come near. A wider range must be nearer by a hundredth for each number more: among few whole numbers
    a range would otherwise jump between two dates.

    Only numbers of the range `inside` are taken where one is given.
    """
    counts = numpy.bincount(futures) / len(futures)
    below = numpy.concatenate([[0.0], numpy.cumsum(counts)])
    half = int(numpy.searchsorted(below[1:], 0.5))
    low, high = numpy.arange(half + 1)[:, None], numpy.arange(half, len(counts))[None, :]
    covered = below[high + 1] - below[low]
    uneven = numpy.abs(below[low] - (1 - below[high + 1]))
    away = numpy.abs(covered - share)
    is_outside = numpy.full(covered.shape, False) if inside is None else (low < inside.low) | (high > inside.high)
    score = numpy.where((away > NEAR) | is_outside, numpy.inf, away + 0.5 * uneven + 0.01 * (high - low))
    best = numpy.unravel_index(numpy.argmin(score), score.shape)
    if numpy.isinf(score[best]):
        return None
    return Range(low=int(low[best[0], 0]), high=int(high[0, best[1]]))


def _as_known(finding: Followed, at: date) -> Followed:
    """A finding as it was known on a day: what came after is not."""
    if finding.ended_on <= at:
        return finding
    return Followed(raised_on=finding.raised_on, listed_from=finding.listed_from, ended_on=at, is_closed=False)


def _closed(followed: Sequence[Followed], last_on: date) -> list[Followed]:
    """Those that were seen open and then closed by a day."""
    return [finding for finding in followed if finding.is_closed and finding.listed_from < finding.ended_on <= last_on]


def _futures(
    followed: Sequence[Followed], first_on: date, last_on: date, months: float, draw: numpy.random.Generator
) -> numpy.ndarray[Any, Any]:
    """How many of those open are closed after some months, many times over."""
    centre, spread, means = _fitted(followed, first_on, last_on)
    drawn = centre + draw.standard_normal((FUTURES, 3)) @ numpy.linalg.cholesky(spread).T
    ages = numpy.array([(last_on - finding.raised_on).days / DAYS_A_MONTH for finding in open_at(followed, last_on)])
    summed = numpy.zeros((FUTURES, len(ages)))
    for step in range(STEPS):
        later = (step + 0.5) * months / STEPS
        columns = _columns(numpy.full(len(ages), later), ages + later) - means
        summed += numpy.exp(numpy.clip(drawn @ columns.T, -20, 3)) * months / STEPS
    closing = 1 - numpy.exp(-summed)
    futures: numpy.ndarray[Any, Any] = (draw.random(closing.shape) < closing).sum(axis=1)
    return futures


def _columns(later: Numbers, ages: Numbers) -> Numbers:
    """What the chance depends on: 1, years after the newest register, and the logarithm of the age in years."""
    return numpy.column_stack([numpy.ones(len(ages)), later / 12, numpy.log((numpy.maximum(ages, 0) + 1) / 12)])


def _fitted(followed: Sequence[Followed], first_on: date, last_on: date) -> tuple[Numbers, Numbers, Numbers]:
    """The logarithm of the chance a month with its changes, their covariance, and what the columns are centred on.

    Newton's method on closures counted month by month for each finding while it was listed and open.
    """
    listed = [f for f in followed if f.listed_from < f.ended_on and f.ended_on > first_on and f.listed_from < last_on]
    raised, begins, ends = (
        numpy.array([(day - last_on).days / DAYS_A_MONTH for day in days], dtype=float)
        for days in (
            [f.raised_on for f in listed],
            [max(f.listed_from, first_on) for f in listed],
            [min(f.ended_on, last_on) for f in listed],
        )
    )
    is_closed = numpy.array([f.is_closed and f.ended_on <= last_on for f in listed])
    edges = numpy.arange(numpy.ceil(begins.min()) - 1, 1.0)[None, :-1]
    low, high = numpy.maximum(begins[:, None], edges), numpy.minimum(ends[:, None], edges + 1)
    watched = high > low
    closed = (is_closed[:, None] & (ends[:, None] > edges) & (ends[:, None] <= edges + 1))[watched].astype(float)
    months = (high - low)[watched]
    columns = _columns(((low + high) / 2)[watched], ((low + high) / 2 - raised[:, None])[watched])
    means = columns.mean(axis=0) * [0, 1, 1]
    columns -= means
    prior = numpy.diag([0, DRIFT**-2, AGEING**-2])
    found = numpy.array([numpy.log((closed.sum() + 0.5) / months.sum()), 0.0, 0.0])
    for _ in range(ROUNDS):
        expected = months * numpy.exp(columns @ found)
        steep = (columns * expected[:, None]).T @ columns + prior
        move = numpy.clip(numpy.linalg.solve(steep, columns.T @ (closed - expected) - prior @ found), -1, 1)
        found = found + move
        if numpy.abs(move).max() < 1e-6:
            break
    return found, numpy.linalg.inv(steep), means
