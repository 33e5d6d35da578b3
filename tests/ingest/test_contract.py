"""Every dataset keeps the contract: what it names exists, and nothing in it can be mistaken for another."""

import re

import pytest

from src.contracts import code_lists
from src.contracts.column import Kind
from src.contracts.dataset import Dataset
from src.metrics import METRICS
from src.metrics.datasets import DATASETS
from src.settings import Settings

LISTS = code_lists.read_all(Settings().reference)

each_dataset = pytest.mark.parametrize("dataset", DATASETS.values(), ids=list(DATASETS))


@each_dataset
def test_every_code_list_that_a_column_names_exists(dataset: Dataset) -> None:
    for column in dataset.all_columns:
        assert (column.kind is Kind.CODE) == bool(column.codes), f"{column.name}: a code has a list, nothing else has"
        if column.codes:
            assert LISTS[column.codes].codes, f"data/reference/{column.codes}.csv is empty"


@each_dataset
def test_the_key_and_the_date_are_columns_that_may_not_be_empty(dataset: Dataset) -> None:
    for name in dataset.key:
        if name != "source_id":
            assert dataset.column(name).required, f"{name} is part of the key, so mark it required"
    if dataset.dated_by:
        assert dataset.column(dataset.dated_by).kind is Kind.DATE


@each_dataset
def test_no_two_columns_can_be_mistaken_for_each_other(dataset: Dataset) -> None:
    owner: dict[str, str] = {}
    for column in dataset.all_columns:
        for spelling in {column.name, column.heading, *column.also}:
            plain = re.sub(r"[^a-z0-9]+", " ", spelling.lower()).strip()
            assert owner.setdefault(plain, column.name) == column.name, (
                f'{dataset.name}: "{spelling}" is a heading of {owner[plain]} and of {column.name}: reword one'
            )


@each_dataset
def test_names_end_as_what_they_hold(dataset: Dataset) -> None:
    for column in dataset.all_columns:
        if column.kind is Kind.DATE:
            assert column.name.endswith("_on")
        if column.name.endswith("_count") or column.name.endswith("_days"):
            assert column.kind is Kind.INTEGER
            assert column.least == 0
        if column.name.endswith("_percent"):
            assert (column.least, column.most) == (0, 100)


@each_dataset
def test_rules_point_at_a_column_and_say_what_to_do(dataset: Dataset) -> None:
    for rule in dataset.rules:
        dataset.column(rule.at)
        assert rule.todo.endswith(".")
        assert not rule.sentence.endswith(".")


@each_dataset
def test_sums_name_metrics_and_tables_that_exist(dataset: Dataset) -> None:
    for tried in dataset.reconciliations:
        assert tried.metrics
        assert set(tried.metrics) <= set(METRICS)
        assert dataset.name in tried.reads
        assert set(tried.reads) <= {*DATASETS, *LISTS}


def test_a_dataset_is_registered_under_its_own_name_and_no_list_shares_it() -> None:
    assert all(dataset.name == name for name, dataset in DATASETS.items())
    assert not set(DATASETS) & set(LISTS)


def test_a_code_list_has_each_code_and_each_name_once() -> None:
    for name, codes_list in LISTS.items():
        assert len(set(codes_list.codes)) == len(codes_list.codes), f"{name} holds a code twice"
        names = [label.lower() for label in codes_list.names().values()]
        assert len(set(names)) == len(names), f"{name} holds a name twice"


def test_asking_for_a_column_that_is_not_there_names_it() -> None:
    with pytest.raises(KeyError, match="marac_backlog has no column wait"):
        DATASETS["marac_backlog"].column("wait")


def test_the_limits_are_those_the_engage_paper_cites() -> None:
    limits = {row["limit_code"]: (row["value"], row["unit_code"]) for row in LISTS["limits"].rows}
    assert limits == {
        "marac_wait": (28, "days"),
        "package_very_high": (48, "hours"),
        "package_high": (7, "days"),
        "package_medium": (21, "days"),
        "package_standard": (60, "days"),
    }
    bands = {row["risk_code"]: row["limit_hours"] for row in LISTS["risk_bands"].rows}
    assert (bands["very_high"], bands["high"], bands["medium"], bands["standard"]) == (48, 7 * 24, 21 * 24, 60 * 24)
