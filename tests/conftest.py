"""What many tests share: a store of their own with the published figures accepted into it."""

import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings as hypothesis_settings

from src.ingest.progress import ProgressCallback
from src.ingest.sandbox import run, worker
from src.settings import Limits, Settings
from src.store.editions import Edition, open_edition
from src.store.engines.spark import Spark
from src.store.published import accept_published

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext

# How long an example takes depends on what else the machine does, so there is no deadline. In CI the examples are the
# same at each run; a failure prints what repeats it.
hypothesis_settings.register_profile(
    "tests", deadline=None, max_examples=30, print_blob=True, derandomize="CI" in os.environ
)
hypothesis_settings.load_profile("tests")


# Thorough tests that take minutes together: these files, and single tests with the mark `long`, such as Spark's turn of
# each drawn table. `make test` leaves them out, so that it stays short where every change waits
# for it; `make everything`, which comes before a release, runs them too.
LONG = (
    "benchmarks/test_load_client.py",
    "browser/test_presenting.py",
    "browser/test_printed.py",
    "browser/test_replicas.py",
    "browser/test_work_on_findings.py",
    "demo/test_headlines.py",
    "demo/test_overview.py",
    "demo/test_places_agree.py",
    "demo/test_signals.py",
    "metrics/test_finding_views.py",
    "services/test_fetch_postgresql.py",
    "store/test_full_disk.py",
    "store/test_killed.py",
)


# Files that take some seconds together. `make check`, which a developer runs at every change, leaves them out; `make
# test` runs them.
SLOW = (
    "ingest/test_crossed.py",
    "ingest/test_furniture.py",
    "ingest/test_number_marks.py",
    "ingest/test_people.py",
    "ingest/test_reading.py",
    "ingest/test_recognising.py",
    "ingest/test_round_trip.py",
    "ingest/test_templates.py",
    "ingest/test_wide.py",
    "ingest/test_words_and_doubts.py",
    "metrics/test_cards.py",
    "metrics/test_changes.py",
    "metrics/test_changes_complete.py",
    "metrics/test_changes_planted.py",
    "metrics/test_before_a_board.py",
    "metrics/test_closure.py",
    "metrics/test_improvement.py",
    "metrics/test_places_agree.py",
    "metrics/test_sentence_grammar.py",
    "present/test_binder.py",
    "present/test_contents.py",
    "present/test_deck.py",
    "present/test_nothing_given_away.py",
    "present/test_papers.py",
    "present/test_papers_on_work.py",
    "present/test_places_agree.py",
    "present/test_schemas.py",
    "present/test_shown.py",
    "services/test_build_pack.py",
    "services/test_compare.py",
    "services/test_folder_watch.py",
    "services/test_import_file.py",
    "services/test_profiles.py",
)


# Of these files each group is one worker's: what their tests share, a server and a browser that has compiled its scripts,
# or the files of the demonstration, is made once and not again by each worker that was given one of them.
TOGETHER = (
    ("browser/test_accessible.py", "browser/test_as_at.py", "browser/test_charts.py", "browser/test_figures.py", "browser/test_pictures.py"),
    ("browser/test_extracts.py", "browser/test_opening.py", "browser/test_plain_pages.py", "browser/test_policy.py", "browser/test_sign_in.py"),
    ("serving/test_",),
    ("demo/test_",),
)  # fmt: skip


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Gives a worker a whole file at a time, or a whole group of them."""
    from xdist.scheduler import LoadFileScheduling

    class ByGroup(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            file = super()._split_scope(nodeid)
            return next((group[0] for group in TOGETHER if any(part in file for part in group)), file)

    return ByGroup(config, log) if config.getvalue("dist") == "loadfile" else None


# Files whose few tests take long begin first: one that began last would run on alone while other workers wait.
HEAVY = ("tests/test_recipes.py", "tests/browser/", "tests/access/test_scope.py", "tests/serving/", "tests/store/")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the long and the slow tests, and put the heavy files first."""
    for item in items:
        if item.path.as_posix().endswith(LONG):
            item.add_marker(pytest.mark.long)
        if item.path.as_posix().endswith(SLOW):
            item.add_marker(pytest.mark.slow)
    items.sort(key=lambda item: next((at for at, part in enumerate(HEAVY) if part in item.path.as_posix()), len(HEAVY)))


# A file is read in a process of its own, which takes longer to start than to read most files. These tests are of that
# process, or take it along as a person meets it; in all others the same code reads where the test runs.
READ_APART = (
    "benchmarks/",
    "browser/",
    "cli/",
    "ingest/test_answers.py",
    "ingest/test_fuzz.py",
    "ingest/test_hostile.py",
    "ingest/test_limited.py",
    "ingest/test_published_files.py",
    "services/test_preview_memory.py",
    "serving/",
)


@pytest.fixture(scope="module", autouse=True)
def read_here(request: pytest.FixtureRequest) -> Iterator[None]:
    """Files are read by what the process would run, and answered as it would, without the process."""
    with pytest.MonkeyPatch.context() as patch:
        if not any(part in request.path.as_posix() for part in READ_APART):
            patch.setattr(run, "_answered", _answered_here)
        yield


def _answered_here(
    asked: bytes, content: bytes, limits: Limits, until: float, report_progress: ProgressCallback
) -> bytearray | None:
    report_progress("")
    try:
        return bytearray(b"".join(worker.answer(json.loads(asked), content)))
    except MemoryError:
        return None


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """Settings whose store holds the published figures. Nothing more may be written to it."""
    settings = Settings(store=tmp_path_factory.mktemp("published") / "store")
    accept_published(settings)
    before = _files(settings.store)
    yield settings
    assert _files(settings.store) == before, "a test wrote to the store that others share: use published_copy"


@pytest.fixture
def published_copy(published: Settings, tmp_path: Path) -> Settings:
    """Settings whose store holds the published figures, and is the test's own to write to."""
    shutil.copytree(published.store, tmp_path / "store")
    return replace(published, store=tmp_path / "store")


def _files(folder: Path) -> set[Path]:
    return {path for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="session")
def edition(published: Settings) -> Edition:
    """The edition of the published figures."""
    return open_edition(published)


@pytest.fixture
def empty(tmp_path: Path) -> Settings:
    """Settings whose store is empty and whose published folder holds no file."""
    folder = tmp_path / "published"
    folder.mkdir()
    return Settings(store=tmp_path / "store", published=folder)


@pytest.fixture(scope="session")
def spark_address() -> Iterator[str]:
    """The address of a Spark Connect server on this machine. It is not Spark's own and needs no Java."""
    os.environ.setdefault("RUST_LOG", "off")
    from pysail.spark import SparkConnectServer

    server = SparkConnectServer("127.0.0.1", 0)
    server.start()
    _, port = server.listening_address
    yield f"spark://127.0.0.1:{port}"
    server.stop()


@pytest.fixture(scope="session")
def spark(spark_address: str) -> Spark:
    """An engine at that address, for tables that a test brings along."""
    return Spark(spark_address, store=Path("/"))


@pytest.fixture(scope="session")
def chromium() -> "Iterator[Browser]":
    """The browser that all browser tests of a process share, wherever they stand; each visit is a tab of it."""
    from playwright.sync_api import expect, sync_playwright

    from tests.browser.chromium import launch
    from tests.browser.visit import PATIENCE

    # A machine that does other things as well may take its time.
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = launch(playwright)
        begin = browser.new_context

        def begin_patiently(**options: Any) -> "BrowserContext":
            context = begin(**options)
            context.set_default_timeout(PATIENCE)
            return context

        browser.new_context = begin_patiently  # type: ignore[method-assign]
        yield browser
        browser.close()
