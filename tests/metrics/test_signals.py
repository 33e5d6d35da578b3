"""What trends say anew between two moments, and the feeds that are silent."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from src.analysis.change_detection import changes
from src.analysis.signal_changes import Feed, each_once
from src.contracts.change import Attention, Change, ChangeKind
from src.contracts.metric import Better, Card, Kind, Result
from src.metrics import METRICS
from tests.metrics.test_trends import DECIDED, EVENT, FIRST, FLOW, SHIFT, STEP, WORKED, dated, of_kind, weekly

NAME = FLOW.name


def between(
    before: Sequence[float | None], after: Sequence[float | None], card: Card = FLOW, **more: Any
) -> tuple[Change, ...]:
    """What changed between the weeks held before and those held after, each as at its newest week."""
    then, now = (
        replace(weekly(values, card), as_at=FIRST + timedelta(weeks=len(values) - 1)) for values in (before, after)
    )
    return changes({card.name: then}, {card.name: now}, **more)


def news(found: tuple[Change, ...]) -> tuple[Change, ...]:
    """The changes but for the one that lists what moved no more than usual."""
    return tuple(
        change
        for change in found
        if change.kind is not ChangeKind.OTHER
        or any(word in change.sentence for word in ("signal", "stand out", "stands out"))
    )


@pytest.mark.parametrize(
    ("better", "attention", "word"),
    [
        (Better.HIGHER, Attention.BETTER, "improvement"),
        (Better.LOWER, Attention.BOARD, "concern"),
        (Better.NEUTRAL, Attention.BOARD, "unusual"),
    ],
)
def test_a_new_shift_is_each_once_with_its_first_and_last_day(better: Better, attention: Attention, word: str) -> None:
    (change,) = news(between(SHIFT[:-1], SHIFT, of_kind(better=better)))
    assert (change.kind, change.attention) == (ChangeKind.SIGNAL, attention)
    assert change.sentence == f"Cases heard: {word}, 6 in a row above the mean, from 27 April 2026 to 1 June 2026."


@pytest.mark.parametrize("better", Better)
@pytest.mark.parametrize("since", [1, 2, 3])
def test_a_signal_that_has_ended_says_so_and_is_no_matter_for_the_board(better: Better, since: int) -> None:
    # 22 lies just below the mean of SHIFT, so that the run above it is over.
    (change,) = news(between(SHIFT[:-1], [*SHIFT, *[22] * since], of_kind(better=better)))
    assert (change.kind, change.attention) == (ChangeKind.SIGNAL, Attention.OTHER)
    assert change.sentence.endswith("to 1 June 2026; it has ended, the newest figure is ordinary variation.")


def test_no_flow_of_any_measure_is_better_by_itself_and_what_goes_out_is_read_against_what_came_in() -> None:
    for metric in METRICS.values():
        card = metric.card
        ins_and_outs = [of for of in card.series if of.kind is Kind.FLOW]
        assert all(of.better is Better.NEUTRAL for of in ins_and_outs), card.name
        if any(column.name == "net_count" for column in card.columns):
            came, went = ins_and_outs
            assert (came.against, went.against) == ("", came.column), card.name


@pytest.mark.parametrize(
    ("came", "beside"),
    [
        # The six weeks from 27 April, of which 26, 25, 26, 25, 26 and 25 cases were heard: 153.
        ([30] * 6, ", while 180 came in and 153 went out"),
        ([30, 30, None, 30, 30, 30], ""),
    ],
)
def test_more_going_out_is_neither_better_nor_a_matter_for_the_board(came: list[int | None], beside: str) -> None:
    heard = [24, 20] * 8 + [26, 25, 26, 25, 26, 25]
    out = replace(FLOW.varying[0], better=Better.NEUTRAL, against="came")
    card = replace(FLOW, varying=(replace(out, column="came", text="Cases referred", against=""), out))
    rows = [
        {"as_at_on": FIRST + timedelta(weeks=at), "count": value, "came": into}
        for at, (value, into) in enumerate(zip(heard, [22] * 16 + came, strict=True))
    ]
    then, now = (replace(dated(some, card), as_at=some[-1]["as_at_on"]) for some in (rows[:-1], rows))
    found = changes({card.name: then}, {card.name: now})
    assert [(each.attention, each.sentence) for each in found if each.sentence.startswith("Cases heard: unusual")] == [
        (
            Attention.OTHER,
            f"Cases heard: unusual, 6 in a row above the mean, from 27 April 2026 to 1 June 2026{beside}.",
        )
    ]


def test_a_signal_told_before_is_not_told_again() -> None:
    assert news(between(SHIFT, [*SHIFT, 23])) == ()


def test_old_points_that_newer_figures_make_signals_are_told_as_such() -> None:
    # Five points stand above the mean of 22.5, one short of a shift, and 22.4 before them below it. Twelve more
    # weeks, of 20 in the mean, bring the mean down to 21.7: then 22.4 stands above it as well.
    existing = [24, 20] * 8 + [20, 22.4, 26, 25, 26, 25, 26, 18]
    (change,) = news(between(existing, [*existing, *[17, 23] * 6]))
    assert change.kind is ChangeKind.OTHER
    assert change.sentence == "Cases heard: six earlier figures now stand out, as newer figures changed what is usual."


def test_a_point_of_the_earlier_day_itself_is_an_older_point() -> None:
    # As above, without the last week: the newest of the six is of the earlier date itself.
    existing = [24, 20] * 8 + [20, 22.4, 26, 25, 26, 25, 26]
    (change,) = news(between(existing, [*existing, *[17, 23] * 6]))
    assert change.kind is ChangeKind.OTHER
    assert "six earlier figures now stand out" in change.sentence


def test_the_first_limits_make_no_news_of_ordinary_points() -> None:
    assert news(between(WORKED[:12], WORKED)) == ()


def test_limits_worked_out_anew_are_told_with_who_decided() -> None:
    decided = {**DECIDED, "decided_on": FIRST + timedelta(weeks=len(STEP))}
    events = replace(METRICS["events_in_period"].card)
    existing = [*STEP, 30]
    then = replace(weekly(STEP), as_at=FIRST + timedelta(weeks=len(STEP) - 1))
    now = replace(weekly(existing), as_at=FIRST + timedelta(weeks=len(existing) - 1))
    lines = replace(dated([EVENT], events), as_at=then.as_at)
    found = changes(
        {NAME: then, "events_in_period": lines}, {NAME: now, "events_in_period": lines}, recalculations=[decided]
    )
    assert [(change.kind, change.sentence) for change in news(found)] == [
        (
            ChangeKind.LIMITS_RECALCULATED,
            "Cases heard: limits worked out anew from 27 April 2026, for Second clinic, as decided by MARAC lead.",
        )
    ]


def test_a_figure_that_moves_inside_its_limits_is_no_news_and_one_without_limits_is() -> None:
    figure = replace(FLOW, figure="count", better=Better.HIGHER)
    assert news(between(WORKED[:-1], WORKED, figure)) == ()
    # From 20 to 60 is a move of 40; chance gives a difference of two such counts a spread of the root of 80, 8.9.
    (change,) = between([20, 20, 20], [20, 20, 20, 60], figure)
    assert (change.attention, change.sentence, change.caution) == (
        Attention.CARE,
        f"{FLOW.varying[0].text}: 20 to 60, more than doubled.",
        "Only four of the 13 dates that it takes to judge that are held.",
    )
    # A stock has no limits however many are held: of 13 dates on it is better or worse.
    stock = replace(figure, kind=Kind.STOCK, varying=(replace(FLOW.varying[0], kind=Kind.STOCK),))
    assert [c.kind for c in between([20] * 11, [*[20] * 11, 60], stock)] == [ChangeKind.OTHER]
    assert [c.kind for c in between([20] * 12, [*[20] * 12, 60], stock)] == [ChangeKind.BETTER]


BACKLOG = METRICS["marac_cases_awaiting"].card
FEED = Feed(dataset="marac_backlog", title="MARAC cases awaiting", expected_every="week")


def held(newest: date, as_at: date) -> dict[str, Result]:
    """A result of the backlog with one row."""
    return {BACKLOG.name: replace(dated([{"as_at_on": newest, "cases_awaiting_count": 9}], BACKLOG), as_at=as_at)}


@pytest.mark.parametrize(
    ("every", "since_days", "as_at_days", "is_told"),
    [
        pytest.param("week", 7, 10, False, id="one and a half weeks is 10.5 days"),
        pytest.param("week", 7, 11, True, id="11 days is more"),
        pytest.param("week", 11, 18, True, id="still silent is reported as well"),
        pytest.param("month", 31, 46, False, id="46 days after a monthly extract"),
        pytest.param("month", 31, 47, True, id="47 days after a monthly extract"),
        pytest.param("paper", 31, 4000, False, id="a paper comes when it comes"),
    ],
)
def test_a_feed_is_silent_after_one_and_a_half_times_its_period(
    every: str, since_days: int, as_at_days: int, is_told: bool
) -> None:
    newest = date(2026, 1, 5)
    since, as_at = newest + timedelta(days=since_days), newest + timedelta(days=as_at_days)
    found = changes(held(newest, since), held(newest, as_at), feeds=[replace(FEED, expected_every=every)])
    assert [change.kind for change in found] == ([ChangeKind.FEED_SILENT] if is_told else [])


def test_a_silent_feed_says_what_was_expected_and_how_old_its_newest_figure_is() -> None:
    newest, since, as_at = date(2026, 1, 5), date(2026, 1, 12), date(2026, 1, 26)
    (change,) = changes(held(newest, since), held(newest, as_at), feeds=[FEED])
    assert change.metric == "marac_cases_awaiting"
    assert change.sentence == (
        "MARAC cases awaiting: expected every week, and the newest figure is of 5 January 2026, 21 days before 26 January 2026."
    )


def test_a_feed_that_was_silent_before_says_so() -> None:
    newest = date(2026, 1, 5)
    (change,) = changes(held(newest, date(2026, 1, 19)), held(newest, date(2026, 1, 26)), feeds=[FEED])
    assert change.sentence.endswith("21 days before 26 January 2026. It was silent at 19 January 2026 too.")


def test_a_feed_that_was_not_silent_yet_is_not_said_to_have_been() -> None:
    newest = date(2026, 1, 5)
    # Nine days are less than one and a half weeks, 18 are more.
    (change,) = changes(held(newest, date(2026, 1, 14)), held(newest, date(2026, 1, 23)), feeds=[FEED])
    assert change.sentence.endswith("18 days before 23 January 2026.")


def test_a_stock_is_judged_against_its_own_moves_over_as_many_days() -> None:
    stock = replace(
        FLOW,
        figure="count",
        kind=Kind.STOCK,
        better=Better.LOWER,
        varying=(replace(FLOW.varying[0], better=Better.LOWER, kind=Kind.STOCK),),
    )
    restless, calm = [200, 300] * 7, [200, 201] * 7
    # It moves by 100 each week: one more such move is usual, though chance rarely moves 200 as far.
    assert [c for c in between([*restless, 200], [*restless, 200, 300], stock) if c.kind is ChangeKind.WORSE] == []
    assert [c.kind for c in between([*calm, 200], [*calm, 200, 300], stock)] == [ChangeKind.WORSE]


def test_a_signal_that_older_figures_bring_out_is_told_to_its_last_day() -> None:
    values = [26, 27, 25, 28, 26, 29, 27, 28, *[20, 24] * 8]
    now = replace(weekly(values), as_at=FIRST + timedelta(weeks=len(values) - 1))
    # Of the eight weeks above the mean the last four were held: too few for a shift.
    then = replace(now, rows=now.rows[4:])
    (change,) = news(changes({NAME: then}, {NAME: now}))
    assert change.kind is ChangeKind.SIGNAL
    assert "8 in a row above the mean, from 5 January 2026 to 23 February 2026; it has ended" in change.sentence


def test_a_signal_of_a_whole_and_the_same_of_its_part_are_each_once() -> None:
    names = ("sex_offender_tasks_flow", "sex_offender_tasks_flow_by_area")
    cards = {name: METRICS[name].card for name in names}

    def reported(metric: str, subject: str, what: str) -> Change:
        return Change(
            kind=ChangeKind.SIGNAL, attention=Attention.BOARD, sentence=f"{subject}: due: {what}.", metric=metric,
            dataset="sex_offender_tasks", subject=subject,
        )  # fmt: skip

    whole, reviews = (
        reported(names[0], "Visits", "unusual, on 19 January"),
        reported(names[0], "Reviews", "unusual, on 19 January"),
    )
    parts = [reported(names[1], f"{area}, Visits", "unusual, on 19 January") for area in ("Coventry", "Dudley")]
    other = reported(names[1], "Walsall, Visits", "unusual, on 26 January")
    found = each_once([reviews, whole, *parts, other], cards)
    assert [change.sentence for change in found] == [
        "Reviews: due: unusual, on 19 January.",
        "Visits: due: unusual, on 19 January; the same in Coventry and Dudley.",
        "Walsall, Visits: due: unusual, on 26 January.",
    ]
