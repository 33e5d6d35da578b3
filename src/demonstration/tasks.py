"""Sex offender management tasks by area and type, a week at a time: due, completed, outstanding."""

from itertools import product
from random import Random

from src.demonstration import ordinary, weeks
from src.demonstration.files import File, csv_file
from src.demonstration.planted import MANY_VISITS_DUE, MANY_VISITS_MADE

SHARES = {
    "birmingham": 0.35,
    "coventry": 0.14,
    "solihull": 0.07,
    "sandwell": 0.12,
    "dudley": 0.10,
    "walsall": 0.11,
    "wolverhampton": 0.11,
}
"""The share of the force's tasks that each area has."""
TASKS = {"initial_arms": 40, "twelve_month_arms": 60, "rmp_review": 80, "visit": 130}
"""Tasks that fall due in a usual week, by type."""
EXTRA = 70


def files(random: Random) -> list[File]:
    """An extract a week."""
    length = len(weeks.WEEKS)
    teams = list(product(SHARES, TASKS))
    usual = {(area, task): SHARES[area] * TASKS[task] for area, task in teams}
    start = {team: round(1.2 * usual[team]) for team in teams}
    sums = [
        teams,
        *([(area, task) for task in TASKS] for area in SHARES),
        *([(area, task) for area in SHARES] for task in TASKS),
    ]
    arising = ordinary.together(random, lambda team: ordinary.counts(random, usual[team], length), teams, sums)
    completed = ordinary.together(
        random,
        lambda team: ordinary.dealt_with(
            random, arising[team], [usual[team]] * length, [usual[team]] * length, start[team]
        ),
        teams,
        sums,
    )
    for planted, series in ((MANY_VISITS_DUE, arising), (MANY_VISITS_MADE, completed)):
        team = planted.subject["area_code"], planted.subject["task_code"]
        series[team][weeks.place(planted.from_on)] += EXTRA
    outstanding = {team: ordinary.waiting(start[team], arising[team], completed[team]) for team in teams}
    return [
        csv_file(
            "sex_offender_tasks",
            [
                {
                    "as_at_on": monday,
                    "area_code": area,
                    "task_code": task,
                    "outstanding_count": outstanding[area, task][week],
                    "arising_count": arising[area, task][week],
                    "completed_count": completed[area, task][week],
                    "source_id": "syn-offenders",
                }
                for area, task in teams
            ],
            monday,
            "Weekly extract of sex offender management tasks, by area",
        )
        for week, monday in enumerate(weeks.WEEKS)
    ]
