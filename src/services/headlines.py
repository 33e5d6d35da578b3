"""The headline figures of a store: the same for the page, the pack and the command."""

from collections.abc import Callable

from src.analysis import headlines
from src.contracts.baseline import Baseline
from src.contracts.headline import Headline
from src.contracts.metric import Result
from src.metrics import METRICS

NEEDED = headlines.metrics_needed([metric.card for metric in METRICS.values()])
"""The metrics that headline figures are read from, in the order of the register."""

ResultOf = Callable[[str], Result]


def headline_figures(after: ResultOf, before: ResultOf, baseline: Baseline) -> tuple[Headline, ...]:
    """The headline figure of each subject. Asks for the results at the as-at date and at the baseline by name."""
    return headlines.headlines(
        {name: after(name) for name in NEEDED}, {name: before(name) for name in NEEDED}, baseline
    )
