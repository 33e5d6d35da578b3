"""The sentences on how findings live, worked out by rule: their age, their dates, and what moved between statements."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from src.analysis.past_dates import HMICFRS_DEADLINE, OWN_DATE, slipped
from src.contracts.metric import Row
from src.metrics.findings.wording import OUTSTANDING, agree, stand, stands_of, total, totals
from src.wording import (
    about,
    both_or_all,
    capital,
    count_in_words,
    count_of,
    day,
    days_between,
    in_words,
    listed,
    number,
    paragraph,
    times,
)

OLD_BANDS = ("2_to_3_years", "over_3_years")
NONE_STATED = "None stated"
FIRST, AS_BEFORE = "First statement", "As before"
WINDOWS = (30, 60, 90)
"""The days after the as-at date by which due dates are grouped."""


def _some(count: int) -> str:
    return capital(in_words(count)) if count else "None"


def open_by_age(rows: Sequence[Row], as_at: date) -> str:
    """How many are not closed and how they stand, and how many of them are older than two years."""
    counts = {name: total(rows, f"{name}_count") for name in OUTSTANDING}
    count = sum(counts.values())
    return (
        f"{count_of(count, 'finding')} {agree(count, 'is', 'are')} not closed{stand(count, counts)}. "
        f"{older_than_two_years(rows)}."
    )


def by_responsibility(rows: Sequence[Row], as_at: date) -> str:
    """Who answers for most of those not closed and how many of these are overdue, what has no owner, what is rated red."""
    owners = [row for row in rows if row["grouping_code"] == "owner" and row["not_closed_count"]]
    every = total(owners, "not_closed_count")
    stated = [row for row in owners if row["group_name"] != NONE_STATED]
    most = max((row["not_closed_count"] for row in stated), default=0)
    first = [row for row in stated if row["not_closed_count"] == most]
    sentences = []
    if stated:
        names = listed(str(row["group_name"]) for row in first)
        late = total(first, "overdue_count")
        overdue = f", {in_words(late)} of them past HMICFRS's deadline" if late else ""
        if late and len(first) > 1:
            theirs = in_words(most * len(first))
            overdue = f"; {in_words(late)} of these {theirs} {agree(late, 'is', 'are')} past HMICFRS's deadline"
            if late == most * len(first):
                overdue = f"; all {theirs} are past HMICFRS's deadline"
        each = f"{in_words(most)}{' each' if len(first) > 1 else ''} of {count_in_words(every, 'finding')}"
        if most == every:
            each, overdue = (
                (f"{'both' if every == 2 else f'all {in_words(every)}'} findings", overdue)
                if every > 1
                else ("the one finding", "")
            )
            overdue = ", past HMICFRS's deadline" if late == every == 1 else overdue
        sentences.append(f"{names} {agree(len(first), 'answers', 'answer')} for {each} not closed{overdue}.")
    missing = every - total(stated, "not_closed_count")
    if missing == every == 1:
        sentences.append("The one finding not closed has no stated owner.")
    elif missing and missing == every:
        sentences.append(f"None of the {in_words(every)} findings not closed has a stated owner.")
    elif missing:
        has = agree(missing, "has", "have")
        sentences.append(f"{capital(in_words(missing))} of the {in_words(every)} {has} no stated owner.")
    red = total([row for row in rows if row["group_name"] == "Red"], "not_closed_count")
    if red:
        sentences.append(f"The force rates {in_words(red)} of them red.")
    return paragraph(sentences) or "No finding is open, done but not sent, or with HMICFRS."


def older_than_two_years(rows: Sequence[Row]) -> str:
    """How many of those not closed were raised more than two years ago."""
    old = total([row for row in rows if row["age_band_code"] in OLD_BANDS], "outstanding_count")
    every = total(rows, "outstanding_count")
    if every == 1:
        return f"The one finding not closed was {'' if old else 'not '}raised more than two years ago"
    if old and old == every:
        return f"{'Both' if every == 2 else f'All {in_words(every)}'} findings not closed were raised more than two years ago"
    return f"{_some(old)} of the {in_words(every)} findings not closed {'were' if old > 1 else 'was'} raised more than two years ago"


def past_force_target(rows: Sequence[Row], as_at: date) -> str:
    """How many are past the force's own date, and how many of them are past the inspectorate's too."""
    both = sum(row["deadline_on"] is not None and row["deadline_on"] < as_at for row in rows)
    longest = rows[0]
    too = f"{_some(both)} of them {'are' if both > 1 else 'is'} past HMICFRS's deadline too."
    if len(rows) == 1:
        too = "It is past HMICFRS's deadline too." if both else ""
    return paragraph(
        [
            f"{capital(in_words(len(rows)))} {agree(len(rows), 'finding is', 'findings are')} past the date the force "
            "set itself and not known to be closed.",
            f"{agree(len(rows), 'It', 'The longest')} is {count_of(longest['days_past_target'], 'day')} past "
            f"{day(longest['force_target_on'])}.",
            too,
        ]
    )


def due(rows: Sequence[Row], as_at: date) -> str:
    """How many findings fall due within 30, 60 and 90 days, each counted once at its nearest date, and by whose date."""
    nearest = {row["finding_id"]: row for row in reversed(rows)}
    within_30, within_60, within_90 = (
        sum(row["days_to_go"] <= window for row in nearest.values()) for window in WINDOWS
    )
    if within_30 == within_90:
        spread = agree(within_90, "within 30 days", "all within 30 days")
    elif not within_60:
        spread = agree(within_90, "not within 60 days", "none within 60 days")
    else:
        first_part = in_words(within_30) if within_30 else "none"
        spread = f"{first_part} within 30 days and {in_words(within_60)} within 60 days"
    first = rows[0]
    when = "on that day" if not first["days_to_go"] else f"in {count_of(first['days_to_go'], 'day')}"
    return (
        f"{capital(in_words(within_90))} {agree(within_90, 'finding falls', 'findings fall')} due in the 90 days "
        f"from {day(as_at)}: {spread}. {_by_whose_date(rows, within_90)} The first is due {when}"
        + (f", {day(first['due_on'])}." if first["days_to_go"] else ".")
    )


def _by_whose_date(rows: Sequence[Row], count: int) -> str:
    """14 fall due by HMICFRS's deadline and 30 by the force's own date, two of them by both."""
    theirs = sum(row["set_by"] == "HMICFRS" for row in rows)
    own = len(rows) - theirs
    every = "It falls" if count == 1 else f"{capital(both_or_all(count))} fall"
    if not theirs or not own:
        return f"{every} due by {HMICFRS_DEADLINE if theirs else OWN_DATE}."
    if theirs == own == count:
        return f"{every} due by {HMICFRS_DEADLINE} and by {OWN_DATE}."
    some = f"{capital(in_words(theirs))} {agree(theirs, 'falls', 'fall')} due by {HMICFRS_DEADLINE}"
    twice = len(rows) - count
    return f"{some} and {in_words(own)} by {OWN_DATE}{f', {in_words(twice)} of them by both' if twice else ''}."


def deadline_changes(rows: Sequence[Row], as_at: date) -> str:
    """How many dates moved, which way, and by how much at most."""
    later = [row for row in rows if row["days_moved"] > 0]
    earlier = len(rows) - len(later)
    if later and earlier:
        ways = f": {in_words(len(later))} later and {in_words(earlier)} earlier"
    else:
        way = "later" if later else "earlier"
        ways = f", {way}" if len(rows) == 1 else f", each time {way}"
    sentences = [f"Dates moved {times(len(rows))} between statements{ways}."]
    if later:
        most = max(later, key=lambda row: row["days_moved"])
        sentences.append(
            f"The largest move is {number(most['days_moved'])} {agree(most['days_moved'], 'day', 'days')} later, seen on "
            f"{day(most['as_at_on'])}."
        )
    return paragraph([*sentences, slipped(later)])


def status_changes(rows: Sequence[Row], as_at: date) -> str:
    """What the newest statements that changed anything changed, and what was ever opened again."""
    newest = [row for row in rows if row["as_at_on"] == rows[0]["as_at_on"]]
    names = {
        "Closed": "closed",
        "Re-opened": "re-opened",
        "Superseded": "superseded",
        "No longer stated": "no longer stated",
        "Moved": "changed otherwise",
    }
    counts = Counter(row["change_name"] for row in newest)
    parts = listed(f"{in_words(counts[name])} {words}" for name, words in names.items() if counts[name])
    reopened = sum(row["change_name"] == "Re-opened" for row in rows)
    ever = f", {in_words(reopened)} of them {agree(reopened, 're-opening', 're-openings')}" if reopened else ""
    if reopened == len(rows) == 1:
        ever = ""
    return (
        f"The newest change of status was seen on {day(newest[0]['as_at_on'])}: {parts}. "
        f"{count_of(len(rows), 'change')} {agree(len(rows), 'is', 'are')} recorded in all{ever}."
    )


def left_register(rows: Sequence[Row], as_at: date) -> str:
    """How many are missing from the newest whole register, and how they last stood."""
    not_closed = sum(row["is_outstanding"] for row in rows)
    stood = f"{_some(not_closed)} of them {'were' if not_closed > 1 else 'was'} not closed when last stated."
    if len(rows) == 1:
        stood = f"It was {'not closed' if not_closed else rows[0]['counts_as']} when last stated."
    return (
        f"{capital(in_words(len(rows)))} {agree(len(rows), 'finding listed before is', 'findings listed before are')} "
        f"missing from the whole register of {day(rows[0]['newest_whole_on'])}. {stood}"
    )


def whole_registers(rows: Sequence[Row], as_at: date) -> str:
    """What the newest whole register lists, and how many more or fewer were open in the one before it."""
    newest = rows[-1]
    sentences = [
        f"The whole register of {day(newest['as_at_on'])} lists {count_of(newest['findings_count'], 'finding')}"
        f"{stand(newest['findings_count'], totals([newest]))}."
    ]
    if len(rows) > 1:
        before = rows[-2]
        moved = newest["open_count"] - before["open_count"]
        way = f"{abs(moved):,} {'more' if moved > 0 else 'fewer'} than" if moved else "as many as"
        sentences.append(f"Open: {way} in the one of {day(before['as_at_on'])} ({before['open_count']:,}).")
    return paragraph(sentences)


def times_to_close(rows: Sequence[Row], as_at: date) -> str:
    """How many closed on a stated day, how many were not closed when last stated, and how many were superseded.

    Where not all of these are known not to be closed now, how many are: other figures count those alone.
    """
    closed = sum(row["is_closed"] for row in rows)
    superseded = sum(row["is_superseded"] for row in rows)
    still_open = len(rows) - closed - superseded
    others = [
        f"{in_words(count)} {agree(count, 'was', 'were')} {how}"
        for count, how in ((still_open, "not closed when last stated"), (superseded, "superseded"))
        if count
    ]
    text = f"{count_of(closed, 'finding') if closed else 'No finding'} closed on a stated day"
    if not others:
        return f"{text}."
    each = agree(still_open + superseded, "it counts for as long as it was", "these count for as long as they were")
    now = sum(row["is_not_closed_now"] for row in rows)
    left = still_open - now
    known = (
        f"How {in_words(left)} of the {in_words(still_open)} {agree(left, 'stands', 'stand')} now is no longer stated."
    )
    if not now:
        known = f"How {'it stands' if still_open == 1 else 'these stand'} now is no longer stated."
    if not left:
        known = ""
    return paragraph([f"{text}; {listed(others)}, and {each} watched.", known])


def statements(rows: Sequence[Row], as_at: date) -> str:
    """How many statements there are, about how many findings, over how long."""
    findings = len({row["finding_id"] for row in rows})
    first, last = min(row["as_at_on"] for row in rows), max(row["as_at_on"] for row in rows)
    span = f", over {days_between(first, last)} to {day(last)}" if first != last else f", on {day(last)}"
    return f"{count_of(len(rows), 'statement')} about {count_of(findings, 'finding')}{span}."


def recommendations_of(rows: Sequence[Row]) -> str:
    """How many recommendations of one cause of concern are listed, and how they stand."""
    return f"{count_of(len(rows), 'recommendation')}{stand(len(rows), stands_of(rows))}."


def history(rows: Sequence[Row]) -> str:
    """How many statements there are about one finding, and how many of them changed something."""
    changed = sum(what_changed(row) not in (FIRST, AS_BEFORE) for row in rows)
    changes = f", {in_words(changed) if changed else 'none'} of them with a change" if len(rows) > 1 else ""
    return count_of(len(rows), "statement") + changes


def date_moves(rows: Sequence[Row], name: str) -> str:
    """A date of one finding with its moves: 31 March 2026; moved once, from 31 December 2025 (seen 6 July 2026).

    `rows` are the statements about the finding, the oldest first; `name` is the column of the date.
    """
    stated = [(row["as_at_on"], row[name]) for row in rows if row[name] is not None]
    if not stated:
        return ""
    moves = [
        f"from {day(before)} (seen {day(seen)})" for (_, before), (seen, after) in pairwise(stated) if before != after
    ]
    if not moves:
        return day(stated[-1][1])
    net = (stated[-1][1] - stated[0][1]).days
    in_all = f", {about(abs(net))} {'later' if net > 0 else 'earlier'} in all" if len(moves) > 1 and net else ""
    return f"{day(stated[-1][1])}; moved {times(len(moves))}{in_all}, {listed(moves)}"


def what_changed(row: Row) -> str:
    """How a statement about a finding differs from the one before it, in a few words."""
    if row["previous_as_at_on"] is None:
        return FIRST
    parts = [
        f"{name}: {row[before]} to {now}"
        for name, before, after in (
            ("status", "previous_status_name", "status_name"),
            ("level", "previous_level_name", "level_name"),
        )
        if (now := row[after]) is not None and row[before] is not None and row[before] != now
    ]
    for name, before, after in (
        ("deadline", "previous_deadline_on", "deadline_on"),
        ("the force's own date", "previous_force_target_on", "force_target_on"),
    ):
        was, now = row[before], row[after]
        if was is not None and now is not None and was != now:
            way = "later" if now > was else "earlier"
            parts.append(f"{name}: {day(was)} to {day(now)}, {count_of(abs((now - was).days), 'day')} {way}")
    return capital("; ".join(parts)) if parts else AS_BEFORE
