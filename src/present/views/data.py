"""What the pictures of a subject are made from, however it was gathered: by a page or for a pack."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Protocol

from src.analysis.cautions import Caution
from src.contracts.baseline import Baseline
from src.contracts.change import Change
from src.contracts.headline import Headline
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


class BoardData(Data, Protocol):
    """What the Overview is made from besides: everything at a date against a baseline."""

    @property
    def as_at(self) -> date:
        """The date shown."""

    @property
    def headlines(self) -> tuple[Headline, ...]:
        """The headline figure of each subject."""

    @property
    def changes(self) -> tuple[Change, ...]:
        """What changed since the baseline."""

    @property
    def cautions(self) -> tuple[Caution, ...]:
        """What to be careful with."""

    @property
    def results(self) -> Mapping[str, Result]:
        """The result of every metric that is compared, by name."""


Draw = Callable[[Data], Picture | None]
"""Makes a picture; None where nothing of it is known."""


def dates(result: Result) -> tuple[date, date]:
    """The first and the newest as-at date of a result that has rows."""
    days = [row["as_at_on"] for row in result.rows]
    return min(days), max(days)
