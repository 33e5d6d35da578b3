"""Lists of findings on a page: the first few rows, and the others behind a click; and counts by group."""

from collections.abc import Callable

import streamlit

from src import wording
from src.contracts.metric import Result, Row
from src.metrics.findings.choices import NOT_CLOSED
from src.present.views.view import GroupsOf
from src.web import components, links, panels
from src.web.page_context import Cached, PageContext

FEW = 5
"""How many rows of a long list are shown before all of them are asked for."""
MOST = 1_000
"""How many rows of a long list are on the page at most; all of them can be downloaded."""
FEW_ON_PAPER = 30
"""Up to how many rows a long list is printed whole."""


def dated(context: PageContext, result: Result, subtitle: str, title: str) -> None:
    """A list of findings: the first few, and the others behind a click or, of a very long list, in a file. Where it has no rows, what that means is said."""
    name = result.card.name
    with streamlit.container(key=context.panel_key(name)):
        if not result.rows:
            streamlit.html(components.panel_head(result.card.title, "") + components.empty(result.sentence))
            return
        start = links.findings(context)
        streamlit.html(
            context.cached(
                Cached.REGISTER,
                lambda: (
                    components.panel_head(title, subtitle)
                    + few_then_all(result, links.to_finding(start) if result.card.column("finding_id") else None)
                    + components.footer(result)
                    + components.working(result)
                ),
                result.card.name,
                start,
                title,
            )
        )
        if len(result.rows) > MOST:
            panels.every_row(context, result, "listed")


def few_then_all(result: Result, link: Callable[[Row], str] | None = None, linked: str = "title") -> str:
    """The first rows, and all of them behind a click. The column `linked` of a row leads where `link` says."""
    of, caption = len(result.rows), result.card.title
    few = components.rows_of(result, rows=result.rows[:FEW], link=link, linked=linked)
    few = components.group(few, "pb-list")
    if of <= FEW:
        return few
    named = "All" if of <= MOST else f"The first {wording.number(MOST)} of"
    every = components.rows_of(
        result,
        rows=result.rows[:MOST],
        caption=f"{caption}: {named.lower()} {wording.number(of)}",
        link=link,
        linked=linked,
    )
    fits = of <= FEW_ON_PAPER
    only_some = f"The first {FEW} of {wording.number(of)}; the page has all."
    text = "" if fits else components.paragraph(only_some, "pb-paper")
    return few + text + components.opened(f"{named} {wording.number(of)}", components.tall(every), on_paper=fits)


def groups(context: PageContext, result: Result, item: GroupsOf) -> None:
    """A small table a grouping, next to one another; each group leads to its findings in the register."""
    with streamlit.container(key=context.panel_key(result.card.name)):
        if not result.rows:
            streamlit.html(components.panel_head(result.card.title, "") + components.empty(result.sentence))
            return

        def register(row: Row) -> str:
            return links.register(context, **{str(row["grouping_code"]): row[item.name], "stands": NOT_CLOSED})

        tables = [
            components.rows_of(
                result, (item.name, *item.columns), rows=rows, caption=name, is_caption_seen=True, link=register,
                linked=item.name,
            )
            for name in dict.fromkeys(str(row[item.by]) for row in result.rows)
            if (rows := result.where(**{item.by: name}))
        ]  # fmt: skip
        streamlit.html(
            components.panel_head(result.sentence, "Findings not closed; each name leads to its findings")
            + components.group("".join(tables), "pb-groups")
            + components.footer(result)
            + components.working(result)
        )
