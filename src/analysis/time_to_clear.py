"""How long a backlog takes to clear at the net pace of the last half year, or the sentence why that is not known.

The pace is what went out less what came in over the whole window, as the backlog itself moves by that. How far it
may be from the lasting pace is found by drawing the window again from blocks of its own periods, so that a slow
month stays a slow month.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from random import Random

from src.wording import count_in_words, day, in_words, number, paragraph, step

LEAST_PERIODS = 13
MOST_PERIODS = 26
"""How many of the newest periods the pace is taken from: half a year of weeks."""
BLOCK = 4
"""How many periods in a row are drawn together."""
DRAWS = 400
SEED = 2024
IN_RANGE = 85
"""How many of 100 draws lie in the range."""
WEEKS_A_YEAR = 365.25 / 7
LONGEST_WEEKS = 104
"""Beyond two years the time is given in years."""


@dataclass(frozen=True, kw_only=True)
class Period:
    """One date of a backlog: how many wait, and what came in and went out up to it."""

    to_on: date
    waiting: int | None
    came: int | None
    out: int | None


@dataclass(frozen=True, kw_only=True)
class TimeToClear:
    """Weeks to clear a backlog."""

    weeks: float | None
    """At the net pace of the window; None where that is not known, or may as well be a pace that never clears it."""
    quickest: float | None
    slowest: float | None
    """The ends of the range; the slowest is None where a pace in the range never clears it."""
    sentence: str


def time_to_clear(what: str, periods: Sequence[Period], days_counted: int | None = None) -> TimeToClear:
    """Weeks until nothing waits, from dated periods in date order.

    `what` is the backlog in a few words, as a plural: cases awaiting a MARAC. A period in which what came in or went
    out is not known is passed over. `days_counted` is how many days each count is of; None where it is of the days
    since the date before.
    """
    waiting = periods[-1].waiting if periods else None
    if waiting is None:
        return _unknown(f"How many {what} there are is not known, so how long they take to clear cannot be said.")
    if waiting == 0:
        return _unknown(f"There are no {what}: nothing is left to clear.")
    counted = [
        (before, period, period.out - period.came, (days_counted or (period.to_on - before.to_on).days) / 7)
        for before, period in pairwise(periods)
        if period.came is not None and period.out is not None and period.to_on > before.to_on
    ][-MOST_PERIODS:]
    if len(counted) < LEAST_PERIODS:
        return _unknown(
            f"How long the {what} take to clear cannot be said yet: {LEAST_PERIODS} periods with a date before them "
            f"are needed, and {in_words(len(counted)) if counted else 'none'} can be counted."
        )
    dates = [*(before.to_on for before, *_ in counted), counted[-1][1].to_on]
    over = f"In the {len(counted)} {step(dates)}s to {day(periods[-1].to_on)}"
    net = sum(fall for _, _, fall, _ in counted)
    began = counted[0][0].waiting
    if began is not None and waiting >= began:
        grew = waiting - began
        return _unknown(
            f"{over}, the {what} were not being cleared: they "
            + (f"grew by {number(grew)}." if grew else f"stayed at {number(waiting)}.")
        )
    if net <= 0:
        fell = "" if began is None else f", although the {what} fell by {number(began - waiting)}"
        more = f"{number(-net)} more came in than went out" if net else "as many came in as went out"
        return _unknown(f"{over}, {more}{fell}: no time to clear follows from that.")
    paces = _paces([(fall, weeks) for _, _, fall, weeks in counted])
    tail = round(DRAWS * (100 - IN_RANGE) / 200)
    weeks, quickest, slowest = (
        waiting / pace if pace > 0 else None
        for pace in (net / sum(weeks for _, _, _, weeks in counted), paces[-1 - tail], paces[tail])
    )
    ends = (duration(quickest), duration(slowest))
    if slowest is None:
        return _unknown(
            f"{over}, {number(net)} more went out than came in: too few of {number(waiting)} to say that the {what} are "
            "being cleared."
        )
    range_sentence = "" if ends[0] == ends[1] else f"As the pace varied, it may be {ends[0]} to {ends[1]}."
    return TimeToClear(
        weeks=weeks,
        quickest=quickest,
        slowest=slowest,
        sentence=paragraph(
            [
                f"{over}, {number(net)} more went out than came in: at that pace the {what} would take "
                f"{duration(weeks)} to clear.",
                range_sentence,
            ]
        ),
    )


def duration(weeks: float | None) -> str:
    """Six weeks, 81 weeks, 7 years: no more exact than it can be."""
    if weeks is None:
        return "never"
    if weeks > LONGEST_WEEKS:
        return count_in_words(round(weeks / WEEKS_A_YEAR), "year")
    return count_in_words(max(1, round(weeks)), "week")


def _paces(periods: Sequence[tuple[int, float]]) -> list[float]:
    """The net pace of windows drawn again from blocks of these, lowest first."""
    draw = Random(SEED)
    around = [*periods, *periods[: BLOCK - 1]]
    blocks = [
        (sum(fall for fall, _ in block), sum(weeks for _, weeks in block))
        for block in (around[first : first + BLOCK] for first in range(len(periods)))
    ]
    found = []
    for _ in range(DRAWS):
        drawn = draw.choices(blocks, k=round(len(periods) / BLOCK))
        found.append(sum(fall for fall, _ in drawn) / sum(weeks for _, weeks in drawn))
    return sorted(found)


def _unknown(sentence: str) -> TimeToClear:
    return TimeToClear(weeks=None, quickest=None, slowest=None, sentence=sentence)
