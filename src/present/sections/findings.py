"""Findings: open and closed by level, how old they are, what is past its deadline and what falls due."""

from collections.abc import Iterator, Sequence

from src import wording
from src.contracts.metric import Result
from src.present import chart_builders, finding_charts, tables
from src.present.finding_charts import has_any
from src.present.slide import PackData, Slide, metric_slide, picture_slide

TITLE = "Findings"
ASKS = (
    "published_findings_by_level",
    "findings_open_by_age",
    "findings_by_level_over_time",
    "findings_in_whole_registers",
    "findings_overdue",
    "findings_due",
)
_LISTED = 8


def slides(pack: PackData) -> Iterator[Slide]:
    """The published table, ages, the register over time, overdue, due."""
    published, ages, over_time, registers, overdue, due = (pack.after[name] for name in ASKS)
    if levels := finding_charts.by_level(pack):
        table = tables.of_result(
            published,
            ("finding_type_name", "level_name", "open_count", "closed_count", "total_count"),
            rows=[row for row in published.rows if has_any(row)],
        )
        yield picture_slide(pack, TITLE, published, levels, beside=table)
    if bands := finding_charts.by_age(pack):
        yield picture_slide(pack, TITLE, ages, bands, data=tables.of_result(ages))
    if levels_over_time := finding_charts.by_level_over_time(pack):
        yield picture_slide(pack, TITLE, over_time, levels_over_time, data=tables.of_result(over_time))
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
            ("title", "level_name", "deadline_on", "days_overdue", "owner_role"),
            "Past a deadline that HMICFRS set as a date, the longest past first",
        )
    if due.rows:
        yield _listing(
            pack,
            due,
            ("title", "level_name", "set_by", "due_on", "days_to_go", "owner_role"),
            "Due in the 90 days after the date shown, nearest first",
        )


def _span(result: Result) -> str:
    dates = [row["as_at_on"] for row in result.rows]
    return f"{wording.short_day(dates[0])} to {wording.short_day(dates[-1])}"


def _listing(pack: PackData, result: Result, columns: Sequence[str], subtitle: str) -> Slide:
    every = tables.of_result(result, columns)
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
