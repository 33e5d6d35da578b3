"""Findings: open and closed by level and type, who may close, what is overdue, and the register."""

import streamlit

from src.charts import bars
from src.screen import frame, panels, parts, register
from src.screen.parts import Field

on = frame.open_page("Findings")
published = on.result("published_findings_by_level")
itemised = on.result("findings_open_and_closed_by_level")
listed = on.result("findings_register")
overdue = on.result("findings_overdue")
months = on.result("findings_raised_and_closed_by_month")
days = on.result("finding_days_to_close")
vetting = on.result("vetting_progress_by_rating")

frame.headline(on, published.sentence, [published, itemised], itemised.sentence if itemised.rows else "")

left, right = streamlit.columns([3, 2])
with left:
    panels.picture(
        on,
        published,
        lambda: bars.open_and_closed(published, on.look),
        [
            Field(name="finding_type_name", heading="Type"),
            Field(name="level_name", heading="Level"),
            Field(name="open_count", heading="Open", is_number=True),
            Field(name="closed_count", heading="Closed", is_number=True),
            Field(name="total_count", heading="Total as printed", is_number=True),
            Field(name="unexplained_count", heading="Not explained", is_number=True),
        ],
        flagged="unexplained_count",
    )
with right:
    register.who_may_close(on)

panels.listing(
    on,
    overdue,
    overdue.sentence,
    "Past a deadline that was set as a date, and not known to be closed",
    [
        Field(name="title", heading="Finding, in our words"),
        Field(name="source_report", heading="Report"),
        Field(name="deadline_on", heading="Deadline", precision="deadline_precision"),
        Field(name="days_overdue", heading="Days past", is_number=True),
        Field(name="status_name", heading="Status"),
        Field(name="status_stated_on", heading="Last stated"),
        Field(name="owner_role", heading="Owner"),
    ],
)

streamlit.html(
    parts.section(
        "Findings set out one by one",
        "The published table counts everything on the monitoring portal; the papers set out only some of it by name.",
    )
)
panels.listing(
    on,
    itemised,
    itemised.sentence,
    "By type and level, as last stated",
    [
        Field(name="finding_type_name", heading="Type"),
        Field(name="level_name", heading="Level"),
        Field(name="open_count", heading="Open", is_number=True),
        Field(name="awaiting_count", heading="Awaiting HMICFRS", is_number=True),
        Field(name="closed_count", heading="Closed", is_number=True),
        Field(name="not_stated_count", heading="Not stated", is_number=True),
        Field(name="findings_count", heading="All", is_number=True),
    ],
    rows=[row for row in itemised.rows if row["findings_count"]],
)
register.browse(on, listed)
left, right = streamlit.columns(2)
with left:
    panels.listing(
        on,
        days,
        days.sentence,
        "Days from the publication of a report to closure on a stated day",
        [
            Field(name="title", heading="Finding"),
            Field(name="closed_on", heading="Closed"),
            Field(name="days_to_close", heading="Days", is_number=True),
        ],
    )
with right:
    panels.listing(
        on,
        months,
        months.sentence,
        "By month of publication, and by month of a closure whose day is stated",
        [
            Field(name="month_on", heading="Month", precision="month_precision"),
            Field(name="raised_count", heading="Raised", is_number=True),
            Field(name="closed_count", heading="Closed", is_number=True),
        ],
    )
panels.listing(
    on,
    vetting,
    vetting.sentence,
    "The inspectorate's rating of progress, graded outside PEEL",
    [
        Field(name="rating_name", heading="Rating"),
        Field(name="recommendations_count", heading="Recommendations", is_number=True),
        Field(name="as_at_on", heading="As at"),
        Field(name="place", heading="Place in source"),
    ],
)
frame.close_page(on, [published, itemised, listed, vetting])
