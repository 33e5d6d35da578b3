"""Trends on a page: one series with its limits, many as small charts, and which parts a change came from."""

from collections.abc import Sequence

import streamlit

from src import wording
from src.analysis import contribution
from src.analysis.spc import Drawn, Mark
from src.analysis.trend_wording import ASSURED, MARKS, RULES, explained, figure_of, signal
from src.analysis.trends import Trend, trends
from src.contracts.metric import Result
from src.present import trend_charts
from src.present.chart_builders import text_alternative
from src.present.html import images
from src.present.html.markup import markup
from src.present.model import Picture
from src.present.slide import source_line
from src.present.tables import Value, of_records
from src.web import baselines, closed, components, panels
from src.web.page_context import Cached, PageContext

RECALCULATIONS = "recalculations"
"""The list of data/reference that holds which limits a named role decided to work out anew."""


def trends_of(context: PageContext, result: Result) -> tuple[Trend, ...]:
    """Every series of a result, by the rules of variation."""
    events = context.result("events_in_period").rows
    decided = context.edition.code_list(RECALCULATIONS).rows
    return context.cached(Cached.TRENDS, lambda: trends(result, decided, events), result.card.name)


def chosen(context: PageContext, result: Result, column: str, *key: str) -> Trend | None:
    """One series of a result; None where it has no figure."""
    found = (trend for trend in trends_of(context, result) if trend.of.column == column and trend.key == key)
    return next(found, None)


def lead(result: Result, comes_with: str) -> str:
    """What a section begins with: the sentence of its result, or that nothing is held and what would bring it."""
    return result.sentence if result.rows else f"{result.sentence} It comes with {comes_with}."


def is_drawn(trend: Trend | None) -> bool:
    """Whether a series has two points or more, so that there is something to draw."""
    return trend is not None and len(trend.points_present) > 1


def is_moving(context: PageContext, result: Result) -> bool:
    """Whether any series of a result has two points or more."""
    return any(is_drawn(trend) for trend in trends_of(context, result))


def panel(context: PageContext, result: Result, trend: Trend | None) -> None:
    """One series: its state, its picture, what may be said of it, its table and its working."""
    if trend is None:
        with streamlit.container(key=context.panel_key(result.card.name)):
            streamlit.html(components.panel_head(result.card.title, "") + components.empty(result.sentence))
        return
    name = "-".join([result.card.name, trend.of.column, *trend.key])
    with streamlit.container(key=f"panel-{name}"):
        picture = context.cached(Cached.PICTURE, lambda: _picture(context, result, trend), name)
        above = state(context, trend)
        under = (
            components.paragraph(explained(trend), "pb-explained")
            + (components.note(trend.proposal, calm=True) if trend.proposal else "")
            + context.cached(Cached.TREND_BELOW, lambda: _below(context, result, trend), name)
        )
        if trend.variation.drawn is Drawn.VALUE:
            streamlit.html(components.panel_head(picture.title, picture.subtitle) + above + under)
        else:
            panels.draw_picture(context, result, name, picture, under, above=above, title=trend.name)


def _picture(context: PageContext, result: Result, trend: Trend) -> Picture:
    topic, dates = trend.card.topic, trend.dates
    moments = context.moments(topic, dates[0], dates[-1]) if trend.variation.drawn is not Drawn.VALUE else ()
    return trend_charts.picture(trend, moments, source_line([result]))


def many(
    context: PageContext,
    result: Result,
    column: str,
    title: str,
    *,
    only_signals: bool = False,
) -> None:
    """Every series of one column as small charts, what is a signal first; its table and its working.

    With `only_signals` the series without any signal are counted and not drawn.
    """
    every = sorted((trend for trend in trends_of(context, result) if trend.of.column == column), key=_urgency)
    shown = [trend for trend in every if trend.marked] if only_signals else every
    name = f"{result.card.name}-{column}"
    with streamlit.container(key=f"panel-{name}-many"):
        if not every:
            streamlit.html(components.panel_head(result.card.title, "") + components.empty(result.sentence))
            return
        subtitle = f"{every[0].of.text}, each on a scale of its own; limits and signals marked"
        if only_signals:
            subtitle += (
                f"; of {wording.in_words(len(every))} series the {wording.in_words(len(shown))} with a signal are drawn"
            )
        under = key(context, [trend.last.mark for trend in shown]) + panels.below(context, result)
        if not shown:
            streamlit.html(components.panel_head(title, subtitle) + under)
            return
        chart = context.cached(Cached.PICTURE, lambda: trend_charts.multiples(shown), name, "many")
        picture = Picture(
            title=title, subtitle=subtitle, chart=chart, alternative=text_alternative(chart, every[0].of.text)
        )
        label = f"{every[0].of.text}, every series"
        panels.draw_picture(context, result, f"{name}-many", picture, under, title=label)


def _urgency(trend: Trend) -> tuple[int, bool, float]:
    order = [Mark.CONCERN, Mark.NEITHER, Mark.IMPROVEMENT, Mark.COMMON, None]
    return order.index(trend.last.mark), trend.lately is None, -(trend.last.value or 0)


def said_of_many(context: PageContext, result: Result, column: str, what: str) -> str:
    """Which of many series end in a signal, as the title of their small charts."""
    shown = [trend for trend in trends_of(context, result) if trend.of.column == column]
    judged = [trend for trend in shown if trend.variation.limits]
    if not judged:
        return f"{what}: too few points to tell ordinary variation from a signal"
    moving = [trend.subject for trend in judged if trend.last.mark is not Mark.COMMON]
    lately = [
        f"{trend.subject} (to {wording.short_day(trend.dates[trend.lately])})"
        for trend in judged
        if trend.lately is not None
    ]
    if not moving and not lately:
        earlier = "; signals before are marked" if any(trend.marked for trend in judged) else ""
        return f"{what}: ordinary variation{' now' if earlier else ''} in all {wording.in_words(len(judged))}{earlier}"
    text = [f"a signal in {wording.listed(moving)}"] if moving else []
    text += [f"lately a signal in {wording.listed(lately)}"] if lately else []
    return f"{what}: {'; '.join(text)}; otherwise ordinary variation"


def state(context: PageContext, trend: Trend) -> str:
    """What the series is doing and whether its target will be met, each by a shape and in words."""
    icon = trend.variation.icon
    if icon is None or icon.mark is None:
        return ""
    why = f" ({signal(trend, trend.points_present[-1])})" if icon.mark is not Mark.COMMON else ""
    assured = trend.variation.assurance
    target = wording.capital(ASSURED[assured]) if assured else "No target is set for it"
    shape = images.icon(icon.mark, context.look)
    return markup("components", "variation", shape, wording.capital(MARKS[icon.mark]), why, target)


def key(context: PageContext, shown: Sequence[Mark | None]) -> str:
    """What the shapes mean."""
    if not any(shown):
        return ""
    marks = [(images.icon(mark, context.look), MARKS[mark]) for mark in Mark]
    return markup("components", "variation_key", marks, RULES)


def _below(context: PageContext, result: Result, trend: Trend) -> str:
    is_short = len(trend.variation.points) <= components.ON_PAPER
    choice = "|".join([trend.of.column, *trend.key])
    same = closed.opened(context, "The same figures as a table", "series", result.card.name, choice, on_paper=is_short)
    return components.footer(result) + same + closed.working(context, result)


@closed.part("series")
def _series(context: PageContext, metric: str, choice: str) -> str:
    trend = chosen(context, context.result(metric), *choice.split("|"))
    if trend is None:
        raise LookupError("no such series")
    return components.paragraph(RULES) + components.table(of_records(_rows(trend)), trend.name)


def _rows(trend: Trend) -> list[dict[str, Value]]:
    rows: list[dict[str, Value]] = []
    for at, point in enumerate(trend.variation.points):
        mark = "left out of the limits" if point.is_ghost else MARKS[point.mark] if point.mark else None
        value = None if point.value is None else figure_of(trend, point.value)
        why = signal(trend, at) or None
        figure = value or wording.NO_FIGURE
        rows.append({"Date": trend.dates[at], trend.of.text: figure, "What it is": mark, "Why": why})
    return rows


def contributions(context: PageContext, result: Result, column: str, what: str, each: str) -> None:
    """Which parts the change of a whole came from since the baseline: ranked, with the share of each."""
    since = baselines.chosen(context).since
    found = contribution.breakdown(result, column, since)
    with streamlit.container(key=f"panel-{result.card.name}-{column}-parts"):
        title = f"Where the change in {what} comes from"
        if found is None:
            none = contribution.why_none(result, column, since)
            streamlit.html(components.panel_head(title, "") + components.empty(none))
            return
        of_change = "Share of the change"
        rows: list[dict[str, Value]] = [
            {
                each: part.name,
                wording.short_day(found.before_on): part.before,
                wording.short_day(found.after_on): part.after,
                "Change": None if part.change is None else wording.signed(part.change),
                of_change: None if (share := found.share(part)) is None else f"{wording.number(round(share))}%",
            }
            for part in found.parts
        ]
        subtitle = f"{title}, the largest change first"
        if found.has_shares:
            subtitle += "; a part that went the other way has a share below zero"
        else:
            rows = [{name: value for name, value in row.items() if name != of_change} for row in rows]
        if found.change and not found.has_shares:
            subtitle += "; the parts moved against each other by so much that shares of the change would mislead"
        streamlit.html(
            components.panel_head(contribution.sentence(found, what), subtitle)
            + components.table(of_records(rows), title)
            + components.footer(result)
        )
