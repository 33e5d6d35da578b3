"""What the measures of online child abuse say, by rule. Every number is a number of the rows."""

from collections.abc import Sequence
from datetime import date

from src.analysis.backlog import position, standing
from src.analysis.usual_moves import too_few
from src.contracts.metric import Row
from src.metrics.common_wording import beside, clearing, level, newest_rows
from src.wording import bounded, count_of, dated, day, listed, number, paragraph, verb, when


def packages_by_stage(rows: Sequence[Row], as_at: date) -> str:
    """Packages at each stage against a year before, or what they were, with bounds kept."""
    newest = [row for row in newest_rows(rows) if row["packages_count"] is not None]
    at = when(rows[-1]["as_at_on"], rows[-1]["as_at_precision"])
    few = too_few(len({row["as_at_on"] for row in rows}))
    if not newest:
        return paragraph([f"No number of packages is held {at}.", few])
    stages = []
    for row in newest:
        now = f"{bounded(row['packages_count'], row['qualifier_code'])} {row['stage_name'].lower()}"
        series = [
            (each["as_at_on"], float(each["packages_count"]))
            for each in rows
            if each["stage_code"] == row["stage_code"]
            and each["packages_count"] is not None
            and each["qualifier_code"] == "exactly"
        ]
        clause = standing(position(series)) if row["qualifier_code"] == "exactly" else ""
        if not clause and row["previous_count"] is not None:
            before = next(each for each in rows if each["as_at_on"] == row["previous_on"])
            was = bounded(row["previous_count"], row["previous_qualifier_code"])
            clause = f" (was {was} {when(before['as_at_on'], before['as_at_precision'])})"
        stages.append(now + clause)
    text = "; ".join(stages) if any(", " in stage for stage in stages) else listed(stages)
    return paragraph([f"Packages {at}: {text}.", few])


def packages_by_risk(rows: Sequence[Row], as_at: date) -> str:
    """Whether the oldest package in each band is inside its national timescale."""
    aged = [row for row in rows if row["oldest_days"] is not None and row["limit_hours"] is not None]
    late = [row for row in aged if not row["is_within_limit"]]
    bounds = [
        f"{row['risk_name'].lower()} risk {bounded(row['packages_count'], row['qualifier_code'])}"
        for row in rows
        if row["qualifier_code"] != "exactly" and row["packages_count"] is not None
    ]
    count = sum(row["packages_count"] or 0 for row in rows)
    sentences = [
        f"The risk bands cannot be added up: {listed(bounds)}."
        if bounds
        else f"The risk bands hold {count_of(count, 'package')} awaiting enforcement."
    ]
    if late:
        sentences.append(
            f"The oldest is beyond its national timescale in {listed(row['risk_name'].lower() for row in late)} risk."
        )
    elif aged:
        oldest = listed(
            f"{row['risk_name'].lower()} risk {row['oldest_days']} of {count_of(row['limit_hours'] // 24, 'day')}"
            for row in aged
        )
        each = "each band" if len(aged) == len(rows) else "each band with an age"
        sentences.append(f"The oldest in {each} is inside its national timescale: {oldest}.")
    return paragraph(sentences)


def forensics(rows: Sequence[Row], as_at: date) -> str:
    """The queue against the last figure for it, and what came in."""
    queue = [row for row in rows if row["unallocated_count"] is not None]
    received = [row for row in rows if row["received_in_month_count"] is not None]
    sentences = []
    if queue:
        newest = queue[-1]
        points = [(row["as_at_on"], row["as_at_precision"], row["unallocated_count"]) for row in queue]
        text = f"{count_of(newest['unallocated_count'], 'digital forensics case')} stood unallocated"
        sentences.append(level(f"{text} {when(newest['as_at_on'], newest['as_at_precision'])}", points))
    if received:
        newest = received[-1]
        sentences.append(
            f"{number(newest['received_in_month_count'])} came in during {dated(newest['as_at_on'], 'month')}."
        )
    return paragraph(sentences)


def flow(rows: Sequence[Row], as_at: date) -> str:
    """What came to enforcement and was enforced in the week, and how long the backlog takes to clear."""
    of_stage = [row for row in rows if row["stage_code"] == "awaiting_enforcement"]
    if not of_stage:
        return "No figure is held for packages awaiting enforcement."
    newest = of_stage[-1]
    came, done = newest["received_count"], newest["enforced_count"]
    on_date = day(newest["as_at_on"])
    if came is None or done is None:
        first = f"Packages received and enforced are not both known for the week to {on_date}."
    else:
        first = (
            f"{count_of(came, 'package')} came to enforcement and {number(done)} {verb(done, 'was', 'were')} "
            f"enforced in the week to {on_date}{beside(came, done)}."
        )
    columns = ("packages_count", "received_count", "enforced_count")
    return paragraph([first, clearing("packages awaiting enforcement", of_stage, columns, days_counted=7)])
