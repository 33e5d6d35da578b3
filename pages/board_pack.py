"""Board pack: choose what goes into it, make it, and take the slides and the workbook away."""

from src.screen import frame, packing

on = frame.open_page("Board pack")
wanted = packing.choose(on)
frame.headline(on, packing.sentence(on, wanted), [])
packing.make(on, wanted)
packing.saved_views(on)
frame.close_page(on, [])
