"""What the metrics say, word for word, at chosen dates. Every number is worked out by hand from the papers."""

import pytest

from src.metrics import METRICS
from tests.metrics.conftest import At
from tests.metrics.published_sentences import AT_PUBLISHED_DATES


@pytest.mark.parametrize(
    ("metric", "as_at", "text"),
    AT_PUBLISHED_DATES,
    ids=[f"{metric} at {as_at}" for metric, as_at, _ in AT_PUBLISHED_DATES],
)
def test_a_metric_says_what_the_papers_come_to(at: At, metric: str, as_at: str, text: str) -> None:
    assert at(metric, as_at).sentence == text


def test_every_metric_has_a_sentence_here() -> None:
    unsaid = set(METRICS) - {metric for metric, _, _ in AT_PUBLISHED_DATES}
    assert unsaid == {"findings_register", "findings_raised_and_closed_by_month"}, "add its sentence to this file"


def test_the_areas_that_rose_are_named_though_the_force_fell(at: At) -> None:
    text = at("marac_cases_awaiting_by_area", "2024-02-27").sentence
    assert "Two of seven areas rose: Walsall 6 to 13 and Dudley 4 to 8." in text
    # Falls of 45 and rises of 11 make 56, less than three times the 34: shares of it mean something.
    assert "Birmingham accounts for 30 of the fall of 34 since 4 January 2024." in text


def test_the_register_says_how_many_findings_from_how_many_reports(at: At) -> None:
    assert at("findings_register", "2024-02-27").sentence == "105 findings from 18 reports are listed."


def test_a_month_of_raising_needs_a_stated_date_of_publication(at: At) -> None:
    # Two of the 105 findings come from a report whose date no paper gives.
    text = at("findings_raised_and_closed_by_month", "2024-09-18").sentence
    assert text == (
        "Whether findings are closed as fast as they are raised cannot be said: 25 raised and 19 closed on a stated day in "
        "the 12 months to August 2024. Since March 2014, 103 were raised and 19 closed on a stated day; of 47, whether or "
        "when they closed is not stated."
    )


def test_a_gap_keeps_the_capitals_of_an_acronym(at: At) -> None:
    for metric in ("marac_cases_awaiting_by_area", "qatt_reviews_completed", "peel_grade_counts_by_cycle"):
        text = at(metric, "2010-01-01").sentence
        assert text.startswith(
            ("No figure is held for MARAC ", "No figure is held for QATT ", "No figure is held for PEEL ")
        )
    assert at("digital_forensics_queue", "2010-01-01").sentence == (
        "No figure is held for digital forensics queue at 1 January 2010 or before."
    )


def test_the_last_event_keeps_the_capitals_of_an_acronym(at: At) -> None:
    assert at("events_in_period", "2022-01-04").sentence.endswith("PEEL 2021/22 published.")
