"""Definitions and sources: every metric, dataset, source and known discrepancy."""

from src.web import dictionary, page_shell

context = page_shell.open_page("Definitions and sources")
page_shell.headline(context, dictionary.sentence(context), [])
dictionary.discrepancies(context)
dictionary.metrics(context)
dictionary.datasets(context)
dictionary.sources(context)
dictionary.words()
page_shell.close_page(context, [])
