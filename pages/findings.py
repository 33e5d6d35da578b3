"""x"""
from src.screen import frame
on = frame.open_page("findings")
frame.close_page(on, [])
