"""The figure that stands for a subject: how a card declares it, and what it comes to."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from math import inf
from typing import Any

from src import wording
from src.contracts.baseline import Baseline

Rows = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, kw_only=True)
class HeadlineRule:
    """Which figure of a metric stands for its subject. Declared on the card.

    Two metrics may declare one name: the one with the newest figure leads, and of two of one date the one whose
    source is the fuller.
    """

    name: str
    title: str
    singular: str
    """The sentence of the figure 1, without its date: {figure} case awaits a MARAC."""
    plural: str
    """The sentence of any other figure: {figure} cases await a MARAC."""
    column: str = ""
    """The column of the figure. Where it is empty, rows are counted."""
    where: Mapping[str, Any] = field(default_factory=dict, hash=False)
    """What the columns of the rows that count hold."""
    is_summed: bool = False
    """Whether the figure is the sum over the rows of a date, and not what the first of them says."""
    dated_by: str = "as_at_on"
    """The column of the date of the figure. Where it is empty, the figure is worked out for the as-at date."""
    scale: str = ""
    """What follows the figure on a tile: of 5."""
    is_fuller: bool = False
    """Whether its source leads over another of the same date."""
    detail: Callable[[Rows, date], str] | None = None
    """What the rows add to the sentence, at the as-at date."""
    sentence: Callable[[Rows, Rows | None, Baseline, Rows], str] | None = None
    """Says a list by the rows at the as-at date and at the baseline, in place of the usual sentence.

    The last argument are the rows of `every`.
    """
    every: str = ""
    """The metric that lists everything of which the rows are some, so that it is known where the others went."""
    lost: Callable[[Rows, Rows, Rows], tuple[int, str]] | None = None
    """How many that counted at the baseline no longer do and did not end, and the sentence that says so.

    By the rows at the as-at date, those at the baseline and those of `every`. A fall by what was lost is not better.
    """


class State(StrEnum):
    """How a headline figure stands."""

    PAST_LIMIT = "past_limit"
    WORSE = "worse"
    BETTER = "better"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    NO_NEWER_FIGURE = "no_newer_figure"
    NO_EARLIER_FIGURE = "no_earlier_figure"
    NO_FIGURE = "no_figure"
    NOT_SHOWN = "not_shown"


@dataclass(frozen=True, kw_only=True)
class Point:
    """A figure at a date."""

    day: date
    value: float | None
    precision: str | None = None
    qualifier: str | None = None
    hidden: str = ""
    """What is shown in place of the figure, where it is not released."""

    @property
    def text(self) -> str:
        """The figure as a reader sees it."""
        return self.hidden or wording.bounded(self.value, self.qualifier)

    @property
    def is_exact(self) -> bool:
        """Whether there is a figure and it is no bound."""
        return self.value is not None and self.qualifier in (None, "exactly")

    @property
    def interval(self) -> tuple[float, float]:
        """What the figure may be: from, to. A figure that is not known may be anything."""
        if self.value is None or self.qualifier == "about":
            return -inf, inf
        return (
            -inf if self.qualifier in ("under", "at_most") else self.value,
            inf if self.qualifier in ("over", "at_least") else self.value,
        )

    @property
    def when(self) -> str:
        """Its date with the word before it: on 4 January 2024, in June 2023."""
        return wording.on_day(self.day, self.precision)


@dataclass(frozen=True, kw_only=True)
class Headline:
    """The figure of a subject at an as-at date, and the newest one on or before the baseline."""

    name: str
    title: str
    metric: str
    unit: str
    topic: str
    scale: str
    newest: Point | None
    before: Point | None
    limit: float | None
    state: State
    movement: str
    """In a few words: was 178 on 4 January 2024, or that nothing newer came."""
    sentence: str
    dates: int
    """How many dates it has a figure for."""
    is_series: bool
    """Whether its metric gives a figure for each date, and not for the newest alone."""

    @property
    def figure(self) -> str:
        """The figure as a reader sees it, or a dash."""
        return self.newest.text if self.newest else "–"

    @property
    def note(self) -> str:
        """What stands under the figure on a tile: its date, then the movement."""
        if self.newest is None:
            return wording.capital(self.movement)
        dated = wording.dated(self.newest.day, self.newest.precision)
        return f"{dated}{', ' if self.before else '; '}{self.movement}"
