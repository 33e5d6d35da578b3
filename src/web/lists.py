"""Lists of findings on a page: the first few rows, and the others behind a click; and counts by group."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import streamlit

from src import wording
from src.contracts.metric import Result, Row
from src.metrics.findings.choices import NOT_CLOSED
from src.present.tables import of_result
from src.present.views.view import GroupsOf
from src.web import closed, components, links, panels
from src.web.page_context import Cached, PageContext

_NEWEST_FIRST = "newest first"
FEW = 5
"""How many rows of a long list are shown before all of them are asked for."""
MANY = 20
"""How many of them on a page that is for one list."""
LONG = 60
"""How many rows stand behind the click where a file has all."""
MOST = 1_000
"""How many rows of a long list are on the page at most; all of them can be downloaded."""
FEW_ON_PAPER = 30
"""Up to how many rows a long list is printed whole."""


def dated(context: PageContext, result: Result, subtitle: str, title: str, *, is_newest_first: bool = False) -> None:
    """A list of findings: the first few, and the others behind a click or, of a very long list, in a file.

    Where it has no rows, what that means is said. `is_newest_first` turns the rows of a metric round.
    """
    name, title = result.card.name, context.unsaid(title, result.card.title)
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
                    + _few_then_fetched(context, result, is_newest_first)
                    + components.footer(result)
                    + closed.working(context, result)
                ),
                result.card.name,
                start,
                title,
            )
        )
        if len(result.rows) > MOST:
            panels.every_row(context, result, "listed")


def whole(context: PageContext, result: Result, subtitle: str, title: str) -> None:
    """A list that is what its page is for: all rows, or as many as are read, the others counted."""
    with streamlit.container(key=context.panel_key(result.card.name)):
        if not result.rows:
            streamlit.html(components.empty("Nothing of the kinds chosen is ahead. Choose another kind."))
            return
        link, linked = _leads(context, result)
        streamlit.html(
            components.panel_head(title, subtitle)
            + few_then_all(result, link, linked, few=MANY)
            + components.footer(result)
            + closed.working(context, result)
        )


def few_then_all(
    result: Result, link: Callable[[Row], str] | None = None, linked: str = "title", *, few: int = FEW
) -> str:
    """The first rows, and behind a click as many as are read. The column `linked` of a row leads where `link` says."""
    every = components.tall(_rows(result, link, LONG, linked=linked, caption=_caption(result, LONG)))
    return _few_then(
        _rows(result, link, few, linked=linked),
        result,
        lambda title, fits: components.opened(title, every, on_paper=fits),
        LONG,
        few=few,
    )


def _few_then_fetched(context: PageContext, result: Result, is_newest_first: bool) -> str:
    """The same, where the rows are those of a metric: all of them are fetched at the click."""
    order = _NEWEST_FIRST if is_newest_first else ""
    link, linked = _leads(context, result)
    few = _rows(result, link, FEW, linked=linked, is_newest_first=is_newest_first)
    return _few_then(
        few,
        result,
        lambda title, fits: closed.opened(context, title, "list", result.card.name, order, on_paper=fits),
    )


def _few_then(
    first: str, result: Result, whole: Callable[[str, bool], str], most: int = MOST, *, few: int = FEW
) -> str:
    of = len(result.rows)
    if of <= few:
        return components.group(first, "pb-list")
    fits = of <= FEW_ON_PAPER
    only_some = f"The first {few} of {wording.number(of)}; the page has all."
    text = "" if fits else components.paragraph(only_some, "pb-paper")
    return components.group(first, "pb-list") + text + whole(_named(of, most), fits)


def _named(of: int, most: int) -> str:
    return f"{'All' if of <= most else f'The first {wording.number(most)} of'} {wording.number(of)}"


def _caption(result: Result, most: int = MOST) -> str:
    return f"{result.card.title}: {wording.inside(_named(len(result.rows), most))}"


def _leads(context: PageContext, result: Result) -> tuple[Callable[[Row], str] | None, str]:
    """Where the rows lead and by which column: to what they are about, a finding or measures, or to an owner's actions."""
    for column, to in _LEADS.items():
        if result.card.column(column):
            return to(context), column
    return None, ""


def _to_finding(context: PageContext) -> Callable[[Row], str]:
    return links.to_finding(links.findings(context))


_LEADS: Mapping[str, Callable[[PageContext], Callable[[Row], str]]] = {
    "title": _to_finding,
    "about_name": links.to_subject,
    "action_owner_role": links.to_owner,
}
"""What a column of a list leads to, the first there is."""


def _rows(
    result: Result,
    link: Callable[[Row], str] | None,
    most: int,
    *,
    linked: str = "title",
    caption: str = "",
    is_newest_first: bool = False,
) -> str:
    rows = result.rows[::-1] if is_newest_first else result.rows
    return components.rows_of(result, rows=rows[:most], caption=caption, link=link, linked=linked)


@closed.part("list")
def _every_row(context: PageContext, metric: str, order: str) -> str:
    result = context.result(metric)
    link, linked = _leads(replace(context, carried={}), result)  # the page adds what its own address holds
    is_newest_first = order == _NEWEST_FIRST
    return components.tall(
        _rows(result, link, MOST, linked=linked, caption=_caption(result), is_newest_first=is_newest_first)
    )


def groups(context: PageContext, result: Result, item: GroupsOf) -> None:
    """A small table a grouping, next to one another; each group leads to its findings in the register."""
    with streamlit.container(key=context.panel_key(result.card.name)):
        if not result.rows:
            streamlit.html(components.panel_head(result.card.title, "") + components.empty(result.sentence))
            return

        def register(row: Row) -> str:
            return links.register(context, **{str(row["grouping_code"]): row[item.name], "stands": NOT_CLOSED})

        def grouped(name: str) -> str:
            of = of_result(
                result,
                (item.name, *item.columns),
                rows=result.where(**{item.by: name}),
                link=register,
                linked=item.name,
            )
            return components.table(of.headed(name), name)

        tables = map(grouped, dict.fromkeys(str(row[item.by]) for row in result.rows))
        streamlit.html(
            components.panel_head(result.sentence, "Findings not closed; each name leads to its findings")
            + components.group("".join(tables), "pb-groups")
            + components.footer(result)
            + closed.working(context, result)
        )
