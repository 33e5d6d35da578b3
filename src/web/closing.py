"""How long findings take to close and what may be closed by a date, on screen."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import streamlit

from src.analysis import closure
from src.analysis.baselines import MEETINGS
from src.analysis.forecast import BackTest
from src.contracts.metric import Result, Row
from src.present import finding_charts
from src.present.tables import of_records
from src.web import closed, components, panels
from src.web.page_context import Cached, PageContext

LATER = timedelta(days=90)
"""How far ahead the board date stands at first where no board is planned."""
AHEAD = timedelta(weeks=4)
"""How far ahead a planned board is at least to be forecast to: in days nothing closes."""
_ASKED = "What may be closed by a board date"


def how_long(context: PageContext, times: Result) -> None:
    """The curves of time to close by level, the figures they are drawn from, and the sentence of each."""
    with streamlit.container(key="panel-time-to-close"):
        if not times.rows:
            streamlit.html(components.panel_head(times.card.title, "") + components.empty(times.sentence))
            return
        curves = context.cached(Cached.CURVES, lambda: closure.curves(times.rows))
        if not any(level.curve.over for level in curves):
            text = "No closure that was seen to come has a stated day, so how long closing takes cannot be drawn."
            streamlit.html(
                components.panel_head(times.card.title, "") + components.empty(text) + _below(context, times, curves)
            )
            return
        under = context.cached(
            Cached.CURVES_BELOW,
            lambda: (
                components.bullets([level.sentence for level in curves], "pb-said") + _below(context, times, curves)
            ),
        )
        picture = context.cached(Cached.PICTURE, lambda: finding_charts.time_to_close(times, curves), "time-to-close")
        panels.draw_picture(context, replace(times, rows=_steps(curves)), "time-to-close", picture, under)


def _steps(curves: Sequence[closure.LevelCurve]) -> tuple[Row, ...]:
    """What the curves are drawn from: a row a level and day on which something was closed."""
    return tuple(
        {
            "Level": level.level_name,
            "Days since the report": step.day,
            "Not closed the day before": step.at_risk,
            "Closed that day": step.over,
            "Still open": f"{step.lasting:.1%}",
            "95% range": "not known"
            if step.lower is None or step.upper is None
            else f"{step.lower:.1%} to {step.upper:.1%}",
        }
        for level in curves
        for step in level.curve.steps
    )


def _below(context: PageContext, times: Result, curves: Sequence[closure.LevelCurve]) -> str:
    is_short = len(_steps(curves)) <= components.ON_PAPER
    same = closed.opened(context, "The same figures as a table", "curves", times.card.name, on_paper=is_short)
    return components.footer(times) + (same if _steps(curves) else "") + closed.working(context, times)


@closed.part("curves")
def _curves_table(context: PageContext, metric: str, _: str) -> str:
    steps = _steps(closure.curves(context.result(metric).rows))
    how = components.paragraph(
        "Kaplan-Meier estimate: a finding counts from the day it was first listed, and one that is not closed for as "
        "long as it was watched. One that had closed before it was listed is left out. "
        "The 95% range is Greenwood's, on the scale of log(-log)."
    )
    return how + components.table(of_records(steps), "Share still open by days since the report")


def forecast(context: PageContext, times: Result, registers: Result) -> None:
    """What may be closed by a board date that the reader chooses, or why nothing can be said."""
    with streamlit.container(key="panel-forecast"):
        refused = closure.no_forecast(registers)
        if refused:
            streamlit.html(components.panel_head(_ASKED, "") + components.empty(refused))
            return
        newest: date = registers.rows[-1]["as_at_on"]
        head = streamlit.container()
        by_on = _board_date(context, newest)
        if refused := closure.no_forecast(registers, by_on):
            head.html(components.panel_head(_ASKED, "") + components.empty(refused))
            return
        forecasts = context.cached(Cached.FORECASTS, lambda: closure.forecasts(times, registers, by_on), by_on)
        drawn = [item for item in forecasts if item.forecast]
        under = (
            _table(drawn)
            + components.bullets([item.sentence for item in forecasts if not item.forecast], "pb-said")
            + _method(forecasts)
            + components.footer(times)
            + closed.working(context, times)
        )
        if not any(item.has_range for item in drawn):
            head.html(components.panel_head(closure.headline(forecasts), ""))
            streamlit.html(under)
            return
        picture = finding_charts.forecast(forecasts)
        head.html(components.panel_head(picture.title, picture.subtitle))
        panels.draw_chart(context, replace(times, rows=_ranges(drawn)), "forecast", picture, under, title=_ASKED)


def _board_date(context: PageContext, newest: date) -> date:
    """The date to forecast to, kept in the address: the first board planned four weeks ahead or later, or in 90 days."""
    planned = [row["meeting_on"] for row in context.result(MEETINGS).rows if row["is_baseline"]]
    usual = min((day for day in planned if day >= max(newest, context.as_at) + AHEAD), default=newest + LATER)
    with streamlit.container(key="choice-board-date", width=230):
        picked = streamlit.date_input(
            "Board date",
            value=usual,
            key="board",
            bind="query-params",
            format="DD/MM/YYYY",
            help="The date by which you want to know what will be closed: the first board at least four weeks ahead, where "
            "one is planned.",
        )
    return picked if isinstance(picked, date) else usual


def _ranges(lines: Sequence[closure.LevelForecast]) -> tuple[Row, ...]:
    """The forecasts as figures, with the pace each needs and how past ones did."""
    return tuple(
        {
            "Level": item.level_name,
            "Not closed": item.still_open,
            "Closed by then, 50% range": closure.span(created.likely),
            "85% range": closure.span(created.wide),
            "Futures with all closed by then": f"{round(100 * created.all_closed)} of 100",
            "Closed a month": round(created.pace, 1),
            "Needed a month": round(created.pace_needed, 1),
            "Past forecasts in the 50% range": _share_of_tests(item.back_test, "likely"),
            "In the 85% range": _share_of_tests(item.back_test, "wide"),
        }
        for item in lines
        if (created := item.forecast)
    )


def _table(lines: Sequence[closure.LevelForecast]) -> str:
    """The forecasts as a table; nothing where there are none."""
    if not lines:
        return ""
    return components.table(of_records(_ranges(lines)), "Forecast of closure by level")


def _share_of_tests(past: BackTest | None, name: str) -> str:
    given = getattr(past, f"with_{name}") if past else 0
    return f"{getattr(past, f'in_{name}')} of {given}" if given else "none yet"


def _method(created: Sequence[closure.LevelForecast]) -> str:
    """How the forecasts were made."""
    if not created:
        return components.empty("No finding at a level is open, so there is nothing to forecast.")
    return components.opened("How the forecast is made", components.paragraph(closure.HOW))
