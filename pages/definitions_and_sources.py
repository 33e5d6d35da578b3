"""Definitions and sources: every metric, dataset, source and known discrepancy."""

from src.web import dictionary, page_shell

on = page_shell.open_page("Definitions and sources")
page_shell.headline(on, dictionary.sentence(on), [])
dictionary.discrepancies(on)
dictionary.metrics(on)
dictionary.datasets(on)
dictionary.sources(on)
page_shell.close_page(on, [])
