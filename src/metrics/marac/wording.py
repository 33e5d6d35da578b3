"""What the measures of MARAC say, by rule. Every number is a number of the rows."""

from collections.abc import Sequence
from datetime import date

from src.analysis.time_to_clear import Period, time_to_clear
from src.contracts.metric import Row
from src.metrics.common_wording import beside, newest_rows, too_few
from src.wording import (
    capital,
    compared,
    count_of,
    day,
    in_words,
    listed,
    number,
    paragraph,
)


def total(rows: Sequence[Row], as_at: date) -> str:
    """The force total, its change, and how much can be said from the points held."""
    newest = rows[-1]
    if newest["cases_awaiting_count"] is None:
        return (
            f"Only {in_words(newest['areas_reported_count'])} {'area' if newest['areas_reported_count'] == 1 else 'areas'} "
            f"reported at {day(newest['as_at_on'])}, so no force total can be given."
        )
    text = f"{number(newest['cases_awaiting_count'])} cases await a MARAC at {day(newest['as_at_on'])}"
    if newest["previous_count"] is not None:
        text += (
            f", {compared(newest['cases_awaiting_count'], newest['previous_count'])} on "
            f"{day(newest['previous_on'])} ({number(newest['previous_count'])})"
        )
    return paragraph([f"{text}.", too_few(len(rows))])


def areas(rows: Sequence[Row], as_at: date) -> str:
    """Which areas rose while the rest fell, and which fell the most."""
    newest = [row for row in rows if row["as_at_on"] == rows[-1]["as_at_on"]]
    moved = [row for row in newest if row["change_count"] is not None]
    missing = [row["area_name"] for row in newest if row["cases_awaiting_count"] is None]
    rose = sorted((row for row in moved if row["change_count"] > 0), key=lambda row: -row["change_count"])
    sentences = []
    if moved:
        change = sum(row["change_count"] for row in moved)
        most = min(moved, key=lambda row: row["change_count"])
        # An area that fell by more than the whole cannot be said to account for a part of it.
        if change <= most["change_count"] < 0:
            sentences.append(f"{most['area_name']} accounts for {-most['change_count']} of the fall of {-change}.")
        elif most["change_count"] < 0:
            sentences.append(f"{most['area_name']} fell most, by {-most['change_count']}.")
        if rose:
            areas = listed(
                f"{row['area_name']} {row['previous_count']} to {row['cases_awaiting_count']}" for row in rose
            )
            sentences.append(f"{capital(in_words(len(rose)))} of {in_words(len(newest))} areas rose: {areas}.")
        else:
            sentences.append(f"None of the {in_words(len(newest))} areas rose.")
    elif known := [row for row in newest if row["cases_awaiting_count"] is not None]:
        largest = max(known, key=lambda row: row["cases_awaiting_count"])
        sentences.append(
            f"{largest['area_name']} has the most cases awaiting, {largest['cases_awaiting_count']}, "
            f"at {day(largest['as_at_on'])}. No earlier date is held to compare with."
        )
    if missing:
        sentences.append(f"No figure from {listed(missing)}.")
    return paragraph(sentences)


def longest_wait(rows: Sequence[Row], as_at: date) -> str:
    """The longest wait in both kinds of day, against the limit read both ways."""
    longest = rows[0]
    text = (
        f"The longest wait at {day(longest['as_at_on'])} is {longest['longest_wait_working_days']} working days, in "
        f"{longest['area_name']}: {longest['longest_wait_calendar_days']} calendar days"
    )
    if longest["limit_days"] is None:
        return f"{text}."
    if longest["is_within_calendar_reading"]:
        reading = f"inside the {longest['limit_days']}-day limit whichever days it means"
    elif longest["is_within_working_reading"]:
        reading = f"inside the {longest['limit_days']}-day limit only if it means working days"
    else:
        reading = f"outside the {longest['limit_days']}-day limit whichever days it means"
    return f"{text}, {reading}."


def referrals(rows: Sequence[Row], as_at: date) -> str:
    """The newest year's referrals against the year before."""
    newest = rows[-1]
    text = f"{number(newest['referrals_count'])} referrals came in the year to {day(newest['as_at_on'])}"
    if len(rows) > 1:
        text += f", {compared(newest['referrals_count'], rows[-2]['referrals_count'])} in the year before"
    return f"{text}."


def flow(rows: Sequence[Row], as_at: date) -> str:
    """What came in and went out of late, and how long the backlog takes to clear."""
    newest = rows[-1]
    came, heard = newest["referrals_received_count"], newest["cases_heard_count"]
    on_date = day(newest["as_at_on"])
    if came is None or heard is None:
        first = f"Not every area reported referrals and cases heard at {on_date}, so the force's cannot be added up."
    else:
        first = (
            f"{count_of(came, 'referral')} came in and {count_of(heard, 'case')} {'was' if heard == 1 else 'were'} "
            f"heard in the period to {on_date}{beside(came, heard)}."
        )
    periods = [
        Period(
            to_on=row["as_at_on"],
            waiting=row["cases_awaiting_count"],
            came=row["referrals_received_count"],
            out=row["cases_heard_count"],
        )
        for row in rows
    ]
    return paragraph([first, time_to_clear("cases awaiting a MARAC", periods).sentence])


def flow_by_area(rows: Sequence[Row], as_at: date) -> str:
    """In which areas more came in than was heard."""
    newest = newest_rows(rows)
    on_date = day(newest[0]["as_at_on"])
    known = [row for row in newest if row["net_count"] is not None]
    if not known:
        return f"No area reported both referrals and cases heard at {on_date}."
    behind = [row for row in known if row["net_count"] > 0]
    missing = [row["area_name"] for row in newest if row["net_count"] is None]
    rest = "other area" if missing else "area"
    return paragraph(
        [
            f"No figure from {listed(missing)}." if missing else "",
            f"More came in than was heard in {listed(row['area_name'] for row in behind)} in the period to {on_date}."
            if behind
            else f"In no {rest} did more come in than was heard in the period to {on_date}.",
        ]
    )
