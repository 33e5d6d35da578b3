"""Running the improvement: what is done about findings and by whom, and how far each is on its way to closure."""

from collections.abc import Callable

from src import wording
from src.metrics.improvement.closure_wording import to_sign
from src.metrics.improvement.wording import still_asked
from src.present.model import Line
from src.present.theme import Shade
from src.present.views.data import BoardData, Data
from src.present.views.view import Codes, DigestOf, Heading, Lines, ListOf, Remark, StepForm, TableOf, View, Ways


def _actions(data: Data) -> str:
    result = data.result("actions_by_owner")
    return result.sentence if result.rows else "No action is recorded."


def _times(data: Data) -> str:
    result = data.result("closure_step_times")
    return result.sentence if result.rows else "The first step, work done, is recorded on the finding's own page."


def has(metric: str) -> Callable[[Data], bool]:
    """Whether a metric has rows."""
    return lambda data: bool(data.result(metric).rows)


def asked(data: BoardData) -> tuple[Line, ...]:
    """What the Deputy Chief Constable is asked to sign, what a board is asked to decide, and which actions are overdue."""
    queue, comments, looked_at = (data.result(name) for name in ("closure_queue", COMMENTARY, "actions_to_look_at"))
    signed = [f'"{row["title"]}"' for row in queue.rows if row["next_step_code"] == "dcc_signed"]
    decided = [f'"{str(row["ask_text"]).rstrip(".")}" ({row["about_name"]})' for row in still_asked(comments.rows)]
    late = [
        f'"{row["action_title"]}", {row["action_owner_role"] or "no owner stated"}, '
        f"{wording.count_of(row['days_overdue'], 'day')}"
        for row in looked_at.rows
        if row["reason_code"] == "overdue"
    ]
    lines = (
        ("To sign", wording.capital(to_sign(queue.rows)), signed, queue),
        ("To decide", wording.capital(wording.count_in_words(len(decided), "decision")) + " asked", decided, comments),
        ("Overdue", wording.capital(wording.count_in_words(len(late), "action")), late, looked_at),
    )
    return tuple(
        Line(tag=tag, text=f"{text}: {wording.first_of(names, _NAMED)}.", metric=of.card.name, shade=Shade.ORANGE)
        for tag, text, names, of in lines
        if names
    )


_NAMED = 3
"""How many of each kind are named; the rest are counted."""
COMMENTARY = "board_commentary"
ASKED = Lines(
    title="What is asked, and which actions are overdue",
    lines=asked,
    empty="Nothing is to be signed or decided, and no action is overdue.",
)

ACTIONS_AND_UPDATES = View(
    title="Actions and updates",
    headline=("finding_latest_updates", "actions_by_owner"),
    more=_actions,
    draws_events=False,
    items=(
        ListOf(
            metric="actions_to_look_at",
            subtitle="Overdue first, then what is to be checked, what moved, and what is due within 30 days",
            columns=(
                "reason_name",
                "action_title",
                "action_owner_role",
                "first_due_on",
                "revised_due_on",
                "moves_count",
                "revised_by_role",
                "days_overdue",
            ),
            is_for_board=has("actions_to_look_at"),
            is_optional=True,
        ),
        ListOf(
            metric="board_commentary",
            subtitle="The newest board first; a decision is recorded afterwards and followed as an action",
            is_optional=True,
        ),
        Ways(
            pages={"all_actions": "All actions, to filter and download"},
            records={
                "finding_updates": "Add an update",
                "actions": "Add an action",
                "commentary": "Add commentary or an ask",
                "tolerances": "Set a target or a tolerance",
            },
        ),
        ListOf(
            metric="actions_by_owner",
            subtitle="Complete is what the owner says; checked is what another role confirmed",
            columns=(
                "action_owner_role",
                "governance_board",
                "open_count",
                "overdue_count",
                "complete_count",
                "checked_count",
            ),
            is_optional=True,
        ),
        DigestOf(metric="actions_by_owner"),
        Heading(title="What was done about each finding", text="Updates are the force's own account."),
        ListOf(
            metric="findings_update_due",
            subtitle="Not closed, and without an update for more than 31 days",
        ),
        ListOf(
            metric="finding_latest_updates",
            subtitle="The newest update of each finding; the finding's own page has all",
            columns=("title", "updated_on", "by_role", "update_text"),
        ),
    ),
)


def _queue(data: Data) -> str:
    """How many findings are on the way, what the DCC is asked to sign and what waited longest, without each step."""
    return data.result("closure_queue").sentence.split(" They wait for ")[0]


CLOSURE = View(
    title="Closure",
    lead=_queue,
    headline=("closure_queue", "closure_step_times"),
    more=_times,
    draws_events=False,
    items=(
        ListOf(
            metric="closure_queue",
            subtitle="What the Deputy Chief Constable is asked to sign, then what has waited longest",
            columns=("title", "level_name", "step_name", "next_step_name", "days_waiting", "owner_role"),
            is_for_board=has("closure_queue"),
            is_optional=True,
        ),
        StepForm(metric="closure_queue"),
        TableOf(
            metric="closure_step_times",
            subtitle="Days from one step to the next, over every step taken so far",
            is_optional=True,
        ),
        Remark(text=lambda data: "No step is skipped: one that is recorded out of turn is refused with the rule."),
        Codes(
            name="closure_step_kinds",
            title="The steps, and what each needs",
            columns={"Step": "step_name", "Taken by": "taken_by", "Rule": "rule"},
        ),
    ),
)
