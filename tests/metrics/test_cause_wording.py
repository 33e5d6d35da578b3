"""What a card says of a cause of concern, at its edges."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from src import wording
from src.metrics.findings.cause_wording import (
    _deadline_of,
    age,
    answerable,
    is_settled,
    next_step,
    opened_and_closed,
    owner_and_deadline,
    state,
)

AS_AT = date(2026, 9, 28)


def cause(
    counts_as: str = "closed", late: int = 0, again: int = 0, status_on: date | None = date(2026, 2, 10)
) -> dict[str, Any]:
    return {"counts_as": counts_as, "overdue_count": late, "reopened_count": again, "status_on": status_on,
            "status_name": counts_as.capitalize(), "opened_on": date(2026, 9, 27), "as_at_on": AS_AT}  # fmt: skip


@pytest.mark.parametrize(
    ("row", "text", "settled"),
    [
        (cause(), "Closed 10 February 2026", True),
        (cause(status_on=None), "Closed", True),
        (cause(late=1), "Closed 10 February 2026, yet one recommendation is past the deadline", False),
        (cause(again=2), "Closed 10 February 2026, yet two recommendations are open again", False),
        (cause("open", late=3), "Open", False),
        (cause("superseded"), "Superseded", False),
    ],
)
def test_a_closed_cause_is_settled_only_where_nothing_under_it_is_late_or_open_again(
    row: dict[str, Any], text: str, settled: bool
) -> None:
    assert state(row, AS_AT) == text
    assert is_settled(row) is settled


def test_the_age_of_an_open_cause_is_in_days() -> None:
    assert age(cause("open"), AS_AT) == "Open for 1 day, since 27 September 2026"
    assert age(cause(), AS_AT) == ""
    assert age({**cause("open"), "opened_on": None}, AS_AT) == ""


@pytest.mark.parametrize(("days", "is_old"), [(0, False), (365, False), (366, True), (3000, True)])
def test_of_a_cause_last_reported_open_more_than_a_year_ago_nobody_knows_whether_it_is(days: int, is_old: bool) -> None:
    row = {**cause("open"), "as_at_on": AS_AT - timedelta(days=days)}
    assert state(row, AS_AT) == (f"Last reported open on {wording.day(row['as_at_on'])}" if is_old else "Open")
    assert age(row, AS_AT) == ("Opened on 27 September 2026" if is_old else "Open for 1 day, since 27 September 2026")
    assert state({**row, **cause(), "as_at_on": row["as_at_on"]}, AS_AT) == "Closed 10 February 2026"


def recommendation(name: str, stands: str, deadline: date | None) -> dict[str, Any]:
    return {"finding_id": name, "title": name.upper(), "stands_as": stands, "deadline_on": deadline}


LATE, SOON, FAR = date(2026, 3, 1), date(2026, 10, 8), date(2027, 1, 1)


def step(finding_id: str, code: str, name: str, taken_by: str) -> dict[str, Any]:
    return {"finding_id": finding_id, "next_step_code": code, "next_step_name": name, "next_taken_by": taken_by}


@pytest.mark.parametrize(
    ("rows", "queue", "text"),
    [
        ([], [], ""),
        ([recommendation("a", "agreed", LATE)], [], "No recommendation is open."),
        (
            [
                recommendation("a", "open", FAR),
                recommendation("b", "reopened", SOON),
                recommendation("c", "open", LATE),
            ],
            [],
            "Next: C, which was due 1 March 2026.",
        ),
        (
            [recommendation("a", "open", FAR), recommendation("b", "reopened", SOON)],
            [],
            "Next: B, due 8 October 2026, in 10 days.",
        ),
        ([recommendation("a", "open", AS_AT)], [], "Next: A, due 28 September 2026, today."),
        ([recommendation("a", "open", AS_AT + timedelta(days=1))], [], "Next: A, due 29 September 2026, in 1 day."),
        ([recommendation("a", "done_not_sent", LATE)], [], "Next: A, which was due 1 March 2026."),
        ([recommendation("a", "open", None)], [], "One recommendation not closed has no stated deadline."),
        (
            [recommendation("a", "open", SOON), recommendation("b", "done_not_sent", None)],
            [step("b", "board_agreed", "Board agreed", "Governance board")],
            'Next: "B" waits for the board\'s agreement (Governance board).',
        ),
        (
            [recommendation("a", "open", LATE), recommendation("b", "done_not_sent", None)],
            [step("b", "dcc_signed", "DCC signed", "Deputy Chief Constable")],
            "Next: A, which was due 1 March 2026.",
        ),
        (
            [recommendation("a", "done_not_sent", LATE), recommendation("b", "with_hmicfrs", LATE - timedelta(days=9))],
            [step("a", "dcc_signed", "DCC signed", "Deputy Chief Constable")],
            'Next: "A", which was due 1 March 2026, waits for the Deputy Chief Constable\'s signature.',
        ),
    ],
)
def test_the_next_step_is_what_is_waited_for_or_falls_due_first(
    rows: list[dict[str, Any]], queue: list[dict[str, Any]], text: str
) -> None:
    assert next_step(rows, queue, AS_AT) == text


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["", "hmicfrs_closed", "evidence_audited", "dcc_signed"]),
            st.sampled_from([None, LATE, LATE + timedelta(days=9), SOON]),
        ),
        min_size=1,
        max_size=6,
    )
)
@settings(derandomize=True, max_examples=80)
def test_what_is_left_for_the_force_comes_first_and_of_that_what_is_overdue_longest(
    drawn: list[tuple[str, date | None]],
) -> None:
    rows = [recommendation(f"f{at}", "open", due) for at, (_, due) in enumerate(drawn)]
    queue = [step(f"f{at}", code, code, "somebody") for at, (code, _) in enumerate(drawn) if code]
    text = next_step(rows, queue, AS_AT)
    own = [(code, due) for code, due in drawn if code != "hmicfrs_closed"]
    assert ("HMICFRS's closure" in text) is (not own)
    late = [due for _, due in own or drawn if due and due < AS_AT]
    assert (f"which was due {wording.day(min(late))}" in text) if late else ("was due" not in text)
    waiting = [code for code, _ in own if code]
    if not late and waiting:
        words = {
            "evidence_audited": "the audit of the evidence",
            "dcc_signed": "the Deputy Chief Constable's signature",
        }
        assert text.endswith(f"waits for {words[waiting[0]]} (somebody).")


def test_who_answers_for_a_cause_is_said_or_said_not_to_be_stated() -> None:
    stated = {
        "owner_role": "ACC Crime",
        "is_owner_of_recommendations": False,
        "governance_board": "Gold group",
        "deadline_on": date(2024, 3, 31),
        "is_deadline_of_recommendation": False,
        "recommendations_set_out_count": 2,
        "open_count": 1,
    }
    assert answerable(stated) == "Owner: ACC Crime; Gold group; deadline 31 March 2024"
    taken = {**stated, "is_owner_of_recommendations": True, "is_deadline_of_recommendation": True}
    assert answerable(taken) == (
        "Owner of its recommendations: ACC Crime; Gold group; first open recommendation due 31 March 2024"
    )
    assert owner_and_deadline(taken) == "ACC Crime, first open recommendation due 31 March 2024"
    assert answerable(dict.fromkeys(stated)) == "No owner stated; no deadline stated"
    assert _deadline_of({**taken, "deadline_on": None}, "by") == "no deadline stated"
    assert _deadline_of({**taken, "deadline_on": None, "open_count": 0}, "by") == "no recommendation open"


def test_causes_opened_and_closed_within_a_story_are_told_with_their_days() -> None:
    def cause(title: str, opened: date | None, closed: date | None) -> dict[str, Any]:
        return {
            "title": title, "opened_on": opened, "counts_as": "closed" if closed else "open", "status_on": closed,
        }  # fmt: skip

    since, opened, closed = date(2022, 12, 1), date(2023, 12, 22), date(2024, 7, 23)
    before, left, gone = (
        cause("Old", date(2018, 3, 22), closed),
        cause("Left", opened, None),
        cause("Gone", opened, closed),
    )
    assert opened_and_closed([gone, before, left, cause("Undated", None, None)], since) == (
        "Of two causes of concern opened since 1 December 2022, one is closed: Gone (opened 22 December 2023, closed 23 July 2024)."
    )
    assert opened_and_closed([gone, {**gone, "title": "Too", "status_on": None}], since) == (
        "Of two causes of concern opened since 1 December 2022, both are closed: Gone (opened 22 December 2023, closed 23 July "
        "2024); Too (opened 22 December 2023, closed)."
    )
    assert opened_and_closed([left], since) == "One cause of concern opened since 1 December 2022, none closed."
    assert opened_and_closed([before], since) == ""
