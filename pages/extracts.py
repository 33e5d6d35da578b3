"""Extracts: supply a file, see every problem, preview what changes, accept it, take it back."""

import streamlit

from src.screen import choices, deciding, expected, frame, history, parts, supply
from src.settings import Action
from src.store import editions

on = frame.open_page("Extracts")
events = editions.history(on.settings)
frame.headline(on, history.sentence(events), [])
deciding.last(on)
history.unrecorded(on)
if choices.is_looking_back():
    streamlit.html(parts.note("Go back to the newest edition to supply an extract.", calm=True))
elif on.may(Action.SUPPLY):
    streamlit.html(parts.section("Supply an extract", supply.LEAD))
    supply.drop(on)
    found = supply.outcome(on)
    if found:
        deciding.accept(on, found)
expected.draw(on)
history.draw(on, events)
frame.close_page(on, [])
