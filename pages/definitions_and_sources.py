"""Definitions and sources: every metric, dataset, source and known discrepancy."""

from src.screen import dictionary, frame

on = frame.open_page("Definitions and sources")
frame.headline(on, dictionary.sentence(on), [])
dictionary.discrepancies(on)
dictionary.metrics(on)
dictionary.datasets(on)
dictionary.sources(on)
frame.close_page(on, [])
