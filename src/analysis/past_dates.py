"""Findings past a date, in one sentence: how many, how many are new, the longest, whose; and how often dates slipped."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from src.contracts.metric import Row
from src.wording import about, capital, count_in_words, count_of, in_words, listed, new_since, times, verb

HMICFRS_DEADLINE, OWN_DATE = "HMICFRS's deadline", "the force's own date"
_DAYS = {HMICFRS_DEADLINE: "days_overdue", OWN_DATE: "days_past_target"}


def past(what: str, rows: Sequence[Row], new: int | None = None, since: date | None = None) -> str:
    """37 findings are past HMICFRS's deadline, two of them new since 31 August 2026; longest 1,020 days; 22 belong to one.

    `rows` are those past HMICFRS_DEADLINE or OWN_DATE, the longest first; `new` counts those not yet past it on `since`.
    """
    if not rows:
        return f"No finding is past {what}."
    count = len(rows)
    newly = f", {new_since(new or 0, count, since)}" if since is not None and (new or count > 1) else ""
    return (
        f"{capital(count_in_words(count, 'finding'))} {verb(count, 'is', 'are')} past {what}{newly}; "
        f"{verb(count, 'overdue by', 'longest')} {count_of(rows[0][_DAYS[what]], 'day')}; {owners_of(rows)}."
    )


def owners_of(rows: Sequence[Row]) -> str:
    """Who owns most of the rows; a tie is one, and a missing owner is no owner."""
    owners = Counter(row["owner_role"] for row in rows if row["owner_role"])
    if not owners:
        return verb(len(rows), "it has no stated owner", "none has a stated owner")
    most = max(owners.values())
    first = [owner for owner, count in owners.items() if count == most]
    if most == len(rows):
        return f"{verb(most, 'it belongs', 'all belong')} to {first[0]}"
    if len(first) > 3:
        return f"they belong to {in_words(len(owners))} owners"
    each = f"{in_words(most)}{' each' if len(first) > 1 else ''} {verb(most, 'belongs', 'belong')} to {listed(first)}"
    missing = len(rows) - sum(owners.values())
    return each + (f"; {in_words(missing)} {verb(missing, 'has', 'have')} no stated owner" if missing else "")


def slipped(moves: Sequence[Row], *, is_beside_a_span: bool = False) -> str:
    """How many dates of findings moved later, and which did most often and furthest; empty where none did twice.

    `moves` are the moves that are held, each with its days; those to an earlier day are left out. Beside what moved in
    a span it says that it counts from the first date on, and counts no dates again.
    """
    later = [row for row in moves if row["days_moved"] > 0]
    dates: dict[tuple[str, str], list[Row]] = {}
    for row in later:
        dates.setdefault((row["finding_id"], row["set_by"]), []).append(row)
    if len(later) == len(dates):
        return ""
    often = max(dates.values(), key=lambda moves: (len(moves), _days(moves)))
    far = max(dates.values(), key=lambda moves: (_days(moves), len(moves)))
    if len(dates) == 1:
        since = " since it was first set" if is_beside_a_span else ""
        return f"It has moved later {times(len(often))}{since}, by {about(_days(often))} in all."
    first, furthest, total = f'"{often[0]["title"]}"', f'"{far[0]["title"]}"', f"by {about(_days(far))} in all"
    if is_beside_a_span:
        moved = (
            f"{first} moved most often and furthest: {times(len(often))}, {total}"
            if far is often
            else f"{first} moved most often, {times(len(often))}, and {furthest} furthest, {total}"
        )
        return f"Since these dates were first set, {moved}."
    which = (
        f"most often and furthest {first} {times(len(often))}, {total}"
        if far is often
        else f"most often {first} {times(len(often))}, furthest {furthest}, {total}"
    )
    return f"{capital(in_words(len(dates)))} dates have moved later, {which}."


def _days(moves: Sequence[Row]) -> int:
    return sum(row["days_moved"] for row in moves)
