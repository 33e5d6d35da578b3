"""Lists of findings on a page: the first few rows, and the others behind a click; and the rule of who may close."""

from dataclasses import replace

import streamlit

from src import wording
from src.contracts.metric import Result
from src.metrics.findings.lifecycle_wording import open_since
from src.web import components, links, panels
from src.web.page_context import Cached, PageContext

FEW = 8
"""How many rows of a long list are shown before all of them are asked for."""
MOST = 1_000
"""How many rows of a long list are on the page at most; all of them can be downloaded."""
FEW_ON_PAPER = 30
"""Up to how many rows a long list is printed whole."""


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
