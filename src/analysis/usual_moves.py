"""Whether a figure moved by more than it usually does, and whether enough dates are held to call that better or worse.

A move is judged against the moves that the same series made before over spans as long. Where too few of those are
held, a count is judged against the spread that a difference of two counts has by chance: the square root of their
sum. One rule, so that no two pages disagree about one series.
"""

import math
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date
from statistics import NormalDist

from src.analysis.spc import LEAST_POINTS
from src.contracts.metric import Card, Kind
from src.wording import capital, in_words

LEAST_DATES = LEAST_POINTS
"""How many dates must be held before a move is better or worse: as many as limits take."""
PAST_SPANS = 6
"""How many spans, end to end, the history must hold before its own moves are judged by."""
PAST_MOVES = 6
"""How many past moves there must be."""
TIMES_USUAL = 3.0
"""How many times the usual move is news: the same three that control limits use."""
FALSE_ALARMS = 0.1
"""How often chance alone may make news of one of a metric's series where there is no history."""
ROUGHLY = 0.25
"""By what share of the span a past move may be longer or shorter."""
NOT_COUNTED = ("days", "working days")
"""Units of figures that count nothing: a longest wait has no known spread."""
A_FORTIETH = 0.025
"""The spread taken for a share or a grade whose counts are not known."""
Points = Sequence[tuple[date, float]]
Counted = tuple[float, float | None]
"""A figure and how many it is a share of; None where it is none or that is not known."""


def too_few(dates: int, what: str = "dates") -> str:
    """Why a move is neither better nor worse, and nothing is said of a trend; empty where enough dates are held."""
    if dates >= LEAST_DATES:
        return ""
    existing = f"One {what.rstrip('s')} is" if dates == 1 else f"{capital(in_words(dates))} {what} are"
    return f"{existing} held: too few to say whether this is ordinary variation ({LEAST_DATES} needed)."


def too_few_to_judge(dates: int) -> str:
    """The same in a few words, beside a move: only three of the 13 dates that it takes to judge that are held."""
    if dates >= LEAST_DATES:
        return ""
    are = "is" if dates == 1 else "are"
    return f"Only {in_words(dates)} of the {LEAST_DATES} dates that it takes to judge that {are} held."


def usual_move(history: Points, days: int) -> float | None:
    """The root mean square of the moves that a series made over spans of so many days.

    `history` is in order of date and ends where the move that is judged begins. None where it is too short.
    """
    if days <= 0 or not history or (history[-1][0] - history[0][0]).days < PAST_SPANS * days:
        return None
    dates = [day for day, _ in history]
    moves = []
    for at, (day, value) in enumerate(history):
        target = day.toordinal() - days
        right = bisect_left(dates, date.fromordinal(target)) if target > 0 else 0
        near = [place for place in (right - 1, right) if 0 <= place < at]
        place = min(near, key=lambda place: abs(dates[place].toordinal() - target), default=None)
        if place is not None and abs(dates[place].toordinal() - target) <= ROUGHLY * days:
            moves.append(value - history[place][1])
    if len(moves) < PAST_MOVES:
        return None
    return math.sqrt(sum(move * move for move in moves) / len(moves))


def _moves(points: Points, least_days: float, most_days: float) -> Iterator[float]:
    """Every move of a series over a span of so many days."""
    for at, (day, value) in enumerate(points):
        for before_on, before in points[:at]:
            if least_days <= (day - before_on).days <= most_days:
                yield value - before


def furthest_move(history: Points, days: int) -> float:
    """How far a series moved at most, either way, over roughly so many days; 0 where it holds no such span."""
    return max(map(abs, _moves(history, (1 - ROUGHLY) * days, (1 + ROUGHLY) * days)), default=0.0)


def furthest_back(points: Points, days: int, move: float) -> float:
    """How far a series went at most the other way than a move, in as many days or fewer; 0 where it never did."""
    return max((abs(other) for other in _moves(points, 0, days) if other * move < 0), default=0.0)


def is_more_than_usual(
    move: float,
    history: Points,
    days: int,
    chance: float | None,
    *,
    series: int = 1,
    is_against_the_whole: bool = False,
    since: Points = (),
) -> bool:
    """Whether a move of a figure over so many days is news.

    `chance` is the spread that chance alone gives the difference; None where it is not known, and then only a
    history can make a move news. The more `series` are looked at together, the more chance has to be exceeded, as
    one of many is sure to move far. A part that goes against the whole is news from one spread on: a total that
    improved must not hide an area that got worse.

    Where its history is too short to say what is usual, no move is news that the series made as far before over as
    long, nor one that it made as far the other way in that time or less: it goes back and forth by as much. `since`
    are its figures after the beginning of the move and up to its end.
    """
    usual = usual_move(history, days)
    if usual is not None:
        return abs(move) > max(TIMES_USUAL * usual, chance or 0.0)
    times = 1.0 if is_against_the_whole else NormalDist().inv_cdf(1 - FALSE_ALARMS / (2 * max(series, 1)))
    if chance is None:
        return False
    back = furthest_back([*history, *since], days, move)
    return abs(move) > max(times * chance, furthest_move(history, days), back)


def chance_of_counts(before: float, after: float) -> float:
    """The spread of a difference of two counts: the square root of their sum."""
    return math.sqrt(max(before + after, 1.0))


def chance(card: Card, column: str, before: Counted, after: Counted) -> float | None:
    """The spread that chance gives the difference of two figures of a metric, each with how many it is a share of.

    None where it is not known, as of a longest wait.
    """
    if card.kind in (Kind.STOCK, Kind.FLOW):
        declared = card.column(column)
        return None if declared and declared.unit in NOT_COUNTED else chance_of_counts(before[0], after[0])
    if before[1] and after[1]:
        return chance_of_shares(before[0], before[1], after[0], after[1])
    return A_FORTIETH * max(abs(before[0]), abs(after[0]))


def chance_of_shares(before: float, of_before: float, after: float, of_after: float) -> float:
    """The spread of a difference of two percentages, each a share of so many."""
    pooled = (before * of_before + after * of_after) / (100 * (of_before + of_after))
    return 100 * math.sqrt(pooled * (1 - pooled) * (1 / of_before + 1 / of_after))
