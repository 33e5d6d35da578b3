"""Causes of concern: the Engage story, each cause with its recommendations and its measures."""

from src.web import baselines, engage_timeline, headlines, page_shell, panels

context = page_shell.open_page("Causes of concern", draws_events=True)
causes = context.result("causes_of_concern_by_status")
recommendations = context.result("cause_recommendations")
events = context.result("events_in_period")

page_shell.headline(context, causes.sentence, [causes, recommendations, events], events.sentence if events.rows else "")
engage_timeline.engage(context, context.events)

engage_timeline.causes(context, causes, recommendations, headlines.by_topic(context, baselines.chosen(context)))
panels.listing(
    context,
    causes,
    "Every cause of concern held",
    "As last stated at the date shown; a cause whose fate no source states says so",
)
page_shell.close_page(context, [causes, recommendations, events])
