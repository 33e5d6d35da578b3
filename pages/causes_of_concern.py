"""Causes of concern: the Engage story, each cause with its recommendations and its measures."""

from src.web import baselines, engage_timeline, headlines, page_shell, panels
from src.web.components import Field

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
    [
        Field(name="title", heading="Cause of concern"),
        Field(name="cycle_name", heading="Inspection"),
        Field(name="opened_on", heading="Opened", precision="opened_precision"),
        Field(name="status_name", heading="Status"),
        Field(name="as_at_on", heading="Last stated", precision="as_at_precision"),
        Field(name="recommendations_stated_count", heading="Recommendations stated", is_number=True),
        Field(name="recommendations_set_out_count", heading="Set out", is_number=True),
        Field(name="open_count", heading="Open", is_number=True),
        Field(name="reopened_count", heading="of these re-opened", is_number=True),
        Field(name="done_not_sent_count", heading="Done, not sent", is_number=True),
        Field(name="with_hmicfrs_count", heading="With HMICFRS", is_number=True),
        Field(name="closed_by_force_count", heading="Closed by the force", is_number=True),
        Field(name="agreed_count", heading="Agreed or archived", is_number=True),
        Field(name="superseded_count", heading="Superseded", is_number=True),
        Field(name="overdue_count", heading="Past their deadline", is_number=True),
        Field(name="deadline_on", heading="Deadline"),
        Field(name="owner_role", heading="Owner"),
        Field(name="governance_board", heading="Board"),
    ],
)
page_shell.close_page(context, [causes, recommendations, events])
