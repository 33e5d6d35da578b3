"""MARAC by area, a week at a time: referrals in, cases heard, cases awaiting and the longest wait."""

from random import Random

from src.demonstration import ordinary, weeks
from src.demonstration.files import File, csv_file
from src.demonstration.planted import CASES_RESTATED, HEARINGS_RISE, REFERRALS_RISE

AREAS = {
    "birmingham": 34,
    "coventry": 14,
    "solihull": 6,
    "sandwell": 12,
    "dudley": 10,
    "walsall": 10,
    "wolverhampton": 11,
}
"""Referrals in a usual week, by area."""
RISE = 1.5
WEEKS_WAITING = 1.8
"""How many weeks of referrals wait at the start."""
RESTATED_BY = 10
_NOTE = "Weekly MARAC extract, by area"


def files(random: Random) -> list[File]:
    """An extract a week, and one of them supplied again with a figure corrected."""
    length = len(weeks.WEEKS)
    received = ordinary.until(
        lambda: {area: ordinary.counts(random, usual, length) for area, usual in AREAS.items()},
        lambda drawn: ordinary.is_ordinary(ordinary.summed(list(drawn.values()))),
        "MARAC referrals",
    )
    step, answered = weeks.place(REFERRALS_RISE.from_on), weeks.place(HEARINGS_RISE.from_on)
    risen = REFERRALS_RISE.subject["area_code"]
    received[risen] = [round(number * RISE) if week >= step else number for week, number in enumerate(received[risen])]
    rows = {monday: [] for monday in weeks.WEEKS}  # type: dict[object, list[dict[str, object]]]
    for area, usual in AREAS.items():
        usual_in = [usual * (RISE if area == risen and week >= step else 1) for week in range(length)]
        usual_out = [usual * (RISE if area == risen and week >= answered else 1) for week in range(length)]
        start = round(WEEKS_WAITING * usual)
        heard = ordinary.dealt_with(random, received[area], usual_in, usual_out, start)
        awaiting = ordinary.waiting(start, received[area], heard)
        for week, monday in enumerate(weeks.WEEKS):
            wait = 5 * awaiting[week] / usual_out[week] + random.uniform(2, 5)
            rows[monday].append(
                {
                    "as_at_on": monday,
                    "area_code": area,
                    "cases_awaiting_count": awaiting[week],
                    "longest_wait_working_days": round(wait) if awaiting[week] else 0,
                    "referrals_received_count": received[area][week],
                    "cases_heard_count": heard[week],
                    "source_id": "syn-marac",
                }
            )
    found = []
    for monday in weeks.WEEKS:
        if monday == CASES_RESTATED.from_on:
            wrong = [
                {**row, "cases_awaiting_count": row["cases_awaiting_count"] + RESTATED_BY}
                if row["area_code"] == CASES_RESTATED.subject["area_code"]
                else row
                for row in rows[monday]
            ]
            found.append(csv_file("marac_backlog", wrong, monday, f"{_NOTE}, with a figure too high"))
            again = weeks.WEEKS[weeks.place(monday) + 1]
            corrected = f"{_NOTE}, of {monday.isoformat()} and corrected"
            found.append(csv_file("marac_backlog", rows[monday], again, corrected, part="corrected"))
        else:
            found.append(csv_file("marac_backlog", rows[monday], monday, _NOTE))
    return found
