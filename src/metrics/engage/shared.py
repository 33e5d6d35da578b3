"""What the cards of the Engage measures share: owners, when they are next looked at, and where their SQL stands."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from src.metrics.contract import Card, Metric, Sentence

FEW = "Two or three dates are not a trend."
REVIEW = date(2027, 3, 31)


@dataclass(frozen=True, kw_only=True)
class _Owners:
    marac: str = "MARAC lead, Public Protection Unit"
    offenders: str = "Sex offender management lead, Public Protection Unit"
    investigations: str = "Investigations Improvement Unit"
    online: str = "Online Child Sexual Exploitation Team lead"


OWNED_BY = _Owners()


def metric(sentence: Sentence, **card: Any) -> Metric:
    """A card with its sentence and the SQL file beside it."""
    return Metric(card=Card(review_by=REVIEW, **card), folder=Path(__file__).parent, sentence=sentence)
