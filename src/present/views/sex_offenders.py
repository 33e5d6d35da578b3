"""Sex offender management: tasks outstanding by kind."""

from functools import partial

from src.present import chart_builders
from src.present.model import Picture
from src.present.views.data import Data


def tasks_outstanding(data: Data) -> Picture | None:
    """Kinds of task over time, or then and now where two dates are known."""
    tasks = data.result("sex_offender_tasks_outstanding")
    if not tasks.rows:
        return None
    moments = partial(data.moments, "sex_offenders")
    chart = chart_builders.stock(tasks, "task_name", "outstanding_count", moments, "qualifier_code")
    what = "Management tasks outstanding by kind"
    return chart_builders.picture(
        tasks, chart, f"{what}, whole force, {chart_builders.span(tasks)}", "management tasks outstanding by kind"
    )
