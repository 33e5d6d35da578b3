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
        f"{verb(count, 'overdue by', 'longest')} {count_of(rows[0][_DAYS[what]], 'day')}; {_owners(rows)}."
    )


def _owners(rows: Sequence[Row]) -> str:
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


def slipped(moves: Sequence[Row]) -> str:
    """How often dates of findings moved later and by how much in all, and which did most; empty where none did twice.

    `moves` are the moves that are held, each with its days; those to an earlier day are left out.
    """
    later = [row for row in moves if row["days_moved"] > 0]
    often = Counter((row["finding_id"], row["set_by"]) for row in later)
    if len(later) == len(often):
        return ""
    whole = f"moved later {times(len(later))}, by {_days_of(later)} in all"
    if len(often) == 1:
        return f"It has {whole}."
    most = max(often.values())
    first = [[row for row in later if (row["finding_id"], row["set_by"]) == key] for key in often if often[key] == most]
    longest = max(first, key=lambda rows: sum(row["days_moved"] for row in rows))
    return (
        f"{capital(in_words(len(often)))} dates have {whole}; "
        f'"{longest[0]["title"]}" {times(most)}, by {_days_of(longest)}.'
    )


def _days_of(moves: Sequence[Row]) -> str:
    return about(sum(row["days_moved"] for row in moves))
