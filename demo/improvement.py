"""What is done about findings: updates, actions, the steps to closure; and what the force aims for."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from demo import weeks
from demo.files import File, csv_file
from demo.planted import ACTION_SLIPS, ACTION_UNCHECKED, UPDATE_CORRECTED
from demo.register import Finding, Register
from demo.reports import OWNERS, PART_OF

Months = Mapping[date, Register]
Rows = list[dict[str, Any]]
SOURCE = {"source_id": "syn-board"}
TEXTS = (
    "The plan was agreed and has an owner. The first audit is booked.",
    "Half of the teams work to the new procedure; the others begin next month.",
    "The audit of 40 cases is done. Nine fell short and were sent back with advice.",
    "Training was given to 120 staff. The rest are booked before the end of the quarter.",
    "The dashboard is live, and supervisors look at it each week.",
    "Progress was slower than planned because of vacancies. Two posts are filled from next month.",
)
"""What an owner may say, in turn."""
COMMENTS = {
    "SYN-C-marac": (
        "The lower referral threshold in Walsall brings in more people earlier than one conference a week can hear.",
        "The second conference a week in Walsall goes on until fewer people wait there than before the threshold changed.",
    ),
    "SYN-C-investigations": (
        "Plans are better and later: quality rises while supervisors catch up.",
        "Supervisors look at victim focus first, as the guidance of January asks.",
    ),
    "SYN-C-sex_offenders": (
        "Visits go first to those whose assessment is oldest.",
        "Two posts are filled from next month; until then the oldest assessments go first.",
    ),
    "SYN-C-online_child_abuse": ("The cause was closed in February.", "The work goes on as it did at its closing."),
}
"""What the owner of a cause says to the board of September, and to that of October."""
DECIDED, ASKED = "SYN-C-investigations", "SYN-C-marac"
"""The cause of which the board of September decided something, and the one of which that of October is asked something."""
DCC = "Deputy Chief Constable"
ACTIONS_FROM = weeks.FIRST_MONDAYS[-9]
ENDS = weeks.WEEKS[-1]


def files(random: Random, months: Months) -> list[File]:
    """Updates and actions a month, steps a quarter, what was set and assessed once, and what the last boards heard."""
    return [
        *_updates(months),
        *_actions(months),
        *_steps(random, months),
        *_thresholds(),
        *_assessed(),
        *_commentary(months),
    ]


def _owner(item: Finding) -> tuple[str, str]:
    owner, _, board = OWNERS[PART_OF[item.theme_code]]
    return owner, board


def _updates(months: Months) -> Iterator[File]:
    """Each month on the open recommendations of causes, each quarter on every fourth other finding that is open."""
    for number, (monday, existing) in enumerate(months.items()):
        rows: Rows = []
        for at, item in enumerate(existing):
            is_asked = item.parent_finding_id or (monday in weeks.QUARTERS and at % 4 == 0 and item.has_owner)
            if is_asked and not item.is_closed and item.level_code != "before_levels":
                rows.append(_update(item, monday, TEXTS[(at + number) % len(TEXTS)]))
        if monday == UPDATE_CORRECTED.from_on:
            first = rows[0]
            text = f"The audit of July was of 60 cases and not of 40, as was reported. {first['update_text']}"
            before = list(months)[number - 1]
            corrected = f"{first['finding_id']}-{before.isoformat()}"
            rows[0] = {**first, "update_text": text, "corrects_id": corrected}
        yield csv_file("finding_updates", rows, monday, "Updates for the board of the month")


def _update(item: Finding, monday: date, text: str) -> dict[str, Any]:
    return {
        "update_id": f"{item.finding_id}-{monday.isoformat()}",
        "finding_id": item.finding_id,
        "updated_on": monday,
        "updated_precision": "day",
        "by_role": _owner(item)[0],
        "update_text": text,
        **SOURCE,
    }


def _actions(months: Months) -> Iterator[File]:
    """The actions under recommendations of causes that are open at the end, as stated each month of 2026."""
    findings = {item.finding_id: item for item in list(months.values())[-1]}
    for monday in weeks.FIRST_MONDAYS[-9:]:
        rows = [
            {
                "action_id": f"SYN-A{number:02}",
                "as_at_on": monday,
                "finding_id": about,
                "action_title": title,
                "action_owner_role": owner,
                "governance_board": _owner(findings[about])[1],
                "first_due_on": due,
                **_state(number, due, monday),
                **SOURCE,
            }
            for number, (about, title, owner, due) in enumerate(PLANNED, 1)
        ]
        yield csv_file("actions", rows, monday, "Monthly statement of the action tracker")


PLANNED = (
    ("SYN-251", "Rewrite the guidance and have it approved", "Head of Investigations", date(2026, 6, 30)),
    ("SYN-252", "Train supervisors in reviewing plans", "Head of Learning and Development", date(2026, 9, 1)),
    ("SYN-252", "Audit 60 closed cases", "Head of Strategy, Delivery and Assurance", date(2026, 8, 31)),
    (
        "SYN-319",
        "Put the dashboard before the monthly board",
        "Head of Strategy, Delivery and Assurance",
        date(2026, 4, 30),
    ),
    ("SYN-251", "Fill two supervisor posts", "Head of Investigations", date(2026, 10, 15)),
    ("SYN-186", "Agree a service level with partners", "Head of Public Protection", date(2026, 12, 18)),
    ("SYN-186", "Review the caseload of each team", "Head of Public Protection", date(2026, 11, 30)),
)
"""The recommendation, what is to be done about it, by whom, and when it was first due."""


def _state(number: int, due: date, monday: date) -> dict[str, Any]:
    """How an action stands on a Monday: the first slips, the second is overdue, the third is done and not checked."""
    begun = (monday - ACTIONS_FROM).days // 28
    if number == 1 and monday >= ACTION_SLIPS.from_on:
        return {
            "action_status_code": "in_progress",
            "revised_due_on": date(2026, 10, 30),
            "revised_reason": "The national guidance it rests on was published three months late.",
            "revised_by_role": DCC,
            "milestones_count": 4,
            "milestones_done_count": 3,
        }
    if number == 3 and monday >= ACTION_UNCHECKED.from_on:
        return {"action_status_code": "complete", "completed_on": date(2026, 8, 20), "evidence_title": "Audit report 7"}
    if number == 4 and monday > due:
        return {
            "action_status_code": "checked",
            "completed_on": date(2026, 4, 20),
            "checked_on": date(2026, 4, 29),
            "checked_by_role": "Internal audit",
            "evidence_title": "Minute 12 of the monthly board",
            "evidence_reference": "Board papers, April 2026, item 12",
        }
    depends = {"depends_on_id": "SYN-A07"} if number == 6 else {}
    started = {"action_status_code": "in_progress", "milestones_count": 10, "milestones_done_count": min(begun, 8)}
    return depends | (started if begun else {"action_status_code": "not_started"})


REFERENCES = {
    "evidence_audited": "IA",
    "board_agreed": "Minute",
    "dcc_signed": "DCC",
    "letter_signed": "CC",
    "sent_to_portal": "Portal",
    "hmicfrs_verified": "HMICFRS",
    "hmicfrs_fieldwork": "HMICFRS",
    "hmicfrs_closed": "HMICFRS",
    "sent_back": "Return",
}
"""How the references of each step begin: of an audit, a minute, a letter or an entry of the portal."""


def _steps(random: Random, months: Months) -> Iterator[File]:
    """Every step that findings took, by the quarter it was recorded in."""
    taken = sorted(
        (step for history in _histories(months).values() for step in _of_finding(random, history)),
        key=lambda row: (row["taken_on"], row["finding_id"]),
    )
    before = date(2000, 1, 1)
    for monday in (*weeks.QUARTERS[1:], ENDS):
        rows = [row for row in taken if before < row["taken_on"] <= monday]
        yield csv_file("closure_steps", rows, monday, "Steps to closure since the last list")
        before = monday


def _histories(months: Months) -> dict[str, list[Finding]]:
    """Each finding as it stood each time its status was another, oldest first. Causes of concern are left out."""
    found: dict[str, list[Finding]] = {}
    for existing in months.values():
        for item in existing:
            history = found.setdefault(item.finding_id, [])
            if item.finding_type_code != "cause_of_concern" and (
                not history or history[-1].status_code != item.status_code
            ):
                history.append(item)
    return found


def _of_finding(random: Random, history: Sequence[Finding]) -> Rows:
    """The steps of a finding from the day its work was done to where it stands. What was done before is not known."""
    rows: Rows = []
    done: date | None = None
    for item in history:
        reached = item.status_on
        if item.status_code == "force_says_done":
            done = reached
            rows.append(_step(item, "work_done", reached, _owner(item)[0]))
        elif done and item.status_code == "reopened":
            rows.append(_step(item, "sent_back", reached, "HMICFRS"))
            done = None
        elif done and item.status_code == "hmicfrs_agreed" and item.level_code == "3":
            rows.append(_step(item, "hmicfrs_verified", reached, "HMICFRS"))
        elif done and reached and item.status_code in ("self_certified", "archived", "hmicfrs_agreed"):
            rows += _inside(random, item, done, (reached - done).days, 3)
            if item.closure_letter_on:
                rows.append(_step(item, "letter_signed", reached, "Chief Constable"))
                rows.append(_step(item, "sent_to_portal", reached, "Inspection liaison"))
            else:
                last = "hmicfrs_fieldwork" if item.level_code == "4" else "hmicfrs_closed"
                rows.append(_step(item, last, reached, "HMICFRS"))
    if history and done and history[-1].status_code == "force_says_done":
        waited = (ENDS - done).days
        rows += _inside(random, history[-1], done, min(waited, 90), min(3, waited // 30))
    return rows


def _inside(random: Random, item: Finding, done: date, days: int, count: int) -> Rows:
    """The steps inside the force, spread over so many days after the work was done; of them the first few."""
    shares = (random.uniform(0.2, 0.4), random.uniform(0.45, 0.65), random.uniform(0.7, 0.95))
    board = _owner(item)[1]
    steps = (("evidence_audited", "Internal audit"), ("board_agreed", board), ("dcc_signed", DCC))
    return [
        _step(item, code, done + timedelta(days=int(share * days)), role)
        for share, (code, role) in list(zip(shares, steps, strict=True))[:count]
    ]


def _step(item: Finding, code: str, taken: date | None, role: str) -> dict[str, Any]:
    prefix, number = REFERENCES.get(code), item.finding_id.rpartition("-")[2]
    reference = {"reference": f"{prefix}/{taken.year}/{number}"} if prefix and taken else {}
    return {"finding_id": item.finding_id, "taken_on": taken, "step_code": code, "by_role": role, **reference, **SOURCE}


def _thresholds() -> Iterator[File]:
    rows = [
        {
            "tolerance_id": name,
            "threshold_kind_code": kind,
            "figure_code": figure,
            "measure": measure,
            "subject": subject,
            "threshold_value": value,
            "direction_code": direction,
            "from_on": HOLDS_FROM,
            "plan": plan,
            "set_by_role": DCC,
            **SOURCE,
        }
        for name, kind, figure, measure, subject, value, direction, plan in THRESHOLDS
    ]
    yield csv_file("tolerances", rows, weeks.QUARTERS[5], "Targets and tolerances agreed by the board")


HOLDS_FROM = date(2026, 1, 1)
THRESHOLDS = (
    (
        "syn-packages",
        "tolerance",
        "ocset_packages_by_stage",
        None,
        "awaiting_enforcement",
        43,
        "at_most",
        "the surge rota",
    ),
    *(
        (f"syn-{measure}", "target", "investigation_standards_met", None, measure, value, "at_least", None)
        for measure, value in (("supervisor_reviews", 85), ("investigation_plans", 98), ("masterclasses", 85))
    ),
)
"""Name, kind, figure, column, subject, value, direction and plan of each."""


OWN_GRADES = (
    ("preventing_crime", "G", 6, "Problem-solving plans of the six largest areas", None),
    ("responding_to_public", "A", 5, "Call handling audit of June 2026", None),
    ("protecting_vulnerable_people", "A", 3, "Audit of return interviews", "Nothing yet shows the views of children."),
    ("investigating_crime", "A", 8, "QATT results by month", None),
    ("treating_public_fairly", "G", 4, "Stop and search panel minutes", None),
    ("managing_offenders", "RI", 2, "Visits dashboard", "Supervision of visits is not evidenced."),
    ("treating_workforce_fairly", "A", 0, None, None),
)
"""Question, the force's own grade, pieces of evidence, the best of it, and what is missing. One question is left out."""


def _assessed() -> Iterator[File]:
    """The self-assessment with departments, made once before the next inspection."""
    monday = weeks.FIRST_MONDAYS[-2]
    rows = [
        {
            "as_at_on": monday,
            "thread_code": thread,
            "own_grade_code": grade,
            "by_role": "Head of Strategy, Delivery and Assurance",
            "evidence_count": number,
            "evidence_title": title,
            "evidence_reference": "Evidence library, PEEL 2027" if title else None,
            "gap_text": gap,
            **SOURCE,
        }
        for thread, grade, number, title, gap in OWN_GRADES
    ]
    yield csv_file("self_assessments", rows, monday, "Self-assessment before the next inspection")


def _commentary(months: Months) -> Iterator[File]:
    """What owners said to the board of September and of October, and what the first decided."""
    causes = [item for item in list(months.values())[-1] if item.finding_type_code == "cause_of_concern"]
    open_causes = [item for item in causes if not item.is_closed]
    held_on = date(2026, 9, 1)
    past = [
        {
            "commentary_id": f"{item.finding_id}-2026-09",
            "meeting_on": held_on,
            "finding_id": item.finding_id,
            "by_role": _owner(item)[0],
            "comment_text": COMMENTS[item.finding_id][0],
            "ask_text": "Agree two supervisor posts until March 2027.",
            "decision_text": "Agreed for six months.",
            "decided_on": held_on,
            "action_id": "SYN-A05",
            **SOURCE,
        }
        for item in open_causes
        if item.finding_id == DECIDED
    ]
    ahead = [
        {
            "commentary_id": f"{item.finding_id}-2026-10",
            "meeting_on": date(2026, 10, 6),
            "finding_id": item.finding_id,
            "by_role": _owner(item)[0],
            "comment_text": COMMENTS[item.finding_id][1],
            "ask_text": "Agree the second conference a week until March 2027." if item.finding_id == ASKED else None,
            **SOURCE,
        }
        for item in open_causes
    ]
    yield csv_file("commentary", past, weeks.FIRST_MONDAYS[-1], "Commentary to the September board")
    yield csv_file("commentary", ahead, ENDS, "Commentary to the October board")
