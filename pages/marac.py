"""MARAC: how many high-risk cases wait, where the number rose, and how long the longest wait is."""

import streamlit

from src.analysis import backlog
from src.present.views import marac as pictures
from src.web import components, page_shell, panels, trends
from src.wording import paragraph

context = page_shell.open_page("MARAC", draws_events=True)
total = context.result("marac_cases_awaiting")
areas = context.result("marac_cases_awaiting_by_area")
wait = context.result("marac_longest_wait_by_area")
referrals = context.result("marac_referrals_by_year")
events = context.events
flow = context.result("marac_referrals_and_cases_heard")
flow_of_areas = context.result("marac_referrals_and_cases_heard_by_area")

moved = backlog.steps(areas, context.result("events_in_period").rows)
page_shell.headline(
    context, total.sentence, [total, areas, wait], paragraph([*moved, areas.sentence if areas.rows else ""])
)

panels.picture(
    context,
    total,
    pictures.cases_awaiting,
)
panels.picture(
    context,
    areas,
    pictures.cases_awaiting_by_area,
)
trends.contributions(context, areas, "cases_awaiting_count", "cases awaiting", "Area")

streamlit.html(
    components.section(
        "What comes in and what goes out",
        trends.lead(flow, "the columns Referrals received and Cases heard of the MARAC extract"),
    )
)
if flow.rows:
    left, right = streamlit.columns(2)
    with left:
        trends.panel(context, flow, trends.chosen(context, flow, "referrals_received_count"))
    with right:
        trends.panel(context, flow, trends.chosen(context, flow, "cases_heard_count"))
    for column, what in (
        ("referrals_received_count", "Referrals by area"),
        ("cases_heard_count", "Cases heard by area"),
    ):
        trends.many(context, flow_of_areas, column, trends.said_of_many(context, flow_of_areas, column, what))

streamlit.html(components.section("How long a case waits"))
left, right = streamlit.columns([3, 2])
with left:
    panels.picture(
        context,
        wait,
        pictures.longest_wait,
    )
with right:
    panels.listing(
        context,
        referrals,
        referrals.sentence,
        "Referrals to MARACs in a year: the demand behind the cases awaiting",
    )
    if wait.rows:
        days, note = wait.rows[0]["limit_days"], wait.rows[0]["limit_note"]
        text = f"The limit is cited as {days} days. {note}: the picture draws both readings."
        streamlit.html(components.note(text, calm=True))

page_shell.close_page(context, [total, areas, wait, referrals, events, flow])
