"""What the measures of sex offender management say, by rule. Every number is a number of the rows."""

from collections.abc import Sequence
from datetime import date

from src.analysis.time_to_clear import Period, time_to_clear
from src.contracts.metric import Row
from src.metrics.common_wording import beside, newest_rows, summed, too_few
from src.wording import (
    compared,
    count_of,
    day,
    in_words,
    inside,
    listed,
    number,
    paragraph,
    when,
)


def tasks(rows: Sequence[Row], as_at: date) -> str:
    """All four kinds of task together, then the largest of them."""
    newest = [row for row in rows if row["as_at_on"] == rows[-1]["as_at_on"]]
    known = [row for row in newest if row["outstanding_count"] is not None]
    at = when(newest[0]["as_at_on"], newest[0]["as_at_precision"])
    dates = len({row["as_at_on"] for row in rows})
    if newest[0]["all_tasks_count"] is None:
        missing = listed(row["task_name"] for row in newest if row["outstanding_count"] is None)
        return f"No figure is held for {missing} {at}, so the tasks cannot be added up."
    first = [row for row in rows if row["as_at_on"] == rows[0]["as_at_on"]]
    text = f"{number(newest[0]['all_tasks_count'])} tasks are outstanding {at}"
    if dates > 1 and first[0]["all_tasks_count"] is not None:
        text += f", {compared(newest[0]['all_tasks_count'], first[0]['all_tasks_count'])} {when(first[0]['as_at_on'], first[0]['as_at_precision'])} ({number(first[0]['all_tasks_count'])})"
    largest = max(known, key=lambda row: row["outstanding_count"])
    return paragraph(
        [
            f"{text}.",
            f"Of the {in_words(len(newest))} kinds, {inside(largest['task_name'])} are the most: {number(largest['outstanding_count'])}.",
            too_few(dates),
        ]
    )


def flow(rows: Sequence[Row], as_at: date) -> str:
    """All four kinds of task together, those that fell behind, and how long the backlog takes to clear."""
    newest = newest_rows(rows)
    on_date = day(newest[0]["as_at_on"])
    came, done = (summed(newest, name) for name in ("arising_count", "completed_count"))
    if came is None or done is None:
        return f"Not every kind of task was reported at {on_date}, so the tasks falling due and completed cannot be added up."
    sentences = [
        f"{count_of(came, 'task')} fell due and {number(done)} were completed in the period to "
        f"{on_date}{beside(came, done, 'fell due')}."
    ]
    behind = [inside(row["task_name"]) for row in newest if row["net_count"] > 0]
    if behind:
        sentences.append(f"More fell due than {'was' if len(behind) == 1 else 'were'} completed of {listed(behind)}.")
    dates = sorted({row["as_at_on"] for row in rows})
    by_date: dict[date, list[Row]] = {each: [] for each in dates}
    for row in rows:
        by_date[row["as_at_on"]].append(row)
    periods = [
        Period(
            to_on=each,
            waiting=summed(of_date, "outstanding_count"),
            came=summed(of_date, "arising_count"),
            out=summed(of_date, "completed_count"),
        )
        for each, of_date in by_date.items()
    ]
    sentences.append(time_to_clear("tasks outstanding", periods).sentence)
    return paragraph(sentences)


def tasks_by_area(rows: Sequence[Row], as_at: date) -> str:
    """Where most tasks are outstanding, and where they rose."""
    newest = newest_rows(rows)
    on_date = day(newest[0]["as_at_on"])
    known = [row for row in newest if row["outstanding_count"] is not None]
    if not known:
        return f"No area reported every kind of task at {on_date}."
    most = max(known, key=lambda row: row["outstanding_count"])
    rose = [row["area_name"] for row in known if row["change_count"] is not None and row["change_count"] > 0]
    return paragraph(
        [
            f"{most['area_name']} has the most tasks outstanding at {on_date}: {number(most['outstanding_count'])}.",
            f"They rose since {day(known[0]['previous_on'])} in {listed(rose)}." if rose else "",
        ]
    )


def flow_by_area(rows: Sequence[Row], as_at: date) -> str:
    """In which areas more fell due than was completed, all kinds of task together."""
    newest = newest_rows(rows)
    on_date = day(newest[0]["as_at_on"])
    areas = dict.fromkeys(row["area_name"] for row in newest)
    net = {name: summed([row for row in newest if row["area_name"] == name], "net_count") for name in areas}
    behind = [name for name, count in net.items() if count is not None and count > 0]
    missing = [name for name, count in net.items() if count is None]
    rest = "other area" if missing else "area"
    return paragraph(
        [
            f"Not every kind of task was reported by {listed(missing)}." if missing else "",
            f"More fell due than was completed in {listed(behind)} in the period to {on_date}."
            if behind
            else f"In no {rest} did more fall due than was completed in the period to {on_date}.",
        ]
    )
