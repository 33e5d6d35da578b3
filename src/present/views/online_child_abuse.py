"""Online child abuse: packages by stage, the oldest of each risk against its timescale, and the forensics queue."""

from functools import partial

from src.present import chart_builders
from src.present.model import Picture
from src.present.theme import NOW, Shade
from src.present.views.data import Data, dates

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
