"""Sex offender management tasks by area and type, a week at a time: due, completed, outstanding."""

from collections.abc import Callable, Sequence
from itertools import product
from random import Random

from demo import ordinary, weeks
from demo.files import File, csv_file
from demo.planted import MANY_VISITS_DUE, MANY_VISITS_MADE, Planted

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
Team = tuple[str, str]


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
    arising = _drawn(random, lambda team: ordinary.counts(random, usual[team], length), MANY_VISITS_DUE, sums)

    def completed_by(team: Team) -> list[int]:
        due = [number - extra for number, extra in zip(arising[team], _extra(team, MANY_VISITS_DUE), strict=True)]
        return ordinary.dealt_with(random, due, [usual[team]] * length, [usual[team]] * length, start[team])

    completed = _drawn(random, completed_by, MANY_VISITS_MADE, sums)
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


def _drawn(
    random: Random, draw: Callable[[Team], list[int]], planted: Planted, sums: Sequence[Sequence[Team]]
) -> dict[Team, list[int]]:
    """A series for each team, with what is planted in one of them, which is the only signal in any sum."""
    own, week = (planted.subject["area_code"], planted.subject["task_code"]), weeks.place(planted.from_on)

    def with_extra(team: Team) -> list[int]:
        return ordinary.summed([draw(team), _extra(team, planted)])

    def drawn(team: Team) -> list[int]:
        return ordinary.until(
            lambda: with_extra(team),
            lambda series: ordinary.is_ordinary(series, but=week if team == own else None),
            "a team's tasks",
        )

    return ordinary.together(random, drawn, sums[0], sums, planted=(own, week))


def _extra(team: Team, planted: Planted) -> list[int]:
    """What is planted of a team's tasks, week by week."""
    is_own = team == (planted.subject["area_code"], planted.subject["task_code"])
    return [EXTRA if is_own and monday == planted.from_on else 0 for monday in weeks.WEEKS]
