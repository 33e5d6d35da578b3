"""The work on a finding, on its page: updates, actions and steps to closure, each with the way to add to it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from src import wording
from src.contracts.metric import Result, Row
from src.metrics.datasets import DATASETS
from src.metrics.improvement.closure_wording import register_is_behind, status_to_record, waits_for
from src.metrics.improvement.wording import no_update_lately
from src.settings import Action
from src.web import components, links, lists
from src.web.page_context import PageContext

_OF_A_STATEMENT = ("as_at_on", "as_at_precision", "status_on", "status_precision")
"""What is true of one statement alone: a new one has its own."""
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
    for part in _PARTS:
        result = context.result(part.metric, finding_id=finding_id)
        if result.rows or (is_outstanding and finding):
            more = part.more(context, result, finding_id, finding) if finding else _More()
            title = result.sentence if result.rows else part.title
            inside = (
                lists.few_then_all(result, more.link, part.linked) if result.rows else components.paragraph(part.none)
            )
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
        due, _ways(links.record(context, "finding_updates", "Add an update", finding_id=finding_id, **_text(of)))
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
    return _More(text, _ways(add), lambda row: _stated_again(context, "actions", row))


def _stated_again(context: PageContext, dataset: str, row: Row, **given: str) -> str:
    """The address of the form for a new statement about what a row is about, filled with how it stands."""
    names = [column.name for column in DATASETS[dataset].columns if column.name not in _OF_A_STATEMENT]
    filled = {**{name: row.get(name) for name in names}, "as_at_on": today(context), **given}
    return links.to_record(context, dataset, **_text(filled))


def way_to_state_again(context: PageContext, finding: Row) -> str:
    """For who may accept an extract, the way to record that a finding stands otherwise now; nothing for the others."""
    if not context.may(Action.ACCEPT):
        return ""
    to = _stated_again(context, "findings", finding, coverage_code="partial")
    return _ways(components.link(to, "Record how it stands now"))


def _way_to_catch_up(context: PageContext, result: Result, finding: Row) -> _More:
    """Where the steps are further than the register: that it is so, and the way to record how the finding stands now."""
    status = status_to_record(result.rows, finding)
    if not status:
        return _More()
    text = register_is_behind(result.rows[0], finding)
    if not context.may(Action.ACCEPT):
        return _More(f"{text} An analyst records how it stands now.")
    letter = next((row["taken_on"].isoformat() for row in result.rows if row["step_code"] == "letter_signed"), None)
    given = {"status_code": status, "status_on": result.rows[0]["taken_on"].isoformat(), "coverage_code": "partial"}
    to = _stated_again(context, "findings", finding, **given, **({"closure_letter_on": letter} if letter else {}))
    return _More(text, components.link(to, "Record how it stands now"))


def _step(context: PageContext, result: Result, finding_id: str, finding: Row) -> _More:
    """The step that the finding waits for, and for who may record it the ways to that and to a sending back."""
    behind = _way_to_catch_up(context, result, finding)
    waiting = context.result(_QUEUE).single(finding_id=finding_id)
    kinds = context.edition.code_list(_STEPS).rows
    first = min(kinds, key=lambda kind: int(str(kind["sort_order"])))
    if waiting is None and (result.rows or finding["level_code"] == "before_levels"):
        return _More(behind.text, _ways(behind.ways) if behind.ways else "")
    code = str(waiting["next_step_code"] if waiting else first["step_code"])
    by = waiting["next_taken_by"] if waiting else finding["owner_role"]
    kind = next(item for item in kinds if item["step_code"] == code)
    days = waiting["days_waiting"] if waiting else None
    waits = waits_for(code, str(kind["step_name"]), str(kind["taken_by"]), days)
    text = wording.paragraph([behind.text, waits])
    if not context.may(Action.SIGN):
        return _More(f"{text} An approver records it.", _ways(behind.ways) if behind.ways else "")
    of = {"finding_id": finding_id, "taken_on": today(context)}
    ways = [behind.ways] if behind.ways else []
    ways += [
        links.record(
            context, "closure_steps", f'Record "{kind["step_name"]}"', step_code=code, **_text({**of, "by_role": by})
        )
    ]
    if waiting and waiting["step_code"] != "sent_back":
        ways.append(links.record(context, "closure_steps", "Record that it was sent back", step_code="sent_back", **of))
    return _More(text, _ways(*ways))


def _named(column: str, result: Result, finding_id: str) -> dict[str, str]:
    """A name for a new record that no other of the finding has."""
    names, number = {row[column] for row in result.rows}, len(result.rows) + 1
    while f"{finding_id}-{number}" in names:
        number += 1
    return {column: f"{finding_id}-{number}"}


def _text(of: Mapping[str, object]) -> dict[str, str]:
    return {name: str(value) for name, value in of.items() if value is not None}


def _ways(*found: str) -> str:
    return components.group(" · ".join(found), "pb-rest pb-screen")


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
        metric="closure_steps_in_full",
        title="Way to closure",
        none="No step to closure was taken yet.",
        more=_step,
    ),
)
"""What is recorded of the work on a finding, in order."""
