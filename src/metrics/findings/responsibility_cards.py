"""The card of the findings counted under who answers for them."""

from src.contracts.metric import Better, Kind
from src.contracts.shared_columns import text
from src.metrics.columns import columns, unlisted
from src.metrics.common import figures
from src.metrics.findings import lifecycle_wording
from src.metrics.findings.shared import (
    DONE_NOT_SENT,
    OPEN,
    OVERDUE,
    PARTIAL,
    STATED,
    WITH_HMICFRS,
    metric,
    of_which_not_closed,
)

METRICS = (
    metric(
        lifecycle_wording.by_responsibility,
        name="findings_by_responsibility",
        title="Findings not closed by owner, board and local rating",
        definition=(
            "The number of itemised findings not closed, and of those past HMICFRS's deadline, under each executive "
            "owner, each governance board and each rating of the force's own."
        ),
        why="It shows who has to act, where it is overseen, and what the force itself worries about.",
        **figures("findings", Better.LOWER, Kind.STOCK),
        one_row_per=("grouping_code", "group_name"),
        columns=columns(
            unlisted(text("grouping_code", "Grouping code", "Whether the row is of an owner, a board or a rating.")),
            text("grouping_name", "Grouped by", "Executive owner, governance board or local rating."),
            text("group_name", "Group", "The owner, board or rating; none stated where the register gives none."),
            OPEN,
            DONE_NOT_SENT,
            WITH_HMICFRS,
            of_which_not_closed("not_closed_count"),
            OVERDUE,
        ),
        reads=(*STATED, "rating_codes"),
        caveats=(
            PARTIAL,
            "Each finding counts three times, once in each grouping: the groupings are not added up.",
            "The local rating is the force's own view, not the inspectorate's status.",
        ),
    ),
)
