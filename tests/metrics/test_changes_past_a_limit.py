"""What crosses a limit, a target or a tolerance is reported, once, whichever way it goes."""

from datetime import timedelta

import pytest

from src.analysis.change_detection import changes
from src.analysis.matters import matters
from src.contracts.change import Attention, ChangeKind
from src.metrics import COMPARED
from src.metrics.calculate import calculate
from tests.metrics.drawn import DrawnEngine
from tests.metrics.test_changes_planted import NEW, OLD, one


def waits(*days: int) -> dict[str, str]:
    """A table of the longest wait in Dudley, in working days, at the two dates."""
    rows = [f"{day} | dudley | 20 | {wait}" for day, wait in zip((OLD, NEW), days, strict=True)]
    return {
        "marac_backlog": "\n".join(
            ["as_at_on | area_code | cases_awaiting_count | longest_wait_working_days", "---+---", *rows]
        )
    }


def test_a_wait_that_passes_either_reading_of_the_limit_is_reported_both_ways() -> None:
    # 19 working days from a Monday are 3 weeks and 4 days, 25 days; 21 are 4 weeks and a day, 29.
    change = one(waits(19, 21), ChangeKind.LIMIT_CROSSED)
    assert (change.attention, change.subject) == (Attention.BOARD, "Dudley")
    assert (
        change.sentence
        == "Dudley, longest wait for a MARAC: 25 to 29 calendar days, past the limit of 28 days if it means calendar days."
    )
    change = one(waits(27, 30), ChangeKind.LIMIT_CROSSED)
    assert (
        change.sentence
        == "Dudley, longest wait for a MARAC: 27 to 30 working days, past the limit of 28 days, in working or calendar days."
    )
    # 30 working days from a Monday are six weeks, 42 days: both readings are crossed at once, and are one change.
    change = one(waits(19, 30), ChangeKind.LIMIT_CROSSED)
    assert (
        change.sentence
        == "Dudley, longest wait for a MARAC: 25 to 42 calendar days, past the limit of 28 days, in working or calendar days."
    )
    change = one(waits(30, 19), ChangeKind.LIMIT_CROSSED)
    assert (
        change.sentence == "Dudley, longest wait for a MARAC: 42 to 25 calendar days, back inside the limit of 28 days."
    )
    change = one(waits(30, 27), ChangeKind.LIMIT_CROSSED)
    assert (change.attention, change.sentence) == (
        Attention.BETTER,
        "Dudley, longest wait for a MARAC: 30 to 27 working days, back inside the limit of 28 days if it means working days.",
    )


def test_a_package_past_its_timescale_names_its_band_as_a_risk() -> None:
    rows = [f"{day} | awaiting_enforcement | very_high | 3 | {oldest}" for day, oldest in ((OLD, 1), (NEW, 9))]
    table = "as_at_on | stage_code | risk_code | packages_count | oldest_days\n---+---\n" + "\n".join(rows)
    change = one({"ocset_packages": table}, ChangeKind.LIMIT_CROSSED)
    assert change.sentence == (
        "Very high risk, oldest package awaiting enforcement: 1 to 9 days, past the limit of 2 days."
    )


@pytest.mark.parametrize(
    ("kind", "of_kind", "past", "kept"),
    [
        ("tolerance", ChangeKind.TOLERANCE_CROSSED, "past the tolerance of 20", "back within the tolerance of 20"),
        ("target", ChangeKind.TARGET_CROSSED, "over the target of at most 20", "meeting the target of at most 20"),
    ],
)
@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        (
            (18, 21),
            "Dudley, MARAC cases awaiting: 18 to 21, {past}, which starts the clinic plan.",
        ),
        ((21, 20), "Dudley, MARAC cases awaiting: 21 to 20, {kept}."),
        ((20, 19), ""),
        ((21, 25), ""),
    ],
)
def test_a_target_or_tolerance_of_the_force_is_crossed_both_ways(
    counts: tuple[int, int], sentence: str, kind: str, of_kind: ChangeKind, past: str, kept: str
) -> None:
    rows = [f"{day} | dudley | {count}" for day, count in zip((OLD, NEW), counts, strict=True)]
    name = "marac_cases_awaiting_by_area"

    def crossed(from_on: str, subject: str) -> list[str]:
        engine = DrawnEngine(
            {
                "marac_backlog": "as_at_on | area_code | cases_awaiting_count\n---+---\n" + "\n".join(rows),
                "tolerances": "tolerance_id | threshold_kind_code | figure_code | measure | subject | threshold_value | "
                "direction_code | from_on | plan\n---+---\n"
                f"t | {kind} | marac_cases_awaiting_by_area | Cases awaiting | {subject} | 20 | at_most | {from_on} | "
                "the clinic plan",
            }
        )
        before, after = ({name: calculate(COMPARED[name], engine, day)} for day in (OLD, NEW))
        found = changes(before, after)
        # As long as it stands beyond it it needs the board, once, whether it crossed it lately or before.
        standing = [m for m in matters(found, after, NEW) if m.kind is of_kind]
        own = subject.lower() == "dudley" and from_on < str(NEW)
        assert len(standing) == (own and counts[1] > 20)
        assert all(past in matter.sentence for matter in standing)
        return [c.sentence for c in found if c.kind is of_kind]

    expected = [sentence.format(past=past, kept=kept)] if sentence else []
    assert crossed("2026-01-01", "dudley") == crossed("2026-01-01", "Dudley") == expected
    assert crossed("2026-05-01", "dudley") == crossed("2026-01-01", "walsall") == crossed("2026-01-01", "") == []


def test_a_figure_back_within_its_tolerance_is_no_second_time_better() -> None:
    # Eleven weeks at 90 and one at 20 would be better by themselves; with a tolerance of 50 that is said, and only that.
    rows = [*((OLD - timedelta(days=ago), 90) for ago in range(11, 0, -1)), (OLD, 90), (NEW, 20)]
    name = "marac_cases_awaiting_by_area"
    tables = {
        "marac_backlog": "as_at_on | area_code | cases_awaiting_count\n---+---\n"
        + "\n".join(f"{day} | dudley | {count}" for day, count in rows)
    }
    with_tolerance = {
        "tolerances": "tolerance_id | threshold_kind_code | figure_code | measure | subject | threshold_value | "
        f"direction_code | from_on\n---+---\nt | tolerance | {name} | Cases awaiting | Dudley | 50 | at_most | 2026-01-01"
    }

    def kinds(drawn: dict[str, str]) -> list[ChangeKind]:
        engine = DrawnEngine(drawn)
        before, after = ({name: calculate(COMPARED[name], engine, day)} for day in (OLD, NEW))
        return [change.kind for change in changes(before, after)]

    assert kinds(tables) == [ChangeKind.BETTER]
    assert kinds(tables | with_tolerance) == [ChangeKind.TOLERANCE_CROSSED]
