"""What can stand on a slide besides words: pictures as their numbers, to be drawn natively wherever they go."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from src.present.tables import Cell, Column, Table, Value, plain


class Shade(StrEnum):
    """A colour by its name in the palette of the charts."""

    BLUE = "blue"
    TEAL = "teal"
    PLUM = "plum"
    ORANGE = "orange"
    GREY = "grey"
    PALE = "pale"
    INK = "ink"


class Stroke(StrEnum):
    """How a series of a line chart is drawn."""

    LINE = "line"
    LINE_WITH_POINTS = "line with points"
    LIMIT = "limit"
    MEAN = "mean"
    TARGET = "target"
    POINTS = "points"


@dataclass(frozen=True, kw_only=True)
class Series:
    """Values in the order of the dates or names they belong to. None is a gap."""

    name: str
    values: tuple[float | None, ...]
    labels: tuple[str, ...] = ()
    """What is written beside each value; empty for nothing. A bound is written as a bound."""
    shade: Shade = Shade.BLUE
    stroke: Stroke = Stroke.LINE
    marked: tuple[int, ...] = ()
    """The places of bars that stand out."""
    hue: str = ""
    """A colour of its own, such as #E46C0A, in place of the shade."""
    shape: str = ""
    """circle, square, triangle or diamond, for points."""


@dataclass(frozen=True, kw_only=True)
class Moment:
    """An event that falls among the dates of a picture."""

    letter: str
    day: date
    text: str
    """What it was and when."""


@dataclass(frozen=True, kw_only=True)
class Lines:
    """Figures over time, at true spacing."""

    dates: tuple[date, ...]
    series: tuple[Series, ...]
    moments: tuple[Moment, ...] = ()
    low: float = 0.0
    high: float | None = None
    """The ends of the scale; the upper is found from the values where it is None."""
    suffix: str = ""


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A line across bars at a value, such as a limit."""

    at: float
    text: str


@dataclass(frozen=True, kw_only=True)
class Bars:
    """Bars from zero, one a name, the first name on top."""

    names: tuple[str, ...]
    series: tuple[Series, ...]
    is_stacked: bool = False
    rules: tuple[Rule, ...] = ()
    high: float | None = None


@dataclass(frozen=True, kw_only=True)
class Panel:
    """One of several small pictures."""

    title: str
    text: str
    lines: Lines


@dataclass(frozen=True, kw_only=True)
class Multiples:
    """Small pictures on one scale."""

    panels: tuple[Panel, ...]


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line of words with a tag that says what kind it is."""

    tag: str
    text: str
    shade: Shade = Shade.GREY


@dataclass(frozen=True, kw_only=True)
class Words:
    """Lines of words."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, kw_only=True)
class Graded:
    """One cell of the grid of grades."""

    grade: str
    """O, G, A, RI or I; empty where no grade is held or it was no question; plain for one outside the scale."""
    text: str
    is_carried: bool = False


@dataclass(frozen=True, kw_only=True)
class Grid:
    """Grades by question and cycle. A break stands before each cycle that may not be compared with the one before."""

    cycles: tuple[str, ...]
    breaks: tuple[int, ...]
    """The places of the cycles that have a break before them."""
    rows: tuple[tuple[str, tuple[Graded, ...]], ...]
    reasons: tuple[str, ...] = ()
    key: str = ""


Body = Lines | Bars | Multiples | Words | Grid | Table


def numbers(body: Body) -> Table:
    """The same as a table, for who wants the figures behind a picture."""
    if isinstance(body, Table):
        return body
    if isinstance(body, Words):
        return plain([Column(heading="Kind"), Column(heading="What", width=5)], [(x.tag, x.text) for x in body.lines])
    if isinstance(body, Grid):
        heads = [Column(heading=name) for name in ("Question", *body.cycles)]
        return plain(heads, [(name, *(grade.text for grade in grades)) for name, grades in body.rows])
    if isinstance(body, Lines):
        return _of_series("Date", list(body.dates), body.series)
    if isinstance(body, Bars):
        return _of_series("Name", list(body.names), body.series)
    rows: list[Sequence[Value | Cell]] = []
    for panel in body.panels:
        for series in panel.lines.series:
            rows += [(panel.title, day, value) for day, value in zip(panel.lines.dates, series.values, strict=True)]
    return plain([Column(heading="Of"), Column(heading="Date"), Column(heading="Value", is_number=True)], rows)


def _of_series(first: str, names: Sequence[Value], series: Sequence[Series]) -> Table:
    heads = [Column(heading=first), *(Column(heading=item.name, is_number=True) for item in series)]
    return plain(heads, [(name, *(item.values[at] for item in series)) for at, name in enumerate(names)])
