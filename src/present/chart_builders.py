"""Charts made from the rows of a result: lines over time, bars, pairs of dates, and many small lines."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import date

from src import wording
from src.analysis.figure_changes import named
from src.contracts.metric import NOT_SHOWN, TARGET, TOLERANCE, Result, Row
from src.contracts.source import Source
from src.present.model import Bars, Chart, Events, Grid, Lines, Moment, Multiples, Panel, Picture, Series, Stroke
from src.present.theme import BEFORE, NOW, Shade
from src.present.theme import TARGET as AIMED

EVERY_LABEL = 12
"""A line of no more points than this has its figure at each of them; a longer one at its newest alone."""
LINES_FROM = 3
"""From how many dates on figures are a line; two are a pair."""
MOST_EVENTS = 6
SHADES = (Shade.BLUE, Shade.ORANGE, Shade.TEAL, Shade.PLUM)
"""The four colours, in the order in which series take them."""
_SIGNS = tuple(sign for sign in wording.BOUNDS.values() if sign)


def picture(
    result: Result, chart: Chart, subtitle: str, shows: str, *, title: str = "", alternative: str = ""
) -> Picture:
    """A chart of a result under its title, which is the first sentence of the result where none is given.

    `shows` is what the chart shows, as its text alternative says it.
    """
    drawn, thresholds = _with_thresholds(result, chart)
    return Picture(
        title=(title or wording.first_sentence(result.sentence)).rstrip("."),
        subtitle=subtitle,
        chart=drawn,
        alternative=wording.paragraph([alternative or text_alternative(chart, shows), thresholds]),
    )


def _with_thresholds(result: Result, chart: Chart) -> tuple[Chart, str]:
    """Lines with the target and the tolerance of each figure drawn across, and the sentences that say them.

    One line is of the whole; of several each may have its own, which then say whose they are.
    """
    if not isinstance(chart, Lines):
        return chart, ""
    card = result.card
    of_subject = [name for name in card.one_row_per if name != "as_at_on"]
    keys = {named(row, of_subject): [str(row[name]) for name in of_subject] for row in result.rows}
    subjects = (
        {series.name: keys.get(series.name, []) for series in chart.series} if len(chart.series) > 1 else {"": []}
    )
    lines, sentences = [], []
    for subject, key in subjects.items():
        for kind in (TARGET, TOLERANCE):
            aim = result.threshold(kind, card.figure, key, subject) if key or not subject else None
            if aim is None:
                continue
            name = wording.capital(kind) + (f", {wording.inside(subject)}" if subject else "")
            lines.append(
                Series(
                    name=name,
                    values=tuple(aim.value if day >= aim.from_on else None for day in chart.dates),
                    labels=(*[""] * (len(chart.dates) - 1), f"{name} {wording.number(aim.value)}"),
                    shade=AIMED,
                    stroke=Stroke.TARGET,
                )
            )
            sentences.append(
                f"{name}: {'at most' if aim.is_most else 'at least'} {wording.number(aim.value)} from {wording.day(aim.from_on)}."
            )
    return replace(chart, series=(*chart.series, *lines)), wording.paragraph(sentences)


def figure_text(row: Row, column: str, qualifier: str = "", suffix: str = "") -> str:
    """A figure as it is written beside its mark; what is suppressed is said to be."""
    suppressed = row.get(NOT_SHOWN, {}).get(column)
    if suppressed:
        return str(suppressed)
    if row[column] is None:
        return ""
    return wording.bounded(row[column], row.get(qualifier) if qualifier else None) + suffix


def detail(row: Row, text: str, sources: Sequence[Source] = (), *, name: str = "", dated: str = "as_at_on") -> str:
    """What a mark shows when it is pointed at: its figure, its date and where it is from, a line each."""
    day, precision = row.get(dated), row.get(dated.replace("_on", "_precision"))
    lines = [f"{name}: {text}" if name else text, wording.dated(day, precision) if day else "", _place(row, sources)]
    return "<br>".join(line for line in lines if line)


def _place(row: Row, sources: Sequence[Source]) -> str:
    """The source of a row, by its own columns or because there is no other."""
    named = {source.source_id: source.title for source in sources}
    title = named.get(str(row.get("source_id"))) or (sources[0].title if len(sources) == 1 else "")
    if not title and sources:
        title = f"{wording.count_of(len(sources), 'source')}, named below"
    return ", ".join(str(part) for part in (title, row.get("place")) if part)


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
    sources: Sequence[Source] = (),
    dates: Sequence[date] = (),
) -> Lines:
    """A line of a column, or one for each value of another: four at most, the largest now first.

    `dates` are those of the axis, where it is longer than the rows.
    """
    days = tuple(dates) or tuple(sorted({row[dated] for row in rows}))
    groups: dict[str, dict[date, Row]] = {}
    for row in rows:
        groups.setdefault(str(row[by]) if by else name or wording.capital(wording.spoken(column)), {})[row[dated]] = row
    stroke = Stroke.LINE_WITH_POINTS if len(days) <= EVERY_LABEL * 2 else Stroke.LINE

    def details(group: str, by_day: dict[date, Row]) -> tuple[str, ...]:
        own = group if len(groups) > 1 else ""
        return tuple(
            detail(row, figure_text(row, column, qualifier, suffix), sources, name=own, dated=dated)
            if (row := by_day.get(day)) and row[column] is not None
            else ""
            for day in days
        )

    series = [
        Series(
            name=group,
            values=tuple(by_day[day][column] if day in by_day else None for day in days),
            labels=_labels(by_day, days, column, qualifier, suffix, group if len(groups) > 1 else ""),
            details=details(group, by_day),
            shade=SHADES[index % len(SHADES)],
            stroke=stroke,
        )
        for index, (group, by_day) in enumerate(groups.items())
    ]
    return Lines(dates=days, series=tuple(series), moments=tuple(moments), suffix=suffix, high=high)


def _labels(
    by_day: dict[date, Row], days: Sequence[date], column: str, qualifier: str, suffix: str, group: str
) -> tuple[str, ...]:
    """The figures beside the points: each of a short line, the newest alone of a long one; of several with its name."""
    last = max((day for day in by_day if by_day[day][column] is not None), default=None)
    labels = []
    for day in days:
        figure = figure_text(by_day[day], column, qualifier, suffix) if day in by_day else ""
        if day == last:
            labels.append(f"{group} {figure}".strip())
        else:
            is_bound = figure.startswith(_SIGNS)
            labels.append(figure if len(days) <= EVERY_LABEL or is_bound else "")
    return tuple(labels)


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
    sources: Sequence[Source] = (),
) -> Bars:
    """Bars of one column or more (its name, what it is called, its colour), a row to a name."""
    call = name if callable(name) else lambda row: str(row[name])

    def label(row: Row, column: str) -> str:
        # A stack has no figure where there is nothing to see.
        if is_stacked and not row[column] and NOT_SHOWN not in row:
            return ""
        return labels(row) if labels else figure_text(row, column, qualifier, suffix)

    def called(row: Row, heading: str) -> str:
        return call(row) if len(columns) == 1 else f"{call(row)}, {wording.inside(heading)}"

    return Bars(
        names=tuple(call(row) for row in rows),
        series=tuple(
            Series(
                name=heading,
                values=tuple(row[column] for row in rows),
                labels=tuple(label(row, column) for row in rows),
                details=tuple(detail(row, label(row, column), sources, name=called(row, heading)) for row in rows),
                shade=shade,
                marked=tuple(index for index, row in enumerate(rows) if marked and marked(row)),
            )
            for column, heading, shade in columns
        ),
        is_stacked=is_stacked,
        high=high,
    )


def then_and_now(rows: Sequence[Row], name: str, column: str, qualifier: str, sources: Sequence[Source] = ()) -> Bars:
    """The first and the newest date side by side, a pair to a name; one date alone where there is no other."""
    days = sorted({row["as_at_on"] for row in rows})
    chosen = [days[0], days[-1]] if len(days) > 1 else days
    by_day = {day: {str(row[name]): row for row in rows if row["as_at_on"] == day} for day in chosen}
    names = tuple(by_day[chosen[-1]])
    series = []
    for day, shade in zip(chosen, [BEFORE, NOW][-len(chosen) :], strict=True):
        found = [by_day[day].get(each) for each in names]
        texts = [figure_text(row, column, qualifier) if row else "" for row in found]
        series.append(
            Series(
                name=wording.dated(day, next(iter(by_day[day].values())).get("as_at_precision")),
                values=tuple(row[column] if row else None for row in found),
                labels=tuple(texts),
                details=tuple(
                    detail(row, text, sources, name=each) if row else ""
                    for row, text, each in zip(found, texts, names, strict=True)
                ),
                shade=shade,
            )
        )
    return Bars(names=names, series=tuple(series))


def stock(
    result: Result, by: str, column: str, moments: Callable[[date, date], Sequence[Moment]], qualifier: str = ""
) -> Lines | Bars:
    """Kinds of one stock: then and now where two dates are known, lines where there are more."""
    days = sorted({row["as_at_on"] for row in result.rows})
    if len(days) < LINES_FROM:
        return then_and_now(result.rows, by, column, qualifier, result.sources)
    found = moments(days[0], days[-1])
    return over_time(result.rows, column, by=by, qualifier=qualifier, moments=found, sources=result.sources)


def small_lines(
    rows: Sequence[Row],
    by: str,
    column: str,
    change: Callable[[Row], str],
    suffix: str = "",
    rose: Callable[[Row], bool] = lambda row: False,
) -> Multiples:
    """A small line for each value of a column, all on one scale, the largest now first."""
    dates = sorted({row["as_at_on"] for row in rows})
    most = max((row[column] for row in rows if row[column] is not None), default=1)
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(str(row[by]), []).append(row)
    ordered = sorted(groups.items(), key=lambda item: (item[1][-1][column] is None, -(item[1][-1][column] or 0)))
    panels = []
    for name, own in ordered:
        lines = over_time(own, column, suffix=suffix, high=float(most), name=name, dates=dates)
        newest, is_attention = own[-1], rose(own[-1])
        if is_attention:
            lines = replace(lines, series=tuple(replace(series, shade=Shade.ORANGE) for series in lines.series))
        panels.append(
            Panel(
                title=f"{name} {figure_text(newest, column, suffix=suffix) or wording.NO_FIGURE}",
                text=change(newest),
                chart=lines,
                alternative=f"{name}: {_points(lines.series[0], dates)}.",
                is_attention=is_attention,
            )
        )
    return Multiples(panels=tuple(panels))


def span(result: Result) -> str:
    """From the first date of a result to the last; the one date where there is no other."""
    rows = sorted((row for row in result.rows if row.get("as_at_on")), key=lambda row: row["as_at_on"])
    first, last = (wording.short_dated(row["as_at_on"], row.get("as_at_precision")) for row in (rows[0], rows[-1]))
    return first if first == last else f"{first} to {last}"


def events_between(events: Result, topics: Collection[str], first: date, last: date) -> Sequence[Row]:
    """The events of some topics, or of all, that began in a span."""
    return [
        row
        for row in events.rows
        if first <= row["as_at_on"] <= last and {*topics, "all"} & set((row["topics"] or "").split(";"))
    ]


def moments(
    events: Result, topics: Collection[str], first: date, last: date, most: int = MOST_EVENTS
) -> tuple[Moment, ...]:
    """The newest events of some topics in a span, lettered."""
    return tuple(
        Moment(
            letter=chr(65 + index),
            day=row["as_at_on"],
            text=f"{row['title']}, {wording.short_dated(row['as_at_on'], row['precision_code'])}",
        )
        for index, row in enumerate(events_between(events, topics, first, last)[-most:])
    )


def text_alternative(chart: Chart, unit: str) -> str:
    """A chart in words, for who cannot see it."""
    if isinstance(chart, Multiples):
        panels = (f"{item.title}, {item.text}" if item.text else item.title for item in chart.panels)
        count = wording.capital(wording.in_words(len(chart.panels)))
        return f"{count} small charts of {unit}: {'; '.join(panels)}."
    if isinstance(chart, Bars):
        rules = f" Lines across: {'; '.join(rule.text for rule in chart.rules)}." if chart.rules else ""
        names = (f"{name}: {_bar_words(chart, place)}" for place, name in enumerate(chart.names))
        return f"Bar chart of {unit}. {'; '.join(names)}.{rules}"
    if isinstance(chart, Events):
        return f"Line of {unit}: {wording.listed(moment.text for moment in chart.moments)}."
    if isinstance(chart, Lines):
        lines = (f"{item.name}: {_points(item, chart.dates)}" for item in chart.series)
        events = f" Events marked: {'; '.join(item.text for item in chart.moments)}." if chart.moments else ""
        return f"Line chart of {unit}. {'; '.join(lines)}.{events}"
    if isinstance(chart, Grid):
        return f"Table of {unit}."
    return (
        f"Range chart of {unit}. {'; '.join(f'{item.name}: {item.text}, {item.whole_text}' for item in chart.ranges)}."
    )


def _bar_words(chart: Bars, place: int) -> str:
    parts = [
        f"{item.name} {_figure(item, place)}" if len(chart.series) > 1 else _figure(item, place)
        for item in chart.series
    ]
    return ", ".join([*parts, *([chart.ends[place]] if chart.ends else [])])


def _figure(series: Series, place: int) -> str:
    label = series.labels[place] if series.labels else ""
    return label or wording.number(series.values[place])


def _points(series: Series, dates: Sequence[date]) -> str:
    """Every point of a short line; of a long one the first, lowest, highest and newest."""
    places = [place for place, value in enumerate(series.values) if value is not None]
    if not places:
        return wording.NO_FIGURE
    if len(places) <= EVERY_LABEL:
        return ", ".join(f"{_value(series, place)} on {wording.day(dates[place])}" for place in places)
    ordered = sorted(places, key=lambda place: series.values[place] or 0)
    four = dict.fromkeys((places[0], ordered[0], ordered[-1], places[-1]))
    points = ", ".join(f"{_value(series, place)} on {wording.day(dates[place])}" for place in four)
    return f"the first, lowest, highest and newest of {len(places)} points: {points}"


def _value(series: Series, place: int) -> str:
    """A value of a line; a bound as it is written beside its point."""
    label = series.labels[place] if series.labels else ""
    figure = label.removeprefix(series.name).strip()
    return figure if figure.startswith(_SIGNS) else wording.number(series.values[place])
