"""Dates that a program wrote for none, and dates whose day and month a program took for each other."""

from datetime import date

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from src.contracts.column import Kind
from src.contracts.problem import Question, Refused
from src.ingest import date_doubts, validate
from src.ingest.cells import Cells, Texts
from src.metrics.datasets import DATASETS
from tests.ingest.test_furniture import AREAS, LISTS, MARAC

OTHER_DATES = [
    (name, column.name)
    for name, dataset in DATASETS.items()
    for column in dataset.columns
    if column.kind is Kind.DATE and column.name != dataset.dated_by
]


@pytest.mark.parametrize(("name", "column"), OTHER_DATES)
def test_a_date_written_for_none_is_asked_about_wherever_a_date_may_stand(name: str, column: str) -> None:
    dataset = DATASETS[name]
    heading = dataset.column(column).heading
    for text in ("01/01/1900", "31/12/9999"):
        cells = Cells(
            file="f.csv",
            heading_row=1,
            headings=(heading,),
            columns=(Texts.of([text]),),
            row_numbers=numpy.array([2]),
        )

        def asked(settled: dict[str, str], cells: Cells = cells) -> list[Question]:
            with pytest.raises(Refused) as refused:  # the other columns are not there
                validate.check(cells, dataset, LISTS, "wmp", settled=settled)
            found = [problem for problem in refused.value.problems if problem.cells == ("A2",)]
            return [p for p in found if isinstance(p, Question) and p.key == f"dates in {heading}"]

        (question,) = asked({})
        assert not asked({question.key: question.options[0]})


def table(days: list[str], *, is_workbook: bool, areas: tuple[str, ...] = ("Dudley",)) -> Cells:
    rows = [(day, area, "4") for day in days for area in areas]
    return Cells.of_rows(
        file="m.xlsx" if is_workbook else "m.csv",
        sheet="Sheet1" if is_workbook else "",
        heading_row=1,
        headings=("As at", "LPA", "Cases awaiting"),
        rows=rows,
        row_numbers=list(range(2, 2 + len(rows))),
    )


def days_of(cells: Cells, answer: str = "") -> list[date]:
    settled = {"order of dates": answer} if answer else {}
    return [day.date() for day in validate.check(cells, MARAC, LISTS, "wmp", settled=settled).rows.as_at_on]


def question(cells: Cells) -> Question:
    with pytest.raises(Refused) as refused:
        days_of(cells)
    (asked,) = refused.value.problems
    assert isinstance(asked, Question)
    assert asked.key == "order of dates"
    return asked


@settings(max_examples=60)
@given(
    months=st.lists(st.integers(0, 90), min_size=2, max_size=8, unique=True),
    day=st.integers(1, 28),
    form=st.sampled_from(["iso", "csv", "excel"]),
    clock=st.sampled_from(["", " 12:00:00 AM"]),
)
def test_dates_of_the_united_states_are_theirs_or_a_question_and_are_right_once_it_is_answered(
    months: list[int], day: int, form: str, clock: str
) -> None:
    meant = sorted(date(2018 + month // 12, month % 12 + 1, day) for month in months)

    def written(when: date) -> str:
        if form == "iso":
            return when.isoformat()
        if form == "excel" and when.day <= 12:  # taken for day and month, and stored as a date
            return date(when.year, when.day, when.month).isoformat()
        return f"{when.month}/{when.day}/{when.year}{clock}"

    cells = table(list(map(written, meant)), is_workbook=form == "excel")
    try:
        read = days_of(cells)
    except Refused:
        assert question(cells)
        read = days_of(cells, date_doubts.MONTH_FIRST)
        assert form != "iso"
    else:  # nothing in the file shows it: the two orders are as regular as each other
        assert form == "iso" or (day <= 12 and (not clock or form == "excel"))
    swapped = [date(when.year, when.day, when.month) if form != "iso" and day <= 12 else when for when in meant]
    assert read in (meant, swapped)
    if form == "iso" or day > 12 or (clock and form == "csv"):
        assert read == meant


def test_months_one_after_another_that_were_stored_as_days_are_asked_about_and_true_days_stay() -> None:
    january = table([f"2026-01-{month:02}" for month in range(1, 7)], is_workbook=True)
    assert question(january).found.startswith("dates that are 1 January 2026 to 6 January 2026 with the day first")
    assert days_of(january, "day first") == [date(2026, 1, month) for month in range(1, 7)]
    assert days_of(january, "month first") == [date(2026, month, 1) for month in range(1, 7)]
    firsts = table([f"2026-{month:02}-01" for month in range(1, 7)], is_workbook=True, areas=AREAS)
    for answer in ("", "month first"):  # the second as kept for a file whose dates were stored otherwise
        assert set(days_of(firsts, answer)) == {date(2026, month, 1) for month in range(1, 7)}
    week = table(["2026-01-12", "2026-01-13", "2026-01-14"], is_workbook=True)  # the 13th of no month
    assert len(days_of(week)) == 3
