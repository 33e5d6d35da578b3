"""One finding on a page of its own: how it stands, its dates, its cause, its measure, what was said of it and where."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import streamlit

from src import wording
from src.contracts.metric import Result, Row
from src.contracts.source import each_once
from src.metrics import MEASURE_OF
from src.metrics.findings.lifecycle_wording import AS_BEFORE, date_moves, history, recommendations_of, what_changed
from src.metrics.findings.wording import status_since
from src.present.html.markup import markup
from src.present.tables import cell
from src.web import components, finding_work, headlines, links, page_shell, panels
from src.web.page_context import PageContext

ADDRESS = "finding"
"""What the address calls the finding that is shown."""
FACTS = (
    "finding_id", "finding_type_name", "level_name", "theme_name", "source_report", "reference", "report_published_on",
    "owner_role", "tactical_lead_role", "governance_board", "local_rating_name", "verification_inspection",
    "superseded_by", "note",
)  # fmt: skip
DATES = ("deadline_on", "force_target_on", "closure_letter_on")
"""The dates that may have moved, each shown with its moves."""
RECOMMENDATIONS = ("title", "level_name", "status_name", "deadline_on", "days_overdue", "owner_role")


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One finding and what its page is made of."""

    finding_id: str
    title: str
    row: Row | None
    """Its row of the register; None where it has left it."""
    statements: Result
    """Every statement about it, the oldest first."""
    listed: Result
    """The register, in which its cause and that cause's recommendations stand."""
    causes: Result


Part = Callable[[PageContext, Finding], None]
"""Draws one part of the page; nothing where there is nothing to show."""


def show(context: PageContext, listed: Result, asked: str) -> bool:
    """The page of a finding. Draws nothing and returns False where no finding of that name is held."""
    statements = context.result("finding_statements", finding_id=asked)
    if not statements.rows:
        return False
    finding = Finding(
        finding_id=asked,
        title=str(statements.rows[-1]["title"]),
        row=listed.single(finding_id=asked),
        statements=statements,
        listed=listed,
        causes=context.result("causes_of_concern_by_status"),
    )
    page_shell.name_tab(finding.title, context.as_at)
    back = links.link(context, "register", "All findings")
    streamlit.html(
        components.paragraph("", "pb-rest", inside=back) + components.heading(2, finding.title, "pb-section pb-one")
    )
    page_shell.headline(context, _standing(finding), [statements])
    for side, column in zip(BESIDE, streamlit.columns(len(BESIDE)), strict=True):
        with column:
            _draw(context, finding, side)
    _draw(context, finding, PARTS)
    page_shell.close_page(context, [statements, finding.causes])
    return True


def _draw(context: PageContext, finding: Finding, parts: Sequence[Part]) -> None:
    for part in parts:
        part(context, finding)


def _panel(name: str, title: str, inside: str, subtitle: str = "") -> None:
    with streamlit.container(key=f"panel-finding-{name}"):
        streamlit.html(components.panel_head(title, subtitle) + inside)


def _standing(finding: Finding) -> str:
    """How it stands, by whose word, and since when."""
    row = finding.row
    if row is None:
        last = wording.day(finding.statements.rows[-1]["as_at_on"])
        return f"It has left the register: the last statement about it is of {last}. Nothing since says why."
    who = "HMICFRS" if row["who_says"] == "HMICFRS" else f"the {row['who_says'] or 'source'}".lower()
    late = f" It is {wording.count_of(row['days_overdue'], 'day')} past its deadline." if row["days_overdue"] else ""
    stated = wording.on_day(row["as_at_on"], row["as_at_precision"])
    return f"{status_since(row)}, as {who} last stated {stated}.{late}"


def facts(context: PageContext, finding: Finding) -> None:
    """What is held of it; what is not held is left out."""
    row = finding.row or finding.statements.rows[-1]
    named = {column.name: column for column in finding.listed.card.columns}
    pairs = [
        (named[name].heading, cell(row, named[name], is_long=True).text)
        for name in FACTS
        if row.get(name) is not None
    ]  # fmt: skip
    steps = context.result("closure_steps_in_full", finding_id=finding.finding_id)
    way = finding_work.way_to_state_again(context, finding.row, steps) if finding.row else ""
    inside = markup("components", "pairs", pairs, "pb-nowthen") + links.ways(way)
    _panel("facts", "What it is", inside, "The title is in our own words")


def dates(context: PageContext, finding: Finding) -> None:
    """Its deadlines and letter, each with its moves; a deadline that is not stated as a date says so."""
    rows, columns = finding.statements.rows, {column.name: column for column in finding.listed.card.columns}
    pairs = [
        (columns[name].heading, date_moves(rows, name))
        for name in DATES
        if name in rows[-1] and date_moves(rows, name)
    ]  # fmt: skip
    as_set = finding.row["deadline_as_set"] if finding.row else None
    if as_set:
        pairs.append((columns["deadline_as_set"].heading, str(as_set)))
    text = (
        markup("components", "pairs", pairs, "pb-nowthen")
        if pairs
        else components.paragraph("No date is stated for it.")
    )
    _panel("dates", "Its dates", text, "As last stated, with each move that a later statement shows")


def cause(context: PageContext, finding: Finding) -> None:
    """The cause of concern it belongs to and how that stands, with all recommendations of that cause."""
    row = finding.row
    if row is None:
        return
    cause_id = row["parent_finding_id"] or finding.finding_id
    of_cause = finding.listed.where(parent_finding_id=cause_id)
    if not of_cause:
        return
    found = finding.causes.single(cause_id=cause_id) or finding.listed.single(finding_id=cause_id)
    named = f"{found['title']} ({found['status_name'].lower()})" if found else f"{cause_id}, which is not held"
    text = recommendations_of(of_cause)
    lead = text if not row["parent_finding_id"] else f"{named}. {text}"
    table = components.rows_of(
        finding.listed,
        RECOMMENDATIONS,
        rows=of_cause,
        caption="Recommendations of the cause of concern",
        link=links.to_finding(links.findings(context)),
    )
    page = links.link(context, "causes_of_concern", "Causes of concern")
    title = "Its cause of concern" if row["parent_finding_id"] else "Its recommendations"
    _panel("cause", title, components.paragraph(f"{lead} ", inside=page) + table)


def measure(context: PageContext, finding: Finding) -> None:
    """The measure that shows whether the work is having an effect, where there is one."""
    if finding.row is None:
        return
    found = finding.causes.single(cause_id=finding.row["parent_finding_id"] or finding.finding_id)
    topic = (found["measures_topic"] if found else None) or finding.row["theme_code"]
    if topic not in MEASURE_OF:
        _panel("measure", "Is it working?", components.paragraph("No measure is held for its theme."))
        return
    page = next(
        (str(item["page"]) for item in context.edition.code_list("measure_topics").rows if item["topic_code"] == topic),
        "",
    )
    way = links.link(context, page, page_shell.TITLES[page]) if page in page_shell.TITLES else ""
    sentences = (context.result(MEASURE_OF[topic]).sentence, headlines.standards(context, topic))
    text = f"{wording.paragraph(sentences)} "
    _panel("measure", "Is it working?", components.paragraph(text, inside=way))


def changes(context: PageContext, finding: Finding) -> None:
    """What changed from statement to statement, the newest first, and all statements behind a click."""
    statements = finding.statements
    newest = statements.rows[::-1]
    changed = [
        f"{wording.dated(row['as_at_on'], row['as_at_precision'])}: {text}"
        for row in newest
        if (text := what_changed(row)) != AS_BEFORE
    ]
    text = history(statements.rows)
    table = components.rows_of(statements, rows=newest, caption=f"History of the finding: {text}")
    every = components.opened(wording.all_of(len(newest), "statement"), components.tall(table))
    _panel("history", f"What was said of it: {text}", components.bullets(changed) + every)


def work(context: PageContext, finding: Finding) -> None:
    """What was done about it: its updates, the actions under it, and its steps on the way to closure."""
    for part in finding_work.panels(context, finding.finding_id, finding.row):
        _panel(part.name, part.title, part.inside, part.subtitle)
        panels.every_row(context, part.result, "work")


def sources(context: PageContext, finding: Finding) -> None:
    """Where the statements about it stand: the paper, or the extract where a row names none."""
    places: dict[str, list[str]] = {}
    for row in finding.statements.rows:
        places.setdefault(row["source_id"] or row["extract_id"], []).extend([row["place"]] if row["place"] else [])
    listed = each_once(
        replace(source, places=tuple(dict.fromkeys(places[key])))
        for source in finding.statements.sources
        for key in (source.source_id if source.publisher else source.extract_id,)
        if key in places
    )
    if listed:
        _panel("sources", "Its sources", components.sources(listed))


BESIDE: tuple[tuple[Part, ...], ...] = ((facts,), (dates, measure))
"""What stands in columns at the top, one under another on a phone."""
PARTS: tuple[Part, ...] = (work, cause, changes, sources)
"""What follows, over the whole width, in order: add a part here."""
