"""A server makes its first page ready by itself; where it cannot, it says so in its log and in nobody's way."""

import logging
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from src.metrics import METRICS
from src.present.theme import Look
from src.serving import warm_up
from src.settings import PROJECT
from src.store import editions
from src.store.published import accept_published
from src.web import page_context

MOST_MEGABYTES = 128
"""The memory of its own that a warm server may hold; 120 were recorded."""
_WARM = """
import sys, time
import psutil
from src.serving import app, warm_up

warm_up.begin().join()
for _ in range(120):  # what questions needed goes back some seconds later
    held = psutil.Process().memory_info()
    own = (held.rss - held.shared) / 1e6
    if own <= float(sys.argv[1]):
        break
    time.sleep(0.5)
only_for_files = {"pandas", "openpyxl", "pptx", "docx", "lxml", "xlsxwriter", "pyspark", "src.ingest.validate"}
print(own, *sorted((only_for_files | {"src.web.view", "src.web.papers"}) & set(sys.modules)))
"""


@pytest.fixture(autouse=True)
def apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A store of the test's own, as the environment names it."""
    monkeypatch.setenv("PEELBOARD_STORE", str(tmp_path / "store"))
    page_context.started.cache_clear()
    yield tmp_path / "store"
    page_context.started.cache_clear()


def test_the_newest_figures_wait_for_the_first_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    warm_up.begin().join()
    settings = page_context.started()
    edition = editions.open_edition(settings)
    newest = edition.newest_date()
    assert newest is not None
    monkeypatch.setattr(page_context, "calculate", lambda *_: pytest.fail("worked out again"))
    context = page_context.PageContext(
        settings=settings, edition=edition, as_at=newest, look=Look.DARK, page="Overview"
    )
    of_one_finding = {"finding_statements", "finding_updates_in_full", "actions_in_full", "closure_steps_in_full"}
    assert set(context.every_result()) == set(METRICS) - of_one_finding


def test_a_server_begins_without_what_only_files_need_and_holds_no_more_than_it_must(apart: Path) -> None:
    """Nor does any page but Extracts. The published figures are there already: to take them in loads what reads files."""
    accept_published(page_context.settings.from_environment())
    command = [sys.executable, "-c", _WARM, str(MOST_MEGABYTES)]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=True)
    own, *loaded = done.stdout.split()
    assert loaded == ["src.web.papers", "src.web.view"], done.stderr
    assert float(own) <= MOST_MEGABYTES


def test_a_store_that_cannot_be_made_stops_no_server(apart: Path, caplog: pytest.LogCaptureFixture) -> None:
    apart.write_text("no folder", encoding="utf-8")
    with caplog.at_level(logging.INFO, "peelboard"):
        warm_up.begin().join()
    assert "The first page was not made ready" in caplog.text
