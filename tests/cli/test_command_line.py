"""The command line: what it prints, where, and with which exit code."""

import csv
import io
import json
import os
import re
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import pytest
from openpyxl import load_workbook

from src.__main__ import main
from src.contracts.change import ChangeKind
from src.metrics import METRICS
from src.settings import PROJECT, Settings

GOOD = "As at,Area,Cases awaiting\n2024-03-07,Dudley,5\n2024-03-07,Walsall,2\n"
BAD = "As at,Area,Cases awaiting\n2024-03-07,Dudly,five\n"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store for the questions of this file. The first question fills it with the published figures."""
    return tmp_path_factory.mktemp("asked") / "store"


@dataclass(frozen=True)
class Asked:
    """What came of a command."""

    returncode: int
    stdout: str
    stderr: str


def run(store: Path, *arguments: str) -> Asked:
    """Run one command against a store, in this process: starting Python for each would take a second."""
    out, err = io.StringIO(), io.StringIO()
    with patch.dict(os.environ, {"PEELBOARD_STORE": str(store)}), redirect_stdout(out), redirect_stderr(err):
        try:
            code = main(arguments)
        except SystemExit as stopped:
            code = int(stopped.code or 0)
    return Asked(code, out.getvalue(), err.getvalue())


@pytest.fixture
def extract(tmp_path: Path) -> Path:
    """A file of MARAC cases that can be accepted."""
    path = tmp_path / "march.csv"
    path.write_text(GOOD, encoding="utf-8")
    return path


def test_a_person_runs_it_as_a_module_and_the_shell_gets_the_exit_code(tmp_path: Path) -> None:
    asked = subprocess.run(
        [sys.executable, "-m", "src", "metric", "marac_cases_waiting"],
        cwd=PROJECT,
        env={**os.environ, "PEELBOARD_STORE": str(tmp_path / "store")},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert (asked.returncode, asked.stdout) == (2, "")
    assert asked.stderr == 'There is no metric "marac_cases_waiting". Did you mean marac_cases_awaiting?\n'


def test_the_register_lists_every_metric_with_its_definition_and_opens_no_store(store: Path) -> None:
    asked = run(store.with_name("never"), "metrics")
    assert asked.returncode == 0
    assert [line.split()[0] for line in asked.stdout.splitlines()] == list(METRICS)
    assert all(metric.card.definition in asked.stdout for metric in METRICS.values())
    assert not store.with_name("never").exists()


def test_the_json_of_a_metric_has_the_keys_that_were_promised(store: Path) -> None:
    asked = run(store, "metric", "marac_cases_awaiting", "--as-at", "2024-02-01", "--format", "json")
    assert asked.returncode == 0, asked.stderr
    lines = json.loads(asked.stdout)
    assert list(lines) == [
        "metric", "title", "definition", "unit", "better", "as_at", "edition", "columns", "rows", "sentence", "sources", "checks",
        "caveats",
    ]  # fmt: skip
    assert [column["name"] for column in lines["columns"]] == list(lines["rows"][0])
    (figure,) = (column for column in lines["columns"] if column["name"] == "change_count")
    assert figure == {
        "name": "change_count", "heading": "Change", "meaning": "How much more or less than before.",
        "kind": "whole number", "unit": "cases", "decimals": None, "codes": "", "qualifier": "", "precision": "",
        "disclosure": "derived from cases_awaiting_count, previous_count",
    }  # fmt: skip
    assert (lines["metric"], lines["unit"], lines["better"]) == ("marac_cases_awaiting", "cases", "lower")
    assert lines["as_at"] == "2024-02-01"
    assert isinstance(lines["edition"], int)
    assert lines["edition"] > 0
    assert [(row["as_at_on"], row["cases_awaiting_count"]) for row in lines["rows"]] == [
        ("2023-10-06", 768),
        ("2024-01-04", 178),
        ("2024-02-01", 144),
    ]
    assert lines["sentence"].startswith("144 cases await a MARAC at 1 February 2024, 624 fewer than on 6 October 2023")
    (source,) = lines["sources"]
    assert set(source) == {"title", "place", "published_on", "url", "extract_id"}
    assert (source["place"], source["published_on"]) == ("para 33a, table", "2024-02-27")
    assert {frozenset(check) for check in lines["checks"]} == {frozenset({"name", "status", "detail"})}
    assert all(isinstance(caveat, str) for caveat in lines["caveats"])


def test_a_gap_is_json_without_rows(store: Path) -> None:
    asked = run(store, "metric", "marac_cases_awaiting", "--as-at", "2023-09-01", "--format", "json")
    lines = json.loads(asked.stdout)
    assert (asked.returncode, lines["rows"], lines["sources"]) == (0, [], [])
    assert lines["sentence"].startswith("No figure is held")


def test_csv_has_a_heading_and_a_row_for_each_row(store: Path) -> None:
    asked = run(store, "metric", "sex_offender_tasks_outstanding", "--as-at", "2024-02-27", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(asked.stdout)))
    assert [row["outstanding_count"] for row in rows] == ["52", "219", "178", "236", "4", "36", "33", "65"]
    assert rows[0]["as_at_on"] == "2023-06-30"


def test_sql_is_the_file_as_it_stands(store: Path) -> None:
    asked = run(store, "metric", "qatt_reviews_completed", "--format", "sql")
    path = PROJECT / "src" / "metrics" / "investigations" / "qatt_reviews_completed.sql"
    assert asked.stdout == path.read_text(encoding="utf-8")


def test_a_table_shows_the_sentence_the_figures_the_checks_and_the_source(store: Path) -> None:
    lines = run(store, "metric", "published_findings_by_level", "--as-at", "2023-06-29").stdout.splitlines()
    assert lines[0].startswith("Published findings by level, as at 29 June 2023, edition ")
    assert lines[1].startswith("85 findings stood open and 311 closed")
    assert (
        "[differs] Open and closed against the printed total. Areas for improvement, Closed before levels: 0 against 18, "
        "18 short." in lines
    )
    assert lines[-1].startswith("Source: Joint Audit Committee, agenda item 6: HMICFRS Update, para 2.6")


def test_left_out_the_date_is_the_newest_that_a_figure_is_held_for(store: Path) -> None:
    lines = json.loads(run(store, "metric", "events_in_period", "--format", "json").stdout)
    assert lines["as_at"] == "2024-09-18"


def test_an_earlier_edition_can_be_asked_for_and_one_that_is_not_there_cannot(store: Path) -> None:
    run(store, "metric", "events_in_period")
    lines = json.loads(run(store, "metric", "events_in_period", "--edition", "1", "--format", "json").stdout)
    assert (lines["edition"], lines["rows"]) == (1, [])
    asked = run(store, "metric", "events_in_period", "--edition", "9999")
    assert (asked.returncode, asked.stdout) == (2, "")
    assert re.fullmatch(r"There is no edition 9999\. The newest is \d+\.\n", asked.stderr)


def test_an_unknown_metric_is_met_with_one_sentence_and_the_nearest_name(store: Path) -> None:
    asked = run(store, "metric", "marac_cases_waiting")
    assert (asked.returncode, asked.stdout) == (2, "")
    assert asked.stderr == 'There is no metric "marac_cases_waiting". Did you mean marac_cases_awaiting?\n'


def test_a_date_that_is_none_is_met_with_what_was_expected(store: Path) -> None:
    asked = run(store, "metric", "marac_cases_awaiting", "--as-at", "1/2/2024")
    assert asked.returncode == 2
    assert 'found "1/2/2024"; expected a date such as 2024-02-01' in asked.stderr


def test_checking_a_good_file_stores_nothing(extract: Path, tmp_path: Path) -> None:
    asked = run(tmp_path / "store", "check", str(extract), "--dataset", "marac_backlog")
    assert (asked.returncode, asked.stderr) == (0, "")
    moves = [line for line in asked.stdout.splitlines()[4:] if line.startswith("  ")]
    assert any("Before: No figure is held for MARAC cases awaiting" in line for line in moves)
    assert (
        asked.stdout
        == (
            "march.csv: found UTF-8 text with its cells set apart by commas; it was read as such.\n"
            'march.csv: 2 rows of "MARAC cases awaiting", no problem found.\n'
            "Accepted over edition 0, it would change:\n"
            "  MARAC cases awaiting: 2 rows added, 0 restated, 0 gone.\n"
        )
        + "".join(line + "\n" for line in moves)
        + "Nothing was stored.\n"
    )
    assert not (tmp_path / "store").exists()


def test_checking_a_bad_file_says_every_problem_in_words_and_in_json(tmp_path: Path) -> None:
    path = tmp_path / "bad.csv"
    path.write_text(BAD, encoding="utf-8")
    asked = run(tmp_path / "store", "check", str(path), "--dataset", "marac_backlog")
    assert asked.returncode == 1
    first, second = asked.stdout.splitlines()
    assert first.startswith('bad.csv, cell B2: found "Dudly"; ')
    assert second.startswith('bad.csv, cell C2: found "five"; ')
    lines = json.loads(
        run(tmp_path / "store", "check", str(path), "--dataset", "marac_backlog", "--format", "json").stdout
    )
    assert lines["accepted"] is False
    # "Dudly" is a word that is in no list: a question. "five" is no number: a problem.
    assert [(item["cells"], item["sentence"]) for item in lines["questions"]] == [(["B2"], first)]
    assert [(item["cells"], item["sentence"]) for item in lines["problems"]] == [(["C2"], second)]


def test_an_unknown_dataset_and_a_missing_file_are_met_with_a_sentence(extract: Path, tmp_path: Path) -> None:
    asked = run(tmp_path / "store", "check", str(extract), "--dataset", "marac")
    assert asked.returncode == 2
    assert asked.stderr.startswith('There is no dataset "marac". Did you mean marac_')
    gone = run(tmp_path / "store", "check", str(tmp_path / "gone.csv"), "--dataset", "marac_backlog")
    assert gone.returncode == 1
    assert "gone.csv: found a file that cannot be opened" in gone.stdout + gone.stderr


def test_a_file_is_accepted_withdrawn_and_restored_and_the_ledger_tells_it(extract: Path, tmp_path: Path) -> None:
    place = tmp_path / "store"
    signed = ("--by", "an analyst", "--reason", "monthly extract")
    accepted = run(place, "accept", str(extract), "--dataset", "marac_backlog", *signed)
    messages = re.fullmatch(
        r"Accepted as (marac_backlog-\S+): 2 rows\. This is edition (\d+)\.\n"
        r"MARAC cases awaiting: 2 rows added, 0 restated, 0 gone, 21 as before\.\n",
        accepted.stdout,
    )
    assert accepted.returncode == 0
    assert messages
    extract_id, edition = messages[1], int(messages[2])

    again = run(place, "accept", str(extract), "--dataset", "marac_backlog", *signed)
    assert again.returncode == 0
    assert again.stdout == "march.csv has been accepted before, byte for byte. Nothing new was stored.\n"

    gone = run(place, "withdraw", extract_id, "--by", "an approver", "--reason", "wrong month")
    assert gone.stdout == f"Withdrawn {extract_id}. This is edition {edition + 1}.\n"
    twice = run(place, "withdraw", extract_id, "--by", "an approver", "--reason", "wrong month")
    assert (twice.returncode, twice.stderr) == (2, f"The extract {extract_id} is already withdrawn.\n")
    back = run(place, "restore", extract_id, "--by", "an approver", "--reason", "it was right")
    assert back.stdout == f"Restored {extract_id}. This is edition {edition + 2}.\n"

    lines = run(place, "editions").stdout.splitlines()
    assert len(lines) == edition + 2
    assert [line.split()[3] for line in lines[-3:]] == ["accepted", "withdrawn", "restored"]
    assert lines[-3].endswith(
        f"{extract_id}  2 rows from march.csv (2 rows added, 0 restated, 0 gone, 21 as before), by an analyst: monthly extract"
    )
    assert lines[-2].endswith("by an approver: wrong month")


def test_a_refused_file_is_not_accepted_and_says_that_nothing_was_stored(tmp_path: Path) -> None:
    path = tmp_path / "bad.csv"
    path.write_text(BAD, encoding="utf-8")
    asked = run(tmp_path / "store", "accept", str(path), "--dataset", "marac_backlog", "--by", "me", "--reason", "try")
    assert (asked.returncode, asked.stdout) == (1, "")
    assert asked.stderr.splitlines()[-1] == "Nothing was stored."
    assert "marac_backlog" not in [
        line.split()[4] for line in run(tmp_path / "store", "editions").stdout.splitlines() if "by me" in line
    ]


def test_accepting_needs_a_reason(extract: Path, tmp_path: Path) -> None:
    asked = run(tmp_path / "store", "accept", str(extract), "--dataset", "marac_backlog", "--by", "me")
    assert asked.returncode == 2
    assert "--reason" in asked.stderr


def test_a_template_is_written_and_the_store_is_not_touched(tmp_path: Path) -> None:
    out = tmp_path / "march.xlsx"
    asked = run(tmp_path / "store", "template", "marac_backlog", "--out", str(out))
    assert (asked.returncode, asked.stderr) == (0, "")
    assert asked.stdout == f'Wrote {out}: the template of "MARAC cases awaiting".\n'
    sheet = load_workbook(out).worksheets[0]
    assert (sheet.title, sheet["A1"].value, sheet["C1"].value) == ("marac_backlog", "As at", "Area")
    assert not (tmp_path / "store").exists()


def test_a_template_says_so_when_it_takes_the_place_of_a_file(tmp_path: Path) -> None:
    out = tmp_path / "march.xlsx"
    out.write_bytes(b"something else")
    asked = run(tmp_path / "store", "template", "marac_backlog", "--out", str(out))
    assert asked.returncode == 0
    assert asked.stdout.endswith('"MARAC cases awaiting". It took the place of the file that was there.\n')
    assert load_workbook(out).sheetnames == ["marac_backlog", "Notes", "Lists"]


def test_a_template_of_no_dataset_and_one_that_cannot_be_written_are_met_with_a_sentence(tmp_path: Path) -> None:
    unknown = run(tmp_path / "store", "template", "marac_backlogs", "--out", str(tmp_path / "m.xlsx"))
    assert (unknown.returncode, unknown.stdout) == (2, "")
    assert unknown.stderr == 'There is no dataset "marac_backlogs". Did you mean marac_backlog?\n'
    misnamed = run(tmp_path / "store", "template", "marac_backlog", "--out", str(tmp_path / "m.csv"))
    assert (misnamed.returncode, misnamed.stdout) == (2, "")
    assert misnamed.stderr == 'A template is a workbook: found "m.csv"; expected a name that ends in .xlsx.\n'
    nowhere = tmp_path / "gone" / "m.xlsx"
    lost = run(tmp_path / "store", "template", "marac_backlog", "--out", str(nowhere))
    assert (lost.returncode, lost.stdout) == (2, "")
    assert lost.stderr == (f"{nowhere} cannot be written (no such file or directory). Check the name and the folder.\n")
    assert list(tmp_path.iterdir()) == []


def test_changes_come_ranked_with_their_figures_dates_and_the_page_of_their_rows(store: Path) -> None:
    asked = run(store, "changes", "--since", "2024-01-04", "--as-at", "2024-02-01", "--format", "json")
    assert asked.returncode == 0
    listed = json.loads(asked.stdout)
    assert {change["subject"]: change for change in listed}["Walsall"] == {
        "kind": "other",
        "metric": "marac_cases_awaiting_by_area",
        "dataset": "marac_backlog",
        "subject": "Walsall",
        "before": 6,
        "before_on": "2024-01-04",
        "after": 13,
        "after_on": "2024-02-01",
        "sentence": "Walsall, MARAC cases awaiting: 6 to 13, more than doubled, while the force fell from 178 to 144. "
        "Only three of the 13 dates that it takes to judge that are held.",
        "url": "/marac?as_at=2024-02-01&since=2024-01-04",
    }
    kinds = [kind.value for kind in ChangeKind]
    ranks = [kinds.index(change["kind"]) for change in listed]
    assert ranks == sorted(ranks)
    as_table = run(store, "changes", "--since", "2024-01-04", "--as-at", "2024-02-01").stdout
    assert all(change["sentence"] in as_table for change in listed)


def test_a_force_code_that_is_not_in_the_list_is_refused_at_start(empty: Settings) -> None:
    environment = {"PEELBOARD_STORE": str(empty.store), "PEELBOARD_PUBLISHED": str(empty.published)}
    for variable, value, sentence in (
        ("PEELBOARD_FORCE_CODE", "WMP", 'PEELBOARD_FORCE_CODE is "WMP"; expected a code of forces.csv: wmp and syn.'),
        (
            "PEELBOARD_STORE",
            "s3://b/store",
            "PEELBOARD_STORE is s3://b/store, which is no folder of this machine. Name a folder.",
        ),
    ):
        done = subprocess.run(
            [sys.executable, "-m", "src", "metrics"],
            cwd=PROJECT, env={**os.environ, **environment, variable: value}, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert (done.returncode, done.stderr.strip()) == (2, sentence)
    assert not empty.store.exists()
