"""What the cards of findings share."""

from datetime import date
from pathlib import Path

from src.contracts.metric import Card, Metric, Sentence

OWNER = "Inspection liaison, Strategy, Delivery and Assurance"
REVIEW = date(2027, 6, 30)
PARTIAL = (
    "Where no whole register is held, what the published papers itemise stands in its place: "
    "not the whole of the monitoring portal."
)


def metric(card: Card, sentence: Sentence) -> Metric:
    """A metric whose SQL stands in this folder."""
    return Metric(card=card, folder=Path(__file__).parent, sentence=sentence)
