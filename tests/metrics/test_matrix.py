"""The summary matrix: each series in its cell, and what it says in a sentence."""

from dataclasses import replace

from src.analysis.summary_matrix import matrix, moved, sentence
from src.analysis.trends import Trend
from src.contracts.metric import Better, Kind, Limit
from tests.metrics.test_trends import FLOW, SHIFT, WORKED, of_kind, only, weekly

FIGURE = replace(FLOW, figure="count")


def with_target(values: list[int], target: float) -> Trend:
    """A series with a target of its own."""
    return only(
        weekly(values, replace(FIGURE, limit=Limit(value=target, unit="cases", source="A policy", is_target=True)))
    )


def test_each_series_stands_by_its_newest_point_and_its_target() -> None:
    falling = replace(FLOW, varying=(replace(FLOW.varying[0], better=Better.LOWER),))
    neutral = replace(FLOW, varying=(replace(FLOW.varying[0], better=Better.NEUTRAL),))
    better, worse, neither = (only(weekly(SHIFT, card)) for card in (FLOW, falling, neutral))
    ordinary, sure, missed = only(weekly(WORKED)), with_target(WORKED, 8), with_target(WORKED, 40)
    few, stock = only(weekly(WORKED[:12])), only(weekly(WORKED, of_kind(kind=Kind.STOCK)))
    found = matrix([better, worse, neither, ordinary, sure, missed, few, stock])
    assert found.cells == {
        ("improvement", "no target"): (better,),
        ("concern", "no target"): (worse,),
        ("special cause, neither", "no target"): (neither,),
        ("common cause", "no target"): (ordinary,),
        ("common cause", "passes"): (sure,),
        ("common cause", "fails"): (missed,),
        ("too few points", "no target"): (few,),
    }
    assert found.refused == (stock,)
    assert found.rows == ("improvement", "common cause", "concern", "special cause, neither", "too few points")
    assert sentence(found) == (
        "No backlog has moved to another level. One series ends in a signal of concern. "
        "One series ends in a signal of improvement. One series ends in a signal that is neither better nor worse. Three series vary as they ordinarily do. "
        "One series has too few points to tell: 13 are needed. One series is drawn without limits, for the reasons below."
    )


def test_the_row_for_neither_is_there_only_where_it_is_needed() -> None:
    assert matrix([only(weekly(WORKED))]).rows == ("improvement", "common cause", "concern", "too few points")


def test_where_nothing_moves_or_nothing_is_held_it_is_said() -> None:
    assert sentence(matrix([only(weekly(WORKED))])) == (
        "No series ends in a signal. One series varies as it ordinarily does."
    )
    assert sentence(matrix([])) == "No figure is held of any measure."


def test_backlogs_without_limits_say_which_of_them_moved_for_good() -> None:
    stock = of_kind(kind=Kind.STOCK)
    still, risen = only(weekly([20, 24] * 20, stock)), only(weekly([20, 24] * 13 + [60, 62] * 7, stock))
    assert moved(matrix([only(weekly(WORKED))])) == ""
    assert moved(matrix([still])) == "No backlog has moved to another level."
    # 26 weeks after the first date the level rises.
    since = f"{risen.dates[26].day} {risen.dates[26]:%B %Y}"
    assert moved(matrix([still, risen])) == (f"One backlog moved to another level: {risen.name} (up since {since}).")
    assert sentence(matrix([only(weekly(WORKED)), still, risen])) == (
        f"One backlog moved to another level: {risen.name} (up since {since}). No series ends in a signal. "
        "One series varies as it ordinarily does. Two series are drawn without limits, for the reasons below."
    )


def test_backlogs_that_are_worse_than_in_a_year_of_weeks_are_named_with_their_figure() -> None:
    stock = of_kind(kind=Kind.STOCK, better=Better.LOWER)
    worst, best = only(weekly([20, 24] * 27 + [25], stock)), only(weekly([20, 24] * 27 + [19], stock))
    assert moved(matrix([best])) == "No backlog has moved to another level."
    assert moved(matrix([best, worst])) == (
        f"No backlog has moved to another level. Worse than in any of the 52 weeks before: {worst.name} (25)."
    )
