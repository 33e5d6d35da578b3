"""The inspection reports of the demonstration, and the words and roles of the findings they make. None is real."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Report:
    """One report: when it was published and what it found."""

    title: str
    published_on: date
    themes: tuple[str, ...]
    """Themes of its findings, in turn."""
    findings: int
    cause: str = ""
    """The cause of concern it raises, if it raises one: its title."""
    measures: str = ""
    """The topic of the measures that show whether the cause is being put right."""
    recommendations: int = 0
    """How many of its findings are recommendations of the cause."""
    agreed_on: date | None = None
    """The day HMICFRS closes the cause, where it does in the two years."""


def _report(
    title: str,
    day: str,
    themes: str,
    findings: int,
    cause: str = "",
    measures: str = "",
    recommendations: int = 0,
    agreed_on: str = "",
) -> Report:
    return Report(
        title=title,
        published_on=date.fromisoformat(day),
        themes=tuple(themes.split()),
        findings=findings,
        cause=cause,
        measures=measures,
        recommendations=recommendations,
        agreed_on=date.fromisoformat(agreed_on) if agreed_on else None,
    )


REPORTS = (
    _report("First inspection of effectiveness", "2015-03-10", "investigations prevention domestic_abuse", 24),
    _report("Inspection of vulnerability", "2016-02-18", "domestic_abuse missing_children child_protection", 24),
    _report("Custody inspection of 2016", "2016-11-08", "custody bail", 16),
    _report("Inspection of effectiveness, 2017", "2017-10-12", "organised_crime neighbourhood investigations", 22),
    _report("Integrated inspection of 2018", "2018-12-04", "workforce crime_recording incident_response", 24),
    _report("Vetting inspection of 2020", "2020-11-17", "vetting workforce", 14),
    _report("PEEL report of 2021", "2021-07-20", "investigations incident_response crime_recording prevention", 26),
    _report("Child protection inspection of 2022", "2022-03-15", "child_protection missing_children youth_justice", 18),
    _report("Inspection of organised crime, 2022", "2022-10-11", "organised_crime serious_youth_violence", 14),
    _report(
        "PEEL report of 2023",
        "2023-06-13",
        "marac sex_offenders investigations neighbourhood detectives",
        30,
        cause="People at high risk wait too long for a conference",
        measures="marac",
        recommendations=5,
    ),
    _report(
        "Inspection of online child abuse, 2023",
        "2023-11-21",
        "online_child_abuse child_protection",
        18,
        cause="Children at risk online are not protected soon enough",
        measures="online_child_abuse",
        recommendations=6,
        agreed_on="2026-02-10",
    ),
    _report("Custody inspection of 2024", "2024-04-16", "custody bail youth_justice", 16),
    _report(
        "Inspection of investigations, 2024",
        "2024-08-13",
        "investigations detectives",
        20,
        cause="Investigations are not good enough for victims",
        measures="investigations",
        recommendations=5,
    ),
    _report("Inspection of youth violence, 2024", "2024-11-19", "serious_youth_violence prevention", 14),
    _report("Vetting inspection of 2025", "2025-02-11", "vetting workforce", 16),
    _report("Inspection of the control room, 2025", "2025-04-15", "incident_response crime_recording", 15),
    _report(
        "Inspection of sex offender management, 2025",
        "2025-06-24",
        "sex_offenders investigations",
        18,
        cause="Registered sex offenders are not visited often enough",
        measures="sex_offenders",
        recommendations=6,
    ),
    _report("Domestic abuse inspection of 2025", "2025-09-16", "domestic_abuse marac", 18),
    _report("Child protection inspection of 2025", "2025-12-09", "child_protection missing_children", 20),
    _report("Inspection of bail and custody, 2026", "2026-02-17", "bail custody", 16),
    _report("Inspection of organised crime, 2026", "2026-04-21", "organised_crime prevention", 17),
    _report("PEEL report of 2026", "2026-06-16", "investigations neighbourhood workforce detectives", 38),
    _report("Inspection of crime recording, 2026", "2026-08-18", "crime_recording incident_response", 12),
)

LEVELS_FROM = date(2021, 1, 1)
"""Findings of reports before this were closed before levels."""

SUBJECTS: Mapping[str, str] = {
    "domestic_abuse": "domestic abuse risk assessments",
    "child_protection": "child protection strategy meetings",
    "online_child_abuse": "online child abuse packages",
    "sex_offenders": "visits to registered sex offenders",
    "investigations": "investigation plans",
    "marac": "referrals to conferences",
    "missing_children": "return interviews of missing children",
    "custody": "detention reviews",
    "youth_justice": "out-of-court decisions about children",
    "serious_youth_violence": "violence reduction plans",
    "organised_crime": "organised crime group plans",
    "prevention": "problem-solving plans",
    "neighbourhood": "neighbourhood engagement plans",
    "bail": "bail and release under investigation",
    "detectives": "detective caseloads",
    "vetting": "vetting renewals",
    "crime_recording": "crime recording decisions",
    "incident_response": "incident grading",
    "workforce": "wellbeing plans",
}
"""What the findings of each theme are about."""

ACTIONS = (
    "Check the quality of {}",
    "Say who is responsible for {}",
    "Have supervisors review {}",
    "Set a time limit for {}",
    "Train teams in {}",
    "Audit {} every quarter",
    "Use one form for {}",
    "Report {} to a governance board",
    "Cut the delay in {}",
    "Share information on {} with partners",
    "Record the reasons behind {}",
    "Learn from reviews of {}",
    "Staff the teams behind {}",
    "Measure the results of {}",
    "Put the backlog of {} right",
    "Ask victims and families about {}",
)
"""What should change, the subject left out."""

OWNERS: Mapping[str, tuple[str, str, str]] = {
    "vulnerability": ("Assistant Chief Constable (Crime)", "Head of Public Protection", "Vulnerability Board"),
    "crime": ("Assistant Chief Constable (Crime)", "Head of Investigations", "Investigations Board"),
    "local": ("Assistant Chief Constable (Local Policing)", "Head of Local Policing", "Local Policing Board"),
    "operations": ("Assistant Chief Constable (Operations)", "Head of Custody and Contact", "Operations Board"),
    "people": ("Director of People", "Head of Professional Standards", "People Board"),
}
"""By part of the force: the executive owner, the tactical lead and the governance board. Roles, never names."""

PART_OF: Mapping[str, str] = {
    **dict.fromkeys(
        ("domestic_abuse", "child_protection", "online_child_abuse", "sex_offenders", "marac", "missing_children"),
        "vulnerability",
    ),
    **dict.fromkeys(("investigations", "organised_crime", "detectives", "crime_recording"), "crime"),
    **dict.fromkeys(("prevention", "neighbourhood", "serious_youth_violence", "youth_justice"), "local"),
    **dict.fromkeys(("custody", "bail", "incident_response"), "operations"),
    **dict.fromkeys(("vetting", "workforce"), "people"),
}
"""The part of the force that each theme belongs to."""
