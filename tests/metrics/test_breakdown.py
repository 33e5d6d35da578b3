"""Which parts a change comes from, ranked, with the share of each."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from src.analysis.change_detection import changes
from src.analysis.contribution import Breakdown, Part, breakdown, in_brief, sentence, why_none
from src.contracts.change import ChangeKind
from src.metrics import METRICS
from src.metrics.calculate import calculate
from tests.metrics.conftest import At
from tests.metrics.drawn import DrawnEngine

JANUARY, FEBRUARY = date(2024, 1, 4), date(2024, 2, 1)
OTHERS = ("birmingham", "coventry", "sandwell", "solihull", "wolverhampton")


def test_the_published_fall_of_34_is_ranked_by_area_with_its_shares(at: At) -> None:
    found = breakdown(at("marac_cases_awaiting_by_area", "2024-02-01"), "cases_awaiting_count", date(2024, 1, 10))
    assert found is not None
    assert (found.before_on, found.after_on, found.change) == (JANUARY, FEBRUARY, -34)
    # 30 of 34 is 88.2 per cent; Walsall, up 7, takes 20.6 away from it.
    assert [(part.name, part.change, round(found.share(part) or 0, 1)) for part in found.parts[:3]] == [
        ("Birmingham", -30, 88.2),
        ("Walsall", 7, -20.6),
        ("Solihull", -6, 17.6),
    ]
    assert found.has_shares
    assert sentence(found, "cases awaiting") == (
        "Cases awaiting fell by 34 between 4 January 2024 and 1 February 2024. Birmingham accounts for 30 of that. "
        "Two rose: Walsall by 7 and Dudley by 4."
    )


def parts(*pairs: tuple[int | None, int | None]) -> Breakdown | None:
    """The breakdown of areas with these figures in January and February."""
    areas = ["dudley", "walsall", "solihull"][: len(pairs)]
    lines = [
        f"{day} | {area} | {'' if pair[at] is None else pair[at]}"
        for at, day in enumerate((JANUARY, FEBRUARY))
        for area, pair in zip(areas, pairs, strict=True)
    ]
    result = calculate(
        METRICS["marac_cases_awaiting_by_area"],
        DrawnEngine({"marac_backlog": "as_at_on | area_code | cases_awaiting_count\n---\n" + "\n".join(lines)}),
        FEBRUARY,
    )
    existing = [row for row in result.rows if row["area_code"] in areas]
    return breakdown(replace(result, rows=tuple(existing)), "cases_awaiting_count", JANUARY)


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        (((4, 4), (6, 6)), "are as many at both dates, 4 January 2024 and 1 February 2024: no part of them moved."),
        (
            ((4, 8), (6, 2)),
            "are as many at both dates, 4 January 2024 and 1 February 2024: what fell elsewhere rose in Dudley.",
        ),
        (
            ((4, 9), (6, 2)),
            "rose by 1 between 4 January 2024 and 1 February 2024. Dudley rose most, by 5. One fell: Walsall by 4.",
        ),
        # 2 of the 2 came from Dudley, yet the others moved by 10: nothing is accounted for by one part.
        (
            ((4, 6), (6, 11), (9, 4)),
            "rose by 2 between 4 January 2024 and 1 February 2024. Walsall rose most, by 5. One fell: Solihull by 5.",
        ),
        # Solihull fell further than any rose, and the whole rose: what rose most is said first. Two rose as much.
        (
            ((4, 8), (6, 10), (9, 3)),
            "rose by 2 between 4 January 2024 and 1 February 2024. Walsall and Dudley rose most, by 4 each. "
            "One fell: Solihull by 6.",
        ),
        (((4, 9), (6, 6)), "rose by 5 between 4 January 2024 and 1 February 2024. Dudley accounts for 5 of that."),
    ],
)
def test_the_change_of_the_whole_is_told_with_what_went_the_other_way(
    figures: tuple[tuple[int, int], ...], expected: str
) -> None:
    found = parts(*figures)
    assert found is not None
    assert sentence(found, "cases awaiting") == f"Cases awaiting {expected}"


def areas(*pairs: tuple[int, int]) -> list[Part]:
    return [Part(name=f"Area{at}", before=was, after=now) for at, (was, now) in enumerate(pairs)]


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        # The whole rose by 42 though an area fell by one: what rose fourfold comes first.
        (
            ((14, 57), (10, 9)),
            ["One of two areas rose since 4 January 2024: Area0 14 to 57.", "Area1 fell most, by 1."],
        ),
        # The whole fell by one; still no fall by two hides a rise from 14 to 19.
        (
            ((14, 19), (10, 8), (10, 8), (10, 8)),
            [
                "One of four areas rose since 4 January 2024: Area0 14 to 19.",
                "Area1, Area2 and Area3 fell most, by 2 each.",
            ],
        ),
        (
            ((20, 10), (4, 8)),
            ["Area0 fell most since 4 January 2024, by 10.", "One of two areas rose: Area1 4 to 8."],
        ),
        (
            ((95, 65), (10, 6), (6, 13)),
            ["Area0 fell most since 4 January 2024, by 30.", "One of three areas rose: Area2 6 to 13."],
        ),
        (
            ((95, 65), (10, 6)),
            ["Area0 accounts for 30 of the fall of 34 since 4 January 2024.", "No area rose."],
        ),
        (((4, 9), (3, 3)), ["One of two areas rose since 4 January 2024: Area0 4 to 9.", "No area fell."]),
        (((4, 4), (3, 3)), []),
    ],
)
def test_how_areas_moved_begins_with_what_went_furthest_the_way_of_the_whole(
    pairs: tuple[tuple[int, int], ...], expected: list[str]
) -> None:
    assert in_brief(areas(*pairs), JANUARY, "area") == expected


@given(some.lists(some.tuples(some.integers(0, 60), some.integers(0, 60)), min_size=1, max_size=7))
def test_no_move_stands_first_that_is_half_of_one_the_other_way(pairs: list[tuple[int, int]]) -> None:
    found = in_brief(areas(*pairs), JANUARY, "area")
    moves = [now - was for was, now in pairs]
    highest, deepest = max(0, *moves), max(0, *(-move for move in moves))
    if not any(moves):
        assert found == []
        return
    is_rise_first = " rose" in found[0]
    first, other = (highest, deepest) if is_rise_first else (deepest, highest)
    assert first
    assert other <= 2 * first, "half as far at the least"
    if other < first:
        assert sum(moves) == 0 or is_rise_first is (sum(moves) > 0) or other * 2 <= first
    for at, (was, now) in enumerate(pairs):
        if now > was:
            assert any(f"Area{at} {was} to {now}" in sentence for sentence in found)


def test_a_part_without_a_figure_leaves_the_change_of_the_whole_unknown() -> None:
    found = parts((4, 9), (None, 6))
    assert found is not None
    assert found.change is None
    assert [part.name for part in found.parts] == ["Dudley", "Walsall"]
    assert sentence(found, "cases awaiting").endswith("no figure from Walsall.")


def test_shares_are_told_only_where_the_parts_moved_by_no_more_than_twice_the_whole() -> None:
    inside, beyond = parts((4, 7), (6, 5)), parts((4, 9), (6, 3))
    assert inside is not None
    assert beyond is not None
    assert (inside.change, inside.has_shares) == (2, True)  # 3 up and 1 down: 4 is twice 2
    assert (beyond.change, beyond.has_shares) == (2, False)  # 5 up and 3 down: 8 is more


@pytest.mark.parametrize(
    ("as_at", "since", "why"),
    [
        (
            "2024-09-18",
            date(2024, 8, 31),
            "Nothing newer than 1 February 2024 has been supplied since 31 August 2024, so no change can be worked "
            "out.",
        ),
        (
            "2024-02-01",
            date(2023, 10, 5),
            "No figure of 5 October 2023 or before is held to compare 1 February 2024 with.",
        ),
        (
            "2023-10-06",
            date(2023, 10, 6),
            "Nothing newer than 6 October 2023 has been supplied since 6 October 2023, so no change can be worked out.",
        ),
    ],
)
def test_without_a_figure_on_each_side_of_the_baseline_it_is_said_why_there_is_no_breakdown(
    at: At, as_at: str, since: date, why: str
) -> None:
    result = at("marac_cases_awaiting_by_area", as_at)
    assert breakdown(result, "cases_awaiting_count", since) is None
    assert why_none(result, "cases_awaiting_count", since) == why


def test_the_parts_that_moved_most_come_first_and_of_equals_the_larger() -> None:
    moved = parts((5, 5), (3, 2), (0, 1))
    assert moved
    # Walsall 3 to 2 and Solihull 0 to 1 both moved by one: 2 is more than 1. Dudley did not move.
    assert [(part.before, part.after) for part in moved.parts] == [(3, 2), (0, 1), (5, 5)]
    level = parts((1, 0), (0, 1))
    assert level
    assert [part.after for part in level.parts] == [1, 0]


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        # Walsall rose by 30 and the force fell by 3: their sum is a rise, and still they went opposite ways.
        (
            ((200, 167), (10, 40)),
            ["Walsall, MARAC cases awaiting: 10 to 40, more than doubled, while the force fell from 210 to 207"],
        ),
        (((200, 195), (10, 40)), ["Walsall, MARAC cases awaiting: 10 to 40, more than doubled"]),
        (((200, 120), (10, 9)), ["Dudley, MARAC cases awaiting: 200 to 120"]),
    ],
)
def test_a_part_goes_against_the_whole_only_where_they_moved_opposite_ways(
    pairs: tuple[tuple[int, int], ...], expected: list[str]
) -> None:
    areas = dict(zip(("dudley", "walsall"), pairs, strict=True)) | dict.fromkeys(OTHERS, (0, 0))
    # The same on 11 days before: enough dates to judge a move.
    days = [*((JANUARY - timedelta(days=ago), 0) for ago in range(11, 0, -1)), (JANUARY, 0), (FEBRUARY, 1)]
    lines = [f"{day} | {area} | {areas[area][at]}" for day, at in days for area in areas]
    engine = DrawnEngine({"marac_backlog": "as_at_on | area_code | cases_awaiting_count\n---\n" + "\n".join(lines)})
    names = ("marac_cases_awaiting", "marac_cases_awaiting_by_area")
    old, new = ({name: calculate(METRICS[name], engine, day) for name in names} for day in (JANUARY, FEBRUARY))
    moved = [
        c.sentence.rstrip(".")
        for c in changes(old, new)
        if c.subject and c.kind in (ChangeKind.WORSE, ChangeKind.BETTER)
    ]
    assert moved == expected
