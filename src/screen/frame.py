"""The frame every page stands in: guard, marking, title, as-at choice, headline, strip; sources last.

A folder called pages/ lets the first address asked of a fresh server run a page without app.py.
The guard is therefore the first thing a page does: a page that finds itself outside the
navigation starts the site at the same address and stops.
"""

import logging
from collections.abc import Sequence
from datetime import date
from html import escape
from pathlib import Path

import streamlit

from src import settings, wording
from src.charts.theme import Look
from src.metrics.contract import Result
from src.screen import board, choices, live, parts
from src.store import editions
from src.store.room import DAMAGED, CannotStore

SITE = {
    "Board": [("overview", "Overview"), ("what_changed", "What changed"), ("measures", "Measures")],
    "Inspection": [
        ("findings", "Findings"),
        ("peel_grades", "PEEL grades"),
        ("causes_of_concern", "Causes of concern"),
    ],
    "Engage trends": [
        ("marac", "MARAC"),
        ("sex_offender_management", "Sex offender management"),
        ("investigation_quality", "Investigation quality"),
        ("online_child_abuse", "Online child abuse"),
    ],
    "Work": [
        ("extracts", "Extracts"),
        ("board_pack", "Board pack"),
        ("definitions_and_sources", "Definitions and sources"),
    ],
}
"""The navigation: sections, and in each the pages by file name and title."""

TITLES = {name: title for pages in SITE.values() for name, title in pages}
"""The title of each page by its file name."""

ONWARD = [page for pages in SITE.values() for page in pages if page[0] != "overview"]
"""The pages that the Overview leads on to."""

_LOG = logging.getLogger("peelboard")
_INSIDE = "inside the navigation"
_STYLE = Path(__file__).with_name("style.css")
_STATIC = settings.PROJECT / "static"


def run_site() -> None:
    """The site: settings of the browser tab, navigation, and the page asked for."""
    streamlit.set_page_config(page_title="PEELboard", page_icon="📊", layout="wide")
    is_dark = streamlit.context.theme.type == "dark"
    streamlit.logo(str(_STATIC / f"logo-{'dark' if is_dark else 'light'}.svg"), size="medium")
    streamlit.html(_STYLE)
    pages = {
        section: [
            streamlit.Page(
                settings.PROJECT / "pages" / f"{name}.py",
                title=title,
                url_path="start" if name == "overview" else name,
                default=name == "overview",
            )
            for name, title in listed
        ]
        for section, listed in SITE.items()
    }
    # The page a site starts with has no address of its own; this gives it the one its name promises.
    first = streamlit.Page(page_file("overview"), title="Overview", url_path="overview", visibility="hidden")
    pages["Board"].append(first)
    chosen = streamlit.navigation(pages, position="top")
    streamlit.session_state[_INSIDE] = True
    try:
        chosen.run()
    except CannotStore as cannot:
        _LOG.warning("%s", cannot)
        streamlit.html(parts.empty(str(cannot)))
    except DAMAGED:
        _LOG.exception("The store cannot be read")
        streamlit.html(
            parts.empty(
                "The store cannot be read: a file in it is damaged or missing. Nothing is shown rather than a part of "
                "it. Bring the store back from a copy; the server's log names the file."
            )
        )
    except Exception:
        _LOG.exception("The page %s could not be drawn", chosen.title)
        streamlit.html(
            parts.empty(
                "This page could not be drawn. No figure is lost. Choose another date or page; "
                "the server's log says what went wrong."
            )
        )


def page_file(name: str) -> str:
    """The page of that name, as Streamlit's links ask for it."""
    return str(settings.PROJECT / "pages" / f"{name}.py")


def open_page(title: str, *, draws_events: bool = False) -> board.Board:
    """Guard, marking, title and the choices of the site. Returns what the page may ask of."""
    if not streamlit.session_state.pop(_INSIDE, False):
        run_site()
        streamlit.stop()
    chosen = board.started()
    live.watch(chosen)
    edition = choices.edition(chosen)
    newest = edition.newest_date() or date.today()
    force = edition.code_list("forces").names().get(chosen.force_code, chosen.force_code)
    streamlit.html(_marking(chosen))
    with streamlit.container(horizontal=True, vertical_alignment="bottom", key="title-row"):
        streamlit.html(f'<p class="pb-kicker">{escape(force)} and HMICFRS</p><h1 class="pb-title">{title}</h1>')
        kinds = choices.event_kinds(edition) if draws_events else None
        as_at = choices.as_at(edition, newest)
    choices.mark_looking_back(edition, editions.newest(chosen))
    look = Look.DARK if streamlit.context.theme.type == "dark" else Look.LIGHT
    return board.Board(settings=chosen, edition=edition, as_at=as_at, look=look, page=title, event_kinds=kinds)


def headline(on: board.Board, sentence: str, results: Sequence[Result], more: str = "") -> None:
    """The computed headline, then the strip of dates and edition of the results on this page."""
    dated = [result for result in results if result.newest_on]
    facts = [("As at", wording.day(on.as_at))]
    if dated:
        newest = max(result.newest_on for result in dated if result.newest_on)
        oldest = min(dated, key=lambda result: result.newest_on or on.as_at)
        facts.append(("Newest figure", wording.day(newest)))
        if oldest.newest_on and oldest.newest_on != newest:
            facts.append(
                (
                    "Oldest feed",
                    f"{oldest.card.title}, {wording.days_between(oldest.newest_on, on.as_at)} before the date shown",
                )
            )
        elif newest != on.as_at:
            facts.append(("Age", f"{wording.days_between(newest, on.as_at)} before the date shown"))
    used = {source.extract_id for result in results for source in result.sources}
    received = [event.at.date() for event in on.edition.extracts if event.extract_id in used]
    if received:
        facts.append(("Received", wording.day(max(received))))
    facts.append(("Edition", f"{on.edition.number}"))
    streamlit.html(parts.headline(sentence, more) + parts.strip(facts))


def close_page(on: board.Board, results: Sequence[Result]) -> None:
    """Sources last, what the figures are, and the marking again."""
    sources = {source.source_id: source for result in results for source in result.sources}
    lines = "".join(f"<li>{parts.source_line(source)}</li>" for source in sources.values())
    listed = parts.opened(f"Sources of this page ({len(sources)})", f"<ul>{lines}</ul>") if sources else ""
    streamlit.html(
        f'{listed}<div class="pb-bottom"><p>Management information, not official statistics. '
        "HMICFRS is His Majesty's Inspectorate of Constabulary and Fire &amp; Rescue Services; PEEL is its assessment of "
        "police effectiveness, efficiency and legitimacy.</p>"
        f"<p>This is a local start: only this machine can reach it, and nobody signs in. Edition {on.edition.number}, "
        f"answered by {editions.ENGINE}.</p></div>"
        f"{_marking(on.settings)}"
    )


def _marking(chosen: settings.Settings) -> str:
    """The protective marking, and the notice where there is one."""
    notice = f'<p class="pb-notice">{escape(chosen.notice)}</p>' if chosen.notice else ""
    return f'<p class="pb-marking">{escape(chosen.marking)}</p>{notice}'
