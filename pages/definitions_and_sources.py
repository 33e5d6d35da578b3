"""x"""
from src.screen import frame
on = frame.open_page("definitions_and_sources")
frame.close_page(on, [])
