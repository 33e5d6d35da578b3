"""What changed of actions and of the way to closure, in sentences worked out by hand from drawn rows."""

from datetime import date

from src.analysis.change_detection import changes
from src.contracts.change import Attention, Change, ChangeKind
from src.metrics import METRICS
from src.metrics.calculate import calculate
from tests.metrics.drawn import DrawnEngine
from tests.metrics.test_improvement import DRAWN

NAMES = ("actions_to_look_at", "actions_by_owner", "closure_queue")


def found(since: str, as_at: str) -> list[Change]:
    engine = DrawnEngine(DRAWN)
    sides = [
        {name: calculate(METRICS[name], engine, date.fromisoformat(day)) for name in NAMES} for day in (since, as_at)
    ]
    return list(changes(*sides))


def test_a_date_that_moved_is_told_once_with_the_date_it_had_the_reason_and_who_agreed() -> None:
    (moved,) = [change for change in found("2026-02-02", "2026-03-02") if change.kind is ChangeKind.DEADLINE_MOVED]
    assert moved.sentence == (
        'The date of one action moved: "Train" from 1 March 2026 to 15 March 2026 (courses full; agreed by DCC).'
    )
    assert (moved.attention, moved.findings) == (Attention.BOARD, ("a1",))
    assert [change for change in found("2026-03-02", "2026-03-20") if change.kind is ChangeKind.DEADLINE_MOVED] == []


def test_what_was_completed_and_the_steps_taken_are_named_and_not_told_as_columns_that_differ() -> None:
    sentences = [change.sentence for change in found("2026-02-02", "2026-03-02") if change.kind is ChangeKind.OTHER]
    assert 'One action is complete and waits to be checked: "Write" (Head of Custody).' in sentences
    # r3 was agreed by its board on 20 February, and the work on r5 was done on the 28th; r1 was sent back before.
    (steps,) = [text for text in sentences if text.startswith("Two findings moved on the way to closure: ")]
    assert "(board agreed, 20 February 2026)" in steps
    assert "(work done, 28 February 2026)" in steps
    assert not any("Waits for" in text or "complete, not checked" in text for text in sentences)
