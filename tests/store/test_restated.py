"""Figures that a later extract gave otherwise: found with old, new and the extract that did it."""

from datetime import date

from src.settings import Settings
from src.store.acceptance import accept, withdraw
from src.store.restatements import restated
from tests.store.files import BY, marac, opened, tasks


def test_a_figure_supplied_again_with_another_value_is_restated(empty: Settings) -> None:
    accept(empty, [marac("2024-01-04,Dudley,4", "2024-01-04,Walsall,6")], **BY)
    accept(
        empty, [marac("2024-01-04,Dudley,5", "2024-01-04,Walsall,6")], by="an analyst", reason="two were counted once"
    )
    (item,) = restated(opened(empty))
    assert (item.dataset.name, item.column.name) == ("marac_backlog", "cases_awaiting_count")
    assert (item.about, item.day, item.before, item.after) == (("Dudley",), date(2024, 1, 4), 4, 5)
    assert item.by.reason == "two were counted once"


def test_the_same_value_again_and_a_new_date_are_no_restatement(empty: Settings) -> None:
    accept(empty, [marac("2024-01-04,Dudley,4")], **BY)
    accept(empty, [marac("2024-01-04,Dudley,4", "2024-02-01,Dudley,8")], **BY)
    assert restated(opened(empty)) == ()


def test_a_restatement_that_was_withdrawn_is_none(empty: Settings) -> None:
    accept(empty, [tasks("2024-02-27,Visits,65")], **BY)
    (event,) = accept(empty, [tasks("2024-02-27,Visits,60")], **BY)
    assert len(restated(opened(empty))) == 1
    withdraw(empty, event.extract_id, **BY)
    assert restated(opened(empty)) == ()


def test_each_step_of_a_figure_restated_twice_is_told_the_newest_first(empty: Settings) -> None:
    for count in (4, 5, 7):
        accept(empty, [marac(f"2024-01-04,Dudley,{count}")], **BY)
    assert [(item.before, item.after) for item in restated(opened(empty))] == [(5, 7), (4, 5)]
