"""Words, formats, totals and names around figures that make others of them: a question or a refusal, never a figure."""

import io

import numpy
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from src.contracts.problem import Question, Refused
from src.ingest import doubts, privacy, reader
from src.ingest.cells import Cells, Texts
from src.metrics.datasets import DATASETS
from tests.ingest.test_furniture import AREAS, checked, problems

ROWS = "As at,LPA,Cases awaiting\n2024-03-01,Dudley,4\n"
SOMETHING_ELSE = ("Stalking", "Honour-based abuse", "MAPPA", "Charge", "Peak", "Net", "Seasonally adjusted", "IDVA")
BY_WHOM = ("Public Protection Unit", "Force Contact and Governance", "Engage Working Board, paper 4", "WMP", "Annex B")


@pytest.mark.parametrize(
    "form", ['"{} cases awaiting, March 2024"', "{} cases awaiting by LPA", "Board: {} cases awaiting"]
)
@pytest.mark.parametrize("words", SOMETHING_ELSE)
def test_words_beside_those_of_the_figure_are_asked_about(form: str, words: str) -> None:
    content = f"{form.format(words)}\n\n{ROWS}".encode()
    (asked,) = problems(content)
    assert isinstance(asked, Question)
    rows = checked(content, "m.csv", settled={asked.key: asked.options[0]}).rows
    assert rows.cases_awaiting_count.tolist() == [4]


@pytest.mark.parametrize("form", ['"{}: MARAC cases awaiting"', '"{} - cases awaiting by LPA, March 2024"', '"{}"'])
@pytest.mark.parametrize("words", BY_WHOM)
def test_words_that_say_who_made_a_table_are_not(form: str, words: str) -> None:
    content = f"{form.format(words)}\n\n{ROWS}".encode()
    assert checked(content, "m.csv").rows.cases_awaiting_count.tolist() == [4]


WORK = (
    "CID workload",
    "Child protection conferences: cases awaiting",
    "Elder safeguarding enquiries",
    "Honour-based abuse",
)


@pytest.mark.parametrize("work", [*WORK, *(f"{words}, March 2024" for words in WORK)])
@pytest.mark.parametrize("name", ["m.csv", "extract 3.csv"])
def test_words_for_other_work_over_headings_that_a_list_of_any_work_has_are_asked_about(work: str, name: str) -> None:
    (asked,) = problems(f'"{work}"\n\n{ROWS}'.encode(), name)
    assert isinstance(asked, Question)
    assert work in asked.sentence()


@pytest.mark.parametrize("work", WORK)
def test_where_the_file_or_the_title_names_the_work_other_words_are_no_question(work: str) -> None:
    other = work.partition(":")[0]
    for title, name in ((other, "MARAC March.csv"), (f"MARAC ({other})", "m.csv")):
        assert checked(f'"{title}"\n\n{ROWS}'.encode(), name).rows.cases_awaiting_count.tolist() == [4]


def test_initials_of_the_own_words_of_a_dataset_and_words_for_a_backlog_say_nothing_new() -> None:
    for title in (
        "DA MARAC cases awaiting",
        "Outstanding MARAC cases awaiting",
        "Backlog of domestic abuse cases awaiting",
    ):
        assert checked(f"{title}\n\n{ROWS}".encode(), "m.csv").rows.cases_awaiting_count.tolist() == [4]
    rates = b"DA positive outcome rate\n\nAs at,Crime group,Rate\n2024-03-01,All crime,8.4\n"
    assert [type(problem) for problem in problems(rates, dataset=DATASETS["positive_outcomes"])] == [Question]


@pytest.mark.parametrize(
    "title",
    ["TEST DATA - NOT FOR USE", "Dummy figures", "Superseded", "MARAC (000s)", "National position", "MARAC index"],
)
def test_figures_that_are_none_of_the_force_or_of_another_size_are_asked_about(title: str) -> None:
    assert [type(problem) for problem in problems(f"{title}\n\n{ROWS}".encode())] == [Question]


@pytest.mark.parametrize("force", ["Warwickshire Police", "West Mercia", "Avon & Somerset", "Dyfed-Powys", "GMP"])
def test_the_name_of_another_force_in_a_title_or_the_name_of_a_file_is_asked_about(force: str) -> None:
    titled = f'"{force}: MARAC"\n\n{ROWS}'.encode()
    for content, name in ((titled, "m.csv"), (ROWS.encode(), f"{force.lower().replace(' ', '_')}_march.csv")):
        asked = [problem for problem in problems(content, name) if isinstance(problem, Question)]
        assert [question.options for question in asked] == [(doubts.OUR_FORCE,)]
        assert checked(content, name, settled={asked[0].key: doubts.OUR_FORCE}).rows.cases_awaiting_count.tolist() == [
            4
        ]


@settings(max_examples=25, deadline=None)
@given(
    counts=st.lists(st.tuples(st.integers(0, 300), st.integers(0, 300)), min_size=7, max_size=7),
    off=st.sampled_from((0, 0, 5)),
    word=st.sampled_from(("Total", "WMP", "Force total", "Grand Total")),
)
def test_a_total_under_dates_is_held_against_its_rows(counts: list[tuple[int, int]], off: int, word: str) -> None:
    first, second = (sum(column) for column in zip(*counts, strict=True))
    lines = ["LPA,28/02/2024,31/03/2024", *(f"{area},{a},{b}" for area, (a, b) in zip(AREAS, counts, strict=True))]
    content = "\n".join(["MARAC cases awaiting", *lines, f"{word},{first},{second + off}"]).encode()
    if not off:
        found = checked(content, "m.csv").rows
        read = {
            (day.month, area): count
            for day, area, count in zip(found.as_at_on, found.area_code, found.cases_awaiting_count, strict=True)
        }
        assert read == {
            (month, area.lower()): pair[month - 2] for area, pair in zip(AREAS, counts, strict=True) for month in (2, 3)
        }
        return
    (asked,) = problems(content)
    assert isinstance(asked, Question)
    assert (asked.found, asked.cells) == (
        f'a total of {second + 5:,} in "Cases awaiting", where the rows add up to {second:,}',
        ("C10",),
    )
    assert len(checked(content, "m.csv", settled={asked.key: asked.options[0]}).rows) == 14


def test_numbers_whose_format_hides_them_or_gives_another_unit_are_refused_and_texts_and_plain_numbers_are_not() -> (
    None
):
    hiding = ['0" weeks"', '0"k"', ";;;", '[<5]"<5";0', '0.0"‰"', '"n/a"', "0\\w"]
    plain = ["0", "#,##0", '0;-0;"-"', "_-* #,##0_-", '"£"#,##0', "0.00E+00", "[Red]0", "General", "0;-0;;@"]
    plain += ['0" days"', "0 \\d\\a\\y\\s", "0\\d", '0" cases"', "#,##0_M_M"]
    made = openpyxl.Workbook()
    sheet = made.active
    for at, form in enumerate([*hiding, *plain], 1):
        for column, value in enumerate(("a text", 4 if form != ";;;" else 7), 1):
            sheet.cell(at, column, value).number_format = form
    content = io.BytesIO()
    made.save(content)
    with pytest.raises(Refused) as refused:
        reader.read("m.xlsx", content.getvalue())
    (problem,) = refused.value.problems
    assert problem.cells == tuple(f"B{at}" for at in range(1, len(hiding) + 1))


@pytest.mark.parametrize("operator", ["is", "is not", "contains", "does not contain", "starts with", "=", "<>", "in"])
@pytest.mark.parametrize(
    "column", ["OwnerName", "Supervisor", "Victim surname", "Assigned To", "Created By", "Last name", "OIC", "Officers"]
)
def test_a_filter_of_a_column_of_persons_is_asked_about_and_the_value_never_said(column: str, operator: str) -> None:
    assert privacy.names_in_filter(f"Applied filters: {column} {operator} Markerson; Year is 2024")
    assert privacy.names_in_filter(f'Selections: Year=2024; [{column}] {operator} "Markerson"')
    for value in ("Public Protection", "Yes", "(Blank)", "All", "2024"):
        assert not privacy.names_in_filter(f"Applied filters: {column} {operator} {value}; LPA is Dudley")
    assert not privacy.names_in_filter(
        "Applied filters: Force name is Dudley, LPA name is Walsall, Measure name is Cases"
    )


@pytest.mark.parametrize(
    "role",
    [
        "xanthe markerson",
        "XANTHE MARKERSON",
        "x.markerson",
        "xanthe.markerson",
        "WMP\\markerson",
        "i:0#.f|membership|xm",
    ],
)
def test_a_person_in_place_of_a_role_is_told_however_it_is_written(role: str) -> None:
    assert privacy.names_a_person(role)


@pytest.mark.parametrize(
    "role", ["head of crime", "HEAD OF PERFORMANCE", "acc", "ACC CRIME", "public protection", "T/ACC"]
)
def test_a_role_is_none_however_it_is_written(role: str) -> None:
    assert not privacy.names_a_person(role)


@pytest.mark.parametrize(
    ("text", "is_named"),
    [
        ("Delay because Sarah Jones did not attend", True),
        ("Lessons from the death of Daniel Smith", True),
        ("Sarah's Law requests", False),
        ("Clare's Law and Right to Ask", False),
        ("Mark Schemes and Grace Periods", False),
        ("Alex Domestic Abuse Team", False),
    ],
)
def test_a_given_name_and_a_surname_name_somebody(text: str, is_named: bool) -> None:
    assert privacy.names_somebody(text) == is_named


@pytest.mark.parametrize(
    "text", ["#REF!", "#NAME?", "########", "Improve the force\ufffds response", "the forceâ€™s response", "cafÃ©"]
)
def test_errors_and_lost_letters_in_words_are_asked_about(text: str) -> None:
    findings = DATASETS["findings"]
    cells = Cells(
        file="f.csv", heading_row=1, headings=("Title",), columns=(Texts.of([text, "Improve café visits, 50£"]),),
        row_numbers=numpy.array([2, 3]),
    )  # fmt: skip
    (asked,) = doubts.spoilt(cells, {"title": 0}, findings, {})
    assert isinstance(asked, Question)
    assert asked.cells == ("A2",)
    assert not list(doubts.spoilt(cells, {"title": 0}, findings, {asked.key: asked.options[0]}))


def test_months_and_rounded_numbers_are_asked_about_as_ids() -> None:
    for text in ("Mar-24", "SEP-3", "1234567890123450", "2024-03-02"):
        cells = Cells(
            file="f.csv",
            heading_row=1,
            headings=("Finding",),
            columns=(Texts.of([text]),),
            row_numbers=numpy.array([2]),
        )
        asked = list(doubts.ids(cells, {"finding_id": 0}, DATASETS["findings"], {}))
        assert len(asked) == (text != "SEP-3")


@pytest.mark.parametrize("form", ["'MARAC'[{}]", "MARAC[{}]", "[{}]", "Marac.{}", "dbo_marac.{}"])
def test_headings_as_queries_name_them_are_read_and_said_and_those_of_another_table_asked_about(form: str) -> None:
    heads = ["As at", "LPA", "Cases awaiting"]
    for of in (heads, ["AsAt", "LPA", "CasesAwaiting"]):
        content = "\n".join(
            [",".join(form.format(head) for head in of) if of is heads else ",".join(of), "2024-03-01,Dudley,4"]
        )
        found = checked(content.encode(), "m.csv")
        assert found.rows.cases_awaiting_count.tolist() == [4]
        assert sum("it was read as" in notice.done for notice in found.handlings) >= 1 or form == "[{}]"
    other = f"As at,LPA,{form.format(heads[2])}\n2024-03-01,Dudley,4\n".replace("MARAC", "Targets").replace(
        "arac.", "arac_target."
    )
    if "arget" in other:
        assert [type(problem) for problem in problems(other.encode()) if problem.cells == ("C1",)] == [Question]


def test_a_row_of_averages_is_one_question_whatever_its_numbers() -> None:
    content = f"{ROWS}2024-03-01,Average,20.5\n".encode()
    (asked,) = problems(content)
    assert isinstance(asked, Question)
    rows = checked(content, "m.csv", settled={asked.key: "leave these rows out"}).rows
    assert rows.cases_awaiting_count.tolist() == [4]
    assert len(problems(content.replace(b"Average", b"Walsall"))) == 1
