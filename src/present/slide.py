"""A slide and what it is made from. Decks, workbooks, presenting and print all take the same slides."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

from src import wording
from src.analysis import questions
from src.analysis.cautions import Caution, cautions
from src.analysis.headlines import headlines
from src.analysis.trends import Trend
from src.contracts.baseline import Baseline
from src.contracts.change import Change
from src.contracts.headline import Headline
from src.contracts.metric import Result, Row
from src.contracts.source import in_brief
from src.present import chart_builders, tables
from src.present.model import Body, Moment, Picture
from src.present.tables import Table


class Layout(StrEnum):
    """The kinds of slide that the master has."""

    TITLE = "Title"
    SECTION = "Section"
    CHART = "Chart"
    CHART_WITH_TABLE = "Chart with table"
    TABLE = "Table"
    TEXT = "Text"


class Place(StrEnum):
    """Where a slide stands in a pack."""

    BOARD = "board"
    """Among the dozen that a board needs."""
    APPENDIX = "appendix"
    WORKBOOK = "workbook"
    """A sheet only."""
    EMPTY = "empty"
    """Where nothing is held to show."""


@dataclass(frozen=True, kw_only=True)
class PackData:
    """Everything a pack is made from, passed in."""

    as_at: date
    edition: int
    baseline: Baseline
    """What the figures are compared with."""
    after: Mapping[str, Result]
    """The results at the as-at date, by name."""
    before: Mapping[str, Result]
    changes: tuple[Change, ...] = ()
    changes_not_shown: int = 0
    """How many changes are held back, because small counts are."""
    trends: tuple[Trend, ...] = ()
    cycles: Sequence[Row] = ()
    """The list of PEEL cycles, with their breaks."""
    levels: Sequence[Row] = ()
    """The list of levels of findings, with who may close one at each."""
    discrepancies: Sequence[Row] = ()
    """What is known not to hold in the sources, the gravest first."""
    force: str
    marking: str = "OFFICIAL"
    notice: str = ""
    in_full: Mapping[str, Result] = field(default_factory=dict)
    """Every update and action of the findings that a paper goes through, by metric; empty where they are not shown."""
    under: int = 0
    """Counts under this are not shown; 0 where everything is."""

    @cached_property
    def headlines(self) -> tuple[Headline, ...]:
        """The headline figure of each subject."""
        return headlines(self.after, self.before, self.baseline)

    @property
    def results(self) -> Mapping[str, Result]:
        """The results at the as-at date, by name."""
        return self.after

    @property
    def cautions(self) -> tuple[Caution, ...]:
        """What to be careful with."""
        return cautions(self.after, self.headlines, self.as_at, self.changes)

    @property
    def rule_of_release(self) -> str:
        """What is held back, for every slide and sheet; empty where nothing is."""
        if not self.under:
            return ""
        which = "Counts of 1" if self.under == 2 else f"Counts of 1 to {self.under - 1}"
        return f"{which}, and what would give one away, are not shown."

    def moments(self, topic: str, first: date, last: date) -> tuple[Moment, ...]:
        """The events of a topic in a span, lettered."""
        if "events_in_period" not in self.after:
            return ()
        return chart_builders.moments(self.after["events_in_period"], [topic], first, last)

    def result(self, metric: str) -> Result:
        """The result of a metric at the as-at date."""
        return self.after[metric]


@dataclass(frozen=True, kw_only=True)
class Note:
    """One part of what the speaker may want to know."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Slide:
    """One message, with everything that belongs to it."""

    section: str
    layout: Layout
    title: str
    subtitle: str = ""
    body: Body | None = None
    beside: Table | None = None
    """The table next to a picture."""
    remark: str = ""
    """A line under the picture."""
    results: tuple[Result, ...] = ()
    notes: tuple[Note, ...] = ()
    alternative: str = ""
    """What a picture or table shows, for who cannot see it."""
    source: str = ""
    sheet: str = ""
    """The name of its data in the workbook, where that is not the title of its metric."""
    data: Table | None = field(default=None, repr=False)
    """The rows behind it, which may be more than it shows."""
    place: Place = Place.APPENDIX


def metric_slide(
    pack: PackData,
    section: str,
    results: Sequence[Result],
    body: Body | None,
    *,
    layout: Layout | None = None,
    title: str = "",
    subtitle: str = "",
    beside: Table | None = None,
    remark: str | None = None,
    alternative: str = "",
    sheet: str = "",
    data: Table | None = None,
) -> Slide:
    """A slide about results, the first of which it is about most: its sentence is the title.

    Where no remark is given, it is what the sentence says beyond the title.
    """
    first = results[0]
    text = title or wording.first_sentence(first.sentence)
    rest = first.sentence[len(text) :].lstrip(". ") if first.sentence.startswith(text) else ""
    usual = Layout.TABLE if isinstance(body, Table) else Layout.CHART_WITH_TABLE if beside else Layout.CHART
    return Slide(
        section=section,
        layout=layout or usual,
        title=text.rstrip("."),
        subtitle=subtitle,
        body=body,
        beside=beside,
        remark=remark if remark is not None else "" if isinstance(body, Table) else rest,
        results=tuple(results),
        notes=notes_of(pack, results),
        alternative=alternative,
        source=source_of(pack, results),
        sheet=sheet,
        data=data or tables.of_result(first, [column.name for column in first.card.columns if column.is_listed]),
    )


def picture_slide(
    pack: PackData,
    section: str,
    result: Result,
    picture: Picture,
    *,
    beside: Table | None = None,
    remark: str | None = None,
    sheet: str = "",
    data: Table | None = None,
) -> Slide:
    """A slide that is one picture, headed as the page heads it. `remark` is as for `metric_slide`."""
    return metric_slide(
        pack,
        section,
        [result],
        picture.chart,
        title=picture.title,
        subtitle=picture.subtitle,
        beside=beside,
        remark=remark,
        alternative=picture.alternative,
        sheet=sheet,
        data=data,
    )


def nothing(pack: PackData, section: str, results: Sequence[Result]) -> Slide:
    """What stands for a section of which no figure is held at the date."""
    return Slide(
        section=section,
        layout=Layout.TEXT,
        title=f"{section}: no figure is held at {wording.day(pack.as_at)} or before",
        results=tuple(results),
        remark="Nothing is shown for this section, because nothing is known: blank means not recorded, not zero.",
        notes=notes_of(pack, results[:1]),
        source=source_of(pack, ()),
        place=Place.EMPTY,
        data=tables.plain([tables.Heading(heading="Not held")], [(result.sentence,) for result in results]),
    )


def notes_of(pack: PackData, results: Sequence[Result]) -> tuple[Note, ...]:
    """Definition, caveats, checks and the questions worth asking."""
    caveats = dict.fromkeys(caveat for result in results for caveat in result.caveats)
    checks = dict.fromkeys(f"{c.name}: {c.status}. {c.detail}" for result in results for c in result.checks)
    whole = (
        Note(heading="What it says", lines=tuple(dict.fromkeys(result.sentence for result in results))),
        Note(
            heading="Definition",
            lines=tuple(f"{result.card.title}: {result.card.definition} {result.card.why}" for result in results),
        ),
        Note(heading="What to keep in mind", lines=tuple(caveats)),
        Note(heading="Checks", lines=tuple(checks) or ("Nothing is held to check this against.",)),
        Note(heading="Questions worth asking", lines=questions.questions_about(results, pack.as_at)),
        Note(heading="Not shown", lines=(pack.rule_of_release,) if pack.rule_of_release else ()),
    )
    return tuple(note for note in whole if note.lines)


def source_of(pack: PackData, results: Sequence[Result]) -> str:
    """Where the figures of a slide are from, and what is not shown, in one line."""
    return wording.paragraph([source_line(results), pack.rule_of_release])


def source_line(results: Sequence[Result]) -> str:
    """Where the figures of some results are from: the first source with its place, the others counted."""
    sources = [source for result in results for source in result.sources]
    return f"Source: {in_brief(sources) if sources else 'none held'}."
