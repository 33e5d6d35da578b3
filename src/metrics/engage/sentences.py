"""What the Engage measures say, by rule. Every number is a number of the rows."""

from collections.abc import Sequence
from datetime import date

from src.metrics.contract import Row
from src.wording import (
    bounded,
    capital,
    count_of,
    dated,
    day,
    in_words,
    inside,
    listed,
    number,
    paragraph,
    percent,
    when,
)

POINTS_FOR_VARIATION = 13
"""How many evenly spaced points it takes before ordinary variation can be told from a signal."""


def _too_few(dates: int, what: str = "dates") -> str:
    """Why nothing is said of a trend."""
    if dates >= POINTS_FOR_VARIATION:
        return ""
    held = f"One {what.rstrip('s')} is" if dates == 1 else f"{capital(in_words(dates))} {what} are"
    return f"{held} held: too few to say whether this is ordinary variation ({POINTS_FOR_VARIATION} needed)."


def _moved(now: int, before: int) -> str:
    """34 fewer than, 4 more than, the same as."""
    if now == before:
        return "the same as"
    return f"{number(abs(now - before))} {'fewer' if now < before else 'more'} than"


def marac_total(rows: Sequence[Row], as_at: date) -> str:
    """The force total, its change, and how much can be said from the points held."""
    newest = rows[-1]
    if newest["cases_awaiting_count"] is None:
        return (
            f"Only {in_words(newest['areas_reported_count'])} {'area' if newest['areas_reported_count'] == 1 else 'areas'} "
            f"reported at {day(newest['as_at_on'])}, so no force total can be given."
        )
    said = f"{number(newest['cases_awaiting_count'])} cases await a MARAC at {day(newest['as_at_on'])}"
    if newest["previous_count"] is not None:
        said += (
            f", {_moved(newest['cases_awaiting_count'], newest['previous_count'])} on "
            f"{day(newest['previous_on'])} ({number(newest['previous_count'])})"
        )
    return paragraph([f"{said}.", _too_few(len(rows))])


def marac_areas(rows: Sequence[Row], as_at: date) -> str:
    """Which areas rose while the rest fell, and which fell the most."""
    newest = [row for row in rows if row["as_at_on"] == rows[-1]["as_at_on"]]
    moved = [row for row in newest if row["change_count"] is not None]
    missing = [row["area_name"] for row in newest if row["cases_awaiting_count"] is None]
    rose = sorted((row for row in moved if row["change_count"] > 0), key=lambda row: -row["change_count"])
    said = []
    if moved:
        change = sum(row["change_count"] for row in moved)
        most = min(moved, key=lambda row: row["change_count"])
        # An area that fell by more than the whole cannot be said to account for a part of it.
        if change <= most["change_count"] < 0:
            said.append(f"{most['area_name']} accounts for {-most['change_count']} of the fall of {-change}.")
        elif most["change_count"] < 0:
            said.append(f"{most['area_name']} fell most, by {-most['change_count']}.")
        if rose:
            areas = listed(
                f"{row['area_name']} {row['previous_count']} to {row['cases_awaiting_count']}" for row in rose
            )
            said.append(f"{capital(in_words(len(rose)))} of {in_words(len(newest))} areas rose: {areas}.")
        else:
            said.append(f"None of the {in_words(len(newest))} areas rose.")
    elif known := [row for row in newest if row["cases_awaiting_count"] is not None]:
        largest = max(known, key=lambda row: row["cases_awaiting_count"])
        said.append(
            f"{largest['area_name']} has the most cases awaiting, {largest['cases_awaiting_count']}, "
            f"at {day(largest['as_at_on'])}. No earlier date is held to compare with."
        )
    if missing:
        said.append(f"No figure from {listed(missing)}.")
    return paragraph(said)


def marac_wait(rows: Sequence[Row], as_at: date) -> str:
    """The longest wait in both kinds of day, against the limit read both ways."""
    longest = rows[0]
    said = (
        f"The longest wait at {day(longest['as_at_on'])} is {longest['longest_wait_working_days']} working days, in "
        f"{longest['area_name']}: {longest['longest_wait_calendar_days']} calendar days"
    )
    if longest["limit_days"] is None:
        return f"{said}."
    if longest["is_within_calendar_reading"]:
        reading = f"inside the {longest['limit_days']}-day limit whichever days it means"
    elif longest["is_within_working_reading"]:
        reading = f"inside the {longest['limit_days']}-day limit only if it means working days"
    else:
        reading = f"outside the {longest['limit_days']}-day limit whichever days it means"
    return f"{said}, {reading}."


def marac_referrals(rows: Sequence[Row], as_at: date) -> str:
    """The newest year's referrals against the year before."""
    newest = rows[-1]
    said = f"{number(newest['referrals_count'])} referrals came in the year to {day(newest['as_at_on'])}"
    if len(rows) > 1:
        said += f", {_moved(newest['referrals_count'], rows[-2]['referrals_count'])} in the year before"
    return f"{said}."


def sex_offender_tasks(rows: Sequence[Row], as_at: date) -> str:
    """All four kinds of task together, then the largest of them."""
    newest = [row for row in rows if row["as_at_on"] == rows[-1]["as_at_on"]]
    known = [row for row in newest if row["outstanding_count"] is not None]
    at = when(newest[0]["as_at_on"], newest[0]["as_at_precision"])
    dates = len({row["as_at_on"] for row in rows})
    if newest[0]["all_tasks_count"] is None:
        missing = listed(row["task_name"] for row in newest if row["outstanding_count"] is None)
        return f"No figure is held for {missing} {at}, so the tasks cannot be added up."
    first = [row for row in rows if row["as_at_on"] == rows[0]["as_at_on"]]
    said = f"{number(newest[0]['all_tasks_count'])} tasks are outstanding {at}"
    if dates > 1 and first[0]["all_tasks_count"] is not None:
        said += f", {_moved(newest[0]['all_tasks_count'], first[0]['all_tasks_count'])} {when(first[0]['as_at_on'], first[0]['as_at_precision'])} ({number(first[0]['all_tasks_count'])})"
    largest = max(known, key=lambda row: row["outstanding_count"])
    return paragraph(
        [
            f"{said}.",
            f"Of the {in_words(len(newest))} kinds, {inside(largest['task_name'])} are the most: {number(largest['outstanding_count'])}.",
            _too_few(dates),
        ]
    )


def qatt_grades(rows: Sequence[Row], as_at: date) -> str:
    """The overall grade, then the strongest and weakest section."""
    newest = [row for row in rows if row["as_at_on"] == max(r["as_at_on"] for r in rows)]
    overall = next((row for row in newest if row["section_code"] == "overall"), None)
    sections = [row for row in newest if row["section_code"] != "overall" and row["average_grade"] is not None]
    said = []
    if overall:
        said.append(
            f"Investigations reviewed up to {day(overall['as_at_on'])} were graded {number(overall['average_grade'])} out of 5 overall."
        )
    if sections:
        weakest = min(sections, key=lambda row: row["average_grade"])
        strongest = max(sections, key=lambda row: row["average_grade"])
        said.append(
            f"{weakest['section_name']} is weakest at {number(weakest['average_grade'])}; "
            f"{strongest['section_name'].lower()} is strongest at {number(strongest['average_grade'])}."
        )
    if len({row["as_at_on"] for row in rows}) == 1:
        said.append("It is one baseline: nothing yet says whether quality is rising.")
    return paragraph(said)


def qatt_reviews(rows: Sequence[Row], as_at: date) -> str:
    """How many reviews have been completed so far."""
    newest = rows[-1]
    count = number(newest["reviews_count"])
    said = f"More than {count}" if newest["qualifier_code"] == "over" else count
    return f"{said} reviews had been completed by {dated(newest['as_at_on'], newest['as_at_precision'])}."


def standards(rows: Sequence[Row], as_at: date) -> str:
    """The newest share of each standard."""
    newest = {row["measure_code"]: row for row in rows if row["share_percent"] is not None}
    said = listed(
        f"{row['measure_name'][:1].lower()}{row['measure_name'][1:]} {percent(row['share_percent'])}"
        for row in newest.values()
    )
    return f"{capital(said)}." if said else "No share is printed for any of the standards."


def outcomes(rows: Sequence[Row], as_at: date) -> str:
    """The newest rate for each group of crime."""
    newest = {row["crime_group_code"]: row for row in rows if row["share_percent"] is not None}
    if not newest:
        return "No rate of positive outcomes is printed."
    said = listed(f"{percent(row['share_percent'])} for {row['crime_group_name'].lower()}" for row in newest.values())
    first = next(iter(newest.values()))
    return f"Positive outcomes stand at {said}, year to date, {when(first['as_at_on'], first['as_at_precision'])}."


def packages_by_stage(rows: Sequence[Row], as_at: date) -> str:
    """Packages at each stage, from what to what, with bounds kept."""
    newest = [row for row in rows if row["as_at_on"] == rows[-1]["as_at_on"] and row["packages_count"] is not None]
    said = []
    for row in newest:
        now = f"{bounded(row['packages_count'], row['qualifier_code'])} {row['stage_name'].lower()}"
        if row["previous_count"] is not None:
            now += f" (was {bounded(row['previous_count'], row['previous_qualifier_code'])})"
        said.append(now)
    at = when(rows[-1]["as_at_on"], rows[-1]["as_at_precision"])
    return paragraph([f"Packages {at}: {listed(said)}.", _too_few(len({row["as_at_on"] for row in rows}))])


def packages_by_risk(rows: Sequence[Row], as_at: date) -> str:
    """Whether the oldest package in each band is inside its national timescale."""
    aged = [row for row in rows if row["oldest_days"] is not None and row["limit_hours"] is not None]
    late = [row for row in aged if not row["is_within_limit"]]
    said = [
        f"The risk bands hold {number(sum(row['packages_count'] or 0 for row in rows))} packages awaiting enforcement."
    ]
    if late:
        said.append(
            f"The oldest is beyond its national timescale in {listed(row['risk_name'].lower() for row in late)} risk."
        )
    elif aged:
        oldest = listed(
            f"{row['risk_name'].lower()} risk {row['oldest_days']} of {number(row['limit_hours'] // 24)} days"
            for row in aged
        )
        said.append(f"The oldest in each band is inside its national timescale: {oldest}.")
    return paragraph(said)


def forensics(rows: Sequence[Row], as_at: date) -> str:
    """The queue against the last figure for it, and what came in."""
    queue = [row for row in rows if row["unallocated_count"] is not None]
    received = [row for row in rows if row["received_in_month_count"] is not None]
    said = []
    if queue:
        newest = queue[-1]
        text = f"{count_of(newest['unallocated_count'], 'digital forensics case')} stood unallocated {when(newest['as_at_on'], newest['as_at_precision'])}"
        if newest["previous_count"] is not None:
            before = next(row for row in queue if row["as_at_on"] == newest["previous_on"])
            text += f", {_moved(newest['unallocated_count'], newest['previous_count'])} {when(before['as_at_on'], before['as_at_precision'])} ({number(newest['previous_count'])})"
        said.append(f"{text}.")
    if received:
        newest = received[-1]
        said.append(f"{number(newest['received_in_month_count'])} came in during {dated(newest['as_at_on'], 'month')}.")
    return paragraph(said)
