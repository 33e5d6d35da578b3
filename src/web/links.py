"""Links from page to page. They carry on what the address holds of the whole site: date, edition, events, comparison."""

from collections.abc import Callable
from urllib.parse import quote, urlencode

import streamlit

from src.contracts.metric import Row
from src.metrics import PAGE_OF
from src.metrics.findings.lifecycle_wording import NONE_STATED
from src.web import components, page_shell
from src.web.page_context import PageContext

_NOT_STATED = ("No owner stated", "No board stated")
"""What the counts by owner and board call what a choice of the list calls by one name."""
_CARRIED = ("edition", "events", "since", "since_edition")


def address(context: PageContext, page: str, panel: str = "") -> str:
    """Where a page stands, or a panel of it, with what was chosen for the whole site."""
    asked = streamlit.query_params if context.carried is None else context.carried
    carried = {name: asked[name] for name in _CARRIED if name in asked}
    asked_panel = {"panel": panel} if panel else {}
    return f"{page}?{urlencode({'as_at': context.as_at.isoformat(), **carried, **asked_panel})}"


def rows(context: PageContext, metric: str) -> str:
    """The address of the panel that has the rows of a metric."""
    return address(context, PAGE_OF[metric], metric)


def link(context: PageContext, page: str, text: str, panel: str = "") -> str:
    """A link to a page, or to a panel of it."""
    return components.link(address(context, page, panel), text)


def to_rows(context: PageContext, metric: str) -> str:
    """A link to the panel that has the rows of a metric, named by its page; nothing where that is the page itself."""
    page = PAGE_OF[metric]
    title = page_shell.TITLES[page]
    return "" if title == context.page else link(context, page, title, metric)


def to_record(context: PageContext, dataset: str, **values: str) -> str:
    """The address of the form for one record of a dataset, with some of its cells filled. Codes fill cells of codes."""
    return f"{address(context, 'extracts')}&{urlencode({'record': dataset, **values})}"


def record(context: PageContext, dataset: str, text: str, **values: str) -> str:
    """A link to the form for one record of a dataset, with some of its cells filled."""
    return components.link(to_record(context, dataset, **values), text)


def ways(*found: str) -> str:
    """Links beside each other, on screen alone; nothing for none."""
    shown = [way for way in found if way]
    return components.group(" · ".join(shown), "pb-rest pb-screen") if shown else ""


def actions(context: PageContext, **choices: str) -> str:
    """The address of the list of all actions with some of its choices made."""
    return f"{address(context, 'all_actions')}&{urlencode(choices)}"


def to_owner(context: PageContext) -> Callable[[Row], str]:
    """Gives for a row about an owner and a board the address of their actions."""

    def of(row: Row) -> str:
        named = {"owner": row["action_owner_role"], "board": row["governance_board"]}
        return actions(context, **{key: NONE_STATED if value in _NOT_STATED else value for key, value in named.items()})

    return of


def to_subject(context: PageContext) -> Callable[[Row], str]:
    """Gives for a row about a finding or about measures the address of the page of these."""
    pages = {str(row["topic_code"]): str(row["page"] or "") for row in context.edition.code_list("measure_topics").rows}
    finding = to_finding(findings(context))

    def of(row: Row) -> str:
        page = pages.get(str(row["topic_code"]), "")
        return finding(row) or (address(context, page) if page else "")

    return of


def findings(context: PageContext) -> str:
    """The address of a finding's own page, but for its name."""
    return f"{address(context, PAGE_OF['findings_register'])}&finding="


def register(context: PageContext, **choices: str) -> str:
    """The address of the register with some of its choices made."""
    return f"{address(context, PAGE_OF['findings_register'])}&{urlencode(choices)}"


def to_finding(start: str) -> Callable[[Row], str]:
    """Gives for the row of a finding the address of its own page; nothing for a row that is about no finding."""
    return lambda row: start + quote(str(row["finding_id"])) if row["finding_id"] else ""
