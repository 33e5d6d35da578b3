"""The findings register as it lives: raised, worked on, closed by whoever the level allows, month after month."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise, product
from random import Random
from typing import Any

from demo import ordinary, weeks
from demo.reports import ACTIONS, LEVELS_FROM, OWNERS, PART_OF, REPORTS, SUBJECTS, Report

LEVELS = {"1": 0.22, "2": 0.40, "3": 0.30, "4": 0.08}
"""How findings are shared out among the levels."""
CLOSED = ("hmicfrs_agreed", "archived", "superseded")
BEGAN = date(2021, 1, 4)
"""The first month that is lived through, so that what is open in the first extract has a past."""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """A finding as it stands in one month."""

    finding_id: str
    finding_type_code: str
    level_code: str
    parent_finding_id: str | None
    theme_code: str
    title: str
    report: Report
    reference: str
    deadline_on: date | None
    force_target_on: date | None
    has_owner: bool = True
    status_code: str = "open"
    status_on: date | None = None
    closure_letter_on: date | None = None
    verification_inspection: str | None = None
    superseded_by: str | None = None

    @property
    def is_closed(self) -> bool:
        """Whether nothing more is to be done."""
        return self.status_code in CLOSED


Register = tuple[Finding, ...]


def lived(random: Random) -> Mapping[date, Register]:
    """The register on the first Monday of each month of the two years. Closures a month hold no signal."""
    return ordinary.until(lambda: _lived(random), _closures_are_ordinary, "a register")


def closures(months: Mapping[date, Register]) -> list[int]:
    """How many findings closed in each month but the first."""
    existing = list(months.values())
    return [
        len(
            {item.finding_id for item in later if item.is_closed}
            - {item.finding_id for item in before if item.is_closed}
        )
        for before, later in pairwise(existing)
    ]


def _closures_are_ordinary(months: Mapping[date, Register]) -> bool:
    return ordinary.is_ordinary(closures(months)) and any(
        item.status_code == "reopened" for register in months.values() for item in register
    )


def _lived(random: Random) -> dict[date, Register]:
    created = [item for report in REPORTS for item in _findings_of(random, report)]
    created = [replace(item, finding_id=f"SYN-{number:03}") if item.finding_type_code != "cause_of_concern" else item
            for number, item in enumerate(created, 1)]  # fmt: skip
    months: dict[date, Register] = {}
    existing: list[Finding] = []
    before, today = date(2000, 1, 1), BEGAN
    while today <= weeks.FIRST_MONDAYS[-1]:
        existing = [_a_month_later(random, item, before, today) for item in existing]
        existing += [item for item in created if before < item.report.published_on <= today]
        if today in weeks.FIRST_MONDAYS:
            existing = _superseded(existing, before, today)
            months[today] = tuple(existing)
        before, today = today, _next_first_monday(today)
    return months


def _next_first_monday(monday: date) -> date:
    first = weeks.months_on(monday.replace(day=1), 1)
    return first + timedelta(days=-first.weekday() % 7)


def _findings_of(random: Random, report: Report) -> list[Finding]:
    """The findings of a report as they are on the day it is published."""
    cause_id = f"SYN-C-{report.measures}" if report.cause else None
    of_the_cause = [(action, report.themes[0]) for action in ACTIONS[: report.recommendations]]
    others = [pair for pair in product(ACTIONS, report.themes) if pair not in of_the_cause]
    random.shuffle(others)
    found = []
    if cause_id:
        found.append(
            _raised(random, report, cause_id, "cause_of_concern", "none", report.themes[0], report.cause, None)
        )
    for number, (action, theme) in enumerate([*of_the_cause, *others][: report.findings], 1):
        of_cause = number <= report.recommendations
        kind = "recommendation" if of_cause or random.random() < 0.55 else "area_for_improvement"
        level = random.choices(list(LEVELS), list(LEVELS.values()))[0]
        if report.published_on < LEVELS_FROM:
            level = "before_levels"
        elif of_cause:
            level = "4" if number <= 2 else "3"
        elif kind == "area_for_improvement" and level == "4":
            level = "3"
        title = action.format(SUBJECTS[theme])
        parent = cause_id if of_cause else None
        found.append(_raised(random, report, "", kind, level, theme, title, parent, f"{kind[0].upper()}{number}"))
    return found


def _raised(
    random: Random,
    report: Report,
    finding_id: str,
    kind: str,
    level: str,
    theme: str,
    title: str,
    parent: str | None,
    reference: str = "",
) -> Finding:
    months = random.choice((6, 9, 12, 12, 18))
    has_deadline = kind == "recommendation" and random.random() < 0.85
    item = Finding(
        finding_id=finding_id,
        finding_type_code=kind,
        level_code=level,
        parent_finding_id=parent,
        theme_code=theme,
        title=title,
        report=report,
        reference=reference,
        deadline_on=weeks.months_on(report.published_on, months) if has_deadline else None,
        force_target_on=weeks.months_on(report.published_on, months + 2) if random.random() < 0.8 else None,
        has_owner=random.random() < 0.93,
        status_on=report.published_on,
    )
    if level != "before_levels":
        return item
    closed_on = min(report.published_on + timedelta(days=random.randint(150, 700)), date(2020, 12, 31))
    return replace(item, status_code="archived", status_on=max(closed_on, report.published_on), deadline_on=None)


def _a_month_later(random: Random, item: Finding, before: date, today: date) -> Finding:
    """A finding as it stands a month on: moved to a state that its level allows, or left, or its target put off."""
    if item.is_closed:
        return item
    if item.finding_type_code == "cause_of_concern":
        agreed_on = item.report.agreed_on
        if agreed_on and before < agreed_on <= today:
            return replace(item, status_code="hmicfrs_agreed", status_on=agreed_on)
        return replace(item, status_code="in_progress", status_on=today) if item.status_code == "open" else item
    # After the month's first extract, and never before the report that made it.
    day = before + timedelta(days=random.randint(1, (today - before).days))
    moved = _moved(random, item, max(day, item.report.published_on))
    if moved.status_code == item.status_code and item.force_target_on and item.force_target_on < today:
        if random.random() < 0.35:
            return replace(item, force_target_on=weeks.months_on(item.force_target_on, random.choice((2, 3, 6))))
        if item.deadline_on and item.deadline_on < today and random.random() < 0.04:
            return replace(item, deadline_on=weeks.months_on(item.deadline_on, 6))
    return moved


def _moved(random: Random, item: Finding, day: date) -> Finding:
    chance, old = random.random(), (day - item.report.published_on).days

    def to(status: str, **more: Any) -> Finding:
        return replace(item, status_code=status, status_on=day, **more)

    if item.status_code == "open":
        return to("in_progress") if chance < 0.6 else item
    if item.status_code == "self_certified":
        if chance < 0.14:
            return to("hmicfrs_agreed", verification_inspection=_inspection(day))
        return to("reopened", closure_letter_on=None) if chance < 0.17 else item
    if item.status_code == "force_says_done":
        if item.level_code == "2" and chance < 0.6:
            return to("archived", closure_letter_on=day)
        if item.level_code == "3" and chance < 0.5:
            return to("self_certified", closure_letter_on=day)
        return (
            to("hmicfrs_agreed", verification_inspection=_inspection(day))
            if item.level_code in "14" and chance < 0.15
            else item
        )
    ready = {"1": 0.10, "2": 0.10, "3": 0.09, "4": 0.03}[item.level_code]
    return to("force_says_done") if old > 120 and chance < ready else item


def _inspection(day: date) -> str:
    return f"HMICFRS follow-up of {'spring' if day.month < 7 else 'autumn'} {day.year}"


def _superseded(existing: Sequence[Finding], before: date, today: date) -> list[Finding]:
    """The register after a new report: up to two older findings of its themes have given way to its own."""
    new = [item for item in existing if before < item.report.published_on <= today and item.level_code in LEVELS]
    found = list(existing)
    given = 0
    for at, item in enumerate(found):
        successor = next(
            (other for other in new if other.theme_code == item.theme_code and other.title == item.title), None
        )
        if successor and item not in new and not item.is_closed and item.level_code in LEVELS and given < 2:
            found[at] = replace(
                item,
                status_code="superseded",
                status_on=successor.report.published_on,
                superseded_by=successor.finding_id,
            )
            given += 1
    return found


def as_row(item: Finding, as_at: date) -> dict[str, Any]:
    """A finding as the portal gives it."""
    owner, lead, board = OWNERS[PART_OF[item.theme_code]] if item.has_owner else (None, None, None)
    is_old = item.level_code == "before_levels"
    return {
        "finding_id": item.finding_id,
        "as_at_on": as_at,
        "coverage_code": "whole",
        "finding_type_code": item.finding_type_code,
        "level_code": item.level_code,
        "parent_finding_id": item.parent_finding_id,
        "theme_code": item.theme_code,
        "title": item.title,
        "source_report": item.report.title,
        "report_published_on": item.report.published_on,
        "scope_code": "force",
        "reference": item.reference or None,
        "deadline_on": item.deadline_on,
        "force_target_on": None if is_old else item.force_target_on,
        "owner_role": None if is_old else owner,
        "tactical_lead_role": None if is_old else lead,
        "governance_board": None if is_old else board,
        "status_code": item.status_code,
        "status_on": item.status_on,
        "closure_letter_on": item.closure_letter_on,
        "verification_inspection": item.verification_inspection,
        "superseded_by": item.superseded_by,
        "local_rating_code": None if item.is_closed else _rating(item, as_at),
        "source_id": "syn-portal",
    }


def _rating(item: Finding, as_at: date) -> str:
    """The force's own view: red past its own date, amber where that is near or not set, green otherwise."""
    if item.force_target_on is None:
        return "amber"
    left = (item.force_target_on - as_at).days
    return "red" if left < 0 else "amber" if left < 90 else "green"
