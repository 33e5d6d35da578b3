"""How long something lasts when some of it is not over yet: the Kaplan-Meier estimate with Greenwood's band.

What is still going on counts for as long as it was watched, instead of being left out. This module
knows nothing of metrics, stores or charts: days go in, a curve comes out. Shares are worked out as
exact fractions, so that a half is a half.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import exp, log, sqrt

Z = 1.959963984540054
"""How many standard errors a band of 95% reaches either side."""
HALF = Fraction(1, 2)
LEAST_AT_RISK = 5
"""Under so few at risk, with more to come under watch, a step would say much of little and is passed over."""


@dataclass(frozen=True, kw_only=True)
class Watched:
    """One thing that was watched."""

    days: int
    since: int = 0
    """The day the watching began: what was over before then would never have been seen."""
    is_over: bool
    """Whether it was over at the end of those days; otherwise it was only watched no longer."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """A day on which something was over, and what that makes of the share that lasts longer."""

    day: int
    at_risk: int
    """How many were still watched, and not over, the moment before."""
    over: int
    lasting: float
    """The share that lasts beyond this day, 0 to 1."""
    lower: float | None
    upper: float | None
    """The band of 95%; None where the share is 1 or 0 and the data give none."""


@dataclass(frozen=True, kw_only=True)
class Survival:
    """The curve of one group."""

    steps: tuple[Step, ...]
    watched: int
    over: int
    longest: int
    """The most days that anything was watched: beyond it the curve says nothing."""
    median: int | None
    """The day by which half are over; None where fewer are."""
    median_from: int | None
    median_to: int | None
    """Where the band crosses a half; None where it never does."""


def survival(watched: Sequence[Watched]) -> Survival:
    """The Kaplan-Meier curve of some things, each at risk only while it was watched.

    Raises ValueError where there is none, or one was watched for no days.
    """
    if not watched or any(thing.days < thing.since or thing.since < 0 for thing in watched):
        raise ValueError("A curve needs at least one thing that was watched, for 0 days or more.")
    steps: list[Step] = []
    shares: list[Fraction] = []
    lasting, summed = Fraction(1), Fraction(0)
    latest = max(thing.since for thing in watched)
    for day in sorted({thing.days for thing in watched if thing.is_over}):
        at_risk = sum(thing.days >= day and (thing.since < day or not thing.since) for thing in watched)
        over = sum(thing.days == day and thing.is_over for thing in watched)
        if at_risk < LEAST_AT_RISK and latest >= day and latest:
            continue
        lasting *= Fraction(at_risk - over, at_risk)
        if over < at_risk:
            summed += Fraction(over, at_risk * (at_risk - over))
        lower, upper = _band(lasting, summed)
        shares.append(lasting)
        steps.append(Step(day=day, at_risk=at_risk, over=over, lasting=float(lasting), lower=lower, upper=upper))
    return Survival(
        steps=tuple(steps),
        watched=len(watched),
        over=sum(item.is_over for item in watched),
        longest=max(item.days for item in watched),
        median=next((step.day for step, share in zip(steps, shares, strict=True) if share <= HALF), None),
        median_from=next((step.day for step in steps if step.lower is not None and step.lower <= 0.5), None),
        median_to=next((step.day for step in steps if step.upper is not None and step.upper <= 0.5), None),
    )


def _band(lasting: Fraction, summed: Fraction) -> tuple[float | None, float | None]:
    """Greenwood's band on the scale of log(-log), which keeps it between 0 and 1."""
    if lasting in (0, 1):
        return None, None
    spread = Z * sqrt(summed) / abs(log(lasting))
    return float(lasting) ** exp(spread), float(lasting) ** exp(-spread)
