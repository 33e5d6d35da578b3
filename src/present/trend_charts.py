"""Series by the rules of variation as pictures: with limits, as a run chart, or as it stands; one alone, or many."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from src import wording
from src.analysis.spc import Drawn, Limits, Mark
from src.analysis.trend_wording import SAID, alternative, figure_of, finding, rounded, signal
from src.analysis.trends import Trend
from src.present.model import Lines, Moment, Multiples, Panel, Picture, Series, Stroke
from src.present.theme import MARKS as HUES
from src.present.theme import SHAPES, TARGET, Shade

CALLED = {
    Mark.COMMON: "Ordinary variation",
    Mark.IMPROVEMENT: "Improvement",
    Mark.CONCERN: "Concern",
    Mark.NEITHER: "Signal, neither better nor worse",
}
LEFT_OUT, MISSING = "Left out of the limits", "Missing"


def picture(trend: Trend, moments: Sequence[Moment], source: str = "") -> Picture:
    """One series with its limits, signals and events, under the finding that its newest point is."""
    lines = chart(trend, moments, source)
    events = f" Events marked: {wording.listed(moment.text for moment in lines.moments)}." if lines.moments else ""
    return Picture(
        title=finding(trend),
        subtitle=_subtitle(trend, lines),
        chart=lines,
        alternative=alternative(trend) + events,
    )


def _subtitle(trend: Trend, lines: Lines) -> str:
    shown = trend.variation
    first = wording.short_day(trend.dates[trend.points_present[0]])
    text = f"{wording.capital(trend.of.unit)}, {first} to {wording.short_day(trend.last_on)}"
    if shown.limits:
        dashed = " (dashed: provisional)" if _is_provisional(trend, shown.limits[-1]) else ""
        text += f"; mean and process limits in grey{dashed}"
        if shown.limits[-1].lower < 0:
            text += "; the lower limit would be below zero and is drawn there"
    elif shown.drawn is Drawn.RUN:
        text += "; the median as a line"
    return text + ("; the scale does not begin at zero" if lines.low > 0 else "")


def chart(trend: Trend, moments: Sequence[Moment] = (), source: str = "") -> Lines:
    """A series with its mean and limits, and its points by what they are. No limit is drawn below zero."""
    values = [point.value for point in trend.variation.points]
    levels = _levels(trend)
    drawn = [value for series in levels for value in series.values if value is not None]
    drawn += [value for value in values if value is not None]
    margin = (max(drawn) - min(drawn) or max(drawn) or 1.0) * 0.12
    low = max(0.0, min(drawn) - margin)
    return Lines(
        dates=trend.dates,
        series=(_line(trend, source), *levels, *_marks(trend, source), *_gaps(trend, low)),
        moments=tuple(moments),
        low=low,
        high=max(drawn) + margin,
        suffix="%" if trend.of.unit == "per cent" else "",
    )


def _line(trend: Trend, source: str) -> Series:
    has_limits = bool(trend.variation.limits)
    last = trend.points_present[-1]
    return Series(
        name=wording.capital(trend.of.text),
        values=tuple(point.value for point in trend.variation.points),
        labels=tuple(figure_of(trend, trend.last.value) if place == last else "" for place in range(len(trend.dates))),
        details=() if has_limits else tuple(_detail(trend, place, source) for place in range(len(trend.dates))),
        shade=Shade.GREY if has_limits else Shade.BLUE,
        stroke=Stroke.LINE if has_limits else Stroke.LINE_WITH_POINTS,
    )


def _detail(trend: Trend, place: int, source: str) -> str:
    """What a point shows when it is pointed at: figure, date, what it is and why, and its source."""
    point = trend.variation.points[place]
    why = LEFT_OUT if point.is_ghost else _why(trend, place) if point.mark else ""
    return "<br>".join(filter(None, (figure_of(trend, point.value), wording.day(trend.dates[place]), why, source)))


def _why(trend: Trend, place: int) -> str:
    mark = trend.variation.points[place].mark or Mark.COMMON
    return CALLED[mark] + (f": {signal(trend, place)}" if mark is not Mark.COMMON else "")


def _points(trend: Trend, name: str, places: Collection[int], source: str, hue: str, shape: str) -> list[Series]:
    """The points at some places as a series of marks; none where there is no such point."""
    points = [point if place in places else None for place, point in enumerate(trend.variation.points)]
    if not any(point and point.value is not None for point in points):
        return []
    return [
        Series(
            name=name,
            values=tuple(point.value if point else None for point in points),
            details=tuple(_detail(trend, place, source) if point else "" for place, point in enumerate(points)),
            hue=hue,
            shade=Shade.GREY,
            shape=shape,
            stroke=Stroke.POINTS,
        )
    ]


def _marks(trend: Trend, source: str) -> list[Series]:
    points = list(enumerate(trend.variation.points))
    found: list[Series] = []
    for mark in Mark:
        places = [place for place, point in points if point.mark is mark]
        found += _points(trend, CALLED[mark], places, source, HUES[mark], SHAPES[mark])
    return found + _points(trend, LEFT_OUT, [place for place, point in points if point.is_ghost], source, "", "ring")


def _gaps(trend: Trend, low: float) -> list[Series]:
    """A cross on the axis for each period without a figure."""
    missing = [point.value is None for point in trend.variation.points]
    if not any(missing):
        return []
    crosses = tuple(low if is_missing else None for is_missing in missing)
    texts = tuple(
        f"No figure<br>{wording.day(day)}" if is_missing else ""
        for day, is_missing in zip(trend.dates, missing, strict=True)
    )
    return [
        Series(name=MISSING, values=crosses, details=texts, shade=Shade.INK, shape="cross", stroke=Stroke.POINTS)
    ]  # fmt: skip


def _is_provisional(trend: Trend, limits: Limits) -> bool:
    return trend.variation.drawn is Drawn.PROVISIONAL or limits.is_trial


def _levels(trend: Trend) -> list[Series]:
    """Mean and limits of each section, those before a recalculation going on as former ones; median; target."""
    shown, size = trend.variation, len(trend.dates)
    levels = []
    for index, limits in enumerate(shown.limits):
        is_newest = index == len(shown.limits) - 1
        dashed = _is_provisional(trend, limits)
        until = "" if is_newest else f" to {wording.short_day(trend.dates[limits.last])}"
        for name, value, stroke in (
            ("Mean", limits.mean, Stroke.MEAN),
            ("Upper limit", limits.upper, Stroke.LIMIT),
            ("Lower limit", max(0.0, limits.lower), Stroke.LIMIT),
        ):
            end = size - 1 if is_newest else limits.last
            label = f"{name} {rounded(value)}" if is_newest else ""
            levels.append(_level(name + until, value, limits.first, end, size, stroke, label, is_dashed=dashed))
            if not is_newest:
                levels.append(_level(f"Former {wording.inside(name)}{until}", value, limits.last, size - 1, size))
    if shown.drawn is Drawn.RUN and shown.median is not None:
        label = f"Median {rounded(shown.median)}"
        levels.append(_level("Median", shown.median, 0, size - 1, size, Stroke.MEAN, label))
    for name, aimed in (("Target", trend.target), ("Tolerance", trend.tolerance)):
        if aimed is not None:
            level = _level(name, float(aimed), 0, size - 1, size, Stroke.TARGET, f"{name} {wording.number(aimed)}")
            levels.append(replace(level, shade=TARGET))
    return levels


def _level(
    name: str,
    value: float,
    first: int,
    last: int,
    size: int,
    stroke: Stroke = Stroke.FORMER_LIMIT,
    label: str = "",
    *,
    is_dashed: bool = False,
) -> Series:
    """A level line between two places, with its words at its end."""
    labels = tuple(label if place == last else "" for place in range(size))
    values = tuple(value if first <= place <= last else None for place in range(size))
    return Series(name=name, values=values, labels=labels, shade=Shade.GREY, stroke=stroke, is_dashed=is_dashed)


def multiples(trends: Sequence[Trend]) -> Multiples:
    """A small chart a series, each on a scale of its own, with its limits and its signals."""
    return Multiples(panels=tuple(_panel(trend) for trend in trends))


def _panel(trend: Trend) -> Panel:
    mark = trend.last.mark
    whole = chart(trend)
    # A small chart has room for its signals and the words of its mean alone.
    shown = [
        replace(series, labels=series.labels if series.name == "Mean" else ())
        for series in whole.series
        if series.name not in (CALLED[Mark.COMMON], MISSING) and series.stroke is not Stroke.FORMER_LIMIT
    ]
    return Panel(
        title=f"{trend.subject or trend.of.text} {figure_of(trend, trend.last.value)}",
        text=trend.variation.reason if mark is None else _state(trend),
        chart=replace(whole, series=tuple(shown)),
        alternative=alternative(trend),
        mark=mark,
    )


def _state(trend: Trend) -> str:
    """What the newest point is, short enough for a caption."""
    mark = trend.last.mark or Mark.COMMON
    if trend.lately is not None:
        return f"ordinary now, a signal to {wording.short_day(trend.dates[trend.lately])}"
    if mark is Mark.COMMON:
        return SAID[mark]
    return f"{SAID[mark]}: {signal(trend, trend.points_present[-1])}"
