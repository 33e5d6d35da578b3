"""Findings: how they stand and at which level, whose they are, what is late or falls due, and how they close."""

from src.metrics.findings import position_wording
from src.present import chart_builders, finding_charts
from src.present.model import Picture
from src.present.views.data import Data, dates
from src.present.views.view import (
    Codes,
    Forecast,
    GroupsOf,
    Heading,
    ListOf,
    PictureOf,
    SideBySide,
    TableOf,
    Tabs,
    TimeToClose,
    View,
)

WHOLE, PUBLISHED, ITEMISED = (
    "findings_in_whole_registers", "published_findings_by_level", "findings_open_and_closed_by_level",
)  # fmt: skip


def open_over_time(data: Data) -> Picture | None:
    """The findings open in each whole register as a line, with events."""
    whole = data.result(WHOLE)
    if len(whole.rows) < 2:
        return None
    moments = data.moments("findings", *dates(whole))
    lines = chart_builders.over_time(whole.rows, "open_count", name="Open", moments=moments, sources=whole.sources)
    subtitle = f"Findings open in each whole register, {chart_builders.span(whole)}"
    return chart_builders.picture(whole, lines, subtitle, "findings open in each whole register")


def _is_register_newer(data: Data) -> bool:
    whole, published = data.result(WHOLE), data.result(PUBLISHED)
    return bool(whole.newest_on and whole.newest_on > (published.newest_on or whole.newest_on.min))


def lead(data: Data) -> str:
    """How many are not closed and how they stand, by the newer of whole register and published table."""
    if _is_register_newer(data):
        return position_wording.not_closed(data.result(WHOLE).rows)
    return data.result(PUBLISHED).sentence


def more(data: Data) -> str:
    """How that moved, and how the other sources count."""
    if _is_register_newer(data):
        return position_wording.against_others(data.result(WHOLE).rows, data.result(PUBLISHED).rows)
    itemised = data.result(ITEMISED)
    return itemised.sentence if itemised.rows else ""


def _has_registers(data: Data) -> bool:
    """Whether a line over whole registers is for the board, and not the printed table."""
    return bool(data.result(WHOLE).rows)


def _has_none(data: Data) -> bool:
    return not _has_registers(data)


def _are_several(data: Data) -> bool:
    """Whether what is overdue fills a slide; the headline figures count it anyway."""
    return len(data.result("findings_overdue").rows) >= LEAST_LISTED


LEAST_LISTED = 4
LATE = ("title", "level_name", "deadline_on", "days_overdue", "status_name", "owner_role")
DUE = ("title", "level_name", "set_by", "due_on", "days_to_go", "owner_role")
COUNTED = ("open_count", "done_not_sent_count", "with_hmicfrs_count", "not_closed_count", "overdue_count")

VIEW = View(
    title="Findings",
    headline=(PUBLISHED, WHOLE, ITEMISED),
    lead=lead,
    more=more,
    draws_events=False,
    items=(
        PictureOf(
            metric="findings_by_level_over_time",
            draw=finding_charts.by_level_over_time,
            is_for_board=_has_registers,
            is_optional=True,
        ),
        SideBySide(
            left=(
                PictureOf(
                    metric=PUBLISHED,
                    draw=finding_charts.by_level,
                    is_for_board=_has_none,
                    flagged="unexplained_count",
                    filled="total_count",
                    beside=("open_count", "closed_count", "total_count"),
                    row_name=finding_charts.level_name,
                ),
            ),
            right=(PictureOf(metric="findings_open_by_age", draw=finding_charts.by_age),),
        ),
        Heading(title="Whose they are"),
        GroupsOf(metric="findings_by_responsibility", by="grouping_name", name="group_name", columns=COUNTED),
        Heading(title="What is late, slips or falls due"),
        Tabs(
            name="dates",
            tabs=(
                (
                    "Past HMICFRS's deadline",
                    (
                        ListOf(
                            metric="findings_overdue",
                            subtitle="Past a deadline that HMICFRS set as a date, and not known to be closed, the longest first",
                            columns=LATE,
                            is_for_board=_are_several,
                            headline="findings_overdue",
                        ),
                    ),
                ),
                (
                    "Due in 90 days",
                    (
                        ListOf(
                            metric="findings_due",
                            subtitle="Due in the 90 days after the date shown, nearest first",
                            columns=DUE,
                        ),
                    ),
                ),
                (
                    "Past the force's own date",
                    (
                        ListOf(
                            metric="findings_past_force_target",
                            subtitle="Past the date that the force set itself, and not known to be closed",
                        ),
                    ),
                ),
                (
                    "Dates that moved",
                    (
                        ListOf(
                            metric="finding_deadline_changes",
                            subtitle="Dates that were another in one statement than in the statement before, newest first",
                        ),
                    ),
                ),
            ),
        ),
        Heading(title="How they are raised and closed"),
        Tabs(
            name="closing",
            tabs=(
                (
                    "Raised and closed",
                    (
                        ListOf(
                            metric="findings_raised_and_closed_by_month",
                            subtitle="By month of publication, and by month of a closure whose day is stated, newest first",
                            is_newest_first=True,
                        ),
                    ),
                ),
                ("Forecast", (Forecast(metric="finding_times_to_close"),)),
                (
                    "Time to close",
                    (
                        TimeToClose(metric="finding_times_to_close"),
                        ListOf(
                            metric="finding_days_to_close",
                            subtitle="Days from the publication of a report to closure on a stated day",
                        ),
                    ),
                ),
                (
                    "Changes of status",
                    (
                        ListOf(metric="finding_status_changes", subtitle="Every change of status held, newest first"),
                        ListOf(
                            metric="findings_left_register",
                            subtitle="Listed before, and missing from the newest whole register",
                            is_optional=True,
                        ),
                    ),
                ),
                (
                    "Registers and levels",
                    (
                        PictureOf(metric=WHOLE, draw=open_over_time, is_optional=True),
                        ListOf(
                            metric=WHOLE,
                            subtitle="What each whole register held on its day, newest first",
                            is_newest_first=True,
                        ),
                        TableOf(metric=ITEMISED, subtitle="By type and level, as last stated", filled="findings_count"),
                        Codes(
                            name="finding_levels",
                            title="Who may close a finding depends on its level",
                            columns={"Level": "level_name", "Who may close": "who_may_close", "How": "how_closed"},
                        ),
                    ),
                ),
                (
                    "Vetting review",
                    (
                        TableOf(
                            metric="vetting_progress_by_rating",
                            subtitle="The inspectorate's rating of progress, graded outside PEEL",
                        ),
                    ),
                ),
            ),
        ),
    ),
)
