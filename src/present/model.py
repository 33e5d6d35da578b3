"""What a slide or a panel shows besides words: each picture is described once, and drawn by one writer a medium.

Plotly draws it on screen, SVG everywhere else in a browser, PowerPoint natively.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from src.analysis.spc import Mark
from src.present.tables import Table
from src.present.theme import Shade


class Stroke(StrEnum):
    """How a series of a line chart is drawn."""

    LINE = "line"
    LINE_WITH_POINTS = "line with points"
    LIMIT = "limit"
    FORMER_LIMIT = "former limit"
    MEAN = "mean"
    TARGET = "target"
    POINTS = "points"

    @property
    def is_thin(self) -> bool:
        """Whether it is a line that figures are read against, and not figures."""
        return self not in (Stroke.LINE, Stroke.LINE_WITH_POINTS, Stroke.POINTS)


@dataclass(frozen=True, kw_only=True)
class Series:
    """Values in the order of the dates or names they belong to. None is a gap."""

    name: str
    values: tuple[float | None, ...]
    labels: tuple[str, ...] = ()
    """What is written beside each value; empty for nothing. A bound is written as a bound."""
    details: tuple[str, ...] = ()
    """What each value shows when it is pointed at: value, date and source."""
    shade: Shade = Shade.BLUE
    stroke: Stroke = Stroke.LINE
    marked: tuple[int, ...] = ()
    """The places of bars that need attention."""
    hue: str = ""
    """A colour of its own, such as #e46c0a, in place of the shade."""
    shape: str = ""
    """circle, square, triangle, diamond, ring or cross, for points."""
    is_dashed: bool = False
    """Whether a limit is provisional."""

    @property
    def last(self) -> int | None:
        """The place of the newest value; None where it has none."""
        return max((place for place, value in enumerate(self.values) if value is not None), default=None)


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
    is_limit: bool = True
    """Whether the bars are to keep to it; otherwise it only compares."""


@dataclass(frozen=True, kw_only=True)
class Bars:
    """Bars from zero, one a name, the first name on top."""

    names: tuple[str, ...]
    series: tuple[Series, ...]
    is_stacked: bool = False
    rules: tuple[Rule, ...] = ()
    high: float | None = None
    ends: tuple[str, ...] = ()
    """What stands at the end of each name's bars, where that is not the figures of its parts."""
    leads: tuple[str, ...] = ()
    """Where a click on a bar of each name leads inside the site; none for the figures behind it."""

    def end(self, place: int) -> str:
        """What stands at the end of a stack: 45 open, 12 closed."""
        if self.ends:
            return self.ends[place]
        parts = [(series.labels[place] if series.labels else "", series.name) for series in self.series]
        return ", ".join(f"{label} {name[:1].lower()}{name[1:]}" for label, name in parts if label)


@dataclass(frozen=True, kw_only=True)
class Curve:
    """Steps down from all to none over days, with the range around them."""

    steps: tuple[tuple[int, float, float | None, float | None], ...]
    """Day, share from 0 to 1 from that day on, and the ends of its range."""
    longest: int
    """The last day anything was watched."""
    until: int
    """The end of the axis, the same for all that are compared."""
    median: int | None = None


@dataclass(frozen=True, kw_only=True)
class Panel:
    """One of several small pictures."""

    title: str
    text: str
    chart: Lines | Curve
    alternative: str = ""
    mark: Mark | None = None
    """What its newest point is, by the rules of variation; drawn before the text."""
    is_attention: bool = False
    """Whether it moved the wrong way."""


@dataclass(frozen=True, kw_only=True)
class Multiples:
    """Small pictures side by side."""

    panels: tuple[Panel, ...]


@dataclass(frozen=True, kw_only=True)
class Events:
    """Events along a line, each named, at true spacing."""

    first: date
    last: date
    moments: tuple[Moment, ...]


@dataclass(frozen=True, kw_only=True)
class Range:
    """What a figure may come to: the likely range, the wide one, and the whole it is part of."""

    name: str
    likely: tuple[float, float]
    wide: tuple[float, float]
    whole: float
    text: str
    whole_text: str


@dataclass(frozen=True, kw_only=True)
class Ranges:
    """Ranges on one scale from zero, the first on top."""

    ranges: tuple[Range, ...]


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line of words with a tag that says what kind it is."""

    tag: str
    text: str
    shade: Shade = Shade.GREY
    metric: str = ""
    """The metric whose rows stand behind it."""


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


Chart = Lines | Bars | Multiples | Grid | Events | Ranges
Body = Chart | Words | Table


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A chart with its words. Page, slide, print and download head it alike."""

    title: str
    subtitle: str
    chart: Chart
    alternative: str
    """What it shows, for who cannot see it."""
