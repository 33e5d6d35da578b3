"""Small counts held back, and what would give one away. Drawn tables, answers by hand."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from pptx import Presentation

from src.analysis.disclosure_control import hide_small_counts
from src.contracts.metric import NOT_SHOWN, Result
from src.metrics import METRICS
from src.present.pack import Choice, pack
from src.present.pptx.slides import deck
from src.present.slide import PackData
from src.present.xlsx.workbook import workbook
from src.services.release import for_release
from tests.present.opened import charts, inside, notes, tables, words


def suppress(result: Result, under: int) -> Result:
    """The result alone, as a release of nothing else would show it."""
    return hide_small_counts({"": result}, under)[""]


EARLIER, NOW = date(2024, 1, 4), date(2024, 2, 1)


def result(name: str, *rows: dict[str, Any]) -> Result:
    card = METRICS[name].card
    return Result(
        card=card, as_at=NOW, edition=1, rows=rows, sentence="Said.", sources=(), checks=(), caveats=(), sql=""
    )


def areas(*counts: int | None, day: date = NOW) -> Result:
    """Cases awaiting in areas a, b, c and so on."""
    return result(
        "marac_cases_awaiting_by_area",
        *(
            {
                "as_at_on": day, "area_code": chr(97 + at), "area_name": chr(65 + at), "cases_awaiting_count": count,
                "previous_on": None, "previous_count": None, "change_count": None,
            }
            for at, count in enumerate(counts)
        ),
    )  # fmt: skip


def counts(of: Result, column: str = "cases_awaiting_count") -> list[Any]:
    """Each count, or what stands in its place."""
    return [row.get(NOT_SHOWN, {}).get(column, row[column]) for row in of.rows]


def test_nothing_is_held_back_where_no_count_is_small() -> None:
    whole = areas(10, 20, 30)
    assert suppress(whole, 5) is whole


def test_a_small_count_is_held_back_and_the_smallest_other_with_it_as_the_total_would_give_it_away() -> None:
    assert counts(suppress(areas(3, 20, 12, 30), 5)) == ["under 5", 20, "not shown", 30]


def test_a_count_as_large_as_the_number_is_shown() -> None:
    assert counts(suppress(areas(5, 20), 5)) == [5, 20]


def test_two_small_counts_hide_each_other() -> None:
    assert counts(suppress(areas(3, 2, 12), 5)) == ["under 5", "under 5", 12]


def test_two_counts_of_one_are_given_away_by_their_sum_so_a_third_goes_too() -> None:
    assert counts(suppress(areas(1, 1, 12, 20), 5)) == ["under 5", "under 5", "not shown", 20]


def test_two_counts_as_large_as_may_be_are_given_away_by_their_sum_too() -> None:
    assert counts(suppress(areas(4, 4, 12, 20), 5)) == ["under 5", "under 5", "not shown", 20]


def test_nought_tells_of_nobody_and_stays() -> None:
    assert counts(suppress(areas(0, 3, 2, 9), 5)) == [0, "under 5", "under 5", 9]


def test_nought_is_given_up_only_where_there_is_nothing_else() -> None:
    assert counts(suppress(areas(0, 3), 5)) == ["not shown", "under 5"]


def test_a_missing_count_stays_missing() -> None:
    assert counts(suppress(areas(None, 3, 2), 5)) == [None, "under 5", "under 5"]


def test_the_total_of_the_force_has_no_other_beside_it() -> None:
    rows = [
        {"as_at_on": day, "cases_awaiting_count": count, "change_count": None}
        for day, count in ((EARLIER, 3), (NOW, 40))
    ]
    assert counts(suppress(result("marac_cases_awaiting", *rows), 5)) == ["under 5", 40]


def test_each_date_is_a_table_of_its_own() -> None:
    both = result("marac_cases_awaiting_by_area", *areas(3, 2, 9, day=EARLIER).rows, *areas(7, 8, 9).rows)
    assert counts(suppress(both, 5)) == ["under 5", "under 5", 9, 7, 8, 9]


def test_what_was_held_back_earlier_is_not_told_again_as_the_figure_before_nor_by_the_change() -> None:
    rows = [
        {**areas(4, 2, day=EARLIER).rows[0]},
        {**areas(4, 2, day=EARLIER).rows[1]},
        {**areas(8, 9).rows[0], "previous_on": EARLIER, "previous_count": 4, "change_count": 4},
        {**areas(8, 9).rows[1], "previous_on": EARLIER, "previous_count": 2, "change_count": 7},
    ]
    shown = suppress(result("marac_cases_awaiting_by_area", *rows), 5)
    assert counts(shown) == ["under 5", "under 5", 8, 9]
    assert [(row["previous_count"], row["change_count"]) for row in shown.rows[2:]] == [(None, None), (None, None)]


def published(**of: int) -> dict[str, Any]:
    return {
        "as_at_on": NOW, "finding_type_code": "recommendation", "level_code": str(of["level"]),
        "open_count": of["open"], "closed_count": of["closed"], "total_count": of["total"], "unexplained_count": 0,
    }  # fmt: skip


def test_a_part_of_a_printed_total_takes_another_part_with_it() -> None:
    shown = suppress(
        result(
            "published_findings_by_level",
            published(level=1, open=3, closed=20, total=23),
            published(level=2, open=4, closed=30, total=34),
            published(level=3, open=50, closed=60, total=110),
        ),
        5,
    )
    assert counts(shown, "open_count") == ["under 5", "under 5", 50]
    # Each closed count would give the open one away; together they are two, so neither gives the other away.
    assert counts(shown, "closed_count") == ["not shown", "not shown", 60]
    assert counts(shown, "total_count") == [23, 34, 110]


def test_a_share_goes_with_the_count_that_it_is_worked_out_from() -> None:
    row = {
        "as_at_on": NOW, "measure_code": "masterclasses", "share_percent": 10.0, "numerator_count": 4,
        "denominator_count": 40, "qualifier_code": "exactly",
    }  # fmt: skip
    (shown,) = suppress(result("investigation_standards_met", row), 5).rows
    assert (shown["numerator_count"], shown["share_percent"]) == (None, None)


def test_a_note_that_may_tell_the_figure_in_words_goes_with_it() -> None:
    of = areas(3, 2)
    of = replace(of, rows=tuple({**row, "note": "Three cases."} for row in of.rows))
    assert [row["note"] for row in suppress(of, 5).rows] == [None, None]


def test_published_grades_are_shown_as_they_are(contents: PackData) -> None:
    grades = contents.after["peel_grade_counts_by_cycle"]
    assert suppress(grades, 10) is grades


@pytest.fixture(scope="module")
def small(contents: PackData) -> PackData:
    return for_release(contents, 10)


def test_sentences_changes_and_checks_say_no_count_that_is_hidden(small: PackData, contents: PackData) -> None:
    areas = small.after["marac_cases_awaiting_by_area"]
    assert areas.sentence == "MARAC cases awaiting by area at 1 February 2024. Counts under 10 are not shown."
    assert not [change for change in small.changes if "Walsall" in change.sentence or "Initial ARMS" in change.sentence]
    touched = {name for name, result in small.after.items() if any(NOT_SHOWN in row for row in result.rows)}
    assert not [change for change in small.changes if change.metric in touched]
    assert small.changes_not_shown == len(contents.changes) - len(small.changes) > 0
    assert {check.detail for result in small.after.values() for check in result.checks} == {
        "Its details are not shown."
    }


@pytest.fixture(scope="module")
def released(small: PackData) -> tuple[Any, Any]:
    created = pack(small, Choice(has_appendix=True))
    book = openpyxl.load_workbook(BytesIO(workbook(created)))
    return Presentation(BytesIO(deck(created))).slides, book


def test_no_small_count_of_an_area_stands_anywhere_in_the_files(released: tuple[Any, Any]) -> None:
    slides, book = released
    for slide in slides:
        text = " ".join([words(slide), notes(slide), *(cell for t in tables(slide) for row in t for cell in row)])
        for gone in ("Dudley 8", "Wolverhampton 8", "Solihull 3", "6 to 13", "4 to 8", "Initial ARMS: 4"):
            assert gone not in text
        for chart in charts(slide):
            if inside(chart)[0][1] in ("Dudley", "Solihull", "Wolverhampton"):
                assert inside(chart)[-1][1] is None
    sheet = book["MARAC cases awaiting by area"]
    newest = {row[1].value: row[2].value for row in sheet.iter_rows() if row[1].value in ("Dudley", "Birmingham")}
    assert newest == {"Dudley": "under 10", "Birmingham": 65}


def test_every_slide_and_sheet_says_what_is_held_back(released: tuple[Any, Any]) -> None:
    slides, book = released
    rule = "Counts of 1 to 9, and what would give one away, are not shown."
    for slide in slides:
        assert rule in words(slide)
    for sheet in book.worksheets:
        if sheet.title not in ("Contents", "Notes"):
            # A line longer than a sheet is wide goes on in the next row.
            assert rule in " ".join(str(row[0].value) for row in sheet.iter_rows(max_row=16)), sheet.title


def test_nothing_is_held_back_unless_asked_for(contents: PackData) -> None:
    assert contents.rule_of_release == ""
    assert not [row for result in contents.after.values() for row in result.rows if NOT_SHOWN in row]
