"""Links from page to page. They carry on what the address holds of the whole site: date, edition, events, comparison."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from html import escape
from urllib.parse import quote, urlencode

import streamlit

from src.contracts.metric import Row
from src.web.components import Field
from src.web.metric_pages import PAGE_OF
from src.web.page_context import PageContext

_CARRIED = ("edition", "events", "since", "since_edition")
_ADDRESS = "address"


def address(context: PageContext, page: str) -> str:
    """Where a page stands, with what was chosen for the whole site."""
    asked = streamlit.query_params
    carried = {name: asked[name] for name in _CARRIED if name in asked}
    return f"{page}?{urlencode({'as_at': context.as_at.isoformat(), **carried})}"


def link(context: PageContext, page: str, text: str) -> str:
    """A link to a page."""
    return f'<a href="{escape(address(context, page))}" target="_self">{escape(text)}</a>'


def findings(context: PageContext) -> str:
    """The address of a finding's own page, but for its name."""
    return f"{address(context, PAGE_OF['findings_register'])}&finding="


def led(rows: Iterable[Row], fields: Sequence[Field], start: str) -> tuple[list[Row], list[Field]]:
    """Rows and fields of a table of findings in which each title leads to the finding's own page."""
    named: list[Row] = [{**row, _ADDRESS: start + quote(str(row["finding_id"]))} for row in rows]
    return named, [replace(field, address=_ADDRESS) if field.name == "title" else field for field in fields]
