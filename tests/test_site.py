"""The documents as a site: built without a warning, every link leads somewhere, nothing comes from another host."""

import re
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from src.metrics.datasets import DATASETS
from src.settings import PROJECT

THREATS = (PROJECT / "docs" / "threat-model.md").read_text(encoding="utf-8")
ASVS = (PROJECT / "docs" / "asvs.md").read_text(encoding="utf-8")
ADDRESS = re.compile(r'(?:href|src)="([^"#?]*)(?:#([^"]*))?"')


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    build(load_config(str(PROJECT / "mkdocs.yml"), site_dir=str(folder), strict=True))
    return folder


def test_every_link_leads_to_a_page_and_a_heading_that_are_there(site: Path) -> None:
    texts = {path: path.read_text(encoding="utf-8") for path in site.rglob("*.html") if path.name != "404.html"}
    assert len(texts) > 15 + len(DATASETS)
    wrong = []
    for path, text in texts.items():
        for place, heading in ADDRESS.findall(text):
            if place.startswith(("http://", "https://", "mailto:")):
                continue
            to = (path.parent / unquote(unescape(place))).resolve() if place else path
            is_there = to.exists() and (not heading or to not in texts or f'id="{heading}"' in texts[to])
            wrong += [] if is_there else [f"{path.name}: {place}#{heading}"]
    assert wrong == []


def test_each_door_opens_and_each_dataset_has_its_page(site: Path) -> None:
    home = (site / "index.html").read_text(encoding="utf-8")
    for door in ("Board member", "Analyst", "Administrator", "Developer"):
        assert f">{door}" in home
    for name, dataset in DATASETS.items():
        page = unescape((site / "datasets" / f"{name}.html").read_text(encoding="utf-8"))
        assert all(column.heading in page for column in dataset.columns), name


def test_nothing_on_a_page_is_fetched_from_another_host(site: Path) -> None:
    for path in site.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert re.findall(r'<(?:script|img|iframe)[^>]*src="(?:https?:)?//[^"]*"', text) == []
        assert re.findall(r'<link[^>]*rel="stylesheet"[^>]*href="(?:https?:)?//[^"]*"', text) == []


def test_each_threat_has_a_test_that_is_there() -> None:
    rows = [line for line in THREATS.partition("| what could happen |")[2].splitlines()[2:] if line.startswith("|")]
    assert len(rows) > 15
    for row in rows:
        named = re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", row)
        assert named or "`make " in row, row[:60]
        for place, name in named:
            assert f"def {name}(" in (PROJECT / place).read_text(encoding="utf-8"), name


def test_the_standard_is_answered_section_by_section_with_a_reason() -> None:
    rows = re.findall(r"^\| (V\d+)\.[^|]+ \| ([^|]+) \| ([^|]+) \|$", ASVS, re.MULTILINE)
    assert {f"V{chapter}" for chapter in range(1, 15)} == {chapter for chapter, _, _ in rows}
    assert {state for _, state, _ in rows} == {"met", "not met", "not applicable"}
    assert all(len(why) > 10 for _, _, why in rows)
    assert len(rows) == ASVS.count("\n| V")


def test_a_change_is_listed_once() -> None:
    lines = [line for line in (PROJECT / "CHANGELOG.md").read_text().splitlines() if line.startswith("- ")]
    assert not [line for line in set(lines) if lines.count(line) > 1]
