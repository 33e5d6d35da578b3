"""One picture with all that belongs to it: title, subtitle, figure, footer, table, working and files of it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

import streamlit

from src.contracts.metric import Result, Row
from src.metrics import COMPARED, PAGE_OF
from src.present.html import images
from src.present.model import Lines, Multiples, Picture
from src.present.plotly.figures import figure
from src.present.plotly.frame import CONFIG
from src.present.tables import of_records
from src.present.views.data import Draw
from src.web import chart_download, closed, components
from src.web.page_context import Cached, PageContext


def picture(
    context: PageContext, result: Result, draw: Draw, *, columns: Sequence[str] = (), flagged: str = ""
) -> None:
    """A panel with one picture. Where there is nothing to draw, the result's sentence stands in its place."""
    with _panel(context, result) as name:
        drawn = context.cached(Cached.PICTURE, lambda: draw(context), name)
        if not drawn:
            streamlit.html(_nothing(result) + (below(context, result, columns) if result.rows else ""))
            return
        under = context.cached(
            Cached.BELOW, lambda: below(context, result, columns, flagged=flagged), context.page, name
        )
        draw_picture(context, result, name, drawn, under)


def draw_picture(
    context: PageContext, result: Result, name: str, drawn: Picture, under: str, *, above: str = "", title: str = ""
) -> None:
    """A picture under its title, what stands under it, and the ways to download it.

    `name` tells it apart on its page; `above` stands between title and chart; `title` is what the downloads are called
    by where that is not the metric's title.
    """
    head = components.panel_head(context.unsaid(drawn.title, result.card.title), drawn.subtitle) + above
    chart = drawn.chart
    if isinstance(chart, Multiples):
        small = context.cached(Cached.MULTIPLES, lambda: images.multiples(chart, context.look), name, context.look)
        streamlit.html(head + small + under + chart_download.ways(context, result, name, drawn, title))
        return
    streamlit.html(head)
    draw_chart(context, result, name, drawn, under, title=title)


def draw_chart(context: PageContext, result: Result, name: str, drawn: Picture, under: str, *, title: str = "") -> None:
    """An interactive chart without its title, what stands under it, and the ways to download it."""
    chart = drawn.chart
    streamlit.plotly_chart(
        context.cached(Cached.FIGURE, lambda: figure(chart, context.look), name, context.look, drawn.subtitle),
        theme=None,
        config=CONFIG,
        key=f"figure-{name}",
        alt=drawn.alternative,
        width="stretch",
    )
    key = (
        components.event_key([moment.text for moment in chart.moments])
        if isinstance(chart, Lines) and chart.moments
        else ""
    )
    streamlit.html(key + under + chart_download.ways(context, result, name, drawn, title))


def markup(
    context: PageContext,
    result: Result,
    title: str,
    subtitle: str,
    draw: Callable[[], str],
    *,
    columns: Sequence[str] = (),
    picture: Picture | None = None,
) -> None:
    """A panel whose picture is a table that a reader can open cell by cell; `picture` is what a download of it draws."""
    with _panel(context, result) as name:
        if not result.rows:
            streamlit.html(_nothing(result))
            return
        text = context.cached(
            Cached.GRID,
            lambda: components.panel_head(title, subtitle) + draw() + below(context, result, columns),
            context.page,
            name,
        )
        streamlit.html(text + chart_download.ways(context, result, name, picture))


def listing(
    context: PageContext,
    result: Result,
    title: str,
    subtitle: str,
    *,
    columns: Sequence[str] = (),
    rows: Sequence[Row] | None = None,
) -> None:
    """A panel that is a table."""
    name, title = result.card.name, context.unsaid(title, result.card.title)
    with streamlit.container(key=context.panel_key(name)):
        if not result.rows:
            streamlit.html(_nothing(result))
            return
        text = context.cached(
            Cached.TABLE,
            lambda: (
                components.panel_head(title, subtitle)
                + components.rows_of(result, columns, rows=rows)
                + components.footer(result)
                + closed.working(context, result)
            ),
            context.page,
            name,
        )
        streamlit.html(text)
        every_row(context, result, "table")


@contextmanager
def _panel(context: PageContext, result: Result) -> Iterator[str]:
    """The container of a panel, and the name that sets it apart on its page."""
    with streamlit.container(key=context.panel_key(result.card.name)):
        yield result.card.name


def _nothing(result: Result) -> str:
    """What stands where a picture would: the title, and the sentence that says what is not held."""
    return components.panel_head(result.card.title, "") + components.empty(result.sentence)


def below(context: PageContext, result: Result, columns: Sequence[str] = (), *, flagged: str = "") -> str:
    """What stands under every picture: footer, the same data as a table, and the working."""
    numbers = closed.numbers(context, result, columns, flagged)
    return components.footer(result) + numbers + closed.working(context, result)


def every_row(context: PageContext, result: Result, what: str = "") -> None:
    """All rows of a table as a file, where the page shows only some of them. `what` tells two panels apart."""
    if len(result.rows) > components.LONGEST:
        name = f"{result.card.name}.csv"
        chart_download.offer_numbers(
            context, result, f"All {len(result.rows):,} rows as CSV", name, f"rows-{result.card.name}-{what}"
        )


def code_list(context: PageContext, name: str, title: str, columns: Mapping[str, str]) -> None:
    """A list of data/reference, for the words that a page uses: its columns by the headings they have here."""
    streamlit.html(components.opened(title, list_table(context, name, title, columns), is_open=True))


def list_table(context: PageContext, name: str, caption: str, columns: Mapping[str, str]) -> str:
    """A code list as a table."""
    rows = context.edition.code_list(name).rows
    records = [{heading: row[column] for heading, column in columns.items()} for row in rows]
    return components.table(of_records(records), caption)


def others(context: PageContext, page: str) -> None:
    """The metrics that belong to a page and that it did not ask for itself, each as a table."""
    for name in COMPARED:
        if PAGE_OF[name] == page and name not in context.asked:
            result = context.result(name)
            listing(context, result, result.sentence, result.card.definition)
