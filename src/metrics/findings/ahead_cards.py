"""The card of the dates ahead: deadlines, with the inspections, returns and meetings that fall among them."""

from dataclasses import replace

from src.contracts.metric import Better, Kind, Nothing
from src.contracts.shared_columns import day, text
from src.metrics.columns import columns, days, unlisted
from src.metrics.common import figures
from src.metrics.findings import ahead_wording
from src.metrics.findings.dataset import FINDINGS
from src.metrics.findings.shared import STATED, metric

METRICS = (
    metric(
        ahead_wording.ahead,
        name="dates_ahead",
        page="calendar",
        title="Dates ahead",
        definition="Every inspection, data return, meeting, deadline of a finding not closed, date the force set itself and response of the commissioner on the as-at date or after it.",
        why="What is known to come should surprise nobody.",
        **figures("dates", Better.NEUTRAL, Kind.LIST),
        one_row_per=("what_name", "entry_id"),
        columns=columns(
            FINDINGS,
            text("what_name", "Kind", "What sort of date it is."),
            unlisted(text("entry_id", "Entry", "A short stable name of what is dated.")),
            text("title", "What", "What takes place or falls due."),
            replace(day("ahead_on", "Date", "The day it takes place or falls due."), precision="ahead_precision"),
            unlisted(text("ahead_precision", "Precision", "How exactly the date is known.")),
            days("days_to_go", "Days to go", "Days from the as-at date."),
            "owner_role",
            unlisted(FINDINGS.column("finding_id")),
            "source_id place",
        ),
        table="what_name title ahead_on days_to_go owner_role",
        reads=(*STATED, "inspections", "board_meetings", "board_kinds"),
        nothing=Nothing(
            of="findings_register",
            dates=("deadline_on", "force_target_on"),
            text="No date is recorded that lies ahead of {day}.",
            unknown="No figure is held for dates that lie ahead.",
        ),
        caveats=(
            "An inspection without notice is in no calendar.",
            "A response is due 56 days after a report was published (Police Act 1996, section 55); whether it was published is not recorded.",
        ),
    ),
)
