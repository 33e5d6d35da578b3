"""MARAC by area, a week at a time: referrals in, cases heard, cases awaiting and the longest wait."""

from collections.abc import Sequence
from datetime import date
from random import Random
from statistics import fmean
from typing import Any

from demo import ordinary, weeks
from demo.files import File, csv_file
from demo.planted import CASES_RESTATED, HEARINGS_RISE, REFERRALS_RISE

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
    step, answered = weeks.place(REFERRALS_RISE.from_on), weeks.place(HEARINGS_RISE.from_on)
    risen = REFERRALS_RISE.subject["area_code"]
    areas = list(AREAS)
    received = ordinary.until(
        lambda: ordinary.together(random, lambda area: ordinary.counts(random, AREAS[area], length), areas, [areas]),
        lambda drawn: (
            _is_up_by_half(_risen(drawn[risen], step), step)
            and ordinary.is_ordinary(_risen(drawn[risen], step), [step])
            and ordinary.is_ordinary(ordinary.summed([*drawn.values(), _rise(drawn[risen], step)]), [step])
        ),
        "MARAC referrals",
    )
    received[risen] = _risen(received[risen], step)
    usual_in = {area: _usual(area, area == risen, step) for area in AREAS}
    usual_out = {area: _usual(area, area == risen, answered) for area in AREAS}
    start = {area: round(WEEKS_WAITING * usual) for area, usual in AREAS.items()}
    heard = ordinary.until(
        lambda: {
            area: ordinary.dealt_with(random, received[area], usual_in[area], usual_out[area], start[area])
            for area in AREAS
        },
        lambda drawn: (
            _is_up_by_half(drawn[risen], answered)
            and ordinary.is_ordinary(ordinary.summed(list(drawn.values())), [answered])
        ),
        "MARAC cases heard",
    )
    rows: dict[date, list[dict[str, Any]]] = {monday: [] for monday in weeks.WEEKS}
    for area in AREAS:
        awaiting = ordinary.waiting(start[area], received[area], heard[area])
        for week, monday in enumerate(weeks.WEEKS):
            wait = 5 * awaiting[week] / usual_out[area][week] + random.uniform(2, 5)
            rows[monday].append(
                {
                    "as_at_on": monday,
                    "area_code": area,
                    "cases_awaiting_count": awaiting[week],
                    "longest_wait_working_days": round(wait) if awaiting[week] else 0,
                    "referrals_received_count": received[area][week],
                    "cases_heard_count": heard[area][week],
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


def _usual(area: str, rises: bool, from_week: int) -> list[float]:
    """How many of an area's cases there usually are in each week."""
    return [AREAS[area] * (RISE if rises and week >= from_week else 1) for week in range(len(weeks.WEEKS))]


def _rise(received: Sequence[int], step: int) -> list[int]:
    """What comes on top from a week on."""
    return [round(number * RISE) - number if week >= step else 0 for week, number in enumerate(received)]


def _risen(received: Sequence[int], step: int) -> list[int]:
    """Referrals up by half from a week on."""
    return ordinary.summed([received, _rise(received, step)])


def _is_up_by_half(series: Sequence[int], step: int) -> bool:
    """Whether the mean from a week on is half as much again as before, give or take a twentieth."""
    return abs(fmean(series[step:]) / fmean(series[:step]) - RISE) < 0.05
