"""What the measures of sex offender management say, by rule. Every number is a number of the rows."""

from collections.abc import Sequence
from datetime import date

from src.analysis.backlog import position
from src.analysis.usual_moves import too_few
from src.contracts.metric import Row
from src.metrics.common_wording import beside, clearing, extreme, level, moves_by_area, newest_rows, newest_step, summed
from src.wording import bounded, count_of, day, in_words, inside, listed, number, paragraph, verb, when

ASSESSMENTS = ("initial_arms", "twelve_month_arms")
"""The kinds of task that are assessments by the active risk management system (ARMS)."""


def tasks(rows: Sequence[Row], as_at: date) -> str:
    """All four kinds of task together, the largest of them, and whether ARMS assessments are really moving."""
    newest = newest_rows(rows)
    known = [row for row in newest if row["outstanding_count"] is not None]
    at = when(newest[0]["as_at_on"], newest[0]["as_at_precision"])
    dates = len({row["as_at_on"] for row in rows})
    total = newest[0]["all_tasks_count"]
    if total is None:
        missing = listed(row["task_name"] for row in newest if row["outstanding_count"] is None)
        return f"No figure is held for {missing} {at}, so the tasks cannot be added up."
    bounds = [row for row in rows if row["qualifier_code"] not in (None, "exactly")]
    if loose := [row for row in newest if row in bounds]:
        figures = listed(
            f"{inside(row['task_name'])} {bounded(row['outstanding_count'], row['qualifier_code'])}" for row in loose
        )
        return f"The tasks outstanding {at} cannot be added up: {figures}."
    inexact = {row["as_at_on"] for row in bounds}
    points = {
        row["as_at_on"]: (row["as_at_on"], row["as_at_precision"], row["all_tasks_count"])
        for row in rows
        if row["all_tasks_count"] is not None and row["as_at_on"] not in inexact
    }
    text = f"{count_of(total, 'task')} {verb(total, 'is', 'are')} outstanding {at}"
    most, largest = extreme(known, "outstanding_count", max)
    kinds = listed(inside(row["task_name"]) for row in largest)
    return paragraph(
        [
            level(text, list(points.values())),
            f"Of the {in_words(len(newest))} kinds, {kinds} are the most: {number(most)}{verb(len(largest), '', ' each')}."
            if most and len(newest) > 1
            else "",
            _assessments(rows),
            too_few(dates),
        ]
    )


def _assessments(rows: Sequence[Row]) -> str:
    """Both kinds of ARMS assessment together; nothing where either is not known, or is a bound."""
    points = _assessment_points(rows)
    if not points:
        return ""
    newest = [row for row in newest_rows(rows) if row["task_code"] in ASSESSMENTS]
    parts = listed(f"{inside(row['task_name'])} {row['outstanding_count']}" for row in newest)
    count = points[-1][2]
    are = verb(count, "is an active risk management system assessment", "are active risk management system assessments")
    return level(f"{number(count)} {are} ({parts})", points)


def assessments_in_short(rows: Sequence[Row]) -> str:
    """How many are ARMS assessments, and whether that is more than they ordinarily vary by."""
    points = _assessment_points(rows)
    if not points:
        return ""
    stands = position([(on_date, float(value)) for on_date, _, value in points])
    count = points[-1][2]
    text = f"ARMS assessments: {number(count)}"
    if stands.step:
        return f"{text}; {stands.step.text}"
    if not stands.usual:
        return f"{text}, too few dates to tell a move from noise"
    low, high = stands.usual
    side = "inside" if low <= stands.value <= high else "outside"
    return f"{text}, {side} the range of the {stands.weeks_before} ({number(low)} to {number(high)})"


def _assessment_points(rows: Sequence[Row]) -> list[tuple[date, str | None, int]]:
    """Both kinds of ARMS assessment added up on each date; empty where the newest date has no exact sum."""
    by_date: dict[date, list[Row]] = {}
    for row in rows:
        if row["task_code"] in ASSESSMENTS:
            by_date.setdefault(row["as_at_on"], []).append(row)
    points = [
        (on_date, of_date[0]["as_at_precision"], sum(row["outstanding_count"] for row in of_date))
        for on_date, of_date in by_date.items()
        if len(of_date) == len(ASSESSMENTS)
        and all(row["outstanding_count"] is not None for row in of_date)
        and all(row["qualifier_code"] in (None, "exactly") for row in of_date)
    ]
    return points if points and points[-1][0] == rows[-1]["as_at_on"] else []


def flow(rows: Sequence[Row], as_at: date) -> str:
    """All four kinds of task together, those that fell behind, and how long the backlog takes to clear."""
    newest = newest_rows(rows)
    on_date = day(newest[0]["as_at_on"])
    came, done = (summed(newest, name) for name in ("arising_count", "completed_count"))
    if came is None or done is None:
        return f"Not every kind of task was reported at {on_date}, so the tasks falling due and completed cannot be added up."
    sentences = [
        f"{count_of(came, 'task')} fell due and {number(done)} {verb(done, 'was', 'were')} completed in "
        f"{newest_step(rows)}{beside(came, done, 'fell due')}."
    ]
    behind = [inside(row["task_name"]) for row in newest if row["net_count"] > 0]
    if behind:
        sentences.append(f"More fell due than {verb(len(behind), 'was', 'were')} completed of {listed(behind)}.")
    dates = sorted({row["as_at_on"] for row in rows})
    by_date: dict[date, list[Row]] = {each: [] for each in dates}
    for row in rows:
        by_date[row["as_at_on"]].append(row)
    columns = ("outstanding_count", "arising_count", "completed_count")
    of_all = [{"as_at_on": each} | {name: summed(kinds, name) for name in columns} for each, kinds in by_date.items()]
    sentences.append(clearing("tasks outstanding", of_all, columns))
    return paragraph(sentences)


def tasks_by_area(rows: Sequence[Row], as_at: date) -> str:
    """Where most tasks are outstanding, and how they moved."""
    newest = newest_rows(rows)
    on_date = day(newest[0]["as_at_on"])
    known = [row for row in newest if row["outstanding_count"] is not None]
    if not known:
        return f"No area reported every kind of task at {on_date}."
    most, largest = extreme(known, "outstanding_count", max)
    names = listed(row["area_name"] for row in largest)
    return paragraph(
        [
            f"{names} {verb(len(largest), 'has', 'have')} the most tasks outstanding at {on_date}: {number(most)}"
            f"{verb(len(largest), '', ' each')}."
            if most
            else f"No area has a task outstanding at {on_date}.",
            *moves_by_area(newest, "outstanding_count"),
        ]
    )


def flow_by_area(rows: Sequence[Row], as_at: date) -> str:
    """In which areas more fell due than was completed, all kinds of task together."""
    newest = newest_rows(rows)
    areas = dict.fromkeys(row["area_name"] for row in newest)
    net = {name: summed([row for row in newest if row["area_name"] == name], "net_count") for name in areas}
    behind = [name for name, count in net.items() if count is not None and count > 0]
    missing = [name for name, count in net.items() if count is None]
    rest = "other area" if missing else "area"
    return paragraph(
        [
            f"Not every kind of task was reported by {listed(missing)}." if missing else "",
            f"More fell due than was completed in {listed(behind)} in {newest_step(rows)}."
            if behind
            else f"In no {rest} did more fall due than was completed in {newest_step(rows)}.",
        ]
    )
