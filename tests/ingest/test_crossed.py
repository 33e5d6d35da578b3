"""Tables with values as headings: areas, levels, stages and bands across, in one row of headings or in two."""

import io
from collections.abc import Sequence
from datetime import date

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from src.contracts.problem import Question, Refused
from src.ingest import reader
from src.ingest.detect.dataset_detection import recognise
from src.metrics.datasets import DATASETS
from tests.ingest.test_furniture import AREAS, MARAC, Row, book, checked, problems, said

PACKAGES, COUNTS, GRADES = (DATASETS[name] for name in ("ocset_packages", "finding_counts", "qatt_averages"))
STAGES = {"Awaiting enforcement": "awaiting_enforcement", "In development": "in_development"}
BANDS = {"Very high": "very_high", "High": "high", "Medium": "medium", "Standard": "standard"}
DAYS = (date(2024, 3, 8), date(2024, 3, 15))


def two_rows(outer: Sequence[str], inner: Sequence[str], *, is_repeated: bool) -> list[Row]:
    """Headings of which the outer stand over the inner, once or over each."""
    above = [word if is_repeated or at == 0 else None for word in outer for at in range(len(inner))]
    return [("As at", *above), (None, *list(inner) * len(outer))]


@settings(max_examples=20, deadline=None)
@given(
    numbers=st.lists(st.integers(0, 99), min_size=16, max_size=16),
    form=st.sampled_from(("two rows", "repeated", "one row", "joined")),
    is_bands_first=st.booleans(),
    has_total=st.booleans(),
    order=st.permutations(list(BANDS)),
    title=st.sampled_from(("", "Online child abuse packages", "Weekly report")),
)
def test_stages_and_bands_across_are_the_same_figures_however_they_are_laid_out(
    numbers: list[int], form: str, is_bands_first: bool, has_total: bool, order: list[str], title: str
) -> None:
    outer, inner = (order, list(STAGES)) if is_bands_first else (list(STAGES), order)
    pairs = [(first, second) for first in outer for second in inner]
    if form in ("two rows", "repeated"):
        rows = two_rows(outer, inner, is_repeated=form == "repeated")
    else:
        rows = [("As at", *(f"{first}{' - ' if form == 'one row' else ' '}{second}" for first, second in pairs))]
    figures = [numbers[:8], numbers[8:]]
    rows += [(day, *of_day) for day, of_day in zip(DAYS, figures, strict=True)]
    if has_total:
        top = [*rows[-3], "Total"] if form in ("two rows", "repeated") else [*rows[0], "Total"]
        rows = [*rows[:-3], tuple(top), *((*row, sum(row[1:])) for row in rows[-2:])]
    content = book([*([(title,), ()] if title else []), *rows])
    (found,) = recognise(reader.read("o.xlsx", content), {})
    assert (found.dataset, found.others) == ("ocset_packages", ())
    right = {
        (day, STAGES.get(first) or STAGES[second], BANDS.get(first) or BANDS[second], number)
        for day, of_day in zip(DAYS, figures, strict=True)
        for (first, second), number in zip(pairs, of_day, strict=True)
    }
    table = checked(content, "o.xlsx", PACKAGES).rows
    read = zip(table.as_at_on, table.stage_code, table.risk_code, table.packages_count, strict=True)
    assert {(day.date(), stage, band, number) for day, stage, band, number in read} == right


@settings(max_examples=20, deadline=None)
@given(
    title=st.sampled_from(
        (
            "MARAC cases awaiting",
            "Cases awaiting by LPA",
            "Referrals received",
            "Domestic abuse arrests",
            "Cases over 28 days",
            "",
        )
    ),
    is_over=st.booleans(),
    first=st.sampled_from(("As at", "", "Row Labels")),
    areas=st.permutations(AREAS),
    total=st.sampled_from((None, "Force total", "Total")),
    is_wrong=st.booleans(),
)
def test_areas_across_and_dates_down_are_read_where_words_say_what_they_count_and_asked_about_elsewhere(
    title: str, is_over: bool, first: str, areas: list[str], total: str | None, is_wrong: bool
) -> None:
    figures = [[3 * at + month for at in range(len(areas))] for month in (1, 2)]
    above: list[Row] = [(None, title)] if is_over else [(title,), ()]
    ends = [(sum(of_day) + is_wrong,) if total else () for of_day in figures]
    rows = [(first, *areas, *([total] if total else []))]
    rows += [(day, *of_day, *end) for day, of_day, end in zip(DAYS, figures, ends, strict=True)]
    content = book([*above, *rows])
    figure = {"MARAC cases awaiting": "cases_awaiting_count", "Cases awaiting by LPA": "cases_awaiting_count"} | {
        "Referrals received": "referrals_received_count"
    }
    if title not in figure:
        asked = problems(content, "m.xlsx")
        assert [type(problem) for problem in asked] == [Question]
        assert asked[0].found.startswith(
            f'"{title}" over figures by area' if title else "figures by area, and no words"
        )
        return
    if total and is_wrong:
        (asked_total,) = problems(content, "m.xlsx")
        assert isinstance(asked_total, Question)
        assert asked_total.options == ("the rows are right",)
        return
    found = checked(content).rows
    right = {
        (day, area.lower(), number)
        for day, of_day in zip(DAYS, figures, strict=True)
        for area, number in zip(areas, of_day, strict=True)
    }
    assert set(zip([day.date() for day in found.as_at_on], found.area_code, found[figure[title]], strict=True)) == right


def test_two_figures_for_each_area_are_one_row_for_each_area() -> None:
    for above, under in (("area", "figure"), ("figure", "area")):
        outer, inner = (AREAS[:2], ("Cases awaiting", "Longest wait"))[:: 1 if above == "area" else -1]
        rows: list[Row] = [*two_rows(outer, inner, is_repeated=False), (DAYS[0], 1, 2, 3, 4)]
        found = checked(book(rows)).rows
        pairs = found.set_index("area_code")[["cases_awaiting_count", "longest_wait_working_days"]].to_numpy().tolist()
        assert pairs == ([[1, 2], [3, 4]] if under == "figure" else [[1, 3], [2, 4]])


def test_levels_across_as_a_committee_prints_them_and_the_cells_of_problems() -> None:
    rows: list[Row] = [
        ("Findings open by level, as at 30 June 2024",),
        ("Type", "Level 1", "Level 2", "Level 3", "Level 4", "Total"),
        ("Recommendations", 1, 20, 11, 3, 35),
        ("Areas for improvement", 0, 25, "x", 1, 35),
    ]
    (problem,) = problems(book(rows), "c.xlsx", COUNTS)
    assert problem.cells == ("D4",)
    rows[3] = ("Areas for improvement", 0, 25, 9, 1, 35)
    found = checked(book(rows), "c.xlsx", COUNTS)
    assert found.rows[["finding_type_code", "level_code", "open_count"]].to_numpy().tolist()[3:5] == [
        ["recommendation", "4", 3],
        ["area_for_improvement", "1", 0],
    ]
    assert 'a table with each level as a heading; it was read as one row for each, with the figures as "Open"' in said(
        found
    )
    rows[0] = ("Findings by level, as at 30 June 2024",)
    asked = problems(book(rows), "c.xlsx", COUNTS)
    assert [type(problem) for problem in asked] == [Question]


@pytest.mark.parametrize("heading", ["Week ending", "Date of first report"])
def test_a_heading_over_dates_that_stands_a_row_above_is_asked_about(heading: str) -> None:
    above, under = two_rows(list(STAGES), list(BANDS), is_repeated=False)
    with pytest.raises(Refused) as refused:
        checked(book([(heading, *above[1:]), under, (DAYS[0], *range(8))]), "o.xlsx", PACKAGES)
    (asked,) = refused.value.problems
    assert asked.found == f'the heading "{heading}" over dates, and no column "As at"'


@pytest.mark.parametrize(
    ("dataset", "title", "headings", "figure"),
    [
        ("ocset_packages", "Age of oldest package, days", ("As at", "Risk", *STAGES), ""),
        ("ocset_packages", "Packages enforced in the week", ("As at", "Risk", *STAGES), "enforced_count"),
        ("ocset_packages", "Packages by stage and band", ("As at", "Risk", *STAGES), "packages_count"),
        ("qatt_averages", "Reviews below grade 3", ("Period to", "Victim focus", "Overall"), ""),
        ("qatt_averages", "Reviews", ("Period to", "Victim focus", "Overall"), "reviews_count"),
        ("investigation_standards", "Number of plans and reviews",
         ("As at", "Supervisor reviews completed", "Investigation plans completed"), ""),
        ("finding_counts", "Findings overdue by level", ("As at", "Type", "Level 1", "Level 2"), ""),
        ("finding_counts", "Findings closed by level", ("As at", "Type", "Level 1", "Level 2"), "closed_count"),
    ],
)  # fmt: skip
def test_words_over_a_table_decide_what_its_figures_count_before_any_default(
    dataset: str, title: str, headings: tuple[str, ...], figure: str
) -> None:
    given = {"As at": DAYS[0], "Period to": DAYS[0], "Risk": "High", "Type": "Recommendations"}
    content = book([(title,), headings, tuple(given.get(heading, 3) for heading in headings)])
    if not figure:
        assert [type(problem) for problem in problems(content, "t.xlsx", DATASETS[dataset])] == [Question]
        return
    assert checked(content, "t.xlsx", DATASETS[dataset]).rows[figure].tolist() == [3, 3]


def test_a_hidden_column_of_areas_is_asked_about() -> None:
    workbook = openpyxl.load_workbook(
        io.BytesIO(book([("Cases awaiting",), ("As at", *AREAS[:3]), (DAYS[0], 1, 2, 3)]))
    )
    workbook.active.column_dimensions["C"].hidden = True
    made = io.BytesIO()
    workbook.save(made)
    (asked,) = problems(made.getvalue(), "m.xlsx")
    assert isinstance(asked, Question)
    assert asked.key == "hidden rows and columns"
    rows = checked(made.getvalue(), dataset=MARAC, settled={asked.key: "leave them out"}).rows
    assert rows.area_code.tolist() == ["birmingham", "solihull"]
