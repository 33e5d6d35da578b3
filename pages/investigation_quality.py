"""Investigation quality: the grade of the work beside the steps done."""

import streamlit

from src.present.views import investigations as pictures
from src.web import components, page_shell, panels, trends
from src.web.components import Field

context = page_shell.open_page("Investigation quality", draws_events=True)
grades = context.result("qatt_average_grade_by_section")
reviews = context.result("qatt_reviews_completed")
standards = context.result("investigation_standards_met")
outcomes = context.result("positive_outcome_rate")
monthly = context.result("qatt_grade_distribution_by_month_and_section")
departments = context.result("qatt_grade_by_department")

page_shell.headline(context, grades.sentence, [grades, reviews, standards, outcomes], reviews.sentence)

streamlit.html(
    components.section(
        "Quality beside compliance", "A step done is not a step done well. Read the two pictures together."
    )
)
left, right = streamlit.columns(2)
with left:
    panels.picture(
        context,
        grades,
        pictures.grades_by_section,
        [
            Field(name="section_name", heading="Section"),
            Field(name="average_grade", heading="Average grade out of 5", is_number=True),
            Field(name="period_from_on", heading="From"),
            Field(name="as_at_on", heading="To"),
            Field(name="reviews_count", heading="Reviews", is_number=True),
        ],
    )
with right:
    panels.picture(
        context,
        standards,
        pictures.standards_met,
        [
            Field(name="measure_name", heading="Standard"),
            Field(name="as_at_on", heading="As at", precision="as_at_precision"),
            Field(name="share_percent", heading="Share", is_number=True, suffix="%"),
            Field(name="note", heading="Note"),
        ],
    )
if trends.is_moving(context, standards):
    trends.many(
        context,
        standards,
        "share_percent",
        trends.said_of_many(context, standards, "share_percent", "Standards met"),
        [
            Field(name="measure_name", heading="Standard"),
            Field(name="as_at_on", heading="As at", precision="as_at_precision"),
            Field(name="share_percent", heading="Share", is_number=True, suffix="%"),
        ],
    )

even = "A mean hides whether quality is even or whether good work makes up for bad."
text = even if monthly.rows else trends.lead(monthly, "an extract of QATT reviews, one row a review")
streamlit.html(components.section("Every grade, not only the mean", text))
if monthly.rows:
    sections = [
        Field(name="section_name", heading="Section"),
        Field(name="as_at_on", heading="Month", precision="as_at_precision"),
        Field(name="grade_1_count", heading="Graded 1", is_number=True),
        Field(name="grade_2_count", heading="2", is_number=True),
        Field(name="grade_3_count", heading="3", is_number=True),
        Field(name="grade_4_count", heading="4", is_number=True),
        Field(name="grade_5_count", heading="5", is_number=True),
        Field(name="reviews_count", heading="Reviews", is_number=True),
        Field(name="share_percent", heading="Good or better", is_number=True, suffix="%"),
        Field(name="average_grade", heading="Mean", is_number=True),
    ]
    panels.picture(context, monthly, pictures.grade_distribution, sections)
    title = trends.said_of_many(context, monthly, "share_percent", "Graded good or better, by section")
    trends.many(context, monthly, "share_percent", title, sections)
    drift = "A department that drifts from the rest may differ in its work, or in how it is graded."
    streamlit.html(components.section("Between departments", drift))
    of_department = [
        Field(name="department_name", heading="Department"),
        Field(name="as_at_on", heading="Month", precision="as_at_precision"),
        Field(name="reviews_count", heading="Reviews", is_number=True),
        Field(name="share_percent", heading="Good or better", is_number=True, suffix="%"),
        Field(name="average_grade", heading="Mean", is_number=True),
        Field(name="difference_grade", heading="Against the force", is_number=True),
        Field(name="previous_average_grade", heading="Mean the month before", is_number=True),
    ]
    title = trends.said_of_many(context, departments, "share_percent", "Graded good or better, by department")
    trends.many(context, departments, "share_percent", title, of_department)
    panels.listing(
        context,
        departments,
        departments.sentence,
        "The newest month, each department's mean beside the force's",
        of_department,
        rows=departments.newest,
    )

streamlit.html(components.section("What victims see at the end"))
panels.picture(
    context,
    outcomes,
    pictures.positive_outcomes,
    [
        Field(name="crime_group_name", heading="Crime group"),
        Field(name="as_at_on", heading="As at", precision="as_at_precision"),
        Field(name="share_percent", heading="Rate", is_number=True, suffix="%"),
        Field(name="change_printed", heading="Change as printed", is_number=True),
        Field(name="additional_outcomes_count", heading="More outcomes", is_number=True, qualifier="qualifier_code"),
        Field(name="note", heading="Note"),
    ],
)
page_shell.close_page(context, [grades, reviews, standards, outcomes, monthly])
