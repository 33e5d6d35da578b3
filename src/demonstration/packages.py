"""Online child abuse packages by stage and risk, a week at a time; and the digital forensics queue, a month at a time."""

from random import Random
from typing import Any

from src.demonstration import ordinary, weeks
from src.demonstration.files import File, csv_file, workbook
from src.demonstration.planted import WEEK_MISSED

BANDS = {"very_high": (3, 1), "high": (6, 5), "medium": (10, 15), "standard": (7, 40)}
"""By risk band: packages that come to be enforced in a usual week, and the age in days the oldest usually has."""
WAITING = {"very_high": 2, "high": 5, "medium": 14, "standard": 15}
IN_DEVELOPMENT = 60
EXAMINED, UNALLOCATED = 250, 110


def files(random: Random) -> list[File]:
    """An extract a week but for the one that is missed."""
    length = len(weeks.WEEKS)
    received = ordinary.until(
        lambda: {band: ordinary.counts(random, usual, length) for band, (usual, _) in BANDS.items()},
        lambda drawn: ordinary.is_ordinary(ordinary.summed(list(drawn.values()))),
        "packages received",
    )
    enforced = ordinary.until(
        lambda: {
            band: ordinary.dealt_with(random, received[band], [usual] * length, [usual] * length, WAITING[band])
            for band, (usual, _) in BANDS.items()
        },
        lambda drawn: ordinary.is_ordinary(ordinary.summed(list(drawn.values()))),
        "packages enforced",
    )
    awaiting = {band: ordinary.waiting(WAITING[band], received[band], enforced[band]) for band in BANDS}
    developed = ordinary.summed(list(received.values()))
    usual = float(sum(usual for usual, _ in BANDS.values()))
    # What comes in follows what went on to be enforced: the same rule, read the other way about.
    came = ordinary.dealt_with(random, developed, [usual] * length, [usual] * length, IN_DEVELOPMENT)
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


def forensics(random: Random) -> list[File]:
    """A workbook a month with the digital forensics queue at the end of the month before."""
    length = len(weeks.FIRST_MONDAYS)
    received = ordinary.counts(random, EXAMINED, length)
    allocated = ordinary.dealt_with(random, received, [EXAMINED] * length, [EXAMINED] * length, UNALLOCATED)
    unallocated = ordinary.waiting(UNALLOCATED, received, allocated)
    return [
        workbook(
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
