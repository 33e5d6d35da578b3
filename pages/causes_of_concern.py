"""Causes of concern: each with its recommendations, owner, next step and measures, then the Engage story."""

from functools import partial

from src import wording
from src.web import baselines, engage_timeline, headlines, page_shell, panels, tabs

context = page_shell.open_page("Causes of concern", draws_events=True)
causes = context.result("causes_of_concern_by_status")
recommendations = context.result("cause_recommendations")
events = context.result("events_in_period")

context = page_shell.headline(
    context,
    wording.first_sentence(causes.sentence),
    [causes, recommendations, events],
    events.sentence if events.rows else "",
)
engage_timeline.causes(context, causes, recommendations, headlines.by_topic(context, baselines.chosen(context)))
tabs.draw(
    "part",
    [
        ("Events of Engage", ("events_in_period",), partial(engage_timeline.engage, context, context.events)),
        (
            "Every cause of concern held",
            ("causes_of_concern_by_status",),
            partial(panels.listing, context, causes, "Every cause of concern held", wording.rest(causes.sentence)),
        ),
    ],
)
page_shell.close_page(context, [causes, recommendations, events])
