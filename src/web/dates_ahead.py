"""The dates ahead on screen: which kinds are listed, and the same ones as a file for a calendar."""

from collections import Counter
from dataclasses import replace

import streamlit

from src import wording
from src.contracts.metric import Result
from src.metrics import METRICS
from src.present.calendar_file import calendar_file
from src.web import downloads
from src.web.page_context import PageContext

_USUALLY_LEFT_OUT = ("Own date",)
"""Kinds that are many, and that somebody has to ask for."""
SUBTITLE = (
    "On the date shown and after it, the nearest first. The file for a calendar holds them as they are today: a calendar "
    "does not follow later changes by itself, so download it again after a board."
)
ICS = "text/calendar"


def choose(context: PageContext, ahead: Result) -> Result:
    """The dates of the kinds chosen, kept in the address, with the file of them."""
    kinds = list(dict.fromkeys(row["what_name"] for row in ahead.rows))
    if not kinds:
        return ahead
    usual = [kind for kind in kinds if kind not in _USUALLY_LEFT_OUT]
    with streamlit.container(horizontal=True, vertical_alignment="bottom", key="choice-dates"):
        chosen = streamlit.pills(
            "Kinds of date listed",
            kinds,
            selection_mode="multi",
            default=usual,
            key="kinds",
            bind="query-params",
        )
        shown = replace(ahead, rows=tuple(row for row in ahead.rows if row["what_name"] in chosen))
        downloads.offer(
            context.settings,
            "Download for a calendar (ICS)",
            lambda: calendar_file(shown, marking=context.settings.marking, written_at=context.edition.written_at),
            f"dates ahead {context.as_at.isoformat()}.ics",
            mime=ICS,
            key="dates-file",
            record="Dates ahead as a calendar",
            edition=context.edition.number,
        )
    return shown


def sentence(ahead: Result, shown: Result) -> str:
    """How many of the dates ahead are listed and the first of these, then how many of other kinds there are."""
    if not shown.rows or len(shown.rows) == len(ahead.rows):
        return ahead.sentence
    kinds = {row["what_name"] for row in shown.rows}
    left = replace(ahead, rows=tuple(row for row in ahead.rows if row["what_name"] not in kinds))
    is_not = wording.verb(len(left.rows), "is", "are")
    return f"{METRICS[ahead.card.name].sentence(shown.rows, ahead.as_at)} {title(left)} {is_not} not listed."


def title(shown: Result) -> str:
    """How many dates of each kind are listed."""
    counts = Counter(row["what_name"] for row in shown.rows)
    return wording.capital(
        wording.listed(wording.count_of(count, wording.inside(str(kind))) for kind, count in counts.items())
    )
