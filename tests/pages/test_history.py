"""The history on the Extracts page: a choice and a press that reach the server together mean the choice made."""

from pathlib import Path

import pytest

from src.settings import PROJECT, Settings
from src.store import editions
from src.store.acceptance import accept
from src.store.upload import supplied
from tests.pages.conftest import OpenPage, words


@pytest.fixture
def two_editions(tmp_path: Path) -> Settings:
    """Settings whose store holds the sources as edition 1 and the MARAC backlog as edition 2."""
    (tmp_path / "published").mkdir()
    settings = Settings(store=tmp_path / "store", published=tmp_path / "published")
    for name in ("sources", "marac_backlog"):
        file = supplied(PROJECT / "data" / "published" / f"{name}.csv", name)
        accept(settings, [file], by="A test", reason=f"Only {name}")
    return settings


def test_an_edition_chosen_and_shown_in_one_go_is_the_one_shown(open_page: OpenPage, two_editions: Settings) -> None:
    app = open_page(two_editions, "extracts")
    app.selectbox(key="edition-to-show-2").set_value(1)
    app.button(key="look-back").click()
    app.run()
    assert "As the board saw it: edition 1" in words(app)


def test_an_extract_chosen_and_withdrawn_in_one_go_is_the_one_looked_at(
    open_page: OpenPage, two_editions: Settings
) -> None:
    app = open_page(two_editions, "extracts")
    sources = next(event.extract_id for event in editions.history(two_editions) if event.dataset == "sources")
    app.selectbox(key="extract-to-turn-2").set_value(sources)
    app.button(key="turn").click()
    app.run()
    assert "Withdrawing Sources" in words(app)
