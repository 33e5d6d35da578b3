"""The register: everything PEELboard counts, by name."""

from collections.abc import Mapping

from src.metrics.context import cards as context
from src.metrics.contract import Metric
from src.metrics.engage import cards as engage
from src.metrics.findings import cards as findings
from src.metrics.peel import cards as peel

METRICS: Mapping[str, Metric] = {
    metric.card.name: metric for metric in (*findings.METRICS, *peel.METRICS, *engage.METRICS, *context.METRICS)
}

COMPARED: Mapping[str, Metric] = {name: metric for name, metric in METRICS.items() if not metric.card.of_one}
"""Those whose results are asked for together, to be compared or put into a pack."""
