"""One picture with everything that belongs to it: title, subtitle, figure, footer, table and working."""

from collections.abc import Callable, Sequence

import streamlit

from src.charts.theme import CONFIG, Picture
from src.metrics.contract import Result, Row
from src.screen import parts
from src.screen.board import Board
from src.screen.parts import Field


def picture(
    on: Board,
    result: Result,
    draw: Callable[[], Picture],
    fields: Sequence[Field],
    *,
    rows: Sequence[Row] | None = None,
    flagged: str = "",
    key: str = "",
    is_drawable: bool = True,
) -> None:
    """A panel with one figure. Where there is nothing to draw, the result's sentence stands in its place."""
    name = f"panel-{key or result.card.name}"
    with streamlit.container(key=name):
        if not result.rows:
            streamlit.html(parts.panel_head(result.card.title, "") + parts.empty(result.sentence))
            return
        if not is_drawable:
            streamlit.html(
                parts.panel_head(result.card.title, "") + parts.empty(result.sentence) + below(result, fields)
            )
            return
        drawn = on.kept(f"{on.page} {name}", draw, on.look)
        streamlit.html(parts.panel_head(drawn.title, drawn.subtitle))
        streamlit.plotly_chart(
            drawn.figure,
            theme=None,
            config=CONFIG,
            key=name.replace("panel-", "figure-"),
            alt=drawn.alternative,
            width="stretch",
        )
        if drawn.events:
            streamlit.html(parts.event_key(drawn.events))
        streamlit.html(on.kept(f"{on.page} {name} below", lambda: below(result, fields, rows=rows, flagged=flagged)))


def markup(
    on: Board,
    result: Result,
    title: str,
    subtitle: str,
    draw: Callable[[], str],
    fields: Sequence[Field],
    *,
    key: str = "",
) -> None:
    """A panel whose picture is markup: small charts or a grid."""
    name = f"panel-{key or result.card.name}"
    with streamlit.container(key=name):
        if not result.rows:
            streamlit.html(parts.panel_head(result.card.title, "") + parts.empty(result.sentence))
            return
        streamlit.html(
            on.kept(
                f"{on.page} {name}",
                lambda: parts.panel_head(title, subtitle) + draw() + below(result, fields),
                on.look,
            )
        )


def listing(
    on: Board,
    result: Result,
    title: str,
    subtitle: str,
    fields: Sequence[Field],
    *,
    rows: Sequence[Row] | None = None,
    key: str = "",
) -> None:
    """A panel that is a table."""
    name = f"panel-{key or result.card.name}"
    with streamlit.container(key=name):
        if not result.rows:
            streamlit.html(parts.panel_head(result.card.title, "") + parts.empty(result.sentence))
            return
        streamlit.html(
            on.kept(
                f"{on.page} {name}",
                lambda: (
                    parts.panel_head(title, subtitle)
                    + parts.table(result.rows if rows is None else rows, fields, result.card.title)
                    + parts.footer(result)
                    + parts.working(result)
                ),
            )
        )


def below(result: Result, fields: Sequence[Field], *, rows: Sequence[Row] | None = None, flagged: str = "") -> str:
    """What stands under every picture: footer, the same data as a table, and the working."""
    numbers = parts.table(result.rows if rows is None else rows, fields, result.card.title, flagged=flagged)
    return parts.footer(result) + parts.opened("The same figures as a table", numbers) + parts.working(result)


def code_list(on: Board, name: str, title: str, fields: Sequence[Field]) -> None:
    """A list of data/reference, for the words that a page uses."""
    rows = on.edition.code_list(name).rows
    streamlit.html(parts.opened(title, parts.table(rows, fields, title), is_open=True))
