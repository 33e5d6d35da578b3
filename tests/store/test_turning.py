"""What others stand on is neither withdrawn nor restored: refused in the rule's words, with what comes first."""

import pytest

from src.__main__ import main
from src.services.preview import preview
from src.settings import Settings
from src.store.acceptance import accept, restore, withdraw, withdraw_together
from src.store.ledger import Event, StillNeeded
from tests.store.files import BY, ledger
from tests.store.test_history_rules import action, register, steps, update  # noqa: F401 (a fixture)

WAY = ("work_done", "evidence_audited", "board_agreed", "dcc_signed")


def taken(settings: Settings, *steps_taken: tuple[str, int, str]) -> list[Event]:
    """Each step accepted as an extract of its own."""
    return [accept(settings, [steps(one)], **BY)[0] for one in steps_taken]


def refused(settings: Settings, event: Event) -> str:
    """Why an extract may not be turned. Nothing may be stored."""
    before = ledger(settings)
    is_visible = [e.event for e in before if e.extract_id == event.extract_id][-1] != "withdrawn"
    with pytest.raises(StillNeeded) as needed:
        (withdraw if is_visible else restore)(settings, event.extract_id, **BY)
    assert ledger(settings) == before
    return str(needed.value)


def test_a_step_that_others_stand_on_is_withdrawn_after_them(register: Settings) -> None:  # noqa: F811
    done, audited, agreed, signed = taken(register, *(("two", 10 + at, step) for at, step in enumerate(WAY)))
    assert refused(register, audited) == (
        "Edition 3 (Steps to closure) cannot be withdrawn as things stand. The governance board decides only on evidence "
        'that was audited: this would no longer hold for "Two" (two). Withdraw first in this order: '
        f"edition 5 (Steps to closure, {signed.extract_id}); edition 4 (Steps to closure, {agreed.extract_id})."
    )
    assert preview(register, leaving_out=[audited.extract_id]).refused == refused(register, audited)
    assert preview(register, leaving_out=[signed.extract_id]).refused == ""
    for event in (signed, agreed, audited, done):
        withdraw(register, event.extract_id, **BY)
    assert refused(register, signed).endswith(
        f"edition 2 (Steps to closure, {done.extract_id}); edition 3 (Steps to closure, {audited.extract_id}); "
        f"edition 4 (Steps to closure, {agreed.extract_id})."
    )
    for event in (done, audited, agreed, signed):
        restore(register, event.extract_id, **BY)


def test_what_was_sent_back_holds_the_round_after_it_and_is_not_restored_into_the_midst(register: Settings) -> None:  # noqa: F811
    _, back, again = taken(register, ("two", 10, "work_done"), ("two", 11, "sent_back"), ("two", 12, "work_done"))
    assert "A step is taken once, unless the finding was sent back since" in refused(register, back)
    for event in (again, back):
        withdraw(register, event.extract_id, **BY)
    (audited,) = taken(register, ("two", 12, "evidence_audited"))
    answer = refused(register, back)
    assert "Evidence is audited only once the work is done" in answer
    assert answer.endswith(f"Withdraw first: edition 7 (Steps to closure, {audited.extract_id}).")


def test_an_update_an_action_and_a_finding_that_others_name_stay(register: Settings) -> None:  # noqa: F811
    (first,) = accept(register, [update("u1", "two", "Trained 40")], **BY)
    accept(register, [update("u2", "two", "Trained 50", "u1")], **BY)
    assert 'A correction names an update of the same finding: this would no longer hold for "Two" (two).' in refused(
        register, first
    )
    (before,) = accept(register, [action("2026-01-06", "2026-02-01")], **BY)
    accept(register, [action("2026-01-06", "2026-02-01", ",,,a1", "a2")], **BY)
    assert "What an action depends on is a recorded action" in refused(register, before)
    register_of_findings = ledger(register)[0]
    assert register_of_findings.dataset == "findings"
    assert "What is done is done about a finding of the register" in refused(register, register_of_findings)


def test_a_step_that_another_extract_states_too_may_go(register: Settings) -> None:  # noqa: F811
    first, _ = taken(register, ("two", 10, "work_done"), ("two", 11, "evidence_audited"))
    accept(register, [steps(("two", 10, "work_done"), ("one", 10, "work_done"))], **BY)
    withdraw(register, first.extract_id, **BY)


def test_what_was_accepted_together_is_undone_together(register: Settings) -> None:  # noqa: F811
    events = taken(register, ("two", 10, "work_done"), ("two", 11, "evidence_audited"))
    gone = withdraw_together(register, [event.extract_id for event in events], **BY)
    assert [event.event for event in gone] == ["withdrawn", "withdrawn"]
    with pytest.raises(LookupError, match="already withdrawn"):
        withdraw_together(register, [event.extract_id for event in events], **BY)


def test_the_command_line_says_the_same(
    register: Settings,  # noqa: F811
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    events = taken(register, ("two", 10, "work_done"), ("two", 11, "evidence_audited"))
    answer = refused(register, events[0])
    monkeypatch.setenv("PEELBOARD_STORE", str(register.store))
    monkeypatch.setenv("PEELBOARD_REFERENCE", str(register.reference))
    assert main(["withdraw", events[0].extract_id, "--by", "an approver", "--reason", "a mistake"]) == 1
    assert capsys.readouterr().err == f"{answer}\n"
