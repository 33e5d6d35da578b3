"""What changed on the page: which findings a sentence counts, and links that lose nothing of what was chosen."""

import json
import re
from html import unescape
from pathlib import Path

import pytest

from src.settings import Settings
from tests.pages.conftest import OpenPage, words


def test_the_findings_that_a_sentence_counts_stand_under_it_and_lead_to_their_own_pages(
    whole: Settings, open_page: OpenPage
) -> None:
    html = words(open_page(whole, "what_changed", "2026-01-01"))
    assert "24 findings are closed, as HMICFRS agreed: Finding 0; Finding 1; Finding 10; and 21 more." in html
    listed = html[html.index("<summary>All 24 findings</summary>") :]
    led = re.findall(
        r'<a href="register\?as_at=2026-01-01&amp;finding=(f\d+)" target="_self">Finding (\d+)</a>', listed
    )
    assert sorted(led) == sorted((f"f{at}", str(at)) for at in range(24))
    assert "HMICFRS agreed" in listed


def test_a_link_keeps_the_edition_and_the_comparison_that_were_chosen(whole: Settings, open_page: OpenPage) -> None:
    app = open_page(whole, "what_changed", "2026-01-01", edition="1", since="2025-06-01")
    links = {unescape(item) for item in re.findall(r'<a href="((?:findings|register)\?[^"]*)"', words(app))}
    assert links
    assert all("edition=1" in item and "since=2025-06-01" in item for item in links)


def test_alerts_are_listed_with_their_last_firing_where_rules_are_configured_and_not_at_all_elsewhere(
    published_copy: Settings, open_page: OpenPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert ">Alerts<" not in words(open_page(published_copy, "what_changed"))
    rules = tmp_path / "alerts.toml"
    rules.write_text(
        '[rule."Walsall"]\nmetrics = ["marac_cases_awaiting_by_area"]\n[rule."Silent"]\nkinds = ["phase"]\n'
    )
    monkeypatch.setenv("PEELBOARD_ALERTS", str(rules))
    alert = {
        "rule": "Walsall", "title": "Worse: Walsall <13>", "edition": 3, "found_at": "2024-03-07T09:30:00+00:00",
        "link": "https://peelboard.test/marac?as_at=2024-02-01&edition=3",
    }  # fmt: skip
    (published_copy.store / "alerts").mkdir()
    (published_copy.store / "alerts" / "feed.jsonl").write_text(json.dumps(alert) + "\n")
    html = words(open_page(published_copy, "what_changed"))
    assert "One alert so far" in html
    assert "Walsall: fired once, last on 7 March 2024 at 09:30; goes into the feed alone." in html
    assert "Silent: has not fired yet; goes into the feed alone." in html
    assert 'href="marac?as_at=2024-02-01&amp;edition=3"' in html
    assert "Worse: Walsall &lt;13&gt;" in html
    rules.write_text("[rule.Walsall]\nkinds = ['weather']\n")
    assert 'found "weather" among kinds' in unescape(words(open_page(published_copy, "what_changed")))
