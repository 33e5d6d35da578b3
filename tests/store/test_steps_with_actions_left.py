"""A step to closure while actions under its finding are left: asked about, and let in with an answer."""

import csv
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given
from hypothesis import settings as tries
from hypothesis import strategies as st

from src.contracts.problem import Question, Refused
from src.metrics.improvement.left_at_a_step import STEP_WITH_ACTIONS_LEFT, STEP_WITH_EVIDENCE
from src.settings import PROJECT, Settings
from src.store.acceptance import accept
from src.store.upload import Supplied
from tests.store.test_history_rules import BY, REGISTER, action, file, steps

LIST: Path = PROJECT / "data" / "reference" / "action_statuses.csv"
STATUSES = {row["action_status_code"]: row["counts_as"] for row in csv.DictReader(LIST.open(encoding="utf-8"))}
DAY = date(2026, 1, 5)
STEPS = ("work_done", "evidence_audited", "board_agreed", "dcc_signed", "sent_back")
stated = st.tuples(
    st.sampled_from(("x", "y", "cause")), st.sampled_from("abc"), st.integers(0, 9), st.sampled_from(sorted(STATUSES))
)


def asked(steps_taken: list[tuple[str, int, str]], actions: list[tuple[str, str, int, str]]) -> set[int]:
    """The numbers of the steps that the rule asks about."""
    engine = duckdb.connect()
    engine.execute(
        "create table waiting (extract_id text, row_number int, finding_id text, taken_on date, step_code text)"
    )
    engine.execute(
        "create table actions (action_id text, finding_id text, as_at_on date, action_title text, action_status_code text)"
    )
    engine.execute("create table findings (finding_id text, parent_finding_id text)")
    engine.execute("insert into findings values ('x', null), ('y', 'cause'), ('y', 'cause'), ('cause', null)")
    engine.execute("create table action_statuses (action_status_code text, counts_as text)")
    for at, (finding, day, step) in enumerate(steps_taken):
        engine.execute("insert into waiting values ('e', ?, ?, ?, ?)", [at, finding, DAY + timedelta(day), step])
    for finding, name, day, status in actions:
        row = [finding + name, finding, DAY + timedelta(day), name, status]
        engine.execute("insert into actions values (?, ?, ?, ?, ?)", row)
    engine.executemany("insert into action_statuses values (?, ?)", list(STATUSES.items()))
    found = engine.execute(STEP_WITH_ACTIONS_LEFT.sql.format(waiting="waiting", held="waiting")).fetchall()
    return {number for _, number, _ in found}


@given(
    st.lists(
        st.tuples(st.sampled_from(("x", "y", "cause")), st.integers(0, 9), st.sampled_from(STEPS)),
        min_size=1,
        max_size=4,
    ),
    st.lists(stated, max_size=8, unique_by=lambda row: row[:3]),
)
@tries(derandomize=True, max_examples=60, deadline=None)
def test_work_is_done_without_open_actions_and_audited_without_unchecked_ones(
    steps_taken: list[tuple[str, int, str]], actions: list[tuple[str, str, int, str]]
) -> None:
    expected = set()
    for at, (finding, day, step) in enumerate(steps_taken):
        newest: dict[str, Any] = {}
        for of, name, said_on, status in sorted(actions, key=lambda row: row[2]):
            if (of == finding or (of, finding) == ("y", "cause")) and said_on <= day:
                newest[of + name] = STATUSES[status]
        left = {"work_done": {"open"}, "evidence_audited": {"open", "complete"}}.get(step, set())
        if left & set(newest.values()):
            expected.add(at)
    assert asked(steps_taken, actions) == expected


@given(
    st.lists(
        st.tuples(st.sampled_from("xy"), st.integers(0, 3), st.sampled_from(STEPS), st.sampled_from((None, "IA 7"))),
        min_size=1,
        max_size=4,
    ),
    st.lists(
        st.tuples(
            st.sampled_from("xy"),
            st.integers(0, 3),
            st.sampled_from((None, "Audit")),
            st.sampled_from((None, "Item 4")),
        ),
        max_size=4,
    ),
)
@tries(derandomize=True, max_examples=60, deadline=None)
def test_an_audit_is_asked_for_its_evidence_where_neither_it_nor_an_action_by_then_names_any(
    steps_taken: list[tuple[str, int, str, str | None]], actions: list[tuple[str, int, str | None, str | None]]
) -> None:
    engine = duckdb.connect()
    engine.execute(
        "create table waiting (extract_id text, row_number int, finding_id text, taken_on date, step_code text, reference text)"
    )
    engine.execute(
        "create table actions (finding_id text, as_at_on date, evidence_title text, evidence_reference text)"
    )
    for at, (finding, day, step, reference) in enumerate(steps_taken):
        row = [at, finding, DAY + timedelta(day), step, reference]
        engine.execute("insert into waiting values ('e', ?, ?, ?, ?, ?)", row)
    for of, day, *evidence in actions:
        engine.execute("insert into actions values (?, ?, ?, ?)", [of, DAY + timedelta(day), *evidence])
    expected = {
        at
        for at, (finding, day, step, reference) in enumerate(steps_taken)
        if step == "evidence_audited" and not reference
        if not any(of == finding and said_on <= day and any(evidence) for of, said_on, *evidence in actions)
    }
    found = engine.execute(STEP_WITH_EVIDENCE.sql.format(waiting="waiting", held="waiting")).fetchall()
    assert {number for _, number in found} == expected


def test_an_audit_without_evidence_is_let_in_with_the_answer(empty: Settings) -> None:
    accept(empty, [file("findings", REGISTER), steps(("two", 10, "work_done"))], **BY)
    audited = file("closure_steps", "Finding,Day of step,Step,By\ntwo,2026-01-11,evidence_audited,Internal audit\n")
    with pytest.raises(Refused) as refused:
        accept(empty, [audited], **BY)
    (question,) = refused.value.problems
    assert isinstance(question, Question)
    assert question.expected == (
        "rows that keep this rule: an audit of evidence names the audit, or an action of the finding names the evidence"
    )
    settled = {question.key: question.options[0]}
    assert accept(empty, [replace(audited, settled=settled)], **BY)


def test_a_step_that_leaves_actions_is_asked_about_and_taken_with_the_answer(empty: Settings) -> None:
    accept(empty, [file("findings", REGISTER), action("2026-01-06", "2026-02-01")], **BY)
    done = steps(("two", 10, "work_done"))
    with pytest.raises(Refused) as refused:
        accept(empty, [done], **BY)
    (question,) = refused.value.problems
    assert isinstance(question, Question)
    assert question.expected == (
        'rows that keep this rule: work is done once its actions are, and "Train" is not complete'
    )
    answered = Supplied(
        name=done.name, content=done.content, dataset=done.dataset, settled={question.key: question.options[0]}
    )
    assert accept(empty, [answered], **BY)


def test_work_on_a_cause_of_concern_is_asked_about_while_that_on_a_recommendation_is_not_done(empty: Settings) -> None:
    heading = "Finding,As at,Type,Level,Cause of concern,Title,Report,Report published,Status\n"
    cause = "cause,2026-01-05,cause_of_concern,none,,Cause,A report,2025-01-01,open\n"
    rows = [
        f"r{at},2026-01-05,recommendation,3,cause,R{at},A report,2025-01-01,{status}\n"
        for at, status in enumerate(("open", "force_says_done", "superseded", "in_progress", "hmicfrs_agreed"))
    ]
    accept(empty, [file("findings", heading + cause + "".join(rows))], **BY)
    # One is done by its steps, whatever the register says; another was sent back since.
    accept(empty, [steps(("r0", 8, "work_done"), ("r3", 8, "work_done"), ("r3", 9, "sent_back"))], **BY)
    done = steps(("cause", 10, "work_done"))
    with pytest.raises(Refused) as refused:
        accept(empty, [done], **BY)
    (question,) = refused.value.problems
    assert isinstance(question, Question)
    assert question.expected == (
        "rows that keep this rule: the work on a cause of concern is done once that on its recommendations is, and "
        '"R3" is open'
    )
    accept(empty, [steps(("r3", 10, "work_done"))], **BY)
    assert accept(empty, [done], **BY)
