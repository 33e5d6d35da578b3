"""What the cards of several subjects share: owners, when they are next reviewed, and how a metric is declared."""

from datetime import date
from pathlib import Path
from typing import Any

from src.contracts.metric import Better, Card, Kind, Metric, Sentence, Varying

SINCE_LAST = "Each count is of what came since the extract before: where one is missed, the next counts for two."
FEW = "Two or three dates are not a trend."
REVIEW = date(2027, 3, 31)
LATE_REVIEW = date(2027, 6, 30)


LIAISON = "Inspection liaison, Strategy, Delivery and Assurance"


def metric(folder: Path, sentence: Sentence, **card: Any) -> Metric:
    """A card with its sentence and the SQL file of its name in the folder of its subject."""
    return Metric(card=Card(**{"review_by": REVIEW, **card}), folder=folder, sentence=sentence)


def figures(unit: str, better: Better, kind: Kind) -> dict[str, Any]:
    """What sort of figures a metric gives, for its card: what they are counted in, and which way is improvement."""
    return {"unit": unit, "better": better, "kind": kind}


def flow(column: str, text: str, unit: str, *, against: str = "", is_since_last: bool = False) -> Varying:
    """A column of what came in, or of what went out `against` it, whose variation is looked at: neither is better."""
    return Varying(
        column=column,
        text=text,
        unit=unit,
        better=Better.NEUTRAL,
        kind=Kind.FLOW,
        is_since_last=is_since_last,
        against=against,
    )
