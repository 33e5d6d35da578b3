"""The story of Engage: its events, its causes, and the measure that belongs to each."""

from dataclasses import replace
from datetime import date

import streamlit

from src import wording
from src.contracts.metric import Result, Row
from src.metrics import MEASURE_OF
from src.metrics.findings import cause_wording
from src.metrics.findings.lifecycle_wording import recommendations_of
from src.metrics.findings.wording import causes_shown
from src.present import chart_builders
from src.present.html.markup import markup
from src.present.model import Events
from src.web import cards, closed, components, links, panels
from src.web.page_context import PageContext

BEGINS = date(2022, 12, 1)
"""A month before the notice of the inspection that led to Engage."""


def engage(context: PageContext, events: Result) -> None:
    """The events from the notice of inspection on, at true spacing."""
    rows = chart_builders.events_between(events, MEASURE_OF, BEGINS, context.as_at)
    if not rows:
        return
    last = max(rows[-1]["as_at_on"], BEGINS)
    with streamlit.container(key="panel-engage-events"):
        chart = Events(
            first=BEGINS,
            last=last,
            moments=chart_builders.moments(events, MEASURE_OF, BEGINS, context.as_at, most=len(rows)),
        )
        subtitle = f"What happened from {wording.month(rows[0]['as_at_on'])} to {wording.month(last)}"
        picture = chart_builders.picture(events, chart, subtitle, "events")
        table = components.rows_of(events, rows=rows, caption="Events of the Engage story")
        listed = [(row["title"], wording.dated(row["as_at_on"], row["precision_code"])) for row in rows]
        under = (
            markup("components", "events", listed)
            + components.footer(events)
            + components.opened("The same events as a table", table, on_paper=len(rows) <= components.ON_PAPER)
            + closed.working(context, events)
        )
        shown = replace(events, rows=tuple(rows))
        panels.draw_picture(context, shown, "engage-events", picture, under, title="Events of the Engage story")


def causes(context: PageContext, listed: Result, recommendations: Result, measures: dict[str, str]) -> None:
    """A card a cause of concern, those of older inspections that are still open included, with its recommendations."""
    shown = causes_shown(listed.rows)
    if not shown:
        return
    streamlit.html(
        components.section(
            f"Causes of concern from {wording.listed(dict.fromkeys(row['cycle_name'] for row in shown))}",
            "Each with its age, its recommendations, who answers for it, what comes next, and the measure that shows "
            "whether the work is having an effect.",
        )
        + cards.causes(context, shown, measures, context.result("finding_latest_updates").rows)
        + "".join(_recommendations(context, cause, recommendations) for cause in shown)
    )


RECOMMENDATIONS = ("title", "level_name", "status_name", "deadline_on", "days_overdue", "owner_role")


def _recommendations(context: PageContext, cause: Row, listed: Result) -> str:
    """The recommendations of one cause under its title, open unless all is settled; each leads to its own page."""
    rows = listed.where(cause_id=cause["cause_id"])
    title = f"{cause['title']}: {recommendations_of(rows) if rows else 'no recommendation set out'}".rstrip(".")
    link = links.to_finding(links.findings(context))
    table = components.rows_of(listed, RECOMMENDATIONS, rows=rows, caption=str(cause["title"]), link=link)
    is_open = not cause_wording.is_settled(cause) and bool(rows)
    return components.opened(title, table, is_open=is_open, on_paper=True)
