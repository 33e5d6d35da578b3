"""Parts of a paper on inspections and findings: activity, levels, new reports, what is overdue, what is ahead."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from src import wording
from src.analysis.coming_up import coming_up
from src.contracts.change import ChangeKind
from src.contracts.metric import Result, Row
from src.metrics.findings.position_wording import against_printed
from src.metrics.findings.wording import OLD_AFTER_DAYS, STANDS
from src.present import finding_charts, tables
from src.present.papers.paper import Block, Blocks, Drawing, Figures, Paragraph, Subheading
from src.present.sections.overview import coming_table
from src.present.slide import PackData, source_line
from src.present.tables import Heading, Table

AGES = "findings_open_by_age"
BY_LEVEL, REGISTERS, PRINTED = (
    "findings_open_and_closed_by_level",
    "findings_in_whole_registers",
    "published_findings_by_level",
)
LISTED = 12
"""How many findings a table sets out; the rest are counted."""
_KEY = ("finding_type_code", "level_code")


def inspections(data: PackData) -> Blocks:
    """Inspections that began, ended or reported since the baseline, and those whose report is awaited."""
    result = data.result("inspections_by_state")
    rows = [row for row in result.rows if _is_recent(row, data) or _is_awaited(row, data)]
    if not rows:
        yield Paragraph(
            text=f"No inspection began, ended or reported between {data.baseline.label} and "
            f"{wording.day(data.as_at)}, and no report is awaited."
        )
        return
    recent = sum(_is_recent(row, data) for row in rows)
    took_place = wording.count_in_words(recent, "inspection") if recent else "no inspection"
    awaited = len(rows) - recent
    report = wording.verb(awaited, "awaits its report", "await their reports")
    more = f"; {wording.in_words(awaited)} that began before {report}" if awaited else ""
    yield Paragraph(text=f"{wording.capital(took_place)} took place or reported since {data.baseline.label}{more}.")
    names = ("title", "starts_on", "ends_on", "state_name", "as_at_on", "report_published_on")
    yield Figures(
        caption="Inspection activity, each in the state that was last reported",
        table=tables.of_result(result, names, rows=rows),
    )


def _is_recent(row: Row, data: PackData) -> bool:
    days = (row["starts_on"], row["ends_on"], row["report_published_on"])
    return any(day and data.baseline.since < day <= data.as_at for day in days)


def _is_awaited(row: Row, data: PackData) -> bool:
    """Whether its report was awaited when it was last reported, and that is not too long ago to hold."""
    is_new = (data.as_at - row["as_at_on"]).days <= OLD_AFTER_DAYS
    return row["state_code"] in ("in_progress", "hosted") and is_new


def levels(data: PackData) -> Blocks:
    """Findings by type and level, with what stood before; a whole register first, else the newest printed table."""
    registers, now = data.result(REGISTERS), data.result(BY_LEVEL)
    printed = data.result(PRINTED)
    if registers.rows:
        yield Paragraph(text=registers.sentence)
        yield Figures(
            caption=f"Findings by type and level, and open on {data.baseline.label}",
            table=_levels_table(now, data.before[BY_LEVEL], data.baseline.label),
        )
    elif now.rows:
        yield Paragraph(text=f"The register is not whole. {now.sentence}")
    if printed.rows:
        counts = against_printed(registers.rows, printed.rows) if registers.rows else printed.sentence
        yield Paragraph(text=wording.paragraph([counts, *printed.caveats[:1]]))
        if not registers.rows:
            rows = [row for row in printed.rows if finding_charts.has_any(row)]
            names = ("finding_type_name", "level_name", "open_count", "closed_count", "total_count")
            yield Figures(
                caption="Findings by type and level, as printed", table=tables.of_result(printed, names, rows=rows)
            )
    if picture := finding_charts.by_age(data):
        yield Drawing(picture=picture, source=source_line([data.result(AGES)]))


def _levels_table(now: Result, before: Result, label: str) -> Table:
    """A row a type and level: what was open before, and what stands each way now."""
    earlier = {tuple(row[name] for name in _KEY): row for row in before.rows}
    shown = [name for name in STANDS if name not in ("in_progress", "reopened")]
    shown = [name for name in shown if any(row[f"{name}_count"] != 0 for row in now.rows)]
    rows = [row for row in now.rows if row["findings_count"] != 0]
    opened, *others = now.card.named([*(f"{name}_count" for name in shown), "findings_count"])
    return tables.plain(
        [
            Heading(heading="Type and level"),
            Heading(heading=f"Open on {label}", is_number=True),
            *(Heading(heading=column.heading, is_number=True) for column in (opened, *others)),
        ],
        [
            (
                finding_charts.level_name(row),
                tables.cell(earlier.get(tuple(row[name] for name in _KEY), {}), opened),
                *(tables.cell(row, column) for column in (opened, *others)),
            )
            for row in rows
        ],
    )


def new_reports(data: PackData) -> Blocks:
    """Reports published since the baseline and those whose findings are new, each with its findings and who owns them."""
    raised = {name for change in data.changes if change.kind is ChangeKind.FINDING_RAISED for name in change.findings}
    rows = [
        row
        for row in data.result("findings_register").rows
        if row["report_published_on"]
        and (data.baseline.since < row["report_published_on"] <= data.as_at or row["finding_id"] in raised)
    ]
    if not rows:
        yield Paragraph(
            text=f"Between {data.baseline.label} and {wording.day(data.as_at)} no report with findings was published, and "
            "no finding of an earlier one is new."
        )
        return
    rows.sort(key=lambda row: (row["report_published_on"], str(row["source_report"])))
    for (report, published), group in groupby(rows, lambda row: (row["source_report"], row["report_published_on"])):
        found = list(group)
        yield Subheading(text=str(report))
        precision = found[0]["report_published_precision"]
        yield Paragraph(
            text=f"The report was published {wording.on_day(published, precision)}. "
            f"{wording.capital(wording.count_in_words(len(found), 'finding'))} for the force "
            f"{wording.verb(len(found), 'is', 'are')} new from it."
        )
        names = ("title", "finding_type_name", "level_name", "deadline_on", "owner_role")
        yield _listed(f"Findings of {report}", data.result("findings_register"), names, found)


def overdue(data: PackData) -> Blocks:
    """What is past HMICFRS's deadline, the longest first, and what falls due."""
    for name, title in (("findings_overdue", "Past HMICFRS's deadline"), ("findings_due", "Due in the next 90 days")):
        result = data.result(name)
        yield Subheading(text=title)
        yield Paragraph(text=result.sentence)
        if result.rows:
            day = ("deadline_on", "days_overdue") if name == "findings_overdue" else ("due_on", "set_by")
            yield _listed(title, result, ("title", "level_name", *day, "owner_role"), result.rows)


def _listed(caption: str, result: Result, names: Sequence[str], rows: Sequence[Row]) -> Figures:
    more = len(rows) - LISTED
    counted = f"; the first {LISTED} of {len(rows)}" if more > 0 else ""
    return Figures(caption=f"{caption}{counted}", table=tables.of_result(result, names, rows=rows[:LISTED]))


def ahead(data: PackData) -> Blocks:
    """The next inspection, data return, boards and deadlines, and every other inspection that is announced."""
    coming = coming_up(data.result("dates_ahead"))
    if coming:
        if first := coming[0].day:
            day = wording.on_day(first, coming[0].precision)
            yield Paragraph(text=f"Next is {coming[0].name_in_sentence}, {day}.")
        # How far ahead a date lies would no longer be true when the paper is read.
        table = coming_table(coming, data.as_at).without_last_column()
        yield Figures(caption=f"What comes next after {wording.day(data.as_at)}", table=table)
    inspections = data.result("inspections_by_state")
    rows = [row for row in inspections.rows if _is_ahead(row, data.as_at)]
    if len(rows) > 1:
        yield Figures(
            caption="Inspections announced",
            table=tables.of_result(inspections, ("title", "kind_name", "starts_on", "ends_on"), rows=rows),
        )
    if not coming and not rows:
        yield Paragraph(
            text=f"No inspection, board, data return or deadline after {wording.day(data.as_at)} is recorded."
        )


def _is_ahead(row: Row, as_at: date) -> bool:
    return bool(row["starts_on"] and row["starts_on"] >= as_at)


def level_meanings(levels: Sequence[Row]) -> tuple[Block, ...]:
    """Who may close a finding at each level."""
    table = tables.plain(
        [Heading(heading="Level"), Heading(heading="Who may close it"), Heading(heading="How")],
        [(row["level_name"], row["who_may_close"], row["how_closed"]) for row in levels if row["who_may_close"]],
    )
    return (Figures(caption="Levels and who may close a finding", table=table),)
