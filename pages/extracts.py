"""Extracts: supply a file, see every problem, preview what changes, accept it, take it back."""

import streamlit

from src.settings import Action
from src.store import editions
from src.web import components, page_shell, url_state
from src.web.extracts import approval, dataset_status, history, profile_view, record_form, upload_view

context = page_shell.open_page("Extracts")
events = editions.history(context.settings)
is_form = bool(record_form.asked_for())
page_shell.headline(context, record_form.sentence(context) if is_form else history.sentence(events), [])
approval.last(context)
history.unrecorded(context)
if url_state.is_looking_back():
    streamlit.html(components.note("Go back to the newest edition to supply an extract.", calm=True))
elif context.may(Action.SUPPLY):
    if is_form:
        record_form.ways_back(context)
    else:
        streamlit.html(components.section("Supply an extract", upload_view.LEAD))
        dataset_status.draw_held(context)
        upload_view.drop(context)
    if not (is_form and approval.has_accepted_record()):
        record_form.draw(context)
    found = upload_view.outcome(context)
    if found:
        approval.accept(context, found)
if not is_form:
    if context.may(Action.SUPPLY) and not url_state.is_looking_back():
        profile_view.draw(context)
    dataset_status.draw(context)
    history.draw(context, events)
page_shell.close_page(context, [])
