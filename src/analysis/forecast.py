"""How many more will be done by a date, and when all will be: a range drawn again and again from past months.

The future is made of months taken at random from the past ones, each as likely as the others, many
times over; what most of these futures agree on is the range. It holds while the months to come are
like the months that went, and says nothing of how they may differ. The draws start from a stated
number, so that the same months always give the same answer.

This module knows nothing of metrics, stores or charts: counts by month go in, ranges come out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, floor
from random import Random

LEAST_DONE = 8
LEAST_MONTHS = 8
FUTURES = 2_000
SEED = 2024
"""Where the draws start."""
LONGEST_MONTHS = 120
"""What is not done in ten years is not said to be done at all."""
DAYS_A_MONTH = 30.4375
AHEAD = 3
"""How many months ahead a past forecast looked, where it is asked how past forecasts did."""


@dataclass(frozen=True, kw_only=True)
class Range:
    """The middle part of all futures. None where it lies beyond the longest time looked at."""

    low: int | None
    high: int | None

    def holds(self, value: int) -> bool:
        """Whether a value lies in it, its ends included."""
        return (self.low is None or self.low <= value) and (self.high is None or value <= self.high)


@dataclass(frozen=True, kw_only=True)
class Forecast:
    """What past months say of the time to come."""

    likely: Range
    """How many will be done by the date: half of all futures lie in it."""
    wide: Range
    """The same for 85% of them."""
    all_done_likely: Range
    """In how many months all will be done."""
    all_done_wide: Range
    pace: float
    """How many were done a month, on average."""
    pace_needed: float | None
    """How many would have to be done a month for all to be done by the date; None where the date is past."""


@dataclass(frozen=True, kw_only=True)
class BackTest:
    """How forecasts made at past months did, against what came."""

    forecasts: int
    in_likely: int
    in_wide: int


def refusal(counts: Sequence[int]) -> str:
    """Why these months carry no forecast, as a sentence; empty where they do."""
    if len(counts) < LEAST_MONTHS:
        more = LEAST_MONTHS - len(counts)
        return f"{more} more whole {'month is' if more == 1 else 'months are'} needed before a forecast can be made."
    if sum(counts) < LEAST_DONE:
        more = LEAST_DONE - sum(counts)
        return f"{more} more {'closure is' if more == 1 else 'closures are'} needed before a forecast can be made."
    return ""


def forecast(counts: Sequence[int], still_open: int, months: float) -> Forecast:
    """What months of these counts say: how many of those open are done in some months, and when all are.

    Raises ValueError where the counts carry no forecast: ask `refusal` first.
    """
    if refusal(counts):
        raise ValueError(refusal(counts))
    done, finished = [], []
    draw = Random(SEED)
    for _ in range(FUTURES):
        future = draw.choices(counts, k=LONGEST_MONTHS)
        done.append(min(still_open, _done(future, months)))
        finished.append(_finished(future, still_open))
    return Forecast(
        likely=_middle(done, 0.5),
        wide=_middle(done, 0.85),
        all_done_likely=_capped(_middle(finished, 0.5)),
        all_done_wide=_capped(_middle(finished, 0.85)),
        pace=sum(counts) / len(counts),
        pace_needed=still_open / months if months > 0 else None,
    )


def back_test(counts: Sequence[int], ahead: int = AHEAD) -> BackTest:
    """How often what came in some months lay in the ranges that the months before them gave.

    A forecast is made at each past month whose months before carry one and whose months after are all held.
    """
    tried, in_likely, in_wide = 0, 0, 0
    for at in range(LEAST_MONTHS, len(counts) - ahead + 1):
        before, came = counts[:at], sum(counts[at : at + ahead])
        if refusal(before):
            continue
        draw = Random(SEED)
        futures = [sum(draw.choices(before, k=ahead)) for _ in range(FUTURES)]
        tried += 1
        in_likely += _middle(futures, 0.5).holds(came)
        in_wide += _middle(futures, 0.85).holds(came)
    return BackTest(forecasts=tried, in_likely=in_likely, in_wide=in_wide)


def months_between(first: date, last: date) -> float:
    """The months from one day to another, whole calendar months as 1 each; 0 where the other is not later."""
    if last <= first:
        return 0.0
    whole = (last.year - first.year) * 12 + last.month - first.month
    return max(0.0, whole + (last.day - first.day) / DAYS_A_MONTH)


def months_after(first: date, months: int) -> date:
    """The first day of the month so many months after a day."""
    place = first.year * 12 + first.month - 1 + months
    return date(place // 12, place % 12 + 1, 1)


def _done(future: Sequence[int], months: float) -> int:
    """What is done in some months, the last of them in part, no part of a finding counted."""
    whole = floor(months)
    part = (months - whole) * future[whole] if whole < len(future) else 0.0
    return floor(sum(future[:whole]) + part + 1e-9)


def _finished(future: Sequence[int], still_open: int) -> int:
    """The month by whose end as many are done as are open; one beyond the longest where none is."""
    done = 0
    for month, count in enumerate(future, start=1):
        if done >= still_open:
            return month - 1
        done += count
    return LONGEST_MONTHS if done >= still_open else LONGEST_MONTHS + 1


def _middle(values: Sequence[int], share: float) -> Range:
    """The middle share of some values: as many left out below as above."""
    ordered = sorted(values)
    tail = (1 - share) / 2
    last = len(ordered) - 1
    return Range(low=ordered[floor(tail * last)], high=ordered[ceil((1 - tail) * last)])


def _capped(months: Range) -> Range:
    low, high = (None if m is not None and m > LONGEST_MONTHS else m for m in (months.low, months.high))
    return Range(low=low, high=high)
