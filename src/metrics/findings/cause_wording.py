"""What a card says of a cause of concern: how it stands, for how long, and the next step."""

from collections.abc import Sequence
from datetime import date

from src.contracts.metric import Row
from src.metrics.findings.wording import OUTSTANDING, STANDS, agree, cause_status, is_long_ago
from src.wording import capital, count_of, day, in_days, in_words


def is_settled(row: Row) -> bool:
    """Whether a cause is closed and none of its recommendations is past its deadline or open again."""
    return row["counts_as"] == "closed" and not row["overdue_count"] and not row["reopened_count"]


def state(row: Row, as_at: date) -> str:
    """How a cause stands, and what is not settled under one that is closed."""
    text = cause_status(row, as_at)
    if row["counts_as"] != "closed":
        return text
    late, again = row["overdue_count"] or 0, row["reopened_count"] or 0
    if late:
        return (
            f"{text}, yet {in_words(late)} {agree(late, 'recommendation is', 'recommendations are')} past the deadline"
        )
    if again:
        return f"{text}, yet {in_words(again)} {agree(again, 'recommendation is', 'recommendations are')} open again"
    return text


def age(row: Row, as_at: date) -> str:
    """For how long a cause has been open; empty where it is not, or where it is not stated since when.

    Of a cause last reported open long ago it is not known whether it is open still.
    """
    if row["counts_as"] not in OUTSTANDING or not row["opened_on"]:
        return ""
    if is_long_ago(row, as_at):
        return f"Opened on {day(row['opened_on'])}; whether it is open still is not known"
    return f"Open for {count_of((as_at - row['opened_on']).days, 'day')}, since {day(row['opened_on'])}"


def next_step(recommendations: Sequence[Row], queue: Sequence[Row], as_at: date) -> str:
    """What comes next under a cause: a step to closure that is waited for, else the nearest deadline, else what is late.

    `recommendations` are those of the cause; `queue` are the findings on the way to closure.
    """
    left = [row for row in recommendations if STANDS[row["stands_as"]] in {STANDS[name] for name in OUTSTANDING}]
    if not left:
        unknown = [row for row in recommendations if row["stands_as"] == "not_stated"]
        if unknown:
            stand = agree(len(unknown), "recommendation stands", "recommendations stand")
            return f"The next step is not known: no source says how {in_words(len(unknown))} {stand}."
        return "No recommendation is open." if recommendations else ""
    waiting = {row["finding_id"]: row for row in queue}
    for row in left:
        step = waiting.get(row["finding_id"])
        if step and step["next_step_name"]:
            name, who = str(step["next_step_name"]), str(step["next_taken_by"])
            by = "" if who in name else f" ({who})"
            return f'Next: "{row["title"]}" waits for the step "{name}"{by}.'
    ahead = sorted((row for row in left if row["deadline_on"] and row["deadline_on"] >= as_at), key=_deadline)
    if ahead:
        first = ahead[0]
        to_go = in_days((first["deadline_on"] - as_at).days)
        return f"Next: {first['title']}, due {day(first['deadline_on'])}, {to_go}."
    late = sorted((row for row in left if row["deadline_on"]), key=_deadline)
    if late:
        return f"Next: {late[0]['title']}, which was due {day(late[0]['deadline_on'])}."
    return f"{capital(in_words(len(left)))} open {agree(len(left), 'recommendation has', 'recommendations have')} no stated deadline."


def _deadline(row: Row) -> date:
    found: date = row["deadline_on"]
    return found
