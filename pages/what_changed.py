"""What changed since the last board: what needs it, what to read with care, what got better."""

import streamlit

from src.metrics import telling
from src.screen import changed, frame, parts

on = frame.open_page("What changed")
basis = changed.choose(on)
found = changed.found(on, basis)
frame.headline(on, changed.sentence(on, found, basis), [])
for title, consequences in telling.GROUPS.items():
    of_group = [change for change in found if change.consequence in consequences]
    if of_group:
        streamlit.html(parts.section(title) + changed.lines(on, of_group, are_findings_listed=True))
if not found:
    streamlit.html(parts.empty("Compare with an earlier date or edition to see more."))
changed.events(on, basis.since)
frame.close_page(on, on.results(sorted({change.metric for change in found})))
