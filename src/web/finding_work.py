"""The work on a finding, on its page: updates, actions and steps to closure, each with the way to add to it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from src import wording
from src.contracts.metric import Result, Row, as_stored
from src.metrics.datasets import DATASETS
from src.metrics.improvement.closure_wording import actions_left, register_is_behind, status_to_record, taker, waits_for
from src.metrics.improvement.wording import no_update_lately, still_asked
from src.present.digest import next_board
from src.settings import Action
from src.web import components, links, lists
from src.web.page_context import PageContext

_OF_A_STATEMENT = ("as_at_on", "as_at_precision", "status_on", "status_precision")
"""What is true of one statement alone: a new one has its own."""
_ON_RECOMMENDATIONS = "What was done about each recommendation is on its own page."
_QUEUE, _STEPS = "closure_queue", "closure_step_kinds"


class Panel(NamedTuple):
    """One part of the work: the name of its panel, its title, its markup, what stands under its title, and its rows."""

    name: str
    title: str
    inside: str
    subtitle: str
    result: Result


def panels(context: PageContext, finding_id: str, finding: Row | None) -> Iterator[Panel]:
    """What is recorded of the work on a finding. `finding` is its row of the register; None where it has left it."""
    is_outstanding = finding is not None and finding["counts_as"] not in ("closed", "superseded")
    is_cause = finding is not None and finding["finding_type_code"] == "cause_of_concern"
    for part in _PARTS:
        result = context.result(part.metric, finding_id=finding_id)
        if result.rows or (is_outstanding and finding and (is_cause or not part.is_of_causes)):
            more = part.more(context, result, finding_id, finding) if finding else _More()
            title = result.sentence if result.rows else part.title
            none = part.none if part.is_of_causes or not is_cause else f"{part.none} {_ON_RECOMMENDATIONS}"
            inside = lists.few_then_all(result, more.link, part.linked) if result.rows else components.paragraph(none)
            yield Panel(part.metric, title, inside + more.ways, more.text if is_outstanding else "", result)


class _More(NamedTuple):
    """What stands with a part: a sentence under its title, ways to a form, and where a row leads."""

    text: str = ""
    ways: str = ""
    link: Callable[[Row], str] | None = None


def today(context: PageContext) -> str:
    """The day that a record is of unless somebody says another: today; in a demonstration the date that is shown."""
    return (context.as_at if context.settings.is_demonstration else date.today()).isoformat()


def _update(context: PageContext, result: Result, finding_id: str, finding: Row) -> _More:
    due = no_update_lately(result.rows, context.as_at) if result.rows else ""
    if not context.may(Action.UPDATE):
        return _More(due)
    of = {"updated_on": today(context), "by_role": finding["owner_role"], **_named("update_id", result, finding_id)}
    return _More(
        due, links.ways(links.record(context, "finding_updates", "Add an update", finding_id=finding_id, **_text(of)))
    )


def _action(context: PageContext, result: Result, finding_id: str, finding: Row) -> _More:
    if not context.may(Action.UPDATE):
        return _More()
    of = {
        "as_at_on": today(context),
        "governance_board": finding["governance_board"],
        "action_status_code": "not_started",
        **_named("action_id", result, finding_id),
    }
    text = "Follow an action to move its date, say how far it has come, or name its evidence." if result.rows else ""
    add = links.record(context, "actions", "Add an action", finding_id=finding_id, **_text(of))
    return _More(text, links.ways(add), lambda row: _stated_again(context, "actions", row))


def _stated_again(context: PageContext, dataset: str, row: Row, **given: str) -> str:
    """The address of the form for a new statement about what a row is about, filled with how it stands."""
    names = [column.name for column in DATASETS[dataset].columns if column.name not in _OF_A_STATEMENT]
    filled = {**{name: row.get(name) for name in names}, "as_at_on": today(context), **given}
    return links.to_record(context, dataset, **_text(filled))


def way_to_state_again(context: PageContext, finding: Row, steps: Result) -> str:
    """For who may accept an extract, the way to record that a finding stands otherwise now; nothing for the others.

    Where its steps are further than the register, the form is filled with how it stands by them.
    """
    if not context.may(Action.ACCEPT):
        return ""
    given = {"coverage_code": "partial"}
    if status := status_to_record(steps.rows, finding):
        given |= {"status_code": status, "status_on": steps.rows[0]["taken_on"].isoformat()}
        letters = [row["taken_on"].isoformat() for row in steps.rows if row["step_code"] == "letter_signed"]
        given |= {"closure_letter_on": letters[0]} if letters else {}
        verified = [
            row["reference"] for row in steps.rows if row["step_code"] == "hmicfrs_verified" and row["reference"]
        ]
        given |= {"verification_inspection": verified[0]} if verified else {}
    return components.link(_stated_again(context, "findings", finding, **given), "Record how it stands now")


def _step(context: PageContext, result: Result, finding_id: str, finding: Row) -> _More:
    """The step that the finding waits for, and for who may record it the ways to that and to a sending back."""
    behind = way = ""
    if status_to_record(result.rows, finding):
        behind, way = register_is_behind(result.rows[0], finding), way_to_state_again(context, finding, result)
        behind += "" if way else " An analyst records how it stands now."
    waiting = context.result(_QUEUE).single(finding_id=finding_id)
    kinds = context.edition.code_list(_STEPS).rows
    first = min(kinds, key=lambda kind: int(str(kind["sort_order"])))
    if waiting is None and (result.rows or finding["level_code"] == "before_levels"):
        return _More(behind, links.ways(way))
    code = str(waiting["next_step_code"] if waiting else first["step_code"])
    kind = next(item for item in kinds if item["step_code"] == code)
    by = taker(str(kind["taken_by"]), finding)
    days = waiting["days_waiting"] if waiting else None
    waits = waits_for(code, str(kind["step_name"]), str(kind["taken_by"]), days, finding)
    left = actions_left(context.result("actions_in_full", finding_id=finding_id).rows)
    may_sign = context.may(Action.SIGN)
    text = wording.paragraph([behind, waits, "" if may_sign else "An approver records it.", left])
    if not may_sign:
        return _More(text, links.ways(way))
    of = {"finding_id": finding_id, "taken_on": today(context)}
    ways = [
        way,
        links.record(
            context, "closure_steps", f'Record "{kind["step_name"]}"', step_code=code, **_text({**of, "by_role": by})
        ),
    ]
    if waiting and waiting["step_code"] != "sent_back":
        ways.append(links.record(context, "closure_steps", "Record that it was sent back", step_code="sent_back", **of))
    return _More(text, links.ways(*ways))


def _named(column: str, result: Result, finding_id: str) -> dict[str, str]:
    """A name for a new record that no other of the finding has."""
    names, number = {row[column] for row in result.rows}, len(result.rows) + 1
    while f"{finding_id}-{number}" in names:
        number += 1
    return {column: f"{finding_id}-{number}"}


def _text(of: Mapping[str, object]) -> dict[str, str]:
    return {name: str(as_stored(value)) for name, value in of.items() if value is not None}


def _commentary(context: PageContext, result: Result, finding_id: str, finding: Row) -> _More:
    """What was said of it to boards; for who may add to it the way to more, and from a board to its decision."""
    if not context.may(Action.UPDATE):
        return _More()
    board = next_board(context.result)
    of = {
        "meeting_on": board["meeting_on"] if board else None,
        "by_role": finding["owner_role"],
        **_named("commentary_id", result, finding_id),
    }
    add = links.record(context, "commentary", "Add commentary or an ask", finding_id=finding_id, **_text(of))
    text = "Follow the day of a board to record what it decided." if still_asked(result.rows) else ""
    return _More(text, links.ways(add), lambda row: _stated_again(context, "commentary", row))


@dataclass(frozen=True, kw_only=True)
class _Part:
    """One kind of record about the work on a finding."""

    metric: str
    title: str
    none: str
    """What is said where there is nothing."""
    more: Callable[[PageContext, Result, str, Row], _More]
    linked: str = ""
    """The column of its rows that leads to a form."""
    is_of_causes: bool = False
    """Whether only a cause of concern shows that there is none."""


_PARTS = (
    _Part(metric="finding_updates_in_full", title="Updates", none="No update yet.", more=_update),
    _Part(
        metric="actions_in_full",
        title="Actions",
        none="No action is recorded.",
        more=_action,
        linked="action_title",
    ),
    _Part(
        metric="board_commentary",
        title="Commentary and asks",
        none="Nothing was said of it to a board.",
        more=_commentary,
        linked="meeting_on",
        is_of_causes=True,
    ),
    _Part(
        metric="closure_steps_in_full",
        title="Way to closure",
        none="No step to closure was taken yet.",
        more=_step,
    ),
)
"""What is recorded of the work on a finding, in order."""
