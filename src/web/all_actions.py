"""All actions on screen: one list of those of every finding, each leading to the page of its finding."""

from src.web import page_shell, whole_list
from src.web.whole_list import WholeList

OVERDUE = "Overdue"
ACTIONS = WholeList(
    name="actions",
    noun="action",
    filters={
        "Owner": "action_owner_role",
        "Board": "governance_board",
        "Status": "action_status_name",
        "Finding": "title",
    },
    standings={
        "Open": lambda row: row["counts_as"] == "open",
        OVERDUE: lambda row: bool(row["days_overdue"]),
        "Moved": lambda row: row["is_moved"],
        "Complete, not checked": lambda row: row["counts_as"] == "complete",
        "Complete and checked": lambda row: row["counts_as"] == "checked",
        "Stopped": lambda row: row["counts_as"] == "stopped",
    },
    searched=("action_title", "action_id", "title", "finding_id", "evidence_title", "evidence_reference"),
    usual_order="Open first, by date due",
    columns=(
        "action_title", "title", "action_owner_role", "governance_board", "action_status_name", "first_due_on",
        "revised_due_on", "moves_count", "days_overdue", "share_percent",
    ),
)  # fmt: skip


def show() -> None:
    """The list."""
    context = page_shell.open_page("All actions")
    listed, counted = context.result("actions_in_full"), context.result("actions_by_owner")
    page_shell.headline(context, counted.sentence, [listed])
    whole_list.draw(context, listed, ACTIONS)
    page_shell.close_page(context, [listed])
