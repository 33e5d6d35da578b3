"""The history on screen: what was accepted, withdrawn and restored, by whom, when, why; and the way back."""

from collections.abc import Sequence
from functools import partial

import streamlit

from src import wording
from src.present.tables import of_records
from src.settings import Action
from src.store import audit, editions, source_files
from src.store.ledger import RESTORED, WITHDRAWN, Event
from src.web import components, downloads, url_state
from src.web.edition_log import Step, came_as, describe_step, few, steps, titles
from src.web.extracts import approval
from src.web.page_context import PageContext

FIRST_SHOWN = 15
_SIGHT = {WITHDRAWN: " out of sight", RESTORED: " in sight again"}


def sentence(events: Sequence[Event]) -> str:
    """Where the history stands, in a sentence."""
    if not events:
        return "No extract has been accepted yet."
    visible = sum(is_visible for _, is_visible in approval.states(events))
    newest = steps(events)[-1]
    verb = "is" if visible == 1 else "are"
    return (
        f"{wording.count_of(visible, 'extract')} {verb} in use. The newest edition is {newest[-1].sequence}: "
        f"{titles(newest)} {newest[-1].event} on {wording.moment(newest[-1].at)}."
    )


def unrecorded(context: PageContext) -> None:
    """Say where what was done to the store is not in the audit record."""
    if late := audit.behind(context.settings):
        streamlit.html(components.note(late))


def draw(context: PageContext, events: Sequence[Event]) -> None:
    """The history as a table, newest first, then what can be done with it."""
    with streamlit.container(key="panel-history"):
        streamlit.html(components.panel_head("History", "Nothing is ever deleted: a withdrawal is one more line"))
        if not events:
            streamlit.html(components.empty("Nothing has been accepted yet. Supply an extract above."))
            return
        if not context.may(Action.HISTORY):
            streamlit.html(
                components.note(
                    "Its lines count rows that your sign-in does not show, so they are not listed.", calm=True
                )
            )
            _look_back(events)
            return
        rows = [_row(step) for step in reversed(steps(events))]
        if not any(row["Read with"] for row in rows):
            rows = [{name: text for name, text in row.items() if name != "Read with"} for row in rows]
        caption = f"{wording.count_of(len(rows), 'step')}, newest first"
        shown = components.table(of_records(rows[:FIRST_SHOWN]), caption, is_caption_seen=True)
        if len(rows) > FIRST_SHOWN:
            older = f"The {wording.count_of(len(rows) - FIRST_SHOWN, 'older step')}"
            inside = components.table(of_records(rows[FIRST_SHOWN:]), older)
            shown += components.opened(older, components.tall(inside))
        streamlit.html(shown)
    left, right = streamlit.columns(2)
    if context.may(Action.ORIGINALS) or _may_turn(context):
        with left, streamlit.container(key="panel-turn"):
            _turn(context, events)
    with right, streamlit.container(key="panel-look-back"):
        _look_back(events)
    if _may_turn(context):
        approval.turn(context, _known(events))


def _may_turn(context: PageContext) -> bool:
    return context.may(Action.WITHDRAW) and context.may(Action.RESTORE)


def _known(events: Sequence[Event]) -> dict[str, tuple[Event, bool]]:
    """Every extract by its id, newest first, and whether it can be seen."""
    return {event.extract_id: (event, is_visible) for event, is_visible in approval.states(events)}


def _row(step: Step) -> dict[str, object]:
    event = step[-1]
    rows = wording.count_of(sum(each.row_count for each in step), "row")
    text = dict.fromkeys(each.changed for each in step if each.changed)
    return {
        "Edition": str(event.sequence),
        "When": wording.moment(event.at),
        "What": wording.capital(event.event),
        "Dataset": titles(step),
        "File": few(dict.fromkeys(map(came_as, step))),
        "Read with": few(dict.fromkeys(each.profile for each in step if each.profile)),
        "Changed": rows + _SIGHT[event.event] if event.event in _SIGHT else "; ".join(text) or rows,
        "Who": event.by_whom,
        "Why": event.reason,
    }


def _turn(context: PageContext, events: Sequence[Event]) -> None:
    """Choose an extract to withdraw, restore or download its table."""
    if _may_turn(context):
        head = components.panel_head(
            "Take an extract back, or bring one back", "You see what changes before you decide"
        )
    else:
        head = components.panel_head("The tables that were taken", "As they stood in the file, each under its extract")
    streamlit.html(head)
    states = _known(events)
    chosen = streamlit.selectbox(
        "Extract",
        list(states),
        format_func=lambda name: _named(*states[name]),
        key=f"extract-to-turn-{events[-1].sequence}",
    )
    event, is_visible = states[chosen]
    with streamlit.container(horizontal=True):
        # Asked here and not by a callback, whose argument is of the page before: a choice and a press that arrive
        # together would otherwise act on the choice before.
        if _may_turn(context) and streamlit.button("Withdraw…" if is_visible else "Restore…", key="turn"):
            approval.begin_turn(event.extract_id)
        if context.may(Action.ORIGINALS) and source_files.saved(context.settings.store, event):
            downloads.offer(
                context.settings,
                "Download the table that was taken",
                partial(source_files.taken_away, context.settings, event),
                source_files.download_name(context.settings.store, event),
                mime="application/octet-stream",
                key=f"original-{event.extract_id}",
            )


def _named(event: Event, is_visible: bool) -> str:
    state = "" if is_visible else " (withdrawn)"
    return f"{editions.title_of(event)}, {came_as(event)}, edition {event.sequence}{state}"


def _look_back(events: Sequence[Event]) -> None:
    """Choose an earlier edition to see the whole site as it was then."""
    streamlit.html(
        components.panel_head(
            "As the board saw it", "Every page as it stood at an earlier edition, marked while it lasts"
        )
    )
    numbered = {step[-1].sequence: step for step in reversed(steps(events))}
    number = streamlit.selectbox(
        "Edition",
        list(numbered),
        format_func=lambda edition: describe_step(numbered[edition]),
        key=f"edition-to-show-{events[-1].sequence}",
    )
    is_newest = number == events[-1].sequence
    if streamlit.button("Show the site as at this edition", key="look-back"):
        url_state.look_back(None if is_newest else number)
        streamlit.rerun()
