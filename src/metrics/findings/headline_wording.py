"""What the headline figures of findings say beyond their number and the movement of it."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from src.contracts.baseline import Baseline
from src.contracts.metric import Row
from src.metrics.findings.wording import (
    OUTSTANDING,
    STANDS,
    agree,
    last_reported,
    overdue_since,
    overdue_standing,
)
from src.wording import count_of, day, in_words, listed, paragraph

ON_THE_WAY = ("done_not_sent", "with_hmicfrs")


def on_the_way(rows: Sequence[Row], as_at: date) -> str:
    """How many findings are done and not sent, and how many are with HMICFRS, in the newest register."""
    counts = {name: rows[-1][f"{name}_count"] for name in ON_THE_WAY}
    parts = [f"{count:,} {agree(count, 'is', 'are')} {STANDS[name]}" for name, count in counts.items() if count]
    return f"Besides these, {listed(parts)}." if parts else ""


def overdue(rows: Sequence[Row], before: Sequence[Row] | None, baseline: Baseline, register: Sequence[Row] = ()) -> str:
    """How many are past the deadline, how many new since the baseline and how many left, the longest, whose, how they stand."""
    as_at = rows[0]["deadline_on"] + timedelta(days=rows[0]["days_overdue"]) if rows else baseline.since
    reported = last_reported([row["status_stated_on"] for row in rows], as_at)
    if before is None or baseline.edition is not None:
        return paragraph([overdue_since(rows), overdue_standing(rows), reported])
    then = {row["finding_id"] for row in before}
    new = sum(row["finding_id"] not in then for row in rows)
    left = _left(rows, before, baseline, register)
    return paragraph([overdue_since(rows, new, baseline.since), overdue_standing(rows), left, reported])


def _left(rows: Sequence[Row], before: Sequence[Row], baseline: Baseline, register: Sequence[Row]) -> str:
    """What became of those that were past the deadline at the baseline and no longer are; a later deadline ends nothing."""
    now = {row["finding_id"] for row in rows}
    gone = {row["finding_id"] for row in before} - now
    if not gone:
        return ""
    stands = {row["finding_id"]: row["stands_as"] for row in register}
    ways = Counter(_way(stands.get(name)) for name in gone)
    how = listed(
        f"{in_words(count)} {words}" for words, count in sorted(ways.items(), key=lambda way: (-way[1], way[0]))
    )
    return f"Of the {len(before):,} on {day(baseline.since)}, {in_words(len(gone))} left the list: {how}."


def _way(stands_as: str | None) -> str:
    if stands_as is None:
        return "no longer in the register"
    if STANDS[stands_as] in {STANDS[name] for name in OUTSTANDING} or stands_as == "not_stated":
        return "with a later deadline"
    return STANDS[stands_as]


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
