"""What the headline figures of findings say beyond their number and the movement of it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from src.analysis.backlog import NEAR_YEAR, YEAR
from src.analysis.past_dates import HMICFRS_DEADLINE, past
from src.contracts.baseline import Baseline
from src.contracts.metric import NOT_SHOWN, Row
from src.metrics.findings.wording import (
    OUTSTANDING,
    STANDS,
    agree,
    is_long_ago,
    last_reported,
    last_whole_month,
    overdue_standing,
    recent_months,
    total,
)
from src.wording import both_or_all, capital, compared, count_of, day, in_words, inside, listed, month, paragraph

ON_THE_WAY = ("done_not_sent", "with_hmicfrs")


def on_the_way_in_short(rows: Sequence[Row]) -> str:
    """More: 21 done but not sent, 16 with HMICFRS."""
    counts = {name: rows[-1][f"{name}_count"] for name in ON_THE_WAY} if rows else {}
    parts = [f"{count:,} {STANDS[name]}" for name, count in counts.items() if count]
    return f"More: {', '.join(parts)}" if parts else ""


def stated_since(rows: Sequence[Row]) -> str:
    """How many are open by the newest whole register and what was stated since; empty where that is as many."""
    newest = rows[-1]
    count, stated_on = newest["open_since_count"], newest["stated_since_on"]
    if count is None or count == newest["open_count"]:
        return ""
    some = in_words(count) if count else "none"
    return f"With what was stated since, up to {day(stated_on)}, {some} {agree(count, 'is', 'are')} open."


def on_the_way(rows: Sequence[Row], as_at: date) -> str:
    """How many findings are done and not sent, and how many are with HMICFRS, in the newest register."""
    counts = {name: rows[-1][f"{name}_count"] for name in ON_THE_WAY}
    parts = [f"{count:,} {agree(count, 'is', 'are')} {STANDS[name]}" for name, count in counts.items() if count]
    return paragraph([f"Besides these, {listed(parts)}." if parts else "", stated_since(rows)])


def overdue(rows: Sequence[Row], before: Sequence[Row] | None, baseline: Baseline, register: Sequence[Row] = ()) -> str:
    """How many are past the deadline, how many new since the baseline and how many left, the longest, whose, how they stand."""
    as_at = rows[0]["deadline_on"] + timedelta(days=rows[0]["days_overdue"]) if rows else baseline.since
    reported = last_reported([row["status_stated_on"] for row in rows], as_at)
    if before is None or baseline.edition is not None:
        return paragraph([past(HMICFRS_DEADLINE, rows), overdue_standing(rows), reported])
    then = {row["finding_id"] for row in before}
    new = sum(row["finding_id"] not in then for row in rows)
    left = _left(rows, before, baseline, register)
    return paragraph([past(HMICFRS_DEADLINE, rows, new, baseline.since), overdue_standing(rows), left, reported])


def _left(rows: Sequence[Row], before: Sequence[Row], baseline: Baseline, register: Sequence[Row]) -> str:
    """What became of those that were past the deadline at the baseline and no longer are; a later deadline ends nothing."""
    now = {row["finding_id"] for row in rows}
    gone = {row["finding_id"] for row in before} - now
    if not gone:
        return ""
    newest = {row["finding_id"]: row for row in register}
    ways = Counter(_way(newest.get(name)) for name in gone)
    how = listed(
        f"{in_words(count)} {words}" for words, count in sorted(ways.items(), key=lambda way: (-way[1], way[0]))
    )
    return f"Of the {in_words(len(before))} on {day(baseline.since)}, {in_words(len(gone))} left the list: {how}."


def _way(row: Row | None) -> str:
    if row is None:
        return "no longer in the register"
    if STANDS[row["stands_as"]] not in {STANDS[name] for name in OUTSTANDING}:
        return "with no stated status" if row["stands_as"] == "not_stated" else STANDS[row["stands_as"]]
    return "with a later deadline" if row["deadline_on"] else "with no deadline any more"


def lost_overdue(rows: Sequence[Row], before: Sequence[Row], register: Sequence[Row]) -> tuple[int, str]:
    """How many of those past the deadline at the baseline no longer are and did not close, nor were certified."""
    now = {row["finding_id"] for row in rows}
    newest = {row["finding_id"]: row for row in register}
    gone = [newest.get(row["finding_id"]) for row in before if row["finding_id"] not in now]
    return sum(row is None or row["counts_as"] != "closed" for row in gone), ""


def lost_causes(rows: Sequence[Row], before: Sequence[Row], every: Sequence[Row]) -> tuple[int, str]:
    """How many causes open at the baseline are now said neither to be open nor closed, or are superseded."""
    opened = {row["cause_id"] for row in before if row["counts_as"] == "open"}
    ways = Counter(row["counts_as"] for row in rows if row["cause_id"] in opened)
    lost = {"not_stated": "no longer stated to be open or closed", "superseded": "superseded"}
    parts = [(ways[name], words) for name, words in lost.items() if ways[name]]
    if not parts:
        return 0, ""
    if len(opened) == 1:
        return 1, f"It is {parts[0][1]}."
    text = listed(f"{in_words(count)} {agree(count, 'is', 'are')} {words}" for count, words in parts)
    return sum(count for count, _ in parts), f"Of the {in_words(len(opened))} open then, {text}."


def lost_findings(rows: Sequence[Row], before: Sequence[Row], every: Sequence[Row]) -> tuple[int, str]:
    """How many more findings than in the register of the baseline have no stated status, are superseded or are missing."""
    newest, base = rows[-1], before[-1]
    grown = ((newest[name] or 0) - (base[name] or 0) for name in ("not_stated_count", "superseded_count"))
    missing = (base["findings_count"] or 0) - (newest["findings_count"] or 0)
    return sum(max(0, count) for count in (*grown, missing)), ""


def longest_open(rows: Sequence[Row], as_at: date) -> str:
    """The cause of concern that has been open longest, for how long, and whose it is."""
    opened = [row for row in rows if row["counts_as"] == "open" and row["opened_on"]]
    if not opened:
        return ""
    first = min(opened, key=lambda row: row["opened_on"])
    owner = f", {first['owner_role']}" if first["owner_role"] else ", no owner stated"
    longest = f"Open longest: {first['title']} ({count_of((as_at - first['opened_on']).days, 'day')}{owner})."
    stated = [row["as_at_on"] for row in rows if row["counts_as"] == "open"]
    return paragraph([longest, last_reported(stated, as_at)])


def open_by_level(rows: Sequence[Row]) -> str:
    """Level 1: 30, 2: 46 and causes of concern: 3. Levels without an open finding are left out."""
    counts: dict[str, int] = {}
    for row in rows:
        if row["open_count"]:
            name = "Causes of concern" if row["level_code"] == "none" else row["level_name"]
            counts[name] = counts.get(name, 0) + row["open_count"]
    names = sorted(counts, key=lambda name: (not name.startswith("Level "), name))
    parts = [f"{inside(name.removeprefix('Level '))}: {counts[name]:,}" for name in names]
    return ("Level " if names and names[0].startswith("Level ") else "") + listed(parts)


def year_before(rows: Sequence[Row]) -> Row | None:
    """The register nearest to a year before the newest, as figures of a year before are chosen everywhere; None without."""
    year_ago = rows[-1]["as_at_on"] - YEAR
    near = min(rows, key=lambda row: abs(row["as_at_on"] - year_ago))
    return near if abs(near["as_at_on"] - year_ago) <= NEAR_YEAR else None


GONE = {
    "closed": "closed",
    "done_not_sent": "done",
    "with_hmicfrs": STANDS["with_hmicfrs"],
    "superseded": STANDS["superseded"],
    "not_stated": "with no stated status",
    "missing": "no longer listed",
}
"""What became of findings that are no longer open, in as few words as a tile has room for: done is done but not sent."""


def against_year_before(rows: Sequence[Row]) -> str:
    """57 more than a year before: 121 new, 64 no longer open: 24 closed, 20 done, 20 superseded.

    Counted of the same findings, of those then open and those listed since; so it adds up. Empty without such a register.
    """
    newest, then = rows[-1], year_before(rows)
    if then is None or any(NOT_SHOWN in row for row in (then, newest)):
        return ""
    text = f"{compared(newest['open_count'], then['open_count'])} a year before"
    new = [
        f"{then[name]:,} {words}"
        for name, words in (("newly_listed_count", "new"), ("newly_open_count", "newly open"))
        if then[name]
    ]
    ways = [f"{count:,} {words}" for name, words in GONE.items() if (count := then[f"gone_{name}_count"])]
    gone = sum(then[f"gone_{name}_count"] for name in GONE)
    if len(ways) == 1:
        new.append(f"{gone:,} no longer open ({ways[0].removeprefix(f'{gone:,} ')})")
    elif ways:
        new.append(f"{gone:,} no longer open: {', '.join(ways)}")
    return f"{text}: {', '.join(new)}" if new else text


def raised_and_closed(rows: Sequence[Row], as_at: date) -> str:
    """12 months to August 2024: 25 raised, 19 closed; whether or when 47 closed is not stated. Empty where neither happened."""
    recent = recent_months(rows, as_at)
    raised, closed = total(recent, "raised_count"), total(recent, "closed_count")
    span = f"12 months to {month(last_whole_month(as_at))}"
    if not total(rows, "closed_count"):
        return f"{span}: {raised:,} raised; no closure has a stated day" if raised else ""
    unknown = total(rows, "day_unknown_count")
    without = f"; whether or when {unknown:,} closed is not stated" if unknown else ""
    return (
        f"{span}: {raised:,} raised, {f'{closed:,}' if closed else 'none'} closed{without}" if raised or closed else ""
    )


def longest_overdue(rows: Sequence[Row]) -> str:
    """The finding that is longest overdue, by how much and whose; of several as long, the first and how many more."""
    if not rows:
        return ""
    first = rows[0]
    ties = sum(row["days_overdue"] == first["days_overdue"] for row in rows) - 1
    more = f"; {in_words(ties)} more as long" if ties else ""
    owner = first["owner_role"] or "no owner stated"
    return f"Longest {count_of(first['days_overdue'], 'day')}: {first['title']} ({owner}){more}"


def overdue_by_standing(rows: Sequence[Row]) -> str:
    """22 open, 7 done but not sent and 8 with HMICFRS."""
    counts = {name: sum(row["counts_as"] == name for row in rows) for name in OUTSTANDING}
    return capital(listed(f"{count:,} {STANDS[name]}" for name, count in counts.items() if count))


def open_causes(rows: Sequence[Row], as_at: date, topics: Mapping[str, str]) -> tuple[str, ...]:
    """Each open cause, the oldest first: its topic, or its title where it has none, for how long and whose.

    Those last reported open long ago come after the others, with that date.

    Of more than four, two are named and the rest counted. `topics` are names of topics by their codes.
    """
    opened = [row for row in rows if row["counts_as"] == "open"]
    opened.sort(key=lambda row: (is_long_ago(row, as_at), row["opened_on"] or as_at))
    owners = {row["owner_role"] for row in opened}
    shared = next(iter(owners)) or "no owner stated" if len(owners) == 1 and len(opened) > 1 else ""
    named = opened if len(opened) <= 4 else opened[:2]
    texts = []
    for row in named:
        age = count_of((as_at - row["opened_on"]).days, "day") if row["opened_on"] else "date not stated"
        if is_long_ago(row, as_at):
            age = f"last reported {day(row['as_at_on'])}"
        owner = "" if shared else f", {row['owner_role'] or 'no owner stated'}"
        texts.append(f"{topics.get(row['measures_topic'], row['title'])}: {age}{owner}")
    others = opened[len(named) :]
    cycles = listed(
        f"{in_words(count)} from {cycle}" for cycle, count in Counter(row["cycle_name"] for row in others).items()
    )
    more = f"{capital(in_words(len(others)))} more: {cycles}" if others else ""
    every = f"{'Both' if len(opened) == 2 else 'All'}: {shared}" if shared else ""
    return tuple(text for text in (_of_long_ago(opened, as_at), *texts, more, every) if text)


def _of_long_ago(opened: Sequence[Row], as_at: date) -> str:
    """How many of the causes counted as open were last reported so long ago that they may not be; empty where none was."""
    years = sorted({row["as_at_on"].year for row in opened if is_long_ago(row, as_at)})
    count = sum(is_long_ago(row, as_at) for row in opened)
    if not count or len(opened) == 1:
        return ""
    span = f"in {years[0]}" if len(years) == 1 else f"between {years[0]} and {years[-1]}"
    some = capital(both_or_all(count)) if count == len(opened) else f"{capital(in_words(count))} of them"
    return f"{some} last reported {span}"
