"""What needs the board, counted as matters: changes of one thing are one, and what stays wrong stays a matter."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from src import wording
from src.analysis.change_detection import changes
from src.analysis.matters import matters, standing
from src.contracts.change import Attention, Change, ChangeKind
from src.contracts.metric import NOT_SHOWN, Better, Result
from src.metrics import METRICS

AS_AT = date(2026, 9, 28)
WAIT, AREAS = (METRICS[name].card for name in ("marac_longest_wait_by_area", "marac_cases_awaiting_by_area"))


def change(kind: ChangeKind, sentence: str, *, topic: str = "", brief: str = "", size: float = 0) -> Change:
    return Change(
        kind=kind,
        attention=Attention.BOARD,
        sentence=sentence,
        brief=brief,
        metric="marac_cases_awaiting_by_area" if topic else "findings_register",
        dataset="",
        topic=topic,
        size=size,
    )


def result(name: str, rows: list[dict[str, Any]]) -> Result:
    card = METRICS[name].card
    return Result(
        card=card, as_at=AS_AT, edition=1, rows=tuple(rows), sentence="", sources=(), checks=(), caveats=(), sql=""
    )


def wait(area: str, days: int | None) -> dict[str, Any]:
    kept = None if days is None else days <= 28
    return {
        "as_at_on": AS_AT,
        "area_code": area.lower(),
        "area_name": area,
        "longest_wait_calendar_days": days,
        "longest_wait_working_days": None,
        "limit_days": 28,
        "is_within_calendar_reading": kept,
        "is_within_working_reading": None,
    }


def weeks(area: str, figures: list[int]) -> list[dict[str, Any]]:
    first = AS_AT - timedelta(weeks=len(figures) - 1)
    return [
        {
            "as_at_on": first + timedelta(weeks=at),
            "area_code": area.lower(),
            "area_name": area,
            "cases_awaiting_count": figure,
            "qualifier_code": None,
        }
        for at, figure in enumerate(figures)
    ]


def test_changes_of_one_topic_are_one_matter_and_those_of_findings_one_a_kind() -> None:
    found = matters(
        [
            change(ChangeKind.WORSE, "Walsall rose.", topic="marac", size=2),
            change(ChangeKind.WORSE, "Dudley rose.", topic="marac", size=1),
            replace(
                change(ChangeKind.WORSE, "Solihull rose to 12%.", topic="marac", size=0.5),
                subject="Solihull",
                before=10.5,
                after=12,
            ),
            change(ChangeKind.DEADLINE_MOVED, "Seven dates: A; B.", brief="Seven dates."),
            change(ChangeKind.FINDING_OVERDUE, "Two are overdue."),
        ],
        {},
        AS_AT,
    )
    assert [each.sentence for each in found] == [
        "Two are overdue.",
        "Walsall rose. Dudley rose. Also: Solihull (up from 10.5% to 12%).",
        "Seven dates.",
    ]


def test_a_measure_past_its_limit_stays_a_matter_until_it_is_inside_again() -> None:
    past = {WAIT.name: result(WAIT.name, [wait("Dudley", 30), wait("Walsall", 40), wait("Coventry", None)])}
    (matter,) = matters([], past, AS_AT)
    assert matter.sentence == (
        "Longest wait for a MARAC: 40 calendar days (Walsall), past the limit of 28 days if it means calendar days; one more past theirs."
    )
    assert matters([], {WAIT.name: result(WAIT.name, [wait("Walsall", 28)])}, AS_AT) == ()


def test_a_figure_that_is_reported_to_have_passed_its_limit_is_not_said_to_stand_past_it_as_well() -> None:
    alone = {WAIT.name: result(WAIT.name, [wait("Walsall", 40)])}
    crossed = replace(
        change(ChangeKind.LIMIT_CROSSED, "Walsall: 28 to 40, past the limit.", topic="marac"),
        metric=WAIT.name,
        subject="Walsall",
    )
    assert [each.sentence for each in matters([crossed], alone, AS_AT)] == ["Walsall: 28 to 40, past the limit."]
    assert standing([crossed], alone, AS_AT) == ()
    elsewhere = replace(crossed, subject="Dudley")
    assert [each.sentence for each in standing([elsewhere], alone, AS_AT)] == [
        "Longest wait for a MARAC: 40 calendar days (Walsall), past the limit of 28 days if it means calendar days."
    ]
    # A move back inside leaves what still stands past it.
    inside = replace(crossed, attention=Attention.BETTER)
    assert len(standing([inside], alone, AS_AT)) == 1


def test_a_lasting_move_comes_before_a_signal_that_is_neither_better_nor_worse() -> None:
    results = {AREAS.name: result(AREAS.name, weeks("Walsall", [20, 21] * 13 + [60] * 14))}
    neutral = change(ChangeKind.SIGNAL, "Referrals: unusual, 60 in a row above the mean.", topic="marac", size=60)
    (matter,) = matters([neutral], results, AS_AT)
    assert matter.sentence.startswith("Walsall, MARAC cases awaiting: about 60")


def test_a_lasting_move_for_the_worse_is_a_matter_for_a_year_with_the_event_before_it() -> None:
    event = {
        "as_at_on": AS_AT - timedelta(weeks=14),
        "precision_code": "day",
        "title": "New threshold",
        "topics": "marac",
    }
    events = replace(result("events_in_period", []), rows=(event,))
    rows = weeks("Walsall", [20, 21] * 13 + [60] * 14)

    def found(figures: list[dict[str, Any]]) -> list[str]:
        results = {AREAS.name: result(AREAS.name, figures), "events_in_period": events}
        return [each.sentence for each in matters([], results, AS_AT)]

    # 14 weeks at 60 up to 28 September 2026 began on 29 June; the event is of 22 June.
    assert found(rows) == [
        "Walsall, MARAC cases awaiting: about 60, a lasting rise from about 20 that began on 29 June 2026, after: New "
        "threshold (22 June 2026)."
    ]
    assert found(weeks("Walsall", [60] * 26 + [20] * 14)) == [], "A fall of a backlog needs no board"
    assert found(weeks("Walsall", [20, 21] * 13 + [60] * 60)) == [], "More than a year ago it is no news"
    rows[0] = {**rows[0], NOT_SHOWN: {"cases_awaiting_count": "under 30"}}
    assert found(rows) == [], "Nothing is reported of a level where a figure is not released"


def test_a_limit_and_a_lasting_move_of_one_topic_are_one_matter() -> None:
    results = {
        WAIT.name: result(WAIT.name, [wait("Walsall", 40)]),
        AREAS.name: result(AREAS.name, weeks("Walsall", [20, 21] * 13 + [60] * 14)),
    }
    (matter,) = matters([change(ChangeKind.WORSE, "Walsall rose.", topic="marac")], results, AS_AT)
    assert matter.kind is ChangeKind.LIMIT_CROSSED
    assert matter.metric == WAIT.name
    assert matter.sentence.endswith("a lasting rise from about 20 that began on 29 June 2026.")


@pytest.mark.parametrize(("weeks_ago", "is_matter"), [(52, True), (53, False)])
def test_a_lasting_move_is_a_matter_for_52_weeks_and_no_longer(weeks_ago: int, is_matter: bool) -> None:
    rows = weeks("Walsall", [20, 21] * 13 + [60] * (weeks_ago + 1))
    assert bool(matters([], {AREAS.name: result(AREAS.name, rows)}, AS_AT)) is is_matter


@given(some.integers(0, 300), some.integers(1, 40), some.booleans())
def test_a_lasting_move_is_reported_in_the_span_in_which_it_became_known(days: int, lasts: int, is_up: bool) -> None:
    figures = [20, 21] * 20 + [60] * lasts if is_up else [60, 61] * 20 + [20] * lasts
    began_on, since = AS_AT - timedelta(weeks=lasts - 1), AS_AT - timedelta(days=days)
    # So clear a move is known with the eighth figure at its level, seven weeks after the first.
    known_on = began_on + timedelta(weeks=7)
    after = {AREAS.name: result(AREAS.name, weeks("Walsall", figures))}
    before = {AREAS.name: as_it_was(after[AREAS.name], since)}
    found = [each for each in changes(before, after) if "lasting" in each.sentence]
    assert len(found) is (1 if since < known_on <= AS_AT else 0)
    assert all(each.attention is (Attention.BOARD if is_up else Attention.BETTER) for each in found)
    of_series = [each for each in changes(before, after) if each.subject == "Walsall"]
    assert of_series[: len(found)] == found, "the first of all that is reported of it"
    if found:
        assert len(of_series) == 1, "the same move is no second, and nothing says the contrary"
        assert (found[0].before, found[0].after) == ((20, 60) if is_up else (60, 20))
    if found and is_up:
        (matter,) = matters(changes(before, after), after, AS_AT)
        assert matter.sentence.count("lasting") == 1, "once, as a change and as what stays"


def as_it_was(now: Result, on_date: date) -> Result:
    return replace(now, as_at=on_date, rows=tuple(row for row in now.rows if row["as_at_on"] <= on_date))


def test_a_fall_inside_a_new_level_is_not_reported_beside_the_rise_to_it() -> None:
    # Eight weeks from 20 to about 60, of which the newest fell from 90 to 55 in the week of the span.
    after = {AREAS.name: result(AREAS.name, weeks("Walsall", [20, 21] * 20 + [60, 60, 60, 60, 60, 60, 90, 55]))}
    before = {AREAS.name: as_it_was(after[AREAS.name], AS_AT - timedelta(weeks=1))}
    assert [(each.kind, each.sentence) for each in changes(before, after)] == [
        (
            ChangeKind.SIGNAL,
            "Walsall, MARAC cases awaiting: about 60, a lasting rise from about 20 that began on 10 August 2026.",
        )
    ]


def test_a_lasting_move_of_what_is_neither_better_nor_worse_is_no_matter() -> None:
    for figures in ([60] * 26 + [20] * 14, [20] * 26 + [60] * 14):
        walsall = result(AREAS.name, weeks("Walsall", figures))
        neutral = replace(walsall, card=replace(walsall.card, better=Better.NEUTRAL))
        assert matters([], {AREAS.name: neutral}, AS_AT) == ()


@given(
    some.lists(some.sampled_from(["Walsall", "Dudley", "Solihull", "Coventry", "Sandwell", "Birmingham"]), max_size=8)
)
def test_every_figure_of_a_matter_is_named_or_counted_among_those_named(areas: list[str]) -> None:
    changes = [
        replace(
            change(ChangeKind.WORSE, f"{area} rose in week {at}.", topic="marac", size=-at),
            subject=area,
            before=at,
            after=at + 1,
        )
        for at, area in enumerate(areas)
    ]
    if not changes:
        return
    (matter,) = matters(changes, {}, AS_AT)
    others = list(dict.fromkeys(area for area in areas[2:] if area not in areas[:2]))
    for area in {*areas[:2], *others[:3]}:
        assert area in matter.sentence
    also = matter.sentence.partition("Also: ")[2]
    assert all(f"{area} (up from " in also for area in others[:3])
    rest = len(others) - 3
    assert matter.sentence.endswith(f"and {wording.in_words(rest)} more.") is (rest > 0)
    assert ("Also: " in matter.sentence) is bool(others)


@pytest.mark.parametrize(
    ("kind", "before", "after", "also"),
    [
        (ChangeKind.WORSE, 30, 24, "Also: Solihull (down from 30 to 24)."),
        (ChangeKind.TOLERANCE_CROSSED, None, 46, "Also: Solihull (46, past the tolerance)."),
        (ChangeKind.LIMIT_CROSSED, 25, 29, "Also: Solihull (up from 25 to 29, past the limit)."),
        (ChangeKind.WORSE, None, 24, ""),
        (ChangeKind.WORSE, "at least 5", "at least 9", ""),
        (ChangeKind.WORSE, 24, 24, ""),
    ],
)
def test_what_a_matter_has_no_room_for_is_named_with_its_figure_or_left_out(
    kind: ChangeKind, before: Any, after: Any, also: str
) -> None:
    points = [
        change(kind, f"{area} moved.", topic="marac", size=size) for size, area in ((3, "Walsall"), (2, "Dudley"))
    ]
    third = replace(change(kind, "Solihull moved.", topic="marac"), subject="Solihull", before=before, after=after)
    (matter,) = matters([*points, third], {}, AS_AT)
    assert matter.sentence == wording.paragraph(["Walsall moved.", "Dudley moved.", also])
