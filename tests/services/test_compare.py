"""What changed is found once, for the page and for the pack, restatements included; small ones held back on release."""

from datetime import date, timedelta

from src.contracts.baseline import Baseline
from src.contracts.change import ChangeKind
from src.services import build_pack, compare
from src.settings import Settings
from src.store.acceptance import accept
from src.store.editions import open_edition
from tests.store.files import marac

JANUARY, FEBRUARY = date(2024, 1, 4), date(2024, 2, 1)


def restated(settings: Settings, before: int, after: int) -> None:
    """A store in which Dudley's figure of February was supplied twice."""
    # The same on 11 days before January: 13 dates, enough to judge a move.
    january = [f"{JANUARY - timedelta(days=ago)},Dudley,80" for ago in range(12)]
    for rows in (january, [f"{FEBRUARY},Dudley,{before}"], [f"{FEBRUARY},Dudley,{after}"]):
        accept(settings, [marac(*rows)], by="an analyst", reason="counted again")


def test_the_pack_tells_a_restatement_as_the_page_does(empty: Settings) -> None:
    restated(empty, 40, 44)
    edition = open_edition(empty)
    results = build_pack.every_result(edition, FEBRUARY)
    found = compare.changes_between(
        edition, build_pack.every_result(edition, JANUARY), results, baseline=Baseline(since=JANUARY), as_at=FEBRUARY
    )
    assert build_pack.pack_data(empty, edition, FEBRUARY, Baseline(since=JANUARY)).changes == found
    (change,) = [change for change in found if change.kind is ChangeKind.RESTATED]
    assert change.sentence == (
        "Dudley, cases awaiting: the figure of 1 February 2024, 40 became 44 (an analyst: counted again)."
    )
    assert change.metric == "marac_cases_awaiting_by_area"
    better = [change for change in found if change.kind is ChangeKind.BETTER]
    assert [change.caution for change in better] == ["Read with care: figures of this measure were restated."]


def test_an_old_small_figure_does_not_get_out_by_its_restatement(empty: Settings) -> None:
    restated(empty, 3, 44)
    existing = build_pack.pack_data(empty, open_edition(empty), FEBRUARY, Baseline(since=JANUARY), under=10)
    assert [change for change in existing.changes if change.kind is ChangeKind.RESTATED] == []
    assert existing.changes_not_shown >= 1
    shown = build_pack.pack_data(empty, open_edition(empty), FEBRUARY, Baseline(since=JANUARY))
    assert any("3 became 44" in change.sentence for change in shown.changes)


def test_a_restatement_before_the_span_is_no_news(empty: Settings) -> None:
    restated(empty, 40, 44)
    edition, later = open_edition(empty), date(2024, 3, 7)
    existing = build_pack.pack_data(empty, edition, later, Baseline(since=FEBRUARY))
    assert [change for change in existing.changes if change.kind is ChangeKind.RESTATED] == []
