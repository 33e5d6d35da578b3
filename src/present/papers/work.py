"""What is done about one finding: how it stands, who answers for it, by when."""

from src import wording
from src.contracts.metric import Row
from src.present.papers.paper import Blocks, Paragraph
from src.present.slide import PackData


def work_on(data: PackData, row: Row) -> Blocks:
    """A numbered paragraph about a finding. `row` has its title, status, level, owner, board and deadline."""
    yield Paragraph(lead=str(row["title"]), text=wording.paragraph([_status(row), _by_when(row), _owner(row)]))


def _status(row: Row) -> str:
    since = f" since {wording.day(row['status_on'])}" if row["status_on"] else ""
    level = f", {wording.inside(str(row['level_name']))}" if row["level_name"] != "Not stated" else ""
    return f"{row['status_name']}{since}{level}, as last reported on {wording.day(row['as_at_on'])}."


def _by_when(row: Row) -> str:
    if not row["deadline_on"]:
        return f"Deadline as set: {row['deadline_as_set']}." if row["deadline_as_set"] else "No deadline is stated."
    deadline = f"Deadline {wording.dated(row['deadline_on'], row['deadline_precision'])}"
    late = row["days_overdue"]
    return f"{deadline}, {wording.count_of(late, 'day')} ago." if late else f"{deadline}."


def _owner(row: Row) -> str:
    board = f", {row['governance_board']}" if row["governance_board"] else ""
    return f"Owner: {row['owner_role']}{board}." if row["owner_role"] else "No owner is stated."
