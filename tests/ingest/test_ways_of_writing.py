"""A value reads the same in whatever way a program or a person writes it, or is asked about: never as another."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from src.contracts.problem import Problem, Question, Refused
from src.ingest import validate, wrapped_values
from src.ingest.cells import Read, Sheet
from src.ingest.detect import table_locator
from tests.ingest.test_furniture import AREAS, LISTS, MARAC

HEADINGS = ("As at", "LPA", "Cases awaiting")
FORMS = {
    "%d/%m/%Y %H:%M": False, "%Y-%m-%d": False, "%Y/%m/%d": False, "%Y%m%d": False, "%d %B %Y": False, "%d-%b-%y": False,
    "%A, %B %d, %Y": False, "%A %d %B %Y": False, "%Y-%m-%dT12:%M:00Z": False, "%d.%m.%Y": False, "%B %Y": True,
    "%b-%y": True, "%Y-%m": True, "%m/%Y": True,
}  # fmt: skip
"""Forms in which programs write a date, and whether they write only its month."""
WRAPPINGS = ("{}", '="{}"', "7;#{}", "string;#{}", "\u200b{}\u200e", "\u00a0{}")
Answers = Mapping[str, str]
Range = tuple[int, int, int, int]


def checked(
    rows: Sequence[Sequence[str]], sheet: str = "S", settled: Answers | None = None, merged: Sequence[Range] = ()
) -> validate.Checked:
    made = Sheet.of_rows(name=sheet, rows=rows, merged=tuple(merged), is_1904=None)
    read = wrapped_values.taken_off(Read(file="m.xlsx", sheets=(made,)))
    return validate.check(table_locator.find(read, MARAC, settled=settled), MARAC, LISTS, "wmp", settled=settled)


def asked(rows: Sequence[Sequence[str]], sheet: str = "S") -> tuple[Problem, ...]:
    with pytest.raises(Refused) as refused:
        checked(rows, sheet)
    assert refused.value.needs_person
    return refused.value.problems


@settings(max_examples=50)
@given(
    day=st.dates(date(2015, 1, 1), date(2025, 12, 31)),
    form=st.sampled_from(sorted(FORMS)),
    around=st.sampled_from(WRAPPINGS),
    area=st.sampled_from(AREAS),
    count=st.integers(0, 400),
    unit=st.sampled_from(["", " cases", ".00"]),
)
def test_a_value_reads_the_same_however_a_program_writes_it(
    day: date, form: str, around: str, area: str, count: int, unit: str
) -> None:
    written = (day.strftime(form), area, f"{count}{unit}")
    found = checked([HEADINGS, [around.format(text) for text in written]]).rows
    last = (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    assert [stamp.date() for stamp in found.as_at_on] == [last if FORMS[form] else day]
    assert found.as_at_precision.fillna("").tolist() == ["month" if FORMS[form] else ""]
    assert (found.area_code.tolist(), found.cases_awaiting_count.tolist()) == ([area.lower()], [count])


OTHERS = (
    "Arrests", "Stop and search by area", "Cases over 28 days", "Tasks completed", "% of cases awaiting",
    "Cases awaiting %", "Average cases awaiting", "Cases awaiting charge", "Cases awaiting (rolling 12 months)",
    "MARAC cases awaiting trial", "Repeat cases", "Cases awaiting +/-", "Outstanding suspects", "Count of Cases awaiting",
)  # fmt: skip


@pytest.mark.parametrize("words", OTHERS)
@pytest.mark.parametrize("place", ["heading", "title", "title of a sheet with our name", "sheet"])
def test_figures_of_another_measure_are_never_stored_unasked(words: str, place: str) -> None:
    if place == "heading":
        asked([("As at", "LPA", words), ("2024-03-01", "Dudley", "4")])
        return
    title = [] if place == "sheet" else [(words,)]
    sheet = {"sheet": words, "title": "S"}.get(place, "Cases awaiting")
    asked([*title, ("LPA", "2024-03-01", "2024-04-01"), ("Dudley", "4", "5"), ("Walsall", "6", "7")], sheet)


@settings(max_examples=20)
@given(
    days=st.lists(
        # Two first days of a month that follow each other are asked about, as their day and month may have changed places.
        st.dates(date(2015, 1, 1), date(2025, 12, 31)).filter(lambda day: day.day > 12),
        min_size=1,
        max_size=4,
        unique=True,
    ),
    is_merged=st.booleans(),
)
def test_a_date_that_stands_once_over_its_rows_is_that_of_each(days: list[date], is_merged: bool) -> None:
    rows = [HEADINGS]
    for day in days:
        rows += [(day.isoformat() if at == 0 else "", area, str(at)) for at, area in enumerate(AREAS)]
    merged = [(1 + 7 * at, 0, 7 + 7 * at, 0) for at in range(len(days))] if is_merged else []
    if not is_merged:
        assert [type(problem) for problem in asked(rows)] == [Question]
    answer = {} if is_merged else {"empty cells in As at": "the value above goes on"}
    found = checked(rows, settled=answer, merged=merged).rows
    assert [stamp.date() for stamp in found.as_at_on] == [day for day in days for _ in AREAS]


@pytest.mark.parametrize(
    ("text", "key", "answer", "day", "precision"),
    [
        ("2024 Q1", "quarters in As at", "the year begins in January", date(2024, 3, 31), "period_end"),
        ("Q1 2024", "quarters in As at", "the year begins in April", date(2024, 6, 30), "period_end"),
        ("Q4 2023", "quarters in As at", "the year begins in January", date(2023, 12, 31), "period_end"),
        ("2023/24 Q4", "periods in As at", "the figures are of its last day", date(2024, 3, 31), "period_end"),
        ("45352", "day numbers in As at", "days counted from 1900", date(2024, 3, 1), ""),
    ],
)
def test_a_quarter_or_a_day_number_is_asked_about_once(
    text: str, key: str, answer: str, day: date, precision: str
) -> None:
    rows = [HEADINGS, (text, "Dudley", "8"), (text, "Walsall", "9")]
    (question,) = asked(rows)
    assert isinstance(question, Question)
    assert (question.key, answer in question.options) == (key, True)
    found = checked(rows, settled={key: answer}).rows
    assert {stamp.date() for stamp in found.as_at_on} == {day}
    assert set(found.as_at_precision.fillna("")) == {precision}
