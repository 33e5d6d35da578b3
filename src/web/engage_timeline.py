"""The story of Engage: what happened, and when."""

from dataclasses import replace

import streamlit

from src import wording
from src.contracts.metric import Result
from src.metrics import MEASURE_OF
from src.present import chart_builders
from src.present.html.markup import markup
from src.present.model import Events
from src.present.views.causes import BEGINS
from src.web import closed, components, panels
from src.web.page_context import PageContext


def draw(context: PageContext, events: Result) -> None:
    """The events from the notice of inspection on, at true spacing."""
    rows = chart_builders.events_between(events, MEASURE_OF, BEGINS, context.as_at)
    if not rows:
        return
    last = max(rows[-1]["as_at_on"], BEGINS)
    with streamlit.container(key="panel-engage-events"):
        chart = Events(
            first=BEGINS,
            last=last,
            moments=chart_builders.moments(events, MEASURE_OF, BEGINS, context.as_at, most=len(rows)),
        )
        subtitle = f"What happened from {wording.month(rows[0]['as_at_on'])} to {wording.month(last)}"
        picture = chart_builders.picture(events, chart, subtitle, "events")
        table = components.rows_of(events, rows=rows, caption="Events of the Engage story")
        listed = [(row["title"], wording.dated(row["as_at_on"], row["precision_code"])) for row in rows]
        under = (
            markup("components", "events", listed)
            + components.footer(events)
            + components.opened("The same events as a table", table, on_paper=len(rows) <= components.ON_PAPER)
            + closed.working(context, events)
        )
        shown = replace(events, rows=tuple(rows))
        panels.draw_picture(context, shown, "engage-events", picture, under, title="Events of the Engage story")
