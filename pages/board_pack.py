"""Board pack: choose what goes into it, make it, take it away, and show it."""

from src.web import packing, page_shell, presenting

on = page_shell.open_page("Board pack")
wanted = packing.choose(on)
page_shell.headline(on, packing.sentence(on, wanted), [])
packing.make(on, wanted)
presenting.ways_to_show(on, wanted)
packing.saved_views(on)
page_shell.close_page(on, [])
