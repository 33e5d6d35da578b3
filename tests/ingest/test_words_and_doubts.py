"""Words around a table may not make other figures of its headings, and one cause of doubt is one question."""

import io
from collections.abc import Mapping
from datetime import date, timedelta

import numpy
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.styles import Font

from src.contracts.dataset import Dataset
from src.contracts.problem import Problem, Question, Refused
from src.ingest import doubts, reader, validate
from src.ingest.cells import Cells, Texts
from src.ingest.detect import table_locator
from src.metrics.datasets import DATASETS
from tests.ingest.test_furniture import AREAS, LISTS, MARAC, Row, book, checked, problems

COUNTS = (151, 42, 9, 31, 12, 17, 8)
DAY = date(2024, 3, 1)
SAY_NOTHING = (
    "Performance pack",
    "Monthly report",
    "Board dashboard",
    "Produced by Performance and Insight",
    "OFFICIAL",
    "Target operating model",
    "Change board",
)
OTHER_FIGURES = (
    "Cases over 28 days", "Cases awaiting, average", "Repeat victims only", "Domestic abuse arrests",
    "Stop and search", "Cases heard", "Referrals received", "Cases completed", "Cases awaiting (rolling 12 months)",
)  # fmt: skip


def in_rows(title: str) -> list[Row]:
    return [
        (title,),
        (),
        ("As at", "LPA", "Cases awaiting"),
        *((DAY, *pair) for pair in zip(AREAS, COUNTS, strict=True)),
    ]


def across(title: str) -> list[Row]:
    return [(title,), ("LPA", DAY), *zip(AREAS, COUNTS, strict=True)]


def taken(
    content: bytes, settled: Mapping[str, str] | None = None, dataset: Dataset = MARAC
) -> validate.Checked | tuple[Problem, ...]:
    try:
        return checked(content, "m.xlsx", dataset, settled)
    except Refused as refused:
        return refused.problems


@settings(max_examples=20, deadline=None)
@given(
    title=st.lists(st.sampled_from(SAY_NOTHING), min_size=1, max_size=2).map(" ".join),
    other=st.sampled_from(("", *OTHER_FIGURES)),
    is_across=st.booleans(),
    is_sheet=st.booleans(),
)
def test_words_that_say_nothing_are_passed_over_and_words_of_other_figures_are_one_question(
    title: str, other: str, is_across: bool, is_sheet: bool
) -> None:
    above = other if other and not is_sheet else title
    name = (other or "MARAC cases awaiting") if is_sheet or not other else "MARAC cases awaiting"
    found = taken(book((across if is_across else in_rows)(above), sheet=name[:31]))
    if other in ("Cases heard", "Referrals received") and is_across:  # they name another figure that is held
        assert isinstance(found, tuple) or found.rows.cases_awaiting_count.isna().all()
    elif other:
        assert isinstance(found, tuple)
        assert [type(problem) for problem in found] == [Question]
    else:
        assert isinstance(found, validate.Checked)
        assert found.rows.cases_awaiting_count.tolist() == list(COUNTS)


def test_headings_that_were_said_to_be_right_stand() -> None:
    content = book(in_rows("MARAC: cases over 28 days only"), sheet="S")
    (asked,) = problems(content, "m.xlsx")
    assert isinstance(asked, Question)
    assert asked.sentence() == (
        'm.xlsx, sheet "S", cell A1: found "MARAC: cases over 28 days only" above the table; expected words that go with '
        'its heading "Cases awaiting". Say that the headings are right, or pass the table over: its figures may be others. '
        'Answers to "words above: marac cases over 28 days only": "the headings are right".'
    )
    found = taken(content, {asked.key: asked.options[0]})
    assert isinstance(found, validate.Checked)


def test_figures_under_dates_whose_words_were_answered_are_not_asked_about_again() -> None:
    content = book(across("Domestic abuse arrests by LPA"), sheet="DA arrests")
    read = reader.read("m.xlsx", content)
    cells = table_locator.find(read, MARAC, {"domestic abuse arrests by lpa": "cases_awaiting_count"})
    assert not cells.questions
    assert list(cells.columns[cells.headings.index("Cases awaiting")].texts()) == [str(n) for n in COUNTS]


@pytest.mark.parametrize("words", ["as at", "position at", "correct at", "as of", "snapshot date:"])
@pytest.mark.parametrize("form", ["%d/%m/%Y", "%d %B %Y", "%Y-%m-%d"])
def test_a_title_that_says_as_at_dates_every_row(words: str, form: str) -> None:
    rows: list[Row] = [(f"MARAC cases awaiting {words} {DAY:{form}}",), ("LPA", "Cases awaiting"), ("Dudley", 3)]
    found = taken(book(rows))
    assert isinstance(found, validate.Checked)
    assert [day.date() for day in found.rows.as_at_on] == [DAY]
    rows[0] = (f"Extracted {words} {DAY:{form}}",)
    assert isinstance(taken(book(rows)), tuple)  # the day a file was made dates nothing


@settings(max_examples=10, deadline=None)
@given(year=st.integers(2020, 2025), first=st.integers(0, 11), months=st.integers(2, 4), is_financial=st.booleans())
def test_a_year_over_months_is_the_year_of_each(year: int, first: int, months: int, is_financial: bool) -> None:
    names = "January February March April May June July August September October November December".split()
    first = min(first, 12 - months)
    numbers = [(at + 3 * is_financial) % 12 for at in range(first, first + months)]  # from April in a financial year
    over = f"{year}/{(year + 1) % 100:02}" if is_financial else str(year)
    rows: list[Row] = [
        ("LPA", over, *[None] * (months - 1)),
        (None, *(names[number][:3] for number in numbers)),
        *((area, *range(count, count + months)) for area, count in zip(AREAS, COUNTS, strict=True)),
    ]
    found = taken(book(rows, sheet="MARAC cases awaiting"))
    assert isinstance(found, validate.Checked)
    days = {day.date() for day in found.rows.as_at_on}
    ends = {date(year + (is_financial and n < 3) + (n == 11), (n + 1) % 12 + 1, 1) - timedelta(days=1) for n in numbers}
    assert days == ends
    assert set(found.rows.as_at_precision) == {"month"}


@pytest.mark.parametrize("heading", ["Month", "Week ending", "Date", "Period"])
@pytest.mark.parametrize("dataset", ["marac_backlog", "digital_forensics_queue", "qatt_averages", "ocset_packages"])
@pytest.mark.parametrize("value", ["01/03/2024", "Mar-24", "2023/24 Q4", "Week 6 2024"])
def test_a_heading_over_dates_and_no_known_column_of_dates_is_one_question(
    heading: str, dataset: str, value: str
) -> None:
    of = DATASETS[dataset]
    known = [column for column in of.columns if column.name != of.dated_by and (column.required or column.is_number)]
    codes = [next(iter(LISTS[column.codes].names().values())) if column.codes else "3" for column in known]
    text = f"{heading},{','.join(column.heading for column in known)}\n{value},{','.join(codes)}\n"
    asked = problems(text.encode(), dataset=of)
    dated = of.column(str(of.dated_by)).heading
    assert [problem.found for problem in asked] == [f'the heading "{heading}" over dates, and no column "{dated}"']


@pytest.mark.parametrize(
    ("number", "sunday"), [(6, date(2024, 2, 11)), (1, date(2024, 1, 7)), (52, date(2024, 12, 29))]
)
@pytest.mark.parametrize("form", ["Week {} 2024", "Wk {}, 2024", "2024 week {}", "2024-W{}"])
def test_a_numbered_week_is_asked_about_and_read_as_answered(number: int, sunday: date, form: str) -> None:
    week = form.format(number)
    content = f'As at,Stage,Risk,Packages\n"{week}",Awaiting enforcement,High,5\n'.encode()
    (asked,) = problems(content, dataset=DATASETS["ocset_packages"])
    assert isinstance(asked, Question)
    of_april = date(2024, 4, 1) + timedelta(days=7 * number - 1)
    for answer, day in zip(asked.options, (sunday, sunday - timedelta(days=6), of_april), strict=True):
        if day > date.today():
            continue
        found = checked(content, "m.csv", DATASETS["ocset_packages"], {asked.key: answer})
        assert [stamp.date() for stamp in found.rows.as_at_on] == [day]


@settings(max_examples=10, deadline=None)
@given(
    counts=st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99)), min_size=4, max_size=4),
    wrong=st.sampled_from(["", "row", "column"]),
)
def test_totals_of_a_table_both_ways_are_left_out_or_questioned(counts: list[tuple[int, int]], wrong: str) -> None:
    bands = ("Very high", "High", "Medium", "Standard")
    first, second = (sum(pair[at] for pair in counts) + (wrong == "row") for at in (0, 1))
    rows: list[Row] = [
        ("Packages as at 8 March 2024",),
        ("Risk", "Awaiting enforcement", "In development", "Total"),
        *((band, *pair, sum(pair) + (wrong == "column")) for band, pair in zip(bands, counts, strict=True)),
        ("Total", first, second, first + second),
    ]
    found = taken(book(rows, sheet="OCSET"), dataset=DATASETS["ocset_packages"])
    if wrong:
        assert isinstance(found, tuple)
        assert all(isinstance(problem, Question) for problem in found)
    else:
        assert isinstance(found, validate.Checked)
        assert found.rows.packages_count.tolist() == [count for pair in counts for count in pair]


def test_a_struck_row_that_repeats_another_is_one_question() -> None:
    made = openpyxl.load_workbook(io.BytesIO(book([*in_rows("")[2:], (DAY, "Dudley", 99)])))
    made.active["A9"].font = Font(strike=True)
    content = io.BytesIO()
    made.save(content)
    (asked,) = problems(content.getvalue(), "m.xlsx")
    assert isinstance(asked, Question)
    found = taken(content.getvalue(), {asked.key: "leave them out"})
    assert isinstance(found, validate.Checked)
    assert found.rows.cases_awaiting_count.tolist() == list(COUNTS)


def test_cells_of_one_form_are_one_problem() -> None:
    cells = "".join(f"01/03/2024,{area},{count} ▲\n" for area, count in zip(AREAS, COUNTS, strict=True))
    assert [problem.found for problem in problems(f"As at,LPA,Cases awaiting\n{cells}".encode())] == [
        '"151 ▲" and six more like it'
    ]


def reviews(days: list[date], form: str) -> bytes:
    rows = "".join(f"R{at},{day:{form}},Force CID,3\n" for at, day in enumerate(days))
    return f"Review,Reviewed on,Department,Overall grade\n{rows}".encode()


def test_events_of_one_month_are_in_no_doubt_and_the_same_with_months_first_are() -> None:
    days = [date(2024, 3, day) for day in (2, 4, 5, 8, 11, 12)]
    found = checked(reviews(days, "%d/%m/%Y"), "m.csv", DATASETS["qatt_reviews"]).rows
    assert [day.date() for day in found.reviewed_on] == days
    (asked,) = problems(reviews(days, "%m/%d/%Y"), dataset=DATASETS["qatt_reviews"])
    assert isinstance(asked, Question)
    assert asked.key == "order of dates"


@given(
    st.lists(st.sampled_from(["1-Mar", "3-Feb", "2024-03-02", "12"]), min_size=1, max_size=4, unique=True), st.data()
)
def test_ids_that_were_said_to_be_right_are_right_and_no_others(ids: list[str], data: st.DataObject) -> None:
    findings = DATASETS["findings"]

    def asked(words: list[str], settled: Mapping[str, str]) -> list[Question]:
        cells = Cells(
            file="f.csv",
            heading_row=1,
            headings=("Finding",),
            columns=(Texts.of(words),),
            row_numbers=numpy.arange(2, 2 + len(words)),
        )
        return [q for q in doubts.ids(cells, {"finding_id": 0}, findings, settled) if isinstance(q, Question)]

    turned = [word for word in ids if word != "12"]
    questions = asked(ids, {})
    assert len(questions) == bool(turned)
    for question in questions:
        settled = {question.key: question.options[0]}
        assert asked(data.draw(st.permutations(ids)), settled) == []
        assert len(asked([*ids, "4-Apr"], settled)) == 1
