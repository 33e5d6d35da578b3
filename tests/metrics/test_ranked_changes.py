"""Ratings, grades and states of action that went up or down, summed up by their direction. Worked out by hand."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from src.analysis.change_detection import changes
from src.analysis.ranked_changes import RANKED
from src.contracts.change import Attention, Change
from src.contracts.code_lists import read_all
from src.contracts.metric import Result
from src.metrics import METRICS
from src.metrics.calculate import calculate
from src.settings import Settings
from tests.metrics.drawn import DrawnEngine

BEFORE, NOW = date(2026, 9, 1), date(2026, 9, 28)
UNRANKED = {"Ungraded", "Not inspected", "Stopped"}


def rated(before: list[str], now: list[str]) -> list[Change]:
    """What changed of findings F1, F2 and so on, between two registers that give them a rating each."""
    rows = [
        f"f{at} | {on_date} | recommendation | 2 | F{at} | {'archived' if rating == 'archived' else 'open'} | "
        f"{'' if rating == 'archived' else rating}"
        for on_date, ratings in ((BEFORE, before), (NOW, now))
        for at, rating in enumerate(ratings, start=1)
    ]
    heads = "finding_id | as_at_on | finding_type_code | level_code | title | status_code | local_rating_code"
    engine = DrawnEngine({"findings": "\n".join([heads, "-+-+-+-+-+-+-", *rows])})
    results = [{"findings_register": calculate(METRICS["findings_register"], engine, day)} for day in (BEFORE, NOW)]
    return list(changes(*results))


def test_findings_that_turned_red_need_the_board_and_those_that_got_better_are_said() -> None:
    # Three turn red, one amber; one leaves red for amber and one amber for green: red were 2 and are 4.
    found = rated(
        ["green", "green", "amber", "green", "red", "amber", "red", "green"],
        ["amber", "red", "red", "red", "amber", "green", "red", "green"],
    )
    assert [(each.attention, each.sentence) for each in found] == [
        (
            Attention.BOARD,
            "The force's own rating got worse for four findings, three to red and one to amber. Four findings are now "
            "red, 2 more than at 1 September 2026. F2; F3; F4; and one more.",
        ),
        (
            Attention.BETTER,
            "The force's own rating got better for two findings, one to amber and one to green. F5; F6.",
        ),
    ]


@pytest.mark.parametrize(
    ("before", "now", "sentence"),
    [
        (
            "amber",
            "red",
            "The force's own rating got worse for one finding, to red. One finding is now red, 1 more than at 1 September 2026. F1.",
        ),
        ("green", "amber", "The force's own rating got worse for one finding, to amber. F1."),
        (
            "",
            "red",
            "The force's own rating got worse for one finding, to red. One finding is now red, 1 more than at 1 September 2026. F1.",
        ),
        ("red", "ungraded", "Findings register: F1, local rating: Red to Ungraded."),
        ("red", "archived", "One finding is closed by the force: F1."),
    ],
)
def test_one_rating_that_moved_is_reported_once(before: str, now: str, sentence: str) -> None:
    assert [each.sentence for each in rated([before], [now])] == [sentence]


@given(
    some.lists(
        some.tuples(some.sampled_from(["red", "amber", "green"]), some.sampled_from(["red", "amber", "green"])),
        min_size=1,
        max_size=12,
    )
)
def test_every_rating_that_moved_is_counted_once_by_its_direction(pairs: list[tuple[str, str]]) -> None:
    order = ["red", "amber", "green"]
    found = rated([before for before, _ in pairs], [now for _, now in pairs])
    worse = sum(order.index(now) < order.index(before) for before, now in pairs)
    better = sum(order.index(now) > order.index(before) for before, now in pairs)
    assert [(each.attention, each.figures[0]) for each in found] == [
        (attention, count) for attention, count in ((Attention.BOARD, worse), (Attention.BETTER, better)) if count
    ]


def test_every_ranked_column_is_one_of_its_list_and_its_values_are_those_of_the_code_list() -> None:
    lists = read_all(Settings().reference)
    of_list = {
        "findings_register": "rating_codes",
        "peel_readiness": "peel_grades",
        "actions_in_full": "action_statuses",
    }
    assert of_list.keys() == RANKED.keys()
    for name, ranked in RANKED.items():
        assert {ranked.column, ranked.title} <= {column.name for column in METRICS[name].card.columns}
        names = [*lists[of_list[name]].names().values()]
        assert {*ranked.order} == {*names} - UNRANKED, name
        assert [*ranked.order] in (listed := [each for each in names if each in ranked.order], listed[::-1]), name


def test_an_action_that_went_back_and_one_that_was_checked_are_said_and_a_complete_one_is_left_to_its_own_sentence() -> (
    None
):
    def result(day: date, states: dict[str, str]) -> dict[str, Result]:
        card = METRICS["actions_in_full"].card
        rows: list[dict[str, Any]] = [
            {"finding_id": "f", "action_id": title, "action_title": title, "action_status_name": state}
            for title, state in states.items()
        ]
        return {
            card.name: Result(
                card=card,
                as_at=day,
                edition=1,
                rows=tuple(rows),
                sentence="",
                sources=(),
                checks=(),
                caveats=(),
                sql="",
            )
        }

    before = result(BEFORE, {"Train": "Complete", "Audit": "Complete", "Plan": "In progress"})
    now = result(NOW, {"Train": "In progress", "Audit": "Complete and checked", "Plan": "Complete"})
    assert [
        each.sentence for each in changes(before, now) if each.attention in (Attention.BOARD, Attention.BETTER)
    ] == [
        "The status got worse for one action, to in progress. Train.",
        "The status got better for one action, to complete and checked. Audit.",
    ]
