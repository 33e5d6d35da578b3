"""Calendar: what is known to come, with days to go, and as a file for a calendar of one's own."""

from src.web import dates_ahead, lists, page_shell

context = page_shell.open_page("Calendar")
ahead = context.result("dates_ahead")
page_shell.headline(context, ahead.sentence, [ahead])
shown = dates_ahead.choose(context, ahead)
lists.whole(context, shown, dates_ahead.SUBTITLE, dates_ahead.title(shown))
page_shell.close_page(context, [ahead])
