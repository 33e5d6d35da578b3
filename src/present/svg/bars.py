"""Bars as SVG: from zero, names on the left, figures in or beside them, limits drawn across."""

from collections.abc import Sequence

from src import wording
from src.present.box import Box
from src.present.model import Bars, Rule, Series
from src.present.svg.pieces import Ink, block, swatch, upright
from src.present.text_metrics import broken, width
from src.present.theme import written_on

_NAMES = 0.34
"""The share of the width that names may take."""
_THICKEST = 2.5


def bars(of: Bars, box: Box, ink: Ink) -> str:
    """Bars in a place, the first name on top."""
    size = ink.size
    names = [broken(name, box.w * _NAMES, size) for name in of.names]
    left = max((width(line, size) for name in names for line in name), default=0.0) + size * 0.8
    legend, legend_height = _legend(of, box, ink)
    high = _high(of)
    ruled = size * 1.5 * _rows_of_rules(of.rules, high, box.w - left, size)
    beside = 0.0 if of.is_stacked else max((width(_bar_text(item, at), size, is_bold=True) for item in of.series for at in
                                            range(len(of.names))), default=0.0)  # fmt: skip
    if of.is_stacked:
        beside = max((_unfit_width(of, at, high, box.w - left, size) for at in range(len(of.names))), default=0.0)
    room = box.w - left - (0.0 if of.rules and of.high else beside + size * 0.6)
    plot = Box(
        x=box.x + left,
        y=box.y + legend_height + ruled,
        w=room,
        h=box.h - legend_height - ruled,
    )
    step = plot.h / max(len(of.names), 1)
    pieces = [legend]
    for at, name in enumerate(names):
        middle = plot.y + step * (at + 0.5)
        start = middle - (len(name) - 1) * size * 0.58 + size * 0.35
        pieces += [
            ink.text(plot.x - size * 0.6, start + size * 1.16 * down, line, anchor="end")
            for down, line in enumerate(name)
        ]
        row = _stack if of.is_stacked else _cluster
        pieces.append(row(of, at, Box(x=plot.x, y=plot.y + step * at, w=plot.w, h=step), high, ink))
    axis = f'<path d="M{plot.x:.1f} {plot.y:.1f}V{plot.bottom:.1f}" stroke="{ink.colours.grey}" stroke-width="1.2"/>'
    return "".join([*pieces, axis, _rules(of.rules, plot, high, ink)])


def _high(of: Bars) -> float:
    sums = [sum(item.values[at] or 0 for item in of.series) for at in range(len(of.names))]
    tops = sums if of.is_stacked else [value for item in of.series for value in item.values if value is not None]
    return of.high or max([*tops, *(rule.at * 1.05 for rule in of.rules), 0]) or 1


def _bar_text(of: Series, at: int) -> str:
    """What is written next to a bar: where no figure is held, that none is."""
    label = of.labels[at] if of.labels else ""
    return label or (wording.NO_FIGURE if of.values[at] is None else "")


def _fill(of: Series, at: int, ink: Ink) -> str:
    return ink.colours.orange if at in of.marked else ink.of(of)


def _edge(fill: str, ink: Ink) -> str:
    """The palest shade has an edge, so that it is seen on the ground."""
    return f' stroke="{ink.colours.grey}" stroke-width="1"' if fill == ink.colours.pale else ""


def _cluster(of: Bars, at: int, row: Box, high: float, ink: Ink) -> str:
    """The bars of one name under one another, each with its figure at its end; inside where a limit is drawn."""
    size, count = ink.size, len(of.series)
    thick = min(size * _THICKEST, row.h * (0.68 if count == 1 else 0.8) / count)
    top = row.y + (row.h - thick * count) / 2
    pieces = []
    for down, item in enumerate(of.series):
        bar = Box(x=row.x, y=top + thick * down, w=row.w * (item.values[at] or 0) / high, h=thick * 0.94)
        fill, text = _fill(item, at, ink), _bar_text(item, at)
        if item.values[at] is not None:
            pieces.append(block(bar, fill, _edge(fill, ink)))
        is_inside = bool(of.rules) and width(text, size, is_bold=True) + size < bar.w
        pieces.append(
            ink.text(
                bar.x + size * 0.5 if is_inside else bar.right + size * 0.45,
                bar.y + bar.h / 2 + size * 0.35,
                text,
                is_bold=item.values[at] is not None,
                fill=written_on(fill) if is_inside else "" if item.values[at] is not None else ink.colours.soft,
                is_over=not is_inside,
            )
            if text
            else ""
        )
    return "".join(pieces)


def _fits(label: str, wide: float, size: float) -> bool:
    return width(label, size, is_bold=True) + size * 0.3 <= wide


def _unfit(of: Bars, at: int, wide: float, high: float, size: float) -> list[Series]:
    """The parts of a stack that are too short to hold their figures."""
    return [
        item
        for item in of.series
        if _bar_text(item, at) and not _fits(_bar_text(item, at), wide * (item.values[at] or 0) / high, size)
    ]


def _unfit_width(of: Bars, at: int, high: float, wide: float, size: float) -> float:
    """What the figures beside a stack need beyond its end, where the stack is the longest."""
    total = sum(item.values[at] or 0 for item in of.series)
    if of.ends:
        needed = width(of.ends[at], size) + size
    else:
        parts = _unfit(of, at, wide * 0.8, high, size)
        needed = sum(width(_bar_text(item, at), size, is_bold=True) + size * 1.7 for item in parts)
    return max(0.0, needed - wide * 0.8 * (1 - total / high))


def _stack(of: Bars, at: int, row: Box, high: float, ink: Ink) -> str:
    """The parts of one name in a row, each with its figure in it; a part too short for it has it at the end."""
    size = ink.size
    thick = min(size * _THICKEST, row.h * 0.72)
    y, x, pieces = row.y + (row.h - thick) / 2, row.x, []
    unfit = [] if of.ends else _unfit(of, at, row.w, high, size)
    base = y + thick / 2 + size * 0.35
    for item in of.series:
        wide = row.w * (item.values[at] or 0) / high
        if wide:
            fill = _fill(item, at, ink)
            pieces.append(block(Box(x=x, y=y, w=wide, h=thick), fill, _edge(fill, ink)))
            if _bar_text(item, at) and _fits(_bar_text(item, at), wide, size):
                pieces.append(
                    ink.text(
                        x + wide / 2, base, _bar_text(item, at), anchor="middle", is_bold=True, fill=written_on(fill)
                    )
                )
            x += wide
    if of.ends:
        pieces.append(ink.text(x + size * 0.5, base, of.ends[at]))
    for item in unfit:
        fill, text = _fill(item, at, ink), _bar_text(item, at)
        has_label = item.values[at] is not None and len(of.series) > 1
        if has_label:
            pieces.append(swatch(x + size * 0.5, base, size * 0.62, fill, ink.colours.grey))
        pieces.append(ink.text(x + size * (1.4 if has_label else 0.5), base, text, is_bold=has_label))
        x += width(text, size, is_bold=True) + size * 1.7
    return "".join(pieces)


def _legend(of: Bars, box: Box, ink: Ink) -> tuple[str, float]:
    """The names of the series with their colours, above the bars. Returns it and its height; none for one series."""
    if len(of.series) < 2:
        return "", 0.0
    size, x, y = ink.size, box.x, box.y + ink.size
    pieces = []
    for item in of.series:
        pieces.append(swatch(x, y + size * 0.06, size * 0.78, ink.of(item), ink.colours.grey))
        pieces.append(ink.text(x + size * 1.1, y, item.name))
        x += width(item.name, size) + size * 2.8
    return "".join(pieces), size * 2.0


def _spans(rules: Sequence[Rule], high: float, wide: float, size: float) -> list[tuple[float, float, int]]:
    """Where the words of each limit begin and end, and the row they stand in, so that none meets another."""
    spans: list[tuple[float, float, int]] = []
    for rule in rules:
        x, half = wide * rule.at / high, width(rule.text, size, is_bold=True) / 2
        start = min(max(x - half, 0.0), max(wide - 2 * half, 0.0))
        row = 0
        while any(
            row == other and start < end + size and start + 2 * half + size > begin for begin, end, other in spans
        ):
            row += 1
        spans.append((start, start + 2 * half, row))
    return spans


def _rows_of_rules(rules: Sequence[Rule], high: float, wide: float, size: float) -> int:
    return max((row + 1 for _, _, row in _spans(rules, high, wide, size)), default=0)


def _rules(rules: Sequence[Rule], plot: Box, high: float, ink: Ink) -> str:
    """Limits as dashed lines across the bars, each with its words above."""
    size, pieces = ink.size, []
    warm = ink.colours.written_orange
    for rule, (start, _, row) in zip(rules, _spans(rules, high, plot.w, size), strict=True):
        x = plot.x + plot.w * rule.at / high
        y = plot.y - size * (0.5 + 1.5 * row)
        pieces.append(upright(x, y + size * 0.25, plot.bottom, warm, size / 8, "7 5"))
        pieces.append(ink.text(plot.x + start, y, rule.text, fill=warm, is_bold=True, is_over=True))
    return "".join(pieces)
