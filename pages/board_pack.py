"""Board pack: choose what goes into it, make it, take it away, and show it."""

from src.web import packing, page_shell, presenting

context = page_shell.open_page("Board pack")
wanted = packing.choose(context)
page_shell.headline(context, packing.sentence(context, wanted), [])
packing.make(context, wanted)
presenting.ways_to_show(context, wanted)
packing.saved_views(context)
page_shell.close_page(context, [])
