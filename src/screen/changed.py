"""What changed since an earlier date, as the board reads it: what needs it first, then what to read with care."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from html import escape

import streamlit

from src import wording
from src.extracts.datasets import DATASETS
from src.metrics import METRICS
from src.metrics.calculate import calculate
from src.metrics.changes import Change, Consequence, changes
from src.metrics.contract import Result
from src.metrics.signals import Feed
from src.screen import frame, history, parts
from src.screen.board import Board
from src.screen.parts import Field
from src.screen.places import PAGE_OF
from src.store import editions
from src.store.restated import restated

_SINCE = "compared with"
_BY_DATE, _BY_EDITION = "An earlier date", "An earlier edition"
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
    "What moved a little": (Consequence.SMALLER,),
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
    Consequence.SMALLER: ("care", "• A little"),
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


@dataclass(frozen=True, kw_only=True)
class Basis:
    """What the figures are compared with: an earlier date, or the same date as an earlier edition had it."""

    since: date
    edition: int | None = None

    @property
    def said(self) -> str:
        """After the word since."""
        return wording.day(self.since) if self.edition is None else f"edition {self.edition}"


def choose(on: Board) -> Basis:
    """What to compare with, kept in the address and from page to page."""
    asked_date, asked_edition = _asked(on)
    steps = history.steps(editions.history(on.settings))
    earlier = {step[-1].sequence: step for step in reversed(steps) if step[-1].sequence < on.edition.number}
    usually = usual(on)
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
                "Edition", numbers, index=at, format_func=lambda one: history.step_said(earlier[one]), width=520
            )
            _keep(on, None, number)
            return Basis(since=on.as_at, edition=number)
        chosen = asked_date or usually
        picked = streamlit.date_input(
            "Compared with",
            value=min(chosen, on.as_at),
            min_value=min(on.edition.oldest_date() or chosen, chosen),
            max_value=on.as_at,
            format="DD/MM/YYYY",
            width=200,
            help="Such as the day of the last board. The date shown is chosen at the top of the page.",
        )
    since = picked if isinstance(picked, date) else chosen
    _keep(on, None if since == usually and asked_date is None else since, None)
    return Basis(since=since)


def _asked(on: Board) -> tuple[date | None, int | None]:
    """The date and the edition that this session or the address asks to compare with."""
    state = streamlit.session_state
    if _SINCE not in state:
        state[_SINCE] = (None, None)
        asked, number = streamlit.query_params.get("since"), streamlit.query_params.get("since_edition", "")
        if asked:
            try:
                state[_SINCE] = (date.fromisoformat(asked), None)
            except ValueError:
                said = f'The address asks for "{asked[:20]}", which is not a date such as 2024-01-04.'
                streamlit.html(parts.note(said, calm=True))
        elif number.isascii() and number.isdigit() and len(number) < 10:
            state[_SINCE] = (None, int(number))
    kept: tuple[date | None, int | None] = state[_SINCE]
    return kept


def _keep(on: Board, since: date | None, number: int | None) -> None:
    streamlit.session_state[_SINCE] = (since, number)
    for name, value in (("since", since.isoformat() if since else ""), ("since_edition", str(number or ""))):
        if value:
            streamlit.query_params[name] = value
        else:
            streamlit.query_params.pop(name, None)


def found(on: Board, basis: Basis) -> tuple[Change, ...]:
    """Every change against the basis, the most consequential first."""

    def work() -> tuple[Change, ...]:
        then = on.edition if basis.edition is None else editions.open_edition(on.settings, basis.edition)
        before = {name: calculate(metric, then, basis.since) for name, metric in METRICS.items()}
        after = {name: on.result(name) for name in METRICS}
        feeds = [
            Feed(dataset=dataset.name, title=dataset.title, expected_every=dataset.expected_every)
            for dataset in DATASETS.values()
        ]
        decided = on.edition.code_list("recalculations").rows
        found = changes(before, after, between(on, basis.since), recalculations=decided, feeds=feeds)
        again = _restated(on, basis.since) if basis.edition is None else []
        return tuple(sorted((*_with_care(found, again), *again), key=lambda one: (one.consequence, -one.size)))

    return on.kept("changes", work, basis)


def _with_care(found: Sequence[Change], again: Sequence[Change]) -> list[Change]:
    """An improvement of a measure that was restated in the span is to be checked before anybody cheers."""
    # A restated row goes into every measure that counts the dataset it stands in, which its card reads first.
    datasets = {METRICS[change.metric].card.reads[0] for change in again}
    of = {name for name, metric in METRICS.items() if datasets & set(metric.card.reads)}
    said = "Check before you cheer: figures of this measure were restated."
    return [
        replace(change, careful=change.careful or said)
        if change.consequence is Consequence.BETTER and change.metric in of
        else change
        for change in found
    ]


def _restated(on: Board, since: date) -> list[Change]:
    """Figures of the span, or taken in during it, that an extract gave otherwise than the one before."""
    found = []
    for one in restated(on.edition):
        metric = next((m.card for m in METRICS.values() if one.dataset.name in m.card.reads and m.card.figure), None)
        in_span = since < one.on <= on.as_at or (one.on <= on.as_at and since < one.by.at.date() <= on.as_at)
        if metric and in_span:
            about = ", ".join([*one.about, wording.inside(one.column.heading)])
            found.append(
                Change(
                    consequence=Consequence.RESTATED,
                    said=f"{wording.capital(about)}: the figure of {wording.day(one.on)}, {wording.number(one.before)} "
                    f"became {wording.number(one.after)} ({one.by.by_whom}: {one.by.reason}).",
                    metric=metric.name,
                    size=abs(one.after - one.before),
                )
            )
    return found


def between(on: Board, since: date) -> Sequence[dict[str, object]]:
    """The events after the earlier date, up to the later."""
    rows = on.result("events_in_period").rows
    return [dict(row) for row in rows if since < row["as_at_on"] <= on.as_at]


def sentence(on: Board, list_of: Sequence[Change], basis: Basis) -> str:
    """How much changed and which way."""
    if on.edition.newest_date() is None:
        return f"No figure is held at {wording.day(on.as_at)} or before, so nothing can be compared."
    if not list_of:
        return f"Nothing that is held at {wording.day(on.as_at)} has changed since {basis.said}."
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
    return wording.capital(f"{wording.listed(said)} since {basis.said}.")


def lines(on: Board, list_of: Sequence[Change]) -> str:
    """Changes as a list: a tag, the sentence, the dates of its figures, and the way to the page."""
    items = []
    for change in list_of:
        shade, tag = TAGS[change.consequence]
        if change.is_signal:
            tag = TAGS[Consequence.SIGNAL][1]
        elif change.consequence is Consequence.BETTER and _rose(on.result(change.metric)):
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
    """The changes that the Overview has room for, in order. That a feed is old stands beside them already."""
    return [change for change in list_of if change.consequence is not Consequence.STALE][:FIRST]


def rest(on: Board, list_of: Sequence[Change]) -> str:
    """The way to the changes that the Overview has no room for."""
    if len(list_of) == len(first(list_of)):
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
