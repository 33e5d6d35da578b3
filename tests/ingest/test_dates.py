"""The forms of a date that are read, and what is none."""

from datetime import date

import pytest

from src.contracts.date_formats import as_date, as_period, date_in, precision_of
from src.ingest.date_doubts import _fit, _from_january

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
        "1st of February 2024",
        "1 Feb. 2024",
        "1 Feb 2024",
        "1 Feb 24",
        "01-Feb-2024",
        "01-feb-24",
        "2024/02/01",
        "20240201",
        "2024-02-01 09:30:00",
        "01/02/2024 7:12:00 AM",
        "Thursday, February 1, 2024",
        "February 1 2024",
        "w/c Thu 1 Feb 2024",
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
        "2024-02-01 29:30:00",
        "February 2024",
        "1 February",
        "45323",
        "1 Febtober 2024",
        "01.02.24",
        "20241301",
        "x 2024-02-01",
        "٣ February 2024x",
    ],
)
def test_none_of_these_is_a_date(text: str) -> None:
    assert as_date(text) is None


@pytest.mark.parametrize(
    ("text", "last", "precision"),
    [
        ("Mar-24", date(2024, 3, 31), "month"),
        ("2024-03", date(2024, 3, 31), "month"),
        ("3/2024", date(2024, 3, 31), "month"),
        ("202403", date(2024, 3, 31), "month"),
        ("201112", None, ""),  # a month or a year
        ("202413", None, ""),
        ("Q4 2023/24", date(2024, 3, 31), "period_end"),
        ("2023/24 Q1", date(2023, 6, 30), "period_end"),
        ("Q3 2023-24", date(2023, 12, 31), "period_end"),
        ("FY 2023/24", date(2024, 3, 31), "period_end"),
        ("2023/2024", date(2024, 3, 31), "period_end"),
        ("Q3 2024", None, ""),  # of the calendar or of the financial year
        ("2011-12", None, ""),  # a month or a year
        ("2023/25", None, ""),
        ("Q1 2023/24 Q1", None, ""),
        ("Week 6", None, ""),
        ("2024-02-01", None, ""),
    ],
)
def test_a_month_quarter_or_financial_year_is_its_last_day(text: str, last: date | None, precision: str) -> None:
    assert (as_period(text), precision_of(text)) == (last, precision)


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


@pytest.mark.parametrize(
    ("word", "expected"),
    # January to March are the last quarter of the financial year that began in the April before.
    [("Q1 2024", "Q4 2023/24"), ("Q2 2024", "Q1 2024/25"), ("Q3 2024", "Q2 2024/25"), ("Q4 2024", "Q3 2024/25")],
)
def test_a_calendar_quarter_is_one_of_a_financial_year(word: str, expected: str) -> None:
    assert _from_january(word) == expected


@pytest.mark.parametrize(
    # A step of 14 to 47 days is near enough to a month of 30 days: from a half of it to 1.6 of it.
    ("second", "fits"),
    [("2024-01-15", 0.0), ("2024-01-16", 1.0), ("2024-02-18", 1.0), ("2024-02-19", 0.0)],
)
def test_a_step_between_dates_fits_from_a_half_to_eight_fifths_of_what_is_expected(second: str, fits: float) -> None:
    assert _fit([date(2024, 1, 1), date.fromisoformat(second)], 30) == fits
