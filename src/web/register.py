"""The register on screen: its list, filtered and sorted as the address says, or one finding on a page of its own."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import streamlit

from src import wording
from src.contracts.column import Column
from src.contracts.metric import Result
from src.metrics.findings.choices import STANDINGS
from src.metrics.findings.lifecycle_wording import NONE_STATED
from src.present import tables
from src.present.listing import Listing, choosable
from src.present.slide import source_line
from src.present.tables import Table
from src.web import closed, components, downloads, links, one_finding, page_shell, scripts
from src.web.page_context import PageContext

TITLE = "Register"
ALL, NEAREST = "All", "Ascending"
FILTERS = {
    "Level": "level_name",
    "Owner": "owner_role",
    "Board": "governance_board",
    "Local rating": "local_rating_name",
    "Type": "finding_type_name",
    "Status": "status_name",
    "Theme": "theme_name",
    "Report": "source_report",
}
"""The choices that stand in one column each, by their labels."""
KEYS = {name: label.lower().split()[-1] for label, name in FILTERS.items()}
"""What the address calls each of them: owner, board, rating."""
AT_HAND = 3
"""How many of them are in sight at once; the others open."""
SEARCHED = ("title", "finding_id", "reference", "source_report")
ROWS = ("25", "100", ALL)
"""How many rows are on a page; all of them for whoever asks, and for print."""
_PAGE = "page"


def show() -> None:
    """The register, or the finding that the address asks for."""
    context = page_shell.open_page(TITLE)
    listed = context.result("findings_register")
    asked = streamlit.query_params.get(one_finding.ADDRESS)
    if asked and one_finding.show(context, listed, asked):
        return
    page_shell.headline(context, listed.sentence, [listed])
    if asked:
        text = f'The address asks for the finding "{asked[:40]}", which is not held at the date shown.'
        streamlit.html(components.note(text, calm=True))
    _list(context, listed)
    page_shell.close_page(context, [listed])


def _list(context: PageContext, result: Result) -> None:
    with streamlit.container(key="panel-register"):
        if not result.rows:
            streamlit.html(components.empty(result.sentence))
            return
        chosen = _chosen(result)
        rows = chosen.rows(result)
        size = _size(len(rows))
        first = (_page(len(rows), size) - 1) * size
        shown = rows[first : first + size]
        link = links.to_finding(links.findings(context))
        table = _sortable(chosen.table(result, shown, link), result, chosen)
        caption = _caption(len(rows), len(result.rows), first, len(shown))
        text = components.table(table, caption, kind="pb-register", is_caption_seen=True) if rows else ""
        streamlit.html(text or components.empty("No finding fits these choices. Take one away to see more."))
        if rows:
            _turn(len(rows), size)
            _files(context, result, chosen)
        streamlit.html(components.footer(result) + closed.working(context, result))
        streamlit.html(scripts.tag(scripts.PRESS), unsafe_allow_javascript=True)


def _chosen(result: Result) -> Listing:
    """What the reader chose, from the controls, all of which stand in the address."""
    columns = choosable(result)
    usual = [column.heading for column in result.card.named(())]
    with streamlit.container(horizontal=True, key="choice-register"):
        words = streamlit.text_input("Search the findings", key="search", bind="query-params", width=230)
        stands = streamlit.selectbox(
            "How it stands", [ALL, *STANDINGS], key="stands", bind="query-params", width=210
        )  # fmt: skip
        holds = _picked(result, list(FILTERS)[:AT_HAND])
    with streamlit.expander("More filters, order and columns"):
        with streamlit.container(horizontal=True, key="choice-more"):
            holds |= _picked(result, list(FILTERS)[AT_HAND:])
            sort = streamlit.selectbox(
                "Sort by", [ALL, *columns], key="sort", bind="query-params", width=210, format_func=_order_name
            )
            order = streamlit.selectbox(
                "Order", [NEAREST, "Descending"], key="order", bind="query-params", width=150
            )  # fmt: skip
            streamlit.selectbox("Rows on a page", ROWS, key="rows", bind="query-params", width=150)
        named = streamlit.multiselect("Columns", list(columns), default=usual, key="columns", bind="query-params")
    _sort_buttons(list(columns.values()))
    return Listing(
        holds=holds,
        keeps=STANDINGS.get(stands),
        words=words or "",
        searched=SEARCHED,
        sort=columns[sort].name if sort in columns else "",
        is_descending=order != NEAREST,
        columns=tuple(columns[heading].name for heading in named or usual),
    )


def _order_name(heading: str) -> str:
    return "Newest report first" if heading == ALL else heading


def _picked(result: Result, labels: Sequence[str]) -> dict[str, str | None]:
    """The value chosen in each filter of some, by its column."""
    picked: dict[str, str | None] = {}
    for label in labels:
        name = FILTERS[label]
        choices = [ALL, *sorted({str(row[name]) for row in result.rows if row[name]})]
        key = KEYS[name]
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


def _caption(fitting: int, every: int, first: int, shown: int) -> str:
    """163 of 454 findings, rows 1 to 25."""
    text = f"{wording.number(fitting)} of {wording.count_of(every, 'finding')}"
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


def _files(context: PageContext, result: Result, chosen: Listing) -> None:
    """Every row that fits as files, in the columns chosen. Whether the reader may have them is asked at the click."""
    name = f"register {result.newest_on or result.as_at} edition {result.edition}"
    ways: tuple[tuple[str, str, str, Callable[[], bytes | str]], ...] = (
        ("Download these findings (CSV)", "csv", downloads.CSV, lambda: tables.as_csv(chosen.table(result))),
        ("Download these findings (Excel)", "xlsx", downloads.WORKBOOK, lambda: _workbook(context, result, chosen)),
    )
    with streamlit.container(horizontal=True, key="files-register"):
        for label, ending, mime, make in ways:
            downloads.offer(
                context.settings, label, make, f"{name}.{ending}", mime=mime, key=f"register-{ending}",
                record=f"{name}.{ending}", edition=context.edition.number,
            )  # fmt: skip


def _workbook(context: PageContext, result: Result, chosen: Listing) -> bytes:
    from src.present.xlsx.workbook import one_table  # here: the page need not wait for what writes workbooks

    table = chosen.table(result)
    return one_table(
        table,
        result.card.title,
        [
            f"{len(table.rows):,} of {len(result.rows):,} findings, as last stated at {wording.day(context.as_at)}, "
            f"edition {result.edition}. {context.settings.marking}. {context.settings.notice}".rstrip(),
            source_line([result]),
        ],
    )
