"""What the measures of MARAC say, by rule. Every number is a number of the rows."""

from collections.abc import Sequence
from datetime import date

from src.analysis.limits import against
from src.analysis.usual_moves import too_few
from src.contracts.metric import ColumnLimit, Row
from src.metrics.common_wording import beside, clearing, extreme, level, moves_by_area, newest_rows, newest_step
from src.wording import compared, count_of, day, in_words, listed, number, paragraph, verb

WAIT_LIMITS = tuple(
    ColumnLimit(
        column=f"longest_wait_{kind}_days",
        text="longest wait for a MARAC",
        within=f"is_within_{kind}_reading",
        limit="limit_days",
        unit="day",
        kind=kind,
    )
    for kind in ("calendar", "working")
)
"""The limit on the longest wait, held against both kinds of day: it does not say which it means."""


def total(rows: Sequence[Row], as_at: date) -> str:
    """The force total, its change, and how much can be said from the points held."""
    newest = rows[-1]
    if newest["cases_awaiting_count"] is None:
        return (
            f"Only {in_words(newest['areas_reported_count'])} {'area' if newest['areas_reported_count'] == 1 else 'areas'} "
            f"reported at {day(newest['as_at_on'])}, so no force total can be given."
        )
    count = newest["cases_awaiting_count"]
    points = [
        (row["as_at_on"], row["as_at_precision"], row["cases_awaiting_count"])
        for row in rows
        if row["cases_awaiting_count"] is not None
    ]
    text = f"{count_of(count, 'case')} {verb(count, 'awaits', 'await')} a MARAC at {day(newest['as_at_on'])}"
    return paragraph([level(text, points), too_few(len(rows))])


def areas(rows: Sequence[Row], as_at: date) -> str:
    """How areas moved since the date before, the way that the force went first, or which has the most."""
    newest = newest_rows(rows)
    known = [row for row in newest if row["cases_awaiting_count"] is not None]
    moved = [row for row in newest if row["change_count"] is not None]
    missing = [row["area_name"] for row in newest if row["cases_awaiting_count"] is None]
    gone = f"No figure from {listed(missing)}." if missing else ""
    if not moved:
        if not known:
            return gone
        most, largest = extreme(known, "cases_awaiting_count", max)
        names = listed(row["area_name"] for row in largest)
        where = (
            f"{names} {verb(len(largest), 'has', 'have')} the most cases awaiting, {number(most)}"
            f"{verb(len(largest), '', ' each')}, at {day(largest[0]['as_at_on'])}."
            if most
            else f"No area has a case awaiting at {day(largest[0]['as_at_on'])}."
        )
        return paragraph([where, "No earlier date is held to compare with.", gone])
    found = moves_by_area(newest, "cases_awaiting_count")
    return paragraph([*(found or [f"No area's cases awaiting moved since {day(moved[0]['previous_on'])}."]), gone])


def longest_wait(rows: Sequence[Row], as_at: date) -> str:
    """The longest wait in both kinds of day, against the limit read both ways."""
    days, longest = extreme(rows, "longest_wait_working_days", max)
    first = longest[0]
    if not days:
        return f"No area has a wait of a whole working day at {day(first['as_at_on'])}."
    text = (
        f"The longest wait at {day(first['as_at_on'])} is {count_of(int(days), 'working day')}, in "
        f"{listed(row['area_name'] for row in longest)}: {count_of(first['longest_wait_calendar_days'], 'calendar day')}"
    )
    limit = against(WAIT_LIMITS, first)
    return f"{text}{', ' if limit else ''}{limit}."


def referrals(rows: Sequence[Row], as_at: date) -> str:
    """The newest year's referrals against the year before."""
    newest = rows[-1]
    text = f"{count_of(newest['referrals_count'], 'referral')} came in the year to {day(newest['as_at_on'])}"
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
            f"{count_of(came, 'referral')} came in and {count_of(heard, 'case')} {verb(heard, 'was', 'were')} "
            f"heard in {newest_step(rows)}{beside(came, heard)}."
        )
    columns = ("cases_awaiting_count", "referrals_received_count", "cases_heard_count")
    return paragraph([first, clearing("cases awaiting a MARAC", rows, columns)])


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
            f"More came in than was heard in {listed(row['area_name'] for row in behind)} in {newest_step(rows)}."
            if behind
            else f"In no {rest} did more come in than was heard in {newest_step(rows)}.",
        ]
    )
