"""Online child abuse: packages by stage, the oldest of each risk against its timescale, and the forensics queue."""

from functools import partial

from src.analysis.cautions import sums_that_fail
from src.present import chart_builders
from src.present.model import Picture
from src.present.theme import NOW, Shade
from src.present.views.data import Data, dates
from src.present.views.view import Heading, ListOf, PictureOf, Remark, SeriesOf, SideBySide, Tabs, View

TOPIC = "online_child_abuse"


def packages_by_stage(data: Data) -> Picture | None:
    """Stages over time, or then and now where two dates are known."""
    stages = data.result("ocset_packages_by_stage")
    if not stages.rows:
        return None
    moments = partial(data.moments, TOPIC)
    chart = chart_builders.stock(stages, "stage_name", "packages_count", moments, "qualifier_code")
    what = f"Intelligence packages by stage, whole force, {chart_builders.span(stages)}"
    return chart_builders.picture(stages, chart, what, "intelligence packages by stage")


def oldest_by_risk(data: Data) -> Picture | None:
    """The age of the oldest package in each band against its national timescale."""
    risks = data.result("ocset_packages_by_risk")
    rows = [row for row in risks.rows if row["oldest_days"] is not None and row["limit_days"]]
    if not rows:
        return None
    bars = chart_builders.bars(
        rows,
        lambda row: f"{row['risk_name']} risk",
        [("oldest_days", "Oldest, days", NOW), ("limit_days", "Timescale, days", Shade.PALE)],
        marked=lambda row: row["is_within_limit"] is False,
        sources=risks.sources,
    )
    return chart_builders.picture(
        risks,
        bars,
        "Age of the oldest package awaiting enforcement against the national timescale, one beyond it in orange, "
        + chart_builders.span(risks),
        "the age of the oldest package against its timescale, in days",
        title=risks.sentence.split(". ", 1)[-1],
    )


def forensics_queue(data: Data) -> Picture | None:
    """Cases not yet allocated over time; None where there are too few dates for a line."""
    queue = data.result("digital_forensics_queue")
    rows = [row for row in queue.rows if row["unallocated_count"] is not None]
    if len(rows) < chart_builders.LINES_FROM:
        return None
    lines = chart_builders.over_time(
        rows,
        "unallocated_count",
        name="Unallocated",
        moments=data.moments(TOPIC, *dates(queue)),
        sources=queue.sources,
    )
    subtitle = f"Digital forensics cases not yet allocated, {chart_builders.span(queue)}"
    return chart_builders.picture(queue, lines, subtitle, "digital forensics cases not yet allocated")


def _risks(data: Data) -> str:
    risks = data.result("ocset_packages_by_risk")
    return risks.sentence if risks.rows else ""


def _difference(data: Data) -> str:
    """The first sum of the risk bands that does not come out."""
    checks = data.result("ocset_packages_by_risk").checks
    return next((f"{check.name}. {check.detail}" for check in sums_that_fail(checks)), "")


FLOW = "ocset_packages_flow"

VIEW = View(
    title="Online child abuse",
    headline=("ocset_packages_by_stage", "ocset_packages_by_risk", "digital_forensics_queue"),
    more=_risks,
    items=(
        Remark(text=_difference, is_calm=False),
        SideBySide(
            left=(PictureOf(metric="ocset_packages_by_stage", draw=packages_by_stage),),
            right=(
                PictureOf(
                    metric="ocset_packages_by_risk",
                    draw=oldest_by_risk,
                    beside=("risk_name", "packages_count", "oldest_days", "limit_days"),
                ),
            ),
        ),
        Heading(
            title="What comes in and what goes out",
            metric=FLOW,
            comes_with="the columns Received in the week and Enforced in the week of the extract of packages",
        ),
        Tabs(
            name="flow",
            tabs=(
                (
                    "Awaiting enforcement",
                    (
                        SideBySide(
                            left=(SeriesOf(metric=FLOW, column="received_count", key=("awaiting_enforcement",)),),
                            right=(SeriesOf(metric=FLOW, column="enforced_count", key=("awaiting_enforcement",)),),
                        ),
                    ),
                ),
                ("In development", (SeriesOf(metric=FLOW, column="received_count", key=("in_development",)),)),
            ),
            metric=FLOW,
        ),
        Heading(title="Digital forensics"),
        SideBySide(
            left=(
                PictureOf(
                    metric="digital_forensics_queue",
                    draw=forensics_queue,
                    instead=("as_at_on", "unallocated_count", "received_in_month_count"),
                    is_optional=True,
                ),
            ),
            right=(SeriesOf(metric="digital_forensics_queue", column="received_in_month_count", least_points=2),),
        ),
        ListOf(
            metric="digital_forensics_queue",
            subtitle="Digital forensics cases not yet allocated on a date, and received in a month, newest first",
            is_newest_first=True,
        ),
    ),
)
