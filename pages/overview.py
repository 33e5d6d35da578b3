"""x"""
from src.screen import frame
on = frame.open_page("overview")
frame.close_page(on, [])
