"""What can be said of a figure that is known only as a bound, such as >80 or <5, and of a share that moves by little."""

import re
from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from src.analysis.change_detection import changes
from src.analysis.figure_changes import Move
from src.analysis.headlines import headlines, points
from src.analysis.move_changes import times
from src.contracts.baseline import Baseline
from src.contracts.change import Change, ChangeKind
from src.contracts.headline import State
from src.contracts.metric import Metric, Result
from src.metrics import METRICS
from src.metrics.online_child_abuse.wording import packages_by_stage

BEFORE, AFTER = date(2023, 6, 30), date(2024, 2, 27)
BOUNDS = ("exactly", "over", "under", "at_least", "at_most", "about")
STAGES = "ocset_packages_by_stage"
Figure = tuple[int, str]


def truths(figure: Figure) -> list[float]:
    """Counts that it may stand for: those next to its value and some far from it; about may be anything."""
    value, bound = figure
    near = [value - 1, value - 0.5, value, value + 0.5, value + 1, 0, 3 * value + 3]
    kept = {
        "exactly": lambda count: count == value,
        "over": lambda count: count > value,
        "under": lambda count: count < value,
        "at_least": lambda count: count >= value,
        "at_most": lambda count: count <= value,
        "about": lambda count: True,
    }[bound]
    return [count for count in near if count >= 0 and kept(count)]


def row(day: date, figure: Figure, earlier: Figure | None = None) -> dict[str, Any]:
    return {
        "as_at_on": day,
        "as_at_precision": "day",
        "stage_code": "awaiting_enforcement",
        "stage_name": "Awaiting enforcement",
        "packages_count": figure[0],
        "qualifier_code": figure[1],
        "previous_on": BEFORE if earlier else None,
        "previous_precision": "day" if earlier else None,
        "previous_count": earlier[0] if earlier else None,
        "previous_qualifier_code": earlier[1] if earlier else None,
        "change_count": None,
    }


def result(name: str, as_at: date, rows: list[dict[str, Any]]) -> Result:
    return Result(
        card=METRICS[name].card, as_at=as_at, edition=1, rows=tuple(rows), sentence="", sources=(), checks=(), caveats=(),
        sql="",
    )  # fmt: skip


def earlier_days(first: dict[str, Any]) -> list[dict[str, Any]]:
    """The same on 12 days before: enough dates to judge a move, too few weeks to know its usual ones."""
    return [{**first, "as_at_on": first["as_at_on"] - timedelta(days=ago)} for ago in range(12, 0, -1)]


def moved(name: str, before: list[dict[str, Any]], after: list[dict[str, Any]]) -> list[Change]:
    """What is reported better or worse where the first figure stood on 12 days before as well."""
    history = [*earlier_days(before[0]), *before]
    old, new = {name: result(name, BEFORE, history)}, {name: result(name, AFTER, [*history, *after])}
    return [change for change in changes(old, new) if change.kind in (ChangeKind.BETTER, ChangeKind.WORSE)]


SAYS = {
    ", more than doubled": lambda first, last: last > 2 * first,
    ", doubled": lambda first, last: last == 2 * first,
    ", less than half": lambda first, last: 2 * last < first,
    ", halved": lambda first, last: 2 * last == first,
}


def test_what_is_said_of_two_exact_figures_is_all_that_holds_of_them_and_of_none_nothing() -> None:
    for first, last in product(range(9), repeat=2):
        move = Move(
            subject="", figure="", before=first, before_on=BEFORE, after=last, after_on=AFTER, is_restated=False
        )
        holding = [words for words, holds in SAYS.items() if first and last and holds(first, last)]
        assert times(move) == "".join(holding)


@given(
    st.tuples(st.integers(0, 120), st.sampled_from(BOUNDS)),
    st.tuples(st.integers(0, 120), st.sampled_from(BOUNDS)),
)
def test_what_is_said_of_two_bounds_is_so_whatever_they_stand_for(first: Figure, last: Figure) -> None:
    pairs = list(product(truths(first), truths(last)))
    said = moved(STAGES, [row(BEFORE, first)], [row(AFTER, last, first)])
    for change in said:
        assert all(b < a for a, b in pairs) if change.kind is ChangeKind.BETTER else all(b > a for a, b in pairs)
        for words, holds in SAYS.items():
            assert words not in change.sentence or all(holds(a, b) for a, b in pairs), change.sentence
    history = [*earlier_days(row(BEFORE, first)), row(BEFORE, first)]
    results = result(STAGES, AFTER, [*history, row(AFTER, last, first)])
    earlier = result(STAGES, BEFORE, history)
    (figure,) = headlines({STAGES: results}, {STAGES: earlier}, Baseline(since=BEFORE))
    reported = {State.BETTER: ChangeKind.BETTER, State.WORSE: ChangeKind.WORSE}.get(figure.state)
    assert [change.kind for change in said] == ([reported] if reported else []), (figure.state, said)
    for sentence in (figure.sentence, packages_by_stage(results.rows, AFTER)):
        is_exact = (first[1], last[1]) == ("exactly", "exactly")
        assert is_exact or not any(words in sentence for words in (" fewer than", " more than", "the same")), sentence


@pytest.mark.parametrize(
    ("first", "last", "sentence"),
    [
        ((80, "over"), (13, "exactly"), ">80 to 13, less than half"),
        ((80, "over"), (40, "exactly"), ">80 to 40, less than half"),
        ((80, "at_least"), (40, "exactly"), "≥80 to 40"),
        ((80, "over"), (200, "exactly"), ""),
        ((5, "under"), (20, "exactly"), "<5 to 20, more than doubled"),
        ((5, "under"), (7, "exactly"), ""),
        ((5, "under"), (2, "exactly"), ""),
        ((40, "exactly"), (20, "at_most"), "40 to ≤20"),
        ((40, "exactly"), (20, "under"), "40 to <20, less than half"),
        ((20, "exactly"), (40, "exactly"), "20 to 40, doubled"),
        ((20, "exactly"), (39, "exactly"), "20 to 39"),
        ((20, "exactly"), (41, "exactly"), "20 to 41, more than doubled"),
        ((40, "exactly"), (21, "exactly"), "40 to 21"),
        ((40, "exactly"), (20, "exactly"), "40 to 20, halved"),
        ((40, "exactly"), (19, "exactly"), "40 to 19, less than half"),
        ((20, "exactly"), (0, "exactly"), "20 to 0"),
        ((80, "about"), (13, "exactly"), ""),
    ],
)
def test_a_move_between_bounds_says_no_more_than_is_sure(first: Figure, last: Figure, sentence: str) -> None:
    said = moved(STAGES, [row(BEFORE, first)], [row(AFTER, last, first)])
    expected = [f"Awaiting enforcement, online child abuse packages: {sentence}."] if sentence else []
    assert [change.sentence for change in said] == expected


def _share(day: date, percent: float, of: int | None) -> dict[str, Any]:
    return {
        "as_at_on": day,
        "as_at_precision": "day",
        "measure_code": "supervisor_review",
        "measure_name": "Supervisor reviews completed",
        "share_percent": percent,
        "numerator_count": None if of is None else round(of * percent / 100),
        "denominator_count": of,
        "qualifier_code": None,
    }


@pytest.mark.parametrize(
    ("of", "is_news"),
    # 85% to 85.9% of n each has by chance a spread of 100 x root(0.8545 x 0.1455 x 2 / n) points: 0.56 of 8,000, 0.53 of
    # 9,000. One in ten exceeds 1.645 spreads: 0.92 and 0.86. Where how many is not stated, a fortieth of 85.9 is taken.
    [(8_000, False), (9_000, True), (None, False), (50, False)],
)
def test_a_share_that_moves_by_under_a_point_is_news_only_where_it_is_of_many(of: int | None, is_news: bool) -> None:
    said = moved("investigation_standards_met", [_share(BEFORE, 85.0, of)], [_share(AFTER, 85.9, of)])
    assert [change.kind for change in said] == ([ChangeKind.BETTER] if is_news else [])


BOUNDED = [metric for metric in METRICS.values() if "qualifier_code" in {column.name for column in metric.card.columns}]
DRAWN = {
    "qatt_reviews_completed": {"reviews_count": 317},
    "investigation_standards_met": {"measure_code": "a", "measure_name": "Supervisor reviews", "share_percent": 81.7},
    "positive_outcome_rate": {"crime_group_code": "all", "crime_group_name": "All crime", "share_percent": 81.7},
    "ocset_packages_by_stage": row(AFTER, (317, "exactly")),
    "ocset_packages_by_risk": {
        "risk_code": "high", "risk_name": "High", "packages_count": 317, "oldest_days": None, "limit_hours": None
    },
    "sex_offender_tasks_outstanding": {
        "task_code": "visits", "task_name": "Visits", "outstanding_count": 317, "all_tasks_count": 317
    },
    "paper_figures_by_subject": {"subject": "MARAC", "subject_name": "MARAC", "value": 317, "subject_code": "marac", "title": "Cases"},
}  # fmt: skip


@pytest.mark.parametrize("metric", BOUNDED, ids=lambda metric: metric.card.name)
@pytest.mark.parametrize("bound", BOUNDS[1:])
def test_no_sentence_gives_a_bound_as_if_it_were_exact(metric: Metric, bound: str) -> None:
    drawn = {"as_at_on": AFTER, "as_at_precision": "day", **DRAWN[metric.card.name], "qualifier_code": bound}
    sentence = metric.sentence([drawn], AFTER)
    rest = re.sub(r"(?i)(?:[><≤≥]|about |more than |fewer than |at least |at most )(?:317|81\.7)", "", sentence)
    assert "317" not in rest, sentence
    assert "81.7" not in rest, sentence


@pytest.mark.parametrize(
    ("bounds", "value", "qualifier"),
    [
        (("exactly", "over"), 15, "over"),
        (("at_least", "over"), 15, "over"),
        (("at_least", "at_least"), 15, "at_least"),
        (("at_most", "under"), 15, "under"),
        (("at_most", "exactly"), 15, "at_most"),
        (("about", "exactly"), 15, "about"),
        (("over", "under"), None, None),
        (("over", "about"), None, None),
        (("exactly", "exactly"), 15, None),
    ],
)
def test_a_sum_of_bounds_is_a_bound_where_they_lie_the_same_way(
    bounds: tuple[str, str], value: int | None, qualifier: str | None
) -> None:
    rule = replace(METRICS[STAGES].card.headlines[0], is_summed=True, where={})
    figures = zip((5, 10), bounds, strict=True)
    found = points(result(STAGES, AFTER, [row(AFTER, figure) for figure in figures]), rule)
    assert [(point.value, point.qualifier) for point in found] == ([(value, qualifier)] if value else [])


@pytest.mark.parametrize(("bound", "is_news"), [("exactly", True), ("under", True), ("over", False), ("about", False)])
def test_a_share_that_rises_by_under_a_point_from_a_bound_is_news_only_where_it_rose_for_sure(
    bound: str, is_news: bool
) -> None:
    # From over 85% to 85.9% it may have risen or fallen; of 90,000 each, 0.9 points are more than chance.
    first, last = _share(BEFORE, 85.0, 90_000), _share(AFTER, 85.9, 90_000)
    said = moved("investigation_standards_met", [{**first, "qualifier_code": bound}], [last])
    assert bool(said) is is_news
