"""The sentences on findings, worked out by rule: how they stand, and what is overdue."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from src.analysis.past_dates import HMICFRS_DEADLINE, past
from src.contracts.metric import Row
from src.wording import (
    both_or_all,
    capital,
    count_in_words,
    count_of,
    day,
    in_words,
    listed,
    month,
    paragraph,
)

OLD_AFTER_DAYS = 365
"""A statement older than this is reported with its date: it is not known to hold today."""
STANDS = {
    "open": "open",
    "in_progress": "open",
    "reopened": "open",
    "done_not_sent": "done but not sent",
    "with_hmicfrs": "with HMICFRS",
    "closed_by_force": "closed by the force",
    "agreed": "agreed by HMICFRS",
    "archived": "archived",
    "superseded": "superseded",
    "not_stated": "not stated",
}
"""How a finding stands, in the words of a sentence. Each is counted apart; open includes in progress and re-opened."""
OUTSTANDING = ("open", "done_not_sent", "with_hmicfrs")
CLOSED = ("closed_by_force", "agreed", "archived")


def agree(count: int, singular: str, plural: str) -> str:
    """The verb or noun that goes with a count."""
    return singular if count == 1 else plural


def total(rows: Sequence[Row], name: str) -> int:
    """The sum of a column; a cell without a figure adds nothing."""
    return sum(row[name] for row in rows if row.get(name) is not None)


def totals(rows: Sequence[Row]) -> dict[str, int]:
    """How many findings stand each way, by rows with a column of counts for each."""
    return {name: total(rows, f"{name}_count") for name in STANDS}


def standing(counts: Mapping[str, int], *, is_open_always: bool = True) -> str:
    """133 open (three of them re-opened), 21 done but not sent and 16 with HMICFRS. What is none is left out."""
    parts = [
        f"{count:,} {STANDS[name]}{reopened_among(count, counts.get('reopened', 0)) if name == 'open' else ''}"
        for name, count in counts.items()
        if name not in ("in_progress", "reopened") and count
    ]
    if is_open_always and not counts.get("open"):
        parts.insert(0, "none open")
    return listed(parts)


def stand(count: int, counts: Mapping[str, int], mark: str = ":") -> str:
    """How so many findings stand, after their number: : 1 open and 2 superseded. Of those that stand alike: , all of them open."""
    text = standing(counts, is_open_always=False)
    words = text.removeprefix(f"{count:,} ")
    if words == STANDS["not_stated"]:
        return ", with no stated status"
    if words == text or words not in STANDS.values():
        return f"{mark} {text}" if text else ""
    return f"{mark} {words}" if count == 1 else f", {both_or_all(count)} of them {words}"


def reopened_among(opened: int, reopened: int) -> str:
    """How many of those open were closed before, in brackets; empty where none was."""
    if not reopened:
        return ""
    return " (re-opened)" if opened == reopened else f" ({in_words(reopened)} of them re-opened)"


def published_table(rows: Sequence[Row], as_at: date) -> str:
    """Open, closed and total as printed, and what does not add up."""
    opened, closed, printed = (total(rows, name) for name in ("open_count", "closed_count", "total_count"))
    sentences = [
        f"{count_of(opened, 'finding')} stood open and {closed:,} closed in the table of {day(rows[0]['as_at_on'])}."
    ]
    off = [row for row in rows if row["unexplained_count"]]
    if off:
        where = listed(f"{row['finding_type_name'].lower()}, {row['level_name'].lower()}" for row in off)
        unexplained = total(off, "unexplained_count")
        sentences.append(
            f"The printed totals come to {printed:,}: {abs(unexplained):,} {'more' if unexplained > 0 else 'fewer'} than "
            f"open and closed together, all in the row for {where}."
            if len(off) == 1
            else f"The printed totals come to {printed:,}, and the rows for {where} do not add up."
        )
    return paragraph(sentences)


def register(rows: Sequence[Row], as_at: date) -> str:
    """How many findings the register lists, and how they stand."""
    count = total(rows, "findings_count")
    return f"{count_of(count, 'finding')} {agree(count, 'is', 'are')} listed{stand(count, totals(rows))}."


def register_rows(rows: Sequence[Row], as_at: date) -> str:
    """The size of the register and the reports it is drawn from."""
    reports = len({row["source_report"] for row in rows})
    return (
        f"{count_of(len(rows), 'finding')} from {count_of(reports, 'report')} {agree(len(rows), 'is', 'are')} listed."
    )


def by_level_over_time(rows: Sequence[Row], as_at: date) -> str:
    """Not closed and closed in the first and the newest whole register, or in published tables where no two are held."""
    rows = [row for row in rows if None not in (row["not_closed_count"], row["closed_count"])]
    if not rows:
        return "No date has both how many findings are closed and how many are not."
    whole = [row for row in rows if row["origin_code"] == "whole_register"]
    points = whole if len({row["as_at_on"] for row in whole}) > 1 else list(rows)
    first_on, newest_on = points[0]["as_at_on"], points[-1]["as_at_on"]
    newest = [row for row in points if row["as_at_on"] == newest_on]
    text = f"{count_of(total(newest, 'not_closed_count'), 'finding')} not closed and {total(newest, 'closed_count'):,} closed on {day(newest_on)}"
    if first_on == newest_on:
        return f"{text}: one date is no line yet."
    first = [row for row in points if row["as_at_on"] == first_on]
    before = f"{total(first, 'not_closed_count'):,} and {total(first, 'closed_count'):,} on {day(first_on)}"
    return paragraph([f"{text}; {before}.", _most_moved(first, newest)])


def _most_moved(first: Sequence[Row], newest: Sequence[Row]) -> str:
    """The level whose findings not closed moved most; nothing where none moved, or several as much."""
    before = {row["level_name"]: row["not_closed_count"] for row in first}
    now = {row["level_name"]: row["not_closed_count"] for row in newest}
    moves = {name: now.get(name, 0) - before.get(name, 0) for name in {**before, **now}}
    most = max(moves.values(), key=abs)
    names = [name for name, move in moves.items() if abs(move) == abs(most)]
    if not most or len(names) > 1:
        return ""
    name = names[0]
    return f"{name} moved most: {before.get(name, 0):,} not closed then, {now.get(name, 0):,} now."


def last_whole_month(as_at: date) -> date:
    """The first day of the last month that is over on the as-at date: one that has just begun is no month to compare."""
    tomorrow = as_at + timedelta(days=1)
    return (tomorrow.replace(day=1) - timedelta(days=1)).replace(day=1)


def recent_months(rows: Sequence[Row], as_at: date) -> list[Row]:
    """The rows of the 12 whole months up to the last that is over."""
    last = last_whole_month(as_at)
    before = last.replace(year=last.year - 1)
    return [row for row in rows if before < row["month_on"] <= last]


def raised_and_closed(rows: Sequence[Row], as_at: date) -> str:
    """Whether findings are closed as fast as they are raised, over the 12 whole months to the last that is over.

    A finding of which nobody says whether or when it closed may have closed in these months: what would not hold if all
    of them had is not said.
    """
    recent = recent_months(rows, as_at)
    raised, closed = total(recent, "raised_count"), total(recent, "closed_count")
    all_raised, all_closed, unknown = (
        total(rows, name) for name in ("raised_count", "closed_count", "day_unknown_count")
    )
    span = f"in the 12 months to {month(last_whole_month(as_at))}"
    if not all_closed:
        some = capital(count_in_words(raised, "finding")) if raised else "No finding"
        return (
            f"{some} {'was' if raised < 2 else 'were'} raised {span}. No closure has a stated day, so whether as many are "
            "closed cannot be said."
        )
    counts = [f"{count:,}" if count else "none" for count in (raised, closed)]
    both = f"{counts[0]} raised and {counts[1]} closed on a stated day {span}"
    least = "at least " if unknown else ""
    if not raised and not closed:
        answer = f"No finding was raised, or closed on a stated day, {span}."
    elif closed > raised:
        answer = f"Findings are closed faster than they are raised: {both}, {least}{closed - raised:,} more closed."
    elif closed == raised:
        answer = f"Findings are closed {least}as fast as they are raised: {both}."
    elif raised > closed + unknown:
        more = f"between {raised - closed - unknown:,} and {raised - closed:,}" if unknown else f"{raised - closed:,}"
        answer = f"Findings are raised faster than they are closed: {both}, {more} more raised."
    else:
        answer = f"Whether findings are closed as fast as they are raised cannot be said: {both}."
    every = (
        f"Since {month(rows[0]['month_on'])}, {in_words(all_raised)} {agree(all_raised, 'was', 'were')} raised and "
        f"{in_words(all_closed)} closed on a stated day"
    )
    missing = f"; of {in_words(unknown)}, whether or when {agree(unknown, 'it', 'they')} closed is not stated"
    return paragraph([answer, f"{every}{missing if unknown else ''}."])


def overdue(rows: Sequence[Row], as_at: date) -> str:
    """How many are past HMICFRS's deadline, the longest, whose they are, how far they have come and when that was stated."""
    reported = last_reported([row["status_stated_on"] for row in rows], as_at)
    return paragraph([past(HMICFRS_DEADLINE, rows), overdue_standing(rows), reported])


def last_reported(stated: Sequence[date], as_at: date) -> str:
    """How many of some findings were last reported more than a year ago, and when; empty where none was."""
    old = sorted(each for each in stated if (as_at - each).days > OLD_AFTER_DAYS)
    if not old:
        return ""
    some = capital(both_or_all(len(stated))) if len(stated) > 1 else "It"
    who = some if len(old) == len(stated) else f"{capital(in_words(len(old)))} of them"
    span = f"on {day(old[0])}" if old[0] == old[-1] else f"between {day(old[0])} and {day(old[-1])}"
    return f"{who} {agree(len(old), 'was', 'were')} last reported {span}: whether that still holds is not known."


def overdue_standing(rows: Sequence[Row]) -> str:
    """How far those overdue have come, where they do not all stand alike."""
    counts = Counter(STANDS[row["stands_as"]] for row in rows)
    if len(counts) < 2:
        return ""
    order = list(dict.fromkeys(STANDS.values()))
    (first, count), *others = [(name, counts[name]) for name in order if counts[name]]
    parts = [f"{in_words(count)} {agree(count, 'is', 'are')} {first}"]
    parts += [f"{in_words(each)} {name}" for name, each in others]
    return f"Of these, {listed(parts)}."


def days_to_close(rows: Sequence[Row], as_at: date) -> str:
    """The range of days from publication to closure."""
    days = sorted(row["days_to_close"] for row in rows)
    took = count_of(days[0], "day") if days[0] == days[-1] else f"between {days[0]:,} and {days[-1]:,} days"
    return f"{count_of(len(rows), 'finding')} closed on a stated day, {took} after {agree(len(rows), 'its', 'their')} report."


def is_long_ago(row: Row, as_at: date) -> bool:
    """Whether what is outstanding was last reported so long ago that it may not be so today."""
    stated_on: date = row["as_at_on"]
    return row["counts_as"] in OUTSTANDING and (as_at - stated_on).days > OLD_AFTER_DAYS


_LASTING = ("open", "in_progress", "force_says_done")


def status_since(row: Row) -> str:
    """Open since 3 March 2025, Self-certified on 8 May 2026; what the source does not say is said not to be stated."""
    if row["status_code"] == "not_stated":
        return "Not stated to be open or closed"
    if not row["status_on"]:
        return str(row["status_name"])
    return f"{row['status_name']} {'since' if row['status_code'] in _LASTING else 'on'} {day(row['status_on'])}"


def stands_of(rows: Sequence[Row]) -> dict[str, int]:
    """How many rows of single findings stand each way; open includes in progress and re-opened."""
    counts = Counter(row["stands_as"] for row in rows)
    opened = counts["open"] + counts["in_progress"] + counts["reopened"]
    return {name: opened if name == "open" else counts[name] for name in STANDS}
