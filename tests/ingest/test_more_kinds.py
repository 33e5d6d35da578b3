"""Kinds of extracts that forces have: totals among dated rows, years beside months, a sheet for each area, parts of figures."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from src.contracts.problem import Problem, Question, Refused
from src.ingest import reader
from src.ingest.detect.dataset_detection import recognise
from src.metrics.datasets import DATASETS
from tests.ingest.test_furniture import AREAS, MARAC, SOM, Row, book, checked, problems

DAYS = ("28/02/2024", "31/03/2024")
HEADINGS = "As at,LPA,Cases awaiting"


@settings(max_examples=25, deadline=None)
@given(
    counts=st.lists(st.integers(0, 60), min_size=14, max_size=14),
    word=st.sampled_from(("Total", "Force total", "WMP", "Force", "Grand Total:", "All areas")),
    place=st.sampled_from(("last", "first")),
    off=st.sampled_from((0, 0, 7)),
)
def test_totals_with_a_date_are_left_out_and_held_against_the_rows_of_that_date(
    counts: list[int], word: str, place: str, off: int
) -> None:
    lines, right = [], {}
    for number, day in enumerate(DAYS):
        of_day = dict(zip(AREAS, counts[7 * number : 7 * number + 7], strict=True))
        right |= {(number, area.lower()): count for area, count in of_day.items()}
        rows = [f"{day},{area},{count}" for area, count in of_day.items()]
        total = f"{day},{word},{sum(of_day.values()) + off * number}"
        lines += [total, *rows] if place == "first" else [*rows, total]
    content = "\n".join([HEADINGS, *lines]).encode()
    if off:
        (asked,) = problems(content)
        assert isinstance(asked, Question)
        assert asked.found.startswith(f"a total of {sum(counts[7:]) + off:,} in")
        return
    found = checked(content, "m.csv").rows
    days = [date(2024, 2, 28), date(2024, 3, 31)]
    read = zip(found.as_at_on, found.area_code, found.cases_awaiting_count, strict=True)
    assert {(days.index(day.date()), area): count for day, area, count in read} == right


@pytest.mark.parametrize(
    ("year", "part", "pairs", "right"),
    [
        ("Year", "Month", [("2024", "January"), ("2024", "Feb")], [date(2024, 1, 31), date(2024, 2, 29)]),
        ("Financial year", "Month", [("2023/24", "December"), ("2023/24", "March")], [date(2023, 12, 31), date(2024, 3, 31)]),
        ("FY", "Quarter", [("2023/24", "Q4"), ("2023/24", "Q1")], [date(2024, 3, 31), date(2023, 6, 30)]),
    ],
)  # fmt: skip
def test_a_year_beside_a_month_or_a_quarter_is_one_date(
    year: str, part: str, pairs: list[tuple[str, str]], right: list[date]
) -> None:
    rows: list[Row] = [("LPA", year, part, "Cases awaiting"), *(("Dudley", *pair, 4) for pair in pairs)]
    content = book(rows)
    (asked,) = problems(content, "m.xlsx")
    assert isinstance(asked, Question)
    assert asked.found == f'the heading "{part}" over dates, and no column "As at"'
    rows[0] = ("LPA", year, part, "As at", "Cases awaiting")  # dated already: both are other columns
    rows[1:] = [(*row[:3], date(2024, 4, 1 + at), row[3]) for at, row in enumerate(rows[1:])]
    assert {type(problem) for problem in problems(book(rows), "m.xlsx")} == {Question}
    (sheet,) = reader.read("m.xlsx", content).sheets
    texts = sheet.columns[2].texts()[1:]
    (csv,) = ["\n".join(["As at,LPA,Cases awaiting", *(f"{text},Dudley,4" for text in texts)])]
    settled = {"periods in As at": "the figures are of its last day"}
    assert [day.date() for day in checked(csv.encode(), "m.csv", settled=settled).rows.as_at_on] == right


def test_a_sheet_for_each_area_is_one_answer() -> None:
    content = book([("As at", "Cases awaiting"), (date(2024, 3, 1), 4)], sheet="Dudley")
    (asked,) = problems(content, "m.xlsx")
    assert isinstance(asked, Question)
    assert asked.options == ("the name of the sheet",)
    assert checked(content, settled={asked.key: asked.options[0]}).rows.area_code.tolist() == ["dudley"]
    other = book([("As at", "Cases awaiting"), (date(2024, 3, 1), 4)], sheet="Dudley and Walsall")
    (asked,) = problems(other, "m.xlsx")
    with pytest.raises(Refused):
        checked(other, settled={"column Area": "the name of the sheet"})
    (plain,) = problems(book([("As at", "Cases awaiting"), (date(2024, 3, 1), 4)]), "m.xlsx")
    assert type(plain) is Problem


@pytest.mark.parametrize(
    "title",
    [
        "MARAC cases awaiting, previous year", "MARAC cases awaiting per 10,000 population", "Referrals received year to date",
        "Cases awaiting, female victims", "MARAC cases awaiting - forecast", "Repeat cases awaiting",
    ],
)  # fmt: skip
def test_words_that_make_another_figure_or_a_part_of_it_are_asked_about_over_a_table_and_in_its_filters(
    title: str,
) -> None:
    table: list[Row] = [("As at", "LPA", "Cases awaiting"), (date(2024, 3, 1), "Dudley", 4)]
    (asked,) = problems(book([(title,), *table]), "m.xlsx")
    assert isinstance(asked, Question)
    assert asked.options == ("the headings are right",)


@pytest.mark.parametrize(
    ("filters", "is_asked"),
    [
        ("Repeat victim is Yes", True), ("Sex is Female", False), ("Victim is Female", True), ("Excluded (2) Status is Open", True),
        ("Force is West Midlands Police", False), ("MARAC status is Awaiting\nDate is 01 March 2024", False),
    ],
)  # fmt: skip
def test_filters_that_leave_a_part_of_the_figures_are_asked_about(filters: str, is_asked: bool) -> None:
    table: list[Row] = [("As at", "LPA", "Cases awaiting"), (date(2024, 3, 1), "Dudley", 4), ()]
    content = book([*table, (f"Applied filters:\n{filters}",)])
    if not is_asked and "Female" not in filters:
        assert checked(content).rows.cases_awaiting_count.tolist() == [4]
        return
    (asked,) = problems(content, "m.xlsx")
    assert isinstance(asked, Question)
    assert checked(content, settled={asked.key: asked.options[0]}).rows.cases_awaiting_count.tolist() == [4]


NOTHING_OF = ("blanks", "(Blank)", "null values", "test records", "duplicates and deleted rows", "totals", "subtotals")


@pytest.mark.parametrize(
    "of", [*NOTHING_OF, "repeat victims", "blank referrals from Dudley", "test cases of children", "Dudley"]
)
@pytest.mark.parametrize("verb", ["excluding", "Excludes", "excl.", "excluded:"])
def test_to_leave_out_what_is_no_figure_is_not_asked_about_and_to_leave_out_any_other_is(of: str, verb: str) -> None:
    table = f"{HEADINGS}\n2024-03-01,Dudley,4\n"
    over = f"MARAC cases awaiting ({verb} {of})\n\n{table}"
    wide = f'"MARAC cases awaiting, {verb} {of}"\nLPA,2024-03-01,2024-04-05\nDudley,4,5\n'
    under = f"{table}\nApplied filters: Status {verb} {of}; Date is 2024\n"
    for content in (over, wide, under):
        if of in NOTHING_OF:
            assert checked(content.encode(), "m.csv").rows.cases_awaiting_count.tolist()[0] == 4
        else:
            assert [type(problem) for problem in problems(content.encode())] == [Question]


@pytest.mark.parametrize("mark", [";", ",", "\t"])
def test_empty_columns_behind_a_table_of_text_are_no_columns(mark: str) -> None:
    lines = [("As at", "LPA", "Cases awaiting"), ("31/03/2024", "Dudley", "4")]
    content = "\n".join(mark.join((*line, "", "", "")) for line in lines).encode()
    assert checked(content, "m.csv").rows.cases_awaiting_count.tolist() == [4]
    filled = content + mark.join(("\n31/03/2024", "Walsall", "4", "", "", "x")).encode()
    assert [problem.found for problem in problems(filled)] == ['the heading ""'] * 1


def test_days_with_dashes_are_read_with_the_day_first_and_asked_about_where_they_could_be_months() -> None:
    def of(*days: str) -> bytes:
        return "\n".join([HEADINGS, *(f"{day},Dudley,4" for day in days)]).encode()

    assert [day.date() for day in checked(of("31-01-2024", "01-03-2024"), "m.csv").rows.as_at_on] == [
        date(2024, 1, 31),
        date(2024, 3, 1),
    ]
    for days in (("01-01-2024", "02-01-2024", "03-01-2024"), ("03-16-2024", "03-02-2024")):
        assert [getattr(problem, "key", problem.found) for problem in problems(of(*days))] == ["order of dates"]


@pytest.mark.parametrize(
    ("week", "answer", "day"),
    [
        ("Week 1 2024", "weeks counted from 1 April, each dated by its last day", date(2024, 4, 7)),
        ("Wk 6 2024/25", "weeks counted from 1 April, each dated by its last day", date(2024, 5, 12)),
        ("2024 W06", "weeks counted from January, each dated by the Sunday that ends it", date(2024, 2, 11)),
        ("2024-W06", "weeks counted from January, each dated by the Monday that begins it", date(2024, 2, 5)),
    ],
)
def test_a_numbered_week_is_of_the_day_that_somebody_said_it_is(week: str, answer: str, day: date) -> None:
    content = f"{HEADINGS}\n{week},Dudley,4\n".encode()
    (asked,) = problems(content)
    assert isinstance(asked, Question)
    assert answer in asked.options
    assert [found.date() for found in checked(content, "m.csv", settled={asked.key: answer}).rows.as_at_on] == [day]


def test_a_dataset_that_knows_fewer_of_the_same_headings_is_no_rival_and_initials_of_a_title_say_what_it_says() -> None:
    overdue = b"As at,Area,Task,Overdue\n2024-03-01,Whole force,Visits,120\n"
    (found,) = recognise(reader.read("s.csv", overdue), {})
    assert (found.dataset, found.others, [item.heading for item in found.unknown]) == (
        "sex_offender_tasks",
        (),
        ["Overdue"],
    )
    tasks: list[Row] = [
        ("SOM tasks outstanding by LPA",),
        ("As at", "Area", "Visits", "RMP reviews"),
        (date(2024, 3, 1), "Dudley", 4, 5),
    ]
    rows = checked(book(tasks), "s.xlsx", SOM).rows
    assert sorted(rows[["task_code", "outstanding_count"]].to_numpy().tolist()) == [["rmp_review", 5], ["visit", 4]]


def test_measures_and_groups_of_crime_across_are_read_and_never_as_counts() -> None:
    rates: list[Row] = [
        ("Positive outcome rate",),
        ("As at", "All crime", "Victim-based crime"),
        (date(2024, 3, 1), 8.42, 6.65),
    ]
    found = checked(book(rates), "p.xlsx", DATASETS["positive_outcomes"]).rows
    assert found[["crime_group_code", "rate_percent"]].to_numpy().tolist() == [
        ["all_crime", 8.42],
        ["victim_based", 6.65],
    ]
    rates[0] = ("Arrests",)
    (asked,) = problems(book(rates), "p.xlsx", DATASETS["positive_outcomes"])
    assert isinstance(asked, Question)


@pytest.mark.parametrize("name", ["DI Testcase tracker.xlsx", "Mrs Testcase.xlsx"])
def test_a_file_or_sheet_that_is_named_after_somebody_is_asked_about(name: str) -> None:
    content = book(
        [("As at", "LPA", "Cases awaiting"), (date(2024, 3, 1), "Dudley", 4)], sheet=name.removesuffix(".xlsx")
    )
    asked = problems(content, name, MARAC)
    assert [getattr(problem, "key", "") for problem in asked] == ["name of the file", "name of the sheet"]
    answers = dict.fromkeys(("name of the file", "name of the sheet"), "it names nobody")
    assert checked(content, name, settled=answers).rows.cases_awaiting_count.tolist() == [4]


@pytest.mark.parametrize(
    ("text", "what"), [("seen in BX65 ABC", "a vehicle of a person"), ("custody ref DD/1234/26", "a crime number")]
)
def test_vehicles_and_references_in_words_are_refused(text: str, what: str) -> None:
    with pytest.raises(Refused) as refused:
        reader.read("m.xlsx", book([("As at", "LPA", "Cases awaiting", "Note"), (date(2024, 3, 1), "Dudley", 4, text)]))
    (problem,) = refused.value.problems
    assert what in problem.found
