"""Headline figures: level, limit, range and year, then the newest figure on or before the baseline."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from src.analysis import headlines as analysis
from src.analysis.cautions import cautions
from src.contracts.baseline import Baseline
from src.contracts.headline import Headline, HeadlineRule, Point, State
from src.contracts.metric import NOT_SHOWN, Better, Card, Kind, Limit, Result
from src.metrics import METRICS

SINCE = Baseline(since=date(2026, 9, 1))
AS_AT = date(2026, 9, 28)
RULE = HeadlineRule(
    name="waiting",
    title="Waiting",
    singular="{figure} case waits",
    plural="{figure} cases wait",
    column="waiting_count",
)
CARD = replace(
    METRICS["marac_cases_awaiting"].card,
    name="waiting",
    kind=Kind.STOCK,
    better=Better.LOWER,
    one_row_per=("as_at_on",),
    figure="waiting_count",
    headlines=(RULE,),
    nothing=None,
    limit=None,
)


def result(figures: dict[str, Any], card: Card = CARD, as_at: date = AS_AT, sentence: str = "Nothing.") -> Result:
    """A result with a figure a date; a text is what is shown in place of one, and a pair a figure and its bound."""
    rows = []
    for day, figure in figures.items():
        value, bound = figure if isinstance(figure, tuple) else (figure, None)
        row = {"as_at_on": date.fromisoformat(day), "waiting_count": value, "qualifier_code": bound}
        if isinstance(value, str):
            row |= {"waiting_count": None, NOT_SHOWN: {"waiting_count": value}}
        if date.fromisoformat(day) <= as_at:
            rows.append(row)
    return Result(
        card=card,
        as_at=as_at,
        edition=1,
        rows=tuple(rows),
        sentence=sentence,
        sources=(),
        checks=(),
        caveats=(),
        sql="",
    )


def headline(figures: dict[str, Any], card: Card = CARD, baseline: Baseline = SINCE) -> Headline:
    """The headline of one series at 28 September 2026, by default against 1 September."""
    before = {card.name: result(figures, card, baseline.since)}
    (found,) = analysis.headlines({card.name: result(figures, card)}, before, baseline)
    return found


def test_was_is_the_newest_figure_on_or_before_the_baseline_and_not_the_one_before_nor_the_first() -> None:
    found = headline({"2024-10-07": 369, "2026-08-24": 433, "2026-08-31": 420, "2026-09-21": 427, "2026-09-28": 428})
    assert (found.figure, found.note) == ("428", "28 September 2026, was 420 on 31 August 2026")
    # Five figures are no history to judge by; chance alone moves 420 by some 29, so 8 more is neither worse nor better.
    assert found.state is State.CHANGED
    assert found.sentence == (
        "428 cases wait at 28 September 2026, 59 more than on 7 October 2024 (369). That is 8 more than the 420 on 31 August 2026."
    )


@pytest.mark.parametrize(
    ("figures", "state", "note", "sentence"),
    [
        ({}, State.NO_FIGURE, "No figure at 28 September 2026 or before", "Nothing."),
        (
            {"2026-08-31": 5},
            State.NO_NEWER_FIGURE,
            "31 August 2026, nothing newer since",
            "Five cases wait at 31 August 2026. Nothing newer has been supplied since then.",
        ),
        (
            {"2026-09-07": 1},
            State.NO_EARLIER_FIGURE,
            "7 September 2026; no figure of 1 September 2026 or before",
            "One case waits at 7 September 2026. No figure of 1 September 2026 or before is recorded to compare it with.",
        ),
        (
            {"2026-09-01": 0, "2026-09-28": 0},
            State.UNCHANGED,
            "28 September 2026, was 0 on 1 September 2026",
            "No cases wait at 28 September 2026. It was the same on 1 September 2026.",
        ),
        (
            {"2026-08-03": 0, "2026-09-28": 2},
            State.CHANGED,
            "28 September 2026, was 0 on 3 August 2026",
            "Two cases wait at 28 September 2026. That is 2 more than the 0 on 3 August 2026.",
        ),
        (
            {"2026-08-03": (80, "over"), "2026-09-28": 46},
            State.CHANGED,  # two dates of 13
            "28 September 2026, was >80 on 3 August 2026",
            "46 cases wait at 28 September 2026. It was >80 on 3 August 2026.",
        ),
        (
            {"2026-08-03": (80, "over"), "2026-09-28": 95},
            State.CHANGED,
            "28 September 2026, was >80 on 3 August 2026",
            "95 cases wait at 28 September 2026. It was >80 on 3 August 2026.",
        ),
        (
            {"2026-08-31": 7, "2026-09-21": 6, "2026-09-28": None},
            State.CHANGED,
            "21 September 2026, was 7 on 31 August 2026",
            "Six cases wait at 21 September 2026. That is 1 fewer than the 7 on 31 August 2026. "
            "No whole figure is recorded at 28 September 2026.",
        ),
    ],
)
def test_a_headline_at_its_edges(figures: dict[str, Any], state: State, note: str, sentence: str) -> None:
    found = headline(figures)
    assert (found.state, found.note, found.sentence) == (state, note, sentence)


@pytest.mark.parametrize(
    ("figures", "better", "state"),
    [
        # Chance gives a difference of 40 and 60 a spread of 10, one in ten exceeds 1.645 of them: 16.45.
        ((40, 56), Better.LOWER, State.CHANGED),
        ((40, 60), Better.LOWER, State.WORSE),
        ((60, 40), Better.LOWER, State.BETTER),
        ((40, 60), Better.HIGHER, State.BETTER),
        ((60, 40), Better.HIGHER, State.WORSE),
        ((40, 60), Better.NEUTRAL, State.CHANGED),
    ],
)
def test_a_headline_is_worse_only_by_more_than_chance(figures: tuple[int, int], better: Better, state: State) -> None:
    card = replace(CARD, better=better)
    first, last = figures
    # On 11 days before it was the same: with the two that are compared there are 13 dates, and of 12 none is judged.
    days = {f"2026-08-{day}": first for day in range(20, 31)}
    assert headline({**days, "2026-08-31": first, "2026-09-28": last}, card).state is state
    del days["2026-08-20"]
    assert headline({**days, "2026-08-31": first, "2026-09-28": last}, card).state is State.CHANGED


def test_with_a_history_a_headline_is_worse_only_by_more_than_three_of_its_own_moves() -> None:
    weeks = {(date(2025, 9, 1) + timedelta(weeks=at)).isoformat(): 100 + 20 * (at // 4 % 2) for at in range(53)}
    # 49 moves over four weeks are of 20. The fourth figure has the first, three weeks before, nearest: a move of none.
    # Three times the root of 20 x 20 x 49 / 50 is 59.4, where chance alone would make news of some 30.
    last = 100 + 20 * (52 // 4 % 2)
    assert headline({**weeks, "2026-09-28": last + 59}).state is State.CHANGED
    assert headline({**weeks, "2026-09-28": last + 60}).state is State.WORSE


def test_a_list_is_worse_by_one_more_row() -> None:
    card = replace(CARD, one_row_per=("finding_id",), headlines=(replace(RULE, column="", dated_by=""),))
    before, after = (result(dict.fromkeys(days, 1), card) for days in (["2026-08-30"], ["2026-08-30", "2026-08-31"]))
    before = replace(before, as_at=SINCE.since)
    (found,) = analysis.headlines({card.name: after}, {card.name: before}, SINCE)
    assert (found.state, found.note) == (State.WORSE, "28 September 2026, was 1 on 1 September 2026")


@pytest.mark.parametrize(
    ("figure", "better", "is_past"),
    [
        ((28, "exactly"), Better.LOWER, False),
        ((29, "exactly"), Better.LOWER, True),
        ((27, "over"), Better.LOWER, False),
        ((29, "over"), Better.LOWER, True),
        ((30, "under"), Better.LOWER, False),
        ((40, "about"), Better.LOWER, False),
        ((27, "exactly"), Better.HIGHER, True),
        ((28, "exactly"), Better.HIGHER, False),
        ((27, "under"), Better.HIGHER, True),
        ((27, "over"), Better.HIGHER, False),
    ],
)
def test_a_bound_is_past_its_limit_only_where_it_is_so_for_sure(
    figure: tuple[int, str], better: Better, is_past: bool
) -> None:
    card = replace(CARD, better=better, limit=Limit(value=28, unit="cases", source="A test", is_target=True))
    found = headline({"2026-09-28": figure}, card)
    assert (found.state is State.PAST_LIMIT) is is_past
    assert ("its limit" in found.sentence) is (figure[1] == "exactly")


def test_a_figure_that_is_not_released_is_told_nowhere() -> None:
    now_hidden = headline({"2026-08-31": 12, "2026-09-28": "under 10"})
    assert (now_hidden.figure, now_hidden.state) == ("under 10", State.NOT_SHOWN)
    assert now_hidden.sentence == "Waiting: under 10 on 28 September 2026."
    then_hidden = headline({"2026-08-31": "under 10", "2026-09-28": 12})
    assert then_hidden.note == "28 September 2026, was under 10 on 31 August 2026"
    assert then_hidden.sentence == "12 cases wait at 28 September 2026. It was under 10 on 31 August 2026."


def test_the_level_comes_before_the_movement() -> None:
    # A year of weeks at 150 and 160 by turns up to 21 September 2026; a year before it was 150 (week 0 of 53).
    first = date(2025, 9, 22)
    weeks = {(first + timedelta(weeks=at)).isoformat(): 160 if at % 2 else 150 for at in range(53)}
    found = headline({**weeks, "2026-09-28": 203})
    # 52 weeks before 28 September 2026 is 29 September 2025: week 1, an odd one.
    # The newest on or before 1 September is of 31 August: week 49, an odd one.
    assert found.sentence == (
        "203 cases wait at 28 September 2026, 43 more than a year before (160 on 29 September 2025) and more than in "
        "any of the 52 weeks before (150 to 160). That is 43 more than the 160 on 31 August 2026."
    )


def test_a_move_that_lasts_is_named_with_its_part_and_the_event_before_it() -> None:
    # 26 weeks at 20 and 21 by turns, then 14 at 60 from 29 June 2026; the sum of both areas moves with it.
    first = date(2025, 12, 29)
    days = [(first + timedelta(weeks=at)).isoformat() for at in range(40)]
    steep = dict(zip(days, [20, 21] * 13 + [60] * 14, strict=True))
    part = replace(CARD, name="by_area", part_of="waiting", headlines=(), one_row_per=("as_at_on", "area_code"))
    rows = [{**row, "area_code": "walsall", "area_name": "Walsall"} for row in result(steep, part).rows]
    event = {"as_at_on": date(2026, 6, 22), "precision_code": "day", "title": "New threshold", "topics": "marac"}
    after = {
        "waiting": result({"2026-08-31": 60, "2026-09-28": 60}),
        "by_area": replace(result({}, part), rows=tuple(rows)),
        "events_in_period": replace(result({}, METRICS["events_in_period"].card), rows=(event,)),
    }
    (found,) = analysis.headlines(after, {}, SINCE)
    lasting = (
        "Walsall: about 60, a lasting rise from about 20 that began on 29 June 2026. "
        "A possible cause is the event nearest before it, of 22 June 2026: New threshold."
    )
    assert lasting in found.sentence
    # Where the whole moved too, that is said first, and the event once.
    moved_too = {**after, "waiting": result({on: 3 * value for on, value in steep.items()})}
    (found,) = analysis.headlines(moved_too, {}, SINCE)
    assert (
        f"The level is about 180, a lasting rise from about 62 that began on 29 June 2026. {lasting}" in found.sentence
    )
    # Where a figure of the parts is not released, nothing is told of their level.
    rows[0] = {**rows[0], NOT_SHOWN: {"waiting_count": "under 30"}}
    after["by_area"] = replace(after["by_area"], rows=tuple(rows))
    (found,) = analysis.headlines(after, {}, SINCE)
    assert "Walsall" not in found.sentence


def test_a_target_leads_and_one_that_is_missed_is_the_state() -> None:
    card = replace(CARD, limit=Limit(value=28, unit="cases", source="A test", is_target=True))
    over = headline({"2026-08-31": 40, "2026-09-28": 30}, card)
    assert (over.limit, over.state) == (28, State.PAST_LIMIT)
    assert over.sentence == (
        "30 cases wait at 28 September 2026, 2 over its limit of 28. That is 10 fewer than the 40 on 31 August 2026."
    )
    assert headline({"2026-09-28": 28}, card).state is State.NO_EARLIER_FIGURE


def test_a_grade_is_higher_and_not_more() -> None:
    card = replace(CARD, kind=Kind.GRADE, better=Better.HIGHER)
    days = {f"2026-08-{day}": 3.5 for day in range(20, 32)}
    found = headline({**days, "2026-09-28": 3.3}, card)
    assert found.state is State.WORSE
    assert found.sentence.endswith("That is 0.2 lower than the 3.5 on 31 August 2026.")


def test_an_earlier_edition_is_named_and_not_a_date() -> None:
    figures = {"2026-09-28": 44}
    before = {"waiting": result({"2026-09-28": 40})}
    (found,) = analysis.headlines({"waiting": result(figures)}, before, Baseline(since=AS_AT, edition=7))
    assert (found.note, found.state) == ("28 September 2026, was 40 in edition 7", State.CHANGED)


def test_of_two_sources_the_newest_leads_and_of_one_date_the_fuller() -> None:
    printed = replace(CARD, name="printed", headlines=(replace(RULE, title="Waiting, as printed"),))
    whole = replace(CARD, name="whole", headlines=(replace(RULE, is_fuller=True),))

    def title(printed_on: str, whole_on: str) -> str:
        after = {"printed": result({printed_on: 163}, printed), "whole": result({whole_on: 133}, whole)}
        (found,) = analysis.headlines(after, {}, SINCE)
        return found.title

    assert title("2026-07-06", "2026-09-07") == title("2026-07-06", "2026-07-06") == "Waiting"
    assert title("2026-09-14", "2026-09-07") == "Waiting, as printed"


def test_cautions_name_what_is_old_and_what_has_too_few_dates_each_once() -> None:
    recent = headline({"2026-08-31": 5, "2026-09-28": 6})
    old = replace(recent, title="Forgotten", newest=Point(day=AS_AT - timedelta(days=101), value=4))
    edge = replace(recent, title="Just in time", dates=13, newest=Point(day=AS_AT - timedelta(days=100), value=4))
    found = cautions({}, [recent, old, edge], AS_AT)
    assert [(caution.kind, caution.sentence) for caution in found] == [
        (
            "Old",
            "One headline figure is more than 100 days older than 28 September 2026: forgotten (101 days).",
        ),
        (
            "Too few dates",
            "It takes 13 dates to tell a trend from ordinary variation: there are fewer for waiting (2 dates) and "
            "forgotten (2 dates).",
        ),
    ]


def test_a_series_without_a_figure_is_not_one_with_too_few_dates() -> None:
    assert cautions({}, [headline({})], AS_AT) == ()
    (few,) = cautions({}, [headline({"2026-09-28": 5})], AS_AT)
    assert few.kind == "Too few dates"


def test_only_the_rows_that_a_headline_is_about_count() -> None:
    rule = replace(RULE, where={"stage_code": "waiting"}, is_summed=True)
    rows = tuple(
        {"as_at_on": AS_AT, "stage_code": stage, "waiting_count": count, "qualifier_code": None}
        for stage, count in (("waiting", 4), ("waiting", 5), ("done", 70))
    )
    (point,) = analysis.points(replace(result({}), rows=rows), rule)
    assert point.value == 9


def test_what_a_figure_is_compared_with_is_said_once_and_said_to_be_odd_where_it_is() -> None:
    first = headline({"2026-08-31": 100, "2026-09-07": 120, "2026-09-28": 140})
    assert first.sentence == "140 cases wait at 28 September 2026. That is 40 more than the 100 on 31 August 2026."
    weeks = {
        "2026-08-10": 420,
        "2026-08-17": 423,
        "2026-08-24": 441,
        "2026-08-31": 370,
        "2026-09-07": 420,
        "2026-09-28": 428,
    }
    assert headline(weeks).sentence == (
        "428 cases wait at 28 September 2026. That is 58 more than the 370 on 31 August 2026, which was far below the figures "
        "around it (420 to 441)."
    )
    peak = {**weeks, "2026-08-31": 480}
    assert headline(peak).sentence.endswith("which was far above the figures around it (420 to 441).")
