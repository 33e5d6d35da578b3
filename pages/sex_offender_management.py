"""Sex offender management: tasks outstanding, then and now."""

import streamlit

from src.present.views import sex_offenders
from src.web import components, page_shell, panels, trends

context = page_shell.open_page("Sex offender management", draws_events=True)
tasks = context.result("sex_offender_tasks_outstanding")
flow = context.result("sex_offender_tasks_flow")
areas = context.result("sex_offender_tasks_by_area")
flow_of_areas = context.result("sex_offender_tasks_flow_by_area")

page_shell.headline(context, tasks.sentence, [tasks])
panels.picture(
    context,
    tasks,
    sex_offenders.tasks_outstanding,
)
if areas.rows:
    trends.contributions(context, areas, "outstanding_count", "tasks outstanding", "Area")

streamlit.html(
    components.section(
        "What falls due and what is completed",
        trends.lead(flow, "the columns Arising and Completed of the extract of tasks"),
    )
)
if flow.rows:
    for column, what in (("arising_count", "Tasks falling due"), ("completed_count", "Tasks completed")):
        trends.many(context, flow, column, trends.said_of_many(context, flow, column, what))
if flow_of_areas.rows:
    streamlit.html(components.section("By area and kind of task", flow_of_areas.sentence))
    for column, what in (
        ("arising_count", "Tasks falling due by area"),
        ("completed_count", "Tasks completed by area"),
    ):
        title = trends.said_of_many(context, flow_of_areas, column, what)
        trends.many(context, flow_of_areas, column, title, only_signals=True)

panels.code_list(
    context,
    "sex_offender_task_types",
    "What the tasks are",
    {"Task": "task_name", "What it is": "meaning"},
)
page_shell.close_page(context, [tasks, flow])
