"""What changed since an earlier date, as the board reads it: what needs it first, then what to read with care."""

from collections.abc import Sequence
from datetime import date

import streamlit

from src import wording
from src.analysis import change_wording
from src.contracts.baseline import Baseline
from src.contracts.change import Attention, Change, ChangeKind
from src.present.html.markup import markup
from src.services import compare
from src.web import baselines, components, links
from src.web.page_context import Cached, PageContext

_SIGNS = {Attention.BOARD: "▲", Attention.BETTER: "✓", Attention.CARE: "≠", Attention.OTHER: "•"}
_SHADES = {Attention.BOARD: "worse", Attention.BETTER: "better"}


def changes_of(context: PageContext, baseline: Baseline) -> tuple[Change, ...]:
    """Every change against the baseline, in the order of the kinds of change."""

    def work() -> tuple[Change, ...]:
        before, after = baselines.before(context, baseline).every_result(), context.every_result()
        return compare.changes_between(context.edition, before, after, baseline=baseline, as_at=context.as_at)

    return context.cached(Cached.CHANGES, work, baseline)


def sentence(context: PageContext, list_of: Sequence[Change], baseline: Baseline) -> str:
    """How much changed and which way."""
    is_anything_held = context.edition.newest_date() is not None
    return change_wording.sentence(list_of, baseline.label, context.as_at, is_anything_held=is_anything_held)


def lines(context: PageContext, list_of: Sequence[Change], *, are_findings_listed: bool = False) -> str:
    """Changes as a list: a tag, the sentence, the dates of its figures, and the way to the page.

    Where findings are listed, those that a sentence counts open under it, each leading to its own page.
    """
    return markup(
        "components",
        "changes",
        [
            {
                "shade": _SHADES.get(change.attention, "care"),
                "tag": f"{_sign(context, change)} {change_wording.TAGS[change.kind]}",
                "sentence": change.sentence,
                "caution": change.caution,
                "dates": _dates(change),
                "link": links.to_rows(context, change.metric),
                "behind": _findings(context, change) if are_findings_listed else "",
            }
            for change in list_of
        ],
    )


def _findings(context: PageContext, change: Change) -> str:
    """The findings that a change counts, as they stand now."""
    asked = set(change.findings)
    rows = [row for row in context.result("findings_register").rows if row["finding_id"] in asked]
    if not rows:
        return ""
    listed = context.result("findings_register")
    names = [name for name in _OF_A_FINDING if any(row[name] is not None for row in rows)]
    caption = "Which finding" if len(rows) == 1 else wording.all_of(len(rows), "finding")
    table = components.rows_of(
        listed, names, rows=rows, caption=caption, link=links.to_finding(links.findings(context))
    )
    return components.opened(caption, table, on_paper=len(rows) <= components.ON_PAPER)


_OF_A_FINDING = ("title", "level_name", "status_name", "closure_letter_on", "deadline_on")

_OF_AN_EVENT = ("as_at_on", "title", "kind_name", "note")


def _sign(context: PageContext, change: Change) -> str:
    """The sign beside the word. The arrow says which way the figure went, not whether that is good."""
    if change.kind is ChangeKind.SIGNAL:
        return "◆"
    if change.kind in (ChangeKind.BETTER, ChangeKind.WORSE):
        is_up = (context.result(change.metric).card.better == "higher") is (change.kind is ChangeKind.BETTER)
        return "▲" if is_up else "▼"
    return _SIGNS[change.attention]


def events(context: PageContext, since: date) -> None:
    """What happened between the two dates, for the reading of the figures."""
    happened = context.result("events_in_period")
    rows = compare.between({"events_in_period": happened}, since, context.as_at)
    if not rows:
        return
    span = f"Between {wording.day(since)} and {wording.day(context.as_at)}"
    with streamlit.container(key="panel-between"):
        streamlit.html(
            components.panel_head("What happened in between", span)
            + components.rows_of(happened, _OF_AN_EVENT, rows=rows, caption="Events")
        )


def _dates(change: Change) -> str:
    if change.before_on and change.after_on:
        return f"{wording.short_day(change.before_on)} to {wording.short_day(change.after_on)} · "
    return ""
