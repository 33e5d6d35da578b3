"""Named views: kept under a page and a name, the newest of a name holding."""

from pathlib import Path

from src.settings import Settings
from src.store.views import let_go, save, saved


def test_nothing_is_saved_in_an_empty_store_and_asking_makes_none(tmp_path: Path) -> None:
    assert saved(tmp_path / "store", "board_pack") == {}
    assert not (tmp_path / "store").exists()


def test_a_view_is_saved_and_a_newer_one_of_its_name_takes_its_place(tmp_path: Path) -> None:
    save(Settings(store=tmp_path), "board_pack", "Monthly board", "since=2024-01-04", "an analyst")
    save(Settings(store=tmp_path), "board_pack", "Monthly board", "since=2024-02-01", "another")
    assert saved(tmp_path, "board_pack") == {"Monthly board": "since=2024-02-01"}


def test_views_come_in_the_order_of_their_names(tmp_path: Path) -> None:
    for name in ("marac only", "Audit committee", "Board"):
        save(Settings(store=tmp_path), "board_pack", name, "title=x", "an analyst")
    assert list(saved(tmp_path, "board_pack")) == ["Audit committee", "Board", "marac only"]


def test_a_view_belongs_to_its_page(tmp_path: Path) -> None:
    save(Settings(store=tmp_path), "board_pack", "Board", "title=x", "an analyst")
    assert saved(tmp_path, "findings") == {}


def test_a_view_let_go_is_shown_no_longer_and_may_be_saved_again(tmp_path: Path) -> None:
    save(Settings(store=tmp_path), "board_pack", "Board", "title=x", "an analyst")
    let_go(Settings(store=tmp_path), "board_pack", "Board", "an analyst")
    assert saved(tmp_path, "board_pack") == {}
    save(Settings(store=tmp_path), "board_pack", "Board", "title=y", "an analyst")
    assert saved(tmp_path, "board_pack") == {"Board": "title=y"}


def test_the_same_view_again_writes_nothing(tmp_path: Path) -> None:
    save(Settings(store=tmp_path), "board_pack", "Board", "title=x", "an analyst")
    before = sorted(tmp_path.rglob("*"))
    save(Settings(store=tmp_path), "board_pack", "Board", "title=x", "another")
    assert sorted(tmp_path.rglob("*")) == before
