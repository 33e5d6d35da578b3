"""Presenting: the slides of the board pack in large type, one at a time, worked from the keyboard; or all on paper."""

from src.web import packing, page_shell, presenting

day = page_shell.open_bare("Presenting")
wanted = packing.follow(day)
presenting.show(day, wanted)
