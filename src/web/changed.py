"""What changed since an earlier date, as the board reads it: what needs it first, then what to read with care."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

import streamlit

from src import wording
from src.analysis import change_wording
from src.contracts.change import Change, Consequence
from src.contracts.metric import Result
from src.services import compare
from src.store import editions
from src.web import components, edition_log, links, page_shell
from src.web.components import Field
from src.web.metric_pages import PAGE_OF
from src.web.page_context import PageContext

_SINCE = "compared with"
_BY_DATE, _BY_EDITION = "An earlier date", "An earlier edition"
FIRST = 7
"""How many changes the Overview shows."""
_SIGNS = {
    Consequence.REOPENED: "▲",
    Consequence.OVERDUE: "▲",
    Consequence.WORSE: "▲",
    Consequence.SIGNAL: "◆",
    Consequence.RESTATED: "≠",
    Consequence.STALE: "…",
    Consequence.CLOSED: "✓",
    Consequence.BETTER: "▼",
    Consequence.OTHER: "•",
    Consequence.SMALLER: "•",
}
_SHADES = {**dict.fromkeys(change_wording.NEEDS, "worse"), **dict.fromkeys(change_wording.BETTER, "better")}


def usual(context: PageContext) -> date:
    """The date to compare with where nobody chose one."""
    return compare.usual_since(context.every_figure(), context.as_at)


@dataclass(frozen=True, kw_only=True)
class Basis:
    """What the figures are compared with: an earlier date, or the same date as an earlier edition had it."""

    since: date
    edition: int | None = None

    @property
    def text(self) -> str:
        """After the word since."""
        return wording.day(self.since) if self.edition is None else f"edition {self.edition}"


def choose(context: PageContext) -> Basis:
    """What to compare with, kept in the address and from page to page."""
    asked_date, asked_edition = _asked_basis(context)
    earlier = _earlier(context)
    usually = usual(context)
    with streamlit.container(horizontal=True, vertical_alignment="bottom", key="choice-since"):
        by_edition = False
        if earlier:
            how = streamlit.segmented_control(
                "Compare with",
                [_BY_DATE, _BY_EDITION],
                default=_BY_EDITION if asked_edition in earlier else _BY_DATE,
                required=True,
            )
            by_edition = how == _BY_EDITION
        if by_edition:
            numbers = list(earlier)
            at = numbers.index(asked_edition) if asked_edition in earlier else 0
            number = streamlit.selectbox(
                "Edition",
                numbers,
                index=at,
                format_func=lambda item: edition_log.describe_step(earlier[item]),
                width=520,
            )
            _keep(context, None, number)
            return Basis(since=context.as_at, edition=number)
        chosen = asked_date or usually
        picked = streamlit.date_input(
            "Compared with",
            value=min(chosen, context.as_at),
            min_value=min(context.edition.oldest_date() or chosen, chosen),
            max_value=context.as_at,
            format="DD/MM/YYYY",
            width=200,
            help="Such as the day of the last board. The date shown is chosen at the top of the page.",
        )
    since = picked if isinstance(picked, date) else chosen
    _keep(context, None if since == usually and asked_date is None else since, None)
    return Basis(since=since)


def chosen(context: PageContext) -> Basis:
    """The same choice where it is followed and not offered: what this session or the address asks for."""
    asked_date, asked_edition = _asked_basis(context)
    if asked_edition in _earlier(context):
        _keep(context, None, asked_edition)
        return Basis(since=context.as_at, edition=asked_edition)
    _keep(context, asked_date, None)
    return Basis(since=min(asked_date or usual(context), context.as_at))


def _earlier(context: PageContext) -> dict[int, edition_log.Step]:
    """What was accepted before the edition shown, the newest first, by the edition it made."""
    every = edition_log.steps(editions.history(context.settings))
    return {step[-1].sequence: step for step in reversed(every) if step[-1].sequence < context.edition.number}


def _asked_basis(context: PageContext) -> tuple[date | None, int | None]:
    """The date and the edition that this session or the address asks to compare with."""
    state = streamlit.session_state
    if _SINCE not in state:
        state[_SINCE] = (None, None)
        asked, number = streamlit.query_params.get("since"), streamlit.query_params.get("since_edition", "")
        if asked:
            try:
                state[_SINCE] = (date.fromisoformat(asked), None)
            except ValueError:
                text = f'The address asks for "{asked[:20]}", which is not a date such as 2024-01-04.'
                streamlit.html(components.note(text, calm=True))
        elif number.isascii() and number.isdigit() and len(number) < 10:
            state[_SINCE] = (None, int(number))
    stored: tuple[date | None, int | None] = state[_SINCE]
    return stored


def _keep(context: PageContext, since: date | None, number: int | None) -> None:
    streamlit.session_state[_SINCE] = (since, number)
    for name, value in (("since", since.isoformat() if since else ""), ("since_edition", str(number or ""))):
        if value:
            streamlit.query_params[name] = value
        else:
            streamlit.query_params.pop(name, None)


def changes_of(context: PageContext, basis: Basis) -> tuple[Change, ...]:
    """Every change against the basis, the most consequential first."""

    def work() -> tuple[Change, ...]:
        then = context.edition if basis.edition is None else editions.open_edition(context.settings, basis.edition)
        before, after = context.at(then, basis.since).every_result(), context.every_result()
        is_by_edition = basis.edition is not None
        return compare.changes_between(
            context.edition, before, after, since=basis.since, as_at=context.as_at, is_by_edition=is_by_edition
        )

    return context.cached("changes", work, basis)


def sentence(context: PageContext, list_of: Sequence[Change], basis: Basis) -> str:
    """How much changed and which way."""
    is_anything_held = context.edition.newest_date() is not None
    return change_wording.sentence(list_of, basis.text, context.as_at, is_anything_held=is_anything_held)


def lines(context: PageContext, list_of: Sequence[Change], *, are_findings_listed: bool = False) -> str:
    """Changes as a list: a tag, the sentence, the dates of its figures, and the way to the page.

    Where findings are listed, those that a sentence counts open under it, each leading to its own page.
    """
    items = []
    for change in list_of:
        shade = _SHADES.get(change.consequence, "care")
        tag = f"{_sign(context, change)} {change_wording.word(change)}"
        page = PAGE_OF[change.metric]
        link = links.link(context, page, page_shell.TITLES[page])
        care = f" <b>{escape(change.careful)}</b>" if change.careful else ""
        behind = _findings(context, change) if are_findings_listed else ""
        items.append(
            f'<li><span class="tag {shade}">{tag}</span><div>{escape(change.text)}{care} '
            f"<small>{escape(_dates(change))}{link}</small>{behind}</div></li>"
        )
    return f'<ul class="pb-care">{"".join(items)}</ul>'


def _findings(context: PageContext, change: Change) -> str:
    """The findings that a change counts, as they stand now."""
    asked = set(change.findings)
    rows = [row for row in context.result("findings_register").rows if row["finding_id"] in asked]
    if not rows:
        return ""
    fields = [field for field in _OF_A_FINDING if any(row[field.name] is not None for row in rows)]
    caption = "Which finding" if len(rows) == 1 else f"All {len(rows):,} findings"
    table = components.table(*links.led(rows, fields, links.findings(context)), caption)
    return components.opened(caption, table, on_paper=len(rows) <= components.ON_PAPER)


_OF_A_FINDING = (
    Field(name="title", heading="Finding"),
    Field(name="level_name", heading="Level"),
    Field(name="status_name", heading="Stands as"),
    Field(name="closure_letter_on", heading="Closure letter"),
    Field(name="deadline_on", heading="Deadline", precision="deadline_precision"),
)


def _sign(context: PageContext, change: Change) -> str:
    """The sign beside the word. The arrow says which way the figure went, not whether that is good."""
    if change.is_signal:
        return _SIGNS[Consequence.SIGNAL]
    turned = {Consequence.BETTER: "▲", Consequence.WORSE: "▼"}
    if change.consequence in turned and _rose(context.result(change.metric)):
        return turned[change.consequence]
    return _SIGNS[change.consequence]


def events(context: PageContext, since: date) -> None:
    """What happened between the two dates, for the reading of the figures."""
    rows = compare.between({"events_in_period": context.result("events_in_period")}, since, context.as_at)
    if not rows:
        return
    fields = [
        Field(name="as_at_on", heading="Date", precision="precision_code"),
        Field(name="title", heading="What happened"),
        Field(name="kind_name", heading="Kind"),
        Field(name="note", heading="Note"),
    ]
    span = f"Between {wording.day(since)} and {wording.day(context.as_at)}"
    with streamlit.container(key="panel-between"):
        streamlit.html(
            components.panel_head("What happened in between", span) + components.table(rows, fields, "Events")
        )


def first(list_of: Sequence[Change]) -> Sequence[Change]:
    """The changes that the Overview has room for, in order. That a feed is old stands beside them already."""
    return [change for change in list_of if change.consequence is not Consequence.STALE][:FIRST]


def rest(context: PageContext, list_of: Sequence[Change]) -> str:
    """The way to the changes that the Overview has no room for."""
    if len(list_of) == len(first(list_of)):
        return ""
    return f'<p class="pb-rest">{links.link(context, "what_changed", f"All {len(list_of):,} changes")}</p>'


def _rose(result: Result) -> bool:
    """Whether more is better, so that the arrow of an improvement points up."""
    return result.card.better == "higher"


def _dates(change: Change) -> str:
    if change.before_on and change.after_on:
        return f"{wording.short_day(change.before_on)} to {wording.short_day(change.after_on)} · "
    return ""
