"""Calendar: what is known to come, with days to go, and as a file for a calendar of one's own."""

import streamlit

from src.web import dates_ahead, lists, page_shell

context = page_shell.open_page("Calendar")
ahead = context.result("dates_ahead")
head = streamlit.container()
shown = dates_ahead.choose(context, ahead)
with head:
    page_shell.headline(context, dates_ahead.sentence(ahead, shown), [ahead])
lists.whole(context, shown, dates_ahead.SUBTITLE, dates_ahead.title(shown))
page_shell.close_page(context, [ahead])
