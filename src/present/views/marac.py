"""MARAC: the force over time, the areas on one scale, and the longest wait against the limit."""

from collections.abc import Sequence
from dataclasses import replace

from src import wording
from src.analysis import backlog
from src.contracts.metric import NOT_SHOWN, Row
from src.metrics.common_wording import rebased
from src.metrics.marac import wording as wording_of
from src.present import chart_builders
from src.present.model import Picture, Rule
from src.present.theme import NOW
from src.present.views.data import Data, dates
from src.present.views.view import (
    ContributionsTo,
    EverySeriesOf,
    Heading,
    PictureOf,
    Remark,
    SeriesOf,
    SideBySide,
    TableOf,
    Tabs,
    TilesOf,
    View,
)


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
    rows = _areas(data)
    many = chart_builders.small_lines(
        rows, "area_name", "cases_awaiting_count", _change, rose=lambda row: (row["change_count"] or 0) > 0
    )
    return chart_builders.picture(
        areas,
        many,
        "Cases awaiting a MARAC by area on one scale, the most first, areas that rose in orange with ▲, "
        + chart_builders.span(areas),
        "cases awaiting a MARAC by area on one scale",
        title=wording_of.areas(rows, areas.as_at),
    )


def _areas(data: Data) -> Sequence[Row]:
    """The areas over time, the newest figures compared with the baseline, as everything on the page is."""
    rows = data.result("marac_cases_awaiting_by_area").rows
    return rebased(rows, data.baseline.since, "area_name", "cases_awaiting_count") if rows else rows


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


def _steps(data: Data) -> tuple[str, ...]:
    """The areas that moved to another level for good, each with the event nearest before."""
    return backlog.steps(data.result("marac_cases_awaiting_by_area"), data.result("events_in_period").rows)


def lead(data: Data) -> str:
    """The level of the whole, and the area that moved most for good: a total must not hide it."""
    return wording.paragraph([data.result("marac_cases_awaiting").sentence, *_steps(data)[:1]])


def _moved(data: Data) -> str:
    """The other areas that moved for good, then those that rose since the baseline."""
    rows = _areas(data)
    areas = wording_of.areas(rows, data.result("marac_cases_awaiting_by_area").as_at) if rows else ""
    return wording.paragraph([*_steps(data)[1:], backlog.records(data.result("marac_cases_awaiting_by_area")), areas])


def _limit(data: Data) -> str:
    wait = data.result("marac_longest_wait_by_area")
    if not wait.rows or not wait.rows[0]["limit_days"]:
        return ""
    days, note = wait.rows[0]["limit_days"], wait.rows[0]["limit_note"]
    return f"The limit is cited as {days} days. {note}: the picture draws both readings."


FLOW, FLOW_BY_AREA = "marac_referrals_and_cases_heard", "marac_referrals_and_cases_heard_by_area"

VIEW = View(
    title="MARAC",
    headline=("marac_cases_awaiting", "marac_cases_awaiting_by_area", "marac_longest_wait_by_area"),
    lead=lead,
    more=_moved,
    items=(
        SideBySide(
            left=(PictureOf(metric="marac_cases_awaiting", draw=cases_awaiting),),
            right=(
                TilesOf(metric="marac_cases_awaiting_by_area", column="cases_awaiting_count", what="Cases awaiting"),
            ),
            widths=(2, 1),
        ),
        SideBySide(
            left=(PictureOf(metric="marac_cases_awaiting_by_area", draw=cases_awaiting_by_area),),
            right=(
                ContributionsTo(
                    metric="marac_cases_awaiting_by_area",
                    column="cases_awaiting_count",
                    what="cases awaiting",
                    each="Area",
                ),
            ),
            widths=(2, 1),
        ),
        Heading(title="How long a case waits"),
        SideBySide(
            left=(PictureOf(metric="marac_longest_wait_by_area", draw=longest_wait),),
            right=(
                TableOf(
                    metric="marac_referrals_by_year",
                    subtitle="Referrals to MARACs in a year: the demand behind the cases awaiting",
                ),
                Remark(text=_limit),
            ),
            widths=(3, 2),
        ),
        Heading(
            title="What comes in and what goes out",
            metric=FLOW,
            comes_with="the columns Referrals received and Cases heard of the MARAC extract",
        ),
        Tabs(
            name="flow",
            tabs=(
                (
                    "Whole force",
                    (
                        SideBySide(
                            left=(SeriesOf(metric=FLOW, column="referrals_received_count"),),
                            right=(SeriesOf(metric=FLOW, column="cases_heard_count"),),
                        ),
                    ),
                ),
                (
                    "Referrals by area",
                    (EverySeriesOf(metric=FLOW_BY_AREA, column="referrals_received_count", what="Referrals by area"),),
                ),
                (
                    "Cases heard by area",
                    (EverySeriesOf(metric=FLOW_BY_AREA, column="cases_heard_count", what="Cases heard by area"),),
                ),
            ),
            metric=FLOW,
        ),
    ),
)
