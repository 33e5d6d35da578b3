"""Measures: every series by what it is doing, and the ones whose limits say most, drawn with them."""

from collections.abc import Iterator, Sequence

from src import wording
from src.analysis import summary_matrix as summary
from src.analysis.spc import Limits, Mark
from src.analysis.trend_wording import alternative, explained, finding, rounded
from src.analysis.trends import Trend
from src.present import tables
from src.present.model import Lines, Series, Shade, Stroke
from src.present.plotly.variation import HUES
from src.present.slide import Layout, PackData, Slide, metric_slide
from src.present.tables import Cell, Column, Value, plain

TITLE = "Measures"
ASKS: tuple[str, ...] = ()
DRAWN = 5
"""How many series are drawn on slides of their own."""
SHAPES = {Mark.IMPROVEMENT: "triangle", Mark.CONCERN: "square", Mark.NEITHER: "diamond", Mark.COMMON: "circle"}
CALLED = {
    Mark.COMMON: "Ordinary variation",
    Mark.IMPROVEMENT: "Improvement",
    Mark.CONCERN: "Concern",
    Mark.NEITHER: "Signal, neither better nor worse",
}
URGENT = (Mark.CONCERN, Mark.NEITHER, Mark.IMPROVEMENT, Mark.COMMON)
_NAMED = 3


def slides(pack: PackData) -> Iterator[Slide]:
    """The summary, then the series with limits: of concern first, the whole force before its parts."""
    if not pack.trends:
        return
    whole = summary.matrix(pack.trends)
    yield _summary(pack, whole)
    limited = [trend for trend in pack.trends if trend.variation.limits]
    limited.sort(key=lambda trend: (URGENT.index(trend.last.mark or Mark.COMMON), bool(trend.key)))
    for trend in limited[:DRAWN]:
        yield _drawn(pack, trend)


def _summary(pack: PackData, whole: summary.Matrix) -> Slide:
    text = summary.sentence(whole).replace("for the reasons below", "for the reasons in the workbook")
    columns = [item for item in summary.COLUMNS if any(whole.cells.get((row, item)) for row in whole.rows)] or [
        summary.NO_TARGET
    ]
    used = [row for row in whole.rows if whole.of_row(row)]
    results = [pack.after[name] for name in dict.fromkeys(trend.card.name for trend in pack.trends)]
    rows: list[Sequence[Value | Cell]] = [
        (wording.capital(row), *(_cell(whole.cells.get((row, column), ())) for column in columns)) for row in used
    ]
    if whole.refused:
        rows.append(("Never with limits", *("–" for _ in columns[1:]), _cell(whole.refused)))
    heads = [Column(heading="Now", width=0.7), *(Column(heading=wording.capital(item), width=2) for item in columns)]
    body = plain(heads, rows)
    return metric_slide(
        pack,
        TITLE,
        results,
        body,
        title=wording.first_sentence(text),
        subtitle="Every series by what its newest point is, and by whether its target will be met",
        remark=text[len(wording.first_sentence(text)) :].strip(),
        alternative=f"Table of measures by variation and target. {text}",
        sheet="Measures",
        data=_every(pack.trends),
    )


def _cell(trends: Sequence[Trend]) -> Cell:
    """How many series, and the first of them by name."""
    if not trends:
        return Cell(value=None, text="–")
    more = len(trends) - _NAMED
    names = "; ".join(trend.name for trend in trends[:_NAMED]) + (f"; and {more} more" if more > 0 else "")
    return Cell(value=len(trends), text=f"{len(trends)}: {names}")


def _every(trends: Sequence[Trend]) -> tables.Table:
    """Each series with its newest value and limits."""
    heads = ["Series", "Unit", "Newest on", "Newest", "State", "Mean", "Lower limit", "Upper limit", "Reason"]
    numbers = ("Newest", "Mean", "Lower limit", "Upper limit")
    rows: list[Sequence[Value | Cell]] = []
    for trend in trends:
        limits = trend.variation.limits[-1] if trend.variation.limits else None
        state = CALLED[trend.last.mark] if trend.last.mark else wording.capital(str(trend.variation.drawn.value))
        rows.append(
            (
                trend.name,
                trend.of.unit,
                trend.last_on,
                trend.last.value,
                state,
                limits.mean if limits else None,
                limits.lower if limits else None,
                limits.upper if limits else None,
                trend.variation.reason,
            )
        )
    return plain([Column(heading=name, is_number=name in numbers) for name in heads], rows)


def lines_of(pack: PackData, trend: Trend) -> Lines:
    """A series with its mean and limits, and its points by what they are. No limit is drawn below nought."""
    points = trend.variation.points
    values = tuple(point.value for point in points)
    last = trend.points_present[-1]
    line = Series(
        name=wording.capital(trend.of.text),
        values=values,
        labels=tuple(rounded(value) if at == last and value is not None else "" for at, value in enumerate(values)),
        shade=Shade.GREY,
        stroke=Stroke.LINE,
    )
    marks = [
        Series(
            name=CALLED[mark],
            values=tuple(point.value if point.mark is mark else None for point in points),
            hue=HUES[mark],
            shape=SHAPES[mark],
            stroke=Stroke.POINTS,
        )
        for mark in Mark
        if any(point.mark is mark for point in points)
    ]
    every = trend.variation.limits
    size = len(points)
    bounds = [
        _level("Mean", size, every, lambda item: item.mean, Stroke.MEAN),
        _level("Upper limit", size, every, lambda item: item.upper, Stroke.LIMIT),
        _level("Lower limit", size, every, lambda item: max(0.0, item.lower), Stroke.LIMIT),
    ]
    if trend.target is not None:
        target = Series(
            name="Target",
            values=(float(trend.target),) * size,
            labels=("",) * (size - 1) + (f"Target {wording.number(trend.target)}",),
            shade=Shade.PLUM,
            stroke=Stroke.TARGET,
        )
        bounds.append(target)
    drawn = [value for item in (line, *bounds) for value in item.values if value is not None]
    low, high = min(drawn), max(drawn)
    margin = (high - low) * 0.12 or 1
    return Lines(
        dates=trend.dates,
        series=(line, *marks, *bounds),
        moments=pack.moments(trend.card.topic, trend.dates[0], trend.dates[-1]) if trend.card.topic else (),
        low=max(0.0, low - margin),
        high=high + margin,
    )


def _level(name: str, size: int, every: Sequence[Limits], of: object, stroke: Stroke) -> Series:
    """One limit through its sections, with its newest value beside its end."""
    values: list[float | None] = [None] * size
    for limits in every:
        for at in range(limits.first, limits.last + 1):
            values[at] = of(limits)  # type: ignore[operator]
    last = max(at for at, value in enumerate(values) if value is not None)
    end = values[last]
    labels = [""] * size
    labels[last] = f"{name} {rounded(end)}" if end is not None else ""
    return Series(name=name, values=tuple(values), labels=tuple(labels), shade=Shade.GREY, stroke=stroke)


def _drawn(pack: PackData, trend: Trend) -> Slide:
    result = pack.after[trend.card.name]
    lines = lines_of(pack, trend)
    return metric_slide(
        pack,
        TITLE,
        [result],
        lines,
        layout=Layout.CHART,
        title=finding(trend),
        subtitle=f"{wording.capital(trend.of.unit)}, {wording.short_day(trend.dates[trend.points_present[0]])} to "
        f"{wording.short_day(trend.last_on)}; mean and process limits in grey; the scale does not begin at nought"
        if lines.low > 0
        else f"{wording.capital(trend.of.unit)}, {wording.short_day(trend.dates[trend.points_present[0]])} to "
        f"{wording.short_day(trend.last_on)}; mean and process limits in grey",
        remark=explained(trend),
        alternative=alternative(trend)
        + (f" Events marked: {'; '.join(item.text for item in lines.moments)}." if lines.moments else ""),
        sheet=trend.name,
        data=_points(trend, lines),
    )


def _points(trend: Trend, lines: Lines) -> tables.Table:
    limits = {item.name: item.values for item in lines.series}
    heads = ["Date", trend.of.text, "State", "Mean", "Lower limit", "Upper limit"]
    return plain(
        [Column(heading=name, is_number=name not in ("Date", "State")) for name in heads],
        [
            (
                day,
                point.value,
                CALLED[point.mark] if point.mark else "Missing" if point.value is None else "Left out",
                limits["Mean"][at],
                limits["Lower limit"][at],
                limits["Upper limit"][at],
            )
            for at, (day, point) in enumerate(zip(trend.dates, trend.variation.points, strict=True))
        ],
    )
