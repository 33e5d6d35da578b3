"""What figures are compared with on screen: the last board, or the date or edition chosen, from page to page."""

from datetime import date

import streamlit

from src.analysis import baselines
from src.contracts.baseline import Baseline
from src.store import editions
from src.web import edition_log, url_state
from src.web.page_context import PageContext

_SINCE = "compared with"
_BY_DATE, _BY_EDITION = "An earlier date", "An earlier edition"


def usual(context: PageContext) -> Baseline:
    """The baseline where nobody chose one."""
    return baselines.usual(context.result(baselines.MEETINGS), context.as_at)


def before(context: PageContext, baseline: Baseline) -> PageContext:
    """The same reader's look at the baseline."""
    edition = context.edition if baseline.edition is None else editions.open_edition(context.settings, baseline.edition)
    return context.at(edition, baseline.since)


def choose(context: PageContext) -> Baseline:
    """What to compare with, kept in the address and from page to page."""
    asked_date, asked_edition = _requested(context)
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
            return Baseline(since=context.as_at, edition=number)
        chosen = asked_date or usually.since
        picked = streamlit.date_input(
            "Compared with",
            value=min(chosen, context.as_at),
            min_value=min(context.edition.oldest_date() or chosen, chosen),
            max_value=context.as_at,
            format="DD/MM/YYYY",
            width=200,
            help="The last board, or another date. The date shown is chosen at the top of the page.",
        )
    since = picked if isinstance(picked, date) else chosen
    is_usual = since == usually.since and asked_date is None
    _keep(context, None if is_usual else since, None)
    return usually if since == usually.since else Baseline(since=since)


def chosen(context: PageContext) -> Baseline:
    """The same choice where it is followed and not offered: what this session or the address asks for."""
    asked_date, asked_edition = _requested(context)
    if asked_edition in _earlier(context):
        _keep(context, None, asked_edition)
        return Baseline(since=context.as_at, edition=asked_edition)
    _keep(context, asked_date, None)
    return baselines.chosen(context.result(baselines.MEETINGS), context.as_at, asked_date)


def _earlier(context: PageContext) -> dict[int, edition_log.Step]:
    """What was accepted before the edition shown, the newest first, by the edition it made."""
    every = edition_log.steps(editions.history(context.settings))
    return {step[-1].sequence: step for step in reversed(every) if step[-1].sequence < context.edition.number}


def _requested(context: PageContext) -> tuple[date | None, int | None]:
    """The date and the edition that this session or the address asks to compare with."""
    state = streamlit.session_state
    if _SINCE not in state:
        state[_SINCE] = (None, None)
        asked, number = streamlit.query_params.get("since"), streamlit.query_params.get("since_edition", "")
        if asked:
            state[_SINCE] = (url_state.date_asked(asked, "The last board is taken."), None)
        elif number.isascii() and number.isdigit() and len(number) < 10:
            state[_SINCE] = (None, int(number))
    stored: tuple[date | None, int | None] = state[_SINCE]
    return stored


def _keep(context: PageContext, since: date | None, number: int | None) -> None:
    streamlit.session_state[_SINCE] = (since, number)
    for name, value in (("since", since.isoformat() if since else ""), ("since_edition", str(number or ""))):
        url_state.keep(name, value)
