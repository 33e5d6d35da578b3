"""What the tests share that ruin a store: the store, and processes that are made in a moment."""

import multiprocessing
import shutil
from pathlib import Path

import pytest

from src.settings import Settings
from src.store.acceptance import accept
from src.store.published import accept_published
from tests.store.files import BY, marac, tasks
from tests.store.ruined import EARLIER


@pytest.fixture(scope="session")
def processes() -> multiprocessing.context.ForkServerContext:
    """Makes processes that have the libraries loaded."""
    created = multiprocessing.get_context("forkserver")
    created.set_forkserver_preload(["tests.store.dying"])
    return created


@pytest.fixture(scope="session")
def earlier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a published file and a store that holds it and an analyst's extract: edition 2."""
    folder = tmp_path_factory.mktemp("earlier")
    (folder / "published").mkdir()
    (folder / "published" / "marac_backlog.csv").write_bytes(marac(*EARLIER).content)
    settings = Settings(store=folder / "store", published=folder / "published")
    accept_published(settings)
    accept(settings, [tasks("2024-02-27,Visit,65", "2024-02-27,RMP review,33")], **BY)
    return folder


@pytest.fixture
def settings(earlier: Path, tmp_path: Path) -> Settings:
    """Settings with a copy of the earlier store, to be ruined."""
    shutil.copytree(earlier, tmp_path / "copy")
    return Settings(store=tmp_path / "copy" / "store", published=tmp_path / "copy" / "published")
