"""The frame every page stands in: guard, marking, title, as-at choice, headline, strip; sources last.

A folder called pages/ lets the first address asked of a fresh server run a page without app.py.
The guard is therefore the first thing a page does: a page that finds itself outside the
navigation starts the site at the same address and stops.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import streamlit
from streamlit.navigation.page import StreamlitPage

from src import settings, wording
from src.contracts.metric import Result
from src.contracts.source import each_once
from src.present import theme
from src.present.html.markup import markup
from src.present.theme import Look
from src.settings import Action
from src.store import authorization, editions
from src.store.disk_check import DAMAGED, CannotStore, IntegrityError
from src.store.engines import CannotAnswer
from src.web import (
    chart_download,
    components,
    page_context,
    page_times,
    panels,
    print_css,
    push_updates,
    scripts,
    session_auth,
    url_state,
)

SITE = {
    "Board": [("overview", "Overview"), ("what_changed", "What changed"), ("measures", "Measures")],
    "Inspection": [
        ("findings", "Findings"),
        ("register", "Register"),
        ("peel_grades", "PEEL grades"),
        ("causes_of_concern", "Causes of concern"),
    ],
    "Engage trends": [
        ("marac", "MARAC"),
        ("sex_offender_management", "Sex offender management"),
        ("investigation_quality", "Investigation quality"),
        ("online_child_abuse", "Online child abuse"),
    ],
    "Improvement": [
        ("actions_and_updates", "Actions and updates"),
        ("all_actions", "All actions"),
        ("closure", "Closure"),
    ],
    "Work": [
        ("extracts", "Extracts"),
        ("board_pack", "Board pack and papers"),
        ("calendar", "Calendar"),
        ("definitions_and_sources", "Definitions and sources"),
        ("audit", "Audit"),
    ],
}
"""The navigation: sections, and in each the pages by file name and title."""

TITLES = {name: title for pages in SITE.values() for name, title in pages}
"""The title of each page by its file name."""

PRESENTING = "Presenting"
SITE_NAME = "PEELboard"
WHAT_THIS_IS = (
    f"{print_css.NOT_OFFICIAL}. HMICFRS is His Majesty's Inspectorate of Constabulary and Fire "
    "& Rescue Services; PEEL is its assessment of police effectiveness, efficiency and legitimacy."
)
"""What the figures are, for the foot of a page."""
_FILES = {title: name for name, title in TITLES.items()} | {PRESENTING: "presenting"}
_NEEDS = {"Audit": Action.AUDIT}
"""The pages that are not for everybody, by title, and what has to be allowed for them."""
_LOG = logging.getLogger("peelboard")
_INSIDE = "inside the navigation"
_STYLE = Path(__file__).with_name("style.css")
_PRINTED = Path(__file__).with_name("print.css")
_STATIC = settings.PROJECT / "static"


def run_site() -> None:
    """The site: settings of the browser tab, navigation, and the page asked for."""
    streamlit.set_page_config(page_title=SITE_NAME, page_icon="📊", layout="wide")
    is_dark = streamlit.context.theme.type == "dark"
    streamlit.logo(str(_STATIC / f"logo-{'dark' if is_dark else 'light'}.svg"), size="medium")
    streamlit.html(f"<style>{style()}</style>")
    streamlit.html(_PRINTED)
    _saying_what_went_wrong(_run_page)


@cache
def style() -> str:
    """The style sheet of every page, with the colours it is made of."""
    return f"{theme.style_variables()}\n{_STYLE.read_text(encoding='utf-8')}"


def _run_page() -> None:
    """The page asked for, knowing who asks."""
    now = session_auth.standing(page_context.started())
    chosen = _navigation(now)
    if now.settings:
        loaded = scripts.tag(
            scripts.ANSWER, scripts.MENU, scripts.PANEL, scripts.SEARCH, scripts.CLOSED, scripts.READING
        )
        streamlit.html(loaded, unsafe_allow_javascript=True)
        streamlit.html(components.search_box())
    streamlit.session_state[_INSIDE] = now
    with page_times.timed(chosen.url_path or "overview"):
        chosen.run()


def _navigation(now: session_auth.Standing) -> StreamlitPage:
    """The page asked for. The others are named to who may open them; each asks by itself who may."""
    pages = {
        section: [
            streamlit.Page(
                settings.PROJECT / "pages" / f"{name}.py",
                title=title,
                url_path="start" if name == "overview" else name,
                default=name == "overview",
                visibility="visible" if now.settings and _may_open(now.settings, title) else "hidden",
            )
            for name, title in listed
        ]
        for section, listed in SITE.items()
    }
    # The page a site starts with has no address of its own; this gives it the one its name promises.
    first = streamlit.Page(page_file("overview"), title="Overview", url_path="overview", visibility="hidden")
    pages["Board"].append(first)
    presenting = streamlit.Page(page_file("presenting"), title="Presenting", url_path="presenting", visibility="hidden")
    pages["Work"].append(presenting)
    return streamlit.navigation(pages, position="hidden" if now.settings is None else "top")


def _saying_what_went_wrong(run: Callable[[], None]) -> None:
    """Run it. What goes wrong is said in a sentence, without what the machine would say of it."""
    try:
        run()
    except CannotStore as cannot:
        _LOG.warning("Something was not stored, or not allowed, and the page said why")
        streamlit.html(components.empty(str(cannot)))
    except CannotAnswer as silent:
        _LOG.exception("The engine that PEELBOARD_ENGINE names does not answer")
        streamlit.html(components.empty(str(silent)))
    except IntegrityError as damaged:
        _LOG.error("Figures that a page rests on are damaged in the store")
        streamlit.html(components.empty(f"{damaged} Other pages are unaffected."))
    except DAMAGED:
        _LOG.exception("The store cannot be read")
        streamlit.html(
            components.empty(
                "The store cannot be read: a file in it is damaged or missing. Nothing is shown rather than a part of "
                "it. Bring the store back from a copy; the server's log names the file."
            )
        )
    except Exception:
        _LOG.exception("A page could not be drawn")
        streamlit.html(
            components.empty(
                "This page could not be drawn. No figure is lost. Choose another date or page; "
                "the server's log says what went wrong."
            )
        )


def open_to(chosen: settings.Settings) -> list[tuple[str, str]]:
    """The pages that who asks may open, by file name and title."""
    return [page for listed in SITE.values() for page in listed if _may_open(chosen, page[1])]


def _may_open(chosen: settings.Settings, title: str) -> bool:
    return title not in _NEEDS or _NEEDS[title] in chosen.actor.may


def page_file(name: str) -> str:
    """The page of that name, as Streamlit's links ask for it."""
    return str(settings.PROJECT / "pages" / f"{name}.py")


def _guard(title: str) -> settings.Settings:
    """Let nobody past who did not come in by the site, or may see nothing; and begin to watch the ledger.

    Returns the settings as they are for who asks.
    """
    now: session_auth.Standing | None = streamlit.session_state.pop(_INSIDE, None)
    if now is None:
        run_site()
        streamlit.stop()
    server = page_context.started()
    if now.settings is None:
        session_auth.draw_sign_in(server, now, title)
        streamlit.stop()
    push_updates.watch(server)
    wanted = session_auth.wanted() if now.key else None
    if wanted and wanted != (title, streamlit.query_params.to_dict()):
        streamlit.switch_page(page_file(_FILES[wanted[0]]), query_params=dict(wanted[1]))
    if title in _NEEDS:
        authorization.refuse_unless(now.settings, _NEEDS[title])
    if title != PRESENTING:
        session_auth.draw_who(now)
    return now.settings


def open_bare(title: str) -> page_context.PageContext:
    """Guard only: a page without marking, title and choices of its own, which follows the choices made on the others."""
    chosen = _guard(title)
    edition = url_state.edition(chosen)
    as_at = url_state.as_at_chosen(edition.newest_date() or date.today())
    name_tab(title, as_at)
    look = Look.DARK if streamlit.context.theme.type == "dark" else Look.LIGHT
    return page_context.PageContext(settings=chosen, edition=edition, as_at=as_at, look=look, page=title)


def name_tab(title: str, as_at: date) -> None:
    """Name the browser's tab by page and date, so that tabs and bookmarks differ."""
    streamlit.set_page_config(page_title=f"{title}, {wording.day(as_at)} · {SITE_NAME}")


def open_page(title: str, *, draws_events: bool = False) -> page_context.PageContext:
    """Guard, marking, title and the choices of the site. Returns what the page may ask of."""
    chosen = _guard(title)
    edition = url_state.edition(chosen)
    newest = edition.newest_date() or date.today()
    force = force_name(chosen, edition)
    streamlit.html(marking(chosen))
    with streamlit.container(horizontal=True, vertical_alignment="bottom", key="title-row"):
        streamlit.html(markup("components", "page_title", force, title))
        kinds = url_state.event_kinds(edition, title) if draws_events else None
        as_at = url_state.as_at(edition, newest)
    name_tab(title, as_at)
    url_state.mark_looking_back(edition, editions.newest(chosen))
    look = Look.DARK if streamlit.context.theme.type == "dark" else Look.LIGHT
    return page_context.PageContext(
        settings=chosen, edition=edition, as_at=as_at, look=look, page=title, event_kinds=kinds
    )


def headline(
    context: page_context.PageContext,
    sentence: str,
    results: Sequence[Result],
    more: str = "",
    facts_of_page: Sequence[tuple[str, str]] = (),
    on_paper: str = "",
) -> page_context.PageContext:
    """The computed headline, then the strip of dates and edition of the results on this page, and the page's own facts.

    `on_paper` is the address of the sheet that has the page in brief. Returns the page's context, which knows what was
    said, so that no panel says it again.
    """
    strip = components.strip(facts(context, results, facts_of_page), on_paper)
    streamlit.html(components.headline(sentence, more) + strip)
    return replace(context, opening=tuple(wording.sentences(f"{sentence} {more}".strip())))


def facts(
    context: page_context.PageContext, results: Sequence[Result], facts_of_page: Sequence[tuple[str, str]] = ()
) -> list[tuple[str, str]]:
    """The dates and the edition of the results on a page, by name, then the page's own facts."""
    dated = [result for result in results if result.newest_on]
    found = [("As at", wording.day(context.as_at))]
    if dated:
        newest = max(result.newest_on for result in dated if result.newest_on)
        oldest = min(dated, key=lambda result: result.newest_on or context.as_at)
        if newest != context.as_at:
            found.append(("Newest figure", wording.day(newest)))
        if oldest.newest_on and oldest.newest_on != newest:
            age = wording.days_between(oldest.newest_on, context.as_at)
            found.append(("Oldest on this page", f"{oldest.card.title}, {age} before"))
        elif newest != context.as_at:
            found.append(("Age", f"{wording.days_between(newest, context.as_at)} before"))
    used = {source.extract_id for result in results for source in result.sources}
    received = [event.at.date() for event in context.edition.extracts if event.extract_id in used]
    if received:
        found.append(("Received", wording.day(max(received))))
    return [*found, ("Edition", f"{context.edition.number}"), *facts_of_page]


def close_page(context: page_context.PageContext, results: Sequence[Result]) -> None:
    """What belongs to the page and was not drawn yet, its sources, what the figures are, and the marking again."""
    panels.others(context, _FILES[context.page])
    sources = each_once(source for result in results for source in result.sources)
    listed = (
        components.opened(f"Sources of this page ({len(sources)})", components.sources(sources), on_paper=True)
        if sources
        else ""
    )
    paper = print_css.sheets(
        title=context.page,
        force=force_name(context.settings, context.edition),
        marking=context.settings.marking,
        notice=context.settings.notice,
        as_at=wording.day(context.as_at),
        edition=context.edition.number,
        sources=sources,
    )
    if context.look is Look.DARK:
        paper += print_css.light()
    about = (
        f"{session_auth.foot(context.settings)} Edition {context.edition.number}, answered by "
        f"{context.edition.engine}. PEELboard {settings.version()}."
    )
    foot = markup("components", "page_foot", WHAT_THIS_IS, about)
    streamlit.html(f"{listed}{foot}{marking(context.settings)}<style>{paper}</style>")
    chart_download.ready(context, force_name(context.settings, context.edition))


def force_name(chosen: settings.Settings, edition: editions.Edition) -> str:
    """The name of the force whose figures are shown."""
    return edition.code_list("forces").names().get(chosen.force_code, chosen.force_code)


def marking(chosen: settings.Settings) -> str:
    """The protective marking, and the notice where there is one."""
    return markup("components", "marking", chosen.marking, chosen.notice)
