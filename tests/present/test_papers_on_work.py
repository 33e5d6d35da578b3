"""What papers say of the work on findings: updates, actions, steps to closure, comments, decisions, targets."""

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from src.metrics import METRICS
from src.metrics.calculate import calculate
from src.metrics.improvement.wording import action_in_a_paper
from src.present.papers import work
from src.present.papers.forms import PAPERS
from src.present.papers.paper import Figures, Paragraph, paper
from src.present.slide import PackData
from tests.metrics import portal
from tests.metrics.drawn import DrawnEngine
from tests.present.test_papers import said

WORK = ("board_commentary", "peel_readiness", "targets_and_tolerances")


@pytest.fixture(scope="module")
def worked(data: PackData) -> PackData:
    """The same with the commentary, self-assessment and tolerances of the drawn register."""
    engine = DrawnEngine(portal.TABLES)
    found = {name: calculate(METRICS[name], engine, date(2026, 3, 2)) for name in WORK}
    return replace(data, after={**data.after, **found})


def test_what_owners_ask_and_what_was_decided_stand_in_the_paper_with_the_action_that_follows(worked: PackData) -> None:
    worked = replace(worked, as_at=date(2026, 3, 2))
    assert said(worked, "committee", "commentary") == [
        "Four comments by owners are recorded for the boards of 3 February 2026 and 3 March 2026. One decision is asked of the "
        "board of 3 March 2026. One decision asked of earlier boards is not recorded.",
        "One: board of 3 February 2026: Slow",
        "Decision asked: Two posts",
        "Decided on 3 February 2026: Agreed. Followed as: Train (in progress).",
        "Three: board of 3 February 2026: Late",
        "Decision asked: More time",
        "MARAC: board of 3 March 2026: Rising",
        "Decision asked: A new room",
        "Five: board of 3 March 2026: Steady",
    ]


def test_a_paper_asks_its_own_board_and_notes_what_is_asked_of_another(worked: PackData) -> None:
    worked = replace(worked, as_at=date(2026, 3, 2))
    meetings = worked.after["board_meetings_by_date"]

    def asked(name: str, *boards: tuple[int, str]) -> list[str]:
        """What the paper asks or notes where these boards meet, by month and name, each on its third day."""
        rows = tuple({**meetings.rows[0], "meeting_on": date(2026, month, 3), "board_name": of} for month, of in boards)
        held = replace(worked, after={**worked.after, "board_meetings_by_date": replace(meetings, rows=rows)})
        return [text for text in said(held, name, "asks") if "Three" in text or "MARAC" in text]

    for name, own in (("committee", "Joint Audit Committee"), ("engage", "Strategic Policing and Crime Board")):
        assert own == PAPERS[name].committee
        assert asked(name, (2, "HMICFRS Board"), (3, own)) == [
            'to note what is asked of the HMICFRS Board of 3 February 2026 on "Three": more time;',
            'to decide on "MARAC": a new room;',
        ]
        assert asked(name, (3, "A"), (3, "B")) == [
            'to note what is asked of the board of 3 February 2026 on "Three": more time;',
            'to note what is asked of the A and B of 3 March 2026 on "MARAC": a new room;',
        ]


@pytest.mark.parametrize("name", ["committee", "engage"])
def test_a_paper_for_another_board_says_nowhere_what_needs_the_board(data: PackData, name: str) -> None:
    whole = paper(PAPERS[name], data)
    texts = [
        getattr(block, words, "")
        for section in whole.sections
        for block in section.blocks
        for words in ("text", "caption")
    ]
    assert "What needs attention" in texts
    assert not [
        text for text in texts if re.search("needs? the board|board pack|in the register|page of the finding", text)
    ]


def test_a_paper_has_the_updates_of_the_period_on_findings_outside_the_causes_and_says_how_many_are_due(
    worked: PackData,
) -> None:
    engine = DrawnEngine(portal.TABLES)
    # By 20 March r1 has an update of that day and r3 one of 5 January.
    held = {name: calculate(METRICS[name], engine, date(2026, 3, 20)) for name in (work.LATEST, work.DUE)}
    row = held[work.LATEST].where(finding_id="r1")[0]
    for since, count, text in (
        (date(2026, 3, 20), 0, "none of them has one since 20 March 2026."),
        (date(2026, 3, 19), 1, "one of them has one since 19 March 2026."),
        (date(2026, 1, 4), 2, "two of them have one since 4 January 2026."),
    ):
        now = replace(
            worked,
            as_at=date(2026, 3, 20),
            baseline=replace(worked.baseline, since=since),
            after={**worked.after, **held},
        )
        for under in (0, 5):
            (section,) = paper(PAPERS["committee"], replace(now, under=under), ("recommendations",)).sections
            texts = [getattr(block, "text", "") for block in section.blocks]
            assert (f"Two other findings have an update; {text}" in texts) is (not under)
            assert (held[work.DUE].sentence in texts) is (not under)
        tables = [
            block
            for block in paper(PAPERS["committee"], now, ("recommendations",)).sections[0].blocks
            if isinstance(block, Figures)
        ]
        assert [len(block.table.rows) for block in tables] == ([count] if count else [])
        assert held[work.DUE].sentence in said(now, "engage", "actions")
    many = replace(held[work.LATEST], rows=tuple({**row, "finding_id": f"f{at}"} for at in range(13)))
    blocks = list(work.other_updates(replace(now, after={**now.after, work.LATEST: many}), {"f0"}))
    assert [block.caption for block in blocks if isinstance(block, Figures)] == ["Newest update on each other finding"]
    blocks = list(work.other_updates(replace(now, after={**now.after, work.LATEST: many}), set()))
    (table,) = (block for block in blocks if isinstance(block, Figures))
    assert table.caption == "Newest update on each other finding; the newest 12 of 13"
    assert len(table.table.rows) == 12


def test_the_brief_has_what_is_to_be_signed_and_decided_and_which_actions_are_overdue(worked: PackData) -> None:
    engine = DrawnEngine(portal.TABLES)
    names = (work.QUEUE, work.TO_LOOK_AT)
    found = {name: calculate(METRICS[name], engine, date(2026, 3, 2)) for name in names}
    at_work = replace(worked, as_at=date(2026, 3, 2), after={**worked.after, **found})
    # a2 was due on 1 March.
    assert said(at_work, "brief", "asked") == [
        'To sign: The Deputy Chief Constable is asked to sign one at the board of 3 March 2026: "Three".',
        'To decide: Two decisions asked: "More time" (Three); "A new room" (MARAC).',
        'Overdue: One action: "Audit", Head of Crime, 1 day.',
    ]
    assert paper(PAPERS["brief"], replace(at_work, under=5), ("asked",)).sections == ()


def test_only_the_boards_of_the_comments_that_are_printed_are_named_and_a_cause_stands_once(worked: PackData) -> None:
    held = worked.after["board_commentary"]
    of_march = [row for row in held.rows if row["meeting_on"] == date(2026, 3, 3)]
    again = {**of_march[0], "commentary_id": "z", "by_role": "DCC", "comment_text": "Falling", "ask_text": None}
    march = replace(worked, as_at=date(2026, 3, 2), baseline=replace(worked.baseline, since=date(2026, 2, 28)))
    more = replace(march, after={**march.after, "board_commentary": replace(held, rows=(*held.rows, again))})
    first, *others = said(more, "committee", "commentary")
    assert first.startswith(
        "Three comments by owners are recorded for the board of 3 March 2026. One decision is asked"
    )
    leads = [text.split(": ")[0] for text in others]
    assert sorted(leads) == sorted(["MARAC", "Decision asked", "DCC", "Five"])


def test_the_forces_own_assessment_stands_in_the_committees_paper_apart_and_where_there_is_none_nothing_does(
    worked: PackData, data: PackData
) -> None:
    first, caveat = said(worked, "committee", "readiness")
    assert first.startswith("The force has assessed itself on all four PEEL questions. Two are thin: ")
    assert caveat == "The force's own grade is its own view: HMICFRS alone grades the force."
    assert paper(PAPERS["committee"], data, ("readiness",)).sections == ()


def test_a_tolerance_stands_with_the_measure_it_is_of_and_names_its_plan(worked: PackData) -> None:
    texts = said(worked, "engage", "causes")
    (tolerance,) = [text for text in texts if text.startswith("Tolerance for")]
    assert tolerance == (
        "Tolerance for MARAC cases awaiting in the force: at most 150 since 1 February 2026, set by DCC. "
        "Crossing it starts surge plan."
    )
    (target,) = [text for text in texts if text.startswith("Target for")]
    assert target == "Target for MARAC cases awaiting in the force: at most 100 since 1 January 2026, set by DCC."


def test_no_word_of_the_work_stands_in_a_release(worked: PackData) -> None:
    assert paper(PAPERS["committee"], replace(worked, under=5), ("commentary",)).sections == ()


def test_where_an_update_is_due_the_paper_says_since_when_there_is_none(data: PackData) -> None:
    # Every update is of 27 February 2024, on 5 + 4 + 6 + 6 recommendations: none is due 31 days on, each is after 32.
    for day, lines in ((29, 0), (30, 21)):
        later = replace(data, as_at=date(2024, 3, day))
        texts = said(later, "committee", "recommendations")
        assert texts.count("No update since 27 February 2024.") == lines, day


def test_of_many_updates_and_actions_a_paper_has_the_newest_ten_and_counts_the_rest(data: PackData) -> None:
    (updates, actions) = (data.in_full[name] for name in (work.UPDATES, work.ACTIONS))
    first = updates.rows[0]
    many = [
        {**first, "update_id": f"u{at:03}", "updated_on": date(2024, 2, 1 + at % 20), "update_text": f"Update {at}."}
        for at in range(200)
    ]
    action = {
        **dict.fromkeys(column.name for column in actions.card.columns), "share_percent": None, "finding_id": first["finding_id"],
        "action_title": "Train", "action_status_name": "In progress", "days_overdue": 0,
    }  # fmt: skip
    steps = [
        {
            "finding_id": first["finding_id"], "taken_on": date(2024, 2, day), "step_code": "evidence_audited", "step_order": 2,
            "step_name": "Evidence audited", "by_role": "Internal audit", "reference": f"Audit {day}", "taken_with": None,
        }
        for day in range(12, 0, -1)
    ]  # fmt: skip
    full = {
        work.UPDATES: replace(updates, rows=(*many,)),
        work.ACTIONS: replace(actions, rows=(action,) * 11),
        work.STEPS: replace(data.in_full[work.STEPS], rows=tuple(steps)),
    }
    texts = said(replace(data, in_full=full), "committee", "recommendations")
    assert len([text for text in texts if "Update 1" in text or text.startswith("Update ")]) == 10
    assert "190 earlier updates are not printed." in texts
    assert texts.count("Action: Train: no owner stated; in progress; no date stated.") == 10
    assert "One more action is not printed." in texts
    (way,) = [text for text in texts if text.startswith("Way to closure")]
    assert way.startswith(
        "Way to closure: Two earlier steps are not printed. Evidence audited on 3 February 2024 "
        "(Internal audit, Audit 3); evidence audited on 4 February 2024 (Internal audit, Audit 4); "
    )
    assert way.endswith("evidence audited on 12 February 2024 (Internal audit, Audit 12).")


ACTION = {
    "action_title": "Sample 40 plans", "action_owner_role": "Head of Investigations", "action_status_code": "in_progress",
    "action_status_name": "In progress", "share_percent": 25.0, "first_due_on": date(2026, 9, 20), "revised_due_on": None,
    "days_overdue": 0, "completed_on": None, "checked_on": None, "checked_by_role": None, "revised_reason": None,
    "revised_by_role": None, "evidence_title": None, "evidence_reference": None,
    "depends_on_title": None, "depends_on_status_name": None, "counts_as": "open",
}  # fmt: skip


MOVED = {"revised_due_on": date(2026, 11, 30), "moves_count": 1, "revised_by_role": "Investigations Board"}


CHECKED = {
    "action_status_code": "checked", "action_status_name": "Complete and checked", "share_percent": 100.0,
    "completed_on": date(2026, 9, 18), "checked_on": date(2026, 9, 25), "checked_by_role": "Head of Strategy",
    "evidence_title": "Sample of plans", "evidence_reference": "INV/40",
}  # fmt: skip


@pytest.mark.parametrize(
    ("stated", "text"),
    [
        ({}, "Sample 40 plans: Head of Investigations; in progress; 25% done; due 20 September 2026."),
        (
            {"days_overdue": 8, "share_percent": None},
            "Sample 40 plans: Head of Investigations; in progress; due 20 September 2026; 8 days overdue.",
        ),
        (
            {**MOVED, "revised_reason": "Two posts are empty."},
            "Sample 40 plans: Head of Investigations; in progress; 25% done; due 30 November 2026. Moved from 20 September "
            "2026, agreed by Investigations Board: two posts are empty.",
        ),
        (
            {**MOVED, "moves_count": 2},
            "Sample 40 plans: Head of Investigations; in progress; 25% done; due 30 November 2026. Moved twice, at first "
            "from 20 September 2026, last agreed by Investigations Board.",
        ),
        (
            {"depends_on_title": "Train", "depends_on_status_name": "Not started"},
            "Sample 40 plans: Head of Investigations; in progress; 25% done; due 20 September 2026. "
            'It waits for "Train", which is not started.',
        ),
        (
            {**CHECKED, "counts_as": "checked", "depends_on_title": "Train", "depends_on_status_name": "Complete"},
            "Sample 40 plans: Head of Investigations; complete and checked on 25 September 2026; 100% done; due 20 September "
            "2026. Evidence: Sample of plans, INV/40. Checked by Head of Strategy.",
        ),
    ],
)
def test_an_action_is_told_with_all_that_a_committee_asks_of_it(stated: dict[str, Any], text: str) -> None:
    assert action_in_a_paper({**ACTION, **stated}) == text


def test_steps_to_closure_are_told_in_turn_with_who_took_them_and_what_the_finding_waits_for(data: PackData) -> None:
    engine = DrawnEngine(portal.TABLES)
    steps = calculate(METRICS[work.STEPS], engine, date(2026, 3, 3))
    queue = calculate(METRICS[work.QUEUE], engine, date(2026, 3, 3))
    row = {**data.result("cause_recommendations").rows[0], "finding_id": "r3", "counts_as": "open"}
    full = {**data.in_full, work.STEPS: steps}
    at_work = replace(data, in_full=full, after={**data.after, work.QUEUE: queue})

    def steps_printed(counts_as: str, since: date) -> list[str]:
        shown = replace(at_work, baseline=replace(data.baseline, since=since))
        blocks = work.work_on(shown, {**row, "counts_as": counts_as}, data.as_at)
        return [block.text for block in blocks if isinstance(block, Paragraph) and block.lead == "Way to closure"]

    whole = (
        "Work done on 10 January 2026 (Head of Crime); evidence audited on 30 January 2026 (Internal audit, Audit 2); "
        "board agreed on 20 February 2026 (Custody Board, Minute 7). It waits for the Deputy Chief Constable's signature, "
        "for 11 days now."
    )
    assert steps_printed("open", date(2026, 3, 1)) == steps_printed("closed", date(2026, 2, 19)) == [whole]
    # What was closed before the period of the paper is not reported again.
    assert steps_printed("closed", date(2026, 2, 20)) == []
