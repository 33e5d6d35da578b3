"""Findings: open and closed by level and type, who may close, what is overdue, and the register."""

import streamlit

from src.present import finding_charts
from src.web import closing, components, one_finding, page_shell, panels, register
from src.web.components import Field

context = page_shell.open_page("Findings")
published = context.result("published_findings_by_level")
itemised = context.result("findings_open_and_closed_by_level")
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
listed = context.result("findings_register")
changes = context.result("finding_status_changes")
causes = context.result("causes_of_concern_by_status")
vetting = context.result("vetting_progress_by_rating")
record = one_finding.FindingRecord(
    listed=listed,
    left=left_register,
    causes=causes,
    statements=lambda name: context.result("finding_statements", finding_id=name),
)

page_shell.headline(context, *register.headline(published, itemised, whole))

one_finding.pointer(record)

streamlit.html(components.section("What is open, and how old", "Who may close a finding depends on its level."))
left, right = streamlit.columns([3, 2])
with left:
    panels.picture(
        context,
        published,
        finding_charts.by_level,
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
    register.who_may_close(context)
left, right = streamlit.columns([3, 2])
with left:
    panels.picture(
        context,
        ages,
        finding_charts.by_age,
        [
            Field(name="level_name", heading="Level"),
            Field(name="age_band_name", heading="Age"),
            Field(name="open_count", heading="Open", is_number=True),
            Field(name="done_not_sent_count", heading="Done, not sent", is_number=True),
            Field(name="with_hmicfrs_count", heading="With HMICFRS", is_number=True),
        ],
    )
with right:
    register.extracts(context, whole)
panels.listing(
    context,
    itemised,
    itemised.sentence,
    "By type and level, as last stated",
    [
        Field(name="finding_type_name", heading="Type"),
        Field(name="level_name", heading="Level"),
        Field(name="open_count", heading="Open", is_number=True),
        Field(name="in_progress_count", heading="of these in progress", is_number=True),
        Field(name="reopened_count", heading="of these re-opened", is_number=True),
        Field(name="done_not_sent_count", heading="Done, not sent", is_number=True),
        Field(name="with_hmicfrs_count", heading="With HMICFRS", is_number=True),
        Field(name="closed_by_force_count", heading="Closed by the force", is_number=True),
        Field(name="agreed_count", heading="Agreed or archived", is_number=True),
        Field(name="superseded_count", heading="Superseded", is_number=True),
        Field(name="not_stated_count", heading="Not stated", is_number=True),
        Field(name="findings_count", heading="All", is_number=True),
    ],
    rows=[row for row in itemised.rows if row["findings_count"]],
)
if left_register.rows:
    register.dated(
        context,
        left_register,
        "Listed before, and missing from the newest whole register",
        [
            Field(name="title", heading="Finding, in our words"),
            Field(name="level_name", heading="Level"),
            Field(name="status_name", heading="Last status"),
            Field(name="last_stated_on", heading="Last stated"),
            Field(name="missing_from_on", heading="Missing from"),
        ],
    )

streamlit.html(
    components.section(
        "What is past its date, and what slips",
        "First the deadlines that HMICFRS set, then the dates that the force set itself, then the dates that moved.",
    )
)
register.dated(
    context,
    overdue,
    "Past a deadline that HMICFRS set as a date, and not known to be closed",
    [
        Field(name="title", heading="Finding, in our words"),
        Field(name="level_name", heading="Level"),
        Field(name="source_report", heading="Report"),
        Field(name="deadline_on", heading="Deadline", precision="deadline_precision"),
        Field(name="days_overdue", heading="Days past", is_number=True),
        Field(name="status_name", heading="Status"),
        Field(name="status_stated_on", heading="Last stated"),
        Field(name="owner_role", heading="Owner"),
    ],
)
register.dated(
    context,
    past_target,
    "Past the date that the force set itself, and not known to be closed",
    [
        Field(name="title", heading="Finding, in our words"),
        Field(name="level_name", heading="Level"),
        Field(name="force_target_on", heading="Force's own date"),
        Field(name="days_past_target", heading="Days past", is_number=True),
        Field(name="deadline_on", heading="Deadline of HMICFRS", precision="deadline_precision"),
        Field(name="status_name", heading="Status"),
        Field(name="owner_role", heading="Owner"),
    ],
)
register.dated(
    context,
    moved_dates,
    "Dates that were another in one statement than in the statement before, newest first",
    [
        Field(name="title", heading="Finding, in our words"),
        Field(name="set_by", heading="Date set by"),
        Field(name="as_at_on", heading="Seen"),
        Field(name="previous_date_on", heading="From"),
        Field(name="date_on", heading="To"),
        Field(name="days_moved", heading="Days later", is_number=True),
    ],
)

streamlit.html(components.section("What falls due"))
register.dated(
    context,
    due,
    "In the 90 days after the date shown, nearest first",
    [
        Field(name="title", heading="Finding, in our words"),
        Field(name="level_name", heading="Level"),
        Field(name="set_by", heading="Date set by"),
        Field(name="due_on", heading="Due", precision="due_precision"),
        Field(name="days_to_go", heading="Days to go", is_number=True),
        Field(name="status_name", heading="Status"),
        Field(name="owner_role", heading="Owner"),
    ],
)

streamlit.html(
    components.section("How long closing takes", "Findings that are still open count too: leaving them out flatters.")
)
closing.how_long(context, times)
left, right = streamlit.columns(2)
with left:
    register.dated(
        context,
        days,
        "Days from the publication of a report to closure on a stated day",
        [
            Field(name="title", heading="Finding"),
            Field(name="closed_on", heading="Closed"),
            Field(name="days_to_close", heading="Days", is_number=True),
        ],
    )
with right:
    register.newest_first(
        context,
        months,
        "By month of publication, and by month of a closure whose day is stated, newest first",
        [
            Field(name="month_on", heading="Month", precision="month_precision"),
            Field(name="raised_count", heading="Raised", is_number=True),
            Field(name="closed_count", heading="Closed", is_number=True),
        ],
    )

streamlit.html(components.section("What may be closed by a board date"))
closing.forecast(context, times, whole)

streamlit.html(
    components.section(
        "Findings one by one",
        "Filter the list, then choose one finding to see how it came to stand where it does.",
    )
)
register.browse(context, listed)
one_finding.choose(context, record)
register.dated(
    context,
    changes,
    "Every change of status held, newest first",
    [
        Field(name="title", heading="Finding, in our words"),
        Field(name="level_name", heading="Level"),
        Field(name="as_at_on", heading="Seen"),
        Field(name="previous_status_name", heading="From"),
        Field(name="status_name", heading="To"),
        Field(name="change_name", heading="Change"),
        Field(name="status_on", heading="On"),
        Field(name="closure_letter_on", heading="Letter"),
    ],
)
panels.listing(
    context,
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
page_shell.close_page(context, [published, itemised, listed, vetting])
