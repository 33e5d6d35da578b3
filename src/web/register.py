"""The findings register on screen: filters kept in the address, and the rule of who may close."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit

from src import wording
from src.contracts.metric import Result, Row
from src.metrics.findings.lifecycle_wording import open_since
from src.web import components, links, panels
from src.web.page_context import Cached, PageContext

ALL = "All"
FEW = 8
"""How many rows of a long list are shown before all of them are asked for."""
MOST = 1_000
"""How many rows of a long list are on the page at most; all of them can be downloaded."""
FEW_ON_PAPER = 30
"""Up to how many rows a long list is printed whole."""
FILTERS = {
    "Type": "finding_type_name",
    "Level": "level_name",
    "Theme": "theme_name",
    "Status": "status_name",
    "Report": "source_report",
    "Owner": "owner_role",
}


def who_may_close(context: PageContext) -> None:
    """The levels and who may close a finding at each."""
    columns = {"Level": "level_name", "Who may close": "who_may_close", "How": "how_closed"}
    with streamlit.container(key="panel-levels"):
        streamlit.html(
            components.panel_head(
                "Who may close a finding depends on its level",
                "The inspectorate's scheme, as the force's paper of June 2023 gives it (para 2.5)",
            )
            + panels.list_table(context, "finding_levels", "Levels", columns)
        )


def dated(context: PageContext, result: Result, subtitle: str) -> None:
    """A list of findings: the first few, and the others behind a click or, of a very long list, in a file. Where it has no rows, what that means is said."""
    with streamlit.container(key=f"panel-{result.card.name}"):
        if not result.rows:
            streamlit.html(components.panel_head(result.card.title, "") + components.empty(result.sentence))
            return
        start = links.findings(context)
        streamlit.html(
            context.cached(
                Cached.REGISTER,
                lambda: (
                    components.panel_head(result.sentence, subtitle)
                    + _few_then_all(result, start)
                    + components.footer(result)
                    + components.working(result)
                ),
                result.card.name,
                start,
            )
        )
        if len(result.rows) > MOST:
            panels.every_row(context, result, "listed")


def newest_first(context: PageContext, result: Result, subtitle: str) -> None:
    """A list over time, turned round so that the newest is seen first."""
    dated(context, replace(result, rows=result.rows[::-1]), subtitle)


def headline(published: Result, itemised: Result, whole: Result) -> tuple[str, list[Result], str]:
    """The headline of the page, what it is of, and what follows: the newer of register and published table first."""
    if whole.newest_on and whole.newest_on > (published.newest_on or whole.newest_on.min):
        return whole.sentence, [published, whole], published.sentence if published.rows else ""
    return published.sentence, [published, itemised], itemised.sentence if itemised.rows else ""


def _few_then_all(result: Result, start: str) -> str:
    """The first rows, and all of them behind a click. Where the rows are findings, each title leads to its page."""
    of, caption = len(result.rows), result.card.title
    link = links.to_finding(start) if result.card.column("finding_id") else None
    few = components.rows_of(result, rows=result.rows[:FEW], link=link)
    if of <= FEW:
        return few
    named = "All" if of <= MOST else f"The first {wording.number(MOST)} of"
    every = components.rows_of(
        result,
        rows=result.rows[:MOST],
        caption=f"{caption}: {named.lower()} {wording.number(of)}",
        link=link,
    )
    fits = of <= FEW_ON_PAPER
    text = "" if fits else f'<p class="pb-paper">The first {FEW} of {wording.number(of)}; the page has all.</p>'
    whole = components.opened(f"{named} {wording.number(of)}", f'<div class="pb-tall">{every}</div>', on_paper=fits)
    return few + text + whole


def extracts(context: PageContext, whole: Result) -> None:
    """The whole registers held, newest first, or that none is held and what that means."""
    if not whole.rows:
        text = (
            "No whole register is held, so these counts are of what the papers set out by name. An extract of the "
            'monitoring portal with "Whole register" in its column Coverage makes them complete.'
        )
        streamlit.html(components.note(text, calm=True))
        return
    newest_first(
        context,
        replace(whole, sentence=open_since(whole.rows)),
        "What each whole register held on its day, newest first",
    )


def browse(context: PageContext, result: Result) -> None:
    """The register with its filters and search. The choices stand in the address."""
    with streamlit.container(key="panel-register"):
        if not result.rows:
            streamlit.html(components.panel_head(result.card.title, "") + components.empty(result.sentence))
            return
        streamlit.html(
            components.panel_head(
                result.sentence, "Filter by type, level, theme, status, report or owner, or search the titles"
            )
        )
        stored: Sequence[Row] = result.rows
        with streamlit.container(horizontal=True, key="choice-register"):
            for heading, name in FILTERS.items():
                choices = [ALL, *sorted({str(row[name]) for row in result.rows if row[name]})]
                picked = streamlit.selectbox(heading, choices, key=heading.lower(), bind="query-params", width=210)
                if picked != ALL:
                    stored = [row for row in stored if row[name] == picked]
            words = streamlit.text_input("Search titles", key="search", bind="query-params", width=230)
        if words:
            stored = [row for row in stored if words.lower() in str(row["title"]).lower()]
        shown = wording.count_of(len(stored), "finding")
        if stored:
            streamlit.html(
                '<div class="pb-tall">'
                + components.rows_of(
                    result,
                    rows=stored,
                    caption=f"{shown} of {len(result.rows)}",
                    is_caption_seen=True,
                    link=links.to_finding(links.findings(context)),
                )
                + "</div>"
            )
        else:
            streamlit.html(components.empty("No finding fits these choices. Take one away to see more."))
        streamlit.html(components.footer(result) + components.working(result))
