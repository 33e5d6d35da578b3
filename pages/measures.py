"""Measures: what every series is doing, and whether its target will be met, on one page."""

import streamlit

from src.analysis.summary_matrix import sentence
from src.web import components, matrix, page_shell, trends

context = page_shell.open_page("Measures")
results = matrix.results(context)
found = matrix.matrix_of(context)

page_shell.headline(context, matrix.headline(context, sentence(found)), results)
if found.cells:
    streamlit.html(
        components.section(
            "Is it getting better?",
            "Each series stands by its newest point. Only a signal is news: what varies as it ordinarily does is not "
            "better or worse, whatever the last two figures say. Follow a measure to its picture.",
        )
        + matrix.table(context, found)
        + trends.key(context, list(matrix.shown(found)))
        + matrix.listing(context)
    )
if aims := matrix.targets_and_tolerances(context):
    streamlit.html(aims)
if found.refused:
    streamlit.html(
        components.section("Drawn without limits", "For these, limits would say nothing or mislead.")
        + matrix.refused(context, found)
    )
page_shell.close_page(context, results)
