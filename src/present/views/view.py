"""What a subject shows, as an ordered list: page, presenting, print, deck and workbook read the same one."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from src.contracts.metric import Result
from src.present.views.data import Data, Draw


@dataclass(frozen=True, kw_only=True)
class PictureOf:
    """A picture of a metric, on the page and on a slide."""

    metric: str
    draw: Draw
    beside: tuple[str, ...] = ()
    """The columns of the table next to it on its slide; none for no table."""
    remark: Callable[[Result], str] | None = None
    """The line under it on its slide, where that is not what the sentence says beyond the title."""
    instead: tuple[str, ...] = ()
    """The columns of the table that a slide has where there is too little to draw; none for no slide."""
    is_on_slides: bool = True
    is_optional: bool = False
    """Whether nothing stands on the page where there is too little to draw."""


@dataclass(frozen=True, kw_only=True)
class TableOf:
    """A table of a metric, on the page."""

    metric: str
    subtitle: str
    is_newest_only: bool = False
    is_long: bool = False
    """Whether it may have very many rows: the first few are shown, the others on demand."""
    is_optional: bool = False
    """Whether nothing stands on the page where there are no rows."""


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


Item = PictureOf | TableOf | SeriesOf | EverySeriesOf | ContributionsTo | Heading | Remark | Codes | SideBySide


def nothing_more(_: Data) -> str:
    """No second line under the headline."""
    return ""


@dataclass(frozen=True, kw_only=True)
class View:
    """A subject: its title, the metrics its headline rests on, the first of which gives it, and what it shows."""

    title: str
    headline: tuple[str, ...]
    more: Callable[[Data], str] = nothing_more
    """What stands under the headline."""
    items: tuple[Item, ...]

    def flat(self) -> Iterator[Item]:
        """The items in order, those side by side one after the other."""
        for item in self.items:
            if isinstance(item, SideBySide):
                yield from (*item.left, *item.right)
            else:
                yield item

    @property
    def metrics(self) -> tuple[str, ...]:
        """Every metric that the page shows, in order."""
        shown = (metric for item in self.flat() if (metric := getattr(item, "metric", "")))
        return tuple(dict.fromkeys([*self.headline, *shown]))

    @property
    def pictures(self) -> tuple[PictureOf, ...]:
        """What has a slide of its own."""
        return tuple(item for item in self.flat() if isinstance(item, PictureOf) and item.is_on_slides)
