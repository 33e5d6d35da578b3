"""A page run as the site runs it, on a store of the test's own choosing, without a browser."""

import re
from collections.abc import Callable, Iterator
from functools import cache
from html import unescape
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from src.settings import PROJECT, Settings
from src.store.acceptance import accept
from src.store.upload import supplied
from src.web import closed, page_context

OpenPage = Callable[..., AppTest]

TITLES = {
    "overview": "Overview",
    "what_changed": "What changed",
    "measures": "Measures",
    "findings": "Findings",
    "register": "Register",
    "peel_grades": "PEEL grades",
    "causes_of_concern": "Causes of concern",
    "marac": "MARAC",
    "sex_offender_management": "Sex offender management",
    "investigation_quality": "Investigation quality",
    "online_child_abuse": "Online child abuse",
    "actions_and_updates": "Actions and updates",
    "all_actions": "All actions",
    "closure": "Closure",
    "extracts": "Extracts",
    "board_pack": "Board pack and papers",
    "calendar": "Calendar",
    "definitions_and_sources": "Definitions and sources",
    "audit": "Audit",
}


def words(app: AppTest) -> str:
    """Everything the page wrote, as the HTML it is."""
    return "\n".join(block.proto.body for block in app.get("html"))


def fetched(settings: Settings, html: str) -> list[str]:
    """What is closed on a page, each part fetched as the browser does once it is opened."""
    addresses = [unescape(address) for address in re.findall(r'data-closed="([^"]*)"', html)]
    return [closed.fetch(settings, dict(parse_qsl(urlsplit(address).query, True))) for address in addresses]


_components = cache(manifest_scanner.scan_component_manifests)


@pytest.fixture
def open_page(monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenPage]:
    """Opens a page by name on the store of some settings, with what the address asks for: as_at and the like."""
    # Each AppTest reads the description of every installed package to look for components. They do not change.
    monkeypatch.setattr(manifest_scanner, "scan_component_manifests", _components)

    def opened(settings: Settings, name: str, as_at: str = "", **asked: str) -> AppTest:
        monkeypatch.setenv("PEELBOARD_STORE", str(settings.store))
        monkeypatch.setenv("PEELBOARD_PUBLISHED", str(settings.published))
        page_context.started.cache_clear()
        app = AppTest.from_file(str(PROJECT / "app.py"), default_timeout=300)
        if as_at:
            app.query_params["as_at"] = as_at
        app.query_params.update(asked)
        app.switch_page(f"pages/{name}.py").run()
        return app

    yield opened
    page_context.started.cache_clear()


@pytest.fixture(scope="session")
def partial(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings whose store holds the sources and the MARAC backlog and nothing else."""
    folder = tmp_path_factory.mktemp("partial")
    (folder / "published").mkdir()
    settings = Settings(store=folder / "store", published=folder / "published")
    files = [supplied(_published(name), name) for name in ("sources", "marac_backlog")]
    accept(settings, files, by="A test", reason="A store with one trend only")
    return settings


def _published(name: str) -> Path:
    return PROJECT / "data" / "published" / f"{name}.csv"


HEADINGS = "Finding,As at,Coverage,Type,Level,Title,Report,Report published,Status,Status date\n"


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings whose store holds two whole registers a year apart: two closed a month, ten did not."""
    folder = tmp_path_factory.mktemp("whole")
    (folder / "published").mkdir()
    rows = []
    for at in range(34):
        closed = f"HMICFRS agreed,2025-{at // 2 + 1:02}-15" if at < 24 else "open,"
        for as_at, stood in (("2025-01-01", "open,"), ("2026-01-01", closed)):
            rows.append(f"f{at},{as_at},whole,recommendation,2,Finding {at},A report,2024-12-01,{stood}\n")
    file = Path(folder / "register.csv")
    file.write_text(HEADINGS + "".join(rows), encoding="utf-8")
    settings = Settings(store=folder / "store", published=folder / "published")
    accept(settings, [supplied(file, "findings")], by="A test", reason="Two whole registers")
    return settings
