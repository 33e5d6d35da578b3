"""Audit: who signed in, was refused, accepted, withdrew, restored and took out, and whether the record is whole."""

from src.web import audit, page_shell

context = page_shell.open_page("Audit")
wrong = audit.wrong(context)
page_shell.headline(context, audit.sentence(context, wrong), [])
audit.draw(context, wrong)
page_shell.close_page(context, [])
