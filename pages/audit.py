"""Audit: who signed in, was refused, accepted, withdrew, restored and took out, and whether the record is whole."""

from src.screen import audit, frame

on = frame.open_page("Audit")
wrong = audit.wrong(on)
frame.headline(on, audit.sentence(on, wrong), [])
audit.draw(on, wrong)
frame.close_page(on, [])
