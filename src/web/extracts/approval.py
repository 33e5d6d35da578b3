"""Deciding on screen: accepting what was previewed, withdrawing and restoring, each with a name and a reason."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

import streamlit

from src import wording
from src.services import answers
from src.services import preview as previewing
from src.services.import_file import Intake
from src.settings import Action
from src.store import acceptance, editions
from src.store.acceptance import CannotStore, EditionConflict
from src.store.ledger import ACCEPTED, ERASED, WITHDRAWN, Event, Ledger, StillNeeded
from src.web import components, links, page_shell, url_state
from src.web.edition_log import came_as
from src.web.extracts import preview_view, upload_view
from src.web.page_context import Cached, PageContext

_DONE = "what was decided last"
_BY = "who decides"
_TURNING = "extract about to be withdrawn or restored"
_FINDING, _MOST_NAMED = "finding_id", 5
_SIGN = "Say who you are and why: both stand in the history for good."


@dataclass(frozen=True, kw_only=True)
class Done:
    """What was decided last in this session, to be said and, if need be, undone."""

    text: str
    extracts: tuple[str, ...] = ()
    """The extracts that were accepted, which one press undoes."""
    pages: tuple[str, ...] = ()
    """The pages whose figures moved."""
    is_problem: bool = False
    findings: tuple[str, ...] = ()
    """The findings that it was about, where they are few."""
    record: str = ""
    """What the address asked a record of, where one typed in was accepted."""


def say(done: Done) -> None:
    """Keep what was decided, to be shown at the top of the page until the next decision."""
    streamlit.session_state[_DONE] = done


def has_accepted_record() -> bool:
    """Whether what was decided last is that the record which the address asks for was accepted."""
    done: Done | None = streamlit.session_state.get(_DONE)
    return done is not None and done.record == _asked() != ""


def _asked() -> str:
    """What the address asks a record of, with what it fills in; empty where it asks for none."""
    asked = streamlit.query_params.to_dict()
    return urlencode({name: asked[name] for name in asked if name != "as_at"}) if "record" in asked else ""


def last(context: PageContext) -> None:
    """What was decided last: in a sentence, with the pages it moved and the way to undo it."""
    behind = Ledger(context.settings.store).behind()
    if behind:
        streamlit.html(components.note(behind))
    done: Done | None = streamlit.session_state.get(_DONE)
    if done is None:
        return
    with streamlit.container(key="decided"):
        streamlit.html(components.group(components.note(done.text, calm=not done.is_problem), role="status"))
        if not done.extracts and not done.pages:
            return
        if about := links.ways(*_about(context, done.findings)):
            streamlit.html(about)
        undo = False
        with streamlit.container(horizontal=True, vertical_alignment="center", key="decided-next"):
            for name in done.pages:
                streamlit.page_link(page_shell.page_file(name), label=f"See {page_shell.TITLES[name]}")
            if done.extracts and context.may(Action.WITHDRAW):
                undo = streamlit.button("Undo", key="undo")
        if undo:
            _undo(context, done.extracts)


def _about(context: PageContext, findings: Sequence[str]) -> list[str]:
    """The ways to the findings that something was about, but to the one that the form leads back to."""
    listed, address = context.result("findings_register"), links.to_finding(links.findings(context))
    rows = [row for name in findings if (row := listed.single(finding_id=name))]
    asked = streamlit.query_params.get("finding_id")
    return [components.link(address(row), str(row["title"])) for row in rows if row["finding_id"] != asked]


def _undo(context: PageContext, extracts: Sequence[str]) -> None:
    by = streamlit.session_state.get(_BY) or "an analyst"

    def turn() -> Done:
        events = acceptance.withdraw_together(context.settings, extracts, by=by, reason="Undone right after acceptance")
        return Done(text=f"Acceptance undone (edition {events[-1].sequence}). The history keeps both steps.")

    with streamlit.spinner("Taking it back"):
        _decide(context, turn)
    streamlit.rerun()


def _decide(context: PageContext, turn: Callable[[], Done]) -> bool:
    """Do it, and keep what is to be said of it. Returns whether it was done."""
    try:
        done = turn()
    except (CannotStore, EditionConflict, StillNeeded, LookupError) as refused:
        say(Done(text=str(refused.args[0]), is_problem=True))
        return False
    say(done)
    url_state.know_newest(context.settings)
    return True


def accept(context: PageContext, found: Intake) -> None:
    """The preview of what was taken in, and the form that accepts it."""
    preview = found.preview
    if preview is None:
        streamlit.button(upload_view.discard_label(), on_click=upload_view.empty_drop)
        return
    with streamlit.container(key="panel-preview"):
        preview_view.draw(preview, context.edition)
    newest = editions.newest(context.settings)
    if newest != preview.compared_with:
        since = [event for event in editions.history(context.settings) if event.sequence > preview.compared_with]
        streamlit.html(components.note(str(EditionConflict(since))))
        streamlit.button("Look at it again", on_click=upload_view.begin, args=(context,), type="primary")
        return
    with streamlit.form("accept"):
        such_as = "agreed at the board" if upload_view.is_typed_in() else "weekly extract"
        by, reason = signature(context, "Why it is accepted", f"such as: {such_as} of 1 February 2024")
        with streamlit.container(horizontal=True):
            pressed = streamlit.form_submit_button("Accept", type="primary")
            given_up = streamlit.form_submit_button(upload_view.discard_label())
    if given_up:
        upload_view.empty_drop()
        streamlit.rerun()
    if pressed and is_signed(by, reason):
        with streamlit.spinner("Storing what was previewed"):
            if _decide(context, lambda: _accepted(context, found, by, reason)):
                upload_view.empty_drop()
        streamlit.rerun()


def _accepted(context: PageContext, found: Intake, by: str, reason: str) -> Done:
    preview = found.preview
    assert preview is not None
    events = acceptance.accept_checked(
        context.settings,
        found.to_accept,
        by=by,
        reason=reason,
        seen_edition=preview.compared_with,
        changed={changes.dataset.name: previewing.counted(changes) for changes in preview.rows},
    )
    if not events:
        return Done(text="These files have already been accepted. Nothing new was stored.")
    if max((event.period_to for event in events if event.period_to), default=context.as_at) > context.as_at:
        url_state.follow_newest()  # what was accepted could not be seen at the date shown
    created = [
        entry
        for file in found.files
        for entry in answers.keep_answers(
            context.settings, file.read, file.tables, upload_view.upload_state().headings, by
        )
    ]
    names = wording.listed(dict.fromkeys(editions.title_of(event) for event in events))
    return Done(
        text=f"Accepted as edition {events[-1].sequence}: {names}. It {preview_view.rows_said(preview)}. "
        + answers.remembered(created),
        extracts=tuple(event.extract_id for event in events),
        pages=preview_view.pages_moved(preview),
        findings=_findings(found),
        record=_asked(),
    )


def _findings(found: Intake) -> tuple[str, ...]:
    """The findings that rows are about; none where they are many."""
    rows = [checked.rows for _, checked in found.to_accept if _FINDING in checked.rows]
    names = tuple(dict.fromkeys(str(name) for of in rows for name in of[_FINDING].dropna()))
    return names if len(names) <= _MOST_NAMED else ()


def signature(context: PageContext, why: str, example: str) -> tuple[str, str]:
    """Who decides and why. The name is kept for the session; of somebody who is signed in it is not asked."""
    name = context.settings.actor.name
    if name:
        signed = f"Signed by {name}. Say why: both stand in the history for good."
        streamlit.html(components.paragraph(signed))
        reason = streamlit.text_input(why, placeholder=example, max_chars=400, width="stretch")
        return name, reason.strip()
    streamlit.html(components.paragraph(_SIGN))
    with streamlit.container(horizontal=True):
        by = streamlit.text_input(
            "Your name or role",
            value=streamlit.session_state.get(_BY, ""),
            max_chars=80,
            width=300,
            autocomplete="name",
        )
        reason = streamlit.text_input(why, placeholder=example, max_chars=400, width="stretch")
    if by.strip():
        streamlit.session_state[_BY] = by.strip()
    return by.strip(), reason.strip()


def is_signed(by: str, reason: str) -> bool:
    """Whether both were given; a sentence on the page says which is missing."""
    if by and reason:
        return True
    missing = wording.listed([what for what, given in (("your name or role", by), ("the reason", reason)) if not given])
    text = f"Nothing was stored yet: fill in {missing}, then press again."
    streamlit.html(components.group(components.note(text), role="alert"))
    return False


def begin_turn(extract_id: str | None) -> None:
    """Look at what withdrawing or restoring an extract would change; None to leave it."""
    streamlit.session_state[_TURNING] = extract_id


def turn(context: PageContext, known: Mapping[str, tuple[Event, bool]]) -> None:
    """The extract that is about to be withdrawn or restored: what that changes, and the form that does it."""
    chosen = streamlit.session_state.get(_TURNING)
    if chosen is None or chosen not in known:
        return
    event, is_visible = known[chosen]
    about = f"{editions.title_of(event)}, {wording.count_of(event.row_count, 'row')}, {came_as(event)}"
    doing = "Withdrawing" if is_visible else "Restoring"
    with streamlit.container(key="panel-turning"):
        accepted = f"Accepted by {event.by_whom}, {wording.moment(event.at)}"
        streamlit.html(components.panel_head(f"{doing} {about}", accepted))
        out, back = ((event.extract_id,), ()) if is_visible else ((), (event.extract_id,))
        found = context.cached(
            Cached.PREVIEW,
            lambda: previewing.preview(context.settings, leaving_out=out, bringing_back=back),
            chosen,
            editions.newest(context.settings),
        )
        if found.refused:
            streamlit.html(components.group(components.note(found.refused), role="alert"))
            streamlit.button("Cancel", on_click=begin_turn, args=(None,), key="leave-turn")
            return
        preview_view.draw(found, context.edition, doing)
        with streamlit.form("turn"):
            by, reason = signature(context, "Why", "such as: the wrong month was sent")
            with streamlit.container(horizontal=True):
                pressed = streamlit.form_submit_button("Withdraw" if is_visible else "Restore", type="primary")
                left = streamlit.form_submit_button("Cancel")
    if left:
        begin_turn(None)
        streamlit.rerun()
    if pressed and is_signed(by, reason):
        to = acceptance.withdraw if is_visible else acceptance.restore

        def turned() -> Done:
            new = to(context.settings, event.extract_id, by=by, reason=reason)
            return Done(
                text=f"{wording.capital(new.event)}: {about}. This is edition {new.sequence}.",
                pages=preview_view.pages_moved(found),
            )

        with streamlit.spinner(doing):
            _decide(context, turned)
        begin_turn(None)
        streamlit.rerun()


def states(events: Sequence[Event]) -> list[tuple[Event, bool]]:
    """Every extract that was accepted and not erased, newest first, and whether it can be seen now."""
    accepted = {event.extract_id: event for event in events if event.event == ACCEPTED}
    turned = {event.extract_id: event.event for event in events}
    left = [(name, event) for name, event in reversed(accepted.items()) if turned[name] != ERASED]
    return [(event, turned[name] != WITHDRAWN) for name, event in left]
