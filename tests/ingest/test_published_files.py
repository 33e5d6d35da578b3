"""The published figures: every file keeps its contract, and every row can be followed to its place in a source."""

import csv
import re
from pathlib import Path

import pytest

from src.metrics import METRICS
from src.metrics.datasets import DATASETS
from src.settings import Settings
from src.store.acceptance import check
from src.store.upload import supplied

PUBLISHED, REFERENCE = Settings().published, Settings().reference
IN_NO_PAPER = {"qatt_reviews", "actions", "closure_steps", "tolerances", "self_assessments", "commentary"}
"""Datasets that no published paper has figures for."""
HELD = [name for name in DATASETS if name not in IN_NO_PAPER]
UP_TO_ELEVEN = "one two three four five six seven eight nine ten eleven".split()
each_dataset = pytest.mark.parametrize("name", HELD)


def rows_of(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file, all text."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def published(name: str) -> list[dict[str, str]]:
    """The rows of a published file."""
    return rows_of(PUBLISHED / f"{name}.csv")


IN_WORDS_ONLY = {
    "hmic-custody-2017": "D43",
    "hmicfrs-letter-2023-11": "D34",
    "west-mercia-pcc-2023-05-31": "D3",
}
"""Sources that no figure stands in, with the contradiction that rests on each."""

KNOWN = {row["source_id"] for row in published("sources")}


@each_dataset
def test_every_published_file_passes_its_check_whole(name: str) -> None:
    checked = check(Settings(), supplied(PUBLISHED / f"{name}.csv", name))
    assert len(checked.rows) == len(published(name)) > 0


def test_there_is_no_file_without_a_dataset() -> None:
    assert {path.stem for path in PUBLISHED.glob("*")} == set(HELD)


@each_dataset
def test_every_row_names_its_force(name: str) -> None:
    assert {row["force_code"] for row in published(name)} == {"wmp"}


@each_dataset
def test_every_row_names_a_listed_source_and_a_place_in_it(name: str) -> None:
    for row in published(name):
        assert row["source_id"] in KNOWN, row
        if name not in ("sources", "discrepancies"):
            assert row["place"], row


def test_every_code_list_that_names_a_source_names_a_listed_one() -> None:
    for path in REFERENCE.glob("*.csv"):
        for row in rows_of(path):
            assert row.get("source_id", "jac-2023") in {*KNOWN, ""}, (path.name, row)


def test_every_listed_source_is_used_or_a_contradiction_rests_on_it() -> None:
    used = {
        row.get(column, "")
        for path in [*PUBLISHED.glob("*.csv"), *REFERENCE.glob("*.csv")]
        if path.stem != "sources"
        for row in rows_of(path)
        for column in ("source_id", "second_source_id")
    }
    assert KNOWN - used == set(IN_WORDS_ONLY), "take an unused source out of sources.csv, or cite it where it is used"
    assert set(IN_WORDS_ONLY.values()) <= {row["discrepancy_id"] for row in published("discrepancies")}


def test_a_second_source_is_listed_too() -> None:
    assert {row["second_source_id"] for row in published("peel_gradings")} - {""} <= KNOWN


def test_there_are_95_gradings() -> None:
    assert len(published("peel_gradings")) == 95


def test_there_are_16_counts_and_19_areas_of_other_forces() -> None:
    kinds = [row["row_kind_code"] for row in published("peer_gradings")]
    assert (kinds.count("count"), kinds.count("area"), len(kinds)) == (16, 19, 35)


def test_no_force_of_this_dashboard_is_among_the_other_forces() -> None:
    own, others = rows_of(REFERENCE / "forces.csv"), rows_of(REFERENCE / "peer_forces.csv")
    assert not {row["force_name"] for row in own} & {row["peer_force_name"] for row in others}


def test_a_grade_has_a_basis_and_a_blank_has_none() -> None:
    for row in published("peel_gradings"):
        assert bool(row["grade_code"]) == bool(row["basis_code"]), row


def test_the_cause_that_a_recommendation_belongs_to_is_in_the_register() -> None:
    findings = published("findings")
    causes = {row["finding_id"] for row in findings if row["finding_type_code"] == "cause_of_concern"}
    parents = {row["parent_finding_id"] for row in findings} - {""}
    assert parents
    assert parents <= causes


def test_a_finding_that_took_anothers_place_is_in_the_register() -> None:
    findings = published("findings")
    successors = {row["superseded_by"] for row in findings} - {""}
    assert successors
    assert successors <= {row["finding_id"] for row in findings}


def test_causes_of_concern_stand_in_the_register_on_the_same_days_with_the_same_status_and_title() -> None:
    wanted = ("as_at_on", "title", "status_code", "status_on")
    register = {
        (row["finding_id"], *(row[name] for name in wanted))
        for row in published("findings")
        if row["finding_type_code"] == "cause_of_concern"
    }
    assert {(row["cause_id"], *(row[name] for name in wanted)) for row in published("causes_of_concern")} == register


def test_causes_carry_no_level_and_no_paper_gives_one_to_an_itemised_finding() -> None:
    for row in published("findings"):
        assert row["level_code"] == ("none" if row["finding_type_code"] == "cause_of_concern" else ""), row


def test_a_known_contradiction_names_metrics_and_datasets_that_exist() -> None:
    for row in published("discrepancies"):
        assert {name.strip() for name in row["metrics"].split(";")} - {""} <= set(METRICS), row
        assert {name.strip() for name in row["datasets"].split(";")} - {""} <= set(DATASETS), row


def test_every_sum_that_a_known_discrepancy_gives_comes_out_or_is_said_not_to() -> None:
    numbers = {word: number for number, word in enumerate(UP_TO_ELEVEN, 1)}
    sums = [
        (row["discrepancy_id"], [numbers.get(word.lower(), word) for word in found], not negated)
        for row in published("discrepancies")
        for *found, negated in _sums_in(row["does_not_hold"])
    ]
    assert {name for name, _, _ in sums} >= {"D1", "D2", "D4", "D6", "D8"}
    for name, (first, second, total), holds in sums:
        assert (int(first) + int(second) == int(total)) is holds, name


def _sums_in(text: str) -> list[tuple[str, str, str, str]]:
    """The two parts and the total of each sum in a text, and "do not" where it says that they do not come to it."""
    found = re.findall(r"(\w+) and (\w+) (do not )?make (\w+)", text)
    return [(first, second, total, negated) for first, second, negated, total in found]


def test_what_is_known_of_level_2_gives_both_parts_and_their_sum_as_the_table_has_them() -> None:
    counts = {
        row["finding_type_code"]: int(row["open_count"])
        for row in published("finding_counts")
        if row["level_code"] == "2"
    }
    (known,) = [row for row in published("discrepancies") if row["discrepancy_id"] == "D8"]
    parts = [counts["recommendation"], counts["area_for_improvement"]]
    assert [int(number) for number in re.findall(r"\d+", known["printed"])] == [*parts, 2, 0]
    assert known["does_not_hold"].startswith(f"{parts[0]} and {parts[1]} make {sum(parts)}.")
    assert all(place in known["does_not_hold"] for place in ("para 2.5", "para 2.6"))


def test_the_contradictions_that_matter_most_are_known() -> None:
    assert {"D1", "D2", "D3", "D4", "D8", "D9", "D20", "D21", "D22", "D23", "D24", "D26", "D27", "D30", "D39"} <= {
        row["discrepancy_id"] for row in published("discrepancies")
    }
