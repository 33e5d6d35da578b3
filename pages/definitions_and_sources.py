"""Definitions and sources: every metric, dataset, source and known discrepancy."""

from functools import partial

from src.web import dictionary, page_shell, tabs

context = page_shell.open_page("Definitions and sources")
page_shell.headline(context, dictionary.sentence(context), [])
tabs.draw(
    "part",
    [
        ("Metrics", (), partial(dictionary.metrics, context)),
        ("Known discrepancies", (), partial(dictionary.discrepancies, context)),
        ("Datasets", (), partial(dictionary.datasets, context)),
        ("Sources", ("sources",), partial(dictionary.sources, context)),
        ("Words", ("words",), dictionary.words),
    ],
)
page_shell.close_page(context, [])
