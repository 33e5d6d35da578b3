"""The papers on screen: which one, what goes into it, and its download, made when it is asked for."""

import streamlit

from src import wording
from src.present.docx.writer import DOCX
from src.present.papers.forms import PAPERS
from src.present.papers.paper import Form
from src.services import build_paper
from src.services.build_pack import quiet
from src.web import components, downloads, packing
from src.web.packing import Wanted
from src.web.page_context import PageContext


def offer(context: PageContext, wanted: Wanted) -> None:
    """The choice of a paper and its parts. Comparison, marking and what is held back are those of the pack."""
    if context.edition.newest_date() is None:
        return
    with streamlit.container(key="panel-papers"):
        streamlit.html(
            components.panel_head(
                "A paper for a committee",
                f"A Word document as at {wording.day(context.as_at)}, compared with {wanted.baseline.label}, "
                "with native tables and charts to edit",
            )
        )
        name = streamlit.selectbox("Paper", list(PAPERS), format_func=_called)
        form = PAPERS[name]
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
        downloads.offer(
            context.settings,
            "Download the paper (.docx)",
            lambda: build_paper.file_of(
                name, build_paper.with_work(packing.gathered(context, wanted, quiet), context.edition), parts
            ),
            f"{form.title} {context.as_at.isoformat()} edition {context.edition.number}.docx",
            mime=DOCX,
            key=f"paper-{name}",
            record=f"the {name} paper, as at {wording.day(context.as_at)}",
            edition=context.edition.number,
        )


def _called(name: str) -> str:
    form: Form = PAPERS[name]
    return f"{form.committee}: {form.title}" if form.committee else f"{form.title}, one page"
