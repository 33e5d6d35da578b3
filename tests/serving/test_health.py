"""What whoever watches over the server is told."""

from pathlib import Path

import pytest

from src.serving import health
from src.settings import Settings, version
from src.store.acceptance import accept
from tests import editions
from tests.serving.conftest import Ask
from tests.store.files import BY, marac


def test_the_server_says_that_it_answers_and_which_edition_is_open(ask: Ask) -> None:
    assert (ask("/healthz").status, ask("/healthz").text) == (200, "The server answers.\n")
    assert (ask("/readyz").status, ask("/readyz").text) == (
        200,
        f"Ready: edition {editions.FIRST}, PEELboard {version()}.\n",
    )
    assert ask("/readyz").headers["cache-control"] == "no-store"


def test_the_first_question_takes_in_the_published_figures(tmp_path: Path) -> None:
    assert health.readiness(Settings(store=tmp_path / "store")) == (
        200,
        f"Ready: edition {editions.FIRST}, PEELboard {version()}.",
    )


def test_a_store_whose_ledger_is_ruined_is_not_ready_and_says_no_more(tmp_path: Path) -> None:
    (tmp_path / "published").mkdir()
    settings = Settings(store=tmp_path / "secret place", published=tmp_path / "published")
    accept(settings, [marac("2024-01-04,Dudley,4")], **BY)
    for path in (settings.store / "ledger").glob("*.parquet"):
        path.write_bytes(b"nothing")
    other = Settings(store=tmp_path / "moved", published=tmp_path / "published")
    settings.store.rename(other.store)  # so that nothing read before can answer
    assert health.readiness(other) == (503, "Not ready: the store cannot be read.")


def test_a_store_that_cannot_be_written_to_before_it_holds_a_figure_is_not_ready(tmp_path: Path) -> None:
    (tmp_path / "store").write_text("a file where the folder should be")
    assert health.readiness(Settings(store=tmp_path / "store")) == (
        503,
        "Not ready: the store cannot be written to, and no figure is in it yet.",
    )


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_the_health_addresses_are_for_asking_only(path: str, ask: Ask) -> None:
    assert ask(path, "POST").status == 405
