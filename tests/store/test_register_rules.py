"""What a row of the register cannot say: of its dates, of what superseded it, and of a closure without a day."""

from dataclasses import replace

import pytest

from src.contracts.problem import Question, Refused
from src.metrics.findings.closing_rules import CLOSED_ON_A_DAY
from src.settings import Settings
from src.store.acceptance import accept
from src.store.upload import Supplied
from tests.store.test_history_rules import BY, file, refusals

HEADS = (
    "Finding,As at,Type,Level,Title,Report,Report published,Report published precision,"
    "Deadline,Force target date,Status,Status date,Closure letter,Superseded by,Verification inspection\n"
)
ITSELF = "a finding is not superseded by itself"
NOT_KNOWN = "a finding is superseded by one of the register"
EARLY = "a deadline cannot lie before the report that raised the finding"
EARLY_OWN = "the force's own date cannot lie before the report that raised the finding"


def register(*rows: str) -> Supplied:
    """Rows of name, as-at date, report's day and precision, deadline, own date, status, its day, letter and successor."""
    lines = []
    for row in rows:
        name, as_at, *dates, status, status_on, letter, successor = (cell.strip() for cell in row.split("|"))
        cells = [name, as_at, "recommendation", "3", name.title(), "A report", *dates, status, status_on, letter]
        lines.append(",".join([*cells, successor, "Follow-up"]))
    return file("findings", HEADS + "".join(f"{line}\n" for line in lines))


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("one | 2026-01-05 | 2025-03-14 | day | 2025-03-13 | | open | | |", [EARLY]),
        ("one | 2026-01-05 | 2025-03-14 | day | 2025-03-14 | | open | | |", []),
        ("one | 2026-01-05 | 2025-03-14 | day | | 2025-03-13 | open | | |", [EARLY_OWN]),
        # Of a report known by its month alone, 1 March is no day before it, and 28 February is.
        ("one | 2026-01-05 | 2025-03-31 | month | 2025-03-01 | | open | | |", []),
        ("one | 2026-01-05 | 2025-03-31 | month | 2025-02-28 | | open | | |", [EARLY]),
        ("one | 2026-01-05 | 2025-12-31 | year | 2025-01-01 | 2024-12-31 | open | | |", [EARLY_OWN]),
        ("one | 2026-01-05 | 2025-03-14 | day | | | superseded | | | one", [ITSELF]),
        ("one | 2026-01-05 | 2025-03-14 | day | | | superseded | | | none-such", [NOT_KNOWN]),
    ],
)
def test_a_row_that_cannot_be_true_is_refused_in_one_sentence(empty: Settings, row: str, expected: list[str]) -> None:
    if expected:
        assert refusals(empty, register(row)) == expected
    else:
        accept(empty, [register(row)], **BY)


def test_what_superseded_a_finding_may_stand_in_the_file_or_in_the_register(empty: Settings) -> None:
    open_row = "{} | 2026-01-05 | 2025-03-14 | day | | | open | | |"
    replaced = "{} | 2026-02-02 | 2025-03-14 | day | | | superseded | | | {}"
    accept(empty, [register(open_row.format("one"), open_row.format("two"))], **BY)
    accept(empty, [register(replaced.format("one", "two"))], **BY)
    both = (replaced.format("two", "three"), open_row.format("three").replace("2026-01-05", "2026-02-02"))
    accept(empty, [register(*both)], **BY)


def asked(settings: Settings, supplied: Supplied) -> list[str]:
    """What is asked of a file; nothing where it is let in."""
    try:
        accept(settings, [supplied], **BY)
    except Refused as refused:
        return [problem.found if isinstance(problem, Question) else "refused" for problem in refused.problems]
    else:
        return []


@pytest.mark.parametrize(
    ("status", "status_on", "letter", "is_asked"),
    [
        ("hmicfrs_agreed", "", "", True),
        ("hmicfrs_agreed", "", "2026-01-20", True),  # the letter is the force's, and not the day of HMICFRS
        ("hmicfrs_agreed", "2026-01-28", "", False),
        ("archived", "", "", True),
        ("archived", "", "2026-01-20", False),
        ("closed_by_force", "2026-01-20", "2026-01-20", False),
        ("superseded", "", "", False),
        ("in_progress", "", "", False),
    ],
)
def test_a_finding_that_is_closed_now_without_a_day_is_asked_about_once(
    empty: Settings, status: str, status_on: str, letter: str, is_asked: bool
) -> None:
    accept(empty, [register("one | 2026-01-05 | 2025-03-14 | day | | | open | | |")], **BY)
    closed = register(f"one | 2026-02-02 | 2025-03-14 | day | | | {status} | {status_on} | {letter} |")
    assert asked(empty, closed) == ([f'"{status}" in "Status"'] if is_asked else [])
    if is_asked:
        key = f"{CLOSED_ON_A_DAY.asks} {status}"
        accept(empty, [replace(closed, settled={key: CLOSED_ON_A_DAY.answer})], **BY)
    later = register(f"one | 2026-03-02 | 2025-03-14 | day | | | {status} | {status_on} | {letter} |")
    assert asked(empty, later) == [], "what was answered is not asked again of the next register"
