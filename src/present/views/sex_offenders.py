"""Sex offender management: tasks outstanding by kind."""

from functools import partial

from src.analysis import backlog
from src.present import chart_builders
from src.present.model import Picture
from src.present.views.data import Data
from src.present.views.view import (
    Codes,
    ContributionsTo,
    EverySeriesOf,
    Heading,
    PictureOf,
    SideBySide,
    Tabs,
    TilesOf,
    View,
)


def tasks_outstanding(data: Data) -> Picture | None:
    """Kinds of task over time, or then and now where two dates are known."""
    tasks = data.result("sex_offender_tasks_outstanding")
    if not tasks.rows:
        return None
    moments = partial(data.moments, "sex_offenders")
    chart = chart_builders.stock(tasks, "task_name", "outstanding_count", moments, "qualifier_code")
    what = "Management tasks outstanding by kind (ARMS: active risk management system; RMP: risk management plan)"
    return chart_builders.picture(
        tasks, chart, f"{what}, whole force, {chart_builders.span(tasks)}", "management tasks outstanding by kind"
    )


FLOW, FLOW_BY_AREA = "sex_offender_tasks_flow", "sex_offender_tasks_flow_by_area"

VIEW = View(
    title="Sex offender management",
    headline=("sex_offender_tasks_outstanding",),
    more=lambda data: backlog.records(
        *map(data.result, ("sex_offender_tasks_outstanding", "sex_offender_tasks_by_area"))
    ),
    items=(
        PictureOf(metric="sex_offender_tasks_outstanding", draw=tasks_outstanding),
        SideBySide(
            left=(
                ContributionsTo(
                    metric="sex_offender_tasks_by_area",
                    column="outstanding_count",
                    what="tasks outstanding",
                    each="Area",
                ),
            ),
            right=(TilesOf(metric="sex_offender_tasks_by_area", column="outstanding_count", what="Tasks outstanding"),),
            widths=(3, 2),
        ),
        Heading(
            title="What falls due and what is completed",
            metric=FLOW,
            comes_with="the columns Arising and Completed of the extract of tasks",
        ),
        Tabs(
            name="flow",
            tabs=(
                ("Falling due", (EverySeriesOf(metric=FLOW, column="arising_count", what="Tasks falling due"),)),
                ("Completed", (EverySeriesOf(metric=FLOW, column="completed_count", what="Tasks completed"),)),
                (
                    "By area and kind of task",
                    (
                        Heading(title="By area and kind of task", metric=FLOW_BY_AREA),
                        EverySeriesOf(
                            metric=FLOW_BY_AREA,
                            column="arising_count",
                            what="Tasks falling due by area",
                            only_signals=True,
                        ),
                        EverySeriesOf(
                            metric=FLOW_BY_AREA,
                            column="completed_count",
                            what="Tasks completed by area",
                            only_signals=True,
                        ),
                    ),
                ),
            ),
            metric=FLOW,
        ),
        Codes(
            name="sex_offender_task_types",
            title="What the tasks are",
            columns={"Task": "task_name", "What it is": "meaning"},
        ),
    ),
)
