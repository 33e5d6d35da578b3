"""The summary matrix: every series by what it is doing and by whether its target will be met."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from src.analysis.backlog import is_record, position
from src.analysis.spc import LEAST_POINTS, Assurance, Mark
from src.analysis.trends import BACKLOG, Trend
from src.contracts.metric import Better
from src.wording import capital, count_in_words, day, in_words, listed, number, paragraph

TOO_FEW = "too few points"
NO_TARGET = "no target"
ROWS = (Mark.IMPROVEMENT.value, Mark.COMMON.value, Mark.CONCERN.value, TOO_FEW)
"""What a series is doing. A signal that is neither has a row of its own where there is one."""
COLUMNS = (Assurance.PASSES.value, Assurance.HIT_OR_MISS.value, Assurance.FAILS.value, NO_TARGET)


@dataclass(frozen=True, kw_only=True)
class Matrix:
    """Series by variation and assurance, and those that never have limits."""

    cells: dict[tuple[str, str], tuple[Trend, ...]]
    refused: tuple[Trend, ...]

    @property
    def rows(self) -> tuple[str, ...]:
        """The rows there are: the four, and one for signals that are neither where there are any."""
        neither = Mark.NEITHER.value
        return ROWS[:3] + ((neither,) if any(row == neither for row, _ in self.cells) else ()) + ROWS[3:]

    def of_row(self, row: str) -> tuple[Trend, ...]:
        """Every series of a row."""
        return tuple(trend for column in COLUMNS for trend in self.cells.get((row, column), ()))


def matrix(trends: Sequence[Trend]) -> Matrix:
    """The series of every measure, each in its cell, in the order they come."""
    cells: dict[tuple[str, str], tuple[Trend, ...]] = {}
    for trend in trends:
        if not trend.refusal:
            cells[cell(trend)] = (*cells.get(cell(trend), ()), trend)
    return Matrix(cells=cells, refused=tuple(trend for trend in trends if trend.refusal))


def cell(trend: Trend) -> tuple[str, str]:
    """The row and the column that a series stands in."""
    icon, assured = trend.variation.icon, trend.variation.assurance
    row = icon.mark.value if icon and icon.mark else TOO_FEW
    return row, assured.value if assured else NO_TARGET


def sentence(of: Matrix) -> str:
    """What the matrix says: the backlogs that moved, which have no limits, then the signals, worst first."""
    every = sum(len(of.of_row(row)) for row in of.rows)
    if not every and not of.refused:
        return "No figure is held of any measure."
    few = len(of.of_row(TOO_FEW))
    judged = every - few
    sentences = [moved(of)]
    if judged:
        concern, better = len(of.of_row(Mark.CONCERN.value)), len(of.of_row(Mark.IMPROVEMENT.value))
        neither, common = len(of.of_row(Mark.NEITHER.value)), len(of.of_row(Mark.COMMON.value))
        for count, what in (
            (concern, "a signal of concern"),
            (better, "a signal of improvement"),
            (neither, "a signal that is neither better nor worse"),
        ):
            if count:
                sentences.append(f"{capital(_series(count))} {'ends' if count == 1 else 'end'} in {what}.")
        if judged == common:
            sentences.append("No series ends in a signal.")
        ordinarily = "varies as it ordinarily does" if common == 1 else "vary as they ordinarily do"
        sentences.append(f"{capital(_series(common))} {ordinarily}." if common else "")
    if few:
        existing = "has" if few == 1 else "have"
        sentences.append(f"{capital(_series(few))} {existing} too few points to tell: {LEAST_POINTS} are needed.")
    if of.refused:
        verb = "is" if len(of.refused) == 1 else "are"
        sentences.append(f"{capital(_series(len(of.refused)))} {verb} drawn without limits, for the reasons below.")
    return paragraph(sentences)


def moved(of: Matrix) -> str:
    """Which backlogs, which have no limits, moved to another level for good, and which are worse than in a year of weeks.

    Empty where there is none to judge.
    """
    backlogs = [trend for trend in of.refused if trend.refusal == BACKLOG]
    if not backlogs:
        return ""
    stands = [(trend, position(_series_of(trend))) for trend in backlogs]
    found = [
        f"{trend.name} ({'up' if of_trend.step.is_up else 'down'} since {day(of_trend.step.from_on)})"
        for trend, of_trend in stands
        if of_trend.step
    ]
    worst = [
        f"{trend.name} ({number(of_trend.value)})"
        for trend, of_trend in stands
        if trend.of.better is not Better.NEUTRAL and is_record(of_trend, is_higher=trend.of.better is Better.LOWER)
    ]
    backlogs_moved = f"{capital(count_in_words(len(found), 'backlog'))} moved to another level: {listed(found)}."
    return paragraph(
        [
            backlogs_moved if found else "No backlog has moved to another level.",
            f"Worse than in any of the 52 weeks before: {listed(worst)}." if worst else "",
        ]
    )


def _series_of(trend: Trend) -> list[tuple[date, float]]:
    return [(trend.dates[at], trend.variation.points[at].value or 0.0) for at in trend.points_present]


def _series(count: int) -> str:
    return f"{in_words(count)} series"
