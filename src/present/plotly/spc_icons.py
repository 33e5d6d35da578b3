"""The marks of variation as small pictures: one mark beside its word, and small charts of many series."""

from collections.abc import Sequence
from html import escape

from src import wording
from src.analysis.spc import Mark
from src.analysis.trend_wording import MARKS, alternative, figure_of, rounded, signal
from src.analysis.trends import Trend
from src.present.plotly.sparklines import image
from src.present.plotly.theme import PALETTES, Look
from src.present.plotly.variation import hue, outline

WIDTH, HEIGHT = 210, 96
LEFT, RIGHT, TOP, BOTTOM = 4, 40, 8, 20
ICON = 16


def multiples(trends: Sequence[Trend], look: Look) -> str:
    """One small chart a series, each on a scale of its own, with its limits and its signals."""
    drawn = "".join(_multiple(trend, look) for trend in trends)
    return f'<div class="pb-multiples">{drawn}</div>'


def _multiple(trend: Trend, look: Look) -> str:
    last = trend.last
    mark = last.mark or Mark.COMMON
    text = escape(trend.variation.reason) if last.mark is None else f"{icon(mark, look)} {escape(_state(trend))}"
    caption = f"{escape(trend.subject or trend.of.text)} {escape(figure_of(trend, last.value))}<span>{text}</span>"
    return f'<figure class="pb-multiple"><figcaption>{caption}</figcaption>{_chart(trend, look)}</figure>'


def _state(trend: Trend) -> str:
    """What the newest point is, short enough for a caption."""
    mark = trend.last.mark or Mark.COMMON
    if trend.lately is not None:
        return f"ordinary now, a signal to {wording.short_day(trend.dates[trend.lately])}"
    if mark is Mark.COMMON:
        return MARKS[mark]
    word = "signal" if mark is Mark.NEITHER else MARKS[mark]
    return f"{word}: {signal(trend, trend.points_present[-1])}"


def icon(mark: Mark, look: Look) -> str:
    """A mark as a picture beside its word; it says nothing of its own to who hears the page."""
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {ICON} {ICON}" width="{ICON}" height="{ICON}">'
        f"{shape(mark, ICON / 2, ICON / 2, 5.5, look)}</svg>"
    )
    return image(drawing, "").replace('class="pb-drawing"', 'class="pb-icon"')


def shape(mark: Mark, x: float, y: float, size: float, look: Look) -> str:
    """A mark by its colour, outline and shape: circle, triangle, square or diamond."""
    paint = f'fill="{hue(mark, look)}" stroke="{outline(look)}" stroke-width="1"'
    if mark is Mark.COMMON:
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size:.1f}" {paint}/>'
    corners = {
        Mark.IMPROVEMENT: ((0, -1), (1, 0.8), (-1, 0.8)),
        Mark.CONCERN: ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
        Mark.NEITHER: ((0, -1.1), (1.1, 0), (0, 1.1), (-1.1, 0)),
    }[mark]
    points = " ".join(f"{x + size * across:.1f},{y + size * down:.1f}" for across, down in corners)
    return f'<polygon points="{points}" {paint}/>'


def _chart(trend: Trend, look: Look) -> str:
    colours = PALETTES[look]
    points = trend.variation.points
    drawn = [point.value for point in points if point.value is not None]
    for limits in trend.variation.limits:
        drawn += [limits.upper, max(limits.lower, 0.0)]
    low, high = min(drawn), max(drawn)
    days = max((trend.dates[-1] - trend.dates[0]).days, 1)

    def across(at: int) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * (trend.dates[at] - trend.dates[0]).days / days

    def up(value: float) -> float:
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * (value - low) / ((high - low) or 1)

    pieces = []
    for limits in trend.variation.limits:
        x0, x1 = across(limits.first), across(limits.last)
        top, bottom, mean = up(limits.upper), up(max(limits.lower, 0.0)), up(limits.mean)
        pieces.append(
            f'<rect x="{x0:.1f}" y="{top:.1f}" width="{x1 - x0:.1f}" height="{bottom - top:.1f}" fill="{colours.hair}"/>'
            f'<path d="M{x0:.1f} {mean:.1f}H{x1:.1f}" stroke="{colours.grey}" stroke-width="1"/>'
        )
    run: list[str] = []
    for at, point in [*enumerate(points), (len(points), None)]:
        if point is not None and point.value is not None:
            run.append(f"{across(at):.1f},{up(point.value):.1f}")
        elif run:
            pieces.append(
                f'<polyline points="{" ".join(run)}" fill="none" stroke="{colours.blue}" stroke-width="1.3"/>'
            )
            run = []
    for at in trend.marked:
        pieces.append(shape(points[at].mark or Mark.COMMON, across(at), up(points[at].value or 0), 3.2, look))
    if trend.variation.limits:
        mean = trend.variation.limits[-1].mean
        pieces.append(
            f'<text x="{WIDTH - RIGHT + 6}" y="{up(mean) + 4:.1f}" fill="{colours.soft}">{rounded(mean)}</text>'
        )
    base = HEIGHT - BOTTOM + 4
    axis = (
        f'<path d="M{LEFT} {base}H{WIDTH - RIGHT}" stroke="{colours.line}"/>'
        f'<text x="{LEFT}" y="{HEIGHT - 2}" fill="{colours.soft}">{wording.short_day(trend.dates[0])[-8:]}</text>'
        f'<text x="{WIDTH - RIGHT}" y="{HEIGHT - 2}" text-anchor="end" fill="{colours.soft}">'
        f"{wording.short_day(trend.dates[-1])[-8:]}</text>"
    )
    return image(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        f'font-family="Inter, Arial, sans-serif" font-size="12">{"".join(pieces)}{axis}</svg>',
        alternative(trend),
    )
