"""Registers that are made up by chance: findings raised, listed month by month, and closed by a known chance."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy

from src.analysis.forecast import DAYS_A_MONTH, Followed

NEWEST = date(2026, 9, 7)


@dataclass(frozen=True, kw_only=True)
class World:
    """How findings are raised and closed."""

    raised_a_month: float = 3.0
    raising: float = 0.0
    """The change of the logarithm of that, a year, over the months of the registers."""
    months_to_close: float = 18.0
    closing: float = 0.0
    """The change of the logarithm of the chance of closing, a year, likewise; -0.69 halves it each year."""
    ageing: float = 1.0
    """The shape of the time to close: 1 where age makes no difference, 2 where old findings close sooner."""


def registers(months: int) -> list[date]:
    """The days of monthly whole registers, the first so many months before the newest."""
    return [NEWEST - timedelta(days=round(DAYS_A_MONTH * back)) for back in range(months, -1, -1)]


def simulated(world: World, months: int, draw: numpy.random.Generator, ahead: int = 12) -> list[Followed]:
    """Findings as the registers of so many months list them, with the truth of some months more."""
    born = numpy.concatenate(
        [
            month
            + draw.random(draw.poisson(world.raised_a_month * numpy.exp(world.raising * max(month + months, 0) / 12)))
            for month in range(-months - 72, ahead)
        ]
    )
    scale = world.months_to_close / {1.0: 1.0, 2.0: 0.8862}[world.ageing]
    owed, spent = draw.exponential(size=len(born)), numpy.zeros(len(born))
    closed = numpy.full(len(born), numpy.inf)
    for quarter in range(4 * (-months - 72), 4 * ahead):
        now = quarter / 4
        alive = (born <= now) & numpy.isinf(closed)
        age = now + 0.125 - born[alive]
        chance = world.ageing / scale * (age / scale) ** (world.ageing - 1)
        chance = chance * numpy.exp(world.closing * max(now + months, 0) / 12)
        spent[alive] += chance / 4
        gone = numpy.flatnonzero(alive)[spent[alive] >= owed[alive]]
        closed[gone] = now + draw.random(len(gone)) / 4
    listed = numpy.maximum(numpy.ceil(born), -months)

    def day(month: float) -> date:
        return NEWEST + timedelta(days=round(DAYS_A_MONTH * month))

    return [
        Followed(
            raised_on=day(float(raised)),
            listed_from=day(float(first)),
            ended_on=day(min(float(end), ahead)),
            is_closed=bool(end < ahead),
        )
        for raised, first, end in zip(born, listed, closed, strict=True)
        if first <= 0 and first < end
    ]
