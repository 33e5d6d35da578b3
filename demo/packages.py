"""Online child abuse packages by stage and risk, by the week; and the digital forensics queue, by the month."""

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

from demo import ordinary, weeks
from demo.files import File, csv_file
from demo.planted import WEEK_MISSED

BANDS = {"very_high": (3, 1), "high": (6, 5), "medium": (10, 15), "standard": (7, 40)}
"""By risk band: packages that come to be enforced in a usual week, and the age in days the oldest usually has."""
WAITING = {"very_high": 2, "high": 5, "medium": 14, "standard": 15}
IN_DEVELOPMENT = 60
EXAMINED, UNALLOCATED = 250, 110
Drawn = tuple[dict[str, list[int]], dict[str, list[int]], list[int]]


def files(random: Random) -> list[File]:
    """An extract a week but for the one that is missed."""
    received, enforced, came = ordinary.until(lambda: _drawn(random), _are_ordinary_with_the_gap, "packages")
    awaiting = {band: ordinary.waiting(WAITING[band], received[band], enforced[band]) for band in BANDS}
    developed = ordinary.summed(list(received.values()))
    developing = ordinary.waiting(IN_DEVELOPMENT, came, developed)
    found = []
    for week, monday in enumerate(weeks.WEEKS):
        stage = {"as_at_on": monday, "stage_code": "awaiting_enforcement", "source_id": "syn-ocset"}
        rows: list[dict[str, Any]] = [
            {
                **stage,
                "risk_code": band,
                "packages_count": awaiting[band][week],
                "oldest_days": random.randint((age + 1) // 2, age + age // 3) if awaiting[band][week] else None,
                "received_count": received[band][week],
                "enforced_count": enforced[band][week],
            }
            for band, (_, age) in BANDS.items()
        ]
        rows += [
            {
                **stage,
                "risk_code": "all",
                "packages_count": sum(awaiting[band][week] for band in BANDS),
                "received_count": developed[week],
                "enforced_count": sum(enforced[band][week] for band in BANDS),
            },
            {
                **stage,
                "stage_code": "in_development",
                "risk_code": "all",
                "packages_count": developing[week],
                "received_count": came[week],
            },
        ]
        if monday != WEEK_MISSED.from_on:
            found.append(csv_file("ocset_packages", rows, monday, "Weekly extract of online child abuse packages"))
    return found


def _drawn(random: Random) -> Drawn:
    """Packages that came to be enforced and were, by risk band; and those that came to be developed."""
    length, bands = len(weeks.WEEKS), list(BANDS)
    usual = {band: [float(a_week)] * length for band, (a_week, _) in BANDS.items()}
    received = ordinary.together(random, lambda band: ordinary.counts(random, BANDS[band][0], length), bands, [bands])
    enforced = ordinary.together(
        random,
        lambda band: ordinary.dealt_with(random, received[band], usual[band], usual[band], WAITING[band]),
        bands,
        [bands],
    )
    developed = ordinary.summed(list(received.values()))
    all_together = [sum(week) for week in zip(*usual.values(), strict=True)]
    # What comes in follows what went on to be enforced: the same rule, read the other way about.
    came = ordinary.dealt_with(random, developed, all_together, all_together, IN_DEVELOPMENT)
    return received, enforced, came


def _are_ordinary_with_the_gap(drawn: Drawn) -> bool:
    """Whether no series, nor their sum, holds a signal once the week is missed that is to be."""
    received, enforced, came = drawn
    missed = weeks.place(WEEK_MISSED.from_on)
    series = [came, *(item for part in (received, enforced) for item in (*part.values(), _all(part)))]
    return all(ordinary.is_ordinary([*item[:missed], None, *item[missed + 1 :]]) for item in series)


def _all(part: Mapping[str, Sequence[int]]) -> list[int]:
    return ordinary.summed(list(part.values()))


def forensics(random: Random) -> list[File]:
    """An extract a month of the digital forensics queue at the end of the month before."""
    length = len(weeks.FIRST_MONDAYS)
    received = ordinary.counts(random, EXAMINED, length)
    allocated = ordinary.dealt_with(random, received, [EXAMINED] * length, [EXAMINED] * length, UNALLOCATED)
    unallocated = ordinary.waiting(UNALLOCATED, received, allocated)
    return [
        csv_file(
            "digital_forensics_queue",
            [
                {
                    "as_at_on": weeks.month_before(monday)[1],
                    "unallocated_count": unallocated[month],
                    "received_in_month_count": received[month],
                    "source_id": "syn-forensics",
                }
            ],
            monday,
            "Monthly extract of the digital forensics queue",
        )
        for month, monday in enumerate(weeks.FIRST_MONDAYS)
    ]
