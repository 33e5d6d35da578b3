"""One finding, page-wide: how it stands, what was said of it and when, its cause, its measure and its sources."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from html import escape

import streamlit

from src import wording
from src.contracts.metric import Result, Row
from src.metrics import MEASURE_OF
from src.metrics.findings.lifecycle_wording import AS_BEFORE, history, recommendations_of, what_changed
from src.present.html.markup import markup
from src.present.tables import cell
from src.web import components, page_shell
from src.web.page_context import PageContext

PLACE = "one-finding"
"""Where on the page it stands, for links."""
_ADDRESS = "finding"
FACTS = (
    "level_name", "source_report", "reference", "report_published_on", "deadline_on", "deadline_as_set",
    "force_target_on", "owner_role", "tactical_lead_role", "governance_board", "closure_letter_on",
    "verification_inspection", "superseded_by", "note",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class FindingRecord:
    """What is held that a finding's page is made of."""

    listed: Result
    left: Result
    """The findings that are in the register no more."""
    causes: Result
    statements: Callable[[str], Result]
    """Gives every statement about one finding, asked for once one is chosen: there may be very many of all."""

    def titles(self) -> dict[str, str]:
        """Every finding that was ever stated, by its name."""
        rows = sorted((*self.left.rows, *self.listed.rows), key=lambda row: str(row["finding_id"]))
        return {str(row["finding_id"]): str(row["title"]) for row in rows}


def pointer(pack: FindingRecord) -> None:
    """Under the headline: that the address asks for one finding, and the way to it."""
    asked = streamlit.query_params.get(_ADDRESS)
    titles = pack.titles() if asked else {}
    if asked in titles:
        title = escape(titles[asked])
        streamlit.html(f'<p class="pb-note calm">One finding is chosen: {title}. <a href="#{PLACE}">Go to it</a></p>')
    elif asked:
        text = f'The address asks for the finding "{asked[:40]}", which is not held at the date shown.'
        streamlit.html(components.note(text, calm=True))


def choose(context: PageContext, pack: FindingRecord) -> None:
    """The choice of a finding, kept in the address, and all that is held about it."""
    titles = pack.titles()
    if not titles:
        return
    asked = streamlit.query_params.get(_ADDRESS)
    with streamlit.container(key="panel-one-finding"):
        streamlit.html(
            f'<div id="{PLACE}" style="scroll-margin-top: 5rem"></div>'
            + components.panel_head(
                "One finding in full", "Choose a finding by its title or its name: how it came to stand where it does"
            )
        )
        names = list(titles)
        picked = streamlit.selectbox(
            "Finding",
            names,
            index=names.index(asked) if asked in titles else None,
            format_func=lambda name: f"{titles[name]} ({name})",
            placeholder="Type a few letters of its title",
            key="finding-chosen",
        )
        if picked is None:
            streamlit.query_params.pop(_ADDRESS, None)
            return
        streamlit.query_params[_ADDRESS] = picked
        _draw(context, pack, picked)


def _draw(context: PageContext, pack: FindingRecord, finding_id: str) -> None:
    statements = pack.statements(finding_id)
    rows = statements.rows
    row = pack.listed.single(finding_id=finding_id)
    streamlit.html(f'<h3 class="pb-panel-title pb-one">{escape(str(rows[-1]["title"]))}</h3>')
    if row is None:
        last = wording.day(rows[-1]["as_at_on"])
        streamlit.html(
            components.note(f"It has left the register: the last word of it is of {last}. Nothing since says why.")
        )
    else:
        streamlit.html(_standing(row) + _facts(pack.listed, row))
    cause = _cause(pack, row)
    if cause:
        streamlit.html(cause)
    _measure(context, pack, row)
    streamlit.html(_history(statements) + _sources(statements, rows))


def _standing(row: Row) -> str:
    """How it stands, by whose word, and since when."""
    by = (
        f", by the word of {'HMICFRS' if row['who_says'] == 'HMICFRS' else 'the ' + row['who_says'].lower()}"
        if row["who_says"]
        else ""
    )
    since = f" since {wording.day(row['status_on'])}" if row["status_on"] else ""
    late = f" It is {wording.count_of(row['days_overdue'], 'day')} past its deadline." if row["days_overdue"] else ""
    stated = wording.when(row["as_at_on"], row["as_at_precision"])
    text = f"{row['status_name']}{since}{by}, as last stated {stated}.{late}"
    return f'<p class="pb-lead">{escape(text)}</p>'


def _facts(listed: Result, row: Row) -> str:
    """What is held of it; what is not held is left out."""
    pairs = [
        (column.heading, cell(row, column, is_long=True).text)
        for column in listed.card.named(FACTS)
        if row.get(column.name) is not None
    ]
    return markup("components", "pairs", pairs, "pb-nowthen")


def _cause(pack: FindingRecord, row: Row | None) -> str:
    """The cause of concern it belongs to and how that stands, with all recommendations of that cause."""
    if row is None:
        return ""
    cause_id = row["parent_finding_id"] or row["finding_id"]
    of_cause = pack.listed.where(parent_finding_id=cause_id)
    if not of_cause:
        return ""
    text = recommendations_of(of_cause)
    if not row["parent_finding_id"]:
        return f"<h4 class='pb-moves'>Its recommendations</h4><p>{escape(text)}</p>"
    cause = pack.causes.single(cause_id=cause_id) or pack.listed.single(finding_id=cause_id)
    named = f"{cause['title']} ({cause['status_name'].lower()})" if cause else f"{cause_id}, which is not held"
    return f"<h4 class='pb-moves'>Its cause of concern</h4><p>{escape(f'{named}. {text}')}</p>"


def _measure(context: PageContext, pack: FindingRecord, row: Row | None) -> None:
    """The measure that shows whether the work is having an effect, where there is one."""
    if row is None:
        return
    cause = pack.causes.single(cause_id=row["parent_finding_id"] or row["finding_id"])
    topic = (cause["measures_topic"] if cause else None) or row["theme_code"]
    if topic not in MEASURE_OF:
        streamlit.html("<h4 class='pb-moves'>Is it working?</h4><p>No measure is held for its theme.</p>")
        return
    measure = context.result(MEASURE_OF[topic])
    streamlit.html(f"<h4 class='pb-moves'>Is it working?</h4><p>{escape(measure.sentence)}</p>")
    page = next(
        (str(item["page"]) for item in context.edition.code_list("measure_topics").rows if item["topic_code"] == topic),
        "",
    )
    if page in page_shell.TITLES:
        streamlit.page_link(page_shell.page_file(page), label=f"See {page_shell.TITLES[page]}")


def _history(statements: Result) -> str:
    """What changed from statement to statement, the newest first; all statements behind a click."""
    rows = statements.rows
    newest = rows[::-1]
    lines = "".join(
        f"<li><b>{wording.dated(row['as_at_on'], row['as_at_precision'])}</b>: {escape(text)}</li>"
        for row in newest
        if (text := what_changed(row)) != AS_BEFORE
    )
    text = history(rows)
    table = f'<div class="pb-tall">{components.rows_of(statements, rows=newest, caption=f"History of the finding: {text}")}</div>'
    return f"<h4 class='pb-moves'>What was said of it: {text}</h4><ul>{lines}</ul>" + components.opened(
        f"All {wording.count_of(len(rows), 'statement')}", table
    )


def _sources(statements: Result, rows: Sequence[Row]) -> str:
    """Where the statements about it stand: the paper, or the extract where a row names none."""
    places: dict[str, list[str]] = {}
    for row in rows:
        places.setdefault(row["source_id"] or row["extract_id"], []).extend([row["place"]] if row["place"] else [])
    listed = [
        replace(source, place=wording.listed(dict.fromkeys(places[source.source_id])))
        for source in {source.source_id: source for source in statements.sources if source.source_id in places}.values()
    ]
    return f'<h4 class="pb-moves">Its sources</h4>{components.sources(listed)}' if listed else ""
