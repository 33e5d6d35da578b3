"""What the figures on how findings live say, by rule: their age, their dates, and what moved between statements."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from src.contracts.metric import Row
from src.wording import capital, count_of, day, days_between, in_words, listed, number, paragraph

OLD_BANDS = ("2_to_3_years", "over_3_years")
FIRST, AS_BEFORE = "First statement held", "As before"
WINDOWS = (30, 60, 90)
"""The days after the as-at date that are told apart: what is due within each."""


def _agree(count: int, item: str, many: str) -> str:
    return item if count == 1 else many


def _some(count: int) -> str:
    return capital(in_words(count)) if count else "None"


def open_by_age(rows: Sequence[Row], as_at: date) -> str:
    """How many are not closed, and how many of them are older than two years."""
    opened = sum(row["open_count"] for row in rows)
    awaiting = sum(row["awaiting_count"] for row in rows)
    waits = f" and {in_words(awaiting)} {_agree(awaiting, 'waits', 'wait')} for HMICFRS" if awaiting else ""
    return (
        f"{count_of(opened, 'itemised finding')} {_agree(opened, 'is', 'are')} last said to be open{waits}. "
        f"{older_than_two_years(rows)}."
    )


def older_than_two_years(rows: Sequence[Row]) -> str:
    """How many of those not closed were raised more than two years ago."""
    old = sum(row["open_count"] + row["awaiting_count"] for row in rows if row["age_band_code"] in OLD_BANDS)
    every = sum(row["open_count"] + row["awaiting_count"] for row in rows)
    return f"{_some(old)} of {every} not closed {'were' if old > 1 else 'was'} raised more than two years ago"


def past_force_target(rows: Sequence[Row], as_at: date) -> str:
    """How many are past the force's own date, and how many of them are past the inspectorate's too."""
    both = sum(row["deadline_on"] is not None and row["deadline_on"] < as_at for row in rows)
    longest = rows[0]
    too = f"{_some(both)} of them {'are' if both > 1 else 'is'} past the deadline of HMICFRS too."
    if len(rows) == 1:
        too = "It is past the deadline of HMICFRS too." if both else ""
    return paragraph(
        [
            f"{capital(in_words(len(rows)))} {_agree(len(rows), 'finding is', 'findings are')} past the date the force "
            "set itself and not known to be closed.",
            f"The longest is {count_of(longest['days_past_target'], 'day')} past {day(longest['force_target_on'])}.",
            too,
        ]
    )


def due(rows: Sequence[Row], as_at: date) -> str:
    """How many findings fall due within 30, 60 and 90 days, each counted once at its nearest date."""
    nearest = {row["finding_id"]: row for row in reversed(rows)}
    counts = [sum(row["days_to_go"] <= window for row in nearest.values()) for window in WINDOWS]
    within = listed(
        f"{in_words(count) if count else 'none'} within {window} days"
        for window, count in zip(WINDOWS[:-1], counts[:-1], strict=True)
    )
    first = rows[0]
    when = "today" if first["days_to_go"] == 0 else f"in {count_of(first['days_to_go'], 'day')}"
    return (
        f"{capital(in_words(counts[-1]))} {_agree(counts[-1], 'finding falls', 'findings fall')} due in the 90 days "
        f"after {day(as_at)}: {within}. The first is due {when}, on {day(first['due_on'])}."
    )


def deadline_changes(rows: Sequence[Row], as_at: date) -> str:
    """How many dates moved, which way, and by how much at most."""
    later = [row for row in rows if row["days_moved"] > 0]
    earlier = len(rows) - len(later)
    ways = [f"{in_words(count)} {way}" for count, way in ((len(later), "later"), (earlier, "earlier")) if count]
    sentences = [
        f"Dates moved {_agree(len(rows), 'once', f'{in_words(len(rows))} times')} between statements: {listed(ways)}."
    ]
    if later:
        most = max(later, key=lambda row: row["days_moved"])
        sentences.append(
            f"The largest move is {number(most['days_moved'])} days later, seen on {day(most['as_at_on'])}."
        )
    again = _more_than_once(later)
    if again:
        sentences.append(f"{capital(in_words(again))} {_agree(again, 'date', 'dates')} moved later more than once.")
    return paragraph(sentences)


def _more_than_once(rows: Sequence[Row]) -> int:
    times = Counter((row["finding_id"], row["set_by"]) for row in rows)
    return sum(count > 1 for count in times.values())


def status_changes(rows: Sequence[Row], as_at: date) -> str:
    """What the newest statements that changed anything changed, and what was ever opened again."""
    newest = [row for row in rows if row["as_at_on"] == rows[0]["as_at_on"]]
    lines = {"Closed": "closed", "Re-opened": "re-opened", "Superseded": "superseded", "Moved": "changed otherwise"}
    counts = {name: sum(row["change_name"] == name for row in newest) for name in lines}
    sentences = listed(f"{in_words(count)} {lines[name]}" for name, count in counts.items() if count)
    reopened = sum(row["change_name"] == "Re-opened" for row in rows)
    ever = f", {in_words(reopened)} of them {_agree(reopened, 'a re-opening', 're-openings')}" if reopened else ""
    return (
        f"The newest change of status was seen on {day(newest[0]['as_at_on'])}: {sentences}. "
        f"{count_of(len(rows), 'change')} {_agree(len(rows), 'is', 'are')} held in all{ever}."
    )


def left_register(rows: Sequence[Row], as_at: date) -> str:
    """How many are missing from the newest whole register, and how they were last said to stand."""
    not_closed = sum(row["counts_as"] != "closed" for row in rows)
    stood = f"{_some(not_closed)} of them {'were' if not_closed > 1 else 'was'} not closed when last stated."
    if len(rows) == 1:
        stood = f"It was {'not ' if not_closed else ''}closed when last stated."
    return (
        f"{capital(in_words(len(rows)))} {_agree(len(rows), 'finding listed before is', 'findings listed before are')} "
        f"missing from the whole register of {day(rows[0]['newest_whole_on'])}. {stood}"
    )


def whole_registers(rows: Sequence[Row], as_at: date) -> str:
    """What the newest whole register holds, beside the one before it."""
    newest = rows[-1]
    sentences = [
        f"The whole register of {day(newest['as_at_on'])} holds {count_of(newest['findings_count'], 'finding')}: "
        f"{newest['open_count']} open, {newest['awaiting_count']} awaiting HMICFRS, {newest['closed_count']} closed"
        + (f" and {newest['not_stated_count']} not stated." if newest["not_stated_count"] else ".")
    ]
    if len(rows) > 1:
        before = rows[-2]
        moved = newest["open_count"] - before["open_count"]
        way = f"{abs(moved)} {'more' if moved > 0 else 'fewer'} than" if moved else "as many as"
        sentences.append(f"Open: {way} in the one of {day(before['as_at_on'])} ({before['open_count']}).")
    return paragraph(sentences)


def open_since(rows: Sequence[Row]) -> str:
    """How many stood open in the first whole register and in the newest, for the title of their table."""
    first, newest = rows[0], rows[-1]
    if len(rows) == 1:
        return f"{first['open_count']} stood open in the one whole register held, of {day(first['as_at_on'])}"
    return (
        f"{newest['open_count']} stood open on {day(newest['as_at_on'])}, {first['open_count']} on "
        f"{day(first['as_at_on'])}: {in_words(len(rows))} whole registers are held"
    )


def times_to_close(rows: Sequence[Row], as_at: date) -> str:
    """How many closed on a stated day, and how many were still open when last heard of."""
    closed = sum(row["is_closed"] for row in rows)
    still_open = len(rows) - closed
    return (
        f"{count_of(closed, 'finding')} closed on a stated day; {in_words(still_open)} more "
        f"{_agree(still_open, 'was', 'were')} not closed when last stated, and {_agree(still_open, 'counts', 'count')} "
        f"for as long as {_agree(still_open, 'it was', 'they were')} watched."
    )


def statements(rows: Sequence[Row], as_at: date) -> str:
    """How many statements are held, about how many findings, over how long."""
    findings = len({row["finding_id"] for row in rows})
    first, last = min(row["as_at_on"] for row in rows), max(row["as_at_on"] for row in rows)
    span = f", over {days_between(first, last)} to {day(last)}" if first != last else f", all of {day(last)}"
    return (
        f"{count_of(len(rows), 'statement')} about {count_of(findings, 'finding')} "
        f"{_agree(len(rows), 'is', 'are')} held{span}."
    )


def recommendations_of(rows: Sequence[Row]) -> str:
    """How many recommendations of one cause of concern are set out, and how many of them are closed."""
    closed = sum(row["counts_as"] == "closed" for row in rows)
    return (
        f"{count_of(len(rows), 'recommendation')} of it {_agree(len(rows), 'is', 'are')} set out, "
        f"{in_words(closed) if closed else 'none'} of them closed."
    )


def history(rows: Sequence[Row]) -> str:
    """How many statements are held about one finding, and how many of them changed something."""
    changed = sum(what_changed(row) not in (FIRST, AS_BEFORE) for row in rows)
    return f"{count_of(len(rows), 'statement')}, {in_words(changed) if changed else 'none'} of them with a change"


def what_changed(row: Row) -> str:
    """How a statement about a finding differs from the one before it, in a few words."""
    if row["previous_as_at_on"] is None:
        return FIRST
    sentences = [
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
            sentences.append(f"{name}: {day(was)} to {day(now)}, {count_of(abs((now - was).days), 'day')} {way}")
    return capital("; ".join(sentences)) if sentences else AS_BEFORE
