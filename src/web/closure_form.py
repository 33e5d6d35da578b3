"""The form on the page Closure: one step, taken by several findings on one day, such as what a board agreed."""

from datetime import date

import streamlit

from src import wording
from src.contracts.metric import Result
from src.metrics.datasets import DATASETS
from src.settings import Action
from src.web import components, page_shell, url_state
from src.web.finding_work import today
from src.web.page_context import PageContext

_SIGNED = "dcc_signed"
"""The step that is offered first: what the Deputy Chief Constable is asked to sign."""
_DATASET = "closure_steps"


def draw(context: PageContext, queue: Result) -> None:
    """The form, for who may sign. What it would change is shown on the page Extracts before anything is stored."""
    if not queue.rows or not context.may(Action.SIGN) or url_state.is_looking_back():
        return
    waiting = {
        str(row["next_step_code"]): row["next_step_name"]
        for row in sorted(queue.rows, key=lambda row: (row["next_step_code"] != _SIGNED, row["next_step_order"]))
    }
    with streamlit.container(key="panel-record-steps"):
        streamlit.html(
            components.panel_head(
                "Record a step that was taken",
                "For all findings that took it on one day. What would change is shown before anything is stored",
            )
        )
        step = streamlit.selectbox("Step", list(waiting), format_func=waiting.__getitem__, key="step-taken", width=420)
        rows = {str(row["finding_id"]): row for row in queue.where(next_step_code=step)}
        with streamlit.form(f"steps-{step}"):
            findings = streamlit.multiselect(
                f"Findings that took it, of the {wording.count_of(len(rows), 'finding')} waiting for it",
                list(rows),
                format_func=lambda name: f"{rows[name]['title']} ({name}), {rows[name]['days_waiting']} days",
                placeholder="Choose…",
            )
            left, right = streamlit.columns(2)
            with left:
                day = streamlit.date_input("Day of step", date.fromisoformat(today(context)), format="DD/MM/YYYY")
            with right:
                by = streamlit.text_input("By", next(iter(rows.values()))["next_taken_by"], max_chars=200)
            reference = streamlit.text_input(
                "Reference (optional)", help=DATASETS[_DATASET].column("reference").meaning, max_chars=400
            )
            pressed = streamlit.form_submit_button("Check the steps", type="primary")
        if pressed and isinstance(day, date):
            _take(context, findings, [wording.day(day), waiting[step], by.strip(), reference.strip()])


def _take(context: PageContext, findings: list[str], cells: list[str]) -> None:
    if not findings:
        streamlit.html(components.note("Choose at least one finding that took the step."))
        return
    from src.web.extracts import record_form  # what checks files, and pandas with it, is loaded when a step is recorded

    dataset = DATASETS[_DATASET]
    names = [dataset.column(name).heading for name in ("taken_on", "step_code", "by_role", "reference")]
    given = {heading: text for heading, text in zip(names, cells, strict=True) if text}
    about = dataset.column("finding_id").heading
    record_form.take_rows(context, dataset, [{about: finding, **given} for finding in findings])
    streamlit.switch_page(page_shell.page_file("extracts"))
