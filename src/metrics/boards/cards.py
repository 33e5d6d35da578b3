"""The card of the board meetings."""

from pathlib import Path

from src.contracts.metric import Better, Kind
from src.metrics.boards import wording
from src.metrics.boards.dataset import BOARD_MEETINGS
from src.metrics.columns import columns, flag
from src.metrics.common import LIAISON, figures, metric

PAGE = "overview"
"""The page that shows these metrics, but for those whose card names another."""

METRICS = (
    metric(
        Path(__file__).parent,
        wording.meetings,
        name="board_meetings_by_date",
        title="Board meetings",
        definition="Every meeting of a board or committee that figures are taken to, past and planned.",
        why="Better and worse mean since the last board, so everybody has to mean the same one.",
        **figures("meetings", Better.NEUTRAL, Kind.LIST),
        one_row_per=("meeting_on", "board_name"),
        columns=columns(
            BOARD_MEETINGS,
            "meeting_on board_name kind_code kind_name",
            flag("is_baseline", "Board of the force", "Whether figures are compared with boards of its kind."),
            flag("is_past", "Past", "Whether it was before the as-at date."),
            "source_id place note",
        ),
        table="meeting_on board_name kind_name",
        reads=("board_meetings", "board_kinds"),
        owner=LIAISON,
        caveats=("A planned meeting may be moved.",),
    ),
)
