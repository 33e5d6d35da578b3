"""What changed since the last board: what needs it, what to read with care, what got better."""

import streamlit

from src.analysis import change_wording
from src.web import alerts, baselines, changed, components, page_shell

context = page_shell.open_page("What changed")
baseline = baselines.choose(context)
found = changed.changes_of(context, baseline)
page_shell.headline(context, changed.sentence(context, found, baseline), [])
for heading, group in change_wording.grouped(found).items():
    streamlit.html(components.section(heading) + changed.lines(context, group, are_findings_listed=True))
if not found:
    streamlit.html(components.empty("Compare with an earlier date or edition to see more."))
changed.events(context, baseline.since)
alerts.draw(context)
page_shell.close_page(context, context.results(sorted({change.metric for change in found})))
