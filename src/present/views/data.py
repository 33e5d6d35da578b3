"""What the pictures of a subject are made from, however it was gathered: by a page or for a pack."""

from collections.abc import Callable
from datetime import date
from typing import Protocol

from src.contracts.baseline import Baseline
from src.contracts.metric import Result
from src.present.model import Moment, Picture


class Data(Protocol):
    """Results at a date, and the events that fall among them."""

    def result(self, metric: str, /) -> Result:
        """The result of a metric."""

    @property
    def baseline(self) -> Baseline:
        """What figures are compared with."""

    def moments(self, topic: str, first: date, last: date) -> tuple[Moment, ...]:
        """The events of a topic in a span, lettered."""


Draw = Callable[[Data], Picture | None]
"""Makes a picture; None where nothing of it is known."""


def dates(result: Result) -> tuple[date, date]:
    """The first and the newest as-at date of a result that has rows."""
    days = [row["as_at_on"] for row in result.rows]
    return min(days), max(days)
