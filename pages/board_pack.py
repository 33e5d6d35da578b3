"""Board pack: choose what goes into it, make it, take it away, and show it."""

from src.screen import frame, packing, presenting

on = frame.open_page("Board pack")
wanted = packing.choose(on)
frame.headline(on, packing.sentence(on, wanted), [])
packing.make(on, wanted)
presenting.ways_to_show(on, wanted)
packing.saved_views(on)
frame.close_page(on, [])
