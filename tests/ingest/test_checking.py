"""One test for each kind of problem, held to its exact sentence; then what a good file becomes."""

import datetime

import pytest

from src import wording
from src.contracts import code_lists
from src.contracts.problem import Refused
from src.ingest import reader, validate
from src.ingest.detect import table_locator
from src.metrics.datasets import DATASETS
from src.settings import Settings

LISTS = code_lists.read_all(Settings().reference)
HEADINGS = "As at,Area,Cases awaiting\n"


def checked(text: str | bytes, dataset: str = "marac_backlog") -> validate.Checked:
    """The rows of a file called m.csv."""
    content = text.encode() if isinstance(text, str) else text
    return validate.check(reader.read_for("m.csv", content, DATASETS[dataset]), DATASETS[dataset], LISTS, "wmp")


def problems(text: str | bytes, dataset: str = "marac_backlog") -> list[str]:
    """Why the file is refused."""
    with pytest.raises(Refused) as refused:
        checked(text, dataset)
    return [problem.sentence() for problem in refused.value.problems]


def test_an_unknown_heading_is_named_with_the_nearest_one() -> None:
    assert problems("As at,Area,Cases awaitng\n2024-02-01,Dudley,8\n") == [
        'm.csv, cell C1: found the heading "Cases awaitng"; expected one of the headings of "MARAC cases awaiting". '
        'Did you mean "Cases awaiting"?'
    ]


def test_an_unknown_heading_that_is_near_none_is_to_be_taken_out() -> None:
    assert problems("As at,Area,Zzz\n2024-02-01,Dudley,8\n") == [
        'm.csv, cell C1: found the heading "Zzz"; expected one of the headings of "MARAC cases awaiting". '
        "Take the column out, or use the heading the template gives it."
    ]


def test_a_heading_met_twice_is_refused_even_in_another_spelling() -> None:
    assert problems("As at,Area,area_code\n2024-02-01,Dudley,Dudley\n") == [
        'm.csv, cell C1: found the heading "area_code" a second time; expected each heading once. '
        "Take one of the two columns out."
    ]


def test_a_missing_column_is_named_with_its_meaning() -> None:
    assert problems("As at,Cases awaiting\n2024-02-01,8\n") == [
        'm.csv: found no column "Area"; expected one: the local policing area. Add the column.'
    ]


@pytest.mark.parametrize("text", ["2024-13-01", "31/02/2024", "February", "2011-12", "Week 6"])
def test_a_date_that_is_none_is_refused_and_never_guessed(text: str) -> None:
    assert problems(f"{HEADINGS}{text},Dudley,8\n") == [
        f'm.csv, cell A2: found "{text}"; expected a date in "As at" such as 2024-02-01 or 01/02/2024. '
        "Write the day, the month and the year."
    ]


@pytest.mark.parametrize("text", ["twelve", "-4", "2.5", "8 days", "1e3", "12,34"])
def test_a_number_that_is_not_a_count_is_refused(text: str) -> None:
    assert problems(f'{HEADINGS}2024-02-01,Dudley,"{text}"\n') == [
        f'm.csv, cell C2: found "{text}"; expected a whole number of 0 or more in "Cases awaiting". '
        "Write the number alone, without words or signs."
    ]


def test_a_percentage_above_100_is_refused() -> None:
    text = problems("As at,Measure,Share\n2024-02-27,masterclasses,101\n", "investigation_standards")
    assert text == [
        'm.csv, cell C2: found "101"; expected a number of 0 or more up to 100 in "Share". '
        "Write the number alone, without words or signs."
    ]


def test_an_unknown_value_is_named_with_the_nearest_name() -> None:
    assert problems(f"{HEADINGS}2024-02-01,Dudly,8\n") == [
        'm.csv, cell B2: found "Dudly"; expected a value of the list for "Area". Did you mean "Dudley"?'
    ]


def test_a_value_that_is_near_none_is_met_with_the_whole_list() -> None:
    assert problems(f"{HEADINGS}2024-02-01,Qqq,8\n") == [
        'm.csv, cell B2: found "Qqq"; expected a value of the list for "Area". '
        "Use one of: Birmingham, Coventry, Solihull, Sandwell, Dudley, Walsall, Wolverhampton, Whole force."
    ]


def test_yes_or_no_is_not_a_tick() -> None:
    headings = "Grading,Cycle,Framework,Kind of row,Question or area,Disputed\n"
    text = problems(f"{headings}g1,2016,annual,question,One,x\n", "peel_gradings")
    assert text == ['m.csv, cell F2: found "x"; expected yes or no in "Disputed". Write yes or no.']


def test_a_cell_that_may_not_be_empty_is_to_be_filled_in() -> None:
    assert problems(f"{HEADINGS}2024-02-01,,8\n") == [
        'm.csv, cell B2: found an empty cell; expected a value in "Area", which may not be empty. Fill the cell in.'
    ]


def test_a_second_row_with_the_same_key_is_refused() -> None:
    assert problems(f"{HEADINGS}2024-02-01,Dudley,8\n01/02/2024,dudley,9\n") == [
        "m.csv, cell A3: found a second row with the same As at and Area; expected one row for each: one local "
        "policing area at one as-at date. Keep the row that is right and take the other out."
    ]


def test_a_broken_rule_is_said_in_its_own_words() -> None:
    (text,) = problems(f"{HEADINGS}2024-02-01,Whole force,144\n")
    assert text.startswith('m.csv, cell B2: found "Whole force" in "Area"; expected ')
    assert text.endswith("the force total is worked out. Take the total row out.")


def test_a_finding_cannot_reach_a_status_before_its_report_was_published() -> None:
    headings = "Finding,As at,Type,Title,Report,Report published,Status,Status date\n"
    row = "f1,2024-02-01,recommendation,One,A report,2023-12-22,open,2023-12-21\n"
    (text,) = problems(headings + row, "findings")
    assert text.startswith('m.csv, cell H2: found "2023-12-21" in "Status date"; expected ')
    assert checked(headings + row.replace("2023-12-21", "2023-12-22"), "findings").rows.shape[0] == 1


def test_a_row_with_too_few_or_too_many_cells_is_refused() -> None:
    assert problems(f"{HEADINGS}2024-02-01,Dudley,8\n2024-02-01,Walsall\n2024-02-01,Solihull,3,4\n") == [
        "m.csv, cell A3: found a row of 2 cells; expected 3, one for each heading. "
        "Look for a comma inside a cell that is not in quotation marks.",
        "m.csv, cell A4: found a row of 4 cells; expected 3, one for each heading. "
        "Look for a comma inside a cell that is not in quotation marks.",
    ]


@pytest.mark.parametrize("text", ["\n\n", ",,\n"])
def test_a_blank_file_is_refused(text: str) -> None:
    assert problems(text) == [
        "m.csv: found no rows; expected a row of headings and the rows under it. Check that the right file was chosen."
    ]


def test_headings_without_a_row_under_them_are_refused() -> None:
    assert problems(HEADINGS) == [
        "m.csv: found no rows; expected a row of headings and the rows under it. Check that the right file was chosen."
    ]


def test_a_quotation_mark_that_is_never_closed_is_met_at_the_row_it_opens_in() -> None:
    assert problems(f'{HEADINGS}2024-02-01,Dudley,8\n2024-02-01,"Walsall,13\n2024-02-01,Solihull,3\n') == [
        "m.csv, cell A3: found a quotation mark that is never closed, or a broken line; expected rows of cells set "
        "apart by commas. Open the file in Excel and save it again as CSV UTF-8."
    ]


def test_all_problems_are_said_at_once_and_like_ones_together() -> None:
    rows = "".join(f"2024-02-0{day},Dudley,n/a\n" for day in range(1, 8))
    assert problems(
        f"As at,Area,Cases awaiting,Zzz\n{rows}2024-02-08,Dudly,8\n".replace("n/a\n", "n/a,\n").replace("8\n", "8,\n")
    ) == [
        'm.csv, cell D1: found the heading "Zzz"; expected one of the headings of "MARAC cases awaiting". '
        "Take the column out, or use the heading the template gives it.",
        'm.csv, cells C2, C3, C4, C5, C6 and two more: found "n/a"; expected a whole number in "Cases awaiting", or an '
        'empty cell. Write the value, or say that there is none. Answers to "Cases awaiting: n/a": "leave it empty".',
        'm.csv, cell B9: found "Dudly"; expected a value of the list for "Area". Did you mean "Dudley"?',
    ]


def test_a_hundred_different_texts_are_spelt_out_and_the_others_said_together() -> None:
    rows = "".join(f"2024-02-01,Qqq {number},8\n" for number in range(50_000))
    text = problems(f"{HEADINGS}{rows}2024-02-01,,8\n")
    assert len(text) == 102
    assert text[99].startswith('m.csv, cell B101: found "Qqq 99"; ')
    assert text[100].startswith("m.csv, cell B50002: found an empty cell; ")
    assert text[101] == (
        "m.csv, cells B102, B103, B104, B105, B106 and 49,895 more: found 49,900 other texts; expected a value of the "
        'list for "Area". Use one of: Birmingham, Coventry, Solihull, Sandwell, Dudley, Walsall, Wolverhampton, Whole force.'
    )


@pytest.mark.parametrize("text", ["1000000000000000", "9223372036854775808", "9" * 40])
def test_a_number_of_more_digits_than_are_kept_is_refused_and_never_rounded(text: str) -> None:
    assert problems(f"{HEADINGS}2024-02-01,Dudley,{text}\n") == [
        f'm.csv, cell C2: found "{text}"; expected a whole number of 0 or more with at most 15 digits in '
        '"Cases awaiting". Write the number alone, without words or signs.'
    ]
    assert checked(f"{HEADINGS}2024-02-01,Dudley,999999999999999\n").rows.cases_awaiting_count.tolist() == [10**15 - 1]


def test_rows_without_a_key_that_may_be_empty_are_the_same_row() -> None:
    headings = "Period to,Crime group,Source\n"
    text = problems(
        f"{headings}2024-03-31,all_crime,\n2024-03-31,all_crime,a\n2024-03-31,all_crime,\n", "recording_accuracy"
    )
    assert [sentence.partition(";")[0] for sentence in text] == [
        "m.csv, cell A4: found a second row with the same Period to and Crime group and Source"
    ]


def test_two_cells_are_listed_with_an_and() -> None:
    (text,) = problems(f"{HEADINGS}2024-02-01,Dudley,n/a\n2024-02-01,Walsall,n/a\n")
    assert text.startswith('m.csv, cells C2 and C3: found "n/a"; ')


@pytest.mark.parametrize("text", ["06/10/23", "6/10/2023", "06/10/2023", "2023-10-06"])
def test_the_day_comes_before_the_month(text: str) -> None:
    rows = checked(f"{HEADINGS}{text},Dudley,91\n").rows
    assert [moment.date() for moment in rows.as_at_on] == [datetime.date(2023, 10, 6)]


@pytest.mark.parametrize("text", ["dudley", "Dudley", "DUDLEY", " Dudley "])
def test_a_name_is_taken_for_its_code(text: str) -> None:
    assert checked(f"{HEADINGS}2024-02-01,{text},8\n").rows.area_code.tolist() == ["dudley"]


def test_an_empty_figure_is_a_gap_zero_is_zero_and_thousands_may_have_commas() -> None:
    rows = checked(f'{HEADINGS}2024-02-01,Dudley,\n2024-02-01,Walsall,0\n2024-02-01,Solihull,"1,234"\n').rows
    assert rows.cases_awaiting_count.isna().tolist() == [True, False, False]
    assert rows.cases_awaiting_count.tolist()[1:] == [0, 1234]


def test_the_force_is_ours_where_a_file_does_not_say() -> None:
    assert checked(f"{HEADINGS}2024-02-01,Dudley,8\n").rows.force_code.tolist() == ["wmp"]
    named = "Force,As at,Area\n,2024-02-01,Dudley\nWest Midlands Police,2024-02-01,Walsall\n"
    assert checked(named).rows.force_code.tolist() == ["wmp", "wmp"]


def test_rows_remember_where_they_stood_though_blank_lines_are_passed_over() -> None:
    rows = checked(f"\n{HEADINGS}\n2024-02-01,Dudley,8\n,,\n2024-02-01,Walsall,13\n").rows
    assert rows.row_number.tolist() == [4, 6]


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm() -> None:
    content = b"\xef\xbb\xbf" + f"{HEADINGS}2024-02-01,Dudley,8\n".replace("\n", "\r\n").encode()
    assert checked(content).rows.cases_awaiting_count.tolist() == [8]


def test_a_line_break_inside_a_cell_does_not_move_the_rows_after_it() -> None:
    rows = checked('As at,Area,Note\n2024-02-01,Dudley,"two\nlines"\n2024-02-01,Walsall,\n').rows
    assert rows.row_number.tolist() == [2, 3]
    assert rows.note.tolist()[0] == "two\nlines"


def test_columns_past_z_are_named_as_a_spreadsheet_names_them() -> None:
    assert [reader.letters(at) for at in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]


def said(found: validate.Checked) -> list[str]:
    """What was decided of a text file, after how its letters are written."""
    return [handling.sentence() for handling in found.handlings[1:]]


def test_a_known_misspelling_is_read_as_its_value_and_said_with_its_cells() -> None:
    rows = "2024-02-01,B'ham,8\n2024-01-04,B'ham,9\n2023-10-06,b ham,7\n2023-10-06,walsall,6\n"
    found = checked(HEADINGS + rows)
    assert found.rows["area_code"].tolist() == ["birmingham", "birmingham", "birmingham", "walsall"]
    assert said(found) == [
        'm.csv, cells B2 and B3: found "B\'ham" twice; it was read as "Birmingham".',
        'm.csv, cell B4: found "b ham" once; it was read as "Birmingham".',
    ]


def test_a_value_that_differs_in_signs_alone_is_read_and_said() -> None:
    headings = "As at,Area,Task,Outstanding\n"
    found = checked(headings + "2024-02-01,Whole force,12 month ARMS,8\n", "sex_offender_tasks")
    assert found.rows["task_code"].tolist() == ["twelve_month_arms"]
    assert said(found) == ['m.csv, cell C2: found "12 month ARMS" once; it was read as "12-month ARMS".']


def test_a_code_a_name_and_either_in_capitals_need_no_word() -> None:
    found = checked(f"{HEADINGS}2024-02-01,dudley,8\n2024-02-01,WALSALL,8\n2024-02-01,Solihull,8\n")
    assert found.rows["area_code"].tolist() == ["dudley", "walsall", "solihull"]
    assert said(found) == []


def test_a_date_may_be_written_in_words() -> None:
    found = checked(f"{HEADINGS}1 February 2024,Dudley,8\n01-Feb-2024,Walsall,8\n2/1/24,Dudley,9\n")
    assert [day.date().isoformat() for day in found.rows["as_at_on"]] == ["2024-02-01", "2024-02-01", "2024-01-02"]


def answered(text: str, **headings: str) -> validate.Checked:
    """The rows of a file some of whose headings were answered."""
    cells = table_locator.find(reader.read("m.csv", text.encode()), DATASETS["marac_backlog"], headings)
    return validate.check(cells, DATASETS["marac_backlog"], LISTS, "wmp", headings)


def test_a_heading_that_was_answered_is_read_as_the_answer_and_said() -> None:
    found = answered(
        "As at,Borough,Waiting\n2024-02-01,Dudley,8\n", borough="area_code", waiting="cases_awaiting_count"
    )
    assert found.rows[["area_code", "cases_awaiting_count"]].values.tolist() == [["dudley", 8]]
    assert said(found) == [
        'm.csv, cell B1: found the heading "Borough"; it was read as "Area".',
        'm.csv, cell C1: found the heading "Waiting"; it was read as "Cases awaiting".',
    ]


def test_a_heading_that_is_to_be_left_out_is_left_out_and_said() -> None:
    found = answered("As at,Area,Cases awaiting,Lead\n2024-02-01,Dudley,8,x\n", lead="")
    assert len(found.rows) == 1
    assert said(found) == ['m.csv, cell D1: found the heading "Lead"; it was left out, as answered before.']


@pytest.mark.parametrize("answer", ["", "note"])
def test_a_column_of_people_is_refused_whatever_was_answered(answer: str) -> None:
    with pytest.raises(Refused) as refused:
        answered("As at,Area,Cases awaiting,Suspects\n2024-02-01,Dudley,8,x\n", suspects=answer)
    assert refused.value.problems[0].sentence() == (
        "m.csv, cell D1: found what looks like a column of persons; expected nothing about persons: PEELboard holds "
        "counts, grades and findings. Take it out wherever it stands. Nothing was stored."
    )


def test_an_answer_that_names_a_column_already_there_is_a_second_one() -> None:
    with pytest.raises(Refused) as refused:
        answered("As at,Area,Borough\n2024-02-01,Dudley,Dudley\n", borough="area_code")
    assert [problem.sentence() for problem in refused.value.problems] == [
        'm.csv, cell C1: found the heading "Borough" a second time; expected each heading once. '
        "Take one of the two columns out."
    ]


def test_an_answer_that_names_no_column_is_no_answer() -> None:
    with pytest.raises(Refused) as refused:
        answered("As at,Area,Borough\n2024-02-01,Dudley,Dudley\n", borough="shire")
    assert [problem.found for problem in refused.value.problems] == ['the heading "Borough"']


def test_the_nearest_heading_is_told_by_its_words_too_and_is_none_that_is_there() -> None:
    assert problems("As at,Area,Number waiting in all,Cases awaiting in area\n2024-02-01,Dudley,8,8\n")[-1] == (
        'm.csv, cell D1: found the heading "Cases awaiting in area"; expected one of the headings of '
        '"MARAC cases awaiting". Did you mean "Cases awaiting"?'
    )


def test_a_copy_of_the_rows_with_a_problem_is_refused_whatever_was_answered() -> None:
    with pytest.raises(Refused) as refused:
        answered("Row in your file,As at,Area\n7,2024-02-01,Dudley\n", **{"row in your file": ""})
    assert [problem.sentence() for problem in refused.value.problems] == [
        "m.csv, cell A1: found a copy that holds only the rows with a problem; expected the whole file. "
        "Mend the rows in your own file and supply that."
    ]


def test_no_figure_is_of_a_day_after_today_or_before_anything_is_known() -> None:
    today = datetime.date.today()
    tomorrow = today + datetime.timedelta(days=1)
    (sentence,) = problems(f"{HEADINGS}{tomorrow},Dudley,8\n")
    assert sentence == (
        f'm.csv, cell A2: found "{tomorrow}" in "As at", which is {wording.day(tomorrow)}; expected dates from 1 January '
        f"2000 to today, {wording.day(today)}. Check the year, and which of day and month stands first."
    )
    assert "which is 31 December 1999" in problems(f"{HEADINGS}1999-12-31,Dudley,8\n")[0]
    (several,) = problems(
        f"{HEADINGS}{tomorrow},Dudley,8\n2100-01-31,Dudley,8\n2100-02-28,Dudley,8\n2024-02-01,Dudley,8\n"
    )
    assert several.startswith("m.csv, cells A2, A3 and A4")
    assert f"{wording.day(tomorrow)}, and two more like it;" in several
    assert len(checked(f"{HEADINGS}{today},Dudley,8\n2000-01-01,Dudley,8\n").rows) == 2
    # What is planned may lie ahead.
    event = f"event_id,starts_on,precision_code,title,kind_code\ne1,{tomorrow},day,A board,letter\n"
    assert len(checked(event, "events").rows) == 1


def test_a_period_that_ends_in_a_month_ends_with_its_last_day() -> None:
    found = checked("period_from_on,period_to_on,referrals_count\n2020-04-01,February 2024,5\n", "marac_referrals").rows
    assert [stamp.date() for stamp in found.period_to_on] == [datetime.date(2024, 2, 29)]
