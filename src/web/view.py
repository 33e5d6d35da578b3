"""The page of a subject, read from its view."""

from collections.abc import Sequence

import streamlit

from src.present.views.view import (
    Codes,
    ContributionsTo,
    EverySeriesOf,
    Heading,
    Item,
    PictureOf,
    Remark,
    SeriesOf,
    SideBySide,
    TableOf,
    View,
)
from src.web import components, lists, page_shell, panels, trends
from src.web.page_context import PageContext


def show(view: View) -> None:
    """The whole page, from its headline to its sources."""
    context = page_shell.open_page(view.title, draws_events=True)
    results = context.results(view.headline)
    page_shell.headline(context, results[0].sentence, results, view.more(context))
    _items(context, view.items)
    page_shell.close_page(context, [*context.results(view.metrics), context.events])


def _items(context: PageContext, items: Sequence[Item]) -> None:
    for item in items:
        if isinstance(item, SideBySide):
            left, right = streamlit.columns(list(item.widths))
            with left:
                _items(context, item.left)
            with right:
                _items(context, item.right)
        else:
            _item(context, item)


def _item(context: PageContext, item: Item) -> None:
    if isinstance(item, PictureOf):
        if not item.is_optional or item.draw(context):
            panels.picture(context, context.result(item.metric), item.draw)
    elif isinstance(item, TableOf):
        result = context.result(item.metric)
        rows = result.newest if item.is_newest_only else None
        if item.is_long and (result.rows or not item.is_optional):
            lists.dated(context, result, item.subtitle)
        elif result.rows or not item.is_optional:
            panels.listing(context, result, result.sentence, item.subtitle, rows=rows)
    elif isinstance(item, Heading):
        _heading(context, item)
    elif isinstance(item, Remark):
        if text := item.text(context):
            streamlit.html(components.note(text, calm=item.is_calm))
    elif isinstance(item, Codes):
        panels.code_list(context, item.name, item.title, item.columns)
    elif isinstance(item, SeriesOf | EverySeriesOf | ContributionsTo) and context.result(item.metric).rows:
        _series(context, item)


def _heading(context: PageContext, item: Heading) -> None:
    result = context.result(item.metric) if item.metric else None
    if result and not result.rows and not item.comes_with:
        return
    has_rows = result is None or bool(result.rows)
    text = (
        item.text if has_rows and (item.text or not result) else trends.lead(result, item.comes_with) if result else ""
    )
    streamlit.html(components.section(item.title, text))


def _series(context: PageContext, item: SeriesOf | EverySeriesOf | ContributionsTo) -> None:
    result = context.result(item.metric)
    if isinstance(item, ContributionsTo):
        trends.contributions(context, result, item.column, item.what, item.each)
    elif isinstance(item, SeriesOf):
        trend = trends.chosen(context, result, item.column, *item.key)
        if trend is None or len(trend.points_present) >= item.least_points:
            trends.panel(context, result, trend)
    elif trends.is_moving(context, result):
        title = trends.said_of_many(context, result, item.column, item.what)
        trends.many(context, result, item.column, title, only_signals=item.only_signals)
