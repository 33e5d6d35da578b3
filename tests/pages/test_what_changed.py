"""What changed on the page: which findings a sentence counts, and links that lose nothing of what was chosen."""

import re
from html import unescape

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
