"""The grid of grades as a page writes it, from rows drawn by hand."""

import re
from dataclasses import replace
from datetime import date
from html import unescape
from typing import Any

from src.contracts.code_lists import CodeList
from src.contracts.metric import Result
from src.metrics import METRICS
from src.present import grade_charts
from src.web import grid

CYCLES = CodeList(
    name="peel_cycles",
    columns=("cycle_code", "cycle_name"),
    rows=(
        {"cycle_code": "a", "cycle_name": "PEEL A", "is_break_before": False, "break_reason": None},
        {"cycle_code": "b", "cycle_name": "PEEL B", "is_break_before": True, "break_reason": "The scale changed."},
    ),
)
BASES = CodeList(name="grade_bases", columns=("basis_code",), rows=())


def row(**values: Any) -> dict[str, Any]:
    known = {column.name: None for column in METRICS["peel_grades_by_question"].card.columns}
    return {
        **known,
        "cycle_code": "a",
        "cycle_order": 1,
        "cycle_name": "PEEL A",
        "question": "How good?",
        "rank_order": 2,
        **values,
    }


def result(*rows: dict[str, Any]) -> Result:
    card = METRICS["peel_grades_by_question"].card
    return Result(
        card=card, as_at=date(2024, 2, 1), edition=1, rows=rows, sentence="", sources=(), checks=(), caveats=(), sql=""
    )


def good(thread: str, group: str, **values: Any) -> dict[str, Any]:
    return row(
        thread_code=thread, thread_name=thread.title(), group_name=group, grade_code="G", grade_name="Good", **values
    )


def test_a_thread_added_late_joins_its_group() -> None:
    html = grid.grades(
        result(good("trust", "Legitimacy"), good("money", "Efficiency"), good("ethics", "Legitimacy")), CYCLES, BASES
    )
    heads = re.findall(r'<th [^>]*scope="row(?:group)?">(?:<span>)?([^<]*)<|<th scope="row">([^<]*)<', html)
    assert [a or b for a, b in heads] == ["Legitimacy", "Trust", "Ethics", "Efficiency", "Money"]


def test_a_grade_that_belongs_to_no_thread_stands_in_a_row_of_its_own_question() -> None:
    alone = row(question="Custody", grade_code="I", grade_name="Inadequate", rank_order=4)
    counted = row(question="11 graded areas of 13 inspected", rank_order=None)
    held = result(good("trust", "Legitimacy"), alone, counted)
    html = grid.grades(held, CYCLES, BASES)
    heads = re.findall(r'<th [^>]*scope="row(?:group)?">(?:<span>)?([^<]*)<|<th scope="row">([^<]*)<', html)
    assert [a or b for a, b in heads] == ["Legitimacy", "Trust", "Other questions", "Custody"]
    assert [name for name, _ in grade_charts.grid(held, CYCLES.rows, name="grade_name").rows] == ["Trust", "Custody"]
    assert "<b>Trust.</b>" in grid.threads(held)
    assert "Custody" not in grid.threads(held)
    # Of the last three cycles only what the newest asks is drawn.
    later = replace(held, rows=(*held.rows, {**alone, "cycle_code": "b", "cycle_name": "PEEL B", "cycle_order": 2}))
    assert [name for name, _ in grade_charts.grid(grid.last_cycles(later)[0], CYCLES.rows).rows] == ["Custody"]


def test_a_break_stands_between_two_cycles_with_its_reason() -> None:
    html = grid.grades(result(good("trust", "Legitimacy"), good("trust", "Legitimacy", cycle_code="b")), CYCLES, BASES)
    assert html.count('<th class="break"') == 1
    assert "<li><b>Break before PEEL B.</b> The scale changed.</li>" in html


def test_no_word_of_data_becomes_markup_and_no_script_a_link() -> None:
    sly = good("trust", "<i>Legitimacy</i>", note="<script>alert(1)</script>", source_address="javascript:alert(1)")
    html = grid.grades(result(sly), CYCLES, BASES)
    assert "<script" not in html
    assert "<i>Legitimacy" not in html
    assert "javascript:" not in html
    assert "<script>alert(1)</script>" in unescape(html)


def test_a_grade_that_no_source_gives_is_a_blank_and_not_a_guess() -> None:
    blank = replace(result(row(thread_code="trust", thread_name="Trust", group_name="Legitimacy", rank_order=None)))
    html = grid.grades(blank, CYCLES, BASES)
    assert '<summary class="blank">Not found' in html
