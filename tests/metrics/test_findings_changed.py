"""How findings came to stand otherwise: each way in its own sentence, closing never pooled. Worked out by hand."""

from datetime import date

import pytest

from src.analysis.change_detection import changes
from src.contracts.change import Change, ChangeKind
from src.contracts.metric import Result
from src.metrics import METRICS
from src.metrics.calculate import calculate
from tests.metrics.drawn import DrawnEngine

REGISTER = """
    finding_id | as_at_on   | finding_type_code | level_code | title    | status_code     | closure_letter_on | deadline_on
    -----------+------------+-------------------+------------+----------+-----------------+-------------------+------------
    agreed-1   | 2026-03-02 | recommendation    | 3          | Agreed 1 | self_certified  | 2026-02-20        |
    agreed-2   | 2026-03-02 | recommendation    | 4          | Agreed 2 | open            |                   |
    agreed-3   | 2026-03-02 | recommendation    | 4          | Agreed 3 | force_says_done |                   |
    agreed-4   | 2026-03-02 | recommendation    | 4          | Agreed 4 | archived        |                   |
    letter-1   | 2026-03-02 | recommendation    | 2          | Letter 1 | open            |                   |
    letter-2   | 2026-03-02 | recommendation    | 2          | Letter 2 | in_progress     |                   |
    tidied     | 2026-03-02 | recommendation    | 3          | Tidied   | hmicfrs_agreed  | 2026-02-01        |
    certified  | 2026-03-02 | recommendation    | 3          | Certain  | open            |                   |
    done       | 2026-03-02 | recommendation    | 2          | Done     | in_progress     |                   | 2026-03-20
    replaced   | 2026-03-02 | recommendation    | 2          | Replaced | open            |                   |
    back       | 2026-03-02 | recommendation    | 2          | Back     | archived        | 2026-02-10        |
    same       | 2026-03-02 | recommendation    | 2          | Same     | open            |                   |
    begun      | 2026-03-02 | recommendation    | 2          | Begun    | open            |                   |
    moved      | 2026-03-02 | recommendation    | 2          | Moved    | open            |                   |
    filed      | 2026-03-02 | recommendation    | 1          | Filed    | open            |                   |
    agreed-1   | 2026-04-06 | recommendation    | 3          | Agreed 1 | hmicfrs_agreed  | 2026-02-20        |
    agreed-2   | 2026-04-06 | recommendation    | 4          | Agreed 2 | hmicfrs_agreed  |                   |
    agreed-3   | 2026-04-06 | recommendation    | 4          | Agreed 3 | hmicfrs_agreed  |                   |
    agreed-4   | 2026-04-06 | recommendation    | 4          | Agreed 4 | hmicfrs_agreed  |                   |
    filed      | 2026-04-06 | recommendation    | 1          | Filed    | archived        |                   |
    letter-1   | 2026-04-06 | recommendation    | 2          | Letter 1 | archived        | 2026-03-30        |
    letter-2   | 2026-04-06 | recommendation    | 2          | Letter 2 | archived        | 2026-03-31        |
    tidied     | 2026-04-06 | recommendation    | 3          | Tidied   | archived        | 2026-02-01        |
    certified  | 2026-04-06 | recommendation    | 3          | Certain  | self_certified  | 2026-04-01        |
    done       | 2026-04-06 | recommendation    | 2          | Done     | force_says_done |                   | 2026-03-20
    replaced   | 2026-04-06 | recommendation    | 2          | Replaced | superseded      |                   |
    back       | 2026-04-06 | recommendation    | 2          | Back     | reopened        | 2026-02-10        |
    same       | 2026-04-06 | recommendation    | 2          | Same     | open            |                   |
    begun      | 2026-04-06 | recommendation    | 2          | Begun    | in_progress     |                   |
    moved      | 2026-04-06 | recommendation    | 4          | Moved    | open            |                   |
"""


def found() -> list[Change]:
    """What changed between the two registers."""

    def at(as_at: date) -> dict[str, Result]:
        engine = DrawnEngine({"findings": REGISTER})
        return {name: calculate(METRICS[name], engine, as_at) for name in ("findings_register", "findings_overdue")}

    return list(changes(at(date(2026, 3, 2)), at(date(2026, 4, 6))))


@pytest.mark.parametrize(
    ("before", "after", "is_reopened"),
    [
        ("closed_by_force", "open", True),
        ("hmicfrs_agreed", "in_progress", True),
        ("in_progress", "reopened", True),
        ("reopened", "reopened", False),
        ("closed_by_force", "superseded", False),
        ("closed_by_force", "not_stated", False),
        ("open", "in_progress", False),
    ],
)
def test_what_was_closed_or_is_said_to_be_re_opened_is_re_opened(before: str, after: str, is_reopened: bool) -> None:
    tables = {
        "findings": f"""
        finding_id | as_at_on   | finding_type_code | level_code | title | status_code
        -----------+------------+-------------------+------------+-------+------------
        back       | 2026-03-02 | recommendation    | 2          | Back  | {before}
        back       | 2026-04-06 | recommendation    | 2          | Back  | {after}
        """
    }
    name = "findings_register"
    sides = [{name: calculate(METRICS[name], DrawnEngine(tables), day)} for day in (date(2026, 3, 2), date(2026, 4, 6))]
    assert any(change.kind is ChangeKind.FINDING_REOPENED for change in changes(*sides)) is is_reopened


def test_each_way_of_closing_has_its_own_sentence_and_says_how_many_came_with_a_letter() -> None:
    assert [(change.kind, change.sentence) for change in found()] == [
        (ChangeKind.FINDING_REOPENED, "One finding is re-opened: Back."),
        (
            ChangeKind.FINDING_OVERDUE,
            "One finding is past HMICFRS's deadline, new since 2 March 2026; overdue by 17 days; it has no stated owner. New: Done.",
        ),
        (ChangeKind.LEVEL_CHANGED, "One finding is now at another level: Moved."),
        (
            ChangeKind.FINDING_SELF_CERTIFIED,
            "One finding is certified by the force, awaiting HMICFRS, with the Chief Constable's letter: Certain.",
        ),
        (
            ChangeKind.FINDING_CLOSED,
            "Four findings are closed, as HMICFRS agreed, one with the Chief Constable's letter: "
            "Agreed 1; Agreed 2; Agreed 3; and one more.",
        ),
        (
            ChangeKind.FINDING_CLOSED,
            "Two findings are closed by the force, both with the Chief Constable's letter: Letter 1; Letter 2.",
        ),
        (ChangeKind.FINDING_CLOSED, "One finding is archived: Filed."),
        (ChangeKind.FINDING_SUPERSEDED, "One finding is superseded by a later finding: Replaced."),
        (ChangeKind.OTHER, "One finding is done, the force says; nothing was sent: Done."),
        (ChangeKind.OTHER, "One finding is now in progress: Begun."),
        (ChangeKind.OTHER, "Findings register: Tidied, status: HMICFRS agreed to Archived."),
    ]


def test_a_sentence_keeps_every_finding_that_it_counts_and_how_many_have_a_letter() -> None:
    agreed = next(change for change in found() if "HMICFRS agreed" in change.sentence)
    assert agreed.findings == ("agreed-1", "agreed-2", "agreed-3", "agreed-4")
    assert agreed.figures == (4.0, 1.0, 3.0)
