"""Series of ordinary variation: drawn anew until the rules of variation find no signal in them.

A busy week is followed by a quieter one rather than by another: what came early does not come again.
So runs to one side of the mean are rarer than where weeks know nothing of each other.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from random import Random
from typing import TypeVar

from src.analysis.spc import Mark, Side, variation

ANSWER = -0.3
"""How much of one week's difference from the usual comes back in the next, with the other sign."""
_DRAWS = 5_000

Drawn = TypeVar("Drawn")
Key = TypeVar("Key", bound=Hashable)


def until(draw: Callable[[], Drawn], holds: Callable[[Drawn], bool], what: str) -> Drawn:
    """The first draw of which something holds. Raises RuntimeError where none is found in 5,000."""
    for _ in range(_DRAWS):
        drawn = draw()
        if holds(drawn):
            return drawn
    raise RuntimeError(f"None of {_DRAWS:,} draws of {what} was ordinary.")


def is_ordinary(values: Sequence[float | None], breaks: Sequence[int] = (), but: int | None = None) -> bool:
    """Whether the rules of variation find no signal in a series, but at one place if it is given.

    Limits are worked out anew at the breaks.
    """
    points = variation(values, Side.NEUTRAL, breaks=breaks).points
    return all(point.mark in (None, Mark.COMMON) or at == but for at, point in enumerate(points))


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


def shares(random: Random, usual: Sequence[float], sizes: Sequence[int], spread: float = 0.9) -> list[int]:
    """How many of each period's cases are met, where the usual share is.

    The spread is in standard deviations of a share of so many cases. What differs from the usual share is ordinary.
    """

    def draw() -> list[int]:
        by = noise(random, spread, len(sizes))
        return [
            min(size, max(0, round(size * share + item * (size * share * (1 - share)) ** 0.5)))
            for share, size, item in zip(usual, sizes, by, strict=True)
        ]

    return until(draw, lambda met: shares_are_ordinary(met, usual, sizes), "a series of shares")


def shares_are_ordinary(met: Sequence[int], usual: Sequence[float], sizes: Sequence[int]) -> bool:
    """Whether shares differ from the usual ones by ordinary variation alone."""
    return is_ordinary([number / size - share for number, share, size in zip(met, usual, sizes, strict=True)])


def together(
    random: Random,
    draw: Callable[[Key], list[int]],
    keys: Sequence[Key],
    groups: Sequence[Sequence[Key]],
    planted: tuple[Key, int] | None = None,
) -> dict[Key, list[int]]:
    """A series for each key, such that the sums of these groups of them hold no signal either.

    Where something is planted, of a key at a place, the sums it is part of may hold a signal there. While another
    sum holds one, one of its series is drawn anew. Raises RuntimeError where that leads nowhere.
    """
    series = {key: draw(key) for key in keys}
    for _ in range(_DRAWS):
        off = next((group for group in groups if not _is_ordinary_sum(series, group, planted)), None)
        if off is None:
            return series
        key = random.choice(off)
        series[key] = draw(key)
    raise RuntimeError(f"The sums of {len(keys)} series were not ordinary after {_DRAWS:,} draws.")


def _is_ordinary_sum(
    series: Mapping[Key, Sequence[int]], group: Sequence[Key], planted: tuple[Key, int] | None
) -> bool:
    at = planted[1] if planted and planted[0] in group else None
    return is_ordinary(summed([series[key] for key in group]), but=at)


def summed(series: Sequence[Sequence[int]]) -> list[int]:
    """The sum of several series, week by week."""
    return [sum(week) for week in zip(*series, strict=True)]


def dealt_with(
    random: Random, received: Sequence[int], usual_in: Sequence[float], usual_out: Sequence[float], start: int
) -> list[int]:
    """How many are dealt with in each period, where so many come in, so many usually do, and so many usually go out.

    A queue longer than it would usually be is worked off slowly. Never more are dealt with than there are. Where
    the usual does not change, what differs from it is ordinary variation.
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

    changes = [at for at in range(1, len(usual_out)) if usual_out[at] != usual_out[at - 1]]
    return until(draw, lambda done: is_ordinary(done, changes), "a queue")


def waiting(start: int, received: Sequence[int], done: Sequence[int]) -> list[int]:
    """How many wait at the end of each period."""
    existing, found = start, []
    for came, gone in zip(received, done, strict=True):
        existing += came - gone
        found.append(existing)
    return found
