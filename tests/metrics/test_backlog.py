"""Where a backlog stands against a year before and its usual range, and whether it moved for good; worked by hand."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from src.analysis.backlog import BEFORE, LASTS, position, standing, step, step_sentence, verdict
from src.contracts.metric import Row

FIRST = date(2025, 1, 6)


def weekly(values: list[int]) -> list[tuple[date, float]]:
    return [(FIRST + timedelta(weeks=at), float(value)) for at, value in enumerate(values)]


def event(weeks: int, title: str, topics: str = "marac") -> Row:
    """An event so many weeks after the first figure."""
    on_date = FIRST + timedelta(weeks=weeks)
    return {"as_at_on": on_date, "precision_code": "day", "title": title, "topics": topics}


def test_a_level_is_set_against_the_figure_of_a_year_before_and_the_range_between() -> None:
    # 53 weeks: the first is 52 weeks before the last. Between them 100 to 151.
    stands = position(weekly([178, *range(100, 151), 120]))
    assert (stands.value, stands.year_ago, stands.year_ago_on) == (120, 178, FIRST)
    assert (stands.low, stands.high) == (100, 178)
    assert standing(stands) == (
        ", 58 fewer than a year before (178 on 6 January 2025) and inside the range of the 52 weeks before (100 to 178)"
    )
    assert verdict(stands) == "", "inside its range is said already"


@pytest.mark.parametrize("figures", [14, 15, 26, 38, 49, 50, 53, 54, 104])
def test_a_range_is_of_as_many_weeks_as_are_held_and_of_52_at_most(figures: int) -> None:
    # A first figure within three weeks of a year before is the figure of a year before.
    weeks = 52 if figures >= 50 else figures - 1
    assert f"the range of the {weeks} weeks before (" in standing(position(weekly([5, 6] * 52)[-figures:]))


def test_what_is_older_than_a_year_is_not_in_the_range() -> None:
    assert position(weekly([500, 10, *range(100, 151), 99])).high == 150


def test_a_level_outside_its_range_is_said_to_be_and_waits_to_last() -> None:
    stands = position(weekly([100, 110] * 26 + [111]))
    assert standing(stands).endswith(" and more than in any of the 52 weeks before (100 to 110)")
    assert verdict(stands) == "Whether that lasts cannot be said until it has lasted for 13 figures."
    assert standing(position(weekly([100, 110] * 26 + [99]))).endswith(
        " and fewer than in any of the 52 weeks before (100 to 110)"
    )


def test_with_few_figures_nothing_is_said_of_a_year_or_a_range() -> None:
    stands = position(weekly([5, 4, 3]))
    assert (stands.year_ago, stands.low, stands.step, standing(stands), verdict(stands)) == (None, None, None, "", "")
    # Two figures a year apart are compared, and are no range.
    apart = [(date(2025, 2, 3), 12.0), (date(2026, 2, 16), 12.0)]
    assert standing(position(apart)) == ", the same as a year before (12 on 3 February 2025)"


def test_a_step_is_named_with_the_event_nearest_before_it() -> None:
    events = [
        event(20, "Long before"),
        event(24, "Earlier"),
        event(25, "Nearest", "all"),
        event(26, "Another matter", "investigations"),
        event(28, "After"),
    ]
    found = step(weekly([20, 24] * 13 + [60, 62] * 7), events, "marac")
    assert found is not None
    assert (found.from_on, found.before, found.after) == (FIRST + timedelta(weeks=26), 22, 61)
    assert step_sentence("Walsall", found) == (
        "Every figure of Walsall since 7 July 2025 is above all of the 26 before: about 61, up from about 22. "
        "A possible cause is the event nearest before it, of 30 June 2025: Nearest."
    )
    stands = position(weekly([20, 24] * 13 + [60, 62] * 7))
    assert verdict(stands) == "That is a lasting move: every figure since 7 July 2025 is above all of the 26 before."


def test_an_event_long_before_is_not_named() -> None:
    found = step(weekly([22] * 26 + [61] * 13), [event(12, "Long before")], "marac")
    assert found is not None
    assert found.event is None
    assert step_sentence("Walsall", found).endswith("down from about 22." if not found.is_up else "up from about 22.")


def test_a_step_needs_to_last_to_stand_clear_and_to_be_more_than_chance() -> None:
    assert step(weekly([22] * 26 + [61] * (LASTS - 1))) is None
    assert step(weekly([22] * (BEFORE - 1) + [61] * LASTS)) is None
    assert step(weekly([22] * 26 + [61] * 12 + [22])) is None
    # From 100 to 120: two counts of 100 and 120 differ by chance by the square root of 220, 14.8; 2.5 of that are 37.
    assert step(weekly([100] * 26 + [120] * 13)) is None
    assert step(weekly([100] * 26 + [140] * 13)) is not None


FIGURES = some.lists(some.integers(0, 80), min_size=1, max_size=90)


@given(FIGURES)
def test_a_step_always_stands_clear_of_the_half_year_before_it(values: list[int]) -> None:
    series = weekly(values)
    found = step(series)
    if found:
        at = next(place for place, (on_date, _) in enumerate(series) if on_date == found.from_on)
        before, since = values[at - BEFORE : at], values[at:]
        assert len(since) >= LASTS
        assert min(since) > max(before) if found.is_up else max(since) < min(before)


@given(some.lists(some.integers(0, 80), min_size=1, max_size=40))
def test_a_step_that_is_put_in_is_found_whatever_lies_before(values: list[int]) -> None:
    moved = step(weekly([*values, *[20, 24] * 13, *[90] * LASTS]))
    assert moved is not None
    assert moved.after == 90


@pytest.mark.parametrize(
    ("newest", "sentence"),
    [
        (45, ""),
        (
            58,
            "That is in the highest quarter of those weeks' figures (the middle one is 43), but no lasting move is shown yet.",
        ),
        (
            32,
            "That is in the lowest quarter of those weeks' figures (the middle one is 43), but no lasting move is shown yet.",
        ),
    ],
)
def test_a_figure_at_the_edge_of_its_range_is_not_called_usual(newest: int, sentence: str) -> None:
    # 30 and 0 1 2 4 5 7 8 9 11 12 14 15 18 19 21 22 25 26 28 29 more, mixed: quarters end at 36.5, 43 and 51.25.
    figures = [30 + (at * 7) % 31 for at in range(20)]
    series = [(date(2025, 1, 6) + timedelta(weeks=at), float(value)) for at, value in enumerate([*figures, newest])]
    assert verdict(position(series)) == sentence
