"""The meetings that figures are taken to. The last one is the baseline of a page, a pack, a paper and a command."""

from src.contracts.dataset import Dataset
from src.contracts.shared_columns import code, day, text

BOARD_MEETINGS = Dataset(
    name="board_meetings",
    title="Board meetings",
    one_row_is="one meeting of one board, past or planned",
    owner="Inspection liaison, Strategy, Delivery and Assurance",
    system="Board calendar",
    expected_every="year",
    key=("meeting_on", "board_name"),
    dated_by=None,  # a planned meeting lies ahead of every figure, and is no figure
    columns=(
        day("meeting_on", "Meeting", "The day of the meeting.", required=True),
        text("board_name", "Board", "The board or committee that meets.", required=True),
        code(
            "kind_code",
            "Kind",
            "board_kinds",
            "Whose board it is. Figures are compared with the last board of the force.",
            required=True,
        ),
    ),
)
