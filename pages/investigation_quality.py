"""Investigation quality: the grade of the work beside the steps done."""

import streamlit

from src.present.views import investigations as pictures
from src.web import components, page_shell, panels, trends

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
    )
with right:
    panels.picture(
        context,
        standards,
        pictures.standards_met,
    )
if trends.is_moving(context, standards):
    trends.many(
        context,
        standards,
        "share_percent",
        trends.said_of_many(context, standards, "share_percent", "Standards met"),
    )

even = "A mean hides whether quality is even or whether good work makes up for bad."
text = even if monthly.rows else trends.lead(monthly, "an extract of QATT reviews, one row a review")
streamlit.html(components.section("Every grade, not only the mean", text))
if monthly.rows:
    panels.picture(context, monthly, pictures.grade_distribution)
    title = trends.said_of_many(context, monthly, "share_percent", "Graded good or better, by section")
    trends.many(context, monthly, "share_percent", title)
    drift = "A department that drifts from the rest may differ in its work, or in how it is graded."
    streamlit.html(components.section("Between departments", drift))
    title = trends.said_of_many(context, departments, "share_percent", "Graded good or better, by department")
    trends.many(context, departments, "share_percent", title)
    panels.listing(
        context,
        departments,
        departments.sentence,
        "The newest month, each department's mean beside the force's",
        rows=departments.newest,
    )

streamlit.html(components.section("What victims see at the end"))
panels.picture(
    context,
    outcomes,
    pictures.positive_outcomes,
)
page_shell.close_page(context, [grades, reviews, standards, outcomes, monthly])
