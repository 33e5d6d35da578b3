"""What stands around the figures, said by rule."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from src.analysis.monitoring import Phase, phases
from src.contracts.metric import Row
from src.metrics.common_wording import extreme, newest_rows
from src.wording import (
    both_or_all,
    capital,
    count_in_words,
    dated,
    day,
    days_between,
    in_words,
    listed,
    number,
    percent,
    verb,
)

PHASES = {"Engage": "the enhanced phase of monitoring", "Scan": "the default phase of monitoring"}
"""What a phase is, for a reader who meets its name for the first time."""

DATES_PASSED = "Dates passed"
"""The state of an inspection that was forthcoming when last stated and whose dates have passed since."""


def vetting(rows: Sequence[Row], as_at: date) -> str:
    """Each rating's count, of how many assessed."""
    ratings = listed(
        f"{row['recommendations_count']} {row['rating_name'].lower()}" for row in rows if row["recommendations_count"]
    )
    assessed = rows[0]["assessed_count"]
    return (
        f"Of {number(assessed)} vetting and counter-corruption {verb(assessed, 'recommendation', 'recommendations')} "
        f"assessed: {ratings or 'none has a rating'}."
        if assessed is not None
        else f"Vetting and counter-corruption recommendations: {ratings or 'none has a rating'}."
    )


def recording(rows: Sequence[Row], as_at: date) -> str:
    """The newest audit's groups recorded least well."""
    newest = [row for row in newest_rows(rows) if row["rate_percent"] is not None]
    audited = day(rows[-1]["as_at_on"])
    if not newest:
        return f"The audit to {audited} prints no share that was recorded."
    share, worst = extreme(newest, "rate_percent", min)
    groups = listed(dict.fromkeys(row["crime_group_name"].lower() for row in worst))
    return f"The audit to {audited} found {groups} recorded least well: {percent(share)} of what was reported."


def inspections(rows: Sequence[Row], as_at: date) -> str:
    """How many inspections are held, how many are still to come, and of how many only the dates have passed since."""
    coming = sum(row["state_name"] == "Forthcoming" for row in rows)
    passed = sum(row["state_name"] == DATES_PASSED for row in rows)
    since = f" The dates of {in_words(passed)} have passed, and nothing newer is stated." if passed else ""
    share = in_words(coming) if 0 < coming < len(rows) else both_or_all(coming) if coming else "none"
    of_them = f", {share} of them still" if len(rows) > 1 else ", still" if coming else ", no longer"
    return (
        f"{capital(count_in_words(len(rows), 'inspection'))} {verb(len(rows), 'is', 'are')} named in the papers{of_them} "
        f"to come when last stated.{since}"
    )


def events(rows: Sequence[Row], as_at: date) -> str:
    """Where the force stands in monitoring: which phase, for how long, and what it was in before."""
    moves = phases(rows)
    if not moves:
        last = rows[-1]
        return (
            "No event says which phase of monitoring the force is in. The newest event, of "
            f"{dated(last['as_at_on'], last['precision_code'])}: {last['title']}."
        )
    now = moves[-1]
    since = dated(now.from_on, now.precision)
    meaning = f", {PHASES[now.name]}" if now.name in PHASES else ""
    if len(moves) == 1:
        lasted = f" for {days_between(now.from_on, as_at)}," if _is_day(now) and now.from_on < as_at else ""
        return f"The force has been in {now.name}{meaning},{lasted} since {since}."
    before = moves[-2]
    lasted = f", after {days_between(before.from_on, now.from_on)}" if _is_day(now) and _is_day(before) else ""
    again = "back" if now.name == "Scan" or now.name in [phase.name for phase in moves[:-1]] else "now"
    return (
        f"The force left {before.name} {'on' if _is_day(now) else 'in'} {since}{lasted}, "
        f"and is {again} in {now.name}{meaning}."
    )


def _is_day(phase: Phase) -> bool:
    return phase.precision in (None, "day")


def comparison(rows: Sequence[Row], as_at: date) -> str:
    """On how many measures the force was better and worse than England and Wales."""
    judged = [row for row in rows if row["difference"] is not None and row["better_code"] in ("lower", "higher")]
    if not judged:
        return "No measure is printed for both the force and England and Wales."
    stands = Counter(_against_all(row) for row in judged)
    (first, count), *others = [(how, stands[how]) for how in _THAN if stands[how]]
    if len(judged) == 1:
        return f"On the one measure printed for both, the force was {first} {_THAN[first]} England and Wales."
    some = in_words(count) if others else both_or_all(count)
    parts = [
        f"{first} {_THAN[first]} England and Wales on {some}",
        *(f"{how} on {in_words(each)}" for how, each in others),
    ]
    return f"Of {count_in_words(len(judged), 'measure')} the force was {listed(parts)}."


_THAN = {"better": "than", "worse": "than", "level": "with"}


def _against_all(row: Row) -> str:
    if not row["difference"]:
        return "level"
    return "better" if (row["difference"] < 0) == (row["better_code"] == "lower") else "worse"
