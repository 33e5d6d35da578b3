"""The register: everything PEELboard counts, by name."""

from collections.abc import Mapping

from src.contracts.metric import Metric
from src.metrics.subjects import modules

_SUBJECTS = modules("cards")

METRICS: Mapping[str, Metric] = {metric.card.name: metric for subject in _SUBJECTS for metric in subject.METRICS}

PAGE_OF: Mapping[str, str] = {
    metric.card.name: metric.card.page or subject.PAGE for subject in _SUBJECTS for metric in subject.METRICS
}
"""The file name of the page that shows each metric."""

COMPARED: Mapping[str, Metric] = {name: metric for name, metric in METRICS.items() if not metric.card.of_one}
"""Those whose results are asked for together, to be compared or put into a pack."""

MEASURE_OF: Mapping[str, str] = {
    metric.card.topic: name for name, metric in METRICS.items() if metric.card.headlines and metric.card.topic
}
"""The metric whose headline figure shows whether the work on a topic has an effect, by topic."""
