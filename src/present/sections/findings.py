"""Findings: open and closed by level, how old they are, what is past its deadline and what falls due."""

from collections.abc import Iterator

from src import wording
from src.contracts.metric import Result
from src.present import chart_builders, finding_charts, tables
from src.present.finding_charts import has_any, level_name
from src.present.slide import PackData, Slide, metric_slide, picture_slide
from src.present.tables import Field, Table

TITLE = "Findings"
ASKS = (
    "published_findings_by_level",
    "findings_open_by_age",
    "findings_in_whole_registers",
    "findings_overdue",
    "findings_due",
)
_LISTED = 8


def slides(pack: PackData) -> Iterator[Slide]:
    """The published table, ages, the register over time, overdue, due."""
    published, ages, registers, overdue, due = (pack.after[name] for name in ASKS)
    if levels := finding_charts.by_level(pack):
        fields = [
            Field(name="level", heading="Level", width=2.6),
            Field(name="open_count", heading="Open", is_number=True, width=0.7),
            Field(name="closed_count", heading="Closed", is_number=True, width=0.8),
            Field(name="total_count", heading="Total", is_number=True, width=0.7),
        ]
        rows = [{**row, "level": level_name(row)} for row in published.rows if has_any(row)]
        yield picture_slide(pack, TITLE, published, levels, beside=tables.table(rows, fields))
    if bands := finding_charts.by_age(pack):
        yield picture_slide(pack, TITLE, ages, bands, data=_ages(ages))
    if len(registers.rows) > 1:
        moments = pack.moments("findings", registers.rows[0]["as_at_on"], registers.rows[-1]["as_at_on"])
        lines = chart_builders.over_time(registers.rows, "open_count", name="Open", moments=moments)
        yield metric_slide(
            pack,
            TITLE,
            [registers],
            lines,
            subtitle=f"Findings open in each whole register, {_span(registers)}",
            alternative=chart_builders.text_alternative(lines, "findings open in each whole register"),
        )
    if overdue.rows:
        yield _listing(
            pack,
            overdue,
            [
                Field(name="title", heading="Finding", width=4.6),
                Field(name="level_name", heading="Level", width=1),
                Field(name="deadline_on", heading="Deadline", precision="deadline_precision", width=1.2),
                Field(name="days_overdue", heading="Days past", is_number=True, width=0.9),
                Field(name="owner_role", heading="Owner", width=1.9),
            ],
            "Past a deadline that HMICFRS set as a date, the longest past first",
        )
    if due.rows:
        yield _listing(
            pack,
            due,
            [
                Field(name="title", heading="Finding", width=4.6),
                Field(name="level_name", heading="Level", width=1),
                Field(name="set_by", heading="Date set by", width=1.2),
                Field(name="due_on", heading="Due", precision="due_precision", width=1.2),
                Field(name="days_to_go", heading="Days to go", is_number=True, width=0.9),
                Field(name="owner_role", heading="Owner", width=1.9),
            ],
            "Due in the 90 days after the date shown, nearest first",
        )


def _span(result: Result) -> str:
    dates = [row["as_at_on"] for row in result.rows]
    return f"{wording.short_day(dates[0])} to {wording.short_day(dates[-1])}"


def _ages(result: Result) -> Table:
    return tables.table(
        result.rows,
        [
            Field(name="level_name", heading="Level"),
            Field(name="age_band_name", heading="Age"),
            Field(name="open_count", heading="Open", is_number=True),
            Field(name="done_not_sent_count", heading="Done, not sent", is_number=True),
            Field(name="with_hmicfrs_count", heading="With HMICFRS", is_number=True),
        ],
    )


def _listing(pack: PackData, result: Result, fields: list[Field], subtitle: str) -> Slide:
    every = tables.table(result.rows, fields)
    shown = every.first(_LISTED)
    return metric_slide(
        pack,
        TITLE,
        [result],
        shown,
        subtitle=subtitle,
        remark=f"{len(shown.rows)} of {len(every.rows):,} are shown; the workbook lists them all."
        if shown.more
        else "",
        alternative=f"Table: {subtitle[:1].lower()}{subtitle[1:]}. {len(shown.rows)} of {len(every.rows):,} rows.",
        data=every,
    )
