"""The rules of an action, a tolerance and a commentary, at the edge of each: what is just let in and what just is not."""

from datetime import date, timedelta

import pytest

from src.contracts.problem import Refused
from src.ingest import reader, validate
from src.metrics.datasets import DATASETS
from tests.ingest.test_checking import LISTS

ACTION = {
    "Action": "a1",
    "As at": "2026-03-02",
    "Finding": "r1",
    "What is to be done": "Train",
    "Status": "in_progress",
}
DONE = {"Status": "complete", "Completed": "2026-03-01"}
CHECKED = {**DONE, "Status": "checked", "Checked": "2026-03-01", "Checked by": "Internal audit", "Evidence": "Audit 4"}
MOVED = {
    "First due": "2026-03-01", "Revised due": "2026-04-01", "Why moved": "Courses full", "Move agreed by": "DCC",
}  # fmt: skip
TOLERANCE = {
    "Name": "t1", "Kind": "tolerance", "Figure": "marac_cases_awaiting", "Value": "150", "Direction": "at_most",
    "From": "2026-03-02",
}  # fmt: skip
ASKED = {
    "Commentary id": "c1", "Meeting": "2026-03-03", "Finding": "r1", "Commentary": "Slow", "Decision asked": "Two posts",
}  # fmt: skip
DECIDED = {**ASKED, "Decision": "Agreed", "Decided": "2026-03-03"}


def broken(dataset: str, row: dict[str, str]) -> list[str]:
    """The rules that a file of one row breaks, and none where it is let in."""
    content = "\n".join([",".join(row), ",".join(f'"{cell}"' for cell in row.values())]).encode()
    try:
        validate.check(reader.read_for("m.csv", content, DATASETS[dataset]), DATASETS[dataset], LISTS, "wmp")
    except Refused as refused:
        return [problem.expected.removeprefix("rows that keep this rule: ") for problem in refused.problems]
    return []


@pytest.mark.parametrize(
    ("cells", "rule"),
    [
        ({}, ""),
        (MOVED, ""),
        # A date may be brought forward too, for a reason and with somebody who agreed.
        ({**MOVED, "Revised due": "2026-02-01"}, ""),
        ({**MOVED, "Why moved": ""}, "a date that was moved has a reason and a role that agreed to it"),
        ({**MOVED, "Move agreed by": ""}, "a date that was moved has a reason and a role that agreed to it"),
        ({**MOVED, "First due": ""}, "a revised date moves a first one"),
        (DONE, ""),
        ({**DONE, "Completed": ""}, "a complete action has the day it was completed"),
        ({**DONE, "Completed": "2026-03-02"}, ""),
        ({**DONE, "Completed": "2026-03-03"}, "no day of a statement lies after its as-at date"),
        ({**DONE, "Milestones": "4", "Milestones done": "4"}, ""),
        ({**DONE, "Milestones": "4", "Milestones done": "3"}, "a complete action has all its milestones done"),
        ({**CHECKED, "Milestones": "4", "Milestones done": "0"}, "a complete action has all its milestones done"),
        ({**DONE, "Status": "in_progress", "Milestones": "4", "Milestones done": "3"}, ""),
        (CHECKED, ""),
        ({**CHECKED, "Evidence": ""}, "a checked action names who checked it, when, and the evidence"),
        ({**CHECKED, "Checked by": ""}, "a checked action names who checked it, when, and the evidence"),
        ({**CHECKED, "Checked": ""}, "a checked action names who checked it, when, and the evidence"),
        ({**CHECKED, "Checked": "2026-02-28"}, "an action is checked on or after the day it was completed"),
        ({**CHECKED, "Owner": "internal audit "}, "nobody checks their own action"),
        ({**CHECKED, "Owner": "Head of Crime"}, ""),
        ({**MOVED, "Owner": " dcc"}, "nobody agrees to a new date of their own action"),
        (
            {**MOVED, "Owner": "Head of People Services", "Move agreed by": "head of  People  services "},
            "nobody agrees to a new date of their own action",
        ),
        ({**MOVED, "Owner": "Deputy DCC"}, ""),
        ({"Milestones": "4", "Milestones done": "4"}, ""),
        ({"Milestones": "4", "Milestones done": "5"}, "no more milestones are done than there are"),
        ({"Depends on": "a2"}, ""),
        ({"Depends on": "a1"}, "an action depends on another one and never on itself"),
        # Evidence is a link or a file reference.
        ({"Evidence": "Audit 4", "Where evidence lies": "https://intranet.example/audit/4"}, ""),
        ({"Evidence": "Audit 4", "Where evidence lies": r"\\\\files\\audit\\4.docx"}, ""),
    ],
)
def test_an_action_is_let_in_up_to_the_edge_of_its_rules(cells: dict[str, str], rule: str) -> None:
    assert broken("actions", {**ACTION, **cells}) == ([rule] if rule else [])


@pytest.mark.parametrize(
    ("dataset", "row", "rule"),
    [
        ("tolerances", TOLERANCE, ""),
        ("tolerances", {**TOLERANCE, "Until": "2026-03-02"}, ""),
        ("tolerances", {**TOLERANCE, "Until": "2026-03-01"}, "nothing ends before it starts"),
        ("tolerances", {**TOLERANCE, "Value": ""}, "a target or a tolerance has a value"),
        ("commentary", ASKED, ""),
        ("commentary", DECIDED, ""),
        (
            "commentary",
            {**DECIDED, "Decided": "2026-03-02"},
            "a decision has the day it was taken, on or after the board it was asked of",
        ),
        ("commentary", {**DECIDED, "Decision asked": ""}, "a decision answers what was asked"),
        ("commentary", {**ASKED, "Finding": ""}, "a commentary is about a finding or about measures"),
    ],
)
def test_a_tolerance_and_a_commentary_are_let_in_up_to_the_edge_of_their_rules(
    dataset: str, row: dict[str, str], rule: str
) -> None:
    assert broken(dataset, row) == ([rule] if rule else [])


def test_an_update_is_of_today_or_earlier_and_a_tolerance_may_begin_later() -> None:
    update = {"Update id": "u1", "Finding": "r1", "Update": "Trained"}
    today, tomorrow = (str(date.today() + timedelta(days=days)) for days in (0, 1))
    assert broken("finding_updates", {**update, "Updated": today}) == []
    (refused,) = broken("finding_updates", {**update, "Updated": tomorrow})
    assert refused.startswith("dates from ")
    assert broken("tolerances", {**TOLERANCE, "From": tomorrow}) == []
