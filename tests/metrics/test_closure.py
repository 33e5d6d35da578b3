"""The way to closure: what each finding waits for, the time to each step, and what a register is behind by."""

import csv
import random
from datetime import date, timedelta
from pathlib import Path

import pytest

from src.metrics import METRICS
from src.metrics.calculate import calculate
from src.metrics.improvement.closure_wording import actions_left, awaited, status_to_record, steps_in_a_paper
from tests.metrics import portal
from tests.metrics.conftest import Spec
from tests.metrics.drawn import DrawnEngine


def test_the_queue_says_what_each_finding_waits_for_and_what_the_dcc_is_asked(spec: Spec) -> None:
    result = spec(
        "closure_queue",
        portal.TABLES,
        "2026-03-03",
        """
        finding_id | step_code    | next_step_code   | days_waiting | next_board_on
        -----------+--------------+------------------+--------------+--------------
        r3         | board_agreed | dcc_signed       | 11           | 2026-03-03
        r1         | sent_back    | work_done        | 37           |
        r5         | work_done    | evidence_audited | 3            |
        """,
    )
    assert result.sentence == (
        "Three findings are on the way to closure; the Deputy Chief Constable is asked to sign one at the board of 3 March "
        '2026. Longest: "One", 37 days since it was sent back. '
        "One waits for the work to be done, one for the audit of the evidence and one for the Deputy Chief Constable's signature."
    )


@pytest.mark.parametrize(
    ("level", "steps"),
    [
        ("1", ["work_done", "evidence_audited", "board_agreed", "dcc_signed", "hmicfrs_closed"]),
        ("2", ["work_done", "evidence_audited", "board_agreed", "dcc_signed", "letter_signed", "sent_to_portal"]),
        ("4", ["work_done", "evidence_audited", "board_agreed", "dcc_signed", "hmicfrs_fieldwork"]),
    ],
)
def test_a_finding_leaves_the_queue_with_the_last_step_of_its_level(spec: Spec, level: str, steps: list[str]) -> None:
    def tables(taken: list[str]) -> dict[str, str]:
        lines = "".join(f"f | 2026-02-{at + 1:02} | {step}\n" for at, step in enumerate(taken))
        return {
            "findings": "finding_id | as_at_on | finding_type_code | level_code | title | status_code\n"
            f"---+---+---+---+---+---\nf | 2026-01-01 | recommendation | {level} | F | open\n",
            "closure_steps": f"finding_id | taken_on | step_code\n---+---+---\n{lines}",
        }

    for at in range(1, len(steps)):
        spec("closure_queue", tables(steps[:at]), "2026-03-01",
             f"step_code | next_step_code\n---+---\n{steps[at - 1]} | {steps[at]}\n")  # fmt: skip
    spec("closure_queue", tables(steps), "2026-03-01")


def test_the_time_to_a_step_is_counted_from_the_step_before(spec: Spec) -> None:
    result = spec(
        "closure_step_times",
        portal.TABLES,
        "2026-03-03",
        """
        step_code        | passed_count | median_days | longest_days | waiting_days
        -----------------+--------------+-------------+--------------+-------------
        evidence_audited | 2            | 15.0        | 20           | 3
        board_agreed     | 1            | 21.0        | 21           |
        sent_back        | 1            | 5.0         | 5            |
        """,
    )
    assert result.sentence == "The board's agreement takes longest: 21 days."
    for waiting, now in ((377, ""), (406, "; one finding has waited 406 days so far")):
        rows = ({**result.rows[0], "median_days": 21.4, "longest_days": 377, "waiting_days": waiting}, *result.rows[1:])
        sentence = METRICS["closure_step_times"].sentence(rows, date(2026, 3, 3))
        assert sentence == (
            f"The audit of the evidence takes longest: of 2, half took up to 21 days, the longest 377{now}."
        )


def test_every_step_of_the_list_has_words_of_its_own_and_one_added_to_it_its_name() -> None:
    result = calculate(METRICS["closure_queue"], DrawnEngine(portal.TABLES), date(2026, 3, 3))
    names = Path("data/reference/closure_step_kinds.csv").read_text(encoding="utf-8").splitlines()[1:]
    for code, name in [*(line.split(",")[:2] for line in names), ("new_step", "New step")]:
        row = {**result.rows[0], "step_code": code, "step_name": name, "next_step_code": code, "next_step_name": name}
        sentence = METRICS["closure_queue"].sentence((row,), date(2026, 3, 3))
        assert (f'"{name}"' in sentence) == (code == "new_step"), sentence


@pytest.mark.parametrize(
    ("level", "steps", "stated_on", "stands", "expected"),
    [
        ("3", "letter_signed", 1, "in_progress", ""),
        ("3", "sent_to_portal", 1, "in_progress", "self_certified"),
        ("3", "sent_to_portal", 10, "in_progress", "self_certified"),
        ("3", "sent_to_portal", 11, "reopened", ""),
        ("3", "sent_to_portal", 1, "self_certified", ""),
        ("2", "sent_to_portal", 1, "force_says_done", "closed_by_force"),
        ("3", "hmicfrs_verified", 1, "self_certified", "hmicfrs_agreed"),
        ("4", "hmicfrs_fieldwork", 1, "open", "hmicfrs_agreed"),
        ("none", "hmicfrs_closed", 1, "open", "hmicfrs_agreed"),
        ("3", "sent_back", 1, "open", ""),
        ("3", "", 1, "open", ""),
    ],
)
def test_a_register_is_behind_where_a_later_step_gives_a_finding_another_status(
    level: str, steps: str, stated_on: int, stands: str, expected: str
) -> None:
    taken = [{"step_code": steps, "taken_on": date(2026, 3, 10)}] if steps else []
    finding = {"level_code": level, "status_code": stands, "as_at_on": date(2026, 3, stated_on)}
    assert status_to_record(taken, finding) == expected


def test_which_actions_of_a_finding_are_left_is_said_by_how_far_they_are(spec: Spec) -> None:
    result = spec("actions_in_full", portal.TABLES, "2026-03-15", """
        action_id | counts_as
        ----------+----------
        a2        | open
        a1        | open
        a5        | open
        a3        | complete
        a4        | checked
        """)  # fmt: skip
    of = {name: [row for row in result.rows if row["finding_id"] == name] for name in ("r1", "r3", "r5")}
    assert actions_left(of["r1"]) == "Of its actions two are not complete."
    assert actions_left(of["r3"]) == "Of its actions one is complete and not checked."
    assert actions_left([*of["r3"], *of["r5"]]) == (
        "Of its actions one is not complete and one is complete and not checked."
    )
    assert actions_left([row for row in result.rows if row["counts_as"] == "checked"]) == ""


def test_every_step_says_what_was_left_of_the_actions_on_its_day() -> None:
    draw, day = random.Random(17), date(2026, 3, 1)
    with Path("data/reference/action_statuses.csv").open(encoding="utf-8") as lines:
        counts_as = {row["action_status_code"]: row["counts_as"] for row in csv.DictReader(lines)}
    way = (
        "work_done",
        "evidence_audited",
        "board_agreed",
        "dcc_signed",
        "letter_signed",
        "sent_to_portal",
        "sent_back",
    )
    names = [f"f{at}" for at in range(30)]
    steps = [
        (name, day + timedelta(at * 2), step, draw.choice(("", "IA 1")))
        for name in names
        for at, step in enumerate(way)
    ]
    stated = {
        (name, draw.choice("abc"), day + timedelta(draw.randrange(13))): (
            draw.choice(sorted(counts_as)),
            draw.choice(("", "", "Log")),
        )
        for name in names
        for _ in range(draw.randrange(7))
    }
    tables = {
        "findings": "finding_id | as_at_on | finding_type_code | level_code | title | status_code\n---+---+---+---+---+---\n"
        + "".join(f"{name} | 2026-01-01 | recommendation | 3 | {name} | open\n" for name in names),
        "closure_steps": "finding_id | taken_on | step_code | reference\n---+---+---+---\n"
        + "".join(" | ".join(map(str, step)) + "\n" for step in steps),
        "actions": "finding_id | action_id | as_at_on | action_title | action_status_code | evidence_title\n"
        "---+---+---+---+---+---\n"
        + "".join(
            f"{of} | {of}{name} | {on} | T | {status} | {evidence}\n"
            for (of, name, on), (status, evidence) in stated.items()
        ),
    }
    found = calculate(METRICS["closure_steps_in_full"], DrawnEngine(tables), day + timedelta(30))
    said = {(row["finding_id"], row["step_code"]): row["taken_with"] for row in found.rows}
    expected = {}
    for finding, taken_on, step, reference in steps:
        newest, is_named = {}, bool(reference)
        for (of, action, on), (status, evidence) in sorted(stated.items()):
            if of == finding and on <= taken_on:
                newest[action], is_named = counts_as[status], is_named or bool(evidence)
        left = []
        for name, text in (("open", "not complete"), ("complete", "complete and not checked")):
            count = list(newest.values()).count(name)
            if count and not (name == "complete" and step == "work_done"):
                left.append(f"{count} action{'s' * (count > 1)} {text}")
        if step == "evidence_audited" and not is_named:
            left.append("no evidence named")
        expected[finding, step] = None if step == "sent_back" else ", ".join(left) or None
    assert said == expected
    assert {text and text[2:] for text in said.values()} > {None, "action not complete", "actions not complete"}


def test_a_paper_says_of_a_step_what_it_was_taken_with() -> None:
    row = {
        "taken_on": date(2026, 3, 3),
        "step_order": 4,
        "step_name": "DCC signed",
        "by_role": "DCC",
        "reference": None,
    }
    assert steps_in_a_paper([{**row, "taken_with": "2 actions not complete"}]) == (
        "DCC signed on 3 March 2026 with 2 actions not complete (DCC)."
    )
    assert steps_in_a_paper([{**row, "taken_with": None}]) == "DCC signed on 3 March 2026 (DCC)."


@pytest.mark.parametrize("level", ["1", "2", "3", "4", "none"])
def test_the_register_and_the_steps_to_closure_are_held_against_each_other(level: str) -> None:
    with Path("data/reference/closure_routes.csv").open(encoding="utf-8") as lines:
        way = {row["step_code"]: int(row["step_order"]) for row in csv.DictReader(lines) if row["level_code"] == level}
    with Path("data/reference/finding_statuses.csv").open(encoding="utf-8") as lines:
        statuses = {row["status_code"]: row["counts_as"] for row in csv.DictReader(lines)}
    last, sent = max(way.values()), way.get("sent_to_portal")
    cases = [(status, reached, day) for status in statuses for reached in way for day in (1, 10)]
    names = [f"f{at}" for at in range(len(cases))]
    tables = {
        "findings": "finding_id | as_at_on | finding_type_code | level_code | title | status_code\n---+---+---+---+---+---\n"
        + "".join(
            f"{name} | 2026-03-{day:02} | recommendation | {level} | {name} | {status}\n"
            for name, (status, _, day) in zip(names, cases, strict=True)
        ),
        "closure_steps": "finding_id | taken_on | step_code\n---+---+---\n"
        + "".join(
            f"{name} | 2026-03-0{order if reached != step else 9} | {step}\n"
            for name, (_, reached, _) in zip(names, cases, strict=True)
            for step, order in way.items()
            if order <= way[reached]
        ),
    }
    engine = DrawnEngine(tables)
    off = {
        row["subject"].split()[0]: row["expected"]
        for row in engine.reconciliations("closure_queue", date(2026, 3, 20))
        if row["found"] != row["expected"]
    }
    expected = {}
    for name, (status, reached, day) in zip(names, cases, strict=True):
        at, is_stated_since = way[reached], day == 10
        most, least = last, 0
        if statuses[status] == "closed":
            least = last
        elif statuses[status] == "with_hmicfrs" and sent:
            least, most = sent, sent
        elif statuses[status] in ("open", "done_not_sent"):
            most = (sent or last) - 1
        if at < least:
            expected[name] = least
        elif at > most and is_stated_since:
            expected[name] = most
    assert off == expected
    asked = {row["finding_id"] for row in calculate(METRICS["closure_queue"], engine, date(2026, 3, 20)).rows}
    certified = {
        name
        for name, (status, reached, day) in zip(names, cases, strict=True)
        if statuses[status] == "with_hmicfrs" and day == 10 and way[reached] < (sent or last - 1)
    }
    assert not asked & certified, "what is certified waits for nothing inside the force"


def test_a_step_that_is_awaited_names_the_role_or_the_board_of_the_finding() -> None:
    finding = {"owner_role": "Head of Crime", "governance_board": None}
    assert awaited("work_done", "Work done", "Owner", finding) == "the work to be done (Head of Crime)"
    assert awaited("new", "New", "Owner", {}) == '"New" (Owner)'
    board = {**finding, "governance_board": "Crime Board"}
    assert awaited("board_agreed", "", "Governance board", board) == "the board's agreement (Crime Board)"
    assert awaited("board_agreed", "", "Governance board", finding) == "the board's agreement (Governance board)"
    assert awaited("evidence_audited", "", "Internal audit", board) == "the audit of the evidence (Internal audit)"
