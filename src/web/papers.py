"""The papers on screen: which one, its period, what goes into it, and its download, made when it is asked for."""

from dataclasses import replace
from datetime import date

import streamlit

from src.analysis.baselines import MEETINGS, usual
from src.contracts.baseline import Baseline
from src.present.papers.forms import PAPERS
from src.present.papers.paper import DOCX, Form
from src.services import binder as binders
from src.services import build_paper
from src.services.build_pack import quiet
from src.settings import TO_BIND
from src.store import audit
from src.web import components, downloads, packing, url_state
from src.web.packing import Wanted
from src.web.page_context import PageContext

_ASKED, _CHOSEN = "paper asked for", "paper-chosen"


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
        if _CHOSEN not in streamlit.session_state:
            streamlit.session_state[_ASKED] = streamlit.query_params.to_dict()
        names = list(PAPERS)
        asked = _requested("paper")
        at = names.index(asked) if asked in names else 0
        name = streamlit.selectbox("Paper", names, index=at, format_func=_called, key=_CHOSEN)
        url_state.keep("paper", "" if name == names[0] else name)
        form = PAPERS[name]
        baseline, until = _period(context, form, wanted.baseline)
        titles = {part.name: part.title for part in form.parts}
        key = f"{packing.PARTS}{name}"
        asked_parts = [part for part in _requested(key).split(",") if part in titles]
        parts = streamlit.multiselect(
            "Parts, in the paper's own order",
            list(titles),
            default=asked_parts or list(titles),
            format_func=titles.__getitem__,
            key=key,
        )
        url_state.keep(key, "" if set(parts) == set(titles) else ",".join(parts))
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


def binder(context: PageContext) -> None:
    """The way to the inspection binder of what is shown, for who may have it. Its seal goes into the audit record."""
    if context.edition.newest_date() is None or not all(map(context.may, TO_BIND)):
        return

    def make() -> bytes:
        content, bound = binders.sealed(context.settings, as_at=context.as_at, edition=context.edition.number)
        about = f"binder with the seal {bound.seal}"
        audit.record(context.settings, event=audit.EXPORTED, about=about, edition=bound.edition)
        return content

    with streamlit.container(key="panel-binder"):
        streamlit.html(
            components.panel_head(
                "The inspection binder",
                "Every paper, figure, SQL, row, source and step of the history of this edition in one sealed file, with a "
                "script that works the figures out again. It is made when it is asked for, which can take a minute",
            )
        )
        downloads.offer(
            context.settings,
            "Download the binder (.zip)",
            make,
            f"binder {context.as_at.isoformat()} edition {context.edition.number}.zip",
            mime="application/zip",
            key="binder",
            needs=TO_BIND,
        )


def _period(context: PageContext, form: Form, compared: Baseline) -> tuple[Baseline, date]:
    """What the paper reports from and to: from the last meeting of its board, or the date that the page is compared with.

    Another period that is chosen stands in the address, as the choices of the pack do.
    """
    last = usual(context.result(MEETINGS), context.as_at, form.committee)
    first = last if compared.reason or compared.edition else compared
    oldest = min(context.edition.oldest_date() or first.since, first.since)
    picked = []
    with streamlit.container(horizontal=True):
        for label, usually in (("Period from", first.since), ("Period to", context.as_at)):
            name = f"{label.rpartition(' ')[2]}_{form.name}"
            value = min(max(_date_requested(name) or usually, oldest), context.as_at)
            item = streamlit.date_input(
                label,
                value=value,
                min_value=oldest,
                max_value=context.as_at,
                format="DD/MM/YYYY",
                width=200,
                key=f"{name} {value}",
            )
            chosen = item if isinstance(item, date) else value
            url_state.keep(name, "" if chosen == usually else chosen.isoformat())
            picked.append(chosen)
    since, until = picked
    return first if since == first.since else Baseline(since=since), until


def _requested(name: str) -> str:
    """What the address asked for as the reader came to the page."""
    text: str = streamlit.session_state[_ASKED].get(name, "")
    return text


def _date_requested(name: str) -> date | None:
    """The same as a date; what is no date is said."""
    text = _requested(name)
    return url_state.date_asked(text, "The usual period is shown.") if text else None


def _called(name: str) -> str:
    form: Form = PAPERS[name]
    return f"{form.committee}: {form.title}" if form.committee else f"{form.title}, one page"
