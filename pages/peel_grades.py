"""x"""
from src.screen import frame
on = frame.open_page("peel_grades")
frame.close_page(on, [])
