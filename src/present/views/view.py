"""What a subject shows, as an ordered list: page, presenting, print, deck and workbook read the same one."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from src import wording
from src.analysis.thresholds import summary
from src.contracts.metric import Result, Row
from src.metrics import METRICS
from src.present.model import Line
from src.present.views.data import BoardData, Data, Draw


def never(_: Data) -> bool:
    """Whether a slide is among the dozen for the board: it is in the appendix."""
    return False


@dataclass(frozen=True, kw_only=True)
class PictureOf:
    """A picture of a metric, on the page and on a slide."""

    metric: str
    draw: Draw
    beside: tuple[str, ...] = ()
    """The columns of the table next to it on its slide; none for no table."""
    row_name: Callable[[Row], str] | None = None
    """What a row of that table is called, where no column says it."""
    remark: Callable[[Result], str] | None = None
    """The line under it on its slide, where that is not what the sentence says beyond the title."""
    instead: tuple[str, ...] = ()
    """The columns of the table that a slide has where there is too little to draw; none for no slide."""
    filled: str = ""
    """The column that a row must hold something in to stand in that table."""
    flagged: str = ""
    """The column that makes a row of its table stand out where it holds something."""
    is_on_slides: bool = True
    is_for_board: Callable[[Data], bool] = never
    """Whether its slide is among the dozen for the board."""
    is_optional: bool = False
    """Whether nothing stands on the page where there is too little to draw."""
    otherwise: "PictureOf | None" = None
    """The picture that stands on the page where there is too little to draw."""


@dataclass(frozen=True, kw_only=True)
class TableOf:
    """A table of a metric, on the page."""

    metric: str
    subtitle: str
    is_newest_only: bool = False
    filled: str = ""
    """The column that a row must hold something other than zero in to be listed."""
    is_optional: bool = False
    """Whether nothing stands on the page where there are no rows."""


@dataclass(frozen=True, kw_only=True)
class ListOf:
    """A list of findings or dates: the first few rows, and the others behind a click."""

    metric: str
    subtitle: str
    columns: tuple[str, ...] = ()
    """The columns of its slide; none for no slide."""
    is_for_board: Callable[[Data], bool] = never
    headline: str = ""
    """The headline figure whose sentence heads it, with its movement since the baseline; else its own sentence."""
    is_newest_first: bool = False
    """Whether the rows, which are in the order of time, are turned round."""
    is_optional: bool = False
    """Whether nothing stands on the page where there are no rows."""


@dataclass(frozen=True, kw_only=True)
class GroupsOf:
    """A metric that counts the same things by several groupings: a small table each, whose rows lead to the findings."""

    metric: str
    by: str
    """The column that says what a table groups by."""
    name: str
    """The column of the group."""
    columns: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class TimeToClose:
    """The curves of how long findings take to close."""

    metric: str


@dataclass(frozen=True, kw_only=True)
class Forecast:
    """What may be closed by a board date that the reader chooses."""

    metric: str


@dataclass(frozen=True, kw_only=True)
class SeriesOf:
    """One series of a metric by the rules of variation, where it has so many points."""

    metric: str
    column: str
    key: tuple[str, ...] = ()
    least_points: int = 1


@dataclass(frozen=True, kw_only=True)
class EverySeriesOf:
    """Every series of a column as small charts, where any of them moves."""

    metric: str
    column: str
    what: str
    only_signals: bool = False


@dataclass(frozen=True, kw_only=True)
class ContributionsTo:
    """Which parts the change of a whole came from."""

    metric: str
    column: str
    what: str
    each: str


@dataclass(frozen=True, kw_only=True)
class Heading:
    """The beginning of a part of the page. Where its metric has rows its text is said, else what would bring them."""

    title: str
    text: str = ""
    metric: str = ""
    comes_with: str = ""
    """What an extract needs for the metric; where it is empty, the heading is left out without rows."""


@dataclass(frozen=True, kw_only=True)
class Remark:
    """A sentence that stands out; none where it is empty."""

    text: Callable[[Data], str]
    is_calm: bool = True


@dataclass(frozen=True, kw_only=True)
class Codes:
    """A code list, for the words that the page uses: its columns by the headings they have."""

    name: str
    title: str
    columns: Mapping[str, str] = field(hash=False)


@dataclass(frozen=True, kw_only=True)
class SideBySide:
    """Two columns of a page, by their widths; one under the other on a phone."""

    left: tuple["Item", ...]
    right: tuple["Item", ...]
    widths: tuple[int, int] = (1, 1)


@dataclass(frozen=True, kw_only=True)
class TilesOf:
    """The newest figures of the areas as a map of tiles, where each lies by the list of positions."""

    metric: str
    column: str
    what: str


@dataclass(frozen=True, kw_only=True)
class Tabs:
    """Parts of a page of which one is open at a time; which one stands in the address."""

    name: str
    tabs: tuple[tuple[str, tuple["Item", ...]], ...]
    """Each by its label."""
    metric: str = ""
    """The metric without whose rows nothing stands on the page; always there where it is empty."""


@dataclass(frozen=True, kw_only=True)
class StepForm:
    """For who may sign: the form that records one step of several findings of a queue at once."""

    metric: str


@dataclass(frozen=True, kw_only=True)
class DigestOf:
    """What one owner, whom the reader chooses, is to know before the next board. The first metric it rests on is named."""

    metric: str


@dataclass(frozen=True, kw_only=True)
class Ways:
    """The ways on: to other pages by their text, and for who may add one, to the form for a record of a dataset."""

    pages: Mapping[str, str] = field(default_factory=dict)
    records: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class HeadlineTiles:
    """The headline figures, each leading to its rows."""


@dataclass(frozen=True, kw_only=True)
class Lines:
    """A list of sentences, each with a tag and leading to its rows."""

    title: str
    lines: Callable[[BoardData], tuple[Line, ...]]
    empty: str
    """What stands in its place where there is none."""
    most: int = 7


@dataclass(frozen=True, kw_only=True)
class CauseCards:
    """A card for each cause of concern: of the newest cycle, or of every open one with its recommendations under it."""

    metric: str
    has_recommendations: bool = False


@dataclass(frozen=True, kw_only=True)
class StoryOf:
    """The events of the story of Engage at true spacing, from the notice of the inspection on."""

    metric: str


class GradeGrid(StrEnum):
    """What a grid of grades has in its rows."""

    QUESTIONS = "questions"
    LAST_CYCLES = "questions in the last three cycles"
    COUNTS = "counts"
    FORCES = "forces by their counts"
    AREAS = "forces by area of policing"


@dataclass(frozen=True, kw_only=True)
class GridOf:
    """Grades as a grid, whose cells a reader can open."""

    metric: str
    grid: GradeGrid
    subtitle: str
    title: str = ""
    """What stands over it, where that is not the sentence of its metric."""


@dataclass(frozen=True, kw_only=True)
class ReadingOf:
    """How the grades of each question may be read over time, behind a click."""

    metric: str


Item = (
    PictureOf
    | TableOf
    | ListOf
    | GroupsOf
    | TimeToClose
    | Forecast
    | StepForm
    | DigestOf
    | Ways
    | SeriesOf
    | EverySeriesOf
    | ContributionsTo
    | Heading
    | Remark
    | Codes
    | SideBySide
    | TilesOf
    | Tabs
    | HeadlineTiles
    | Lines
    | CauseCards
    | StoryOf
    | GridOf
    | ReadingOf
)


def nothing_more(_: BoardData) -> str:
    """No second line under the headline."""
    return ""


def _flat(items: Sequence[Item]) -> Iterator[Item]:
    for item in items:
        if isinstance(item, SideBySide):
            yield from _flat((*item.left, *item.right))
        elif isinstance(item, Tabs):
            yield from _flat([inner for _, inside in item.tabs for inner in inside])
        else:
            yield item


def no_facts(_: BoardData) -> tuple[tuple[str, str], ...]:
    """Nothing besides the dates and the edition of the page."""
    return ()


@dataclass(frozen=True, kw_only=True)
class View:
    """A subject: its title, the metrics its headline rests on, the first of which gives it, and what it shows."""

    title: str
    headline: tuple[str, ...]
    lead: Callable[[BoardData], str] | None = None
    """Gives the headline, where that is not the sentence of its first metric."""
    more: Callable[[BoardData], str] = nothing_more
    """What stands under the headline."""
    facts: Callable[[BoardData], tuple[tuple[str, str], ...]] = no_facts
    """What stands next to the dates and the edition of the page: a name and what it is."""
    on_paper: str = ""
    """The name of the plain page that puts it on one sheet; empty where there is none."""
    draws_events: bool = True
    """Whether the page offers the choice of the events that its pictures draw."""
    items: tuple[Item, ...]

    def under(self, data: BoardData) -> str:
        """What stands under the headline: how the figures of its subject keep to targets and tolerances, then the rest."""
        stands = [summary(data.result(name)) for name in self.headline] if METRICS[self.headline[0]].card.topic else []
        return wording.paragraph([*stands, self.more(data)])

    def flat(self) -> Iterator[Item]:
        """The items in order, those side by side or in tabs one after the other."""
        yield from _flat(self.items)

    @property
    def metrics(self) -> tuple[str, ...]:
        """Every metric that the page shows, in order."""
        shown = (metric for item in self.flat() if (metric := getattr(item, "metric", "")))
        return tuple(dict.fromkeys([*self.headline, *shown]))

    @property
    def pictures(self) -> tuple[PictureOf, ...]:
        """The pictures that have a slide of their own."""
        return tuple(item for item in self.flat() if isinstance(item, PictureOf) and item.is_on_slides)

    @property
    def slides(self) -> tuple[PictureOf | ListOf, ...]:
        """What has a slide of its own: pictures, and lists whose columns are named."""
        return tuple(
            item
            for item in self.flat()
            if (isinstance(item, PictureOf) and item.is_on_slides) or (isinstance(item, ListOf) and item.columns)
        )
