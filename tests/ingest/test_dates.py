"""The forms of a date that are read, and what is none."""

from datetime import date

import pytest

from src.contracts.date_formats import as_date, date_in

FIRST = date(2024, 2, 1)


@pytest.mark.parametrize(
    "text",
    [
        "2024-02-01",
        "2024-02-01 00:00:00",
        "2024-02-01T00:00",
        "01/02/2024",
        "01/02/2024 00:00",
        "1/2/2024",
        "1/2/24",
        "01.02.2024",
        "1.2.2024",
        "1 February 2024",
        "01 FEBRUARY 2024",
        "1st February 2024",
        "1 Feb 2024",
        "1 Feb 24",
        "01-Feb-2024",
        "01-feb-24",
    ],
)
def test_each_of_these_is_1_february_2024(text: str) -> None:
    assert as_date(text) == FIRST


def test_the_day_stands_before_the_month() -> None:
    assert as_date("2/1/24") == date(2024, 1, 2)
    assert as_date("06/10/23") == date(2023, 10, 6)


def test_september_is_written_in_two_short_ways() -> None:
    assert as_date("18 Sep 2024") == as_date("18 Sept 2024") == as_date("18 September 2024") == date(2024, 9, 18)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "31/02/2024",
        "2024-13-01",
        "01/13/2024",
        "31 June 2024",
        "2024-02-01 09:30:00",
        "February 2024",
        "1 February",
        "45323",
        "1 Febtober 2024",
        "01.02.24",
        "2024/02/01",
        "x 2024-02-01",
        "٣ February 2024x",
    ],
)
def test_none_of_these_is_a_date(text: str) -> None:
    assert as_date(text) is None


@pytest.mark.parametrize(
    ("words", "day", "rest"),
    [
        ("Number of cases awaiting MARAC 06/10/23", "06/10/23", "Number of cases awaiting MARAC"),
        ("Maximum number of working days\nfor a MARAC 01/02/24", "01/02/24", "Maximum number of working days for a MARAC"),
        ("06/10/23", "06/10/23", ""),
        ("2023-10-06", "2023-10-06", ""),
        ("6 Oct 2023: cases", "6 Oct 2023", "cases"),
        ("As at 31/02/24", "31/02/24", "As at"),
        ("Area", "", "Area"),
        ("PEEL 2023-25", "", "PEEL 2023-25"),
        ("", "", ""),
    ],
)  # fmt: skip
def test_a_date_is_found_among_the_words_of_a_heading(words: str, day: str, rest: str) -> None:
    assert date_in(words) == (day, rest)
