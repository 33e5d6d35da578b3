"""What headlines and tiles say of findings and causes: overdue, old, closed, and what moved in a year."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from src.analysis import headlines as analysis
from src.analysis.cautions import cautions
from src.contracts.baseline import Baseline
from src.contracts.headline import State
from src.contracts.metric import NOT_SHOWN, Result
from src.metrics import METRICS
from src.metrics.findings import headline_wording
from src.metrics.findings.wording import last_reported
from tests.metrics.test_headlines import AS_AT, SINCE, result


def finding(name: str, days: int, owner: str | None) -> dict[str, Any]:
    return {
        "finding_id": name,
        "days_overdue": days,
        "deadline_on": AS_AT - timedelta(days=days),
        "owner_role": owner,
        "stands_as": "open",
        "status_stated_on": AS_AT,
    }


def test_what_is_overdue_is_all_of_it_with_what_is_new_since_the_baseline() -> None:
    rows = [finding("a", 1020, "ACC Crime"), finding("b", 40, "ACC Crime"), finding("c", 5, "ACC Local")]
    assert headline_wording.overdue(rows, rows[:2], SINCE) == (
        "Three findings are past HMICFRS's deadline, one of them new since 1 September 2026; longest 1,020 days; "
        "two belong to ACC Crime."
    )
    by_edition = headline_wording.overdue(rows, rows[:2], Baseline(since=AS_AT, edition=3))
    assert by_edition == headline_wording.overdue(rows, None, SINCE)
    assert "new since" not in by_edition


def test_what_left_the_overdue_says_whether_it_closed_or_only_got_a_later_deadline() -> None:
    before = [finding(name, 40, "ACC Crime") for name in "abcdefghi"]
    ways = {"b": ("in_progress", AS_AT), "c": ("not_stated", None), "d": ("agreed", None), "e": ("superseded", None),
            "g": ("open", AS_AT), "h": ("with_hmicfrs", None), "i": ("agreed", AS_AT)}  # fmt: skip
    register = [{"finding_id": name, "stands_as": how, "deadline_on": due} for name, (how, due) in ways.items()]
    said = headline_wording.overdue(before[:1], before, SINCE, register)
    assert said == (
        "One finding is past HMICFRS's deadline; overdue by 40 days; it belongs to ACC Crime. Of the nine on 1 September "
        "2026, eight left the list: two agreed by HMICFRS, two with a later deadline, one no longer in the register, one "
        "superseded, one with no deadline any more and one with no stated status."
    )
    mixed = [{**finding("a", 9, "A"), "stands_as": "done_not_sent"}, finding("b", 4, "A")]
    assert headline_wording.overdue(mixed, mixed, SINCE).endswith("Of these, one is open and one done but not sent.")


@pytest.mark.parametrize(
    ("done", "sent", "sentence"),
    [
        (21, 16, "Besides these, 21 are done but not sent and 16 are with HMICFRS."),
        (1, 0, "Besides these, 1 is done but not sent."),
        (0, 1, "Besides these, 1 is with HMICFRS."),
        (0, 0, ""),
        (None, None, ""),
    ],
)
def test_what_is_on_the_way_is_counted_apart(done: int | None, sent: int | None, sentence: str) -> None:
    now = {"open_count": 133, "open_since_count": None, "stated_since_on": None}
    rows = [
        {"done_not_sent_count": 9, "with_hmicfrs_count": 9, **now},
        {"done_not_sent_count": done, "with_hmicfrs_count": sent, **now},
    ]
    assert headline_wording.on_the_way(rows, AS_AT) == sentence
    rows[-1] = {**rows[-1], "open_since_count": 133, "stated_since_on": AS_AT}
    assert headline_wording.on_the_way(rows, AS_AT) == sentence
    rows[-1]["open_since_count"] = 132
    since = "With what was stated since, up to 28 September 2026, 132 are open."
    assert headline_wording.on_the_way(rows, AS_AT) == f"{sentence} {since}".strip()


@pytest.mark.parametrize(
    ("days_ago", "sentence"),
    [
        ([], ""),
        ([365], ""),
        ([366], "It was last reported on 27 September 2025: whether that still holds is not known."),
        ([366, 366], "Both were last reported on 27 September 2025: whether that still holds is not known."),
        ([0, 366], "One of them was last reported on 27 September 2025: whether that still holds is not known."),
        (
            [0, 731, 366],
            "Two of them were last reported between 27 September 2024 and 27 September 2025: "
            "whether that still holds is not known.",
        ),
    ],
)
def test_what_was_last_reported_more_than_a_year_ago_is_said_to_be(days_ago: list[int], sentence: str) -> None:
    assert last_reported([AS_AT - timedelta(days=days) for days in days_ago], AS_AT) == sentence


def test_old_statements_are_named_with_the_overdue_and_with_the_causes() -> None:
    old = {**finding("a", 400, None), "status_stated_on": date(2025, 1, 31)}
    said_so = "It was last reported on 31 January 2025: whether that still holds is not known."
    assert headline_wording.overdue([old], None, SINCE).endswith(said_so)
    cause = {"title": "A", "counts_as": "open", "opened_on": date(2024, 1, 1), "owner_role": None}
    assert headline_wording.longest_open([{**cause, "as_at_on": date(2025, 1, 31)}], AS_AT).endswith(said_so)


def test_the_cause_open_longest_is_named_with_its_owner() -> None:
    causes = [
        {"title": "Newer", "counts_as": "open", "opened_on": date(2026, 9, 27), "owner_role": None, "as_at_on": AS_AT},
        {
            "title": "Closed",
            "counts_as": "closed",
            "opened_on": date(2020, 1, 1),
            "owner_role": "DCC",
            "as_at_on": AS_AT,
        },
        {"title": "Older", "counts_as": "open", "opened_on": date(2026, 9, 18), "owner_role": "DCC", "as_at_on": AS_AT},
    ]
    assert headline_wording.longest_open(causes, AS_AT) == "Open longest: Older (10 days, DCC)."
    assert headline_wording.longest_open(causes[:1], AS_AT) == "Open longest: Newer (1 day, no owner stated)."
    assert headline_wording.longest_open(causes[1:2], AS_AT) == ""


def test_a_tile_says_the_open_by_level_and_what_was_raised_and_closed() -> None:
    rows = [
        {"finding_type_name": "Recommendations", "level_code": "2", "level_name": "Level 2", "open_count": 40},
        {"finding_type_name": "AFIs", "level_code": "2", "level_name": "Level 2", "open_count": 6},
        {"finding_type_name": "Recommendations", "level_code": "1", "level_name": "Level 1", "open_count": 1030},
        {"finding_type_name": "Recommendations", "level_code": "4", "level_name": "Level 4", "open_count": 0},
        {"finding_type_name": "Causes of concern", "level_code": "none", "level_name": "No level", "open_count": 3},
    ]
    assert headline_wording.open_by_level(rows) == "Level 1: 1,030, 2: 46 and causes of concern: 3"
    assert headline_wording.open_by_level([]) == ""
    months = [
        {"month_on": date(2025, 8, 1), "raised_count": 50, "closed_count": 50},  # 13 months back
        {"month_on": date(2025, 9, 1), "raised_count": 3, "closed_count": 0},
        {"month_on": date(2026, 8, 1), "raised_count": 100, "closed_count": 41},
        {"month_on": date(2026, 9, 1), "raised_count": 9, "closed_count": 7},  # not over on the 28th
    ]
    assert headline_wording.raised_and_closed(months, AS_AT) == "12 months to August 2026: 103 raised, 41 closed"
    months[0]["day_unknown_count"] = 47
    assert headline_wording.raised_and_closed(months, AS_AT) == (
        "12 months to August 2026: 103 raised, 41 closed; whether or when 47 closed is not stated"
    )
    assert headline_wording.raised_and_closed(months[:1], AS_AT) == ""


def test_a_tile_names_the_longest_overdue_with_its_owner_and_ties() -> None:
    def row(title: str, days: int, owner: str | None, counts_as: str) -> dict[str, Any]:
        return {"title": title, "days_overdue": days, "owner_role": owner, "counts_as": counts_as}

    rows = [row("Audit bail", 1020, "ACC", "open"), row("B", 1020, None, "open"), row("C", 3, None, "with_hmicfrs")]
    assert headline_wording.longest_overdue(rows) == "Longest 1,020 days: Audit bail (ACC); one more as long"
    assert headline_wording.longest_overdue(rows[2:]) == "Longest 3 days: C (no owner stated)"
    assert headline_wording.longest_overdue([]) == ""
    assert headline_wording.overdue_by_standing(rows) == "2 open and 1 with HMICFRS"


def test_a_tile_names_the_open_causes_with_age_and_owner_and_counts_those_of_a_long_list() -> None:
    def cause(
        title: str, days: int, owner: str | None, topic: str | None, cycle: str = "PEEL 2023-25"
    ) -> dict[str, Any]:
        opened = AS_AT - timedelta(days=days)
        return {
            "title": title,
            "counts_as": "open",
            "opened_on": opened,
            "owner_role": owner,
            "measures_topic": topic,
            "cycle_name": cycle,
            "as_at_on": AS_AT,
        }

    topics = {"marac": "MARAC"}
    two = [cause("Newer", 10, "DCC", None), cause("Older", 1203, "DCC", "marac")]
    assert headline_wording.open_causes(two, AS_AT, topics) == ("MARAC: 1,203 days", "Newer: 10 days", "Both: DCC")
    long_ago = {**two[1], "as_at_on": AS_AT - timedelta(days=366)}
    assert headline_wording.open_causes([long_ago], AS_AT, topics) == ("MARAC: last reported 27 September 2025, DCC",)
    assert headline_wording.open_causes([long_ago, two[0]], AS_AT, topics)[:2] == (
        "One of them last reported in 2025",
        "Newer: 10 days",
    )
    longer_ago = {**long_ago, "as_at_on": date(2018, 6, 30)}
    assert (
        headline_wording.open_causes([long_ago, longer_ago], AS_AT, topics)[0]
        == "Both last reported between 2018 and 2025"
    )
    two[0]["owner_role"] = None
    assert headline_wording.open_causes(two, AS_AT, topics) == (
        "MARAC: 1,203 days, DCC",
        "Newer: 10 days, no owner stated",
    )
    old = [cause(f"Old {at}", 2000 + at, None, None, "PEEL 2017") for at in range(3)]
    assert headline_wording.open_causes([*two, *old], AS_AT, topics)[2] == (
        "Three more: one from PEEL 2017 and two from PEEL 2023-25"
    )


def causes(as_at: date, **stands: str) -> Result:
    """Causes of concern by their names and how each counts."""
    card = METRICS["causes_of_concern_by_status"].card
    known = {column.name: None for column in card.columns}
    rows = tuple({**known, "cause_id": name, "counts_as": how, "as_at_on": as_at} for name, how in stands.items())
    return replace(result({}, card, as_at), rows=rows)


@pytest.mark.parametrize(
    ("now", "state", "sentence"),
    [
        # Two of three closed, and one opened since: two open, one fewer.
        (
            {"a": "closed", "b": "closed", "c": "open", "d": "open"},
            State.BETTER,
            "That is 1 fewer than the 3 on 1 September 2026.",
        ),
        # Two of three went silent and one opened since: nothing says that anything is better.
        (
            {"a": "not_stated", "b": "not_stated", "c": "open", "d": "open"},
            State.CHANGED,
            "Of the three open then, two are no longer stated to be open or closed.",
        ),
        (
            {"a": "not_stated", "b": "superseded", "c": "open"},
            State.CHANGED,
            "Of the three open then, one is no longer stated to be open or closed and one is superseded.",
        ),
        (
            {"a": "closed", "b": "not_stated", "c": "open"},
            State.BETTER,
            "one is no longer stated to be open or closed.",
        ),
        ({"a": "open", "b": "open", "c": "open", "d": "open"}, State.WORSE, "1 more than the 3 on 1 September 2026."),
    ],
)
def test_a_fall_by_what_fell_silent_or_was_superseded_is_not_better(
    now: dict[str, str], state: State, sentence: str
) -> None:
    name = "causes_of_concern_by_status"
    before = causes(SINCE.since, a="open", b="open", c="open")
    (found,) = analysis.headlines({name: causes(AS_AT, **now)}, {name: before}, SINCE)
    assert found.state is state
    assert sentence in found.sentence


def test_of_one_cause_that_fell_silent_no_number_is_given() -> None:
    before, after = causes(SINCE.since, a="open").rows, causes(AS_AT, a="not_stated").rows
    assert headline_wording.lost_causes(after, before, ()) == (1, "It is no longer stated to be open or closed.")
    assert headline_wording.lost_causes(before, before, ()) == (0, "")


def test_what_left_the_overdue_without_closing_is_lost() -> None:
    before = [finding(name, 40, None) for name in "abcdef"]
    register = [
        {"finding_id": name, "counts_as": how}
        for name, how in {"a": "open", "b": "closed", "c": "superseded", "d": "with_hmicfrs", "e": "not_stated"}.items()
    ]
    # a is overdue still, b closed; c, d and e left with no closure, and f is not in the register.
    assert headline_wording.lost_overdue(before[:1], before, register) == (4, "")


def test_an_open_count_falls_by_what_has_no_status_is_superseded_or_missing() -> None:
    then = {"not_stated_count": 1, "superseded_count": 2, "findings_count": 50}
    now = {"not_stated_count": 4, "superseded_count": 1, "findings_count": 48}
    assert headline_wording.lost_findings([then, now], [then], ()) == (5, "")
    assert headline_wording.lost_findings([now, then], [now], ()) == (1, "")


@pytest.mark.parametrize(
    ("counts_as", "stated_on", "kind", "topics", "is_said"),
    [
        ("open", date(2026, 2, 2), "letter", "findings;marac", True),
        ("closed", date(2026, 2, 2), "letter", "findings;marac", False),
        ("open", date(2026, 2, 10), "letter", "findings;marac", False),
        ("open", date(2026, 2, 2), "inspection", "findings;marac", False),
        ("open", date(2026, 2, 2), "letter", "investigations", False),
    ],
    ids=["newer", "closed", "as new", "no letter", "another topic"],
)
def test_a_letter_newer_than_what_is_stated_of_its_cause_is_a_caution(
    counts_as: str, stated_on: date, kind: str, topics: str, is_said: bool
) -> None:
    cause = {
        "title": "Waits", "counts_as": counts_as, "status_name": "Open", "as_at_on": stated_on, "measures_topic": "marac",
    }  # fmt: skip
    letter = {
        "title": "Cause closed",
        "as_at_on": date(2026, 2, 10),
        "precision_code": "day",
        "kind_code": kind,
        "topics": topics,
    }
    rows = {"causes_of_concern_by_status": [cause], "events_in_period": [letter]}
    results = {
        name: Result(
            card=METRICS[name].card, as_at=AS_AT, edition=1, rows=tuple(of), sentence="", sources=(), checks=(), caveats=(), sql="",
        )
        for name, of in rows.items()
    }  # fmt: skip
    said = [caution.sentence for caution in cautions(results, [], AS_AT)]
    assert said == (
        [
            "Waits: last stated open on 2 February 2026. A letter is recorded since, and no statement of the cause: Cause "
            "closed (10 February 2026)."
        ]
        if is_said
        else []
    )


def test_what_moved_in_a_year_adds_up_to_what_is_open() -> None:
    def register(day: date, opened: int, **moved: int) -> dict[str, Any]:
        names = ("newly_listed", "newly_open", *(f"gone_{name}" for name in headline_wording.GONE))
        return {"as_at_on": day, "open_count": opened} | {f"{name}_count": moved.get(name, 0) for name in names}

    def said(then: dict[str, Any], now: dict[str, Any]) -> str:
        return headline_wording.against_year_before([then, register(date(2026, 3, 2), 1, newly_listed=9), now])

    year_ago, now = date(2025, 9, 8), register(date(2026, 9, 7), 133)
    # 76 + 121 - (24 + 20 + 12 + 8) = 133.
    ways = {"gone_closed": 24, "gone_done_not_sent": 20, "gone_with_hmicfrs": 12, "gone_superseded": 8}
    then = register(year_ago, 76, newly_listed=121, **ways)
    assert said(then, now) == (
        "57 more than a year before: 121 new, 64 no longer open: 24 closed, 20 done, 12 with HMICFRS, 8 superseded"
    )
    # 135 + 1 - (2 + 1) = 133.
    others = {"newly_open": 1, "gone_missing": 2, "gone_not_stated": 1}
    assert said(register(year_ago, 135, **others), now) == (
        "2 fewer than a year before: 1 newly open, 3 no longer open: 1 with no stated status, 2 no longer listed"
    )
    assert said(register(year_ago, 135, gone_closed=2), now) == "2 fewer than a year before: 2 no longer open (closed)"
    assert said(register(year_ago, 133), now) == "the same as a year before"
    assert headline_wording.against_year_before([now]) == "", "no register of then"
    assert headline_wording.against_year_before([then, {**now, NOT_SHOWN: {"open_count": "under 5"}}]) == ""
