"""Online child abuse: packages by stage and risk, the oldest against its timescale, and the forensics queue."""

import streamlit

from src.present.views import online_child_abuse as pictures
from src.web import components, page_shell, panels, trends

context = page_shell.open_page("Online child abuse", draws_events=True)
stages = context.result("ocset_packages_by_stage")
risks = context.result("ocset_packages_by_risk")
forensics = context.result("digital_forensics_queue")
flow = context.result("ocset_packages_flow")

page_shell.headline(context, stages.sentence, [stages, risks, forensics], risks.sentence if risks.rows else "")

differing = [check for check in risks.checks if check.status == "differs" and "against" in check.detail]
for check in differing:
    streamlit.html(components.note(f"{check.name}. {check.detail}"))

left, right = streamlit.columns(2)
with left:
    panels.picture(
        context,
        stages,
        pictures.packages_by_stage,
    )
with right:
    panels.picture(
        context,
        risks,
        pictures.oldest_by_risk,
    )
streamlit.html(
    components.section(
        "What comes in and what goes out",
        trends.lead(flow, "the columns Received in the week and Enforced in the week of the extract of packages"),
    )
)
if flow.rows:
    left, right = streamlit.columns(2)
    with left:
        trends.panel(context, flow, trends.chosen(context, flow, "received_count", "awaiting_enforcement"))
    with right:
        trends.panel(context, flow, trends.chosen(context, flow, "enforced_count", "awaiting_enforcement"))
    trends.panel(context, flow, trends.chosen(context, flow, "received_count", "in_development"))

streamlit.html(components.section("Digital forensics"))
received = trends.chosen(context, forensics, "received_in_month_count")
if trends.is_drawn(received):
    trends.panel(context, forensics, received)
if pictures.forensics_queue(context):
    panels.picture(
        context,
        forensics,
        pictures.forensics_queue,
    )
panels.listing(
    context,
    forensics,
    forensics.sentence,
    "Digital forensics cases not yet allocated on a date, and received in a month",
)
page_shell.close_page(context, [stages, risks, forensics, flow])
