"""Causes of concern: the Engage story, each cause with its recommendations and its measures."""

import streamlit

from src.web import baselines, cards, components, engage_timeline, headlines, page_shell, panels
from src.web.components import Field

context = page_shell.open_page("Causes of concern", draws_events=True)
causes = context.result("causes_of_concern_by_status")
recommendations = context.result("cause_recommendations")
events = context.result("events_in_period")

page_shell.headline(context, causes.sentence, [causes, recommendations, events], events.sentence if events.rows else "")
engage_timeline.engage(context, context.events)

if causes.rows:
    newest = causes.where(cycle_code=causes.rows[0]["cycle_code"])
    streamlit.html(
        components.section(
            f"Causes of concern from {newest[0]['cycle_name']}",
            "Each with its recommendations, and the measure that shows whether the work is having an effect.",
        )
        + cards.causes(causes, newest, headlines.by_topic(context, baselines.chosen(context)))
    )
    for cause in newest:
        engage_timeline.recommendations(context, cause, recommendations)

panels.listing(
    context,
    causes,
    "Every cause of concern held",
    "As last stated at the date shown; a cause whose fate no source states says so",
    [
        Field(name="title", heading="Cause of concern"),
        Field(name="cycle_name", heading="Inspection"),
        Field(name="opened_on", heading="Opened", precision="opened_precision"),
        Field(name="status_name", heading="Status"),
        Field(name="as_at_on", heading="Last stated", precision="as_at_precision"),
        Field(name="recommendations_stated_count", heading="Recommendations stated", is_number=True),
        Field(name="recommendations_set_out_count", heading="Set out", is_number=True),
        Field(name="recommendations_closed_count", heading="Closed", is_number=True),
    ],
)
page_shell.close_page(context, [causes, recommendations, events])
