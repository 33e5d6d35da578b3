"""Every page on a full, a partial and an empty store: never an error, always a headline that is true."""

import re
from html import unescape
from pathlib import Path

import pytest

from src.metrics import METRICS
from src.settings import PROJECT, Settings
from src.store.acceptance import accept
from src.store.published import accept_published
from src.web.components import TWO_LINES
from src.wording import sentences
from tests.pages.conftest import TITLES, OpenPage, fetched, words
from tests.store.files import marac

PUBLISHED = len(list((PROJECT / "data" / "published").glob("*.csv")))
FULL = {
    # What each headline must say at 27 February 2024, from the papers.
    "overview": ["for 95 days, since 24 November 2023", "11 findings are past HMICFRS's deadline; longest 1,976 days"],
    "what_changed": ["since 31 January 2024", "One change needs the board"],
    "measures": ["too few points to tell: 13 are needed", "drawn without limits"],
    "findings": ["85 findings", "311 closed", "414", "18 more"],
    "register": ["105 findings from "],
    "peel_grades": ["two adequate, three requires improvement and three inadequate"],
    "causes_of_concern": ["All four causes of concern from PEEL 2023-25 are open"],
    "marac": ["144 cases await a MARAC at 1 February 2024", "34 fewer", "178"],
    "sex_offender_management": ["138 tasks", "685"],
    "investigation_quality": ["2.5 out of 5", "2.1", "2.8"],
    "online_child_abuse": ["13", ">80", "32", ">100"],
    "actions_and_updates": ["the newest, of 27 February 2024, are on 22 findings", "No action is recorded."],
    "all_actions": ['Nothing is recorded under "Actions by owner and board"'],
    "closure": ['Nothing is recorded under "Findings on the way to closure"'],
    "extracts": [f"{PUBLISHED} extracts are in use", f"The newest edition is {PUBLISHED}"],
    "board_pack": [" sections go into the pack"],
    "calendar": ["lie ahead of 27 February 2024"],
    "definitions_and_sources": [f"{len(METRICS)} metrics"],
    "audit": ["1 record: every record is as it was written"],
}
CHARTS = {
    "overview": 1,
    "what_changed": 0,
    "measures": 0,
    "findings": 2,
    "register": 0,
    "peel_grades": 0,
    "causes_of_concern": 1,
    "marac": 2,
    "sex_offender_management": 1,
    "investigation_quality": 3,
    "online_child_abuse": 2,
    "actions_and_updates": 0,
    "all_actions": 0,
    "closure": 0,
    "extracts": 0,
    "board_pack": 0,
    "calendar": 0,
    "definitions_and_sources": 0,
    "audit": 0,
}


def headline(html: str) -> str:
    """The headline and what follows from it, as text."""
    text = re.findall(r'<p class="pb-headline[^"]*">([^<]*)</p>', html)
    return unescape(" ".join(text))


def check_frame(html: str, name: str) -> None:
    """The frame of a page: title, marking at both ends, and a headline that says something."""
    assert f'<h1 class="pb-title">{TITLES[name]}</h1>' in html
    assert html.count('<p class="pb-marking">OFFICIAL</p>') == 2
    first = re.search(r'<p class="pb-headline">([^<]*)</p>', html)
    assert first is not None
    assert first[1].endswith("."), "The headline is empty or not a sentence"


def check_words(html: str) -> None:
    """What a reader sees is said once, in words, and in the two lines that a headline has."""
    assert not re.findall(r"&amp;(?:amp|lt|gt|quot|#\d+);", html), "a sign that is escaped twice"
    codes = re.findall(r"<t[dh][^>]*>([a-z]+(?:_[a-z]+)+)<", html)
    assert codes == [], "a name of the code in a table"
    assert not re.findall(r">\s*All [12] \w", html), "all of one or of two"
    first = unescape(re.findall(r'<p class="pb-headline">([^<]*)</p>', html)[0])
    assert len(first) <= TWO_LINES or len(sentences(first)) == 1, "a headline of more than two lines"
    titles = [unescape(title) for title in re.findall(r'<h3 class="pb-panel-title">([^<]*)</h3>', html)]
    opening = sentences(headline(html))
    assert [title for title in titles if set(sentences(title)) & set(opening)] == [], "said twice on one page"


@pytest.mark.parametrize("name", TITLES)
def test_a_page_on_the_published_figures_says_what_the_papers_say(
    name: str, published: Settings, open_page: OpenPage
) -> None:
    app = open_page(published, name, "2024-02-27")
    assert not app.exception
    html = words(app)
    check_frame(html, name)
    check_words(html)
    missing = [text for text in FULL[name] if text not in headline(html)]
    assert missing == [], f"The headline is: {headline(html)}"
    assert len(app.get("plotly_chart")) == CHARTS[name]
    parts = fetched(published, html)
    assert len(parts) >= CHARTS[name], "a table or a working behind each chart"
    assert all(part.startswith("<") for part in parts)
    assert "The SQL, as it runs" not in html, "what is closed is not sent with the page"


@pytest.mark.parametrize("name", TITLES)
def test_a_page_on_a_partial_store_shows_what_is_held_and_says_what_is_not(
    name: str, partial: Settings, open_page: OpenPage
) -> None:
    app = open_page(partial, name)
    assert not app.exception
    html = words(app)
    check_frame(html, name)
    if name == "overview":
        assert headline(html).startswith("144 cases await a MARAC at 1 February 2024")
    elif name == "marac":
        assert "144 cases" in headline(html)
    elif name == "definitions_and_sources":
        assert f"{len(METRICS)} metrics" in headline(html)
    elif name == "board_pack":
        assert " sections go into the pack" in headline(html)
    elif name == "extracts":
        assert "2 extracts are in use" in headline(html)
    elif name == "audit":
        assert "1 record: " in headline(html)
    elif name == "what_changed":
        assert headline(html).startswith("Nothing new needs the board since ")
    elif name == "measures":
        assert headline(html) == (
            "No backlog has moved to another level. Eight series are drawn without limits, for the reasons below."
        )
    else:
        assert headline(html).startswith(("No figure is held for ", "Nothing is recorded under "))
        assert len(app.get("plotly_chart")) == 0
    if name == "marac":
        assert len(app.get("plotly_chart")) == 2


@pytest.mark.parametrize("name", TITLES)
def test_a_page_on_an_empty_store_says_that_no_figure_is_held(name: str, empty: Settings, open_page: OpenPage) -> None:
    app = open_page(empty, name)
    assert not app.exception
    html = words(app)
    check_frame(html, name)
    if name == "extracts":
        assert headline(html).startswith("No extract has been accepted yet.")
    elif name == "audit":
        assert headline(html) == "Nothing is recorded yet."
    elif name != "definitions_and_sources":
        assert headline(html).startswith(("No figure is held ", "Nothing is recorded under "))
    assert len(app.get("plotly_chart")) == 0


@pytest.mark.parametrize("as_at", ["2014-01-01", "2018-06-30", "2023-07-15", "2024-01-04"])
@pytest.mark.parametrize("name", TITLES)
def test_a_page_at_a_date_when_little_or_nothing_was_known_is_whole(
    name: str, as_at: str, published: Settings, open_page: OpenPage
) -> None:
    app = open_page(published, name, as_at)
    assert not app.exception
    check_frame(words(app), name)
    assert '<div class="pb-bottom"><p>' in words(app)


def test_what_comes_from_outside_is_escaped(
    partial: Settings, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PEELBOARD_FORCE_CODE", "<b>nobody</b>")
    app = open_page(partial, "marac")
    assert "the store of &lt;b&gt;nobody&lt;/b&gt;" in words(app)
    assert "<b>nobody</b>" not in words(app)


def test_a_notice_stands_at_both_ends_of_every_page(
    partial: Settings, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PEELBOARD_NOTICE", "Synthetic data for demonstration")
    for name in TITLES:
        html = words(open_page(partial, name))
        assert html.count('<p class="pb-notice">Synthetic data for demonstration</p>') == 2, name


def test_a_store_that_cannot_be_made_is_said_in_a_sentence(
    published: Settings, open_page: OpenPage, tmp_path: Path
) -> None:
    stands_in_the_way = tmp_path / "store"
    stands_in_the_way.write_text("a file where a folder should be", encoding="utf-8")
    app = open_page(Settings(store=stands_in_the_way), "marac")
    assert not app.exception
    assert "pb-empty" in words(app)
    assert "Traceback" not in words(app)


def test_a_damaged_table_is_named_and_no_part_of_it_shown(open_page: OpenPage, tmp_path: Path) -> None:
    settings = Settings(store=tmp_path / "store")
    accept_published(settings)
    for part in (settings.store / "tables" / "marac_backlog").rglob("*.parquet"):
        part.write_bytes(b"not a table any more")
    app = open_page(settings, "marac")
    assert not app.exception
    assert "No figure from MARAC cases awaiting is shown: in the store the rows of marac_backlog.csv (" in words(app)
    assert "144 cases" not in words(app)
    beside = open_page(settings, "sex_offender_management")
    assert "138 tasks" in words(beside)


def drawn_events(html: str) -> list[str]:
    """The events named under the pictures of a page."""
    return [unescape(text) for text in re.findall(r"<li><b>[A-Z]</b>([^<]*)</li>", html)]


def test_only_the_kinds_of_event_chosen_are_drawn_and_the_choice_stands_in_the_address(
    published: Settings, open_page: OpenPage
) -> None:
    app = open_page(published, "marac", "2024-02-27")
    assert "Moved to Engage, 24 Nov 2023" in drawn_events(words(app))
    app.pills[0].set_value(["report"]).run()
    assert not app.exception
    assert drawn_events(words(app)) == ["PEEL report: four causes of concern, 22 Dec 2023"]
    assert app.query_params["events"] == "report"
    app.pills[0].set_value([]).run()
    assert drawn_events(words(app)) == []
    assert app.query_params["events"] == "none"


def test_an_improvement_of_a_measure_that_was_restated_is_to_be_checked_first(
    empty: Settings, open_page: OpenPage
) -> None:
    january = [f"2024-01-{day:02},Dudley,80" for day in range(4, 16)]  # with February 13 dates, enough to judge a move
    for rows in (january, ["2024-02-01,Dudley,40"], ["2024-02-01,Dudley,44"]):
        accept(empty, [marac(*rows)], by="an analyst", reason="counted again")
    text = words(open_page(empty, "what_changed"))
    assert "Dudley, MARAC cases awaiting: 80 to 44." in unescape(text)
    assert "Read with care: figures of this measure were restated." in text
    assert "the figure of 1 February 2024, 40 became 44 (an analyst: counted again)." in unescape(text)


def test_a_newer_inspection_hides_no_open_cause_of_an_earlier_one(published: Settings, open_page: OpenPage) -> None:
    """One of the four causes of PEEL 2023-25 is open, and three of earlier inspections are."""
    html = words(open_page(published, "overview", "2024-09-18"))
    cards, under = html[html.index('class="pb-causes"') :].split("</article></div>")[:2]
    assert (cards.count('pb-state open">'), cards.count('pb-state closed">')) == (1, 3)
    assert unescape(under[: under.index("</p>")]).endswith(
        "Three causes of concern from earlier inspections were last reported open: one from PEEL 2018/19, on 2 May "
        "2019, one from PEEL 2017, on 9 July 2018 and one from PEEL 2016, on 7 August 2018."
    )


def test_causes_lead_to_their_findings_and_no_closed_cause_looks_settled_with_something_late(
    published: Settings, open_page: OpenPage
) -> None:
    html = words(open_page(published, "causes_of_concern", "2024-09-18"))
    assert "from PEEL 2023-25 is open." in html
    assert 'pb-headline-more">Three causes of concern from earlier inspections were last reported open: ' in html
    cards = html[html.index('class="pb-causes"') :].split("<article")[1:5]
    closed = [card for card in cards if "Closed " in card]
    assert len(closed) == 3
    assert all('pb-state closed">✓' in card and "No recommendation is open." in card for card in closed)
    links = set(re.findall(r'href="register\?as_at=2024-09-18&amp;finding=(engage-inv[^"]*)"', html))
    assert links == {f"engage-inv-{number}" for number in range(1, 6)} | ({"engage-inv"} & links)
    assert "See the measure</a>" in html
