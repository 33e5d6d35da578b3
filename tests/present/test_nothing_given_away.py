"""No hidden count can be worked out from what a release shows: tried for every metric, by other code than hides it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from src.analysis.disclosure_control import hide_small_counts
from src.contracts.column import COUNT, Column, Disclosure, Kind, Role, derived_from, total_of
from src.contracts.metric import NOT_SHOWN, Card, Result, Row
from src.metrics import METRICS
from src.metrics.calculate import calculate
from tests.metrics import portal, weekly
from tests.metrics.drawn import DrawnEngine

DATES = (date(2024, 1, 31), date(2024, 2, 29))
PARTS = ("a", "b", "c", "d")


def number(name: str, disclosure: Disclosure | None, unit: str = "cases") -> Column:
    return Column(name=name, heading=name, meaning="Made up.", kind=Kind.DECIMAL, unit=unit, disclosure=disclosure)


RECIPE = replace(
    METRICS["marac_cases_awaiting_by_area"].card,
    name="marac_share_by_area",
    share_of=("area_count", "force_count"),
    columns=(
        *METRICS["marac_cases_awaiting_by_area"].card.named(("as_at_on", "area_code")),
        number("area_count", COUNT),
        number("force_count", total_of("area_count", over="area_code")),
        number("share_percent", derived_from("area_count", "force_count"), "per cent"),
    ),
)
"""A share of two counts, as somebody would add it by the recipe."""
CARDS = [*(metric.card for metric in METRICS.values()), RECIPE]
COUNTED = [
    card
    for card in CARDS
    if any(column.disclosure and column.disclosure.role in (Role.COUNT, Role.TOTAL) for column in card.columns)
]


def rows_of(card: Card, draw: Any) -> list[dict[str, Any]]:
    """Rows that could be a result of the card: counts drawn, and everything else worked out from them."""
    keys = [DATES if "_on" in name else PARTS[: draw(st.integers(2, 3))] for name in card.one_row_per]
    rows: list[dict[str, Any]] = []
    for key in product(*keys):
        row: dict[str, Any] = {column.name: None for column in card.columns}
        row |= dict(zip(card.one_row_per, key, strict=True))
        if "as_at_on" in row and row["as_at_on"] is None:
            row["as_at_on"] = DATES[-1]
        for column in card.columns:
            if column.disclosure == COUNT:
                row[column.name] = draw(st.sampled_from((0, 1, 1, 2, 3, 4, 4, 5, 9, 12, 40)))
        for column in card.columns:
            role = column.disclosure
            if role and role.role is Role.TOTAL and not role.over:
                rest = 0 if role.is_whole else draw(st.integers(0, 9))
                row[column.name] = sum(row[name] for name in role.of) + rest
        rows.append(row)
    for row in rows:
        _follow(card, row, rows)
    return rows


def _follow(card: Card, row: dict[str, Any], rows: Sequence[dict[str, Any]]) -> None:
    """Fill in what rests on other columns and rows."""
    for column in card.columns:
        role = column.disclosure
        if role is None:
            continue
        if role.over:
            alike = [r for r in rows if all(r[n] == row[n] for n in card.one_row_per if n != role.over)]
            row[column.name] = sum(r[role.of[0]] for r in alike)
        elif role.role is Role.EARLIER and row.get("as_at_on") == DATES[1]:
            same = [n for n in card.one_row_per if n != "as_at_on"]
            (before,) = (r for r in rows if r["as_at_on"] == DATES[0] and all(r[n] == row[n] for n in same))
            row[column.name] = before[role.of[0]]
            if role.date:
                row[role.date] = DATES[0]
        elif role.role is Role.DERIVED:
            known = [row[name] for name in role.of]
            if all(value is not None for value in known):
                is_share = column.suffix and len(known) == 2
                row[column.name] = (100 * known[0] / known[1] if known[1] else None) if is_share else sum(known) / 7


def released(card: Card, rows: Sequence[Row], under: int) -> Result:
    whole = Result(
        card=card, as_at=DATES[1], edition=1, rows=tuple(rows), sentence="", sources=(), checks=(), caveats=(), sql=""
    )
    return hide_small_counts({card.name: whole}, under)[card.name]


def sums(card: Card, rows: Sequence[Row]) -> Iterator[dict[tuple[int, str], int]]:
    """What a reader knows adds up: totals in a row, and a total over each part of the key, printed or known elsewhere.

    Each as the numbers by which cells (row, column) are multiplied to come to something known.
    """
    for at in range(len(rows)):
        for column in card.columns:
            role = column.disclosure
            if role and role.role is Role.TOTAL and role.is_whole and not role.over:
                yield {(at, column.name): -1, **{(at, name): 1 for name in role.of}}
    for part in (name for name in card.one_row_per if not name.endswith("_on")):
        others = [name for name in (*card.one_row_per, "as_at_on") if name != part and name in rows[0]]
        for group in {tuple(row[name] for name in others) for row in rows}:
            places = [at for at, row in enumerate(rows) if tuple(row[name] for name in others) == group]
            for column in card.columns:
                role = column.disclosure
                if role and role.role in (Role.COUNT, Role.TOTAL) and not role.over and len(places) > 1:
                    printed = [c.name for c in card.columns if c.disclosure == total_of(column.name, over=part)]
                    yield {(at, column.name): 1 for at in places} | {(places[0], name): -1 for name in printed}


def given_away(card: Card, rows: Sequence[Row], shown: Sequence[Row]) -> list[tuple[int, str]]:
    """The hidden cells whose value follows from the sums, by the rank of the matrix of what is not known."""
    hidden = sorted((at, name) for at, row in enumerate(shown) for name in row.get(NOT_SHOWN, {}))
    place = {cell: at for at, cell in enumerate(hidden)}
    lines = []
    for known in sums(card, rows):
        line = [0] * len(hidden)
        for cell, times in known.items():
            if cell in place:
                line[place[cell]] = times
        if any(line):
            lines.append(line)
    if not lines:
        return []
    _, sizes, directions = numpy.linalg.svd(numpy.array(lines))
    free = directions[int((sizes > 1e-9).sum()) :]  # what may change without any sum changing
    return [cell for at, cell in enumerate(hidden) if not numpy.any(numpy.abs(free[:, at]) > 1e-9)]


@pytest.mark.parametrize("card", COUNTED, ids=lambda card: card.name)
@settings(max_examples=25)
@given(data=st.data(), under=st.sampled_from((2, 3, 5, 10)))
def test_no_hidden_count_follows_from_what_is_shown(card: Card, data: st.DataObject, under: int) -> None:
    rows = rows_of(card, data.draw)
    shown = released(card, rows, under).rows
    for before, after in zip(rows, shown, strict=True):
        for column in card.columns:
            role, value = column.disclosure, after[column.name]
            if role is None or value is None or role.role is Role.SAFE or not column.is_number:
                continue
            if role.role in (Role.COUNT, Role.TOTAL, Role.EARLIER) and role.of[:1] != ("average_grade",):
                assert value == 0 or abs(value) >= under, f"{column.name} shows {value}"
            if role.role is Role.DERIVED:
                gone = [name for name in role.of if before[name] is not None and after[name] is None]
                assert gone == [], f"{column.name} is shown and rests on {gone}"
    counts = {c.name for c in card.columns if c.disclosure and c.disclosure.role in (Role.COUNT, Role.TOTAL)}
    away = [
        (at, name)
        for at, name in given_away(card, rows, shown)
        if name in counts and not card.column(name).disclosure.over
    ]  # type: ignore[union-attr]
    small = [(at, name) for at, name in away if 0 < abs(rows[at][name]) < under]
    assert small == [], "these follow from the sums"


def test_a_share_of_a_hidden_count_is_hidden_with_it_by_hand() -> None:
    """Of 144 cases eight are in Dudley: under ten, so that its share of 5.6% would give them away."""
    counts = {"birmingham": 65, "dudley": 8, "walsall": 71}
    rows = [
        {"as_at_on": DATES[0], "area_code": area, "area_count": n, "force_count": 144, "share_percent": 100 * n / 144}
        for area, n in counts.items()
    ]
    birmingham, dudley, walsall = released(RECIPE, rows, 10).rows
    assert (dudley["area_count"], dudley["share_percent"]) == (None, None)
    # One of the two others has to go as well, as the total of the force is shown: the smaller of them.
    assert (birmingham["area_count"], birmingham["share_percent"]) == (None, None)
    assert (walsall["area_count"], walsall["force_count"]) == (71, 144)


def test_the_few_that_a_large_share_leaves_out_are_not_given_away() -> None:
    """97 of 100 met the standard: that three did not is a small count as well."""
    card = METRICS["investigation_standards_met"].card
    row: dict[str, Any] = {column.name: None for column in card.columns}
    row |= {
        "as_at_on": DATES[0], "measure_code": "plans", "numerator_count": 97, "denominator_count": 100,
        "share_percent": 97.0,
    }  # fmt: skip
    (shown,) = released(card, [row], 5).rows
    assert None in (shown["numerator_count"], shown["denominator_count"])
    assert shown["share_percent"] is None
    (shown,) = released(card, [{**row, "numerator_count": 90, "share_percent": 90.0}], 5).rows
    assert (shown["numerator_count"], shown["share_percent"]) == (90, 90.0)


def test_a_number_whose_card_does_not_say_what_it_is_is_hidden() -> None:
    card = replace(RECIPE, columns=(*RECIPE.columns[:3], number("worst_score", None)))
    rows = [{"as_at_on": DATES[0], "area_code": "a", "area_count": 50, "worst_score": 7, "unknown": 3}]
    (shown,) = released(card, rows, 5).rows
    assert (shown["area_count"], shown["worst_score"], shown["unknown"]) == (50, None, None)


SAME = {
    "sex_offender_tasks_flow_by_area": ("outstanding_count", ("as_at_on", "area_code", "task_code")),
    "sex_offender_tasks_by_area": ("outstanding_count", ("as_at_on", "area_code")),
    "sex_offender_tasks_outstanding": ("outstanding_count", ("as_at_on", "task_code")),
    "sex_offender_tasks_flow": ("outstanding_count", ("as_at_on", "task_code")),
    "marac_cases_awaiting_by_area": ("cases_awaiting_count", ("as_at_on", "area_code")),
    "marac_referrals_and_cases_heard_by_area": ("cases_awaiting_count", ("as_at_on", "area_code")),
}
"""Tables that show the same counts, whole or in parts, with the key of a row."""


@pytest.mark.parametrize("under", [3, 5, 10, 20])
def test_one_table_does_not_give_away_what_another_hides(under: int) -> None:
    engine = DrawnEngine({**portal.TABLES, **weekly.TABLES})
    results = {name: calculate(METRICS[name], engine, date(2026, 3, 2)) for name in SAME}
    shown = hide_small_counts(results, under)
    known: dict[tuple[str, frozenset[Any]], set[Any]] = {}
    hidden = 0
    for name, (column, key) in SAME.items():
        for row in shown[name].rows:
            place = (column, frozenset((part, row[part]) for part in key))
            known.setdefault(place, set()).add(row[column] is None)
    assert all(len(states) == 1 for states in known.values()), "one table hides a count that another shows"
    wholes: Mapping[tuple[str, frozenset[Any]], set[Any]] = known
    for (column, key_of), states in wholes.items():
        hidden += True in states
        for part in ("task_code", "area_code"):
            parts = [
                other
                for other in known
                if other[0] == column
                and len(other[1]) == len(key_of) + 1
                and key_of < other[1]
                and part in dict(other[1] - key_of)
            ]
            if states == {True} and parts:
                gone = sum(known[other] == {True} for other in parts)
                assert gone, f"{key_of} is hidden and all its parts are shown"
    assert hidden


def test_where_a_sum_has_nothing_left_to_hide_the_other_sums_of_its_counts_hide_more_by_hand() -> None:
    """One grade 2 in section b, of one in both: section a's must be none, whatever stands for it, unless rows hide it too."""
    card = METRICS["qatt_grade_distribution_by_month_and_section"].card
    rows = []
    for section, grades in (("a", (0, 0, 0, 1, 2)), ("b", (0, 1, 3, 0, 3))):
        row: dict[str, Any] = {column.name: None for column in card.columns}
        row |= {"as_at_on": DATES[1], "section_code": section}
        row |= {f"grade_{at}_count": count for at, count in enumerate(grades, 1)}
        row |= {"good_count": sum(grades[3:]), "reviews_count": sum(grades)}
        rows.append(row)
    shown = released(card, rows, 3).rows
    assert shown[1]["grade_2_count"] is None
    assert given_away(card, rows, shown) == []
