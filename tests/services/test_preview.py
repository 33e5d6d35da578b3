"""The preview of an acceptance: which figures move, old and new, and which sums no longer come out."""

from datetime import date

import pytest

from src.services import batch_import
from src.services import preview as previewing
from src.services.preview import Preview, counted, preview
from src.settings import Settings
from src.store.acceptance import accept, check, pending
from src.store.upload import Supplied
from tests.store.files import BY, marac

AREAS = ("Birmingham", "Coventry", "Dudley", "Sandwell", "Solihull", "Walsall", "Wolverhampton")


def snapshot(day: str, *counts: int) -> Supplied:
    """One extract of all seven areas, in the order of the alphabet."""
    return marac(*(f"{day},{area},{count}" for area, count in zip(AREAS, counts, strict=True)))


JANUARY = snapshot("2024-01-04", 95, 19, 4, 39, 4, 6, 11)
FEBRUARY = snapshot("2024-02-01", 65, 17, 8, 30, 3, 13, 8)


def of(settings: Settings, file: Supplied) -> Preview:
    """What accepting a file would change."""
    return preview(settings, adding=[pending(file, check(settings, file))])


def test_the_newest_figures_move_from_the_old_date_to_the_new(empty: Settings) -> None:
    accept(empty, [JANUARY], **BY)
    found = of(empty, FEBRUARY)
    assert (found.compared_with, found.as_at_before, found.as_at_after) == (1, date(2024, 1, 4), date(2024, 2, 1))
    assert found.as_at_moves == (
        "Every page would open as at 1 February 2024, the newest day of anything recorded, and no longer as at 4 January "
        "2024. Days overdue and waiting are counted to that day; each figure keeps its own date."
    )
    assert found.as_at_moves in list(found.sentences())
    force = next(moved for moved in found.figures.moved if moved.card.name == "marac_cases_awaiting")
    moves = [(move.before, move.after, move.change, move.is_restated) for move in force.moves]
    assert moves == [(178, 144, -34, False)]
    areas = next(moved for moved in found.figures.moved if moved.card.name == "marac_cases_awaiting_by_area")
    assert [(move.subject, move.before, move.after) for move in areas.moves] == [
        ("Birmingham", 95, 65),
        ("Sandwell", 39, 30),
        ("Walsall", 6, 13),
        ("Dudley", 4, 8),
        ("Wolverhampton", 11, 8),
        ("Coventry", 19, 17),
        ("Solihull", 4, 3),
    ]
    assert force.sentence_before.startswith("178 cases")
    assert force.sentence_after.startswith("144 cases await a MARAC at 1 February 2024, 34 fewer")
    assert counted(found.rows[0]) == "7 rows added, 0 restated, 0 gone, 7 as before"
    assert found.figures.failing == ()
    assert found.continuity == ()


def test_a_figure_restated_at_an_earlier_date_is_told_apart(empty: Settings) -> None:
    accept(empty, [JANUARY, FEBRUARY], **BY)
    found = of(empty, snapshot("2024-01-04", 96, 19, 4, 39, 4, 6, 11))
    areas = next(moved for moved in found.figures.moved if moved.card.name == "marac_cases_awaiting_by_area")
    (move,) = areas.moves
    assert (move.subject, move.before, move.after, move.is_restated) == ("Birmingham", 95, 96, True)
    assert (move.before_on, move.after_on) == (date(2024, 1, 4), date(2024, 1, 4))


def test_a_sum_that_comes_out_now_and_would_not_is_named(empty: Settings) -> None:
    accept(empty, [JANUARY], **BY)
    found = of(empty, marac("2024-02-01,Birmingham,65"))
    assert {(failing.check.name, failing.held_before) for failing in found.figures.failing} == {
        ("Every area reported", True)
    }
    assert {failing.check.detail for failing in found.figures.failing} == {"Areas with a figure: 1 against 7, 6 short."}


def test_nothing_moves_where_the_rows_are_the_same(empty: Settings) -> None:
    accept(empty, [JANUARY], **BY)
    rows = JANUARY.content.decode().splitlines()
    again = Supplied(
        name="again.csv", content="\n".join([rows[0], *reversed(rows[1:])]).encode(), dataset="marac_backlog"
    )
    found = of(empty, again)
    assert found.figures.moved == ()
    assert counted(found.rows[0]) == "0 rows added, 0 restated, 0 gone, 7 as before"


def test_withdrawing_is_previewed_too(empty: Settings) -> None:
    accept(empty, [JANUARY], **BY)
    (event,) = accept(empty, [FEBRUARY], **BY)
    found = preview(empty, leaving_out=[event.extract_id])
    force = next(moved for moved in found.figures.moved if moved.card.name == "marac_cases_awaiting")
    assert [(move.before, move.after) for move in force.moves] == [(144, 178)]


def test_only_metrics_that_read_the_dataset_are_looked_at(empty: Settings) -> None:
    accept(empty, [JANUARY], **BY)
    found = of(empty, FEBRUARY)
    assert found.figures.moved
    assert all("marac_backlog" in moved.card.reads for moved in found.figures.moved)


def test_what_a_person_must_look_at_is_said_first(empty: Settings) -> None:
    accept(empty, [JANUARY], **BY)
    found = of(empty, marac("2024-05-01,dudley,400"))
    assert len(found.continuity) > 1
    assert list(found.sentences())[: len(found.continuity)] == list(found.continuity)


def test_figures_are_worked_out_once_and_only_when_they_are_asked_for(
    empty: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    few = previewing.calculate_few

    def counted_few(metric: previewing.Metric, *of: object) -> object:
        asked.append(metric.card.name)
        return few(metric, *of)  # type: ignore[arg-type]

    monkeypatch.setattr(previewing, "calculate_few", counted_few)
    found = of(empty, JANUARY)
    assert (found.rows[0].added, found.continuity, asked) == (7, (), [])
    assert "marac_cases_awaiting" in {moved.card.name for moved in found.figures.moved}
    once = len(asked)
    assert found.figures is found.figures
    assert len(asked) == once == 2 * len(set(asked))
    asked.clear()
    stored = batch_import.accept(empty, JANUARY, batch_import.take(empty, JANUARY), **BY)
    assert (len(stored.events), asked) == (1, [])
