"""Plain pages: the figures of the page itself, for who may see them, whole without a script."""

import json
import re
from dataclasses import replace
from datetime import date
from html import unescape
from itertools import pairwise
from urllib.parse import parse_qs, urlsplit

import pytest

from src import wording
from src.__main__ import main
from src.metrics import METRICS
from src.metrics.calculate import calculate
from src.present.theme import Look, written_on
from src.present.views.view import GridOf, ListOf, PictureOf, TableOf
from src.settings import PROJECT, Action, Scope, Settings
from src.store.authorization import NotAllowed
from src.store.editions import Edition
from src.web import plain_pages
from src.web.page_shell import TITLES

AS_AT = "2024-02-27"
ADDRESSES = re.compile(r'(?:href|src)="([^"]*)"')


def text(settings: Settings, name: str, **asked: str) -> str:
    return plain_pages.page(settings, name, asked)


def tiles(html: str) -> dict[str, str]:
    """The figure on each tile, by its title."""
    found = re.findall(r'class="what">([^<]*)</span><span class="figure">([^<]*)', html)
    return {unescape(title): figure for title, figure in found}


@pytest.mark.parametrize(("name", "since"), [("overview", "2024-01-04"), ("brief", "")])
def test_its_figures_are_the_headline_figures_of_the_command_line(
    name: str, since: str, published: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PEELBOARD_STORE", str(published.store))
    capsys.readouterr()
    assert main(["headlines", "--as-at", AS_AT, *(["--since", since] if since else []), "--format", "json"]) == 0
    figures = {figure["title"]: figure for figure in json.loads(capsys.readouterr().out)}
    shown = tiles(text(published, name, as_at=AS_AT, since=since))
    assert len(shown) >= 6
    for title, figure in shown.items():
        value = figures[title]["value"]
        assert value is None or f"{value:,g}" in figure, title
    assert shown["Cases awaiting a MARAC"] == "144", "Board paper of 27 February 2024: 144 cases at 1 February"


@pytest.mark.parametrize("name", plain_pages.VIEWS)
def test_it_is_whole_by_itself_and_its_links_lead_to_pages(name: str, published: Settings) -> None:
    html = text(published, name, as_at=AS_AT)
    assert not re.search(r"<script|<iframe|<object|javascript:|\son\w+=", html)
    assert html.count("<h1") == html.count("<main") == html.count("</html>") == 1
    assert f"<title>{plain_pages.VIEWS[name].title}, 27 February 2024 · PEELboard</title>" in html
    assert html.count('class="pb-marking">OFFICIAL<') == 2
    for address in map(unescape, ADDRESSES.findall(html)):
        parts = urlsplit(address)
        if parts.scheme or not parts.path:
            continue
        plain = parts.path.removesuffix(".html")
        assert plain in TITLES or plain in plain_pages.VIEWS or (PROJECT / parts.path.removeprefix("app/")).exists()
        for panel in parse_qs(parts.query).get("panel", []):
            assert panel in METRICS
    levels = [int(level) for level in re.findall(r"<h(\d)", html)]
    assert all(after - before <= 1 for before, after in pairwise(levels)), "no heading is skipped"
    sections = re.findall(r'<h2 class="pb-section">([^<]*)<', html)
    assert len(sections) == len(set(sections)), "no part is headed twice"


@pytest.mark.parametrize("name", plain_pages.VIEWS)
def test_whatever_its_page_shows_and_is_known_stands_on_it_with_its_source(
    name: str, published: Settings, edition: Edition
) -> None:
    html = text(published, name, as_at=AS_AT)
    sections = dict(re.findall(r'<section class="pb-plain-panel" id="([^"]*)">(.*?)</section>', html, re.S))
    items = [item for item in plain_pages.VIEWS[name].flat() if isinstance(item, GridOf | TableOf | ListOf | PictureOf)]
    for item in items:
        instead = getattr(item, "otherwise", None)
        ways = {item.metric} | ({instead.metric} if instead else set())
        known = {each for each in ways if calculate(METRICS[each], edition, date.fromisoformat(AS_AT)).rows}
        assert bool(known) == bool(ways & sections.keys()), ways
    for metric in {item.metric for item in items} & sections.keys():
        assert "Source: " in sections[metric], metric
        assert re.search("<table|<svg|<img", sections[metric]), metric


def test_each_date_comparison_and_scope_has_a_page_of_its_own_that_is_made_once(published: Settings) -> None:
    first = plain_pages.page(published, "overview", {"as_at": AS_AT})
    assert plain_pages.page(published, "overview", {"as_at": AS_AT}) is first
    dudley = replace(published, scope=Scope(areas=frozenset({"dudley"})), notice="Shown for Dudley only")
    others = [
        plain_pages.page(published, "overview", {"as_at": "2024-01-04"}),
        plain_pages.page(published, "overview", {"as_at": AS_AT, "since": "2024-01-04"}),
        plain_pages.page(published, "brief", {"as_at": AS_AT}),
        plain_pages.page(dudley, "overview", {"as_at": AS_AT}),
    ]
    assert len({first, *others}) == 5
    assert "Shown for Dudley only" in others[-1]
    assert "Shown for Dudley only" not in first
    assert tiles(others[-1]).get("Cases awaiting a MARAC") != "144"


@pytest.mark.parametrize("asked", [{"edition": "999"}, {"edition": "-1"}, {"since": "<b>"}, {"since_edition": "٣"}])
def test_what_an_address_asks_for_and_is_not_there_is_left_out(asked: dict[str, str], published: Settings) -> None:
    assert text(published, "brief", as_at=AS_AT, **asked) == text(published, "brief", as_at=AS_AT)


def test_nobody_is_shown_a_page_who_may_see_no_figures(published_copy: Settings) -> None:
    actor = published_copy.actor
    for other in (replace(actor, may=actor.may - {Action.SEE}), replace(actor, holds=lambda: False)):
        with pytest.raises(NotAllowed):
            plain_pages.page(replace(published_copy, actor=other), "brief", {})


def test_words_on_a_colour_of_both_themes_can_be_read_in_each() -> None:
    """White on dark blue, dark on light blue: the light and the dark blue of open findings."""
    assert written_on("light-dark(#12436d, #7fb8e8)") == "light-dark(#ffffff, #14202b)"
    assert Look.AUTO.value == "auto"


@pytest.mark.parametrize("since", ["2023-10-06", "2024-01-04"])
@pytest.mark.parametrize("name", ["marac", "sex_offender_management"])
def test_how_parts_moved_is_said_since_one_day_on_a_page(name: str, since: str, published: Settings) -> None:
    html = unescape(text(published, name, as_at=AS_AT, since=since))
    spans = set(re.findall(r"(?:fell|rose|fall of \d+)[^.<]*? (?:since|between) (\d+ (?:January|October) \d{4})", html))
    assert spans <= {wording.day(date.fromisoformat(since))}
    assert spans or name != "marac"
