"""How long a backlog takes to clear at the pace it is being worked off: a range, or the sentence why there is none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from statistics import quantiles

from src.wording import capital, count_in_words, day, in_words, number

LEAST_PERIODS = 8
MOST_PERIODS = 26
"""How many of the newest periods the pace is taken from: half a year of weeks."""


@dataclass(frozen=True, kw_only=True)
class Clearing:
    """Weeks to clear a backlog."""

    quickest: int | None
    """Weeks at the pace that one period in four beats; None where no range can be given."""
    slowest: int | None
    """Weeks at the pace that three periods in four beat; None where the backlog then does not shrink."""
    text: str


def weeks_to_clear(
    what: str,
    waiting: int | None,
    flows: Sequence[tuple[date, int | None, int | None]],
    days_counted: int | None = None,
) -> Clearing:
    """Weeks until nothing waits, from what came in and went out on each date, in date order.

    `what` is the backlog in a few words: cases awaiting a MARAC. The pace of a period is what went out less what
    came in, a week. Where either is not known, or the date before is not, it has no pace. `days_counted` is how many
    days each count is of; None where it is of the days since the date before.
    """
    paces = [
        (out - came) / ((days_counted or (on_date - before).days) / 7)
        for (before, _, _), (on_date, came, out) in pairwise(flows)
        if came is not None and out is not None and on_date > before
    ][-MOST_PERIODS:]
    if waiting is None:
        return _none(f"How many {what} there are is not known, so how long they take to clear cannot be said.")
    if waiting == 0:
        return _none(f"There are no {what}: nothing is left to clear.")
    if len(paces) < LEAST_PERIODS:
        existing = capital(count_in_words(len(paces), "period"))
        verb = "has" if len(paces) == 1 else "have"
        return _none(
            f"{existing} {verb} both what came in and what went out: too few to say how long the {what} take to clear "
            f"({in_words(LEAST_PERIODS)} needed)."
        )
    slow, middle, quick = quantiles(paces, n=4, method="inclusive")
    last = f"the {number(len(paces))} periods up to {day(flows[-1][0])}"
    if middle <= 0:
        return _none(f"Over {last} as much came in as went out, or more: the {what} are not being cleared.")
    quickest = max(1, round(waiting / quick))
    if slow <= 0:
        return Clearing(
            quickest=quickest,
            slowest=None,
            text=(
                f"At the pace of {last}, the {what} take {_weeks(quickest)} or more to clear; in a quarter of those "
                "periods or more they did not fall at all."
            ),
        )
    slowest = max(1, round(waiting / slow))
    span = _weeks(quickest) if quickest == slowest else f"{in_words(quickest)} to {_weeks(slowest)}"
    return Clearing(quickest=quickest, slowest=slowest, text=f"At the pace of {last}, the {what} take {span} to clear.")


def _weeks(count: int) -> str:
    return count_in_words(count, "week")


def _none(text: str) -> Clearing:
    return Clearing(quickest=None, slowest=None, text=text)
