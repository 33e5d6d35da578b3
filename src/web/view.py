"""The page of a subject, read from its view."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import streamlit

from src.present.views.view import (
    CauseCards,
    Codes,
    ContributionsTo,
    DigestOf,
    EverySeriesOf,
    Forecast,
    GridOf,
    GroupsOf,
    Heading,
    HeadlineTiles,
    Item,
    Lines,
    ListOf,
    PictureOf,
    ReadingOf,
    Remark,
    SeriesOf,
    SideBySide,
    StepForm,
    StoryOf,
    TableOf,
    Tabs,
    TilesOf,
    TimeToClose,
    View,
    Ways,
)
from src.store import authorization
from src.web import (
    baselines,
    cards,
    closing,
    closure_form,
    components,
    digest,
    engage_timeline,
    grade_grids,
    headlines,
    links,
    lists,
    page_shell,
    panels,
    plain_pages,
    tabs,
    tiles,
    trends,
    url_state,
)
from src.web.board import BoardData
from src.web.page_context import PageContext


def show(view: View) -> None:
    """The whole page, from its headline to its sources."""
    context = page_shell.open_page(view.title, draws_events=view.draws_events)
    context = replace(context, since=baselines.chosen(context))
    results = context.results(view.headline)
    data = BoardData(context)
    lead = view.lead(data) if view.lead else results[0].sentence
    on_paper = links.address(context, plain_pages.file(view.on_paper)) if view.on_paper else ""
    every = context.results(view.metrics)
    context = page_shell.headline(context, lead, every, view.under(data), view.facts(data), on_paper)
    _items(context, view.items)
    events = [context.events] if view.draws_events else []
    page_shell.close_page(context, [*every, *events])


def _items(context: PageContext, items: Sequence[Item]) -> None:
    for item in items:
        if isinstance(item, SideBySide):
            left, right = streamlit.columns(list(item.widths))
            with left:
                _items(context, item.left)
            with right:
                _items(context, item.right)
        elif isinstance(item, Tabs):
            _tabs(context, item)
        else:
            _item(context, item)


def _tabs(context: PageContext, of: Tabs) -> None:
    if of.metric and not context.result(of.metric).rows:
        return
    tabs.draw(
        of.name,
        [
            (label, {getattr(item, "metric", "") for item in inside}, partial(_items, context, inside))
            for label, inside in of.tabs
        ],
    )


def _item(context: PageContext, item: Item) -> None:
    if isinstance(item, PictureOf):
        if item.otherwise and not item.draw(context):
            item = item.otherwise
        if not item.is_optional or item.draw(context):
            panels.picture(context, context.result(item.metric), item.draw, flagged=item.flagged)
    elif isinstance(item, HeadlineTiles):
        streamlit.html(headlines.tiles(context, BoardData(context)))
    elif isinstance(item, Lines):
        streamlit.html(components.section(item.title) + cards.lines(context, item.lines(BoardData(context)), item))
    elif isinstance(item, CauseCards):
        if text := cards.of_item(context, item):
            streamlit.html(text)
    elif isinstance(item, StoryOf):
        engage_timeline.draw(context, context.events)
    elif isinstance(item, GridOf):
        grade_grids.draw(context, item)
    elif isinstance(item, ReadingOf):
        if text := grade_grids.reading(context.result(item.metric)):
            streamlit.html(text)
    elif isinstance(item, TableOf):
        _table(context, item)
    elif isinstance(item, ListOf):
        _list(context, item)
    elif isinstance(item, TilesOf):
        tiles.draw(context, context.result(item.metric), item)
    elif isinstance(item, GroupsOf):
        lists.groups(context, context.result(item.metric), item)
    elif isinstance(item, TimeToClose):
        closing.how_long(context, context.result(item.metric))
    elif isinstance(item, Forecast):
        closing.forecast(context, context.result(item.metric), context.result("findings_in_whole_registers"))
    elif isinstance(item, StepForm):
        closure_form.draw(context, context.result(item.metric))
    elif isinstance(item, DigestOf):
        digest.draw(context)
    elif isinstance(item, Ways):
        _ways(context, item)
    elif isinstance(item, Heading):
        _heading(context, item)
    elif isinstance(item, Remark):
        if text := item.text(context):
            streamlit.html(components.note(text, calm=item.is_calm))
    elif isinstance(item, Codes):
        panels.code_list(context, item.name, item.title, item.columns)
    elif isinstance(item, SeriesOf | EverySeriesOf | ContributionsTo) and context.result(item.metric).rows:
        _series(context, item)


def _table(context: PageContext, item: TableOf) -> None:
    result = context.result(item.metric)
    rows = result.newest if item.is_newest_only else result.rows
    if result.rows or not item.is_optional:
        listed = [row for row in rows if not item.filled or row[item.filled]]
        panels.listing(context, result, result.sentence, item.subtitle, rows=listed)


def _list(context: PageContext, item: ListOf) -> None:
    result = context.result(item.metric)
    if item.is_optional and not result.rows:
        return
    title = headlines.by_name(context, baselines.chosen(context)).get(item.headline, "") or result.sentence
    lists.dated(context, result, item.subtitle, title, is_newest_first=item.is_newest_first)


def _ways(context: PageContext, item: Ways) -> None:
    """The links to other pages and, for who may store them, to forms; these not while the reader looks back."""
    found = [links.link(context, page, text) for page, text in item.pages.items()]
    if not url_state.is_looking_back():
        may = {dataset: context.may(authorization.to_accept(dataset)) for dataset in item.records}
        found += [links.record(context, dataset, text) for dataset, text in item.records.items() if may[dataset]]
    if text := links.ways(*found):
        streamlit.html(text)


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
