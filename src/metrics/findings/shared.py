"""What the cards of findings share."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from src.contracts.column import COUNT, total_of
from src.contracts.metric import Card, Metric, Sentence
from src.contracts.shared_columns import day, text
from src.metrics.columns import count, days, unlisted
from src.metrics.findings.dataset import CAUSES_OF_CONCERN, FINDINGS

OWNER = "Inspection liaison, Strategy, Delivery and Assurance"
REVIEW = date(2027, 6, 30)
PARTIAL = (
    "Where no whole register is held, what the published papers itemise stands in its place: "
    "not the whole of the monitoring portal."
)
TITLE = replace(FINDINGS.column("title"), heading="Finding", width=4.6)
CAUSE = replace(CAUSES_OF_CONCERN.column("title"), heading="Cause of concern", width=3.4)
DAYS_OVERDUE = days("days_overdue", "Days past", "Days since the deadline that HMICFRS set.")
STATED_ON = day("status_stated_on", "Last stated", "The date of the last statement of its status.")
SET_BY = text("set_by", "Date set by", "Who set the date: HMICFRS or the force.")
PREVIOUS_STATUS_CODE = unlisted(text("previous_status_code", "Status before", "The code of the status before."))
PREVIOUS_STATUS = text("previous_status_name", "Status before", "The status in the statement before.")
STANDING = (
    count("open_count", "Open", "Findings open.", "findings", COUNT),
    count("awaiting_count", "Awaiting HMICFRS", "Findings that wait for HMICFRS to agree.", "findings", COUNT),
    count("closed_count", "Closed", "Findings closed.", "findings", COUNT),
    count("not_stated_count", "Not stated", "Findings whose status no source states.", "findings", COUNT),
    count(
        "findings_count",
        "All",
        "All findings.",
        "findings",
        total_of("open_count", "awaiting_count", "closed_count", "not_stated_count"),
    ),
)
"""How findings stand, counted apart, and all of them together."""


def metric(card: Card, sentence: Sentence) -> Metric:
    """A metric whose SQL stands in this folder."""
    return Metric(card=card, folder=Path(__file__).parent, sentence=sentence)
