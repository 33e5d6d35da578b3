"""What rows must keep together with the rows held: refused in the rule's words, with the cell, and nothing stored."""

import pytest

from src.contracts.problem import Refused
from src.services.import_file import take_in
from src.settings import Settings
from src.store import acceptance
from src.store.acceptance import accept, withdraw
from src.store.lists import PRODUCT, of_folder
from src.store.upload import Supplied
from tests.store.files import BY, ledger, opened

REGISTER = (
    "Finding,As at,Type,Level,Title,Report,Report published,Status\n"
    "one,2026-01-05,recommendation,1,One,A report,2025-01-01,open\n"
    "two,2026-01-05,recommendation,2,Two,A report,2025-01-01,open\n"
    "three,2026-01-05,recommendation,3,Three,A report,2025-01-01,open\n"
    "four,2026-01-05,recommendation,4,Four,A report,2025-01-01,open\n"
    "old,2026-01-05,recommendation,before_levels,Old,A report,2025-01-01,archived\n"
    "cause,2026-01-05,cause_of_concern,none,Cause,A report,2025-01-01,open\n"
    "unknown,2026-01-05,recommendation,,Unknown,A report,2025-01-01,open\n"
)
INNER = ("work_done", "evidence_audited", "board_agreed", "dcc_signed")
WAYS = {
    "one": (*INNER, "hmicfrs_closed"),
    "two": (*INNER, "letter_signed", "sent_to_portal"),
    "three": (*INNER, "letter_signed", "sent_to_portal", "hmicfrs_verified"),
    "four": (*INNER, "hmicfrs_fieldwork"),
    "cause": (*INNER, "hmicfrs_closed"),
    "unknown": INNER,
}
BY_ROLE = {
    "evidence_audited": "Internal audit",
    "board_agreed": "Crime Board",
    "dcc_signed": "DCC",
    "letter_signed": "Chief Constable",
    "sent_to_portal": "Inspection liaison",
    "hmicfrs_verified": "HMICFRS",
    "hmicfrs_fieldwork": "HMICFRS",
    "hmicfrs_closed": "HMICFRS",
}
RULES = {
    "evidence_audited": "evidence is audited only once the work is done",
    "board_agreed": "the governance board decides only on evidence that was audited",
    "dcc_signed": "the Deputy Chief Constable signs only what the governance board has agreed",
    "letter_signed": "the Chief Constable signs the letter only after the Deputy Chief Constable has signed",
    "sent_to_portal": "only a letter signed by the Chief Constable is sent to the portal",
    "hmicfrs_verified": "HMICFRS verifies only what was sent to the portal",
    "hmicfrs_fieldwork": "HMICFRS fieldwork follows the signature of the Deputy Chief Constable",
    "hmicfrs_closed": "HMICFRS closes only what the Deputy Chief Constable has signed",
    "sent_back": "a finding is sent back only from a step that it has reached",
}
OFF_THE_WAY = {
    "one": "a Level 1 finding is closed by HMICFRS and by nobody else",
    "two": "a Level 2 finding is closed by the force, with a letter",
    "three": "a Level 3 finding is self-certified, and then verified by HMICFRS",
    "four": "a Level 4 finding is not self-certified: HMICFRS closes it after fieldwork",
    "cause": "a cause of concern is closed by HMICFRS and by nobody else",
    "unknown": "beyond the Deputy Chief Constable the way to closure depends on the level, and none is stated",
    "old": "a finding closed before levels has no way to closure",
}


def file(dataset: str, text: str) -> Supplied:
    return Supplied(name=f"{dataset}.csv", content=text.encode(), dataset=dataset)


def steps(*rows: tuple[str, int, str]) -> Supplied:
    """Steps by finding, day of January 2026 and step, each with who may take it and the paper it stands in."""
    lines = "".join(
        f"{finding},2026-01-{day:02},{step},{BY_ROLE.get(step, '')},Paper 1\n" for finding, day, step in rows
    )
    return file("closure_steps", f"Finding,Day of step,Step,By,Reference\n{lines}")


def refusals(settings: Settings, supplied: Supplied) -> list[str]:
    """The rules that a file breaks. Nothing of it may be stored."""
    before = ledger(settings)
    with pytest.raises(Refused) as refused:
        accept(settings, [supplied], **BY)
    assert ledger(settings) == before
    assert all("cell" in problem.place() for problem in refused.value.problems)
    return [problem.expected.removeprefix("rows that keep this rule: ") for problem in refused.value.problems]


@pytest.fixture
def register(empty: Settings) -> Settings:
    accept(empty, [file("findings", REGISTER)], **BY)
    return empty


@pytest.mark.parametrize("skipped", range(6))
def test_no_step_of_any_level_can_be_skipped(register: Settings, skipped: int) -> None:
    taken = [
        (finding, 10 + at, step)
        for finding, way in WAYS.items()
        for at, step in enumerate(way[: skipped + 2])
        if at != skipped and len(way) > skipped + 1
    ]
    expected = {RULES[way[skipped + 1]] for way in WAYS.values() if len(way) > skipped + 1}
    assert set(refusals(register, steps(*taken))) == expected


def test_every_level_goes_its_own_way_to_its_end_and_no_other(register: Settings) -> None:
    way = [(finding, 10 + at, step) for finding, taken in WAYS.items() for at, step in enumerate(taken)]
    off = [
        (finding, 28, step)
        for finding in OFF_THE_WAY
        for step in RULES
        if step not in (*WAYS.get(finding, ()), "sent_back")
    ]
    assert set(refusals(register, steps(*way, *off))) == set(OFF_THE_WAY.values())
    accept(register, [steps(*way)], **BY)


def test_a_step_may_come_on_the_day_of_the_one_before_and_not_earlier(register: Settings) -> None:
    accept(register, [steps(("two", 10, "work_done"))], **BY)
    assert refusals(register, steps(("two", 9, "evidence_audited"))) == [RULES["evidence_audited"]]
    accept(register, [steps(("two", 10, "evidence_audited"))], **BY)


def test_what_was_sent_back_begins_again_and_a_step_is_taken_once_until_then(register: Settings) -> None:
    assert refusals(register, steps(("two", 9, "sent_back"))) == [RULES["sent_back"]]
    accept(register, [steps(("two", 10, "work_done"), ("two", 11, "evidence_audited"))], **BY)
    assert refusals(register, steps(("two", 12, "work_done"))) == [
        "a step is taken once, unless the finding was sent back since"
    ]
    accept(register, [steps(("two", 12, "sent_back"))], **BY)
    assert refusals(register, steps(("two", 13, "board_agreed"))) == [RULES["board_agreed"]]
    accept(register, [steps(("two", 13, "work_done"), ("two", 13, "evidence_audited"))], **BY)


def test_what_comes_before_steps_held_may_not_take_the_ground_from_them(register: Settings) -> None:
    accept(register, [steps(("two", 10, "work_done"), ("two", 12, "evidence_audited"))], **BY)
    already = ", what is recorded already included"
    assert refusals(register, steps(("two", 11, "sent_back"))) == [RULES["evidence_audited"] + already]
    assert refusals(register, steps(("two", 9, "work_done"))) == [
        f"a step is taken once, unless the finding was sent back since{already}"
    ]
    accept(register, [steps(("two", 12, "sent_back"), ("one", 1, "work_done"))], **BY)
    # A register in which the level is another undoes nothing.
    accept(
        register,
        [steps(("two", 13, "work_done")), file("findings", REGISTER.replace("2026-01-05", "2026-01-06"))],
        **BY,
    )


def test_a_step_whose_predecessor_was_withdrawn_is_refused(register: Settings) -> None:
    (event,) = accept(register, [steps(("two", 10, "work_done"))], **BY)
    withdraw(register, event.extract_id, **BY)
    assert refusals(register, steps(("two", 11, "evidence_audited"))) == [RULES["evidence_audited"]]


def test_the_preview_refuses_as_acceptance_does_with_the_cell(register: Settings) -> None:
    supplied = steps(("two", 10, "work_done"), ("two", 11, "board_agreed"))
    (problem,) = take_in(register, [(supplied.name, supplied.content)]).problems
    assert problem.sentence() == (
        'closure_steps.csv, cell C3: found "board_agreed" in "Step"; expected rows that keep this rule: the governance '
        "board decides only on evidence that was audited. Record the step before it first, with its day."
    )


def update(name: str, finding: str, text: str, corrects: str = "") -> Supplied:
    return file(
        "finding_updates",
        f"update_id,finding_id,updated_on,update_text,corrects_id\n{name},{finding},2026-01-10,{text},{corrects}\n",
    )


def test_an_update_is_of_a_finding_is_never_written_over_and_is_corrected_by_another(register: Settings) -> None:
    no_finding = "what is done is done about a finding of the register"
    assert refusals(register, update("u1", "nowhere", "Trained")) == [no_finding]
    accept(register, [update("u1", "two", "Trained 40")], **BY)
    assert refusals(register, update("u1", "two", "Trained 50")) == [
        "an update is never written over: a correction is an update of its own"
    ]
    wrong = "a correction names an update of the same finding"
    assert refusals(register, update("u2", "two", "Trained 50", "u0")) == [wrong]
    assert refusals(register, update("u2", "three", "Trained 50", "u1")) == [wrong]
    accept(register, [update("u2", "two", "Trained 50", "u1")], **BY)
    rows = opened(register).ask("select update_text from finding_updates order by 1", ("finding_updates",))
    assert [row["update_text"] for row in rows] == ["Trained 40", "Trained 50"]


def action(as_at: str, due: str, more: str = "", name: str = "a1") -> Supplied:
    headings = (
        "action_id,as_at_on,finding_id,action_title,first_due_on,action_status_code,revised_due_on,revised_reason,"
    )
    values = f"{name},{as_at},two,Train,{due},in_progress,{more or ',,,'}"
    return file("actions", f"{headings}revised_by_role,depends_on_id\n{values}\n")


def test_the_first_date_of_an_action_stays_and_a_move_has_a_reason_and_a_role(register: Settings) -> None:
    accept(register, [action("2026-01-06", "2026-02-01")], **BY)
    assert refusals(register, action("2026-01-13", "2026-03-01")) == ["the date an action was first due stays as it is"]
    for unexplained in ("2026-03-01,,DCC,", "2026-03-01,Courses full,,"):
        assert refusals(register, action("2026-01-13", "2026-02-01", unexplained)) == [
            "a date that was moved has a reason and a role that agreed to it"
        ]
    accept(register, [action("2026-01-13", "2026-02-01", "2026-03-01,Courses full,DCC,")], **BY)
    assert refusals(register, action("2026-01-20", "2026-02-01", ",,,a9", "a2")) == [
        "what an action depends on is a recorded action"
    ]
    accept(register, [action("2026-01-20", "2026-02-01", ",,,a1", "a2")], **BY)


def test_no_action_waits_for_one_that_waits_for_it(register: Settings) -> None:
    waits = ["no action waits for one that waits for it, by however many others"]

    def dependencies(day: str, **on: str) -> Supplied:
        rows = "".join(f"{name},{day},two,Train,in_progress,{other}\n" for name, other in on.items())
        return file("actions", f"action_id,as_at_on,finding_id,action_title,action_status_code,depends_on_id\n{rows}")

    # Two may wait for the same one.
    accept(register, [dependencies("2026-01-06", a1="", a2="a1", a3="a2", a4="a1")], **BY)
    assert refusals(register, dependencies("2026-01-13", a1="a2")) == waits
    assert refusals(register, dependencies("2026-01-13", a1="a3")) == waits
    assert refusals(register, dependencies("2026-01-20", b1="b2", b2="b1")) == [*waits, *waits]
    # What waits for nothing any more may be waited for.
    accept(register, [dependencies("2026-01-13", a2="", a1="a2")], **BY)


DCC, CC = "the Deputy Chief Constable", "the Chief Constable"
SIGNERS = {
    "work_done": ("", ("Head of Investigations",), ()),
    "evidence_audited": ("", ("Corporate Assurance",), ()),
    "board_agreed": ("", ("Investigations Board",), ()),
    "dcc_signed": (
        DCC,
        (
            "Deputy Chief Constable",
            "Deputy Chief Constable (Crime)",
            "Acting  Deputy Chief Constable",
            "T/DCC",
            "dcc",
        ),
        ("Head of Investigations", "Chief Constable", f"Staff Officer to {DCC}", "Deputy Chief Constable's office"),
    ),
    "letter_signed": (
        CC,
        ("Chief Constable", "Temporary Chief Constable", "CC"),
        ("Deputy Chief Constable", "Assistant Chief Constable", "DCC"),
    ),
    "sent_to_portal": ("", ("Service Improvement",), ()),
    "hmicfrs_verified": (
        "HMICFRS",
        ("HMICFRS", "HMICFRS inspection team"),
        ("HMICFRS liaison officer", "Detective Inspector"),
    ),
}
"""For each step of Level 3: who takes it, roles that may be written for them, and roles that may not."""


def test_a_signature_is_of_the_role_that_the_list_of_steps_names(register: Settings) -> None:
    names = {row["step_code"]: row["step_name"] for row in of_folder(PRODUCT)["closure_step_kinds"].rows}
    for step, (taken_by, roles, others) in SIGNERS.items():
        written = {by: steps_by(step, by) for by in (*roles, *others)}
        for by in others:
            rule = f'the step "{names[step]}" is taken by {taken_by} and by no other role'
            assert refusals(register, written[by]) == [rule]
        for by in roles[1:]:
            checked = acceptance.check(register, written[by])
            acceptance.refuse_broken_history(register, [(checked, acceptance.pending(written[by], checked))])
        accept(register, [written[roles[0]]], **BY)


def steps_by(step: str, by: str) -> Supplied:
    return file("closure_steps", f'Finding,Day of step,Step,By,Reference\nthree,2026-01-20,{step},"{by}",Paper 1\n')


def test_nobody_audits_the_evidence_of_their_own_finding(empty: Settings) -> None:
    register = (
        "Finding,As at,Type,Level,Title,Report,Report published,Status,Executive owner,Tactical lead\n"
        "three,2026-01-05,recommendation,3,Three,A report,2025-01-01,open,ACC (Crime),Head of Crime\n"
        "three,2026-01-12,recommendation,3,Three,A report,2025-01-01,open,ACC (Operations),\n"
        "three,2026-02-02,recommendation,3,Three,A report,2025-01-01,open,Internal audit,\n"
    )
    accept(empty, [file("findings", register), steps_by("work_done", "Investigations")], **BY)
    own = ["evidence is audited by another role than owns the finding, leads it or did the work"]
    for by in (
        "ACC (Operations)",
        "acc  (crime) ",
        "Assistant Chief Constable Crime",
        "The head of crime",
        "investigations",
    ):
        assert refusals(empty, steps_by("evidence_audited", by)) == own
    # Whoever comes to own it later is another role on the day.
    for by in ("Corporate Assurance", "Internal audit"):
        checked = acceptance.check(empty, written := steps_by("evidence_audited", by))
        acceptance.refuse_broken_history(empty, [(checked, acceptance.pending(written, checked))])
    accept(empty, [steps_by("evidence_audited", "Internal audit")], **BY)
    accept(empty, [steps_by("board_agreed", "ACC (Operations)")], **BY)


def test_nothing_is_audited_agreed_signed_or_sent_by_nobody(register: Settings) -> None:
    named = "every step from the audit of the evidence on names the role that took it"
    taken = steps(*((finding, 10 + at, step) for finding, way in WAYS.items() for at, step in enumerate(way)))
    accept(register, [taken], **BY)  # what comes before is there, so that nothing else can be wrong
    listed = {row["step_code"] for row in of_folder(PRODUCT)["closure_step_kinds"].rows}
    nobody = {step: f"two,2026-01-10,{step}" for step in sorted(listed)}
    for heading, ends in (("Finding,Day of step,Step", ""), ("Finding,Day of step,Step,By", ", ")):
        found = {}
        for step, row in nobody.items():
            content = file("closure_steps", f"{heading}\n{row}{ends}\n")
            try:
                problems = acceptance.check(register, content) and []
            except Refused as refused:
                problems = [problem.expected for problem in refused.problems]
            found[step] = any(problem.endswith(named) for problem in problems)
        assert found == {step: step not in ("work_done", "sent_back") for step in listed}


def test_nobody_checks_or_moves_their_own_action_however_the_role_is_written(register: Settings) -> None:
    heads = (
        "action_id,as_at_on,finding_id,action_title,action_owner_role,action_status_code,completed_on,checked_on,"
        "checked_by_role,evidence_title\n"
    )

    def checks(owner: str, by: str) -> Supplied:
        day = "2026-01-06"
        return file("actions", f'{heads}a,{day},two,Train,"{owner}",checked,{day},{day},"{by}",Log\n')

    own = ["nobody checks their own action"]
    for owner, by in (
        ("Head of Investigations", "The head of  investigations"),
        ("ACC", "Assistant Chief Constable"),
        ("the Deputy Chief Constable", "DCC"),
        ("ACC (Crime & Justice)", "Assistant Chief Constable, Crime and Justice"),
    ):
        assert refusals(register, checks(owner, by)) == refusals(register, checks(by, owner)) == own
    for owner, by in (("ACC", "DCC"), ("Head of Crime", "Head of Crime Recording")):
        acceptance.check(register, checks(owner, by))


def test_an_action_completed_before_the_one_it_waits_for_is_asked_about(register: Settings) -> None:
    def actions(**status: str) -> Supplied:
        rows = "".join(
            f"{name},2026-01-06,two,{name},{how},{'2026-01-05' if how == 'complete' else ''},{'a' if name != 'a' else ''}\n"
            for name, how in status.items()
        )
        return file(
            "actions",
            f"action_id,as_at_on,finding_id,action_title,action_status_code,completed_on,depends_on_id\n{rows}",
        )

    asked = ['an action is complete only after the one it depends on, and "a" is not complete']
    assert refusals(register, actions(a="in_progress", b="complete", c="not_started")) == asked
    accept(register, [actions(a="complete", b="complete", c="not_started")], **BY)
    accept(register, [actions(a="in_progress", b="in_progress")], **BY)
    assert refusals(register, actions(c="complete")) == asked
