"""Presenting: the slides of the board pack in large type, one at a time, worked from the keyboard; or all on paper."""

from src.web import packing, page_shell, presenting

on = page_shell.open_bare("Presenting")
wanted = packing.follow(on)
presenting.show(on, wanted)
