"""Figures over time as SVG: true spacing, gaps as gaps, events lettered, every line labelled at its end."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from src import wording
from src.present.box import Box
from src.present.label_layout import move_apart, scale
from src.present.model import Lines, Moment, Series, Stroke
from src.present.svg.pieces import Ink, across, mark, stroke, upright
from src.present.text_metrics import broken, width
from src.present.theme import Shade

_DASHES = {Stroke.TARGET: "2 6", Stroke.FORMER_LIMIT: "1 4"}
_EVERY = (1, 2, 3, 6, 12, 24, 60)


@dataclass(frozen=True, kw_only=True)
class _Plot:
    """Where dates and values stand."""

    box: Box
    first: date
    last: date
    low: float
    high: float

    def x(self, day: date) -> float:
        days = (self.last - self.first).days
        return self.box.x + self.box.w * ((day - self.first).days / days if days else 0.5)

    def y(self, value: float) -> float:
        return self.box.bottom - self.box.h * (value - self.low) / (self.high - self.low)


@dataclass
class _Taken:
    """The places that marks and words take already."""

    boxes: list[Box] = field(default_factory=list)

    def over(self, item: Box) -> float:
        """How much of a place is taken."""
        return sum(
            max(0.0, min(item.right, other.right) - max(item.x, other.x))
            * max(0.0, min(item.bottom, other.bottom) - max(item.y, other.y))
            for other in self.boxes
        )


def timeline(of: Lines, box: Box, ink: Ink, *, is_small: bool = False) -> str:
    """A line chart in a place. A small one has the ends of its dates for an axis, and no scale."""
    size = ink.size
    key, key_height = ("", 0.0) if is_small else _key(of.moments, box, ink)
    above = size * (1.5 if is_small or not of.moments else 3.3)
    tall = box.h - above - size * 1.75 - key_height
    low, high, step = _ends(of, 3 if is_small else min(5, max(1, int(tall / (size * 1.6)))))
    ticks = [low + step * at for at in range(round((high - low) / step) + 1)]
    ends = _end_labels(of, box, size)
    column = max((width(line, size, is_bold=True) for lines in ends.values() for line in lines), default=0.0)
    left = size * 0.4 if is_small else max(width(_tick(tick, of), size) for tick in ticks) + size * 0.6
    first, last = of.dates[0], of.dates[-1]
    plot = _Plot(
        box=Box(
            x=box.x + left + size * 0.4,
            y=box.y + above,
            w=box.w - left - column - size * 1.4,
            h=tall,
        ),
        first=first,
        last=last,
        low=low,
        high=high,
    )
    taken = _Taken()
    pieces = [] if is_small else [_value_axis(plot, ticks, of, ink)]
    pieces.append(_date_axis(plot, of.dates, ink, is_small))
    if not is_small:
        pieces.append(_moments(plot, of.moments, box, ink))
    ordered = sorted(of.series, key=lambda item: (item.stroke is Stroke.POINTS, not item.stroke.is_thin))
    pieces += [_drawn(plot, item, of.dates, ink, taken, is_small) for item in ordered]
    pieces += [_labels(plot, item, of.dates, ink, taken, set(ends)) for item in of.series]
    pieces.append(_at_ends(plot, of, ends, ink))
    return "".join(pieces) + key


def _ends(of: Lines, steps: int) -> tuple[float, float, float]:
    values = [value for item in of.series for value in item.values if value is not None]
    top = of.high if of.high is not None else max(values, default=1)
    return scale(of.low, max(top * (1.06 if of.high is None else 1.0), of.low + 1), steps)


def _tick(value: float, of: Lines) -> str:
    return wording.number(round(value, 6)) + of.suffix


def _value_axis(plot: _Plot, ticks: Sequence[float], of: Lines, ink: Ink) -> str:
    return "".join(
        across(
            plot.box.x - ink.size * 0.4, plot.box.right + ink.size * 0.4, plot.y(tick),
            ink.colours.grey if tick == 0 else ink.colours.hair,
        )
        + ink.text(
            plot.box.x - ink.size * 0.8, plot.y(tick) + ink.size * 0.35, _tick(tick, of), fill=ink.colours.soft,
            anchor="end",
        )
        for tick in ticks
    )  # fmt: skip


def _date_axis(plot: _Plot, dates: Sequence[date], ink: Ink, is_small: bool) -> str:
    size, base = ink.size, plot.box.bottom
    line = across(plot.box.x - size * 0.4, plot.box.right + size * 0.4, base, ink.colours.grey)
    months = [] if is_small else _months(dates, plot.box.w / (size * 6.2))
    if len(months) < 2:
        lines = [(dates[0], "start"), (dates[-1], "end")] if dates[0] != dates[-1] else [(dates[0], "middle")]
        shift = {"start": -size * 0.4, "end": size * 0.4, "middle": 0.0}
        return line + "".join(
            ink.text(
                plot.x(day) + shift[anchor], base + size * 1.4, wording.short_day(day), fill=ink.colours.soft,
                anchor=anchor,
            )
            for day, anchor in lines
        )  # fmt: skip
    years_only = all(month.month == 1 for month in months)
    for month in months:
        x = plot.x(month)
        line += f'<path d="M{x:.1f} {base:.1f}v{size * 0.35:.1f}" stroke="{ink.colours.grey}"/>'
        text = str(month.year) if years_only else f"{month:%b %Y}"
        line += ink.text(x, base + size * 1.4, text, fill=ink.colours.soft, anchor="middle")
    return line


def _months(dates: Sequence[date], most: float) -> list[date]:
    """Firsts of months within the dates, as many as have room, whole years among them."""
    first, last = dates[0], dates[-1]
    every = [
        date(year, month, 1)
        for year in range(first.year, last.year + 1)
        for month in range(1, 13)
        if first <= date(year, month, 1) <= last
    ]
    for step in _EVERY:
        chosen = [day for day in every if (day.year * 12 + day.month - 1) % step == 0]
        if len(chosen) <= max(most, 2):
            return chosen
    return every[:1]


def _moments(plot: _Plot, moments: Sequence[Moment], box: Box, ink: Ink) -> str:
    """A dotted line where an event falls, its letter above; letters that would meet stand in two rows."""
    size, reach = ink.size, ink.size * 0.72
    pieces, row, before = [], 0, float("-inf")
    for moment in moments:
        x = plot.x(moment.day)
        row = 1 - row if x - before < reach * 2.3 else 0
        before = x
        y = box.y + reach + row * reach * 2.1
        pieces.append(
            upright(x, y + reach, plot.box.bottom, ink.colours.grey, size / 12, "2 5")
            + mark("circle", x, y, reach, ink.colours.card, ink.colours.grey, 1)
            + ink.text(x, y + size * 0.29, moment.letter, anchor="middle", is_bold=True, size=size * 0.85)
        )
    return "".join(pieces)


def _key(moments: Sequence[Moment], box: Box, ink: Ink) -> tuple[str, float]:
    """What the letters stand for, in as many lines as they take. Returns the lines and their height."""
    size = ink.size
    rows: list[list[tuple[float, Moment]]] = [[]]
    x = 0.0
    for moment in moments:
        wide = width(moment.text, size) + size * 3.2
        if rows[-1] and x + wide > box.w:
            rows.append([])
            x = 0.0
        rows[-1].append((x, moment))
        x += wide
    height = len(rows) * size * 1.4 + size * 0.5 if moments else 0.0
    pieces = []
    for down, row in enumerate(rows):
        y = box.bottom - height + size * 1.4 * (down + 1)
        for start, moment in row:
            pieces.append(ink.text(box.x + start, y, moment.letter, is_bold=True))
            pieces.append(ink.text(box.x + start + size * 1.15, y, moment.text, fill=ink.colours.soft))
    return "".join(pieces), height


def _drawn(plot: _Plot, of: Series, dates: Sequence[date], ink: Ink, taken: _Taken, is_small: bool) -> str:
    """The line of a series with a break where a figure is missing, and its points."""
    colour, unit = ink.of(of), ink.size / 18
    points = [
        None if value is None else (plot.x(day), plot.y(value)) for day, value in zip(dates, of.values, strict=True)
    ]
    if of.stroke is Stroke.POINTS:
        reach = 4.2 if of.shape == "circle" else 6.6
        return "".join(
            mark(of.shape, *item, reach * unit, colour, ink.colours.outline, unit * 0.8) for item in points if item
        )
    is_thin = of.stroke.is_thin or of.shade is Shade.GREY
    wide = (1.6 if is_thin else 2.4 if is_small else 3.4) * unit
    pieces, run = [], list[tuple[float, float]]()
    for item in [*points, None]:
        if item is not None:
            run.append(item)
            continue
        if len(run) > 1:
            pieces.append(stroke(run, colour, wide, "7 5" if of.is_dashed else _DASHES.get(of.stroke, "")))
        elif run:  # a figure between two gaps has no line, and is seen all the same
            pieces.append(mark("circle", *run[0], wide * 1.3, colour, colour, 0))
        run = []
    if of.stroke is Stroke.LINE_WITH_POINTS:
        reach = (4.5 if is_small else 6) * unit
        pieces += [mark("circle", *item, reach, colour, ink.colours.card, unit * 1.6) for item in points if item]
    if not of.stroke.is_thin:
        reach = ink.size * 0.3
        taken.boxes += [Box(x=x - reach, y=y - reach, w=reach * 2, h=reach * 2) for x, y in filter(None, points)]
    return "".join(pieces)


def _end(of: Series) -> int | None:
    """The place of the last label of a series, where it belongs to its last value."""
    return of.last if of.last is not None and of.labels and of.labels[of.last] else None


def _end_labels(of: Lines, box: Box, size: float) -> dict[str, list[str]]:
    """The words beside the ends of the lines, broken where they are long, by the names of their series."""
    labels = {}
    for item in of.series:
        at = _end(item)
        if at is not None and at >= len(of.dates) - max(1, len(of.dates) // 10):
            labels[item.name] = broken(item.labels[at], box.w * 0.24, size, is_bold=True)
    return labels


def _at_ends(plot: _Plot, of: Lines, ends: dict[str, list[str]], ink: Ink) -> str:
    """The labels at the ends of the lines, moved apart where they would meet, each joined to its line."""
    size, tall = ink.size, ink.size * 1.16
    wanted = []
    for item in of.series:
        at = _end(item)
        if item.name in ends and at is not None:
            value = item.values[at]
            wanted.append((plot.y(value or 0.0), plot.x(of.dates[at]), item))
    wanted.sort(key=lambda found: found[0])
    heights = [len(ends[item.name]) * tall for _, _, item in wanted]
    tops = move_apart([y - high / 2 for (y, _, _), high in zip(wanted, heights, strict=True)], heights, plot.box.bottom)
    pieces = []
    for (y, x, item), top, high in zip(wanted, tops, heights, strict=True):
        middle = top + high / 2
        if abs(middle - y) > size * 0.5:
            way = f"M{x + size * 0.4:.1f} {y:.1f}L{plot.box.right + size * 0.75:.1f} {middle:.1f}"
            pieces.append(f'<path d="{way}" stroke="{ink.of(item)}" stroke-width="1" fill="none"/>')
        is_thin = item.stroke.is_thin
        for down, line in enumerate(ends[item.name]):
            pieces.append(
                ink.text(
                    plot.box.right + size * 0.85, top + tall * down + size * 0.94, line,
                    fill=ink.colours.soft if is_thin else "", is_bold=not is_thin,
                )
            )  # fmt: skip
    return "".join(pieces)


def _labels(plot: _Plot, of: Series, dates: Sequence[date], ink: Ink, taken: _Taken, ended: set[str]) -> str:
    """The figures beside the other points: above, or where there is most room."""
    size, pieces = ink.size, []
    end = _end(of) if of.name in ended else None
    for at, label in enumerate(of.labels):
        if not label or at == end:
            continue
        value, wide = of.values[at], width(label, size, is_bold=True)
        x = max(plot.x(dates[at]), plot.box.x - size * 0.4 + wide / 2)  # what is wider than the margin is moved in
        # What is held back has no height of its own: its words stand on the axis.
        y = plot.box.bottom if value is None else plot.y(value)
        places: list[Callable[[], Box]] = [
            lambda x=x, y=y, wide=wide, dy=dy: Box(x=x - wide / 2, y=y + dy * size, w=wide, h=size)  # type: ignore[misc]
            for dy in ((-1.5,) if value is None else (-1.5, 0.5, -2.5, 1.5))
        ]
        chosen = min((place() for place in places), key=lambda item: round(taken.over(item)))
        taken.boxes.append(chosen)
        pieces.append(
            ink.text(
                x, chosen.y + size * 0.87, label, anchor="middle", is_bold=value is not None, is_over=True,
                fill=ink.colours.soft if value is None else "",
            )
        )  # fmt: skip
    return "".join(pieces)
