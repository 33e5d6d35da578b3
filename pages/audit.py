"""Audit: who signed in, was refused, accepted, withdrew, restored and took out, and whether the record is whole."""

from src.web import audit, page_shell

on = page_shell.open_page("Audit")
wrong = audit.wrong(on)
page_shell.headline(on, audit.sentence(on, wrong), [])
audit.draw(on, wrong)
page_shell.close_page(on, [])
