"""Metrics, datasets, sources and discrepancies written out for the reader."""

import streamlit

from src import wording
from src.analysis.cautions import known_in_sources
from src.metrics import METRICS
from src.metrics.datasets import DATASETS
from src.present.html.markup import markup
from src.present.tables import Cell, of_records
from src.web import closed, components, search
from src.web.page_context import Cached, PageContext


def metrics(context: PageContext) -> None:
    """Every metric: definition, sentence, checks and SQL."""
    blocks = context.cached(
        Cached.DICTIONARY,
        lambda: markup(
            "components",
            "dictionary",
            [closed.metric(context, name) for name in METRICS],
        ),
    )
    streamlit.html(
        components.section(
            "Metrics", f"{len(METRICS)} metrics, each with its definition, its checks and the SQL as it runs."
        )
        + blocks
    )


def datasets(context: PageContext) -> None:
    """The data dictionary: every dataset and its columns."""
    streamlit.html(context.cached(Cached.DICTIONARY, lambda: _datasets(context), "datasets"))


def _datasets(context: PageContext) -> str:
    blocks = [closed.opened(context, dataset.title, "dataset", name) for name, dataset in DATASETS.items()]
    text = components.section("Datasets", "What an extract of each may hold: the data dictionary.")
    return text + markup("components", "dictionary", blocks)


@closed.part("dataset")
def _dataset(context: PageContext, name: str, _: str) -> str:
    dataset, existing = DATASETS[name], {event.dataset: event for event in context.edition.extracts}
    rows = [
        {
            "Heading": column.heading,
            "Meaning": column.meaning,
            "Holds": column.kind.value + (f" ({column.codes.replace('_', ' ')})" if column.codes else ""),
            "Unit": column.unit,
            "Required": "Yes" if column.required else column.needed.capitalize(),
        }
        for column in dataset.all_columns
    ]
    event = existing.get(dataset.name)
    state = (
        f"{wording.count_of(event.row_count, 'row')} accepted {wording.day(event.at.date())} by {event.by_whom}."
        if event
        else "Nothing accepted yet."
    )
    columns = components.table(of_records(rows), f"Columns of {dataset.title}")
    return markup("components", "dataset_entry", dataset, state, columns)


def discrepancies(context: PageContext) -> None:
    """Every discrepancy known in the sources, and what is done about it."""
    streamlit.html(context.cached(Cached.DICTIONARY, lambda: _discrepancies(context), "discrepancies"))


def _discrepancies(context: PageContext) -> str:
    rows = context.edition.ask(
        "select discrepancies.*, discrepancy_grades.grade_name, sources.title as source_title from discrepancies"
        " join discrepancy_grades using (grade_code) left join sources on sources.source_id = discrepancies.source_id"
        " order by discrepancies.grade_code, discrepancies.row_number",
        ("discrepancies", "discrepancy_grades", "sources"),
    )
    records = [
        {
            "Number": row["discrepancy_id"],
            "About": row["title"],
            "Printed": row["printed"],
            "Why it does not hold": row["does_not_hold"],
            "What PEELboard does": row["handling"],
            "Source": row["source_title"],
            "Place": row["place"],
            "Grade": row["grade_name"],
        }
        for row in rows
    ]
    lead = "The printed figure stays. The note goes where the figure goes."
    body = (
        components.table(of_records(records), known_in_sources(len(rows)))
        if rows
        else components.empty("None is held.")
    )
    return components.section("Known discrepancies", lead) + body


def words() -> None:
    """The words of the field, in the order of the glossary."""
    with streamlit.container(key="panel-words"):
        table = components.table(
            of_records([{"Word": word, "Meaning": meaning} for word, meaning in search.words()]), "Words"
        )
        streamlit.html(components.section("Words", "What a reader from outside may not know.") + table)


def sources(context: PageContext) -> None:
    """Every source once, with its licence."""
    with streamlit.container(key="panel-sources"):
        streamlit.html(context.cached(Cached.DICTIONARY, lambda: _sources(context), "sources"))


def _sources(context: PageContext) -> str:
    rows = context.edition.ask(
        "select sources.*, source_kinds.kind_name from sources join source_kinds using (kind_code) order by published_on desc, title",
        ("sources", "source_kinds"),
    )
    records = [
        {
            "Title": Cell(value=row["title"], text=row["title"], address=_on_the_web(row["address"])),
            "Publisher": row["publisher"],
            "Published": wording.dated(row["published_on"], row["published_precision"]),
            "Kind": row["kind_name"],
            "Licence": row["licence"] or "Not stated",
        }
        for row in rows
    ]
    caption = wording.count_of(len(rows), "source")
    body = (
        components.table(of_records(records), caption, is_caption_seen=True)
        if rows
        else components.empty("No source is held yet.")
    )
    return (
        components.section("Sources", "Each paper, report, letter and page once. Facts and figures only are used.")
        + body
    )


def _on_the_web(address: str | None) -> str:
    """An address that may be linked; nothing for what is none."""
    return address if address and address.startswith(("https://", "http://")) else ""


def sentence(context: PageContext) -> str:
    """How much is held, in one sentence."""
    rows = sum(event.row_count for event in context.edition.extracts)
    return (
        f"{wording.count_of(len(METRICS), 'metric')} are worked out from {wording.count_of(rows, 'row')} of "
        f"{wording.count_of(len(DATASETS), 'dataset')}, each row with its source and place."
    )
