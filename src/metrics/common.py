"""What the cards of several subjects share: owners, when they are next reviewed, and how a metric is declared."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from src.contracts.metric import Card, Metric, Sentence

FEW = "Two or three dates are not a trend."
REVIEW = date(2027, 3, 31)


@dataclass(frozen=True, kw_only=True)
class _Owners:
    marac: str = "MARAC lead, Public Protection Unit"
    offenders: str = "Sex offender management lead, Public Protection Unit"
    investigations: str = "Investigations Improvement Unit"
    online: str = "Online Child Sexual Exploitation Team lead"


OWNED_BY = _Owners()


def metric(folder: Path, sentence: Sentence, **card: Any) -> Metric:
    """A card with its sentence and the SQL file of its name in the folder of its subject."""
    return Metric(card=Card(review_by=REVIEW, **card), folder=folder, sentence=sentence)
