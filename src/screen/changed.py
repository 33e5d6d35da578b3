"""What changed since an earlier date, as the board reads it: what needs it first, then what to read with care."""

from collections.abc import Sequence
from datetime import date, timedelta
from html import escape

import streamlit

from src import wording
from src.metrics import METRICS
from src.metrics.calculate import calculate
from src.metrics.changes import Change, Consequence, changes
from src.metrics.contract import Result
from src.screen import frame, parts
from src.screen.board import Board
from src.screen.parts import Field
from src.screen.places import PAGE_OF

_SINCE = "date compared with"
FIRST = 7
"""How many changes the Overview shows."""
A_BOARD_APART = timedelta(days=28)
GROUPS = {
    "What needs the board": (
        Consequence.REOPENED,
        Consequence.OVERDUE,
        Consequence.WORSE,
        Consequence.SIGNAL,
    ),
    "What to read with care": (Consequence.RESTATED, Consequence.STALE),
    "What got better": (Consequence.CLOSED, Consequence.BETTER),
    "What else changed": (Consequence.OTHER,),
}
TAGS = {
    Consequence.REOPENED: ("worse", "▲ Raised"),
    Consequence.OVERDUE: ("worse", "▲ Overdue"),
    Consequence.WORSE: ("worse", "▲ Worse"),
    Consequence.SIGNAL: ("worse", "◆ Signal"),
    Consequence.RESTATED: ("care", "≠ Restated"),
    Consequence.STALE: ("care", "… Stale"),
    Consequence.CLOSED: ("better", "✓ Closed"),
    Consequence.BETTER: ("better", "▼ Better"),
    Consequence.OTHER: ("care", "• Changed"),
}


def usual(on: Board) -> date:
    """The date to compare with where nobody chose one: the newest of any figure four weeks or more before."""
    latest = on.as_at - A_BOARD_APART
    dates = [
        row["as_at_on"]
        for name, metric in METRICS.items()
        if metric.card.figure
        for row in on.result(name).rows
        if row.get("as_at_on") and row["as_at_on"] <= latest
    ]
    return max(dates, default=latest)


def choose(on: Board) -> date:
    """The date to compare with, kept in the address and from page to page."""
    state = streamlit.session_state
    if _SINCE not in state:
        state[_SINCE] = None
        asked = streamlit.query_params.get("since")
        if asked:
            try:
                state[_SINCE] = date.fromisoformat(asked)
            except ValueError:
                said = f'The address asks for "{asked[:20]}", which is not a date such as 2024-01-04.'
                streamlit.html(parts.note(said, calm=True))
    usually = usual(on)
    chosen: date = state[_SINCE] or usually
    oldest = min(on.edition.oldest_date() or chosen, chosen)
    with streamlit.container(key="choice-since", width=220):
        picked = streamlit.date_input(
            "Compared with",
            value=min(chosen, on.as_at),
            min_value=oldest,
            max_value=on.as_at,
            format="DD/MM/YYYY",
            help="Such as the day of the last board. The date shown is chosen at the top of the page.",
        )
    since = picked if isinstance(picked, date) else chosen
    if state[_SINCE] is not None or since != usually:
        state[_SINCE] = since
        streamlit.query_params["since"] = since.isoformat()
    return since


def found(on: Board, since: date) -> tuple[Change, ...]:
    """Every change between the two dates, the most consequential first."""

    def work() -> tuple[Change, ...]:
        names = list(METRICS)
        before = {name: calculate(METRICS[name], on.edition, since) for name in names}
        after = {name: on.result(name) for name in names}
        return changes(before, after, between(on, since))

    return on.kept("changes", work, since)


def between(on: Board, since: date) -> Sequence[dict[str, object]]:
    """The events after the earlier date, up to the later."""
    rows = on.result("events_in_period").rows
    return [dict(row) for row in rows if since < row["as_at_on"] <= on.as_at]


def sentence(on: Board, list_of: Sequence[Change], since: date) -> str:
    """How much changed and which way."""
    if on.edition.newest_date() is None:
        return f"No figure is held at {wording.day(on.as_at)} or before, so nothing can be compared."
    if not list_of:
        return f"Nothing that is held changed between {wording.day(since)} and {wording.day(on.as_at)}."
    worse = [change for change in list_of if change.consequence in GROUPS["What needs the board"]]
    better = [change for change in list_of if change.consequence in GROUPS["What got better"]]
    said = []
    if worse:
        verb = "needs" if len(worse) == 1 else "need"
        said.append(f"{wording.capital(wording.count_in_words(len(worse), 'change'))} {verb} the board")
    if better:
        verb = "is" if len(better) == 1 else "are"
        said.append(f"{wording.count_in_words(len(better), 'change')} {verb} for the better")
    if not said:
        said.append(f"{wording.count_in_words(len(list_of), 'thing')} changed")
    return wording.capital(f"{wording.listed(said)} since {wording.day(since)}.")


def lines(on: Board, list_of: Sequence[Change]) -> str:
    """Changes as a list: a tag, the sentence, the dates of its figures, and the way to the page."""
    items = []
    for change in list_of:
        shade, tag = TAGS[change.consequence]
        if change.consequence is Consequence.BETTER and _rose(on.result(change.metric)):
            tag = "▲ Better"
        elif change.consequence is Consequence.WORSE and _rose(on.result(change.metric)):
            tag = "▼ Worse"
        page = PAGE_OF[change.metric]
        link = f'<a href="{page}?as_at={on.as_at.isoformat()}" target="_self">{escape(frame.TITLES[page])}</a>'
        care = f" <b>{escape(change.careful)}</b>" if change.careful else ""
        items.append(
            f'<li><span class="tag {shade}">{tag}</span><span>{escape(change.said)}{care} '
            f"<small>{escape(_dates(change))}{link}</small></span></li>"
        )
    return f'<ul class="pb-care">{"".join(items)}</ul>'


def events(on: Board, since: date) -> None:
    """What happened between the two dates, for the reading of the figures."""
    rows = between(on, since)
    if not rows:
        return
    fields = [
        Field(name="as_at_on", heading="Date", precision="precision_code"),
        Field(name="title", heading="What happened"),
        Field(name="kind_name", heading="Kind"),
        Field(name="note", heading="Note"),
    ]
    span = f"Between {wording.day(since)} and {wording.day(on.as_at)}"
    with streamlit.container(key="panel-between"):
        streamlit.html(parts.panel_head("What happened in between", span) + parts.table(rows, fields, "Events"))


def first(list_of: Sequence[Change]) -> Sequence[Change]:
    """The changes that the Overview has room for: what needs the board, then the largest of the others."""
    return list_of[:FIRST]


def rest(on: Board, list_of: Sequence[Change]) -> str:
    """The way to the changes that the Overview has no room for."""
    more = len(list_of) - FIRST
    if more <= 0:
        return ""
    link = f'<a href="what_changed?as_at={on.as_at.isoformat()}" target="_self">'
    return f'<p class="pb-rest">{link}All {len(list_of):,} changes</a></p>'


def _rose(result: Result) -> bool:
    """Whether more is better, so that the arrow of an improvement points up."""
    return result.card.better == "higher"


def _dates(change: Change) -> str:
    if change.before_on and change.after_on:
        return f"{wording.short_day(change.before_on)} to {wording.short_day(change.after_on)} · "
    return ""
