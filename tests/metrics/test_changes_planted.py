"""What must never pass as "nothing has changed": each case drawn by hand, with the kind and the sentence it gives."""

from collections.abc import Mapping
from datetime import date, timedelta

import pytest

from src import wording
from src.analysis.change_detection import changes
from src.analysis.figure_changes import named
from src.analysis.matters import matters
from src.contracts.change import Attention, Change, ChangeKind
from src.metrics import COMPARED
from src.metrics.calculate import calculate
from tests.metrics.drawn import DrawnEngine

OLD, NEW = date(2026, 3, 2), date(2026, 4, 6)


def found(tables: Mapping[str, str], since: date = OLD, as_at: date = NEW) -> list[Change]:
    """What changed in drawn tables, by every metric that reads one of them first."""
    engine = DrawnEngine(tables)
    names = [name for name, metric in COMPARED.items() if metric.card.reads[0] in tables]
    sides = [{name: calculate(COMPARED[name], engine, day) for name in names} for day in (since, as_at)]
    return list(changes(*sides))


def one(tables: Mapping[str, str], kind: ChangeKind) -> Change:
    """The one change of a kind, which is not lost among others."""
    (change,) = [change for change in found(tables) if change.kind is kind]
    return change


def findings(*lines: str) -> dict[str, str]:
    """A findings table: id, as-at date, level, status, deadline, own date and coverage a line."""
    head = "finding_id | as_at_on | finding_type_code | level_code | status_code | deadline_on | force_target_on | coverage_code | title | source_report | report_published_on"
    rows = []
    for line in lines:
        cells = [cell.strip() for cell in line.split("|")]
        rows.append(
            " | ".join([*cells[:2], "recommendation", *cells[2:], f"Finding {cells[0]}", "Report 1", "2025-05-01"])
        )
    return {"findings": "\n".join([head, "---+---", *rows])}


def test_findings_missing_from_a_whole_register_are_missing_and_not_closed_and_may_come_back() -> None:
    first = ["A | 2026-03-02 | 2 | open | | | whole", "B | 2026-03-02 | 2 | open | | | whole"]
    second = ["A | 2026-04-06 | 2 | open | | | whole"]
    change = one(findings(*first, *second), ChangeKind.FINDING_LEFT_REGISTER)
    assert change.attention is Attention.BOARD
    assert change.sentence == (
        "One finding is missing from the whole register of 6 April 2026, last stated not to be closed: Finding B."
    )
    third = ["A | 2026-05-04 | 2 | open | | | whole", "B | 2026-05-04 | 2 | open | | | whole"]
    back = found(findings(*first, *second, *third), NEW, date(2026, 5, 4))
    assert "One finding missing from an earlier whole register is listed again: Finding B." in [
        c.sentence for c in back
    ]


def test_new_findings_are_raised_by_their_report_and_counted_by_type_and_level() -> None:
    tables = {
        "findings": """
        finding_id | as_at_on   | finding_type_code | level_code | status_code | title | source_report | report_published_on
        -----------+------------+-------------------+------------+-------------+-------+---------------+--------------------
        A          | 2026-03-02 | recommendation    | 2          | open        | Old   | Report 1      | 2025-05-01
        A          | 2026-04-06 | recommendation    | 2          | open        | Old   | Report 1      | 2025-05-01
        B          | 2026-04-06 | recommendation    | 2          | open        | First | Report 2      | 2026-03-20
        C          | 2026-04-06 | recommendation    | 2          | open        | Next  | Report 2      | 2026-03-20
        D          | 2026-04-06 | area_for_improvement |            | open        | Last  | Report 2      | 2026-03-20
    """
    }
    change = one(tables, ChangeKind.FINDING_RAISED)
    assert change.sentence == (
        "Report 2 raised three findings: one area for improvement with no stated level and two recommendations "
        "at Level 2. First; Next; Last."
    )
    assert (change.after, change.findings) == (3, ("B", "C", "D"))


def test_dates_that_moved_say_whose_which_way_and_how_far() -> None:
    tables = findings(
        "A | 2026-03-02 | 2 | open | 2026-06-01 | 2026-06-01 | ",
        "B | 2026-03-02 | 2 | open | 2027-06-01 | | ",
        "A | 2026-04-06 | 2 | open | 2027-06-01 | 2027-03-01 | ",
        "B | 2026-04-06 | 2 | open | 2027-02-01 | | ",
    )
    moved = [change.sentence for change in found(tables) if change.kind is ChangeKind.DEADLINE_MOVED]
    # From 1 June 2026 to 1 June 2027 are 365 days, to 1 March 2027 are 273; from 1 June to 1 February 2027 fewer.
    assert sorted(moved) == [
        "HMICFRS's deadline changed for two findings: one later and one earlier, by up to 365 days. Finding A; Finding B.",
        "The force's own date moved later for one finding, by 273 days. Finding A.",
    ]
    dates = {(change.before, change.after) for change in found(tables) if change.kind is ChangeKind.DEADLINE_MOVED}
    assert dates == {(None, 2), (date(2026, 6, 1), date(2027, 3, 1))}, "of one finding both dates, of more how many"


def test_a_finding_past_the_force_s_own_date_is_not_yet_past_the_inspectorate_s() -> None:
    tables = findings("A | 2026-03-02 | 2 | open | 2026-12-01 | 2026-03-20 | ")
    assert [change.kind for change in found(tables)] == [ChangeKind.FINDING_PAST_OWN_DATE]


def test_whose_they_are_that_passed_the_force_s_own_date_is_said() -> None:
    lines = [
        f"{name} | 2026-03-02 | recommendation | open | 2026-03-20 | {owner} | Finding {name}"
        for name, owner in (("A", "ACC"), ("B", "ACC"), ("C", "DCC"), ("D", "DCC"))
    ]
    heads = "finding_id | as_at_on | finding_type_code | status_code | force_target_on | owner_role | title\n---"
    for count, owners in ((3, "two belong to ACC"), (4, "two each belong to ACC and DCC")):
        tables = {"findings": "\n".join([heads, *lines[:count]])}
        change = one(tables, ChangeKind.FINDING_PAST_OWN_DATE)
        assert f"own date, all of them new since 2 March 2026; longest 17 days; {owners}. New: " in change.sentence


def test_findings_past_hmicfrs_s_deadline_need_the_board_until_they_close_new_or_not() -> None:
    tables = findings("A | 2026-03-02 | 2 | open | 2026-03-20 | | ", "B | 2026-03-02 | 2 | open | 2026-03-20 | | ")
    change = one(tables, ChangeKind.FINDING_OVERDUE)
    late = {"findings_overdue": calculate(COMPARED["findings_overdue"], DrawnEngine(tables), NEW)}
    (new,), (still,) = matters([change], late, NEW), matters([], late, NEW)
    assert (new.sentence, new.kind) == (change.brief, still.kind)
    assert still.sentence == "Two findings are past HMICFRS's deadline; longest 17 days; none has a stated owner."


@pytest.mark.parametrize(
    ("now", "kind", "sentence"),
    [
        (
            "2 | not_stated",
            ChangeKind.STATUS_UNKNOWN,
            "One finding is no longer stated to be open or closed: Finding A.",
        ),
        (" | open", ChangeKind.STATUS_UNKNOWN, "One finding is now without a stated level: Finding A."),
        ("3 | open", ChangeKind.LEVEL_CHANGED, "One finding is now at another level: Finding A."),
        ("2 | superseded", ChangeKind.FINDING_SUPERSEDED, "One finding is superseded by a later finding: Finding A."),
    ],
)
def test_a_status_or_level_that_is_known_no_more_is_reported(now: str, kind: ChangeKind, sentence: str) -> None:
    tables = findings("A | 2026-03-02 | 2 | open | | | ", f"A | 2026-04-06 | {now} | | | ")
    change = one(tables, kind)
    assert change.sentence == sentence


CAUSE = "cause_id | as_at_on | cycle_code | title | opened_on | status_code | recommendations_stated_count | recommendations_closed_count\n---+---\n"


@pytest.mark.parametrize(
    ("before", "after", "kind", "sentence"),
    [
        (
            "open | 4 | 1",
            "open | 4 | 3",
            ChangeKind.FINDING_CLOSED,
            "A, recommendations closed: three of four, one before.",
        ),
        (
            "open | 4 | 3",
            "open | 4 | 2",
            ChangeKind.FINDING_REOPENED,
            "A, recommendations closed: two of four, three before.",
        ),
        ("open | 4 | ", "hmicfrs_agreed | 4 | ", ChangeKind.CAUSE_CLOSED, "Cause of concern closed: A."),
        ("hmicfrs_agreed | 4 | ", "reopened | 4 | ", ChangeKind.CAUSE_OPENED, "Cause of concern re-opened: A."),
        ("hmicfrs_agreed | 4 | ", "in_progress | 4 | ", ChangeKind.CAUSE_OPENED, "Cause of concern re-opened: A."),
        (
            "open | 4 | ",
            "force_says_done | 4 | ",
            ChangeKind.OTHER,
            "Cause of concern done, the force says; nothing was sent to HMICFRS: A.",
        ),
        (
            "open | 4 | ",
            "not_stated | 4 | ",
            ChangeKind.STATUS_UNKNOWN,
            "Cause of concern no longer stated to be open or closed: A.",
        ),
        (
            "open | 4 | ",
            "self_certified | 4 | ",
            ChangeKind.FINDING_SELF_CERTIFIED,
            "Cause of concern certified by the force, awaiting HMICFRS: A.",
        ),
        ("in_progress | 4 | ", "open | 4 | ", ChangeKind.OTHER, "Cause of concern open, no longer in progress: A."),
        ("reopened | 4 | ", "open | 4 | ", ChangeKind.OTHER, "Cause of concern open, no longer re-opened: A."),
        ("not_stated | 4 | ", "open | 4 | ", ChangeKind.CAUSE_OPENED, "Cause of concern now stated to be open: A."),
        (
            "self_certified | 4 | ",
            "open | 4 | ",
            ChangeKind.CAUSE_OPENED,
            "Cause of concern open again, after it was self-certified: A.",
        ),
    ],
)
def test_progress_of_a_cause_is_never_a_re_opening_nor_is_silence(
    before: str, after: str, kind: ChangeKind, sentence: str
) -> None:
    rows = [f"a | {day} | 2023-25 | A | 2023-12-22 | {stands}" for day, stands in ((OLD, before), (NEW, after))]
    changed = found({"causes_of_concern": CAUSE + "\n".join(rows)})
    assert [(change.kind, change.sentence) for change in changed] == [(kind, sentence)]


def grades(*lines: str) -> dict[str, str]:
    """A table of grades: id, cycle, level of entry, question, grade and date of publication a line."""
    head = "grading_id | cycle_code | entry_level_code | question | grade_code | published_on | basis_code"
    return {"peel_gradings": "\n".join([head, "---+---", *(f"{line} | inspectorate" for line in lines)])}


def test_new_grades_are_counted_with_the_lowest_first_and_never_compared_across_cycles() -> None:
    tables = grades(
        "a | 2021-22 | area | Preventing crime | G | 2021-12-01",
        "b | 2023-25 | area | Preventing crime | I | 2026-03-20",
        "c | 2023-25 | area | Treating people fairly | A | 2026-03-20",
        "d | 2023-25 | area | Leading and managing | ungraded | 2026-03-20",
        "e | 2023-25 | pillar | Effectiveness | RI | 2026-03-20",
    )
    told = [change.sentence for change in found(tables) if change.kind is ChangeKind.GRADE]
    assert told == [
        "Two new grades in PEEL 2023-25: one inadequate (Preventing crime) and one adequate.",
        "One new pillar grade in PEEL 2023-25: requires improvement (Effectiveness).",
    ]


def test_another_phase_of_monitoring_leads_whichever_way_it_goes() -> None:
    events = "event_id | starts_on | precision_code | title | kind_code\n---+---\n"
    first, second = "e | 2025-11-24 | day | Into Engage | engage", "s | 2026-03-18 | day | Back to Scan | scan"
    change = found({"events": f"{events}{first}\n{second}"})[0]
    assert (change.kind, change.attention) == (ChangeKind.PHASE, Attention.BETTER)
    assert (change.before, change.after) == ("Engage", "Scan")
    assert change.sentence == "HMICFRS moved the force from Engage to Scan on 18 March 2026."
    again = f"{events}{second}\nx | 2026-03-20 | day | Into Engage again | engage"
    assert found({"events": again})[0].attention is Attention.BOARD


def test_dates_that_moved_to_a_day_past_already_are_named() -> None:
    heads = "finding_id | as_at_on | finding_type_code | title | status_code | deadline_on\n---+---\n"
    name = "findings_register"

    def moved(*dates: tuple[str, str]) -> list[str]:
        rows = [
            f"f{at} | {day} | recommendation | F{at} | open | {deadline}"
            for at, pair in enumerate(dates)
            for day, deadline in zip((OLD, NEW), pair, strict=True)
        ]
        engine = DrawnEngine({"findings": heads + "\n".join(rows)})
        before, after = ({name: calculate(COMPARED[name], engine, day)} for day in (OLD, NEW))
        return [change.sentence for change in changes(before, after) if change.kind is ChangeKind.DEADLINE_MOVED]

    # From 16 April to 16 October 2025 are 183 days; from 1 to 31 March 2027 are 30.
    assert moved(("2025-04-16", "2025-10-16")) == [
        "HMICFRS's deadline moved later for one finding, by 183 days, which is past already (16 October 2025). F0."
    ]
    assert moved(("2025-04-16", "2025-10-16"), ("2027-03-01", "2027-03-31")) == [
        "HMICFRS's deadline moved later for two findings, by up to 183 days; one is past already. Past already: "
        "F0 (16 October 2025). F0; F1."
    ]
    assert moved((str(OLD), str(NEW))) == [
        f"HMICFRS's deadline moved later for one finding, by {wording.count_of((NEW - OLD).days, 'day')}. F0."
    ], "a date that falls on the day itself is not past"


def test_a_cause_that_counts_what_closed_under_it_is_no_second_closure() -> None:
    heads = (
        "finding_id | as_at_on | finding_type_code | parent_finding_id | title | status_code | level_code\n---+---\n"
    )
    names = ("findings_register", "causes_of_concern_by_status")

    def better(closed: int, said: int) -> list[str]:
        rows = [
            f"r{at} | {day} | recommendation | c | R{at} | {'hmicfrs_agreed' if day == NEW and at < closed else 'open'} | 1"
            for day in (OLD, NEW)
            for at in range(3)
        ]
        causes = (
            "cause_id | as_at_on | cycle_code | title | status_code | recommendations_stated_count | "
            f"recommendations_closed_count\n---+---\nc | {OLD} | 2023-25 | C | open | 3 | 0\n"
            f"c | {NEW} | 2023-25 | C | open | 3 | {said}"
        )
        engine = DrawnEngine({"findings": heads + "\n".join(rows), "causes_of_concern": causes})
        before, after = ({name: calculate(COMPARED[name], engine, day) for name in names} for day in (OLD, NEW))
        return [change.sentence for change in changes(before, after) if change.attention is Attention.BETTER]

    cause = "C, recommendations closed: {} of three, none before."
    assert better(2, 2) == ["Two findings are closed, as HMICFRS agreed: R0; R1."]
    assert better(1, 2) == [cause.format("two"), "One finding is closed, as HMICFRS agreed: R0."]
    assert better(0, 1) == [cause.format("one")]


@pytest.mark.parametrize("counts", [(21, 21), (21, 20), (25, 30), (18, 30), (30, 18), (22, 27)])
def test_every_tolerance_of_a_series_is_judged_and_one_crossed_when_it_is_set_is_reported(
    counts: tuple[int, int],
) -> None:
    names = {
        "old": (20, "2026-01-01"),
        "loose": (25, "2026-01-01"),
        "new": (19, "2026-03-05"),
        "low": (15, "2026-03-05"),
    }
    tables = {
        "marac_backlog": "as_at_on | area_code | cases_awaiting_count\n---+---\n"
        + "\n".join(f"{day} | dudley | {count}" for day, count in zip((OLD, NEW), counts, strict=True)),
        "tolerances": "tolerance_id | threshold_kind_code | figure_code | subject | threshold_value | direction_code | from_on\n"
        "---+---\n"
        + "".join(
            f"{name} | tolerance | marac_cases_awaiting_by_area | dudley | {value} | at_most | {from_on}\n"
            for name, (value, from_on) in names.items()
        ),
    }
    name = "marac_cases_awaiting_by_area"
    engine = DrawnEngine(tables)
    before, after = ({name: calculate(COMPARED[name], engine, day)} for day in (OLD, NEW))
    said = [c.sentence for c in changes(before, after) if c.kind is ChangeKind.TOLERANCE_CROSSED]
    moved = f"{counts[0]} to {counts[1]}" if counts[0] != counts[1] else str(counts[1])
    expected = []
    for value, from_on in names.values():
        was, is_now = from_on <= str(OLD) and counts[0] > value, counts[1] > value
        if was != is_now:
            stands = "past" if is_now else "back within"
            expected.append(f"Dudley, MARAC cases awaiting: {moved}, {stands} the tolerance of {value}.")
    assert sorted(said) == sorted(expected)


def test_kinds_come_in_their_order_and_the_relatively_larger_first() -> None:
    rows = [
        f"{day} | {area} | {count}"
        for area, counts in {"dudley": (2, 40), "birmingham": (200, 280), "walsall": (90, 20)}.items()
        for day, count in [
            *((OLD - timedelta(days=ago), counts[0]) for ago in range(11, 0, -1)),
            (OLD, counts[0]),
            (NEW, counts[1]),
        ]
    ]
    table = "as_at_on | area_code | cases_awaiting_count\n---+---\n" + "\n".join(rows)
    changed = [change for change in found({"marac_backlog": table}) if change.metric.endswith("by_area")]
    # Dudley rose by 38 of 40, Birmingham by 80 of 280.
    assert [(change.kind, change.subject) for change in changed] == [
        (ChangeKind.WORSE, "Dudley"),
        (ChangeKind.WORSE, "Birmingham"),
        (ChangeKind.BETTER, "Walsall"),
    ]


def test_a_board_that_is_past_by_now_is_no_change_and_rows_are_named_by_their_day() -> None:
    table = "meeting_on | board_name | kind_code\n---+---\n2026-03-20 | Police Board | committee"
    assert found({"board_meetings": table}) == []
    row = {"meeting_on": date(2026, 3, 20), "board_name": "Police Board"}
    assert named(row, ["meeting_on", "board_name"]) == "20 March 2026, Police Board"


def test_a_recommendation_that_is_superseded_is_not_among_those_closed() -> None:
    head = "finding_id | as_at_on | finding_type_code | parent_finding_id | status_code | title\n---+---\n"
    tables = {
        "findings": f"{head}A | {OLD} | recommendation | a | open | A\nA | {NEW} | recommendation | a | superseded | A",
        "causes_of_concern": f"{CAUSE}a | {OLD} | 2023-25 | A | 2023-12-22 | open | 4 | 1\n"
        f"a | {NEW} | 2023-25 | A | 2023-12-22 | open | 4 | 2",
    }
    assert [change.sentence for change in found(tables)] == ["One finding is superseded by a later finding: A."]


def test_where_no_finding_was_held_before_nothing_is_new() -> None:
    tables = {
        **findings("A | 2026-04-06 | 2 | open | 2024-03-20 | 2024-03-20 | "),
        "causes_of_concern": CAUSE + f"a | {NEW} | 2023-25 | A | 2023-12-22 | open | 4 | ",
    }
    kinds = {change.kind for change in found(tables)}
    assert kinds.isdisjoint({ChangeKind.FINDING_OVERDUE, ChangeKind.FINDING_PAST_OWN_DATE, ChangeKind.CAUSE_OPENED})
    assert all(change.attention is not Attention.BOARD for change in found(tables))
    assert "Cause of concern listed for the first time: A." in [change.sentence for change in found(tables)]
