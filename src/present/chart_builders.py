"""Pictures made from the rows of a result: lines over time, bars, pairs of dates, and many small lines."""

from collections.abc import Callable, Sequence
from datetime import date

from src import wording
from src.contracts.metric import NOT_SHOWN, Row
from src.present.model import Bars, Lines, Moment, Multiples, Panel, Series, Shade, Stroke

EVERY_LABEL = 12
"""A line of no more points than this has its figure at each of them; a longer one at its newest alone."""
SHADES = (Shade.BLUE, Shade.ORANGE, Shade.TEAL, Shade.PLUM)
"""The four colours, in the order in which series take them."""
_SIGNS = tuple(sign for sign in wording.BOUNDS.values() if sign)


def figure_text(row: Row, column: str, qualifier: str = "", suffix: str = "") -> str:
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
            values=tuple(existing[day][column] if day in existing else None for day in dates),
            labels=_labels(existing, dates, column, qualifier, suffix, group if len(groups) > 1 else ""),
            shade=SHADES[at % len(SHADES)],
            stroke=stroke,
        )
        for at, (group, existing) in enumerate(groups.items())
    ]
    return Lines(dates=dates, series=tuple(series), moments=tuple(moments), suffix=suffix, high=high)


def _labels(
    existing: dict[date, Row], dates: Sequence[date], column: str, qualifier: str, suffix: str, group: str
) -> tuple[str, ...]:
    """The figures beside the points: each of a short line, the newest alone of a long one; of several with its name."""
    last = max((day for day in existing if existing[day][column] is not None), default=None)
    lines = []
    for day in dates:
        figure = figure_text(existing[day], column, qualifier, suffix) if day in existing else ""
        if day == last:
            lines.append(f"{group} {figure}".strip())
        else:
            is_bound = figure.startswith(_SIGNS)
            lines.append(figure if len(dates) <= EVERY_LABEL or is_bound else "")
    return tuple(lines)


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
    return (
        "" if is_stacked and not row[column] and NOT_SHOWN not in row else figure_text(row, column, qualifier, suffix)
    )


def then_and_now(rows: Sequence[Row], name: str, column: str, qualifier: str) -> Bars:
    """The first and the newest date side by side, a pair to a name; one date alone where there is no other."""
    dates = sorted({row["as_at_on"] for row in rows})
    chosen = [dates[0], dates[-1]] if len(dates) > 1 else dates
    existing = {day: {str(row[name]): row for row in rows if row["as_at_on"] == day} for day in chosen}
    names = tuple(existing[chosen[-1]])
    shades = [Shade.GREY, Shade.BLUE] if len(chosen) > 1 else [Shade.BLUE]
    return Bars(
        names=names,
        series=tuple(
            Series(
                name=_when(existing[day], day),
                values=tuple(existing[day][item][column] if item in existing[day] else None for item in names),
                labels=tuple(
                    figure_text(existing[day][item], column, qualifier) if item in existing[day] else ""
                    for item in names
                ),
                shade=shade,
            )
            for day, shade in zip(chosen, shades, strict=True)
        ),
    )


def _when(rows: dict[str, Row], day: date) -> str:
    return wording.dated(day, next(iter(rows.values())).get("as_at_precision"))


def small_lines(rows: Sequence[Row], by: str, column: str, change: Callable[[Row], str], suffix: str = "") -> Multiples:
    """A small line for each value of a column, all on one scale, the largest now first."""
    dates = sorted({row["as_at_on"] for row in rows})
    most = max((row[column] for row in rows if row[column] is not None), default=1)
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(str(row[by]), []).append(row)
    ordered = sorted(groups.items(), key=lambda item: (item[1][-1][column] is None, -(item[1][-1][column] or 0)))
    panels = []
    for name, existing in ordered:
        drawn = over_time([*existing], column, suffix=suffix, high=float(most), name=name)
        newest = figure_text(existing[-1], column, suffix=suffix) or wording.NO_FIGURE
        panels.append(Panel(title=f"{name} {newest}", text=change(existing[-1]), lines=_within_dates(drawn, dates)))
    return Multiples(panels=tuple(panels))


def _within_dates(lines: Lines, dates: Sequence[date]) -> Lines:
    """The same lines on the dates of all, so that every picture is as wide as the others."""
    places = {day: at for at, day in enumerate(lines.dates)}
    series = [
        Series(
            name=item.name,
            values=tuple(item.values[places[day]] if day in places else None for day in dates),
            labels=tuple(item.labels[places[day]] if day in places else "" for day in dates),
            shade=item.shade,
            stroke=item.stroke,
        )
        for item in lines.series
    ]
    return Lines(dates=tuple(dates), series=tuple(series), high=lines.high, suffix=lines.suffix)


def text_alternative(of: Lines | Bars | Multiples, unit: str) -> str:
    """A picture in words, for who cannot see it."""
    if isinstance(of, Multiples):
        return (
            f"{wording.capital(wording.in_words(len(of.panels)))} small line charts of {unit} on one scale: "
            + "; ".join(f"{panel.title}, {panel.text}" if panel.text else panel.title for panel in of.panels)
            + "."
        )
    if isinstance(of, Bars):
        parts = [
            f"{name}: "
            + ", ".join(
                f"{item.name} {_figure(item, at)}" if len(of.series) > 1 else _figure(item, at) for item in of.series
            )
            for at, name in enumerate(of.names)
        ]
        return f"Bar chart of {unit}. {'; '.join(parts)}." + _rules(of)
    parts = [f"{item.name}: {_points(item, of.dates)}" for item in of.series]
    events = f" Events marked: {'; '.join(moment.text for moment in of.moments)}." if of.moments else ""
    return f"Line chart of {unit}. {'; '.join(parts)}.{events}"


def _rules(of: Bars) -> str:
    return f" Lines across: {'; '.join(rule.text for rule in of.rules)}." if of.rules else ""


def _figure(item: Series, at: int) -> str:
    if item.labels and item.labels[at]:
        return item.labels[at]
    return wording.number(item.values[at])


def _points(item: Series, dates: Sequence[date]) -> str:
    """Every point of a short line, the first and the newest of a long one."""
    existing = [at for at, value in enumerate(item.values) if value is not None]
    if not existing:
        return wording.NO_FIGURE
    if len(existing) <= EVERY_LABEL:
        return ", ".join(f"{_value(item, at)} on {wording.day(dates[at])}" for at in existing)
    first, last = existing[0], existing[-1]
    return (
        f"{wording.count_of(len(existing), 'point')} from {_value(item, first)} on {wording.day(dates[first])} "
        f"to {_value(item, last)} on {wording.day(dates[last])}"
    )


def _value(item: Series, at: int) -> str:
    """A value of a line; a bound as it is written beside its point."""
    label = item.labels[at] if item.labels else ""
    figure = label.removeprefix(item.name).strip()
    return figure if figure.startswith(_SIGNS) else wording.number(item.values[at])
