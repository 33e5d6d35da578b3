"""One picture with all that belongs to it: title, subtitle, figure, footer, table, working and files of it."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import streamlit

from src.contracts.metric import Result, Row
from src.present.plotly.theme import CONFIG, Picture
from src.web import chart_download, components
from src.web.components import Field
from src.web.page_context import PageContext


def picture(
    context: PageContext,
    result: Result,
    draw: Callable[[], Picture],
    fields: Sequence[Field],
    *,
    flagged: str = "",
    is_drawable: bool = True,
) -> None:
    """A panel with one figure. Where there is nothing to draw, the result's sentence stands in its place."""
    with _panel(result) as name:
        if not result.rows or not is_drawable:
            streamlit.html(_nothing(result) + (below(result, fields) if result.rows else ""))
            return
        drawn = context.cached(f"{context.page} {name}", draw, context.look)
        streamlit.html(components.panel_head(drawn.title, drawn.subtitle))
        streamlit.plotly_chart(
            drawn.figure, theme=None, config=CONFIG, key=f"figure-{name}", alt=drawn.alternative, width="stretch"
        )
        if drawn.events:
            streamlit.html(components.event_key(drawn.events))
        lines = context.cached(f"{context.page} {name} below", lambda: below(result, fields, flagged=flagged))
        streamlit.html(lines + chart_download.ways(context, result, name))
        every_row(context, result)


def markup(
    context: PageContext, result: Result, title: str, subtitle: str, draw: Callable[[], str], fields: Sequence[Field]
) -> None:
    """A panel whose picture is markup: small charts or a grid."""
    _written(context, result, title, subtitle, lambda: draw() + below(result, fields), is_picture=True)


def listing(
    context: PageContext,
    result: Result,
    title: str,
    subtitle: str,
    fields: Sequence[Field],
    *,
    rows: Sequence[Row] | None = None,
) -> None:
    """A panel that is a table."""
    shown = result.rows if rows is None else rows
    _written(
        context,
        result,
        title,
        subtitle,
        lambda: (
            components.table(shown, fields, result.card.title) + components.footer(result) + components.working(result)
        ),
    )


def _written(
    context: PageContext,
    result: Result,
    title: str,
    subtitle: str,
    write: Callable[[], str],
    *,
    is_picture: bool = False,
) -> None:
    """A panel that is one piece of markup under its title."""
    with _panel(result) as name:
        if not result.rows:
            streamlit.html(_nothing(result))
            return
        text = context.cached(
            f"{context.page} {name}", lambda: components.panel_head(title, subtitle) + write(), context.look
        )
        streamlit.html(text + (chart_download.ways(context, result, name) if is_picture else ""))
        every_row(context, result)


@contextmanager
def _panel(result: Result) -> Iterator[str]:
    """The container of a panel, and the name that sets it apart on its page."""
    with streamlit.container(key=f"panel-{result.card.name}"):
        yield result.card.name


def _nothing(result: Result) -> str:
    """What stands where a picture would: the title, and the sentence that says what is not held."""
    return components.panel_head(result.card.title, "") + components.empty(result.sentence)


def below(result: Result, fields: Sequence[Field], *, flagged: str = "") -> str:
    """What stands under every picture: footer, the same data as a table, and the working."""
    return components.footer(result) + components.numbers(result, fields, flagged=flagged) + components.working(result)


def every_row(context: PageContext, result: Result, what: str = "") -> None:
    """All rows of a result as a file, where the page shows only the last of them. `what` tells two panels apart."""
    if len(result.rows) > components.LONGEST:
        name = f"{result.card.name}.csv"
        chart_download.offer_numbers(
            context, result, f"All {len(result.rows):,} rows as CSV", name, f"rows-{result.card.name}-{what}"
        )


def code_list(context: PageContext, name: str, title: str, fields: Sequence[Field]) -> None:
    """A list of data/reference, for the words that a page uses."""
    rows = context.edition.code_list(name).rows
    streamlit.html(components.opened(title, components.table(rows, fields, title), is_open=True))
