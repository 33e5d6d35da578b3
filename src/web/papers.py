"""The papers on screen: which one, its period, what goes into it, and its download, made when it is asked for."""

from dataclasses import replace
from datetime import date

import streamlit

from src.analysis.baselines import MEETINGS, usual
from src.contracts.baseline import Baseline
from src.present.papers.forms import PAPERS
from src.present.papers.paper import DOCX, Form
from src.services import build_paper
from src.services.build_pack import quiet
from src.web import components, downloads, packing
from src.web.packing import Wanted
from src.web.page_context import PageContext


def offer(context: PageContext, wanted: Wanted) -> None:
    """The choice of a paper, its period and its parts. Marking and suppression are those of the pack."""
    if context.edition.newest_date() is None:
        return
    with streamlit.container(key="panel-papers"):
        streamlit.html(
            components.panel_head(
                "A paper for a committee",
                "A Word document with native tables and charts to edit",
            )
        )
        name = streamlit.selectbox("Paper", list(PAPERS), format_func=_called, key="paper", bind="query-params")
        form = PAPERS[name]
        baseline, until = _period(context, form, wanted.baseline)
        parts = streamlit.multiselect(
            "Parts, in the paper's own order",
            [part.name for part in form.parts],
            default=[part.name for part in form.parts],
            format_func={part.name: part.title for part in form.parts}.__getitem__,
            key=f"parts-{name}",
        )
        if not parts:
            streamlit.html(components.empty("No part is chosen, so there is nothing to put into a paper."))
            return
        if baseline.since > until:
            streamlit.html(components.empty("The period begins after it ends, so there is nothing to report."))
            return
        period = baseline.period(until)
        streamlit.html(components.paragraph(f"The paper reports {period}."))
        own = replace(wanted, baseline=baseline)
        then = context.at(context.edition, until)
        downloads.offer(
            context.settings,
            "Download the paper (.docx)",
            lambda: build_paper.file_of(
                name, build_paper.with_work(packing.gathered(then, own, quiet), context.edition), parts
            ),
            f"{form.title} {until.isoformat()} edition {context.edition.number}.docx",
            mime=DOCX,
            key=f"paper-{name}",
            record=f"the {name} paper, {period}",
            edition=context.edition.number,
        )


def _period(context: PageContext, form: Form, compared: Baseline) -> tuple[Baseline, date]:
    """What the paper reports from and to: from the last meeting of its board, or the date that the page is compared with."""
    last = usual(context.result(MEETINGS), context.as_at, form.committee)
    first = last if compared.reason or compared.edition else compared
    oldest = min(context.edition.oldest_date() or first.since, first.since)
    picked = []
    with streamlit.container(horizontal=True):
        for label, value in (("Period from", first.since), ("Period to", context.as_at)):
            picked.append(
                streamlit.date_input(
                    label,
                    value=value,
                    min_value=oldest,
                    max_value=context.as_at,
                    format="DD/MM/YYYY",
                    width=200,
                    key=f"{label} {form.name} {value}",
                )
            )
    since, until = (item if isinstance(item, date) else first.since for item in picked)
    return first if since == first.since else Baseline(since=since), until


def _called(name: str) -> str:
    form: Form = PAPERS[name]
    return f"{form.committee}: {form.title}" if form.committee else f"{form.title}, one page"
