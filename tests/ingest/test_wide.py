"""Tables with areas or tasks down the side and dates across the top, as the papers print them."""

import datetime

import pytest

from src.contracts import code_lists
from src.contracts.problem import Refused
from src.ingest import reader, validate
from src.ingest.detect import table_locator
from src.ingest.detect.dataset_detection import Unknown, recognise
from src.ingest.validate import Checked
from src.metrics.datasets import DATASETS
from src.settings import Settings
from tests.ingest import hostile

LISTS = code_lists.read_all(Settings().reference)
AREAS = ("Birmingham", "Coventry", "Solihull", "Sandwell", "Dudley", "Walsall", "Wolverhampton")
CASES = "Number\nof cases\nawaiting\nMARAC\n"
PRINTED = (
    ("LPA", f"{CASES}06/10/23", f"{CASES}04/01/24", f"{CASES}01/02/24", "Maximum number of working days for a MARAC 01/02/24"),
    ("Birmingham", 285, 95, 65, 7),
    ("Coventry", 132, 20, 17, 13),
    ("Solihull", 26, 9, 3, 11),
    ("Sandwell", 90, 33, 30, 18),
    ("Dudley", 91, 4, 8, 13),
    ("Walsall", 28, 6, 13, 19),
    ("Wolverhampton", 116, 11, 8, 12),
)  # fmt: skip
"""The table as the paper prints it: cases awaiting at three dates, and the longest wait at the last of them."""


def read(*rows: tuple[object, ...], sheet: str = "Cases awaiting") -> reader.Read:
    """A workbook of these rows, read."""
    return reader.read("m.xlsx", hostile.saved(hostile.book(*rows, sheet=sheet)))


def checked(
    *rows: tuple[object, ...], dataset: str = "marac_backlog", sheet: str = "Cases awaiting", **headings: str
) -> Checked:
    """The rows as the dataset has them."""
    cells = table_locator.find(read(*rows, sheet=sheet), DATASETS[dataset], headings)
    return validate.check(cells, DATASETS[dataset], LISTS, "wmp", headings)


def problems(*rows: tuple[object, ...], sheet: str = "Cases awaiting") -> list[str]:
    """Why the table is refused."""
    with pytest.raises(Refused) as refused:
        checked(*rows, sheet=sheet)
    return [problem.sentence() for problem in refused.value.problems]


def figures(found: Checked, *columns: str) -> list[tuple[object, ...]]:
    """The date, the area and these columns of each row."""
    dates = [day.date().isoformat() for day in found.rows["as_at_on"]]
    values = [
        [None if value is found.rows[name].dtype.na_value else value for value in found.rows[name]] for name in columns
    ]
    return list(zip(dates, *values, strict=True))


def said(found: Checked) -> list[str]:
    """What was decided on the way."""
    return [handling.sentence() for handling in found.handlings]


READ = (
    'm.xlsx, sheet "Cases awaiting": found a table with areas down and dates across; it was read as one row for each area '
    "and date."
)


def test_the_printed_table_is_read_with_both_of_its_measures() -> None:
    found = checked(*PRINTED)
    assert len(found.rows) == 21
    rows = figures(found, "area_code", "cases_awaiting_count", "longest_wait_working_days")
    assert rows[:3] == [
        ("2023-10-06", "birmingham", 285, None),
        ("2024-01-04", "birmingham", 95, None),
        ("2024-02-01", "birmingham", 65, 7),
    ]
    assert rows[-1] == ("2024-02-01", "wolverhampton", 8, 12)
    assert [sum(row[2] for row in rows if row[0] == day) for day in ("2023-10-06", "2024-01-04", "2024-02-01")] == [
        768,
        178,
        144,
    ]
    assert found.rows["row_number"].tolist()[:4] == [2, 2, 2, 3]
    assert said(found) == [READ]


def test_the_printed_table_is_recognised() -> None:
    (found,) = recognise(read(*PRINTED), {})
    assert (found.dataset, found.is_wide, found.heading_row, found.row_count) == ("marac_backlog", True, 1, 28)
    assert (found.unknown, found.missing) == ((), ())


def test_the_words_may_stand_in_a_row_above_the_dates() -> None:
    found = checked(
        ("MARAC backlog",),
        (None, "Number of cases awaiting MARAC", None, "Maximum number of working days"),
        ("LPA", datetime.date(2024, 1, 4), datetime.date(2024, 2, 1), datetime.date(2024, 2, 1)),
        ("Dudley", 4, 8, 13),
    )
    assert figures(found, "area_code", "cases_awaiting_count", "longest_wait_working_days") == [
        ("2024-01-04", "dudley", 4, None),
        ("2024-02-01", "dudley", 8, 13),
    ]
    assert said(found) == [
        READ,
        'm.xlsx, sheet "Cases awaiting": found words above the dates, in row 1; row 3 was read as the headings.',
    ]


@pytest.mark.parametrize("heading", ["", "LPA", "Area", "Team"])
@pytest.mark.parametrize("day", [datetime.date(2024, 2, 1), "01/02/24", "1 February 2024", "2024-02-01"])
def test_dates_across_in_any_form_and_areas_under_any_heading(heading: str, day: object) -> None:
    rows = ((heading, "04/01/24", day), ("B'ham", 95, 65), ("Coventry", 20, 17))
    (found,) = recognise(read(*rows), {})
    assert (found.dataset, found.is_wide) == ("marac_backlog", True)
    assert figures(checked(*rows), "area_code", "cases_awaiting_count") == [
        ("2024-01-04", "birmingham", 95),
        ("2024-02-01", "birmingham", 65),
        ("2024-01-04", "coventry", 20),
        ("2024-02-01", "coventry", 17),
    ]


def test_totals_changes_footnotes_and_empty_cells_are_left_out_and_said() -> None:
    found = checked(
        ("MARAC cases awaiting as at 1 February 2024",),
        (),
        ("LPA", "04/01/24", "01/02/24", "Change"),
        ("Dudley", 4, 8, 4),
        ("Walsall", None, 13, None),
        ("Solihull", None, None, None),
        ("Force", 178, 144, -34),
        ("Total", 178, 144, -34),
        ("Taken from Qlik on 2 February",),
    )
    assert figures(found, "area_code", "cases_awaiting_count") == [
        ("2024-01-04", "dudley", 4),
        ("2024-02-01", "dudley", 8),
        ("2024-02-01", "walsall", 13),
    ]
    assert said(found) == [
        READ,
        'm.xlsx, sheet "Cases awaiting": found words above the dates, in row 1; row 3 was read as the headings.',
        'm.xlsx, sheet "Cases awaiting", cell D3: found the heading "Change"; it was left out: PEELboard works it out itself.',
        'm.xlsx, sheet "Cases awaiting": found a total, in rows 7 and 8; it was left out: totals are worked out.',
        'm.xlsx, sheet "Cases awaiting": found no figure in rows 6 and 9; nothing was read there.',
        'm.xlsx, sheet "Cases awaiting", cell B5: found an empty cell; no row was made of it.',
    ]


def test_every_problem_points_at_the_real_cell() -> None:
    assert problems(("LPA", "04/01/24", "31/02/24"), ("Dudleigh Town", 4, "eight"), ("Walsall", "six", 13)) == [
        'm.xlsx, sheet "Cases awaiting", cell C1: found "31/02/24"; expected a date in "As at" such as 2024-02-01 or 01/02/2024. '
        "Write the day, the month and the year.",
        'm.xlsx, sheet "Cases awaiting", cell A2: found "Dudleigh Town"; expected a value of the list for "Area". '
        'Did you mean "Dudley"?',
        'm.xlsx, sheet "Cases awaiting", cell C2: found "eight"; expected a whole number of 0 or more in "Cases awaiting". '
        "Write the number alone, without words or signs.",
        'm.xlsx, sheet "Cases awaiting", cell B3: found "six"; expected a whole number of 0 or more in "Cases awaiting". '
        "Write the number alone, without words or signs.",
    ]


def test_a_date_that_stands_over_two_columns_is_met_at_its_second_heading() -> None:
    assert problems(("LPA", "04/01/24", "4 Jan 2024"), ("Dudley", 4, 8), ("Walsall", 6, 13)) == [
        'm.xlsx, sheet "Cases awaiting", cell C1: found a second row with the same As at and Area; expected one row for each: '
        "one local policing area at one as-at date. Keep the row that is right and take the other out."
    ]


def test_an_unknown_column_is_a_problem_until_it_is_answered() -> None:
    rows = (("LPA", "Lead officer", "04/01/24", "Backlog 01/02/24"), ("Dudley", "x", 4, 8), ("Walsall", "y", 6, 13))
    assert problems(*rows) == [
        'm.xlsx, sheet "Cases awaiting", cell B1: found the heading "Lead officer"; expected one of the headings of '
        '"MARAC cases awaiting". Take the column out, or use the heading the template gives it.',
        'm.xlsx, sheet "Cases awaiting", cell D1: found "Backlog" over figures under dates; expected words '
        'over them that say what they count, such as "Cases awaiting", "Longest wait" and "Referrals received". '
        "Say which of these they count, or pass the table over.",
    ]
    (found,) = recognise(read(*rows), {})
    assert found.unknown == (
        Unknown(heading="Lead officer", cell="B1"),
        Unknown(heading="Backlog", cell="D1"),
    )
    answered = checked(*rows, **{"lead officer": "", "backlog": "cases_awaiting_count"})
    assert figures(answered, "area_code", "cases_awaiting_count")[:2] == [
        ("2024-01-04", "dudley", 4),
        ("2024-02-01", "dudley", 8),
    ]
    assert said(answered) == [
        READ,
        'm.xlsx, sheet "Cases awaiting", cell D1: found the heading "Backlog"; it was read as "Cases awaiting".',
        'm.xlsx, sheet "Cases awaiting", cell B1: found the heading "Lead officer"; it was left out, as answered before.',
    ]


def test_a_column_of_people_in_a_wide_table_is_refused() -> None:
    (problem,) = problems(("LPA", "04/01/24", "01/02/24", "Victims"), ("Dudley", 4, 8, "x"), ("Walsall", 6, 13, "y"))
    assert problem.startswith('m.xlsx, sheet "Cases awaiting", cell D1: found what looks like a column of persons;')


def test_a_figure_without_a_date_beside_several_dates_is_refused() -> None:
    assert problems(("LPA", "04/01/24", "01/02/24", "Longest wait"), ("Dudley", 4, 8, 13), ("Walsall", 6, 13, 19)) == [
        'm.xlsx, sheet "Cases awaiting", cell D1: found the heading "Longest wait" without a date; expected a date with it, as '
        "other headings of the table have one. Write the date the figures were true into the heading."
    ]


def test_a_note_and_a_source_hold_for_every_figure_of_their_row() -> None:
    found = checked(("LPA", "04/01/24", "01/02/24", "Note"), ("Dudley", 4, 8, "late"), ("Walsall", 6, 13, None))
    assert found.rows["note"].fillna("").tolist() == ["late", "late", "", ""]


def test_tasks_down_the_side_are_tasks_of_the_whole_force() -> None:
    rows = (
        ("Task", "30/06/2023", "27/02/2024"),
        ("Initial ARMS", 52, 17),
        ("12 month ARMS", 219, 41),
        ("RMP", 178, 38),
        ("Visits", 236, 42),
        ("Total", 685, 138),
    )
    (recognised,) = recognise(read(*rows, sheet="Outstanding"), {})
    assert (recognised.dataset, recognised.is_wide) == ("sex_offender_tasks", True)
    found = checked(*rows, dataset="sex_offender_tasks", sheet="Outstanding")
    assert figures(found, "area_code", "task_code", "outstanding_count")[:3] == [
        ("2023-06-30", "force", "initial_arms", 52),
        ("2024-02-27", "force", "initial_arms", 17),
        ("2023-06-30", "force", "twelve_month_arms", 219),
    ]
    assert said(found)[:2] == [
        'm.xlsx, sheet "Outstanding": found a table with tasks down and dates across; it was read as one row for each task '
        'and date, with "Whole force" as the Area.',
        'm.xlsx, sheet "Outstanding": found a total, in row 6; it was left out: totals are worked out.',
    ]


def test_a_wide_table_in_a_text_file_is_read() -> None:
    text = b"Number of cases awaiting by LPA,,\nLPA,06/10/23,04/01/24\nDudley,91,4\nWalsall,28,6\n"
    cells = table_locator.find(reader.read("m.csv", text), DATASETS["marac_backlog"])
    found = validate.check(cells, DATASETS["marac_backlog"], LISTS, "wmp")
    assert figures(found, "area_code", "cases_awaiting_count")[0] == ("2023-10-06", "dudley", 91)
    assert cells.address(0, 1) == "C2"
    assert cells.address(2, 1) == "C3"


@pytest.mark.parametrize(
    "rows",
    [
        (("As at", "Area", "Cases awaiting"), ("2024-02-01", "Dudley", 8)),
        (("Area", "Date", "Cases awaiting"), ("Dudley", "2024-02-01", 8), ("Walsall", "2024-02-01", 13)),
        (("Report run", "02/02/2024"), ("Area", "Date", "Cases awaiting"), ("Dudley", "2024-02-01", 8)),
        (("Area", "Opened", "Closed"), ("Dudley", "2024-02-01", "2024-02-02"), ("Walsall", "2024-02-01", "")),
    ],
)
def test_a_table_with_its_dates_in_a_column_is_not_wide(rows: tuple[tuple[object, ...], ...]) -> None:
    (found,) = recognise(read(*rows), {})
    assert not found.is_wide


def test_where_no_figure_is_known_each_heading_is_a_problem_and_can_be_answered() -> None:
    rows = (("LPA", "Backlog 04/01/24", "Backlog 01/02/24"), ("Dudley", 4, 8), ("Walsall", 6, 13))
    assert problems(*rows) == [
        'm.xlsx, sheet "Cases awaiting", cells B1 and C1: found "Backlog" over figures under dates; expected '
        'words over them that say what they count, such as "Cases awaiting", "Longest wait" and "Referrals received". '
        "Say which of these they count, or pass the table over."
    ]
    (found,) = recognise(read(*rows), {})
    assert (found.dataset, found.is_wide) == ("marac_backlog", True)
    assert [unknown.heading for unknown in found.unknown] == ["Backlog"]
    assert len(checked(*rows, backlog="cases_awaiting_count").rows) == 4


def test_a_wide_table_without_a_figure_has_no_rows() -> None:
    assert problems(("LPA", "04/01/24", "01/02/24"), ("Dudley", None, None), ("Walsall", None, None)) == [
        'm.xlsx, sheet "Cases awaiting": found no rows; expected a row of headings and the rows under it. '
        "Check that the right file was chosen."
    ]


ASKED = (
    'expected words over them that say what they count, such as "Cases awaiting", "Longest wait" and "Referrals received". '
    "Say which of these they count, or pass the table over."
)


@pytest.mark.parametrize(
    ("title", "above", "sheet", "found"),
    [
        (
            "Domestic abuse arrests by LPA",
            None,
            "DA arrests",
            '"Domestic abuse arrests by LPA" over figures under dates',
        ),
        (None, "Cases over 28 days", "MARAC", '"Cases over 28 days" over figures under dates'),
        ("Cases awaiting over 28 days", None, "MARAC", '"Cases awaiting over 28 days" over figures under dates'),
        ("Cases awaiting", "Arrests made", "Cases awaiting", '"Arrests made" over figures under dates'),
        ("Stop and search", None, "Sheet1", '"Stop and search" over figures under dates'),
    ],
)
def test_a_measure_that_the_words_do_not_name_is_asked_about(title: str, above: str, sheet: str, found: str) -> None:
    rows = ((title,), (None, above, None), ("LPA", "01/03/2024", "05/04/2024"), ("Dudley", 63, 54), ("Walsall", 77, 66))
    assert problems(*rows, sheet=sheet) == [f'm.xlsx, sheet "{sheet}", cells B3 and C3: found {found}; {ASKED}']


def test_figures_without_a_word_are_asked_about() -> None:
    assert problems(("LPA", "01/03/2024", "05/04/2024"), ("Dudley", 63, 54), ("Walsall", 77, 66), sheet="Sheet1") == [
        'm.xlsx, sheet "Sheet1", cells B1 and C1: found figures under dates, and no words that say what they count; '
        'expected words over them that say what they count, such as "Cases awaiting", "Longest wait" and "Referrals '
        'received". Say which of these they count, or pass the table over.'
    ]


@pytest.mark.parametrize(
    "title", ["MARAC cases awaiting by LPA", "Table 4. Cases awaiting MARAC", "Number of cases awaiting"]
)
def test_a_title_may_name_the_measure(title: str) -> None:
    rows = ((title,), ("LPA", "01/03/2024", "05/04/2024"), ("Dudley", 63, 54), ("Walsall", 77, 66))
    assert figures(checked(*rows, sheet="Sheet1"), "cases_awaiting_count")[0] == ("2024-03-01", 63)


def test_dates_that_show_a_month_are_of_the_month() -> None:
    found = checked(("LPA", "Mar-24", "April 2024"), ("Dudley", 63, 54), ("Walsall", 77, 66))
    assert figures(found, "as_at_precision")[:2] == [("2024-03-31", "month"), ("2024-04-30", "month")]
