"""A table with one figure a row and a column that names what it counts reads as the table with a column for each."""

from datetime import date, timedelta
from typing import Any

import pandas
from hypothesis import assume, given, settings
from hypothesis import strategies as some

from src.contracts.dataset import Dataset
from src.contracts.date_formats import as_week_of_april
from src.contracts.problem import Question
from src.ingest import reader, validate
from src.ingest.cells import Read, Sheet
from src.ingest.detect import table_locator
from src.ingest.detect.dataset_detection import recognise
from src.ingest.detect.header_matching import names
from src.metrics.datasets import DATASETS
from src.services import answers
from src.services.import_file import Choices, Intake, take_in
from src.settings import Settings
from tests.ingest.test_furniture import checked, problems
from tests.ingest.test_templates import LISTS, NOTHING, Written, answered, as_text, tables

OF_FIGURES = [
    name
    for name, dataset in sorted(DATASETS.items())
    if sum(column.is_number for column in dataset.all_columns) > 1 and "measure" not in names(dataset)
]


@settings(max_examples=12)
@given(
    table=tables(OF_FIGURES),
    heads=some.sampled_from([("Measure", "Value"), ("Indicator", "Figure"), ("KPI", "Result")]),
    has_unit=some.booleans(),
    chance=some.randoms(use_true_random=False),
)
def test_named_measures_read_as_the_same_rows_whatever_the_dataset_and_the_order_of_the_lines(
    table: tuple[Dataset, list[dict[str, Written]]], heads: tuple[str, str], has_unit: bool, chance: Any
) -> None:
    dataset, rows = table
    numbers = [column for column in dataset.all_columns if column.is_number]
    others = [column for column in dataset.all_columns if not column.is_number]
    assume(any(as_text(row[column.name][0]) for row in rows for column in numbers))
    lines = [
        [
            *(as_text(row[column.name][0]) for column in others),
            number.heading,
            *([f"unit of {number.name}"] if has_unit else []),
            as_text(row[number.name][0]),
        ]
        for row in rows
        for number in numbers
    ]
    chance.shuffle(lines)
    top = [*(column.heading for column in others), heads[0], *(["Unit"] if has_unit else []), heads[1]]
    read = Read(file="t.xlsx", sheets=(Sheet.of_rows(name="Data", rows=[top, *lines], is_1904=False),))
    (found,) = recognise(read, {})
    assert found.dataset == dataset.name
    assert {item.heading for item in found.unknown} <= {"Unit"}
    cells = table_locator.find(read, dataset)
    assert "Unit" not in cells.headings
    for at in range(len(cells.columns)):
        for row in range(cells.height):  # each cell says where in the sheet it stands
            text = cells.text(at, row)
            letter, number = cells.address(at, row)[0], int(cells.address(at, row)[1:])
            assert not text or [*top, *lines[number - 2]][len(top) + ord(letter) - ord("A")] == text
    found_rows = validate.check(cells, dataset, LISTS, "wmp", settled=answered(dataset)).rows
    names_compared = [*dataset.key, *(number.name for number in numbers)]
    right = [[None if row[name] == NOTHING else row[name][1] for name in names_compared] for row in rows]
    read_rows = [
        [None if pandas.isna(value) else value for value in line]
        for line in found_rows[names_compared].astype(object).values.tolist()
    ]
    assert sorted(read_rows, key=lambda line: list(map(str, line))) == sorted(
        right, key=lambda line: list(map(str, line))
    )


LONG = "As at,Area,Measure,Value\n2024-03-01,Dudley,Waiting,4\n2024-03-01,Dudley,Longest wait,12\n2024-03-01,Walsall,Waiting,5\n"


def test_words_that_name_no_figure_are_asked_about_once_and_kept_in_the_profile(empty: Settings) -> None:
    def of(name: str, choices: Choices | None = None) -> Intake:
        return take_in(empty, [(name, LONG.encode())], choices)

    (asked,) = of("long march.csv").problems[:1]
    assert isinstance(asked, Question)
    assert asked.found == '"Waiting" in "Measure", which names what the figures count'
    headings = {("marac_backlog", "waiting"): "cases_awaiting_count"}
    answered_once = of("long march.csv", Choices(headings=headings))
    assert answered_once.problems == ()
    (file,) = answered_once.files
    answers.keep_answers(empty, file.read, file.tables, headings, "an analyst")
    second = of("another name.csv")
    assert second.problems == ()
    ((_, rows),) = second.to_accept
    assert rows.rows[["area_code", "cases_awaiting_count", "longest_wait_working_days"]].astype(object).fillna(
        0
    ).values.tolist() == [
        ["dudley", 4, 12],
        ["walsall", 5, 0],
    ]


def test_a_measure_given_twice_for_one_thing_is_a_second_row_and_measures_of_others_stay_unknown() -> None:
    twice = LONG.replace("Waiting", "Cases awaiting") + "2024-03-01,Walsall,Cases awaiting,6\n"
    (problem,) = problems(twice.encode(), "m.csv")
    assert (problem.found, problem.cells) == ("a second row with the same As at and Area", ("A5",))
    (found,) = recognise(reader.read("m.csv", LONG.replace("Waiting", "Arrests").encode()), {})
    assert [(item.heading, item.cell) for item in found.unknown] == [("Arrests", "C1")]
    rows = checked(LONG.replace("Waiting", "Cases awaiting").encode(), "m.csv").rows
    assert rows.cases_awaiting_count.tolist() == [4, 5]


def test_a_hidden_figure_is_asked_about_and_leaves_the_others_of_its_row_where_they_are() -> None:
    rows = [line.split(",") for line in LONG.replace("Waiting", "Cases awaiting").splitlines()]
    marac = DATASETS["marac_backlog"]

    def of(settled: dict[str, str], **hidden: tuple[int, ...]) -> Any:
        read = Read(file="t.xlsx", sheets=(Sheet.of_rows(name="Data", rows=rows, is_1904=False, **hidden),))
        return table_locator.find(read, marac, settled=settled)

    (asked,) = of({}, hidden_rows=(2,)).questions
    assert (asked.cells, asked.options) == (("A3",), ("count them", "leave them out"))
    counted = validate.check(of({asked.key: "count them"}, hidden_rows=(2,)), marac, LISTS, "wmp").rows
    assert counted.longest_wait_working_days.astype(object).fillna(0).tolist() == [12, 0]
    left = validate.check(of({asked.key: "leave them out"}, hidden_rows=(2,)), marac, LISTS, "wmp")
    assert left.rows.cases_awaiting_count.tolist() == [4, 5]
    assert "longest_wait_working_days" in left.absent
    without = of({asked.key: "leave them out"}, hidden_columns=(3,))
    assert without.headings == ("As at", "Area", "Measure")


@given(year=some.integers(2001, 2098), number=some.integers(1, 53))
def test_a_week_counted_from_april_ends_within_its_year_and_after_the_week_before_it(year: int, number: int) -> None:
    ends = as_week_of_april(f"Week {number} {year}")
    assert ends is not None
    assert date(year, 4, 1) < ends <= date(year + 1, 3, 31)
    before = as_week_of_april(f"Week {number - 1} {year}") or date(year, 3, 31)
    assert timedelta(days=1) <= ends - before <= timedelta(days=7)
    assert number < 53 or ends == date(year + 1, 3, 31)
