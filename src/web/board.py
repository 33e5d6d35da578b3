"""What the Overview asks for besides results: changes, headline figures and cautions against the baseline."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from src.analysis.cautions import Caution, cautions
from src.contracts.baseline import Baseline
from src.contracts.change import Change
from src.contracts.headline import Headline
from src.contracts.metric import Result
from src.present.model import Moment
from src.web import changed, headlines
from src.web.page_context import Cached, PageContext


@dataclass(frozen=True)
class BoardData:
    """A page's data with everything that is compared with the baseline chosen."""

    context: PageContext

    @property
    def as_at(self) -> date:
        """The date shown."""
        return self.context.as_at

    @property
    def baseline(self) -> Baseline:
        """What the figures are compared with."""
        return self.context.baseline

    @property
    def headlines(self) -> tuple[Headline, ...]:
        """The headline figure of each subject."""
        return headlines.figures(self.context, self.baseline)

    @property
    def changes(self) -> tuple[Change, ...]:
        """What changed since the baseline."""
        return changed.changes_of(self.context, self.baseline)

    @property
    def results(self) -> Mapping[str, Result]:
        """The result of every metric that is compared, by name."""
        return self.context.every_result()

    @property
    def cautions(self) -> tuple[Caution, ...]:
        """What to be careful with."""

        def work() -> tuple[Caution, ...]:
            return cautions(self.results, self.headlines, self.as_at, self.changes)

        return self.context.cached(Cached.CAUTIONS, work, self.baseline)

    def result(self, metric: str) -> Result:
        """The result of a metric at the date shown."""
        return self.context.result(metric)

    def moments(self, topic: str, first: date, last: date) -> tuple[Moment, ...]:
        """The events of a topic in a span, lettered."""
        return self.context.moments(topic, first, last)
