"""Findings: open and closed by level and type, who may close, what is overdue, due and forecast."""

import streamlit

from src.present import finding_charts
from src.web import closing, components, lists, page_shell, panels

context = page_shell.open_page("Findings")
published = context.result("published_findings_by_level")
itemised = context.result("findings_open_and_closed_by_level")
over_time = context.result("findings_by_level_over_time")
ages = context.result("findings_open_by_age")
whole = context.result("findings_in_whole_registers")
left_register = context.result("findings_left_register")
overdue = context.result("findings_overdue")
past_target = context.result("findings_past_force_target")
moved_dates = context.result("finding_deadline_changes")
due = context.result("findings_due")
times = context.result("finding_times_to_close")
days = context.result("finding_days_to_close")
months = context.result("findings_raised_and_closed_by_month")
changes = context.result("finding_status_changes")
vetting = context.result("vetting_progress_by_rating")

page_shell.headline(context, *lists.headline(published, itemised, whole))

streamlit.html(components.section("What is open, and how old", "Who may close a finding depends on its level."))
panels.picture(context, over_time, finding_charts.by_level_over_time)
left, right = streamlit.columns([3, 2])
with left:
    panels.picture(
        context,
        published,
        finding_charts.by_level,
        flagged="unexplained_count",
    )
with right:
    lists.who_may_close(context)
left, right = streamlit.columns([3, 2])
with left:
    panels.picture(
        context,
        ages,
        finding_charts.by_age,
    )
with right:
    lists.extracts(context, whole)
panels.listing(
    context,
    itemised,
    itemised.sentence,
    "By type and level, as last stated",
    rows=[row for row in itemised.rows if row["findings_count"]],
)
if left_register.rows:
    lists.dated(
        context,
        left_register,
        "Listed before, and missing from the newest whole register",
    )

streamlit.html(
    components.section(
        "What is past its date, and what slips",
        "First the deadlines that HMICFRS set, then the dates that the force set itself, then the dates that moved.",
    )
)
lists.dated(
    context,
    overdue,
    "Past a deadline that HMICFRS set as a date, and not known to be closed",
)
lists.dated(
    context,
    past_target,
    "Past the date that the force set itself, and not known to be closed",
)
lists.dated(
    context,
    moved_dates,
    "Dates that were another in one statement than in the statement before, newest first",
)

streamlit.html(components.section("What falls due"))
lists.dated(
    context,
    due,
    "In the 90 days after the date shown, nearest first",
)

streamlit.html(
    components.section("How long closing takes", "Findings that are still open count too: leaving them out flatters.")
)
closing.how_long(context, times)
left, right = streamlit.columns(2)
with left:
    lists.dated(
        context,
        days,
        "Days from the publication of a report to closure on a stated day",
    )
with right:
    lists.newest_first(
        context,
        months,
        "By month of publication, and by month of a closure whose day is stated, newest first",
    )

streamlit.html(components.section("What may be closed by a board date"))
closing.forecast(context, times, whole)

streamlit.html(components.section("Changes of status, and the vetting review"))
lists.dated(
    context,
    changes,
    "Every change of status held, newest first",
)
panels.listing(
    context,
    vetting,
    vetting.sentence,
    "The inspectorate's rating of progress, graded outside PEEL",
)
page_shell.close_page(context, [published, itemised, vetting])
