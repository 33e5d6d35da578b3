"""What changed since the last board: what needs it, what to read with care, what got better."""

import streamlit

from src.analysis import change_wording
from src.web import changed, components, page_shell

on = page_shell.open_page("What changed")
basis = changed.choose(on)
found = changed.found(on, basis)
page_shell.headline(on, changed.sentence(on, found, basis), [])
for title, consequences in change_wording.GROUPS.items():
    of_group = [change for change in found if change.consequence in consequences]
    if of_group:
        streamlit.html(components.section(title) + changed.lines(on, of_group, are_findings_listed=True))
if not found:
    streamlit.html(components.empty("Compare with an earlier date or edition to see more."))
changed.events(on, basis.since)
page_shell.close_page(on, on.results(sorted({change.metric for change in found})))
