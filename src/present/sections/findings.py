"""Findings: open and closed by level, how old they are, what is past its deadline and what falls due."""

from collections.abc import Iterator

from src import wording
from src.contracts.metric import NOT_SHOWN, Result, Row
from src.metrics.findings.lifecycle_wording import OLD_BANDS
from src.metrics.findings.wording import OUTSTANDING, STANDS
from src.present import chart_builders, tables
from src.present.model import Bars, Series, Shade
from src.present.slide import PackData, Slide, metric_slide
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
    if published.rows:
        yield _by_level(pack, published)
    if ages.rows:
        yield _by_age(pack, ages)
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


def _by_level(pack: PackData, result: Result) -> Slide:
    rows = [row for row in result.rows if row["total_count"] or "total_count" in row.get(NOT_SHOWN, {})]
    picture = chart_builders.bars(
        rows,
        _level,
        [("open_count", "Open", Shade.ORANGE), ("closed_count", "Closed", Shade.BLUE)],
        is_stacked=True,
    )
    if any(row["unexplained_count"] for row in rows):
        gap = chart_builders.bars(rows, _level, [("unexplained_count", "Not explained", Shade.PALE)], is_stacked=True)
        picture = Bars(names=picture.names, series=(*picture.series, *gap.series), is_stacked=True)
    return metric_slide(
        pack,
        TITLE,
        [result],
        picture,
        subtitle=f"Findings open and closed by type and level, as printed {wording.day(result.rows[0]['as_at_on'])}; "
        "AFI: area for improvement",
        beside=tables.table(
            [{**row, "level": _level(row)} for row in rows],
            [
                Field(name="level", heading="Level", width=2.6),
                Field(name="open_count", heading="Open", is_number=True, width=0.7),
                Field(name="closed_count", heading="Closed", is_number=True, width=0.8),
                Field(name="total_count", heading="Total", is_number=True, width=0.7),
            ],
        ),
        alternative=chart_builders.text_alternative(picture, "findings by type and level"),
    )


def _level(row: Row) -> str:
    """The level as the bars have it: AFIs, Level 2."""
    if row["level_code"] == "none":
        return str(row["finding_type_name"])
    kind = "AFIs" if row["finding_type_code"] == "area_for_improvement" else str(row["finding_type_name"])
    return f"{kind}, {wording.inside(str(row['level_name']))}"


def _by_age(pack: PackData, result: Result) -> Slide:
    bands = list(dict.fromkeys((row["age_band_code"], row["age_band_name"]) for row in result.rows))
    counts = {
        name: {code: _sum(result, code, f"{name}_count") for code, _ in bands} for name in (*OUTSTANDING, "outstanding")
    }
    shown = [(code, name) for code, name in bands if code != "not_dated" or counts["outstanding"][code] != 0]
    picture = Bars(
        names=tuple(str(name) for _, name in shown),
        series=tuple(
            Series(
                name=wording.capital(STANDS[name]),
                values=tuple(counts[name][code] for code, _ in shown),
                labels=tuple(wording.number(counts[name][code]) if counts[name][code] else "" for code, _ in shown),
                shade=shade,
                marked=tuple(at for at, (code, _) in enumerate(shown) if code in OLD_BANDS and name == "open"),
            )
            for name, shade in zip(OUTSTANDING, (Shade.BLUE, Shade.GREY, Shade.PALE), strict=True)
            if name == "open" or any(counts[name].values())
        ),
        is_stacked=True,
    )
    return metric_slide(
        pack,
        TITLE,
        [result],
        picture,
        subtitle=f"Itemised findings by time since their report, at {wording.day(pack.as_at)}; "
        "older than two years in orange",
        alternative=chart_builders.text_alternative(picture, "findings not closed by age"),
        data=_ages(result),
    )


def _sum(result: Result, code: str, column: str) -> int | None:
    """The sum over the levels; None where one of them is held back."""
    values = [row[column] for row in result.where(age_band_code=code)]
    return None if any(value is None for value in values) else sum(values)


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
