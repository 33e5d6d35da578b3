"""Dates of findings in words: how far they slipped, what falls due, and how often a finding was stated."""

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from src.metrics.findings.lifecycle_wording import date_moves, due, history
from src.wording import capital, count_in_words, in_words
from tests.metrics.test_finding_wording import AUGUST


@given(st.lists(st.sampled_from([("HMICFRS",), ("The force",), ("HMICFRS", "The force")]), min_size=1, max_size=60))
def test_what_falls_due_is_counted_by_finding_and_by_whose_date(dates: list[tuple[str, ...]]) -> None:
    rows = [
        {"finding_id": str(at), "set_by": set_by, "days_to_go": 7, "due_on": date(2026, 9, 7)}
        for at, both in enumerate(dates)
        for set_by in both
    ]
    text = due(rows, AUGUST)
    theirs, own, twice = (
        sum(set_by in both for both in dates) if set_by else sum(len(both) == 2 for both in dates)
        for set_by in ("HMICFRS", "The force", "")
    )
    assert text.startswith(f"{capital(count_in_words(len(dates), 'finding'))} fall")
    said = text.split(". ")[1]
    if 0 < theirs < len(dates) or 0 < own < len(dates):
        by_deadline = f"{capital(in_words(theirs))} fall{'s' if theirs == 1 else ''} due by HMICFRS's deadline"
    else:
        by_deadline = "It falls due by " if len(dates) == 1 else "Both fall" if len(dates) == 2 else "All fall"
    if not own or not theirs:
        by_deadline = ""
    assert said.startswith(by_deadline)
    assert ("HMICFRS's deadline" in said, "the force's own date" in said) == (theirs > 0, own > 0)
    assert said.endswith(f", {in_words(twice)} of them by both") is (twice > 0 and not theirs == own == len(dates))


def test_a_date_moved_twice_says_how_far_from_the_first_to_the_last() -> None:
    dates = ((6, date(2026, 1, 1)), (8, date(2026, 3, 1)), (10, date(2026, 4, 1)))
    rows = [{"as_at_on": date(2025, month, 1), "deadline_on": deadline} for month, deadline in dates]
    assert date_moves(rows, "deadline_on") == (
        "1 April 2026; moved twice, 3 months later in all, from 1 January 2026 (seen 1 August 2025) and from 1 March 2026 "
        "(seen 1 October 2025)"
    )
    back = [*rows, {"as_at_on": AUGUST, "deadline_on": date(2026, 1, 1)}]
    assert "in all" not in date_moves(back, "deadline_on"), "it is where it began"


def test_of_the_statements_about_a_finding_those_that_say_another_thing_are_counted() -> None:
    names = ("status_name", "level_name", "deadline_on", "force_target_on")
    row: dict[str, Any] = {name: None for of in names for name in (of, f"previous_{of}")}
    first = {**row, "previous_as_at_on": None, "status_name": "Open"}
    same = {**row, "previous_as_at_on": AUGUST, "previous_status_name": "Open", "status_name": "Open"}
    another = {**same, "status_name": "In progress"}
    assert history([first]) == "1 statement"
    assert history([first, same, same]) == "3 statements, none of them with a change"
    assert history([first, same, another]) == "3 statements, one of them with a change"
