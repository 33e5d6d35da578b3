"""The files of the demonstration: always the same, each as real extracts are, and whole as a story."""

import hashlib
import os
import subprocess
import sys
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest

from demo import story
from demo.building import supplied
from demo.files import File
from src.contracts.problem import Refused
from src.metrics import METRICS
from src.metrics.datasets import DATASETS
from src.settings import PROJECT, Settings
from src.store.acceptance import check
from tests.demo.reading import MONDAYS, Supply, rows_of

SYNTHETIC = Settings(store=PROJECT / "no such store", force_code="syn")
REAL_FORCES_ONLY = {"peer_gradings", "paper_figures"}
"""Datasets about real forces, which a force that does not exist is not put beside."""
PRINT_HASH = (
    "import hashlib; from demo import story;"
    " print(hashlib.sha256(b''.join(file.name.encode() + file.content for file in story.files())).hexdigest())"
)


def test_the_same_seed_gives_the_same_bytes_in_another_process_that_orders_its_sets_otherwise(
    created: tuple[File, ...],
) -> None:
    asked = [sys.executable, "-c", PRINT_HASH]
    other = subprocess.run(
        asked, cwd=PROJECT, env={**os.environ, "PYTHONHASHSEED": "4711"}, capture_output=True, text=True, check=True
    )
    own = hashlib.sha256(b"".join(file.name.encode() + file.content for file in created)).hexdigest()
    assert other.stdout.strip() == own


@pytest.mark.long
def test_another_seed_tells_another_story_with_as_many_files(created: tuple[File, ...]) -> None:
    other = story.files(seed=1)
    assert [file.name for file in other] == [file.name for file in created]
    changed = {file.dataset for file, another in zip(created, other, strict=True) if file.content != another.content}
    assert {"findings", "marac_backlog", "sex_offender_tasks", "ocset_packages", "qatt_reviews"} <= changed


def test_every_row_of_every_file_but_the_refused_one_passes_its_check(created: tuple[File, ...]) -> None:
    alike: dict[tuple[str, bytes, bool], list[File]] = defaultdict(list)
    for file in created:
        headings = file.content.split(b"\r\n")[0] if file.name.endswith(".csv") else file.name.encode()
        if not file.is_refused:
            alike[file.dataset, headings, file.name.endswith("corrected.csv")].append(file)
    assert len(alike) < 60, "files of one shape are checked as one, which is much quicker"
    for files in alike.values():
        first, *others = files
        rows = [file.content.split(b"\r\n", 1)[1] for file in others]
        checked = check(SYNTHETIC, supplied(replace(first, content=first.content + b"".join(rows))))
        assert len(checked.rows) == sum(len(rows_of(file)) for file in files) > 0, first.name


def test_the_refused_file_is_refused_in_the_words_of_the_rule_and_for_nothing_else(created: tuple[File, ...]) -> None:
    (file,) = [file for file in created if file.is_refused]
    with pytest.raises(Refused) as refused:
        check(SYNTHETIC, supplied(file))
    (problem,) = refused.value.problems
    assert (problem.file, len(problem.cells)) == ("synthetic-findings-2026-04-06.csv", 1)
    assert problem.found == '"Archived" in "Status"'
    assert problem.expected == (
        "rows that keep this rule: a Level 4 finding can be neither self-certified nor closed by the force: "
        "HMICFRS closes it after fieldwork"
    )


def test_every_dataset_has_files_and_both_kinds_of_file_are_used(created: tuple[File, ...]) -> None:
    assert {file.dataset for file in created} == set(DATASETS) - REAL_FORCES_ONLY
    assert {file.name.rsplit(".", 1)[1] for file in created} == {"csv", "xlsx"}
    assert len({file.name for file in created}) == len(created)


def test_files_come_in_the_order_of_their_weeks_and_hold_nothing_of_the_days_after(created: tuple[File, ...]) -> None:
    assert [file.supplied_on for file in created] == sorted(file.supplied_on for file in created)
    assert {file.supplied_on for file in created} == set(MONDAYS)
    for file in created:
        dated = DATASETS[file.dataset].dated_by
        if dated:
            heading = DATASETS[file.dataset].column(dated).heading
            newest = max(row[heading] for row in rows_of(file))
            assert date.fromisoformat(newest) <= file.supplied_on, file.name


def test_every_row_says_that_it_is_synthetic_and_no_file_names_a_real_force(created: tuple[File, ...]) -> None:
    for file in created:
        assert file.name.startswith("synthetic-")
        assert {row["Force"] for row in rows_of(file)} == {"Synthetic Force (demonstration)"}, file.name
        assert b"West Midlands" not in file.content
        assert b"WMP" not in file.content


def test_every_source_named_in_a_row_is_listed_as_synthetic(supply: Supply) -> None:
    listed = {row["Source"]: row["Title"] for row in supply.rows("sources")}
    assert all(title.startswith("Synthetic") for title in listed.values())
    named = {row.get("Source", "") for dataset in DATASETS for row in supply.rows(dataset)}
    assert named == set(listed)


def test_what_waits_is_what_waited_and_came_less_what_was_done(supply: Supply) -> None:
    flows = (
        ("marac_backlog", ["Area"], "Cases awaiting", "Referrals received", "Cases heard"),
        ("sex_offender_tasks", ["Area", "Task"], "Outstanding", "Arising", "Completed"),
        ("ocset_packages", ["Stage", "Risk"], "Packages", "Received in the week", "Enforced in the week"),
    )
    tried = 0
    for dataset, subjects, stock, came, done in flows:
        existing, arrived, gone = (supply.weekly(dataset, subjects, measure) for measure in (stock, came, done))
        for subject in gone:
            for week in range(1, len(MONDAYS)):
                before, now = existing[subject][week - 1], existing[subject][week]
                if before is not None and now is not None:
                    tried += 1
                    assert now == before + (arrived[subject][week] or 0) - (gone[subject][week] or 0), (subject, week)
    assert tried == 103 * (7 + 28) + 101 * 5


def test_the_risk_bands_add_up_to_all_packages_each_week(supply: Supply) -> None:
    found = supply.weekly("ocset_packages", ["Stage", "Risk"], "Packages")
    bands = [found["Awaiting enforcement", band] for band in ("Very high", "High", "Medium", "Standard")]
    for week, all_together in enumerate(found["Awaiting enforcement", "All risk bands"]):
        if all_together is not None:
            assert all_together == sum(band[week] or 0 for band in bands)


def test_there_are_about_15000_reviews_and_450_findings(supply: Supply) -> None:
    reviews = supply.rows("qatt_reviews")
    assert 14_700 <= len(reviews) <= 15_300
    assert len({row["Review"] for row in reviews}) == len(reviews)
    assert len({row["Finding"] for row in supply.rows("findings")}) == 454, "450 and four causes of concern"


def test_each_average_is_that_of_its_months_reviews(supply: Supply) -> None:
    grades = defaultdict(list)
    for row in supply.rows("qatt_reviews"):
        grades[row["Reviewed on"][:7]].append(int(row["Supervisor review grade"]))
    averages = [row for row in supply.rows("qatt_averages") if row["Section"] == "Supervisor review"]
    assert len(averages) == 24
    for row in averages:
        given = grades[row["Period to"][:7]]
        assert int(row["Reviews"]) == len(given)
        assert float(row["Average grade"]) == pytest.approx(sum(given) / len(given), abs=0.051)


def test_the_printed_overall_average_is_the_mean_of_the_four_printed_sections(supply: Supply) -> None:
    printed: dict[str, dict[str, Decimal]] = defaultdict(dict)
    for row in supply.rows("qatt_averages"):
        printed[row["Period to"]][row["Section"]] = Decimal(row["Average grade"])
    assert len(printed) == 24
    for month, averages in printed.items():
        overall = averages.pop("Overall")
        mean = sum(averages.values()) / 4
        assert mean.quantize(Decimal("0.1"), ROUND_HALF_UP) == overall, month


def test_findings_move_through_every_state_and_only_as_their_level_allows(supply: Supply) -> None:
    states = defaultdict(set)
    for row in supply.rows("findings"):
        states[row["Level"]].add(row["Status"])
    seen = {level: found - {"Superseded"} for level, found in states.items()}
    anywhere = {"Open", "In progress", "Force says done"}
    assert seen["Level 1"] == {*anywhere, "HMICFRS agreed"}
    assert seen["Level 2"] == {*anywhere, "Archived"}
    assert seen["Level 3"] == {*anywhere, "Self-certified", "HMICFRS agreed", "Re-opened"}
    assert seen["Level 4"] == {*anywhere, "HMICFRS agreed"}
    assert states["Closed before levels"] == {"Archived"}


def test_a_finding_once_raised_stays_in_every_later_register_and_dates_slip_only_later(supply: Supply) -> None:
    before: dict[str, dict[str, str]] = {}
    slips = Counter()
    for file in supply.of("findings"):
        now = {row["Finding"]: row for row in rows_of(file) if row["Coverage"] == "Whole register"}
        if not now:
            continue  # a letter, which states a cause alone
        assert set(before) <= set(now)
        for name, row in before.items():
            for heading in ("Deadline", "Force target date"):
                if row[heading] != now[name][heading]:
                    assert row[heading] < now[name][heading], name
                    slips[heading] += 1
        before = now
    assert slips["Force target date"] > slips["Deadline"] > 0


@pytest.mark.parametrize(("dataset", "heading"), [("findings", "Finding"), ("causes_of_concern", "Cause of concern")])
def test_a_cause_that_a_letter_closes_is_stated_to_be_closed_on_the_day_of_the_letter(
    supply: Supply, dataset: str, heading: str
) -> None:
    closed: dict[str, dict[str, str]] = {}
    for file in supply.of(dataset):
        for row in rows_of(file):
            if row[heading].startswith("SYN-C-") and row["Status"] == "HMICFRS agreed":
                closed.setdefault(row[heading], row)
    letters = {row["Starts"] for file in supply.of("events") for row in rows_of(file) if row["Kind"] == "Letter"}
    assert {row["As at"] for row in closed.values()} == {row["Status date"] for row in closed.values()} == letters


def test_a_finding_that_gave_way_to_another_names_one_of_the_register(supply: Supply) -> None:
    last = rows_of(supply.of("findings")[-1])
    gave_way = [row for row in last if row["Status"] == "Superseded"]
    assert gave_way
    assert {row["Superseded by"] for row in gave_way} <= {row["Finding"] for row in last}


def test_titles_are_told_apart_within_a_report(supply: Supply) -> None:
    last = rows_of(supply.of("findings")[-1])
    titles = Counter((row["Report"], row["Title"]) for row in last)
    assert titles.most_common(1)[0][1] == 1


def test_a_contradiction_names_metrics_and_datasets_that_exist(supply: Supply) -> None:
    (row,) = supply.rows("discrepancies")
    assert {name.strip() for name in row["Metrics"].split(";")} <= set(METRICS)
    assert {name.strip() for name in row["Datasets"].split(";")} <= set(DATASETS)
