"""What changed between two moments: found by rule in the published figures, and edge by edge in drawn ones."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from src.analysis.cause_changes import causes_changed
from src.analysis.change_detection import changes, with_caution
from src.analysis.change_wording import sentence
from src.analysis.figure_changes import moves
from src.analysis.other_changes import other_changes
from src.contracts.change import Attention, Change, ChangeKind
from src.contracts.metric import Result
from src.metrics import METRICS
from src.metrics.calculate import calculate
from src.store.editions import Edition
from tests.metrics.drawn import DrawnEngine

MARAC = ("marac_cases_awaiting", "marac_cases_awaiting_by_area")


def at(edition: Edition, as_at: date, names: tuple[str, ...] = tuple(METRICS)) -> dict[str, Result]:
    """Results at a date, by name."""
    return {name: calculate(METRICS[name], edition, as_at) for name in names}


def sentences(found: tuple[Change, ...], *kinds: ChangeKind) -> list[str]:
    """The sentences of some kinds, in order."""
    return [change.sentence for change in found if change.kind in kinds]


def test_the_published_figures_of_january_and_february_tell_their_story_by_themselves(edition: Edition) -> None:
    found = changes(at(edition, date(2024, 1, 4)), at(edition, date(2024, 2, 1)))
    # 34 fewer: chance gives the difference a spread of the root of 322, 17.9, and 1.64 of those are 29.5.
    # Birmingham's 30 are one of seven areas, of which one is sooner that far off: 2.45 of the root of 160 are 31.
    # Three dates are held, of 13: none of it is better or worse yet.
    assert sentences(found, ChangeKind.WORSE, ChangeKind.BETTER) == []
    moved = [change for change in found if change.dataset == "marac_backlog" and change.attention is Attention.CARE]
    assert [change.sentence for change in moved] == [
        "Walsall, MARAC cases awaiting: 6 to 13, more than doubled, while the force fell from 178 to 144.",
        "Dudley, MARAC cases awaiting: 4 to 8, doubled, while the force fell from 178 to 144.",
        "MARAC cases awaiting in the force: 178 to 144.",
    ]
    assert {change.caution for change in moved} == {"Only three of the 13 dates that it takes to judge that are held."}
    kinds = list(ChangeKind)
    assert [change.kind for change in found] == sorted((change.kind for change in found), key=kinds.index)


def test_nothing_changed_is_nothing_said(edition: Edition) -> None:
    same = at(edition, date(2024, 2, 1))
    assert changes(same, same) == ()


def test_the_letter_of_july_closes_three_causes(edition: Edition) -> None:
    found = changes(at(edition, date(2024, 2, 27)), at(edition, date(2024, 9, 18)))
    assert len(sentences(found, ChangeKind.CAUSE_CLOSED)) == 3
    closed = [change for change in found if change.kind is ChangeKind.FINDING_CLOSED]
    # The letter closes sixteen recommendations: four for MARAC, six for online child abuse, six for sex offenders.
    (others,) = [change for change in closed if change.metric == "findings_register"]
    assert others.sentence.startswith("16 findings are closed, as HMICFRS agreed: ")
    assert len(others.findings) == 16


def test_what_is_reported_of_a_finding_is_not_reported_again_as_a_count_of_its_cause(edition: Edition) -> None:
    # The letter of 18 September says three of five recommendations closed and not which: of five nothing is known.
    found = changes(at(edition, date(2024, 9, 17)), at(edition, date(2024, 9, 18)))
    assert [change.sentence for change in found if change.metric == "causes_of_concern_by_status"] == [
        "Investigations do not reliably get good results for victims, recommendations closed: three of five."
    ]
    assert not [change for change in found if "5 to 0" in change.sentence]


def test_a_question_the_force_has_not_assessed_itself_on_is_no_new_assessment(edition: Edition) -> None:
    found = changes(at(edition, date(2023, 12, 1)), at(edition, date(2023, 12, 31)))
    assert sentences(found, ChangeKind.GRADE)
    assert [change.sentence for change in found if change.metric == "peel_readiness"] == []


def test_figures_that_differ_besides_are_counted_by_measure(edition: Edition) -> None:
    found = changes(at(edition, date(2024, 1, 31)), at(edition, date(2024, 2, 27)))
    (line,) = [c.sentence for c in found if c.attention is Attention.OTHER and c.dataset == "marac_backlog"]
    # Seven areas moved, two of them as news; seven have a longest wait, of which none was given in January.
    assert line.startswith("Birmingham, MARAC cases awaiting: 95 to 65. Other figures differ too: ")
    named = re.search(r"MARAC cases awaiting by area \((\d+)\)", line)
    assert named is not None
    assert int(named[1]) == 4


def test_what_moved_no_more_than_usual_is_told_with_what_was_held_before_and_in_the_same_words(
    edition: Edition,
) -> None:
    def lines(since: date) -> list[str]:
        found = changes(at(edition, since), at(edition, date(2024, 9, 18)))
        return [change.sentence for change in found if change.attention is Attention.OTHER]

    since_november = lines(date(2023, 11, 30))
    # The queue stood at 110 in December and at 89 in February; January gives what was received and no queue.
    assert "Digital forensics cases unallocated: 89, the first was 110 in December 2023." in since_november
    assert any(line.startswith("Digital forensics cases unallocated: 110 to 89.") for line in lines(date(2024, 1, 31)))
    # 13 is less than half of 28, though so small a move is no news.
    assert any(line.startswith("Walsall, MARAC cases awaiting: 28 to 13, less than half.") for line in since_november)
    # The force's own grades are reported as its own, and not among those of other forces.
    (others,) = [line for line in since_november if "other forces" in line]
    assert others.startswith("PEEL grades of other forces, counted by cycle: 10 new (PEEL 2023-25, Greater Manchester")


def marac(before: tuple[object, ...], after: tuple[object, ...], edition: Edition) -> tuple[dict[str, Result], ...]:
    """Two results of the force's MARAC cases: as-at date, cases and qualifier; the same on 12 days before the first."""
    real = calculate(METRICS["marac_cases_awaiting"], edition, date(2024, 2, 1))
    row = real.rows[0]

    def drawn(day: object, count: object, qualifier: object) -> dict[str, Result]:
        # So few days before say nothing of its usual moves over a month, and are enough dates to judge one.
        first, *figure = before
        earlier = [(first - timedelta(days=ago), *figure) for ago in range(12, 0, -1)]  # type: ignore[operator]
        rows = tuple(
            {**row, "as_at_on": on, "cases_awaiting_count": cases, "qualifier_code": bound}
            for on, cases, bound in dict.fromkeys([*earlier, (day, count, qualifier)])
        )
        return {"marac_cases_awaiting": replace(real, rows=rows)}

    return drawn(*before), drawn(*after)


JANUARY, FEBRUARY = date(2024, 1, 4), date(2024, 2, 1)


BETTER_IN_DUDLEY = Change(
    kind=ChangeKind.BETTER,
    attention=Attention.BETTER,
    sentence="",
    metric="marac_cases_awaiting_by_area",
    dataset="marac_backlog",
    subject="Dudley",
)


@pytest.mark.parametrize(
    ("title", "change", "is_cautioned"),
    [
        ("New threshold", BETTER_IN_DUDLEY, True),
        ("New threshold in Dudley", BETTER_IN_DUDLEY, True),
        ("New threshold in Walsall", BETTER_IN_DUDLEY, False),
        ("Walsall and Dudley: new threshold", BETTER_IN_DUDLEY, True),
        ("New threshold in Dudleyshire", BETTER_IN_DUDLEY, True),
        ("New threshold in Walsall", replace(BETTER_IN_DUDLEY, metric="marac_cases_awaiting", subject=""), True),
        ("New threshold in Walsall", replace(BETTER_IN_DUDLEY, metric="marac_referrals_by_year", subject=""), False),
    ],
)
def test_a_change_of_criteria_that_names_a_part_is_about_that_part_and_its_whole_alone(
    title: str, change: Change, is_cautioned: bool
) -> None:
    cards = [
        METRICS[name].card
        for name in ("marac_cases_awaiting_by_area", "marac_cases_awaiting", "marac_referrals_by_year")
    ]
    rows = [{"as_at_on": JANUARY, "area_code": name.lower(), "area_name": name} for name in ("Dudley", "Walsall")]
    results = {
        card.name: Result(
            card=card, as_at=JANUARY, edition=1, rows=tuple(rows) if "area_code" in card.one_row_per else (), sentence="",
            sources=(), checks=(), caveats=(), sql="",
        )
        for card in cards
    }  # fmt: skip
    event = {"title": title, "kind_code": "policy", "topics": "marac", "as_at_on": JANUARY}
    assert bool(with_caution(change, results, [event]).caution) is is_cautioned


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ((80, "over"), (13, "exactly"), ["MARAC cases awaiting in the force: >80 to 13, less than half."]),
        ((80, "over"), (90, "exactly"), []),
        ((100, "exactly"), (200, "exactly"), ["MARAC cases awaiting in the force: 100 to 200, doubled."]),
        ((100, "exactly"), (201, "exactly"), ["MARAC cases awaiting in the force: 100 to 201, more than doubled."]),
        ((100, "exactly"), (199, "exactly"), ["MARAC cases awaiting in the force: 100 to 199."]),
        ((200, "exactly"), (100, "exactly"), ["MARAC cases awaiting in the force: 200 to 100, halved."]),
        ((200, "exactly"), (99, "exactly"), ["MARAC cases awaiting in the force: 200 to 99, less than half."]),
        ((200, "exactly"), (101, "exactly"), ["MARAC cases awaiting in the force: 200 to 101."]),
        ((80, "exactly"), (120, "over"), ["MARAC cases awaiting in the force: 80 to >120."]),
        ((80, "exactly"), (40, "exactly"), ["MARAC cases awaiting in the force: 80 to 40, halved."]),
        ((80, "exactly"), (80, "exactly"), []),
        ((80, "about"), (60, "exactly"), []),
        ((None, "exactly"), (60, "exactly"), []),
    ],
)
def test_a_figure_is_said_to_move_only_where_it_surely_did(
    before: tuple[object, str], after: tuple[object, str], expected: list[str], edition: Edition
) -> None:
    was, now = marac((JANUARY, *before), (FEBRUARY, *after), edition)
    assert sentences(changes(was, now), ChangeKind.WORSE, ChangeKind.BETTER) == expected


def test_a_figure_of_one_date_that_differs_is_restated_and_not_better_or_worse(edition: Edition) -> None:
    was, now = marac((JANUARY, 80, "exactly"), (JANUARY, 70, "exactly"), edition)
    (change,) = changes(was, now)
    assert change.kind is ChangeKind.RESTATED
    assert change.sentence == "MARAC cases awaiting in the force: the figure of 4 January 2024, 80 became 70."


def test_an_improvement_beside_a_change_of_definition_is_to_be_checked_before_the_cheer(edition: Edition) -> None:
    was, now = marac((JANUARY, 80, "exactly"), (FEBRUARY, 30, "exactly"), edition)
    event = {
        "title": "Cases are counted from triage",
        "kind_code": "definition",
        "topics": "marac",
        "as_at_on": date(2024, 1, 20),
    }
    (change,) = changes(was, now, [event])
    assert change.caution == (
        "Read with care: Cases are counted from triage, 20 January 2024, may have changed what is counted."
    )
    assert changes(was, now, [{**event, "topics": "sex_offenders"}])[0].caution == ""
    assert changes(was, now, [{**event, "kind_code": "operation"}])[0].caution == ""
    was, now = marac((JANUARY, 30, "exactly"), (FEBRUARY, 80, "exactly"), edition)
    assert changes(was, now, [event])[0].caution == "", "what got worse needs no such warning"


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        # Without a history: more than 1.645 times the root of the sum of both.
        (4, 8, ChangeKind.OTHER),  # 4 against 5.7
        (4, 11, ChangeKind.WORSE),  # 7 against 6.4
        (33, 30, ChangeKind.OTHER),
        (100, 124, ChangeKind.OTHER),  # 24 against 24.6
        (100, 126, ChangeKind.WORSE),  # 26 against 24.7
        (178, 144, ChangeKind.BETTER),  # 34 against 29.5
    ],
)
def test_without_a_history_a_count_moved_where_chance_rarely_moves_it_as_far(
    before: int, after: int, expected: ChangeKind, edition: Edition
) -> None:
    was, now = marac((JANUARY, before, "exactly"), (FEBRUARY, after, "exactly"), edition)
    (change,) = changes(was, now)
    assert change.kind is expected


def test_what_looks_the_same_has_not_moved(edition: Edition) -> None:
    """Of every metric's decimal series: less than a reader can see is no move, and twice what can be seen is one."""
    tried = 0
    for name, result in at(edition, date(2024, 9, 18)).items():
        for series in result.card.series:
            column = result.card.column(series.column)
            held = [row for row in result.rows if isinstance(row.get(series.column), float)]
            if column is None or not held:
                continue
            tried += 1
            unit = 10.0**-column.decimals
            for shift, is_move in ((0.4 * unit, False), (2 * unit, True)):
                old, new = (
                    replace(result, rows=tuple({**row, series.column: round(row[series.column]) + by} for row in held))
                    for by in (0, shift)
                )
                assert bool(moves(old, new, [series.column])) is is_move, (name, series.column, shift)
    assert tried > 3


def test_changes_are_counted_as_they_are_listed(edition: Edition) -> None:
    area, force, reviews = (
        Change(kind=ChangeKind.WORSE, attention=Attention.BOARD, sentence="", metric="", dataset="", topic=topic)
        for topic in ("marac", "marac", "qatt")
    )
    silent = replace(area, kind=ChangeKind.FEED_SILENT, attention=Attention.CARE)
    day = date(2024, 2, 1)
    for found, words in (
        ([area], "One change needs the board since then."),
        ([area, force, reviews], "Three changes need the board since then."),
        (
            [area, replace(force, attention=Attention.BETTER)],
            "One change needs the board and one is for the better since then.",
        ),
        ([replace(area, attention=Attention.BETTER)] * 2, "Two changes are for the better since then."),
        (
            [*(replace(area, kind=ChangeKind.OTHER, attention=Attention.OTHER) for _ in range(2)), silent],
            "Nothing new needs the board since then: two other changes.",
        ),
        ([silent], "No figure that is held at 1 February 2024 has changed since then; one feed is silent."),
    ):
        assert sentence(found, "then", day, is_anything_held=True) == words


def test_rows_of_a_list_that_differ_are_counted_with_the_columns_they_differ_in() -> None:
    def listed(*kinds: str) -> dict[str, Result]:
        lines = "".join(f"    2026-03-{day:02} | Board {day} | {kind}\n" for day, kind in enumerate(kinds, 1))
        heads = "meeting_on | board_name | kind_code\n---+---+---\n"
        engine = DrawnEngine({"board_meetings": heads + lines})
        return {"board_meetings_by_date": calculate(METRICS["board_meetings_by_date"], engine, date(2026, 4, 1))}

    (change,) = other_changes(listed("force", "force", "force"), listed(*["oversight"] * 3), (), {})
    assert change.sentence.endswith("Two other entries changed in detail: board of the force and kind.")
    (change,) = other_changes(listed("force", "force"), listed("oversight", "force"), (), {})
    assert "too" not in change.sentence


def test_what_is_new_and_what_is_no_longer_listed_are_all_that_differs_and_no_more() -> None:
    def inspections(*names: str) -> str:
        rows = "\n".join(f"{name.lower()} | {name} | 2026-01-05 | peel | forthcoming" for name in names)
        return f"inspection_id | title | as_at_on | kind_code | state_code\n---\n{rows}"

    metric = METRICS["inspections_by_state"]
    old, new = (
        {metric.card.name: calculate(metric, DrawnEngine({"inspections": inspections(*names)}), date(2026, 2, 2))}
        for names in (("Custody", "Vetting"), ("Custody", "Stalking", "Fraud"))
    )
    assert [change.sentence for change in changes(old, new)] == [
        "Inspections past and forthcoming: two new (Fraud and Stalking); one no longer listed (Vetting)."
    ]


def test_a_new_row_without_a_title_goes_by_what_its_key_names() -> None:
    def held(*boards: str) -> dict[str, Result]:
        lines = "".join(f"    2026-03-03 | {board} | force\n" for board in boards)
        heads = "meeting_on | board_name | kind_code\n---+---+---\n"
        name = "board_meetings_by_date"
        return {name: calculate(METRICS[name], DrawnEngine({"board_meetings": heads + lines}), date(2026, 4, 1))}

    (change,) = other_changes(held("Gold"), held("Gold", "Silver"), (), {})
    assert change.sentence == "Board meetings: one new (3 March 2026, Silver)."


@given(
    st.lists(st.tuples(st.sampled_from("AB"), st.sampled_from("xyz"), st.sampled_from("kl")), unique=True, max_size=3)
)
def test_new_rows_of_one_name_are_named_with_what_sets_them_apart(rows: list[tuple[str, str, str]]) -> None:
    def of(*listed: tuple[str, str, str]) -> dict[str, Result]:
        name = "targets_and_tolerances"
        result = calculate(METRICS[name], DrawnEngine({}), date(2026, 4, 1))
        filled = [
            {
                **dict.fromkeys(column.name for column in result.card.columns),
                "tolerance_id": str(at),
                "figure_name": figure,
                "subject": part,
                "threshold_kind_name": kind,
            }
            for at, (figure, part, kind) in enumerate(listed)
        ]
        return {name: replace(result, rows=tuple(filled))}

    found = list(other_changes(of(), of(*rows), (), {}))
    assert bool(found) is bool(rows)
    for change in found:
        names = change.sentence.split("(", 1)[1].removesuffix(").").replace(" and ", ", ")
        for figure, part, kind in rows:
            alike = [other for other in rows if other[0] == figure]
            if len(alike) == 1:
                assert f"{figure}: " not in names
            elif len({other[2] for other in alike}) == len(alike):
                assert f"{figure}: {kind}" in names
            elif len({other[1] for other in alike}) == len(alike):
                assert f"{figure}: {part}" in names
            else:
                assert f"{figure}: {kind}, {part}" in names


@pytest.mark.parametrize(
    ("opened", "closed", "status", "kind", "text"),
    [
        (date(2024, 1, 10), date(2024, 1, 20), "hmicfrs_agreed", ChangeKind.CAUSE_CLOSED, "opened on 10 January 2024 and closed on 20 January 2024"),
        (date(2024, 1, 3), date(2024, 1, 20), "hmicfrs_agreed", ChangeKind.OTHER, "listed for the first time, as closed already"),
        (date(2024, 1, 10), None, "hmicfrs_agreed", ChangeKind.OTHER, "listed for the first time, as closed already"),
        (date(2024, 1, 10), date(2024, 1, 20), "superseded", ChangeKind.OTHER, "listed for the first time, as superseded"),
    ],
    ids=["within the span", "before it", "no day", "superseded"],
)  # fmt: skip
def test_a_cause_that_opened_and_closed_since_is_told_with_both_days(
    opened: date, closed: date | None, status: str, kind: ChangeKind, text: str
) -> None:
    row = {
        "cause_id": "c", "title": "Waits", "status_code": status, "status_name": "Closed", "status_on": closed,
        "counts_as": "superseded" if status == "superseded" else "closed", "opened_on": opened, "as_at_on": FEBRUARY,
    }  # fmt: skip
    card = METRICS["causes_of_concern_by_status"].card
    before, after = (
        Result(
            card=card, as_at=as_at, edition=1, rows=rows, sentence="", sources=(), checks=(), caveats=(), sql="",
        )
        for as_at, rows in ((JANUARY, ()), (FEBRUARY, (row,)))
    )  # fmt: skip
    (change,) = causes_changed(before, after)
    assert (change.kind, change.attention) == (kind, Attention.OTHER)
    assert change.sentence == f"Cause of concern {text}: Waits."
