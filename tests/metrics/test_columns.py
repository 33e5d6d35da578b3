"""The columns that a card declares, held against what its SQL gives."""

from datetime import date
from functools import cache

import pytest

from src.contracts.column import Column, Kind, Role
from src.contracts.metric import Metric
from src.metrics import METRICS
from tests.metrics.drawn import DrawnEngine

KINDS = {"BIGINT": Kind.INTEGER, "INTEGER": Kind.INTEGER, "DOUBLE": Kind.DECIMAL, "DATE": Kind.DATE}
KINDS |= {"BOOLEAN": Kind.YES_NO}
each_metric = pytest.mark.parametrize("metric", METRICS.values(), ids=list(METRICS))


def given(metric: Metric) -> dict[str, str]:
    """The columns that the SQL of a metric gives, and their types in DuckDB."""
    return _given(metric.card.name)


@cache
def _given(name: str) -> dict[str, str]:
    metric = METRICS[name]
    rows = DrawnEngine({}).ask(f"describe ({metric.sql})", metric.card.reads, {"as_at": date(2024, 2, 1)})
    types = {row["column_name"]: row["column_type"] for row in rows}
    return types | ({"share_percent": "DOUBLE"} if metric.card.share_of else {})


@each_metric
def test_a_card_declares_the_columns_of_its_sql_in_their_order(metric: Metric) -> None:
    assert [column.name for column in metric.card.columns] == list(given(metric))


@each_metric
def test_a_column_is_of_the_kind_that_its_sql_gives(metric: Metric) -> None:
    texts = {Kind.TEXT, Kind.CODE}
    wrong = [
        column.name
        for column in metric.card.columns
        if column.kind not in ({KINDS[of]} if (of := given(metric)[column.name]) in KINDS else texts)
    ]
    assert wrong == []


@each_metric
def test_every_number_says_what_it_could_give_away(metric: Metric) -> None:
    silent = [column.name for column in metric.card.columns if column.is_number and column.disclosure is None]
    assert silent == [], "declare a disclosure role: COUNT, total_of, derived_from, earlier or SAFE"


@each_metric
def test_what_a_column_rests_on_is_a_column_of_the_same_result(metric: Metric) -> None:
    names = {column.name for column in metric.card.columns}
    for column in metric.card.columns:
        role = column.disclosure
        if role is not None:
            assert set(role.of) <= names, column.name
            assert not role.over or role.over in metric.card.one_row_per, column.name
            assert not role.date or role.date in names, column.name
        assert {column.qualifier, column.precision} - {""} <= names, column.name


@each_metric
def test_a_share_is_derived_from_the_two_counts_it_is_worked_out_from(metric: Metric) -> None:
    if metric.card.share_of:
        column = metric.card.column("share_percent")
        assert column is not None
        assert column.disclosure is not None
        assert (column.disclosure.role, column.disclosure.of) == (Role.DERIVED, metric.card.share_of)


@each_metric
def test_a_column_says_what_it_means_and_no_two_of_a_table_are_headed_alike(metric: Metric) -> None:
    for column in metric.card.columns:
        assert column.heading
        assert column.meaning.endswith("."), column.name
    headings = [column.heading for column in metric.card.named()]
    assert len(set(headings)) == len(headings), headings
    assert headings


def test_a_column_of_one_name_has_one_heading_everywhere() -> None:
    """A reader who goes from table to table meets one word for one thing. A title is headed by what it is a title of."""
    found: dict[tuple[str, str], set[str]] = {}
    for metric in METRICS.values():
        for column in metric.card.columns:
            if not column.is_number and column.name != "title":
                found.setdefault((column.name, column.codes), set()).add(column.heading)
    assert {name: headings for name, headings in found.items() if len(headings) > 1} == {}


def test_a_table_that_names_a_column_nobody_declares_is_refused() -> None:
    with pytest.raises(KeyError):
        METRICS["marac_cases_awaiting"].card.named(("cases_waiting_count",))


def test_a_number_is_written_with_the_sign_of_its_unit() -> None:
    column = Column(name="share_percent", heading="Share", meaning="A share.", kind=Kind.DECIMAL, unit="per cent")
    assert (column.is_number, column.suffix) == (True, "%")
