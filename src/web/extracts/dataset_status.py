"""What is expected and what there is: every dataset, its newest figure, and the template to fill in."""

from datetime import datetime

import streamlit

from src import wording
from src.ingest.templates import template
from src.metrics.datasets import DATASETS
from src.present.tables import of_records
from src.store import held_files, lists
from src.web import components, downloads
from src.web.page_context import PageContext


def draw_held(context: PageContext) -> None:
    """The files of a watched folder that wait for a person, each with what is asked."""
    waiting = held_files.waiting(context.settings.store)
    if not waiting:
        return
    rows = [
        {
            "File": file.name,
            "Date held": wording.moment(datetime.fromisoformat(file.at)),
            "What is asked": " ".join(file.reasons),
            "Where it is": file.path,
        }
        for file in waiting
    ]
    with streamlit.container(key="panel-held"):
        title = f"{wording.capital(wording.count_in_words(len(rows), 'file'))} of the watched folder held for you"
        streamlit.html(
            components.panel_head(title, "Drop the file below and answer; it leaves this list once accepted")
        )
        streamlit.html(components.table(of_records(rows), "Files held"))


def draw(context: PageContext) -> None:
    """Each dataset with what is held of it, and a template of the one chosen."""
    with streamlit.container(key="panel-templates"):
        streamlit.html(
            components.panel_head(
                "Templates and what is expected",
                "A template has the headings, drop-downs, one example row and the data dictionary",
            )
        )
        with streamlit.container(horizontal=True, vertical_alignment="bottom"):
            name = streamlit.selectbox(
                "Dataset",
                list(DATASETS),
                format_func=lambda dataset: DATASETS[dataset].title,
                key="template-dataset",
                width=420,
            )
            downloads.offer(
                context.settings,
                "Download the template",
                lambda: template.template(DATASETS[name], lists.for_supply(context.settings)),
                f"{name}.xlsx",
                mime=downloads.WORKBOOK,
                key=f"template-{name}",
            )
        rows = [_row(context, dataset) for dataset in DATASETS]
        streamlit.html(
            components.opened(
                "All datasets: what is held and what is expected",
                components.table(of_records(rows), "Datasets"),
                on_paper=True,
            )
        )


def _row(context: PageContext, name: str) -> dict[str, object]:
    dataset = DATASETS[name]
    events = [event for event in context.edition.extracts if event.dataset == name]
    newest = max((event.period_to for event in events if event.period_to), default=None)
    return {
        "Dataset": dataset.title,
        "Expected every": dataset.expected_every,
        "Newest figure": wording.day(newest) if newest else ("no dates" if events else wording.NO_FIGURE),
        "Last accepted": wording.moment(max(event.at for event in events)) if events else "never",
        "Owner": dataset.owner,
        "From": dataset.system,
    }
