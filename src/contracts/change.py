"""One thing that changed, and how much it matters."""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum


class Consequence(IntEnum):
    """How much a change matters to the board: the order in which changes are told."""

    REOPENED = 1
    OVERDUE = 2
    WORSE = 3
    SIGNAL = 4
    RESTATED = 5
    STALE = 6
    CLOSED = 7
    BETTER = 8
    OTHER = 9
    SMALLER = 10


@dataclass(frozen=True, kw_only=True)
class Change:
    """One thing that changed, in a sentence."""

    consequence: Consequence
    text: str
    metric: str
    """The metric whose figures the sentence holds."""
    before_on: date | None = None
    """The date of the figure before, where it has one."""
    after_on: date | None = None
    size: float = 0.0
    """The larger comes first among changes of one consequence."""
    is_signal: bool = False
    """Whether it is a point that the rules of variation mark, not a figure that moved."""
    figures: tuple[float, ...] = ()
    """Figures of the sentence that need stand in no result: old and new of a restatement, how many have a letter."""
    findings: tuple[str, ...] = ()
    """The findings it counts, by their names in the register."""
    careful: str = ""
    """Why an improvement may be none; empty where nothing speaks against it."""
