"""Words have room: no word of a paper's table is broken, no title of a slide runs into what stands under it."""

import re
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Pt

from src.present.papers import findings
from src.present.papers.forms import PAPERS
from src.present.papers.paper import Paragraph
from src.present.pptx.slides import TITLE, title_size
from src.present.slide import PackData
from src.services.build_paper import file_of

BOLD = {
    **dict.fromkeys("fijl:;'()/-.,|! ", 333), **dict.fromkeys("aceksvxyz", 556), **dict.fromkeys("bdghnopqu", 611),
    **dict.fromkeys("0123456789", 556), **dict.fromkeys("ABCDHKNRU", 722), **dict.fromkeys("EPSVXYZ", 667),
    **dict.fromkeys("GOQ", 778), **dict.fromkeys("FLT", 611), "I": 278, "J": 556, "M": 833, "W": 944, "m": 889, "w": 778,
    "r": 389, "t": 333, "%": 889,
}  # fmt: skip
"""How wide the letters of Helvetica Bold are, in thousandths of their size, as Adobe publishes them; 1000 for others."""
PADDING = 2 * 70 / 20
"""What a cell leaves free, in points."""


@pytest.mark.parametrize("name", PAPERS)
def test_no_word_of_a_table_is_broken(data: PackData, name: str) -> None:
    document = docx.Document(BytesIO(file_of(name, data)))
    usual = document.styles["Table text"].font.size.pt
    section = document.sections[0]
    assert document.tables
    for table in document.tables:
        wide = [int(column.get(qn("w:w"))) / 20 for column in table._tbl.tblGrid]
        assert sum(wide) * 12_700 <= section.page_width - section.left_margin - section.right_margin + 12_700
        for down, row in enumerate(table.rows):
            for cell, room in zip(row.cells, wide, strict=True):
                size = next((run.font.size.pt for run in cell.paragraphs[0].runs if run.font.size), usual)
                assert size >= 7.5
                for word in cell.text.split():
                    # Helvetica is a twelfth narrower where it is not bold, and a line is broken at a hyphen too.
                    for part in re.split(r"(?<=-)", word):
                        needed = (
                            sum(BOLD.get(letter, 1000) for letter in part) / 1000 * size * (1 if down == 0 else 0.93)
                        )
                        assert needed + PADDING <= room + 0.5, (part, cell.text)


def lines_of(text: str, room: float, size: float) -> int:
    """How many lines words take in Helvetica Bold, each as full as it gets."""
    lines, used = 1, 0.0
    for word in text.split():
        wide = sum(BOLD.get(letter, 1000) for letter in f"{word} ") / 1000 * size
        if used and used + wide - BOLD[" "] / 1000 * size > room:
            lines, used = lines + 1, 0.0
        used += wide
    return lines


def test_a_title_of_a_slide_keeps_to_its_own_room(data: PackData) -> None:
    sentences = [result.sentence for result in data.after.values() if result.sentence]
    for at in range(len(sentences)):
        words = " ".join(sentences[at : at + 4]).split()
        for count in range(5, len(words), 7):
            title = " ".join(words[:count])
            if len(title) < 340:
                size = title_size(title)
                assert lines_of(title, TITLE.w * 72, size) * size * 1.2 / 72 <= TITLE.h + 0.02, (title, size)


def test_inspections_that_took_place_and_those_that_await_a_report_are_said_apart(data: PackData) -> None:
    now = replace(data, as_at=date(2026, 3, 1), baseline=replace(data.baseline, since=date(2026, 2, 1)))
    empty = dict.fromkeys(column.name for column in data.result("inspections_by_state").card.columns)
    recent = {**empty, "as_at_on": date(2026, 2, 20), "starts_on": date(2026, 2, 10), "state_code": "reported"}
    awaited = {**empty, "as_at_on": date(2026, 2, 20), "starts_on": date(2025, 11, 10), "state_code": "hosted"}

    def said(*rows: dict[str, Any]) -> str:
        result = replace(data.result("inspections_by_state"), rows=rows)
        first = next(findings.inspections(replace(now, after={**now.after, "inspections_by_state": result})))
        assert isinstance(first, Paragraph)
        return first.text.replace(now.baseline.label, "then")

    assert said(recent) == "One inspection took place or reported since then."
    assert said(awaited) == "No inspection took place or reported since then; one that began before awaits its report."
    assert said(recent, recent, awaited, awaited) == (
        "Two inspections took place or reported since then; two that began before await their reports."
    )
    assert said() == "No inspection began, ended or reported between then and 1 March 2026, and no report is awaited."


@pytest.mark.parametrize("name", PAPERS)
def test_what_word_wants_after_the_last_table_makes_no_page_of_its_own(data: PackData, name: str) -> None:
    document = docx.Document(BytesIO(file_of(name, data)))
    *_, before, last, section = document.element.body
    assert section.tag == qn("w:sectPr")
    if before.tag == qn("w:tbl"):
        form = document.paragraphs[-1].paragraph_format
        assert last is document.paragraphs[-1]._p
        assert (form.line_spacing, form.space_before, form.space_after) == (Pt(1), 0, 0)
