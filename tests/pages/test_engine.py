"""A page says what answered, and shows no figure where nothing answers."""

from importlib.metadata import version

import pytest

from src.settings import Settings
from tests import editions
from tests.pages.conftest import OpenPage, words


def test_the_foot_of_a_page_says_which_engine_answered(
    open_page: OpenPage, published: Settings, spark_address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "answered by DuckDB " in words(open_page(published, "marac"))
    monkeypatch.setenv("PEELBOARD_ENGINE", spark_address)
    shown = words(open_page(published, "marac", "2024-02-27"))
    server = spark_address.removeprefix("spark://")
    assert f"answered by Spark {version('pyspark-client')} at {server}." in shown
    assert "144 cases" in shown


def test_an_engine_that_cannot_be_reached_is_one_sentence_and_no_figure(
    open_page: OpenPage, published: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PEELBOARD_ENGINE", "spark://127.0.0.1:1")
    shown = words(open_page(published, "marac", "2024-02-27"))
    assert "The engine at 127.0.0.1:1 does not answer, so no figure is shown." in shown
    assert "144 cases" not in shown
    assert f"Edition {editions.FIRST}" not in shown
