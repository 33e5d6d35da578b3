"""The HTML that pages are drawn into: this version of Streamlit's own, with our words in it."""

import re
from pathlib import Path

import pytest
import streamlit

from src.serving.first_page import ADDRESSES, BODY, FONT, NO_SCRIPT, TITLE, written
from src.serving.no_such_page import NO_PAGE
from src.web.page_shell import PRESENTING, TITLES
from tests.serving.conftest import Ask

INDEX = (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")


def test_each_thing_that_is_replaced_stands_once_in_streamlits_page() -> None:
    assert [INDEX.count(part) for part in (TITLE, *NO_SCRIPT, BODY)] == [1, 1, 1, 1]
    assert len(FONT.findall(INDEX)) == 1


@pytest.mark.parametrize("name", [*TITLES, "presenting"])
def test_a_page_is_named_and_marked_before_any_script_has_run(name: str) -> None:
    html = written(INDEX, name, "OFFICIAL <SENSITIVE>")
    title = TITLES.get(name, PRESENTING)
    assert f"<title>{title} · PEELboard</title>" in html
    assert "OFFICIAL &lt;SENSITIVE&gt;" in html
    assert "Connecting" in html
    assert "JSON over HTTP" not in html, "a way in that is closed here"
    (link,) = re.findall(r'<noscript>.*<a href="([^"]+)"', html)
    assert link == (f"{name}.html" if name in ("overview", "findings", "marac") else link)
    loaded = r'(?:src|href)="\./static/(?:js|css)/[^"]+"'
    assert re.findall(loaded, html) == re.findall(loaded, INDEX) != []
    # Back and Forward are listened to before anything is drawn: a reader who is quick is a reader too.
    assert re.findall(r'<script type="module" src="app/static/(\w+)\.js', html) == ["first", "back"]


def test_every_address_of_the_site_is_answered_and_again_only_where_it_changed(ask: Ask) -> None:
    for at, name in ADDRESSES.items():
        answer = ask(f"/{at}")
        assert f"<title>{TITLES.get(name, PRESENTING)} · PEELboard</title>" in answer.text
        assert ask(f"/{at}", If_None_Match=answer.headers["etag"]).status == 304


@pytest.mark.parametrize(
    "path", ["/nosuchpage", "/nosuchpage.html", "/overview.htm", "/Overview", "/register/one", "/marac.html/x", "/a/b/"]
)
def test_an_address_of_no_page_says_so_and_leads_to_the_overview(ask: Ask, path: str) -> None:
    answer = ask(path)
    assert answer.status == 404
    assert answer.headers["content-type"].startswith("text/html")
    assert f"<p>{NO_PAGE}</p>" in answer.text
    assert "<script" not in answer.text
    for link in re.findall(r'href="([^"]+)"', answer.text):
        assert ask(link).status == 200


def test_what_is_served_beside_the_pages_is_still_answered(ask: Ask) -> None:
    loaded = re.findall(r'(?:src|href)="\.(/static/[^"]+)"', ask("/").text)
    assert loaded
    for path in (*loaded, "/_stcore/health", "/_stcore/host-config", "/favicon.png", "/manifest.json", "/marac/"):
        answer = ask(path)
        assert answer.status in (200, 301), path
        assert NO_PAGE not in answer.text
