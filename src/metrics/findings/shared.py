"""What the cards of findings share."""

from dataclasses import replace
from functools import partial
from pathlib import Path

from src.contracts.column import COUNT, Column, total_of
from src.contracts.shared_columns import day, text
from src.metrics import common
from src.metrics.columns import count, days, unlisted
from src.metrics.common import LATE_REVIEW, LIAISON
from src.metrics.findings.dataset import CAUSES_OF_CONCERN, FINDINGS

FOLDER = Path(__file__).parent
STATED = ("findings", "finding_levels", "finding_statuses", "finding_types")
"""What the view stated_findings reads, and so every metric on it."""
metric = partial(common.metric, FOLDER, owner=LIAISON, review_by=LATE_REVIEW, reads=STATED)
PARTIAL = (
    "Where no whole register is held, what the published papers itemise stands in its place: "
    "not the whole of the monitoring portal."
)
TITLE = replace(FINDINGS.column("title"), heading="Finding")
CAUSE = replace(CAUSES_OF_CONCERN.column("title"), heading="Cause of concern")
DAYS_OVERDUE = replace(
    days("days_overdue", "Days past", "Days since the deadline that HMICFRS set; none where it is not past."),
    missing="–",
)
STATED_ON = day("status_stated_on", "Last stated", "The date of the last statement of its status.")
SET_BY = text("set_by", "Date set by", "Who set the date: HMICFRS or the force.")
PREVIOUS_STATUS_CODE = unlisted(text("previous_status_code", "Status before", "The code of the status before."))
PREVIOUS_STATUS = text("previous_status_name", "Status before", "The status in the statement before.")
STANDS_AS = unlisted(
    text("stands_as", "Stands as", "How it stands: the status, with archived findings split by who closed them.")
)


def _standing(name: str, heading: str, meaning: str) -> Column:
    return count(f"{name}_count", heading, meaning, "findings", COUNT)


REOPENED = _standing("reopened", "Open: re-opened", "Of those open, what was closed and has been opened again.")
OPEN = _standing("open", "Open", "Findings open, in progress or re-opened.")
DONE_NOT_SENT = _standing("done_not_sent", "Done, not sent", "The force says done; nothing has been sent to HMICFRS.")
WITH_HMICFRS = _standing("with_hmicfrs", "With HMICFRS", "Self-certified, and not yet checked by HMICFRS.")
OVERDUE = _standing("overdue", "Overdue", "Past the deadline that HMICFRS set, and not known to be closed.")
FINISHED = (
    _standing("closed_by_force", "Closed by the force", "Level 2: closed by the force, with a letter."),
    _standing("agreed", "Agreed by HMICFRS", "HMICFRS says that it is met or closed."),
    _standing("archived", "Archived", "The source says that it was dealt with and archived, at another level than 2."),
    _standing("superseded", "Superseded", "A later finding took its place: neither open nor closed."),
    _standing("not_stated", "Not stated", "Findings whose status no source states."),
)
STANDING = (
    replace(OPEN, disclosure=total_of("in_progress_count", "reopened_count", is_whole=False)),
    _standing("in_progress", "Open: in progress", "Of those open, what the force says it is working on."),
    REOPENED,
    DONE_NOT_SENT,
    WITH_HMICFRS,
    *FINISHED,
    count(
        "findings_count",
        "All",
        "All findings.",
        "findings",
        total_of("open_count", "done_not_sent_count", "with_hmicfrs_count", *(column.name for column in FINISHED)),
    ),
)
"""How findings stand, each counted apart, and all of them together."""

UNTIL_NEWEST = tuple(
    unlisted(_standing(name, heading, f"{meaning} by the newest whole register."))
    for name, heading, meaning in (
        ("newly_listed", "Newly listed", "Not listed then, and listed"),
        ("newly_open", "Newly open", "Listed then and not open, and open"),
        ("gone_closed", "Gone: closed", "Open then or newly listed, and closed"),
        ("gone_done_not_sent", "Gone: done, not sent", "Open then or newly listed, and done but not sent"),
        ("gone_with_hmicfrs", "Gone: with HMICFRS", "Open then or newly listed, and self-certified"),
        ("gone_superseded", "Gone: superseded", "Open then or newly listed, and superseded"),
        ("gone_not_stated", "Gone: not stated", "Open then or newly listed, and of no stated status"),
        ("gone_missing", "Gone: not listed", "Open then, and no longer listed"),
    )
)
"""What became of the findings of a whole register by the newest: what makes its open findings more and what makes them fewer."""


def of_which_not_closed(name: str) -> Column:
    """The total of what is open, done but not sent, and with HMICFRS."""
    meaning = "Open, done but not sent, or with HMICFRS."
    parts = total_of("open_count", "done_not_sent_count", "with_hmicfrs_count")
    return count(name, "Not closed", meaning, "findings", parts)


REGISTER = replace(
    FINDINGS,
    columns=(
        *(TITLE, DAYS_OVERDUE, STATED_ON, SET_BY, PREVIOUS_STATUS_CODE, PREVIOUS_STATUS, STANDS_AS),
        *(OPEN, REOPENED, DONE_NOT_SENT, WITH_HMICFRS, *FINDINGS.columns),
    ),
)
"""The register with the columns that results of several metrics add to it, for their cards to name."""
