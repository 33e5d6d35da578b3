"""Pictures made from the rows of a result: lines over time, bars, pairs of dates, and many small lines."""

from collections.abc import Callable, Sequence
from datetime import date

from src import wording
from src.contracts.metric import Row
from src.present.model import Bars, Lines, Moment, Multiples, Panel, Series, Shade, Stroke
from src.present.tables import NOT_SHOWN

EVERY_LABEL = 12
"""A line of no more points than this has its figure at each of them; a longer one at its newest alone."""
SHADES = (Shade.BLUE, Shade.ORANGE, Shade.TEAL, Shade.PLUM)
"""The four colours, in the order in which series take them."""
_SIGNS = tuple(sign for sign in wording.BOUNDS.values() if sign)


def said(row: Row, column: str, qualifier: str = "", suffix: str = "") -> str:
    """A figure as it is written beside its mark; what is held back is said to be."""
    held_back = row.get(NOT_SHOWN, {}).get(column)
    if held_back:
        return str(held_back)
    if row[column] is None:
        return ""
    return wording.bounded(row[column], row.get(qualifier) if qualifier else None) + suffix


def over_time(
    rows: Sequence[Row],
    column: str,
    *,
    by: str = "",
    qualifier: str = "",
    suffix: str = "",
    moments: Sequence[Moment] = (),
    dated: str = "as_at_on",
    high: float | None = None,
    name: str = "",
) -> Lines:
    """A line of a column, or one for each value of another: four at most, the largest now first."""
    dates = tuple(sorted({row[dated] for row in rows}))
    groups: dict[str, dict[date, Row]] = {}
    for row in rows:
        groups.setdefault(str(row[by]) if by else name or wording.capital(wording.spoken(column)), {})[row[dated]] = row
    stroke = Stroke.LINE_WITH_POINTS if len(dates) <= EVERY_LABEL * 2 else Stroke.LINE
    series = [
        Series(
            name=group,
            values=tuple(held[on][column] if on in held else None for on in dates),
            labels=_labels(held, dates, column, qualifier, suffix, group if len(groups) > 1 else ""),
            shade=SHADES[at % len(SHADES)],
            stroke=stroke,
        )
        for at, (group, held) in enumerate(groups.items())
    ]
    return Lines(dates=dates, series=tuple(series), moments=tuple(moments), suffix=suffix, high=high)


def _labels(
    held: dict[date, Row], dates: Sequence[date], column: str, qualifier: str, suffix: str, group: str
) -> tuple[str, ...]:
    """The figures beside the points: each of a short line, the newest alone of a long one; of several with its name."""
    last = max((on for on in held if held[on][column] is not None), default=None)
    told = []
    for on in dates:
        figure = said(held[on], column, qualifier, suffix) if on in held else ""
        if on == last:
            told.append(f"{group} {figure}".strip())
        else:
            is_bound = figure.startswith(_SIGNS)
            told.append(figure if len(dates) <= EVERY_LABEL or is_bound else "")
    return tuple(told)


def bars(
    rows: Sequence[Row],
    name: str | Callable[[Row], str],
    columns: Sequence[tuple[str, str, Shade]],
    *,
    qualifier: str = "",
    suffix: str = "",
    is_stacked: bool = False,
    marked: Callable[[Row], bool] | None = None,
    high: float | None = None,
    labels: Callable[[Row], str] | None = None,
) -> Bars:
    """Bars of one column or more (its name, what it is called, its colour), a row to a name."""
    call = name if callable(name) else lambda row: str(row[name])
    return Bars(
        names=tuple(call(row) for row in rows),
        series=tuple(
            Series(
                name=heading,
                values=tuple(row[column] for row in rows),
                labels=tuple(
                    labels(row) if labels else _bar_label(row, column, qualifier, suffix, is_stacked) for row in rows
                ),
                shade=shade,
                marked=tuple(at for at, row in enumerate(rows) if marked and marked(row)),
            )
            for column, heading, shade in columns
        ),
        is_stacked=is_stacked,
        high=high,
    )


def _bar_label(row: Row, column: str, qualifier: str, suffix: str, is_stacked: bool) -> str:
    """A stack has no figure where there is nothing to see."""
    return "" if is_stacked and not row[column] and NOT_SHOWN not in row else said(row, column, qualifier, suffix)


def then_and_now(rows: Sequence[Row], name: str, column: str, qualifier: str) -> Bars:
    """The first and the newest date side by side, a pair to a name; one date alone where there is no other."""
    dates = sorted({row["as_at_on"] for row in rows})
    chosen = [dates[0], dates[-1]] if len(dates) > 1 else dates
    held = {on: {str(row[name]): row for row in rows if row["as_at_on"] == on} for on in chosen}
    names = tuple(held[chosen[-1]])
    shades = [Shade.GREY, Shade.BLUE] if len(chosen) > 1 else [Shade.BLUE]
    return Bars(
        names=names,
        series=tuple(
            Series(
                name=_when(held[on], on),
                values=tuple(held[on][one][column] if one in held[on] else None for one in names),
                labels=tuple(said(held[on][one], column, qualifier) if one in held[on] else "" for one in names),
                shade=shade,
            )
            for on, shade in zip(chosen, shades, strict=True)
        ),
    )


def _when(rows: dict[str, Row], on: date) -> str:
    return wording.dated(on, next(iter(rows.values())).get("as_at_precision"))


def small_lines(rows: Sequence[Row], by: str, column: str, change: Callable[[Row], str], suffix: str = "") -> Multiples:
    """A small line for each value of a column, all on one scale, the largest now first."""
    dates = sorted({row["as_at_on"] for row in rows})
    most = max((row[column] for row in rows if row[column] is not None), default=1)
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(str(row[by]), []).append(row)
    ordered = sorted(groups.items(), key=lambda item: (item[1][-1][column] is None, -(item[1][-1][column] or 0)))
    panels = []
    for name, held in ordered:
        drawn = over_time([*held], column, suffix=suffix, high=float(most), name=name)
        newest = said(held[-1], column, suffix=suffix) or wording.NO_FIGURE
        panels.append(Panel(title=f"{name} {newest}", said=change(held[-1]), lines=_on(drawn, dates)))
    return Multiples(panels=tuple(panels))


def _on(lines: Lines, dates: Sequence[date]) -> Lines:
    """The same lines on the dates of all, so that every picture is as wide as the others."""
    places = {on: at for at, on in enumerate(lines.dates)}
    series = [
        Series(
            name=one.name,
            values=tuple(one.values[places[on]] if on in places else None for on in dates),
            labels=tuple(one.labels[places[on]] if on in places else "" for on in dates),
            shade=one.shade,
            stroke=one.stroke,
        )
        for one in lines.series
    ]
    return Lines(dates=tuple(dates), series=tuple(series), high=lines.high, suffix=lines.suffix)


def told(of: Lines | Bars | Multiples, unit: str) -> str:
    """A picture in words, for who cannot see it."""
    if isinstance(of, Multiples):
        return (
            f"{wording.capital(wording.in_words(len(of.panels)))} small line charts of {unit} on one scale: "
            + "; ".join(f"{panel.title}, {panel.said}" if panel.said else panel.title for panel in of.panels)
            + "."
        )
    if isinstance(of, Bars):
        parts = [
            f"{name}: "
            + ", ".join(
                f"{one.name} {_figure(one, at)}" if len(of.series) > 1 else _figure(one, at) for one in of.series
            )
            for at, name in enumerate(of.names)
        ]
        return f"Bar chart of {unit}. {'; '.join(parts)}." + _rules(of)
    parts = [f"{one.name}: {_points(one, of.dates)}" for one in of.series]
    events = f" Events marked: {'; '.join(moment.said for moment in of.moments)}." if of.moments else ""
    return f"Line chart of {unit}. {'; '.join(parts)}.{events}"


def _rules(of: Bars) -> str:
    return f" Lines across: {'; '.join(rule.said for rule in of.rules)}." if of.rules else ""


def _figure(one: Series, at: int) -> str:
    if one.labels and one.labels[at]:
        return one.labels[at]
    return wording.number(one.values[at])


def _points(one: Series, dates: Sequence[date]) -> str:
    """Every point of a short line, the first and the newest of a long one."""
    held = [at for at, value in enumerate(one.values) if value is not None]
    if not held:
        return wording.NO_FIGURE
    if len(held) <= EVERY_LABEL:
        return ", ".join(f"{_value(one, at)} on {wording.day(dates[at])}" for at in held)
    first, last = held[0], held[-1]
    return (
        f"{wording.count_of(len(held), 'point')} from {_value(one, first)} on {wording.day(dates[first])} "
        f"to {_value(one, last)} on {wording.day(dates[last])}"
    )


def _value(one: Series, at: int) -> str:
    """A value of a line; a bound as it is written beside its point."""
    label = one.labels[at] if one.labels else ""
    figure = label.removeprefix(one.name).strip()
    return figure if figure.startswith(_SIGNS) else wording.number(one.values[at])
