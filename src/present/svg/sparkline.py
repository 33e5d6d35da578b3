"""The way a figure went, small enough for a tile: a line without an axis, its newest value marked, its limit dashed."""

from src.present.box import Box
from src.present.model import Lines, Stroke
from src.present.svg.pieces import Ink, mark, stroke
from src.present.theme import Look

WIDE, HIGH = 120.0, 34.0
_EDGE = 4.0


def sparkline(of: Lines, look: Look) -> str:
    """A small line as an SVG document. A missing value breaks it."""
    ink, box = Ink(look=look, size=10), Box(x=_EDGE, y=_EDGE, w=WIDE - 2 * _EDGE, h=HIGH - 2 * _EDGE)
    known = [value for series in of.series for value in series.values if value is not None]
    low, high = min(known), max(known)
    first, span = of.dates[0], (of.dates[-1] - of.dates[0]).days or 1

    def place(at: int, value: float) -> tuple[float, float]:
        share = (value - low) / (high - low) if high > low else 0.5
        return box.x + box.w * (of.dates[at] - first).days / span, box.bottom - box.h * share

    pieces = []
    for series in of.series:
        run: list[tuple[float, float]] = []
        for at, value in [*enumerate(series.values), (len(series.values), None)]:
            if value is not None:
                run.append(place(at, value))
            elif run:
                dash = "2 3" if series.stroke is Stroke.LIMIT else ""
                pieces.append(stroke(run, ink.of(series), 1.6, dash))
                run = []
        last = series.last
        if last is not None and series.stroke is not Stroke.LIMIT:
            pieces.append(
                mark("circle", *place(last, series.values[last] or 0), 2.6, ink.of(series), ink.colours.card, 1)
            )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE:.0f} {HIGH:.0f}" width="{WIDE:.0f}" '
        f'height="{HIGH:.0f}">{"".join(pieces)}</svg>'
    )
