"""What programs put around a table is left out and said, and what no rule settles is asked: never another value."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from src.contracts import code_lists
from src.contracts.dataset import Dataset
from src.contracts.problem import Problem, Question, Refused
from src.ingest import reader, validate
from src.ingest.detect import table_locator
from src.ingest.detect.header_matching import WORDLESS, plain
from src.ingest.templates.marked_workbook import marked
from src.ingest.unusual_values import suggestion
from src.metrics.datasets import DATASETS
from src.settings import Settings

MARAC, SOM = DATASETS["marac_backlog"], DATASETS["sex_offender_tasks"]
LISTS = code_lists.read_all(Settings().reference)
AREAS = ("Birmingham", "Coventry", "Solihull", "Sandwell", "Dudley", "Walsall", "Wolverhampton")
Row = tuple[object, ...]


def book(rows: list[Row], sheet: str = "Sheet1", top: int = 1, left: int = 1, merged: Sequence[str] = ()) -> bytes:
    workbook = openpyxl.Workbook()
    page = workbook.active
    page.title = sheet
    for at_row, row in enumerate(rows, top):
        for at, value in enumerate(row, left):
            cell = page.cell(at_row, at, value)
            if isinstance(value, date):
                cell.number_format = "dd/mm/yyyy"
    for cells in merged:
        page.merge_cells(cells)
    made = io.BytesIO()
    workbook.save(made)
    return made.getvalue()


def checked(
    content: bytes, name: str = "m.xlsx", dataset: Dataset = MARAC, settled: Mapping[str, str] | None = None
) -> validate.Checked:
    cells = table_locator.find(reader.read(name, content), dataset, settled=settled)
    return validate.check(cells, dataset, LISTS, "wmp", settled=settled)


def problems(content: bytes, name: str = "m.csv", dataset: Dataset = MARAC) -> tuple[Problem, ...]:
    with pytest.raises(Refused) as refused:
        checked(content, name, dataset)
    return refused.value.problems


def said(found: validate.Checked) -> list[str]:
    return [f"{notice.met}; {notice.done}" for notice in found.handlings]


@settings(max_examples=25)
@given(
    counts=st.lists(st.integers(0, 400), min_size=7, max_size=7),
    above=st.sampled_from(
        [
            [],
            [("Selections: Year=2024, Force=WMP",), ("Exported 02/03/2024 07:12",), ()],
            [("Applied filters: Force is West Midlands Police",), ()],
            [("Table 4. Cases awaiting MARAC",), ()],
        ]
    ),
    under=st.sampled_from(
        [
            [],
            [(), ("Applied filters:\nForce is West Midlands Police\nDate is 01 March 2024",)],
            [(), ("Source: MARAC app, 1 March 2024",), ("1. Figures are provisional.",)],
            [("Note: figures may change",)],
        ]
    ),
    total=st.sampled_from(["none", "first", "last", "wrong"]),
    dated=st.sampled_from(["column", "label", "label in one cell"]),
    repeats=st.booleans(),
    top=st.integers(1, 9),
    left=st.integers(1, 5),
)
def test_a_table_in_any_furniture_gives_its_own_values_or_a_question(
    counts: list[int], above: list[Row], under: list[Row], total: str, dated: str, repeats: bool, top: int, left: int
) -> None:
    day = date(2024, 3, 1)
    first: Row = ("As at",) if dated == "column" else ()
    heading = (*first, "LPA", "Cases awaiting")
    rows = [(*((day,) if first else ()), area, count) for area, count in zip(AREAS, counts, strict=True)]
    summed = sum(counts) + (total == "wrong")
    totals = [("Totals", *([None] * len(first)), summed)] if first else [("Total", summed)]
    if repeats:
        rows.insert(4, heading)
    body = [*(totals if total == "first" else []), *rows, *(totals if total in ("last", "wrong") else [])]
    label = {"column": [], "label": [("As at:", day), ()], "label in one cell": [("As at 1 March 2024",), ()]}[dated]
    content = book([*above, *label, heading, *body, *under], top=top, left=left)
    try:
        found = checked(content).rows
    except Refused:
        found = None
    assert (found is None) == (total == "wrong")
    if found is None:
        return  # a total that does not come out
    assert dict(zip(found.area_code, found.cases_awaiting_count, strict=True)) == {
        area.lower(): count for area, count in zip(AREAS, counts, strict=True)
    }
    assert {stamp.date() for stamp in found.as_at_on} == {day}


def test_the_total_of_a_profile_is_held_against_its_rows() -> None:
    settled = {"rows to leave out": "Totals"}
    rows: list[Row] = [("LPA", "Cases awaiting"), ("Totals", 7), ("Dudley", 3), ("Walsall", 3)]
    with pytest.raises(Refused) as refused:
        checked(book([("As at", date(2024, 3, 1)), (), *rows]), settled=settled)
    assert [problem.found for problem in refused.value.problems] == [
        'a total of 7 in "Cases awaiting", where the rows add up to 6'
    ]


def test_a_share_without_its_sign_beside_shares_with_it_is_asked_about() -> None:
    content = b"As at,Crime group,Rate\n2024-03-01,All crime,8.42%\n2024-03-01,Victim-based crime,0.0665\n"
    dataset = DATASETS["positive_outcomes"]
    (asked,) = problems(content, "m.csv", dataset)
    assert isinstance(asked, Question)
    assert asked.found == '"0.0665" beside "8.42%" in "Rate", which is in per cent'
    assert asked.expected == "shares from 0 to 100: 6.65 or 0.0665"
    assert asked.todo == "Say whether 0.0665 is 6.65%."
    rows = checked(content, "m.csv", dataset, {asked.key: "times 100"}).rows
    assert rows.rate_percent.tolist() == [8.42, 6.65]


def test_beside_signed_shares_only_what_is_at_most_one_may_be_a_fraction() -> None:
    head, dataset = b"As at,Crime group,Rate\n", DATASETS["positive_outcomes"]
    lines = b"2024-03-01,All crime,8.42%\n2024-03-01,Victim-based crime,1.5\n2024-02-01,All crime,0.5\n"
    (asked,) = problems(head + lines, "m.csv", dataset)
    assert asked.found.startswith('"0.5" beside')
    rows = checked(head + lines, "m.csv", dataset, {"shares in Rate": "times 100"}).rows
    assert rows.rate_percent.tolist() == [8.42, 1.5, 50]
    # An empty cell beside them alters nothing.
    (again,) = problems(head + lines + b"2024-02-01,Victim-based crime,\n", "m.csv", dataset)
    assert again.found == asked.found
    # Without one that is at most 1 nothing is asked.
    assert checked(head + lines[: lines.rindex(b"2024-02")], "m.csv", dataset).rows.rate_percent.tolist() == [8.42, 1.5]


def test_filters_that_name_somebody_are_asked_about() -> None:
    rows: list[Row] = [
        ("Filters: Officer is Robin Testcase",),
        ("As at", "LPA", "Cases awaiting"),
        (date(2024, 3, 1), "Dudley", 4),
    ]
    (asked,) = problems(book(rows), "m.xlsx")
    assert "Testcase" not in asked.sentence()
    assert len(checked(book(rows), settled={"names in filters": "it names nobody"}).rows) == 1


def test_figures_filtered_for_another_force_are_asked_about() -> None:
    def filtered(force: str) -> bytes:
        return book(
            [
                (f"Applied filters: Force is {force}",),
                (),
                ("As at", "LPA", "Cases awaiting"),
                (date(2024, 3, 1), "Dudley", 4),
            ]
        )

    for own in ("West Midlands Police", "WMP", "West Midlands"):
        assert len(checked(filtered(own)).rows) == 1
    (asked,) = problems(filtered("Warwickshire Police"), "m.xlsx")
    assert asked.found == 'figures filtered for "Warwickshire Police"'


def test_what_is_left_out_is_said_with_its_place_and_the_words_of_filters() -> None:
    rows = [("As at", "LPA", "Cases awaiting"), ("Totals", None, 6), *((date(2024, 3, 1), a, 3) for a in AREAS[:2])]
    found = checked(book([*rows, (), ("Applied filters:\nForce is WMP",)]))
    assert said(found) == [
        'notes under the rows, in row 6: "Applied filters: Force is WMP"; they were left out of the rows',
        "a total above the rows, in row 2; it was left out: totals are worked out",
    ]


def test_a_total_that_its_rows_do_not_add_up_to_is_asked_about() -> None:
    content = b"As at,LPA,Cases awaiting\n2024-03-01,Dudley,8\n2024-03-01,Walsall,13\nTotal,,22\n"
    assert [problem.sentence() for problem in problems(content)] == [
        'm.csv, cell C4: found a total of 22 in "Cases awaiting", where the rows add up to 21; expected rows that add up '
        "to their total. Look for a row that is missing or counted twice, or say that the rows are right. "
        'Answers to "total of Cases awaiting": "the rows are right".'
    ]
    assert len(checked(content, "m.csv", settled={"total of Cases awaiting": "the rows are right"}).rows) == 2


def test_suppressed_counts_are_no_figure_and_stand_in_the_note_and_a_bound_keeps_its_qualifier() -> None:
    found = checked(
        b"As at,LPA,Cases awaiting\n2024-03-01,Dudley,<5\n2024-03-01,Walsall,*\n2024-03-01,Solihull,-\n", "m.csv"
    )
    assert found.rows.cases_awaiting_count.isna().all()
    assert found.rows.note.fillna("").tolist() == [
        'Cases awaiting is "<5" in the source',
        'Cases awaiting is "*" in the source',
        "",
    ]
    tasks = b"As at,Area,Task,Outstanding\n2024-03-01,Whole force,Visits,>80\n2024-03-01,Whole force,Initial ARMS,44\n"
    rows = checked(tasks, "s.csv", SOM).rows
    assert rows.outstanding_count.tolist() == [80, 44]
    assert rows.qualifier_code.fillna("").tolist() == ["over", ""]


@pytest.mark.parametrize("heading", ["Change", "% change", "Change on last month", "Difference from February", "+/-"])
def test_a_column_of_changes_is_left_out_and_said_where_the_dataset_has_none(heading: str) -> None:
    content = f'As at,LPA,Cases awaiting,"{heading}"\n2024-03-01,Dudley,8,-2\n'.encode()
    found = checked(content, "m.csv")
    assert found.rows.cases_awaiting_count.tolist() == [8]
    assert f'the heading "{heading}"; it was left out: PEELboard works it out itself' in said(found)
    rates = b"As at,Crime group,Rate,Change\n2024-03-01,All crime,8.15,0.4\n"
    assert [problem.found for problem in problems(rates, "p.csv", DATASETS["positive_outcomes"])] == [
        'the heading "Change"'
    ]


def test_a_date_under_the_table_is_offered() -> None:
    content = book([("LPA", "Cases awaiting"), ("Dudley", 4), (), ("Position as at 1 March 2024",), ("Source: Qlik",)])
    (asked,) = problems(content, "m.xlsx")
    assert isinstance(asked, Question)
    assert asked.options == ("the date under the table",)
    (day,) = checked(content, settled={asked.key: asked.options[0]}).rows.as_at_on
    assert day.date() == date(2024, 3, 1)
    closed = book([("LPA", "Cases awaiting"), ("Dudley", 4), (), ("Extracted on 1 March 2024",)])
    (asked,) = problems(closed, "m.xlsx")
    assert isinstance(asked, Question)
    assert asked.options == ()


def test_a_text_that_names_two_values_is_never_taken_for_one() -> None:
    (asked,) = problems(b"As at,LPA,Cases awaiting\n2024-03-01,Sandwell & Dudley,8\n")
    assert isinstance(asked, Question)
    assert asked.todo == 'It names "Sandwell" and "Dudley": write one of them, or a row for each.'
    assert "Walsall" in asked.values


def test_rows_of_a_word_that_is_to_be_left_out_are_left_out_and_said() -> None:
    content = b"As at,LPA,Cases awaiting\n2024-03-01,Central,8\n2024-03-01,Walsall,5\n"
    found = checked(content, "m.csv", settled={"Area: Central": "leave these rows out"})
    assert found.rows.area_code.tolist() == ["walsall"]
    assert any("rows answered to be left out" in text for text in said(found))


def test_a_misspelt_value_is_met_with_the_nearest_of_its_letter_and_a_strange_one_with_all() -> None:
    lists = LISTS["areas"]
    column = MARAC.column("area_code")
    assert suggestion(column, "Walsal", lists) == 'Did you mean "Walsall"?'
    assert suggestion(column, "Wolverhamton", lists) == 'Did you mean "Wolverhampton"?'
    assert suggestion(column, "Wzzzzzzz", lists).startswith("Use one of: ")


def test_words_of_the_forces_own_are_answered_once_for_a_file() -> None:
    content = b"As at,LPA,Cases awaiting\n2024-03-01,The Black Country,8\n2024-03-01,Walsall,n/a\n"
    assert [problem.key for problem in problems(content) if isinstance(problem, Question)] == [
        "Cases awaiting: n/a",
        "Area: The Black Country",
    ]
    answers = {"Area: The Black Country": "Dudley", "Cases awaiting: n/a": "leave it empty"}
    rows = checked(content, "m.csv", settled=answers).rows
    assert rows.area_code.tolist() == ["dudley", "walsall"]
    assert rows.cases_awaiting_count.isna().tolist() == [False, True]


@pytest.mark.parametrize(
    ("sheet", "name", "answer"),
    [
        ("Mar 24", "marac.xlsx", "the date in the sheet's name"),
        ("Sheet1", "MARAC_01.03.2024.xlsx", "the date in the file's name"),
    ],
)
def test_a_date_in_a_name_is_offered_and_never_taken_unasked(sheet: str, name: str, answer: str) -> None:
    content = book([("LPA", "Cases awaiting"), ("Dudley", 4)], sheet=sheet)
    (asked,) = problems(content, name)
    assert isinstance(asked, Question)
    assert asked.options == (answer,)
    (day,) = checked(content, name, settled={asked.key: answer}).rows.as_at_on
    assert day.date() in (date(2024, 3, 1), date(2024, 3, 31))


def test_two_heading_rows_with_the_months_above() -> None:
    rows: list[Row] = [
        ("LPA", "January 2024", None, "February 2024", None),
        (None, "Awaiting", "Heard", "Awaiting", "Heard"),
        ("Dudley", 9, 12, 8, 11),
    ]
    found = checked(book(rows)).rows
    assert found.cases_awaiting_count.tolist() == [9, 8]
    assert found.cases_heard_count.tolist() == [12, 11]
    assert [day.date() for day in found.as_at_on] == [date(2024, 1, 31), date(2024, 2, 29)]
    assert set(found.as_at_precision) == {"month"}
    rows[1] = (None, "Arrests", "Charged", "Arrests", "Charged")
    asked = problems(book(rows), "m.xlsx")
    assert [problem.found for problem in asked] == [
        '"Arrests" over figures under dates',
        '"Charged" over figures under dates',
    ]


def test_stages_across_and_sections_by_month_are_read_as_rows() -> None:
    packages = b"As at,Risk,Awaiting enforcement,In development\n2024-03-08,High,3,4\n2024-03-08,Medium,6,\n"
    rows = checked(packages, "o.csv", DATASETS["ocset_packages"]).rows
    assert rows[["stage_code", "risk_code", "packages_count"]].to_numpy().tolist() == [
        ["awaiting_enforcement", "high", 3],
        ["in_development", "high", 4],
        ["awaiting_enforcement", "medium", 6],
    ]
    titled = book(
        [("QATT average grades",), (None, 2023, None, 2024), ("Section", "Nov", "Dec", "Jan"), ("Overall", 2, 3, 2.5)]
    )
    rows = checked(titled, dataset=DATASETS["qatt_averages"]).rows
    assert [day.date() for day in rows.period_to_on] == [date(2023, 11, 30), date(2023, 12, 31), date(2024, 1, 31)]
    sections = b"Section,Feb-24,Mar-24\nVictim focus,2.6,2.7\nOverall,2.5,2.8\n"
    rows = checked(sections, "q.csv", DATASETS["qatt_averages"]).rows
    assert rows[["section_code", "average_grade"]].to_numpy().tolist() == [
        ["victim_focus", 2.6],
        ["victim_focus", 2.7],
        ["overall", 2.5],
        ["overall", 2.8],
    ]
    assert {day.date() for day in rows.period_to_on} == {date(2024, 2, 29), date(2024, 3, 31)}


def test_two_tables_side_by_side_or_one_under_the_other_are_a_sheet_each() -> None:
    marac: list[Row] = [("As at", "LPA", "Cases awaiting"), (date(2024, 3, 1), "Dudley", 4)]
    tasks: list[Row] = [("As at", "Task", "Area", "Outstanding"), (date(2024, 3, 1), "Visits", "Whole force", 44)]
    beside = [(*left, None, *right) for left, right in zip(marac, tasks, strict=True)]
    assert [sheet.name for sheet in reader.read("m.xlsx", book(beside)).sheets] == [
        "Sheet1 (A to C)",
        "Sheet1 (E to H)",
    ]
    under = [*marac, (), *tasks]
    assert [sheet.name for sheet in reader.read("m.xlsx", book(under)).sheets] == [
        "Sheet1 (rows 1 to 2)",
        "Sheet1 (rows 4 to 5)",
    ]


def test_other_kinds_of_files_with_the_same_table() -> None:
    content = Path(__file__).with_name("short_cells.xlsb").read_bytes()
    sheet = reader.read("m.xlsb", content).sheets[0]
    assert [sheet.row(row) for row in range(sheet.height)] == [
        ("As at", "LPA", "Cases awaiting"),
        ("01/03/2024", "Birmingham", "44"),
        ("01/03/2024", "Coventry", "17"),
    ]
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        packed.writestr("marac.txt", "As at|LPA|Cases awaiting\n2024-03-01|Dudley|4\n")
    assert checked(made.getvalue(), "m.zip").rows.cases_awaiting_count.tolist() == [4]
    with zipfile.ZipFile(made, "a") as packed:
        for name in ("__MACOSX/._marac.txt", ".DS_Store", "out/", "out/.DS_Store", "Thumbs.db", "out/desktop.ini"):
            packed.writestr(name, "x")
    assert checked(made.getvalue(), "m.zip").rows.cases_awaiting_count.tolist() == [4]
    with zipfile.ZipFile(made, "a") as packed:
        packed.writestr("other.txt", "x")
    assert [problem.found for problem in problems(made.getvalue(), "m.zip")] == ["a .zip of 2 files"]


def test_figures_under_dates_without_words_are_read_once_somebody_says_what_they_count() -> None:
    content = b"LPA,Jan-24,Feb-24\nDudley,9,8\nWalsall,7,6\n"
    assert [problem.found for problem in problems(content)] == [WORDLESS]
    answered = {plain(WORDLESS): "cases_awaiting_count"}
    cells = table_locator.find(reader.read("m.csv", content), MARAC, headings=answered)
    rows = validate.check(cells, MARAC, LISTS, "wmp", headings=answered).rows
    assert rows.cases_awaiting_count.tolist() == [9, 8, 7, 6]


def test_a_number_in_brackets_is_that_number_once_somebody_says_so() -> None:
    content = b"As at,LPA,Cases awaiting\n2024-03-01,Dudley,(12)\n"
    (asked,) = problems(content)
    assert isinstance(asked, Question)
    rows = checked(content, "m.csv", settled={asked.key: "the number is meant"}).rows
    assert rows.cases_awaiting_count.tolist() == [12]


def test_a_problem_of_one_of_two_tables_on_a_sheet_is_marked_in_the_workbook_itself() -> None:
    beside = [
        ("As at", "LPA", "Cases awaiting", None, "As at", "Task", "Area", "Outstanding"),
        (date(2024, 3, 1), "Dudley", "nine", None, date(2024, 3, 1), "Visits", "Whole force", 44),
    ]
    content = book(beside)
    read = reader.read("m.xlsx", content)
    with pytest.raises(Refused) as refused:
        validate.check(table_locator.find(read, MARAC, sheet="Sheet1 (A to C)"), MARAC, LISTS, "wmp")
    copy = openpyxl.load_workbook(io.BytesIO(marked("m.xlsx", content, read, refused.value.problems) or b""))
    assert '"nine"' in copy["Sheet1"]["C2"].comment.text
