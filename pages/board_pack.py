"""Board pack and papers: choose what goes into them, make them, download them, bind them, and show the slides."""

from src.web import packing, page_shell, papers, presenting

context = page_shell.open_page("Board pack and papers")
wanted = packing.choose(context)
page_shell.headline(context, packing.sentence(context, wanted), [])
packing.make(context, wanted)
papers.offer(context, wanted)
papers.binder(context)
presenting.ways_to_show(context, wanted)
packing.saved_views(context)
page_shell.close_page(context, [])
