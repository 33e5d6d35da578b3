"""Findings that share a title are set apart wherever one is named: in rows, in sentences and in what changed."""

import json
import re
from datetime import date
from typing import Any

import pytest

from src.analysis.change_detection import changes
from src.cli.query import as_json
from src.contracts.metric import Distinguished
from src.metrics import METRICS
from src.metrics.calculate import as_csv
from src.metrics.findings.shared_titles import marked
from src.services import binder
from src.web import finding_work
from tests.metrics import portal
from tests.metrics.drawn import DrawnEngine
from tests.metrics.test_places_agree import results_at

FINDING = {
    "title": "Train teams",
    "finding_id": "f1",
    "level_name": "Level 2",
    "source_report": "PEEL 2023",
    "reference": None,
}
SAME = "Work"
ALIKE = {**portal.TABLES, "findings": re.sub(r"\b(One|Two|Three|Four|Five|Six)\b", SAME, portal.REGISTER)}
"""The drawn register with one title for every finding."""


@pytest.mark.parametrize(
    ("other", "marks"),
    [
        ({"level_name": "Level 3"}, ["Level 2", "Level 3"]),
        ({"level_name": "Not stated"}, ["Level 2", "level not stated"]),
        ({"level_name": "No level (cause of concern)"}, ["Level 2", "cause of concern"]),
        ({"source_report": "PEEL 2025"}, ["PEEL 2023", "PEEL 2025"]),
        ({"reference": "4"}, ["f1", "f2"]),
        ({}, ["f1", "f2"]),
    ],
)
def test_what_stands_behind_a_title_is_the_first_thing_in_which_its_findings_differ(
    other: dict[str, Any], marks: list[str]
) -> None:
    found = marked([FINDING, {**FINDING, "finding_id": "f2", **other}])
    assert list(found.values()) == [f"Train teams ({mark})" for mark in marks]


def test_a_number_of_the_report_is_called_that() -> None:
    found = marked([{**FINDING, "reference": "4"}, {**FINDING, "finding_id": "f2", "reference": "Recommendation 5"}])
    assert list(found.values()) == ["Train teams (number 4)", "Train teams (Recommendation 5)"]


@pytest.mark.parametrize(("since", "as_at"), [("2026-03-02", "2026-04-06"), ("2026-04-06", "2026-04-20")])
def test_no_row_and_no_sentence_names_two_findings_alike(since: str, as_at: str) -> None:
    before, after = (results_at(DrawnEngine(ALIKE), date.fromisoformat(day)) for day in (since, as_at))
    named = 0
    for name, result in after.items():
        names: dict[str, set[str]] = {}
        for row in result.rows:
            for column in ("title", "about_name"):
                if row.get("finding_id") and METRICS[name].card.column(column):
                    names.setdefault(row[column], set()).add(row["finding_id"])
        assert all(len(findings) == 1 for findings in names.values()), name
        named += len(names)
    assert named > 20
    sentences = [result.sentence for result in after.values()]
    sentences += [change.sentence for change in changes(before, after)]
    assert any(f"{SAME} (" in text for text in sentences)
    assert [text for text in sentences if re.search(rf"\b{SAME}\b(?! \()", text)] == []


def test_an_entry_has_not_changed_because_another_finding_comes_to_share_its_title() -> None:
    alone = re.sub(r"\b(Two|Three|Four|Five|Six)\b", "Other", portal.REGISTER)
    lines = alone.strip().splitlines()
    first = [line for line in lines if "2026-04" not in line and "partial" not in line]
    later = [line.replace("2026-03-02", "2026-04-06") for line in first[2:]]
    new = later[0].replace("r1 ", "r9 ").replace("| 2 ", "| 3 ", 1)
    tables = {"findings": "\n".join([*first, *later, new])}
    before, after = (results_at(DrawnEngine(tables), day) for day in (date(2026, 3, 2), date(2026, 4, 6)))
    titles = {row["finding_id"]: row["title"] for row in after["findings_register"].rows}
    assert (titles["r1"], titles["r9"]) == ("One (Level 2)", "One (Level 3)")
    found = [change.sentence for change in changes(before, after) if change.metric == "findings_register"]
    assert found == [text for text in found if "changed in detail" not in text and "finding:" not in text]
    assert any("One (Level 3)" in text for text in found), "the new one is reported"


def test_what_programs_read_and_what_is_stored_again_has_each_title_as_the_rows_have_it() -> None:
    engine = DrawnEngine(ALIKE)
    shared = 0
    for name, result in results_at(engine, date(2026, 4, 20)).items():
        if not any(isinstance(value, Distinguished) for row in result.rows for value in row.values()):
            continue
        shared += 1
        written = (
            as_csv(result),
            json.dumps(as_json(result)["rows"]),
            binder._csv([column.name for column in result.card.columns], result.rows).decode(),
            " ".join(" ".join(finding_work._text(row).values()) for row in result.rows),
        )
        assert [text for text in written if re.search(rf"\b{SAME} \(", text)] == [], name
    assert shared > 3
