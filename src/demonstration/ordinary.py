"""Series of ordinary variation: drawn anew until the rules of variation find no signal in them.

A busy week is followed by a quieter one rather than by another: what came early does not come again.
So runs to one side of the mean are rarer than where weeks know nothing of each other.
"""

from collections.abc import Callable, Sequence
from random import Random
from typing import TypeVar

from src.metrics.variation import Mark, Side, variation

ANSWER = -0.5
"""How much of one week's difference from the usual comes back in the next, with the other sign."""
_DRAWS = 5_000

Drawn = TypeVar("Drawn")


def until(draw: Callable[[], Drawn], holds: Callable[[Drawn], bool], what: str) -> Drawn:
    """The first draw of which something holds. Raises RuntimeError where none is found in 5,000."""
    for _ in range(_DRAWS):
        drawn = draw()
        if holds(drawn):
            return drawn
    raise RuntimeError(f"None of {_DRAWS:,} draws of {what} was ordinary.")


def is_ordinary(values: Sequence[float | None]) -> bool:
    """Whether the rules of variation find no signal in a series."""
    return all(point.mark in (None, Mark.COMMON) for point in variation(values, Side.NEUTRAL).points)


def noise(random: Random, spread: float, length: int) -> list[float]:
    """Differences from the usual, of about that standard deviation."""
    own = spread * (1 - ANSWER**2) ** 0.5
    found = [random.gauss(0, spread)]
    while len(found) < length:
        found.append(ANSWER * found[-1] + random.gauss(0, own))
    return found


def counts(random: Random, usual: float, length: int) -> list[int]:
    """Whole numbers around the usual one, spread a little less than counts that know nothing of each other."""

    def draw() -> list[int]:
        return [max(0, round(usual + by)) for by in noise(random, 0.9 * usual**0.5, length)]

    return until(draw, is_ordinary, "a series of counts")


def shares(random: Random, usual: Sequence[float], sizes: Sequence[int]) -> list[float]:
    """Shares between 0 and 1 around the usual ones, spread as those of so many cases would be."""

    def draw() -> list[float]:
        by = noise(random, 0.9, len(sizes))
        return [
            min(0.99, max(0.01, share + one * (share * (1 - share) / size) ** 0.5))
            for share, size, one in zip(usual, sizes, by, strict=True)
        ]

    def holds(drawn: list[float]) -> bool:
        return is_ordinary([round(one - share, 4) for one, share in zip(drawn, usual, strict=True)])

    return until(draw, holds, "a series of shares")


def summed(series: Sequence[Sequence[int]]) -> list[int]:
    """The sum of several series, week by week."""
    return [sum(week) for week in zip(*series, strict=True)]


def dealt_with(
    random: Random, received: Sequence[int], usual_in: Sequence[float], usual_out: Sequence[float], start: int
) -> list[int]:
    """How many are dealt with in each period, where so many come in, so many usually do, and so many usually go out.

    A queue longer than it would usually be is worked off slowly. Never more are dealt with than there are. What
    differs from the usual is ordinary variation.
    """
    spread = 0.8 * (sum(usual_out) / len(usual_out)) ** 0.5

    def draw() -> list[int]:
        done: list[int] = []
        waiting, usually_waiting = start, float(start)
        for came, coming, going, by in zip(
            received, usual_in, usual_out, noise(random, spread, len(received)), strict=True
        ):
            number = min(waiting + came, max(0, round(going + 0.1 * (waiting - usually_waiting) + by)))
            waiting += came - number
            usually_waiting += coming - going
            done.append(number)
        return done

    def holds(done: list[int]) -> bool:
        return is_ordinary([number - going for number, going in zip(done, usual_out, strict=True)])

    return until(draw, holds, "a queue")


def waiting(start: int, received: Sequence[int], done: Sequence[int]) -> list[int]:
    """How many wait at the end of each period."""
    held, found = start, []
    for came, gone in zip(received, done, strict=True):
        held += came - gone
        found.append(held)
    return found
