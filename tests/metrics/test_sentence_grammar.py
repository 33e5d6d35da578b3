"""Every sentence of every metric over tables at their edges: none, one, two, all alike, missing, a first date."""

import random
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest

from src.contracts.metric import Result, Row
from src.metrics import METRICS
from src.metrics.calculate import calculate
from src.store.editions import Edition
from tests.metrics import portal, weekly
from tests.metrics.drawn import DrawnEngine
from tests.metrics.grammar import PLURALS, faults

DATES = (date(2017, 3, 1), date(2023, 6, 29), date(2024, 2, 27), date(2024, 9, 18))
DRAWN = ((weekly.TABLES, date(2026, 3, 2)), (portal.TABLES, date(2026, 4, 20)))
Rows = list[dict[str, Any]]


def moves(row: Row) -> tuple[str, ...]:
    """The columns of a row that are counts, which may be any number."""
    return tuple(name for name in row if name.endswith("_count"))


def all_at(value: int) -> Callable[[Rows], Rows]:
    """Every count at one number, and so every change 0."""

    def changed(rows: Rows) -> Rows:
        return [
            {
                name: (0 if name in ("change_count", "net_count") else value)
                if name in moves(row) and old is not None
                else old
                for name, old in row.items()
            }
            for row in rows
        ]

    return changed


def all_moved(by: int) -> Callable[[Rows], Rows]:
    """Every figure that is compared with one before it having moved by so much."""

    def changed(rows: Rows) -> Rows:
        return [
            row | {"change_count": by, "previous_count": max(row[counted_of(row)] - by, 0)}
            if row.get("change_count") is not None
            else row
            for row in rows
        ]

    return changed


def counted_of(row: Row) -> str:
    """The column of the figure that a change is of."""
    return next(name for name in moves(row) if name not in ("previous_count", "change_count") and row[name] is not None)


def first_alone(rows: Rows) -> Rows:
    """The newest date as if it were the first: nothing before it."""
    dated = next((name for name in ("as_at_on", "month_on") if name in rows[0]), None)
    kept = [row for row in rows if dated is None or row[dated] == rows[-1][dated]]
    return [
        {name: None if name.startswith("previous_") or name == "change_count" else old for name, old in row.items()}
        for row in kept
    ]


def last_alone(rows: Rows) -> Rows:
    """The last row, with nothing before it."""
    return first_alone(rows[-1:])


def first_row_alone(rows: Rows) -> Rows:
    """The first row, with nothing before it."""
    return first_alone(rows[:1])


def missing(rows: Rows) -> Rows:
    """The figure of the newest row not given, and whatever is worked out from it."""
    gone = ("change_count", "net_count", "share_percent", "all_tasks_count")
    last = {name: None if name in gone or name in NULLABLE else old for name, old in rows[-1].items()}
    return [*rows[:-1], last]


NULLABLE = (
    "cases_awaiting_count",
    "outstanding_count",
    "unallocated_count",
    "packages_count",
    "referrals_received_count",
)
"""Figures that may be missing from a row."""


def as_it_is(rows: Rows) -> Rows:
    return rows


EDGES = {
    "as it is": as_it_is,
    "all none": all_at(0),
    "all one": all_at(1),
    "all two": all_at(2),
    "all rose": all_moved(1),
    "all fell": all_moved(-1),
    "first date": first_alone,
    "one row": last_alone,
    "another row": first_row_alone,
    "missing": missing,
    "one at a first date": lambda rows: all_at(1)(first_alone(rows)),
    "none in one row": lambda rows: all_at(0)(last_alone(rows)),
    "one in one row": lambda rows: all_at(1)(last_alone(rows)),
}


@pytest.fixture(scope="module")
def results(edition: Edition) -> list[Result]:
    """Every metric with rows, over the published figures at four dates and over two drawn sets of tables."""
    published = [calculate(metric, edition, as_at) for metric in METRICS.values() for as_at in DATES]
    drawn = [
        calculate(metric, DrawnEngine(tables), as_at)
        for tables, as_at in DRAWN
        for metric in METRICS.values()
        if set(metric.card.reads) & set(tables)
    ]
    return [result for result in [*published, *drawn] if result.rows]


def sentences(results: list[Result]) -> Iterator[tuple[str, str]]:
    """Every sentence at every edge, with where it comes from."""
    for result in results:
        for edge, change in EDGES.items():
            rows = change([dict(row) for row in result.rows])
            yield f"{result.card.name}, {edge}, {result.as_at}", METRICS[result.card.name].sentence(rows, result.as_at)


def test_every_sentence_agrees_at_every_edge(results: list[Result]) -> None:
    assert {result.card.name for result in results} == set(METRICS), "a metric whose sentence is never read"
    read = results
    found = [f"{where}: {fault} in {text!r}" for where, text in sentences(read) for fault in faults(text)]
    assert found == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("1 cases await a MARAC.", "1 with cases"),
        ("1 recommendation belong to causes of concern.", "1 recommendation with belong"),
        ("One findings closed.", "One with findings"),
        ("12 finding is open.", "12 with finding"),
        ("12 findings is open.", "12 findings with is"),
        ("1 digital forensics cases stood.", "1 with cases"),
        ("1 inspection are named.", "1 inspection with are"),
        ("Closed on 2024-02-27.", "a date as a computer writes it: '2024-02-27'"),
        ("Of these: .", "an empty place: ': .'"),
        ("Two inspections are named, all of them to come.", "all of two: 'Two inspections are named, all of them'"),
    ],
)
def test_the_parser_finds_what_does_not_agree(text: str, fault: str) -> None:
    assert fault in faults(text)


@pytest.mark.parametrize(
    "text",
    [
        "1 case awaits a MARAC at 1 February 2024, 34 fewer than on 4 January 2024 (178).",
        "Two of seven areas rose: Walsall 6 to 13 and Dudley 4 to 8.",
        "No area is graded yet, and no findings are open: inside the limit of 28 days.",
        "1,976 days past the end of September 2018.",
        "Level 2 findings are closed by the force.",
        "One of the four causes of concern is open; 8 of them were raised in March 2024.",
        "Of 28 vetting recommendations assessed: 2 red.",
        "2 findings from 1 report are listed.",
    ],
)
def test_the_parser_lets_what_agrees_pass(text: str) -> None:
    assert faults(text) == []


def test_the_parser_hears_both_numbers_of_every_noun() -> None:
    draw = random.Random(1)
    for _ in range(200):
        noun, plural = draw.choice(list(PLURALS.items()))
        count = draw.randint(2, 40)
        assert faults(f"1 {noun} is open and {count} {plural} are open.") == []
        assert len(faults(f"1 {plural} is open and {count} {noun} are open.")) == 2
