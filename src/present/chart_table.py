"""The figures of a chart as a table: a bound is a bound, and a gap is no figure."""

from collections.abc import Sequence

from src import wording
from src.present.model import Bars, Chart, Events, Grid, Lines, Multiples, Ranges, Series, Stroke
from src.present.tables import Cell, Heading, Table, Value, plain

_SIGNS = tuple(sign for sign in wording.BOUNDS.values() if sign)


def chart_table(chart: Chart) -> Table:
    """A row a date or name, a column a series; of small charts, a row a chart and date; of events, a row an event."""
    if isinstance(chart, Grid):
        heads = [Heading(heading=name) for name in ("Question", *chart.cycles)]
        return plain(heads, [(name, *(grade.text for grade in grades)) for name, grades in chart.rows])
    if isinstance(chart, Events):
        return plain([Heading(heading="Event")], [(moment.text,) for moment in chart.moments])
    if isinstance(chart, Ranges):
        heads = [Heading(heading=name) for name in ("Name", "Likely", "Of")]
        return plain(heads, [(item.name, item.text, item.whole_text) for item in chart.ranges])
    if isinstance(chart, Bars):
        rows: list[Sequence[Value | Cell]] = [
            (name, *(_bar(series, place) for series in chart.series)) for place, name in enumerate(chart.names)
        ]
        return _table("Name", chart.series, rows)
    if isinstance(chart, Lines):
        series = _figures(chart)
        rows = [
            (Cell(value=day, text=wording.day(day)), *(_point(item, place, chart.suffix) for item in series))
            for place, day in enumerate(chart.dates)
        ]
        return _table("Date", series, rows)
    rows = [
        (panel.title, Cell(value=day, text=wording.day(day)), _point(item, place, panel.chart.suffix))
        for panel in chart.panels
        if isinstance(panel.chart, Lines)
        for item in _figures(panel.chart)[:1]
        for place, day in enumerate(panel.chart.dates)
    ]
    return plain([Heading(heading="Of"), Heading(heading="Date"), Heading(heading="Value", is_number=True)], rows)


def newest_of_each(chart: Multiples) -> Table:
    """A row a small chart: what it is of with its newest figure, and how that has changed."""
    heads = [Heading(heading=name) for name in ("Newest figure", "Change")]
    return plain(heads, [(panel.title, panel.text) for panel in chart.panels])


def _table(first: str, series: Sequence[Series], rows: Sequence[Sequence[Value | Cell]]) -> Table:
    columns = [Heading(heading=first), *(Heading(heading=item.name, is_number=True) for item in series)]
    return plain(columns, rows)


def _figures(chart: Lines) -> list[Series]:
    """The series but for the marks of variation, which repeat the figures of the line."""
    return [series for series in chart.series if series.stroke is not Stroke.POINTS]


def _point(series: Series, place: int, suffix: str) -> Cell:
    value = series.values[place]
    label = series.labels[place].removeprefix(series.name).strip() if series.labels else ""
    if value is None:
        return Cell(value=None, text=label or wording.NO_FIGURE)
    return Cell(value=value, text=label if label.startswith(_SIGNS) else wording.number(value) + suffix)


def _bar(series: Series, place: int) -> Cell:
    value = series.values[place]
    label = series.labels[place] if series.labels else ""
    return Cell(value=value, text=label or wording.number(value))
