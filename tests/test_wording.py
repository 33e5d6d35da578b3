"""How numbers, dates and lists are written for a reader."""

from datetime import date

import pytest

from src import wording

DAY = date(2023, 6, 29)


def test_dates_are_written_as_gov_uk_writes_them() -> None:
    assert wording.day(DAY) == "29 June 2023"
    assert wording.short_day(DAY) == "29 Jun 2023"
    assert wording.month(DAY) == "June 2023"
    assert wording.day(date(2024, 2, 1)) == "1 February 2024"


@pytest.mark.parametrize(
    ("precision", "text", "short"),
    [
        ("day", "29 June 2023", "29 Jun 2023"),
        ("paper", "29 June 2023", "29 Jun 2023"),
        (None, "29 June 2023", "29 Jun 2023"),
        ("month", "June 2023", "Jun 2023"),
        ("year", "2023", "2023"),
    ],
)
def test_a_date_is_said_no_more_exactly_than_it_is_known(precision: str | None, text: str, short: str) -> None:
    assert wording.dated(DAY, precision) == text
    assert wording.short_dated(DAY, precision) == short


def test_a_date_that_is_missing_is_said_to_be() -> None:
    assert wording.dated(None, "day") == "date not stated"
    assert wording.short_dated(None, None) == "not stated"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (144, "144"),
        (3700, "3,700"),
        (66629.0, "66,629"),
        (2.5, "2.5"),
        (8.15, "8.15"),
        (-8.0, "\N{MINUS SIGN}8"),
        (1234.5, "1,234.5"),
        (200 / 3, "66.67"),
        (99.999, "100"),
        (2.004, "2"),
        (None, "no figure"),
    ],
)
def test_numbers_have_commas_and_no_empty_fractions(value: float | None, text: str) -> None:
    assert wording.number(value) == text


@pytest.mark.parametrize(
    ("qualifier", "text"),
    [
        ("over", ">80"),
        ("under", "<80"),
        ("at_most", "≤80"),
        ("about", "about 80"),
        ("exactly", "80"),
        (None, "80"),
    ],
)
def test_a_bound_stays_a_bound(qualifier: str | None, text: str) -> None:
    assert wording.bounded(80, qualifier) == text


def test_a_missing_figure_has_no_bound_and_no_sign() -> None:
    assert wording.bounded(None, "over") == "no figure"
    assert wording.percent(None) == "no figure"
    assert wording.percent(82) == "82%"
    assert wording.percent(6.41) == "6.41%"


def test_counts_agree_with_their_noun() -> None:
    assert wording.count_of(1, "case") == "1 case"
    assert wording.count_of(2, "case") == "2 cases"
    assert wording.count_of(0, "case") == "0 cases"
    assert wording.count_of(1976, "day") == "1,976 days"
    assert wording.count_of(2, "cause of concern", "causes of concern") == "2 causes of concern"


def test_numbers_below_ten_are_words_inside_a_sentence() -> None:
    assert [wording.in_words(value) for value in (0, 1, 9, 10, 1028)] == ["no", "one", "nine", "10", "1,028"]


def test_lists_end_in_and() -> None:
    assert wording.listed([]) == ""
    assert wording.listed(["a"]) == "a"
    assert wording.listed(["a", "b"]) == "a and b"
    assert wording.listed(x for x in "abc") == "a, b and c"


@pytest.mark.parametrize(
    ("most", "text"),
    [
        (9, "One is open. "),
        (12, "One is open. "),
        (25, "One is open. Two are not. "),
        (99, "One is open. Two are not. Six. "),
    ],
)
def test_a_beginning_is_of_whole_sentences_and_has_one_at_least(most: int, text: str) -> None:
    assert wording.beginning("One is open. Two are not. Six.", most) == text.strip()
    assert wording.beginning("", most) == ""


def test_all_of_some_are_the_one_both_or_all() -> None:
    assert [wording.part_of(some, of, "area") for some, of in ((2, 7), (7, 7), (2, 2), (1, 1), (0, 1), (12, 12))] == [
        "two of seven areas",
        "all seven areas",
        "both areas",
        "the one area",
        "none of one area",
        "all 12 areas",
    ]
    assert [wording.all_of(count, "finding") for count in (1, 2, 3, 1200)] == [
        "The finding", "Both findings", "All 3 findings", "All 1,200 findings",
    ]  # fmt: skip


def test_days_between_two_dates() -> None:
    assert wording.days_between(date(2023, 11, 24), date(2024, 2, 27)) == "95 days"
    assert wording.days_between(date(2024, 2, 28), date(2024, 3, 1)) == "2 days"
    assert wording.days_between(date(2024, 2, 26), date(2024, 2, 27)) == "1 day"


def test_a_capital_and_a_paragraph() -> None:
    assert wording.capital("three of four") == "Three of four"
    assert wording.capital("") == ""
    assert wording.paragraph(["One.", "", "Two."]) == "One. Two."


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_text_that_a_spreadsheet_would_take_for_a_formula_is_marked_as_text(sign: str) -> None:
    assert wording.safe_cell(f"{sign}1") == f"'{sign}1"


def test_numbers_and_plain_words_are_left_as_they_are() -> None:
    assert [wording.safe_cell(value) for value in (-5, 2.5, None, "a=b", "")] == [-5, 2.5, None, "a=b", ""]


@pytest.mark.parametrize("most", [2, 3])
def test_of_short_names_one_is_never_left_over_where_it_can_be_named(most: int) -> None:
    for held in range(1, most + 4):
        names = [f"n{at}" for at in range(1, held + 1)]
        text = wording.first_of(names, most, ", ")
        assert all(name in text for name in names) is (held <= most + 1)
        assert ("one more" in text) is False
        # One that is counted and whose name is not held cannot be named.
        assert ("one more" in wording.first_of(names, most, ", ", of=most + 1)) is (held == most)
