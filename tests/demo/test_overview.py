"""Ten questions, the tenth aside: a reader finds the answers on the Overview's first screen, on a phone in two."""

import json
import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from src.__main__ import main
from src.metrics.findings.headline_wording import GONE
from src.settings import Settings
from src.web import plain_pages
from tests.browser.server import Server
from tests.browser.test_charts import TOUCHING
from tests.browser.visit import PHONE, WIDE, visit

pytestmark = pytest.mark.browser

SCREENS = {WIDE: 1, PHONE: 2}


@pytest.fixture
def ask(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    """What a command says of a store, as JSON."""

    def asked(settings: Settings, *arguments: str) -> Any:
        monkeypatch.setenv("PEELBOARD_STORE", str(settings.store))
        monkeypatch.setenv("PEELBOARD_PUBLISHED", str(settings.published))
        capsys.readouterr()
        assert main([*arguments, "--format", "json"]) == 0
        return json.loads(capsys.readouterr().out)

    return asked


def read(page: Page, screens: int) -> dict[str, str]:
    """The words of each tile, line and headline that ends within so many screens, by its first words."""
    found = page.evaluate(
        """screens => [...document.querySelectorAll('.pb-headline, .pb-headline-more, a.pb-tile, .pb-care li')]
            .filter(part => part.getBoundingClientRect().bottom <= innerHeight * screens)
            .map(part => [(part.querySelector('.what, .tag') ?? part).innerText, part.innerText])""",
        screens,
    )
    return {name: re.sub(r"\s+", " ", text) for name, text in found}


def check_that_the_year_adds_up(opened: str) -> None:
    """What is open moved in a year by what is newly listed or open, less what no longer is: all of it stands on the tile."""
    year = re.search(r"([\d,]+) (more|fewer) than a year before(: ([^.]*))?", opened)
    if year is None:
        assert re.search(
            r"12 months to \w+ \d{4}: [\d,]+ raised(, [\d,]+ closed|; no closure has a stated day)", opened
        ), opened
    elif year[3]:
        words = "|".join(("newly open", "new", "no longer open", *GONE.values()))
        counts = {each: int(count.replace(",", "")) for count, each in re.findall(rf"([\d,]+) ({words})", year[4])}
        listed, again, gone = (counts.pop(name, 0) for name in ("new", "newly open", "no longer open"))
        assert listed + again - gone == int(year[1].replace(",", "")) * (1 if year[2] == "more" else -1)
        assert sum(counts.values()) in (0, gone)


def check(seen: dict[str, str], figures: dict[str, Any], rows: dict[str, list[dict[str, Any]]]) -> None:
    """Hold the words of the first screen against the figures of the command line."""

    def tile(name: str) -> str:
        figure = figures[name]
        text = seen[figure["title"]]
        assert re.search(rf"(?<![\d,.]){figure['value']:,g}(?![\d,])", text), (name, text)
        return text

    opened = tile("findings_open")
    levels: dict[str, int] = {}
    for row in rows["levels"]:
        levels[row["level_name"]] = levels.get(row["level_name"], 0) + row["open_count"]
    numbered = {name.removeprefix("Level "): count for name, count in levels.items() if name.startswith("Level ")}
    assert all(f"{name}: {count}" in opened for name, count in numbered.items() if count and name.isdigit())
    check_that_the_year_adds_up(opened)
    overdue, longest = tile("findings_overdue"), rows["overdue"][0]
    assert f"Longest {longest['days_overdue']:,} days: {longest['title']}" in overdue
    assert (longest["owner_role"] or "no owner stated") in overdue
    causes = tile("causes_of_concern_open")
    assert re.search(r"[\d,]+ days", causes)
    assert "no owner stated" in causes or any(
        row["owner_role"] and row["owner_role"] in causes for row in rows["causes"]
    )
    assert re.search(
        r"Longest wait for a MARAC: \d+ calendar days \(\w+\), (past|inside) the limit of 28",
        tile("marac_cases_awaiting"),
    )
    assert re.search(r"ARMS assessments: \d+, ", tile("sex_offender_tasks_outstanding"))
    assert "protecting vulnerable people" in seen["Grade"]
    assert "Inspection" in seen
    assert re.search(r"deadlines: \d+ in 30, \d+ in 60, \d+ in 90 days", seen["Due"])
    worse = [name for name in seen if name in ("Worse", "Limit", "Overdue", "Raised")]
    assert worse, "Nothing is said to have got worse"


@pytest.fixture(params=["demonstration", "published"])
def store(request: pytest.FixtureRequest) -> tuple[Settings, str, dict[str, str]]:
    """A store, the date to look at, and what the server's environment needs for it."""
    settings: Settings = request.getfixturevalue(request.param)
    as_at = {"demonstration": "2026-09-28", "published": "2024-02-27"}[request.param]
    return settings, as_at, {"PEELBOARD_STORE": str(settings.store), "PEELBOARD_PUBLISHED": str(settings.published)}


def test_the_first_screen_answers_nine_questions(
    store: tuple[Settings, str, dict[str, str]],
    ask: Any,
    chromium: Browser,
    tmp_path: Path,
) -> None:
    settings, as_at, environment = store
    figures = {each["name"]: each for each in ask(settings, "headlines", "--as-at", as_at)}
    printed = figures["findings_open"]["metric"] == "published_findings_by_level"
    levels = "published_findings_by_level" if printed else "findings_open_and_closed_by_level"
    names = {"levels": levels, "overdue": "findings_overdue", "causes": "causes_of_concern_by_status"}
    rows = {key: ask(settings, "metric", name, "--as-at", as_at)["rows"] for key, name in names.items()}
    with Server(tmp_path, **environment) as server:
        for size, screens in SCREENS.items():
            with visit(chromium, server.address, size=size) as seen:
                page = seen.open(f"overview?as_at={as_at}")
                page.get_by_test_id("stDateInput").wait_for()
                check(read(page, screens), figures, rows)
                assert page.locator("a.pb-tile").count() >= 6
                assert page.evaluate(TOUCHING) == []
                assert page.locator(".pb-care li a").count() >= 3
                assert all(text for text in page.locator("img.pb-trend").evaluate_all("all => all.map(i => i.alt)"))
                assert seen.complaints == []


def test_the_brief_is_one_sheet_of_a4(store: tuple[Settings, str, dict[str, str]], chromium: Browser) -> None:
    settings, as_at, _ = store
    page = chromium.new_page()
    for day in (as_at, "2019-01-01"):
        page.set_content(plain_pages.page(settings, "brief", {"as_at": day}))
        assert len(PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages) == 1, day
    page.close()
