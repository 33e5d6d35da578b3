"""What stands in a cell in place of a number or a day: a bound, spaces, a word, a month."""

import io
from datetime import date

import openpyxl
import pandas
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from src.contracts.problem import Question, Refused
from tests.ingest.test_furniture import SOM, book, checked, problems


@pytest.mark.parametrize(
    ("bound", "number", "code"),
    [
        ("<5", 5, "under"), ("fewer than 5", 5, "under"), ("> 1,200", 1200, "over"), ("More than 80", 80, "over"),
        ("<=5", 5, "at_most"), ("up to 12", 12, "at_most"), (">=80", 80, "at_least"), ("≥ 80", 80, "at_least"),
        ("at least 80", 80, "at_least"), ("~44", 44, "about"), ("approx. 44", 44, "about"), ("c. 40", 40, "about"),
        ("100+", 100, "at_least"), ("100 or more", 100, "at_least"), ("5 or fewer", 5, "at_most"),
    ],
)  # fmt: skip
def test_a_bound_is_its_number_and_its_own_qualifier(bound: str, number: int, code: str) -> None:
    tasks = f'As at,Area,Task,Outstanding\n2024-03-01,Whole force,Visits,"{bound}"\n'.encode()
    rows = checked(tasks, "s.csv", SOM).rows
    assert (rows.outstanding_count.tolist(), rows.qualifier_code.tolist()) == ([number], [code])


@pytest.mark.parametrize("space", [" ", "\u00a0", "\u2009", "\u202f"])
def test_spaces_between_thousands_make_one_number_and_a_point_never_does(space: str) -> None:
    rows = checked(
        f"As at,Area,Task,Outstanding\n2024-03-01,Whole force,Visits,1{space}024\n".encode(), "s.csv", SOM
    ).rows
    assert rows.outstanding_count.tolist() == [1024]
    for other in (f"10{space}24", f"1{space}02", "1.024", f"1{space}024{space}5"):
        (problem,) = problems(
            f"As at,Area,Task,Outstanding\n2024-03-01,Whole force,Visits,{other}\n".encode(), "s.csv", SOM
        )
        assert "whole number" in problem.expected


@given(
    word=st.text("†‡*?abcdeklnortuxz/[] ", min_size=1, max_size=9).filter(lambda word: word.strip() == word),
    count=st.integers(0, 99),
)
@settings(max_examples=40, deadline=None)
def test_a_word_in_the_place_of_a_number_is_never_a_number_unasked(word: str, count: int) -> None:
    content = f"As at,LPA,Cases awaiting\n2024-03-01,Dudley,{word}\n2024-03-01,Walsall,{count}\n".encode()
    word = " ".join(word.split())  # a reader of the question sees several spaces as one
    try:
        rows = checked(content, "m.csv").rows
    except Refused as refused:
        (problem,) = refused.problems
        if isinstance(problem, Question):
            assert " ".join(problem.key.split()) == f"Cases awaiting: {word}"
            for answer in problem.options:
                first, second = checked(content, "m.csv", settled={problem.key: answer}).rows.cases_awaiting_count
                assert (first == 0) if answer == "it is 0" else first is pandas.NA
                assert second == count
    else:
        assert rows.cases_awaiting_count.isna().tolist() == [True, False]
        assert rows.note.fillna("").tolist()[0] == f'Cases awaiting is "{word}" in the source'


@pytest.mark.parametrize("word", ["nil", "None", "Zero"])
def test_nil_is_nought_or_no_figure_and_somebody_says_which(word: str) -> None:
    content = f"As at,LPA,Cases awaiting\n2024-03-01,Dudley,{word}\n2024-03-01,Walsall,4\n".encode()
    (asked,) = problems(content)
    assert isinstance(asked, Question)
    assert asked.options == ("it is 0", "leave it empty")


@pytest.mark.parametrize("shows", ["mmm-yy", "mmm", "mmmm", "mmmm yyyy", "mm/yyyy", '"Month of "mmm'])
def test_a_cell_that_shows_no_day_is_a_month(shows: str) -> None:
    workbook = openpyxl.load_workbook(
        io.BytesIO(book([("As at", "LPA", "Cases awaiting"), (date(2024, 3, 1), "Dudley", 4)]))
    )
    workbook.active["A2"].number_format = shows
    made = io.BytesIO()
    workbook.save(made)
    rows = checked(made.getvalue()).rows
    assert (rows.as_at_on[0].date(), rows.as_at_precision[0]) == (date(2024, 3, 31), "month")


def test_words_for_no_value_in_one_column_are_one_question_whose_answer_is_about_each_of_them() -> None:
    rows = "As at,LPA,Cases awaiting\n2024-03-01,Dudley,n/a\n2024-03-01,Walsall,TBC\n2024-03-01,Coventry,4\n"
    (asked,) = problems(rows.encode())
    assert isinstance(asked, Question)
    assert (asked.key, asked.options) == ("Cases awaiting: n/a; TBC", ("leave it empty",))
    assert asked.cells == ("C2", "C3")
    answered = {asked.key: "leave it empty"}
    assert checked(rows.encode(), "m.csv", settled=answered).rows.cases_awaiting_count.isna().tolist() == [
        True,
        True,
        False,
    ]
    alone = rows.replace("n/a", "7")
    assert checked(alone.encode(), "m.csv", settled=answered).rows.cases_awaiting_count.tolist()[0] == 7
    with pytest.raises(Refused):  # another word was not answered
        checked(rows.replace("TBC", "unknown").encode(), "m.csv", settled=answered)
