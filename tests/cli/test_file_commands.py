"""The commands that take files in: what is told from a file, what has to be said, and how a failure reads."""

import csv
import io
import json
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import replace
from datetime import date
from pathlib import Path
from unittest.mock import patch

import pytest
from openpyxl import Workbook, load_workbook

from src.__main__ import main
from src.settings import PROJECT, Settings
from tests.store.files import cases, everything_in, ledger, outstanding

MARAC = (["As at", "Area", "Cases awaiting"], [date(2024, 3, 7), "Dudley", 5], [date(2024, 3, 7), "Walsall", 2])
TASKS = (["As at", "Area", "Task", "Outstanding"], [date(2024, 3, 7), "force", "Visit", 61])
OTHER = (["Colour", "Shape"], ["red", "round"])
SIGNED = ("--by", "an analyst", "--reason", "monthly extract")


def run(settings: Settings, *arguments: str) -> tuple[int, list[str], list[str]]:
    """Run one command: its exit code, and the lines of its output and of its failures."""
    out, err = io.StringIO(), io.StringIO()
    places = {"PEELBOARD_STORE": str(settings.store), "PEELBOARD_PUBLISHED": str(settings.published)}
    with patch.dict(os.environ, places), redirect_stdout(out), redirect_stderr(err):
        try:
            code = main(arguments)
        except SystemExit as stopped:
            code = int(stopped.code or 0)
    return code, out.getvalue().splitlines(), err.getvalue().splitlines()


def book(path: Path, **sheets: tuple[list[object], ...]) -> Path:
    """A workbook of these sheets."""
    created = Workbook()
    created.remove(created.worksheets[0])
    for name, rows in sheets.items():
        sheet = created.create_sheet(name)
        for row in rows:
            sheet.append(row)
    created.save(path)
    return path


def text(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_workbook_of_two_datasets_is_recognised_and_accepted_as_one(empty: Settings, tmp_path: Path) -> None:
    path = book(tmp_path / "march.xlsx", January=MARAC, Tasks=TASKS)
    code, out, err = run(empty, "accept", str(path), *SIGNED)
    assert (code, err) == (0, [])
    assert out[0].startswith("Accepted as marac_backlog-")
    assert out[0].endswith(": 2 rows. This is edition 1.")
    assert out[1] == "MARAC cases awaiting: 2 rows added, 0 restated, 0 gone."
    assert out[2].endswith(": 1 row. This is edition 2.")
    assert cases(empty) == {("2024-03-07", "dudley"): 5, ("2024-03-07", "walsall"): 2}
    assert outstanding(empty) == {("2024-03-07", "visit"): 61}
    assert [(event.sheet, event.changed) for event in ledger(empty)] == [
        ("January", "2 rows added, 0 restated, 0 gone"),
        ("Tasks", "1 row added, 0 restated, 0 gone"),
    ]


def test_a_workbook_with_one_bad_sheet_of_two_is_refused_whole(empty: Settings, tmp_path: Path) -> None:
    bad = (*TASKS, [date(2024, 3, 7), "force", "Visitt", 61])
    code, out, err = run(empty, "accept", str(book(tmp_path / "march.xlsx", January=MARAC, Tasks=bad)), *SIGNED)
    assert (code, out) == (3, [])
    assert err[0].startswith('march.xlsx, sheet "Tasks", cell C3: found "Visitt"; ')
    assert err[-1] == "Nothing was stored."
    assert everything_in(empty.store) == []


def test_a_sheet_of_no_dataset_is_passed_over_and_said(empty: Settings, tmp_path: Path) -> None:
    code, out, err = run(empty, "accept", str(book(tmp_path / "march.xlsx", March=MARAC, Colours=OTHER)), *SIGNED)
    assert (code, len(out)) == (0, 2)
    assert err == ['march.xlsx, sheet "Colours": found another table; it was passed over.']


def test_a_file_of_no_dataset_is_refused_with_what_to_do(empty: Settings, tmp_path: Path) -> None:
    code, out, _ = run(empty, "check", str(book(tmp_path / "colours.xlsx", Colours=OTHER)))
    assert code == 3
    assert out == [
        "colours.xlsx: found no table of a dataset that PEELboard knows; expected a row of headings as a template has "
        "them, and rows under it. Copy the rows into the template of their dataset."
    ]


def test_a_heading_that_nobody_knows_needs_a_person(empty: Settings, tmp_path: Path) -> None:
    path = text(tmp_path / "march.csv", "As at,Area,Waiting", "2024-03-07,Dudley,5")
    code, _, err = run(empty, "accept", str(path), *SIGNED)
    assert (code, everything_in(empty.store)) == (3, [])
    assert err == [
        'march.csv, cell C1: found the heading "Waiting"; expected one of the headings of "MARAC cases awaiting". '
        "Take the column out, or use the heading the template gives it.",
        "Nothing was stored.",
    ]
    assert run(empty, "accept", str(path), "--heading", "Waiting=Cases awaiting", *SIGNED)[0] == 0
    assert cases(empty) == {("2024-03-07", "dudley"): 5}


def test_an_order_of_dates_in_doubt_is_answered_on_the_command_line(empty: Settings, tmp_path: Path) -> None:
    path = text(tmp_path / "m.csv", "As at,Area,Cases awaiting", *(f"0{n}/01/2024,Dudley,{n}" for n in (1, 2, 3)))
    code, out, _ = run(empty, "check", str(path))
    assert (code, out) == (
        3,
        [
            "m.csv, cells A2, A3 and A4: found dates that are 1 January 2024 to 3 January 2024 with the day first and "
            "1 January 2024 to 1 March 2024 with the month first; expected dates whose order is beyond doubt, one every "
            "month. Say whether the day or the month stands first, or write them as 2024-02-01. "
            'Answers to "order of dates": "day first" and "month first".'
        ],
    )
    asked = json.loads("\n".join(run(empty, "check", str(path), "--format", "json")[1]))
    assert (asked["accepted"], asked["problems"], len(asked["questions"])) == (False, [], 1)
    assert run(empty, "accept", str(path), "--answer", "order of dates=month first", *SIGNED)[0] == 0
    assert cases(empty) == {("2024-01-01", "dudley"): 1, ("2024-02-01", "dudley"): 2, ("2024-03-01", "dudley"): 3}


def test_an_answer_about_a_heading_is_remembered_once_its_file_is_accepted(empty: Settings, tmp_path: Path) -> None:
    march = text(tmp_path / "march.csv", "As at,Area,Waiting,Remark", "2024-03-07,Dudley,5,x")
    april = text(tmp_path / "april.csv", "As at,Area,Waiting,Remark", "2024-04-04,Dudley,6,y")
    answers = ("--heading", "Waiting=Cases awaiting", "--heading", "Remark=", "--dataset", "marac_backlog")
    assert run(empty, "check", str(march), *answers)[0] == 0
    assert run(empty, "check", str(march), "--dataset", "marac_backlog")[0] == 3
    assert run(empty, "accept", str(march), *answers, *SIGNED)[0] == 0
    assert run(empty, "accept", str(april), *SIGNED)[0] == 0
    assert cases(empty) == {("2024-03-07", "dudley"): 5, ("2024-04-04", "dudley"): 6}


def test_an_answer_that_cannot_be_is_met_with_a_sentence(empty: Settings, tmp_path: Path) -> None:
    path = text(tmp_path / "march.csv", "As at,Area,Waiting", "2024-03-07,Dudley,5")
    for answer, sentence in (
        ("Waitin=Cases awaiting", 'march.csv has no heading "Waitin". Write it as the file does.'),
        ("Waiting=Cases awaitng", 'There is no heading of "MARAC cases awaiting" "Cases awaitng". '
                                  "Did you mean Cases awaiting?"),
    ):  # fmt: skip
        code, out, err = run(empty, "check", str(path), "--dataset", "marac_backlog", "--heading", answer)
        assert (code, out, err) == (2, [], [sentence])
    code, _, err = run(empty, "check", str(path), "--heading", "Waiting")
    assert code == 2
    assert err[-1].endswith('argument --heading: found "Waiting"; expected such as "Waiting=Cases awaiting"')


def test_of_two_sheets_that_fit_one_is_named(empty: Settings, tmp_path: Path) -> None:
    path = book(tmp_path / "march.xlsx", First=MARAC, Second=(MARAC[0], [date(2024, 3, 7), "Dudley", 9]))
    code, out, _ = run(empty, "check", str(path))
    assert code == 3
    assert out == [
        'march.xlsx, sheet "Second": found rows about the same as in "march.xlsx" and sheet "First", supplied together '
        "with it; expected one row for each: one local policing area at one as-at date. Pass one of the two over, or "
        "supply only the one that is right."
    ]
    assert run(empty, "accept", str(path), "--sheet", "Second", *SIGNED)[0] == 0
    assert cases(empty) == {("2024-03-07", "dudley"): 9}
    code, out, _ = run(empty, "check", str(path), "--sheet", "Third")
    assert (code, out) == (
        1,
        [
            'march.xlsx: found no sheet "Third"; expected one of the sheets "First" and "Second". '
            "Check the name of the sheet."
        ],
    )


def test_checking_says_what_accepting_would_change_and_in_json_too(empty: Settings, tmp_path: Path) -> None:
    run(empty, "accept", str(book(tmp_path / "march.xlsx", March=MARAC)), *SIGNED)
    path = book(tmp_path / "again.xlsx", March=(MARAC[0], [date(2024, 3, 7), "Dudley", 8]))
    code, out, _ = run(empty, "check", str(path), "--allow", "gone")
    assert code == 0
    assert out[0] == 'again.xlsx: 1 row of "MARAC cases awaiting", no problem found.'
    assert out[1:3] == [
        "Accepted over edition 1, it would change:",
        "  MARAC cases awaiting: 0 rows added, 1 restated, 1 gone.",
    ]
    assert out[-1] == "Nothing was stored."
    lines = json.loads("\n".join(run(empty, "check", str(path), "--format", "json", "--allow", "gone")[1]))
    assert (lines["accepted"], lines["rows"], lines["problems"]) == (True, 1, [])
    assert lines["tables"] == [
        {
            "dataset": "marac_backlog",
            "sheet": "March",
            "rows": 1,
            "first_as_at": "2024-03-07",
            "last_as_at": "2024-03-07",
        }
    ]
    assert [lines["preview"][count] for count in ("added", "restated", "gone", "emptied")] == [0, 1, 1, 0]
    assert lines["preview"]["sentences"][0] == "MARAC cases awaiting: 0 rows added, 1 restated, 1 gone."
    assert len(ledger(empty)) == 1


def test_unattended_nothing_goes_and_nothing_is_emptied_unless_it_is_allowed(empty: Settings, tmp_path: Path) -> None:
    heading = "As at,Area,Cases awaiting,Longest wait"
    run(
        empty,
        "accept",
        str(text(tmp_path / "a.csv", heading, "2024-03-07,Dudley,5,9", "2024-03-07,Walsall,6,8")),
        *SIGNED,
    )
    path = str(text(tmp_path / "b.csv", heading, "2024-03-07,Dudley,5,"))
    assert run(empty, "accept", path, *SIGNED)[0] == 3
    assert run(empty, "accept", path, "--allow", "gone", *SIGNED)[0] == 3
    assert len(ledger(empty)) == 1
    assert run(empty, "accept", path, "--allow", "gone,emptied", *SIGNED)[0] == 0
    assert cases(empty) == {("2024-03-07", "dudley"): 5}
    assert run(empty, "check", path, "--allow", "everything")[0] == 2


def test_checking_what_was_accepted_before_says_by_whom(empty: Settings, tmp_path: Path) -> None:
    path = book(tmp_path / "march.xlsx", March=MARAC)
    run(empty, "accept", str(path), *SIGNED)
    _, out, _ = run(empty, "check", str(path))
    assert out[1].startswith('an analyst has accepted march.xlsx, sheet "March" (2 rows, marac_backlog-')
    assert out[1].endswith(" Accepting it again would store nothing.")


def test_a_marked_copy_is_written_beside_the_problems(empty: Settings, tmp_path: Path) -> None:
    path = book(tmp_path / "march.xlsx", March=(MARAC[0], [date(2024, 3, 7), "Dudly", 5]))
    code, out, err = run(empty, "check", str(path), "--marked", str(tmp_path / "out.xlsx"), "--format", "json")
    assert (code, err) == (3, [f"Wrote {tmp_path / 'out.xlsx'}: a copy with the cells marked."])
    assert json.loads("\n".join(out))["accepted"] is False
    copy = load_workbook(tmp_path / "out.xlsx")
    assert '"Dudley"' in copy["March"]["B2"].comment.text


def test_no_marked_copy_is_written_where_there_is_nothing_to_mark_or_nothing_could_be_read(
    empty: Settings, tmp_path: Path
) -> None:
    out = tmp_path / "out.xlsx"
    good = book(tmp_path / "march.xlsx", March=MARAC)
    assert run(empty, "check", str(good), "--marked", str(out))[2] == ["There is nothing to mark: no copy was written."]
    broken = text(tmp_path / "broken.xlsx", "%PDF-1.4")
    code, _, err = run(empty, "check", str(broken), "--marked", str(out))
    assert (code, err) == (1, ["The file could not be read, so that no cell can be marked: no copy was written."])
    code, _, err = run(empty, "check", str(good), "--marked", str(tmp_path / "out.csv"))
    assert (code, err) == (2, ['A marked copy is a workbook: found "out.csv"; expected a name that ends in .xlsx.'])
    assert not out.exists()


def test_a_file_larger_than_the_limit_is_refused_before_it_is_read(
    empty: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "large.csv"
    path.write_bytes(b"x" * 1_000_001)
    monkeypatch.setenv("PEELBOARD_LIMIT_FILE_MEGABYTES", "1")
    code, out, _ = run(empty, "check", str(path))
    assert (code, out) == (
        1,
        ["large.csv: found a file of 1 MB; expected at most 1 MB. Split the file, for example by year."],
    )


def test_the_ledger_in_json_has_every_field_of_every_event(empty: Settings, tmp_path: Path) -> None:
    assert run(empty, "editions") == (0, [f"Nothing has been accepted into {empty.store} yet."], [])
    run(empty, "accept", str(book(tmp_path / "march.xlsx", March=MARAC)), *SIGNED)
    (event,) = json.loads("\n".join(run(empty, "editions", "--format", "json")[1]))
    assert (event["sequence"], event["event"], event["dataset"], event["sheet"]) == (
        1,
        "accepted",
        "marac_backlog",
        "March",
    )
    assert (event["period_from"], event["by_whom"], event["reason"]) == ("2024-03-07", "an analyst", "monthly extract")
    assert event["changed"] == "2 rows added, 0 restated, 0 gone"


@pytest.mark.parametrize(
    ("variable", "value", "text"),
    [
        ("PEELBOARD_LIMIT_ROWS", "many", 'PEELBOARD_LIMIT_ROWS is "many"; expected a whole number.'),
        (
            "PEELBOARD_REFERENCE",
            "/nowhere",
            "There is no folder /nowhere for the code lists. Set PEELBOARD_REFERENCE to theirs.",
        ),
    ],
)
def test_a_setting_that_cannot_be_is_met_with_a_sentence(
    variable: str, value: str, text: str, empty: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, value)
    assert run(empty, "editions") == (2, [], [text])


def test_a_store_whose_folder_has_a_name_that_cannot_be_is_met_with_a_sentence(empty: Settings, tmp_path: Path) -> None:
    settings = replace(empty, store=tmp_path / "a[1]")
    assert run(settings, "editions") == (
        2,
        [],
        [f"{settings.store} has one of [ ] * ? in its name. Set PEELBOARD_STORE to another folder."],
    )


def test_a_damaged_store_is_met_with_a_sentence(empty: Settings, tmp_path: Path) -> None:
    run(empty, "accept", str(book(tmp_path / "march.xlsx", March=MARAC)), *SIGNED)
    (rows,) = (empty.store / "tables" / "marac_backlog").rglob("*.parquet")
    rows.write_bytes(b"not what it was")
    code, out, err = run(empty, "metric", "marac_cases_awaiting")
    assert (code, out, len(err)) == (1, [], 1)
    assert err[0].startswith("No figure from MARAC cases awaiting is shown: in the store the rows of march.xlsx (")


def test_output_that_nobody_reads_to_the_end_is_no_failure(empty: Settings) -> None:
    command = f"{sys.executable} -m src metric marac_cases_awaiting --format sql | true; echo ${{PIPESTATUS[0]}}"
    asked = subprocess.run(
        ["bash", "-c", command],
        cwd=PROJECT,
        env={**os.environ, "PEELBOARD_STORE": str(empty.store)},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert (asked.stdout, asked.stderr) == ("0\n", "")


def test_csv_holds_no_formula(empty: Settings, tmp_path: Path) -> None:
    heading = "event_id,starts_on,precision_code,title,kind_code,topics"
    path = text(tmp_path / "events.csv", heading, "a,2024-03-07,day,=1+1,report,grades")
    assert run(empty, "accept", str(path), "--dataset", "events", *SIGNED)[0] == 0
    _, out, _ = run(empty, "metric", "events_in_period", "--format", "csv")
    (row,) = csv.DictReader(out)
    assert row["title"] == "'=1+1"
