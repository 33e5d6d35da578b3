"""A whole list on a page that is for it: filtered, searched, sorted and turned as its address says, and as a file."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import streamlit

from src import wording
from src.contracts.column import Column
from src.contracts.metric import Result, Row
from src.metrics.findings.lifecycle_wording import NONE_STATED
from src.present import tables
from src.present.listing import Listing, choosable
from src.present.slide import source_line
from src.present.tables import Table
from src.web import closed, components, downloads, links, scripts
from src.web.page_context import PageContext

ALL, NEAREST = "All", "Ascending"
AT_HAND = 3
"""How many of the filters are in sight at once; the others open."""
ROWS = ("25", "100", ALL)
"""How many rows are on a page; all of them for whoever asks, and for print."""
_PAGE = "page"


@dataclass(frozen=True, kw_only=True)
class WholeList:
    """What a list is of, and what a reader may choose of it."""

    name: str
    """What its files are called by."""
    noun: str
    """What one row is."""
    filters: Mapping[str, str]
    """The choices that stand in one column each, by their labels. The address calls each by its last word: owner, rating."""
    standings: Mapping[str, Callable[[Row], bool]]
    """The choices of "How it stands", with the rows that each keeps."""
    searched: tuple[str, ...]
    """The columns that words are looked for in."""
    usual_order: str
    """What the order of the rows is where nobody chose another."""
    columns: tuple[str, ...] = ()
    """The columns shown where nobody chose others; those of the card's table where it is empty."""


def draw(context: PageContext, result: Result, of: WholeList) -> None:
    """The choices, the rows that fit them and the ways to take them away. The title of a row leads to its finding."""
    with streamlit.container(key="panel-register"):
        if not result.rows:
            streamlit.html(components.empty(result.sentence))
            return
        chosen = _chosen(result, of)
        rows = chosen.rows(result)
        size = _size(len(rows))
        first = (_page(len(rows), size) - 1) * size
        shown = rows[first : first + size]
        link = links.to_finding(links.findings(context))
        table = _sortable(chosen.table(result, shown, link), result, chosen)
        caption = _caption(of.noun, len(rows), len(result.rows), first, len(shown))
        text = components.table(table, caption, kind="pb-register", is_caption_seen=True) if rows else ""
        streamlit.html(text or components.empty(f"No {of.noun} fits these choices. Take one away to see more."))
        if rows:
            _turn(len(rows), size)
            _files(context, result, chosen, of)
        streamlit.html(components.footer(result) + closed.working(context, result))
        streamlit.html(scripts.tag(scripts.PRESS), unsafe_allow_javascript=True)


def _chosen(result: Result, of: WholeList) -> Listing:
    """What the reader chose, from the controls, all of which stand in the address."""
    columns = choosable(result)
    usual = [column.heading for column in result.card.named(of.columns)]
    with streamlit.container(horizontal=True, key="choice-register"):
        words = streamlit.text_input(f"Search the {of.noun}s", key="search", bind="query-params", width=230)
        stands = streamlit.selectbox(
            "How it stands", [ALL, *of.standings], key="stands", bind="query-params", width=210
        )  # fmt: skip
        holds = _picked(result, of, list(of.filters)[:AT_HAND])
    with streamlit.expander("More filters, order and columns"):
        with streamlit.container(horizontal=True, key="choice-more"):
            holds |= _picked(result, of, list(of.filters)[AT_HAND:])
            sort = streamlit.selectbox(
                "Sort by",
                [ALL, *columns],
                key="sort",
                bind="query-params",
                width=210,
                format_func=lambda heading: of.usual_order if heading == ALL else heading,
            )
            order = streamlit.selectbox(
                "Order", [NEAREST, "Descending"], key="order", bind="query-params", width=150
            )  # fmt: skip
            streamlit.selectbox("Rows on a page", ROWS, key="rows", bind="query-params", width=150)
        named = streamlit.multiselect("Columns", list(columns), default=usual, key="columns", bind="query-params")
    _sort_buttons(list(columns.values()))
    return Listing(
        holds=holds,
        keeps=of.standings.get(stands),
        words=words or "",
        searched=of.searched,
        sort=columns[sort].name if sort in columns else "",
        is_descending=order != NEAREST,
        columns=tuple(columns[heading].name for heading in named or usual),
    )


def _picked(result: Result, of: WholeList, labels: Sequence[str]) -> dict[str, str | None]:
    """The value chosen in each filter of some, by its column."""
    picked: dict[str, str | None] = {}
    for label in labels:
        name = of.filters[label]
        choices = [ALL, *sorted({str(row[name]) for row in result.rows if row[name]})]
        key = label.lower().split()[-1]
        if any(row[name] is None for row in result.rows):
            choices.append(NONE_STATED)
        value = streamlit.selectbox(label, choices, key=key, bind="query-params", width=210)
        if value != ALL:
            picked[name] = None if value == NONE_STATED else value
    return picked


def _sort_buttons(columns: Sequence[Column]) -> None:
    """The buttons that the headings of the table press: out of sight, as the table is markup."""
    with streamlit.container(key="press"):
        for column in columns:
            streamlit.button(column.heading, key=f"sort-{column.name}", on_click=_sort_by, args=(column.heading,))


def _sort_by(heading: str) -> None:
    state = streamlit.session_state
    is_again = state.get("sort") == heading and state.get("order") == NEAREST
    state["sort"], state["order"] = heading, "Descending" if is_again else NEAREST


def _sortable(table: Table, result: Result, chosen: Listing) -> Table:
    """The table with a button in each heading, and the order it is in."""
    columns = result.card.named(chosen.columns)
    order = "descending" if chosen.is_descending else "ascending"
    return replace(
        table,
        columns=tuple(
            replace(head, press=f"sort-{column.name}", order=order if column.name == chosen.sort else "")
            for head, column in zip(table.columns, columns, strict=True)
        ),
    )


def _size(rows: int) -> int:
    asked = streamlit.session_state.get("rows", ROWS[0])
    return max(rows, 1) if asked == ALL else int(asked)


def _pages(rows: int, size: int) -> int:
    return max(1, -(-rows // size))


def _page(rows: int, size: int) -> int:
    """The page of the list that the address asks for, or the nearest there is."""
    asked = streamlit.query_params.get(_PAGE, "1")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1
    return min(max(number, 1), _pages(rows, size))


def _caption(noun: str, fitting: int, every: int, first: int, shown: int) -> str:
    """163 of 454 findings, rows 1 to 25."""
    text = f"{wording.number(fitting)} of {wording.count_of(every, noun)}"
    if shown < fitting:
        text += f", rows {first + 1:,} to {first + shown:,}"
    return text


def _turn(rows: int, size: int) -> None:
    """The ways to the page before and the page after."""
    pages = _pages(rows, size)
    if pages == 1:
        return
    page = _page(rows, size)
    with streamlit.container(horizontal=True, vertical_alignment="center", key="turn-register"):
        for label, to in (("Previous", page - 1), ("Next", page + 1)):
            streamlit.button(
                label, key=f"turn-{label.lower()}", on_click=_go, args=(to,), disabled=not 1 <= to <= pages
            )
        streamlit.html(components.paragraph(f"Page {page} of {pages}", "pb-rest", "status"))


def _go(page: int) -> None:
    streamlit.query_params[_PAGE] = str(page)


def _files(context: PageContext, result: Result, chosen: Listing, of: WholeList) -> None:
    """Every row that fits as files, in the columns chosen. Whether the reader may have them is asked at the click."""
    name = f"{of.name} {result.newest_on or result.as_at} edition {result.edition}"
    ways: tuple[tuple[str, str, str, Callable[[], bytes | str]], ...] = (
        (f"Download these {of.noun}s (CSV)", "csv", downloads.CSV, lambda: tables.as_csv(chosen.table(result))),
        (
            f"Download these {of.noun}s (Excel)",
            "xlsx",
            downloads.WORKBOOK,
            lambda: _workbook(context, result, chosen, of),
        ),
    )
    with streamlit.container(horizontal=True, key="files-register"):
        for label, ending, mime, make in ways:
            downloads.offer(
                context.settings, label, make, f"{name}.{ending}", mime=mime, key=f"register-{ending}",
                record=f"{name}.{ending}", edition=context.edition.number,
            )  # fmt: skip


def _workbook(context: PageContext, result: Result, chosen: Listing, of: WholeList) -> bytes:
    from src.present.xlsx.workbook import one_table  # here: the page need not wait for what writes workbooks

    table = chosen.table(result)
    return one_table(
        table,
        result.card.title,
        [
            f"{len(table.rows):,} of {len(result.rows):,} {of.noun}s, as last stated at {wording.day(context.as_at)}, "
            f"edition {result.edition}. {context.settings.marking}. {context.settings.notice}".rstrip(),
            source_line([result]),
        ],
    )
