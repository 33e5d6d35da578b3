"""Pictures of findings: by level, by age, how long they stay open, and how many may be closed by a date."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from urllib.parse import urlencode

from src import wording
from src.analysis.closure import LevelCurve, LevelForecast, headline, left_out, span
from src.contracts.metric import NOT_SHOWN, Result, Row
from src.metrics import PAGE_OF
from src.metrics.findings.lifecycle_wording import OLD_BANDS
from src.metrics.findings.wording import OUTSTANDING, STANDS
from src.present import chart_builders
from src.present.model import Bars, Curve, Lines, Multiples, Panel, Picture, Range, Ranges, Series, Stroke
from src.present.theme import AWAITING, CLOSED, DONE_NOT_SENT, OPEN, UNEXPLAINED
from src.present.views.data import Data


def level_name(row: Row) -> str:
    """The level as bars have it: AFIs, Level 2."""
    if row["level_code"] == "none":
        return str(row["finding_type_name"])
    kind = "AFIs" if row["finding_type_code"] == "area_for_improvement" else str(row["finding_type_name"])
    return f"{kind}, {wording.inside(str(row['level_name'])).removeprefix('closed ')}"


def _in_register(row: Row) -> str:
    """Where the register lists the findings of a type and level."""
    kind = wording.capital(str(row["finding_type_code"]).replace("_", " "))  # the name of one, which the register has
    choices = {"type": kind, "level": row["level_name"]}
    return f"{PAGE_OF['findings_register']}?{urlencode(choices)}"


def has_any(row: Row) -> bool:
    """Whether a row of a table by level counts anything, or hides what it counts."""
    return bool(row["total_count"]) or "total_count" in row.get(NOT_SHOWN, {})


def by_level(data: Data) -> Picture | None:
    """Published findings by type and level, open beside closed, with what the printed total does not explain."""
    result = data.result("published_findings_by_level")
    if not result.rows:
        return None
    rows = [row for row in result.rows if has_any(row)]
    columns = [("open_count", "Open", OPEN), ("closed_count", "Closed", CLOSED)]
    if any(row["unexplained_count"] for row in rows):
        columns.append(("unexplained_count", "Not explained", UNEXPLAINED))
    bars = chart_builders.bars(rows, level_name, columns, is_stacked=True, sources=result.sources)
    bars = replace(bars, leads=tuple(_in_register(row) for row in rows))
    nothing = [level_name(row) for row in result.rows if not has_any(row)]
    none = f" None at all: {wording.listed(nothing)}." if nothing else ""
    return chart_builders.picture(
        result,
        bars,
        f"Findings open and closed by type and level, as printed {wording.day(result.rows[0]['as_at_on'])}; "
        "AFI: area for improvement",
        "findings by type and level",
        alternative=chart_builders.text_alternative(bars, "findings by type and level") + none,
    )


def by_age(data: Data) -> Picture | None:
    """Findings not closed by age; what is done but not sent, and what is with HMICFRS, next to what is open."""
    result = data.result("findings_open_by_age")
    if not result.rows:
        return None
    bands = list(dict.fromkeys((row["age_band_code"], str(row["age_band_name"])) for row in result.rows))
    counts = {
        part: {code: _sum(result, code, f"{part}_count") for code, _ in bands} for part in (*OUTSTANDING, "outstanding")
    }
    shown = [(code, name) for code, name in bands if code != "not_dated" or counts["outstanding"][code] != 0]
    is_split = any(any(counts[part].values()) for part in OUTSTANDING if part != "open")
    bars = Bars(
        names=tuple(name for _, name in shown),
        series=tuple(
            Series(
                name=wording.capital(STANDS[part]),
                values=tuple(counts[part][code] for code, _ in shown),
                labels=tuple(wording.number(counts[part][code]) if counts[part][code] else "" for code, _ in shown),
                details=tuple(
                    f"{name}: {wording.number(counts[part][code])} {STANDS[part]}<br>{wording.day(result.as_at)}"
                    for code, name in shown
                ),
                shade=shade,
                marked=tuple(index for index, (code, _) in enumerate(shown) if code in OLD_BANDS and part == "open"),
            )
            for part, shade in zip(OUTSTANDING, (OPEN, DONE_NOT_SENT, AWAITING), strict=True)
            if part == "open" or any(counts[part].values())
        ),
        is_stacked=True,
        ends=tuple(_in_all(counts["outstanding"][code]) for code, _ in shown) if is_split else (),
    )
    return chart_builders.picture(
        result,
        bars,
        f"Findings not closed by time since their report, at {wording.day(result.as_at)}; open for more than two years in orange",
        "findings not closed by age",
        title=result.sentence.split(". ", 1)[-1],
    )


def by_level_over_time(data: Data) -> Picture | None:
    """A small chart a level: not closed and closed at each whole register, and as published tables print them."""
    result = data.result("findings_by_level_over_time")
    days = sorted({row["as_at_on"] for row in result.rows})
    if len(days) < 2:
        return None
    names = dict.fromkeys(str(row["level_name"]) for row in sorted(result.rows, key=lambda row: str(row["level_code"])))
    panels = tuple(_level_panel(result.where(level_name=name), name, days) for name in names)
    return chart_builders.picture(
        result,
        Multiples(panels=panels),
        f"Findings not closed and closed at each level, {chart_builders.span(result)}, each on its own scale; "
        "not closed in blue, closed in teal, rings are figures of published tables",
        "findings not closed and closed by level",
    )


def _level_panel(rows: Sequence[Row], name: str, days: Sequence[date]) -> Panel:
    by_origin = {(row["origin_code"], row["as_at_on"]): row for row in rows}
    series = []
    texts = []
    for column, words, shade in (("not_closed_count", "not closed", OPEN), ("closed_count", "closed", CLOSED)):
        printed = tuple(_value(by_origin.get(("published_table", day)), column) for day in days)
        values = tuple(
            _value(by_origin.get(("whole_register", day)), column, otherwise=before)
            for day, before in zip(days, printed, strict=True)
        )
        series.append(Series(name=wording.capital(words), values=values, shade=shade, stroke=Stroke.LINE))
        if any(value is not None for value in printed):
            label = f"{wording.capital(words)}, as published"
            series.append(Series(name=label, values=printed, shade=shade, shape="ring", stroke=Stroke.POINTS))
        newest = next((value for value in reversed(values) if value is not None), None)
        texts.append(f"{wording.number(newest)} {words}")
    chart = Lines(dates=tuple(days), series=tuple(series))
    alternative = f"{name}: {chart_builders.text_alternative(chart, 'findings')}"
    return Panel(title=name, text=wording.listed(texts), chart=chart, alternative=alternative)


def _value(row: Row | None, column: str, otherwise: float | None = None) -> float | None:
    return row[column] if row else otherwise


def _in_all(count: int | None) -> str:
    return "" if count is None else f"{wording.number(count)} in all"


def _sum(result: Result, code: str, column: str) -> int | None:
    """The sum over the levels; None where one of them is suppressed."""
    values = [row[column] for row in result.where(age_band_code=code)]
    return None if any(value is None for value in values) else sum(values)


def time_to_close(times: Result, curves: Sequence[LevelCurve]) -> Picture:
    """A curve a level, all on one scale: the share still open by days since the report, with its band of 95%."""
    longest = max(level.curve.longest for level in curves)
    without = f"; {text}" if (text := left_out(times.rows)) else ""
    return Picture(
        title=times.sentence.rstrip("."),
        subtitle="Share still open by time since the report, by level; the shaded band is the 95% range of the "
        f"curve, the dot the day half are closed{without}",
        chart=Multiples(panels=tuple(_curve(level, longest) for level in curves)),
        alternative="Curves of the share of findings still open by days since the report. "
        + " ".join(level.sentence for level in curves),
    )


def _curve(level: LevelCurve, longest: int) -> Panel:
    curve = level.curve
    half = f"half closed in {level.median:,} days" if level.median is not None else "half not reached"
    if level.is_one_step:
        half = f"closed after {curve.steps[0].day:,} days"
    lasting = curve.steps[-1].lasting if curve.steps else 1.0
    return Panel(
        title=level.level_name,
        text=f"{half}; {level.seen()}",
        chart=Curve(
            steps=tuple((step.day, step.lasting, step.lower, step.upper) for step in curve.steps),
            longest=curve.longest,
            until=max(longest, 1),
            median=level.median,
        ),
        alternative=f"Share of findings still open by days since the report. {level.sentence} "
        f"Still open: {lasting:.0%} after {curve.longest:,} days.",
    )


def forecast(forecasts: Sequence[LevelForecast]) -> Picture:
    """How many will be closed by a date, level by level: the even range thick, the wide one thin, all of them a mark."""
    drawn = [item for item in forecasts if item.has_range]
    ranges = tuple(
        Range(
            name=item.level_name,
            likely=(likely.low, likely.high),
            wide=(wide.low, wide.high),
            whole=item.still_open,
            text=f"{span(likely)} closed",
            whole_text=f"{item.still_open} not closed",
        )
        for item in drawn
        if (future := item.forecast)
        and (likely := future.likely or future.wide)
        and (wide := future.wide or future.likely)
    )
    return Picture(
        title=headline(forecasts),
        subtitle=f"Findings closed from {wording.day(drawn[0].from_on)} to {wording.day(drawn[0].by_on)}: half of all "
        "futures in the thick line, 85 of 100 in the thin one; the mark is all that are not closed now",
        chart=Ranges(ranges=ranges),
        alternative="Range chart of findings closed by the date chosen. " + " ".join(item.sentence for item in drawn),
    )
