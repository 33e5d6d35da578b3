"""Extracts: supply a file, see every problem, preview what changes, accept it, take it back."""

import streamlit

from src.settings import Action
from src.store import editions
from src.web import components, page_shell, url_state
from src.web.extracts import approval, dataset_status, history, upload_view

on = page_shell.open_page("Extracts")
events = editions.history(on.settings)
page_shell.headline(on, history.sentence(events), [])
approval.last(on)
history.unrecorded(on)
if url_state.is_looking_back():
    streamlit.html(components.note("Go back to the newest edition to supply an extract.", calm=True))
elif on.may(Action.SUPPLY):
    streamlit.html(components.section("Supply an extract", upload_view.LEAD))
    upload_view.drop(on)
    found = upload_view.outcome(on)
    if found:
        approval.accept(on, found)
dataset_status.draw(on)
history.draw(on, events)
page_shell.close_page(on, [])
