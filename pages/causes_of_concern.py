"""x"""
from src.screen import frame
on = frame.open_page("causes_of_concern")
frame.close_page(on, [])
