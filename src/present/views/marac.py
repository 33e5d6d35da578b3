"""MARAC: the force over time, the areas on one scale, and the longest wait against the limit."""

from dataclasses import replace

from src import wording
from src.contracts.metric import NOT_SHOWN, Row
from src.present import chart_builders
from src.present.model import Picture, Rule
from src.present.theme import NOW
from src.present.views.data import Data, dates


def cases_awaiting(data: Data) -> Picture | None:
    """The force's figure on each date as a line, with events. A missing total breaks the line."""
    total = data.result("marac_cases_awaiting")
    if not total.rows:
        return None
    lines = chart_builders.over_time(
        total.rows,
        "cases_awaiting_count",
        name="Cases awaiting",
        moments=data.moments("marac", *dates(total)),
        sources=total.sources,
    )
    subtitle = "Cases awaiting a multi-agency risk assessment conference (MARAC), all areas together, "
    return chart_builders.picture(
        total, lines, subtitle + chart_builders.span(total), "cases awaiting a MARAC in the force"
    )


def cases_awaiting_by_area(data: Data) -> Picture | None:
    """A small line an area, all on one scale, the largest now first."""
    areas = data.result("marac_cases_awaiting_by_area")
    if not areas.rows:
        return None
    many = chart_builders.small_lines(
        areas.rows, "area_name", "cases_awaiting_count", _change, rose=lambda row: (row["change_count"] or 0) > 0
    )
    return chart_builders.picture(
        areas,
        many,
        "Cases awaiting a MARAC by area on one scale, the most first, areas that rose in orange with ▲, "
        + chart_builders.span(areas),
        "cases awaiting a MARAC by area on one scale",
        title=areas.sentence,
    )


def _change(row: Row) -> str:
    if row["cases_awaiting_count"] is None and not row.get(NOT_SHOWN):
        return f"no figure at {wording.short_day(row['as_at_on'])}"
    if row["change_count"] is None:
        return "" if row.get(NOT_SHOWN) else "nothing earlier to compare"
    since = f"since {wording.short_day(row['previous_on'])}"
    if row["change_count"] == 0:
        return f"no change {since}"
    return f"{'▲ up' if row['change_count'] > 0 else '▼ down'} {abs(row['change_count'])} {since}"


def longest_wait(data: Data) -> Picture | None:
    """The longest wait by area in working days, with the limit in both readings."""
    wait = data.result("marac_longest_wait_by_area")
    if not wait.rows:
        return None
    first = wait.rows[0]
    limit, working = first["limit_days"], first["limit_if_calendar_in_working_days"]
    rules = (
        Rule(at=working, text=f"{limit} calendar days ({working} working)"),
        Rule(at=limit, text=f"{limit} working days"),
    )
    bars = chart_builders.bars(
        wait.rows,
        "area_name",
        [("longest_wait_working_days", "Working days", NOW)],
        labels=lambda row: f"{row['longest_wait_working_days']} ({row['longest_wait_calendar_days']} calendar)",
        high=max((limit or 0) * 1.3, *(row["longest_wait_working_days"] * 1.1 for row in wait.rows)),
        sources=wait.sources,
    )
    limits = f"; both readings of the {limit}-day limit are drawn" if limit else ""
    return chart_builders.picture(
        wait,
        replace(bars, rules=rules if limit else ()),
        f"Most working days to a MARAC by area, {wording.day(first['as_at_on'])}; calendar days in brackets{limits}",
        "the longest wait for a MARAC by area, in working days",
    )
