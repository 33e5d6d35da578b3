"""Measures: what every series is doing, and whether its target will be met, on one page."""

import streamlit

from src.metrics.matrix import sentence
from src.screen import frame, matrix, parts, trends

on = frame.open_page("Measures")
results = matrix.results(on)
found = matrix.found(on)

frame.headline(on, matrix.headline(on, sentence(found)), results)
if found.cells:
    streamlit.html(
        parts.section(
            "Is it getting better?",
            "Each series stands by its newest point. Only a signal is news: what varies as it ordinarily does is not "
            "better or worse, whatever the last two figures say. Follow a measure to its picture.",
        )
        + matrix.table(on, found)
        + trends.key(on, list(matrix.shown(found)))
        + matrix.listing(found)
    )
if found.refused:
    streamlit.html(
        parts.section("Drawn without limits", "For these, limits would say nothing or mislead.")
        + matrix.refused(on, found)
    )
frame.close_page(on, results)
