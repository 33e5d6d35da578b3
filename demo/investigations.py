"""Investigation quality: 15,000 QATT reviews by department, their averages, standards met, positive outcomes."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from random import Random
from statistics import fmean
from typing import Any

from demo import ordinary, weeks
from demo.files import File, csv_file
from demo.planted import OVERALL_FOLLOWS, VICTIM_FOCUS_RISES

DEPARTMENTS = {
    "force_cid": (170, 0.04),
    "local_cid": (160, 0.0),
    "public_protection": (125, 0.06),
    "complex_child_abuse": (45, 0.08),
    "response_investigation": (90, -0.08),
    "economic_crime": (40, 0.02),
}
"""By department: reviews in a usual month, and how much more often than elsewhere they are graded 4 or 5."""
SECTIONS = {
    "victim_focus": 0.42,
    "suspect_management": 0.48,
    "investigation_standards": 0.46,
    "supervisor_review": 0.38,
    "overall": 0.435,
}
"""The usual share of reviews graded 4 or 5, by section."""
RISES = {VICTIM_FOCUS_RISES.measure: 0.025, OVERALL_FOLLOWS.measure: 0.006}
"""How much the share rises a month, where a rise is planted."""
GRADES = {5: 0.25, 4: 0.75}, {3: 0.55, 2: 0.32, 1: 0.13}
"""How grades are shared out among the good ones and among the others."""
STANDARDS = {"supervisor_reviews": (4200, 0.85), "investigation_plans": (4200, 0.93), "masterclasses": (1900, 0.92)}
CRIMES = {"all_crime": (26_000, 0.105), "victim_based": (20_500, 0.085)}
MONTHS = len(weeks.FIRST_MONDAYS)
Cell = tuple[str, str]


def files(random: Random) -> list[File]:
    """Four extracts a month: reviews, averages, standards and outcomes."""
    names = list(DEPARTMENTS)
    sizes = ordinary.together(
        random, lambda name: ordinary.counts(random, DEPARTMENTS[name][0], MONTHS), names, [names]
    )
    good = {section: _good(random, section, sizes) for section in SECTIONS}
    return [
        *_reviews_and_averages(random, sizes, good),
        *_standards(random, ordinary.summed(list(sizes.values()))),
        *_outcomes(random),
    ]


def _planned(section: str, month: int) -> float:
    """How much more of a section is graded 4 or 5 in a month because of what was planted."""
    begins = [weeks.month_before(monday)[0] for monday in weeks.FIRST_MONDAYS].index(VICTIM_FOCUS_RISES.from_on)
    return RISES.get(f"{section}_grade", 0.0) * max(0, month - begins + 1)


def _good(random: Random, section: str, sizes: Mapping[str, Sequence[int]]) -> dict[str, list[int]]:
    """How many reviews of a section are graded 4 or 5, by department and month."""
    totals = ordinary.summed(list(sizes.values()))
    planned = [_planned(section, month) for month in range(MONTHS)]
    rising = [month for month in range(MONTHS) if planned[month] and section == "victim_focus"]

    def of_department(name: str) -> list[int]:
        usual = [SECTIONS[section] + DEPARTMENTS[name][1] + by for by in planned]
        # What follows only in part is too little to show in one department.
        return ordinary.until(
            lambda: ordinary.shares(random, usual, sizes[name]),
            lambda good: section != "overall" or ordinary.shares_are_ordinary(good, [0.0] * MONTHS, sizes[name]),
            f"grades for {section} in a department",
        )

    def draw() -> dict[str, list[int]]:
        return {name: of_department(name) for name in DEPARTMENTS}

    def holds(drawn: Mapping[str, Sequence[int]]) -> bool:
        good = ordinary.summed(list(drawn.values()))
        shares = [number / total for number, total in zip(good, totals, strict=True)]
        rises = all(shares[month] > shares[month - 1] for month in rising)
        return rises and ordinary.shares_are_ordinary(good, planned, totals)

    return ordinary.until(draw, holds, f"grades for {section}")


def _grades(number: int, good: int) -> list[int]:
    """So many grades, so many of them good, the highest first, shared out as usual."""
    found: list[int] = []
    for grades, size in ((GRADES[0], good), (GRADES[1], number - good)):
        left, share_left = size, 1.0
        for grade, share in grades.items():
            these = round(left * share / share_left)
            found += [grade] * these
            left, share_left = left - these, share_left - share if share_left > share else 1.0
    return found


def _reviews_and_averages(
    random: Random, sizes: Mapping[str, Sequence[int]], good: Mapping[str, Mapping[str, Sequence[int]]]
) -> list[File]:
    found = []
    numbered = 0
    for month, monday in enumerate(weeks.FIRST_MONDAYS):
        first, last = weeks.month_before(monday)
        days = [first + timedelta(days=day) for day in range((last - first).days + 1)]
        working = [day for day in days if day.weekday() < 5]
        reviews: list[dict[str, Any]] = []
        given = {
            name: {section: _grades(sizes[name][month], good[section][name][month]) for section in SECTIONS}
            for name in DEPARTMENTS
        }
        for name, by_section in _agreeing(given).items():
            quality = [random.gauss(0, 1) for _ in range(sizes[name][month])]
            columns = {section: _dealt(random, quality, grades) for section, grades in by_section.items()}
            for at in range(sizes[name][month]):
                numbered += 1
                reviews.append(
                    {
                        "review_id": f"SYN-Q{numbered:05}",
                        "reviewed_on": random.choice(working),
                        "department_code": name,
                        **{f"{section}_grade": grades[at] for section, grades in columns.items()},
                        "source_id": "syn-qatt",
                    }
                )
        note = f"QATT reviews finished in the month to {last.isoformat()}"
        found.append(csv_file("qatt_reviews", reviews, monday, note))
        averages = [
            {
                "period_from_on": first,
                "period_to_on": last,
                "section_code": section,
                "average_grade": f"{sum(row[f'{section}_grade'] for row in reviews) / len(reviews):.1f}",
                "reviews_count": len(reviews),
                "source_id": "syn-qatt",
            }
            for section in SECTIONS
        ]
        found.append(csv_file("qatt_averages", averages, monday, f"QATT averages of the month to {last.isoformat()}"))
    return found


def _dealt(random: Random, quality: Sequence[float], grades: Sequence[int]) -> list[int]:
    """The grades dealt out to the reviews: the better the investigation, the higher as a rule."""
    seen = [item + random.gauss(0, 0.7) for item in quality]
    order = sorted(range(len(seen)), key=lambda at: -seen[at])
    dealt = [0] * len(seen)
    for at, grade in zip(order, grades, strict=True):
        dealt[at] = grade
    return dealt


def _agreeing(given: Mapping[str, dict[str, list[int]]]) -> dict[str, dict[str, list[int]]]:
    """The grades of a month, the overall ones such that the printed averages agree: overall is the mean of the four."""
    parts = [section for section in SECTIONS if section != "overall"]
    means = [fmean(grade for of in given.values() for grade in of[section]) for section in parts]
    wanted = round(fmean(round(mean, 1) for mean in means) + 1e-9, 1)
    found = {}
    for name, of in given.items():
        own = fmean(grade for section in parts for grade in of[section])
        total = round(len(of["overall"]) * (own + wanted - fmean(means)))
        found[name] = {**of, "overall": _brought_to(of["overall"], total)}
    return found


def _brought_to(grades: Sequence[int], total: int) -> list[int]:
    """Grades that come to a total, as many of them good as before, the highest first."""
    found = list(grades)
    way = 1 if total > sum(found) else -1
    allowed = {1: (1, 2, 4), -1: (2, 3, 5)}[way]
    while sum(found) != total:
        movable = [at for at, grade in enumerate(found) if grade in allowed]
        if not movable:
            break
        found[movable[len(movable) // 2]] += way
    return sorted(found, reverse=True)


def _standards(random: Random, reviews: Sequence[int]) -> list[File]:
    of = {measure: ordinary.counts(random, usual, MONTHS) for measure, (usual, _) in STANDARDS.items()}
    # Teams differ from month to month by more than chance alone would have them.
    met = {
        measure: ordinary.shares(random, [share] * MONTHS, of[measure], spread=2.5)
        for measure, (_, share) in STANDARDS.items()
    }
    found = []
    for month, monday in enumerate(weeks.FIRST_MONDAYS):
        last = weeks.month_before(monday)[1]
        rows: list[dict[str, Any]] = [
            {
                "as_at_on": last,
                "measure_code": measure,
                "numerator_count": met[measure][month],
                "denominator_count": of[measure][month],
                "source_id": "syn-qatt",
            }
            for measure in STANDARDS
        ]
        rows.append(
            {
                "as_at_on": last,
                "measure_code": "qatt_reviews_completed",
                "count": sum(reviews[: month + 1]),
                "source_id": "syn-qatt",
            }
        )
        found.append(csv_file("investigation_standards", rows, monday, "Monthly extract of investigation standards"))
    return found


def _outcomes(random: Random) -> list[File]:
    """Positive outcomes of the financial year so far, as the force reports them."""
    # The first extract is of September, the sixth month of a financial year.
    so_far = {group: [round(5 * usual * share), 5 * usual] for group, (usual, share) in CRIMES.items()}
    found = []
    for monday in weeks.FIRST_MONDAYS:
        first, last = weeks.month_before(monday)
        rows = []
        for group, (usual, share) in CRIMES.items():
            if first.month == 4:
                so_far[group] = [0, 0]
            crimes = round(random.gauss(usual, usual * 0.02))
            so_far[group][0] += round(crimes * random.gauss(share, 0.002))
            so_far[group][1] += crimes
            rows.append(
                {
                    "as_at_on": last,
                    "crime_group_code": group,
                    "numerator_count": so_far[group][0],
                    "denominator_count": so_far[group][1],
                    "period_kind_code": "year_to_date",
                    "source_id": "syn-outcomes",
                }
            )
        found.append(csv_file("positive_outcomes", rows, monday, "Positive outcomes, year to date"))
    return found
