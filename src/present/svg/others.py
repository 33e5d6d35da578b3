"""Curves, events alone along a line, and ranges, as SVG."""

from src import wording
from src.present.box import Box
from src.present.label_layout import anchor, lanes, scale, share_of_span
from src.present.model import Curve, Events, Ranges
from src.present.svg.pieces import Ink, across, block, mark, upright
from src.present.text_metrics import broken, width


def curve(chart: Curve, box: Box, ink: Ink) -> str:
    """Steps down from all to none with their range. The line ends where nothing was watched any longer."""
    size, colours = ink.size, ink.colours
    plot = Box(x=box.x + size * 3.2, y=box.y + size, w=box.w - size * 4.2, h=box.h - size * 3)

    def x(days: int) -> float:
        return plot.x + plot.w * days / max(chart.until, 1)

    def y(share: float) -> float:
        return plot.bottom - plot.h * share

    pieces = [
        (across if share != 0.5 else _dashed)(plot.x, plot.right, y(share), ink.colours.hair if share else colours.grey)
        + ink.text(plot.x - size * 0.4, y(share) + size * 0.35, f"{share:.0%}", fill=colours.soft, anchor="end")
        for share in (0.0, 0.5, 1.0)
    ]
    path = f"M{x(0):.1f} {y(1):.1f}"
    for index, (day, share, lower, upper) in enumerate(chart.steps):
        until = chart.steps[index + 1][0] if index + 1 < len(chart.steps) else chart.longest
        path += f"H{x(day):.1f}V{y(share):.1f}"
        if lower is not None and upper is not None:
            band = Box(x=x(day), y=y(upper), w=x(until) - x(day), h=y(lower) - y(upper))
            pieces.append(block(band, colours.pale, ' fill-opacity="0.55"'))
    path += f"H{x(chart.longest):.1f}"
    pieces.append(f'<path d="{path}" fill="none" stroke="{colours.blue}" stroke-width="{size / 5:.1f}"/>')
    if chart.median is not None:
        pieces.append(mark("circle", x(chart.median), y(0.5), size / 3, colours.orange, colours.orange, 0))
    years = max(1, chart.until // 365)
    step = max(1, -(-years // 5))
    for year in range(0, years + 1, step):
        text = wording.count_of(year, "year") if year else "0"
        pieces.append(ink.text(x(year * 365), box.bottom - size * 0.5, text, fill=colours.soft, anchor="middle"))
    return "".join(pieces)


def _dashed(x1: float, x2: float, y: float, colour: str) -> str:
    return f'<path d="M{x1:.1f} {y:.1f}H{x2:.1f}" stroke="{colour}" stroke-dasharray="4 3"/>'


def events(chart: Events, box: Box, ink: Ink) -> str:
    """Events along a line, each named beside its stem."""
    size, colours = ink.size * 0.8, ink.colours
    shares = [share_of_span(moment.day, chart.first, chart.last) for moment in chart.moments]
    names = [moment.text.rsplit(", ", 1) for moment in chart.moments]
    wide = [max(width(line, size, is_bold=True) for line in name) / box.w for name in names]
    chosen = lanes(shares, wide)
    middle, step = box.y + box.h / 2, (box.h / 2 - size * 3) / max(map(abs, chosen), default=1)
    pieces = [across(box.x, box.right, middle, colours.grey, 2)]
    for share, name, lane in zip(shares, names, chosen, strict=True):
        x, y = box.x + box.w * share, middle - step * lane
        pieces.append(upright(x, min(y, middle), max(y, middle), colours.line, 1.5, "none"))
        pieces.append(mark("circle", x, middle, size * 0.4, colours.blue, colours.card, 2))
        top = y - size * 1.5 if lane > 0 else y + size
        pieces.append(ink.text(x, top, name[0], size=size, is_bold=True, anchor=anchor(share), is_over=True))
        pieces.append(ink.text(x, top + size * 1.2, name[-1], size=size, anchor=anchor(share), is_over=True))
    return "".join(pieces)


def ranges(chart: Ranges, box: Box, ink: Ink) -> str:
    """The likely range thick, the wide one thin, the whole a mark of its own."""
    size, colours = ink.size, ink.colours
    names = [broken(item.name, box.w * 0.3, size) for item in chart.ranges]
    left = max((width(line, size) for lines in names for line in lines), default=0.0) + size
    _, high, step = scale(0, max(item.whole for item in chart.ranges) * 1.28)
    plot = Box(x=box.x + left, y=box.y, w=box.w - left - size, h=box.h - size * 2)

    def x(value: float) -> float:
        return plot.x + plot.w * value / high

    pieces = []
    for index in range(round(high / step) + 1):
        value = index * step
        pieces.append(f'<path d="M{x(value):.1f} {plot.y:.1f}V{plot.bottom:.1f}" stroke="{colours.hair}"/>')
        tick = ink.text(x(value), box.bottom - size * 0.4, wording.number(value), fill=colours.soft, anchor="middle")
        pieces.append(tick)
    row = min(plot.h / len(chart.ranges), size * 5)
    for index, (item, lines) in enumerate(zip(chart.ranges, names, strict=True)):
        y = plot.y + row * (index + 0.6)
        pieces += [
            ink.text(plot.x - size * 0.6, y + size * (0.35 + 1.16 * (down - (len(lines) - 1) / 2)), line, anchor="end")
            for down, line in enumerate(lines)
        ]
        for (low, top), tall in ((item.wide, size * 0.25), (item.likely, size * 0.85)):
            bar = Box(x=x(low), y=y - tall / 2, w=max(x(top) - x(low), 2), h=tall)
            pieces.append(block(bar, colours.blue))
        pieces.append(upright(x(item.whole), y - size * 0.7, y + size * 0.7, colours.orange, 3, "none"))
        pieces.append(ink.text(x(item.whole) + size * 0.5, y + size * 0.35, item.whole_text, is_bold=True))
        pieces.append(ink.text(x(item.likely[0]), y - size * 0.8, item.text, size=size * 0.9))
    return "".join(pieces)
