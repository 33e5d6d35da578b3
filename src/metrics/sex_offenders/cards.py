"""The cards of sex offender management."""

from functools import partial
from pathlib import Path

from src.contracts.column import total_of
from src.contracts.headline import HeadlineRule
from src.contracts.metric import Better, Kind
from src.metrics import common
from src.metrics.columns import change, columns, count, net, previous
from src.metrics.common import FEW, SINCE_LAST, figures, flow
from src.metrics.sex_offenders import wording
from src.metrics.sex_offenders.dataset import SEX_OFFENDER_TASKS

_metric = partial(
    common.metric,
    Path(__file__).parent,
    topic="sex_offenders",
    owner="Sex offender management lead, Public Protection Unit",
)

_VARYING = (
    flow("arising_count", "Sex offender tasks falling due", "tasks", is_since_last=True),
    flow("completed_count", "Sex offender tasks completed", "tasks", against="arising_count", is_since_last=True),
)
_NET = net(
    "More due than done", "Tasks that fell due less tasks completed.", "tasks", "arising_count", "completed_count"
)

PAGE = "sex_offender_management"
"""The page that shows these metrics, but for those whose card names another."""

METRICS = (
    _metric(
        wording.tasks,
        name="sex_offender_tasks_outstanding",
        title="Sex offender management tasks outstanding",
        definition="The number of tasks outstanding in the management of registered sex offenders: initial and 12-month ARMS (active risk management system assessments), risk management plan reviews, and visits.",
        why="An assessment, review or visit not done is a risk to the public that nobody has looked at.",
        **figures("tasks", Better.LOWER, Kind.STOCK),
        figure="outstanding_count",
        headlines=(
            HeadlineRule(
                name="sex_offender_tasks_outstanding",
                title="Sex offender tasks outstanding",
                singular="{figure} sex offender management task is outstanding",
                plural="{figure} sex offender management tasks are outstanding",
                column="all_tasks_count",
            ),
        ),
        one_row_per=("as_at_on", "task_code"),
        columns=columns(
            SEX_OFFENDER_TASKS,
            "as_at_on as_at_precision task_code task_name outstanding_count qualifier_code previous_on",
            previous("outstanding_count", "tasks"),
            count(
                "all_tasks_count",
                "All tasks together",
                "Tasks of every kind outstanding at the date.",
                "tasks",
                total_of("outstanding_count", over="task_code"),
            ),
            "source_id place",
        ),
        table="task_name as_at_on outstanding_count all_tasks_count place",
        reads=("sex_offender_tasks", "sex_offender_task_types", "areas"),
        caveats=(
            "All tasks together is our sum of unlike tasks.",
            "Neither date has a day: June 2023, and the date of the paper.",
            FEW,
        ),
    ),
    _metric(
        wording.flow,
        name="sex_offender_tasks_flow",
        title="Sex offender management tasks falling due and completed",
        definition=(
            "The number of tasks of each kind that fell due in the force and that were completed since the "
            "extract before, beside those outstanding."
        ),
        why="Tasks outstanding fall only where more are completed than fall due.",
        **figures("tasks", Better.NEUTRAL, Kind.FLOW),
        one_row_per=("as_at_on", "task_code"),
        columns=columns(
            SEX_OFFENDER_TASKS,
            "as_at_on as_at_precision task_code task_name arising_count completed_count",
            _NET,
            "outstanding_count",
        ),
        table="task_name as_at_on arising_count completed_count net_count outstanding_count",
        reads=("sex_offender_tasks", "sex_offender_task_types", "areas"),
        varying=_VARYING,
        caveats=(SINCE_LAST, "All tasks together is our sum of unlike tasks."),
    ),
    _metric(
        wording.tasks_by_area,
        name="sex_offender_tasks_by_area",
        title="Sex offender management tasks outstanding by area",
        definition="The number of tasks of all four kinds outstanding in each local policing area on a date.",
        why="A falling force total can hide an area where more is left undone.",
        **figures("tasks", Better.LOWER, Kind.STOCK),
        figure="outstanding_count",
        one_row_per=("as_at_on", "area_code"),
        columns=columns(
            SEX_OFFENDER_TASKS,
            "as_at_on as_at_precision area_code area_name outstanding_count previous_on",
            previous("outstanding_count", "tasks"),
            change("outstanding_count", "tasks"),
        ),
        reads=("sex_offender_tasks", "sex_offender_task_types", "areas"),
        caveats=("All tasks together is our sum of unlike tasks.",),
    ),
    _metric(
        wording.flow_by_area,
        name="sex_offender_tasks_flow_by_area",
        title="Sex offender management tasks falling due and completed by area",
        definition=(
            "The number of tasks of each kind that fell due in each local policing area and that were completed "
            "since the extract before, beside those outstanding."
        ),
        why="A week in which much falls due in one area can be lost in the force's total.",
        **figures("tasks", Better.NEUTRAL, Kind.FLOW),
        part_of="sex_offender_tasks_flow",
        one_row_per=("as_at_on", "area_code", "task_code"),
        columns=columns(
            SEX_OFFENDER_TASKS,
            "as_at_on as_at_precision area_code area_name task_code task_name arising_count completed_count",
            _NET,
            "outstanding_count source_id place",
        ),
        table="area_name task_name as_at_on arising_count completed_count net_count outstanding_count",
        reads=("sex_offender_tasks", "sex_offender_task_types", "areas"),
        varying=_VARYING,
        caveats=(SINCE_LAST, "Some counts are small: a kind of task of which an area has few moves much by chance."),
    ),
)
